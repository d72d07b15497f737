//! When financial years begin.
//!
//! "Fiscal 2024", "FY24" and "2023-24" are years that begin with April in Britain and with October in the United States.
//! The month of a place stands in its entry of `rules/places`; a project may give others, and the one that is meant where no
//! place is named.
//!
//! Not here: which place an expression is about (`extract`).

use super::places::{Place, Places};
use smol_str::SmolStr;

/// The first months of financial years, 1 to 12.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiscalYears {
    /// Where no place is named that has its own. April, the month of British public years, unless a project says
    /// otherwise.
    pub default: i8,
    /// Of places, by [`Place::name`], before what their entries say.
    pub places: Vec<(SmolStr, i8)>,
}

impl Default for FiscalYears {
    fn default() -> Self {
        Self { default: 4, places: Vec::new() }
    }
}

impl FiscalYears {
    /// The first month of a place's financial years, or of the nearest place around it that has one.
    ///
    /// ```
    /// use crosscheck::rules::RuleSet;
    /// let rules = RuleSet::built_in();
    /// assert_eq!(rules.fiscal().of("Texas", rules.places()), Some(10));
    /// assert_eq!(rules.fiscal().of("Paris", rules.places()), None);
    /// ```
    #[must_use]
    pub fn of(&self, place: &str, places: &Places) -> Option<i8> {
        places.around(place).find_map(|place: &Place| {
            let own = self.places.iter().find(|(name, _)| *name == place.name);
            own.map(|(_, month)| *month).or(place.fiscal_start)
        })
    }
}

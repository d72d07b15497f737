//! Places: their spellings, the words for their people, and what lies in what.
//!
//! Files of `rules/places` give countries, regions and large cities, so that "British", "the UK" and "Britain" are one
//! place and England is a part of it. A place that no file names is compared by its words alone.
//!
//! Not here: which places a claim is about (`extract`).

use super::sheet::Sheet;
use super::{RuleError, RuleFile};
use crate::period::month_named;
use crate::stem::stem;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;
use smol_str::{SmolStr, StrExt};
use toml::Spanned;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceFile {
    /// The name that reports use.
    #[schemars(with = "String")]
    name: Spanned<String>,
    /// Other spellings, and the words for its people and things; tokens apart, as the text is split ("U . S .").
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    names: Vec<Spanned<String>>,
    /// The place that it is a part of.
    #[schemars(with = "Option<String>")]
    within: Option<Spanned<String>>,
    /// Places in it that have no more to be said about them.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    cities: Vec<Spanned<String>>,
    /// The month in which its government's financial years begin: "October".
    #[serde(rename = "fiscal-year")]
    #[schemars(with = "Option<String>")]
    fiscal_year: Option<Spanned<String>>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name that reports use: "United Kingdom".
    pub name: SmolStr,
    /// The month, 1 to 12, in which its government's financial years begin, where its entry says so.
    pub fiscal_start: Option<i8>,
    /// The index of the place that it is a part of.
    within: Option<u32>,
}

/// All places.
#[derive(Clone, Debug, Default)]
pub struct Places {
    places: Vec<Place>,
    /// First word of a name in lower case → all its words as written, longest name first, and the place.
    names: FxHashMap<SmolStr, Vec<(Vec<SmolStr>, u32)>>,
    /// Stem of a name of one word → the place.
    stems: FxHashMap<SmolStr, u32>,
}

impl Places {
    /// The place whose name begins at word 0, the longest if several do, and how many words the name has. `word` gives the
    /// words as printed, since "us" is not "US": acronyms are matched as they are, and other names by their capital.
    pub fn longest<'t>(&self, word: impl Fn(usize) -> Option<&'t str>) -> Option<(&Place, usize)> {
        let first = word(0)?;
        if !first.starts_with(char::is_uppercase) {
            return None;
        }
        let candidates = self.names.get(first.to_lowercase_smolstr().as_str())?;
        candidates
            .iter()
            .find(|(words, _)| {
                words
                    .iter()
                    .enumerate()
                    .all(|(i, known)| word(i).is_some_and(|printed| same_word(known, printed)))
            })
            .map(|(words, place)| (&self.places[*place as usize], words.len()))
    }

    /// The place with that name, spelling or word for its people, as printed.
    ///
    /// ```
    /// use crosscheck::rules::RuleSet;
    /// let places = RuleSet::built_in().places();
    /// assert_eq!(places.canonical("British"), Some("United Kingdom"));
    /// assert_eq!(places.canonical("us"), None);
    /// ```
    #[must_use]
    pub fn canonical(&self, name: &str) -> Option<&str> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let (place, length) = self.longest(|i| words.get(i).copied())?;
        (length == words.len()).then_some(place.name.as_str())
    }

    /// The place of which a stem is a name or a word for its people. Acronyms that are also words ("US") are none.
    #[must_use]
    pub fn of_stem(&self, stem: &str) -> Option<&Place> {
        self.stems.get(stem).map(|place| &self.places[*place as usize])
    }

    /// Whether a place is a part of another, directly or over places between; both by [`Place::name`]. No place lies
    /// within itself.
    ///
    /// ```
    /// use crosscheck::rules::RuleSet;
    /// let places = RuleSet::built_in().places();
    /// assert!(places.within("Scotland", "Europe"));
    /// assert!(!places.within("Europe", "Scotland"));
    /// ```
    #[must_use]
    pub fn within(&self, part: &str, whole: &str) -> bool {
        self.around(part).skip(1).any(|place| place.name == whole)
    }

    /// The place of a name, by [`Place::name`], and then each place that lies around the one before.
    pub fn around(&self, name: &str) -> impl Iterator<Item = &Place> {
        let start = self.places.iter().find(|place| place.name == name);
        // No chain is longer than the list, so a circle ends too.
        std::iter::successors(start, |place| place.within.map(|index| &self.places[index as usize]))
            .take(self.places.len())
    }

    /// The names of all places, in the order of the files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|place| place.name.as_str())
    }

    fn add_name(&mut self, name: &Spanned<String>, place: u32, file: &RuleFile, errors: &mut Vec<RuleError>) {
        let words: Vec<SmolStr> = name.get_ref().split_whitespace().map(SmolStr::new).collect();
        let at = name.span().start;
        let Some(first) = words.first().filter(|word| word.starts_with(char::is_uppercase)) else {
            let problem = format!("`{}` does not begin with a capital, so it never matches", name.get_ref());
            errors.push(RuleError::at(file, at, problem, "Write names as they are printed.".into()));
            return;
        };
        if let [word] = words.as_slice()
            && (word.chars().any(char::is_lowercase) || word != "US")
        {
            self.stems.entry(stem(&word.to_lowercase_smolstr())).or_insert(place);
        }
        let list = self.names.entry(first.to_lowercase_smolstr()).or_default();
        if let Some((_, other)) = list.iter().find(|(known, other)| *known == words && *other != place) {
            let problem =
                format!("`{}` already is a name of {}", name.get_ref(), self.places[*other as usize].name);
            errors.push(RuleError::at(file, at, problem, "A name stands for one place.".into()));
        }
        list.push((words, place));
    }

    fn add_place(&mut self, name: &Spanned<String>, file: &RuleFile, errors: &mut Vec<RuleError>) -> u32 {
        let index = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        if self.places.iter().any(|place| place.name == name.get_ref()) {
            let problem = format!("there are two places `{}`", name.get_ref());
            errors.push(RuleError::at(file, name.span().start, problem, "Join the two.".into()));
        }
        self.places.push(Place { name: SmolStr::new(name.get_ref()), fiscal_start: None, within: None });
        self.add_name(name, index, file, errors);
        index
    }
}

/// Whether a printed word is one of a name: an acronym as it is, other words without regard to case ("UKRAINE").
fn same_word(known: &str, printed: &str) -> bool {
    known == printed
        || (known.chars().any(char::is_lowercase)
            && known.to_lowercase_smolstr() == printed.to_lowercase_smolstr())
}

/// Reads every file of `places/`.
pub(super) fn read(files: &[RuleFile], errors: &mut Vec<RuleError>) -> Places {
    let mut places = Places::default();
    let mut parts: Vec<(&RuleFile, u32, Spanned<String>)> = Vec::new();
    for file in super::of_kind(files, "places") {
        let Some(mut sheet) = Sheet::open(file, errors) else { continue };
        for item in sheet.items::<PlaceFile>("place", errors) {
            let place = item.value;
            let index = places.add_place(&place.name, file, errors);
            for name in &place.names {
                places.add_name(name, index, file, errors);
            }
            for city in &place.cities {
                let city = places.add_place(city, file, errors);
                places.places[city as usize].within = Some(index);
            }
            if let Some(month) = &place.fiscal_year {
                places.places[index as usize].fiscal_start = month_named(month.get_ref());
                if places.places[index as usize].fiscal_start.is_none() {
                    let problem = format!("`{}` is not a month", month.get_ref());
                    let advice = "Write its name: \"October\".".into();
                    errors.push(RuleError::at(file, month.span().start, problem, advice));
                }
            }
            parts.extend(place.within.map(|whole| (file, index, whole)));
        }
        sheet.close(errors);
    }
    // The whole may stand in a file that comes later.
    for (file, part, whole) in parts {
        match places.places.iter().position(|place| place.name == whole.get_ref()) {
            Some(index) => places.places[part as usize].within = u32::try_from(index).ok(),
            None => errors.push(RuleError::at(
                file,
                whole.span().start,
                format!("there is no place `{}`", whole.get_ref()),
                "Name the whole as its own entry does, or add an entry for it.".into(),
            )),
        }
    }
    #[expect(
        clippy::iter_over_hash_type,
        reason = "each list is sorted on its own; their order plays no part"
    )]
    for list in places.names.values_mut() {
        list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    places
}

#[cfg(test)]
mod tests {
    use crate::rules::RuleSet;
    use crate::stem::stem;

    #[test]
    fn spellings_and_peoples_are_one_place() {
        let places = RuleSet::built_in().places();
        for (name, place) in [
            ("Britons", "United Kingdom"),
            ("U . S .", "United States"),
            ("AMERICANS", "United States"),
            ("Côte d'Ivoire", "Ivory Coast"),
            ("North Koreans", "North Korea"),
            ("Kiev", "Kiev"),
        ] {
            assert_eq!(places.canonical(name), Some(place), "{name}");
        }
        for name in ["us", "turkey", "polish", "North", "Atlantis"] {
            assert_eq!(places.canonical(name), None, "{name}");
        }
    }

    #[test]
    fn the_longest_name_wins() {
        let words = ["Papua", "New", "Guinea", "said"];
        let (place, length) =
            RuleSet::built_in().places().longest(|i| words.get(i).copied()).expect("a place");
        assert_eq!((place.name.as_str(), length), ("Papua New Guinea", 3));
    }

    #[test]
    fn stems_lead_to_places() {
        let places = RuleSet::built_in().places();
        assert_eq!(places.of_stem(&stem("iraqi")).map(|place| place.name.as_str()), Some("Iraq"));
        assert!(places.of_stem("us").is_none());
    }
}

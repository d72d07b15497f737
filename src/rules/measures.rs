//! Measures: named statistics that news gives figures of.
//!
//! A file of `rules/measures` is one measure: its names, what it is easily taken for and is not, and in what units it comes.
//! Two claims of different measures that a file tells apart are never one thing, however alike their words are
//! ("inflation" and "core inflation").
//!
//! Not here: finding the words of a measure in a claim (`extract`, `link`).

use super::example::Example;
use super::sheet::{Sheet, one_of};
use super::units::Units;
use super::{RuleError, RuleFile};
use crate::claim::{Frame, Unit, UnitKind};
use crate::stem::stem;
use schemars::JsonSchema;
use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MeasureFile {
    /// What it is called in reports.
    title: String,
    /// Its names; every word of a name must stand in the claim, in any order.
    #[schemars(with = "Vec<String>")]
    names: Vec<Spanned<String>>,
    /// Ids of units that only this measure comes in.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    units: Vec<Spanned<String>>,
    /// Whether one thing has one value of it from article to article: a population, a distance, the size of a quake.
    #[serde(default)]
    lasting: bool,
    /// Ids of measures that it is easily taken for.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    distinct_from: Vec<Spanned<String>>,
    /// Why the measures are told apart, for who reads the file.
    #[expect(dead_code, reason = "a reason is for who reads the file")]
    why: String,
}

/// A named statistic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its id: "net-migration".
    pub id: SmolStr,
    /// What it is called in reports.
    pub title: String,
    /// Stems of the words of each name.
    names: Vec<Vec<SmolStr>>,
    /// Ids of the units that only this measure comes in.
    units: Vec<SmolStr>,
    /// Whether one thing has one value of it from article to article.
    pub lasting: bool,
    /// Ids of measures that it must not be taken for.
    distinct_from: Vec<SmolStr>,
}

/// All measures.
#[derive(Clone, Debug, Default)]
pub struct Measures {
    measures: Vec<Measure>,
}

impl Measures {
    /// Every measure, by id.
    #[must_use]
    pub fn all(&self) -> &[Measure] {
        &self.measures
    }

    /// The measure that has a name of which every word is among some stems; the one with the longest name if several have.
    ///
    /// ```
    /// use crosscheck::{rules::RuleSet, stem::stem};
    /// let measures = RuleSet::built_in().measures();
    /// let stems = ["net", "migration", "uk"].map(stem);
    /// assert_eq!(measures.among(&stems).map(|measure| measure.id.as_str()), Some("net-migration"));
    /// ```
    #[must_use]
    pub fn among(&self, stems: &[SmolStr]) -> Option<&Measure> {
        let longest = |measure: &Measure| {
            measure
                .names
                .iter()
                .filter(|name| name.iter().all(|word| stems.contains(word)))
                .map(Vec::len)
                .max()
        };
        self.measures
            .iter()
            .filter_map(|measure| longest(measure).map(|words| (words, measure)))
            // The first of those with equally many words, so that the order of the files decides.
            .fold(None, |best: Option<(usize, &Measure)>, this| match best {
                Some(best) if best.0 >= this.0 => Some(best),
                _ => Some(this),
            })
            .map(|(_, measure)| measure)
    }

    /// The measure that a figure is of: its unit names it, or what is counted, whose it is and what it does ("the economy
    /// grew").
    #[must_use]
    pub fn of(&self, frame: &Frame, unit: &Unit) -> Option<&Measure> {
        if let UnitKind::Measure(id) = &unit.kind
            && let Some(own) = self.measures.iter().find(|measure| measure.units.contains(id))
        {
            return Some(own);
        }
        let counted = frame.counted.iter();
        let counted = counted.flat_map(|counted| std::iter::once(&counted.head).chain(&counted.modifiers));
        let words: Vec<SmolStr> = counted.chain(&frame.subject).chain(&frame.verb).cloned().collect();
        self.among(&words)
    }

    /// Whether a stem is a word of a measure's name.
    #[must_use]
    pub fn has_word(&self, stem: &str) -> bool {
        self.measures.iter().flat_map(|measure| &measure.names).flatten().any(|word| word == stem)
    }

    /// The same for the ids of two measures.
    #[must_use]
    pub fn told_apart(&self, a: &str, b: &str) -> bool {
        let named = |id: &str| self.measures.iter().find(|measure| measure.id == id);
        named(a).zip(named(b)).is_some_and(|(a, b)| self.distinct(a, b))
    }

    /// Whether a rule tells two measures apart.
    #[must_use]
    pub fn distinct(&self, a: &Measure, b: &Measure) -> bool {
        a.distinct_from.contains(&b.id) || b.distinct_from.contains(&a.id)
    }
}

/// Reads every file of `measures/`.
pub(super) fn read(
    files: &[RuleFile],
    units: &Units,
    examples: &mut Vec<Example>,
    errors: &mut Vec<RuleError>,
) -> Measures {
    let ids: Vec<&str> = super::of_kind(files, "measures").map(RuleFile::id).collect();
    let mut measures = Measures::default();
    for file in super::of_kind(files, "measures") {
        let Some(mut sheet) = Sheet::open(file, errors) else { continue };
        let items = sheet.items::<MeasureFile>("measure", errors);
        if items.len() > 1 {
            let problem = "the file holds two measures".into();
            errors.push(RuleError::at(file, items[1].at, problem, "Give each a file of its own.".into()));
        }
        for item in items {
            for other in &item.value.distinct_from {
                if !ids.contains(&other.get_ref().as_str()) {
                    let problem = format!("there is no measure `{}`", other.get_ref());
                    errors.push(RuleError::at(
                        file,
                        other.span().start,
                        problem,
                        one_of(other.get_ref(), &ids),
                    ));
                }
            }
            for unit in &item.value.units {
                if units.get(unit.get_ref()).is_none() {
                    let problem = format!("there is no unit `{}`", unit.get_ref());
                    let advice = "`crosscheck rules list units` lists them.".into();
                    errors.push(RuleError::at(file, unit.span().start, problem, advice));
                }
            }
            let names = item
                .value
                .names
                .iter()
                .map(|name| name.get_ref().to_lowercase().split_whitespace().map(stem).collect());
            measures.measures.push(Measure {
                id: SmolStr::new(file.id()),
                title: item.value.title,
                names: names.collect(),
                units: item.value.units.iter().map(|id| SmolStr::new(id.get_ref())).collect(),
                lasting: item.value.lasting,
                distinct_from: item.value.distinct_from.iter().map(|id| SmolStr::new(id.get_ref())).collect(),
            });
        }
        sheet.readings(examples, errors);
        sheet.close(errors);
    }
    measures
}

#[cfg(test)]
mod tests {
    use crate::rules::RuleSet;
    use crate::stem::stem;

    fn id(words: &[&str]) -> Option<String> {
        let stems: Vec<_> = words.iter().map(|word| stem(word)).collect();
        RuleSet::built_in().measures().among(&stems).map(|measure| measure.id.to_string())
    }

    #[test]
    fn the_longest_name_among_the_words_gives_the_measure() {
        assert_eq!(id(&["inflation", "april"]).as_deref(), Some("inflation"));
        assert_eq!(id(&["core", "inflation"]).as_deref(), Some("core-inflation"));
        assert_eq!(id(&["boats"]), None);
    }

    #[test]
    fn a_unit_that_only_one_measure_comes_in_names_it() {
        let frame = crate::claim::Frame::default();
        let of = |id: &str| {
            let unit = crate::claim::Unit::plain(crate::claim::UnitKind::Measure(id.into()));
            RuleSet::built_in().measures().of(&frame, &unit).map(|measure| measure.id.as_str())
        };
        assert_eq!(of("magnitude"), Some("magnitude"));
        assert_eq!(of("mile"), None);
    }

    #[test]
    fn measures_that_are_easily_confused_are_told_apart_either_way() {
        let measures = RuleSet::built_in().measures();
        let find = |id| measures.all().iter().find(|measure| measure.id == id).expect("built in");
        assert!(measures.distinct(find("inflation"), find("core-inflation")));
        assert!(measures.distinct(find("core-inflation"), find("inflation")));
        assert!(!measures.distinct(find("inflation"), find("inflation")));
    }
}

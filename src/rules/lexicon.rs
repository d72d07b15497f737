//! Lexicons: words and phrases with a meaning from a closed list.
//!
//! A lexicon file (`rules/lexicon/<vocabulary>.toml`) lists entries; each gives phrases and what they mean. The
//! meanings are closed by the [`Vocabulary`], so that a file cannot name one that the code does not know.

use super::example::Example;
use super::sheet::{Sheet, one_of};
use super::{RuleError, RuleFile};
use crate::stem::stem;
use crate::word::WordMap;
use schemars::JsonSchema;
use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

/// The vocabularies that the pipeline knows; each is one file in `rules/lexicon`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vocabulary {
    /// Words that make a bound of a number: "nearly", "up to".
    Hedges,
    /// Number words: "four", "dozen", "half"; the meaning is the number.
    Numerals,
    /// Words that multiply a number by a power of ten: "million", "bn", "k"; the meaning is the exponent.
    Magnitudes,
    /// Vague amounts: "dozens", "thousands"; the meaning is "low..high".
    Vague,
    /// Reporting verbs and cues: "said", "according to".
    Reporting,
    /// Abbreviations that do not end a sentence: "Mr", "Jan".
    Abbreviations,
    /// Verbs and nouns of change, with their direction: "rose" rise, "cut" fall, "doubled" 2.
    Change,
    /// Words that show a forecast, a plan, a superseded or revised figure.
    Modality,
    /// Words that name periods and relations in time: "the previous year", "so far this year".
    Time,
    /// Titles and roles of persons: "home secretary", "Mr", "governor".
    Roles,
    /// Nouns and adjectives that stand for the persons counted: "dead", "injured", "missing".
    States,
    /// Words that begin page furniture: "read more", "sign up".
    Furniture,
    /// News agencies in credit lines; the meaning is the agency's name.
    Agencies,
    /// Words by which a figure is one of more, or part of one before: "another", "of them".
    Portion,
    /// Words before a number that make it a name and not a figure: "No", "Article", "Flight", "Boeing".
    Names,
    /// Bodies that speak without being a person: "police", "the Home Office", "a spokesman".
    Bodies,
    /// Counts that are updated as time goes on: "death toll", "missing", "searched".
    Running,
    /// Words without content of their own, which say nothing about what a clause is about.
    Stopwords,
    /// Negations and conditions that a cut must not swallow: "not", "unless", "if".
    Negations,
    /// Verbs that say how much their subject is: "reach", "total", "average".
    Measuring,
    /// Nouns that say nothing by themselves of what is counted: "number", "people", "funding".
    Generic,
    /// Words that narrow a figure to a part or a sub-measure: "insured", "net", "annual", "confirmed".
    Qualifiers,
    /// Words that say how firm or how complete a count is: "confirmed", "total".
    Certainty,
    /// Words that hold a figure against that of another event: "worse than", "surpassing".
    Rivals,
    /// Given names, by who bears them: "man", "woman", "either".
    GivenNames,
    /// Words right behind a number that make a bound of it: "or more".
    HedgesAfter,
    /// Words near a number that say what an unprinted or ambiguous unit is.
    UnitCues,
    /// Nouns for what comes in, what goes out and what is left of something: "exports", "emigration", "net migration".
    Flows,
    /// Lines that say that a text is a press release: "notes to editors".
    Releases,
    /// Words in labels of tables that say which way a number goes: "profit", "loss", "change".
    Signs,
    /// Words by which a length is a distance or a depth: "south of", "off", "below".
    Directions,
    /// Ordinals, and nouns that an ordinal counts: "a third death", "her 12th title".
    Ranked,
    /// Nouns that go on about someone whom the text names elsewhere: "the singer", "the Briton".
    Epithets,
    /// Nouns for what is earned, owed, spent or paid: "profit", "debt".
    Sums,
    /// Languages, and phrases that say that words are translated: "through an interpreter".
    Translations,
}

/// What the meanings of a vocabulary may be.
enum Meanings {
    /// One of these names.
    Names(&'static [&'static str]),
    /// Anything that is checked where it is used.
    Any,
}

impl Vocabulary {
    /// Every vocabulary, in the order of the enum.
    pub const ALL: &'static [Self] = &[
        Self::Hedges,
        Self::Numerals,
        Self::Magnitudes,
        Self::Vague,
        Self::Reporting,
        Self::Abbreviations,
        Self::Change,
        Self::Modality,
        Self::Time,
        Self::Roles,
        Self::States,
        Self::Furniture,
        Self::Agencies,
        Self::Portion,
        Self::Names,
        Self::Bodies,
        Self::Running,
        Self::Stopwords,
        Self::Negations,
        Self::Measuring,
        Self::Generic,
        Self::Qualifiers,
        Self::Certainty,
        Self::Rivals,
        Self::GivenNames,
        Self::HedgesAfter,
        Self::UnitCues,
        Self::Flows,
        Self::Releases,
        Self::Signs,
        Self::Directions,
        Self::Ranked,
        Self::Epithets,
        Self::Sums,
        Self::Translations,
    ];

    /// The stem of its file.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Hedges => "hedges",
            Self::Numerals => "numerals",
            Self::Magnitudes => "magnitudes",
            Self::Vague => "vague",
            Self::Reporting => "reporting",
            Self::Abbreviations => "abbreviations",
            Self::Change => "change",
            Self::Modality => "modality",
            Self::Time => "time",
            Self::Roles => "roles",
            Self::States => "states",
            Self::Furniture => "furniture",
            Self::Agencies => "agencies",
            Self::Portion => "portion",
            Self::Names => "names",
            Self::Bodies => "bodies",
            Self::Running => "running",
            Self::Stopwords => "stopwords",
            Self::Negations => "negations",
            Self::Measuring => "measuring",
            Self::Generic => "generic",
            Self::Qualifiers => "qualifiers",
            Self::Certainty => "certainty",
            Self::Rivals => "rivals",
            Self::GivenNames => "given-names",
            Self::HedgesAfter => "hedges-after",
            Self::UnitCues => "unit-cues",
            Self::Flows => "flows",
            Self::Releases => "releases",
            Self::Signs => "signs",
            Self::Directions => "directions",
            Self::Ranked => "ranked",
            Self::Epithets => "epithets",
            Self::Sums => "sums",
            Self::Translations => "translations",
        }
    }

    /// Whether the claims of one text can show what it does; the others work on pairs of claims.
    #[must_use]
    pub fn shows_in_claims(self) -> bool {
        !matches!(
            self,
            Self::Stopwords
                | Self::Negations
                | Self::Running
                | Self::Qualifiers
                | Self::Certainty
                | Self::Rivals
                | Self::GivenNames
        )
    }

    /// The meanings that its words may have; `None` where they are no closed list.
    pub(super) fn closed_meanings(self) -> Option<&'static [&'static str]> {
        match self.meanings() {
            Meanings::Names(names) => Some(names),
            Meanings::Any => None,
        }
    }

    fn meanings(self) -> Meanings {
        match self {
            Self::Hedges | Self::HedgesAfter => Meanings::Names(&[
                "about",
                "nearly",
                "just-over",
                "more-than",
                "at-least",
                "less-than",
                "up-to",
                "none",
            ]),
            Self::Qualifiers => {
                Meanings::Names(&["version", "real", "nominal", "average", "cumulative", "rate", "part"])
            }
            Self::Modality => Meanings::Names(&["forecast", "planned", "superseded", "revised"]),
            Self::Portion => Meanings::Names(&["additional", "part-of"]),
            Self::Generic => Meanings::Names(&["amount", "forecast", "people", "money"]),
            Self::Reporting => Meanings::Names(&["says", "holds", "figures", "beside", "saying", "by"]),
            Self::Roles => {
                Meanings::Names(&["title-man", "title-woman", "title", "rank", "role", "suffix", "person"])
            }
            Self::Bodies => Meanings::Names(&["body", "group", "place"]),
            Self::Abbreviations => Meanings::Names(&["never-ends", "may-end", "before-number"]),
            Self::Negations => {
                Meanings::Names(&["negation", "condition", "exception", "alternative", "softening"])
            }
            Self::GivenNames => Meanings::Names(&["man", "woman", "either"]),
            Self::Directions => Meanings::Names(&["side", "from", "of", "depth"]),
            Self::Furniture => Meanings::Names(&[
                "opens-promotion",
                "opens-credit",
                "opens-caption",
                "label-promotion",
                "marks-promotion",
                "marks-credit",
                "hints-promotion",
                "hints-credit",
                "links",
                "contact",
            ]),
            Self::Names => {
                Meanings::Names(&["name", "capital-name", "section", "identifier", "street", "idiom"])
            }
            Self::UnitCues => Meanings::Names(&[
                "magnitude",
                "metre-after",
                "metre-before",
                "metre-mark",
                "mass",
                "score",
                "clock",
            ]),
            Self::Epithets => Meanings::Names(&["person", "nationality"]),
            Self::Signs => Meanings::Names(&[
                "gain loss",
                "gain deficit",
                "gain outflow",
                "loss",
                "change",
                "rise",
                "fall",
            ]),
            Self::Translations => Meanings::Names(&["language", "translated"]),
            _ => Meanings::Any,
        }
    }
}

/// A set of vocabularies, as bits by their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Vocabularies(u64);

const _: () = assert!(Vocabulary::ALL.len() <= u64::BITS as usize, "each vocabulary has a bit");

impl Vocabularies {
    /// The set of one.
    fn only(vocabulary: Vocabulary) -> Self {
        Self(1 << vocabulary as u64)
    }

    /// Whether a lexicon's vocabulary is in the set.
    #[must_use]
    pub fn include(self, lexicon: &Lexicon) -> bool {
        self.0 & lexicon.own.0 != 0
    }
}

/// Each word that begins a phrase, with the vocabularies in which it does. One look here tells which of them are worth a
/// look of their own: for nearly every word of a text that is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Openings(WordMap<Vocabularies>);

impl Openings {
    pub(super) fn new(lexicons: &[Lexicon]) -> Self {
        let mut openings = WordMap::<Vocabularies>::default();
        for lexicon in lexicons {
            for word in &lexicon.firsts {
                openings.entry(word).0 |= lexicon.own.0;
            }
        }
        Self(openings)
    }

    pub(super) fn of(&self, word: &str) -> Vocabularies {
        self.0.get(word).copied().unwrap_or_default()
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryFile {
    /// What the words mean.
    #[schemars(with = "String")]
    means: Spanned<String>,
    /// Words and phrases in lower case, tokens apart ("c .").
    #[schemars(with = "Vec<String>")]
    words: Vec<Spanned<String>>,
    /// Why they mean it, for who reads the file.
    #[serde(default)]
    #[expect(dead_code, reason = "a reason is for who reads the file")]
    why: Option<String>,
}

/// Phrases and their meanings.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// The set of its vocabulary alone.
    own: Vocabularies,
    about: String,
    meanings: Vec<SmolStr>,
    /// The first words of phrases, each once.
    firsts: Vec<SmolStr>,
    /// First word → the rest of each phrase, longest first, with the index of its meaning.
    phrases: WordMap<Vec<(Vec<SmolStr>, u32)>>,
    /// Stem of a single word → the index of its meaning.
    stems: WordMap<Option<u32>>,
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// How many words it has.
    pub words: usize,
    /// What it means.
    pub means: &'a str,
}

impl Lexicon {
    /// What the lexicon is for.
    #[must_use]
    pub fn about(&self) -> &str {
        &self.about
    }

    /// The longest phrase that begins at word 0 of `word`, which gives the lower-case words of a text one by one from
    /// the place that is looked at (with straight apostrophes), and `None` after the last.
    pub fn longest<'t>(&self, word: impl Fn(usize) -> Option<&'t str>) -> Option<Found<'_>> {
        self.phrases
            .get(word(0)?)?
            .iter()
            .find(|(rest, _)| rest.iter().enumerate().all(|(i, w)| word(i + 1) == Some(w)))
            .map(|(rest, meaning)| Found { words: rest.len() + 1, means: &self.meanings[*meaning as usize] })
    }

    /// The meaning of a single word, in lower case.
    #[must_use]
    pub fn word(&self, word: &str) -> Option<&str> {
        self.longest(|i| (i == 0).then_some(word)).map(|found| found.means)
    }

    /// The meaning of the first single word of the file that has this stem.
    #[must_use]
    pub fn stemmed(&self, stem: &str) -> Option<&str> {
        let meaning = self.stems.get(stem).copied().flatten()?;
        Some(self.meanings[meaning as usize].as_str())
    }

    /// Every phrase with its meaning, in alphabetical order.
    #[must_use]
    pub fn phrases(&self) -> Vec<(String, &str)> {
        let mut all: Vec<_> = self
            .firsts
            .iter()
            .flat_map(|first| {
                self.phrases.get(first).into_iter().flatten().map(move |(rest, meaning)| {
                    let words: Vec<&str> =
                        std::iter::once(first.as_str()).chain(rest.iter().map(SmolStr::as_str)).collect();
                    (words.join(" "), self.meanings[*meaning as usize].as_str())
                })
            })
            .collect();
        all.sort_unstable();
        all
    }
}

/// Reads a vocabulary's file among `files`; a missing file is an empty lexicon.
pub(super) fn read(
    vocabulary: Vocabulary,
    files: &[RuleFile],
    examples: &mut Vec<Example>,
    errors: &mut Vec<RuleError>,
) -> Lexicon {
    let path = format!("lexicon/{}.toml", vocabulary.id());
    let mut lexicon = Lexicon { own: Vocabularies::only(vocabulary), ..Lexicon::default() };
    let Some(file) = files.iter().find(|file| file.path == path) else { return lexicon };
    let Some(mut sheet) = Sheet::open(file, errors) else { return lexicon };
    lexicon.about = sheet.text("about", errors).unwrap_or_default();
    for entry in sheet.items::<EntryFile>("entry", errors) {
        lexicon.add(entry.value, vocabulary, file, errors);
    }
    sheet.readings(examples, errors);
    sheet.close(errors);
    lexicon
}

impl Lexicon {
    fn add(
        &mut self,
        entry: EntryFile,
        vocabulary: Vocabulary,
        file: &RuleFile,
        errors: &mut Vec<RuleError>,
    ) {
        let means = entry.means.get_ref();
        if let Meanings::Names(known) = vocabulary.meanings()
            && !known.contains(&means.as_str())
        {
            errors.push(RuleError::at(
                file,
                entry.means.span().start,
                format!("`{means}` is not a meaning of this lexicon"),
                one_of(means, known),
            ));
        }
        let meaning = u32::try_from(self.meanings.len()).unwrap_or(u32::MAX);
        self.meanings.push(SmolStr::new(means));
        for words in &entry.words {
            let at = words.span().start;
            let mut parts = words.get_ref().split_whitespace().map(SmolStr::new);
            let Some(first) = parts.next() else {
                let problem = "an empty phrase matches nothing".into();
                errors.push(RuleError::at(file, at, problem, "Take it out.".into()));
                continue;
            };
            if let Some(problem) = never_matches(words.get_ref()) {
                errors.push(RuleError::at(
                    file,
                    at,
                    format!("`{}` {problem}, so it never matches", words.get_ref()),
                    "Write tokens in lower case with spaces between: \"year - old\", \"a . m .\", \"government 's\"."
                        .into(),
                ));
            }
            let rest: Vec<SmolStr> = parts.collect();
            if rest.is_empty() {
                self.stems.entry(&stem(&first)).get_or_insert(meaning);
            }
            let list = self.phrases.entry(&first);
            if list.is_empty() {
                self.firsts.push(first);
            }
            // The same phrase with the same meaning is untidy and does no harm.
            let other = list.iter().find(|(known, other)| {
                *known == rest && self.meanings[*other as usize] != self.meanings[meaning as usize]
            });
            if let Some((_, other)) = other {
                errors.push(RuleError::at(
                    file,
                    at,
                    format!(
                        "`{}` already stands in this lexicon and means `{}`",
                        words.get_ref(),
                        self.meanings[*other as usize]
                    ),
                    "A phrase has one meaning in a lexicon; take one of the two out.".into(),
                ));
            }
            list.push((rest, meaning));
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
    }
}

/// Why a phrase can match no text, if it cannot.
fn never_matches(phrase: &str) -> Option<&'static str> {
    if phrase.chars().any(char::is_uppercase) {
        return Some("has a capital");
    }
    if phrase.contains(['’', '‘']) {
        return Some("has a curly apostrophe");
    }
    phrase
        .split_whitespace()
        .any(|word| word.len() > 1 && word.contains(['-', '.']))
        .then_some("has a hyphen or dot that is not a token of its own")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    #[test]
    fn a_word_opens_the_vocabularies_that_have_a_phrase_with_it_in_front_and_no_others() {
        let rules = RuleSet::built_in();
        let firsts: Vec<Vec<String>> = Vocabulary::ALL
            .iter()
            .map(|vocabulary| {
                let phrases = rules.lexicon(*vocabulary).phrases();
                phrases.iter().filter_map(|(phrase, _)| phrase.split(' ').next().map(str::to_owned)).collect()
            })
            .collect();
        for word in firsts.iter().flatten().map(String::as_str).chain(["blorp", ""]) {
            for (vocabulary, firsts) in Vocabulary::ALL.iter().zip(&firsts) {
                let opens = rules.opened_by(word).include(rules.lexicon(*vocabulary));
                assert_eq!(opens, firsts.iter().any(|first| first == word), "{word} in {}", vocabulary.id());
            }
        }
    }
}

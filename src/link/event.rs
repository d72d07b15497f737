//! Of which event a count is: the story's own, or an earlier one told as its background; and in which place.
//!
//! A toll rises from article to article, so that any two states of it are of one thing, however far apart. That holds only
//! for one event: "a quake in February killed 612" stands beside today's ten dead, and "twelve in Bener Meriah" are a part
//! of them. `(document, reading)` → for each sentence whether it tells of an earlier event, and which places it names. It
//! cannot fail: what is not seen is taken to be of the story's own event.
//!
//! Not here: which figures run on (the lexicon says so), and what speaks for a pair (`evidence`).

use crate::document::{BlockKind, Document};
use crate::extract::Reading;
use crate::period::{month_named, weekday_named};
use crate::rules::RuleSet;
use crate::rules::lexicon::Vocabulary;
use jiff::civil::Date;
use smol_str::SmolStr;

/// An event so many days before an article is told as its background.
pub(super) const BACKGROUND_DAYS: i32 = 90;

/// What a document says of when and where, sentence by sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    /// For each sentence, whether it tells of an event before the document's own.
    pub(super) earlier: Vec<bool>,
    /// Places that the headline and the first sentences name, sorted: where the story plays.
    pub(super) main: Vec<SmolStr>,
}

/// Words before a place.
const BEFORE_PLACES: [&str; 9] = ["in", "near", "around", "at", "outside", "off", "across", "of", "from"];
/// Words of other kinds that may stand between those and the name: "in the neighbouring village of Orsk".
const BETWEEN: usize = 4;
/// Words that take the subject of the sentence before: "It killed 612 people".
const TAKEN_UP: [&str; 5] = ["it", "they", "that", "this", "those"];

/// Sentences from the top of an article that say where its story plays.
const MAIN_SENTENCES: usize = 2;

impl Setting {
    /// Reads a document's setting.
    pub(super) fn of(document: &Document, reading: &Reading, published: Option<Date>) -> Self {
        let mut main = Vec::new();
        let mut earlier = Vec::with_capacity(reading.sentences.len());
        let mut body = 0;
        for (index, sentence) in reading.sentences.iter().enumerate() {
            let text = document.prose.slice(sentence.span);
            let kind = &document.blocks[sentence.block as usize].kind;
            body += usize::from(matches!(kind, BlockKind::Paragraph));
            if matches!(kind, BlockKind::Headline) || body <= MAIN_SENTENCES {
                main.extend(places(text));
            }
            let own = published.is_some_and(|published| names_an_earlier_year(text, published));
            let taken_up = index > 0 && earlier[index - 1] && takes_up(text);
            earlier.push(own || taken_up);
        }
        main.sort_unstable();
        main.dedup();
        Self { earlier, main }
    }
}

/// Whether a sentence names a year before that of the document, other than as the start of a stretch ("the worst since
/// 1918"), and no later one.
fn names_an_earlier_year(text: &str, published: Date) -> bool {
    let mut before = "";
    let mut found = None;
    for word in text.split_whitespace() {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        if digits.len() == 4
            && let Ok(year) = digits.parse::<i16>()
            && (1500..2100).contains(&year)
            && !before.eq_ignore_ascii_case("since")
        {
            found = found.max(Some(year));
        }
        before = word;
    }
    found.is_some_and(|year| year < published.year())
}

/// Whether a sentence goes on about what the sentence before spoke of.
fn takes_up(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
    first.is_some_and(|word| TAKEN_UP.iter().any(|pronoun| word.eq_ignore_ascii_case(pronoun)))
}

/// Names behind a word of place, in lower case: "in Bener Meriah district" names "bener meriah".
pub(super) fn places(text: &str) -> Vec<SmolStr> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| -> String {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.trim_end_matches("'s").trim_end_matches("’s").to_lowercase()
    };
    let is_name = |word: &str| {
        word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
            && month_named(&bare(word)).is_none()
            && weekday_named(&bare(word)).is_none()
    };
    // A mark behind a word ends the phrase that it stands in.
    let ends = |word: &str| word.ends_with([',', '.', ';', ':', ')', '"', '”']);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !BEFORE_PLACES.contains(&bare(words[at]).as_str()) || ends(words[at]) {
            at += 1;
            continue;
        }
        let mut from = at + 1;
        while from < words.len() && from <= at + BETWEEN && !is_name(words[from]) && !ends(words[from]) {
            from += 1;
        }
        let mut name = Vec::new();
        while from < words.len() && is_name(words[from]) {
            name.push(bare(words[from]));
            from += 1;
            if ends(words[from - 1]) {
                break;
            }
        }
        if !name.is_empty() {
            found.push(SmolStr::from(name.join(" ")));
        }
        at += 1;
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Such words stand so near the figure at the most.
const RIVAL_WORDS: usize = 10;

/// Whether a figure stands behind words that hold the story's own figure against it: "worse than the Camp Fire's 85
/// deaths", "surpassing the 85 of 2018". `before` is the sentence up to the figure.
pub(super) fn is_rival(before: &str, rules: &RuleSet) -> bool {
    let mut tail: Vec<String> = before
        .split_whitespace()
        .rev()
        .take(RIVAL_WORDS)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    tail.reverse();
    let rivals = rules.lexicon(Vocabulary::Rivals);
    (0..tail.len()).any(|from| rivals.longest(|ahead| tail.get(from + ahead).map(String::as_str)).is_some())
}

/// So many words stand at the most between a figure and its article, and the verb of which it is the subject.
const SUBJECT_WORDS: usize = 3;

/// Whether a figure is in a sentence about all things of its kind and no one of them: "a magnitude 6 quake can cause
/// damage". `before` and `after` are the sentence on either side of the figure.
pub(super) fn is_general(before: &str, after: &str) -> bool {
    let article = |word: &str| ["a", "an", "any"].iter().any(|article| word.eq_ignore_ascii_case(article));
    let near = before.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let indefinite = near.rev().take(SUBJECT_WORDS).any(article);
    let mut words =
        after.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(SUBJECT_WORDS);
    indefinite && words.any(|word| word == "can")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn places_are_the_names_behind_words_of_place() {
        assert_eq!(
            places("In neighbouring Upper Voss district, 10 died near Orsk, Bell said."),
            ["orsk", "upper voss"]
        );
        assert_eq!(places("They left on Monday in March and met in the old town."), [] as [&str; 0]);
        assert_eq!(places("the deaths of Lena Brandt's neighbours"), ["lena brandt"]);
    }

    #[test]
    fn an_earlier_year_makes_a_sentence_background_unless_it_only_begins_a_stretch() {
        let published = date(2023, 8, 12);
        assert!(names_an_earlier_year("In 2018 the Paradale fire killed 85.", published));
        assert!(!names_an_earlier_year("It is the worst fire since 1918.", published));
        assert!(!names_an_earlier_year("From 2018 to 2023 there were 40 fires.", published));
        assert!(!names_an_earlier_year("Some 2,018 people fled.", published));
    }

    #[test]
    fn what_a_thing_of_a_kind_can_do_is_of_no_one_of_them() {
        assert!(is_general("A magnitude ", " quake can topple walls."));
        assert!(is_general("Any ", "-foot wave can sink a boat."));
        assert!(!is_general("The ", "-magnitude quake can be felt far away."));
        assert!(!is_general("A ", "-magnitude quake toppled walls; it can happen again."));
    }

    #[test]
    fn what_the_figure_is_held_against_is_another_events() {
        let rules = RuleSet::built_in();
        assert!(is_rival("It is worse than the Paradale fire, in which ", rules));
        assert!(is_rival("The toll has overtaken and surpassed the ", rules));
        assert!(!is_rival("The toll has reached ", rules));
    }
}

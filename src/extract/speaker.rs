//! Whom the text credits with a figure: the source beside a verb of speech or a phrase such as "according to".
//!
//! A sentence and a place in it → [`Attribution`] or `None`. It cannot fail: a verb without a subject that can speak
//! credits nobody.
//!
//! Not here: the verbs (`cue`) and their subjects (`source`), quotation marks (`marks`), which words are whose
//! (`quotation`).

pub use super::person::People;

use super::cue::{Cue, CueKind};
use super::marks;
use super::sentence::{Text, TokenKind};
use super::source::{Source, Sources};
use crate::claim::Attribution;
use crate::period::weekday_named;
use crate::rules::RuleSet;
use std::ops::Range;

/// Tokens to either side of a figure or of words within which a cue is looked for.
pub(super) const WINDOW: usize = 150;

/// Whom a figure is credited to: "according to X", "X said", "X put it at", "said X on Monday", in the same sentence; of
/// several the one that stands nearest in reach of the figure.
///
/// `at` is the token of the figure.
#[must_use]
pub fn attribution(
    text: &Text,
    sentence: usize,
    at: usize,
    people: &People,
    rules: &RuleSet,
) -> Option<Attribution> {
    let range = text.sentences.get(sentence)?.tokens.clone();
    let range = range.start.max(at.saturating_sub(WINDOW))..range.end.min(at + WINDOW);
    let sources = Sources::new(text, people, rules);
    let mut best: Option<(usize, Source, Cue)> = None;
    for cue in sources.cues(range.clone()) {
        if matches!(cue.kind, CueKind::Holds | CueKind::Beside) {
            continue;
        }
        let Some(source) = sources.of(&cue, range.clone()) else { continue };
        if source.tokens.contains(&at) || cue.tokens.contains(&at) {
            continue;
        }
        let Some(distance) = reach(text, people, &cue, &source, range.clone(), at) else { continue };
        if best.as_ref().is_none_or(|(nearest, ..)| distance < *nearest) {
            best = Some((distance, source, cue));
        }
    }
    let (_, source, cue) = best?;
    Some(credit(text, people, &source, &cue))
}

/// The attribution that a source and its cue make.
pub(super) fn credit(text: &Text, people: &People, source: &Source, cue: &Cue) -> Attribution {
    Attribution {
        span: text.span_of(source.tokens.clone()),
        name: source.name.clone(),
        cue: Some(people.printed(text, cue.tokens.clone())),
    }
}

/// How far a figure stands from the cue that reaches it; `None` where the cue does not reach it.
fn reach(
    text: &Text,
    people: &People,
    cue: &Cue,
    source: &Source,
    sentence: Range<usize>,
    at: usize,
) -> Option<usize> {
    let unit = cue.tokens.start.min(source.tokens.start)..cue.tokens.end.max(source.tokens.end);
    let lower = |at: usize| text.tokens[at].lower.as_str();
    // A semicolon, or a comma with a contrast behind it, begins a clause that the cue does not reach.
    let parted = |from: usize, to: usize| {
        (from..to).any(|i| {
            !people.is_quoted(i)
                && (lower(i) == ";"
                    || (lower(i) == ","
                        && i + 1 < to
                        && matches!(lower(i + 1), "while" | "whereas" | "although" | "though" | "but")))
        })
    };
    // "put up taxes by £40bn" gives no figure, "put the bill at £40bn" does.
    let puts = matches!(lower(cue.tokens.start), "put" | "puts" | "putting");
    if puts && !(cue.tokens.end..at).any(|i| lower(i) == "at") {
        return None;
    }
    if at >= unit.end {
        // Behind "said the mayor" stands more about the mayor.
        if cue.kind != CueKind::By && source.tokens.start >= cue.tokens.end {
            return None;
        }
        let closing =
            cue.kind != CueKind::By || unit.start == sentence.start || lower(unit.end - 1) == ":" || {
                // "according to X, 12 people": the phrase leads its clause.
                unit.start > sentence.start && matches!(lower(unit.start - 1), "but" | "and" | "," | ";")
            };
        // ", X said," in the middle reaches on; ", X said." ends.
        return (closing && !parted(unit.end, at)).then(|| at - unit.end);
    }
    if at < unit.start {
        if cue.kind == CueKind::Figures || cue.kind == CueKind::Saying {
            return None;
        }
        let trailing = match cue.kind {
            CueKind::By => true,
            _ => {
                let before = unit.start.checked_sub(1).filter(|b| *b >= sentence.start);
                let comma = before.is_some_and(|b| {
                    let and = lower(b) == "and"
                        && (sentence.start..b)
                            .rev()
                            .take(6)
                            .find(|i| text.tokens[*i].kind == TokenKind::Mark)
                            .is_some_and(|i| lower(i) == ",");
                    lower(b) == "," || people.is_quoted(b) || and
                });
                // Who was told stands between the verb and the end: "told the paper late on Tuesday".
                let hears = matches!(lower(cue.tokens.end - 1), "told" | "tells" | "tell");
                let after = text
                    .tokens
                    .get(unit.end)
                    .filter(|_| unit.end < sentence.end)
                    .map(|token| token.lower.as_str());
                let ends = hears
                    || after.is_none_or(|word| {
                        matches!(
                            word,
                            "." | ","
                                | "on"
                                | "in"
                                | "at"
                                | "to"
                                | "late"
                                | "early"
                                | "after"
                                | "during"
                                | "adding"
                                | "as"
                                | "via"
                                | ";"
                                | "!"
                                | "?"
                        ) || is_when_or_whom(word)
                            || word.chars().all(marks::is_mark)
                    });
                comma && ends
            }
        };
        return (trailing && !parted(at, unit.start)).then(|| unit.start - at + 1);
    }
    None
}

/// Words for when and to whom something was said, behind a verb of speech and its subject.
pub(super) fn is_when_or_whom(word: &str) -> bool {
    weekday_named(word).is_some()
        || matches!(word, "yesterday" | "today" | "reporters" | "earlier" | "later" | "separately")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whom the figure that begins with `figure` is credited to in the last sentence that has it.
    fn credited(source: &str, figure: &str) -> Option<String> {
        let document = crate::document::parse("a.txt", source.as_bytes()).unwrap().remove(0);
        let rules = RuleSet::built_in();
        let text = crate::extract::sentence::split(&document, rules);
        let people = People::find(&document, &text, rules);
        let at = text.tokens.iter().rposition(|token| token.lower == figure).unwrap();
        attribution(&text, text.sentence_of(at), at, &people, rules).map(|found| found.name.to_string())
    }

    #[test]
    fn a_figure_is_credited_by_the_cue_that_reaches_it() {
        for (text, figure, name) in [
            ("According to the Road Office, 12 bridges are closed.", "12", Some("Road Office")),
            ("Some 12 bridges are closed, according to the Road Office.", "12", Some("Road Office")),
            ("Officials said 12 bridges were closed.", "12", Some("Officials")),
            (
                "The centre put the toll at 9, but the Road Office in Harwick, Norland, said it was 12.",
                "12",
                Some("Road Office"),
            ),
            ("Some 12 bridges were closed on Sunday, state media said.", "12", Some("state media")),
            ("Some 12 bridges were closed, officials and state media said.", "12", Some("state media")),
            ("Some 12 bridges were closed, said the mayor, Ann Reed, on Monday.", "12", Some("Ann Reed")),
            ("Some 12 bridges were closed, a local official told the agency.", "12", Some("local official")),
            ("The Road Office put the number of closed bridges at 12.", "12", Some("Road Office")),
            ("The Institute for Roads (IR) expects 12 bridges to close.", "12", Some("Institute for Roads")),
            ("The bank cut its view of roads and said 12 bridges would close.", "12", Some("bank")),
            ("The Road Office's review found 12 closed bridges.", "12", Some("Road Office")),
            ("Ann Reed said 30 had closed, while the police put it at 12.", "12", Some("police")),
            ("Ann Reed said 30 had closed, while the police put it at 12.", "30", Some("Ann Reed")),
            ("Ann Reed, 52, said she would walk.", "52", None),
            ("Ann Reed has put up 12 signs.", "12", None),
            ("The fund, worth 12 million, said it would close.", "12", None),
            ("Some 12 bridges were said to be closed.", "12", None),
            ("Joe Hall walked home. He said 12 bridges were closed.", "12", Some("Joe Hall")),
        ] {
            assert_eq!(credited(text, figure).as_deref(), name, "{text}");
        }
    }
}

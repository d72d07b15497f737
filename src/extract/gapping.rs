//! Figures that leave out the noun, or the noun and the unit, that the figure before them in the sentence has.
//!
//! A [`Site`] and what stands before it → what it counts, or nothing. It cannot fail.
//!
//! English leaves a noun out in two places that can be told without understanding the sentence: before a preposition that
//! narrows another part ("12 died in Orvik and seven in Bell"), and behind another subject of the same verb, which is left
//! out as well ("Labour won 31 seats, the Greens 22 and the Liberals six": gapping).
//!
//! Not here: nouns that the sentence before has (`frame`).

use super::frame::{Site, View};
use super::phrase::{self, NounPhrase};
use super::sentence::TokenKind;
use crate::claim::{Claim, Counted, Frame, Unit, UnitKind};
use harper_brill::UPOS;
use std::ops::Range;

/// Prepositions behind a count that narrow it.
const NARROWING: [&str; 5] = ["in", "for", "at", "on", "near"];

/// A subject of which nothing but a figure is said has so many words at the most: "the National Union of Hugo Strand".
const SUBJECT_WORDS: usize = 9;

/// What a count right before a preposition counts: the noun of the count before it, narrowed by what the preposition
/// governs.
pub(super) fn elided(
    view: View<'_>,
    site: &Site<'_>,
    sentence: &Range<usize>,
    before: Option<&Frame>,
) -> Option<Counted> {
    let tokens = &view.text.tokens;
    let known = before?.counted.as_ref()?;
    let within = view.text.span_of(sentence.clone()).contains(known.span);
    let preposition = tokens.get(site.tokens.end).filter(|_| site.tokens.end < sentence.end)?;
    let narrows = NARROWING.contains(&preposition.lower.as_str());
    let behind = known.span.end <= tokens[site.start].span.start;
    if site.unit.kind != UnitKind::Count || !within || !narrows || !behind {
        return None;
    }
    let at = phrase::skip_fillers(view, site.tokens.end + 1, sentence.end);
    let phrase = phrase::right(view, at, sentence.end)?;
    let modifiers = phrase.stems(view).filter(|stem| *stem != known.head).collect();
    Some(Counted { span: known.span, head: known.head.clone(), modifiers })
}

/// The subject of a figure whose verb is left out, since the clause before has it: "output dropped 1.9% in Germany, **that
/// of France** 0.6%", "expanded 9.1% and **farm output** 3.7%".
pub(super) fn gapped(view: View<'_>, site: &Site<'_>, sentence: &Range<usize>) -> Option<NounPhrase> {
    /// The words of such a subject.
    const LONGEST: usize = 7;
    let tokens = &view.text.tokens;
    let from = site.start.saturating_sub(LONGEST).max(sentence.start);
    let link = (from..site.start)
        .rev()
        .find(|at| matches!(tokens[*at].lower.as_str(), "and" | "," | ";" | "but" | "while"))?;
    let within = link + 1..site.start;
    let nominal = !within.is_empty()
        && within.clone().all(|at| {
            !view.taken[at]
                && (matches!(tokens[at].tag, Some(UPOS::NOUN | UPOS::PROPN | UPOS::ADJ | UPOS::DET) | None)
                    || matches!(tokens[at].lower.as_str(), "'s" | "-" | "of"))
        });
    // A figure with the verb that is left out stands before the link, close to it.
    let first = (sentence.start..link).rev().take(LONGEST).find(|at| view.taken[*at])?;
    let verb = (sentence.start..first).rev().take(LONGEST).any(|at| tokens[at].tag == Some(UPOS::VERB));
    if !nominal || !verb {
        return None;
    }
    phrase::right(view, within.start, site.start).filter(|phrase| phrase.tokens.end == site.start)
}

/// What a figure takes from the one before it where the verb is left out.
pub(super) struct Gap {
    /// The unit.
    pub(super) unit: Unit,
    /// What is counted, narrowed by the figure's own subject.
    pub(super) counted: Counted,
}

/// What a bare number takes from the figure before it in its sentence, where only its subject stands between a comma or
/// "and" and the number. `claims` are the figures so far.
pub(super) fn gap(view: View<'_>, site: &Site<'_>, claims: &[Claim]) -> Option<Gap> {
    let tokens = &view.text.tokens;
    let sentence = view.text.sentences[site.sentence].tokens.clone();
    let closes = |at: usize| {
        at >= sentence.end
            || tokens[at].kind == TokenKind::Mark && !matches!(tokens[at].lower.as_str(), "-" | "%" | "(")
            || matches!(tokens[at].lower.as_str(), "and" | "or" | "but" | "while")
    };
    if site.unit.kind != UnitKind::Count || site.unit.per.is_some() || !closes(site.tokens.end) {
        return None;
    }
    let opens = (sentence.start..site.start)
        .rev()
        .take(SUBJECT_WORDS + 1)
        .find(|at| matches!(tokens[*at].lower.as_str(), "," | ";" | "and" | "while" | "but"))?;
    let subject = opens + 1..site.start;
    let named = subject.clone().any(|at| matches!(tokens[at].tag, Some(UPOS::NOUN | UPOS::PROPN)));
    let bare = subject.clone().all(|at| {
        !view.taken[at]
            && tokens[at].kind == TokenKind::Word
            && !matches!(tokens[at].tag, Some(UPOS::VERB | UPOS::AUX | UPOS::PRON))
    });
    let last = subject.end.checked_sub(1).filter(|last| subject.contains(last))?;
    if !named || !bare || !matches!(tokens[last].tag, Some(UPOS::NOUN | UPOS::PROPN)) {
        return None;
    }
    let before = claims
        .last()
        .filter(|claim| claim.sentence as usize == site.sentence)
        .and_then(Claim::measured)
        .filter(|measured| measured.quantity.unit.per.is_none())?;
    let own = super::counted::content_of(view, subject.clone());
    let counted = match &before.frame.counted {
        Some(known) => {
            let modifiers = own.into_iter().filter(|stem| *stem != known.head).collect();
            Counted { span: known.span, head: known.head.clone(), modifiers }
        }
        // "The Orvik fire burned 1,081 acres and the Bell fire 220": whose acres they are is all that is said.
        None => {
            let (head, narrowing) = own.split_last()?;
            Counted { span: view.text.span_of(subject), head: head.clone(), modifiers: narrowing.to_vec() }
        }
    };
    Some(Gap { unit: before.quantity.unit.clone(), counted })
}

#[cfg(test)]
mod tests {
    use crate::claim::{Measured, UnitKind};
    use crate::rules::RuleSet;

    /// What the figures of an article count, with the unit of those that have one.
    fn counted(article: &str) -> Vec<String> {
        let documents = crate::document::parse("a.txt", article.as_bytes()).expect("an article");
        let reading = crate::extract::read(&documents[0], RuleSet::built_in());
        let head = |measured: &Measured| {
            let counted = measured.frame.counted.as_ref()?;
            let words = std::iter::once(&counted.head).chain(&counted.modifiers);
            let words: Vec<&str> = words.map(|stem| stem.as_str()).collect();
            let unit = match &measured.quantity.unit.kind {
                UnitKind::Measure(id) => id.as_str(),
                UnitKind::Count => "count",
                _ => "other",
            };
            Some(format!("{unit} {}", words.join(" ")))
        };
        reading.claims.iter().filter_map(|claim| head(claim.measured()?)).collect()
    }

    #[test]
    fn a_count_before_a_preposition_has_the_noun_of_the_count_before_it() {
        let article = "The Greens have 31 seats in the north, 22 in the south and nine on the islands.";
        assert_eq!(counted(article), ["count seat north", "count seat south", "count seat island"]);
    }

    #[test]
    fn a_subject_without_a_verb_has_the_noun_and_unit_of_the_figure_before_it() {
        let article = "The Orvik fire burned 1,081 acres and the Bell fire 220. Labour won 31 seats, the Greens 22 and \
            the Liberals of Ann Lee six.";
        let found = counted(article);
        assert_eq!(
            found[1..],
            ["acre fire bell", "count seat", "count seat green", "count seat liber ann lee"]
        );
    }

    #[test]
    fn a_number_that_its_own_words_explain_takes_nothing_over() {
        let article =
            "The toll rose to 31, and the mayor, 52, wept. Ann Lee, 41, and Ben Hill, 39, were hurt.";
        assert!(
            counted(article).iter().all(|words| !words.starts_with("count mayor")),
            "{:?}",
            counted(article)
        );
    }
}

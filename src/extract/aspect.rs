//! How a figure is stated: as a level or a change, as the "from" or the "to" of a comparison, how firmly, as part of
//! another.
//!
//! A [`Site`] in its [`Clause`] → one closed facet of its frame each. It cannot fail: what no word says is the plain
//! case.
//!
//! Not here: what the figure counts (`counted`).

use super::clause::Clause;
use super::frame::{Site, View};
use super::phrase;
use super::sentence::TokenKind;
use crate::claim::{Aspect, Counted, Modality, Portion, Role, UnitKind};
use crate::rules::lexicon::Vocabulary;
use crate::stem::stem;
use harper_brill::UPOS;

/// Whether the figure is a level or a change: "by N", "up N", "a rise of N", "N more than".
pub(super) fn aspect(view: View<'_>, site: &Site<'_>, clause: &Clause) -> Aspect {
    let changes = view.rules.lexicon(Vocabulary::Change);
    let measuring = view.rules.lexicon(Vocabulary::Measuring);
    let direction = |at: usize| {
        view.text.phrase_at(changes, at, clause.tokens.end).and_then(|found| match found.means {
            "rise" | "comes-in" => Some(Aspect::Rise),
            "fall" | "goes-out" => Some(Aspect::Fall),
            "change" => Some(Aspect::Change),
            _ => None,
        })
    };
    // Right before an amount of money "raised" and "lost" say what came in and went out, and "up" may belong to its verb:
    // "stump up £5m".
    let beside = |at: usize| {
        let means = view.text.phrase_at(changes, at, clause.tokens.end).map(|found| found.means);
        let moves =
            matches!(means, Some("comes-in" | "goes-out")) && matches!(site.unit.kind, UnitKind::Money(_));
        let phrasal = at > clause.tokens.start
            && view
                .text
                .phrase_at(changes, at - 1, clause.tokens.end)
                .is_some_and(|found| found.words > 1 && found.means == "course");
        direction(at).filter(|_| !moves && !phrasal)
    };
    let word = |at: usize| view.text.tokens[at].lower.as_str();
    let before = site.start.checked_sub(1).filter(|at| *at >= clause.tokens.start);
    let nearest = || (clause.tokens.start..site.start).rev().take(12).find_map(direction);
    if let Some(at) = before {
        match word(at) {
            "by" => {
                if let Some(found) =
                    nearest().or_else(|| (site.tokens.end..clause.tokens.end).take(4).find_map(direction))
                {
                    return found;
                }
            }
            "of" => {
                // "a rise of 3%", "a cut of £2bn"; "down from a crest of 8 metres" is a level.
                let noun = |at: &usize| !matches!(word(*at), "from" | "to" | "at" | "by");
                let named = (clause.tokens.start..at)
                    .rev()
                    .take(4)
                    .take_while(noun)
                    .filter(|at| view.text.tokens[*at].tag != Some(UPOS::VERB));
                if let Some(found) = named.into_iter().find_map(direction) {
                    return found;
                }
            }
            "to" | "from" | "at" => return Aspect::Level,
            _ => {
                // "rose 3%", "up 4 points": the change word stands right before, with adverbs between.
                if let Some(found) = (clause.tokens.start..site.start)
                    .rev()
                    .take(3)
                    .take_while(|at| {
                        matches!(
                            view.text.tokens[*at].tag,
                            Some(UPOS::ADV | UPOS::VERB | UPOS::ADP | UPOS::DET) | None
                        )
                    })
                    // "reach 2%" is a level.
                    .take_while(|at| measuring.word(word(*at)).is_none())
                    .find_map(beside)
                    && !matches!(site.unit.kind, UnitKind::Count)
                {
                    return found;
                }
            }
        }
    }
    // "18 fewer than the 115", "0.2 points more than": how far one level is from another.
    let beside_it = |at: &usize| view.text.tokens[*at].tag != Some(UPOS::VERB);
    let compared = (site.tokens.end..clause.tokens.end).take(3).take_while(beside_it).find(|at| {
        matches!(word(*at), "fewer" | "less" | "lower" | "more" | "higher")
            && view.text.tokens.get(at + 1).is_some_and(|next| next.lower == "than")
    });
    if let Some(at) = compared {
        return if matches!(word(at), "more" | "higher") { Aspect::Rise } else { Aspect::Fall };
    }
    // "a 6.7% rise in", "a £25bn increase", "15 per cent higher", "a 1.7 per cent cut".
    let after = phrase::skip_fillers(view, site.tokens.end, clause.tokens.end);
    (after..clause.tokens.end)
        .take(2)
        .take_while(|at| !view.taken[*at] && view.text.tokens[*at].kind == TokenKind::Word)
        .find_map(direction)
        .filter(|_| site.unit.kind != UnitKind::Count)
        .unwrap_or_default()
}

/// "GDP growth of 2%" is the change that "the economy grew by 2%" tells: a head that names a change makes one.
pub(super) fn aspect_of_head(view: View<'_>, counted: &Counted) -> Aspect {
    let changes = view.rules.lexicon(Vocabulary::Change);
    let meaning = view
        .document
        .prose
        .slice(counted.span)
        .split(|c: char| !c.is_alphabetic())
        .map(str::to_lowercase)
        .find(|word| stem(word) == counted.head)
        .and_then(|word| changes.word(&word).map(str::to_owned));
    match meaning.as_deref() {
        Some("rise" | "comes-in") => Aspect::Rise,
        Some("fall" | "goes-out") => Aspect::Fall,
        _ => Aspect::Level,
    }
}

/// Whether the figure is the "from" or the "to" of a comparison.
pub(super) fn role(view: View<'_>, site: &Site<'_>, clause: &Clause) -> Role {
    let Some(at) = site.start.checked_sub(1).filter(|at| *at >= clause.tokens.start) else {
        return Role::None;
    };
    let changes = view.rules.lexicon(Vocabulary::Change);
    let changes_near = (view.text.sentences[site.sentence].tokens.start..at)
        .rev()
        .take(14)
        .any(|at| view.text.phrase_at(changes, at, site.start).is_some());
    let after = || {
        (site.tokens.end..view.text.sentences[site.sentence].tokens.end)
            .take(3)
            .any(|at| matches!(view.text.tokens[at].lower.as_str(), "to" | "from"))
    };
    match view.text.tokens[at].lower.as_str() {
        "from" if changes_near || after() => Role::From,
        "to" if changes_near || after() => Role::To,
        "was" if at > 0 && view.text.tokens[at - 1].lower == "(" => Role::From,
        _ => Role::None,
    }
}

/// Words before another in a phrase of the lexicon at the most.
const LONGEST_PHRASE: usize = 3;

/// How firmly the figure is stated.
pub(super) fn modality(view: View<'_>, site: &Site<'_>, clause: &Clause) -> Modality {
    let lexicon = view.rules.lexicon(Vocabulary::Modality);
    let meaning = |at: usize| {
        // "4.1% in May": a month is no modal.
        if view.taken[at] && view.text.tokens[at].lower == "may" {
            return None;
        }
        // "had expected" is no "expected": of the phrases that hold a word, the one that begins first counts.
        let first = at.saturating_sub(LONGEST_PHRASE).max(clause.tokens.start);
        let found = (first..=at).find_map(|from| {
            let found = view.text.phrase_at(lexicon, from, clause.tokens.end)?;
            (from + found.words > at).then_some(found)
        })?;
        Some(match found.means {
            "forecast" => Modality::Forecast,
            "planned" => Modality::Planned,
            "superseded" => Modality::Superseded,
            _ => Modality::Revised,
        })
    };
    if !view.text.tokens[clause.tokens.clone()].iter().any(|token| token.opens.include(lexicon)) {
        return Modality::default();
    }
    // The nearest word on the left governs the figure; one on the right ("were planned") only if there is none.
    (clause.tokens.start..site.start)
        .rev()
        .find_map(meaning)
        .or_else(|| (site.tokens.end..clause.tokens.end).find_map(meaning))
        .unwrap_or_default()
}

/// Whether the figure is part of, or on top of, one before.
pub(super) fn portion(view: View<'_>, site: &Site<'_>, clause: &Clause) -> Portion {
    let lexicon = view.rules.lexicon(Vocabulary::Portion);
    let near = site.start.saturating_sub(3).max(clause.tokens.start)..site.start;
    let after = site.tokens.end..(site.tokens.end + 3).min(clause.tokens.end);
    near.rev().chain(after).find_map(|at| view.text.phrase_at(lexicon, at, clause.tokens.end)).map_or(
        Portion::Whole,
        |found| {
            if found.means == "additional" { Portion::Additional } else { Portion::PartOf }
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::claim::Modality;
    use crate::rules::RuleSet;

    /// How firmly the only figure of a sentence is stated.
    fn modality(sentence: &str) -> Modality {
        let documents = crate::document::parse("a.txt", sentence.as_bytes()).expect("an article");
        let reading = crate::extract::read(&documents[0], RuleSet::built_in());
        let mut figures = reading.claims.iter().filter_map(crate::claim::Claim::measured);
        figures.next().expect("a figure").frame.modality
    }

    #[test]
    fn the_longest_words_say_how_firmly_a_figure_is_stated() {
        assert_eq!(modality("The office had expected growth of 2.2%."), Modality::Superseded);
        assert_eq!(modality("The office expected growth of 2.2%."), Modality::Forecast);
        assert_eq!(modality("Growth of 2.2% is planned for the docks."), Modality::Planned);
        assert_eq!(modality("Growth was 2.2% in May."), Modality::Stated);
    }
}

//! Lengths that say how far one thing is from another: "940 miles south of Harwick", "8 km off the coast".
//!
//! A length in its [`Clause`] → what it measures, or nothing where it is how long something is. It cannot fail.
//!
//! A distance is narrowed by both its ends. One of them is the story's place in nearly every article, so that the far end
//! says which distance it is; the near end is added where the clause names it.
//!
//! Not here: what other figures count (`counted`).

use super::clause::Clause;
use super::counted::extend;
use super::frame::{Site, View};
use super::phrase;
use crate::claim::{Counted, UnitKind};
use crate::rules::lexicon::Vocabulary;
use crate::stem::stem;
use smol_str::SmolStr;

/// So many words may say on which side: "to the north-west of", "or so south of".
const SIDE_WORDS: usize = 6;

/// What a length measures if it is a distance or a depth. `at` is the token behind the figure.
pub(super) fn distance(view: View<'_>, site: &Site<'_>, clause: &Clause, at: usize) -> Option<Counted> {
    let UnitKind::Measure(id) = &site.unit.kind else { return None };
    if view.rules.units().get(id)?.family != "length" || site.unit.per.is_some() {
        return None;
    }
    let tokens = &view.text.tokens;
    let limit = clause.tokens.end;
    let directions = view.rules.lexicon(Vocabulary::Directions);
    let (mut place, mut sided) = (at, false);
    while place < limit && place < at + SIDE_WORDS && !view.taken[place] {
        let means = directions.word(&tokens[place].lower);
        match means {
            Some("side") => sided = true,
            Some("depth") => {
                return Some(named("depth", view, site, clause, place..place + 1, [].into_iter()));
            }
            Some("from") => break,
            Some("of") if sided => break,
            // "to the north of": what leads to the side.
            None if !sided && matches!(tokens[place].lower.as_str(), "to" | "the" | "-") => {}
            None if sided && tokens[place].lower == "-" => {}
            _ if sided => break,
            _ => return None,
        }
        place += 1;
    }
    let governs = place < limit
        && match directions.word(&tokens[place].lower) {
            Some("from") => true,
            Some("of") => sided,
            _ => false,
        };
    let end =
        governs.then(|| phrase::right(view, phrase::skip_fillers(view, place + 1, limit), limit)).flatten();
    match end {
        Some(end) => {
            let stems: Vec<SmolStr> = end.stems(view).collect();
            Some(named("distance", view, site, clause, at..end.tokens.end, stems.into_iter()))
        }
        None if sided => Some(named("distance", view, site, clause, at..place.max(at + 1), [].into_iter())),
        None => None,
    }
}

/// Whether what a figure measures is a distance or a depth.
pub(super) fn is_distance(counted: &Counted) -> bool {
    counted.head == stem("distance") || counted.head == stem("depth")
}

/// A distance or depth with what narrows it: the far end, and the subject of the clause.
fn named(
    head: &str,
    view: View<'_>,
    site: &Site<'_>,
    clause: &Clause,
    tokens: std::ops::Range<usize>,
    far: impl Iterator<Item = SmolStr>,
) -> Counted {
    let mut counted = Counted { span: view.text.span_of(tokens), head: stem(head), modifiers: far.collect() };
    if let Some(subject) = clause.subject(view, site.start) {
        extend(&mut counted.modifiers, subject.stems(view));
    }
    counted
}

//! Noun phrases on tagged tokens.
//!
//! A phrase is a core (determiners, adjectives, nouns, the last noun its head) and the prepositional phrases that
//! follow ("border security training for Iraqi officers"). The grammar is small on purpose: a phrase that is cut short
//! loses a modifier, one that runs on takes in another clause.
//!
//! Not here: which phrase a figure belongs to (`counted`).

use super::frame::View;
use super::sentence::TokenKind;
use crate::rules::lexicon::Vocabulary;
use harper_brill::UPOS;
use smol_str::SmolStr;
use std::ops::Range;

/// A noun phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NounPhrase {
    /// All of it, prepositional phrases included.
    pub(super) tokens: Range<usize>,
    /// The last noun before any preposition.
    pub(super) head: usize,
    /// Where the part before any preposition ends.
    pub(super) core_end: usize,
}

/// Prepositions whose phrase says more about the noun before.
const ATTACHING: &[&str] = &[
    "of", "for", "in", "from", "to", "on", "at", "with", "between", "against", "among", "into", "under",
    "within", "across", "around", "near", "inside", "outside", "behind", "per",
];

/// Whether a word leads to a phrase that says more about the noun before.
pub(super) fn attaches(word: &str) -> bool {
    word == "without" || ATTACHING.contains(&word)
}

/// More prepositional phrases than this are rarely about the same noun.
const MAX_ATTACHED: usize = 3;

impl NounPhrase {
    /// Stems of the phrase's content words, without repeats, in reading order.
    pub(super) fn stems<'v>(&self, view: View<'v>) -> impl Iterator<Item = SmolStr> + use<'v> {
        let stopwords = view.rules.lexicon(Vocabulary::Stopwords);
        let mut stems: Vec<SmolStr> = Vec::new();
        for at in self.tokens.clone() {
            let token = &view.text.tokens[at];
            if token.kind == TokenKind::Word && token.span.len() > 1 && token.means(stopwords).is_none() {
                let stem = token.stem();
                if !stems.contains(&stem) {
                    stems.push(stem);
                }
            }
        }
        stems.into_iter()
    }
}

/// Skips what may stand between a number and its noun: closing brackets, articles, possessives, "more", "other", a rate
/// ("a year", "per head"), "worth of".
pub(super) fn skip_fillers(view: View<'_>, mut at: usize, limit: usize) -> usize {
    let tokens = &view.text.tokens;
    while at < limit && !view.taken[at] {
        let token = &tokens[at];
        let word = token.lower.as_str();
        let next = tokens[..limit].get(at + 1).map(|next| next.lower.as_str());
        if matches!(word, "a" | "an" | "per" | "each" | "every")
            && next.is_some_and(|next| RATES.contains(&next))
        {
            at += 2;
            continue;
        }
        // "2m euros (£1.7m) in gems": what stands in brackets says the amount again.
        if word == "("
            && let Some(close) = (at..limit.min(at + 10)).find(|at| tokens[*at].lower == ")")
            && (at..close).any(|at| view.taken[at])
        {
            at = close + 1;
            continue;
        }
        if word == "worth" && matches!(next, Some("of" | "in")) {
            at += 2;
            continue;
        }
        let filler = match token.kind {
            TokenKind::Mark => matches!(word, "-" | "‑" | "”" | "\"" | "“" | "*" | "’" | "‘" | "'"),
            TokenKind::Word => {
                token.tag == Some(UPOS::DET) && !matches!(word, "that" | "which")
                    || matches!(
                        word,
                        "the"
                            | "a"
                            | "an"
                            | "more"
                            | "other"
                            | "others"
                            | "its"
                            | "their"
                            | "his"
                            | "her"
                            | "our"
                            | "extra"
                            | "additional"
                            | "new"
                            | "further"
                            | "different"
                            | "those"
                            | "these"
                            | "annually"
                            | "yearly"
                    )
            }
            TokenKind::Number => false,
        };
        if !filler {
            break;
        }
        at += 1;
    }
    at
}

/// What a rate is spread over; such words are never what is counted.
const RATES: &[&str] = &[
    "year",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "second",
    "quarter",
    "night",
    "head",
    "person",
    "capita",
    "annum",
    "household",
    "worker",
    "time",
];

/// Whether a word names time and so is not what a figure counts.
fn names_time(word: &str) -> bool {
    matches!(
        word,
        "year"
            | "years"
            | "month"
            | "months"
            | "week"
            | "weeks"
            | "day"
            | "days"
            | "today"
            | "yesterday"
            | "tomorrow"
            | "time"
            | "now"
            | "tonight"
            | "morning"
            | "evening"
            | "night"
    )
}

/// The noun phrase that begins at a token, if one does.
pub(super) fn right(view: View<'_>, at: usize, limit: usize) -> Option<NounPhrase> {
    let (head, core_end) = core(view, at, limit)?;
    let mut end = with_object(view, head, core_end, limit);
    for _ in 0..MAX_ATTACHED {
        let Some(token) = view.text.tokens[..limit].get(end) else { break };
        let attaches = ATTACHING.contains(&token.lower.as_str()) || deducts(view, end);
        if !attaches || token.tag == Some(UPOS::VERB) || view.taken[end] {
            break;
        }
        let next = skip_fillers(view, end + 1, limit);
        match core(view, next, limit) {
            Some((head, core_end)) => end = with_object(view, head, core_end, limit),
            None => break,
        }
    }
    Some(NounPhrase { tokens: at..end, head, core_end })
}

/// Where a core ends with the object of its gerund: "rebuilding **the town**".
fn with_object(view: View<'_>, head: usize, core_end: usize, limit: usize) -> usize {
    if view.text.tokens[head].tag != Some(UPOS::VERB) {
        return core_end;
    }
    core(view, skip_fillers(view, core_end, limit), limit).map_or(core_end, |(_, end)| end)
}

/// The core of a phrase: the index of its head and where it ends.
fn core(view: View<'_>, start: usize, limit: usize) -> Option<(usize, usize)> {
    let tokens = &view.text.tokens;
    let mut at = skip_fillers(view, start, limit);
    let first = at;
    let mut head = None;
    while at < limit {
        let token = &tokens[at];
        if view.taken[at] {
            // "two-year fix", "62-year-old man": a number inside a compound is part of the phrase.
            let compound = tokens.get(at + 1).is_some_and(|next| next.lower == "-" && next.glued)
                || (at > start && tokens[at - 1].lower == "-");
            if compound && head.is_none() {
                at += 1;
                continue;
            }
            break;
        }
        let next_tag = tokens[..limit].get(at + 1).filter(|_| !view.taken[at + 1]).and_then(|next| next.tag);
        let next_is_nominal = matches!(next_tag, Some(UPOS::NOUN | UPOS::PROPN | UPOS::ADJ));
        match (token.kind, token.tag) {
            // "day-to-day": whatever hangs on a hyphen is part of the compound.
            (TokenKind::Word, _) if token.glued && at > first && tokens[at - 1].lower == "-" => {
                if matches!(token.tag, Some(UPOS::NOUN | UPOS::PROPN) | None) {
                    head = Some(at);
                }
            }
            // "Add-ons", "check-in": a verb that a hyphen makes a noun of.
            (TokenKind::Word, Some(UPOS::VERB))
                if at == first
                    && tokens[..limit]
                        .get(at + 2)
                        .is_some_and(|part| part.glued && part.kind == TokenKind::Word)
                    && tokens[at + 1].lower == "-"
                    && tokens[at + 1].glued =>
            {
                head = Some(at + 2);
                at += 2;
            }
            // "£70bn a year higher": a comparison counts nothing, but "a 30% higher risk" is of the risk.
            (TokenKind::Word, _)
                if matches!(token.lower.as_str(), "less" | "fewer")
                    || matches!(token.lower.as_str(), "higher" | "lower") && next_tag != Some(UPOS::NOUN) =>
            {
                break;
            }
            // "day-to-day running": a gerund behind a compound is what the compound narrows.
            (TokenKind::Word, Some(UPOS::VERB))
                if at > first + 1 && tokens[at - 2].lower == "-" && token.lower.ends_with("ing") =>
            {
                head = Some(at);
            }
            (TokenKind::Word, _)
                if names_time(&token.lower)
                    && head.is_none()
                    && !next_is_nominal
                    && !tokens.get(at + 1).is_some_and(|next| next.lower == "-" && next.glued) =>
            {
                break;
            }
            // "the number of those killed", "the injured": a state stands for the persons in it.
            (TokenKind::Word, Some(UPOS::VERB | UPOS::ADJ))
                if at == first
                    && first > 0
                    && !next_is_nominal
                    && matches!(tokens[first - 1].lower.as_str(), "those" | "the" | "of")
                    && token.means(view.rules.lexicon(Vocabulary::States)).is_some() =>
            {
                head = Some(at);
            }
            (TokenKind::Word, Some(UPOS::NOUN | UPOS::PROPN)) => head = Some(at),
            // "arms-length", "people's": glue inside a phrase.
            (TokenKind::Word, _) if token.lower == "'s" && head.is_some() => {}
            (TokenKind::Mark, _)
                if matches!(token.lower.as_str(), "-" | "/" | "&" | "’" | "'")
                    && head.is_some()
                    && token.glued => {}
            (TokenKind::Mark, _) if token.lower == "-" && at > start => {}
            // "semi-autonomous region": whatever a hyphen follows is part of the compound.
            (TokenKind::Word, Some(UPOS::ADV))
                if tokens.get(at + 1).is_some_and(|next| next.lower == "-" && next.glued) => {}
            (TokenKind::Word, Some(UPOS::ADJ)) if head.is_none() || next_is_nominal => {}
            // A name without a tag of its own ("Lahaina").
            (TokenKind::Word, None) => head = Some(at),
            // "damaged houses", "working hours": a participle before its noun.
            (TokenKind::Word, Some(UPOS::VERB))
                if next_is_nominal
                    && head.is_none()
                    && (token.lower.ends_with("ed") || token.lower.ends_with("ing")) => {}
            // "for rebuilding Lahaina": a gerund after a preposition is a noun.
            (TokenKind::Word, Some(UPOS::VERB)) if at == start && token.lower.ends_with("ing") => {
                head = Some(at)
            }
            // "boats and engines", "border and airline officials".
            (TokenKind::Word, Some(UPOS::CCONJ))
                if at > start
                    && matches!(token.lower.as_str(), "and" | "or")
                    && next_is_nominal
                    && !clause_follows(view, start, at + 1, limit) => {}
            _ => break,
        }
        at += 1;
    }
    // "the dead", "the homeless": an adjective behind an article stands for a noun.
    let article = first > 0 && tokens[first - 1].lower == "the";
    if head.is_none() && article && at > first && tokens[at - 1].tag == Some(UPOS::ADJ) {
        head = Some(at - 1);
    }
    // Glue and adjectives at the end do not belong to the phrase.
    head.map(|head| (head, head + 1))
}

/// Whether what follows a conjunction is a clause of its own: a noun phrase and then a verb, where the phrase before is
/// governed by a verb already ("killing ten people and officials said").
fn clause_follows(view: View<'_>, phrase: usize, at: usize, limit: usize) -> bool {
    let verbal = |tag: Option<UPOS>| matches!(tag, Some(UPOS::VERB | UPOS::AUX));
    let governed = (phrase.saturating_sub(10)..phrase).rev().any(|at| verbal(view.text.tokens[at].tag));
    governed
        && (at..limit)
            .take(5)
            .map(|at| view.text.tokens[at].tag)
            .find(|tag| !matches!(tag, Some(UPOS::NOUN | UPOS::PROPN | UPOS::ADJ) | None))
            .is_some_and(verbal)
}

/// The noun phrase that ends right before a token.
pub(super) fn left(view: View<'_>, from: usize, end: usize) -> Option<NounPhrase> {
    let tokens = &view.text.tokens;
    let mut start = end;
    while start > from {
        let token = &tokens[start - 1];
        let gerund = token.tag == Some(UPOS::VERB) && token.lower.ends_with("ing") && start == end;
        let nominal = (matches!(token.tag, Some(UPOS::NOUN | UPOS::PROPN | UPOS::ADJ) | None) || gerund)
            && token.kind == TokenKind::Word
            && !view.taken[start - 1];
        let glue = matches!(token.lower.as_str(), "-" | "'s") && start < end;
        if !nominal && !glue {
            break;
        }
        start -= 1;
    }
    let head = (start..end).rev().find(|at| {
        matches!(tokens[*at].tag, Some(UPOS::NOUN | UPOS::PROPN) | None)
            && tokens[*at].kind == TokenKind::Word
    })?;
    Some(NounPhrase { tokens: start..end, head, core_end: end })
}

/// "Profit **before** tax", "a loss **after** interest": whether a word says what is taken off the sum before it, and so
/// begins neither a clause nor a time.
pub(super) fn deducts(view: View<'_>, at: usize) -> bool {
    let tokens = &view.text.tokens;
    let nominal = |at: usize| matches!(tokens[at].tag, Some(UPOS::NOUN | UPOS::PROPN | UPOS::ADJ));
    matches!(tokens[at].lower.as_str(), "before" | "after")
        && at > 0
        && tokens.get(at + 1).is_some()
        && tokens[at - 1].means(view.rules.lexicon(Vocabulary::Sums)).is_some()
        && nominal(at + 1)
        && !view.taken[at + 1]
}

/// The noun phrase that ends right before a token and that an "of" gives the measure of: of "earnings per share of" the
/// earnings, of "the number of people in work of" the people, and of "growth in wages of" the wages.
pub(super) fn measured_left(view: View<'_>, from: usize, end: usize) -> Option<NounPhrase> {
    let tokens = &view.text.tokens;
    let near = left(view, from, end)?;
    let joined = |phrase: NounPhrase, head: NounPhrase| NounPhrase {
        tokens: head.tokens.start..phrase.tokens.end,
        ..head
    };
    // "Interest, tax and fees": the list that one of them ends.
    let mut start = near.tokens.start;
    while start > from + 1
        && matches!(tokens[start - 1].lower.as_str(), "and" | "or" | ",")
        && let Some(item) = left(view, from, start - 1)
    {
        start = item.tokens.start;
    }
    if start > from
        && deducts(view, start - 1)
        && let Some(sum) = left(view, from, start - 1)
    {
        return Some(joined(near, sum));
    }
    let mut reached = near.tokens.start;
    for _ in 0..MAX_ATTACHED {
        if reached > from && tokens[reached - 1].lower == "the" {
            reached -= 1;
        }
        let Some(preposition) = reached.checked_sub(1).filter(|at| *at > from) else { break };
        let word = tokens[preposition].lower.as_str();
        // "Out of work": two prepositions lead to one noun.
        let outer_end = if word == "of" && tokens[preposition - 1].lower == "out" {
            preposition - 1
        } else {
            preposition
        };
        let Some(outer) = left(view, from, outer_end).filter(|_| attaches(word)) else { break };
        if word == "per" {
            return Some(joined(near, outer));
        }
        let generic = view.rules.lexicon(Vocabulary::Generic);
        if word == "of" && generic.stemmed(&tokens[outer.head].stem()) == Some("amount") {
            return Some(joined(near, outer));
        }
        reached = outer.tokens.start;
    }
    Some(near)
}

/// What stands right before a bracket, with what its prepositions hang it on: "**training for border guards** (£300,000)".
pub(super) fn before_bracket(view: View<'_>, from: usize, bracket: usize) -> Option<NounPhrase> {
    let tokens = &view.text.tokens;
    let mut phrase = left(view, from, bracket)?;
    for _ in 0..MAX_ATTACHED {
        let mut start = phrase.tokens.start;
        if start > from && tokens[start - 1].tag == Some(UPOS::DET) {
            start -= 1;
        }
        if start < from + 2 || !attaches(&tokens[start - 1].lower) {
            break;
        }
        let Some(outer) = left(view, from, start - 1) else { break };
        phrase = NounPhrase { tokens: outer.tokens.start..bracket, ..outer };
    }
    Some(phrase)
}

/// The label that a figure stands behind: "Confirmed fatalities: 115", "NHS - £22.6bn".
pub(super) fn label(view: View<'_>, start: usize, end: usize) -> Option<NounPhrase> {
    let colon = (start..end)
        .rev()
        .find(|at| matches!(view.text.tokens[*at].lower.as_str(), ":" | "–" | "—" | "-"))?;
    // "MUMBAI: The cabinet cleared": a clause of its own stands between a dateline and the figure.
    if (colon..end).any(|at| matches!(view.text.tokens[at].tag, Some(UPOS::VERB | UPOS::AUX))) {
        return None;
    }
    // A clause before a dash or far before the figure is no label; what stands right before a colon is one, however long.
    let right_before = colon + 1 == end && view.text.tokens[colon].lower == ":";
    if !right_before
        && (start..colon).any(|at| view.text.tokens[at].tag == Some(UPOS::VERB) && at > start + 8)
    {
        return None;
    }
    let phrase = (start..colon).find_map(|at| right(view, at, colon))?;
    Some(NounPhrase { tokens: phrase.tokens.start..colon, ..phrase })
}

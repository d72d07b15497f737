//! The clause that a figure stands in, with its verbs and its subject.
//!
//! Boundaries are read from marks and conjunctions on tagged tokens: a comma or an "and" bounds the clause where a verb
//! stands between it and the figure. Where no boundary is sure, the clause is longer.
//!
//! Not here: what the figure counts (`counted`).

use super::frame::View;
use super::phrase::{self, NounPhrase};
use super::sentence::{Token, TokenKind};
use crate::rules::lexicon::Vocabulary;
use harper_brill::UPOS;
use std::ops::Range;

/// A clause: its tokens and its verbs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The sentence's first token; a subject may stand before the clause when the clause leaves it out.
    sentence_start: usize,
    /// The tokens that are verbs, in order.
    verbs: Vec<usize>,
}

/// Words that begin a clause where a verb follows.
const CONJUNCTIONS: &[&str] = &[
    "and", "but", "or", "while", "which", "who", "that", "as", "when", "where", "after", "before", "because",
    "although", "though", "if", "with", "whereas", "since", "whose",
];

/// Verbs behind which a clause begins without "that": "figures show migration was 728,000".
const TAKE_A_CLAUSE: &[&str] = &[
    "show",
    "shows",
    "showed",
    "shown",
    "suggest",
    "suggests",
    "suggested",
    "reveal",
    "reveals",
    "revealed",
    "indicate",
    "indicates",
    "indicated",
    "find",
    "finds",
    "found",
    "mean",
    "means",
    "meant",
    "think",
    "thinks",
    "thought",
    "believe",
    "believes",
    "believed",
    "reckon",
    "reckons",
    "reckoned",
    "see",
    "sees",
    "saw",
    "expect",
    "expects",
];

/// Whether a clause may follow a verb without "that": "figures show", "analysts expected".
pub(super) fn takes_a_clause(verb: &str) -> bool {
    TAKE_A_CLAUSE.contains(&verb)
}

/// The clause around a figure.
pub(super) fn around(view: View<'_>, sentence: Range<usize>, site: Range<usize>) -> Clause {
    let tokens = &view.text.tokens;
    let reporting = view.rules.lexicon(Vocabulary::Reporting);
    let mut start = sentence.start;
    let verb_follows = (site.end..sentence.end)
        .take_while(|at| !matches!(tokens[*at].lower.as_str(), "," | ";" | "and" | "but"))
        .any(|at| is_verb(view, at, sentence.end));
    let mut verb_between = false;
    let mut verb_groups = 0usize;
    let mut in_group = false;
    let mut at = site.start;
    let mut depth = 0usize;
    while at > sentence.start {
        at -= 1;
        let token = &tokens[at];
        match token.lower.as_str() {
            ")" | "]" => depth += 1,
            "(" | "[" if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            "(" | "[" | ";" | ":" | "—" => {
                start = at + 1;
                break;
            }
            "–" | "-" if !token.glued => {
                start = at + 1;
                break;
            }
            "," if verb_between => {
                start = at + 1;
                break;
            }
            // "Deaths from the fire that razed the town reached 93": the relative clause has a verb of its own, and
            // the figure's stands after it.
            "that" | "which" | "who" | "where" if verb_groups > 1 => in_group = false,
            // "confirmed that £1m will be used": the figure is in the subject of what is confirmed.
            "that" | "how" | "why" if !verb_between && verb_follows => {
                start = at + 1;
                break;
            }
            word if verb_between
                && token.kind == TokenKind::Word
                && CONJUNCTIONS.contains(&word)
                && !phrase::deducts(view, at) =>
            {
                start = at + 1;
                break;
            }
            // "The bank said inflation would rise": what is said is a clause of its own.
            word if verb_between
                && token.tag == Some(UPOS::VERB)
                && (token.means(reporting).is_some() || TAKE_A_CLAUSE.contains(&word)) =>
            {
                start = at + 1;
                break;
            }
            _ => {
                let verb = is_verb(view, at, sentence.end);
                let joins = matches!(token.tag, Some(UPOS::ADV | UPOS::PART)) && in_group;
                verb_groups += usize::from(verb && !in_group);
                in_group = verb || joins;
                verb_between |= verb;
            }
        }
    }
    let mut end = sentence.end;
    let mut at = site.end;
    while at < sentence.end {
        let token = &tokens[at];
        let word = token.lower.as_str();
        let stops =
            matches!(word, ";" | ":" | "—" | "," | ")" | "]") || (matches!(word, "–" | "-") && !token.glued);
        if word == "(" {
            // A figure in brackets right behind belongs to this one: "13% (3,844) of arrivals".
            match (at..sentence.end).take(8).find(|at| tokens[*at].lower == ")") {
                Some(close) => {
                    at = close + 1;
                    continue;
                }
                None => {
                    end = at;
                    break;
                }
            }
        }
        let begins_clause = token.kind == TokenKind::Word
            && CONJUNCTIONS.contains(&word)
            && (at + 1..sentence.end.min(at + 8))
                .take_while(|at| tokens[*at].kind != TokenKind::Mark)
                .any(|at| is_verb(view, at, sentence.end));
        if stops || begins_clause {
            end = at;
            break;
        }
        at += 1;
    }
    let end = end.max(site.end);
    let start = start.min(site.start);
    let verbs = (start..end).filter(|at| is_verb(view, *at, sentence.end)).collect();
    Clause { tokens: start..end, sentence_start: sentence.start, verbs }
}

/// Whether a token is a verb of its clause, and not a participle before its noun.
fn is_verb(view: View<'_>, at: usize, limit: usize) -> bool {
    let token = &view.text.tokens[at];
    match token.tag {
        // "in May": a month is no modal.
        Some(UPOS::AUX) => !view.taken[at],
        Some(UPOS::VERB) => {
            let participle = token.lower.ends_with("ed") || token.lower.ends_with("ing");
            let before_noun = view.text.tokens[..limit].get(at + 1).is_some_and(|next| {
                matches!(next.tag, Some(UPOS::NOUN | UPOS::PROPN)) && !view.taken[at + 1]
            });
            let after_subject = at > 0
                && matches!(
                    view.text.tokens[at - 1].tag,
                    Some(UPOS::NOUN | UPOS::PROPN | UPOS::PRON | UPOS::AUX | UPOS::ADV)
                );
            let gerund =
                token.lower.ends_with("ing") && at > 0 && view.text.tokens[at - 1].tag == Some(UPOS::ADP);
            !(gerund || participle && before_noun && !after_subject)
        }
        _ => false,
    }
}

/// The subject of a sentence's first verb.
pub(super) fn subject_of_sentence(view: View<'_>, sentence: usize) -> Option<NounPhrase> {
    let range = view.text.sentences[sentence].tokens.clone();
    let verb = range.clone().find(|at| is_verb(view, *at, range.end))?;
    first_phrase(view, range.start, verb)
}

/// The subject of the sentence before, in the same block or the one before it; `None` where that sentence has no tags.
pub(super) fn subject_of_sentence_before(view: View<'_>, sentence: usize) -> Option<NounPhrase> {
    let before = &view.text.sentences[sentence.checked_sub(1)?];
    if view.text.sentences[sentence].block - before.block > 1 {
        return None;
    }
    subject_of_sentence(view, sentence - 1)
}

impl Clause {
    /// The last verb before a token.
    pub(super) fn verb_before(&self, at: usize) -> Option<usize> {
        self.verbs.iter().rev().copied().find(|verb| *verb < at)
    }

    /// The first verb at or after a token.
    pub(super) fn verb_after(&self, at: usize) -> Option<usize> {
        self.verbs.iter().copied().find(|verb| *verb >= at)
    }

    /// The subject of the verb that governs a figure from the left; `None` where the figure is in the subject itself
    /// or the subject is a pronoun.
    pub(super) fn subject(&self, view: View<'_>, at: usize) -> Option<NounPhrase> {
        let tokens = &view.text.tokens;
        let mut verb = self.verb_before(at)?;
        // "has been put", "is projected to rise": the verb group begins with its first auxiliary.
        while let Some(before) = verb.checked_sub(1).filter(|at| *at >= self.tokens.start) {
            // "Spending will be": a gerund before an auxiliary is the subject.
            let gerund = tokens[before].lower.ends_with("ing") && tokens[verb].tag == Some(UPOS::AUX);
            let joins = matches!(tokens[before].tag, Some(UPOS::AUX | UPOS::VERB | UPOS::ADV | UPOS::PART))
                && !view.taken[before]
                && !gerund;
            if !joins {
                break;
            }
            verb = before;
        }
        // "expects inflation to hit 3.7%": the subject of an infinitive is the object of the verb before it.
        if tokens[verb].lower == "to"
            && let Some(earlier) = self.verb_before(verb)
            && let Some(object) = phrase::right(view, earlier + 1, verb)
        {
            return Some(object);
        }
        let found = first_phrase(view, self.tokens.start, verb);
        if found.is_some() || verb > self.tokens.start {
            return found;
        }
        // "..., killing 10", "... and injured 80": the subject stands in the clause before.
        let earlier = (self.sentence_start..self.tokens.start)
            .find(|at| is_verb(view, *at, self.tokens.end))
            // "The fund, originally put at £740m, is": a participle hangs on what stands before its comma.
            .or_else(|| {
                self.opens_with_participle(view, self.verb_before(at)?).then_some(self.tokens.start)
            })?;
        first_phrase(view, self.sentence_start, earlier)
    }

    /// The phrase that a figure is the value of: "**a population** of 120,000", "**watches** worth two million".
    pub(super) fn valued_before(&self, view: View<'_>, at: usize) -> Option<NounPhrase> {
        let tokens = &view.text.tokens;
        let skipped = (self.tokens.start..at)
            .rev()
            .take(3)
            .take_while(|at| {
                matches!(tokens[*at].tag, Some(UPOS::DET | UPOS::ADV))
                    || matches!(
                        tokens[*at].lower.as_str(),
                        "estimated" | "total" | "record" | "just" | "only" | "between"
                    )
            })
            .count();
        let preposition = (at - skipped).checked_sub(1).filter(|at| *at >= self.tokens.start)?;
        matches!(tokens[preposition].lower.as_str(), "of" | "worth" | "totalling" | "totaling" | "costing")
            .then(|| phrase::measured_left(view, self.tokens.start, preposition))
            .flatten()
    }

    /// The phrase that a figure is said of by a preposition before it: "put **the price of rebuilding** at $5.5bn".
    pub(super) fn object_before(&self, view: View<'_>, at: usize) -> Option<NounPhrase> {
        let tokens = &view.text.tokens;
        let preposition = at.checked_sub(1).filter(|at| *at >= self.tokens.start)?;
        match tokens[preposition].lower.as_str() {
            "at" | "to" | "from" | "by" | "as" => {
                let verb = self.verb_before(preposition)?;
                // "Were trading at", "changed hands at": what stands behind the verb is no object of it.
                let progressive = tokens[verb].tag == Some(UPOS::AUX)
                    && verb + 2 == preposition
                    && tokens[verb + 1].lower.ends_with("ing");
                if progressive || self.measuring_words(view, verb) > 1 {
                    return None;
                }
                // "put up taxes by £40bn": a particle belongs to the verb.
                let particle =
                    matches!(tokens[verb + 1].lower.as_str(), "up" | "down" | "out" | "off" | "in" | "back");
                let phrase = phrase::right(view, verb + 1 + usize::from(particle), preposition)?;
                (phrase.tokens.start < preposition).then_some(phrase)
            }
            _ => None,
        }
    }

    /// What is changed to, from or by a figure: the object of the nearest verb of change before it in the sentence, or
    /// the subject of one that has none ("wages rose, to £12").
    pub(super) fn changed(&self, view: View<'_>, at: usize) -> Option<NounPhrase> {
        let tokens = &view.text.tokens;
        let preposition = at.checked_sub(1).filter(|at| *at >= self.sentence_start)?;
        if !matches!(tokens[preposition].lower.as_str(), "to" | "from" | "by") {
            return None;
        }
        let changes = view.rules.lexicon(Vocabulary::Change);
        let verb = (self.sentence_start..preposition)
            .rev()
            .find(|at| is_verb(view, *at, preposition) && tokens[*at].means(changes).is_some())?;
        phrase::right(view, verb + 1, preposition).or_else(|| first_phrase(view, self.sentence_start, verb))
    }

    /// Whether the verb before a figure says how much its subject is ("is", "reached", "rose to", "was put at"), and
    /// not what its subject does ("stole", "decided").
    pub(super) fn measures_subject(&self, view: View<'_>, at: usize) -> bool {
        let Some(verb) = self.verb_before(at) else { return true };
        let tokens = &view.text.tokens;
        let word = tokens[verb].lower.as_str();
        let auxiliary = (verb.saturating_sub(2)..verb)
            .rev()
            .find(|at| tokens[*at].tag != Some(UPOS::ADV))
            .filter(|at| tokens[*at].tag == Some(UPOS::AUX))
            .map_or("", |at| tokens[at].lower.as_str());
        let passive = match auxiliary {
            "" | "has" | "have" | "had" => false,
            // "Was sold for": behind a form of "be", any verb but a gerund is a participle.
            "is" | "are" | "was" | "were" | "be" | "been" | "being" => !word.ends_with("ing"),
            _ => word.ends_with("ed") || matches!(word, "put" | "seen" | "set" | "held" | "cut"),
        };
        self.opens_with_participle(view, verb)
            || tokens[verb].tag == Some(UPOS::AUX) && !matches!(word, "has" | "have" | "had")
            || passive
            // "Has already warmed by 1.3C": by how much, whatever the verb.
            || verb + 2 == at && tokens[verb + 1].lower == "by"
            || tokens[verb].means(view.rules.lexicon(Vocabulary::Change)).is_some()
            || self.measuring_words(view, verb) > 0
    }

    /// How many words of the clause, from a verb on, say how much their subject is: two of "changed hands".
    fn measuring_words(&self, view: View<'_>, verb: usize) -> usize {
        let measuring = view.rules.lexicon(Vocabulary::Measuring);
        let phrase = view.text.phrase_at(measuring, verb, self.tokens.end).map_or(0, |found| found.words);
        phrase.max(usize::from(view.text.tokens[verb].means(measuring).is_some()))
    }

    /// ", originally put at", ", insured for": whether a verb is a participle that opens its clause, which makes it
    /// passive.
    fn opens_with_participle(&self, view: View<'_>, verb: usize) -> bool {
        let tokens = &view.text.tokens;
        self.tokens.start > self.sentence_start
            && tokens[self.tokens.start - 1].lower == ","
            && (self.tokens.start..verb).all(|at| tokens[at].tag == Some(UPOS::ADV))
            && matches!(
                tokens[verb].lower.as_str(),
                "put"
                    | "set"
                    | "estimated"
                    | "valued"
                    | "priced"
                    | "costed"
                    | "given"
                    | "reported"
                    | "insured"
                    | "sold"
                    | "bought"
                    | "auctioned"
            )
    }

    /// The nearest word for a state of persons ("killed", "missing") in the clause, after the figure first.
    pub(super) fn state(&self, view: View<'_>, start: usize, end: usize) -> Option<usize> {
        let states = view.rules.lexicon(Vocabulary::States);
        let meaning = |at: usize| view.text.tokens.get(at).and_then(|token| token.means(states));
        // "reported missing", "found dead": what they were found to be is what became of them.
        let is_state = |at: &usize| {
            let told = meaning(*at) == Some("found") && meaning(*at + 1).is_some_and(|next| next != "found");
            meaning(*at).is_some() && !view.taken[*at] && !told
        };
        (end..self.tokens.end)
            .take(10)
            .find(is_state)
            .or_else(|| (self.tokens.start..start).rev().take(6).find(is_state))
    }
}

/// The first noun phrase of some tokens that no preposition governs.
fn first_phrase(view: View<'_>, start: usize, end: usize) -> Option<NounPhrase> {
    let tokens: &[Token] = &view.text.tokens;
    let mut at = start;
    while at < end {
        let token = &tokens[at];
        if token.tag == Some(UPOS::PRON)
            && matches!(token.lower.as_str(), "it" | "they" | "he" | "she" | "that" | "this" | "we" | "i")
        {
            return None;
        }
        if token.tag == Some(UPOS::ADP) && token.kind == TokenKind::Word {
            // "In Kula the maps put ...": what a preposition governs is no subject.
            let next = phrase::skip_fillers(view, at + 1, end);
            at = match phrase::right(view, next, end) {
                Some(phrase) => phrase.core_end.max(at + 1),
                None => at + 1,
            };
            continue;
        }
        if let Some(phrase) = phrase::right(view, at, end) {
            // "After fees it was left with": a pronoun right behind is the subject itself.
            let pronoun = tokens[..end]
                .get(phrase.tokens.end)
                .is_some_and(|next| matches!(next.lower.as_str(), "it" | "they" | "he" | "she" | "we" | "i"));
            return (!pronoun).then_some(phrase);
        }
        at += 1;
    }
    None
}

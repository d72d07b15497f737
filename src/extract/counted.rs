//! What a figure counts or measures, and the clause around it.
//!
//! A [`Site`] (a quantity in its sentence) → the [`Frame`] of the quantity and its clause. It cannot fail: what the
//! text does not state stays empty.
//!
//! English puts the thing that is counted in a few places, which are looked at in this order: right after the number
//! ("600 boats and engines"), as a state after it ("14 killed"), after a preposition ("£300,000 for training", "13% of
//! arrivals"), in the verb before it ("injuring dozens"), in the subject of its clause ("net migration hit 906,000"),
//! or in the sentence before ("It was 96 a day earlier"). Table cells are named by their headers, list items by their
//! label and heading.
//!
//! Not here: the number itself (`quantity`), its period (`period`), who is credited (`speaker`).

use super::clause::{self, Clause};
use super::phrase::{self, NounPhrase};
use super::sentence::{Text, Token, TokenKind};
use crate::claim::{Aspect, Counted, Frame, Modality, Portion, Role, Unit, UnitKind};
use crate::document::{BlockKind, Document};
use crate::rules::RuleSet;
use crate::rules::lexicon::Vocabulary;
use crate::stem::stem;
use crate::text::Span;
use harper_brill::UPOS;
use smol_str::SmolStr;
use std::ops::Range;

/// What the analysis of one document's figures looks at.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its sentences, with the sentences that hold figures tagged.
    pub text: &'a Text,
    /// For each token, whether it belongs to a quantity or to words that name time.
    pub taken: &'a [bool],
    /// The rules.
    pub rules: &'a RuleSet,
}

/// A quantity in its sentence.
#[derive(Clone, Debug)]
pub struct Site<'a> {
    /// The index of its sentence.
    pub sentence: usize,
    /// Its tokens, without its hedge.
    pub tokens: Range<usize>,
    /// The first token of its hedge, or of the quantity where it has none before it.
    pub start: usize,
    /// Where a noun phrase after it may begin.
    pub noun_at: usize,
    /// Its unit.
    pub unit: &'a Unit,
}

/// Whether a figure in one unit may leave its noun out after one in the other: "The toll is 67 ... It was 96".
#[must_use]
pub fn alike(a: &Unit, b: &Unit) -> bool {
    let share = |unit: &Unit| {
        matches!(
            unit.kind,
            UnitKind::Percent | UnitKind::PercentagePoint | UnitKind::BasisPoint | UnitKind::Ratio
        )
    };
    a.kind == b.kind || (share(a) && share(b))
}

/// Whether a quantity in brackets gives the one before it in another currency or unit: "£300,000 ($380,000)",
/// "58km (36 miles)".
#[must_use]
pub fn restates(a: &Unit, b: &Unit, rules: &RuleSet) -> bool {
    match (&a.kind, &b.kind) {
        (UnitKind::Money(x), UnitKind::Money(y)) => x != y,
        (UnitKind::Measure(x), UnitKind::Measure(y)) => {
            let family = |id: &str| rules.units().get(id).map(|unit| &unit.family);
            x != y && family(x).is_some() && family(x) == family(y)
        }
        _ => false,
    }
}

/// A frame and the clause that it was read from.
#[derive(Clone, Debug)]
pub struct Framed {
    /// The frame, without period and attribution.
    pub frame: Frame,
    /// The clause's tokens.
    pub clause: Range<usize>,
    /// Whether the text names what is counted next to the figure.
    pub named: bool,
}

/// How what is counted was found, from the surest to the least sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Named,
    Subject,
    Nothing,
}

/// Reads the frame of a quantity. `before` is the frame of the last quantity before it of which something is known to be
/// counted, for figures that leave their noun out.
#[must_use]
pub fn frame(view: View<'_>, site: &Site<'_>, before: Option<&Frame>) -> Framed {
    let sentence = view.text.sentences[site.sentence].tokens.clone();
    let clause = clause::around(view, sentence.clone(), site.start..site.tokens.end);
    let mut frame = Frame {
        aspect: aspect(view, site, &clause),
        role: role(view, site, &clause),
        modality: modality(view, site, &clause),
        portion: portion(view, site, &clause),
        ..Frame::default()
    };
    let (counted, found) = counted(view, site, &clause, &sentence);
    frame.counted = counted;
    if let Some(verb) = clause.verb_before(site.start).or_else(|| clause.verb_after(site.tokens.end)) {
        frame.verb = Some(stem(&view.text.tokens[verb].lower));
    }
    if found == Found::Named
        && let Some(subject) = clause.subject(view, site.start)
    {
        frame.subject = subject.stems(view).collect();
    }
    // A cell is named by its headers and not by the cell before.
    let block = &view.document.blocks[view.text.sentences[site.sentence].block as usize];
    let before = before.filter(|_| !matches!(block.kind, BlockKind::Cell(_)));
    settle_generic(view, site, &clause, &mut frame, found, before);
    add_context(view, site, &mut frame);
    // "by 1.4% this spring and 3% in the autumn": a coordinated figure changes as the one before does.
    let coordinated = site.start > clause.tokens.start
        && matches!(view.text.tokens[site.start - 1].lower.as_str(), "and" | "or" | "then");
    if let (Aspect::Level, Role::None, true, Some(before)) = (frame.aspect, frame.role, coordinated, before) {
        frame.aspect = before.aspect;
    }
    if let (Aspect::Level, UnitKind::Percent, Some(counted)) = (frame.aspect, &site.unit.kind, &frame.counted)
    {
        frame.aspect = aspect_of_head(view, counted);
    }
    frame.scope = scope(view, &clause, frame.counted.as_ref());
    Framed { frame, clause: clause.tokens, named: found == Found::Named }
}

/// Looks for what is counted, place by place.
fn counted(
    view: View<'_>,
    site: &Site<'_>,
    clause: &Clause,
    sentence: &Range<usize>,
) -> (Option<Counted>, Found) {
    let limit = sentence.end;
    let tokens = &view.text.tokens;
    let at = phrase::skip_fillers(view, site.noun_at, limit);
    // "14 killed", "80 hurt", "seven were injured": a state stands for the people in it.
    if site.unit.kind == UnitKind::Count {
        let behind = (at..limit)
            .take(3)
            .find(|at| !matches!(tokens[*at].tag, Some(UPOS::AUX | UPOS::ADV)) || view.taken[*at])
            .unwrap_or(at);
        if let Some(state) = state_at(view, behind, limit) {
            return (Some(from_state(view, state)), Found::Named);
        }
    }
    if let Some(phrase) = phrase::right(view, at, limit) {
        let measured = matches!(
            site.unit.kind,
            UnitKind::Money(_) | UnitKind::Percent | UnitKind::PercentagePoint | UnitKind::BasisPoint
        );
        // "13.8 per cent wages rise"; for counts the noun is what is counted; for money and shares the noun right
        // after is ("a £25bn increase in national insurance").
        if site.unit.kind == UnitKind::Count || measured || tokens[at].glued || hyphen_before(tokens, at) {
            return (Some(phrase.counted(view)), Found::Named);
        }
        // "35 miles south of the port": how far what is from where.
        let mut counted = phrase.counted(view);
        if matches!(site.unit.kind, UnitKind::Measure(_))
            && let Some(subject) = clause.subject(view, site.start)
        {
            let place: Vec<SmolStr> = phrase.stems(view).collect();
            counted = subject.counted(view);
            extend(&mut counted.modifiers, place.into_iter());
        }
        return (Some(counted), Found::Named);
    }
    // "a depth of 10 km", "borrowing of £32bn", "watches worth two million".
    if let Some(phrase) = clause.valued_before(view, site.start) {
        return (Some(phrase.counted(view)), Found::Subject);
    }
    // "injured dozens", "killed 10 and hurt 80": the verb's state.
    if site.unit.kind == UnitKind::Count
        && let Some(verb) = state_before(view, site.start, clause)
    {
        return (Some(from_state(view, verb)), Found::Named);
    }
    // "13% of arrivals", "£300,000 for training", "10 years in jail".
    // "£200,000 to support projects": what it is to do is what it is for.
    if at + 1 < limit
        && tokens[at].lower == "to"
        && tokens[at + 1].tag == Some(UPOS::VERB)
        && matches!(site.unit.kind, UnitKind::Money(_))
        && let Some(phrase) = phrase::right(view, phrase::skip_fillers(view, at + 2, limit), limit)
    {
        let mut counted = phrase.counted(view);
        let rest = phrase.tokens.end..limit.min(phrase.tokens.end + 6);
        extend(&mut counted.modifiers, content_of(view, rest).into_iter());
        return (Some(counted), Found::Named);
    }
    let governs = at < limit && (tokens[at].tag == Some(UPOS::ADP) || tokens[at].lower == "to");
    if governs && !is_comparison(&tokens[at].lower) {
        let strong = matches!(tokens[at].lower.as_str(), "of" | "for" | "in" | "on" | "to");
        if strong && let Some(phrase) = phrase::right(view, phrase::skip_fillers(view, at + 1, limit), limit)
        {
            let subject = clause
                .subject(view, site.start)
                .filter(|_| tokens[at].lower != "of" && clause.measures_subject(view, site.start));
            if let (Some(subject), false) = (&subject, matches!(site.unit.kind, UnitKind::Money(_))) {
                let mut counted = subject.counted(view);
                extend(&mut counted.modifiers, phrase.stems(view));
                return (Some(counted), Found::Subject);
            }
            return (Some(phrase.counted(view)), Found::Named);
        }
    }
    // "80% contained", "2,170 acres burned".
    if at < limit
        && matches!(tokens[at].tag, Some(UPOS::VERB | UPOS::ADJ))
        && tokens[at].kind == TokenKind::Word
        && matches!(site.unit.kind, UnitKind::Percent | UnitKind::Measure(_) | UnitKind::Ratio)
        && !tokens[at].lower.ends_with("er")
        && (tokens[at].lower.ends_with("ed") || tokens[at].tag == Some(UPOS::ADJ))
        && !matches!(tokens[at].lower.as_str(), "higher" | "lower")
    {
        let mut counted =
            Counted { span: tokens[at].span, head: stem(&tokens[at].lower), modifiers: Vec::new() };
        let place = at + 1;
        if place < limit
            && tokens[place].tag == Some(UPOS::ADP)
            && let Some(phrase) = phrase::right(view, phrase::skip_fillers(view, place + 1, limit), limit)
        {
            extend(&mut counted.modifiers, phrase.stems(view));
        } else if let Some(subject) = clause.subject(view, site.start) {
            extend(&mut counted.modifiers, subject.stems(view));
        }
        return (Some(counted), Found::Named);
    }
    // "put the price of rebuilding at $5.5bn": the phrase before a preposition that is itself before the number.
    if let Some(phrase) = clause.object_before(view, site.start) {
        return (Some(phrase.counted(view)), Found::Subject);
    }
    if clause.measures_subject(view, site.start)
        && let Some(subject) = clause.subject(view, site.start)
    {
        return (Some(subject.counted(view)), Found::Subject);
    }
    // "lowered the rate by half a point, to 4.5%": what is changed is named further up in the sentence.
    if let Some(phrase) = clause.changed(view, site.start) {
        return (Some(phrase.counted(view)), Found::Subject);
    }
    // "£1m will be used to help investigators": the figure is the subject, and what is done with it says which.
    if clause.verb_before(site.start).is_none()
        && !matches!(site.unit.kind, UnitKind::Count)
        && let Some(verb) = clause.verb_after(site.tokens.end)
        && let Some(phrase) =
            (verb + 1..clause.tokens.end).find_map(|at| phrase::right(view, at, clause.tokens.end))
    {
        let mut counted = phrase.counted(view);
        let rest = phrase.tokens.end..clause.tokens.end.min(phrase.tokens.end + 8);
        extend(&mut counted.modifiers, content_of(view, rest).into_iter());
        return (Some(counted), Found::Named);
    }
    // "CPI inflation 2.5%": the phrase right before.
    if let Some(phrase) = phrase::left(view, clause.tokens.start, site.start) {
        return (Some(phrase.counted(view)), Found::Subject);
    }
    // "Confirmed fatalities: 115", "NHS - £22.6bn": the label of a list item or caption.
    if let Some(label) = phrase::label(view, sentence.start, site.start) {
        return (Some(label.counted(view)), Found::Subject);
    }
    (None, Found::Nothing)
}

/// The token behind what is counted, or behind the figure where that stands elsewhere.
fn counted_end(view: View<'_>, counted: &Counted, site: &Site<'_>) -> usize {
    let behind = view.text.tokens.partition_point(|token| token.span.end <= counted.span.end);
    behind.max(site.tokens.end)
}

/// Adds stems that are not there yet.
fn extend(into: &mut Vec<SmolStr>, stems: impl Iterator<Item = SmolStr>) {
    for stem in stems {
        if !into.contains(&stem) {
            into.push(stem);
        }
    }
}

fn hyphen_before(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at - 1].lower == "-"
}

fn is_comparison(word: &str) -> bool {
    matches!(word, "than" | "from" | "by" | "at" | "against" | "as" | "since" | "until" | "after" | "before")
}

/// The state word at a token: "killed", "dead", "missing".
fn state_at(view: View<'_>, at: usize, limit: usize) -> Option<Range<usize>> {
    let found = view.text.phrase_at(view.rules.lexicon(Vocabulary::States), at, limit)?;
    // "80 hurt people" and "10 missing hikers": an adjective before its noun is no state of its own.
    let next = at + found.words;
    let noun_follows = next < limit
        && matches!(view.text.tokens[next].tag, Some(UPOS::NOUN | UPOS::PROPN))
        && !view.taken[next];
    (!noun_follows).then_some(at..at + found.words)
}

/// The state word of the verb that governs a number from the left: "killing at least 10", "and injured 80".
fn state_before(view: View<'_>, start: usize, clause: &Clause) -> Option<Range<usize>> {
    let states = view.rules.lexicon(Vocabulary::States);
    (clause.tokens.start..start)
        .rev()
        .take(4)
        .take_while(|at| !view.taken[*at])
        .find(|at| {
            states.word(&view.text.tokens[*at].lower).is_some()
                && matches!(view.text.tokens[*at].tag, Some(UPOS::VERB | UPOS::ADJ | UPOS::AUX))
        })
        .map(|at| at..at + 1)
}

fn from_state(view: View<'_>, tokens: Range<usize>) -> Counted {
    let span = view.text.span_of(tokens.clone());
    let head = stem(&view.text.tokens[tokens.start].lower);
    Counted { span, head, modifiers: Vec::new() }
}

/// A counted noun that says nothing by itself ("people", "the total", "it") takes what the clause or the figure before
/// says of it.
fn settle_generic(
    view: View<'_>,
    site: &Site<'_>,
    clause: &Clause,
    frame: &mut Frame,
    found: Found,
    before: Option<&Frame>,
) {
    let nouns = view.rules.lexicon(Vocabulary::Generic);
    let generic = |stem: &SmolStr| nouns.stemmed(stem) == Some("amount");
    let funds = |stem: &SmolStr| nouns.stemmed(stem) == Some("money");
    let people = |stem: &SmolStr| nouns.stemmed(stem) == Some("people");
    match &mut frame.counted {
        Some(counted) if people(&counted.head) => {
            // "10 people were killed", "killing 10 people", "90 sailors are unaccounted for".
            if let Some(state) = clause.state(view, site.start, site.tokens.end) {
                let state = stem(&view.text.tokens[state].lower);
                if !counted.modifiers.contains(&state) {
                    let person = std::mem::replace(&mut counted.head, state);
                    counted.modifiers.insert(0, person);
                }
            } else {
                // "1,418 people are sleeping in shelters": what they do says which people.
                let rest = site.tokens.end..clause.tokens.end.min(site.tokens.end + 9);
                extend(&mut counted.modifiers, content_of(view, rest).into_iter());
            }
        }
        Some(counted) if funds(&counted.head) && clause.verb_before(site.start).is_none() => {
            // "£1m in new funding will support the hunt for smugglers": what money does says which money.
            let rest = counted_end(view, counted, site)..clause.tokens.end;
            extend(&mut counted.modifiers, content_of(view, rest).into_iter().take(6));
        }
        Some(counted) if generic(&counted.head) && found != Found::Nothing => {
            let state = clause
                .state(view, site.start, site.tokens.end)
                .or_else(|| clause.state(view, site.start.saturating_sub(6), site.start));
            if let Some(state) = state.filter(|_| counted.modifiers.iter().all(&generic)) {
                // "the number killed jumped to 99".
                counted
                    .modifiers
                    .push(std::mem::replace(&mut counted.head, stem(&view.text.tokens[state].lower)));
            } else if counted.modifiers.is_empty()
                && let Some(known) = before.and_then(|frame| frame.counted.as_ref())
            {
                let head = std::mem::replace(&mut counted.head, known.head.clone());
                counted.modifiers.clone_from(&known.modifiers);
                if !counted.modifiers.contains(&head) {
                    counted.modifiers.push(head);
                }
            } else if let Some(first) = counted.modifiers.iter().position(|stem| !generic(stem)) {
                let head = counted.modifiers.remove(first);
                let general = std::mem::replace(&mut counted.head, head);
                counted.modifiers.push(general);
            }
        }
        Some(_) => {}
        None => {
            let bracketed = clause.tokens.start > 0 && view.text.tokens[clause.tokens.start - 1].lower == "(";
            let host = bracketed.then(|| clause::subject_of_sentence(view, site.sentence)).flatten();
            if let Some(host) = host {
                // "the estimate has gone up for spring (1.9% against 1.6%)".
                frame.counted = Some(host.counted(view));
                return;
            }
            let cell = matches!(
                view.document.blocks[view.text.sentences[site.sentence].block as usize].kind,
                BlockKind::Cell(_)
            );
            if cell {
                return;
            }
            frame.counted = before
                .and_then(|frame| frame.counted.clone())
                // "It yields £25.7bn": a pronoun stands for the subject of the sentence before.
                .or_else(|| {
                    clause::subject_of_sentence_before(view, site.sentence).map(|phrase| phrase.counted(view))
                });
        }
    }
}

/// What headers and headings add: row and column of a table cell, the heading above a list item.
fn add_context(view: View<'_>, site: &Site<'_>, frame: &mut Frame) {
    let block = &view.document.blocks[view.text.sentences[site.sentence].block as usize];
    let add = |frame: &mut Frame, span: Span, as_head: bool| {
        let stems = words_of(view, span);
        let Some((last, rest)) = stems.split_last() else { return };
        match &mut frame.counted {
            Some(counted) => {
                extend(
                    &mut counted.modifiers,
                    stems
                        .iter()
                        .filter(|stem| **stem != counted.head)
                        .cloned()
                        .collect::<Vec<_>>()
                        .into_iter(),
                );
            }
            None if as_head => {
                frame.counted = Some(Counted { span, head: last.clone(), modifiers: rest.to_vec() });
            }
            None => {}
        }
    };
    if let BlockKind::Cell(cell) = &block.kind {
        for header in [cell.row_header, cell.column_header, cell.corner].into_iter().flatten() {
            if header != block.span {
                add(frame, header, true);
            }
        }
    }
    if matches!(block.kind, BlockKind::ListItem | BlockKind::Cell(_))
        && let Some(heading) = block.heading
    {
        let span = view.document.blocks[heading as usize].span;
        if frame.counted.is_none() {
            add(frame, span, true);
        }
    }
}

/// Stems of the content words of some tokens that belong to no figure.
fn content_of(view: View<'_>, tokens: Range<usize>) -> Vec<SmolStr> {
    let stopwords = view.rules.lexicon(Vocabulary::Stopwords);
    tokens
        .filter(|at| !view.taken[*at])
        .map(|at| &view.text.tokens[at])
        .filter(|token| token.kind == TokenKind::Word && token.span.len() > 1)
        .filter(|token| stopwords.word(&token.lower).is_none())
        .map(|token| stem(&token.lower))
        .collect()
}

/// Stems of the content words of a span of prose.
fn words_of(view: View<'_>, span: Span) -> Vec<SmolStr> {
    let stopwords = view.rules.lexicon(Vocabulary::Stopwords);
    let Some(sentence) = view.text.sentence_at(span.start as usize) else { return Vec::new() };
    let first = view.text.sentences[sentence].tokens.start;
    view.text.tokens[first..]
        .iter()
        .take_while(|token| token.span.start < span.end)
        .filter(|token| token.span.start >= span.start && token.kind == TokenKind::Word)
        .filter(|token| token.span.len() > 1 && stopwords.word(&token.lower).is_none())
        .map(|token| stem(&token.lower))
        .collect()
}

/// Whether the figure is a level or a change: "by N", "up N", "a rise of N", "N more than".
fn aspect(view: View<'_>, site: &Site<'_>, clause: &Clause) -> Aspect {
    let changes = view.rules.lexicon(Vocabulary::Change);
    let direction = |at: usize| {
        view.text.phrase_at(changes, at, clause.tokens.end).and_then(|found| match found.means {
            "rise" => Some(Aspect::Rise),
            "fall" => Some(Aspect::Fall),
            "change" => Some(Aspect::Change),
            _ => None,
        })
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
                // "a rise of 3%", "a cut of £2bn".
                if let Some(found) = (clause.tokens.start..at).rev().take(4).find_map(direction) {
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
                    .find_map(direction)
                    && !matches!(site.unit.kind, UnitKind::Count)
                {
                    return found;
                }
            }
        }
    }
    // "18 fewer than the 115", "0.2 points more than": how far one level is from another.
    let compared = (site.tokens.end..clause.tokens.end).take(3).find(|at| {
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
fn aspect_of_head(view: View<'_>, counted: &Counted) -> Aspect {
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
        Some("rise") => Aspect::Rise,
        Some("fall") => Aspect::Fall,
        _ => Aspect::Level,
    }
}

/// Whether the figure is the "from" or the "to" of a comparison.
fn role(view: View<'_>, site: &Site<'_>, clause: &Clause) -> Role {
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

/// How firmly the figure is stated.
fn modality(view: View<'_>, site: &Site<'_>, clause: &Clause) -> Modality {
    let lexicon = view.rules.lexicon(Vocabulary::Modality);
    let meaning = |at: usize| {
        view.text.phrase_at(lexicon, at, clause.tokens.end).map(|found| match found.means {
            "forecast" => Modality::Forecast,
            "planned" => Modality::Planned,
            "superseded" => Modality::Superseded,
            _ => Modality::Revised,
        })
    };
    // The nearest word on the left governs the figure; one on the right ("were planned") only if there is none.
    (clause.tokens.start..site.start)
        .rev()
        .find_map(meaning)
        .or_else(|| (site.tokens.end..clause.tokens.end).find_map(meaning))
        .unwrap_or_default()
}

/// Whether the figure is part of, or on top of, one before.
fn portion(view: View<'_>, site: &Site<'_>, clause: &Clause) -> Portion {
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

/// Stems of names in the clause that are not part of what is counted.
fn scope(view: View<'_>, clause: &Clause, counted: Option<&Counted>) -> Vec<SmolStr> {
    let mut scope: Vec<SmolStr> = Vec::new();
    for at in clause.tokens.clone() {
        let token = &view.text.tokens[at];
        if token.capital
            && token.tag == Some(UPOS::PROPN)
            && !view.taken[at]
            && counted.is_none_or(|counted| !counted.span.contains(token.span))
        {
            let stem = stem(&token.lower);
            if !scope.contains(&stem) {
                scope.push(stem);
            }
        }
    }
    scope
}

impl NounPhrase {
    /// The phrase as what is counted.
    pub(super) fn counted(&self, view: View<'_>) -> Counted {
        Counted {
            span: view.text.span_of(self.tokens.clone()),
            head: stem(&view.text.tokens[self.head].lower),
            modifiers: self.stems(view).filter(|s| *s != stem(&view.text.tokens[self.head].lower)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::sentence;

    /// Reads a sentence in which `[` and `]` mark the figure; gives the head and the modifiers as one string.
    fn read(marked: &str, kind: UnitKind) -> String {
        let open = marked.find('[').expect("a figure is marked");
        let close = marked.find(']').expect("a figure is marked") - 1;
        let plain = marked.replace(['[', ']'], "");
        let rules = RuleSet::built_in();
        let documents = crate::document::parse("a.txt", plain.as_bytes()).expect("a text");
        let document = &documents[0];
        let shift = document.prose.text().find(&plain).expect("the text is kept");
        let mut text = sentence::split(document, rules);
        let within = |token: &Token| {
            (token.span.start as usize) >= open + shift && (token.span.end as usize) <= close + shift
        };
        let start = text.tokens.iter().position(within).expect("a token");
        let end = text.tokens.iter().rposition(within).expect("a token") + 1;
        let sentence = text.sentence_of(start);
        text.tag(sentence, rules);
        let mut taken = vec![false; text.tokens.len()];
        taken[start..end].fill(true);
        let unit = Unit::plain(kind);
        let view = View { document, text: &text, taken: &taken, rules };
        let site = Site { sentence, tokens: start..end, start, noun_at: end, unit: &unit };
        let framed = frame(view, &site, None);
        match framed.frame.counted {
            Some(counted) => format!("{} / {}", counted.head, counted.modifiers.join(" ")),
            None => "nothing".to_owned(),
        }
    }

    #[test]
    fn what_is_counted_is_found_in_each_place_that_english_puts_it() {
        let money = || UnitKind::Money("GBP".into());
        let cases = [
            (
                "Officers seized more than [600] boats and engines in the raids.",
                UnitKind::Count,
                "engin / boat raid",
            ),
            (
                "About [70] Spanish customs and harbour inspectors are on duty.",
                UnitKind::Count,
                "inspector / spanish custom harbour",
            ),
            ("Net emigration from Norland reached a low [41,000].", UnitKind::Count, "emigr / net norland"),
            ("The blast left [14] killed and many hurt.", UnitKind::Count, "kill / "),
            ("A storm hit the coast, killing at least [10] people.", UnitKind::Count, "kill / peopl"),
            ("A storm hit the coast, killing ten and injuring [80].", UnitKind::Count, "injur / "),
            (
                "The council will pay [£300,000] for training of border guards.",
                money(),
                "train / border guard",
            ),
            ("Iraqis made up [13%] of arrivals.", UnitKind::Percent, "arriv / "),
            ("The agency put the price of rebuilding the town at [£5.5bn].", money(), "price / rebuild town"),
            ("The Kula fire is [80%] contained.", UnitKind::Percent, "contain / kula fire"),
            ("Confirmed fatalities: [115]", UnitKind::Count, "fatal / confirm"),
            ("The island has a population of [120,000].", UnitKind::Count, "popul / "),
            ("The toll is [67], and it will rise.", UnitKind::Count, "toll / "),
            ("Growth is now put at [0.75%].", UnitKind::Percent, "growth / "),
            ("The institute said core inflation would rise to [2.9%].", UnitKind::Percent, "inflat / core"),
            ("The city needs [850] school beds for the homeless.", UnitKind::Count, "bed / school homeless"),
            ("A list of [57] people yet missing was read out.", UnitKind::Count, "miss / peopl"),
            ("Nearly [90] people remain unaccounted for.", UnitKind::Count, "unaccount / peopl"),
            ("[46] of the dead have been named.", UnitKind::Count, "dead / "),
            ("The basic pension rises by [5.2%].", UnitKind::Percent, "pension / basic"),
            ("Bus fares will rise from [£2] to £3.", money(), "fare / bus"),
            ("The firm raised prices for a [£25bn] increase in revenue.", money(), "increas / revenu"),
            (
                "The town lies [35 miles] south of the port.",
                UnitKind::Measure("mile".into()),
                "town / south port",
            ),
            ("He was jailed for [12 years] for fraud.", UnitKind::Measure("year".into()), "fraud / "),
            ("Profit jumped [12%] to a record.", UnitKind::Percent, "profit / record"),
            ("Police put the crowd at [40,000], organisers at 100,000.", UnitKind::Count, "crowd / "),
            ("Spending will be almost [£70bn a year] higher.", money(), "spend / "),
            ("The NHS gets an extra [£22.6bn] for day-to-day running.", money(), "run / "),
        ];
        let wrong: Vec<String> = cases
            .into_iter()
            .filter_map(|(text, kind, expected)| {
                let found = read(text, kind);
                (found != expected).then(|| format!("{text}\n  expected {expected}\n  found    {found}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

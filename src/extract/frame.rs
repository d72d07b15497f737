//! The frame of a figure: what it counts, whose it is, how it is stated, what it stands in.
//!
//! A [`Site`] (a quantity in its sentence) → [`Framed`]. It cannot fail: what the text does not state stays empty. What
//! the clause leaves out is taken from headers, headings and the figure before.
//!
//! Not here: the number itself (`quantity`), where the counted noun stands (`counted`), level and change (`aspect`), its
//! period (`period`), who is credited (`speaker`).

use super::aspect::{aspect, aspect_of_head, modality, portion, role};
use super::clause::{self, Clause};
use super::counted::{Found, content_of, counted, extend};
use super::gapping::{elided, gapped};
use super::phrase;
use super::sentence::{Text, TokenKind};
use super::{distance, table};
use crate::claim::{Aspect, Counted, Frame, Portion, Role, Unit, UnitKind};
use crate::document::{BlockKind, Document};
use crate::rules::RuleSet;
use crate::rules::lexicon::Vocabulary;
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

/// The last figure before another of which something is known to be counted.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// Its frame.
    pub frame: &'a Frame,
    /// The index of its sentence.
    pub sentence: usize,
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

/// Reads the frame of a quantity. `known` is the last quantity before it of which something is known to be counted, for
/// figures that leave their noun out.
#[must_use]
pub fn frame(view: View<'_>, site: &Site<'_>, known: Option<Before<'_>>) -> Framed {
    let before = known.map(|known| known.frame);
    let sentence = view.text.sentences[site.sentence].tokens.clone();
    let clause = clause::around(view, sentence.clone(), site.start..site.tokens.end);
    let mut frame = Frame {
        aspect: aspect(view, site, &clause),
        role: role(view, site, &clause),
        modality: modality(view, site, &clause),
        portion: portion(view, site, &clause),
        ..Frame::default()
    };
    let (counted, found) = match elided(view, site, &sentence, before) {
        Some(counted) => (Some(counted), Found::Named),
        None => counted(view, site, &clause, &sentence),
    };
    frame.counted = counted;
    if let Some(verb) = clause.verb_before(site.start).or_else(|| clause.verb_after(site.tokens.end)) {
        frame.verb = Some(view.text.tokens[verb].stem());
    }
    if found == Found::Named
        && let Some(subject) = clause.subject(view, site.start)
    {
        frame.subject = subject.stems(view).collect();
    }
    // A cell is named by its headers and not by the cell before.
    let block = &view.document.blocks[view.text.sentences[site.sentence].block as usize];
    let known = known.filter(|_| !matches!(block.kind, BlockKind::Cell(_)));
    let before = known.map(|known| known.frame);
    settle_generic(view, site, &clause, &mut frame, found, known);
    settle_portion(view, site, &mut frame, before);
    settle_done(view, site, &clause, &mut frame);
    add_context(view, site, &mut frame);
    // "by 1.4% this spring and 3% in the autumn": a coordinated figure changes as the one before does.
    let coordinated = site.start > clause.tokens.start
        && matches!(view.text.tokens[site.start - 1].lower.as_str(), "and" | "or" | "then")
        || gapped(view, site, &sentence).is_some();
    if let (Aspect::Level, Role::None, true, Some(before)) = (frame.aspect, frame.role, coordinated, before) {
        frame.aspect = before.aspect;
    }
    if let (Aspect::Level, UnitKind::Percent, Some(counted)) = (frame.aspect, &site.unit.kind, &frame.counted)
    {
        frame.aspect = aspect_of_head(view, counted);
    }
    // "The ferry went down 8 km off the coast": how far is no change.
    let measured = matches!(site.unit.kind, UnitKind::Measure(_));
    if measured && frame.counted.as_ref().is_some_and(distance::is_distance) {
        frame.aspect = Aspect::Level;
    }
    frame.scope = scope(view, &clause, frame.counted.as_ref());
    Framed { frame, clause: clause.tokens, named: found == Found::Named }
}

/// A counted noun that says nothing by itself ("people", "the total", "it") takes what the clause or the figure before
/// says of it.
fn settle_generic(
    view: View<'_>,
    site: &Site<'_>,
    clause: &Clause,
    frame: &mut Frame,
    found: Found,
    before: Option<Before<'_>>,
) {
    let nouns = view.rules.lexicon(Vocabulary::Generic);
    let generic = |stem: &SmolStr| nouns.stemmed(stem) == Some("amount");
    let funds = |stem: &SmolStr| nouns.stemmed(stem) == Some("money");
    let people = |stem: &SmolStr| nouns.stemmed(stem) == Some("people");
    match &mut frame.counted {
        Some(counted) if people(&counted.head) => {
            // "10 people were killed", "killing 10 people", "90 sailors are unaccounted for".
            if let Some(state) = clause.state(view, site.start, site.tokens.end) {
                // "30 people were seriously injured": a part of the injured.
                let degree = &view.text.tokens[state - 1];
                if state > site.tokens.end && degree.lower.ends_with("ly") && degree.tag == Some(UPOS::ADV) {
                    counted.modifiers.push(degree.stem());
                }
                let state = view.text.tokens[state].stem();
                if !counted.modifiers.contains(&state) {
                    let person = std::mem::replace(&mut counted.head, state);
                    counted.modifiers.insert(0, person);
                }
            } else {
                // "1,418 people are sleeping in shelters": what they do says which people.
                let rest = site.tokens.end..clause.tokens.end.min(site.tokens.end + 9);
                extend(&mut counted.modifiers, content_of(view, rest).into_iter());
                // "home to 120,000 people": those who live there.
                let before = |back: usize| site.start.checked_sub(back).map(|at| &view.text.tokens[at]);
                if before(1).is_some_and(|token| token.lower == "to")
                    && let Some(noun) = before(2).filter(|token| token.tag == Some(UPOS::NOUN))
                {
                    extend(&mut counted.modifiers, std::iter::once(noun.stem()));
                }
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
                counted.modifiers.push(std::mem::replace(&mut counted.head, view.text.tokens[state].stem()));
            } else if counted.modifiers.is_empty()
                && let Some(known) = before.and_then(|before| before.frame.counted.as_ref())
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
        Some(counted) if nouns.stemmed(&counted.head) == Some("forecast") => {
            // "the forecast of GDP growth", "the growth forecast": what is forecast is what the figure is of.
            let changes = view.rules.lexicon(Vocabulary::Change);
            let named = |stem: &SmolStr| {
                matches!(changes.stemmed(stem), Some("rise" | "fall" | "comes-in" | "goes-out"))
                    || view.rules.measures().has_word(stem)
            };
            if let Some(at) = counted.modifiers.iter().rposition(named) {
                let head = counted.modifiers.remove(at);
                counted.modifiers.push(std::mem::replace(&mut counted.head, head));
            }
        }
        Some(_) => {}
        None => {
            let sentence = view.text.sentences[site.sentence].tokens.clone();
            let bracketed = clause.tokens.start > 0 && view.text.tokens[clause.tokens.start - 1].lower == "(";
            let alone = view.text.tokens.get(site.tokens.end).is_some_and(|token| token.lower == ")");
            if bracketed
                && alone
                && site.start == clause.tokens.start
                && matches!(site.unit.kind, UnitKind::Money(_))
                && let Some(phrase) = phrase::before_bracket(view, sentence.start, clause.tokens.start - 1)
            {
                // "Money goes to training (£300,000) and to radios (£200,000)": a sum alone in brackets is for what
                // stands before them.
                frame.counted = Some(phrase.counted(view));
                return;
            }
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
            if let Some(name) = named_before_age(view, site, &sentence) {
                let mut counted = name.counted(view);
                // "A Norland skier has died. Edna Moss, 33, fell": the name goes on about whom a noun brought in.
                if let Some(subject) = clause::subject_of_sentence_before(view, site.sentence)
                    && matches!(view.text.tokens[subject.tokens.start].lower.as_str(), "a" | "an")
                {
                    let name = std::mem::replace(&mut counted, subject.counted(view));
                    extend(&mut counted.modifiers, name.modifiers.into_iter().chain([name.head]));
                }
                frame.counted = Some(counted);
                return;
            }
            // "It yields £25.7bn": a pronoun stands for the subject of the sentence before.
            let taken_over = before
                .map(|before| before.sentence)
                .zip(before.and_then(|before| before.frame.counted.clone()));
            let taken_over = taken_over.or_else(|| {
                let subject = clause::subject_of_sentence_before(view, site.sentence)?;
                Some((site.sentence - 1, subject.counted(view)))
            });
            frame.counted = taken_over.and_then(|(sentence, known)| {
                let block = |sentence: usize| view.text.sentences[sentence].block;
                let heading =
                    matches!(view.document.blocks[block(sentence) as usize].kind, BlockKind::Heading(_));
                if heading || block(sentence) == block(site.sentence) || asks_for_noun(view, site, clause) {
                    return Some(known);
                }
                // A paragraph says anew what it speaks of. "A family paid for 19 months": at least whose figure it is.
                clause.subject(view, site.start).map(|subject| subject.counted(view))
            });
        }
    }
}

/// Whether a sentence says by a pronoun, or by what it leaves out, that its figure counts what was spoken of before: "It
/// was 96 a day earlier", "At least 19 are known to have died", "Analysts had expected 5.1%", "2026: 1.5%".
fn asks_for_noun(view: View<'_>, site: &Site<'_>, clause: &Clause) -> bool {
    let sentence = view.text.sentences[site.sentence].tokens.clone();
    let tokens = &view.text.tokens;
    let refers = |at: usize| match tokens[at].lower.as_str() {
        "it" | "they" | "them" => true,
        "that" | "this" | "these" | "those" => {
            at == sentence.start
                && tokens.get(at + 1).is_some_and(|next| !matches!(next.tag, Some(UPOS::NOUN | UPOS::ADJ)))
        }
        _ => false,
    };
    // "Of them": the pronoun may stand behind the figure.
    let pronoun = (sentence.start..sentence.end.min(site.tokens.end + 2)).any(refers);
    let own = |at: usize| matches!(tokens[at].tag, Some(UPOS::NOUN | UPOS::PROPN)) && !view.taken[at];
    let names_nothing = !sentence.clone().any(own);
    let verb = clause.verb_before(site.start);
    // "Some 19 are now known", "a further 40 who": the figure is the subject, and nothing stands between.
    let behind = (site.tokens.end..sentence.end).find(|at| tokens[*at].tag != Some(UPOS::ADV));
    let subject = verb.is_none()
        && site.unit.kind == UnitKind::Count
        && behind.is_some_and(|at| {
            matches!(tokens[at].tag, Some(UPOS::AUX | UPOS::VERB)) || tokens[at].lower == "who"
        });
    // "Analysts had expected 5.1%", "the police say 45,000": what is said to be so much is known.
    let said = verb.is_some_and(|at| {
        let reports = tokens[at].means(view.rules.lexicon(Vocabulary::Reporting)).is_some();
        at + 1 == site.start && (reports || clause::takes_a_clause(&tokens[at].lower))
    });
    let more =
        site.start > sentence.start && matches!(tokens[site.start - 1].lower.as_str(), "another" | "further");
    pronoun || names_nothing || subject || said || more
}

/// Whose age a number between commas is: "**Edna Moss**, 83, said".
fn named_before_age(view: View<'_>, site: &Site<'_>, sentence: &Range<usize>) -> Option<phrase::NounPhrase> {
    let tokens = &view.text.tokens;
    let comma = site.start.checked_sub(1).filter(|at| *at > sentence.start && tokens[*at].lower == ",")?;
    let set_off =
        tokens.get(site.tokens.end).is_none_or(|next| matches!(next.lower.as_str(), "," | "." | ";"));
    let years = matches!(&site.unit.kind, UnitKind::Measure(id) if id == "year");
    let named = tokens[comma - 1].capital;
    (years && set_off && named).then(|| phrase::left(view, sentence.start, comma)).flatten()
}

/// "Killing three and injuring dozens more": the dozens are in addition to the three and are all that were injured, while
/// "four other people died" are in addition to those who died before.
fn settle_portion(view: View<'_>, site: &Site<'_>, frame: &mut Frame, before: Option<&Frame>) {
    let next = |words: &[&str]| {
        (site.tokens.end..site.tokens.end + 2)
            .filter_map(|at| view.text.tokens.get(at))
            .any(|token| words.contains(&token.lower.as_str()))
    };
    let aliases = view.rules.aliases();
    let head =
        |frame: &Frame| frame.counted.as_ref().map(|counted| SmolStr::new(aliases.canonical(&counted.head)));
    let alike = match (head(frame), before.and_then(head)) {
        (Some(own), Some(before)) => own == before,
        _ => return,
    };
    if alike && frame.portion == Portion::Whole && next(&["other", "others"]) {
        frame.portion = Portion::Additional;
    } else if !alike && frame.portion == Portion::Additional && next(&["more", "others"]) {
        frame.portion = Portion::Whole;
    }
}

/// "46 of the dead have been named", "85% of the rubble had been searched": what was done to the part that is counted says
/// which part it is, so that it is all of those to whom it was done.
fn settle_done(view: View<'_>, site: &Site<'_>, clause: &Clause, frame: &mut Frame) {
    let share = matches!(site.unit.kind, UnitKind::Percent | UnitKind::Ratio);
    let part = site.unit.kind == UnitKind::Count && frame.portion == Portion::PartOf;
    if !(share || part) || frame.aspect != Aspect::Level {
        return;
    }
    let tokens = &view.text.tokens;
    let states = view.rules.lexicon(Vocabulary::States);
    let mut auxiliary = false;
    let figure = |at: &usize| view.taken[*at] && tokens[*at].kind == TokenKind::Number;
    for at in (site.tokens.end..clause.tokens.end).take_while(|at| !figure(at)) {
        let word = tokens[at].lower.as_str();
        if auxiliary && tokens[at].means(states).is_some() && tokens[at].tag != Some(UPOS::NOUN) {
            let done = tokens[at].stem();
            if let Some(counted) = frame.counted.as_mut().filter(|counted| counted.head != done) {
                counted.modifiers.retain(|stem| *stem != done);
                counted.modifiers.insert(0, std::mem::replace(&mut counted.head, done));
            }
            frame.portion = Portion::Whole;
            return;
        }
        // "have now been named"
        auxiliary =
            matches!(word, "have" | "has" | "had" | "been" | "was" | "were" | "are" | "is" | "be" | "being")
                || auxiliary && (view.taken[at] || tokens[at].tag == Some(UPOS::ADV));
    }
}

/// What headers and headings add: row and column of a table cell, the heading above a list item.
fn add_context(view: View<'_>, site: &Site<'_>, frame: &mut Frame) {
    let block = &view.document.blocks[view.text.sentences[site.sentence].block as usize];
    let add = |frame: &mut Frame, span: Span, as_head: bool| {
        let Some((head, stems)) = label_of(view, span) else { return };
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
                let modifiers = stems.into_iter().filter(|stem| *stem != head).collect();
                frame.counted = Some(Counted { span, head, modifiers });
            }
            None => {}
        }
    };
    if let BlockKind::Cell(cell) = &block.kind {
        // Columns name what is measured ("Votes", "Seats"), unless they are times or say only that there is a figure.
        let columns_measure = cell.column_header.is_some_and(|header| names_measure(view, header));
        let headers = if columns_measure {
            [cell.column_header, cell.row_header, cell.corner]
        } else {
            [cell.row_header, cell.column_header, cell.corner]
        };
        for header in headers.into_iter().flatten() {
            if header != block.span {
                add(frame, header, true);
            }
        }
        let printed = view.document.prose.slice(block.span);
        let alone = !cell.is_header && printed.chars().filter(|c| c.is_alphabetic()).count() <= 4;
        if alone {
            let negative = table::prints_negative(view.document, cell, printed);
            let sign = table::Sign::of(view.document, cell, view.rules, negative);
            if frame.aspect == Aspect::Level {
                frame.aspect = sign.aspect.unwrap_or(Aspect::Level);
            }
            if let Some(counted) = &mut frame.counted {
                sign.settle(counted);
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

/// Whether a header names something that can be measured, and no time, no amount and no change as such.
fn names_measure(view: View<'_>, header: Span) -> bool {
    let first = view.text.tokens.partition_point(|token| token.span.start < header.start);
    let last = view.text.tokens.partition_point(|token| token.span.start < header.end);
    let generic = view.rules.lexicon(Vocabulary::Generic);
    let changes = view.rules.lexicon(Vocabulary::Change);
    (first..last).all(|at| !view.taken[at])
        && label_of(view, header)
            .is_some_and(|(head, _)| generic.stemmed(&head).is_none() && changes.stemmed(&head).is_none())
}

/// The head of a header or heading, and the stems of all its content words: of "Customers without power (evening)" the
/// customers, since what stands behind a preposition or in brackets only narrows.
fn label_of(view: View<'_>, span: Span) -> Option<(SmolStr, Vec<SmolStr>)> {
    let stopwords = view.rules.lexicon(Vocabulary::Stopwords);
    let sentence = view.text.sentence_at(span.start as usize)?;
    let first = view.text.sentences[sentence].tokens.start;
    let (mut head, mut closed) = (None, false);
    let mut stems: Vec<SmolStr> = Vec::new();
    for token in view.text.tokens[first..].iter().take_while(|token| token.span.start < span.end) {
        if token.span.start < span.start {
            continue;
        }
        let narrows = phrase::attaches(&token.lower) || matches!(token.lower.as_str(), "(" | "," | ":");
        closed |= narrows && head.is_some();
        if token.kind != TokenKind::Word || token.span.len() < 2 || token.means(stopwords).is_some() {
            continue;
        }
        let stem = token.stem();
        if !closed {
            head = Some(stem.clone());
        }
        stems.push(stem);
    }
    Some((head?, stems))
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
            let stem = token.stem();
            if !scope.contains(&stem) {
                scope.push(stem);
            }
        }
    }
    scope
}

/// The token behind what is counted, or behind the figure where that stands elsewhere.
fn counted_end(view: View<'_>, counted: &Counted, site: &Site<'_>) -> usize {
    let behind = view.text.tokens.partition_point(|token| token.span.end <= counted.span.end);
    behind.max(site.tokens.end)
}

#[cfg(test)]
mod tests {
    use crate::claim::Measured;
    use crate::rules::RuleSet;

    /// The heads of what the figures of an article count.
    fn heads(name: &str, article: &str) -> Vec<String> {
        let documents = crate::document::parse(name, article.as_bytes()).expect("an article");
        let reading = crate::extract::read(&documents[0], RuleSet::built_in());
        let head =
            |measured: &Measured| measured.frame.counted.as_ref().map(|counted| counted.head.to_string());
        reading.claims.iter().filter_map(|claim| head(claim.measured()?)).collect()
    }

    #[test]
    fn columns_name_what_is_measured_unless_they_are_times_or_amounts() {
        let table = |columns: &str| {
            format!(
                "The office gave these figures on Friday.\n\n| | {columns} |\n|---|---|\n| National Union | 21 |\n"
            )
        };
        assert_eq!(heads("a.md", &table("Seats")), ["seat"]);
        assert_eq!(heads("a.md", &table("Total")), ["union"]);
        assert_eq!(heads("a.md", &table("2024")), ["union"]);
    }

    #[test]
    fn a_new_paragraph_takes_no_noun_of_the_one_before_unless_it_asks_for_it() {
        let after = |paragraph: &str| {
            heads("a.txt", &format!("Storm in Norland\n\nThe ferry carried 40 sailors.\n\n{paragraph}\n"))
                .split_off(1)
        };
        // What stands in the paragraph itself, or nothing.
        assert_eq!(after("The tremor was felt for 12 seconds."), ["tremor"]);
        assert_eq!(after("The widow had paid for 19 months."), ["widow"]);
        assert!(after("Tickets cost from 12 upwards.").iter().all(|head| head != "sailor"));
        assert_eq!(after("Edna Moss, 83, saw it from her window."), ["moss"]);
        // A pronoun, a figure that is a subject by itself, words of saying, and a line without a noun ask for it.
        assert_eq!(after("It was 38 a day earlier."), ["sailor"]);
        assert_eq!(after("At least 12 are in hospital."), ["sailor"]);
        assert_eq!(after("The police say 45."), ["sailor"]);
        assert_eq!(after("2024: 45"), ["sailor"]);
        // Within a paragraph a figure goes on about what the sentence before counts.
        let within = "Norland\n\nThe lifeboat took off 40 sailors. The harbour master spoke first of 38.\n";
        assert_eq!(heads("a.txt", within), ["sailor", "sailor"]);
    }

    #[test]
    fn an_age_is_of_whom_the_name_before_it_names() {
        let article = "Norland\n\nA young skier has died in the hills.\n\nEdna Moss, 33, fell on Friday.\n";
        assert_eq!(heads("a.txt", article), ["skier"]);
        let article = "Norland\n\nThe death was no accident.\n\nEdna Moss, 33, was in court on Friday.\n";
        assert_eq!(heads("a.txt", article), ["moss"]);
    }

    #[test]
    fn a_header_is_headed_by_the_noun_before_a_preposition_or_bracket() {
        let table = "| | 14 May | 15 May |\n|---|---|---|\n| Customers without power (evening) | 355,000 | 149,600 |\n\
            | Line workers in the field | 900 | 1,450 |\n";
        let article = format!("# Storm in Norland\n\nThe company gave these figures on Friday.\n\n{table}");
        assert_eq!(heads("a.md", &article), ["custom", "custom", "worker", "worker"]);
    }
}

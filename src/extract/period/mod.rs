//! Words that name time, and the figures that they belong to.
//!
//! `(&Document, &Text, &RuleSet)` → [`TimeMention`]s by [`find`]; for a figure its reference period and its as-of time by
//! [`bind`]; dates that are themselves what is said by [`dates`]. It cannot fail: an expression that cannot be placed in
//! the calendar, because the document has no date of publication, is a mention without a period.
//!
//! The order inside: `words` looks up the lexicon of time, `fiscal` finds whose financial years are meant, `grammar` puts words together, `resolve` places them in the
//! calendar, `clock` reads times of day, `binding` gives figures their periods, `claims` makes claims of dates.
//!
//! Not here: durations that are amounts ("sentenced to 18 months"), which are quantities; comparing periods
//! ([`crate::period`]).

mod binding;
mod claims;
mod clock;
mod fiscal;
mod grammar;
mod resolve;
mod words;

pub use binding::bind;
pub use claims::dates;
pub use words::Lead;

use super::sentence::{Text, TokenKind};
use crate::document::Document;
use crate::period::Period;
use crate::rules::RuleSet;
use crate::rules::lexicon::Vocabulary;
use crate::text::Span;
use grammar::Grammar;
use resolve::{Anchor, Node, Year};
use std::cell::LazyCell;
use std::ops::Range;
use words::{Edge, Near, Tense, Unit, Word, Words};

/// Words that name a point or a stretch of time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeMention {
    /// Its tokens, as indices into [`Text::tokens`], without the preposition before it.
    pub tokens: Range<usize>,
    /// Its words.
    pub span: Span,
    /// What it is for.
    pub kind: TimeKind,
    /// The interval as its preposition makes it ("since 2019" has no end); `None` if it cannot be placed.
    pub period: Option<Period>,
    /// The interval that the words name by themselves: 2019 for "since 2019".
    pub point: Option<Period>,
    /// Month and, where one is named, day of the month, where only the year is missing.
    pub yearless: Option<(i8, Option<i8>)>,
    /// The time of day in minutes after midnight, if one is named.
    pub minute: Option<u16>,
    /// The index of its sentence.
    pub sentence: usize,
    /// The weekday that stands beside a date which falls on another: 1 Monday to 7 Sunday.
    pub wrong_weekday: Option<i8>,
    /// The preposition before it.
    pub lead: Lead,
    /// Whether it narrows a noun ("the 1960 tsunami", "the forecast of 2018") rather than saying when something was.
    pub attributive: bool,
    /// Whether it is a weekday by name.
    pub weekday: bool,
    /// Whether it stands beside an event whose day is news: a summit, a vote.
    pub appointment: bool,
    /// Whether it is a date of the calendar (a day, month or year by name or number), not one relative to publication.
    pub absolute: bool,
}

/// What a mention of time is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// The time that something is about.
    Reference,
    /// The time at which something was counted or said: "by Tuesday evening", "so far", "said on Friday".
    AsOf,
    /// A time of day.
    Clock,
}

/// The time expressions of a document, in reading order; they do not overlap.
#[must_use]
pub fn find(document: &Document, text: &Text, rules: &RuleSet) -> Vec<TimeMention> {
    let lexicon = rules.lexicon(Vocabulary::Time);
    let mut mentions = Vec::new();
    for (index, sentence) in text.sentences.iter().enumerate() {
        let words = Words::new(text, sentence.tokens.clone(), lexicon);
        let published = document.blocks[sentence.block as usize]
            .posted
            .map(jiff::civil::DateTime::date)
            .or(document.published.map(|published| published.date));
        let about = document.not_before.filter(|_| published.is_none());
        let fiscal_start = LazyCell::new(|| fiscal::start(document, text, &words, rules));
        let mut reader = Reader {
            words: &words,
            fiscal_start: &|| *fiscal_start,
            sentence: index,
            published,
            about,
            mentions: &mut mentions,
        };
        reader.read();
    }
    mentions
}

/// Reads the mentions of one sentence behind those of the sentences before it.
struct Reader<'r, 't> {
    words: &'r Words<'t>,
    /// The first month of the financial years that the sentence speaks of.
    fiscal_start: &'r dyn Fn() -> i8,
    sentence: usize,
    published: Option<jiff::civil::Date>,
    /// A day about which it was published, where the day itself is not known.
    about: Option<jiff::civil::Date>,
    mentions: &'r mut Vec<TimeMention>,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        let mut at = self.words.range.start;
        while at < self.words.range.end {
            let end = if self.may_begin(at) { self.clock(at).or_else(|| self.expression(at)) } else { None };
            at = end.unwrap_or(at + 1);
        }
    }

    /// Whether a time of day or another expression may begin at a token, for a quick look: nearly no token is one.
    fn may_begin(&self, at: usize) -> bool {
        let w = self.words;
        w.is_number(at)
            || w.word(at).is_some_and(|word| begins(word) || word == Word::CountDate)
            || matches!(
                w.lower(at),
                "the"
                    | "a"
                    | "an"
                    | "that"
                    | "since"
                    | "after"
                    | "noon"
                    | "midday"
                    | "midnight"
                    | "q"
                    | "h"
                    | "fy"
            )
    }

    /// A time of day with the day beside it.
    fn clock(&mut self, at: usize) -> Option<usize> {
        let w = self.words;
        let (minute, mut end) = clock::clock(w, at)?;
        let lead = self.lead(at);
        let grammar = Grammar { words: w, fiscal_start: self.fiscal_start };
        let on = match w.lower(end) {
            "on" | "," => end + 1,
            _ => end,
        };
        let mut point = None;
        let mut yearless = None;
        let mut wrong_weekday = None;
        if let Some((node, after)) = grammar.date(on, Lead::In).or_else(|| {
            matches!(w.word(on), Some(Word::Day(_))).then(|| grammar.single(on, Lead::In)).flatten()
        }) && node.is_day()
        {
            let tense = if lead == Lead::Until { Tense::Ahead } else { self.tense(at, after) };
            point = node.resolve(self.anchor(tense));
            yearless = node.yearless().filter(|_| point.is_none());
            wrong_weekday = node.wrong_weekday(point);
            end = after;
        } else if let Some(day) = self.mentions.last()
            && day.sentence == self.sentence
            && day.tokens.end + 2 >= at
            && day.point.is_some_and(|point| point.days() == Some(1))
        {
            point = day.point;
            yearless = day.yearless;
        }
        let kind = if matches!(lead, Lead::AsOf | Lead::By) { TimeKind::AsOf } else { TimeKind::Clock };
        self.mentions.push(TimeMention {
            tokens: at..end,
            span: w.text.span_of(at..end),
            kind,
            period: point,
            point,
            yearless,
            minute: Some(minute),
            sentence: self.sentence,
            wrong_weekday,
            lead,
            attributive: false,
            appointment: false,
            weekday: false,
            absolute: true,
        });
        Some(end)
    }

    /// Any other expression.
    fn expression(&mut self, at: usize) -> Option<usize> {
        let w = self.words;
        let word = w.word(at);
        if word == Some(Word::CountDate) {
            return self.count_date(at);
        }
        if let Some(end) = self.since_then(at) {
            return Some(end);
        }
        // Most words begin no expression, and an article begins one only before a word of time.
        let begins = match w.lower(at) {
            "the" | "a" | "an" => {
                w.is_number(at + 1) || w.is(at + 1, "same") || w.word(at + 1).is_some_and(begins)
            }
            "that" => matches!(w.word(at + 1), Some(Word::Unit(_))),
            "q" | "h" | "fy" => w.is_number(at + 1),
            _ => w.is_number(at) || word.is_some_and(begins),
        };
        if !begins {
            return None;
        }
        let lead = self.lead(at);
        let grammar = Grammar { words: w, fiscal_start: self.fiscal_start };
        let (mut node, mut end) = grammar.expression(at, lead).or_else(|| self.elliptic(at))?;
        let attributive = self.attributive(at, end, lead);
        let tense = match lead {
            Lead::Until => Tense::Ahead,
            // "Sunday's quake", "the March forecast": known already, unless it is named as still to come.
            _ if lead != Lead::Before && (attributive || w.is(end, "'s")) => {
                let ahead =
                    (end..w.range.end.min(end + 4)).any(|at| matches!(w.lower(at), "will" | "is" | "are"));
                if ahead { self.tense(at, end) } else { Tense::Behind }
            }
            _ => self.tense(at, end),
        };
        let anchor = self.anchor(tense);
        // "31 March and 1 April", "2026 and 2027", "this year and next": one stretch if they adjoin.
        if matches!(w.lower(end), "and" | "&") {
            let next = match node {
                Node::Calendar { unit: Unit::Year, shift: 0 }
                    if matches!(w.word(end + 1), Some(Word::Near(Near::Next))) =>
                {
                    let after = end + 2 + usize::from(w.is(end + 2, "year"));
                    Some((Node::Calendar { unit: Unit::Year, shift: 1 }, after))
                }
                _ => grammar.single(end + 1, Lead::In),
            };
            if let Some((second, after)) = next {
                let range = Node::Range(Box::new(node.clone()), Box::new(second.clone()));
                let adjoin = match (node.resolve(anchor), second.resolve(anchor)) {
                    (Some(a), Some(b)) => range
                        .resolve(anchor)
                        .is_some_and(|both| both.days() == a.days().zip(b.days()).map(|(a, b)| a + b)),
                    // Without a date of publication two days of one week are still one stretch.
                    (None, None) => {
                        node.yearless().is_some_and(|(_, day)| day.is_some()) && second.yearless().is_some()
                    }
                    _ => range.resolve(anchor).is_some() && node.yearless().is_some(),
                };
                if adjoin {
                    node = range;
                    end = after;
                }
            }
        }
        let about = self.about.filter(|_| node.is_coarse());
        let point = node.resolve(Anchor { published: anchor.published.or(about), ..anchor });
        let wrong_weekday = node.wrong_weekday(point).or_else(|| self.slipped_weekday(&node, point));
        let mention = TimeMention {
            tokens: at..end,
            span: w.text.span_of(at..end),
            kind: self.kind(at, end, lead, &node),
            period: match node {
                // "from 8 to 12 August" has both its ends.
                Node::Range(..) => point,
                _ => point.map(|point| led(point, lead)),
            },
            point,
            yearless: node.yearless().filter(|_| point.is_none()),
            minute: None,
            sentence: self.sentence,
            wrong_weekday,
            lead,
            attributive,
            appointment: self.appointment(at, end),
            weekday: matches!(node, Node::Weekday { .. }),
            absolute: absolute(&node),
        };
        self.mentions.push(mention);
        Some(end)
    }

    /// "so far", "to date": as of the day of publication. "So far this year" is a period and is read as one.
    fn count_date(&mut self, at: usize) -> Option<usize> {
        let w = self.words;
        let (_, end) = w.at(at)?;
        if w.is(at, "so")
            && matches!(w.word(end), Some(Word::Near(Near::This)))
            && let Some((of, after)) =
                (Grammar { words: w, fiscal_start: self.fiscal_start }).single(end, Lead::In)
        {
            let node = Node::Edge { edge: Edge::SoFar, of: Box::new(of) };
            let point = node.resolve(self.anchor(Tense::Unknown));
            self.push_relative(at..after, TimeKind::Reference, point);
            return Some(after);
        }
        self.push_relative(at..end, TimeKind::AsOf, self.published.map(Period::day));
        Some(end)
    }

    /// "since then", "after that": from the time on that was named last, up to three sentences back.
    fn since_then(&mut self, at: usize) -> Option<usize> {
        let w = self.words;
        let since = match (w.lower(at), w.lower(at + 1)) {
            ("since", "then" | "that") => true,
            ("after", "then" | "that") => false,
            _ => return None,
        };
        // "after that meeting" names something else.
        let ends = !w.is_word(at + 2)
            || w.lower(at + 1) == "then"
            || matches!(
                w.lower(at + 2),
                "it" | "they" | "he" | "she" | "the" | "some" | "another" | "at" | "in"
            );
        let named = self
            .mentions
            .iter()
            .rev()
            .take_while(|mention| mention.sentence + 3 >= self.sentence)
            .find_map(|mention| mention.point)?;
        let from = if since { named.start } else { named.end.and_then(|end| end.tomorrow().ok()) }?;
        if !ends {
            return None;
        }
        self.push_relative(at..at + 2, TimeKind::Reference, Some(Period { start: Some(from), end: None }));
        Some(at + 2)
    }

    fn push_relative(&mut self, tokens: Range<usize>, kind: TimeKind, point: Option<Period>) {
        self.mentions.push(TimeMention {
            span: self.words.text.span_of(tokens.clone()),
            tokens,
            kind,
            period: point,
            point,
            yearless: None,
            minute: None,
            sentence: self.sentence,
            wrong_weekday: None,
            lead: Lead::None,
            attributive: false,
            appointment: false,
            weekday: false,
            absolute: false,
        });
    }

    /// "1.1% this year and 2% next": "next" alone, for the unit that "this" had before.
    fn elliptic(&self, at: usize) -> Option<(Node, usize)> {
        let w = self.words;
        let Some((Word::Near(near @ (Near::Next | Near::Last)), end)) = w.at(at) else {
            return None;
        };
        let ends = !w.is_word(end)
            || matches!(w.lower(end), "is" | "and" | "but" | "was" | "before" | "after" | "followed");
        let named = self.mentions.iter().rev().take_while(|mention| mention.sentence == self.sentence);
        let this = named.filter(|mention| !mention.absolute).any(|mention| {
            matches!(w.word(mention.tokens.start), Some(Word::Near(Near::This)))
                && w.is(mention.tokens.end - 1, "year")
        });
        let shift = if near == Near::Next { 1 } else { -1 };
        (ends && this && !w.is_number(end)).then_some((Node::Calendar { unit: Unit::Year, shift }, end))
    }

    /// The preposition right before a token, looking through "about" and "around".
    fn lead(&self, at: usize) -> Lead {
        let w = self.words;
        let ending_at = |end: usize| {
            (1..=3)
                .filter_map(|back| end.checked_sub(back).filter(|start| w.range.contains(start)))
                .filter_map(|start| match w.at(start) {
                    Some((Word::Lead(lead), after)) if after == end => Some((start, lead)),
                    _ => None,
                })
                .next_back()
        };
        match ending_at(at) {
            // "The target dates from 2009" names a point and no stretch from then on.
            Some((start, Lead::From))
                if start > w.range.start
                    && matches!(w.lower(start - 1), "dates" | "dated" | "dating" | "date") =>
            {
                Lead::In
            }
            Some((start, Lead::In)) if matches!(w.lower(start), "around" | "about") => {
                ending_at(start).map_or(Lead::In, |(_, lead)| lead)
            }
            Some((_, lead)) => lead,
            None => Lead::None,
        }
    }

    fn anchor(&self, tense: Tense) -> Anchor {
        // Two sentences on, "a year earlier" no longer points back.
        let mut before = [None; 3];
        self.mentions
            .iter()
            .rev()
            .take_while(|mention| mention.sentence + 2 >= self.sentence)
            .filter_map(|mention| mention.point)
            .zip(&mut before)
            .for_each(|(point, slot)| *slot = Some(point));
        Anchor { published: self.published, tense, before }
    }

    /// Which side of publication the words around a mention speak of: the nearest verb before it decides, and where
    /// there is none the nearest after it.
    fn tense(&self, start: usize, end: usize) -> Tense {
        let w = self.words;
        let side = |at: usize| match w.word(at) {
            // An infinitive has the time of the verb above it: "expects it to hit 3%".
            Some(Word::Tense(Tense::Behind)) if at > w.range.start && w.is(at - 1, "to") => None,
            Some(Word::Tense(Tense::Ahead)) if at > w.range.start && w.is(at - 1, "had") => {
                Some(Tense::Behind)
            }
            Some(Word::Tense(tense)) => Some(tense),
            Some(Word::Stated) => Some(Tense::Behind),
            // "may" without its capital is the verb.
            Some(Word::Month(5)) if !w.capital(at) => Some(Tense::Ahead),
            None if w.is_word(at) && w.lower(at).len() > 4 && w.lower(at).ends_with("ed") => {
                Some(Tense::Behind)
            }
            _ => None,
        };
        let stop = |at: &usize| !matches!(w.lower(*at), ";");
        let before = (w.range.start..start).rev().take_while(stop).find_map(side);
        before
            .or_else(|| (end..w.range.end.min(end + 12)).take_while(stop).find_map(side))
            .unwrap_or(Tense::Unknown)
    }

    /// What a mention is for: by its preposition, and by a verb of saying right before it.
    fn kind(&self, start: usize, end: usize, lead: Lead, node: &Node) -> TimeKind {
        let w = self.words;
        match lead {
            Lead::AsOf => return TimeKind::AsOf,
            Lead::By if node.is_day() => return TimeKind::AsOf,
            _ => {}
        }
        let preposition = start.saturating_sub(usize::from(lead != Lead::None));
        let before = |back: usize| preposition.checked_sub(back).filter(|at| w.range.contains(at));
        let said = before(1).is_some_and(|at| w.word(at) == Some(Word::Stated))
            // "told the BBC on Friday", "told reporters on Friday"
            || (node.is_day()
                && (2..=4).filter_map(before).any(|at| matches!(w.lower(at), "told" | "said"))
                && !(1..=4).filter_map(before).any(|at| w.is_number(at) || matches!(w.lower(at), "that" | ",")));
        // "When two months ago the ministry had reckoned with 2.3%".
        let said_after = (end..w.range.end.min(end + 6)).take_while(|at| !matches!(w.lower(*at), "," | ";"));
        let said_before = (1..=8)
            .filter_map(before)
            .take_while(|at| !matches!(w.lower(*at), "," | ";"))
            .chain(said_after)
            .any(|at| w.word(at) == Some(Word::StatedBefore));
        // A year right after "said" is what is said: "forecast 2025 growth of 1%".
        let whole_year = matches!(node, Node::Year(_)) && lead == Lead::None;
        let modifies = w.is_word(end) && lead == Lead::None && absolute(node) && !w.is(end, "that");
        if (said || said_before) && !whole_year && !modifies { TimeKind::AsOf } else { TimeKind::Reference }
    }

    /// Whether a mention narrows a noun.
    fn attributive(&self, start: usize, end: usize, lead: Lead) -> bool {
        let w = self.words;
        let Some(before) = start.checked_sub(1).filter(|at| w.range.contains(at)) else {
            return false;
        };
        let determiner =
            matches!(w.lower(before), "the" | "a" | "an" | "its" | "their" | "his" | "her" | "that" | "this")
                || w.word(before).is_none() && w.capital(before) && lead == Lead::None;
        // "The March forecast", "the 2016 vote": such words are nouns there.
        let noun_after =
            w.is_word(end) && matches!(w.word(end), None | Some(Word::Stated | Word::Appointment));
        let of_noun = w.is(before, "of")
            && before.checked_sub(1).is_some_and(|noun| w.is_word(noun) && w.word(noun).is_none());
        (determiner && noun_after && lead == Lead::None) || (of_noun && !w.is(start, "the"))
    }

    /// Whether an event whose day is news stands right before a mention or behind it.
    fn appointment(&self, start: usize, end: usize) -> bool {
        let w = self.words;
        let stop = |at: &usize| !matches!(w.lower(*at), ";" | "—");
        let is = |at: usize| w.word(at) == Some(Word::Appointment);
        (w.range.start..start).rev().take(8).take_while(stop).any(is)
            || (end..w.range.end).take(2).take_while(stop).any(is)
    }

    /// A weekday that does not fit a date whose year is left open, where publication is so near that the year is sure.
    fn slipped_weekday(&self, node: &Node, point: Option<Period>) -> Option<i8> {
        let Node::Day { weekday: Some(weekday), year: Year::Open, .. } = node else {
            return None;
        };
        let day = point?.start?;
        let near = day.until(self.published?).ok()?.get_days().abs() <= 90;
        (near && day.weekday().to_monday_one_offset() != *weekday).then_some(*weekday)
    }
}

/// Whether an expression of time can begin with a word.
fn begins(word: Word) -> bool {
    !matches!(
        word,
        Word::PartOfDay
            | Word::Lead(_)
            | Word::CountDate
            | Word::Zone
            | Word::Tense(_)
            | Word::Stated
            | Word::StatedBefore
            | Word::Appointment
    )
}

/// What a preposition makes of a point of time.
fn led(point: Period, lead: Lead) -> Period {
    match lead {
        Lead::Since | Lead::From => Period { start: point.start, end: None },
        Lead::Until => Period { start: None, end: point.end },
        Lead::Before => Period { start: None, end: point.start.and_then(|day| day.yesterday().ok()) },
        Lead::After => Period { start: point.end.and_then(|day| day.tomorrow().ok()), end: None },
        Lead::None | Lead::AsOf | Lead::By | Lead::Between | Lead::In => point,
    }
}

/// Whether an expression names its place in the calendar by number or name.
fn absolute(node: &Node) -> bool {
    match node {
        Node::Day { .. } | Node::Months { .. } | Node::Years { .. } => true,
        Node::Year(year) | Node::Fiscal { year, .. } => matches!(year, Year::Given(_)),
        Node::Rolling { end: of, .. }
        | Node::Part { of, .. }
        | Node::Quarter { of, .. }
        | Node::Edge { of, .. } => absolute(of),
        Node::Range(from, to) => absolute(from) && absolute(to),
        _ => false,
    }
}

/// Whether a token shows a figure: digits, outside any mention of time, or a word for a number.
fn is_figure(text: &Text, at: usize) -> bool {
    text.tokens[at].kind == TokenKind::Number
}

#[cfg(test)]
mod tests;

//! The words of time in a sentence, looked up once.
//!
//! The lexicon says which words there are; [`Word`] is the closed list of what they can be.

use crate::extract::sentence::{Text, Token, TokenKind};
use crate::rules::lexicon::Lexicon;
use std::ops::Range;

/// A length of time that periods are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// Its length in months, for those that months make up.
    pub(super) fn months(self) -> Option<i32> {
        match self {
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Half => Some(6),
            Self::Year => Some(12),
            Self::Decade => Some(120),
            Self::Century => Some(1200),
            _ => None,
        }
    }

    /// Its length in days, for those that days make up.
    pub(super) fn days(self) -> Option<i32> {
        match self {
            Self::Day => Some(1),
            Self::Week => Some(7),
            Self::Fortnight => Some(14),
            _ => None,
        }
    }
}

/// How a period is placed beside the day of publication, or beside a period named before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Near {
    Last,
    Past,
    This,
    Next,
    Previous,
    Following,
}

/// A part of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    Middle,
    End,
    Early,
    Late,
    Earlier,
    Later,
    SoFar,
}

/// A word that relates a period to what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// None of the others.
    None,
    /// "as of", "as at".
    AsOf,
    /// "by".
    By,
    /// "since".
    Since,
    /// "until", "till", "up to".
    Until,
    /// "from", "starting in".
    From,
    /// "before", "ahead of".
    Before,
    /// "after".
    After,
    /// "between".
    Between,
    /// Any other preposition of time: "in", "on", "during".
    In,
}

/// Which side of the day of publication the words around a period speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Ahead,
    Behind,
    Unknown,
}

/// What a word or phrase of the lexicon of time can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Month(i8),
    Weekday(i8),
    Season(i8),
    Unit(Unit),
    Count(i32),
    Ordinal(i8),
    Near(Near),
    Day(i32),
    PartOfDay,
    Edge(Edge),
    Lead(Lead),
    CountDate,
    Zone,
    /// The first month of a financial, tax or school year.
    YearKind(i8),
    Tense(Tense),
    Stated,
    StatedBefore,
    /// An event whose day is news: a summit, a vote.
    Appointment,
}

impl Word {
    /// The word that a meaning of the lexicon names, or `None` for one that the grammar does not know.
    pub(super) fn parse(meaning: &str) -> Option<Self> {
        // Meanings are short, and bytes are compared faster than characters are searched for.
        let (class, value) = match meaning.bytes().position(|byte| byte == b' ') {
            Some(space) => (&meaning[..space], &meaning[space + 1..]),
            None => (meaning, ""),
        };
        let small = || value.parse::<i8>().ok();
        Some(match class {
            "month" => Self::Month(small().filter(|m| (1..=12).contains(m))?),
            "weekday" => Self::Weekday(small().filter(|d| (1..=7).contains(d))?),
            "season" => Self::Season(small().filter(|m| (1..=12).contains(m))?),
            "year-kind" => Self::YearKind(small().filter(|m| (1..=12).contains(m))?),
            "count" => Self::Count(value.parse().ok()?),
            "day" => Self::Day(value.parse().ok()?),
            "ordinal" => Self::Ordinal(small().filter(|n| (-1..=4).contains(n))?),
            "part" => Self::PartOfDay,
            "count-date" => Self::CountDate,
            "zone" => Self::Zone,
            "appointment" => Self::Appointment,
            "stated" if value == "before" => Self::StatedBefore,
            "stated" => Self::Stated,
            "unit" => Self::Unit(match value {
                "minute" => Unit::Minute,
                "hour" => Unit::Hour,
                "day" => Unit::Day,
                "week" => Unit::Week,
                "fortnight" => Unit::Fortnight,
                "weekend" => Unit::Weekend,
                "month" => Unit::Month,
                "quarter" => Unit::Quarter,
                "half" => Unit::Half,
                "year" => Unit::Year,
                "decade" => Unit::Decade,
                "century" => Unit::Century,
                _ => return None,
            }),
            "near" => Self::Near(match value {
                "last" => Near::Last,
                "past" => Near::Past,
                "this" => Near::This,
                "next" => Near::Next,
                "previous" => Near::Previous,
                "following" => Near::Following,
                _ => return None,
            }),
            "edge" => Self::Edge(match value {
                "start" => Edge::Start,
                "middle" => Edge::Middle,
                "end" => Edge::End,
                "early" => Edge::Early,
                "late" => Edge::Late,
                "earlier" => Edge::Earlier,
                "later" => Edge::Later,
                _ => return None,
            }),
            "lead" => Self::Lead(match value {
                "as-of" => Lead::AsOf,
                "by" => Lead::By,
                "since" => Lead::Since,
                "until" => Lead::Until,
                "from" => Lead::From,
                "before" => Lead::Before,
                "after" => Lead::After,
                "between" => Lead::Between,
                "in" => Lead::In,
                _ => return None,
            }),
            "tense" => Self::Tense(match value {
                "ahead" => Tense::Ahead,
                "behind" => Tense::Behind,
                _ => return None,
            }),
            _ => return None,
        })
    }
}

/// The tokens of one sentence with the words of time among them. Places are indices into [`Text::tokens`].
pub(super) struct Words<'t> {
    pub(super) text: &'t Text,
    pub(super) range: Range<usize>,
    /// For each token of the range, what begins there and how many tokens it has.
    found: Vec<Option<(Word, usize)>>,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t Text, range: Range<usize>, lexicon: &Lexicon) -> Self {
        let found = range
            .clone()
            .map(|at| {
                let found = text.phrase_at(lexicon, at, range.end)?;
                Some((Word::parse(found.means)?, found.words))
            })
            .collect();
        Self { text, range, found }
    }

    /// What the lexicon has at a token, with the place behind it; `None` outside the sentence.
    pub(super) fn at(&self, at: usize) -> Option<(Word, usize)> {
        let (word, length) = (*self.found.get(at.checked_sub(self.range.start)?)?)?;
        Some((word, at + length))
    }

    pub(super) fn word(&self, at: usize) -> Option<Word> {
        self.at(at).map(|(word, _)| word)
    }

    pub(super) fn token(&self, at: usize) -> Option<&'t Token> {
        self.range.contains(&at).then(|| &self.text.tokens[at])
    }

    /// The lower-case text of a token, empty outside the sentence.
    pub(super) fn lower(&self, at: usize) -> &'t str {
        self.token(at).map_or("", |token| token.lower.as_str())
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.lower(at) == word
    }

    /// Whether a token follows the one before it without a space.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.glued)
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.capital)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Number)
    }

    /// A number in plain digits, without separators or decimals.
    pub(super) fn integer(&self, at: usize) -> Option<i32> {
        let token = self.token(at).filter(|token| token.kind == TokenKind::Number)?;
        if token.lower.len() > 4 { None } else { token.lower.parse().ok() }
    }

    /// A count in plain digits or in words.
    pub(super) fn count(&self, at: usize) -> Option<i32> {
        match self.word(at) {
            Some(Word::Count(count)) => Some(count),
            _ => self.integer(at).filter(|count| (1..=400).contains(count)),
        }
    }

    pub(super) fn unit(&self, at: usize) -> Option<Unit> {
        match self.word(at) {
            Some(Word::Unit(unit)) => Some(unit),
            _ => None,
        }
    }

    /// A hyphen or a dash.
    pub(super) fn dash(&self, at: usize) -> bool {
        matches!(self.lower(at), "-" | "–" | "—" | "‑" | "‐")
    }

    /// The place behind a token if it is that word, else the place itself.
    pub(super) fn skip(&self, at: usize, word: &str) -> usize {
        if self.is(at, word) { at + 1 } else { at }
    }
}

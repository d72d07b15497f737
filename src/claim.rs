//! What one document states: a figure, a quotation or a date, with its frame.
//!
//! A [`Claim`] refers to the text by spans and to rules by id; it owns no copy of prose, only stems and resolved
//! names that comparing needs. Parts that the text does not state are `None` or `Unknown`, never guessed.
//!
//! Not here: how claims are found (`extract`), whether two speak of one thing (`link`), what a difference means
//! (`judge`).

use crate::number::{Interval, Number};
use crate::period::{Overlap, Period};
use crate::text::Span;
use smol_str::SmolStr;

/// Where a document stands in the list of documents of this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u32);

/// A claim of a run: its document and its place among that document's claims, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId {
    /// The document that states it.
    pub document: DocumentId,
    /// Its index in [`crate::extract::Reading::claims`] of that document.
    pub index: u32,
}

/// What one document states in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The words that carry it: "£300,000", a quotation without its marks, "31 March".
    pub mention: Span,
    /// The index of its sentence in [`crate::extract::Reading::sentences`].
    pub sentence: u32,
    /// The clause within that sentence that the figure belongs to; for a table cell, the cell.
    pub clause: Span,
    /// What is stated.
    pub statement: Statement,
}

/// What a claim states.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// A figure.
    Quantity(Box<Measured>),
    /// Words in quotation marks that count as speech or text.
    Quotation(Box<Quotation>),
    /// A date or period that is itself what is said ("the summit is on 31 March").
    Date(Box<Dated>),
}

/// A quantity with its frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Amount, hedge, unit.
    pub quantity: Quantity,
    /// Everything around it that says what it is a figure of.
    pub frame: Frame,
    /// The claim of the same document that gives the same amount in another unit or currency, in brackets or after
    /// "or": "£300,000 ($380,000)". The second points to the first.
    pub restates: Option<u32>,
    /// The claim of the same document that this figure gives in another form: "13% (3,844)" is a share and its count.
    pub share_of_count: Option<u32>,
}

/// Amount, hedge and unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// How much.
    pub amount: Amount,
    /// The bound that the words around it make of it.
    pub hedge: Hedge,
    /// Of what unit.
    pub unit: Unit,
}

impl Quantity {
    /// The bounds that the words state: both ends of a range, the low one of "at least 5", the high one of "up to 5" and
    /// "nearly 5". A plain or approximate number states none, so both ends are open. A score gives its two numbers
    /// where they rise.
    #[must_use]
    pub fn bounds(&self) -> Interval {
        let (low, high) = match self.amount {
            Amount::One(number) => match self.hedge {
                Hedge::None | Hedge::About => (None, None),
                Hedge::JustOver | Hedge::MoreThan | Hedge::AtLeast => (Some(number), None),
                Hedge::Nearly | Hedge::LessThan | Hedge::UpTo => (None, Some(number)),
            },
            Amount::Range(low, high) => (Some(low), Some(high)),
            Amount::Vague(bounds) => return bounds,
            Amount::Score(first, second) if first <= second => (Some(first), Some(second)),
            Amount::Score(..) => (None, None),
        };
        Interval { low, high }
    }

    /// The one number that the words give, if they give one; of a score the first.
    #[must_use]
    pub fn number(&self) -> Option<Number> {
        match self.amount {
            Amount::One(number) | Amount::Score(number, _) => Some(number),
            Amount::Range(..) | Amount::Vague(_) => None,
        }
    }
}

/// How much, before hedges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// One number.
    One(Number),
    /// From one number to another, ends included, low first.
    Range(Number, Number),
    /// A vague word with its bounds: "dozens" is 24 and up, "thousands" 2,000 and up to below a million.
    Vague(Interval),
    /// A score or a vote, in the order of the text: "7-2".
    Score(Number, Number),
}

/// What the words around a number make of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hedge {
    /// Nothing: the number as it stands.
    #[default]
    None,
    /// "about", "around", "some", "roughly".
    About,
    /// "nearly", "almost", "just under", "close to": at or a little below.
    Nearly,
    /// "just over", "a little more than": a little above.
    JustOver,
    /// "more than", "over", "above": strictly above.
    MoreThan,
    /// "at least", "no fewer than": the number or more.
    AtLeast,
    /// "less than", "fewer than", "under", "below": strictly below.
    LessThan,
    /// "up to", "at most", "as many as", "a maximum of": the number or less.
    UpTo,
}

impl Hedge {
    /// The hedge's name in rule files and in the JSON report.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::About => "about",
            Self::Nearly => "nearly",
            Self::JustOver => "just-over",
            Self::MoreThan => "more-than",
            Self::AtLeast => "at-least",
            Self::LessThan => "less-than",
            Self::UpTo => "up-to",
        }
    }

    /// The hedge with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hedge| hedge.name() == name)
    }

    /// Every hedge.
    pub const ALL: [Self; 8] = [
        Self::None,
        Self::About,
        Self::Nearly,
        Self::JustOver,
        Self::MoreThan,
        Self::AtLeast,
        Self::LessThan,
        Self::UpTo,
    ];
}

/// What an amount is counted or measured in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// The unit itself.
    pub kind: UnitKind,
    /// What one unit is spread over, where the text says so: "a day", "per 100,000", "a head", "per square metre".
    pub per: Option<SmolStr>,
}

/// A unit without its rate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// Counted things; what they are stands in [`Frame::counted`].
    Count,
    /// Money, by its ISO 4217 code.
    Money(SmolStr),
    /// Per cent: 13 % is 13.
    Percent,
    /// Percentage points.
    PercentagePoint,
    /// Hundredths of a percentage point.
    BasisPoint,
    /// A share or multiple without a per cent sign: a fifth is 0.2, "doubled" is 2.
    Ratio,
    /// A measured unit, by its id in `rules/units` ("km", "year", "celsius", "magnitude").
    Measure(SmolStr),
    /// A bare number whose unit the text does not give (a table cell without a heading).
    Unknown,
}

impl Unit {
    /// A unit without a rate.
    #[must_use]
    pub fn plain(kind: UnitKind) -> Self {
        Self { kind, per: None }
    }

    /// The unit's name in the JSON report: an ISO code, "percent", "count", a unit id.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.kind {
            UnitKind::Count => "count",
            UnitKind::Money(code) => code,
            UnitKind::Percent => "percent",
            UnitKind::PercentagePoint => "percentage-point",
            UnitKind::BasisPoint => "basis-point",
            UnitKind::Ratio => "ratio",
            UnitKind::Measure(id) => id,
            UnitKind::Unknown => "unknown",
        }
    }
}

/// Everything around a quantity that says what it is a figure of. What is not stated is empty or `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// What the quantity counts or measures.
    pub counted: Option<Counted>,
    /// Stems of the subject of the clause, when it is not itself what is counted ("the NCA" in "the NCA has more
    /// than 70 investigations").
    pub subject: Vec<SmolStr>,
    /// Stem of the verb of the event ("kill", "fall", "sign").
    pub verb: Option<SmolStr>,
    /// Places and populations that narrow it ("England", "adults", "small boat"), as stems.
    pub scope: Vec<SmolStr>,
    /// A level, or a change.
    pub aspect: Aspect,
    /// Whether the figure stands after "from", "to" or "by" in a comparison of two levels.
    pub role: Role,
    /// The reference period.
    pub period: Option<Mentioned>,
    /// When it was counted ("by Tuesday evening", a live post's own time).
    pub as_of: Option<Mentioned>,
    /// Whom the text credits for it.
    pub attribution: Option<Attribution>,
    /// How firmly it is stated.
    pub modality: Modality,
    /// Whether the figure belongs to the rest of a quantity named before ("another 20", "a further £300,000",
    /// "of them, 40").
    pub portion: Portion,
}

/// What a quantity counts or measures: a noun phrase, head first.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The words, as printed.
    pub span: Span,
    /// Stem of the head noun, or of the state that stands for it ("dead", "injured").
    pub head: SmolStr,
    /// Stems of the words before and after the head that narrow it, in reading order ("border", "security"; then the
    /// nouns of its `of`/`from`/`to`/`for`/`in` phrases), without the head.
    pub modifiers: Vec<SmolStr>,
}

/// Words that name a period, and the period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mentioned {
    /// The interval.
    pub period: Period,
    /// The words that gave it; empty where it was inherited from a heading or the time of a post.
    pub span: Span,
    /// Where it comes from.
    pub basis: Basis,
}

/// Where a period comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The clause of the figure names it.
    Clause,
    /// The sentence names it, for another clause too.
    Sentence,
    /// A sentence before it, its heading, its table or its live post names it.
    Context,
}

/// A level, or a change of a level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// How much there is: "rose **to 906,000**", "906,000 people came".
    #[default]
    Level,
    /// By how much it grew: "up **by 166,000**".
    Rise,
    /// By how much it shrank: "**a fifth** down".
    Fall,
    /// By how much it differs, in a direction that the text does not give.
    Change,
}

impl Aspect {
    /// Whether this is a change and not a level.
    #[must_use]
    pub fn is_change(self) -> bool {
        self != Self::Level
    }
}

/// The place of a figure in a comparison of two levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Neither.
    #[default]
    None,
    /// The earlier level: "from 740,000", "up from 906,000", "it was 96".
    From,
    /// The later level: "to 906,000".
    To,
}

/// How firmly a figure is stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// As something that is or was.
    #[default]
    Stated,
    /// As something to come or expected: forecast, projected, could, will.
    Forecast,
    /// As something meant: planned, pledged, target, proposed.
    Planned,
    /// As an earlier version that is no longer held: "originally put at", "previous estimate".
    Superseded,
    /// As the newer version of an earlier figure: "revised to", "now put at".
    Revised,
}

/// Whether a figure is part of, or comes on top of, one named before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Portion {
    /// It stands alone.
    #[default]
    Whole,
    /// On top of one before: "another", "a further", "more".
    Additional,
    /// Out of one before: "of them", "including", "of which".
    PartOf,
}

/// Whom the text credits.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words that name the source where it is credited.
    pub span: Span,
    /// The fullest name that the document gives for it ("Yvette Cooper" for "she", "Cooper", "the home secretary").
    pub name: SmolStr,
    /// The verb or phrase that credits ("said", "according to").
    pub cue: Option<SmolStr>,
}

/// Words in quotation marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// The pieces of one utterance in reading order, without their marks: more than one where it is interrupted by
    /// its attribution or continued in a later paragraph.
    pub pieces: Vec<Span>,
    /// Who is credited with the words.
    pub speaker: Option<Attribution>,
    /// What the marks are for.
    pub form: QuotationForm,
    /// The words that say that the quotation is a translation ("in Arabic", "through an interpreter"); none where the text
    /// does not say so.
    pub translated: Option<Span>,
}

/// What quotation marks are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuotationForm {
    /// A whole sentence or more of someone's words.
    Direct,
    /// Some of someone's words within the article's own sentence.
    Partial,
    /// A word or two held at arm's length; not speech by itself, compared only where another document has the words
    /// as speech.
    Scare,
}

/// A date or a period that is itself what is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The interval; open at both ends where the text does not let it be placed.
    pub period: Period,
    /// Month and, where one is named, day of the month, where only the year is missing ("31 March" in a document without
    /// a date).
    pub yearless: Option<(i8, Option<i8>)>,
    /// The time of day, in minutes after midnight, where one is said.
    pub minute: Option<u16>,
    /// The event that it dates, as a noun phrase or verb with its object.
    pub event: Option<Counted>,
    /// The weekday that the text names beside the date, where it is another than the date's own: 1 Monday to 7
    /// Sunday.
    pub wrong_weekday: Option<i8>,
}

impl Dated {
    /// How the dates of two claims lie to each other. Where one of them cannot be placed in a year, day and month decide
    /// as far as both name them; `None` where nothing can be compared.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> Option<Overlap> {
        let placed = |dated: &Self| dated.period.start.is_some() || dated.period.end.is_some();
        if placed(self) && placed(other) {
            return Some(self.period.overlap(other.period));
        }
        let day_and_month = |dated: &Self| {
            dated.yearless.or_else(|| {
                let (start, end) = (dated.period.start?, dated.period.end?);
                let within_month = (start.year(), start.month()) == (end.year(), end.month());
                within_month.then_some((start.month(), (start == end).then_some(start.day())))
            })
        };
        let ((month, day), (other_month, other_day)) = (day_and_month(self)?, day_and_month(other)?);
        Some(match (day, other_day) {
            _ if month != other_month => Overlap::Disjoint,
            (Some(day), Some(other)) if day != other => Overlap::Disjoint,
            (Some(_), None) | (None, Some(_)) => Overlap::Within,
            _ => Overlap::Same,
        })
    }
}

impl Claim {
    /// The figure, if the claim is one.
    #[must_use]
    pub fn measured(&self) -> Option<&Measured> {
        match &self.statement {
            Statement::Quantity(measured) => Some(measured),
            _ => None,
        }
    }

    /// The quotation, if the claim is one.
    #[must_use]
    pub fn quotation(&self) -> Option<&Quotation> {
        match &self.statement {
            Statement::Quotation(quotation) => Some(quotation),
            _ => None,
        }
    }

    /// The date, if the claim is one.
    #[must_use]
    pub fn dated(&self) -> Option<&Dated> {
        match &self.statement {
            Statement::Date(dated) => Some(dated),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_those_that_the_words_state() {
        let five = Number::whole(5);
        let nine = Number::whole(9);
        let one = Amount::One(five);
        for (amount, hedge, low, high) in [
            (one, Hedge::None, None, None),
            (one, Hedge::About, None, None),
            (one, Hedge::AtLeast, Some(five), None),
            (one, Hedge::UpTo, None, Some(five)),
            (one, Hedge::Nearly, None, Some(five)),
            (Amount::Range(five, nine), Hedge::None, Some(five), Some(nine)),
            (Amount::Score(nine, five), Hedge::None, None, None),
        ] {
            let quantity = Quantity { amount, hedge, unit: Unit::plain(UnitKind::Count) };
            assert_eq!(quantity.bounds(), Interval { low, high }, "{quantity:?}");
        }
    }
}

//! Figures that determine each other: a change and its two levels, a share with its part and whole, a balance with what
//! comes in and goes out, a sum with the number of its parts and the size of each.
//!
//! `(bench, document)` → [`Relation`]s of three slots, some of them empty. It cannot fail: figures that the words do not
//! bind to each other make no relation. [`Relation::verdict`] holds the full ones to arithmetic.
//!
//! Not here: which relations of two articles are put together (`sums`), and the arithmetic (`arithmetic`).

use super::arithmetic::{as_printed, beyond, difference, divide, left_open, multiply, percent_change};
use super::compare::Bench;
use crate::claim::{Amount, Claim, ClaimId, DocumentId, Hedge, Measured, Modality, Quantity, Role, UnitKind};
use crate::comparison::Value;
use crate::link::value::{Rates, relate};
use crate::number::{Interval, Number};
use crate::rules::checks::Check;
use crate::rules::lexicon::Vocabulary;
use crate::text::Span;

/// How far apart a stated and a computed figure may be to be taken for one that was worked out wrongly, as a share;
/// further apart they are of two things.
const MISTAKE: (i128, i8) = (15, -2);
/// Letters between two figures that belong together, as "3,844 of the 29,600" and "(13%)" do.
const NEAR: usize = 40;
/// How far a share in words reaches to each side, as a share of itself: "a fifth" is 18 to 22 per cent.
const WORDS_REACH: (i128, i8) = (1, -1);
/// How far "doubled" and "tripled" reach: 1.85 to 2.15 times.
const TIMES_REACH: (i128, i8) = (75, -3);
/// A count below this may be a rank or a score, whose fall is no smaller number.
const COUNTED: i64 = 20;

/// What three figures have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// A change, the level before and the level after.
    Change,
    /// How many times the level after is the level before, and the two levels.
    Times,
    /// A share, the part and the whole.
    Share,
    /// A balance, what comes in and what goes out.
    Net,
    /// A total, how many there are and what each is.
    Each,
}

/// Figures of which any one follows from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) kind: Kind,
    /// What follows from the other two comes first.
    pub(super) slots: [Option<ClaimId>; 3],
    /// Whether one sentence binds all figures; else only a near miss is a mistake.
    pub(super) bound: bool,
}

/// What arithmetic says of a full relation.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// The figures fit as they are printed.
    Fits,
    /// They fit only because rounding leaves room.
    Rounding(Interval, &'static str),
    /// They do not fit; what follows from the given ones, with its unit.
    Fault(Check, Interval, &'static str),
    /// They are too far apart to be of one thing, or do not compare.
    Nothing,
}

fn share((coefficient, exponent): (i128, i8)) -> Number {
    Number::new(coefficient, exponent)
}

/// One figure of a sentence.
type Figure<'b> = (ClaimId, &'b Claim, &'b Measured);

/// All relations that the sentences of a document state, full or with one slot empty.
pub(super) fn of(bench: &Bench<'_>, document: DocumentId) -> Vec<Relation> {
    let figures: Vec<Figure<'_>> = bench
        .claims_of(document)
        .filter_map(|id| {
            let claim = bench.claim(id);
            Some((id, claim, claim.measured()?))
        })
        .collect();
    let mut found = Vec::new();
    for sentence in figures.chunk_by(|a, b| a.1.sentence == b.1.sentence) {
        let sentence = Sentence { bench, figures: sentence };
        sentence.changes(&mut found);
        sentence.shares(&mut found);
        sentence.each(&mut found);
    }
    // A balance and its two parts often stand in neighbouring sentences of one paragraph.
    let block = |figure: &Figure<'_>| bench.sentence(figure.0).map(|sentence| sentence.block);
    for paragraph in figures.chunk_by(|a, b| block(a) == block(b)) {
        found.extend(balance(bench, paragraph));
    }
    found
}

/// The figures of one sentence, in the order of the text.
struct Sentence<'b> {
    bench: &'b Bench<'b>,
    figures: &'b [Figure<'b>],
}

impl<'b> Sentence<'b> {
    /// The words between two figures, in lower case.
    fn between(&self, a: ClaimId, b: ClaimId) -> String {
        let (from, to) = (self.bench.claim(a).mention.end, self.bench.claim(b).mention.start);
        if from >= to {
            return String::new();
        }
        self.bench.words(a, Span { start: from, end: to }).to_lowercase()
    }

    /// The level before and the level after, where the sentence has one of each.
    fn levels(&self) -> (Option<&'b Figure<'b>>, Option<&'b Figure<'b>>) {
        let only = |role: Role| {
            let mut with = self
                .figures
                .iter()
                .filter(move |figure| figure.2.frame.role == role && figure.2.restates.is_none());
            let first = with.next();
            first.filter(|_| with.next().is_none())
        };
        let from = only(Role::From);
        // "From 400 to 950 euros" has its unit once, and the second is read for itself.
        let behind = from.and_then(|from| {
            let next = self.figures.iter().skip_while(|figure| figure.0 != from.0).nth(1)?;
            (self.between(from.0, next.0).trim() == "to").then_some(next)
        });
        (from, only(Role::To).or(behind))
    }

    fn changes(&self, found: &mut Vec<Relation>) {
        let (from, to) = self.levels();
        let level = to.or(from);
        let Some(level) = level else { return };
        // A change of these levels is in their unit, or in per cent or points.
        let of_these = |kind: &UnitKind| {
            *kind == level.2.quantity.unit.kind
                || matches!(
                    kind,
                    UnitKind::Percent | UnitKind::PercentagePoint | UnitKind::BasisPoint | UnitKind::Ratio
                )
        };
        let is = |figure: &&Figure<'_>, id: Option<&Figure<'_>>| id.is_some_and(|other| other.0 == figure.0);
        let mut changes = self
            .figures
            .iter()
            .filter(|figure| !is(figure, from) && !is(figure, to) && figure.2.restates.is_none())
            .filter(|figure| of_these(&figure.2.quantity.unit.kind) && figure.2.frame.role == Role::None);
        let mut stated = changes.clone().filter(|figure| figure.2.frame.aspect.is_change());
        let (change, second) = (stated.next(), stated.next());
        let slots = [change, from, to].map(|figure| figure.map(|figure| figure.0));
        // "15 per cent, up from 13.8" is a level; beside one level only a change that is named as one is one.
        let named = change.is_none_or(|change| self.is_named_change(change, level));
        let enough = slots.iter().flatten().count();
        if second.is_none() && (enough == 3 || enough == 2 && named) {
            found.push(Relation { kind: Kind::Change, slots, bound: true });
        }
        let times = changes.find(|figure| {
            let words = self.bench.words(figure.0, figure.1.mention);
            figure.2.quantity.unit.kind == UnitKind::Ratio
                && words.to_lowercase().ends_with("led")
                && figure.2.quantity.number().is_some_and(|number| number > Number::ONE)
        });
        if let (Some(times), Some(_), Some(_)) = (times, from, to) {
            found.push(Relation {
                kind: Kind::Times,
                slots: [Some(times.0), slots[1], slots[2]],
                bound: true,
            });
        }
    }

    /// Whether a change stands behind "by", or in a unit that its levels do not have.
    fn is_named_change(&self, change: &Figure<'_>, level: &Figure<'_>) -> bool {
        let text = self.bench.document(change.0).prose.text();
        let before = text.get(..change.1.mention.start as usize).unwrap_or_default().trim_end();
        before.ends_with(" by") || change.2.quantity.unit.kind != level.2.quantity.unit.kind
    }

    fn shares(&self, found: &mut Vec<Relation>) {
        let is_share = |figure: &Figure<'_>| {
            matches!(figure.2.quantity.unit.kind, UnitKind::Percent | UnitKind::Ratio)
                && !figure.2.frame.aspect.is_change()
                && figure.2.frame.role == Role::None
                && figure.2.quantity.number().is_none_or(|number| number <= Number::whole(100))
        };
        let is_amount = |figure: &Figure<'_>| {
            matches!(figure.2.quantity.unit.kind, UnitKind::Count | UnitKind::Money(_))
                && !figure.2.frame.aspect.is_change()
                && figure.2.quantity.unit.per.is_none()
        };
        for (at, figure) in self.figures.iter().enumerate() {
            let counted = figure.2.share_of_count.map(|index| ClaimId { index, ..figure.0 });
            let Some(other) = counted else { continue };
            let percent = |measured: Option<&Measured>| {
                measured.is_some_and(|measured| measured.quantity.unit.kind == UnitKind::Percent)
            };
            let (part, of) = if percent(Some(figure.2)) { (other, figure.0) } else { (figure.0, other) };
            if !percent(self.bench.claim(of).measured()) {
                continue;
            }
            // "Of the 29,600 people asked, 13% (3,844) wanted a bridge."
            let first = &self.figures[0];
            let opens = self.bench.sentence(first.0).is_some_and(|sentence| {
                let span = Span { start: sentence.span.start, end: first.1.mention.start };
                at > 0 && span.start <= span.end && is_of(&self.bench.words(first.0, span).to_lowercase())
            });
            let whole = self
                .figures
                .iter()
                .find(|whole| {
                    is_amount(whole)
                        && whole.0 != part
                        && (opens && whole.0 == first.0
                            || is_of(&without_brackets(&self.between(of, whole.0))))
                })
                .map(|whole| whole.0);
            found.push(Relation { kind: Kind::Share, slots: [Some(of), Some(part), whole], bound: true });
        }
        for pair in self.figures.windows(2) {
            let (first, second) = (&pair[0], &pair[1]);
            let gap = self.between(first.0, second.0);
            if gap.len() > NEAR || !is_amount(second) {
                continue;
            }
            let alike = first.2.quantity.unit.kind == second.2.quantity.unit.kind;
            if is_amount(first) && alike && ends_in_of(&gap) {
                // "3,844 of the 29,600 respondents (13%)", "12 of 48 schools, or a quarter,"
                let behind = self.figures.iter().find(|figure| {
                    let gap = self.between(second.0, figure.0);
                    is_share(figure)
                        && figure.0.index > second.0.index
                        && gap.len() <= NEAR
                        && (gap.trim_end().ends_with('(')
                            || gap.trim_end().ends_with(", or")
                            || gap.trim_end().ends_with(['–', '—']))
                });
                let before = self.figures.iter().find(|figure| {
                    let gap = self.between(figure.0, first.0);
                    is_share(figure)
                        && figure.0.index < first.0.index
                        && matches!(gap.trim(), "(" | ", or" | "or" | "–" | "—")
                });
                let share = behind.or(before).map(|figure| figure.0);
                found.push(Relation {
                    kind: Kind::Share,
                    slots: [share, Some(first.0), Some(second.0)],
                    bound: true,
                });
            } else if is_share(first) && is_of(&gap) {
                // "13% of the 29,600 respondents (3,844)"
                let part = self.figures.iter().find(|figure| {
                    let gap = self.between(second.0, figure.0);
                    is_amount(figure)
                        && figure.0.index > second.0.index
                        && figure.2.quantity.unit.kind == second.2.quantity.unit.kind
                        && gap.len() <= NEAR
                        && gap.trim_end().ends_with('(')
                });
                found.push(Relation {
                    kind: Kind::Share,
                    slots: [Some(first.0), part.map(|part| part.0), Some(second.0)],
                    bound: true,
                });
            }
        }
    }

    /// "£5,000 each to 120 families, a total of £600,000".
    fn each(&self, found: &mut Vec<Relation>) {
        let money: Vec<&Figure<'_>> = self
            .figures
            .iter()
            .filter(|figure| {
                matches!(figure.2.quantity.unit.kind, UnitKind::Money(_)) && figure.2.restates.is_none()
            })
            .collect();
        let counts: Vec<&Figure<'_>> =
            self.figures.iter().filter(|figure| figure.2.quantity.unit.kind == UnitKind::Count).collect();
        let ([one, other], [count]) = (&money[..], &counts[..]) else { return };
        let words = |figure: &Figure<'_>, before: bool| {
            let text = self.bench.document(figure.0).prose.text();
            let mention = figure.1.mention;
            let slice = if before {
                let start =
                    text[..mention.start as usize].char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
                &text[start..mention.start as usize]
            } else {
                let rest = &text[mention.end as usize..];
                &rest[..rest.char_indices().nth(12).map_or(rest.len(), |(at, _)| at)]
            };
            slice.to_lowercase()
        };
        let is_each = |figure: &Figure<'_>| {
            let behind = words(figure, false);
            let behind = behind.trim_start();
            ["each", "apiece", "per head", "a head", "per person"].iter().any(|word| behind.starts_with(word))
        };
        let is_total = |figure: &Figure<'_>| {
            words(figure, true).contains("total") || words(figure, false).trim_start().starts_with("in all")
        };
        let (each, total) = match (is_each(one), is_each(other)) {
            (true, false) => (one, other),
            (false, true) => (other, one),
            _ => return,
        };
        if is_total(total) && each.2.quantity.unit.kind == total.2.quantity.unit.kind {
            let slots = [Some(total.0), Some(count.0), Some(each.0)];
            found.push(Relation { kind: Kind::Each, slots, bound: false });
        }
    }
}

/// Whether words are nothing but "of the", "out of all" and the like.
fn is_of(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    if words.peek() == Some(&"out") {
        words.next();
    }
    words.next() == Some("of")
        && words.all(|word| {
            matches!(word, "the" | "all" | "its" | "their" | "his" | "her" | "those" | "some" | "about")
        })
}

/// Whether words that name what is counted end in "of the".
fn ends_in_of(words: &str) -> bool {
    let at = if words.starts_with("of ") { Some(0) } else { words.find(" of ") };
    at.is_some_and(|at| {
        let before = words[..at].trim().trim_end_matches(" out");
        is_of(&words[at..])
            && before.split_whitespace().count() <= 3
            && !before.contains([',', ';', ':', '(', ')'])
    })
}

/// Words without what stands in brackets.
fn without_brackets(words: &str) -> String {
    match (words.find('('), words.find(')')) {
        (Some(open), Some(close)) if open < close => format!("{}{}", &words[..open], &words[close + 1..]),
        (None, Some(close)) => words[close + 1..].to_owned(),
        _ => words.to_owned(),
    }
}

/// The balance of a paragraph that names exactly one figure for each of what comes in, what goes out and what is left.
fn balance(bench: &Bench<'_>, figures: &[Figure<'_>]) -> Option<Relation> {
    let flows = bench.rules.lexicon(Vocabulary::Flows);
    let mut slots: [Option<ClaimId>; 3] = [None; 3];
    let mut families: Vec<&str> = Vec::new();
    let mut kinds: Vec<&UnitKind> = Vec::new();
    for (id, _, measured) in figures {
        let frame = &measured.frame;
        let plain =
            !frame.aspect.is_change() && frame.role == Role::None && frame.modality == Modality::Stated;
        let Some(counted) = frame.counted.as_ref().filter(|_| plain) else { continue };
        let words = bench.words(*id, counted.span).to_lowercase();
        let words: Vec<&str> =
            words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let Some(means) = (0..words.len())
            .find_map(|at| flows.longest(|ahead| words.get(at + ahead).copied()))
            .map(|found| found.means)
        else {
            continue;
        };
        let (family, flow) = means.split_once(' ').unwrap_or((means, ""));
        let slot = match flow {
            "net" => 0,
            "in" => 1,
            _ => 2,
        };
        if slots[slot].is_some() {
            return None;
        }
        slots[slot] = Some(*id);
        families.push(family);
        kinds.push(&measured.quantity.unit.kind);
    }
    let one = |list: &[&str]| list.windows(2).all(|pair| pair[0] == pair[1]);
    let enough = slots.iter().flatten().count() >= 2;
    (enough && one(&families) && kinds.windows(2).all(|pair| pair[0] == pair[1])).then_some(Relation {
        kind: Kind::Net,
        slots,
        bound: false,
    })
}

impl Relation {
    /// The claims of the slots that are filled, what follows from the others first.
    pub(super) fn claims(&self) -> impl Iterator<Item = ClaimId> + '_ {
        self.slots.iter().flatten().copied()
    }

    /// What arithmetic says, where all slots are filled.
    pub(super) fn verdict(&self, bench: &Bench<'_>) -> Outcome {
        self.weigh(bench).unwrap_or(Outcome::Nothing)
    }

    fn weigh(&self, bench: &Bench<'_>) -> Option<Outcome> {
        let quantity = |slot: usize| Some(&bench.claim(self.slots[slot]?).measured()?.quantity);
        let (stated, x, y) = (quantity(0)?, quantity(1)?, quantity(2)?);
        // An open bound says too little of what follows from it.
        if [x, y].iter().any(|given| is_open(given)) {
            return None;
        }
        let (room, in_words) = (spoken_room(stated)?, stated.unit.kind == UnitKind::Ratio);
        let hundred = Interval::point(Number::whole(100));
        let both = |read: fn(&Quantity) -> Option<Interval>| Some((read(x)?, read(y)?));
        let (open, printed) = (both(left_open)?, both(as_printed)?);
        let compute: fn((Interval, Interval)) -> Option<Interval> = match self.kind {
            Kind::Change => match &stated.unit.kind {
                UnitKind::Percent | UnitKind::Ratio => |(from, to)| percent_change(from, to),
                _ => |(from, to)| difference(from, to),
            },
            Kind::Net => |(from, to)| difference(from, to),
            Kind::Times => |(from, to)| divide(to, from),
            Kind::Share => |(part, whole)| divide(part, whole),
            Kind::Each => |(count, each)| multiply(count, each),
        };
        let scaled = |interval: Interval| {
            if self.kind == Kind::Share { multiply(interval, hundred) } else { Some(interval) }
        };
        let (computed, exact) = (scaled(compute(open)?)?, scaled(compute(printed)?)?);
        let room = if in_words && matches!(self.kind, Kind::Change | Kind::Share) {
            scaled_by(reach(Interval::point(stated.number()?), WORDS_REACH)?, Number::whole(100))
        } else if self.kind == Kind::Times {
            reach(Interval::point(stated.number()?), TIMES_REACH)?
        } else {
            room
        };
        let points_of = stated.unit.kind == UnitKind::Percent && x.unit.kind == UnitKind::Percent;
        if self.kind == Kind::Change && !comparable(stated, x, y) {
            return None;
        }
        if room.overlaps(computed) {
            let fits = room.overlaps(exact);
            return Some(if fits { Outcome::Fits } else { Outcome::Rounding(exact, self.unit(stated)) });
        }
        if points_of && self.kind == Kind::Change {
            let points = difference(open.0, open.1)?;
            return Some(if points.overlaps(room) {
                Outcome::Fault(Check::Points, difference(printed.0, printed.1)?, " percentage points")
            } else if self.is_mistake(bench, stated, room, computed) {
                Outcome::Fault(Check::Change, exact, " per cent")
            } else {
                Outcome::Nothing
            });
        }
        if !self.is_mistake(bench, stated, room, computed) {
            return Some(Outcome::Nothing);
        }
        let percent = matches!(stated.unit.kind, UnitKind::Percent | UnitKind::Ratio);
        let check = match self.kind {
            Kind::Change if percent => Check::Change,
            Kind::Change => Check::Difference,
            Kind::Times => Check::Times,
            Kind::Share => Check::Share,
            Kind::Net => Check::Net,
            Kind::Each => Check::Each,
        };
        Some(Outcome::Fault(check, exact, self.unit(stated)))
    }

    /// The unit of what follows from the given figures, where it is not that of the stated one.
    fn unit(&self, stated: &Quantity) -> &'static str {
        match self.kind {
            Kind::Change | Kind::Share if matches!(stated.unit.kind, UnitKind::Percent | UnitKind::Ratio) => {
                " per cent"
            }
            Kind::Times => " times",
            _ => "",
        }
    }

    /// Whether the stated figure is one that was worked out or copied wrongly, and not of another thing: one sentence
    /// binds it, or it is near, or differs as by a slip of the hand.
    fn is_mistake(&self, bench: &Bench<'_>, stated: &Quantity, room: Interval, computed: Interval) -> bool {
        if self.bound || !beyond(room, computed, share(MISTAKE)) {
            return true;
        }
        let (Some(number), Some(low), Some(high)) = (stated.number(), computed.low, computed.high) else {
            return false;
        };
        let plain = |number: Number| Quantity {
            amount: Amount::One(number),
            hedge: Hedge::None,
            unit: stated.unit.clone(),
        };
        [low, high].into_iter().any(|end| {
            let end = end.round_to(number.exponent());
            let (value, _) = relate(&plain(number), &plain(end), bench.rules.units(), &Rates::default());
            number.significant_digits() >= 3 && matches!(value, Value::Transposed | Value::Magnitude)
        })
    }
}

/// Whether a bound of the quantity is open, so that it may be far more or less.
pub(super) fn is_open(quantity: &Quantity) -> bool {
    matches!(quantity.hedge, Hedge::MoreThan | Hedge::AtLeast | Hedge::LessThan | Hedge::UpTo)
        || !matches!(quantity.amount, Amount::One(_))
}

/// What the words of a stated figure leave, with the side open that a bound opens.
fn spoken_room(quantity: &Quantity) -> Option<Interval> {
    let mut room = left_open(quantity)?;
    match quantity.hedge {
        Hedge::MoreThan | Hedge::AtLeast => room.high = None,
        Hedge::LessThan | Hedge::UpTo => room.low = None,
        _ => {}
    }
    Some(room)
}

/// An interval times a number.
fn scaled_by(interval: Interval, times: Number) -> Interval {
    let end = |end: Option<Number>| end.and_then(|end| end.checked_mul(times));
    Interval { low: end(interval.low), high: end(interval.high) }
}

/// An interval, wider by a share of its ends.
fn reach(interval: Interval, by: (i128, i8)) -> Option<Interval> {
    let (less, more) = (Number::ONE.checked_sub(share(by))?, Number::ONE.checked_add(share(by))?);
    Some(Interval {
        low: interval.low.and_then(|low| low.checked_mul(less)),
        high: interval.high.and_then(|high| high.checked_mul(more)),
    })
}

/// Whether a change is in a unit in which the two levels can change.
fn comparable(change: &Quantity, from: &Quantity, to: &Quantity) -> bool {
    let once = from.unit.kind == to.unit.kind || from.unit.kind == UnitKind::Count;
    let shares = to.unit.kind == UnitKind::Percent;
    once && match &change.unit.kind {
        UnitKind::Percent | UnitKind::Ratio => true,
        UnitKind::PercentagePoint => shares,
        kind => *kind == to.unit.kind,
    }
}

/// Levels that go down where the words say up, or up where they say down.
pub(super) fn wrong_ways<'b>(
    bench: &'b Bench<'b>,
    document: DocumentId,
) -> Vec<(ClaimId, ClaimId, &'static str)> {
    let changes = bench.rules.lexicon(Vocabulary::Change);
    let mut found = Vec::new();
    for relation in of(bench, document).into_iter().filter(|relation| relation.kind == Kind::Change) {
        let (Some(from), Some(to)) = (relation.slots[1], relation.slots[2]) else { continue };
        let (Some(x), Some(y)) = (bench.claim(from).measured(), bench.claim(to).measured()) else { continue };
        let (Some(low), Some(high)) = (left_open(&x.quantity), left_open(&y.quantity)) else { continue };
        let small = |quantity: &Quantity| {
            quantity.unit.kind == UnitKind::Count
                && quantity.number().is_some_and(|number| number < Number::whole(COUNTED))
        };
        if is_open(&x.quantity) || is_open(&y.quantity) || small(&x.quantity) || small(&y.quantity) {
            continue;
        }
        if x.quantity.unit.kind != y.quantity.unit.kind || low.overlaps(high) {
            continue;
        }
        let negative = |interval: Interval| interval.low.is_none_or(Number::is_negative);
        if negative(low) || negative(high) {
            continue;
        }
        let text = bench.document(from).prose.text();
        let (own, other) = (bench.claim(from).mention, bench.claim(to).mention);
        // "Rose to 24 from 51": the level that is reached stands first.
        let reached_first =
            other.end < own.start && text[other.end as usize..own.start as usize].trim() == "from";
        // The word of change right before "from" or "to": "fell from", "rose to".
        let (first, link) = if reached_first { (other, "to") } else { (own, "from") };
        let before = &text[..first.start as usize];
        let mut words = before.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        if words.next() != Some(link) {
            continue;
        }
        let Some(way) = words.next().and_then(|word| changes.word(&word.to_lowercase())) else { continue };
        // A place in a table is better the lower it is.
        let orders = bench.rules.lexicon(Vocabulary::Ranked);
        let ranked = bench.sentence(from).is_some_and(|sentence| {
            sentence.stems.iter().any(|(_, word)| orders.stemmed(word) == Some("order"))
        });
        if ranked && x.quantity.unit.kind == UnitKind::Count {
            continue;
        }
        let up = high.low > low.high;
        match way {
            "rise" | "comes-in" if !up => found.push((from, to, "a fall")),
            "fall" | "goes-out" if up => found.push((from, to, "a rise")),
            _ => {}
        }
    }
    found
}

//! Which dates are of one event.
//!
//! Two dates of different documents are linked when what they date shares its words, and each is the other's best
//! partner. Equal dates need less than differing ones.
//!
//! Not here: whether the dates agree (`judge`).

use super::profile::{Profiles, StemId, cosine, sorted};
use super::{Evidence, Link};
use crate::claim::{ClaimId, Counted, Dated, DocumentId};
use crate::document::Document;
use crate::extract::Reading;
use crate::period::{Overlap, Period};
use crate::rules::RuleSet;
use crate::rules::evidence::{Signal, Threshold};
use jiff::civil::Date;

/// A date with the words around it.
struct Event<'a> {
    id: ClaimId,
    dated: &'a Dated,
    words: Vec<StemId>,
    around: Vec<StemId>,
    published: Option<Date>,
}

/// Links between dates of documents of one story.
pub(super) fn links(
    documents: &[Document],
    readings: &[Reading],
    pairs: &[(usize, usize)],
    profiles: &Profiles,
    rules: &RuleSet,
) -> Vec<Link> {
    let events: Vec<Vec<Event<'_>>> =
        (0..documents.len()).map(|index| events(index, &readings[index], profiles, rules)).collect();
    let mut links = Vec::new();
    for (a, b) in pairs {
        let mut candidates: Vec<(f64, usize, usize, Evidence)> = Vec::new();
        for (i, x) in events[*a].iter().enumerate() {
            for (j, y) in events[*b].iter().enumerate() {
                let Some(mut evidence) = weigh(x, y, profiles, rules) else { continue };
                let differs = evidence.terms.iter().any(|term| term.signal == Signal::DateDiffers);
                // Two years are most often those of two figures of one statistic, and one month of two years is a month
                // without its year, placed before one article and behind the other.
                let years = is_a_year(x.dated.period) || is_a_year(y.dated.period);
                if differs && (years || is_years_apart(x.dated.period, y.dated.period)) {
                    continue;
                }
                let alone = stands_alone(x, &events[*a]) && stands_alone(y, &events[*b]);
                if alone && differs {
                    evidence.add(Signal::DatesAlone, rules);
                }
                let bar = if differs {
                    Threshold::LinkDatesApart
                } else if alone {
                    Threshold::LinkDatesAlone
                } else {
                    Threshold::LinkDates
                };
                if evidence.total() >= rules.evidence().threshold(bar) {
                    candidates.push((evidence.total(), i, j, evidence));
                }
            }
        }
        candidates.sort_by(|x, y| {
            y.0.partial_cmp(&x.0)
                .unwrap_or(std::cmp::Ordering::Equal)
                .then((x.1 + x.2, x.1.max(x.2), x.1).cmp(&(y.1 + y.2, y.1.max(y.2), y.1)))
        });
        let (mut used_a, mut used_b) = (Vec::new(), Vec::new());
        for (_, i, j, evidence) in candidates {
            if !used_a.contains(&i) && !used_b.contains(&j) {
                used_a.push(i);
                used_b.push(j);
                links.push(Link { a: events[*a][i].id, b: events[*b][j].id, evidence });
            }
        }
    }
    links
}

fn events<'a>(index: usize, reading: &'a Reading, profiles: &Profiles, rules: &RuleSet) -> Vec<Event<'a>> {
    let known = |counted: &Counted| {
        let mut words: Vec<StemId> = counted
            .modifiers
            .iter()
            .chain(std::iter::once(&counted.head))
            .filter_map(|stem| profiles.stems.find(rules.canonical(stem)))
            .collect();
        sorted(&mut words);
        words
    };
    reading
        .claims
        .iter()
        .enumerate()
        .filter_map(|(claim, stated)| {
            let dated = stated.dated()?;
            let mut around: Vec<StemId> = reading.sentences[stated.sentence as usize]
                .stems
                .iter()
                .filter_map(|(_, stem)| profiles.stems.find(rules.canonical(stem)))
                .collect();
            sorted(&mut around);
            Some(Event {
                id: ClaimId {
                    document: DocumentId(u32::try_from(index).unwrap_or(u32::MAX)),
                    index: u32::try_from(claim).unwrap_or(u32::MAX),
                },
                dated,
                words: dated.event.as_ref().map(known).unwrap_or_default(),
                around,
                published: profiles.published[index],
            })
        })
        .collect()
}

/// The evidence that two dates are of one event, linked or not; `None` where one is no date, or the two cannot be compared.
pub(super) fn evidence(
    a: ClaimId,
    b: ClaimId,
    readings: &[Reading],
    profiles: &Profiles,
    rules: &RuleSet,
) -> Option<Evidence> {
    let of = |id: ClaimId| {
        let index = id.document.0 as usize;
        events(index, &readings[index], profiles, rules).into_iter().find(|event| event.id == id)
    };
    weigh(&of(a)?, &of(b)?, profiles, rules)
}

/// Whether a document names a date once, and the date is neither that of the document itself nor in the days before it,
/// which may be of anything: the year of an old flood is of the flood.
fn stands_alone(event: &Event<'_>, all: &[Event<'_>]) -> bool {
    let far = match (event.dated.period.end, event.published) {
        (Some(end), Some(published)) => end.until(published).is_ok_and(|span| span.get_days() > NEWS_DAYS),
        _ => false,
    };
    far && event.dated.minute.is_none()
        && all
            .iter()
            .filter(|other| other.dated.overlap(event.dated).is_some_and(|o| o != Overlap::Disjoint))
            .count()
            == 1
}

/// Whether a period is as long as a year, or longer.
fn is_a_year(period: Period) -> bool {
    let days = period.start.zip(period.end).and_then(|(start, end)| start.until(end).ok());
    days.is_none_or(|days| days.get_days() >= YEAR)
}

/// Whether two periods begin on one day of the year, in two years.
fn is_years_apart(a: Period, b: Period) -> bool {
    let begin = |period: Period| period.start.map(|start| (start.month(), start.day()));
    begin(a).is_some() && begin(a) == begin(b)
}

/// Days from the first to the last of a year.
const YEAR: i32 = 364;

/// What an article tells of so many days is its news, and dates in it are of many things.
const NEWS_DAYS: i32 = 3;

/// The evidence that two dates are of one event; `None` where the two cannot be compared.
fn weigh(a: &Event<'_>, b: &Event<'_>, profiles: &Profiles, rules: &RuleSet) -> Option<Evidence> {
    if a.dated.minute.is_some() != b.dated.minute.is_some() {
        return None;
    }
    let relation = if a.dated.minute.is_some() {
        if a.dated.minute == b.dated.minute { Signal::DateSame } else { Signal::DateDiffers }
    } else {
        match a.dated.overlap(b.dated)? {
            Overlap::Same => Signal::DateSame,
            Overlap::Within => Signal::DateWithin,
            Overlap::Partial | Overlap::Disjoint => Signal::DateDiffers,
        }
    };
    let mut evidence = Evidence::default();
    let mut add = |signal: Signal| evidence.add(signal, rules);
    add(relation);
    add(match cosine(&a.words, &b.words, &profiles.stems) {
        c if c > 0.35 => Signal::EventHigh,
        c if c > 0.15 => Signal::EventSome,
        c if c > 0.0 => Signal::EventLittle,
        _ => Signal::EventNone,
    });
    add(match cosine(&a.around, &b.around, &profiles.stems) {
        c if c > 0.35 => Signal::EventAroundHigh,
        c if c > 0.15 => Signal::EventAroundSome,
        c if c > 0.0 => Signal::EventAroundLittle,
        _ => Signal::EventAroundNone,
    });
    Some(evidence)
}

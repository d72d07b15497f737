//! Exchange rates that articles imply by giving one amount in two currencies.
//!
//! `(bench)` → [`Finding`]s: two rates in one article, and a conversion at a rate that is far from that of the others in
//! the folder. It cannot fail. No rate is known from elsewhere.
//!
//! Not here: whether amounts in two currencies are one amount (`link::value`).

use super::Finding;
use super::arithmetic::{as_printed, beyond, divide, in_words, left_open};
use super::compare::Bench;
use super::{fault, wording};
use crate::claim::{ClaimId, DocumentId, UnitKind};
use crate::link::value::rate;
use crate::number::{Interval, Number};
use crate::rules::checks::Check;
use smol_str::SmolStr;

/// Room beyond rounding that two rates of one article may take, as a share.
const ONE_ARTICLE: (i128, i8) = (5, -3);
/// Room that the rates of articles of one story may take: rates move, and writers round.
const ONE_STORY: (i128, i8) = (5, -2);
/// How far a rate must be from all others to be that of a wrong conversion.
const ASTRAY: (i128, i8) = (1, -1);
/// Conversions from which the others of a folder are compared; the rest would cost their square.
const MOST: usize = 400;

/// One amount in two currencies.
#[derive(Clone, Debug)]
struct Conversion {
    first: ClaimId,
    second: ClaimId,
    /// The two currencies, and what one of the first is in the second.
    from: SmolStr,
    into: SmolStr,
    rate: Interval,
}

fn share((coefficient, exponent): (i128, i8)) -> Number {
    Number::new(coefficient, exponent)
}

/// Judges the conversions of a run.
pub(super) fn judge(bench: &Bench<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut all: Vec<Conversion> = Vec::new();
    for document in (0..).take(bench.documents.len()).map(DocumentId) {
        // The first amount is taken as exact, since the second was worked out from what is printed.
        let exact = |a, b| {
            let quantity = |id: ClaimId| bench.claim(id).measured().map(|measured| &measured.quantity);
            let (UnitKind::Money(from), UnitKind::Money(into)) =
                (&quantity(a)?.unit.kind, &quantity(b)?.unit.kind)
            else {
                return None;
            };
            let rate = divide(left_open(quantity(b)?)?, as_printed(quantity(a)?)?)?;
            Some((from.clone(), into.clone(), rate))
        };
        findings.extend(in_one_article(bench, &conversions(bench, document, exact)));
        all.extend(conversions(bench, document, |a, b| {
            rate(&bench.claim(a).measured()?.quantity, &bench.claim(b).measured()?.quantity)
        }));
    }
    if all.len() <= MOST {
        findings.extend(astray(bench, &all));
    }
    findings
}

/// The amounts that a document gives in two currencies.
fn conversions(
    bench: &Bench<'_>,
    document: DocumentId,
    rate: impl Fn(ClaimId, ClaimId) -> Option<(SmolStr, SmolStr, Interval)>,
) -> Vec<Conversion> {
    bench
        .claims_of(document)
        .filter_map(|second| {
            let first = ClaimId { index: bench.claim(second).measured()?.restates?, ..second };
            let (from, into, rate) = rate(first, second).filter(|(from, into, _)| from != into)?;
            Some(Conversion { first, second, from, into, rate })
        })
        .collect()
}

/// Two rates in one article, for each two currencies.
fn in_one_article(bench: &Bench<'_>, conversions: &[Conversion]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, first) in conversions.iter().enumerate() {
        let alike = |other: &&Conversion| other.from == first.from && other.into == first.into;
        if conversions[..at].iter().any(|other| alike(&other)) {
            continue;
        }
        let same = || conversions.iter().filter(alike);
        let lowest = same().min_by_key(|conversion| conversion.rate.high);
        let highest = same().max_by_key(|conversion| conversion.rate.low);
        let (Some(low), Some(high)) = (lowest, highest) else { continue };
        if beyond(low.rate, high.rate, share(ONE_ARTICLE)) {
            findings.push(two_rates(bench, low, high));
        }
    }
    findings
}

/// Conversions that lie far from those of at least two other articles, which agree.
fn astray(bench: &Bench<'_>, conversions: &[Conversion]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for conversion in conversions {
        let others: Vec<&Conversion> = conversions
            .iter()
            .filter(|other| other.from == conversion.from && other.into == conversion.into)
            .filter(|other| other.first.document != conversion.first.document)
            .collect();
        let mut voices: Vec<u32> =
            others.iter().map(|other| bench.origins.voice(other.first.document)).collect();
        voices.sort_unstable();
        voices.dedup();
        let agree = others.iter().all(|a| others.iter().all(|b| !beyond(a.rate, b.rate, share(ONE_STORY))));
        let far = others.iter().all(|other| beyond(other.rate, conversion.rate, share(ASTRAY)));
        if let (true, true, true, Some(other)) = (voices.len() >= 2, agree, far, others.first()) {
            findings.push(two_rates(bench, conversion, other));
        }
    }
    findings
}

fn two_rates(bench: &Bench<'_>, a: &Conversion, b: &Conversion) -> Finding {
    let computed = format!("{} and {} {} for one {}", in_words(a.rate), in_words(b.rate), a.into, a.from);
    let across = a.first.document != b.first.document;
    let source = |conversion: &Conversion| bench.document(conversion.first).source.name.as_str();
    let said = |conversion: &Conversion| {
        let words = format!(
            "{} to {}",
            wording::mention(bench, conversion.first),
            wording::mention(bench, conversion.second)
        );
        if across { format!("{words} ({})", source(conversion)) } else { words }
    };
    let ids = |conversion: &Conversion| [conversion.first, conversion.second];
    fault::worded(bench, Check::Exchange, &ids(a), &ids(b), |name| match name {
        "source" if across => format!("{} and {}", source(a), source(b)),
        "source" => source(a).to_owned(),
        "computed" => computed.clone(),
        _ => format!("{} and {}", said(a), said(b)),
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::RuleSet;

    /// The reasons of findings on exchange rates over articles of one day.
    fn reasons(articles: &[&str]) -> Vec<String> {
        let run = crate::check(crate::articles::of_one_day(articles), RuleSet::built_in());
        let found = run.findings.into_iter().filter(|finding| finding.rule.ends_with("#exchange"));
        found.map(|finding| finding.reason).collect()
    }

    #[test]
    fn a_conversion_far_from_the_rate_of_the_other_articles_is_named() {
        let found = reasons(&[
            "The harbour gets £40 million ($50.8 million) for a new wall.",
            "The town pays £12.5 million ($15.9 million) for the old mill.",
            "Ferries cost the county £7.1 million ($5.6 million) a year.",
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("£7.1 million to $5.6 million (2)"), "{found:?}");
    }

    #[test]
    fn a_rate_that_moved_a_little_or_against_one_article_alone_is_not() {
        let moved = reasons(&[
            "The harbour gets £40 million ($50.8 million) for a new wall.",
            "The town pays £12.5 million ($15.9 million) for the old mill.",
            "Ferries cost the county £7.1 million ($9.3 million) a year.",
        ]);
        assert_eq!(moved, [""; 0]);
        let two = reasons(&[
            "The harbour gets £40 million ($50.8 million) for a new wall.",
            "Ferries cost the county £7.1 million ($5.6 million) a year.",
        ]);
        assert_eq!(two, [""; 0]);
    }
}

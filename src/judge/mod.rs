//! The judge stage: what the difference between linked claims means.
//!
//! `(documents, readings, linkage, origins, rules)` → [`Finding`]s. It cannot fail: what cannot be compared is *unclear*.
//!
//! [`compare`] turns two linked claims into a comparison vector, a decision table of the rules turns the vector into a
//! verdict; [`arithmetic`] checks the figures of one topic or article against each other on the intervals that rounding
//! leaves.
//!
//! Not here: whether two claims speak of the same thing (`link`).

pub mod arithmetic;
mod base;
pub mod compare;
mod copies;
mod exchange;
mod fault;
pub mod names;
pub mod quotation;
mod relation;
mod sides;
mod speakers;
mod sums;
mod within;
mod wording;

use crate::claim::{ClaimId, DocumentId};
pub use crate::comparison::{Severity, Verdict};
use crate::document::Document;
use crate::extract::Reading;
use crate::link::Linkage;
use crate::origin::Origins;
use crate::rules::RuleSet;
use crate::rules::checks::Check;
use compare::Bench;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;
use std::cmp::Reverse;

/// A verdict on some claims, with its rule and reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The verdict.
    pub verdict: Verdict,
    /// The rule that decided: "verdicts/quantities#period-moved".
    pub rule: SmolStr,
    /// How much it asks for attention.
    pub severity: Severity,
    /// What it is about, in a few words made of the sources' own: "net migration to the UK".
    pub title: String,
    /// Why, in a plain sentence or two.
    pub reason: String,
    /// What is to be noted beside the verdict: a figure that was out of date, a name in two spellings. It ends the reason
    /// as well, and stands alone where reports leave the reason of an agreement out.
    pub remark: Option<String>,
    /// Claims that agree with each other stand on one side; an agreement has one side.
    pub sides: Vec<Side>,
    /// The index of the topic in [`Linkage::topics`]; `None` for a finding about one article alone.
    pub topic: Option<u32>,
}

/// Claims of a finding that agree with each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Its claims, in order.
    pub claims: Vec<ClaimId>,
    /// What they say, in a few words: "906,000 (2023)".
    pub summary: String,
    /// How many origins say so; reprints count once.
    pub voices: u32,
}

/// Judges the topics of a run, and each article against itself.
#[must_use]
pub fn judge(
    documents: &[Document],
    readings: &[Reading],
    linkage: &Linkage,
    origins: &Origins,
    rules: &RuleSet,
) -> Vec<Finding> {
    let bench = Bench::new(documents, readings, origins, rules);
    let mut findings: Vec<Finding> = linkage
        .topics
        .par_iter()
        .enumerate()
        .flat_map_iter(|(index, topic)| {
            sides::judge(topic, u32::try_from(index).unwrap_or(u32::MAX), &bench, origins)
        })
        .collect();
    findings.par_extend((0..documents.len()).into_par_iter().flat_map_iter(|index| {
        within::judge(&bench, DocumentId(u32::try_from(index).unwrap_or(u32::MAX)), origins)
    }));
    findings.extend(sums::judge(&bench, linkage));
    findings.extend(exchange::judge(&bench));
    drop_told_twice(&mut findings, &bench);
    let departures = copies::judge(&bench, &findings);
    findings.extend(departures);
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    findings
}

/// Takes out the wrong weekdays that a finding holds against the date of another article.
fn drop_told_twice(findings: &mut Vec<Finding>, bench: &Bench<'_>) {
    let weekday = &bench.rules.check(Check::Weekday).rule;
    let told: FxHashSet<ClaimId> = findings
        .iter()
        .filter(|finding| finding.verdict == Verdict::Discrepancy && finding.sides.len() > 1)
        .flat_map(|finding| finding.sides.iter().flat_map(|side| side.claims.iter().copied()))
        .collect();
    let is_told = |finding: &Finding| {
        finding.sides.iter().flat_map(|side| &side.claims).all(|claim| told.contains(claim))
    };
    findings.retain(|finding| finding.rule != *weekday || !is_told(finding));
}

/// The order of findings: what asks for attention first.
fn order(finding: &Finding) -> impl Ord + '_ {
    let claims = finding.sides.iter().flat_map(|side| &side.claims).collect::<Vec<_>>();
    (finding.verdict, Reverse(finding.severity), finding.title.as_str(), claims, finding.rule.as_str())
}

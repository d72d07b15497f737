//! What a check says, as a finding.
//!
//! `(check, claims, what follows from them)` → [`Finding`]. It cannot fail.
//!
//! Not here: the checks (`within`, `relation`, `sums`), and their words (`rules/checks`).

use super::compare::Bench;
use super::{Finding, Verdict, sides, wording};
use crate::claim::ClaimId;
use crate::rules::checks::Check;

/// A finding of a check: `stated` does not fit `given`, of which follows `computed`. What fits by rounding alone is
/// explained.
pub(super) fn finding(
    bench: &Bench<'_>,
    check: Check,
    stated: &[ClaimId],
    given: &[ClaimId],
    computed: &str,
) -> Finding {
    let all: Vec<ClaimId> = stated.iter().chain(given).copied().collect();
    let mut sources: Vec<&str> = Vec::new();
    for claim in &all {
        let name = bench.document(*claim).source.name.as_str();
        if !sources.contains(&name) {
            sources.push(name);
        }
    }
    let said = |claims: &[ClaimId]| listed(bench, claims, sources.len() > 1);
    let given_said = said(given);
    worded(bench, check, stated, given, |name| match name {
        "source" => sources.join(" and "),
        "stated" => said(stated),
        "given" => given_said.clone(),
        _ => computed.to_owned(),
    })
}

/// A finding of a check, with words of its own for the placeholders of the message.
pub(super) fn worded(
    bench: &Bench<'_>,
    check: Check,
    stated: &[ClaimId],
    given: &[ClaimId],
    fill: impl Fn(&str) -> String,
) -> Finding {
    let rule = bench.rules.check(check);
    let all: Vec<ClaimId> = stated.iter().chain(given).copied().collect();
    Finding {
        verdict: if check == Check::Rounding { Verdict::Explained } else { Verdict::Discrepancy },
        rule: rule.rule.clone(),
        severity: rule.severity,
        title: wording::title(bench, &all),
        reason: rule.reason(fill),
        remark: None,
        sides: [stated, given]
            .into_iter()
            .filter(|claims| !claims.is_empty())
            .map(|claims| sides::side(claims.to_vec(), bench, bench.origins))
            .collect(),
        topic: None,
    }
}

/// Figures as printed, joined by commas and "and"; with their sources where there are several.
fn listed(bench: &Bench<'_>, claims: &[ClaimId], sources: bool) -> String {
    let said: Vec<String> = claims
        .iter()
        .map(|claim| {
            let printed = wording::mention(bench, *claim);
            if sources { format!("{printed} ({})", bench.document(*claim).source.name) } else { printed }
        })
        .collect();
    match said.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

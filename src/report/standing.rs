//! How the claims of drafts stand to the archive that they were held against.
//!
//! [`Run`] → [`Standings`]; `None` for a run without drafts. It cannot fail: a claim that nothing was found for is *not
//! found*, which is a result and no finding.
//!
//! A saved version of the draft's own address supports nothing. A text that the draft was made from does: it is the source.

use super::Run;
use crate::claim::{Claim, ClaimId, QuotationForm, Statement};
use crate::judge::Verdict;
use rustc_hash::FxHashMap;

/// How a claim of a draft stands to the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Nothing in the archive states it or something else in its place.
    NotFound,
    /// The archive has another figure or wording that may stand beside it, or it is not clear whether it may.
    Differs,
    /// The archive states the same.
    Supported,
    /// A source in the archive states what cannot stand beside it, whatever others say.
    Contradicted,
}

/// How many claims of a kind stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub total: usize,
    /// Those that the archive states too.
    pub supported: usize,
    /// Those that a source in the archive contradicts.
    pub contradicted: usize,
    /// Those that the archive has otherwise, in a way that may stand beside them.
    pub differing: usize,
    /// Those that were not found.
    pub not_found: usize,
}

/// The standings of all claims of the drafts of a run that can be looked for: figures, each once where it is given in two
/// units, and quotations that are more than a word or two at arm's length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standings {
    claims: Vec<(ClaimId, Standing)>,
    figures: Tally,
    quotations: Tally,
}

impl Standings {
    /// The standings of a run's drafts.
    #[must_use]
    pub fn of(run: &Run) -> Option<Self> {
        let against = run.against.as_ref()?;
        let supports = |draft: ClaimId, other: ClaimId| {
            !against.is_draft(other.document) && !run.origins.are_versions(draft.document, other.document)
        };
        let mut best: FxHashMap<ClaimId, Standing> = FxHashMap::default();
        for finding in run.findings.iter().filter(|finding| finding.topic.is_some()) {
            for side in &finding.sides {
                for claim in side.claims.iter().filter(|claim| against.is_draft(claim.document)) {
                    let same = side.claims.iter().any(|other| supports(*claim, *other));
                    let others = finding.sides.iter().filter(|other| *other != side);
                    let other = others.flat_map(|side| &side.claims).any(|other| supports(*claim, *other));
                    let standing = match finding.verdict {
                        Verdict::Discrepancy if other => Standing::Contradicted,
                        _ if same => Standing::Supported,
                        _ if other => Standing::Differs,
                        _ => continue,
                    };
                    let known = best.entry(*claim).or_insert(standing);
                    *known = standing.max(*known);
                }
            }
        }
        let mut standings =
            Self { claims: Vec::new(), figures: Tally::default(), quotations: Tally::default() };
        for document in &against.drafts {
            let claims = &run.readings[document.0 as usize].claims;
            for (claim, index) in claims.iter().zip(0..).filter(|(claim, _)| is_looked_for(claim)) {
                let id = ClaimId { document: *document, index };
                let standing = best.get(&id).copied().unwrap_or(Standing::NotFound);
                let tally = match claim.statement {
                    Statement::Quotation(_) => &mut standings.quotations,
                    _ => &mut standings.figures,
                };
                tally.total += 1;
                *match standing {
                    Standing::NotFound => &mut tally.not_found,
                    Standing::Differs => &mut tally.differing,
                    Standing::Supported => &mut tally.supported,
                    Standing::Contradicted => &mut tally.contradicted,
                } += 1;
                standings.claims.push((id, standing));
            }
        }
        Some(standings)
    }

    /// Every claim that was looked for with its standing, draft by draft in reading order.
    #[must_use]
    pub fn claims(&self) -> &[(ClaimId, Standing)] {
        &self.claims
    }

    /// The claims that nothing in the archive states.
    pub fn not_found(&self) -> impl Iterator<Item = ClaimId> + '_ {
        self.claims.iter().filter(|(_, standing)| *standing == Standing::NotFound).map(|(claim, _)| *claim)
    }

    /// How many figures stand how.
    #[must_use]
    pub fn figures(&self) -> Tally {
        self.figures
    }

    /// How many quotations stand how.
    #[must_use]
    pub fn quotations(&self) -> Tally {
        self.quotations
    }

    /// What was compared, in a sentence for figures and one for quotations, without kinds that the drafts do not have.
    #[must_use]
    pub fn sentences(&self, run: &Run) -> Vec<String> {
        let several = run.against.as_ref().is_some_and(|against| against.drafts.len() > 1);
        let of = if several { "the drafts" } else { "the draft" };
        [("figure", self.figures), ("quotation", self.quotations)]
            .into_iter()
            .filter(|(_, tally)| tally.total > 0)
            .map(|(noun, tally)| sentence(noun, tally, of))
            .collect()
    }
}

/// "12 of 20 figures of the draft are supported by the archive, 2 contradicted, 6 not found."
fn sentence(noun: &str, tally: Tally, of: &str) -> String {
    let Tally { total, supported, contradicted, differing, not_found } = tally;
    let plural = if total == 1 { "" } else { "s" };
    let verb = if supported == 1 || total == 1 { "is" } else { "are" };
    let mut text = format!("{supported} of {total} {noun}{plural} of {of} {verb} supported by the archive");
    for (count, word) in
        [(contradicted, "contradicted"), (differing, "stated otherwise"), (not_found, "not found")]
    {
        if count > 0 {
            text.push_str(&format!(", {count} {word}"));
        }
    }
    text.push('.');
    text
}

/// Whether an archive can be expected to state a claim.
fn is_looked_for(claim: &Claim) -> bool {
    match &claim.statement {
        Statement::Quantity(measured) => measured.restates.is_none(),
        Statement::Quotation(quotation) => quotation.form != QuotationForm::Scare,
        Statement::Date(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_what_there_is() {
        let tally = Tally { total: 20, supported: 12, contradicted: 2, differing: 0, not_found: 6 };
        assert_eq!(
            sentence("figure", tally, "the draft"),
            "12 of 20 figures of the draft are supported by the archive, 2 contradicted, 6 not found."
        );
        let one = Tally { total: 1, supported: 1, ..Tally::default() };
        assert_eq!(
            sentence("quotation", one, "the drafts"),
            "1 of 1 quotation of the drafts is supported by the archive."
        );
    }
}

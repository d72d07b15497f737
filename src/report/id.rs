//! Ids that survive edits elsewhere.
//!
//! [`Run`] → [`Ids`]. It cannot fail. An id is a hash of what it names: of a claim, its document's path from the folder of the
//! project, kind and words; of a
//! finding, its rule and claims. So an id stays the same when other articles come, go or change. A document's id is its
//! path.

use super::Run;
use crate::claim::{ClaimId, DocumentId, Statement};
use rustc_hash::FxHashMap;

/// The ids of a run's claims and findings.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    claims: Vec<Vec<String>>,
    findings: Vec<String>,
}

/// What an id names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A claim.
    Claim(ClaimId),
    /// The finding at an index of [`Run::findings`].
    Finding(usize),
}

impl Ids {
    /// The ids of a run.
    #[must_use]
    pub fn of(run: &Run) -> Self {
        let mut taken = Taken::default();
        let claims = run
            .documents
            .iter()
            .zip(&run.readings)
            .zip(0..)
            .map(|((document, reading), index)| {
                let key = run.key(DocumentId(index));
                let mut seen: FxHashMap<(&str, &str), u32> = FxHashMap::default();
                let mut ids = Vec::with_capacity(reading.claims.len());
                for claim in &reading.claims {
                    let kind = kind_name(&claim.statement);
                    let words = document.prose.slice(claim.mention);
                    let nth = seen.entry((kind, words)).or_default();
                    *nth += 1;
                    ids.push(taken.unique("c-", &[key, kind, words, &nth.to_string()]));
                }
                ids
            })
            .collect();
        let mut ids = Self { claims, findings: Vec::new() };
        let findings = run.findings.iter().map(|finding| {
            let mut parts: Vec<&str> =
                finding.sides.iter().flat_map(|side| &side.claims).map(|claim| ids.claim(*claim)).collect();
            parts.sort_unstable();
            parts.push(&finding.rule);
            taken.unique("f-", &parts)
        });
        ids.findings = findings.collect();
        ids
    }

    /// The id of a claim.
    ///
    /// # Panics
    /// If the claim is not of the run.
    #[must_use]
    pub fn claim(&self, claim: ClaimId) -> &str {
        &self.claims[claim.document.0 as usize][claim.index as usize]
    }

    /// The id of the finding at an index of [`Run::findings`].
    ///
    /// # Panics
    /// If the run has no such finding.
    #[must_use]
    pub fn finding(&self, index: usize) -> &str {
        &self.findings[index]
    }

    /// What an id names, if anything.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Named> {
        if let Some(index) = self.findings.iter().position(|known| known == id) {
            return Some(Named::Finding(index));
        }
        self.claims.iter().zip(0..).find_map(|(claims, document)| {
            let index = claims.iter().position(|known| known == id)?;
            let index = u32::try_from(index).ok()?;
            Some(Named::Claim(ClaimId { document: DocumentId(document), index }))
        })
    }
}

/// The name of a claim's kind in reports.
pub(super) fn kind_name(statement: &Statement) -> &'static str {
    match statement {
        Statement::Quantity(_) => "quantity",
        Statement::Quotation(_) => "quote",
        Statement::Date(_) => "date",
    }
}

/// Ids given so far; the rare second thing with one hash gets a number behind it.
#[derive(Default)]
struct Taken(FxHashMap<String, u32>);

impl Taken {
    fn unique(&mut self, prefix: &str, parts: &[&str]) -> String {
        let id = format!("{prefix}{}", digest(parts));
        let count = self.0.entry(id.clone()).or_default();
        *count += 1;
        if *count == 1 { id } else { format!("{id}-{count}") }
    }
}

/// Forty bits of a hash of the parts, in eight letters and digits that are not mistaken for each other.
fn digest(parts: &[&str]) -> String {
    // FNV-1a (Fowler, Noll, Vo): the same on every machine and in every version, which the hashes of the standard
    // library do not promise. 0xff stands between parts because no UTF-8 text holds it.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0xff])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // The high bits of FNV mix less than the low ones, so they are folded in.
    hash ^= hash >> 32;
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    (0..8).map(|place| char::from(LETTERS[(hash >> (place * 5)) as usize & 31])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_depends_on_where_one_part_ends_and_the_next_begins() {
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
    }

    #[test]
    fn ids_stay_the_same_over_versions_of_the_program() {
        assert_eq!(digest(&["a.md", "quantity", "906,000", "1"]), "3ps2shzh");
    }

    #[test]
    fn a_second_thing_with_the_same_hash_gets_a_number() {
        let mut taken = Taken::default();
        let first = taken.unique("c-", &["x"]);
        assert_eq!(taken.unique("c-", &["x"]), format!("{first}-2"));
    }
}

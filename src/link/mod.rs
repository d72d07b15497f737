//! The link stage: which claims speak of the same thing.
//!
//! `(documents, readings, rules)` → [`Linkage`]. It cannot fail: what cannot be bound stays alone.
//!
//! Not here: whether linked claims agree (`judge`).

use crate::claim::ClaimId;
use crate::document::Document;
use crate::extract::Reading;
use crate::rules::RuleSet;
use smol_str::SmolStr;

/// All topics of a run, with the links that made them.
#[derive(Clone, Debug, Default)]
pub struct Linkage {
    /// Topics, in the order of their first claims.
    pub topics: Vec<Topic>,
}

/// Claims, from two or more documents, about the same thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Its claims, in order.
    pub claims: Vec<ClaimId>,
    /// The links among them, in order of their claims.
    pub links: Vec<Link>,
}

/// Two claims that speak of the same thing, and why we think so.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The earlier claim.
    pub a: ClaimId,
    /// The later claim.
    pub b: ClaimId,
    /// What speaks for and against.
    pub evidence: Evidence,
}

/// What speaks for and against two claims being about the same thing, in bits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Field by field.
    pub terms: Vec<Term>,
}

/// The evidence of one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The field ("value", "counted").
    pub field: &'static str,
    /// What was found ("equal, rare").
    pub outcome: SmolStr,
    /// Bits for (positive) or against (negative).
    pub bits: f64,
}

impl Evidence {
    /// The sum of all terms, in bits.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.terms.iter().map(|term| term.bits).sum()
    }

    /// The sum without the value, in bits: what binds two claims whose figures differ.
    #[must_use]
    pub fn without_value(&self) -> f64 {
        self.terms.iter().filter(|term| term.field != "value").map(|term| term.bits).sum()
    }
}

/// Links the claims of a run.
#[must_use]
pub fn link(_documents: &[Document], _readings: &[Reading], _rules: &RuleSet) -> Linkage {
    Linkage::default()
}

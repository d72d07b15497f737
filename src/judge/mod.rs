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
pub mod compare;

use crate::claim::ClaimId;
use crate::document::Document;
use crate::extract::Reading;
use crate::link::Linkage;
use crate::origin::Origins;
use crate::rules::RuleSet;
use smol_str::SmolStr;

/// What a difference, or the lack of one, means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// They cannot both stand as worded.
    Discrepancy,
    /// They differ, and a part that is needed to say why is not stated.
    Unclear,
    /// They differ, and a named reason says why both can stand.
    Explained,
    /// Equal at the precision, hedge and unit given.
    Agreement,
}

/// How much a finding asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing to do.
    Note,
    /// Worth a look.
    Info,
    /// Look at this.
    Warning,
    /// Look at this first.
    Error,
}

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

impl Verdict {
    /// Every verdict, those that ask for attention first.
    pub const ALL: [Self; 4] = [Self::Discrepancy, Self::Unclear, Self::Explained, Self::Agreement];

    /// The verdict's name in rules and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Discrepancy => "discrepancy",
            Self::Unclear => "unclear",
            Self::Explained => "explained",
            Self::Agreement => "agreement",
        }
    }
}

impl Severity {
    /// Every severity, least first.
    pub const ALL: [Self; 4] = [Self::Note, Self::Info, Self::Warning, Self::Error];

    /// The severity's name in rules and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Judges the topics of a run, and each article against itself.
#[must_use]
pub fn judge(
    _documents: &[Document],
    _readings: &[Reading],
    _linkage: &Linkage,
    _origins: &Origins,
    _rules: &RuleSet,
) -> Vec<Finding> {
    Vec::new()
}

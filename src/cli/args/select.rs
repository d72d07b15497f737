//! Which findings are reported, and which make a run fail.

use clap::ValueEnum;
use crosscheck::judge::{Severity, Verdict};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OnlyVerdict {
    /// They cannot both stand as worded.
    Discrepancy,
    /// They differ, and what is needed to say why is not stated.
    Unclear,
    /// They differ for a named reason.
    Explained,
    /// They say the same.
    Agreement,
}

impl From<OnlyVerdict> for Verdict {
    fn from(verdict: OnlyVerdict) -> Self {
        match verdict {
            OnlyVerdict::Discrepancy => Self::Discrepancy,
            OnlyVerdict::Unclear => Self::Unclear,
            OnlyVerdict::Explained => Self::Explained,
            OnlyVerdict::Agreement => Self::Agreement,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LeastSeverity {
    Note,
    Info,
    Warning,
    Error,
}

impl From<LeastSeverity> for Severity {
    fn from(severity: LeastSeverity) -> Self {
        match severity {
            LeastSeverity::Note => Self::Note,
            LeastSeverity::Info => Self::Info,
            LeastSeverity::Warning => Self::Warning,
            LeastSeverity::Error => Self::Error,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOn {
    Note,
    Info,
    Warning,
    Error,
    /// No finding makes the run fail.
    Never,
}

impl FailOn {
    /// The severity from which a finding makes the run fail.
    pub(in crate::cli) fn severity(self) -> Option<Severity> {
        match self {
            Self::Note => Some(Severity::Note),
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::Never => None,
        }
    }
}

//! Page furniture that only its words give away.

use crate::document::{BlockKind, Document, Furniture};
use crate::rules::RuleSet;

/// For each block of a document, why it is furniture, if it is.
#[must_use]
pub fn furniture(document: &Document, _rules: &RuleSet) -> Vec<Option<Furniture>> {
    let known = |kind: &BlockKind| if let BlockKind::Furniture(why) = kind { Some(*why) } else { None };
    document.blocks.iter().map(|block| known(&block.kind)).collect()
}

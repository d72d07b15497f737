//! Posts of a live page that give their time in markup.
//!
//! A page → the time of each block of a post. It cannot fail: a page without two posts is no live page.
//!
//! Not here: headings that begin with a time of day (`live`).

use super::super::prose::Draft;
use super::super::{BlockKind, Furniture, date};
use super::Owner;
use super::region::words;
use super::tree::Tree;
use jiff::civil::DateTime;
use std::collections::BTreeMap;

/// Gives the blocks of every post the time that stands in its `time` element.
pub(super) fn date(tree: &Tree, draft: &mut Draft, owners: &[Owner]) {
    let mut posts: BTreeMap<usize, DateTime> = BTreeMap::new();
    for (index, element) in tree.elements.iter().enumerate() {
        if element.name != "time" {
            continue;
        }
        let stamp = element.attribute("datetime").and_then(date::read).and_then(|stamp| stamp.time);
        let post = tree.around(index).skip(1).find(|around| is_post(tree, *around));
        // The first time of a post is its own; later ones say when it was changed.
        if let Some((time, post)) = stamp.zip(post) {
            posts.entry(post).or_insert(time);
        }
    }
    // A line that is nothing but a time says when the article or a post was written.
    for (block, owner) in draft.blocks.iter_mut().zip(owners) {
        let in_time = tree.around(owner.element).take(2).any(|around| tree.elements[around].name == "time");
        if in_time && block.kind == BlockKind::Paragraph && block.span.len() < 40 {
            block.kind = BlockKind::Furniture(Furniture::Credit);
        }
    }
    if posts.len() < 2 {
        return;
    }
    for (block, owner) in draft.blocks.iter_mut().zip(owners) {
        if matches!(block.kind, BlockKind::Furniture(_)) {
            continue;
        }
        let post = tree.around(owner.element).find(|around| posts.contains_key(around));
        if let Some(time) = post.and_then(|post| posts.get(&post)) {
            block.posted = Some(*time);
        }
    }
}

/// Whether an element is a post of a live page, by its name or class.
fn is_post(tree: &Tree, element: usize) -> bool {
    let node = &tree.elements[element];
    match node.name.as_str() {
        "article" => true,
        "li" | "section" | "div" => node
            .attribute("class")
            .map(words)
            .unwrap_or_default()
            .iter()
            .any(|word| matches!(word.as_str(), "post" | "update" | "entry" | "liveblog")),
        _ => false,
    }
}

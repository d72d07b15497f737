//! Which blocks of a page are the article.
//!
//! Structure tells first: menus, asides, footers, captions, and boxes whose class names say what they are. For the
//! rest a reader that scores paragraphs finds the article's paragraphs; the smallest element that holds nearly all of
//! them is the article's region, and what stands outside is promotion.

use super::super::metadata::tidy;
use super::super::prose::Draft;
use super::super::{BlockKind, Furniture};
use super::Owner;
use super::tree::Tree;
use dom_smoothie::{Config, Readability, TextMode};
use std::collections::HashSet;

/// Marks what is not the article. `bodies` are texts of the article that the page gives elsewhere.
pub(super) fn sort_out(tree: &Tree, text: &str, draft: &mut Draft, owners: &[Owner], bodies: &[String]) {
    mark_structure(tree, draft, owners);
    let open: Vec<usize> = (0..draft.blocks.len()).filter(|block| !is_furniture(draft, *block)).collect();
    let chosen = chosen_paragraphs(text, bodies);
    let is_chosen: Vec<bool> = (0..draft.blocks.len())
        .map(|block| is_in(&chosen, draft.text_of(block), draft.blocks[block].span.len()))
        .collect();
    let chosen_weight: usize =
        open.iter().filter(|block| is_chosen[**block]).map(|block| draft.blocks[*block].span.len()).sum();
    if chosen_weight == 0 {
        return;
    }
    // Weight of chosen text below each element; children have higher numbers than their parents.
    let mut weight = vec![0_usize; tree.elements.len()];
    for block in &open {
        if is_chosen[*block] {
            weight[owners[*block].element] += draft.blocks[*block].span.len();
        }
    }
    for element in (1..weight.len()).rev() {
        weight[tree.elements[element].parent] += weight[element];
    }
    // The region: the last container on the way down that still holds nine tenths of what was chosen.
    let mut region = 0;
    for (element, held) in weight.iter().enumerate().skip(1) {
        let is_container = matches!(
            tree.elements[element].name.as_str(),
            "html" | "body" | "div" | "section" | "article" | "main" | "center" | "form"
        );
        if is_container && held * 10 >= chosen_weight * 9 && tree.elements[element].parent == region {
            region = element;
        }
    }
    let inside = |element: usize| region == 0 || tree.around(element).any(|around| around == region);
    let headline = open.iter().find(|block| draft.blocks[**block].kind == BlockKind::Heading(1)).copied();
    // An item of a list that is nothing but a link leads elsewhere, also where it asks a question.
    let is_listed_link = |block: usize| {
        draft.blocks[block].kind == BlockKind::ListItem
            && owners[block].linked + 2 >= draft.blocks[block].span.len()
    };
    let is_link = |block: usize| {
        let linked = owners[block].linked * 3 > draft.blocks[block].span.len() * 2;
        is_listed_link(block) || linked && !draft.text_of(block).ends_with(['.', '?', '!', '”', '"'])
    };
    let is_apart = |block: usize| {
        let element = owners[block].element;
        let short = draft.blocks[block].span.len() < 200 && !is_table_or_heading(draft, block);
        !beside_chosen(tree, &weight, element, region) && (short || !inside(element))
    };
    let dropped: Vec<(usize, bool)> = open
        .iter()
        .copied()
        .filter(|block| (!is_chosen[*block] || is_listed_link(*block)) && Some(*block) != headline)
        .filter_map(|block| {
            let link = is_link(block);
            (link || is_apart(block)).then_some((block, link))
        })
        .collect();
    // Where most paragraphs would go, the choice was wrong: then only links do.
    let paragraphs = |blocks: &mut dyn Iterator<Item = usize>| -> usize {
        blocks.map(|block| draft.blocks[block].span.len()).filter(|length| *length >= PARAGRAPH).sum()
    };
    let lost = paragraphs(&mut dropped.iter().filter(|(_, link)| !link).map(|(block, _)| *block));
    let all = paragraphs(&mut open.iter().copied().filter(|block| !is_link(*block)));
    let trusted = lost * 5 <= all * 4;
    for (block, link) in dropped {
        if link || trusted {
            draft.blocks[block].kind = BlockKind::Furniture(Furniture::Promotion);
        }
    }
}

/// Shorter blocks are lines of menus, cards and lists as often as paragraphs.
const PARAGRAPH: usize = 80;

fn is_table_or_heading(draft: &Draft, block: usize) -> bool {
    matches!(draft.blocks[block].kind, BlockKind::Cell(_) | BlockKind::Heading(_) | BlockKind::Headline)
}

/// Whether a block lies in the article proper or in an element, below the region, that holds chosen text.
fn beside_chosen(tree: &Tree, weight: &[usize], element: usize, region: usize) -> bool {
    for around in tree.around(element) {
        if around == region {
            return true;
        }
        let node = &tree.elements[around];
        if matches!(node.name.as_str(), "article" | "main") {
            return true;
        }
        // A summary in points is part of the article, though no paragraph stands in it.
        let summary =
            || node.attribute("class").map(words).unwrap_or_default().iter().any(|word| is_summary(word));
        if matches!(node.name.as_str(), "div" | "section")
            && weight[around] == 0
            && around != element
            && !summary()
        {
            return false;
        }
    }
    region == 0
}

fn is_furniture(draft: &Draft, block: usize) -> bool {
    matches!(draft.blocks[block].kind, BlockKind::Furniture(_))
}

/// The paragraphs that a scoring reader takes for the article, each folded to one line.
fn chosen_paragraphs(text: &str, bodies: &[String]) -> HashSet<String> {
    // The reader's time grows faster than the page; beyond this many elements structure alone must tell.
    let config = Config {
        text_mode: TextMode::Formatted,
        char_threshold: 200,
        max_elements_to_parse: 20_000,
        ..Config::default()
    };
    let article = Readability::new(text, None, Some(config)).and_then(|mut reader| reader.parse());
    let mut chosen = HashSet::new();
    let read = article.map(|article| article.text_content.to_string()).unwrap_or_default();
    for text in bodies.iter().map(String::as_str).chain([read.as_str()]) {
        for line in text.lines() {
            let line = tidy(line);
            if line.len() > 20 {
                chosen.insert(line);
            }
        }
    }
    chosen
}

fn is_in(chosen: &HashSet<String>, text: &str, length: usize) -> bool {
    length > 20 && chosen.contains(text)
}

/// Marks blocks that elements or class names declare to be no part of the article.
pub(super) fn mark_structure(tree: &Tree, draft: &mut Draft, owners: &[Owner]) {
    let mut length = vec![0_usize; tree.elements.len()];
    let mut headed = vec![false; tree.elements.len()];
    for (block, owner) in draft.blocks.iter().zip(owners) {
        length[owner.element] += block.span.len();
        headed[owner.element] |= block.kind == BlockKind::Heading(1);
    }
    for element in (1..length.len()).rev() {
        let parent = tree.elements[element].parent;
        length[parent] += length[element];
        headed[parent] = headed[parent] || headed[element];
    }
    let total = length[0];
    let holds_table = table_holders(tree);
    for (block, owner) in draft.blocks.iter_mut().zip(owners) {
        if matches!(block.kind, BlockKind::Furniture(_)) {
            continue;
        }
        let furniture = tree.around(owner.element).find_map(|around| {
            // What holds the headline or the bulk of the page is the page, whatever it is called.
            if headed[around] || length[around] * 5 > total * 2 {
                return None;
            }
            declared(tree, around, length[around], holds_table[around])
        });
        if let Some(furniture) = furniture {
            block.kind = BlockKind::Furniture(furniture);
        }
    }
}

/// What an element says that it is, by name, role or class.
fn declared(tree: &Tree, element: usize, length: usize, holds_table: bool) -> Option<Furniture> {
    let node = &tree.elements[element];
    match node.name.as_str() {
        "nav" | "footer" | "menu" => return Some(Furniture::Navigation),
        "aside" | "form" | "button" => return Some(Furniture::Promotion),
        "figcaption" | "figure" if !holds_table => return Some(Furniture::Caption),
        "header"
            if !tree
                .around(element)
                .skip(1)
                .any(|it| matches!(tree.elements[it].name.as_str(), "article" | "main")) =>
        {
            return Some(Furniture::Navigation);
        }
        "address" => return Some(Furniture::Credit),
        _ => {}
    }
    match node.attribute("role") {
        Some("navigation" | "banner" | "contentinfo" | "search" | "menubar") => {
            return Some(Furniture::Navigation);
        }
        Some("complementary" | "dialog" | "alertdialog" | "form") => return Some(Furniture::Promotion),
        _ => {}
    }
    let names = [node.attribute("class"), node.attribute("id")];
    let words = names.iter().flatten().flat_map(|names| words(names)).collect::<Vec<_>>();
    words.iter().find_map(|word| by_word(word, length))
}

/// For each element, whether a table of data lies inside: a figure may frame one, and is no picture then.
fn table_holders(tree: &Tree) -> Vec<bool> {
    let mut holds: Vec<bool> = tree.elements.iter().map(|element| element.data_table).collect();
    // Children have higher numbers than their parents.
    for element in (1..holds.len()).rev() {
        let parent = tree.elements[element].parent;
        holds[parent] = holds[parent] || holds[element];
    }
    holds
}

/// The words of a class name: "article__related-links", "newsletterBox".
pub(super) fn words(names: &str) -> Vec<String> {
    let mut words = Vec::new();
    for name in names.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut word = String::new();
        let mut lower_before = false;
        for c in name.chars() {
            if c.is_ascii_uppercase() && lower_before && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            lower_before = c.is_ascii_lowercase();
            word.push(c.to_ascii_lowercase());
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

/// Whether a word of a class names the points in which an article is summed up.
fn is_summary(word: &str) -> bool {
    matches!(
        word,
        "summary" | "keypoints" | "points" | "highlights" | "takeaways" | "bullets" | "facts" | "glance"
    )
}

fn by_word(word: &str, length: usize) -> Option<Furniture> {
    match word {
        "nav" | "navbar" | "navigation" | "menu" | "breadcrumb" | "breadcrumbs" | "masthead" | "topbar"
        | "footer" | "pagination" | "skip" | "tags" | "toolbar" => Some(Furniture::Navigation),
        "related" | "promo" | "promos" | "promotion" | "newsletter" | "signup" | "subscribe"
        | "subscription" | "recommended" | "recommendations" | "recirculation" | "trending" | "popular"
        | "cookie" | "cookies" | "consent" | "gdpr" | "advert" | "advertisement" | "ad" | "ads"
        | "sponsored" | "share" | "sharing" | "social" | "comments" | "sidebar" | "teaser" | "teasers"
        | "outbrain" | "taboola" | "paywall" | "donate" | "mostread" | "popup" | "modal" | "readmore" => {
            Some(Furniture::Promotion)
        }
        "caption" | "photocredit" => Some(Furniture::Caption),
        // Longer text under such a name is a box about the author or worse a whole article.
        "byline" | "meta" | "author" | "authors" | "dateline" | "timestamp" | "reporter" | "credit"
        | "credits" | "published" | "date" | "pubdate" | "readtime"
            if length <= 250 =>
        {
            Some(Furniture::Credit)
        }
        // The title and length of a film; a longer box is an article with a film in it.
        "video" | "player" | "audio" if length <= 250 => Some(Furniture::Caption),
        _ => None,
    }
}

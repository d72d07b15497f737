//! Credit lines: which agency a document says that its text is from.
//!
//! Only places of credits count: the byline, the brackets of a dateline, a short line at the end. A sentence that
//! names an agency tells nothing about whose text it is.

use crate::document::{Block, BlockKind, Document, Furniture};
use crate::rules::RuleSet;
use crate::rules::lexicon::{Lexicon, Vocabulary};

/// Words that a line may have behind "for release": a day, an hour, a name.
const LINE_REST: usize = 6;
/// Blocks at the head of a press release that may say what it is.
const HEAD: usize = 4;
/// Blocks at its foot: contacts and notes to editors may run on.
const FOOT: usize = 15;

/// The agency that a document credits with its text, if it is another than the document's own source.
pub(super) fn agency(document: &Document, rules: &RuleSet) -> Option<String> {
    let agencies = rules.lexicon(Vocabulary::Agencies);
    let found = bylines(document, agencies)
        .or_else(|| datelines(document, agencies))
        .or_else(|| last_lines(document, agencies))?;
    (!is_by(&document.source.name, &found, rules)).then_some(found)
}

/// Whether a source is the agency of that name, by its initials or by its name.
pub(super) fn is_by(source: &str, agency: &str, rules: &RuleSet) -> bool {
    let source = words(source);
    initials(&source).eq_ignore_ascii_case(agency)
        || names(&source, rules.lexicon(Vocabulary::Agencies)).as_deref() == Some(agency)
}

/// Whether a document is a press release: a line of its own near its head or foot says so.
pub(super) fn is_release(document: &Document, rules: &RuleSet) -> bool {
    let releases = rules.lexicon(Vocabulary::Releases);
    let says = |block: &Block| {
        let words = words(document.prose.slice(block.span));
        let found = releases.longest(|index| words.get(index).map(String::as_str));
        // A sentence that begins so tells of a release; a line is one.
        found.is_some_and(|found| words.len() <= found.words + LINE_REST)
    };
    let blocks = &document.blocks;
    blocks.iter().take(HEAD).any(says) || blocks.iter().rev().take(FOOT).any(says)
}

fn bylines(document: &Document, agencies: &Lexicon) -> Option<String> {
    // "Ann Lee, Associated Press" is the agency's; a person may have a name that reads like an agency's.
    document.authors.iter().flat_map(|author| author.split([',', '/', '|', '(', ')', ';'])).find_map(|part| {
        let part = words(part);
        let staff = part.iter().rposition(|word| {
            !matches!(word.as_str(), "staff" | "writer" | "writers" | "reporter" | "reporters")
        });
        let part = &part[..staff.map_or(0, |last| last + 1)];
        let found = agencies.longest(|index| part.get(index).map(String::as_str))?;
        (found.words == part.len()).then(|| found.means.to_owned())
    })
}

/// The agency in the brackets of a dateline: "OSLO (AP) -". Capitals that no list knows are an agency too.
fn datelines(document: &Document, agencies: &Lexicon) -> Option<String> {
    document.blocks.iter().filter(|block| is_credit(block)).find_map(|block| {
        let text = document.prose.slice(block.span);
        if !text.ends_with(['-', '–', '—']) {
            return None;
        }
        let open = text.rfind('(')?;
        let inside = text[open + 1..].split(')').next()?.trim();
        let is_code = (2..=5).contains(&inside.len()) && inside.bytes().all(|b| b.is_ascii_uppercase());
        names(&words(inside), agencies).or_else(|| is_code.then(|| inside.to_owned()))
    })
}

/// A short line among the last that is nothing but a credit: "(Reuters)", "With agencies", "Source: AFP".
fn last_lines(document: &Document, agencies: &Lexicon) -> Option<String> {
    // Newsletter boxes and the like may come behind the credit.
    document.blocks.iter().rev().take(6).find_map(|block| {
        let words = words(document.prose.slice(block.span));
        let rest: Vec<String> = words
            .iter()
            .filter(|word| {
                !matches!(
                    word.as_str(),
                    "source"
                        | "by"
                        | "with"
                        | "and"
                        | "from"
                        | "report"
                        | "reporting"
                        | "additional"
                        | "copyright"
                        | "inputs"
                )
            })
            .cloned()
            .collect();
        // What is left after the words of credits must be an agency, whole.
        let found = agencies.longest(|index| rest.get(index).map(String::as_str))?;
        (found.words == rest.len() || words.len() <= 8 && rest.len() == found.words + 1 && is_credit(block))
            .then(|| found.means.to_owned())
    })
}

fn is_credit(block: &Block) -> bool {
    block.kind == BlockKind::Furniture(Furniture::Credit)
}

/// The agency that some words name anywhere among them.
fn names(words: &[String], agencies: &Lexicon) -> Option<String> {
    (0..words.len())
        .find_map(|at| agencies.longest(|ahead| words.get(at + ahead).map(String::as_str)))
        .map(|found| found.means.to_owned())
}

/// Words in lower case; a hyphen between two is a word of its own, as in lexicons.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c == '-' {
            words.push("-".to_owned());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn initials(words: &[String]) -> String {
    words
        .iter()
        .filter(|word| *word != "the" && *word != "-")
        .filter_map(|word| word.chars().next())
        .collect()
}

//! Which words of a quotation another wording does not have.
//!
//! Two wordings → spans. It cannot fail. Marks, capitals and spaces make no difference.

use crate::document::Prose;
use crate::text::Span;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// The words of `mention` that `other` does not have, as spans of runs of words. Where they are more than half of its words,
/// only those between words that both have, since the other may be cut at its ends; `None` where these are too many or
/// none, so that marking them would show nothing.
pub(super) fn only_here(prose: &Prose, mention: Span, other: &str) -> Option<Vec<Span>> {
    let text = prose.slice(mention);
    let start = mention.start as usize;
    let here: Vec<(Span, String)> = words(text)
        .map(|(at, word)| (Span::new(start + at, start + at + word.len()), normal(word)))
        .filter(|(_, word)| !word.is_empty())
        .collect();
    let there: Vec<String> =
        words(other).map(|(_, word)| normal(word)).filter(|word| !word.is_empty()).collect();
    let now: Vec<&str> = here.iter().map(|(_, word)| word.as_str()).collect();
    let then: Vec<&str> = there.iter().map(String::as_str).collect();
    let mut runs = Vec::new();
    // From the first to the last word that both have.
    let mut shared: Option<(usize, usize)> = None;
    for change in capture_diff_slices(Algorithm::Patience, &then, &now) {
        let range = change.new_range();
        if range.is_empty() {
            continue;
        }
        if change.tag() == DiffTag::Equal {
            shared = Some((shared.map_or(range.start, |(start, _)| start), range.end));
        } else {
            runs.push(range);
        }
    }
    let few = |runs: &[Range<usize>], words: usize| runs.iter().map(Range::len).sum::<usize>() * 2 <= words;
    if !few(&runs, here.len()) {
        // The other may be cut at its ends: then what differs between them counts.
        let (start, end) = shared?;
        runs.retain(|run| start <= run.start && run.end <= end);
        if runs.is_empty() || !few(&runs, end - start) {
            return None;
        }
    }
    Some(runs.into_iter().map(|run| here[run.start].0.cover(here[run.end - 1].0)).collect())
}

/// Words with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    text.split_whitespace().map(move |word| {
        let at = from + text[from..].find(word).unwrap_or(0);
        from = at + word.len();
        (at, word)
    })
}

/// A word without marks and capitals.
fn normal(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    fn marked(here: &str, there: &str) -> Option<Vec<String>> {
        let document = document::parse("a.txt", here.as_bytes()).expect("an article").remove(0);
        let start = document.prose.text().find(here).expect("the words are there");
        let spans = only_here(&document.prose, Span::new(start, start + here.len()), there)?;
        Some(spans.iter().map(|span| document.prose.slice(*span).to_owned()).collect())
    }

    #[test]
    fn words_that_only_one_has_are_marked() {
        assert_eq!(
            marked("We shall not close the bridge, ever.", "“We shall close the bridge ever"),
            Some(vec!["not".to_owned()])
        );
        assert_eq!(marked("We shall close the bridge", "we shall CLOSE the bridge!"), Some(Vec::new()));
    }

    #[test]
    fn a_cut_wording_is_held_against_what_it_was_cut_from() {
        let whole =
            "The bridge is older than the church, and it will be standing long after all of us are gone";
        assert_eq!(marked(whole, "bridge is younger than the church"), Some(vec!["older".to_owned()]));
    }

    #[test]
    fn wordings_with_little_in_common_are_not_marked_word_by_word() {
        assert_eq!(marked("We shall close the bridge", "Nobody will ever close it"), None);
        assert_eq!(marked("As we said in May, we shall close it", "we shall close it"), None);
    }
}

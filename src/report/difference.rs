//! Which words of a quotation another wording does not have.
//!
//! Two wordings → spans. It cannot fail. Marks, capitals and spaces make no difference.

use crate::document::Prose;
use crate::text::Span;
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// The words of `mention` that `other` does not have, as spans of runs of words; `None` where they are more than half of
/// its words, so that marking them would show nothing.
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
    let mut spans = Vec::new();
    let mut count = 0;
    for change in capture_diff_slices(Algorithm::Patience, &then, &now) {
        let range = change.new_range();
        if change.tag() == DiffTag::Equal || range.is_empty() {
            continue;
        }
        count += range.len();
        spans.push(here[range.start].0.cover(here[range.end - 1].0));
    }
    (count * 2 <= here.len()).then_some(spans)
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
    fn wordings_with_little_in_common_are_not_marked_word_by_word() {
        assert_eq!(marked("We shall close the bridge", "Nobody will ever close it"), None);
    }
}

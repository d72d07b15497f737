//! Sentences with the words that matter marked, cut to a length.
//!
//! A sentence and the spans of its claims → [`Excerpt`]. It cannot fail. Words are as printed, not yet escaped.

use crate::document::Prose;
use crate::text::Span;

/// A sentence, or the part of it around the words that matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt<'a> {
    /// Its stretches in reading order.
    pub parts: Vec<Part<'a>>,
}

/// A stretch of an excerpt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// The words as printed.
    pub text: &'a str,
    /// Whether they are what the excerpt is shown for.
    pub marked: bool,
}

/// What stands for words that were cut.
const CUT: Part<'static> = Part { text: " … ", marked: false };

impl<'a> Excerpt<'a> {
    /// The sentence with `marks` marked. If it has more than `limit` characters, words are cut at its ends, as far as the
    /// marks allow, and inside a mark that is itself much longer.
    #[must_use]
    pub fn new(prose: &'a Prose, sentence: Span, marks: &[Span], limit: usize) -> Self {
        let mut marks: Vec<Span> = marks.iter().copied().filter(|mark| sentence.contains(*mark)).collect();
        marks.sort_unstable();
        marks.dedup_by(|next, kept| {
            let joins = next.overlaps(*kept);
            if joins {
                *kept = kept.cover(*next);
            }
            joins
        });
        let core =
            marks.iter().copied().reduce(Span::cover).unwrap_or(Span { end: sentence.start, ..sentence });
        let before = last_bytes(prose.slice(Span { start: sentence.start, end: core.start }), limit);
        let after = first_bytes(prose.slice(Span { start: core.end, end: sentence.end }), limit);
        let count = |text: &str| text.chars().count();
        let room = limit.saturating_sub(count(prose.slice(core)));
        let (lead, tail) = share(room, count(before), count(after));
        let mut parts = Vec::new();
        let kept = last_words(before, lead);
        if kept.len() < before.len() {
            parts.push(Part { text: "… ", ..CUT });
        }
        parts.push(Part { text: kept, marked: false });
        let mut at = core.start;
        for mark in marks {
            parts.push(Part { text: prose.slice(Span { start: at, end: mark.start }), marked: false });
            push_mark(&mut parts, prose.slice(mark), limit);
            at = mark.end;
        }
        let kept = first_words(after, tail);
        parts.push(Part { text: kept, marked: false });
        if kept.len() < after.len() {
            parts.push(Part { text: " …", ..CUT });
        }
        parts.retain(|part| !part.text.is_empty());
        Self { parts }
    }

    /// The words, marked or not, with those that stand for a cut.
    #[must_use]
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| part.text).collect()
    }

    /// The text on one line, cut at a word if it has more than `limit` characters.
    #[must_use]
    pub fn shortened(text: &str, limit: usize) -> String {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let kept = first_words(&text, limit);
        if kept.len() < text.len() { format!("{kept}…") } else { text }
    }
}

/// The end of a text, with more than `limit` characters if it has them: a sentence without end is not walked through for
/// each of its claims.
fn last_bytes(text: &str, limit: usize) -> &str {
    let mut start = text.len().saturating_sub((limit + 2) * LONGEST_CHARACTER);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The beginning of a text, with more than `limit` characters if it has them.
fn first_bytes(text: &str, limit: usize) -> &str {
    let mut end = text.len().min((limit + 2) * LONGEST_CHARACTER);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Bytes of the longest character in UTF-8.
const LONGEST_CHARACTER: usize = 4;

/// Pushes marked words, without their middle if they have more characters than `limit`.
fn push_mark<'a>(parts: &mut Vec<Part<'a>>, words: &'a str, limit: usize) {
    if words.chars().count() <= limit {
        parts.push(Part { text: words, marked: true });
    } else {
        parts.push(Part { text: first_words(words, limit * 2 / 3), marked: true });
        parts.push(CUT);
        parts.push(Part { text: last_words(words, limit / 3), marked: true });
    }
}

/// Shares room between two stretches; what one does not need goes to the other.
fn share(room: usize, before: usize, after: usize) -> (usize, usize) {
    let half = room / 2;
    if before <= half {
        (before, room - before)
    } else if after <= room - half {
        (room - after.min(room), after)
    } else {
        (half, room - half)
    }
}

/// As many of the first words as fit into `limit` characters.
fn first_words(text: &str, limit: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(limit) else {
        return text;
    };
    let kept = &text[..end];
    kept.rfind(char::is_whitespace).map_or("", |space| &kept[..space])
}

/// As many of the last words as fit into `limit` characters.
fn last_words(text: &str, limit: usize) -> &str {
    let Some(skip) = text.chars().count().checked_sub(limit).filter(|skip| *skip > 0) else {
        return text;
    };
    let start = text.char_indices().nth(skip).map_or(text.len(), |(start, _)| start);
    let kept = &text[start..];
    kept.find(char::is_whitespace).map_or("", |space| kept[space..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    fn show(text: &str, marks: &[&str], limit: usize) -> String {
        let document = document::parse("a.txt", text.as_bytes()).expect("an article").remove(0);
        let prose = &document.prose;
        let span = |words: &str| {
            let start = prose.text().find(words).expect("the words are there");
            Span::new(start, start + words.len())
        };
        let marks: Vec<Span> = marks.iter().map(|words| span(words)).collect();
        let excerpt = Excerpt::new(prose, span(text), &marks, limit);
        excerpt
            .parts
            .iter()
            .map(|p| if p.marked { format!("[{}]", p.text) } else { p.text.to_owned() })
            .collect()
    }

    #[test]
    fn a_short_sentence_is_whole() {
        assert_eq!(show("It cost £5m, or $6m.", &["$6m", "£5m"], 100), "It cost [£5m], or [$6m].");
    }

    #[test]
    fn a_long_sentence_is_cut_at_words_around_the_mark() {
        let text =
            "The council of the town, which met on Monday, said that 40 buses would run late in the evening.";
        assert_eq!(show(text, &["40 buses"], 40), "… said that [40 buses] would run late …");
    }

    #[test]
    fn room_that_one_end_does_not_need_goes_to_the_other() {
        let text = "Some 40 buses would run late in the evening on all the lines of the town.";
        assert_eq!(show(text, &["40 buses"], 40), "Some [40 buses] would run late in the …");
    }
}

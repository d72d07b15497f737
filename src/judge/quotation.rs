//! How two wordings of one quotation relate, and their speakers.
//!
//! Two [`Quotation`]s → [`QuotationComparison`]. It cannot fail: wordings with nothing in common are *reworded*.
//!
//! The wordings are aligned word by word, and what kind of difference it is follows from the operations between the
//! first and the last shared words, never from a ratio: one negation among forty words turns the sense. What only one of
//! them has before or after the shared words is a cut at an end.
//!
//! Not here: whether two quotations are one (`link`).

use super::compare::Bench;
use super::copies::{self, Kinship};
use super::speakers::speakers;
use crate::claim::{ClaimId, Quotation, QuotationForm};
use crate::comparison::{
    PlaceRelation, QuotationComparison, QuotationCopied, SharedLength, Translation, Words,
};
use crate::rules::RuleSet;
use crate::rules::lexicon::Vocabulary;
use crate::stem::stem;
use crate::text::Span;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Shared words from which two people do not say the same by chance: "broken promise after broken promise".
const LONG: usize = 4;
/// Words on either side of a change from which it is another wording rather than another word.
const REWORDED: usize = 5;

/// Words of a gap behind which a word or two without meaning are no part of what is shared.
const FAR: usize = 3;

/// Words at an end that may stand for as many others; more are another part of the speech.
const CHANGED_END: usize = 2;

/// A word of a wording.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    /// In lower case, without apostrophes, with one spelling for variants.
    normal: String,
    /// In lower case, with straight apostrophes, as lexicons have it.
    lower: String,
    /// As printed.
    printed: String,
    /// Whether the writer put it in brackets: it is not the speaker's.
    bracketed: bool,
    /// Whether an ellipsis stands before it.
    after_ellipsis: bool,
    /// Whether it begins a sentence.
    begins: bool,
    /// Whether a comma, a colon, a semicolon or a dash stands before it.
    after_mark: bool,
}

/// How two wordings relate, and by which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// The kind of difference.
    pub words: Words,
    /// How many words they share.
    pub shared: usize,
    /// The words by which they differ, of the first and of the second, as printed; either may be empty.
    pub change: Option<(String, String)>,
}

/// Compares two quotations.
#[must_use]
pub fn compare(bench: &Bench<'_>, a: (ClaimId, &Quotation), b: (ClaimId, &Quotation)) -> QuotationComparison {
    let (said_a, said_b) = (wording(bench, a.0, a.1), wording(bench, b.0, b.1));
    let alignment = align(&said_a, &said_b, bench.rules);
    let bare = |(id, quotation): (ClaimId, &Quotation), said: &str, other: &str| {
        quotation.form == QuotationForm::Direct
            && condition_cut(said, other, bench.rules).is_some()
            && !states_condition(bench, id, quotation)
    };
    let cut_condition =
        alignment.words == Words::Cut && (bare(a, &said_a, &said_b) || bare(b, &said_b, &said_a));
    let translated = a.1.translated.is_some() || b.1.translated.is_some();
    let words = if cut_condition {
        Words::CutCondition
    } else if translated && alignment.words == Words::Reworded && other_numbers(&said_a, &said_b, bench.rules)
    {
        // A translator is free in words and not in numbers.
        Words::NumberChanged
    } else {
        alignment.words
    };
    QuotationComparison {
        words,
        translation: if translated { Translation::Yes } else { Translation::No },
        speaker: speakers(bench, (a.0, a.1.speaker.as_ref()), (b.0, b.1.speaker.as_ref())),
        length: if alignment.shared >= LONG { SharedLength::Long } else { SharedLength::Short },
        place: if a.0.document == b.0.document { PlaceRelation::Within } else { PlaceRelation::Across },
        copy: match copies::kinship(bench, a.0, b.0) {
            Kinship::Copies => QuotationCopied::Yes,
            Kinship::Versions => QuotationCopied::Version,
            Kinship::None => QuotationCopied::No,
        },
    }
}

/// The words of a quotation, its pieces put together.
#[must_use]
pub fn wording(bench: &Bench<'_>, id: ClaimId, quotation: &Quotation) -> String {
    let pieces: Vec<&str> = quotation.pieces.iter().map(|span: &Span| bench.words(id, *span)).collect();
    pieces.join(" ")
}

/// Aligns two wordings and says what kind of difference there is.
#[must_use]
pub fn align(a: &str, b: &str, rules: &RuleSet) -> Alignment {
    let (x, y) = (words(a), words(b));
    let keys = |words: &[Word]| words.iter().map(|word| word.normal.clone()).collect::<Vec<_>>();
    let (keys_x, keys_y) = (keys(&x), keys(&y));
    if keys_x == keys_y {
        let words = if a.trim() == b.trim() { Words::Same } else { Words::Typography };
        return Alignment { words, shared: x.len(), change: None };
    }
    let mut ops = joined(capture_diff_slices(Algorithm::Myers, &keys_x, &keys_y));
    drop_stray_ends(&mut ops, &keys_x, rules);
    let mut ops = moved_to_sentences(ops, &x, &y);
    ops.retain(|op| !matches!(op, DiffOp::Equal { len: 0, .. }));
    let shared: usize = ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    let first = ops.iter().position(|op| matches!(op, DiffOp::Equal { .. }));
    let last = ops.iter().rposition(|op| matches!(op, DiffOp::Equal { .. }));
    let (Some(first), Some(last)) = (first, last) else {
        return Alignment { words: Words::Reworded, shared: 0, change: None };
    };
    if shared * 2 < x.len().min(y.len()) {
        return Alignment { words: Words::Reworded, shared, change: None };
    }
    let mut found = Words::Cut;
    let mut change = None;
    for (at, op) in ops.iter().enumerate() {
        // Words that only one has before or after the shared ones are cut; a word or two on both sides are changed.
        let (gone, come) = (op.old_range().len(), op.new_range().len());
        let cut = gone == 0 || come == 0 || gone.max(come) > CHANGED_END;
        if (at < first || at > last) && cut {
            continue;
        }
        let (gone, come) = (&x[op.old_range()], &y[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let kind = kind_of(gone, come, x.get(op.old_range().end), y.get(op.new_range().end), rules);
        if gravity(kind) > gravity(found) {
            found = kind;
            change = Some((printed(gone), printed(come)));
        }
    }
    if found == Words::Cut && first == 0 && last + 1 == ops.len() {
        // Nothing is missing at an end, so what was left out inside was marked, or words differ in their spaces.
        found = if x.iter().chain(&y).any(|word| word.after_ellipsis || word.bracketed) {
            Words::Cut
        } else {
            Words::Typography
        };
    }
    Alignment { words: found, shared, change }
}

/// The condition that `full` sets behind or before the words of `cut`, in the same sentence, and that `cut` lacks.
#[must_use]
pub fn condition_cut(cut: &str, full: &str, rules: &RuleSet) -> Option<String> {
    let (x, y) = (words(cut), words(full));
    // A cut that is marked shows itself.
    if cut.trim_end().ends_with(['…', '.'])
        && cut.trim_end().trim_end_matches(['.', '…']).len() + 1 < cut.trim_end().len()
    {
        return None;
    }
    let at = y
        .windows(x.len().max(1))
        .position(|part| part.iter().map(|word| &word.normal).eq(x.iter().map(|word| &word.normal)))?;
    let conditions = rules.lexicon(Vocabulary::Negations);
    let sets = |from: usize| {
        let found = conditions.longest(|ahead| y.get(from + ahead).map(|word| word.lower.as_str()));
        found.is_some_and(|found| matches!(found.means, "condition" | "exception"))
    };
    let sentence_end = |from: usize| (from + 1..y.len()).find(|at| y[*at].begins).unwrap_or(y.len());
    let behind = at + x.len();
    if y.get(behind).is_some_and(|word| !word.begins && !word.after_ellipsis) && sets(behind) {
        return Some(printed(&y[behind..sentence_end(behind)]));
    }
    let start = (0..=at).rev().find(|start| y[*start].begins)?;
    (start < at && y[at].after_mark && sets(start)).then(|| printed(&y[start..at]))
}

/// Whether the sentence around a quotation sets a condition in the words of the writer.
fn states_condition(bench: &Bench<'_>, id: ClaimId, quotation: &Quotation) -> bool {
    let Some(sentence) = bench.sentence(id) else { return false };
    let conditions = bench.rules.lexicon(Vocabulary::Negations);
    let mut outside = String::new();
    let mut from = sentence.span.start;
    for piece in &quotation.pieces {
        if from < piece.start {
            outside.push_str(bench.words(id, Span { start: from, end: piece.start }));
        }
        outside.push(' ');
        from = from.max(piece.end);
    }
    if from < sentence.span.end {
        outside.push_str(bench.words(id, Span { start: from, end: sentence.span.end }));
    }
    words(&outside).iter().any(|word| conditions.word(&word.lower) == Some("condition"))
}

/// Whether a comma, colon or dash stands between shared words of one wording and not of the other.
#[must_use]
pub fn marks_differ(a: &str, b: &str) -> bool {
    let (x, y) = (words(a), words(b));
    let keys = |words: &[Word]| words.iter().map(|word| word.normal.clone()).collect::<Vec<_>>();
    capture_diff_slices(Algorithm::Myers, &keys(&x), &keys(&y)).iter().any(|op| match *op {
        // The first of the shared words may follow what the fragment leaves out.
        DiffOp::Equal { old_index, new_index, len } => {
            (1..len).any(|at| x[old_index + at].after_mark != y[new_index + at].after_mark)
        }
        _ => false,
    })
}

/// Neighbouring deletions and insertions made one replacement.
fn joined(ops: Vec<DiffOp>) -> Vec<DiffOp> {
    let mut out: Vec<DiffOp> = Vec::new();
    for op in ops {
        let changes = |op: &DiffOp| !matches!(op, DiffOp::Equal { .. });
        match out.last_mut() {
            Some(last) if changes(last) && changes(&op) => {
                *last = DiffOp::Replace {
                    old_index: last.old_range().start,
                    old_len: op.old_range().end - last.old_range().start,
                    new_index: last.new_range().start,
                    new_len: op.new_range().end - last.new_range().start,
                };
            }
            _ => out.push(op),
        }
    }
    out
}

/// The operations, with words that only one has moved back over equal words so that they begin a sentence where they can:
/// of "The steel came. The ferry" against "The ferry", the first sentence is what is left out and not "steel came. The".
fn moved_to_sentences(ops: Vec<DiffOp>, x: &[Word], y: &[Word]) -> Vec<DiffOp> {
    let mut out: Vec<DiffOp> = Vec::with_capacity(ops.len());
    // Equal words that the next shared run takes over.
    let mut over = 0;
    for op in ops {
        let moved = match op {
            DiffOp::Delete { old_index, old_len, .. } => back(x, old_index..old_index + old_len),
            DiffOp::Insert { new_index, new_len, .. } => back(y, new_index..new_index + new_len),
            _ => 0,
        };
        let room = match out.last() {
            Some(DiffOp::Equal { len, .. }) => *len,
            _ => 0,
        };
        let steps = if moved <= room { moved } else { 0 };
        if let (Some(DiffOp::Equal { len, .. }), true) = (out.last_mut(), steps > 0) {
            *len -= steps;
        }
        out.push(match op {
            DiffOp::Delete { old_index, old_len, new_index } => {
                DiffOp::Delete { old_index: old_index - steps, old_len, new_index: new_index - steps }
            }
            DiffOp::Insert { old_index, new_index, new_len } => {
                DiffOp::Insert { old_index: old_index - steps, new_index: new_index - steps, new_len }
            }
            DiffOp::Equal { old_index, new_index, len } => {
                DiffOp::Equal { old_index: old_index - over, new_index: new_index - over, len: len + over }
            }
            replace @ DiffOp::Replace { .. } => replace,
        });
        over = steps;
    }
    if over > 0 {
        // The last words that both have stood before what only one has.
        let (old_index, new_index) = (x.len() - over, y.len() - over);
        out.push(DiffOp::Equal { old_index, new_index, len: over });
    }
    out
}

/// How many words a range has to move back over equal words to begin a sentence; 0 where it begins one, or cannot.
fn back(words: &[Word], range: Range<usize>) -> usize {
    let (mut start, mut end) = (range.start, range.end);
    while !words.get(start).is_some_and(|word| word.begins) {
        if start == 0 || end <= range.start + 1 || words[start - 1].normal != words[end - 1].normal {
            return 0;
        }
        (start, end) = (start - 1, end - 1);
    }
    range.start - start
}

/// Kinds of differences from the least to the gravest.
fn gravity(words: Words) -> u8 {
    match words {
        Words::Same => 0,
        Words::Typography | Words::MarkMoved => 1,
        Words::Cut => 2,
        Words::Cleaned => 3,
        Words::Merged => 4,
        Words::CutInside => 5,
        Words::Reworded => 6,
        Words::WordChanged => 7,
        Words::NumberChanged => 8,
        Words::CutCondition => 9,
        Words::CutNegation => 10,
    }
}

/// What kind of difference it is that `gone` of one wording stands as `come` in the other.
fn kind_of(
    gone: &[Word],
    come: &[Word],
    next_x: Option<&Word>,
    next_y: Option<&Word>,
    rules: &RuleSet,
) -> Words {
    let own = |words: &[Word]| words.iter().filter(|word| !word.bracketed).cloned().collect::<Vec<_>>();
    let bracketed = gone.iter().chain(come).any(|word| word.bracketed);
    let (gone, come) = (own(gone), own(come));
    let ellipsis = |next: Option<&Word>| next.is_some_and(|word| word.after_ellipsis);
    if bracketed || ellipsis(next_x) || ellipsis(next_y) {
        return Words::Cut;
    }
    let joined = |words: &[Word]| words.iter().map(|word| word.normal.as_str()).collect::<String>();
    if joined(&gone) == joined(&come) {
        return Words::Typography;
    }
    if numbers_differ(&gone, &come, rules) {
        return Words::NumberChanged;
    }
    let negated = |words: &[Word]| words.iter().any(|word| negates(word, rules));
    if negated(&gone) != negated(&come) {
        return Words::CutNegation;
    }
    let (content_x, content_y) = (content(&gone, rules), content(&come, rules));
    if content_x == content_y {
        return Words::Cleaned;
    }
    if content_x.is_empty() || content_y.is_empty() {
        let one = if gone.len() > come.len() { &gone } else { &come };
        let next = if gone.len() > come.len() { next_x } else { next_y };
        let whole = one.first().is_some_and(|word| word.begins) && next.is_some_and(|word| word.begins);
        return if whole { Words::Merged } else { Words::CutInside };
    }
    if gone.len().max(come.len()) >= REWORDED { Words::Reworded } else { Words::WordChanged }
}

/// Whether both of two stretches of words give numbers, and other ones. "Five" and "5" are one number; two numbers both in
/// digits, or both in words, are not.
fn numbers_differ(gone: &[Word], come: &[Word], rules: &RuleSet) -> bool {
    let numbers = |words: &[Word]| {
        words
            .iter()
            .filter(|word| {
                word.normal.starts_with(|c: char| c.is_ascii_digit())
                    || rules.lexicon(Vocabulary::Numerals).word(&word.lower).is_some()
            })
            .map(|word| word.normal.clone())
            .collect::<Vec<_>>()
    };
    let digits = |numbers: &[String]| numbers.iter().all(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    let (x, y) = (numbers(gone), numbers(come));
    !x.is_empty() && !y.is_empty() && x != y && digits(&x) == digits(&y)
}

/// Whether two whole wordings give as many numbers in digits, and other ones.
fn other_numbers(a: &str, b: &str, rules: &RuleSet) -> bool {
    let digits = |text: &str| {
        let mut found = words(text);
        found.retain(|word| word.normal.starts_with(|c: char| c.is_ascii_digit()));
        found.sort_by(|x, y| x.normal.cmp(&y.normal));
        found
    };
    let (x, y) = (digits(a), digits(b));
    x.len() == y.len() && numbers_differ(&x, &y, rules)
}

fn negates(word: &Word, rules: &RuleSet) -> bool {
    // Pasted text loses apostrophes, and "cant" negates as "can't" does.
    let negations = rules.lexicon(Vocabulary::Negations);
    negations.word(&word.lower).is_some()
        || word.lower.ends_with("n't")
        || word.normal.strip_suffix("nt").is_some_and(|verb| negations.word(&format!("{verb}n't")).is_some())
}

/// Stems of the words that bear meaning.
fn content(words: &[Word], rules: &RuleSet) -> Vec<smol_str::SmolStr> {
    words
        .iter()
        .filter(|word| rules.lexicon(Vocabulary::Stopwords).word(&word.lower).is_none())
        .map(|word| stem(&word.normal))
        .collect()
}

/// Shared words at the ends that are few, bear no meaning and stand far from the rest are no part of what is shared:
/// "the" meets "the" anywhere.
fn drop_stray_ends(ops: &mut Vec<DiffOp>, keys: &[String], rules: &RuleSet) {
    let stray = |op: &DiffOp, gap: Option<&DiffOp>| {
        let DiffOp::Equal { old_index, len, .. } = *op else { return false };
        let far = gap.is_some_and(|gap| gap.old_range().len().max(gap.new_range().len()) > FAR);
        far && len <= 2
            && keys[old_index..old_index + len]
                .iter()
                .all(|word| rules.lexicon(Vocabulary::Stopwords).word(word).is_some())
    };
    let equal = |op: &DiffOp| matches!(op, DiffOp::Equal { .. });
    while let Some(first) = ops.iter().position(equal) {
        if !stray(&ops[first], ops.get(first + 1)) {
            break;
        }
        ops.drain(..=first);
    }
    while let Some(last) = ops.iter().rposition(equal) {
        if !stray(&ops[last], last.checked_sub(1).map(|before| &ops[before])) {
            break;
        }
        ops.truncate(last);
    }
}

/// Splits a wording into words.
fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let (mut brackets, mut ellipsis, mut begins, mut mark) = (0u32, false, true, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_alphanumeric() {
            let mut end = 0;
            for (at, d) in rest.char_indices() {
                let after = rest[at + d.len_utf8()..].chars().next();
                let inside = match d {
                    '\'' | '’' => after.is_some_and(char::is_alphabetic),
                    '.' | ',' => {
                        after.is_some_and(|n| n.is_ascii_digit())
                            && rest[..at].ends_with(|p: char| p.is_ascii_digit())
                    }
                    _ => d.is_alphanumeric() || matches!(d, '\u{ad}' | '\u{300}'..='\u{36f}'),
                };
                if !inside {
                    break;
                }
                end = at + d.len_utf8();
            }
            let printed = &rest[..end];
            out.push(Word {
                normal: normal(printed),
                lower: printed.to_lowercase().replace('’', "'"),
                printed: printed.to_owned(),
                bracketed: brackets > 0,
                after_ellipsis: ellipsis,
                begins,
                after_mark: mark,
            });
            (ellipsis, begins, mark) = (false, false, false);
            rest = &rest[end..];
            continue;
        }
        match c {
            '[' | '(' => brackets += 1,
            ']' | ')' => brackets = brackets.saturating_sub(1),
            '…' => ellipsis = true,
            '.' if rest.starts_with("..") || rest.starts_with(". .") => ellipsis = true,
            '.' | '!' | '?' => begins = true,
            ',' | ';' | ':' | '–' | '—' => mark = true,
            _ => {}
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// A word for comparing: lower case, no apostrophes (pasted text loses them), one spelling for British and American variants.
fn normal(printed: &str) -> String {
    let mut word: String = printed
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '’' | '\''))
        .flat_map(char::to_lowercase)
        .collect();
    for (american, british) in [("yze", "yse"), ("ize", "ise"), ("izing", "ising"), ("ization", "isation")] {
        if word.len() > american.len() + 2 {
            word = word.replace(american, british);
        }
    }
    if word.len() > 4 {
        for stem in ["labor", "color", "honor", "favor", "neighbor", "behavior", "harbor", "rumor"] {
            if word.starts_with(stem) {
                word.insert(stem.len() - 1, 'u');
            }
        }
    }
    word
}

fn printed(words: &[Word]) -> String {
    words.iter().map(|word| word.printed.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(a: &str, b: &str) -> Words {
        let rules = RuleSet::built_in();
        let (forth, back) = (align(a, b, rules), align(b, a, rules));
        assert_eq!(forth.words, back.words, "the relation is symmetric: {a:?} {b:?}");
        forth.words
    }

    #[test]
    fn the_kind_of_difference_follows_from_the_words_that_differ() {
        let full = "We will rebuild every house on this street, and we will not leave anyone behind.";
        for (a, b, expected) in [
            (full, full, Words::Same),
            ("It’s over", "it's over", Words::Typography),
            (full, "rebuild every house on this street", Words::Cut),
            (full, "We will rebuild every house … and we will not leave anyone behind.", Words::Cut),
            (full, "We will rebuild every house [here], and we will not leave anyone behind.", Words::Cut),
            (
                full,
                "We will rebuild every shop on this street, and we will not leave anyone behind.",
                Words::WordChanged,
            ),
            (
                "It took 12 crews all night to reach them",
                "It took 21 crews all night to reach them",
                Words::NumberChanged,
            ),
            (
                "They organise relief for every village",
                "They organize relief for every village",
                Words::Typography,
            ),
        ] {
            assert_eq!(kind(a, b), expected, "{a:?} against {b:?}");
        }
    }

    #[test]
    fn the_words_that_differ_are_kept_as_printed() {
        let found = align(
            "The plan is nothing more than a promise",
            "The plan is little more than a promise",
            RuleSet::built_in(),
        );
        assert_eq!(found.change, Some(("nothing".into(), "little".into())));
    }
}

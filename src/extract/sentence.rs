//! Prose into sentences and tokens.
//!
//! `&Document` → [`Text`]. It cannot fail: where no boundary is sure, the sentence goes on. A sentence never crosses a
//! block. Tags (parts of speech) are given only to sentences that ask for them, since most hold no figure.
//!
//! Not here: what the words mean.

use super::tagger::{self, Known};
use crate::document::Document;
use crate::rules::RuleSet;
use crate::rules::lexicon::{Found, Lexicon, Vocabularies, Vocabulary};
use crate::stem::stem;
use crate::text::Span;
use harper_brill::UPOS;
use smol_str::{SmolStr, SmolStrBuilder};
use std::ops::Range;

/// Sentences of a document with their tokens.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Sentences, in reading order.
    pub sentences: Vec<Sentence>,
    /// Tokens of all sentences, in reading order.
    pub tokens: Vec<Token>,
}

/// A sentence, a heading, a list item or a table cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in the prose.
    pub span: Span,
    /// The index of its block in [`Document::blocks`].
    pub block: u32,
    /// Its tokens in [`Text::tokens`].
    pub tokens: Range<usize>,
}

/// A word, a number in digits, or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the prose.
    pub span: Span,
    /// What kind it is.
    pub kind: TokenKind,
    /// The word in lower case with straight apostrophes; for numbers and marks the text as it is.
    pub lower: SmolStr,
    /// Whether it follows the token before it without a space.
    pub glued: bool,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Its part of speech, where the sentence was tagged and the tagger knows.
    pub tag: Option<UPOS>,
    /// The vocabularies that have a phrase which begins with it.
    pub opens: Vocabularies,
    /// What the tagger knows of the word.
    pub(super) known: Option<&'static Known>,
}

impl Token {
    /// The stem of the word.
    #[must_use]
    pub fn stem(&self) -> SmolStr {
        self.known.map_or_else(|| stem(&self.lower), |known| known.stem(&self.lower))
    }

    /// What the word by itself means in a lexicon.
    #[must_use]
    pub fn means<'l>(&self, lexicon: &'l Lexicon) -> Option<&'l str> {
        if self.opens.include(lexicon) { lexicon.word(&self.lower) } else { None }
    }
}

/// Kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Letters, with apostrophes inside ("don't"); a possessive `'s` is a token of its own.
    Word,
    /// Digits with separators and decimals inside: "906,000", "11.4".
    Number,
    /// One character that is neither: marks, signs, fractions such as ½.
    Mark,
}

impl Text {
    /// The tokens of a sentence.
    #[must_use]
    pub fn tokens_of(&self, sentence: usize) -> &[Token] {
        &self.tokens[self.sentences[sentence].tokens.clone()]
    }

    /// The tokens of a block of the document.
    #[must_use]
    pub fn tokens_of_block(&self, block: usize) -> &[Token] {
        let first = self.sentences.partition_point(|sentence| (sentence.block as usize) < block);
        let behind = self.sentences.partition_point(|sentence| sentence.block as usize <= block);
        let of = &self.sentences[first..behind];
        of.first()
            .zip(of.last())
            .map_or(&[], |(first, last)| &self.tokens[first.tokens.start..last.tokens.end])
    }

    /// The sentence that holds a token.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }

    /// The sentence that holds, or is nearest after, a byte of the prose; `None` behind the last.
    #[must_use]
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let index = self.sentences.partition_point(|sentence| (sentence.span.end as usize) <= byte);
        (index < self.sentences.len()).then_some(index)
    }

    /// The span from the first to the last of some tokens.
    ///
    /// # Panics
    /// If the range is empty or out of bounds.
    #[must_use]
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        self.tokens[tokens.start].span.cover(self.tokens[tokens.end - 1].span)
    }

    /// The lower-case word `ahead` tokens after `at`, within `limit`, for looking up phrases.
    #[must_use]
    pub fn word(&self, at: usize, ahead: usize, limit: usize) -> Option<&str> {
        (at + ahead < limit).then(|| self.tokens[at + ahead].lower.as_str())
    }

    /// The longest phrase of a lexicon that begins at a token and ends before `limit`.
    #[must_use]
    pub fn phrase_at<'l>(&self, lexicon: &'l Lexicon, at: usize, limit: usize) -> Option<Found<'l>> {
        if at < limit && self.tokens[at].opens.include(lexicon) {
            lexicon.longest(|ahead| self.word(at, ahead, limit))
        } else {
            None
        }
    }

    /// Gives parts of speech to the tokens of a sentence. Numbers are tagged as numerals, whatever the tagger says.
    pub fn tag(&mut self, sentence: usize, rules: &RuleSet) {
        let range = self.sentences[sentence].tokens.clone();
        let tokens = &mut self.tokens[range];
        // The tagger knows names by their capital; a sentence in capitals (a tabloid headline) would be all names.
        let tags = tagger::tag(tokens.iter().map(|token| (token.lower.as_str(), token.known)));
        let next = |index: usize| tags.get(index + 1).copied().flatten();
        let mut after_comparative = false;
        let (mut nominal_before, mut after_to) = (false, false);
        let (mut after_modal, mut in_phrase, mut after_of, mut of_noun) = (false, false, false, false);
        for (index, (token, &tag)) in tokens.iter_mut().zip(&tags).enumerate() {
            token.tag = match token.kind {
                TokenKind::Number => Some(UPOS::NUM),
                TokenKind::Mark => Some(UPOS::PUNCT),
                TokenKind::Word if is_auxiliary(&token.lower) => Some(UPOS::AUX),
                // "revised downwards by": the tagger takes them for nouns.
                TokenKind::Word if is_direction(&token.lower) => Some(UPOS::ADV),
                TokenKind::Word => match tag {
                    // What the tagger does not know is a noun more often than anything else; with a capital inside
                    // a sentence it is a name.
                    None if token.capital && index > 0 => Some(UPOS::PROPN),
                    None => Some(by_ending(&token.lower)),
                    // "will rise": what follows a modal is a verb, also where it is mostly a noun elsewhere.
                    Some(UPOS::NOUN) if after_modal => Some(UPOS::VERB),
                    // "the two-year fix stood": a base form between a noun and a verb is a noun.
                    Some(UPOS::VERB)
                        if nominal_before
                            && matches!(next(index), Some(UPOS::VERB | UPOS::AUX))
                            && !token.lower.ends_with("ed")
                            && !token.lower.ends_with("ing")
                            && !token.lower.ends_with('s') =>
                    {
                        Some(UPOS::NOUN)
                    }
                    // "the fire that erased the town": an adjective before an article is a verb.
                    Some(UPOS::ADJ) if next(index) == Some(UPOS::DET) && token.lower.ends_with("ed") => {
                        Some(UPOS::VERB)
                    }
                    // "a 30% higher risk": a word that compares before a noun.
                    Some(UPOS::ADV)
                        if matches!(next(index), Some(UPOS::NOUN | UPOS::ADJ | UPOS::VERB))
                            && matches!(
                                token.lower.as_str(),
                                "higher" | "lower" | "greater" | "bigger" | "smaller"
                            ) =>
                    {
                        Some(UPOS::ADJ)
                    }
                    // "a higher risk of": a noun that elsewhere is a verb.
                    Some(UPOS::VERB)
                        if after_comparative
                            && !token.lower.ends_with("ed")
                            && !token.lower.ends_with("ing") =>
                    {
                        Some(UPOS::NOUN)
                    }
                    // "to lower the rate": a verb that elsewhere compares.
                    Some(UPOS::ADJ) if after_to && token.lower == "lower" => Some(UPOS::VERB),
                    // "of tax rises": a noun before, a preposition before that.
                    Some(UPOS::VERB) if of_noun && token.lower.ends_with('s') => Some(UPOS::NOUN),
                    // "its main rate": between an article and no noun, a verb's base form is a noun.
                    Some(UPOS::VERB)
                        if in_phrase && !token.lower.ends_with("ed") && !token.lower.ends_with("ing") =>
                    {
                        Some(UPOS::NOUN)
                    }
                    tag => tag,
                },
            };
            after_to = token.lower == "to";
            after_comparative = token.tag == Some(UPOS::ADJ)
                && matches!(token.lower.as_str(), "higher" | "lower" | "greater");
            nominal_before = matches!(token.tag, Some(UPOS::NOUN | UPOS::ADJ | UPOS::NUM));
            of_noun = token.tag == Some(UPOS::NOUN)
                && after_of
                && !token.lower.ends_with('s')
                && token.lower != "people";
            after_of = token.lower == "of" || after_of && token.tag == Some(UPOS::ADJ);
            after_modal = is_modal(&token.lower) || after_modal && token.tag == Some(UPOS::ADV);
            in_phrase = match token.tag {
                Some(UPOS::DET) => !matches!(
                    token.lower.as_str(),
                    "that" | "this" | "these" | "those" | "which" | "what" | "all" | "some" | "any"
                ),
                Some(UPOS::PRON) => {
                    matches!(token.lower.as_str(), "its" | "their" | "his" | "her" | "our" | "my" | "your")
                }
                Some(UPOS::ADJ) => in_phrase,
                _ => false,
            };
        }
        // "the cap rises from £2", "growth picks up to 2%": a verb that the tagger takes for a noun.
        let known = |token: &Token| {
            [Vocabulary::Change, Vocabulary::Measuring]
                .iter()
                .any(|v| token.means(rules.lexicon(*v)).is_some())
        };
        for index in 1..tokens.len() {
            let next = |ahead: usize| tokens.get(index + ahead);
            let particle = next(1).is_some_and(|next| matches!(next.lower.as_str(), "up" | "down"));
            let behind = next(if particle { 2 } else { 1 });
            let before_figure = behind.is_some_and(|next| {
                next.kind == TokenKind::Number || matches!(next.lower.as_str(), "to" | "from" | "by")
            });
            let after_noun = matches!(tokens[index - 1].tag, Some(UPOS::NOUN | UPOS::PROPN) | None)
                || tokens[index - 1].lower == ")";
            if tokens[index].tag == Some(UPOS::NOUN)
                && tokens[index].lower.ends_with('s')
                && before_figure
                && after_noun
                && known(&tokens[index])
            {
                tokens[index].tag = Some(UPOS::VERB);
            }
        }
    }
}

/// Whether a word is an auxiliary; "will" and "might" are nouns so seldom in news that they are taken for none.
fn is_auxiliary(word: &str) -> bool {
    // Forms of "be", "have" and "do", which the tagger takes for nouns behind a figure.
    matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "being"
            | "am"
            | "has"
            | "have"
            | "had"
            | "do"
            | "does"
            | "did"
    ) || is_modal(word)
}

/// Whether a word is an auxiliary that a verb follows.
fn is_modal(word: &str) -> bool {
    matches!(word, "will" | "would" | "can" | "could" | "may" | "might" | "shall" | "should" | "must" | "'ll")
}

/// Whether a word is an adverb of direction.
fn is_direction(word: &str) -> bool {
    matches!(word, "upwards" | "downwards" | "upward" | "downward" | "afterwards" | "backwards" | "forwards")
}

/// The part of speech that the ending of an unknown word suggests; without one it is a noun, as new words mostly are.
fn by_ending(word: &str) -> UPOS {
    if word == "'s" {
        UPOS::PART
    } else if word.ends_with("ly") {
        UPOS::ADV
    } else if word.ends_with("ed") || word.ends_with("ing") {
        UPOS::VERB
    } else {
        UPOS::NOUN
    }
}

/// Splits a document into sentences and tokens.
#[must_use]
pub fn split(document: &Document, rules: &RuleSet) -> Text {
    let prose = document.prose.text();
    let abbreviations = rules.lexicon(Vocabulary::Abbreviations);
    let mut text = Text::default();
    for (index, block) in document.blocks.iter().enumerate() {
        let block_index = u32::try_from(index).expect("fewer blocks than bytes");
        let first = text.tokens.len();
        tokenise(prose, block.span, rules, &mut text.tokens);
        let mut start = first;
        // Whether an odd number of straight marks stands before, so that the next one closes.
        let mut open = false;
        for at in first..text.tokens.len() {
            if text.tokens[at].kind != TokenKind::Mark {
                continue;
            }
            open ^= text.tokens[at].lower == "\"";
            if ends_sentence(prose, &text.tokens, at, open, abbreviations) {
                let end = closing_marks(&text.tokens, at + 1, open);
                if end > start {
                    push_sentence(&mut text, block_index, start..end);
                    start = end;
                }
            }
        }
        if start < text.tokens.len() {
            let end = text.tokens.len();
            push_sentence(&mut text, block_index, start..end);
        }
    }
    text
}

fn push_sentence(text: &mut Text, block: u32, tokens: Range<usize>) {
    let span = text.span_of(tokens.clone());
    text.sentences.push(Sentence { span, block, tokens });
}

/// Quotation marks and brackets that close what the sentence ended in belong to it. In text that was put together from
/// tokens a closing mark stands behind a space; `open` says whether a straight mark closes here.
fn closing_marks(tokens: &[Token], mut at: usize, open: bool) -> usize {
    while let Some(token) = tokens.get(at) {
        let spaced =
            !token.glued && open && token.lower == "\"" && tokens.get(at + 1).is_none_or(|next| !next.glued);
        let closing = token.glued
            && matches!(
                token.lower.as_str(),
                "”" | "\"" | "’" | "'" | "»" | ")" | "]" | "." | "!" | "?" | "…"
            );
        if !closing && !spaced {
            break;
        }
        at += 1;
        if spaced {
            break;
        }
    }
    at
}

/// Whether the sentence ends with token `at`.
fn ends_sentence(prose: &str, tokens: &[Token], at: usize, open: bool, abbreviations: &Lexicon) -> bool {
    let token = &tokens[at];
    if token.kind != TokenKind::Mark || !matches!(token.lower.as_str(), "." | "!" | "?" | "…") {
        return false;
    }
    let after = closing_marks(tokens, at + 1, open);
    let Some(next) = tokens.get(after) else {
        return true;
    };
    // "1.2", "U.S.", "example.org": no space after the mark.
    let gap = &prose[tokens[after - 1].span.end as usize..next.span.start as usize];
    if gap.is_empty() && next.kind != TokenKind::Mark {
        return false;
    }
    if gap.is_empty() && !matches!(next.lower.as_str(), "“" | "\"" | "‘" | "'") {
        return false;
    }
    if token.lower == "."
        && after == at + 1
        && let Some(before) = at.checked_sub(1).map(|i| &tokens[i])
    {
        // The unit in "£434m." is no initial.
        let unit = before.glued && at >= 2 && tokens[at - 2].kind == TokenKind::Number;
        let single = before.kind == TokenKind::Word && before.span.len() == 1 && !unit;
        let dotted = single && at >= 2 && tokens[at - 2].lower == "." && before.glued;
        // An initial ("J. Smith") or the last letter of "U.S.", "p.m.", "a. m.": the sentence ends only where a
        // word that begins sentences follows, and never before a lower-case word.
        if single && before.capital && !dotted && at >= 2 && next.capital {
            return false;
        }
        if dotted || single {
            return next.capital && STARTERS.contains(&next.lower.as_str());
        }
        if before.kind == TokenKind::Word {
            let starts = next.capital && STARTERS.contains(&next.lower.as_str());
            match before.means(abbreviations) {
                Some("never-ends") => return false,
                Some("may-end") => return starts,
                // "No. 10", "Art. 8": words of their own before anything but a number.
                Some("before-number") if next.kind == TokenKind::Number => return false,
                _ => {}
            }
        }
    }
    // A sentence begins with a capital, a figure or an opening mark. Behind a question or exclamation inside a
    // quotation the attribution goes on in lower case.
    let opens = next.kind != TokenKind::Word
        || next.capital
        || prose[next.span.range()].chars().next().is_some_and(|c| !c.is_lowercase());
    opens && (token.lower != "…" || next.capital)
}

/// Words with a capital that begin a sentence after an abbreviation that may also end one ("in the U.S. The").
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "it",
    "he",
    "she",
    "they",
    "we",
    "but",
    "and",
    "in",
    "on",
    "at",
    "this",
    "that",
    "these",
    "those",
    "there",
    "however",
    "mr",
    "ms",
    "mrs",
    "officials",
    "about",
    "more",
    "some",
    "its",
    "his",
    "her",
    "their",
    "as",
    "for",
    "if",
    "when",
    "while",
    "after",
    "before",
    "no",
    "not",
    "i",
    "you",
    "most",
    "many",
    "such",
    "police",
];

/// Appends the tokens of a span.
fn tokenise(prose: &str, span: Span, rules: &RuleSet, tokens: &mut Vec<Token>) {
    let text = &prose[span.range()];
    let bytes = text.as_bytes();
    let base = span.start as usize;
    let mut last_end = usize::MAX;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        if c.is_whitespace() || is_invisible(c) {
            continue;
        }
        let kind = if c.is_ascii_digit() {
            TokenKind::Number
        } else if c.is_alphabetic() {
            TokenKind::Word
        } else {
            TokenKind::Mark
        };
        let mut end = at;
        match kind {
            TokenKind::Mark => {
                // A possessive or a contraction that begins with an apostrophe stays with its letters.
                if matches!(c, '\'' | '’') && last_end == start && is_possessive(&text[end..]) {
                    end += 1;
                }
            }
            TokenKind::Number => {
                let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
                while digit(end) || matches!(bytes.get(end), Some(b',' | b'.')) && digit(end + 1) {
                    end += 1;
                }
            }
            TokenKind::Word => loop {
                // Nearly all letters are ASCII and need no look at characters.
                end += bytes[end..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                let Some(next) = text[end..].chars().next() else { break };
                let rest = &text[end + next.len_utf8()..];
                let inner = matches!(next, '\'' | '’')
                    && rest.starts_with(char::is_alphabetic)
                    && !is_possessive(rest);
                if !(next.is_alphabetic() || is_mark_of_letter(next) || inner) {
                    break;
                }
                end += next.len_utf8();
            },
        }
        at = end;
        let raw = &text[start..end];
        let possessive = kind == TokenKind::Mark && raw.len() > c.len_utf8();
        let lower = lower(raw, kind == TokenKind::Word || possessive);
        tokens.push(Token {
            span: Span::new(base + start, base + end),
            kind: if possessive { TokenKind::Word } else { kind },
            opens: rules.opened_by(&lower),
            known: tagger::known(&lower),
            lower,
            glued: last_end == start,
            capital: c.is_uppercase(),
            tag: None,
        });
        last_end = end;
    }
}

/// Whether `rest`, which follows an apostrophe, is a possessive "s" that ends a word.
fn is_possessive(rest: &str) -> bool {
    rest.starts_with(['s', 'S']) && !rest[1..].starts_with(char::is_alphanumeric)
}

/// Combining marks and soft hyphens, which stay inside their word.
fn is_mark_of_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}')
}

/// Characters without a width: byte-order marks, joiners, direction marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// The lower-case form of a word, with straight apostrophes and without soft hyphens.
fn lower(raw: &str, word: bool) -> SmolStr {
    if !word || raw.bytes().all(|b| b.is_ascii_lowercase()) {
        return SmolStr::new(raw);
    }
    let mut bytes = [0; 32];
    if let Some(bytes) = bytes.get_mut(..raw.len())
        && raw.is_ascii()
    {
        bytes.copy_from_slice(raw.as_bytes());
        bytes.make_ascii_lowercase();
        return SmolStr::new(std::str::from_utf8(bytes).expect("lower-case ASCII is text"));
    }
    let mut out = SmolStrBuilder::new();
    for c in raw.chars() {
        match c {
            '’' | '‘' => out.push('\''),
            '\u{ad}' => {}
            c => c.to_lowercase().for_each(|l| out.push(l)),
        }
    }
    out.finish()
}

/// Stems of the content words among some tokens, each with the byte where its word begins.
#[must_use]
pub(super) fn content_stems(tokens: &[Token], rules: &RuleSet) -> Vec<(u32, SmolStr)> {
    let stopwords = rules.lexicon(Vocabulary::Stopwords);
    tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word && token.span.len() > 1)
        .filter(|token| token.means(stopwords).is_none())
        .map(|token| (token.span.start, token.stem()))
        .collect()
}

//! How the speakers of two quotations relate.
//!
//! `(bench, credits)` → [`SpeakerRelation`]. It cannot fail. Two are *different* only where the texts show it: who "he" is
//! was worked out, and may be worked out wrongly, and "the mayor" may be any name.
//!
//! Not here: who speaks (`extract`), and how names are spelt (`names`).

use super::compare::Bench;
use super::names::same_name;
use crate::claim::{Attribution, ClaimId};
use crate::comparison::SpeakerRelation;
use crate::document::Document;
use crate::rules::RuleSet;
use crate::rules::lexicon::Vocabulary;
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// Bytes on either side of some words that are looked at in their sentence: more than hardly any sentence has, so that one
/// without end is not read anew for each of its claims.
const AROUND: usize = 1000;

/// Who bears which title in the articles of a run: "Governor Josh Green", "Mayor Bissen".
#[derive(Clone, Debug, Default)]
pub(super) struct Titles {
    /// Surname → the titles before it, in lower case.
    of: FxHashMap<String, FxHashSet<String>>,
    /// Title → the surnames behind it.
    holders: FxHashMap<String, FxHashSet<String>>,
}

impl Titles {
    /// Reads the titles that stand before names.
    pub(super) fn read(documents: &[Document], rules: &RuleSet) -> Self {
        let roles = rules.lexicon(Vocabulary::Roles);
        let mut titles = Self::default();
        for document in documents {
            let mut title: Option<String> = None;
            let mut names: Vec<&str> = Vec::new();
            for word in document.prose.text().split_whitespace() {
                let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
                let lower = bare.to_lowercase();
                let capital = bare.starts_with(char::is_uppercase);
                if capital && matches!(roles.word(&lower), Some("role" | "rank" | "title")) {
                    title = Some(lower);
                    names.clear();
                } else if capital && title.is_some() {
                    names.push(bare);
                }
                // A name of up to three words ends with a mark or before a word without a capital; the point of "Gov." or
                // of an initial is no such mark.
                let abbreviated = word.ends_with('.') && (names.is_empty() || bare.chars().count() == 1);
                let ends = !capital || !word.ends_with(char::is_alphanumeric) && !abbreviated;
                if ends || names.len() == 3 {
                    if let (Some(title), Some(last)) = (&title, names.last()) {
                        titles.add(title, last);
                    }
                    if !names.is_empty() || !capital {
                        title = None;
                    }
                    names.clear();
                }
            }
        }
        titles
    }

    fn add(&mut self, title: &str, surname: &str) {
        let surname = surname.trim_end_matches("'s").trim_end_matches("’s").to_lowercase();
        self.of.entry(surname.clone()).or_default().insert(title.to_owned());
        self.holders.entry(title.to_owned()).or_default().insert(surname);
    }

    /// Whether the title belongs to others, and the person with that surname bears another.
    fn excludes(&self, title: &str, surname: &str) -> bool {
        let surname = surname.to_lowercase();
        self.holders.get(title).is_some_and(|holders| !holders.contains(&surname))
            && self.of.get(&surname).is_some_and(|titles| !titles.contains(title))
    }
}

/// A speaker as one article credits it.
struct Credit<'b> {
    id: ClaimId,
    by: &'b Attribution,
    /// The last word of the name.
    last: &'b str,
    person: bool,
    /// Whether the name stands in the words that credit, or in their sentence.
    named: bool,
}

impl<'b> Credit<'b> {
    fn new(bench: &Bench<'b>, id: ClaimId, by: &'b Attribution) -> Self {
        let last = by.name.split_whitespace().next_back().unwrap_or_default();
        // "Andrew Bailey, Governor, said": the name stands in the sentence, if not in the words that are credited.
        let sentence = bench.sentence(id);
        let words = sentence.map(|sentence| bench.words(id, sentence.span)).unwrap_or_default();
        // A name of another paragraph is taken over from there.
        let block = sentence.and_then(|sentence| bench.document(id).blocks.get(sentence.block as usize));
        let here = block.is_none_or(|block| block.span.contains(by.span));
        let person = is_person(&by.name, bench.rules);
        let near = sentence.map_or("", |sentence| near(words, sentence.span.start, by.span));
        let named = person && (here && bench.words(id, by.span).contains(last) || near.contains(last));
        Self { id, by, last, person, named }
    }

    /// "He" and "she" in the words that credit, and titles and given names of the name.
    fn sex(&self, bench: &Bench<'_>) -> Option<&'static str> {
        let credit = bench.words(self.id, self.by.span).to_lowercase();
        for word in credit.split(|c: char| !c.is_alphanumeric()) {
            match word {
                "he" | "him" | "his" => return Some("man"),
                "she" | "her" => return Some("woman"),
                _ => {}
            }
        }
        let roles = bench.rules.lexicon(Vocabulary::Roles);
        let given = bench.rules.lexicon(Vocabulary::GivenNames);
        let of = |word: &str| match (roles.word(word), given.word(word)) {
            (Some("title-man"), _) | (None, Some("man")) => Some("man"),
            (Some("title-woman"), _) | (None, Some("woman")) => Some("woman"),
            _ => None,
        };
        let name = self.by.name.to_lowercase();
        let words = credit.split_whitespace().chain(name.split_whitespace().take(1));
        words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).find_map(of)
    }

    /// Whether the article names a person anywhere.
    fn knows(&self, bench: &Bench<'_>, last: &str) -> bool {
        let names = &bench.names[self.id.document.0 as usize];
        parts(last).all(|part| names.contains(part))
    }

    /// The title that stands for a person who is not named: "the mayor".
    fn title(&self, bench: &Bench<'_>) -> Option<String> {
        let name = self.by.name.to_lowercase();
        let last = name.split_whitespace().next_back()?.to_owned();
        let role = bench.rules.lexicon(Vocabulary::Roles).word(&last);
        (!self.person && matches!(role, Some("role" | "rank" | "title"))).then_some(last)
    }
}

/// The part of a sentence, which begins at `start`, that lies around some words of it.
pub(super) fn near(sentence: &str, start: u32, words: Span) -> &str {
    let from = (words.start.saturating_sub(start) as usize).saturating_sub(AROUND);
    let to = (words.end.saturating_sub(start) as usize).saturating_add(AROUND);
    let from = sentence.floor_char_boundary(from);
    &sentence[from..sentence.floor_char_boundary(to).max(from)]
}

/// The words with capitals of a document, each without its marks: whom and what it names.
pub(super) fn named_in(document: &Document) -> FxHashSet<&str> {
    let words = document.prose.text().split_whitespace().flat_map(parts);
    words.filter(|word| word.starts_with(char::is_uppercase)).collect()
}

/// A word cut at its hyphens and apostrophes.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty())
}

/// How two speakers relate.
pub(super) fn speakers(
    bench: &Bench<'_>,
    (a, by_a): (ClaimId, Option<&Attribution>),
    (b, by_b): (ClaimId, Option<&Attribution>),
) -> SpeakerRelation {
    let (Some(by_a), Some(by_b)) = (by_a, by_b) else { return SpeakerRelation::Unknown };
    if same_name(&by_a.name, &by_b.name) {
        return SpeakerRelation::Same;
    }
    let (a, b) = (Credit::new(bench, a, by_a), Credit::new(bench, b, by_b));
    let other_title = |role: &Credit<'_>, named: &Credit<'_>| {
        named.person && role.title(bench).is_some_and(|title| bench.titles.excludes(&title, named.last))
    };
    // "He" is not a woman, and who is named nowhere in an article is not who speaks there.
    let other_sex = a.sex(bench).zip(b.sex(bench)).is_some_and(|(x, y)| x != y);
    let strangers = || !a.knows(bench, b.last) && !b.knows(bench, a.last);
    let persons = a.person && b.person;
    let different = a.named && b.named
        || persons && (a.named || b.named) && (other_sex || strangers())
        || other_title(&a, &b)
        || other_title(&b, &a);
    if different { SpeakerRelation::Different } else { SpeakerRelation::Compatible }
}

/// Whether a name is that of a person: two or more words with capitals, none of them a role or a body.
fn is_person(name: &str, rules: &RuleSet) -> bool {
    let (mut capitals, mut other) = (0, false);
    for word in name.split_whitespace() {
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        other |= rules.lexicon(Vocabulary::Bodies).word(&lower).is_some() || lower == "the";
        if word.starts_with(char::is_uppercase) && rules.lexicon(Vocabulary::Roles).word(&lower).is_none() {
            capitals += 1;
        }
    }
    capitals >= 1 && !other
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rules of discrepancies between articles that print one sentence.
    fn rules(articles: &[&str]) -> Vec<String> {
        let run = crate::check(crate::articles::of_one_day(articles), RuleSet::built_in());
        let found = run.findings.into_iter().filter(|finding| !finding.sides.is_empty());
        found.map(|finding| finding.rule.rsplit('#').next().unwrap_or("").to_owned()).collect()
    }

    const SAID: &str = "\"We shall open the new bridge here before the autumn storms arrive,\"";

    #[test]
    fn she_is_not_a_man() {
        let named = format!("{SAID} Finance Director Martin Oakes said.");
        let she = format!("Anna Sand leads the yard in Harwick. {SAID} she said of the old road.");
        assert_eq!(rules(&[&named, &she]), ["other-speaker"]);
        let he = format!("Martin Oakes leads the yard in Harwick. {SAID} he said of the old road.");
        assert_eq!(rules(&[&named, &he]), ["same-words"]);
    }

    #[test]
    fn the_mayor_is_not_the_governor() {
        let governor = format!("{SAID} Governor Martin Oakes said.");
        let mayor = format!("{SAID} the mayor added.");
        let both = "Mayor Ann Lee welcomed Governor Martin Oakes at the pier.";
        assert_eq!(rules(&[&governor, &format!("{both} {mayor}")]), ["other-speaker"]);
        // Nobody is known to be mayor, so that it may be he.
        assert_eq!(rules(&[&governor, &mayor]), ["same-words"]);
    }

    #[test]
    fn titles_before_names_are_read() {
        let text =
            "Gov. Josh Green met Mayor Richard Bissen. The Mayor was late. President Lee's car stood there.";
        let document = crate::document::parse("a.txt", text.as_bytes()).expect("an article").remove(0);
        let titles = Titles::read(&[document], RuleSet::built_in());
        assert!(titles.excludes("mayor", "Green") && titles.excludes("president", "Bissen"));
        assert!(!titles.excludes("mayor", "Bissen") && !titles.excludes("mayor", "Nobody"));
    }
}

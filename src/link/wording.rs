//! Which quotations are of one utterance.
//!
//! Two quotations are linked when the words of the shorter one stand, in order, in the longer one: aligned words over the
//! shorter's words. Candidates come from an index over pairs of neighbouring words, so that no quotation is compared
//! with all others. Short fragments need words that are rare, or one speaker.
//!
//! Not here: whether the wordings agree (`judge`).

use super::{Evidence, Link, rarity};
use crate::claim::{ClaimId, DocumentId, QuotationForm};
use crate::document::Document;
use crate::extract::Reading;
use crate::rules::RuleSet;
use crate::rules::evidence::{Signal, Threshold};
use crate::rules::lexicon::Vocabulary;
use crate::stem::stem;
use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use smol_str::SmolStr;

/// A quotation as words.
#[derive(Clone, Debug)]
pub(super) struct Wording {
    pub(super) id: ClaimId,
    words: Vec<SmolStr>,
    /// How many of the words have content of their own.
    content: usize,
    /// How much these words say, by how rare they are in news.
    telling: f64,
    speaker: Option<SmolStr>,
    form: QuotationForm,
}

/// A pair of words in more quotations than this says nothing.
const COMMON: usize = 60;

/// Two words that together say so much stand side by side in hardly any article: one of them is in fewer than one in four
/// hundred, the other no everyday word.
const RARE_PAIR: f64 = 9.0;

/// Words of a quotation in lower case, without marks.
#[must_use]
pub fn words(document: &Document, pieces: &[crate::text::Span]) -> Vec<SmolStr> {
    pieces
        .iter()
        .flat_map(|piece| {
            document.prose.slice(*piece).split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        })
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty())
        .map(|word| SmolStr::new(word.to_lowercase().replace('’', "'")))
        .collect()
}

/// The wordings of a run.
pub(super) fn collect(documents: &[Document], readings: &[Reading], rules: &RuleSet) -> Vec<Wording> {
    let stopwords = rules.lexicon(Vocabulary::Stopwords);
    let mut all = Vec::new();
    for (index, (document, reading)) in documents.iter().zip(readings).enumerate() {
        for (claim, stated) in reading.claims.iter().enumerate() {
            let Some(quotation) = stated.quotation() else { continue };
            let words = words(document, &quotation.pieces);
            let content = || words.iter().filter(|word| stopwords.word(word).is_none());
            all.push(Wording {
                id: ClaimId {
                    document: DocumentId(u32::try_from(index).unwrap_or(u32::MAX)),
                    index: u32::try_from(claim).unwrap_or(u32::MAX),
                },
                content: content().count(),
                telling: content().map(|word| rarity::word_weight(&stem(word))).sum(),
                words,
                speaker: quotation.speaker.as_ref().map(|speaker| speaker.name.clone()),
                form: quotation.form,
            });
        }
    }
    all
}

/// Links between quotations of different documents. `near` says whether two documents tell one story.
pub(super) fn links(
    wordings: &[Wording],
    near: impl Fn(DocumentId, DocumentId) -> bool,
    rules: &RuleSet,
) -> Vec<Link> {
    let mut index: FxHashMap<(&str, &str), Vec<u32>> = FxHashMap::default();
    for (number, wording) in wordings.iter().enumerate() {
        for pair in wording.words.windows(2) {
            let list = index.entry((&pair[0], &pair[1])).or_default();
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            if list.last() != Some(&number) {
                list.push(number);
            }
        }
    }
    let bar = rules.evidence().threshold(Threshold::LinkQuotations);
    let mut links = Vec::new();
    for (number, wording) in wordings.iter().enumerate() {
        let mut seen: Vec<u32> = wording
            .words
            .windows(2)
            .filter_map(|pair| index.get(&(pair[0].as_str(), pair[1].as_str())))
            .filter(|list| list.len() <= COMMON)
            .flatten()
            .copied()
            .filter(|other| *other as usize > number)
            .collect();
        seen.sort_unstable();
        seen.dedup();
        for other in seen {
            let other = &wordings[other as usize];
            if other.id.document != wording.id.document && near(wording.id.document, other.id.document) {
                let evidence = weigh(wording, other, rules);
                if evidence.total() < bar {
                    continue;
                }
                links.push(Link { a: wording.id, b: other.id, evidence });
            }
        }
    }
    links
}

/// The evidence that two quotations are of one utterance.
pub(super) fn weigh(a: &Wording, b: &Wording, rules: &RuleSet) -> Evidence {
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    let aligned: usize = capture_diff_slices(Algorithm::Patience, &short.words, &long.words)
        .iter()
        .filter_map(|op| match op {
            DiffOp::Equal { len, .. } => Some(*len),
            _ => None,
        })
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "quotations have fewer words than a float has digits")]
    let containment = aligned as f64 / short.words.len().max(1) as f64;
    let same_speaker = match (&a.speaker, &b.speaker) {
        (Some(x), Some(y)) => Some(last_name(x) == last_name(y)),
        _ => None,
    };
    let outcome = if containment >= 0.95 {
        Signal::WordsContained
    } else if containment >= 0.8 {
        Signal::WordsMostly
    } else if containment >= 0.6 {
        Signal::WordsPartly
    } else {
        Signal::WordsFew
    };
    let length = match short.content {
        0 | 1 => Signal::LengthOne,
        2 if short.telling >= RARE_PAIR => Signal::LengthTwoRare,
        2 => Signal::LengthTwo,
        3..=4 => Signal::LengthFew,
        _ => Signal::LengthLong,
    };
    let scare = short.form == QuotationForm::Scare || long.form == QuotationForm::Scare;
    let mut evidence = Evidence::default();
    let mut add = |signal: Signal| evidence.add(signal, rules);
    add(outcome);
    add(length);
    match same_speaker {
        Some(true) => add(Signal::SpeakerSame),
        Some(false) => add(Signal::SpeakerDiffers),
        None => {}
    }
    if scare {
        add(Signal::FormScare);
    }
    evidence
}

fn last_name(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

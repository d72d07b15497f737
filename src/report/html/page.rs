//! What every part of the page looks up.
//!
//! A [`View`] → [`Page`]. It cannot fail. Numbers of findings, the findings of each claim, stories and names are found once,
//! so that no part of the page searches for them.

use super::passage;
use super::story::{Stories, Story};
use crate::claim::{ClaimId, DocumentId};
use crate::judge::{Severity, Verdict};
use crate::report::escape::visible;
use crate::report::view::{View, outlet};
use crate::rules::RuleSet;
use std::borrow::Cow;

/// The verdicts in the order of the page: with its symbol, the heading of its findings and what it means.
pub(super) const VERDICTS: [(Verdict, char, &str, &str); 4] = [
    (
        Verdict::Discrepancy,
        '≠',
        "Discrepancies",
        "They cannot both stand as worded. Which is right, the report does not say.",
    ),
    (
        Verdict::Explained,
        '≈',
        "Different, and why",
        "The figures or words differ, and a reason is named for which both can stand.",
    ),
    (
        Verdict::Unclear,
        '?',
        "Unclear",
        "They differ, and what is needed to say why is not stated by one of the sources.",
    ),
    (
        Verdict::Agreement,
        '=',
        "Agreements",
        "Equal at the precision given. A voice is one origin: outlets that print one agency’s text count once.",
    ),
];

/// A view with what the parts of the page look up in it.
#[derive(Debug)]
pub(super) struct Page<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) rules: &'v RuleSet,
    /// The folder that holds all documents.
    pub(super) folder: &'a str,
    pub(super) stories: Stories,
    /// The names of the sources, each once, in order.
    pub(super) sources: Vec<&'a str>,
    /// For each document, the index of its source.
    source_of: Vec<usize>,
    /// The shown findings in the order of the page, which is that of their numbers: indices of the run's findings.
    pub(super) shown: Vec<usize>,
    /// For each document and claim, the numbers of its findings, from 1.
    cited: Vec<Vec<Vec<u32>>>,
    /// For each topic, the numbers of its findings.
    of_topic: Vec<Vec<u32>>,
}

impl<'v, 'a> Page<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>, rules: &'v RuleSet) -> Self {
        let mut sources: Vec<&str> =
            view.run.documents.iter().map(|document| document.source.name.as_str()).collect();
        sources.sort_unstable();
        sources.dedup();
        let source_of = view
            .run
            .documents
            .iter()
            .map(|document| sources.binary_search(&document.source.name.as_str()).unwrap_or_default())
            .collect();
        let shown: Vec<usize> = VERDICTS
            .iter()
            .flat_map(|(verdict, ..)| view.with_verdict(*verdict).map(|(index, _)| index))
            .collect();
        let mut cited: Vec<Vec<Vec<u32>>> =
            view.run.readings.iter().map(|reading| vec![Vec::new(); reading.claims.len()]).collect();
        let mut of_topic = vec![Vec::new(); view.run.linkage.topics.len()];
        for (index, number) in shown.iter().zip(1u32..) {
            let finding = &view.run.findings[*index];
            for claim in finding.sides.iter().flat_map(|side| &side.claims) {
                let numbers = &mut cited[claim.document.0 as usize][claim.index as usize];
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
            if let Some(of) = finding.topic.and_then(|topic| of_topic.get_mut(topic as usize)) {
                of.push(number);
            }
        }
        let (folder, stories) = (view.folder(), Stories::of(view));
        Self { view, rules, folder, stories, sources, source_of, shown, cited, of_topic }
    }

    /// The numbers of the shown findings that a claim stands in, from 1, in order.
    pub(super) fn numbers(&self, claim: ClaimId) -> &[u32] {
        &self.cited[claim.document.0 as usize][claim.index as usize]
    }

    /// The numbers of the shown findings about a topic, in order.
    pub(super) fn numbers_of_topic(&self, topic: usize) -> &[u32] {
        &self.of_topic[topic]
    }

    /// The topics of a story in the order of their first findings; those that no finding is about stand last.
    pub(super) fn topics(&self, story: &Story) -> Vec<usize> {
        let mut topics = story.topics.clone();
        topics.sort_by_key(|topic| (self.of_topic[*topic].first().copied().unwrap_or(u32::MAX), *topic));
        topics
    }

    /// The index of the run's finding with a number.
    pub(super) fn numbered(&self, number: u32) -> usize {
        self.shown[number as usize - 1]
    }

    /// The verdict of the finding with a number.
    pub(super) fn verdict(&self, number: u32) -> Verdict {
        self.view.run.findings[self.numbered(number)].verdict
    }

    /// The id of the finding with a number.
    pub(super) fn id(&self, number: u32) -> &str {
        self.view.ids.finding(self.numbered(number))
    }

    /// The index of a document's source.
    pub(super) fn source_of(&self, document: DocumentId) -> usize {
        self.source_of[document.0 as usize]
    }

    /// The name of a document's outlet, if it is known.
    pub(super) fn outlet(&self, document: DocumentId) -> Option<Cow<'a, str>> {
        outlet(&self.view.run.documents[document.0 as usize]).map(visible)
    }

    /// A document's path from the folder that holds all.
    pub(super) fn path(&self, document: DocumentId) -> Cow<'a, str> {
        let path = &self.view.run.documents[document.0 as usize].path;
        visible(path.strip_prefix(self.folder).unwrap_or(path))
    }

    /// The place of a claim's sentence in the page that the document was saved from, if its address is known.
    pub(super) fn original(&self, claim: ClaimId) -> Option<String> {
        let document = self.view.document(claim);
        let url = document.url.as_deref()?;
        match self.view.place(claim).page {
            // Readers of PDF files open them at a page (RFC 8118), and know no text directive.
            Some(page) => passage::page(url).map(|address| format!("{address}#page={page}")),
            None if document.extracted.is_some() => passage::page(url),
            None => passage::link(url, self.view.sentence_text(claim)),
        }
    }
}

/// The class by which the style knows a verdict.
pub(super) fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Discrepancy => "vd",
        Verdict::Explained => "ve",
        Verdict::Unclear => "vu",
        Verdict::Agreement => "va",
    }
}

/// The symbol that stands for a verdict where there is no room for its name.
pub(super) fn symbol(verdict: Verdict) -> char {
    VERDICTS.iter().find(|(known, ..)| *known == verdict).map_or('=', |(_, symbol, ..)| *symbol)
}

/// The severities in rising order.
pub(super) const SEVERITIES: [Severity; 4] =
    [Severity::Note, Severity::Info, Severity::Warning, Severity::Error];

//! What all formats show, in the order in which they show it.
//!
//! A [`Run`] and a [`Selection`] → [`View`]. It cannot fail. A view looks up, counts and sorts; it writes nothing.

use super::Run;
use super::baseline::{Accepted, Baseline};
use super::difference::only_here;
use super::excerpt::Excerpt;
use super::id::{Ids, Named};
use super::standing::Standings;
use crate::claim::{Claim, ClaimId, DocumentId, Statement};
use crate::document::{Document, Format, Place, Provenance};
use crate::extract::{Reading, Reason};
use crate::judge::{Finding, Severity, Side, Verdict};
use crate::text::{FileSpan, Position, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// Which findings a report shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Only findings with one of these verdicts; all if empty.
    pub verdicts: Vec<Verdict>,
    /// Only findings of this severity and above.
    pub least: Severity,
}

impl Default for Selection {
    fn default() -> Self {
        Self { verdicts: Vec::new(), least: Severity::Note }
    }
}

impl Selection {
    /// Whether the selection shows a finding.
    #[must_use]
    pub fn admits(&self, finding: &Finding) -> bool {
        (self.verdicts.is_empty() || self.verdicts.contains(&finding.verdict))
            && finding.severity >= self.least
    }

    /// Whether the selection may leave something out.
    #[must_use]
    pub fn narrows(&self) -> bool {
        *self != Self::default()
    }
}

/// A run with ids and a selection of its findings.
#[derive(Debug)]
pub struct View<'a> {
    /// The run.
    pub run: &'a Run,
    /// The ids of its claims and findings.
    pub ids: Ids,
    /// Which findings are shown.
    pub selection: Selection,
    /// The entries of findings that were accepted, by their indices.
    accepted: BTreeMap<usize, Accepted>,
    /// Entries of accepted findings that are no longer found, though all their articles were read.
    pub stale: Vec<Accepted>,
    /// For each document and claim, whether it stands in a topic or a finding.
    compared: Vec<Vec<bool>>,
    /// The documents that the report is about.
    listed: Vec<DocumentId>,
    /// For drafts held against an archive, how their claims stand to it.
    standings: Option<Standings>,
}

/// Where words stand in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Their bytes.
    pub span: FileSpan,
    /// The place of the first character.
    pub start: Position,
    /// The place behind the last character.
    pub end: Position,
}

/// One sentence of one document that states claims of a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The claims, in reading order; at least one, all of one sentence.
    pub claims: Vec<ClaimId>,
}

impl Sighting {
    /// Its first claim.
    #[must_use]
    pub fn first(&self) -> ClaimId {
        self.claims[0]
    }
}

/// What one document contributes to a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Testimony {
    /// The document.
    pub document: DocumentId,
    /// Where it says so, in reading order; at least one.
    pub sightings: Vec<Sighting>,
}

/// How much of a document was understood and compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The document.
    pub document: DocumentId,
    /// Numbers seen, in digits and in words.
    pub numbers: u32,
    /// Figures that became claims.
    pub figures: usize,
    /// Quotations.
    pub quotations: usize,
    /// Dates that are themselves what is said.
    pub dates: usize,
    /// Claims of any kind that were compared with another.
    pub linked: usize,
    /// Numbers set aside, by reason, in the order of [`Reason::ALL`], without those that have none.
    pub set_aside: Vec<(Reason, usize)>,
}

impl Coverage {
    /// How many numbers were set aside.
    #[must_use]
    pub fn set_aside_total(&self) -> usize {
        self.set_aside.iter().map(|(_, count)| count).sum()
    }
}

impl<'a> View<'a> {
    /// A view of a run.
    #[must_use]
    pub fn new(run: &'a Run, selection: Selection) -> Self {
        let mut compared: Vec<Vec<bool>> =
            run.readings.iter().map(|reading| vec![false; reading.claims.len()]).collect();
        let topics = run.linkage.topics.iter().flat_map(|topic| &topic.claims);
        let sides = run.findings.iter().flat_map(|finding| &finding.sides).flat_map(|side| &side.claims);
        for claim in topics.chain(sides) {
            compared[claim.document.0 as usize][claim.index as usize] = true;
        }
        let listed = about(run);
        Self {
            run,
            ids: Ids::of(run),
            selection,
            accepted: BTreeMap::new(),
            stale: Vec::new(),
            compared,
            listed,
            standings: Standings::of(run),
        }
    }

    /// The view with accepted findings apart. An entry is stale if no finding has its id, and each of its articles was
    /// read or `is_gone`; of other articles this run says nothing.
    #[must_use]
    pub fn with_baseline(mut self, baseline: &Baseline, is_gone: impl Fn(&str) -> bool) -> Self {
        let read: BTreeSet<&str> = self.documents().map(|document| self.run.key(document)).collect();
        // Two articles of an archive are not compared with each other, so that nothing is known of what they say.
        let is_compared = |entry: &Accepted| {
            self.run.against.as_ref().is_none_or(|against| {
                let drafts = || against.drafts.iter().map(|draft| self.run.key(*draft));
                entry.articles.iter().any(|key| drafts().any(|draft| draft == key.as_str()))
            })
        };
        for entry in baseline.entries() {
            if let Some(Named::Finding(index)) = self.ids.find(&entry.finding) {
                self.accepted.insert(index, entry.clone());
            } else if entry.articles.iter().all(|key| read.contains(key.as_str()) || is_gone(key))
                && is_compared(entry)
            {
                self.stale.push(entry.clone());
            }
        }
        self
    }

    /// The accepted findings that the selection would show, with their indices and the reasons.
    pub fn accepted(&self) -> impl Iterator<Item = (usize, &'a Finding, &Accepted)> {
        let findings = &self.run.findings;
        self.accepted
            .iter()
            .map(|(index, entry)| (*index, &findings[*index], entry))
            .filter(|(_, finding, _)| self.selection.admits(finding))
    }

    /// How many findings the selection leaves out.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.run.findings.iter().filter(|finding| !self.selection.admits(finding)).count()
    }

    /// For drafts held against an archive, how their claims stand to it.
    #[must_use]
    pub fn standings(&self) -> Option<&Standings> {
        self.standings.as_ref()
    }

    /// Whether a document is what the report is for: a draft, or any where all are compared with all.
    #[must_use]
    pub fn is_checked(&self, document: DocumentId) -> bool {
        self.run.against.as_ref().is_none_or(|against| against.is_draft(document))
    }

    /// The document of a claim.
    #[must_use]
    pub fn document(&self, claim: ClaimId) -> &'a Document {
        &self.run.documents[claim.document.0 as usize]
    }

    /// A claim.
    #[must_use]
    pub fn claim(&self, claim: ClaimId) -> &'a Claim {
        &self.reading(claim).claims[claim.index as usize]
    }

    fn reading(&self, claim: ClaimId) -> &'a Reading {
        &self.run.readings[claim.document.0 as usize]
    }

    /// The words that carry a claim, as printed.
    #[must_use]
    pub fn words(&self, claim: ClaimId) -> &'a str {
        self.document(claim).prose.slice(self.claim(claim).mention)
    }

    /// The place of a claim's sentence in the prose: with the mention, where that reaches beyond it.
    #[must_use]
    pub fn sentence(&self, claim: ClaimId) -> Span {
        let stated = self.claim(claim);
        let sentence = self.reading(claim).sentences.get(stated.sentence as usize);
        sentence.map_or(stated.mention, |sentence| sentence.span.cover(stated.mention))
    }

    /// The words of a claim's sentence, as printed.
    #[must_use]
    pub fn sentence_text(&self, claim: ClaimId) -> &'a str {
        self.document(claim).prose.slice(self.sentence(claim))
    }

    /// Where a claim stands in its file.
    #[must_use]
    pub fn place(&self, claim: ClaimId) -> Place {
        self.document(claim).place(self.claim(claim).mention)
    }

    /// Where the words of a claim begin and end in its file.
    #[must_use]
    pub fn region(&self, claim: ClaimId) -> Region {
        let document = self.document(claim);
        let span = document.prose.file_span(self.claim(claim).mention);
        Region { span, start: document.lines.position(span.start), end: document.lines.position(span.end) }
    }

    /// The path of the file that a document stands in: without the number that tells the articles of a feed apart.
    #[must_use]
    pub fn file(&self, document: DocumentId) -> &'a str {
        let document = &self.run.documents[document.0 as usize];
        let numbered = document.path.rsplit_once('#').filter(|(_, number)| number.parse::<u32>().is_ok());
        match numbered {
            Some((file, _)) if document.format == Format::Feed => file,
            _ => &document.path,
        }
    }

    /// The claims of a finding, side by side, each once.
    pub fn places(&self, finding: &'a Finding) -> impl Iterator<Item = ClaimId> + use<'a> {
        let mut seen = FxHashSet::default();
        finding.sides.iter().flat_map(|side| &side.claims).copied().filter(move |claim| seen.insert(*claim))
    }

    /// The findings that ask somebody to look: shown discrepancies and what is unclear; with a selection by verdicts, all that
    /// it shows.
    pub fn alerts(&self) -> impl Iterator<Item = (usize, &'a Finding)> {
        self.findings().filter(|(_, finding)| self.asks(finding))
    }

    /// The accepted findings that would be among the [`alerts`](Self::alerts), with their indices and the reasons.
    pub fn accepted_alerts(&self) -> impl Iterator<Item = (usize, &'a Finding, &Accepted)> {
        self.accepted().filter(|(_, finding, _)| self.asks(finding))
    }

    fn asks(&self, finding: &Finding) -> bool {
        !self.selection.verdicts.is_empty()
            || matches!(finding.verdict, Verdict::Discrepancy | Verdict::Unclear)
    }

    /// The sentence of a sighting with the words of its claims marked, cut to about `limit` characters. Of a quotation that
    /// is compared `with` another wording, the words that only it has are marked, where they are not most of it.
    #[must_use]
    pub fn excerpt(&self, sighting: &Sighting, with: Option<ClaimId>, limit: usize) -> Excerpt<'a> {
        let prose = &self.document(sighting.first()).prose;
        let mentions: Vec<Span> = sighting.claims.iter().map(|claim| self.claim(*claim).mention).collect();
        let sentence = mentions.iter().copied().fold(self.sentence(sighting.first()), Span::cover);
        Excerpt::new(prose, sentence, &self.differing(sighting, with).unwrap_or(mentions), limit)
    }

    /// The words of a quotation that the wording it is compared `with` does not have; `None` where there are none, or where
    /// they are most of it.
    #[must_use]
    pub fn differing(&self, sighting: &Sighting, with: Option<ClaimId>) -> Option<Vec<Span>> {
        let (&[claim], Some(other)) = (sighting.claims.as_slice(), with) else { return None };
        self.claim(claim).quotation()?;
        let prose = &self.document(claim).prose;
        only_here(prose, self.claim(claim).mention, self.words(other)).filter(|marks| !marks.is_empty())
    }

    /// The claim that the claims of a side are compared with: the first quotation of another side.
    #[must_use]
    pub fn counterpart(&self, finding: &Finding, side: &Side) -> Option<ClaimId> {
        let others = finding.sides.iter().filter(|other| *other != side);
        others.flat_map(|other| &other.claims).copied().find(|claim| self.claim(*claim).quotation().is_some())
    }

    /// What a claim says, in a few words of its own: a figure with what it counts, a quotation in marks.
    #[must_use]
    pub fn statement(&self, claim: ClaimId) -> String {
        let words = Excerpt::shortened(self.words(claim), 80);
        match &self.claim(claim).statement {
            Statement::Quantity(measured) => {
                let prose = &self.document(claim).prose;
                let mention = self.claim(claim).mention;
                match measured.frame.counted.as_ref().map(|counted| counted.span) {
                    None => words,
                    Some(counted) if mention.contains(counted) => words,
                    // The two stand together, at most a few words apart: "310 homes", "£5m to train guards".
                    Some(counted) if mention.start <= counted.start && counted.start <= mention.end + 24 => {
                        without_open_mark(&Excerpt::shortened(prose.slice(mention.cover(counted)), 80))
                    }
                    Some(counted) => format!("{words} ({})", Excerpt::shortened(prose.slice(counted), 60)),
                }
            }
            Statement::Quotation(_) => format!("“{words}”"),
            Statement::Date(_) => words,
        }
    }

    /// Whether a side holds quotations only, so that its sentences say all that a summary would.
    #[must_use]
    pub fn is_quoted(&self, side: &Side) -> bool {
        side.claims.iter().all(|claim| self.claim(*claim).quotation().is_some())
    }

    /// The claims of a side by document and sentence.
    #[must_use]
    pub fn testimonies(&self, side: &Side) -> Vec<Testimony> {
        let mut claims = side.claims.clone();
        claims.sort_unstable_by_key(|claim| (!self.is_checked(claim.document), *claim));
        claims.dedup();
        let mut testimonies: Vec<Testimony> = Vec::new();
        for claim in claims {
            let sentence = self.claim(claim).sentence;
            match testimonies.last_mut().filter(|last| last.document == claim.document) {
                None => testimonies.push(Testimony {
                    document: claim.document,
                    sightings: vec![Sighting { claims: vec![claim] }],
                }),
                Some(testimony) => match testimony.sightings.last_mut() {
                    Some(last) if self.claim(last.first()).sentence == sentence => last.claims.push(claim),
                    _ => testimony.sightings.push(Sighting { claims: vec![claim] }),
                },
            }
        }
        testimonies
    }

    /// The folder that holds all documents, with a `/` at its end; empty if there is none.
    #[must_use]
    pub fn folder(&self) -> &'a str {
        let documents = self.listed.iter().map(|document| &self.run.documents[document.0 as usize]);
        let mut paths = documents.map(|document| document.path.as_str());
        let Some(first) = paths.next() else { return "" };
        let mut folder = first.rfind('/').map_or("", |slash| &first[..=slash]);
        for path in paths {
            while !path.starts_with(folder) {
                folder = folder[..folder.len() - 1].rfind('/').map_or("", |slash| &folder[..=slash]);
            }
        }
        folder
    }

    /// The findings that the selection shows and nobody has accepted, with their indices, in the order of the run.
    pub fn findings(&self) -> impl Iterator<Item = (usize, &'a Finding)> {
        let shown = |index: &usize, finding: &Finding| {
            self.selection.admits(finding) && !self.accepted.contains_key(index)
        };
        self.run.findings.iter().enumerate().filter(move |(index, finding)| shown(index, finding))
    }

    /// The shown findings with one verdict.
    pub fn with_verdict(&self, verdict: Verdict) -> impl Iterator<Item = (usize, &'a Finding)> {
        self.findings().filter(move |(_, finding)| finding.verdict == verdict)
    }

    /// The names of the outlets that are known, without repetition, in order.
    #[must_use]
    pub fn outlets(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = self.run.documents.iter().filter_map(outlet).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// How many findings of each verdict are shown, in words, without those of which there are none.
    #[must_use]
    pub fn tally(&self) -> Vec<String> {
        [
            (Verdict::Discrepancy, "discrepancy", "discrepancies"),
            (Verdict::Explained, "explained difference", "explained differences"),
            (Verdict::Unclear, "unclear case", "unclear cases"),
            (Verdict::Agreement, "agreement", "agreements"),
        ]
        .iter()
        .filter_map(|(verdict, one, many)| {
            let count = self.with_verdict(*verdict).count();
            (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
        })
        .collect()
    }

    /// What a person should know about how documents were read, with what to do about it; each remark once, with the
    /// documents that it is about.
    #[must_use]
    pub fn remarks(&self) -> Vec<(String, Vec<DocumentId>)> {
        let mut place: FxHashMap<String, usize> = FxHashMap::default();
        let mut remarks: Vec<(String, Vec<DocumentId>)> = Vec::new();
        for id in self.documents() {
            for note in &self.run.documents[id.0 as usize].notes {
                let text = advised(&note.text, note.advice.as_deref());
                let at = *place.entry(text.clone()).or_insert_with(|| {
                    remarks.push((text, Vec::new()));
                    remarks.len() - 1
                });
                remarks[at].1.push(id);
            }
        }
        remarks
    }

    /// Whether a claim stands in a topic or a finding.
    #[must_use]
    pub fn is_compared(&self, claim: ClaimId) -> bool {
        self.compared[claim.document.0 as usize][claim.index as usize]
    }

    /// The ids of a document's claims, in reading order.
    pub fn claims_of(&self, document: DocumentId) -> impl Iterator<Item = ClaimId> + use<> {
        let count = self.run.readings[document.0 as usize].claims.len();
        (0..u32::try_from(count).unwrap_or(u32::MAX)).map(move |index| ClaimId { document, index })
    }

    /// The ids of the documents that the report is about, in order: all, or where drafts are held against an archive the
    /// drafts and what touches them.
    pub fn documents(&self) -> impl Iterator<Item = DocumentId> + use<> {
        self.listed.clone().into_iter()
    }

    /// How much of a document was understood and compared.
    #[must_use]
    pub fn coverage(&self, document: DocumentId) -> Coverage {
        let reading = &self.run.readings[document.0 as usize];
        let count = |is: fn(&Claim) -> bool| reading.claims.iter().filter(|claim| is(claim)).count();
        Coverage {
            document,
            numbers: reading.numbers,
            figures: count(|claim| claim.measured().is_some()),
            quotations: count(|claim| claim.quotation().is_some()),
            dates: count(|claim| claim.dated().is_some()),
            linked: self.compared[document.0 as usize].iter().filter(|is| **is).count(),
            set_aside: Reason::ALL
                .iter()
                .map(|reason| {
                    (*reason, reading.set_aside.iter().filter(|number| number.reason == *reason).count())
                })
                .filter(|(_, count)| *count > 0)
                .collect(),
        }
    }
}

/// The documents that a report is about.
fn about(run: &Run) -> Vec<DocumentId> {
    let mut listed: Vec<DocumentId> = match &run.against {
        None => (0..u32::try_from(run.documents.len()).unwrap_or(u32::MAX)).map(DocumentId).collect(),
        Some(against) => {
            let sides = run.findings.iter().flat_map(|finding| &finding.sides);
            let touching = sides.flat_map(|side| &side.claims).map(|claim| claim.document);
            against.drafts.iter().copied().chain(touching).collect()
        }
    };
    listed.sort_unstable();
    listed.dedup();
    listed
}

/// Words without a quotation mark that opens in them and closes behind them.
fn without_open_mark(words: &str) -> String {
    let at = match (words.rfind('“'), words.rfind('”')) {
        (Some(open), close) if close.is_none_or(|close| close < open) => Some(open),
        _ if words.matches('"').count() % 2 == 1 => words.rfind('"'),
        _ => None,
    };
    let (before, after) = words.split_at(at.unwrap_or(0));
    if at.is_some() {
        format!("{before}{}", after.trim_start_matches(['“', '"']))
    } else {
        words.to_owned()
    }
}

/// A date as people write it: "28 November 2024".
pub(super) fn long_date(document: &Document) -> Option<String> {
    document.published.map(|published| published.date.strftime("%-d %B %Y").to_string())
}

/// The outlet's name; `None` where it would only be the file's name again.
pub(super) fn outlet(document: &Document) -> Option<&str> {
    (document.source.provenance != Provenance::FileName).then_some(document.source.name.as_str())
}

/// "1 article", "2 articles"; the plural is the noun with an s.
pub(super) fn count_of(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// "a", "a and b", "a, b and c".
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A remark and what to do about it, as sentences.
pub(super) fn advised(remark: &str, advice: Option<&str>) -> String {
    let remark = remark.trim();
    let stop = if remark.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{remark}{stop} {}", advice.unwrap_or_default()).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_opens_and_does_not_close_is_left_out() {
        assert_eq!(without_open_mark("£22m \"black hole"), "£22m black hole");
        assert_eq!(without_open_mark("£22m “black hole"), "£22m black hole");
        assert_eq!(without_open_mark("5 “safe” homes"), "5 “safe” homes");
        assert_eq!(without_open_mark("5 \"safe\" homes"), "5 \"safe\" homes");
    }
}

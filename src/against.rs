//! Drafts against an archive: only what touches a draft.
//!
//! `(drafts, the documents of the archive that are near one)` → [`Run`]. It cannot fail. Each draft is compared with the
//! documents that [`near`](crate::link::near) found for it, never documents of the archive with each other and never drafts
//! with each other, so that what it costs depends on the drafts and not on the archive.
//!
//! Findings come in the order of the draft within each verdict, with the draft's side first.
//!
//! Not here: keeping the archive's keys and reading its files (`cli`), how claims of a draft stand to the archive
//! ([`report::standing`](crate::report::standing)).

use crate::Read;
use crate::claim::{ClaimId, DocumentId};
use crate::judge::{self, Finding};
use crate::link::near::Nearness;
use crate::link::{Compared, link_between};
use crate::origin::Origins;
use crate::report::{Against, Run};
use crate::rules::RuleSet;
use std::cmp::Reverse;

/// A document of the archive that is near some drafts.
#[derive(Clone, Debug)]
pub struct NearDocument {
    /// The document with its reading.
    pub read: Read,
    /// The drafts that it is near, by their index, and why.
    pub near: Vec<(usize, Nearness)>,
}

/// Compares drafts with the documents that are near them, out of an archive of `size` documents. A near document whose text
/// is that of a draft, word for word, is the draft kept a second time: it is named in [`Against::copies`] and says nothing.
///
/// ```
/// use crosscheck::link::near::Nearness;
/// use crosscheck::{against, rules::RuleSet};
/// let rules = RuleSet::built_in();
/// let read = |path: &str, text: &str| crosscheck::read(path, text.as_bytes(), &Default::default(), rules).unwrap().remove(0);
/// let near = against::NearDocument {
///     read: read("old.txt", "The fire at the Harwick mill killed 12 people."),
///     near: vec![(0, Nearness::Story)],
/// };
/// let run = against::compare(vec![read("draft.txt", "The Harwick mill fire killed 12 people.")], vec![near], 1, rules);
/// assert_eq!(run.against.unwrap().drafts.len(), 1);
/// ```
#[must_use]
pub fn compare(drafts: Vec<Read>, archive: Vec<NearDocument>, size: usize, rules: &RuleSet) -> Run {
    let texts: Vec<&str> = drafts.iter().map(|draft| draft.document.prose.text()).collect();
    let (archive, same): (Vec<NearDocument>, Vec<NearDocument>) =
        archive.into_iter().partition(|near| !texts.contains(&near.read.document.prose.text()));
    let mut copies: Vec<String> = same.into_iter().map(|near| near.read.document.path).collect();
    copies.sort_unstable();
    let mut all: Vec<(Read, Role)> =
        drafts.into_iter().zip(0..).map(|(read, n)| (read, Role::Draft(n))).collect();
    all.extend(archive.into_iter().map(|near| (near.read, Role::Archive(near.near))));
    // The sort is stable, so that the articles of a feed stay in their order.
    all.sort_by(|a, b| a.0.document.path.cmp(&b.0.document.path));
    let id = |index: usize| DocumentId(u32::try_from(index).unwrap_or(u32::MAX));
    let mut places: Vec<(usize, DocumentId)> = Vec::new();
    for (index, (_, role)) in all.iter().enumerate() {
        if let Role::Draft(number) = role {
            places.push((*number, id(index)));
        }
    }
    places.sort_unstable();
    let mut pairs: Vec<Compared> = Vec::new();
    for (index, (_, role)) in all.iter().enumerate() {
        let Role::Archive(near) = role else { continue };
        pairs.extend(near.iter().map(|(draft, nearness)| {
            let draft = places[*draft].1;
            Compared { a: draft.min(id(index)), b: draft.max(id(index)), nearness: *nearness }
        }));
    }
    let mut drafts: Vec<DocumentId> = places.into_iter().map(|(_, draft)| draft).collect();
    drafts.sort_unstable();
    let mut run = Run::default();
    for (read, _) in all {
        run.documents.push(read.document);
        run.readings.push(read.reading);
    }
    run.origins = Origins::find(&run.documents, rules);
    run.linkage = link_between(&run.documents, &run.readings, &pairs, rules);
    run.findings = judge::judge(&run.documents, &run.readings, &run.linkage, &run.origins, rules);
    let against = Against { drafts, size, copies };
    run.findings.retain(|finding| first_of_draft(finding, &against).is_some());
    for finding in &mut run.findings {
        finding.sides.sort_by_key(|side| !side.claims.iter().any(|claim| against.is_draft(claim.document)));
    }
    run.findings.sort_by_key(|finding| {
        (finding.verdict, Reverse(finding.severity), first_of_draft(finding, &against))
    });
    run.against = Some(against);
    run
}

/// What a document is in a run.
enum Role {
    /// The draft with that number.
    Draft(usize),
    /// One of the archive, near some drafts.
    Archive(Vec<(usize, Nearness)>),
}

/// The first claim of a draft that a finding is about.
fn first_of_draft(finding: &Finding, against: &Against) -> Option<ClaimId> {
    let claims = finding.sides.iter().flat_map(|side| &side.claims).copied();
    claims.filter(|claim| against.is_draft(claim.document)).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Sidecars;
    use crate::judge::Verdict;
    use crate::report::standing::{Standing, Standings};

    fn read(path: &str, text: &str) -> Read {
        crate::read(path, text.as_bytes(), &Sidecars::default(), RuleSet::built_in())
            .expect("an article")
            .remove(0)
    }

    fn near(path: &str, text: &str) -> NearDocument {
        NearDocument { read: read(path, text), near: vec![(0, Nearness::Story)] }
    }

    const DRAFT: &str = "The ferry Halvard ran aground off Skerwick on 4 May with 214 passengers aboard, the coastguard \
        said. The repair will cost £3.7m.";

    #[test]
    fn what_two_documents_of_the_archive_say_of_each_other_is_not_reported() {
        let archive = vec![
            near(
                "a.txt",
                "The ferry Halvard ran aground off Skerwick. The reef is 931 metres long, divers said.",
            ),
            near(
                "b.txt",
                "The ferry Halvard ran aground off Skerwick. The reef is 1,068 metres long, divers said.",
            ),
        ];
        let run = compare(vec![read("draft.txt", DRAFT)], archive, 2, RuleSet::built_in());
        assert!(run.findings.is_empty(), "{:#?}", run.findings);
    }

    #[test]
    fn the_draft_stands_first_whatever_its_path_is() {
        let archive =
            vec![near("a.txt", "The ferry Halvard ran aground off Skerwick with 241 passengers aboard.")];
        let run = compare(vec![read("z.txt", DRAFT)], archive, 1, RuleSet::built_in());
        let found =
            run.findings.iter().find(|finding| finding.verdict != Verdict::Agreement).expect("a finding");
        let against = run.against.as_ref().expect("a run against an archive");
        assert!(against.is_draft(found.sides[0].claims[0].document), "{found:#?}");
        assert!(!against.is_draft(found.sides[1].claims[0].document), "{found:#?}");
    }

    #[test]
    fn the_draft_kept_a_second_time_supports_nothing() {
        let archive = vec![near("copy.txt", DRAFT)];
        let run = compare(vec![read("draft.txt", DRAFT)], archive, 1, RuleSet::built_in());
        assert!(run.findings.is_empty());
        assert_eq!(run.against.expect("a run against an archive").copies, ["copy.txt"]);
    }

    const SAVED: &str = "---\nurl: https://draft.example/ferry\npublished: 2024-05-05\n---\n\n\
        The ferry Halvard ran aground off Skerwick with 214 passengers aboard, the coastguard said. It was carrying 31 \
        cars. The hull is 87 metres long.\n";

    fn standings(archive: &[&str]) -> Standings {
        let near =
            archive.iter().zip(0..).map(|(text, number)| near(&format!("{number}.md"), text)).collect();
        let run = compare(vec![read("draft.md", SAVED)], near, archive.len(), RuleSet::built_in());
        Standings::of(&run).expect("a run against an archive")
    }

    #[test]
    fn a_figure_is_supported_contradicted_or_not_found() {
        let found = standings(&[
            "---\npublished: 2024-05-05\n---\n\nThe ferry Halvard ran aground off Skerwick with 214 passengers aboard.",
            "---\npublished: 2024-05-05\n---\n\nThe ferry Halvard ran aground off Skerwick. It was carrying 13 cars.",
        ]);
        let kinds: Vec<Standing> = found.claims().iter().map(|(_, standing)| *standing).collect();
        assert_eq!(kinds, [Standing::Supported, Standing::Contradicted, Standing::NotFound]);
        assert_eq!(found.figures().total, 3);
    }

    #[test]
    fn an_earlier_version_of_the_draft_itself_supports_nothing() {
        let version = SAVED.replace("87 metres", "86 metres").replace("05-05", "05-04");
        let found = standings(&[&version]);
        assert_eq!((found.figures().supported, found.figures().contradicted), (0, 0), "{found:?}");
    }
}

//! Pairs of claims with what speaks for and against them, and whether the gold says that they are one fact.
//!
//! Stories → [`Pair`]s. A pair of claims of which one is in no fact of the gold is a pair of two things, as the gold names
//! every fact that two articles state; pairs of disputed facts are left out.
//!
//! Not here: what the signals weigh (`fit`).

use crate::gold::{Kind, Story};
use crosscheck::claim::{ClaimId, DocumentId};
use crosscheck::link::{Evidence, Weighing};
use crosscheck::report::Run;
use crosscheck::rules::RuleSet;
use crosscheck::rules::evidence::Signal;
use std::collections::BTreeSet;

/// What is paired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Figures.
    Figures,
    /// Quotations.
    Quotations,
}

/// Two claims of two documents of one story.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    /// The story, by its place in the list of stories.
    pub(crate) story: usize,
    /// Whether the gold says that both are about one thing.
    pub(crate) is_one: bool,
    /// Whether their values agree; for quotations always.
    pub(crate) agrees: bool,
    /// What was found in each field.
    pub(crate) signals: Vec<Signal>,
    /// What the weights in use make of it, in bits: for agreeing values all fields, for others all but the value's.
    pub(crate) in_use: f64,
}

/// The fields that say nothing of a pair whose values differ, because their difference is what is asked about.
pub(crate) fn is_of_value(signal: Signal) -> bool {
    matches!(signal.field(), "value" | "partner")
}

/// Labels every pair of claims of the stories.
pub(crate) fn label(stories: &[Story], family: Family, rules: &RuleSet) -> Vec<Pair> {
    stories.iter().enumerate().flat_map(|(at, story)| of_story(at, story, family, rules)).collect()
}

fn of_story(at: usize, story: &Story, family: Family, rules: &RuleSet) -> Vec<Pair> {
    let files = story.articles.iter().map(|(name, bytes)| (name.clone(), bytes.clone())).collect();
    let run = crosscheck::check(files, rules);
    let weighing = Weighing::new(&run.documents, &run.readings, rules);
    let weighed: Vec<(ClaimId, ClaimId, Evidence, bool)> = match family {
        Family::Figures => weighing
            .candidates()
            .into_iter()
            .map(|(link, agrees)| (link.a, link.b, link.evidence, agrees))
            .collect(),
        Family::Quotations => quotations(&run)
            .into_iter()
            .filter_map(|(a, b)| Some((a, b, weighing.evidence(a, b)?, true)))
            .collect(),
    };
    let gold = Labels::new(story);
    weighed
        .into_iter()
        .filter_map(|(a, b, evidence, agrees)| {
            let is_one = gold.label(&gold.claims_at(&run, a, family), &gold.claims_at(&run, b, family))?;
            let in_use = if agrees { evidence.total() } else { evidence.without_value() };
            let signals = evidence.terms.iter().map(|term| term.signal).collect();
            Some(Pair { story: at, is_one, agrees, signals, in_use })
        })
        .collect()
}

/// All pairs of quotations of two documents.
fn quotations(run: &Run) -> Vec<(ClaimId, ClaimId)> {
    let mut all = Vec::new();
    for (document, reading) in (0..).zip(&run.readings) {
        for (index, claim) in (0..).zip(&reading.claims) {
            if claim.quotation().is_some() {
                all.push(ClaimId { document: DocumentId(document), index });
            }
        }
    }
    let later = |at: usize, a: ClaimId| all[at + 1..].iter().filter(move |b| b.document != a.document);
    all.iter().enumerate().flat_map(|(at, a)| later(at, *a).map(|b| (*a, *b))).collect()
}

/// What the gold of a story says of pairs.
struct Labels<'a> {
    story: &'a Story,
    one: BTreeSet<(&'a str, &'a str)>,
    disputed: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Labels<'a> {
    fn new(story: &'a Story) -> Self {
        let (mut one, mut disputed) = (BTreeSet::new(), BTreeSet::new());
        for fact in &story.gold.facts {
            let members: Vec<&str> = fact.sides.iter().flatten().map(String::as_str).collect();
            let pairs = if fact.disputed { &mut disputed } else { &mut one };
            pairs.extend(members.iter().flat_map(|a| members.iter().map(move |b| (*a, *b))));
        }
        Self { story, one, disputed }
    }

    /// The claims of the gold that a claim of the run overlaps.
    fn claims_at(&self, run: &Run, id: ClaimId, family: Family) -> Vec<&'a str> {
        let document = &run.documents[id.document.0 as usize];
        let claim = &run.readings[id.document.0 as usize].claims[id.index as usize];
        let span = document.prose.file_span(claim.mention);
        let (start, end) = (span.start as usize, span.end as usize);
        // Articles of one feed have its name and a number.
        let path = document.path.split('#').next().unwrap_or_default();
        let of_family = |kind: Kind| (kind == Kind::Quote) == (family == Family::Quotations);
        self.story
            .gold
            .claims
            .iter()
            .filter(|(_, gold)| gold.doc == path && of_family(gold.kind))
            .filter(|(_, gold)| {
                self.story.place(gold).is_some_and(|place| place.start < end && start < place.end)
            })
            .map(|(name, _)| name.as_str())
            .collect()
    }

    /// Whether two claims are about one thing; `None` where careful readers differ.
    fn label(&self, a: &[&str], b: &[&str]) -> Option<bool> {
        let any = |set: &BTreeSet<(&str, &str)>| a.iter().any(|x| b.iter().any(|y| set.contains(&(*x, *y))));
        if any(&self.one) {
            Some(true)
        } else if any(&self.disputed) {
            None
        } else {
            Some(false)
        }
    }
}

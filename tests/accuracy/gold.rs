//! The stories of `corpus/` and what a careful reader found in them.
//!
//! `corpus/<story>/articles/` holds what the pipeline reads, `gold.json` what there is to find: claims with their place and
//! reading, facts that two or more articles state with the sides that they take, traps (pairs that look alike and are not
//! the same thing), and findings inside one article.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::Path;

/// A story: articles by path, and the gold.
pub(crate) struct Story {
    pub(crate) name: String,
    pub(crate) articles: BTreeMap<String, Vec<u8>>,
    pub(crate) gold: Gold,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Gold {
    /// What the story is, in a line.
    pub(crate) about: String,
    pub(crate) claims: BTreeMap<String, GoldClaim>,
    /// Everything that two or more articles state.
    pub(crate) facts: Vec<Fact>,
    pub(crate) traps: Vec<Group>,
    pub(crate) internal: Vec<Group>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Quantity,
    Quote,
    Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoldClaim {
    /// The article.
    pub(crate) doc: String,
    /// Words that stand literally in the file.
    pub(crate) exact: String,
    /// Which occurrence of these words, from 1.
    #[serde(default = "first")]
    pub(crate) nth: usize,
    pub(crate) kind: Kind,
    /// A number, a pair of bounds, the text of a date; absent where the mention is vague.
    pub(crate) value: Option<Value>,
    /// The unit as the JSON report names it; `any` where naming is not scored.
    pub(crate) unit: Option<String>,
    pub(crate) speaker: Option<String>,
    /// What is counted or measured, for who reads the gold.
    #[expect(dead_code, reason = "for who reads the gold")]
    #[serde(default)]
    of: String,
    /// The period, for who reads the gold.
    #[expect(dead_code, reason = "for who reads the gold")]
    #[serde(default)]
    period: String,
    /// The hedge, for who reads the gold.
    #[expect(dead_code, reason = "for who reads the gold")]
    #[serde(default)]
    bound: String,
    /// Who says so, for who reads the gold.
    #[expect(dead_code, reason = "for who reads the gold")]
    #[serde(default)]
    by: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Value {
    One(f64),
    Bounds([f64; 2]),
    Date(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fact {
    pub(crate) label: String,
    /// Claims on one side agree, claims on two sides differ as `verdict` says.
    pub(crate) sides: Vec<Vec<String>>,
    pub(crate) verdict: String,
    pub(crate) why: String,
    /// Made on purpose, as a slip that news makes.
    #[expect(dead_code, reason = "for who reads the gold")]
    #[serde(default)]
    planted: bool,
    /// One on which careful readers could differ: it counts neither for nor against.
    #[serde(default)]
    pub(crate) disputed: bool,
    #[expect(dead_code, reason = "for who reads the gold")]
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) claims: BTreeSet<String>,
    pub(crate) why: String,
    #[expect(dead_code, reason = "for who reads the gold")]
    #[serde(default)]
    verdict: String,
    #[expect(dead_code, reason = "for who reads the gold")]
    #[serde(default)]
    disputed: bool,
    #[expect(dead_code, reason = "for who reads the gold")]
    #[serde(default)]
    note: String,
    #[expect(dead_code, reason = "for who reads the gold")]
    #[serde(default)]
    planted: bool,
}

fn first() -> usize {
    1
}

impl Story {
    /// Reads every story of a folder, in the order of their names.
    pub(crate) fn read_all(corpus: &Path) -> Vec<Self> {
        let mut folders: Vec<_> = fs::read_dir(corpus)
            .expect("corpus/ can be read")
            .map(|entry| entry.expect("corpus/ can be read").path())
            .filter(|path| path.is_dir())
            .collect();
        folders.sort();
        folders.iter().map(|folder| Self::read(folder)).collect()
    }

    /// Reads one story.
    pub(crate) fn read(folder: &Path) -> Self {
        let text = fs::read_to_string(folder.join("gold.json"))
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let gold =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let articles = fs::read_dir(folder.join("articles"))
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.expect("the folder of articles can be read").path())
            .map(|path| {
                let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
                (name, fs::read(&path).expect("an article can be read"))
            })
            .collect();
        let name = folder.file_name().expect("a folder has a name").to_string_lossy().into_owned();
        Self { name, articles, gold }
    }

    /// Where a claim stands in its article, in bytes.
    pub(crate) fn place(&self, claim: &GoldClaim) -> Option<Range<usize>> {
        let article =
            std::str::from_utf8(self.articles.get(&claim.doc)?).expect("articles of the corpus are UTF-8");
        let mut from = 0;
        for nth in 1.. {
            let at = from + article[from..].find(&claim.exact)?;
            if nth == claim.nth {
                return Some(at..at + claim.exact.len());
            }
            from = at + article[at..].chars().next().map_or(1, char::len_utf8);
        }
        None
    }

    /// What is wrong with the gold file itself.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut fault = |text: String| faults.push(format!("{}: {text}", self.name));
        if self.gold.about.is_empty() {
            fault("`about` is empty".to_owned());
        }
        for (id, claim) in &self.gold.claims {
            if self.place(claim).is_none() {
                fault(format!("{id}: {:?} (nth {}) is not in {}", claim.exact, claim.nth, claim.doc));
            }
            if let Some(Value::Date(text)) = &claim.value
                && (claim.kind != Kind::Date || !text.starts_with(|letter: char| letter.is_ascii_digit()))
            {
                fault(format!("{id}: the value {text:?} is neither a number nor a date"));
            }
            if claim.kind == Kind::Quantity && claim.unit.is_none() {
                fault(format!("{id}: a quantity needs a unit"));
            }
        }
        for fact in &self.gold.facts {
            let members: Vec<&String> = fact.sides.iter().flatten().collect();
            if !["agreement", "explained", "discrepancy"].contains(&fact.verdict.as_str()) {
                fault(format!("{}: verdict {:?}", fact.label, fact.verdict));
            }
            if (fact.verdict == "agreement") != (fact.sides.len() == 1) {
                fault(format!("{}: an agreement has one side, any other verdict two or more", fact.label));
            }
            let articles: BTreeSet<&str> = members
                .iter()
                .filter_map(|member| self.gold.claims.get(*member).map(|claim| claim.doc.as_str()))
                .collect();
            if articles.len() < 2 {
                fault(format!("{}: fewer than two articles", fact.label));
            }
        }
        for (pair, verdicts) in self.verdicts() {
            if verdicts.len() > 1 {
                fault(format!("{pair:?} stand in facts of several verdicts: {verdicts:?}"));
            }
        }
        for trap in &self.gold.traps {
            let articles: BTreeSet<&str> = trap
                .claims
                .iter()
                .filter_map(|claim| self.gold.claims.get(claim).map(|claim| claim.doc.as_str()))
                .collect();
            if articles.len() < 2 {
                fault(format!("trap {:?}: fewer than two articles", trap.claims));
            }
        }
        let named = self.gold.facts.iter().flat_map(|fact| fact.sides.iter().flatten());
        let grouped = self.gold.traps.iter().chain(&self.gold.internal).flat_map(|group| &group.claims);
        for id in named.chain(grouped) {
            if !self.gold.claims.contains_key(id) {
                fault(format!("unknown claim {id}"));
            }
        }
        faults
    }

    /// What the undisputed facts say about each two claims; more than one verdict is a fault of the gold.
    fn verdicts(&self) -> BTreeMap<BTreeSet<&str>, BTreeSet<&str>> {
        let mut verdicts: BTreeMap<BTreeSet<&str>, BTreeSet<&str>> = BTreeMap::new();
        for fact in self.gold.facts.iter().filter(|fact| !fact.disputed) {
            let members: Vec<(usize, &str)> = fact
                .sides
                .iter()
                .enumerate()
                .flat_map(|(side, claims)| claims.iter().map(move |claim| (side, claim.as_str())))
                .collect();
            for (index, (side, claim)) in members.iter().enumerate() {
                for (other_side, other) in &members[index + 1..] {
                    let verdict = if side == other_side { "agreement" } else { fact.verdict.as_str() };
                    verdicts.entry(BTreeSet::from([*claim, *other])).or_default().insert(verdict);
                }
            }
        }
        verdicts
    }
}

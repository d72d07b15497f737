//! A report against the gold of its story.
//!
//! *Claims*: the share of gold claims that a reported claim of the same kind overlaps and reads alike. *Links*: pairs of
//! claims from two articles that a finding puts together; precision over reported pairs, recall over the pairs of the
//! gold. *Verdicts*: of the linked pairs, the share with the right verdict. *Discrepancies*: precision over reported
//! findings, recall over facts and internal findings of the gold. *Traps*: the share of look-alikes that were linked.

use crate::gold::{GoldClaim, Kind, Story, Value};
use crate::reported::{Claim, Finding, Reported};
use std::collections::{BTreeMap, BTreeSet};

/// Counts of one story, or the sum over several.
#[derive(Default)]
pub(crate) struct Score {
    claims: usize,
    claims_right: usize,
    links_gold: usize,
    links_found: usize,
    links_reported: usize,
    links_wrong: usize,
    verdicts_right: usize,
    discrepancies_gold: usize,
    discrepancies_found: usize,
    discrepancies_reported: usize,
    discrepancies_false: usize,
    traps: usize,
    traps_sprung: usize,
    /// What was missed or wrongly reported, in sentences.
    pub(crate) misses: Vec<String>,
}

/// The same as shares, in per cent.
pub(crate) struct Rates {
    pub(crate) claims: f64,
    pub(crate) link_precision: f64,
    pub(crate) link_recall: f64,
    pub(crate) verdicts: f64,
    pub(crate) discrepancy_precision: f64,
    pub(crate) discrepancy_recall: f64,
    pub(crate) traps_sprung: f64,
}

/// Two claims of the gold, the lesser id first.
type Pair = (String, String);

fn pair(one: &str, other: &str) -> Pair {
    if one <= other { (one.to_owned(), other.to_owned()) } else { (other.to_owned(), one.to_owned()) }
}

/// Every two members of a list.
fn pairs<T>(items: &[T]) -> impl Iterator<Item = (&T, &T)> {
    items.iter().enumerate().flat_map(|(index, one)| items[index + 1..].iter().map(move |other| (one, other)))
}

/// What the gold says about each pair of claims.
struct Key {
    /// The verdict and the fact's number for pairs from two articles.
    verdicts: BTreeMap<Pair, (String, usize)>,
    /// Pairs that count neither for nor against.
    disputed: BTreeSet<Pair>,
}

impl Key {
    fn of(story: &Story) -> Self {
        let mut verdicts = BTreeMap::new();
        let mut disputed = BTreeSet::new();
        for (index, fact) in story.gold.facts.iter().enumerate() {
            if fact.disputed {
                let members: Vec<&String> = fact.sides.iter().flatten().collect();
                disputed.extend(pairs(&members).map(|(one, other)| pair(one, other)));
                continue;
            }
            for (one, other) in pairs(&fact.sides) {
                for left in one {
                    for right in other {
                        verdicts.insert(pair(left, right), (fact.verdict.clone(), index));
                    }
                }
            }
            for side in &fact.sides {
                for (left, right) in pairs(side) {
                    verdicts.insert(pair(left, right), ("agreement".to_owned(), index));
                }
            }
        }
        let article = |id: &String| &story.gold.claims[id].doc;
        verdicts.retain(|(one, other), _| article(one) != article(other));
        disputed.retain(|pair| !verdicts.contains_key(pair));
        Self { verdicts, disputed }
    }
}

impl Score {
    /// Scores a report of a story.
    pub(crate) fn of(story: &Story, reported: &Reported) -> Self {
        let key = Key::of(story);
        let mut score = Self::default();
        let matched = score.claims(story, reported);
        let linked = score.links(story, reported, &key, &matched);
        score.verdicts(&key, &linked);
        score.discrepancies(story, reported, &key, &matched);
        score
    }

    /// Scores claims; gives, for each reported claim, the gold claims that it overlaps.
    fn claims<'a>(&mut self, story: &'a Story, reported: &'a Reported) -> BTreeMap<&'a str, Vec<&'a str>> {
        let mut matched: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (id, gold) in &story.gold.claims {
            let place = story.place(gold).expect("a sound gold file places its claims");
            let mut hits = Vec::new();
            for (found, claim) in &reported.claims {
                let overlaps = claim.span.start < place.end && place.start < claim.span.end;
                if claim.doc == gold.doc && overlaps && claim.is_quote == (gold.kind == Kind::Quote) {
                    matched.entry(found).or_default().push(id);
                    hits.push(claim);
                }
            }
            self.claims += 1;
            if hits.iter().any(|hit| reads_alike(gold, hit)) {
                self.claims_right += 1;
            } else {
                let what = if hits.is_empty() { "not found" } else { "wrong" };
                self.misses.push(format!("claim {what}: {id} in {}: {:?}", gold.doc, gold.exact));
            }
        }
        matched
    }

    /// Scores links and traps; gives the linked pairs of the gold with the verdict that was reported.
    fn links(
        &mut self,
        story: &Story,
        reported: &Reported,
        key: &Key,
        matched: &BTreeMap<&str, Vec<&str>>,
    ) -> BTreeMap<Pair, String> {
        let mut linked: BTreeMap<Pair, String> = BTreeMap::new();
        let mut sprung = BTreeSet::new();
        let none = Vec::new();
        for finding in &reported.findings {
            let members: Vec<(usize, &String)> = finding
                .sides
                .iter()
                .enumerate()
                .flat_map(|(side, claims)| claims.iter().map(move |claim| (side, claim)))
                .collect();
            for ((side, left), (other_side, right)) in pairs(&members) {
                let (one, other) = (&reported.claims[*left], &reported.claims[*right]);
                if one.doc == other.doc {
                    continue;
                }
                let said = if side == other_side { "agreement" } else { finding.verdict.as_str() };
                let golds = matched.get(left.as_str()).unwrap_or(&none);
                let candidates: Vec<Pair> = golds
                    .iter()
                    .flat_map(|gold| {
                        matched.get(right.as_str()).unwrap_or(&none).iter().map(|other| pair(gold, other))
                    })
                    .collect();
                let right_pairs: Vec<&Pair> =
                    candidates.iter().filter(|pair| key.verdicts.contains_key(pair)).collect();
                if right_pairs.is_empty() && candidates.iter().any(|pair| key.disputed.contains(pair)) {
                    continue;
                }
                self.links_reported += 1;
                if right_pairs.is_empty() {
                    self.links_wrong += 1;
                    self.misses.push(format!(
                        "wrong link: {said}: {} {:?} ~ {} {:?}",
                        one.doc, one.text, other.doc, other.text
                    ));
                }
                for pair in right_pairs {
                    if said == key.verdicts[pair].0 || !linked.contains_key(pair) {
                        linked.insert(pair.clone(), said.to_owned());
                    }
                }
                for (index, trap) in story.gold.traps.iter().enumerate() {
                    if candidates
                        .iter()
                        .any(|(one, other)| trap.claims.contains(one) && trap.claims.contains(other))
                    {
                        sprung.insert(index);
                    }
                }
            }
        }
        self.links_gold = key.verdicts.len();
        self.links_found = linked.len();
        self.traps = story.gold.traps.len();
        self.traps_sprung = sprung.len();
        let describe =
            |id: &String| format!("{} {:?}", story.gold.claims[id].doc, story.gold.claims[id].exact);
        for index in sprung {
            let trap = &story.gold.traps[index];
            let words: Vec<String> = trap.claims.iter().map(describe).collect();
            self.misses.push(format!("trap sprung: {} ({})", words.join(" ~ "), trap.why));
        }
        for ((one, other), (verdict, _)) in &key.verdicts {
            match linked.get(&pair(one, other)) {
                None => self.misses.push(format!(
                    "link missed: {} ~ {} ({verdict})",
                    describe(one),
                    describe(other)
                )),
                Some(said) if said != verdict => self.misses.push(format!(
                    "verdict wrong: {} ~ {}: said {said}, gold {verdict}",
                    describe(one),
                    describe(other)
                )),
                Some(_) => {}
            }
        }
        linked
    }

    fn verdicts(&mut self, key: &Key, linked: &BTreeMap<Pair, String>) {
        self.verdicts_right = linked.iter().filter(|(pair, said)| key.verdicts[*pair].0 == **said).count();
    }

    fn discrepancies(
        &mut self,
        story: &Story,
        reported: &Reported,
        key: &Key,
        matched: &BTreeMap<&str, Vec<&str>>,
    ) {
        let mut facts = BTreeSet::new();
        let mut internal = BTreeSet::new();
        for finding in reported.findings.iter().filter(|finding| finding.verdict == "discrepancy") {
            self.discrepancies_reported += 1;
            let sides: Vec<BTreeSet<&str>> = finding
                .sides
                .iter()
                .map(|side| {
                    side.iter().flat_map(|claim| matched.get(claim.as_str())).flatten().copied().collect()
                })
                .collect();
            let everything: BTreeSet<&str> = sides.iter().flatten().copied().collect();
            let shared = |group: &BTreeSet<String>| {
                group.iter().filter(|claim| everything.contains(claim.as_str())).count() >= group.len().min(2)
            };
            let inside: Vec<usize> = (0..story.gold.internal.len())
                .filter(|index| shared(&story.gold.internal[*index].claims))
                .collect();
            let across: BTreeSet<usize> = pairs(&sides)
                .flat_map(|(one, other)| {
                    one.iter().flat_map(move |left| other.iter().map(move |right| pair(left, right)))
                })
                .filter_map(|pair| key.verdicts.get(&pair))
                .filter(|(verdict, _)| verdict == "discrepancy")
                .map(|(_, fact)| *fact)
                .collect();
            let disputed = pairs(&sides).any(|(one, other)| {
                one.iter().any(|left| other.iter().any(|right| key.disputed.contains(&pair(left, right))))
            });
            if across.is_empty() && inside.is_empty() {
                if disputed {
                    self.discrepancies_reported -= 1;
                } else {
                    self.discrepancies_false += 1;
                    self.misses.push(format!("false discrepancy: {}", describe_finding(finding, reported)));
                }
            }
            facts.extend(across);
            internal.extend(inside);
        }
        for (index, fact) in story.gold.facts.iter().enumerate() {
            if fact.verdict == "discrepancy" && !fact.disputed {
                self.discrepancies_gold += 1;
                if !facts.contains(&index) {
                    self.misses.push(format!("discrepancy missed: {} ({})", fact.label, fact.why));
                }
            }
        }
        self.discrepancies_gold += story.gold.internal.len();
        self.discrepancies_found = facts.len() + internal.len();
        for (index, group) in story.gold.internal.iter().enumerate() {
            if !internal.contains(&index) {
                self.misses.push(format!("discrepancy missed inside an article: {}", group.why));
            }
        }
    }

    /// Adds the counts of another story.
    pub(crate) fn add(&mut self, other: &Self) {
        self.claims += other.claims;
        self.claims_right += other.claims_right;
        self.links_gold += other.links_gold;
        self.links_found += other.links_found;
        self.links_reported += other.links_reported;
        self.links_wrong += other.links_wrong;
        self.verdicts_right += other.verdicts_right;
        self.discrepancies_gold += other.discrepancies_gold;
        self.discrepancies_found += other.discrepancies_found;
        self.discrepancies_reported += other.discrepancies_reported;
        self.discrepancies_false += other.discrepancies_false;
        self.traps += other.traps;
        self.traps_sprung += other.traps_sprung;
    }

    pub(crate) fn rates(&self) -> Rates {
        Rates {
            claims: share(self.claims_right, self.claims),
            link_precision: share(self.links_reported - self.links_wrong, self.links_reported),
            link_recall: share(self.links_found, self.links_gold),
            verdicts: share(self.verdicts_right, self.links_found),
            discrepancy_precision: share(
                self.discrepancies_reported - self.discrepancies_false,
                self.discrepancies_reported,
            ),
            discrepancy_recall: share(self.discrepancies_found, self.discrepancies_gold),
            traps_sprung: if self.traps == 0 { 0.0 } else { share(self.traps_sprung, self.traps) },
        }
    }

    /// The rates in one line, with the counts that they are shares of.
    pub(crate) fn line(&self, name: &str) -> String {
        let rates = self.rates();
        format!(
            "{name:16} claims {:5.1}% of {:3} | links P {:5.1}% R {:5.1}% of {:4} | verdicts {:5.1}% | \
             discrepancies P {:5.1}% of {:3} R {:5.1}% of {:2} | traps sprung {}/{}",
            rates.claims,
            self.claims,
            rates.link_precision,
            rates.link_recall,
            self.links_gold,
            rates.verdicts,
            rates.discrepancy_precision,
            self.discrepancies_reported,
            rates.discrepancy_recall,
            self.discrepancies_gold,
            self.traps_sprung,
            self.traps
        )
    }
}

impl Rates {
    /// What a report without a mistake reaches.
    pub(crate) const PERFECT: Self = Self {
        claims: 100.0,
        link_precision: 100.0,
        link_recall: 100.0,
        verdicts: 100.0,
        discrepancy_precision: 100.0,
        discrepancy_recall: 100.0,
        traps_sprung: 0.0,
    };

    /// Which rates are worse than a floor, in words.
    pub(crate) fn below(&self, floor: &Self) -> Vec<String> {
        let at_least = [
            ("claims right", self.claims, floor.claims),
            ("precision of links", self.link_precision, floor.link_precision),
            ("recall of links", self.link_recall, floor.link_recall),
            ("verdicts right", self.verdicts, floor.verdicts),
            ("precision of discrepancies", self.discrepancy_precision, floor.discrepancy_precision),
            ("recall of discrepancies", self.discrepancy_recall, floor.discrepancy_recall),
            // The fewer the better.
            ("traps not sprung", 100.0 - self.traps_sprung, 100.0 - floor.traps_sprung),
        ];
        at_least
            .into_iter()
            .filter(|(_, reached, floor)| *reached < floor - 1e-9)
            .map(|(name, reached, floor)| format!("{name} {reached:.1}%, floor {floor:.1}%"))
            .collect()
    }
}

/// A share in per cent; a share of nothing is full marks, because nothing was done wrong.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

fn describe_finding(finding: &Finding, reported: &Reported) -> String {
    let sides: Vec<String> = finding
        .sides
        .iter()
        .map(|side| {
            let claims: Vec<String> = side
                .iter()
                .map(|id| format!("{} {:?}", reported.claims[id].doc, reported.claims[id].text))
                .collect();
            claims.join(", ")
        })
        .collect();
    format!("{} [{}]", sides.join(" | "), finding.rule)
}

/// Whether a reported claim reads as the gold claim that it overlaps.
fn reads_alike(gold: &GoldClaim, claim: &Claim) -> bool {
    if gold.kind == Kind::Quote {
        return gold.speaker.as_deref().is_none_or(|speaker| same_speaker(speaker, &claim.speaker));
    }
    let want = gold.unit.as_deref().unwrap_or("any").to_lowercase();
    let got = claim.unit.to_lowercase();
    // A fifth, 0.2 and 20 per cent are one reading.
    let scale = match (want.as_str(), got.as_str()) {
        ("ratio", "percent") => 100.0,
        ("percent", "ratio") => 0.01,
        _ => 1.0,
    };
    let unit_right = scale != 1.0 || ["any", "count"].contains(&want.as_str()) || want == got;
    let near = |found: Option<f64>, wanted: f64| {
        found.is_some_and(|found| (found - wanted).abs() <= 1e-6 * wanted.abs().max(1.0))
    };
    let value_right = match &gold.value {
        None | Some(Value::Date(_)) => true,
        Some(Value::One(value)) => {
            [claim.value, claim.low, claim.high].into_iter().any(|found| near(found, value * scale))
        }
        Some(Value::Bounds([low, high])) => near(claim.low, low * scale) && near(claim.high, high * scale),
    };
    unit_right && value_right
}

/// Whether two names may name one speaker: the same last name, or one holds all words of the other.
fn same_speaker(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split_whitespace()
            .map(|word| {
                word.chars().filter(|letter| letter.is_alphabetic()).collect::<String>().to_lowercase()
            })
            .filter(|word| !word.is_empty())
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let holds = |whole: &[String], part: &[String]| part.iter().all(|word| whole.contains(word));
    !one.is_empty()
        && !other.is_empty()
        && (one.last() == other.last() || holds(&one, &other) || holds(&other, &one))
}

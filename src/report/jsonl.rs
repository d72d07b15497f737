//! The claims as JSONL: one claim a line, each readable by itself.
//!
//! A [`View`] → JSONL text. It cannot fail. All claims of all articles are written, whatever selection of findings was asked
//! for; the selection decides which findings a line names. The shape of a line stands in [`super::wire`].

use super::json::claim_wire;
use super::view::View;
use super::wire::{LineWire, SCHEMA, StandsIn};
use crate::claim::ClaimId;
use rustc_hash::FxHashMap;

/// Writes the claims, with a line feed behind each.
///
/// ```
/// use crosscheck::report::{jsonl, Selection, View};
/// use crosscheck::rules::RuleSet;
/// let files = vec![("a.txt".to_owned(), b"The fire killed 12 people and injured 40.".to_vec())];
/// let run = crosscheck::check(files, RuleSet::built_in());
/// assert_eq!(jsonl::render(&View::new(&run, Selection::default())).lines().count(), 2);
/// ```
#[must_use]
pub fn render(view: &View<'_>) -> String {
    let mut stands_in: FxHashMap<ClaimId, Vec<StandsIn<'_>>> = FxHashMap::default();
    for (index, finding) in view.findings() {
        let stands = StandsIn { id: view.ids.finding(index), verdict: finding.verdict.name() };
        for claim in finding.sides.iter().flat_map(|side| &side.claims) {
            let findings = stands_in.entry(*claim).or_default();
            // A claim may stand on a side twice, by two of its repeats.
            if findings.last().is_none_or(|last| last.id != stands.id) {
                findings.push(stands.clone());
            }
        }
    }
    let mut text = String::new();
    for id in view.documents() {
        let document = &view.run.documents[id.0 as usize];
        for claim in view.claims_of(id) {
            let line = LineWire {
                schema: SCHEMA,
                source: &document.source.name,
                published: document.published.map(|published| published.date.to_string()),
                title: document.title.as_deref(),
                url: document.url.as_deref(),
                voice: view.run.origins.voice(id),
                findings: stands_in.remove(&claim).unwrap_or_default(),
                claim: claim_wire(view, claim),
            };
            text.push_str(&serde_json::to_string(&line).expect("structs of strings and numbers serialise"));
            text.push('\n');
        }
    }
    text
}

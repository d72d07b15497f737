//! Why two claims are linked or not, and why a finding has its verdict.
//!
//! A finding, or two claims → text for a terminal. It cannot fail. The evidence is printed field by field in bits, then the
//! comparison, then the rows of the decision table down to the one that decided, so that the result can be replayed by
//! hand.

use super::text::{Look, Writer};
use super::view::{Sighting, View, long_date};
use crate::claim::{Claim, ClaimId, Statement};
use crate::comparison::Vector;
use crate::judge::Finding;
use crate::judge::compare::{Bench, Bits, Comparison};
use crate::link::evidence::agrees;
use crate::link::{Evidence, Link, Weighing};
use crate::rules::RuleSet;
use crate::rules::catalogue;
use crate::rules::evidence::Threshold;
use crate::rules::table::Table;

/// How many pairs of one finding are explained.
const PAIRS: usize = 6;

/// Explains the finding at an index of the run's findings.
///
/// # Panics
/// If the run has no such finding.
#[must_use]
pub fn finding(view: &View<'_>, index: usize, rules: &RuleSet, look: Look) -> String {
    let finding = &view.run.findings[index];
    let mut out = Writer::new(view, look);
    out.finding(index, finding);
    if let Some((_, about)) = catalogue::meaning(rules, &finding.rule) {
        out.titled("About this rule", about);
    }
    let pairs = pairs(view, finding);
    let shown = &pairs[..pairs.len().min(PAIRS)];
    for (link, place) in shown.iter().zip(1..) {
        if shown.len() > 1 {
            out.heading(&format!("Pair {place} of {}", pairs.len()));
        }
        explain_pair(&mut out, view, (link.a, link.b), Some(&link.evidence), rules);
    }
    if pairs.is_empty() {
        let claims: Vec<ClaimId> =
            finding.sides.iter().flat_map(|side| side.claims.iter().copied()).collect();
        out.indented(0, "The rule looks at one article, or at claims that are linked through others:");
        for claim in claims {
            describe(&mut out, view, claim, "");
        }
    }
    out.finish()
}

/// Explains how two claims relate, whether they are linked or not; where they are not, their evidence is weighed for this.
#[must_use]
pub fn pair(view: &View<'_>, a: ClaimId, b: ClaimId, rules: &RuleSet, look: Look) -> String {
    let mut out = Writer::new(view, look);
    let (a, b) = (a.min(b), a.max(b));
    let topics = &view.run.linkage.topics;
    let link = topics.iter().flat_map(|topic| &topic.links).find(|link| (link.a, link.b) == (a, b));
    let together = topics.iter().any(|topic| topic.claims.contains(&a) && topic.claims.contains(&b));
    let said = match (link, together) {
        (Some(_), _) => "These two claims are linked.",
        (None, true) => {
            "These two claims are not linked to each other, but both are linked to others of one topic."
        }
        (None, false) => "These two claims are not linked.",
    };
    out.indented(0, said);
    let weighed = match link {
        Some(_) => None,
        None => Weighing::new(&view.run.documents, &view.run.readings, rules).evidence(a, b),
    };
    let evidence = link.map(|link| &link.evidence).or(weighed.as_ref());
    explain_pair(&mut out, view, (a, b), evidence, rules);
    if let (None, Some(evidence)) = (link, evidence) {
        explain_miss(&mut out, view, (a, b), evidence, rules);
    }
    out.finish()
}

/// Says what two claims lack that are not linked: the bits, or else the fields that speak against it.
fn explain_miss(
    out: &mut Writer<'_, '_>,
    view: &View<'_>,
    (a, b): (ClaimId, ClaimId),
    evidence: &Evidence,
    rules: &RuleSet,
) {
    let bench = Bench::new(&view.run.documents, &view.run.readings, &view.run.origins, rules);
    let bar = |threshold| rules.evidence().threshold(threshold);
    let (what, needed, found) = match bench.compare(a, b, Bits::of(evidence)) {
        Some(Comparison::Quantities(vector)) if agrees(vector.value, vector.unit) => {
            ("figures that agree", bar(Threshold::LinkAgreeing), evidence.total())
        }
        Some(Comparison::Quantities(_)) => (
            "figures that differ (their value left aside)",
            bar(Threshold::LinkDiffering),
            evidence.without_value(),
        ),
        Some(Comparison::Quotations(_)) => ("quotations", bar(Threshold::LinkQuotations), evidence.total()),
        Some(Comparison::Dates(_)) => ("dates", bar(Threshold::LinkDates), evidence.total()),
        None => return,
    };
    out.heading("Why they are not linked");
    let rank = evidence.terms.iter().find(|term| term.signal.field() == "rank");
    let mut against: Vec<_> =
        evidence.terms.iter().filter(|term| term.bits < 0.0 && term.signal.field() != "value").collect();
    against.sort_by(|a, b| a.bits.total_cmp(&b.bits));
    let fields: Vec<String> = against
        .iter()
        .map(|term| format!("{}, {} ({:+.1})", term.signal.field(), term.signal.outcome(), term.bits))
        .collect();
    let most = if fields.is_empty() { "no field speaks against it".to_owned() } else { fields.join("; ") };
    let said = if found < needed {
        format!("Linking asks of {what} {needed:.1} bits, and these have {found:.1}. Against it: {most}.")
    } else {
        let rank = rank.map_or("is not known", |term| term.signal.outcome());
        format!(
            "They have the {needed:.1} bits that linking asks of {what}, but one figure has one partner in another \
             article, and what is counted must be the same where figures differ. Their rank: {rank}. Against it: {most}."
        )
    };
    out.indented(2, &said);
    out.blank();
}

/// Explains one claim: what was read, and what it is linked to.
#[must_use]
pub fn claim(view: &View<'_>, id: ClaimId, look: Look) -> String {
    let mut out = Writer::new(view, look);
    describe(&mut out, view, id, "");
    let links: Vec<&Link> = view
        .run
        .linkage
        .topics
        .iter()
        .flat_map(|topic| &topic.links)
        .filter(|link| link.a == id || link.b == id)
        .collect();
    if links.is_empty() {
        out.indented(0, "It is linked to no other claim.");
    }
    for link in links {
        let other = if link.a == id { link.b } else { link.a };
        out.heading(&format!("Linked with {:.1} bits to", link.evidence.total()));
        describe(&mut out, view, other, "");
    }
    out.finish()
}

/// The links of a finding: across its sides where it has several, else within its side.
pub(super) fn pairs<'a>(view: &View<'a>, finding: &Finding) -> Vec<&'a Link> {
    let Some(topic) = finding.topic else { return Vec::new() };
    let Some(topic) = view.run.linkage.topics.get(topic as usize) else { return Vec::new() };
    let side = |claim: ClaimId| finding.sides.iter().position(|side| side.claims.contains(&claim));
    let within: Vec<&Link> =
        topic.links.iter().filter(|link| side(link.a).is_some() && side(link.b).is_some()).collect();
    let across: Vec<&Link> = within.iter().copied().filter(|link| side(link.a) != side(link.b)).collect();
    if across.is_empty() { within } else { across }
}

fn explain_pair(
    out: &mut Writer<'_, '_>,
    view: &View<'_>,
    (a, b): (ClaimId, ClaimId),
    evidence: Option<&Evidence>,
    rules: &RuleSet,
) {
    describe(out, view, a, "A ");
    describe(out, view, b, "B ");
    match evidence {
        Some(evidence) => {
            out.heading("Evidence that they speak of the same thing, in bits");
            for term in &evidence.terms {
                out.row(&[&format!("{:+6.1}", term.bits), term.signal.field(), term.signal.outcome()]);
            }
            let total = format!("{:+6.1}", evidence.total());
            let rest = format!("{:+.1} without the value", evidence.without_value());
            out.row(&[&total, "in all", &rest]);
            out.blank();
        }
        None => out.indented(
            0,
            "There is no evidence to weigh: claims of these kinds, or of one document, are not linked.\n",
        ),
    }
    let bench = Bench::new(&view.run.documents, &view.run.readings, &view.run.origins, rules);
    match bench.compare(a, b, evidence.map(Bits::of).unwrap_or_default()) {
        Some(Comparison::Quantities(vector)) => explain_decision(out, &vector, rules.quantities()),
        Some(Comparison::Quotations(vector)) => explain_decision(out, &vector, rules.quotations()),
        Some(Comparison::Dates(vector)) => explain_decision(out, &vector, rules.dates()),
        None => out.indented(
            0,
            "They cannot be compared: one is a figure, a quotation or a date, the other is not.",
        ),
    }
}

fn explain_decision<V: Vector>(out: &mut Writer<'_, '_>, vector: &V, table: &Table<V>) {
    out.heading("How they compare");
    for (facet, value) in V::FACETS.iter().zip(vector.values()) {
        out.row(&["", facet.name, facet.values[value as usize]]);
    }
    out.blank();
    out.heading("Which row decides");
    for passed in table.explain(vector) {
        out.row(&["no", &passed.row.id, &format!("{} is {}", passed.facet, passed.value)]);
    }
    let row = table.decide(vector);
    let says = format!("{}, {}: {}", row.verdict.name(), row.severity.name(), row.title);
    out.row(&["yes", &row.id, &says]);
    out.blank();
}

/// A claim with its sentence and everything that was read of it.
fn describe(out: &mut Writer<'_, '_>, view: &View<'_>, id: ClaimId, label: &str) {
    let document = view.document(id);
    let date = long_date(document).map(|date| format!(", {date}")).unwrap_or_default();
    out.heading(&format!(
        "{label}{} {}{date}  {}{}",
        view.ids.claim(id),
        document.source.name,
        document.path,
        view.place(id).behind_path()
    ));
    out.excerpt(&view.excerpt(&Sighting { claims: vec![id] }, None, 400));
    for (name, value) in fields(view, id) {
        out.row(&["", name, &value]);
    }
    out.blank();
}

/// What was read of a claim, by name, without what the text does not state.
pub(super) fn fields(view: &View<'_>, id: ClaimId) -> Vec<(&'static str, String)> {
    let claim: &Claim = view.claim(id);
    let prose = &view.document(id).prose;
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    match &claim.statement {
        Statement::Quantity(measured) => {
            let quantity = &measured.quantity;
            let bounds = quantity.bounds();
            let end =
                |end: Option<crate::number::Number>| end.map_or("open".to_owned(), |end| end.to_string());
            let amount = match quantity.number() {
                Some(number) => number.to_string(),
                None => format!("{} to {}", end(bounds.low), end(bounds.high)),
            };
            let per = quantity.unit.per.as_ref().map(|per| format!(" per {per}")).unwrap_or_default();
            fields.push(("value", format!("{amount} {}{per}", quantity.unit.name())));
            fields.push(("hedge", quantity.hedge.name().to_owned()));
            let frame = &measured.frame;
            if let Some(counted) = &frame.counted {
                let modifiers = counted.modifiers.join(" ");
                let words = prose.slice(counted.span);
                fields.push(("counted", format!("{words} (head {}; {modifiers})", counted.head)));
            }
            fields.push(("subject", frame.subject.join(" ")));
            fields.push(("verb", frame.verb.as_deref().unwrap_or_default().to_owned()));
            fields.push(("scope", frame.scope.join(" ")));
            for (name, mentioned) in [("period", &frame.period), ("as of", &frame.as_of)] {
                if let Some(mentioned) = mentioned {
                    // The time of a post stands in no words of the prose.
                    let words = match prose.slice(mentioned.span) {
                        "" => "the time of its post".to_owned(),
                        words => format!("“{words}”"),
                    };
                    fields.push((name, format!("{} ({words})", mentioned.period)));
                }
            }
            fields.push(("aspect", format!("{:?}", frame.aspect).to_lowercase()));
            fields.push(("role", format!("{:?}", frame.role).to_lowercase()));
            fields.push(("modality", format!("{:?}", frame.modality).to_lowercase()));
            fields.push(("portion", format!("{:?}", frame.portion).to_lowercase()));
            if let Some(attribution) = &frame.attribution {
                fields.push(("credited to", attribution.name.to_string()));
            }
        }
        Statement::Quotation(quotation) => {
            let speaker = quotation.speaker.as_ref();
            fields.push((
                "speaker",
                speaker.map_or("not named".to_owned(), |speaker| speaker.name.to_string()),
            ));
            fields.push((
                "cue",
                speaker.and_then(|speaker| speaker.cue.as_deref()).unwrap_or_default().to_owned(),
            ));
            fields.push(("form", format!("{:?}", quotation.form).to_lowercase()));
        }
        Statement::Date(dated) => {
            fields.push(("date", dated.period.to_string()));
            if let Some(event) = &dated.event {
                fields.push(("event", prose.slice(event.span).to_owned()));
            }
        }
    }
    // Only what the text states: the plain case of each field says nothing.
    fields.retain(|(_, value)| !matches!(value.as_str(), "" | "none" | "level" | "stated" | "whole"));
    fields
}

//! The findings as workflow commands of GitHub Actions, which shows them as annotations of the files.
//!
//! A [`View`] → lines such as `::warning file=a.md,line=3,…::message`. It cannot fail. Discrepancies and what is unclear are
//! written; the other verdicts ask nobody to do something, and come only where they are asked for by name.
//!
//! GitHub shows ten annotations of a level and passes over the rest without a word. So where there are more, the tenth says how
//! many, and the rest follow as plain lines of the log. Accepted findings are left out; the last notice says how many they are.
//!
//! Commands and their escaping: [Workflow commands for GitHub
//! Actions](https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).

use super::escape::visible;
use super::view::{View, count_of, outlet};
use crate::claim::ClaimId;
use crate::judge::{Finding, Severity, Verdict};

/// How many annotations of a level GitHub shows for a step.
const SHOWN: usize = 10;

/// The levels of annotations, gravest first.
const LEVELS: [&str; 3] = ["error", "warning", "notice"];

/// Writes the annotations; nothing, where there is no finding.
#[must_use]
pub fn render(view: &View<'_>) -> String {
    let mut out = String::new();
    for level in LEVELS {
        let findings: Vec<_> = view.alerts().filter(|(_, finding)| level_of(finding) == level).collect();
        let accepted = if level == "notice" { view.accepted_alerts().count() } else { 0 };
        let room = SHOWN - usize::from(accepted > 0);
        let annotated = if findings.len() > room { SHOWN - 1 } else { findings.len() };
        for (index, finding) in &findings[..annotated] {
            out.push_str(&annotation(view, level, *index, finding));
        }
        let rest = &findings[annotated..];
        let mut last = Vec::new();
        if !rest.is_empty() {
            last.push(format!("{} more stand in the log.", rest.len()));
        }
        if accepted > 0 {
            let are = if accepted == 1 { "is" } else { "are" };
            last.push(format!("{} {are} not shown.", count_of(accepted, "accepted finding")));
        }
        if !last.is_empty() {
            out.push_str(&format!("::{level} title=crosscheck::{}\n", last.join(" ")));
        }
        for (index, finding) in rest {
            out.push_str(&log_line(view, *index, finding));
        }
    }
    out
}

/// Discrepancies by their severity; what else is written is a notice.
fn level_of(finding: &Finding) -> &'static str {
    match (finding.verdict, finding.severity) {
        (Verdict::Discrepancy, Severity::Error) => "error",
        (Verdict::Discrepancy, Severity::Warning) => "warning",
        _ => "notice",
    }
}

fn annotation(view: &View<'_>, level: &str, index: usize, finding: &Finding) -> String {
    let mut properties = String::new();
    if let Some(first) = view.places(finding).next() {
        properties = format!("file={}", property(view.file(first.document)));
        // A file that has no lines of text is annotated as a whole; the message names the page or the paragraph.
        if view.place(first).is_in_text() {
            let region = view.region(first);
            properties += &format!(",line={},endLine={}", region.start.line, region.end.line);
            // GitHub takes columns only where the words stand on one line.
            if region.start.line == region.end.line {
                properties += &format!(",col={},endColumn={}", region.start.column, region.end.column);
            }
        }
        properties.push(',');
    }
    let title = format!("{}: {}", finding.verdict.name(), finding.title);
    format!("::{level} {properties}title={}::{}\n", property(&title), message(view, index, finding))
}

/// The reason, what each place says, and the rule, over lines.
fn message(view: &View<'_>, index: usize, finding: &Finding) -> String {
    let mut lines = vec![visible(&finding.reason).into_owned()];
    lines.extend(view.places(finding).map(|claim| visible(&place(view, claim)).into_owned()));
    lines.push(format!("{} by {}", view.ids.finding(index), finding.rule));
    data(&lines.join("\n"))
}

/// "Levant Desk, b.html:25: 906,000".
fn place(view: &View<'_>, claim: ClaimId) -> String {
    let outlet = outlet(view.document(claim)).map(|outlet| format!("{outlet}, ")).unwrap_or_default();
    let place = view.place(claim).line_behind_path();
    format!("{outlet}{}{place}: {}", view.file(claim.document), view.statement(claim))
}

/// A finding as a line of the log that is no command, whatever the article wrote: the runner takes `::` at the beginning of
/// a line, and `##[` anywhere, for one.
fn log_line(view: &View<'_>, index: usize, finding: &Finding) -> String {
    let place = view
        .places(finding)
        .next()
        .map(|claim| format!("{}{}: ", view.file(claim.document), view.place(claim).behind_path()));
    let text = format!(
        "{} {}{}: {}",
        view.ids.finding(index),
        place.unwrap_or_default(),
        finding.title,
        finding.reason
    );
    format!("{}\n", visible(&text).replace("##[", "## ["))
}

/// The message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    data(&visible(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_command_or_a_property_is_escaped() {
        assert_eq!(data("5% up\nhere: a, b"), "5%25 up%0Ahere: a, b");
        assert_eq!(property("a,b::5%\n.md"), "a%2Cb%3A%3A5%25 .md");
    }
}

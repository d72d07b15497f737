//! The report as Markdown: what an editor can read without having seen the tool.
//!
//! A [`View`] → Markdown text. It cannot fail. What asks for attention comes first; each finding can be pasted as it is.

use super::escape::{bold, code, markdown as escaped};
use super::view::{Testimony, View, advised, count_of, listed, long_date, outlet};
use crate::claim::{ClaimId, DocumentId};
use crate::judge::{Finding, Side, Verdict};
use crate::rules::{RuleSet, catalogue};

/// How many characters of a sentence are shown.
const SENTENCE_LIMIT: usize = 400;
/// How many documents of a side are shown with their sentence; the others are named.
const SHOWN_PER_SIDE: usize = 3;

/// Writes the report; `rules` are those of the run, whose reasons it prints.
#[must_use]
pub fn render(view: &View<'_>, rules: &RuleSet) -> String {
    let mut report = Writer { view, folder: view.folder(), out: String::new() };
    report.summary();
    report.findings(
        Verdict::Discrepancy,
        "Discrepancies",
        "They cannot both stand as worded. Which is right, the report does not say.",
    );
    report.findings(
        Verdict::Explained,
        "Different, and why",
        "The figures or words differ, and a reason is named for which both can stand.",
    );
    report.findings(
        Verdict::Unclear,
        "Unclear",
        "They differ, and what is needed to say why is not stated by one of the sources.",
    );
    report.agreements();
    report.accepted();
    report.single_sources();
    report.rules(rules);
    report.coverage();
    report.errors();
    report.out
}

/// Writes one finding as the report writes it, to be pasted by itself.
///
/// # Panics
/// If the run has no finding at `index`.
#[must_use]
pub fn finding(view: &View<'_>, index: usize) -> String {
    let finding = &view.run.findings[index];
    let mut report = Writer { view, folder: view.folder(), out: String::new() };
    match finding.verdict {
        Verdict::Agreement => report.agreement(index, finding),
        _ => report.finding(&escaped(&finding.title), index, finding),
    }
    report.out
}

struct Writer<'v, 'a> {
    view: &'v View<'a>,
    folder: &'a str,
    out: String,
}

impl Writer<'_, '_> {
    /// Appends a line.
    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// Appends a paragraph and an empty line.
    fn paragraph(&mut self, text: &str) {
        self.line(text);
        self.out.push('\n');
    }

    fn summary(&mut self) {
        let view = self.view;
        self.paragraph(match view.run.against {
            None => "# What the sources say",
            Some(_) => "# What the archive says of the draft",
        });
        let outlets: Vec<String> = view.outlets().into_iter().map(escaped).collect();
        let unknown = view.run.documents.iter().filter(|document| outlet(document).is_none()).count();
        let by = match (outlets.len(), unknown) {
            (0, _) => String::new(),
            (1..=8, 0) => format!(" by {}", listed(&outlets)),
            (1..=8, unknown) => format!(" by {} ({unknown} of an outlet not known)", listed(&outlets)),
            (more, _) => format!(" by {more} outlets"),
        };
        let counts = view.tally();
        let nothing = match view.run.against {
            None => "nothing that two of them state",
            Some(_) => "nothing that touches it",
        };
        let found = if counts.is_empty() { nothing.to_owned() } else { listed(&counts) };
        match (&view.run.against, view.standings()) {
            (Some(against), Some(standings)) => {
                let drafts: Vec<String> = against
                    .drafts
                    .iter()
                    .map(|draft| code(&view.run.documents[draft.0 as usize].path))
                    .collect();
                let archive = count_of(against.size, "article");
                let near = count_of(view.run.documents.len() - drafts.len(), "article");
                let drafts = listed(&drafts);
                self.paragraph(&format!(
                    "{drafts} against an archive of {archive}, of which {near} are near: **{found}**."
                ));
                self.paragraph(&standings.sentences(view.run).join(" "));
                for copy in &against.copies {
                    let copy = code(copy);
                    self.paragraph(&format!(
                        "{copy} has the text of a draft word for word, and was left out."
                    ));
                }
            }
            _ => self
                .paragraph(&format!("{}{by}: **{found}**.", count_of(view.run.documents.len(), "article"))),
        }
        let left_out = view.left_out();
        if view.selection.narrows() {
            self.paragraph(&format!("{} not shown, as asked.", count_of(left_out, "other finding")));
        }
        let accepted = view.accepted().count();
        if accepted > 0 {
            self.paragraph(&format!("{} listed apart, as accepted before.", count_of(accepted, "finding")));
        }
        let shown: Vec<_> = view.with_verdict(Verdict::Discrepancy).collect();
        for (number, (_, finding)) in shown.iter().enumerate() {
            let sides: Vec<String> = finding.sides.iter().map(|side| escaped(&side.summary)).collect();
            let sides = if sides.iter().any(String::is_empty) { String::new() } else { sides.join(" / ") };
            let colon = if sides.is_empty() { "" } else { ": " };
            self.line(&format!("{}. {}{colon}{sides}", number + 1, escaped(&finding.title)));
        }
        if !shown.is_empty() {
            self.out.push('\n');
        }
        if !view.run.errors.is_empty() {
            let count = count_of(view.run.errors.len(), "file");
            self.paragraph(&format!("{count} could not be read; see the end."));
        }
        if !self.folder.is_empty() {
            let folder = code(self.folder);
            self.paragraph(&format!("Files are named from {folder}, with the line behind the colon."));
        }
    }

    fn findings(&mut self, verdict: Verdict, title: &str, about: &str) {
        let findings: Vec<_> = self.view.with_verdict(verdict).collect();
        if findings.is_empty() {
            return;
        }
        self.paragraph(&format!("## {title} ({})", findings.len()));
        self.paragraph(about);
        for (number, (index, finding)) in findings.iter().enumerate() {
            let title = format!("{}. {}", number + 1, escaped(&finding.title));
            self.finding(&title, *index, finding);
        }
    }

    /// A finding under its title, which is escaped already.
    fn finding(&mut self, title: &str, index: usize, finding: &Finding) {
        self.paragraph(&format!("### {title}"));
        self.paragraph(&escaped(&finding.reason));
        for side in &finding.sides {
            self.side(finding, side);
        }
        let id = self.view.ids.finding(index);
        self.paragraph(&format!(
            "{} · rule {} · {id}",
            capitalised(finding.severity.name()),
            code(&finding.rule)
        ));
    }

    fn side(&mut self, finding: &Finding, side: &Side) {
        let within_one_article = finding.topic.is_none();
        let with = self.view.counterpart(finding, side);
        let voices = if within_one_article { String::new() } else { format!(" ({})", voices(side)) };
        if !side.summary.is_empty() && !self.view.is_quoted(side) {
            self.paragraph(&format!("**{}**{voices}", escaped(&side.summary)));
        }
        let testimonies = self.view.testimonies(side);
        for testimony in testimonies.iter().take(SHOWN_PER_SIDE) {
            self.testimony(testimony, with, within_one_article);
        }
        let rest: Vec<String> =
            testimonies.iter().skip(SHOWN_PER_SIDE).map(|other| self.named(other)).collect();
        if !rest.is_empty() {
            self.paragraph(&format!("Also {}.", listed(&rest)));
        }
    }

    /// The sentence of a document, and where it says the same again; each of its sentences, if `all`.
    fn testimony(&mut self, testimony: &Testimony, with: Option<ClaimId>, all: bool) {
        let shown = if all { testimony.sightings.len() } else { 1 };
        for sighting in &testimony.sightings[..shown] {
            let parts = self.view.excerpt(sighting, with, SENTENCE_LIMIT).parts;
            let parts: Vec<(String, bool)> =
                parts.iter().map(|part| (escaped(part.text), part.marked)).collect();
            let mut sentence = String::new();
            for (at, (text, marked)) in parts.iter().enumerate() {
                if *marked {
                    let after = parts.get(at + 1).map_or("", |(text, _)| text.as_str());
                    sentence.push_str(&bold(&sentence.clone(), text, after));
                } else {
                    sentence.push_str(text);
                }
            }
            self.line(&format!("> {sentence}"));
            self.line(">");
        }
        let place = self.named(testimony);
        self.paragraph(&format!("> — {place}"));
    }

    /// The outlet, where it is known, its date and the places: "The Herald, 3 May 2024, `a.md:12`".
    fn named(&self, testimony: &Testimony) -> String {
        let document = &self.view.run.documents[testimony.document.0 as usize];
        let outlet = outlet(document).map(|outlet| format!("{}, ", escaped(outlet))).unwrap_or_default();
        let date = long_date(document).unwrap_or_else(|| "no date".to_owned());
        let lines: Vec<ClaimId> = testimony.sightings.iter().map(super::view::Sighting::first).collect();
        format!("{outlet}{date}, {}", code(&self.place(&lines)))
    }

    /// A document's path with the lines of its claims: "a.md:12, 15", "a.pdf, page 3, line 12; page 4, line 2".
    fn place(&self, claims: &[ClaimId]) -> String {
        let path = &self.view.document(claims[0]).path;
        let path = path.strip_prefix(self.folder).unwrap_or(path);
        let mut lines: Vec<String> =
            claims.iter().map(|claim| self.view.place(*claim).line_words()).collect();
        lines.dedup();
        if self.view.place(claims[0]).is_in_text() {
            format!("{path}:{}", lines.join(", "))
        } else {
            format!("{path}, {}", lines.join("; "))
        }
    }

    fn agreements(&mut self) {
        let findings: Vec<_> = self.view.with_verdict(Verdict::Agreement).collect();
        if findings.is_empty() {
            return;
        }
        self.paragraph(&format!("## Agreements ({})", findings.len()));
        self.paragraph("A voice is one origin: outlets that print one agency's text count once.");
        for (index, finding) in findings {
            self.agreement(index, finding);
        }
        self.out.push('\n');
    }

    fn agreement(&mut self, index: usize, finding: &Finding) {
        let id = self.view.ids.finding(index);
        self.line(&format!("- **{}** · {id}", escaped(&finding.title)));
        for side in &finding.sides {
            let testimonies = self.view.testimonies(side);
            let shortest = self.shortest(side);
            let named: Vec<String> =
                testimonies.iter().map(|testimony| self.brief(testimony, shortest)).collect();
            self.line(&format!("  {}: {}", voices(side), named.join("; ")));
        }
        if let Some(remark) = &finding.remark {
            self.line(&format!("  {}", escaped(remark)));
        }
    }

    /// The shortest wording of a side that holds quotations only.
    fn shortest(&self, side: &Side) -> Option<&str> {
        let quoted = self.view.is_quoted(side);
        side.claims
            .iter()
            .filter(|_| quoted)
            .map(|claim| self.view.words(*claim))
            .min_by_key(|words| words.len())
    }

    /// The outlet with its own words and their place: "The Herald: £5m (`a.md:12`)". Of a quotation that is longer than
    /// the `shortest`, only that is said.
    fn brief(&self, testimony: &Testimony, shortest: Option<&str>) -> String {
        let document = &self.view.run.documents[testimony.document.0 as usize];
        let claims: Vec<ClaimId> =
            testimony.sightings.iter().flat_map(|sighting| sighting.claims.iter().copied()).collect();
        // A few letters more are a comma or a plural, not another length.
        let is_longer = shortest.is_some_and(|words| self.view.words(claims[0]).len() > words.len() + 8);
        let words = if is_longer {
            "the same in more words".to_owned()
        } else {
            escaped(&self.view.statement(claims[0]))
        };
        let outlet = outlet(document).map(|outlet| format!("{}: ", escaped(outlet))).unwrap_or_default();
        format!("{outlet}{words} ({})", code(&self.place(&claims)))
    }

    /// Findings that somebody has accepted, with the reasons, and entries that no longer fit one.
    fn accepted(&mut self) {
        let view = self.view;
        let entry = |finding: &str, verdict: Verdict, title: &str, reason: &str| {
            let verdict = capitalised(verdict.name());
            format!("- **{}** ({verdict} · {finding}): {}", escaped(title), escaped(reason))
        };
        let accepted: Vec<String> = view
            .accepted()
            .map(|(_, finding, it)| entry(&it.finding, finding.verdict, &finding.title, &it.reason))
            .collect();
        let stale: Vec<String> =
            view.stale.iter().map(|it| entry(&it.finding, it.verdict, &it.title, &it.reason)).collect();
        for (title, about, lines) in [
            (
                "Accepted before",
                "Somebody has looked at these and given a reason to let them stand.",
                accepted,
            ),
            (
                "Accepted before and no longer found",
                "The articles have changed since. `crosscheck accept --prune PATH...` takes these out of the list.",
                stale,
            ),
        ] {
            if lines.is_empty() {
                continue;
            }
            self.paragraph(&format!("## {title} ({})", lines.len()));
            self.paragraph(about);
            lines.iter().for_each(|line| self.line(line));
            self.out.push('\n');
        }
    }

    fn single_sources(&mut self) {
        let view = self.view;
        let mut lines = Vec::new();
        let mut total = 0;
        for document in view.documents().filter(|document| view.is_checked(*document)) {
            let alone: Vec<ClaimId> = match view.standings() {
                None => view.claims_of(document).filter(|claim| !view.is_compared(*claim)).collect(),
                Some(standings) => standings.not_found().filter(|claim| claim.document == document).collect(),
            };
            let Some(first) = alone.first() else { continue };
            total += alone.len();
            let items: Vec<String> = alone
                .iter()
                .map(|claim| {
                    let place = view.place(*claim);
                    let line = if place.is_in_text() { "line " } else { "" };
                    format!("{}, {line}{}", escaped(&view.statement(*claim)), place.line_words())
                })
                .collect();
            let document = view.document(*first);
            let path = document.path.strip_prefix(self.folder).unwrap_or(&document.path);
            lines.push(format!(
                "- **{}**, {}: {}",
                escaped(&document.source.name),
                code(path),
                items.join("; ")
            ));
        }
        if lines.is_empty() {
            return;
        }
        match view.run.against {
            None => {
                self.paragraph(&format!("## Stated by one source only ({total})"));
                self.paragraph("Nothing was found to compare these with.");
            }
            Some(_) => {
                self.paragraph(&format!("## Not found in the archive ({total})"));
                self.paragraph("No source in the archive states these, or anything in their place.");
            }
        }
        for line in lines {
            self.line(&line);
        }
        self.out.push('\n');
    }

    /// Why the rules that decided something decide as they do, each once.
    fn rules(&mut self, rules: &RuleSet) {
        let mut decided: Vec<&str> = Vec::new();
        for (_, finding) in self.view.findings() {
            if !decided.contains(&finding.rule.as_str()) {
                decided.push(&finding.rule);
            }
        }
        if decided.is_empty() {
            return;
        }
        self.paragraph("## Why these verdicts");
        for rule in decided {
            if let Some((title, about)) = catalogue::meaning(rules, rule) {
                self.line(&format!("- **{}** ({}): {}", escaped(title), code(rule), escaped(about)));
            }
        }
        self.out.push('\n');
    }

    fn coverage(&mut self) {
        let view = self.view;
        if view.run.documents.is_empty() {
            return;
        }
        self.paragraph("## What was read");
        self.line("| Outlet | Published | File | Numbers seen | Read as figures | Set aside | Quotations | Compared |");
        self.line("|---|---|---|--:|--:|--:|--:|--:|");
        let (mut reasons, mut origins) = (Vec::new(), Vec::new());
        for id in view.documents() {
            let document = &view.run.documents[id.0 as usize];
            let coverage = view.coverage(id);
            let path = self.path(id);
            self.line(&format!(
                "| {} | {} | {path} | {} | {} | {} | {} | {} |",
                escaped(&document.source.name),
                long_date(document).unwrap_or_else(|| "no date".to_owned()),
                coverage.numbers,
                coverage.figures,
                coverage.set_aside_total(),
                coverage.quotations,
                coverage.linked,
            ));
            if !coverage.set_aside.is_empty() {
                let list: Vec<String> = coverage
                    .set_aside
                    .iter()
                    .map(|(reason, count)| format!("{count} {}", reason.words()))
                    .collect();
                reasons.push(format!("- {path}: {}", list.join(", ")));
            }
            let origin = view.run.origins.label(id);
            if origin != "own" {
                origins.push(format!("- {path}: {}", escaped(origin)));
            }
        }
        let notes = view.remarks().into_iter().map(|(text, documents)| {
            let paths: Vec<String> = documents.iter().map(|id| self.path(*id)).collect();
            format!("- {} ({})", escaped(&text), paths.join(", "))
        });
        let notes = notes.collect();
        self.out.push('\n');
        for (title, lines) in [
            ("Whose text it is, where it is not the outlet's own:", origins),
            ("Numbers set aside, with the reason:", reasons),
            ("Notes on reading:", notes),
        ] {
            if !lines.is_empty() {
                self.paragraph(title);
                for line in lines {
                    self.line(&line);
                }
                self.out.push('\n');
            }
        }
    }

    /// A document's path in the form that a table cell can hold.
    fn path(&self, id: DocumentId) -> String {
        let path = &self.view.run.documents[id.0 as usize].path;
        code(path.strip_prefix(self.folder).unwrap_or(path)).replace('|', "\\|")
    }

    fn errors(&mut self) {
        if self.view.run.errors.is_empty() {
            return;
        }
        self.paragraph("## Could not be read");
        for error in &self.view.run.errors {
            let line = error.position.map(|position| format!(":{}", position.line)).unwrap_or_default();
            let place = code(&format!("{}{line}", error.path));
            let text = escaped(&advised(&error.problem, Some(&error.advice)));
            self.line(&format!("- {place}: {text}"));
        }
        self.out.push('\n');
    }
}

fn voices(side: &Side) -> String {
    count_of(side.voices as usize, "voice")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

//! The report for a terminal.
//!
//! A [`View`] → text, with or without colour. It cannot fail. Discrepancies come first, with the sentences of both sides;
//! agreements take a line or two each.

use super::escape::visible;
use super::excerpt::Excerpt;
use super::view::{Testimony, View, count_of, long_date, outlet};
use crate::judge::{Finding, Side, Verdict};
use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

/// How the report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Colours and underlining, or plain characters.
    pub paint: Paint,
    /// The width that lines are wrapped to, in columns; at least 40 are used.
    pub width: usize,
}

/// Whether a report carries terminal styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// Plain text: figures are underlined by a line of carets.
    Plain,
    /// ANSI styles.
    Ansi,
}

impl Default for Look {
    fn default() -> Self {
        Self { paint: Paint::Plain, width: 100 }
    }
}

const HEADING: Style = Style::new().bold().underline();
const TITLE: Style = Style::new().bold();
const FIGURE: Style = Style::new().bold().underline().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));
const FAINT: Style = Style::new().dimmed();

fn label_style(verdict: Verdict) -> Style {
    let color = match verdict {
        Verdict::Discrepancy => AnsiColor::Red,
        Verdict::Unclear => AnsiColor::Magenta,
        Verdict::Explained => AnsiColor::Cyan,
        Verdict::Agreement => AnsiColor::Green,
    };
    Style::new().bold().fg_color(Some(anstyle::Color::Ansi(color)))
}

/// How many documents of a side are shown with their sentence.
const SHOWN_PER_SIDE: usize = 3;

/// Writes the report.
#[must_use]
pub fn render(view: &View<'_>, look: Look) -> String {
    let mut report = Writer::new(view, look);
    for (verdict, title) in [
        (Verdict::Discrepancy, "Discrepancies"),
        (Verdict::Explained, "Different, and why"),
        (Verdict::Unclear, "Unclear"),
        (Verdict::Agreement, "Agreements"),
    ] {
        let findings: Vec<_> = view.with_verdict(verdict).collect();
        if findings.is_empty() {
            continue;
        }
        report.heading(&format!("{title} ({})", findings.len()));
        report.blank();
        for (index, finding) in findings {
            report.finding(index, finding);
        }
    }
    report.accepted();
    report.not_found();
    report.summary();
    report.finish()
}

/// Writes for a terminal.
pub(super) struct Writer<'v, 'a> {
    view: &'v View<'a>,
    look: Look,
    out: String,
}

impl<'v, 'a> Writer<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>, look: Look) -> Self {
        Self { view, look: Look { width: look.width.max(40), ..look }, out: String::new() }
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Writes an empty line.
    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// Writes text that may be hostile, over lines.
    pub(super) fn indented(&mut self, indent: usize, text: &str) {
        self.wrapped(indent, &[(visible(text).into_owned(), false)]);
    }

    /// Writes a heading and the text under it.
    pub(super) fn titled(&mut self, title: &str, text: &str) {
        self.heading(title);
        self.indented(2, text);
        self.blank();
    }

    /// Writes cells of text that may be hostile: narrow first ones, and a last one that is wrapped.
    pub(super) fn row(&mut self, cells: &[&str; 3]) {
        let [first, second, last] = cells.map(visible);
        let lead = format!("{first:>8}  {second:<14}  ");
        let indent = lead.width();
        let room = self.look.width.saturating_sub(indent).max(30);
        for (line, number) in wrap(&[(last.into_owned(), false)], room).iter().zip(0..) {
            let text: String = line.iter().map(|(text, _)| text.as_str()).collect();
            let lead = if number == 0 { lead.clone() } else { " ".repeat(indent) };
            self.line(&format!("{lead}{text}"));
        }
    }

    fn painted(&self, style: Style, text: &str) -> String {
        match self.look.paint {
            Paint::Plain => text.to_owned(),
            Paint::Ansi => format!("{style}{text}{style:#}"),
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// Writes a heading that may be hostile.
    pub(super) fn heading(&mut self, title: &str) {
        let title = self.painted(HEADING, &visible(title));
        self.line(&title);
    }

    /// Writes a finding with its sides.
    pub(super) fn finding(&mut self, index: usize, finding: &Finding) {
        let label = self.painted(label_style(finding.verdict), finding.verdict.name());
        let id = self.view.ids.finding(index);
        // The verdict stands before the title and the id behind it; a title of several lines keeps both in view.
        let lead = finding.verdict.name().width() + 1;
        let title = [(visible(&finding.title).into_owned(), false)];
        let lines: Vec<String> = wrap(&title, self.look.width.saturating_sub(lead + 2 + id.width()))
            .iter()
            .map(|line| line.iter().map(|(text, _)| text.as_str()).collect())
            .collect();
        for (line, number) in lines.iter().zip(1..) {
            let before = if number == 1 { format!("{label} ") } else { " ".repeat(lead) };
            let behind =
                if number == lines.len() { format!("  {}", self.painted(FAINT, id)) } else { String::new() };
            let title = self.painted(TITLE, line.trim_end());
            self.line(&format!("{before}{title}{behind}"));
        }
        if finding.verdict == Verdict::Agreement {
            for side in &finding.sides {
                self.agreeing(side);
            }
            if let Some(remark) = &finding.remark {
                self.wrapped(2, &[(visible(remark).into_owned(), false)]);
            }
        } else {
            self.wrapped(2, &[(visible(&finding.reason).into_owned(), false)]);
            for side in &finding.sides {
                self.side(finding, side);
            }
            let rule =
                self.painted(FAINT, &format!("{} by {}", finding.severity.name(), visible(&finding.rule)));
            self.line(&format!("  {rule}"));
        }
        self.out.push('\n');
    }

    fn side(&mut self, finding: &Finding, side: &Side) {
        let within_one_article = finding.topic.is_none();
        let with = self.view.counterpart(finding, side);
        if !side.summary.is_empty() && !self.view.is_quoted(side) {
            let voices = if within_one_article { String::new() } else { format!("  {}", voices(side)) };
            let lines =
                wrap(&[(visible(&side.summary).into_owned(), false)], self.look.width - 2 - voices.len());
            for (line, number) in lines.iter().zip(1..) {
                let text: String = line.iter().map(|(text, _)| text.as_str()).collect();
                let behind = if number == lines.len() { self.painted(FAINT, &voices) } else { String::new() };
                self.line(&format!("  {}{behind}", self.painted(TITLE, text.trim_end())));
            }
        }
        let testimonies = self.view.testimonies(side);
        for testimony in testimonies.iter().take(SHOWN_PER_SIDE) {
            let shown = if within_one_article { testimony.sightings.len() } else { 1 };
            for sighting in &testimony.sightings[..shown] {
                // Three lines of the terminal hold what most sentences say.
                let excerpt = self.view.excerpt(sighting, with, (self.look.width - 6) * 3);
                self.excerpt(&excerpt);
            }
            self.place(6, "", testimony);
        }
        for other in testimonies.iter().skip(SHOWN_PER_SIDE) {
            self.place(6, "also ", other);
        }
    }

    /// Where each voice says so, with its words.
    fn agreeing(&mut self, side: &Side) {
        let testimonies = self.view.testimonies(side);
        self.line(&format!("  {}", voices(side)));
        for testimony in &testimonies {
            let words = self.view.statement(testimony.sightings[0].first());
            self.place(4, &format!("{}  ", visible(&words)), testimony);
        }
    }

    /// Writes, behind `lead`, the outlet, its date, and the place in a form that terminals and editors open:
    /// "path:line:column". A path is not broken; where it does not fit into the line it has one of its own.
    fn place(&mut self, indent: usize, lead: &str, testimony: &Testimony) {
        let document = &self.view.run.documents[testimony.document.0 as usize];
        let place = self.view.place(testimony.sightings[0].first()).behind_path();
        let known: Vec<String> = outlet(document)
            .map(|outlet| visible(outlet).into_owned())
            .into_iter()
            .chain(long_date(document))
            .collect();
        let more = match testimony.sightings.len() {
            1 => String::new(),
            count => format!(" and {}", count_of(count - 1, "more place")),
        };
        let said = format!("{lead}{}", known.join(", "));
        let said = said.trim_end();
        let path = format!("{}{place}", visible(&document.path));
        let gap = if said.is_empty() { "" } else { "  " };
        let fits = indent + said.width() + gap.len() + path.width() + more.width() <= self.look.width;
        let shown = format!("{}{more}", self.painted(FAINT, &path));
        if fits || said.is_empty() {
            self.line(&format!("{:indent$}{said}{gap}{shown}", ""));
        } else {
            self.wrapped(indent, &[(said.to_owned(), false)]);
            self.line(&format!("{:indent$}  {shown}", ""));
        }
    }

    /// Writes a sentence with its claims marked. Without colours, marks that are most of it would only be noise.
    pub(super) fn excerpt(&mut self, excerpt: &Excerpt<'_>) {
        let size = |part: &super::excerpt::Part<'_>| part.text.len();
        let marked: usize = excerpt.parts.iter().filter(|part| part.marked).map(size).sum();
        let all: usize = excerpt.parts.iter().map(size).sum();
        let shows = self.look.paint == Paint::Ansi || marked * 2 <= all || marked <= 60;
        let parts: Vec<(String, bool)> = excerpt
            .parts
            .iter()
            .map(|part| (visible(part.text).into_owned(), part.marked && shows))
            .collect();
        self.wrapped(4, &parts);
    }

    /// Writes stretches of text, marked or not, over lines of the terminal.
    fn wrapped(&mut self, indent: usize, parts: &[(String, bool)]) {
        for line in wrap(parts, self.look.width - indent) {
            let text: String = match self.look.paint {
                Paint::Plain => line.iter().map(|(text, _)| text.as_str()).collect(),
                Paint::Ansi => line
                    .iter()
                    .map(|(text, marked)| if *marked { self.painted(FIGURE, text) } else { text.clone() })
                    .collect(),
            };
            self.line(&format!("{:indent$}{text}", ""));
            if self.look.paint == Paint::Plain && line.iter().any(|(_, marked)| *marked) {
                let carets: String = line
                    .iter()
                    .map(|(text, marked)| if *marked { "^" } else { " " }.repeat(text.width()))
                    .collect();
                // A space at which the line breaks is not underlined.
                let shown = text.trim_end().width();
                self.line(&format!("{:indent$}{}", "", carets.get(..shown).unwrap_or(&carets)));
            }
        }
    }

    /// Findings that somebody has accepted, with the reasons, and entries that no longer fit one.
    fn accepted(&mut self) {
        let view = self.view;
        let accepted: Vec<_> = view.accepted().collect();
        if !accepted.is_empty() {
            self.heading(&format!("Accepted before ({})", accepted.len()));
            for (_, finding, entry) in &accepted {
                let id = self.painted(FAINT, &entry.finding);
                self.line(&format!("{} {}  {id}", finding.verdict.name(), visible(&finding.title)));
                self.indented(2, &entry.reason);
            }
            self.blank();
        }
        if !view.stale.is_empty() {
            self.heading(&format!("Accepted before and no longer found ({})", view.stale.len()));
            for entry in &view.stale {
                let id = self.painted(FAINT, &entry.finding);
                self.line(&format!("{} {}  {id}", entry.verdict.name(), visible(&entry.title)));
                self.indented(2, &entry.reason);
            }
            self.indented(0, "`crosscheck accept --prune PATH...` takes them out of the file.");
            self.blank();
        }
    }

    /// The claims of drafts that nothing in the archive states, at their lines.
    fn not_found(&mut self) {
        let view = self.view;
        // Whoever asks for one verdict asks for findings, and these are none.
        let asked = view.selection.verdicts.is_empty();
        let Some(standings) = view.standings().filter(|_| asked) else { return };
        let claims: Vec<_> = standings.not_found().collect();
        if claims.is_empty() {
            return;
        }
        self.heading(&format!("Not found in the archive ({})", claims.len()));
        self.blank();
        for claim in claims {
            let path = format!("{}{}", visible(&view.document(claim).path), view.place(claim).behind_path());
            let place = self.painted(FAINT, &path);
            self.line(&format!("  {place}  {}", visible(&view.statement(claim))));
        }
        self.blank();
    }

    /// What was held against what, before the counts of findings.
    fn subject(&self) -> String {
        let run = self.view.run;
        let Some(against) = &run.against else { return count_of(run.documents.len(), "article") };
        let drafts = match against.drafts.as_slice() {
            [draft] => visible(&run.documents[draft.0 as usize].path).into_owned(),
            drafts => count_of(drafts.len(), "draft"),
        };
        format!("{drafts} against an archive of {}", count_of(against.size, "article"))
    }

    fn summary(&mut self) {
        let view = self.view;
        let count = |verdict| view.with_verdict(verdict).count();
        let discrepancies = count(Verdict::Discrepancy);
        let checked = view.documents().filter(|document| view.is_checked(*document));
        let coverage: Vec<_> = checked.map(|document| view.coverage(document)).collect();
        let figures: usize = coverage.iter().map(|coverage| coverage.figures).sum();
        let quotations: usize = coverage.iter().map(|coverage| coverage.quotations).sum();
        let numbers: u32 = coverage.iter().map(|coverage| coverage.numbers).sum();
        let set_aside: usize = coverage.iter().map(super::view::Coverage::set_aside_total).sum();
        let plural = if discrepancies == 1 { "discrepancy" } else { "discrepancies" };
        let headline = format!(
            "{}: {discrepancies} {plural}, {} explained, {} unclear, {}.",
            self.subject(),
            count(Verdict::Explained),
            count(Verdict::Unclear),
            count_of(count(Verdict::Agreement), "agreement"),
        );
        let style = if discrepancies > 0 { label_style(Verdict::Discrepancy) } else { TITLE };
        for line in wrap(&[(headline, false)], self.look.width) {
            let text: String = line.iter().map(|(text, _)| text.as_str()).collect();
            let text = self.painted(style, text.trim_end());
            self.line(&text);
        }
        if let (Some(standings), Some(against)) = (view.standings(), &view.run.against) {
            for sentence in standings.sentences(view.run) {
                self.line(&sentence);
            }
            let near = view.run.documents.len() - against.drafts.len();
            self.line(&format!(
                "Compared with the {} of the archive that are near.",
                count_of(near, "article")
            ));
            for copy in &against.copies {
                self.line(&format!(
                    "{} has the text of a draft word for word, and was left out.",
                    visible(copy)
                ));
            }
        }
        let understood = format!(
            "{numbers} numbers seen: {figures} read as figures, {set_aside} set aside; {}.",
            count_of(quotations, "quotation")
        );
        self.wrapped(0, &[(understood, false)]);
        let left_out = view.left_out();
        if left_out > 0 {
            self.line(&format!("{} not shown, as asked.", count_of(left_out, "other finding")));
        }
        let accepted = view.accepted().count();
        if accepted > 0 {
            self.line(&format!("{} listed apart, as accepted before.", count_of(accepted, "finding")));
        }
        if !view.run.errors.is_empty() {
            self.line(&format!("{} could not be read.", count_of(view.run.errors.len(), "file")));
        }
        let next = self.next();
        self.wrapped(0, &[(next, false)]);
    }

    /// What to do next: what helps most comes first.
    fn next(&self) -> String {
        let view = self.view;
        let documents = &view.run.documents;
        if let Some(against) = &view.run.against {
            let undated = against.drafts.iter().find(|draft| documents[draft.0 as usize].published.is_none());
            return match (undated, view.findings().next()) {
                (Some(draft), _) => format!(
                    "Next: {} has no date: what its \"last year\" and \"on Tuesday\" mean stays open. Add `published: \
                     YYYY-MM-DD` to its front matter.",
                    visible(&documents[draft.0 as usize].path)
                ),
                (None, Some((index, _))) => format!(
                    "Next: `crosscheck explain {} DRAFT --against ARCHIVE` shows the evidence; `-o report.md` writes a report \
                     to pass on.",
                    view.ids.finding(index)
                ),
                (None, None) => {
                    "Next: `crosscheck show claims DRAFT` shows what was read in the draft.".to_owned()
                }
            };
        }
        match documents.len() {
            0 => {
                return "Next: name a folder that holds articles as .md, .html, .txt, .pdf, .docx, .json or .jsonl."
                    .to_owned();
            }
            1 => return "Next: give the articles of other outlets on the same story too.".to_owned(),
            _ => {}
        }
        let undated: Vec<&str> = documents
            .iter()
            .filter(|document| document.published.is_none())
            .map(|document| document.path.as_str())
            .collect();
        match (undated.as_slice(), view.findings().next()) {
            ([first, rest @ ..], _) => {
                let (have, whose) = if rest.is_empty() { ("has", "its") } else { ("have", "their") };
                let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
                format!(
                    "Next: {} {have} no date ({}{more}): what {whose} \"last year\" and \"on Tuesday\" mean stays open, and \
                     figures stay unclear. Add `published: YYYY-MM-DD` to the front matter, or run `crosscheck init` and fill it in there.",
                    count_of(undated.len(), "article"),
                    visible(first),
                )
            }
            ([], Some((index, _))) => format!(
                "Next: `crosscheck explain {} PATH...` shows the evidence; `-o report.md` writes a report to pass on.",
                view.ids.finding(index)
            ),
            ([], None) => {
                "Next: `crosscheck show claims PATH...` shows what was read in each article.".to_owned()
            }
        }
    }
}

fn voices(side: &Side) -> String {
    count_of(side.voices as usize, "voice")
}

/// A line of the terminal: stretches of text, marked or not.
type Line = Vec<(String, bool)>;

/// Breaks text into lines of at most `width` columns, at spaces where there are any.
fn wrap(parts: &[(String, bool)], width: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![Vec::new()];
    let mut used = 0;
    for (text, marked) in parts {
        for piece in text.split_inclusive(' ') {
            let size = piece.trim_end().width();
            if used > 0 && used + size > width {
                // A space at which a line breaks is not seen.
                if size == 0 {
                    continue;
                }
                lines.push(Vec::new());
                used = 0;
            }
            let line = lines.last_mut().expect("there is a line from the start");
            match line.last_mut() {
                Some((last, same)) if same == marked => last.push_str(piece),
                _ => line.push((piece.to_owned(), *marked)),
            }
            used += piece.width();
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_keep_their_marks() {
        let parts = [
            ("It rose to ".to_owned(), false),
            ("906,000 people".to_owned(), true),
            (" then.".to_owned(), false),
        ];
        let lines = wrap(&parts, 20);
        let text: Vec<String> =
            lines.iter().map(|line| line.iter().map(|(text, _)| text.as_str()).collect()).collect();
        assert_eq!(text, ["It rose to 906,000 ", "people then."]);
        assert_eq!(lines[1], [("people".to_owned(), true), (" then.".to_owned(), false)]);
    }
}

//! The main job: compare articles and report.

use super::args::{Check, Format};
use super::{Outcome, input, output};
use anyhow::Context;
use crosscheck::report::{Run, Selection, View, json, markdown, text};
use std::time::{Duration, Instant};

/// Compares articles and writes the report.
///
/// # Errors
/// If an argument is wrong, a rule is wrong, or the report cannot be written.
pub(super) fn run(check: &Check) -> anyhow::Result<Outcome> {
    let format = format(check)?;
    let mut clock = Clock::start();
    let rules = input::rules(check.input.rules.as_deref())?;
    clock.lap("rules");
    let mut found = input::read(&check.input.paths)?;
    clock.lap("reading files");
    let files = std::mem::take(&mut found.files);
    let size: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let mut run = crosscheck::check_in_stages(files, &rules, |stage| clock.lap(stage.name()));
    complete(&mut run, &mut found);
    let view = View::new(
        &run,
        Selection {
            verdicts: check.only.iter().map(|verdict| (*verdict).into()).collect(),
            least: check.min_severity.into(),
        },
    );
    let report = match format {
        Format::Text => text::render(&view, output::look(check.color, check.output.is_some())),
        Format::Markdown => markdown::render(&view, &rules),
        Format::Json => json::render(&view),
    };
    clock.lap("report");
    output::report(&report, check.output.as_deref())?;
    if check.timings {
        clock.print(size);
    }
    let fails = check
        .fail_on
        .severity()
        .is_some_and(|least| view.findings().any(|(_, found)| found.severity >= least));
    Ok(if !run.errors.is_empty() {
        Outcome::Incomplete
    } else if fails {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// The format asked for, or the one that the extension of the file stands for.
fn format(check: &Check) -> anyhow::Result<Format> {
    match (check.format, check.output.as_deref()) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(Format::Text),
        (None, Some(file)) => Format::of_file(file).with_context(|| {
            format!(
                "{}: the extension does not say which format to write. Use .md, .json or .txt, or add --format.",
                file.display()
            )
        }),
    }
}

/// Adds what could not be read to the run, and says it, with what was passed over.
pub(super) fn complete(run: &mut Run, found: &mut input::Found) {
    let mut passed_over = found.without_articles(&mut run.errors);
    passed_over.append(&mut found.passed_over);
    passed_over.sort_unstable();
    if let [first, rest @ ..] = passed_over.as_slice() {
        let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        output::remark(&format!("note: passed over, as no articles: {first}{more}"));
    }
    run.errors.append(&mut found.errors);
    run.errors.sort_by(|a, b| a.path.cmp(&b.path));
    for error in &run.errors {
        let line = error.position.map(|position| format!(":{}", position.line)).unwrap_or_default();
        output::complain(&format!("error: {}{line}: {}. {}", error.path, error.problem, error.advice));
    }
}

/// Times of stages.
struct Clock {
    last: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Clock {
    fn start() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }

    fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.laps.push((stage, now - self.last));
        self.last = now;
    }

    fn print(&self, bytes: usize) {
        let total: Duration = self.laps.iter().map(|(_, time)| *time).sum();
        for (stage, time) in self.laps.iter().chain([&("all", total)]) {
            let rate = bytes as f64 / 1e6 / time.as_secs_f64().max(1e-9);
            output::complain(&format!("{stage:<14} {:>10.2} ms {rate:>10.1} MB/s", time.as_secs_f64() * 1e3));
        }
    }
}

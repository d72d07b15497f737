//! The main job: compare articles and report.

use super::archive::Archive;
use super::args::{Against, Basis, Check, Format};
use super::memory::Memory;
use super::progress::Progress;
use super::project::{Opened, key};
use super::settings::{self, Settings};
use super::{Outcome, baseline, input, output, watch};
use crosscheck::Stage;
use crosscheck::document::{self, Document};
use crosscheck::report::{
    Run, Selection, View, annotations, csv, github, html, json, jsonl, markdown, sarif, text,
};
use crosscheck::rules::RuleSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What a run works on.
pub(super) struct Inputs {
    /// The project.
    pub(super) project: Opened,
    /// The rules.
    pub(super) rules: RuleSet,
    found: input::Found,
}

impl Inputs {
    /// Reads the project file, the rules and the articles.
    ///
    /// # Errors
    /// If a path does not exist, or the project file or a rule is wrong.
    pub(super) fn read(paths: &[PathBuf], basis: &Basis) -> anyhow::Result<Self> {
        let near = paths.first().map_or(Path::new("."), PathBuf::as_path);
        let project = Opened::find(basis, near)?;
        let rules = project.rules(basis)?;
        let found = input::read(paths)?;
        Ok(Self { project, rules, found })
    }

    /// The size of all articles in bytes.
    fn size(&self) -> usize {
        self.found.files.iter().map(|(_, bytes)| bytes.len()).sum()
    }

    /// Leaves out the report of an earlier run that lies among the articles.
    fn leave_out(&mut self, report: Option<&Path>) {
        if let Some(report) = report.and_then(|report| report.canonicalize().ok()) {
            self.found.files.retain(|(path, _)| {
                Path::new(path).file_name() != report.file_name()
                    || Path::new(path).canonicalize().ok().as_ref() != Some(&report)
            });
        }
    }

    /// The articles, parsed; those that cannot be read are passed over.
    pub(super) fn documents(&self) -> Vec<Document> {
        let (sidecars, _) = self.project.sidecars(&self.found.files);
        let parsed =
            self.found.files.iter().map(|(path, bytes)| document::parse_with(path, bytes, &sidecars));
        parsed.filter_map(Result::ok).flatten().collect()
    }

    /// Compares the articles with each other, or with an archive where one is named, calls `done` after each stage, and
    /// says what could not be read. The articles are used up.
    ///
    /// # Errors
    /// If there is no archive where one is named.
    pub(super) fn run(&mut self, against: &Against, mut done: impl FnMut(Stage)) -> anyhow::Result<Run> {
        let files = std::mem::take(&mut self.found.files);
        let progress = Progress::start(files.len());
        let done = |stage| {
            progress.done(stage);
            done(stage);
        };
        let mut run = match Archive::named(against, &self.project, &self.rules)? {
            Some(mut archive) => archive.check(&files, &self.project, &self.rules, done)?,
            None => {
                let (sidecars, mut wrong) = self.project.sidecars(&files);
                let mut run = crosscheck::check_in_stages(files, &self.rules, &sidecars, done);
                run.errors.append(&mut wrong);
                run
            }
        };
        drop(progress);
        self.complete(&mut run);
        Ok(run)
    }

    /// Like [`Inputs::run`], with what earlier runs have read.
    fn run_again(
        &mut self,
        against: &Against,
        memory: &mut Memory,
        mut done: impl FnMut(Stage),
    ) -> anyhow::Result<Run> {
        let files = std::mem::take(&mut self.found.files);
        let (sidecars, mut wrong) = self.project.sidecars(&files);
        memory.stand_on(&self.rules, &sidecars);
        let mut run = if against.against.is_empty() {
            let (read, errors) = memory.read(&files, &sidecars, &self.rules);
            done(Stage::Extract);
            Run { errors, ..crosscheck::compare(read, &self.rules, done) }
        } else {
            let mut archive = match memory.archive.take() {
                Some(archive) => archive,
                None => Archive::new(against, &self.project, &self.rules)?,
            };
            let run = archive.check(&files, &self.project, &self.rules, done);
            memory.anew = archive.anew();
            memory.archive = Some(archive);
            run?
        };
        if against.against.is_empty() {
            run.errors.append(&mut wrong);
        }
        self.complete(&mut run);
        Ok(run)
    }

    /// Adds what could not be read to a run, and says it.
    fn complete(&mut self, run: &mut Run) {
        run.keys = run.documents.iter().map(|document| key(&self.project.root, &document.path)).collect();
        for warning in self.project.about_nothing() {
            output::complain(&warning);
        }
        complete(run, &mut self.found);
    }
}

/// Compares articles and writes the report.
///
/// # Errors
/// If an argument is wrong, a rule is wrong, or the report cannot be written.
pub(super) fn run(check: &Check) -> anyhow::Result<Outcome> {
    if check.watch { watch::run(check) } else { once(check, None) }
}

/// Compares once, with the memory of earlier runs where they are watched.
///
/// # Errors
/// If an argument is wrong, a rule is wrong, or the report cannot be written.
pub(super) fn once(check: &Check, memory: Option<&mut Memory>) -> anyhow::Result<Outcome> {
    let mut clock = Clock::start();
    let mut inputs = Inputs::read(&check.input.paths, &check.input.basis)?;
    let settings = Settings::settle(check, &inputs.project)?;
    if check.print_config {
        output::report(&settings::print(check, &inputs.project, &settings), None)?;
        return Ok(Outcome::Clean);
    }
    clock.lap("reading files");
    let size = inputs.size();
    inputs.leave_out(check.output.as_deref());
    let done = |stage: Stage| clock.lap(stage.name());
    let run = match memory {
        None => inputs.run(&check.against, done)?,
        Some(memory) => inputs.run_again(&check.against, memory, done)?,
    };
    let selection = Selection { verdicts: settings.only.value, least: settings.min_severity.value };
    let named = check.baseline.as_deref();
    let accepted = baseline::read(named, &check.input.basis, &inputs.project)?;
    let view =
        View::new(&run, selection).with_baseline(&accepted, |key| baseline::is_gone(&inputs.project, key));
    let report = match settings.format.value {
        Format::Text => text::render(&view, output::look(check.color, check.output.is_some())),
        Format::Markdown => markdown::render(&view, &inputs.rules),
        Format::Html => html::render(&view, &inputs.rules),
        Format::Json => json::render(&view),
        Format::Jsonl => jsonl::render(&view),
        Format::Csv => csv::render(&view),
        Format::Sarif => sarif::render(&view, &inputs.rules),
        Format::Github => github::render(&view),
        Format::Annotations => annotations::render(&view),
    };
    clock.lap("report");
    output::report(&report, check.output.as_deref())?;
    if check.timings {
        clock.print(size);
    }
    let fails =
        settings.fail_on.value.is_some_and(|least| view.findings().any(|(_, found)| found.severity >= least));
    let kind = if check.baseline_shrink_only { "error" } else { "warning" };
    baseline::say_stale(&view.stale, &baseline::place(named, &inputs.project), kind);
    let must_shrink = check.baseline_shrink_only && !view.stale.is_empty();
    Ok(if !run.errors.is_empty() {
        Outcome::Incomplete
    } else if fails || must_shrink {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// Adds what could not be read to the run, and says it, with what was passed over.
fn complete(run: &mut Run, found: &mut input::Found) {
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

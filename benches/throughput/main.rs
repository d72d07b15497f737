//! How fast each stage is, and how the cost of linking grows with the number of articles.
//!
//! `cargo bench` prints megabytes a second for each stage, the ratio to `rg -c '[0-9]'` over the same files where ripgrep
//! is installed, the same for extraction with one thread on each side, and the cost of linking per claim from 100 to
//! 5,000 articles, with the peak of memory where the system tells it. It checks no figure: machines differ, so only
//! ratios and growth mean something. `news` makes the articles.
//!
//! Give a folder of articles to measure with those: `cargo bench -- FOLDER`.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench reads files, asks the clock and prints"
)]

use crosscheck::document::Sidecars;
mod news;

use crosscheck::report::{Selection, View, json};
use crosscheck::rules::RuleSet;
use crosscheck::{Stage, check_in_stages};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

type Files = Vec<(String, Vec<u8>)>;

/// How many articles tell one story.
const OUTLETS: usize = 5;
/// Sizes of the corpora by which growth is shown.
const SIZES: [usize; 5] = [100, 300, 1000, 2500, 5000];

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let rules = RuleSet::built_in();
    let (files, from) = match &folder {
        Some(folder) => (read(folder), folder.display().to_string()),
        None => (news::generate(1000, OUTLETS), "1,000 generated articles".to_owned()),
    };
    let size: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!("{from}: {} files, {:.2} MB, {} threads", files.len(), mega(size), rayon::current_num_threads());
    // The first run fills caches and builds what is built once.
    let _ = measure(files.clone(), rules);
    let measured = median(|| measure(files.clone(), rules));
    for (stage, time) in &measured.stages {
        println!("  {:<10} {:>9.1} ms {:>9.1} MB/s", stage, millis(*time), mega(size) / time.as_secs_f64());
    }
    let total: Duration = measured.stages.iter().map(|(_, time)| *time).sum();
    println!("  {:<10} {:>9.1} ms {:>9.1} MB/s", "all", millis(total), mega(size) / total.as_secs_f64());
    match ripgrep(&files, &[]) {
        Some(time) => println!(
            "  rg -c '[0-9]' takes {:.1} ms on the same files; all stages take {:.1} times as long",
            millis(time),
            total.as_secs_f64() / time.as_secs_f64()
        ),
        None => println!("  ripgrep is not installed, so there is no ratio to it"),
    }
    extraction_on_one_core(&files, rules);
    println!("\nCost of linking as the corpus grows:");
    println!(
        "  {:>8} {:>8} {:>8} {:>11} {:>13} {:>8} {:>9}",
        "articles", "claims", "topics", "link", "per claim", "growth", "memory"
    );
    let mut first = None;
    for size in SIZES {
        forget_peak();
        let measured = median(|| measure(news::generate(size, OUTLETS), rules));
        let link = measured.time(Stage::Link.name());
        let per_claim = link.as_secs_f64() * 1e6 / measured.claims.max(1) as f64;
        let base = *first.get_or_insert(per_claim);
        println!(
            "  {size:>8} {:>8} {:>8} {:>8.1} ms {per_claim:>10.2} µs {:>7.2}x {:>9}",
            measured.claims,
            measured.topics,
            millis(link),
            per_claim / base,
            peak_memory().map_or("unknown".to_owned(), |bytes| format!("{:.0} MB", mega(bytes)))
        );
    }
}

struct Measured {
    stages: Vec<(&'static str, Duration)>,
    claims: usize,
    topics: usize,
}

impl Measured {
    fn time(&self, stage: &str) -> Duration {
        self.stages.iter().filter(|(known, _)| *known == stage).map(|(_, time)| *time).sum()
    }
}

fn measure(files: Files, rules: &RuleSet) -> Measured {
    let mut stages = Vec::new();
    let mut last = Instant::now();
    let run = check_in_stages(files, rules, &Sidecars::default(), |stage| {
        let now = Instant::now();
        stages.push((stage.name(), now - last));
        last = now;
    });
    let report = json::render(&View::new(&run, Selection::default()));
    stages.push(("report", last.elapsed()));
    std::hint::black_box(report);
    let claims = run.readings.iter().map(|reading| reading.claims.len()).sum();
    Measured { stages, claims, topics: run.linkage.topics.len() }
}

/// The middle one of three runs by the time of all stages, since other work on the machine makes single runs slow.
fn median(run: impl Fn() -> Measured) -> Measured {
    let mut runs = [run(), run(), run()];
    runs.sort_by_key(|run| run.stages.iter().map(|(_, time)| *time).sum::<Duration>());
    let [_, middle, _] = runs;
    middle
}

/// Has the system measure the peak of memory from here on, where it can.
fn forget_peak() {
    // Elsewhere than on Linux there is no such file, and no peak to forget.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The most memory that this process has held since then, in bytes, where the system tells it.
fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok()? * 1024)
}

fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn read(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if matches!(extension, "md" | "txt" | "html") {
                let bytes = std::fs::read(&path).expect("the file can be read");
                files.push((path.to_string_lossy().into_owned(), bytes));
            }
        }
    }
    files
}

/// Prints how fast documents are read for claims by one thread, beside ripgrep with one thread.
fn extraction_on_one_core(files: &Files, rules: &RuleSet) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread can be started");
    let measured = pool.install(|| median(|| measure(files.clone(), rules)));
    let time = measured.time(Stage::Extract.name());
    let size: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let ratio = ripgrep(files, &["--threads", "1"]).map_or(String::new(), |rg| {
        format!(", {:.1} times as long as rg -c '[0-9]' with one", time.as_secs_f64() / rg.as_secs_f64())
    });
    println!(
        "  extraction with one thread: {:.1} ms, {:.1} MB/s{ratio}",
        millis(time),
        mega(size) / time.as_secs_f64()
    );
}

/// How long ripgrep takes to count lines with digits in the files, with `options` of its own.
fn ripgrep(files: &Files, options: &[&str]) -> Option<Duration> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("throughput");
    std::fs::create_dir_all(&folder).ok()?;
    for (number, (_, bytes)) in files.iter().enumerate() {
        std::fs::write(folder.join(format!("{number}.txt")), bytes).ok()?;
    }
    let once = || {
        let start = Instant::now();
        let mut command = Command::new("rg");
        let status =
            command.args(["-c", "[0-9]"]).args(options).arg(&folder).stdout(Stdio::null()).status().ok()?;
        status.success().then(|| start.elapsed())
    };
    let _ = once()?;
    once()
}

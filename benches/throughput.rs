//! How fast each stage is, and how the cost of linking grows with the number of articles.
//!
//! `cargo bench` prints megabytes a second for each stage, the ratio to `rg -c '[0-9]'` over the same files where ripgrep
//! is installed, and the cost of linking per claim from 100 to 5,000 articles. It checks no figure: machines differ, so
//! only ratios and growth mean something.
//!
//! Give a folder of articles to measure with those: `cargo bench -- FOLDER`.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench reads files, asks the clock and prints"
)]

use crosscheck::document::Sidecars;
use crosscheck::report::{Selection, View, json};
use crosscheck::rules::RuleSet;
use crosscheck::{Stage, check_in_stages};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

type Files = Vec<(String, Vec<u8>)>;

/// Sizes of the corpora by which growth is shown.
const SIZES: [usize; 5] = [100, 300, 1000, 2500, 5000];
/// How many articles tell one story.
const OUTLETS: usize = 5;

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let rules = RuleSet::built_in();
    let (files, from) = match &folder {
        Some(folder) => (read(folder), folder.display().to_string()),
        None => (generate(1000), "1,000 generated articles".to_owned()),
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
    match ripgrep(&files) {
        Some(time) => println!(
            "  rg -c '[0-9]' takes {:.1} ms on the same files; all stages take {:.1} times as long",
            millis(time),
            total.as_secs_f64() / time.as_secs_f64()
        ),
        None => println!("  ripgrep is not installed, so there is no ratio to it"),
    }
    println!("\nCost of linking as the corpus grows:");
    println!(
        "  {:>8} {:>8} {:>8} {:>11} {:>13} {:>8}",
        "articles", "claims", "topics", "link", "per claim", "growth"
    );
    let mut first = None;
    for size in SIZES {
        let measured = median(|| measure(generate(size), rules));
        let link = measured.time(Stage::Link.name());
        let per_claim = link.as_secs_f64() * 1e6 / measured.claims.max(1) as f64;
        let base = *first.get_or_insert(per_claim);
        println!(
            "  {size:>8} {:>8} {:>8} {:>8.1} ms {per_claim:>10.2} µs {:>7.2}x",
            measured.claims,
            measured.topics,
            millis(link),
            per_claim / base
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

/// How long ripgrep takes to count lines with digits in the files.
fn ripgrep(files: &Files) -> Option<Duration> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("throughput");
    std::fs::create_dir_all(&folder).ok()?;
    for (number, (_, bytes)) in files.iter().enumerate() {
        std::fs::write(folder.join(format!("{number}.txt")), bytes).ok()?;
    }
    let once = || {
        let start = Instant::now();
        let mut command = Command::new("rg");
        let status = command.args(["-c", "[0-9]"]).arg(&folder).stdout(Stdio::null()).status().ok()?;
        status.success().then(|| start.elapsed())
    };
    let _ = once()?;
    once()
}

/// A small generator of numbers, the same on every machine (xorshift of 64 bits).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }

    /// An invented name.
    fn name(&mut self) -> String {
        let mut name: String = (0..3).map(|_| self.pick(&SYLLABLES)).collect();
        name[..1].make_ascii_uppercase();
        name
    }
}

/// Syllables of invented names. Each story has its own names, as stories in the news have.
const SYLLABLES: [&str; 24] = [
    "bar", "cor", "dal", "el", "fen", "gar", "hol", "is", "jor", "kel", "lud", "mar", "nor", "ost", "pen",
    "quil", "ras", "sel", "tor", "ul", "ver", "wick", "yar", "zan",
];
const BODIES: [&str; 8] = [
    "town council",
    "ministry",
    "fire service",
    "statistics office",
    "company",
    "police",
    "trade union",
    "court",
];
const EVENTS: [&str; 10] = [
    "a flood in the lower town",
    "a strike at the port",
    "a fire in a paper mill",
    "an outbreak of measles",
    "the sale of a shipyard",
    "a bridge that was closed",
    "the election of a mayor",
    "a storm over the bay",
    "a bank that failed",
    "a march against new taxes",
];
const COUNTED: [&str; 14] = [
    "homes",
    "passengers",
    "workers",
    "patients",
    "votes",
    "trees",
    "schools",
    "tonnes of paper",
    "complaints",
    "officers",
    "ferries",
    "shops",
    "visitors",
    "buses",
];
const VERBS: [&str; 8] = [
    "were counted",
    "were moved",
    "were lost",
    "were checked",
    "were reported",
    "were closed",
    "were hired",
    "were paid",
];
const FILLER: [&str; 8] = [
    "Neighbours had spoken of it for months, and few were surprised when it came.",
    "Nobody at the scene wished to say how long the work would take.",
    "The road along the river stayed open, but traffic was slow for most of the morning.",
    "It was not the first time that the matter had come before them.",
    "Some of those present said that they had been given no warning.",
    "A meeting is to be held in the old market hall.",
    "Letters to the office were not answered before this report went out.",
    "The weather is expected to turn towards the end of the week.",
];

/// Articles in stories of a few outlets each; outlets tell most figures of a story alike, some with another number.
fn generate(count: usize) -> Files {
    (0..count)
        .map(|number| (format!("{number:05}.md"), article(number / OUTLETS, number % OUTLETS).into_bytes()))
        .collect()
}

fn article(story: usize, outlet: usize) -> String {
    // The story's dice give what all its outlets share; the outlet's own, what only it says.
    let mut shared = Dice(0x9e37_79b9_7f4a_7c15 ^ (story as u64 + 1).wrapping_mul(0x2545_f491_4f6c_dd1d));
    let mut own = Dice(0xd1b5_4a32_d192_ed03 ^ (story * OUTLETS + outlet + 1) as u64);
    // Consecutive seeds start alike, so the first throws are not used.
    for _ in 0..8 {
        let _ = (shared.roll(2), own.roll(2));
    }
    let (town, event, speaker) = (shared.name(), shared.pick(&EVENTS), shared.name());
    let (river, district) = (shared.name(), shared.name());
    let day = shared.roll(28) + 1;
    let mut text = format!(
        "---\nsource: Outlet {outlet}\npublished: 2024-{:02}-{day:02}\ntitle: After {event} in {town}\n---\n\n",
        story % 12 + 1
    );
    for _ in 0..6 {
        let (counted, verb, body) = (shared.pick(&COUNTED), shared.pick(&VERBS), shared.pick(&BODIES));
        let (figure, share, money) = (shared.roll(9000) + 12, shared.roll(90) + 3, shared.roll(900) + 11);
        let figure = if own.roll(12) == 0 { figure + own.roll(40) + 1 } else { figure };
        let sentences = [
            format!(
                "In {town}, {figure} {counted} {verb} after {event}, the {river} {body} said on Tuesday."
            ),
            format!(
                "That is {share}% of all {counted} in {town}, up from {} a year earlier.",
                figure / 2 + 3
            ),
            format!(
                "Repairs to the {counted} in {district} will cost about £{money}m, {speaker} told reporters."
            ),
            format!("“We counted {figure} {counted} in {town} and there may be more,” said {speaker}."),
        ];
        let first = own.roll(2);
        for sentence in sentences.iter().skip(first).take(2 + own.roll(2)) {
            text.push_str(sentence);
            text.push(' ');
        }
        for _ in 0..2 {
            text.push_str(own.pick(&FILLER));
            text.push(' ');
        }
        text.push_str("\n\n");
    }
    text
}

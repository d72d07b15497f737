//! How long a draft takes against an archive, and how much memory, as the archive grows.
//!
//! `cargo bench --bench archive` writes archives of 1,000 and 10,000 invented articles and runs the program: the first time,
//! again, and after one article changed. It checks no figure: machines differ, so only ratios and growth mean something. The
//! memory is what Linux tells of the program (`VmHWM`); elsewhere it is left out.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench reads files, asks the clock and prints"
)]

#[path = "throughput/news.rs"]
mod news;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many articles tell one story.
const OUTLETS: usize = 5;
/// Sizes of the archives by which growth is shown.
const SIZES: [usize; 2] = [1000, 10_000];

fn main() {
    println!(
        "{:>8} {:>9} {:>9} {:>9} {:>14} {:>9} {:>9}",
        "articles", "first", "again", "ratio", "after a change", "index", "memory"
    );
    for size in SIZES {
        measure(size);
    }
}

fn measure(size: usize) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("archive-{size}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("archive")).expect("the folder can be made");
    let files = news::generate(size, OUTLETS);
    for (path, bytes) in &files {
        std::fs::write(folder.join("archive").join(path), bytes).expect("the article can be written");
    }
    let (_, bytes) = &files[size / 2 + 2];
    let draft = String::from_utf8_lossy(bytes).replace("Outlet 2", "Our Desk");
    std::fs::write(folder.join("draft.md"), format!("{draft}\nA further 48,213 cyclists came.\n"))
        .expect("the draft can be written");
    let first = run(&folder).0;
    // A file that changed just before the index was written is read again once.
    std::thread::sleep(Duration::from_secs(3));
    let _ = run(&folder);
    let mut again = [run(&folder), run(&folder), run(&folder)];
    again.sort_by_key(|(time, _)| *time);
    let (again, memory) = again[1];
    let changed = folder.join("archive").join(&files[size / 2].0);
    let text = std::fs::read_to_string(&changed).expect("the article can be read");
    std::fs::write(&changed, text + "One more sentence.\n").expect("the article can be written");
    let after = run(&folder).0;
    let kept: u64 = std::fs::read_dir(folder.join("cache"))
        .expect("there is a cache")
        .map(|entry| entry.and_then(|entry| entry.metadata()).map_or(0, |it| it.len()))
        .sum();
    println!(
        "{size:>8} {:>7.2} s {:>7.2} s {:>9.3} {:>12.2} s {:>6.1} MB {:>9}",
        first.as_secs_f64(),
        again.as_secs_f64(),
        again.as_secs_f64() / first.as_secs_f64(),
        after.as_secs_f64(),
        kept as f64 / 1e6,
        memory.map_or_else(|| "unknown".to_owned(), |kilobytes| format!("{:.0} MB", kilobytes as f64 / 1e3)),
    );
    let _ = std::fs::remove_dir_all(PathBuf::from(&folder));
}

/// How long a run took, and the most memory that it held, in kilobytes.
fn run(folder: &Path) -> (Duration, Option<u64>) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .current_dir(folder)
        .args(["draft.md", "--against", "archive", "--cache", "cache", "-o", "report.json"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    let mut memory = None;
    while child.try_wait().expect("it can be asked").is_none() {
        memory = peak(child.id()).max(memory);
        std::thread::sleep(Duration::from_millis(1));
    }
    (start.elapsed(), memory)
}

/// The most memory that a process has held so far, in kilobytes.
fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

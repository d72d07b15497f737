//! Says on standard error what a long run is doing.
//!
//! One line, drawn over itself once a run has taken half a second, and taken away before anything else is written. Only a
//! terminal gets it. There is nothing to count within a stage, so a bar would be a guess; a library for bars would bring more
//! than these lines.

use crosscheck::Stage;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Runs shorter than this need no words.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the line is drawn anew.
const BEAT: Duration = Duration::from_millis(250);

/// What each stage does, in its order, for who waits.
const DOING: [&str; 5] = [
    "reading articles",
    "taking out claims",
    "looking for reprints",
    "linking claims",
    "comparing what is linked",
];

/// A line of progress; dropping it takes the line away.
pub(super) struct Progress {
    stage: Arc<AtomicU8>,
    waiter: Option<(mpsc::Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to wait with the first stage over a number of files.
    pub(super) fn start(files: usize) -> Self {
        let stage = Arc::new(AtomicU8::new(0));
        let waiter = std::io::stderr().is_terminal().then(|| {
            let (stop, stopped) = mpsc::channel();
            let stage = Arc::clone(&stage);
            (stop, std::thread::spawn(move || wait(files, &stage, &stopped)))
        });
        Self { stage, waiter }
    }

    /// A stage is done.
    pub(super) fn done(&self, stage: Stage) {
        self.stage.store(stage as u8 + 1, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, waiter)) = self.waiter.take() {
            drop(stop);
            // The thread draws a line and nothing else; if it could not, the report does not depend on it.
            let _ = waiter.join();
        }
    }
}

/// Draws the line until the other end of the channel is gone, then clears it.
fn wait(files: usize, stage: &AtomicU8, stopped: &mpsc::Receiver<()>) {
    let begun = Instant::now();
    let mut pause = PATIENCE;
    let mut drawn = false;
    while stopped.recv_timeout(pause) == Err(mpsc::RecvTimeoutError::Timeout) {
        let line = line(files, stage.load(Ordering::Relaxed), begun.elapsed());
        draw(&format!("\r\u{1b}[K{line}"));
        (pause, drawn) = (BEAT, true);
    }
    if drawn {
        draw("\r\u{1b}[K");
    }
}

/// "3 of 5: looking for reprints (1204 files, 2 s)".
fn line(files: usize, stage: u8, elapsed: Duration) -> String {
    let index = usize::from(stage).min(DOING.len() - 1);
    let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
    format!("{} of {}: {} ({files}, {} s)", index + 1, DOING.len(), DOING[index], elapsed.as_secs())
}

fn draw(text: &str) {
    let mut out = std::io::stderr().lock();
    // Nothing can be done where standard error is closed.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_has_words_of_its_own() {
        let after = |stage: Stage| line(2, stage as u8 + 1, Duration::from_secs(3));
        assert_eq!(line(1, 0, Duration::ZERO), "1 of 5: reading articles (1 file, 0 s)");
        assert_eq!(after(Stage::Document), "2 of 5: taking out claims (2 files, 3 s)");
        assert_eq!(after(Stage::Origin), "4 of 5: linking claims (2 files, 3 s)");
        assert_eq!(after(Stage::Judge), "5 of 5: comparing what is linked (2 files, 3 s)");
    }

    #[test]
    fn a_line_that_nobody_sees_is_not_drawn_and_stopping_it_does_not_hang() {
        let progress = Progress::start(1);
        progress.done(Stage::Document);
        drop(progress);
    }
}

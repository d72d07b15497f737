//! Passages of news with the readings that are expected, next to the text.
//!
//! ```text
//! # A comment.
//! published: 2024-09-12
//!
//! The storm killed [at least 14] people. "[We have no room left]," said Amina Diallo. "[None at all]."
//!     at-least 14 count: people
//!     quote by Amina Diallo
//!     +
//! ```
//!
//! A line that begins at the margin is a paragraph; square brackets, which may be nested, mark what is to be taken out. Below
//! stand the readings, one for each mark, in the order in which the marks open: a figure or a date in the notation of
//! [`crosscheck::rules::reading`]; `quote`, with `by` and the speaker's full name where one is to be found; `+` for a
//! further piece of the quotation before it, by the same speaker. Parts that are not written are not scored, and figures that are not marked
//! are not to be taken out. An empty line ends a passage; each passage is an article of its own.

use crosscheck::rules::reading::{ExpectedClaim, ExpectedFigure, ExpectedKind};
use crosscheck::text::Span;
use std::fs;
use std::path::Path;

/// A passage, without its marks.
pub(crate) struct Passage {
    /// The paragraphs, with an empty line between them.
    pub(crate) text: String,
    /// The day on which it was published.
    pub(crate) published: String,
    pub(crate) expected: Vec<Expected>,
}

/// What a mark is expected to be read as.
pub(crate) struct Expected {
    /// The words between the brackets, as bytes of the text.
    pub(crate) mark: Span,
    pub(crate) reading: Reading,
}

pub(crate) enum Reading {
    Figure(Box<ExpectedFigure>),
    Date,
    /// A stretch between quotation marks, with its speaker.
    Quotation(Option<String>),
}

impl Passage {
    /// Reads every file of a folder, in the order of their names.
    pub(crate) fn read_all(folder: &Path) -> Vec<(String, Vec<Self>)> {
        let mut paths: Vec<_> = fs::read_dir(folder)
            .expect("the folder of passages can be read")
            .map(|entry| entry.expect("the folder of passages can be read").path())
            .collect();
        paths.sort();
        paths
            .iter()
            .map(|path| {
                let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
                (name, Self::read_file(path))
            })
            .collect()
    }

    /// Reads one file.
    pub(crate) fn read_file(path: &Path) -> Vec<Self> {
        let text = fs::read_to_string(path).expect("passages are text");
        Self::read(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
    }

    fn read(text: &str) -> Result<Vec<Self>, String> {
        let mut published = None;
        let mut passages = Vec::new();
        for block in text.split("\n\n") {
            let mut paragraphs = Vec::new();
            let mut readings = Vec::new();
            for line in block.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
                if let Some(day) = line.strip_prefix("published: ") {
                    published = Some(day.to_owned());
                } else if let Some(reading) = line.strip_prefix("    ") {
                    readings.push(reading.trim());
                } else {
                    paragraphs.push(line);
                }
            }
            if !paragraphs.is_empty() {
                let day = published.clone().ok_or("the file does not say when it was published")?;
                passages.push(Self::of(&paragraphs.join("\n\n"), &readings, day)?);
            }
        }
        Ok(passages)
    }

    fn of(marked: &str, readings: &[&str], published: String) -> Result<Self, String> {
        let (text, marks) = take_marks(marked)?;
        if marks.len() != readings.len() {
            return Err(format!("{} marks and {} readings in: {marked}", marks.len(), readings.len()));
        }
        let mut expected: Vec<Expected> = Vec::new();
        for (mark, line) in marks.into_iter().zip(readings) {
            let reading = if *line == "+" {
                let Some(Reading::Quotation(speaker)) = expected.last().map(|last| &last.reading) else {
                    return Err(format!("`+` follows no quotation in: {marked}"));
                };
                Reading::Quotation(speaker.clone())
            } else if *line == "quote" {
                Reading::Quotation(None)
            } else if let Some(speaker) = line.strip_prefix("quote by ") {
                Reading::Quotation(Some(speaker.to_owned()))
            } else {
                match ExpectedClaim::parse(line).map_err(|error| format!("{line}: {error}"))?.kind {
                    ExpectedKind::Figure(figure) => Reading::Figure(Box::new(figure)),
                    ExpectedKind::Date(_) => Reading::Date,
                    ExpectedKind::Quotation(_) => return Err(format!("{line}: the mark gives the words")),
                }
            };
            expected.push(Expected { mark, reading });
        }
        Ok(Self { text, published, expected })
    }
}

/// Takes the brackets out and gives what stood between them, in the order in which they open.
fn take_marks(marked: &str) -> Result<(String, Vec<Span>), String> {
    let mut text = String::new();
    let mut marks: Vec<Span> = Vec::new();
    let mut open = Vec::new();
    for letter in marked.chars() {
        let at = u32::try_from(text.len()).expect("a passage is short");
        match letter {
            '[' => {
                open.push(marks.len());
                marks.push(Span { start: at, end: at });
            }
            ']' => {
                let last =
                    open.pop().ok_or_else(|| format!("a bracket closes that did not open in: {marked}"))?;
                marks[last].end = at;
            }
            _ => text.push(letter),
        }
    }
    if open.is_empty() { Ok((text, marks)) } else { Err(format!("a bracket is not closed in: {marked}")) }
}

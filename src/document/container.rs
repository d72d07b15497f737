//! Files that hold an article and are no text themselves: what they are by their first bytes, and what is taken out.
//!
//! Bytes → an article over the text that was taken out of them, or why there is none. What the file is called does not
//! matter: mail programs and servers rename attachments.

use super::{Article, DocumentError, Extracted, pdf, word};

/// Why a file gives no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// What is wrong, in a sentence without the file's name.
    pub(super) problem: &'static str,
    /// What to do about it.
    pub(super) advice: &'static str,
}

impl Refusal {
    /// The error that names the file.
    pub(super) fn of(self, path: &str) -> DocumentError {
        DocumentError {
            path: path.to_owned(),
            problem: self.problem.to_owned(),
            advice: self.advice.to_owned(),
            position: None,
        }
    }
}

/// What was taken out of a file.
#[derive(Debug)]
pub(super) struct Content {
    /// The article; its places are bytes of the text.
    pub(super) article: Article,
    /// The text.
    pub(super) extracted: Extracted,
}

/// A kind of file that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// A PDF file.
    Pdf,
    /// A ZIP archive: a Word file, or something else that is refused.
    Archive,
}

/// What a file is, if it is no text. A PDF file may have other bytes before its mark, within its first kilobyte
/// ([ISO 32000-2](https://www.iso.org/standard/75839.html), annex I).
pub(super) fn kind(bytes: &[u8]) -> Option<Container> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(Container::Archive);
    }
    let mark = memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-")?;
    // Text that speaks of the mark has no other byte than text before it, and none of a PDF file behind it.
    let is_head =
        mark == 0 || bytes[..mark].contains(&0) || memchr::memmem::find(&bytes[mark..], b"endobj").is_some();
    is_head.then_some(Container::Pdf)
}

/// Takes the article out of a file.
pub(super) fn read(kind: Container, bytes: &[u8]) -> Result<Content, Refusal> {
    match kind {
        Container::Pdf => pdf::read(bytes),
        Container::Archive => word::read(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_shows_in_its_first_bytes() {
        assert_eq!(kind(b"%PDF-1.7\n"), Some(Container::Pdf));
        assert_eq!(kind(b"\r\n\0%PDF-1.4\n"), Some(Container::Pdf));
        assert_eq!(kind(b"PK\x03\x04\x14\0"), Some(Container::Archive));
        assert_eq!(kind(b"A file that begins with %PDF- is a PDF."), None);
        assert_eq!(kind(b""), None);
    }
}

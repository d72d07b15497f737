//! What PDF and Word files say of themselves: title, author, the day on which they were made.
//!
//! These are the last to be believed. Programs fill them with names of templates and of accounts, and a file is made anew
//! whenever somebody saves or prints it; so a headline, a byline and a dateline in the text stand above them.

use super::Provenance;
use super::date::Stamp;
use super::metadata::{Metadata, tidy};
use jiff::civil::Date;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Properties {
    /// The title.
    pub(super) title: Option<String>,
    /// The author.
    pub(super) author: Option<String>,
    /// The day on which the file was made or last saved.
    pub(super) day: Option<Date>,
}

/// Authors that are programs, accounts or nobody.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "author",
    "user",
    "owner",
    "microsoft office user",
    "windows user",
    "python-docx",
    "unknown",
    "anonymous",
    "(anonymous)",
];
/// Titles that say nothing.
const NO_TITLE: &[&str] =
    &["untitled", "(anonymous)", "(unspecified)", "document", "about:blank", "title", "word document"];

impl Properties {
    /// Offers what is of use.
    pub(super) fn offer(&self, metadata: &mut Metadata) {
        if let Some(title) = self.title.as_deref().map(tidy)
            && !NO_TITLE.contains(&title.to_lowercase().as_str())
            && !title.to_lowercase().starts_with("microsoft word - ")
            && !is_file_name(&title)
        {
            metadata.offer_title(&title, Provenance::Properties);
        }
        if let Some(author) = self.author.as_deref().map(tidy)
            && !NOBODY.contains(&author.to_lowercase().as_str())
        {
            metadata.offer_authors(vec![author], Provenance::Properties);
        }
        if let Some(date) = self.day {
            metadata.offer_made(Stamp { date, time: None });
        }
    }
}

/// "release_final2.docx", "Layout 1"
fn is_file_name(title: &str) -> bool {
    !title.contains(' ') && (title.contains('.') || title.contains('_'))
        || !title.chars().any(char::is_alphabetic)
}

/// The day at the head of a time as ISO 8601 writes it: "2024-05-04T10:00:00Z". Days before there were such files, and days
/// that there are not, are none.
pub(super) fn day(text: &str) -> Option<Date> {
    let date: Date = text.trim().get(..10)?.parse().ok()?;
    (date.year() > 1990).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_is_no_title_and_no_author() {
        for (title, author) in
            [("Microsoft Word - press_v3.doc", "Admin"), ("release_final.docx", "python-docx")]
        {
            let mut metadata = Metadata::default();
            Properties { title: Some(title.into()), author: Some(author.into()), day: None }
                .offer(&mut metadata);
            assert_eq!(metadata.into_parts(), (None, None, vec![]), "{title}");
        }
    }

    #[test]
    fn a_day_is_read_where_it_is_one() {
        assert_eq!(day("2024-05-04T10:00:00Z").map(|day| day.to_string()).as_deref(), Some("2024-05-04"));
        assert_eq!(day("2024-13-04T10:00:00Z"), None);
        assert_eq!(day("1601-01-01T00:00:00Z"), None);
        assert_eq!(day(""), None);
    }
}

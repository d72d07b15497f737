//! What is told about articles from outside their files: by a file beside them, or by the project file.
//!
//! A saved text often has neither outlet nor date, and whoever saved it knows both. What a sidecar says counts less than the
//! article's own front matter and more than everything else that the page says of itself.
//!
//! Not here: reading sidecar files and project files ([`crate::project`]).

use super::metadata::{Metadata, tidy};
use super::{Provenance, date};
use jiff::civil::{Date, DateTime};
use std::collections::BTreeMap;

/// What is told about one article. Everything may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sidecar {
    /// The outlet that published it.
    pub source: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The day of publication, and the local time of day where one is given.
    pub published: Option<(Date, Option<DateTime>)>,
    /// Its address.
    pub url: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
}

impl Sidecar {
    /// Reads a date of publication in any form that articles have.
    ///
    /// ```
    /// use crosscheck::document::Sidecar;
    /// let (date, time) = Sidecar::date("28 November 2024").expect("a date");
    /// assert_eq!((date.to_string().as_str(), time), ("2024-11-28", None));
    /// assert_eq!(Sidecar::date("soon"), None);
    /// ```
    #[must_use]
    pub fn date(text: &str) -> Option<(Date, Option<DateTime>)> {
        date::read(text).map(|stamp| (stamp.date, stamp.time))
    }

    /// This sidecar, with what it leaves open taken from another.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        Self {
            source: self.source.or_else(|| other.source.clone()),
            title: self.title.or_else(|| other.title.clone()),
            published: self.published.or(other.published),
            url: self.url.or_else(|| other.url.clone()),
            authors: if self.authors.is_empty() { other.authors.clone() } else { self.authors },
        }
    }

    /// Offers what it says.
    pub(super) fn offer(&self, metadata: &mut Metadata) {
        let place = Provenance::Sidecar;
        if let Some(source) = &self.source {
            metadata.offer_source(source, place);
        }
        if let Some(title) = &self.title {
            metadata.offer_title(title, place);
        }
        if let Some((date, time)) = self.published {
            metadata.offer_published(date::Stamp { date, time }, place);
        }
        if let Some(url) = &self.url {
            metadata.offer_url(url, place);
        }
        metadata.offer_authors(self.authors.clone(), place);
    }
}

/// What is told about all articles of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sidecars {
    articles: BTreeMap<String, Sidecar>,
    /// Names of sources as articles give them, in lower case, and the names that reports use.
    sources: BTreeMap<String, String>,
}

impl Sidecars {
    /// Tells about the article at a path: that of its file, or of an article of a feed ("feed.json#2"). What was told
    /// before about the same path stays where the new sidecar says nothing.
    pub fn tell(&mut self, path: &str, sidecar: Sidecar) {
        let before = self.articles.remove(path).unwrap_or_default();
        self.articles.insert(path.to_owned(), sidecar.or(&before));
    }

    /// Gives the source that articles call `written` the name that reports use: "bbc.co.uk" and "BBC News". Capitals and
    /// spaces play no part.
    pub fn rename(&mut self, written: &str, name: &str) {
        self.sources.insert(tidy(written).to_lowercase(), tidy(name));
    }

    /// What is told about the article at a path.
    #[must_use]
    pub fn of(&self, path: &str) -> Option<&Sidecar> {
        self.articles.get(path)
    }

    /// The name that reports use for a source.
    #[must_use]
    pub fn name<'a>(&'a self, source: &'a str) -> &'a str {
        self.sources.get(&source.to_lowercase()).map_or(source, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse_with;

    fn told(source: &str, date: &str) -> Sidecar {
        Sidecar { source: Some(source.into()), published: Sidecar::date(date), ..Sidecar::default() }
    }

    #[test]
    fn a_sidecar_tells_what_a_pasted_text_does_not() {
        let mut sidecars = Sidecars::default();
        sidecars.tell("a.txt", told("The Lantern", "2024-11-29"));
        let text = b"Twelve people died in the storm, officials said on Tuesday.";
        let document = parse_with("a.txt", text, &sidecars).expect("an article").remove(0);
        assert_eq!(document.source.name, "The Lantern");
        assert_eq!(document.source.provenance, Provenance::Sidecar);
        assert_eq!(document.published.map(|it| it.date.to_string()).as_deref(), Some("2024-11-29"));
        assert!(document.notes.is_empty(), "{:?}", document.notes);
    }

    #[test]
    fn front_matter_comes_before_a_sidecar_and_a_sidecar_before_the_page() {
        let mut sidecars = Sidecars::default();
        sidecars.tell("a.md", told("Sidecar", "2024-01-01"));
        sidecars.tell("a.html", told("Sidecar", "2024-01-01"));
        let front = b"---\nsource: Front\n---\n\nTwelve people died.";
        let document = parse_with("a.md", front, &sidecars).expect("an article").remove(0);
        assert_eq!(document.source.name, "Front");
        assert_eq!(document.published.map(|it| it.date.to_string()).as_deref(), Some("2024-01-01"));
        let page = b"<html><head><meta property=\"og:site_name\" content=\"Page\"></head><body><article><p>Twelve \
            people died in the storm that came over the hills in the night, officials said.</p></article></body></html>";
        let document = parse_with("a.html", page, &sidecars).expect("an article").remove(0);
        assert_eq!(document.source.name, "Sidecar");
    }

    #[test]
    fn a_source_gets_the_name_that_the_project_gives_it() {
        let mut sidecars = Sidecars::default();
        sidecars.rename("lantern.example", "The Lantern");
        let text = b"---\nsource: Lantern.Example\n---\n\nTwelve people died.";
        let document = parse_with("a.md", text, &sidecars).expect("an article").remove(0);
        assert_eq!(document.source.name, "The Lantern");
    }

    #[test]
    fn a_file_of_several_articles_has_one_outlet_and_a_sidecar_for_each() {
        let feed =
            br#"[{"title": "A", "text": "Twelve people died."}, {"title": "B", "text": "Ten people died."}]"#;
        let mut sidecars = Sidecars::default();
        sidecars.tell("f.json", told("The Lantern", "2024-01-01"));
        sidecars.tell("f.json#2", told("Evening Post", "2024-01-02"));
        let documents = parse_with("f.json", feed, &sidecars).expect("two articles");
        let known: Vec<_> = documents
            .iter()
            .map(|it| (it.source.name.as_str(), it.published.map(|it| it.date.to_string())))
            .collect();
        // A day that is told about the whole file is none of its articles'.
        assert_eq!(known, [("The Lantern", None), ("Evening Post", Some("2024-01-02".to_owned()))]);
    }
}

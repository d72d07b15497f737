//! What is known about a document besides its prose, from several places that may disagree.
//!
//! Each place offers what it has with its [`Provenance`]; the best provenance wins, and of two alike the first.

use super::date::Stamp;
use super::{Note, Provenance, Published, Source};

/// What has been found so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Metadata {
    pub(super) source: Option<Source>,
    pub(super) published: Option<Published>,
    title: Option<(String, Provenance)>,
    url: Option<(String, Provenance)>,
    authors: Option<(Vec<String>, Provenance)>,
    pub(super) notes: Vec<Note>,
    /// The latest time that the page gives for itself, as a date of change; posts of a live page are dated by it.
    pub(super) latest: Option<Stamp>,
    /// The day on which the file itself was made, by its own word.
    made: Option<Stamp>,
}

impl Metadata {
    pub(super) fn offer_source(&mut self, name: &str, provenance: Provenance) {
        let name = tidy(name);
        if !name.is_empty() && self.source.as_ref().is_none_or(|known| provenance < known.provenance) {
            self.source = Some(Source { name, provenance });
        }
    }

    pub(super) fn offer_published(&mut self, stamp: Stamp, provenance: Provenance) {
        self.offer_latest(stamp);
        if self.published.is_none_or(|known| provenance < known.provenance) {
            self.published = Some(Published { date: stamp.date, time: stamp.time, provenance });
        }
    }

    pub(super) fn offer_latest(&mut self, stamp: Stamp) {
        let key = |stamp: Stamp| (stamp.date, stamp.time);
        if self.latest.is_none_or(|known| key(known) < key(stamp)) {
            self.latest = Some(stamp);
        }
    }

    /// Notes the day on which the file was made, for when no better day is found.
    pub(super) fn offer_made(&mut self, stamp: Stamp) {
        self.made = self.made.or(Some(stamp));
    }

    /// Takes the day on which the file was made for that of publication, where there is no other, and says so.
    pub(super) fn settle_made(&mut self) {
        if let Some(Stamp { date, time }) = self.made
            && self.published.is_none()
        {
            self.published = Some(Published { date, time, provenance: Provenance::Properties });
            self.note(
                format!("no date stands in the text; {date} is the day on which the file was made, by its own word"),
                "Write the day of publication in crosscheck.toml, if it is another.",
            );
        }
    }

    pub(super) fn offer_title(&mut self, title: &str, provenance: Provenance) {
        offer(&mut self.title, tidy(title), provenance, String::is_empty);
    }

    pub(super) fn offer_url(&mut self, url: &str, provenance: Provenance) {
        offer(&mut self.url, url.trim().to_owned(), provenance, String::is_empty);
    }

    pub(super) fn offer_authors(&mut self, authors: Vec<String>, provenance: Provenance) {
        let authors: Vec<String> =
            authors.iter().map(|name| tidy(name)).filter(|name| !name.is_empty()).collect();
        offer(&mut self.authors, authors, provenance, Vec::is_empty);
    }

    pub(super) fn title(&self) -> Option<&str> {
        self.title.as_ref().map(|(title, _)| title.as_str())
    }

    pub(super) fn url(&self) -> Option<&str> {
        self.url.as_ref().map(|(url, _)| url.as_str())
    }

    pub(super) fn into_parts(self) -> (Option<String>, Option<String>, Vec<String>) {
        (
            self.title.map(|(title, _)| title),
            self.url.map(|(url, _)| url),
            self.authors.map(|(authors, _)| authors).unwrap_or_default(),
        )
    }

    pub(super) fn note(&mut self, text: impl Into<String>, advice: impl Into<String>) {
        self.notes.push(Note { text: text.into(), advice: Some(advice.into()) });
    }
}

fn offer<T>(slot: &mut Option<(T, Provenance)>, value: T, provenance: Provenance, empty: fn(&T) -> bool) {
    if !empty(&value) && slot.as_ref().is_none_or(|(_, known)| provenance < *known) {
        *slot = Some((value, provenance));
    }
}

/// One line without doubled spaces.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The outlet that an address belongs to, as its host without "www.".
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    // Hosts that are kept for examples are no outlet.
    (host.contains('.') && !host.ends_with("example.org") && !host.ends_with("example.com")).then_some(host)
}

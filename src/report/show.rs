//! What one stage sees: documents, prose, claims or topics, as text.
//!
//! A [`View`] → text for a terminal. It cannot fail.

use super::escape::visible;
use super::excerpt::Excerpt;
use super::explain::fields;
use super::id::kind_name;
use super::text::{Look, Writer};
use super::view::{View, advised, count_of, listed, long_date};
use crate::document::{BlockKind, Document};

/// What was read of each document: metadata and whence it is known, and how many parts of each kind it has.
#[must_use]
pub fn documents(view: &View<'_>, look: Look) -> String {
    let mut out = Writer::new(view, look);
    for id in view.documents() {
        let document = &view.run.documents[id.0 as usize];
        out.heading(&document.path);
        out.row(&[
            "",
            "source",
            &format!("{} (from {})", document.source.name, document.source.provenance.words()),
        ]);
        let published = document.published.map(|published| {
            let time = published.time.map(|time| time.strftime(" %H:%M").to_string()).unwrap_or_default();
            let date = long_date(document).unwrap_or_default();
            format!("{date}{time} (from {})", published.provenance.words())
        });
        out.row(&["", "published", published.as_deref().unwrap_or("not known")]);
        out.row(&["", "title", document.title.as_deref().unwrap_or("not known")]);
        if let Some(url) = &document.url {
            out.row(&["", "address", url]);
        }
        if !document.authors.is_empty() {
            out.row(&["", "by", &listed(&document.authors)]);
        }
        out.row(&["", "language", document.language.unwrap_or("not known")]);
        out.row(&["", "origin", view.run.origins.label(id)]);
        out.row(&["", "parts", &parts(document)]);
        let coverage = view.coverage(id);
        let numbers = format!(
            "{}: {} read as figures, {} set aside",
            coverage.numbers,
            coverage.figures,
            coverage.set_aside_total()
        );
        out.row(&["", "numbers", &numbers]);
        for (reason, _) in &coverage.set_aside {
            let reading = &view.run.readings[id.0 as usize];
            let numbers = reading.set_aside.iter().filter(|number| number.reason == *reason);
            let words: Vec<&str> = numbers.map(|number| document.prose.slice(number.span)).collect();
            out.row(&["", "", &format!("{}: {}", reason.words(), words.join(" · "))]);
        }
        for note in &document.notes {
            out.row(&["", "note", &advised(&note.text, note.advice.as_deref())]);
        }
        out.blank();
    }
    out.finish()
}

fn parts(document: &Document) -> String {
    let count = |name: &str| document.blocks.iter().filter(|block| part_name(&block.kind) == name).count();
    let counts: Vec<String> =
        ["heading", "paragraph", "list item", "table cell", "block quote", "furniture block"]
            .into_iter()
            .filter_map(|name| {
                Some(count(name)).filter(|count| *count > 0).map(|count| count_of(count, name))
            })
            .collect();
    listed(&counts)
}

fn part_name(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline | BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list item",
        BlockKind::Cell(_) => "table cell",
        BlockKind::Quoted => "block quote",
        BlockKind::Furniture(_) => "furniture block",
    }
}

/// The text that is read of each document, as it is, so that places can be counted in it as annotations count them: of one
/// document alone, of several each behind a line with its path.
#[must_use]
pub fn prose(view: &View<'_>) -> String {
    let text = |document: &Document| format!("{}\n", document.prose.text());
    match view.run.documents.as_slice() {
        [one] => text(one),
        several => {
            let parts: Vec<String> = several
                .iter()
                .map(|document| format!("==> {} <==\n{}", visible(&document.path), text(document)))
                .collect();
            parts.join("\n")
        }
    }
}

/// The text that was taken out of each document which is no text itself, as the spans of its claims count it: of one document
/// alone, of several each behind a line with its path. `None` where there is no such document.
#[must_use]
pub fn text(view: &View<'_>) -> Option<String> {
    let documents = view.run.documents.iter();
    let extracted: Vec<(&Document, &str)> =
        documents.filter_map(|document| Some((document, &*document.extracted.as_ref()?.text))).collect();
    match extracted.as_slice() {
        [] => None,
        [(_, one)] if view.run.documents.len() == 1 => Some((*one).to_owned()),
        several => {
            let part =
                |(document, text): &(&Document, &str)| format!("==> {} <==\n{text}", visible(&document.path));
            Some(several.iter().map(part).collect::<Vec<_>>().join("\n"))
        }
    }
}

/// The claims of each document with everything that was read of them.
#[must_use]
pub fn claims(view: &View<'_>, look: Look) -> String {
    let mut out = Writer::new(view, look);
    for document in view.documents() {
        let path = &view.run.documents[document.0 as usize].path;
        out.heading(path);
        for claim in view.claims_of(document) {
            let words = Excerpt::shortened(view.words(claim), 70);
            let kind = kind_name(&view.claim(claim).statement);
            let place = view.place(claim).to_string();
            let read: Vec<String> = fields(view, claim)
                .into_iter()
                .map(|(name, value)| format!("{name} {}", visible(&value)))
                .collect();
            out.row(&[&place, view.ids.claim(claim), &format!("{kind} “{}”", visible(&words))]);
            out.indented(10, &read.join(" · "));
        }
        out.blank();
    }
    out.finish()
}

/// The topics: claims of several documents that speak of one thing, and the bits that bind them.
#[must_use]
pub fn topics(view: &View<'_>, look: Look) -> String {
    let mut out = Writer::new(view, look);
    for (topic, number) in view.run.linkage.topics.iter().zip(1..) {
        out.heading(&format!("Topic {number}"));
        for claim in &topic.claims {
            let document = view.document(*claim);
            let words = Excerpt::shortened(view.words(*claim), 70);
            let place = format!("{}{}", document.path, view.place(*claim).behind_path());
            out.row(&["", view.ids.claim(*claim), &format!("“{words}” {}  {place}", document.source.name)]);
        }
        for link in &topic.links {
            let bits = format!("{:+6.1}", link.evidence.total());
            let pair = format!("{} – {}", view.ids.claim(link.a), view.ids.claim(link.b));
            let terms: Vec<String> = link
                .evidence
                .terms
                .iter()
                .map(|term| format!("{} {} {:+.1}", term.signal.field(), term.signal.outcome(), term.bits))
                .collect();
            out.row(&[&bits, &pair, &terms.join(", ")]);
        }
        out.blank();
    }
    if view.run.linkage.topics.is_empty() {
        out.indented(0, "No two documents state something about the same thing.");
    }
    out.finish()
}

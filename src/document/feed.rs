//! Feeds: articles in JSON, one or many to a file.
//!
//! Text → articles. One object, a list, an object that holds a list (`articles`, `items`, ...), or an object a line
//! (JSONL). Names of fields are those of schema.org's NewsArticle, of JSON Feed, and plain ones. It fails where the file
//! is not JSON or no object in it has text.
//!
//! Not here: JSON-LD inside pages (`html`).

use super::metadata::{Metadata, tidy};
use super::prose::{Decoded, Draft};
use super::{Article, BlockKind, Format, Provenance, date, html, plain};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// What is wrong with a feed.
pub(super) struct NoFeed {
    pub(super) problem: String,
    pub(super) advice: &'static str,
    /// The byte of the text where it is wrong, if that is known.
    pub(super) at: Option<usize>,
}

const ADVICE: &str = "Give each article an object with `headline`, `source`, `published`, `url` and `body` (text or HTML); \
    a list of such objects, or one a line, may stand in one file.";

type Object<'a> = BTreeMap<String, &'a RawValue>;

/// Reads the articles of a feed.
pub(super) fn read(text: &str) -> Result<Vec<Article>, NoFeed> {
    let mut articles = Vec::new();
    match serde_json::from_str::<&RawValue>(text) {
        Ok(value) => value_articles(value, text, 0, &mut articles),
        Err(error) => by_line(text, &error, &mut articles)?,
    }
    if articles.is_empty() {
        return Err(NoFeed {
            problem: "no object in the feed has the text of an article".into(),
            advice: ADVICE,
            at: None,
        });
    }
    Ok(articles)
}

/// An object a line. A line that is no JSON fails only if none before it was an article: a feed cut off in the middle
/// still has its first articles.
fn by_line(text: &str, error: &serde_json::Error, articles: &mut Vec<Article>) -> Result<(), NoFeed> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            match serde_json::from_str::<&RawValue>(line.trim()) {
                Ok(value) => value_articles(value, text, 0, articles),
                Err(_) if articles.is_empty() => {
                    let line_start = text
                        .split_inclusive('\n')
                        .take(error.line().saturating_sub(1))
                        .map(str::len)
                        .sum::<usize>();
                    return Err(NoFeed {
                        problem: format!("this is not JSON: {error}"),
                        advice: ADVICE,
                        at: Some((line_start + error.column().saturating_sub(1)).min(text.len())),
                    });
                }
                Err(_) => {
                    if let Some(last) = articles.last_mut() {
                        let number = text[..at].matches('\n').count() + 1;
                        last.metadata.note(
                            format!("line {number} of the feed is not JSON and was passed over"),
                            "Put one whole object on each line.",
                        );
                    }
                }
            }
        }
        at += line.len();
    }
    Ok(())
}

/// The articles of a value. Deeper lists than a feed within a feed are something else.
fn value_articles(value: &RawValue, text: &str, depth: u32, articles: &mut Vec<Article>) {
    let json = value.get();
    if depth > 3 {
        return;
    }
    if json.starts_with('[') {
        if let Ok(values) = serde_json::from_str::<Vec<&RawValue>>(json) {
            for value in values {
                value_articles(value, text, depth + 1, articles);
            }
        }
    } else if json.starts_with('{')
        && let Ok(object) = serde_json::from_str::<Object<'_>>(json)
    {
        if let Some(article) = article(&object, text) {
            articles.push(article);
            return;
        }
        for key in ["articles", "items", "entries", "results", "documents", "data", "@graph"] {
            if let Some(inner) = object.get(key) {
                let before = articles.len();
                value_articles(inner, text, depth + 1, articles);
                // In JSON Feed the title of the whole is the name of who publishes it.
                for name in ["source", "publisher", "title"].iter().flat_map(|key| names(&object, key)) {
                    let inner = articles[before..].iter_mut();
                    inner.for_each(|article| article.metadata.offer_source(&name, Provenance::FrontMatter));
                }
            }
        }
    }
}

/// The article that an object is, if it has the text of one.
fn article(object: &Object<'_>, text: &str) -> Option<Article> {
    let body_keys =
        ["articleBody", "body", "content_html", "content_text", "content", "text", "html", "fulltext"];
    let body = first_text(object, &body_keys, text)?;
    let mut metadata = Metadata::default();
    let place = Provenance::FrontMatter;
    let mut draft = Draft::default();
    if let Some(title) = first_text(object, &["headline", "title", "name"], text) {
        metadata.offer_title(&title.text, place);
        let mut headline = Draft::default();
        headline.push(&title.text, 0);
        headline.close(BlockKind::Headline);
        draft.append(headline.through(&title.map));
    }
    for key in ["source", "outlet", "publisher", "publication", "site", "provider", "feed"] {
        names(object, key).iter().for_each(|name| metadata.offer_source(name, place));
    }
    let dates = [
        "datePublished",
        "published",
        "published_at",
        "date_published",
        "pubDate",
        "publishedAt",
        "publication_date",
        "date",
        "dateCreated",
    ];
    if let Some(stamp) = first_text(object, &dates, text).and_then(|it| date::read(&it.text)) {
        metadata.offer_published(stamp, place);
    }
    if let Some(stamp) = first_text(object, &["dateModified", "date_modified", "updated"], text)
        .and_then(|it| date::read(&it.text))
    {
        metadata.offer_latest(stamp);
    }
    if let Some(url) =
        first_text(object, &["url", "link", "canonical", "external_url", "mainEntityOfPage"], text)
    {
        metadata.offer_url(&url.text, place);
    }
    for key in ["author", "authors", "byline", "creator"] {
        metadata.offer_authors(names(object, key), place);
    }
    let inner = if is_html(&body.text) {
        html::fragment(&body.text, 0, &mut 0)
    } else {
        let mut read = plain::read(&body.text).draft;
        // The headline is a field of its own; the first line of the body is none.
        for block in &mut read.blocks {
            if block.kind == BlockKind::Headline && metadata.title().is_some() {
                block.kind = BlockKind::Paragraph;
            }
        }
        read
    };
    let mut inner = inner.through(&body.map);
    // A body that begins with the headline would say it twice.
    if let Some(title) = metadata.title()
        && inner.blocks.len() > 1
        && tidy(inner.text_of(0)).eq_ignore_ascii_case(title)
    {
        inner.blocks.remove(0);
    }
    draft.append(inner);
    Some(Article { format: Format::Feed, draft, metadata })
}

/// Whether a text is meant as HTML: it holds an element that stands on lines of its own.
fn is_html(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["<p>", "<p ", "</p>", "<div", "<br", "<h2", "<li>", "<article", "<html", "<table"]
        .iter()
        .any(|tag| lower.contains(tag))
}

/// The first of some fields that is a string with text, decoded.
fn first_text(object: &Object<'_>, keys: &[&str], text: &str) -> Option<Decoded> {
    keys.iter().find_map(|key| {
        let raw = object.get(*key)?.get();
        let at = raw.as_ptr() as usize - text.as_ptr() as usize;
        decode(raw, at).filter(|decoded| !decoded.text.trim().is_empty())
    })
}

/// The names in a field: a string, an object with a name, or a list of either.
fn names(object: &Object<'_>, key: &str) -> Vec<String> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Named {
        Text(String),
        Object { name: Option<String>, title: Option<String> },
        List(Vec<Named>),
    }
    fn collect(named: Named, names: &mut Vec<String>) {
        match named {
            Named::Text(name) => names.push(name),
            Named::Object { name, title } => names.extend(name.or(title)),
            Named::List(list) => list.into_iter().for_each(|named| collect(named, names)),
        }
    }
    let mut found = Vec::new();
    if let Some(named) = object.get(key).and_then(|raw| serde_json::from_str(raw.get()).ok()) {
        collect(named, &mut found);
    }
    found
}

/// Decodes a JSON string that stands, with its quotation marks, at `at`; `None` if the value is no string.
fn decode(raw: &str, at: usize) -> Option<Decoded> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    let at = at + 1;
    let mut decoded = Decoded::default();
    let mut plain = 0;
    let mut from = 0;
    while let Some(offset) = memchr::memchr(b'\\', &inner.as_bytes()[from..]) {
        let mark = from + offset;
        decoded.push(&inner[plain..mark], at + plain, mark - plain);
        // An escape is two characters, or six, or twelve for a pair of surrogates; the reader of JSON has checked them.
        let mut len = if inner.as_bytes().get(mark + 1) == Some(&b'u') { 6 } else { 2 };
        let mut shown = unescaped(inner.get(mark..mark + len)?);
        if shown.is_none() {
            shown = inner.get(mark..mark + 12).and_then(unescaped);
            if shown.is_some() {
                len = 12;
            }
        }
        decoded.push(shown.as_deref().unwrap_or("\u{fffd}"), at + mark, len);
        from = mark + len;
        plain = from;
    }
    decoded.push(&inner[plain..], at + plain, inner.len() - plain);
    Some(decoded)
}

fn unescaped(escape: &str) -> Option<String> {
    serde_json::from_str(&format!("\"{escape}\"")).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, parse};
    use crate::text::Span;

    #[test]
    fn articles_are_found_in_every_shape_of_feed() {
        let one = r#"{"headline":"Dam fails","publisher":{"name":"Vale Times"},"datePublished":"2021-05-04T10:00:00Z","articleBody":"Nine people died.\nThe dam was built in 1931."}"#;
        let plain = r#"{"title":"Dam gives way","source":"The Ridge","date":"4 May 2021","author":[{"name":"Ann Lee"},"Bo Ek"],"body":"<p>Ten people died.</p>"}"#;
        for text in [
            one.to_owned(),
            format!("[{one},{plain}]"),
            format!("{{\"version\":\"1\",\"items\":[{one},{plain}]}}"),
            format!("{one}\n\n{plain}\n"),
        ] {
            let documents = parse("feed.jsonl", text.as_bytes()).expect("it is a feed");
            assert_eq!(documents[0].source.name, "Vale Times");
            assert_eq!(documents[0].blocks[0].kind, BlockKind::Headline);
            assert_eq!(documents[0].published.map(|it| it.date.to_string()).as_deref(), Some("2021-05-04"));
            if let Some(second) = documents.get(1) {
                assert_eq!((second.path.as_str(), documents.len()), ("feed.jsonl#2", 2));
                assert_eq!(second.authors, ["Ann Lee", "Bo Ek"]);
            }
        }
    }

    #[test]
    fn an_item_without_an_outlet_has_that_of_its_feed() {
        let items = r#"[{"title":"One","content_text":"Nine goats fled."},{"source":"Hill Post","title":"Two","content_text":"Ten goats fled."}]"#;
        let text = format!("{{\"title\":\"Goat Weekly\",\"items\":{items}}}");
        let documents = parse("feed.json", text.as_bytes()).expect("it is a feed");
        let outlets: Vec<&str> = documents.iter().map(|document| document.source.name.as_str()).collect();
        assert_eq!(outlets, ["Goat Weekly", "Hill Post"]);
        assert_eq!(documents[0].title.as_deref(), Some("One"));
    }

    #[test]
    fn spans_lead_through_escapes() {
        let text = r#"{"title":"t","body":"He paid \u00a340 \u2013 \"all of it\" \ud83d\ude00 &amp; <b>7</b>\nmore than 9 others."}"#;
        let document = parse("a.json", text.as_bytes()).expect("it is a feed").remove(0);
        let bytes_of = |words: &str| {
            let at = document
                .prose
                .text()
                .find(words)
                .unwrap_or_else(|| panic!("{words} in {}", document.prose.text()));
            let span = document.prose.file_span(Span::new(at, at + words.len()));
            &text[span.start as usize..span.end as usize]
        };
        assert_eq!(bytes_of("£40"), r"\u00a340");
        assert_eq!(bytes_of("\"all of it\""), r#"\"all of it\""#);
        assert_eq!(bytes_of("😀"), r"\ud83d\ude00");
        assert_eq!(bytes_of("& 7"), "&amp; <b>7");
        assert_eq!(bytes_of("9 others"), "9 others");
    }

    #[test]
    fn what_is_no_feed_is_refused_with_its_place() {
        let error =
            parse("a.json", b"{\"title\": \"x\",\n  \"body\" \"y\"}").expect_err("a colon is missing");
        assert_eq!(error.position.map(|it| it.line), Some(2));
        assert!(parse("a.json", b"{\"count\": 3}").is_err());
    }
}

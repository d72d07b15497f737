//! What a page says of itself: JSON-LD, OpenGraph and other `meta` tags, `link`, `title`, `time`.

use super::super::metadata::Metadata;
use super::super::{Provenance, date, inline};
use super::tree::{Event, Tree};
use serde_json::Value;
use std::collections::BTreeMap;

/// Offers the page's metadata; gives the text of the article where JSON-LD holds it, for telling what belongs to it.
pub(super) fn read(tree: &Tree, text: &str, metadata: &mut Metadata) -> Vec<String> {
    let mut bodies = Vec::new();
    let blocks = json_ld(tree, text);
    let mut known = Named::new();
    blocks.iter().for_each(|block| learn(block, 0, &mut known));
    for block in &blocks {
        linked_data(block, 0, &known, metadata, &mut bodies);
    }
    let mut time_seen = false;
    for (index, element) in tree.elements.iter().enumerate() {
        match element.name.as_str() {
            "meta" => {
                let key = element
                    .attribute("property")
                    .or_else(|| element.attribute("name"))
                    .or_else(|| element.attribute("itemprop"));
                if let (Some(key), Some(content)) = (key, element.attribute("content")) {
                    meta(&key.to_ascii_lowercase(), content, metadata);
                }
            }
            "link" if element.attribute("rel") == Some("canonical") => {
                if let Some(url) = element.attribute("href") {
                    metadata.offer_url(url, Provenance::PageMetadata);
                }
            }
            // The first time of the page's body is that of the article, as a rule; later ones are of other articles.
            "time" if !time_seen && !inside_furniture(tree, index) => {
                if let Some(stamp) = element.attribute("datetime").and_then(date::read) {
                    time_seen = true;
                    metadata.offer_published(stamp, Provenance::PageMetadata);
                }
            }
            _ => {}
        }
    }
    if let Some((start, end)) = title(tree, text) {
        metadata.offer_title(&decoded(&text[start..end]), Provenance::PageMetadata);
    }
    bodies
}

fn inside_furniture(tree: &Tree, element: usize) -> bool {
    tree.around(element)
        .any(|around| matches!(tree.elements[around].name.as_str(), "aside" | "nav" | "footer"))
}

fn meta(key: &str, content: &str, metadata: &mut Metadata) {
    let place = Provenance::PageMetadata;
    match key {
        "og:site_name" | "application-name" | "dc.publisher" | "publisher" => {
            metadata.offer_source(content, place)
        }
        "og:title" | "twitter:title" | "dc.title" => metadata.offer_title(content, place),
        "og:url" => metadata.offer_url(content, place),
        "article:published_time"
        | "og:published_time"
        | "datepublished"
        | "date"
        | "pubdate"
        | "publishdate"
        | "publish-date"
        | "dc.date"
        | "dc.date.issued"
        | "dcterms.created"
        | "dcterms.date"
        | "sailthru.date"
        | "parsely-pub-date"
        | "article.published"
        | "published_time"
        | "originalpublicationdate"
        | "cxenseparse:recs:publishtime"
        | "article:published" => {
            if let Some(stamp) = date::read(content) {
                metadata.offer_published(stamp, place);
            }
        }
        "article:modified_time" | "og:updated_time" | "datemodified" | "last-modified" | "lastmod" => {
            if let Some(stamp) = date::read(content) {
                metadata.offer_latest(stamp);
            }
        }
        "author" | "article:author" | "byl" | "dc.creator" | "parsely-author" | "sailthru.author"
            if !content.starts_with("http") =>
        {
            metadata.offer_authors(vec![content.trim_start_matches("By ").to_owned()], place);
        }
        _ => {}
    }
}

/// Where the text of the page's `title` stands.
pub(super) fn title(tree: &Tree, text: &str) -> Option<(usize, usize)> {
    tree.events.iter().find_map(|event| match *event {
        Event::Text { start, end, inside }
            if tree.elements[inside].name == "title"
                && tree.elements[tree.elements[inside].parent].name != "svg"
                && !text[start..end].trim().is_empty() =>
        {
            let shown = &text[start..end];
            let cut = outlet_of(shown).map_or(shown.len(), |(cut, _)| cut);
            Some((start, start + cut))
        }
        _ => None,
    })
}

/// The outlet's name at the end of a page's title, and where what comes before it ends: "Headline | Outlet".
fn outlet_of(title: &str) -> Option<(usize, &str)> {
    [" | ", " – ", " — ", " - ", " : "].iter().find_map(|bar| {
        let at = title.rfind(bar)?;
        let name = title[at + bar.len()..].trim();
        let words = name.split_whitespace().count();
        // Names of outlets are short and have capitals; "- as it happened" is part of a headline.
        let named = name.chars().next().is_some_and(char::is_uppercase) && words <= 5;
        (named && at > 0).then_some((at, name))
    })
}

/// Offers the outlet that the page's title names behind the headline.
pub(super) fn offer_outlet_of_title(tree: &Tree, text: &str, headline: &str, metadata: &mut Metadata) {
    let shown = tree.events.iter().find_map(|event| match *event {
        Event::Text { start, end, inside } if tree.elements[inside].name == "title" => {
            Some(decoded(&text[start..end]))
        }
        _ => None,
    });
    let Some(shown) = shown else { return };
    if let Some((at, name)) = outlet_of(&shown)
        && shown[..at].trim().eq_ignore_ascii_case(headline)
    {
        metadata.offer_source(name, Provenance::PageMetadata);
    }
}

/// Text with its entities decoded.
fn decoded(text: &str) -> String {
    let mut out = String::new();
    inline::split_entities(text, 0, |piece| match piece {
        inline::Inline::Text(text, _) => out.push_str(text),
        inline::Inline::Entity(text, ..) => out.push_str(&text),
        inline::Inline::Tag { .. } => {}
    });
    out
}

/// The blocks of JSON-LD that can be read.
fn json_ld(tree: &Tree, text: &str) -> Vec<Value> {
    let mut blocks = Vec::new();
    for event in &tree.events {
        if let Event::Text { start, end, inside } = *event {
            let element = &tree.elements[inside];
            let is_ld = element
                .attribute("type")
                .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
            if element.name == "script" && is_ld {
                let json = text[start..end]
                    .trim()
                    .trim_start_matches("<!--")
                    .trim_start_matches("//<![CDATA[")
                    .trim_start_matches("<![CDATA[")
                    .trim_end_matches("-->")
                    .trim_end_matches("]]>")
                    .trim_end_matches("//")
                    .trim()
                    .trim_end_matches(';');
                // Raw line ends inside strings are common and not JSON.
                let value = serde_json::from_str(json)
                    .or_else(|_| serde_json::from_str(&json.replace(['\n', '\r', '\t'], " ")));
                blocks.extend(value.ok());
            }
        }
    }
    blocks
}

/// The names of things that linked data refers to by their `@id`.
type Named = BTreeMap<String, String>;

/// Learns the names of the things in linked data that have an `@id`.
fn learn(value: &Value, depth: u32, known: &mut Named) {
    if depth > DEPTH {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| learn(value, depth + 1, known)),
        Value::Object(object) => {
            if let (Some(Value::String(id)), Some(Value::String(name))) =
                (object.get("@id"), object.get("name"))
            {
                known.entry(id.clone()).or_insert_with(|| decoded(name));
            }
            object.values().for_each(|value| learn(value, depth + 1, known));
        }
        _ => {}
    }
}

/// Deeper nesting than a graph of lists of articles with their publishers is something else.
const DEPTH: u32 = 6;

/// Takes metadata from every article among linked data, in any of its shapes: one object, a list, a graph.
fn linked_data(value: &Value, depth: u32, known: &Named, metadata: &mut Metadata, bodies: &mut Vec<String>) {
    if depth > DEPTH {
        return;
    }
    match value {
        Value::Array(values) => {
            values.iter().for_each(|value| linked_data(value, depth + 1, known, metadata, bodies))
        }
        Value::Object(object) => {
            if is_article(object.get("@type")) {
                article(object, known, metadata, bodies);
            }
            for key in ["@graph", "mainEntity", "itemListElement", "hasPart"] {
                if let Some(inner) = object.get(key) {
                    linked_data(inner, depth + 1, known, metadata, bodies);
                }
            }
        }
        _ => {}
    }
}

fn is_article(kind: Option<&Value>) -> bool {
    let named = |name: &str| {
        let name = name.rsplit(['/', ':']).next().unwrap_or(name);
        name.ends_with("Article") || matches!(name, "BlogPosting" | "LiveBlogPosting" | "Report" | "NewsItem")
    };
    match kind {
        Some(Value::String(name)) => named(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(named),
        _ => false,
    }
}

fn article(
    object: &serde_json::Map<String, Value>,
    known: &Named,
    metadata: &mut Metadata,
    bodies: &mut Vec<String>,
) {
    let place = Provenance::JsonLd;
    let text = |key: &str| object.get(key).and_then(Value::as_str).map(decoded);
    if let Some(title) = text("headline").or_else(|| text("name")) {
        metadata.offer_title(&title, place);
    }
    if let Some(stamp) =
        text("datePublished").or_else(|| text("dateCreated")).and_then(|text| date::read(&text))
    {
        metadata.offer_published(stamp, place);
    }
    if let Some(stamp) = text("dateModified").and_then(|text| date::read(&text)) {
        metadata.offer_latest(stamp);
    }
    for key in ["publisher", "provider", "sourceOrganization"] {
        for name in object.get(key).map(|value| names(value, known)).unwrap_or_default() {
            metadata.offer_source(&name, place);
        }
    }
    if let Some(authors) = object.get("author").or_else(|| object.get("creator")) {
        metadata.offer_authors(names(authors, known), place);
    }
    let page = object.get("mainEntityOfPage");
    let page = page.and_then(|page| page.as_str().or_else(|| page.get("@id").and_then(Value::as_str)));
    for url in [object.get("url").and_then(Value::as_str), page]
        .into_iter()
        .flatten()
        .filter(|url| url.starts_with("http"))
    {
        metadata.offer_url(url, place);
    }
    bodies.extend(text("articleBody"));
}

/// The names in an object, a list or a string.
fn names(value: &Value, known: &Named) -> Vec<String> {
    match value {
        Value::String(name) if !name.starts_with("http") => vec![decoded(name)],
        Value::Array(values) => values.iter().flat_map(|value| names(value, known)).collect(),
        Value::Object(object) => match (object.get("name"), object.get("@id")) {
            (Some(name), _) => names(name, known),
            (None, Some(Value::String(id))) => known.get(id).cloned().into_iter().collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

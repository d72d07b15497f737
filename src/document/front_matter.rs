//! Front matter: the lines of metadata at the head of a Markdown file, in YAML (`---`) or TOML (`+++`).
//!
//! Typed fields are read by a YAML or TOML reader. Where that fails (an unquoted colon in a title is common), each line
//! is taken as `key: rest`.

use super::date;
use super::metadata::Metadata;
use super::prose::Draft;
use super::{BlockKind, Provenance};
use serde::Deserialize;

/// The fields that are used; others may stand there.
#[derive(Debug, Default, Deserialize)]
struct Fields {
    #[serde(default, alias = "outlet", alias = "publisher", alias = "site", alias = "publication")]
    source: Option<String>,
    #[serde(default, alias = "headline")]
    title: Option<String>,
    #[serde(default, alias = "date", alias = "pubdate", alias = "datePublished", alias = "published_at")]
    published: Option<String>,
    #[serde(default, alias = "updated", alias = "lastmod", alias = "modified_at", alias = "updated_at")]
    modified: Option<String>,
    #[serde(default, alias = "link", alias = "canonical")]
    url: Option<String>,
    #[serde(default, alias = "authors", alias = "byline")]
    author: Option<OneOrMany>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Yaml,
    Toml,
}

/// Front matter taken off a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct FrontMatter<'a> {
    syntax: Syntax,
    /// The lines between the fences, and where they begin.
    lines: &'a str,
    start: usize,
    /// Where the body begins.
    pub(super) body: usize,
}

/// Finds the front matter at the head of a text.
pub(super) fn find(text: &str) -> Option<FrontMatter<'_>> {
    let lead = text.len() - text.trim_start().len();
    let syntax = match text[lead..].lines().next()?.trim_end() {
        "---" => Syntax::Yaml,
        "+++" => Syntax::Toml,
        _ => return None,
    };
    let start = lead + text[lead..].find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end();
        let closes = match syntax {
            Syntax::Yaml => matches!(bare, "---" | "..."),
            Syntax::Toml => bare == "+++",
        };
        if closes {
            return Some(FrontMatter { syntax, lines: &text[start..at], start, body: at + line.len() });
        }
        at += line.len();
    }
    None
}

impl FrontMatter<'_> {
    /// Offers what it says, and puts the title as a headline into the draft, where it leads back to its line.
    pub(super) fn read(&self, draft: &mut Draft, metadata: &mut Metadata) {
        let fields = match self.syntax {
            Syntax::Yaml => serde_saphyr::from_str::<Fields>(self.lines).ok(),
            Syntax::Toml => {
                toml::from_str::<toml::Table>(self.lines).ok().map(|table| Fields::from_toml(&table))
            }
        };
        let fields = fields.unwrap_or_else(|| self.by_line());
        let place = Provenance::FrontMatter;
        if let Some(source) = &fields.source {
            metadata.offer_source(source, place);
        }
        if let Some(url) = &fields.url {
            metadata.offer_url(url, place);
        }
        match &fields.author {
            Some(OneOrMany::One(name)) => metadata.offer_authors(vec![name.clone()], place),
            Some(OneOrMany::Many(names)) => metadata.offer_authors(names.clone(), place),
            None => {}
        }
        if let Some(text) = &fields.published {
            match date::read(text) {
                Some(stamp) => metadata.offer_published(stamp, place),
                None => metadata.note(
                    format!("the date `{text}` in the front matter is not understood"),
                    "Write it as year-month-day: `published: 2024-11-28`.",
                ),
            }
        }
        if let Some(stamp) = fields.modified.as_deref().and_then(date::read) {
            metadata.offer_latest(stamp);
        }
        if let Some(title) = &fields.title {
            metadata.offer_title(title, place);
            self.headline(title, draft);
        }
    }

    /// The title as a block that leads back to its line.
    fn headline(&self, title: &str, draft: &mut Draft) {
        let mut at = self.start;
        for line in self.lines.split_inclusive('\n') {
            if let Some((key, rest)) = key_and_rest(line)
                && matches!(key.as_str(), "title" | "headline")
            {
                let rest_at = at + line.len() - rest.len();
                if let Some(offset) = rest.find(title) {
                    draft.push(title, rest_at + offset);
                } else {
                    // Escaped or folded over lines: the whole stands for the whole.
                    let value = rest.trim_end();
                    draft.replaced(&super::metadata::tidy(title), rest_at, value.len().max(1));
                }
                draft.close(BlockKind::Headline);
                return;
            }
            at += line.len();
        }
    }

    fn by_line(&self) -> Fields {
        let mut fields = Fields::default();
        for line in self.lines.lines() {
            let Some((key, rest)) = key_and_rest(line) else { continue };
            let value = unquoted(rest.trim()).to_owned();
            if value.is_empty() {
                continue;
            }
            match key.as_str() {
                "source" | "outlet" | "publisher" | "site" | "publication" => fields.source = Some(value),
                "title" | "headline" => fields.title = Some(value),
                "published" | "date" | "pubdate" | "datepublished" | "published_at" => {
                    fields.published = Some(value)
                }
                "modified" | "updated" | "lastmod" | "modified_at" | "updated_at" => {
                    fields.modified = Some(value)
                }
                "url" | "link" | "canonical" => fields.url = Some(value),
                "author" | "authors" | "byline" => fields.author = Some(OneOrMany::One(value)),
                _ => {}
            }
        }
        fields
    }
}

impl Fields {
    fn from_toml(table: &toml::Table) -> Self {
        let text = |keys: &[&str]| {
            keys.iter().find_map(|key| table.get(*key)).map(|value| match value {
                toml::Value::String(text) => text.clone(),
                other => other.to_string(),
            })
        };
        let author =
            ["author", "authors", "byline"].iter().find_map(|key| table.get(*key)).and_then(|value| {
                match value {
                    toml::Value::String(name) => Some(OneOrMany::One(name.clone())),
                    toml::Value::Array(names) => Some(OneOrMany::Many(
                        names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
                    )),
                    _ => None,
                }
            });
        Self {
            source: text(&["source", "outlet", "publisher", "site", "publication"]),
            title: text(&["title", "headline"]),
            published: text(&["published", "date", "pubdate", "published_at"]),
            modified: text(&["modified", "updated", "lastmod", "modified_at", "updated_at"]),
            url: text(&["url", "link", "canonical"]),
            author,
        }
    }
}

/// The key of a line in lower case, and the text after the colon or equals sign with its line end.
fn key_and_rest(line: &str) -> Option<(String, &str)> {
    let end = line.find([':', '='])?;
    let key = line[..end].trim_end();
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    let rest = line[end + 1..].trim_start_matches([' ', '\t']);
    is_key.then(|| (key.to_ascii_lowercase(), rest))
}

fn unquoted(text: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return inner;
        }
    }
    text
}

//! A rule file as TOML, read item by item so that one wrong item does not hide the next.
//!
//! serde stops at the first thing that it does not like. A [`Sheet`] therefore gives serde one `[[item]]` at a time: each
//! wrong item is an error of its own, at its own place, and the rest of the file is read on.
//!
//! Not here: what the items of a kind mean.

use super::example::{Example, ReadingFile};
use super::{RuleError, RuleFile};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// A rule file, opened.
pub(super) struct Sheet<'f> {
    file: &'f RuleFile,
    top: DeTable<'f>,
    known: Vec<&'static str>,
}

/// An item of a file: where it begins, and what it holds.
pub(super) struct Item<T> {
    /// Byte of its first key, for errors about the item as a whole.
    pub(super) at: usize,
    /// What serde made of it.
    pub(super) value: T,
}

impl<'f> Sheet<'f> {
    /// Opens a file, which must have a text `about` at its top. Every syntax error is reported; with any, there is no
    /// sheet, because half-read items would only bring errors that are not there.
    pub(super) fn open(file: &'f RuleFile, errors: &mut Vec<RuleError>) -> Option<Self> {
        let (top, wrong) = DeTable::parse_recoverable(&file.text);
        if !wrong.is_empty() {
            errors.extend(wrong.iter().map(|error| RuleError::from_toml(file, error)));
            return None;
        }
        let mut sheet = Self { file, top: top.into_inner(), known: Vec::new() };
        if sheet.text("about", errors).is_none() {
            errors.push(RuleError::at(
                file,
                0,
                "the file does not say what it is about".into(),
                "Begin it with a line such as: about = \"Words that make a bound of a number.\"".into(),
            ));
        }
        Some(sheet)
    }

    /// A text at the top of the file.
    pub(super) fn text(&mut self, key: &'static str, errors: &mut Vec<RuleError>) -> Option<String> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        let value = self.top.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(text.clone().into_owned()),
            other => {
                errors.push(RuleError::at(
                    self.file,
                    value.span().start,
                    format!("`{key}` is a {}, not a text", other.type_str()),
                    "Put it in quotation marks.".into(),
                ));
                Some(String::new())
            }
        }
    }

    /// A yes or no at the top of the file; no where it is not there.
    pub(super) fn flag(&mut self, key: &'static str, errors: &mut Vec<RuleError>) -> bool {
        self.known.push(key);
        match self.top.get(key).map(|value| (value.span().start, value.get_ref())) {
            None => false,
            Some((_, DeValue::Boolean(flag))) => *flag,
            Some((at, other)) => {
                errors.push(RuleError::at(
                    self.file,
                    at,
                    format!("`{key}` is a {}, not true or false", other.type_str()),
                    "Write true or false without quotation marks.".into(),
                ));
                false
            }
        }
    }

    /// The items `[[key]]`, each read by serde on its own.
    pub(super) fn items<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
        errors: &mut Vec<RuleError>,
    ) -> Vec<Item<T>> {
        self.known.push(key);
        let Some(value) = self.top.remove(key) else { return Vec::new() };
        let at = value.span().start;
        let DeValue::Array(array) = value.into_inner() else {
            errors.push(RuleError::at(
                self.file,
                at,
                format!("`{key}` is not a list of items"),
                format!("Write each as a table of its own under a line [[{key}]]."),
            ));
            return Vec::new();
        };
        let mut items = Vec::with_capacity(array.len());
        for entry in array {
            let at = first_key(&entry);
            match T::deserialize(ValueDeserializer::from(entry)) {
                Ok(value) => items.push(Item { at, value }),
                Err(error) => errors.push(RuleError::from_item(self.file, at, key, &error)),
            }
        }
        items
    }

    /// The examples and gaps of a file whose examples are texts with their claims.
    pub(super) fn readings(&mut self, examples: &mut Vec<Example>, errors: &mut Vec<RuleError>) {
        for (key, gap) in [("example", false), ("gap", true)] {
            let items = self.items::<ReadingFile>(key, errors);
            examples.extend(
                items
                    .into_iter()
                    .filter_map(|item| Example::reading(item.value, item.at, gap, self.file, errors)),
            );
        }
    }

    /// Reports the keys at the top of the file that nothing has asked for.
    pub(super) fn close(self, errors: &mut Vec<RuleError>) {
        for key in self.top.keys() {
            let name: &Cow<'_, str> = key.get_ref();
            if !self.known.contains(&name.as_ref()) {
                errors.push(RuleError::at(
                    self.file,
                    key.span().start,
                    format!("`{name}` is not a key of this kind of file"),
                    one_of(name, &self.known),
                ));
            }
        }
    }
}

/// Where the first key of an item stands; serde gives a whole `[[item]]` the place of its heading.
fn first_key(entry: &Spanned<DeValue<'_>>) -> usize {
    match entry.get_ref() {
        DeValue::Table(table) => table.keys().map(|key| key.span().start).min().unwrap_or(entry.span().start),
        _ => entry.span().start,
    }
}

/// Advice that names what is allowed, and the nearest to what was written if one is near.
pub(crate) fn one_of(written: &str, allowed: &[&str]) -> String {
    let list = allowed.join(", ");
    match nearest(written, allowed) {
        Some(near) => format!("Did you mean `{near}`? Known are: {list}."),
        None => format!("Known are: {list}."),
    }
}

/// The allowed word that is at most two edits (one, in a short word) from what was written.
fn nearest<'a>(written: &str, allowed: &[&'a str]) -> Option<&'a str> {
    let limit = if written.chars().count() < 4 { 1 } else { 2 };
    allowed
        .iter()
        .map(|word| (edits(written, word), *word))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// Levenshtein's distance.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// One text or a list of texts, each with its place: `period = "disjoint"` or `period = ["disjoint", "within"]`.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts(pub(super) Vec<Spanned<String>>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Texts;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text or a list of texts")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Texts, E> {
                Ok(Texts(vec![Spanned::new(0..0, text.to_owned())]))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Texts, A::Error> {
                let mut texts = Vec::new();
                while let Some(text) = list.next_element::<Spanned<String>>()? {
                    texts.push(text);
                }
                Ok(Texts(texts))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_brings_the_nearest_word() {
        assert_eq!(one_of("perid", &["value", "period"]), "Did you mean `period`? Known are: value, period.");
        assert_eq!(one_of("colour", &["value", "period"]), "Known are: value, period.");
    }
}

//! The keys of one TOML table, taken one by one, so that one wrong value does not hide the next.
//!
//! A [`Keys`] gives each value with its place, says what is wrong with it where it is wrong, and at the end names every key
//! that nothing has asked for, with the nearest that is known.
//!
//! Not here: files made of `[[items]]`, which [`super::sheet`] reads, and what the keys mean.

use super::sheet::one_of;
use super::{RuleError, RuleFile};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and the line, from 1, on which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its line.
    pub line: u32,
}

/// A table whose keys are taken one by one.
pub(crate) struct Keys<'f, 'e> {
    pub(crate) file: &'f RuleFile,
    table: DeTable<'f>,
    known: Vec<&'static str>,
    pub(crate) errors: &'e mut Vec<RuleError>,
}

impl<'f, 'e> Keys<'f, 'e> {
    /// Opens a file. With any error of syntax there is no table, because half-read values would only bring errors that are
    /// not there.
    pub(crate) fn open(file: &'f RuleFile, errors: &'e mut Vec<RuleError>) -> Option<Self> {
        let (table, wrong) = DeTable::parse_recoverable(&file.text);
        if wrong.is_empty() {
            return Some(Self::new(file, table.into_inner(), errors));
        }
        errors.extend(wrong.iter().map(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let advice = if error.message().starts_with("duplicate key") {
                "Keep one of the two."
            } else {
                "Values are written as in: key = \"text\", key = [\"a\", \"b\"]; lines that begin with # are notes."
            };
            RuleError::at(file, at, error.message().to_owned(), advice.into())
        }));
        None
    }

    pub(crate) fn new(file: &'f RuleFile, table: DeTable<'f>, errors: &'e mut Vec<RuleError>) -> Self {
        Self { file, table, known: Vec::new(), errors }
    }

    /// Says what is wrong at a byte of the file.
    pub(crate) fn wrong(&mut self, at: usize, problem: String, advice: impl Into<String>) {
        self.errors.push(RuleError::at(self.file, at, problem, advice.into()));
    }

    /// A value with the line of a byte of the file.
    pub(crate) fn placed<T>(&self, at: usize, value: T) -> Placed<T> {
        Placed { value, line: RuleError::at(self.file, at, String::new(), String::new()).line }
    }

    /// Takes a value as it is.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'f>>> {
        self.known.push(key);
        self.table.remove(key)
    }

    /// Takes a text; also a date, which TOML knows without quotation marks. Of an empty text nothing is taken.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<Placed<String>> {
        let value = self.take(key)?;
        let at = value.span().start;
        let text = self.as_text(key, value)?;
        (!text.trim().is_empty()).then(|| self.placed(at, text)).or_else(|| {
            self.wrong(at, format!("`{key}` is empty"), "Give it a value, or take the line away.");
            None
        })
    }

    /// Takes a text that must be there, in a table that begins at a byte of the file.
    pub(crate) fn needed(&mut self, key: &'static str, at: usize) -> Option<String> {
        if !self.table.contains_key(key) {
            self.wrong(at, format!("the entry has no `{key}`"), format!("Add a line: {key} = \"...\""));
        }
        self.text(key).map(|text| text.value)
    }

    /// The text that a value is.
    pub(crate) fn as_text(&mut self, key: &str, value: Spanned<DeValue<'f>>) -> Option<String> {
        let at = value.span().start;
        match value.into_inner() {
            DeValue::String(text) => Some(text.into_owned()),
            DeValue::Datetime(date) => Some(date.to_string()),
            other => {
                let problem = format!("`{key}` is {}, not a text", type_of(&other));
                self.wrong(at, problem, "Put it in quotation marks.");
                None
            }
        }
    }

    /// Takes a text or a list of texts, each with its place.
    pub(crate) fn texts(&mut self, key: &'static str) -> Option<Vec<Placed<String>>> {
        let value = self.take(key)?;
        let list = or_one(value);
        let mut texts = Vec::with_capacity(list.len());
        for entry in list {
            let at = entry.span().start;
            if let Some(text) = self.as_text(key, entry) {
                texts.push(self.placed(at, text));
            }
        }
        Some(texts)
    }

    /// Takes a text that names one of a closed list.
    pub(crate) fn named<T: Copy>(&mut self, key: &'static str, names: &[(&str, T)]) -> Option<Placed<T>> {
        let at = self.table.get(key).map_or(0, |value| value.span().start);
        let text = self.text(key)?;
        self.name(key, at, &text.value, names).map(|value| Placed { value, line: text.line })
    }

    /// The value that a text of a closed list names.
    pub(crate) fn name<T: Copy>(
        &mut self,
        key: &str,
        at: usize,
        written: &str,
        names: &[(&str, T)],
    ) -> Option<T> {
        let found = names.iter().find(|(name, _)| *name == written).map(|(_, value)| *value);
        if found.is_none() {
            let known: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            self.wrong(
                at,
                format!("`{key}` is `{written}`, which is none of its values"),
                one_of(written, &known),
            );
        }
        found
    }

    /// Takes a table; `example` shows what one looks like.
    pub(crate) fn table(&mut self, key: &'static str, example: &str) -> Option<DeTable<'f>> {
        let value = self.take(key)?;
        self.as_table(key, value, example)
    }

    /// The table that a value is.
    pub(crate) fn as_table(
        &mut self,
        key: &str,
        value: Spanned<DeValue<'f>>,
        example: &str,
    ) -> Option<DeTable<'f>> {
        let at = value.span().start;
        match value.into_inner() {
            DeValue::Table(table) => Some(table),
            other => {
                let problem = format!("`{key}` is {}, not a table", type_of(&other));
                self.wrong(at, problem, format!("Write it as: {example}"));
                None
            }
        }
    }

    /// Names the keys that nothing has asked for.
    pub(crate) fn close(mut self) {
        let table = std::mem::take(&mut self.table);
        let known = std::mem::take(&mut self.known);
        for key in table.keys() {
            let name = key.get_ref().to_string();
            self.wrong(key.span().start, format!("`{name}` is not a key here"), one_of(&name, &known));
        }
    }
}

/// The entries of a list, or the one value that stands where a list may.
pub(crate) fn or_one(value: Spanned<DeValue<'_>>) -> Vec<Spanned<DeValue<'_>>> {
    let span = value.span();
    match value.into_inner() {
        DeValue::Array(list) => list.into_iter().collect(),
        one => vec![Spanned::new(span, one)],
    }
}

/// The kind of a value, as the problem of an error names it.
fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

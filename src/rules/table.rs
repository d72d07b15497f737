//! Decision tables: a comparison vector becomes the row that decides.
//!
//! A table is a file of `rules/verdicts`: rows in order, each with conditions on some facets of a
//! [`Vector`]. The first row whose conditions all hold decides. `proof` shows that one always does.
//!
//! Not here: how two claims become a vector and how a message is filled (`judge`).

use super::example::{Example, RowExampleFile};
use super::message::{Placeholder, Template};
use super::sheet::{Sheet, Texts, one_of};
use super::{RuleError, RuleFile, proof};
use crate::comparison::{Facet, Severity, Vector, Verdict};
use schemars::JsonSchema;
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use toml::Spanned;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RowFile {
    /// Its id within the table, in lower case with hyphens.
    #[schemars(with = "String")]
    id: Spanned<String>,
    /// What it finds, in a few words.
    title: String,
    /// What a pair that it decides is.
    #[schemars(with = "String")]
    verdict: Spanned<String>,
    /// How much such a pair asks for attention.
    #[schemars(with = "String")]
    severity: Spanned<String>,
    /// The values of facets that it accepts; a facet that is not named may have any. The first row whose conditions all hold decides.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    when: BTreeMap<Spanned<String>, Spanned<Texts>>,
    /// The reason, with placeholders in braces.
    #[schemars(with = "String")]
    message: Spanned<String>,
    /// Why the verdict is right, in a paragraph that reports print.
    about: String,
    /// Pairs that it decides; with `why`, near misses.
    #[serde(default)]
    #[schemars(with = "Vec<RowExampleFile>")]
    example: Vec<Spanned<RowExampleFile>>,
    /// Pairs that it should decide and does not yet.
    #[serde(default)]
    #[schemars(with = "Vec<RowExampleFile>")]
    gap: Vec<Spanned<RowExampleFile>>,
}

/// A row of a decision table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id within the table: "period-moved".
    pub id: SmolStr,
    /// Its id among all rules: "verdicts/quantities#period-moved".
    pub rule: SmolStr,
    /// What it finds, in a few words.
    pub title: String,
    /// What a pair that it decides is.
    pub verdict: Verdict,
    /// How much such a pair asks for attention.
    pub severity: Severity,
    /// The reason, with placeholders.
    pub message: Template,
    /// Why the verdict is right, in a paragraph for the reader of a report.
    pub about: String,
    /// For each facet, a bit for each value that the row accepts.
    masks: Vec<u32>,
}

/// A decision table over the vectors of one kind.
#[derive(Clone, Debug)]
pub struct Table<V> {
    /// What the table is for.
    pub about: String,
    rows: Vec<Row>,
    vector: PhantomData<fn(&V)>,
}

/// A row that did not hold, and the first facet that kept it from holding.
#[derive(Clone, Copy, Debug)]
pub struct Passed<'t> {
    /// The row.
    pub row: &'t Row,
    /// The name of the facet.
    pub facet: &'static str,
    /// The value that the pair has there.
    pub value: &'static str,
}

impl Row {
    /// For each facet, a bit for each value that the row accepts.
    pub(super) fn masks(&self) -> &[u32] {
        &self.masks
    }

    /// The first facet on which the row does not hold.
    fn fails_on(&self, values: &[u8]) -> Option<usize> {
        self.masks.iter().zip(values).position(|(mask, value)| mask & (1 << value) == 0)
    }

    /// The conditions in words: "value = apart or magnitude, period = disjoint".
    #[must_use]
    pub fn conditions(&self, facets: &[Facet]) -> String {
        let words = proof::describe(facets, &self.masks);
        if words.is_empty() { "whatever no row above decides".into() } else { words }
    }
}

impl<V: Vector> Table<V> {
    /// The rows, in the order in which they are tried.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row with that id.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// The row that decides.
    ///
    /// # Panics
    /// Never for a table of a [`super::RuleSet`]: one with a hole is refused when it is read.
    #[must_use]
    pub fn decide(&self, vector: &V) -> &Row {
        let values = vector.values();
        self.rows
            .iter()
            .find(|row| row.fails_on(&values).is_none())
            .expect("a table with a hole is refused when it is read")
    }

    /// The rows above the one that decides, each with the facet that kept it from deciding.
    #[must_use]
    pub fn explain(&self, vector: &V) -> Vec<Passed<'_>> {
        let values = vector.values();
        self.rows
            .iter()
            .map_while(|row| {
                let facet = row.fails_on(&values)?;
                let known = &V::FACETS[facet];
                Some(Passed { row, facet: known.name, value: known.values[values[facet] as usize] })
            })
            .collect()
    }
}

/// All values of each facet.
pub(super) fn full(facets: &[Facet]) -> Vec<u32> {
    facets.iter().map(|facet| (1 << facet.values.len()) - 1).collect()
}

/// Reads the table `verdicts/<name>.toml`; holes are errors, since a pair in one would have no verdict.
pub(super) fn read<V: Vector>(
    name: &str,
    files: &[RuleFile],
    examples: &mut Vec<Example>,
    errors: &mut Vec<RuleError>,
) -> Table<V> {
    let path = format!("verdicts/{name}.toml");
    let mut table = Table { about: String::new(), rows: Vec::new(), vector: PhantomData };
    let Some(file) = files.iter().find(|file| file.path == path) else {
        errors.push(RuleError::missing(&path));
        return table;
    };
    let Some(mut sheet) = Sheet::open(file, errors) else { return table };
    let before = errors.len();
    table.about = sheet.text("about", errors).unwrap_or_default();
    for item in sheet.items::<RowFile>("row", errors) {
        let mut row = item.value;
        for (list, gap) in [(std::mem::take(&mut row.example), false), (std::mem::take(&mut row.gap), true)] {
            let of = (name, row.id.get_ref().as_str());
            examples.extend(list.into_iter().filter_map(|shown| Example::row(shown, gap, of, file, errors)));
        }
        let row = resolve::<V>(name, row, file, errors);
        if table.rows.iter().any(|other| other.id == row.id) {
            errors.push(RuleError::at(
                file,
                item.at,
                format!("there are two rows `{}`", row.id),
                "Give each row of a table an id of its own.".into(),
            ));
        }
        table.rows.push(row);
    }
    sheet.close(errors);
    // A row that could not be read leaves a hole that is not the writer's; it is looked for once the rows are right.
    if errors.len() == before {
        errors.extend(proof::holes(&table).into_iter().map(|hole| {
            RuleError::at(
                file,
                file.text.len(),
                format!("no row decides a pair with {hole}"),
                "Add a row for it, or widen the conditions of one.".into(),
            )
        }));
    }
    table
}

fn resolve<V: Vector>(table: &str, row: RowFile, file: &RuleFile, errors: &mut Vec<RuleError>) -> Row {
    let verdict =
        named(&row.verdict, "verdict", Verdict::from_name, &Verdict::ALL.map(Verdict::name), file, errors);
    let severity = named(
        &row.severity,
        "severity",
        Severity::from_name,
        &Severity::ALL.map(Severity::name),
        file,
        errors,
    );
    let message = Template::parse(row.message.get_ref()).unwrap_or_else(|error| {
        let names = Placeholder::names();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        errors.push(RuleError::at(
            file,
            row.message.span().start,
            error.to_string(),
            one_of(&error.name, &names),
        ));
        Template::parse("").expect("an empty template has no placeholder")
    });
    let masks = conditions(V::FACETS, &row.when, file, errors);
    Row {
        rule: super::rule_id(table, row.id.get_ref()),
        id: row.id.into_inner().into(),
        title: row.title,
        verdict: verdict.unwrap_or(Verdict::Unclear),
        severity: severity.unwrap_or(Severity::Note),
        message,
        about: row.about,
        masks,
    }
}

/// The value of a closed list with that name.
fn named<T>(
    text: &Spanned<String>,
    what: &str,
    find: impl Fn(&str) -> Option<T>,
    known: &[&str],
    file: &RuleFile,
    errors: &mut Vec<RuleError>,
) -> Option<T> {
    let found = find(text.get_ref());
    if found.is_none() {
        errors.push(RuleError::at(
            file,
            text.span().start,
            format!("`{}` is not a {what}", text.get_ref()),
            one_of(text.get_ref(), known),
        ));
    }
    found
}

/// The conditions of a row as masks.
fn conditions(
    facets: &'static [Facet],
    when: &BTreeMap<Spanned<String>, Spanned<Texts>>,
    file: &RuleFile,
    errors: &mut Vec<RuleError>,
) -> Vec<u32> {
    let mut masks = full(facets);
    for (key, accepted) in when {
        let Some(index) = facets.iter().position(|facet| facet.name == key.get_ref()) else {
            let names: Vec<&str> = facets.iter().map(|facet| facet.name).collect();
            errors.push(RuleError::at(
                file,
                key.span().start,
                format!("`{}` is not a facet of this table", key.get_ref()),
                one_of(key.get_ref(), &names),
            ));
            continue;
        };
        let facet = &facets[index];
        let mut mask = 0;
        for value in &accepted.get_ref().0 {
            match facet.values.iter().position(|known| known == value.get_ref()) {
                Some(bit) => mask |= 1 << bit,
                None => errors.push(RuleError::at(
                    file,
                    // A single text has no place of its own; the whole condition has.
                    if value.span().is_empty() { accepted.span().start } else { value.span().start },
                    format!("`{}` is not a value of `{}`", value.get_ref(), facet.name),
                    one_of(value.get_ref(), facet.values),
                )),
            }
        }
        if accepted.get_ref().0.is_empty() {
            errors.push(RuleError::at(
                file,
                accepted.span().start,
                format!("the row accepts no value of `{}`, so it can decide nothing", facet.name),
                "Name a value, or leave the facet out to accept any.".into(),
            ));
        }
        masks[index] = mask;
    }
    masks
}

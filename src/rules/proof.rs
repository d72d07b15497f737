//! The proof that a decision table decides every vector, and that every row decides some.
//!
//! A set of vectors is kept as disjoint *cubes*: for each facet the set of values, as bits. Going down the table, what
//! no row has decided yet is a list of cubes; each row takes its own cube away from all of them. What is left at the end
//! are the holes; a row that found nothing left to take is dead. The product of all facets, millions of vectors, is
//! never gone through one by one.

use super::table::{Row, Table, full};
use crate::comparison::{Facet, Vector};
use smol_str::SmolStr;
use std::fmt;

/// Something wrong with a table as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Vectors that no row decides.
    Hole {
        /// Their conditions in words.
        vectors: String,
    },
    /// A row that decides nothing, because the rows above decide all that it would.
    DeadRow {
        /// The row's id.
        row: SmolStr,
        /// The rows above that take its vectors.
        taken_by: Vec<SmolStr>,
    },
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hole { vectors } => write!(f, "no row decides a pair with {vectors}"),
            Self::DeadRow { row, taken_by } => {
                write!(f, "row `{row}` never decides; all its pairs are taken by {}", taken_by.join(", "))
            }
        }
    }
}

/// Every hole and every dead row of a table, in the order of its rows, holes last.
#[must_use]
pub fn prove<V: Vector>(table: &Table<V>) -> Vec<Flaw> {
    let mut open = vec![full(V::FACETS)];
    let mut flaws = Vec::new();
    for (index, row) in table.rows().iter().enumerate() {
        let (rest, taken) = subtract(open, row.masks());
        open = rest;
        if !taken {
            flaws.push(Flaw::DeadRow { row: row.id.clone(), taken_by: takers(table.rows(), index) });
        }
    }
    flaws.extend(merge(open).iter().map(|cube| Flaw::Hole { vectors: in_words(V::FACETS, cube) }));
    flaws
}

/// The holes of a table in words.
pub(super) fn holes<V: Vector>(table: &Table<V>) -> Vec<String> {
    let open = table.rows().iter().fold(vec![full(V::FACETS)], |open, row| subtract(open, row.masks()).0);
    merge(open).iter().map(|cube| in_words(V::FACETS, cube)).collect()
}

/// The rows above `dead` that decide some of its vectors.
fn takers(rows: &[Row], dead: usize) -> Vec<SmolStr> {
    let mut open = vec![rows[dead].masks().to_vec()];
    let mut takers = Vec::new();
    for row in &rows[..dead] {
        let (rest, taken) = subtract(open, row.masks());
        open = rest;
        if taken {
            takers.push(row.id.clone());
        }
    }
    takers
}

/// The cubes without what lies in `row`, and whether anything did. A cube that is cut falls into one disjoint piece for
/// each facet that the row restricts.
fn subtract(cubes: Vec<Vec<u32>>, row: &[u32]) -> (Vec<Vec<u32>>, bool) {
    let mut rest = Vec::with_capacity(cubes.len());
    let mut taken = false;
    for cube in cubes {
        if cube.iter().zip(row).any(|(have, accept)| have & accept == 0) {
            rest.push(cube);
            continue;
        }
        taken = true;
        let mut inside = cube;
        for (facet, accept) in row.iter().enumerate() {
            let outside = inside[facet] & !accept;
            if outside != 0 {
                let mut piece = inside.clone();
                piece[facet] = outside;
                rest.push(piece);
                inside[facet] &= accept;
            }
        }
    }
    (rest, taken)
}

/// Fewer cubes that hold the same vectors: two that differ in one facet only become one.
fn merge(mut cubes: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    let mut i = 0;
    while i < cubes.len() {
        let partner =
            (i + 1..cubes.len()).find_map(|j| only_difference(&cubes[i], &cubes[j]).map(|facet| (j, facet)));
        match partner {
            Some((j, facet)) => {
                let bits = cubes[j][facet];
                cubes[i][facet] |= bits;
                cubes.remove(j);
                // The wider cube may now join one that was passed before.
                i = 0;
            }
            None => i += 1,
        }
    }
    cubes.sort_unstable();
    cubes
}

/// The facet in which two cubes differ, if it is the only one.
fn only_difference(a: &[u32], b: &[u32]) -> Option<usize> {
    let mut different = (0..a.len()).filter(|facet| a[*facet] != b[*facet]);
    let facet = different.next()?;
    different.next().is_none().then_some(facet)
}

fn in_words(facets: &[Facet], cube: &[u32]) -> String {
    let words = describe(facets, cube);
    if words.is_empty() { "any values".into() } else { words }
}

/// A cube in words, without the facets of which it holds every value: "value = apart or magnitude, period = same".
pub(super) fn describe(facets: &[Facet], cube: &[u32]) -> String {
    let mut parts = Vec::new();
    for (facet, mask) in facets.iter().zip(cube) {
        let values: Vec<&str> =
            facet.values.iter().enumerate().filter(|(i, _)| mask & (1 << i) != 0).map(|(_, v)| *v).collect();
        if values.len() < facet.values.len() {
            parts.push(format!("{} = {}", facet.name, values.join(" or ")));
        }
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::{RuleError, RuleFile, table};
    use super::*;
    use crate::comparison::{DateBinding, DateComparison, DateCopied, DateRelation};

    fn dates(rows: &[(&str, &str)]) -> (Table<DateComparison>, Vec<RuleError>) {
        let mut text = String::from("about = \"Dates.\"\n");
        for (id, when) in rows {
            text.push_str(&format!(
                "[[row]]\nid = \"{id}\"\ntitle = \"t\"\nverdict = \"unclear\"\nseverity = \"note\"\nwhen = {{ {when} }}\n\
                 message = \"m\"\nabout = \"a\"\n"
            ));
        }
        let mut errors = Vec::new();
        let file = RuleFile { path: "verdicts/dates.toml".into(), text };
        (table::read("dates", &[file], &mut Vec::new(), &mut errors), errors)
    }

    #[test]
    fn a_table_with_a_row_without_conditions_at_its_end_is_whole() {
        let (table, errors) = dates(&[("same", "date = \"same\""), ("rest", "")]);
        assert_eq!(errors, []);
        assert_eq!(prove(&table), []);
    }

    #[test]
    fn a_hole_is_told_in_as_few_words_as_it_needs() {
        let (table, errors) = dates(&[
            ("same", "date = [\"same\", \"within\"]"),
            ("strong", "date = \"disjoint\", binding = \"strong\""),
        ]);
        let holes: Vec<String> = prove(&table).iter().map(ToString::to_string).collect();
        assert_eq!(
            holes,
            [
                "no row decides a pair with date = disjoint, binding = fair",
                "no row decides a pair with date = close or weekday"
            ]
        );
        assert_eq!(errors.len(), 2, "the loader refuses the table for the same holes");
    }

    #[test]
    fn a_dead_row_names_the_rows_that_take_its_pairs() {
        let (table, _) = dates(&[
            ("strong", "binding = \"strong\""),
            ("near", "date = [\"same\", \"within\"]"),
            ("dead", "date = \"same\""),
            ("rest", ""),
        ]);
        let taken_by = vec!["strong".into(), "near".into()];
        assert_eq!(prove(&table), [Flaw::DeadRow { row: "dead".into(), taken_by }]);
    }

    #[test]
    fn the_first_row_that_holds_decides_and_the_rows_above_are_explained() {
        let (table, _) = dates(&[("same", "date = \"same\""), ("fair", "binding = \"fair\""), ("rest", "")]);
        let pair =
            DateComparison { date: DateRelation::Close, binding: DateBinding::Strong, copy: DateCopied::No };
        assert_eq!(table.decide(&pair).id, "rest");
        let passed: Vec<_> =
            table.explain(&pair).iter().map(|p| (p.row.id.as_str(), p.facet, p.value)).collect();
        assert_eq!(passed, [("same", "date", "close"), ("fair", "binding", "strong")]);
    }
}

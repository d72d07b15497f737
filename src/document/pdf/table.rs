//! Lines that wide gaps part, one under the other: rows of a table, or columns of text side by side.
//!
//! Lines → rows of cells. It cannot fail: lines that do not line up stay lines.

use super::lines::{Line, Stretch};

/// A row of cells; a cell holds the stretches of its lines.
pub(super) type Cells = Vec<Option<Vec<Stretch>>>;

/// A row may be so many sizes of its font below the one before.
const STEP: f64 = 3.2;
/// Longer cells, in characters, are lines of text that stands in columns.
const LONGEST: usize = 34;

/// How many lines from the first on are a table: two or more that are parted, with single ones between that stand in one of
/// the columns.
pub(super) fn region(lines: &[&Line]) -> usize {
    let mut parted = 0;
    let mut end = 0;
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            let step = line.y - lines[at - 1].y;
            if step <= 0.0 || step > STEP * line.size.max(lines[at - 1].size) {
                break;
            }
        }
        if line.stretches.len() > 1 {
            parted += 1;
            end = at + 1;
        } else if at == 0 || at + 1 - end > 2 || line.end() - line.x() > 0.6 * width(&lines[..=at]) {
            // A line alone: part of a cell, or the heading of some rows; two in a row, or a long one, end the table.
            break;
        }
    }
    if parted >= 2 { end } else { 0 }
}

fn width(lines: &[&Line]) -> f64 {
    let left = lines.iter().map(|line| line.x()).fold(f64::MAX, f64::min);
    let right = lines.iter().map(|line| line.end()).fold(f64::MIN, f64::max);
    right - left
}

/// The lines of a region that is no table, each in one column: text that is set side by side, down the first column and then
/// the next; words that a gap parts, one after the other. `None` for a table.
pub(super) fn untangle(lines: &[&Line]) -> Option<Vec<Line>> {
    let columns = columns(lines);
    if columns.len() > 1 && !is_text(lines, &columns) {
        return None;
    }
    let mut untangled = Vec::new();
    for column in 0..columns.len().max(1) {
        for line in lines {
            let stretches = line.stretches.iter().filter(|stretch| nearest(&columns, stretch) == column);
            let part = Line { stretches: stretches.cloned().collect(), ..(*line).clone() };
            if !part.stretches.is_empty() {
                untangled.push(part.in_one());
            }
        }
    }
    Some(untangled)
}

/// The rows of a region that is a table.
pub(super) fn read(lines: &[&Line]) -> Vec<Cells> {
    let columns = columns(lines);
    let mut rows: Vec<Cells> = Vec::new();
    // The label of a row that began on a line of its own.
    let mut label: Vec<Stretch> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if let [only] = line.stretches.as_slice()
            && nearest(&columns, only) == 0
        {
            let next = lines.get(at + 1);
            let has_label =
                next.is_some_and(|next| next.stretches.iter().any(|it| nearest(&columns, it) == 0));
            let goes_on = next.is_some_and(|next| {
                next.text().starts_with(|c: char| c.is_lowercase() || c == '(')
                    || only.text.ends_with(['-', ',', '&'])
            });
            let ends_above = only.text.starts_with(|c: char| c.is_lowercase() || c == '(');
            if ends_above && let Some(Some(cell)) = rows.last_mut().and_then(|row| row.first_mut()) {
                cell.push(only.clone());
                continue;
            }
            if next.is_some_and(|next| next.stretches.len() > 1) && (!has_label || goes_on) {
                label.push(only.clone());
                continue;
            }
        }
        if let Some(above) = rows.last_mut()
            && goes_on(above, line, lines[at.saturating_sub(1)], &columns)
        {
            for stretch in &line.stretches {
                above[nearest(&columns, stretch)].get_or_insert_default().push(stretch.clone());
            }
            continue;
        }
        let mut row: Cells = vec![None; columns.len()];
        if !label.is_empty() {
            row[0] = Some(std::mem::take(&mut label));
        }
        for stretch in &line.stretches {
            row[nearest(&columns, stretch)].get_or_insert_default().push(stretch.clone());
        }
        rows.push(row);
    }
    rows
}

/// Whether a line without a label goes on with the cells above it: close under them, and in words, because two figures are two
/// cells.
fn goes_on(above: &[Option<Vec<Stretch>>], line: &Line, before: &Line, columns: &[(f64, f64)]) -> bool {
    let close = line.y - before.y < 1.35 * line.size.max(before.size);
    let has_label = line.stretches.iter().any(|stretch| nearest(columns, stretch) == 0);
    let words = |text: &str| text.chars().any(char::is_alphabetic);
    let under_words = line.stretches.iter().all(|stretch| {
        words(&stretch.text)
            || above[nearest(columns, stretch)]
                .as_ref()
                .is_some_and(|cell| cell.iter().all(|part| words(&part.text)))
    });
    close && !has_label && under_words
}

/// The columns, as ranges from left to right: what the stretches of full rows cover.
fn columns(lines: &[&Line]) -> Vec<(f64, f64)> {
    let most = lines.iter().map(|line| line.stretches.len()).max().unwrap_or(0);
    let full = lines.iter().filter(|line| line.stretches.len() == most);
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for stretch in full.flat_map(|line| &line.stretches) {
        columns.push((stretch.x, stretch.end));
    }
    columns.sort_by(|a, b| a.0.total_cmp(&b.0));
    columns.dedup_by(|next, known| {
        let overlaps = next.0 < known.1;
        if overlaps {
            known.1 = known.1.max(next.1);
        }
        overlaps
    });
    columns
}

/// The column that a stretch shares most with, or stands nearest to.
fn nearest(columns: &[(f64, f64)], stretch: &Stretch) -> usize {
    let apart = |(start, end): (f64, f64)| {
        let shared = stretch.end.min(end) - stretch.x.max(start);
        -shared
    };
    (0..columns.len()).min_by(|a, b| apart(columns[*a]).total_cmp(&apart(columns[*b]))).unwrap_or(0)
}

/// Whether the columns are text that is set side by side: most cells of two of them are long.
fn is_text(lines: &[&Line], columns: &[(f64, f64)]) -> bool {
    let long = |column: usize| {
        let cells = lines.iter().flat_map(|line| &line.stretches).filter(|it| nearest(columns, it) == column);
        let lengths: Vec<usize> = cells.map(|cell| cell.text.chars().count()).collect();
        lengths.iter().filter(|length| **length > LONGEST).count() * 2 > lengths.len()
    };
    (0..columns.len()).filter(|column| long(*column)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(y: f64, parts: &[(&str, f64)]) -> Line {
        let stretch = |(text, x): &(&str, f64)| {
            let end = x + text.chars().count() as f64 * 5.0;
            Stretch { text: (*text).to_owned(), x: *x, end, at: 0 }
        };
        Line { stretches: parts.iter().map(stretch).collect(), y, size: 10.0, bold: false, aside: false }
    }

    fn told(lines: &[Line]) -> Vec<Vec<String>> {
        let lines: Vec<&Line> = lines.iter().collect();
        assert_eq!(region(&lines), lines.len());
        let words = |cell: Vec<Stretch>| cell.into_iter().map(|it| it.text).collect::<Vec<_>>().join(" ");
        match untangle(&lines) {
            Some(lines) => lines.into_iter().map(|line| vec![line.text()]).collect(),
            None => {
                let rows = read(&lines).into_iter();
                rows.map(|row| row.into_iter().map(|cell| cell.map(words).unwrap_or_default()).collect())
                    .collect()
            }
        }
    }

    #[test]
    fn figures_stand_under_the_heads_of_their_columns() {
        let lines = [
            line(100.0, &[("2026", 200.0), ("2027", 300.0)]),
            line(114.0, &[("Turnover of the", 50.0)]),
            line(126.0, &[("whole group", 50.0), ("12,400", 195.0), ("13,100", 295.0)]),
            line(140.0, &[("Loss", 50.0), ("(410)", 200.0), ("(1,204)", 290.0)]),
        ];
        assert_eq!(
            told(&lines),
            [
                vec!["", "2026", "2027"],
                vec!["Turnover of the whole group", "12,400", "13,100"],
                vec!["Loss", "(410)", "(1,204)"],
            ]
        );
    }

    #[test]
    fn heads_of_two_lines_are_one_head() {
        let lines = [
            line(100.0, &[("Year to", 200.0), ("Year to", 300.0)]),
            line(112.0, &[("March 2026", 195.0), ("March 2027", 295.0)]),
            line(130.0, &[("Cargo", 50.0), ("210", 215.0), ("255", 315.0)]),
            line(142.0, &[("(tons)", 50.0)]),
            line(154.0, &[("Ships", 50.0), ("18", 220.0), ("17", 320.0)]),
        ];
        assert_eq!(
            told(&lines),
            [
                vec!["", "Year to March 2026", "Year to March 2027"],
                vec!["Cargo (tons)", "210", "255"],
                vec!["Ships", "18", "17"],
            ]
        );
    }

    #[test]
    fn text_in_two_columns_is_read_down_the_first_and_then_the_second() {
        let long = "words that go on to the right edge of it";
        let lines =
            [line(100.0, &[(long, 50.0), (long, 300.0)]), line(112.0, &[(long, 50.0), (long, 300.0)])];
        let second = "the second column has words of its own here";
        let lines = [lines[0].clone(), line(112.0, &[(long, 50.0), (second, 300.0)])];
        assert_eq!(told(&lines), [vec![long], vec![long], vec![long], vec![second]]);
    }

    #[test]
    fn one_parted_line_is_no_table() {
        let lines =
            [line(100.0, &[("Press office", 50.0), ("4 May", 300.0)]), line(112.0, &[("Ferries", 50.0)])];
        let lines: Vec<&Line> = lines.iter().collect();
        assert_eq!(region(&lines), 0);
    }
}

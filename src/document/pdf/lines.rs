//! Glyphs of a page become lines: what stands on one base line, cut where a wide gap parts columns.
//!
//! The order in which a file draws is kept, because programs write text in reading order, while places alone do not tell two
//! columns of text from a table. It cannot fail.

use super::super::raised::raised;
use super::glyphs::{Glyph, Page};

/// A line of a page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its stretches, from left to right; more than one where wide gaps part it.
    pub(super) stretches: Vec<Stretch>,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) bold: bool,
    /// It is no part of the text, as the file says or as it is turned.
    pub(super) aside: bool,
}

/// Words that stand together.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) text: String,
    pub(super) x: f64,
    pub(super) end: f64,
    /// Where it begins in the text of the file; set when that is laid out.
    pub(super) at: usize,
}

/// Signs that open an item of a list.
pub(super) const MARKS: &[char] = &['•', '●', '▪', '■', '◦', '‣', '·', '∙', '–', '-', '*', '○', '➢', '►'];

/// Gaps, in sizes of the font: from the first on it is a space between words, from the second on another column.
const WORD: f64 = 0.17;
const COLUMN: f64 = 1.1;
/// A cell has at most so many lines.
const ROW: usize = 8;
/// So many spaces in a row are a gap between columns.
const BLANKS: u32 = 3;
/// Glyphs whose base lines differ by less than this stand on one line.
const LEVEL: f64 = 0.25;

impl Line {
    pub(super) fn text(&self) -> String {
        self.stretches.iter().map(|stretch| stretch.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The line as one stretch, whatever gaps are in it.
    pub(super) fn in_one(mut self) -> Self {
        let (text, end) = (self.text(), self.end());
        if let Some(first) = self.stretches.first_mut() {
            (first.text, first.end) = (text, end);
        }
        self.stretches.truncate(1);
        self
    }

    pub(super) fn x(&self) -> f64 {
        self.stretches.first().map_or(0.0, |stretch| stretch.x)
    }

    pub(super) fn end(&self) -> f64 {
        self.stretches.last().map_or(0.0, |stretch| stretch.end)
    }
}

/// The lines of a page, in the order in which they are drawn.
pub(super) fn read(page: &Page) -> Vec<Line> {
    let mut lines: Vec<Open> = Vec::new();
    for glyph in &page.glyphs {
        let blank = glyph.text.chars().all(char::is_whitespace);
        match lines.last_mut() {
            Some(line) if line.takes(glyph) => line.push(glyph, blank),
            _ if blank => {}
            _ => lines.push(Open::new(glyph)),
        }
    }
    let lines = lines.into_iter().map(Open::close).filter(|line| !line.stretches.is_empty());
    let mut lines = join(lines.collect());
    lines.iter_mut().for_each(|line| mark_items(&mut line.stretches));
    lines
}

/// Joins what a program drew in several steps on one line, from left to right: cells of a row, words set one by one. The
/// cells of a row may have several lines each, so that the line which is gone on with is not always the last.
fn join(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    for line in lines {
        let goes_on = |last: &Line| {
            last.aside == line.aside
                && (last.y - line.y).abs() <= LEVEL * last.size.min(line.size)
                && line.x() >= last.end() - 0.3 * last.size
        };
        let recent = joined.len().saturating_sub(ROW);
        let known = joined[recent..].iter().rposition(goes_on).map(|at| at + recent);
        match known.and_then(|at| joined.get_mut(at)) {
            Some(last) => {
                let gap = line.x() - last.end();
                last.bold &= line.bold;
                last.size = last.size.max(line.size);
                let mut more = line.stretches.into_iter();
                if gap < COLUMN * line.size
                    && let (Some(end), Some(next)) = (last.stretches.last_mut(), more.next())
                {
                    if gap > WORD * line.size {
                        end.text.push(' ');
                    }
                    end.text.push_str(&next.text);
                    end.end = next.end;
                }
                last.stretches.extend(more);
            }
            _ => joined.push(line),
        }
    }
    joined
}

/// Joins the mark of an item with its words: it stands apart from them, but is no column.
fn mark_items(stretches: &mut Vec<Stretch>) {
    let is_mark = |text: &str| text.chars().count() == 1 && text.starts_with(MARKS);
    if stretches.len() > 1 && is_mark(&stretches[0].text) {
        let mark = stretches.remove(0);
        stretches[0].text = format!("{} {}", mark.text, stretches[0].text);
        stretches[0].x = mark.x;
    }
}

/// A line while its glyphs come.
struct Open {
    stretches: Vec<Stretch>,
    y: f64,
    size: f64,
    /// Where its last glyph ended, and how many of its letters are bold and are not.
    end: f64,
    weights: [usize; 2],
    aside: bool,
    last: (String, f64),
    /// It holds only figures so far, which may be raised ones.
    only_raised: bool,
    /// Spaces since its last letter.
    blanks: u32,
}

impl Open {
    fn new(glyph: &Glyph) -> Self {
        let mut line = Self {
            stretches: vec![Stretch { text: String::new(), x: glyph.x, end: glyph.x, at: 0 }],
            y: glyph.y,
            size: glyph.size,
            end: glyph.x,
            weights: [0, 0],
            aside: glyph.artifact || glyph.turned,
            last: (String::new(), f64::MIN),
            only_raised: true,
            blanks: 0,
        };
        line.push(glyph, false);
        line
    }

    /// Whether a glyph stands on the line.
    fn takes(&self, glyph: &Glyph) -> bool {
        if self.aside != (glyph.artifact || glyph.turned) {
            return false;
        }
        if glyph.turned {
            return (glyph.size - self.size).abs() < 0.1 * self.size;
        }
        let level = (glyph.y - self.y).abs();
        let (small, large) = (glyph.size.min(self.size), glyph.size.max(self.size));
        let near = glyph.x - self.end;
        // A mark of a note or an index is smaller and off the line, right beside its word.
        let shifted =
            small < 0.85 * large && level < 0.7 * large && (-0.4 * large..0.6 * large).contains(&near);
        (level <= LEVEL * small || shifted) && near > -0.5 * large
    }

    fn push(&mut self, glyph: &Glyph, blank: bool) {
        let up = self.y - glyph.y;
        let smaller = glyph.size < 0.85 * self.size;
        let mut text = glyph.text.clone();
        if smaller && up > 0.12 * self.size {
            text = text.chars().map(raised).collect();
        } else if glyph.size > self.size / 0.85 {
            // What came first was the mark of a note, raised above the line that begins now.
            if self.only_raised
                && glyph.y - self.y > 0.12 * glyph.size
                && let Some(stretch) = self.stretches.last_mut()
            {
                stretch.text = stretch.text.chars().map(raised).collect();
            }
            (self.y, self.size) = (glyph.y, glyph.size);
        }
        self.only_raised &= blank || glyph.text.chars().all(|c| c.is_ascii_digit());
        // Programs without a bold font draw each letter twice.
        let again = self.last.0 == glyph.text && (self.last.1 - glyph.x).abs() < 0.12 * glyph.size;
        if again && !blank {
            return;
        }
        let gap = glyph.x - self.end;
        let Some(stretch) = self.stretches.last_mut() else { return };
        let wide = gap > COLUMN * self.size || self.blanks >= BLANKS;
        self.end = glyph.end.max(glyph.x);
        if blank {
            self.blanks += if wide { BLANKS } else { 1 };
            return;
        }
        // Some programs leave a space without width where a soft hyphen was.
        let since = glyph.x - stretch.end;
        let apart = gap > WORD * self.size || self.blanks > 0 && since > 0.08 * self.size;
        self.blanks = 0;
        if wide && !stretch.text.is_empty() && !glyph.turned {
            self.stretches.push(Stretch { text, x: glyph.x, end: glyph.end, at: 0 });
        } else {
            if apart && !stretch.text.is_empty() {
                stretch.text.push(' ');
            }
            stretch.text.push_str(&text);
            stretch.end = glyph.end;
        }
        self.last = (glyph.text.clone(), glyph.x);
        if glyph.text.chars().any(char::is_alphanumeric) {
            self.weights[usize::from(!glyph.bold)] += 1;
        }
    }

    fn close(self) -> Line {
        let mut stretches = self.stretches;
        for stretch in &mut stretches {
            stretch.text = stretch.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        stretches.retain(|stretch| !stretch.text.is_empty());
        let [bold, plain] = self.weights;
        Line { stretches, y: self.y, size: self.size, bold: bold > plain, aside: self.aside }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs of half their size in width, drawn from a place on.
    fn drawn(text: &str, x: f64, y: f64, size: f64) -> Vec<Glyph> {
        let glyph = |(index, c): (usize, char)| {
            let x = x + index as f64 * size / 2.0;
            let end = x + size / 2.0;
            Glyph { text: c.to_string(), x, end, y, size, bold: false, artifact: false, turned: false }
        };
        text.chars().enumerate().map(glyph).collect()
    }

    fn lines(parts: &[Vec<Glyph>]) -> Vec<Vec<String>> {
        let page = Page { glyphs: parts.concat(), height: 800.0 };
        let texts = |line: Line| line.stretches.into_iter().map(|stretch| stretch.text).collect();
        read(&page).into_iter().map(texts).collect()
    }

    #[test]
    fn gaps_part_words_and_wide_gaps_part_columns() {
        let row = [
            drawn("Oats", 50.0, 100.0, 10.0),
            drawn("1,204", 73.0, 100.0, 10.0),
            drawn("88", 150.0, 100.0, 10.0),
        ];
        assert_eq!(lines(&row), [["Oats 1,204", "88"]]);
        let next = [drawn("one", 50.0, 100.0, 10.0), drawn("two", 50.0, 112.0, 10.0)];
        assert_eq!(lines(&next), [["one"], ["two"]]);
    }

    #[test]
    fn a_raised_figure_is_no_digit_of_the_number_before_it() {
        let marked = [
            drawn("1,204", 50.0, 100.0, 10.0),
            drawn("3", 75.0, 96.0, 6.0),
            drawn(" tons", 78.0, 100.0, 10.0),
        ];
        assert_eq!(lines(&marked), [["1,204³ tons"]]);
        let note = [drawn("12", 50.0, 96.0, 6.0), drawn("Revised.", 57.0, 100.0, 10.0)];
        assert_eq!(lines(&note), [["¹²Revised."]]);
        // A space without width, where a soft hyphen was.
        let empty = |x: f64| Glyph { end: x, ..drawn(" ", x, 100.0, 10.0).remove(0) };
        let soft = [drawn("ex", 50.0, 100.0, 10.0), vec![empty(60.0)], drawn("port", 60.0, 100.0, 10.0)];
        assert_eq!(lines(&soft), [["export"]]);
        let lowered = [drawn("CO", 50.0, 100.0, 10.0), drawn("2", 60.0, 103.0, 6.0)];
        assert_eq!(lines(&lowered), [["CO2"]]);
    }

    #[test]
    fn a_row_goes_on_beside_a_cell_of_two_lines() {
        let row = [
            drawn("Cargo", 50.0, 100.0, 10.0),
            drawn("(tons)", 50.0, 112.0, 10.0),
            drawn("210", 200.0, 100.0, 10.0),
            drawn("255", 300.0, 100.0, 10.0),
        ];
        assert_eq!(lines(&row), [vec!["Cargo", "210", "255"], vec!["(tons)"]]);
        let item = [drawn("•", 50.0, 100.0, 10.0), drawn("It rose.", 80.0, 100.0, 10.0)];
        assert_eq!(lines(&item), [["• It rose."]]);
    }

    #[test]
    fn letters_that_are_drawn_twice_are_read_once() {
        let twice: Vec<Glyph> = drawn("Aa11", 50.0, 100.0, 10.0)
            .into_iter()
            .flat_map(|glyph| [glyph.clone(), Glyph { x: glyph.x + 0.3, end: glyph.end + 0.3, ..glyph }])
            .collect();
        assert_eq!(lines(&[twice]), [["Aa11"]]);
    }
}

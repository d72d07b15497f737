//! Bare numbers in table cells: their unit, their scale and their sign, from the labels of the table.
//!
//! A cell and its number → the number, scaled where a label says so ("in millions", "£m", "Jobs (thousands)"), and its unit.
//! It cannot fail: where no label names a unit, the unit is unknown.
//!
//! **Signs.** Accounts print what is lost in brackets, or with a minus, and prose says it in a word: "a loss of £3.2m". The word
//! carries the sign in this program's claims, because that is how most sources print it. So a negative amount in a row of
//! profit becomes an amount of loss, and of a row "Profit/(loss)" only the word stays that applies. A row that is itself of
//! losses or costs prints the same amount with brackets or without; there they mean nothing. Where a label says "change", a
//! negative number is a fall. In every other row a negative number stays one.
//!
//! Not here: finding tables (`document`) and what else a cell counts (`counted`, `frame`).

use super::line::Line;
use super::sentence::TokenKind;
use super::unit::{self, Figure};
use crate::claim::{Aspect, Counted, UnitKind};
use crate::document::{Cell, Document};
use crate::number::Number;
use crate::rules::RuleSet;
use crate::rules::lexicon::Vocabulary;
use crate::stem::stem;
use crate::text::Span;
use std::ops::Range;

/// Whether nothing but marks and other numbers stands in the cell beside the number.
pub(crate) fn is_alone(line: Line<'_>, tokens: &Range<usize>) -> bool {
    // "104.3 [r]": a letter in brackets marks what is revised, provisional or estimated.
    let marks = |at: usize| {
        line.word(at).len() == 1
            && at > line.start
            && matches!(line.word(at - 1), "[" | "(")
            && matches!(line.word(at + 1), "]" | ")")
    };
    (line.start..line.end).all(|at| tokens.contains(&at) || !line.is(at, TokenKind::Word) || marks(at))
}

/// "£(3.2)m", "(3.2)%": a loss whose brackets stand inside its signs. It gets the unit of the signs, and its tokens are all of
/// the cell.
pub(crate) fn around_brackets(line: Line<'_>, figure: &Figure) -> Option<Figure> {
    let (open, close) = (figure.tokens.start.checked_sub(1)?, figure.tokens.end);
    if figure.unit.is_some() || open < line.start || line.word(open) != "(" || line.word(close) != ")" {
        return None;
    }
    let units = line.rules.units();
    let mut unit = None;
    match open - line.start {
        0 => {}
        1 => {
            let sign = line.word(line.start);
            let (rule, length) = units.sign_at(sign)?;
            (length == sign.len()).then(|| unit = Some(unit::kind(rule)))?;
        }
        _ => return None,
    }
    let mut number = figure.number;
    match line.end - (close + 1) {
        0 => {}
        1 if line.word(close + 1) == "%" && unit.is_none() => unit = Some(UnitKind::Percent),
        1 if unit.is_some() => {
            number = number.scaled(power(line.word(close + 1), line.rules)?.0)?;
        }
        _ => return None,
    }
    let unit = Some(unit?);
    let tokens = line.start..line.end;
    Some(Figure { tokens, number: number.negated(), unit, ..figure.clone() })
}

/// The number of a cell and its unit, from the headers of its row and column, the table's corner and its caption. A number
/// that fills its cell in brackets is below nought.
pub(crate) fn read(document: &Document, cell: &Cell, line: Line<'_>, figure: &Figure) -> (Number, UnitKind) {
    let number = signed(document, cell, line, figure);
    let text = |span: Option<Span>| span.and_then(|span| document.prose.text().get(span.range()));
    let read = |span| text(span).map(|text| Label::of(text, line.rules)).unwrap_or_default();
    let (row, column) = (read(cell.row_header), read(cell.column_header));
    let caption = || text(cell.caption).map(|text| Label::of_caption(text, line.rules)).unwrap_or_default();
    // A share in a table of money, or money in a table of shares: the label that says per cent is the narrower one.
    let is_share = |label: &&Label| matches!(label.unit, Some(UnitKind::Percent | UnitKind::PercentagePoint));
    let share = [&column, &row].into_iter().find(is_share).cloned();
    let chosen = share.unwrap_or_else(|| {
        let labels = [column, row].into_iter().chain([read(cell.corner), caption()]);
        labels.into_iter().find(Label::says).unwrap_or_default()
    });
    (number.scaled(chosen.power).unwrap_or(number), chosen.unit.unwrap_or(UnitKind::Unknown))
}

/// The number of a figure that is alone in its cell, with the sign that brackets give it.
pub(crate) fn signed(document: &Document, cell: &Cell, line: Line<'_>, figure: &Figure) -> Number {
    let in_brackets = line.start + 1 == figure.tokens.start
        && line.end == figure.tokens.end + 1
        && line.word(line.start) == "(";
    // A column that is headed "(%)" prints shares so.
    let heads_brackets = cell
        .column_header
        .and_then(|span| document.prose.text().get(span.range()))
        .is_some_and(|head| head.starts_with('(') && head.ends_with(')'));
    if in_brackets && !heads_brackets && !figure.number.is_negative() {
        figure.number.negated()
    } else {
        figure.number
    }
}

/// What a label says of the numbers under or beside it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Label {
    unit: Option<UnitKind>,
    /// The power of ten of its numbers.
    power: i8,
    /// It says that its numbers are counts as they stand: "(number)".
    plain: bool,
}

impl Label {
    fn says(&self) -> bool {
        self.plain || self.unit.is_some() || self.power != 0
    }

    /// "Growth (%)", "£m", "Area, acres", "$ millions", "Turnover (£'000)", "Jobs (thousands)".
    fn of(text: &str, rules: &RuleSet) -> Self {
        let plain = without_separators(&text.replace(['‘', '’'], "'"));
        let lower = plain.to_lowercase();
        // Signs such as "US$" have letters, whose case counts.
        let printed: Vec<&str> = plain.split(parts).filter(|word| !word.is_empty()).collect();
        let words: Vec<Word<'_>> = words(&lower);
        let mut label = Self::default();
        for (at, Word { text: word, set_off }) in words.iter().enumerate() {
            let next = |ahead: usize| words.get(at + ahead).map(|word| word.text);
            let is_points = |ahead: usize| matches!(next(ahead), Some("point" | "points"));
            let share = match *word {
                "%" | "percent" | "percentage" => Some(1),
                "per" if next(1) == Some("cent") => Some(2),
                _ => None,
            };
            if let Some(length) = share {
                let points = is_points(length);
                return Self {
                    unit: Some(if points { UnitKind::PercentagePoint } else { UnitKind::Percent }),
                    ..Self::default()
                };
            }
            if matches!(*word, "number" | "no" | "no." | "headcount") && (*set_off || words.len() == 1) {
                return Self { plain: true, ..Self::default() };
            }
            // "per 1,000 people", "per million": the base of a rate.
            if at > 0 && matches!(words[at - 1].text, "per" | "one" | "a") {
                continue;
            }
            if let Some((rule, length)) = rules.units().sign_at(printed.get(at).unwrap_or(word))
                && let Some(rest) = word.get(length..)
                && (!rest.starts_with(char::is_alphanumeric) || power(rest, rules).is_some())
            {
                let scale = power(rest, rules).or_else(|| next(1).and_then(|next| power(next, rules)));
                return Self {
                    unit: Some(unit::kind(rule)),
                    power: scale.map_or(0, |it| it.0),
                    plain: false,
                };
            }
            if let Some((scale, is_word)) = power(word, rules)
                && label.power == 0
                && is_word
            {
                // "million tonnes", "millions of euros": the unit follows; else the word stands apart, or is all there is.
                let ahead = if next(1) == Some("of") { 2 } else { 1 };
                let names = rules.units().named(|further| next(ahead + further)).is_some();
                if *set_off || names || words.len() == 1 || at > 0 && words[at - 1].text == "in" {
                    label.power = scale;
                }
                continue;
            }
            if word.len() > 1
                && let Some((rule, length)) = rules.units().named(next)
                && !matches!(rule.family.as_str(), "time" | "angle" | "data")
            {
                // "US$m" is a sign; "euros, millions" has its scale behind it.
                let behind = next(length).and_then(|next| power(next, rules)).filter(|(_, is_word)| *is_word);
                let scale = if label.power == 0 { behind.map_or(0, |it| it.0) } else { label.power };
                return Self { unit: Some(unit::kind(rule)), power: scale, plain: false };
            }
        }
        label
    }

    /// Of a caption only what it sets off counts: "Table 2: Sales by region (£m)", "Exports, million tonnes", "… in thousands".
    fn of_caption(text: &str, rules: &RuleSet) -> Self {
        let bracketed =
            text.rsplit_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inner, _)| inner);
        let behind = |mark: &str| text.rsplit_once(mark).map(|(_, rest)| rest).filter(|rest| rest.len() < 40);
        [bracketed, behind(", "), behind(" in "), behind(": ")]
            .into_iter()
            .flatten()
            .map(|part| Self::of(part.trim(), rules))
            .find(Self::says)
            .unwrap_or_default()
    }
}

/// A word of a label.
struct Word<'t> {
    text: &'t str,
    /// It stands in brackets or behind a comma.
    set_off: bool,
}

/// The text without the commas in its numbers: the "000" of "per 100,000 people" is no scale.
fn without_separators(text: &str) -> String {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let inner = |at: usize| digit(text[..at].chars().next_back()) && digit(text[at + 1..].chars().next());
    text.char_indices().filter(|(at, c)| *c != ',' || !inner(*at)).map(|(_, c)| c).collect()
}

/// What stands between the words of a label.
fn parts(c: char) -> bool {
    c.is_whitespace() || "(),[]:;/".contains(c)
}

fn words(lower: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    for text in lower.split(parts) {
        let set_off = lower[..at].trim_end().ends_with(['(', '[', ',', ':']);
        if !text.is_empty() {
            found.push(Word { text, set_off });
        }
        // Every separator is one byte, or white space of its own length.
        at += text.len() + lower[at + text.len()..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

/// The power of ten that a word stands for, and whether it is a word and no single letter: "millions", "bn", "000", "'000s".
fn power(word: &str, rules: &RuleSet) -> Option<(i8, bool)> {
    let bare = word.trim_matches('\'').trim_end_matches('s').trim_end_matches('\'');
    match bare {
        "000" => return Some((3, true)),
        "000,000" => return Some((6, true)),
        _ => {}
    }
    let means = rules.lexicon(Vocabulary::Magnitudes).word(word)?;
    let power: i8 = means.trim_end_matches(" short").parse().ok()?;
    Some((power, !means.ends_with("short")))
}

/// What the labels of a cell make of the sign of its number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sign {
    /// A word of the labels carries the sign, so that the amount has none.
    pub(crate) in_words: bool,
    /// The number is a change, and which way it goes.
    pub(crate) aspect: Option<Aspect>,
    /// The label with both words, and the word in it that applies.
    word: Option<(Span, Span)>,
    /// Stems that do not apply to a number of this sign.
    drops: Vec<String>,
    /// The stem of a gain that is none, and that of the loss which it is.
    turns: Option<(String, String)>,
}

impl Sign {
    /// Reads the labels of a cell for a number, below nought or not.
    pub(crate) fn of(document: &Document, cell: &Cell, rules: &RuleSet, negative: bool) -> Self {
        let signs = rules.lexicon(Vocabulary::Signs);
        let text = |span: Option<Span>| span.and_then(|span| document.prose.text().get(span.range()));
        let labels: Vec<String> = [cell.column_header, cell.row_header]
            .into_iter()
            .filter_map(|span| text(span).map(str::to_lowercase))
            .collect();
        let words_of = |label: &str| -> Vec<String> {
            let words = label.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1);
            words.map(str::to_owned).collect()
        };
        // A change of a profit that is below nought is a fall and no loss, so that changes come first.
        for label in &labels {
            let words = words_of(label);
            let ends = [words.first(), words.last()].into_iter().flatten();
            let mut ways = ends.filter_map(|word| signs.word(word));
            if let Some(way) = ways.find(|means| matches!(*means, "change" | "rise" | "fall")) {
                let falls = (way == "fall") != negative;
                let aspect = Some(if falls { Aspect::Fall } else { Aspect::Rise });
                return Self { in_words: true, aspect, ..Self::default() };
            }
        }
        for label in labels.iter().rev() {
            let words = words_of(label);
            let meant = |word: &str| signs.word(word);
            let of = |wanted: &str| -> Vec<&str> {
                let means =
                    |word: &&str| meant(word).is_some_and(|means| means.split(' ').next() == Some(wanted));
                words.iter().map(String::as_str).filter(means).collect()
            };
            let (gains, losses) = (of("gain"), of("loss"));
            let stems = |words: &[&str]| words.iter().map(|word| stem(word).to_string()).collect();
            match (gains.first(), losses.is_empty()) {
                (Some(_), false) => {
                    let (kept, drops) = if negative { (&losses, &gains) } else { (&gains, &losses) };
                    let place = cell.row_header.into_iter().chain(cell.column_header).find_map(|span| {
                        let text = document.prose.text().get(span.range())?.to_ascii_lowercase();
                        let start = span.start as usize + text.find(*kept.first()?)?;
                        Some((span, Span::new(start, start + kept.first()?.len())))
                    });
                    return Self { in_words: true, drops: stems(drops), word: place, ..Self::default() };
                }
                (None, false) => return Self { in_words: true, ..Self::default() },
                (Some(gain), true) if negative => {
                    let loss = meant(gain).and_then(|means| means.split(' ').nth(1));
                    let turns = loss.map(|loss| (stem(gain).to_string(), stem(loss).to_string()));
                    return Self { in_words: turns.is_some(), turns, ..Self::default() };
                }
                _ => {}
            }
        }
        Self::default()
    }

    /// Makes what is counted say the sign.
    pub(crate) fn settle(&self, counted: &mut Counted) {
        if let Some((gain, loss)) = &self.turns {
            for known in std::iter::once(&mut counted.head).chain(&mut counted.modifiers) {
                if known.as_str() == gain {
                    *known = loss.as_str().into();
                }
            }
        }
        if let Some((label, word)) = self.word
            && counted.span == label
        {
            counted.span = word;
        }
        let dropped = |known: &str| self.drops.iter().any(|drop| drop == known);
        counted.modifiers.retain(|known| !dropped(known) || dropped(&counted.head));
        if dropped(&counted.head) && !counted.modifiers.is_empty() {
            let kept = counted.modifiers.iter().position(|known| !dropped(known));
            if let Some(kept) = kept {
                counted.head = counted.modifiers.remove(kept);
                counted.modifiers.retain(|known| !dropped(known));
            }
        }
    }
}

/// Whether the text of a cell is a number below nought: in brackets that are no share, or behind a minus.
pub(crate) fn prints_negative(document: &Document, cell: &Cell, text: &str) -> bool {
    let heads_brackets = cell
        .column_header
        .and_then(|span| document.prose.text().get(span.range()))
        .is_some_and(|head| head.starts_with('(') && head.ends_with(')'));
    let bare = text.trim_start_matches(|c: char| !c.is_ascii_digit() && !"(-−–".contains(c));
    match bare.chars().next() {
        Some('(') => {
            !heads_brackets && bare.contains(')') && bare[1..].starts_with(|c: char| !c.is_alphabetic())
        }
        Some('-' | '−' | '–') => {
            bare.chars().nth(1).is_some_and(|c| c.is_ascii_digit() || !c.is_alphanumeric() && c != ' ')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Statement;

    fn label(text: &str) -> (String, i8) {
        let label = Label::of(text, RuleSet::built_in());
        let unit = label.unit.map(|unit| crate::claim::Unit::plain(unit).name().to_owned());
        (unit.unwrap_or_else(|| if label.plain { "plain" } else { "" }.to_owned()), label.power)
    }

    #[test]
    fn labels_name_units_and_scales() {
        for (text, unit, power) in [
            ("£m", "GBP", 6),
            ("£000", "GBP", 3),
            ("Turnover (£'000)", "GBP", 3),
            ("Turnover (£’000s)", "GBP", 3),
            ("Revenue, $bn", "USD", 9),
            ("$ millions", "USD", 6),
            ("US$ million", "USD", 6),
            ("Jobs (thousands)", "", 3),
            ("Passengers, millions", "", 6),
            ("in millions", "", 6),
            ("Households (000s)", "", 3),
            ("'000", "", 3),
            ("Cargo (thousand tonnes)", "tonne", 3),
            ("Growth (%)", "percent", 0),
            ("% change", "percent", 0),
            ("Change, percentage points", "percentage-point", 0),
            ("Staff (number)", "plain", 0),
            ("Area, acres", "acre", 0),
        ] {
            assert_eq!(label(text), (unit.to_owned(), power), "{text}");
        }
    }

    #[test]
    fn words_of_scale_that_scale_nothing_are_left() {
        for text in [
            "Cases per million people",
            "Cases per 100,000",
            "Towns of one million people",
            "Millions march",
            "Homes",
            "2026",
        ] {
            assert_eq!(label(text).1, 0, "{text}");
        }
    }

    /// Each figure of a page with a table: value, unit, what is counted, aspect.
    fn figures(table: &str) -> Vec<String> {
        let text = format!("# Board reports\n\nThe board met on Tuesday.\n\n{table}\n");
        let document = crate::document::parse("a.md", text.as_bytes()).expect("an article").remove(0);
        let reading = crate::extract::read(&document, RuleSet::built_in());
        let figure = |claim: &crate::claim::Claim| match &claim.statement {
            Statement::Quantity(measured) => {
                let number = measured.quantity.number()?;
                let counted = measured.frame.counted.as_ref().map(|counted| counted.head.to_string());
                let aspect = match measured.frame.aspect {
                    Aspect::Level => "",
                    Aspect::Rise => " rise",
                    Aspect::Fall => " fall",
                    Aspect::Change => " change",
                };
                Some(format!(
                    "{number} {} {}{aspect}",
                    measured.quantity.unit.name(),
                    counted.unwrap_or_default()
                ))
            }
            _ => None,
        };
        reading.claims.iter().filter_map(figure).collect()
    }

    #[test]
    fn brackets_in_a_row_of_profit_or_loss_are_a_loss() {
        let found = figures("| £m | 2026 | 2027 |\n|---|---|---|\n| Profit/(loss) | 4.1 | (3.2) |");
        assert_eq!(found, ["4100000 GBP profit", "3200000 GBP loss"]);
        let found =
            figures("| £m | 2027 |\n|---|---|\n| Profit before tax | (3.2) |\n| Loss for the year | (2.9) |");
        assert!(found[0].starts_with("3200000 GBP") && found[1].starts_with("2900000 GBP"), "{found:?}");
    }

    #[test]
    fn brackets_in_a_row_of_nothing_that_is_lost_are_below_nought() {
        assert_eq!(
            figures("| | 2027 |\n|---|---|\n| Net temperature | (3.2) |")[0].split(' ').next(),
            Some("-3.2")
        );
    }

    #[test]
    fn signs_around_brackets_belong_to_the_loss() {
        let found =
            figures("| | 2027 |\n|---|---|\n| Balance of trade | £(3.2)m |\n| Balance of funds | (£1.5m) |");
        assert!(found[0].starts_with("-3200000 GBP") && found[1].starts_with("-1500000 GBP"), "{found:?}");
    }

    #[test]
    fn a_change_below_nought_is_a_fall() {
        let found = figures(
            "| Line | 2027 | % change |\n|---|---|---|\n| Orvik | 240 | 14.1 |\n| Halden | 171 | (4.8) |",
        );
        assert!(found[1].starts_with("14.1 percent") && found[1].ends_with("rise"), "{found:?}");
        assert!(found[3].starts_with("4.8 percent") && found[3].ends_with("fall"), "{found:?}");
        let found = figures("| £m | 2027 | Change |\n|---|---|---|\n| Operating profit | 3.2 | (4)% |");
        assert_eq!(found[1], "4 percent profit fall");
    }

    #[test]
    fn shares_and_ages_in_brackets_are_no_losses() {
        let found = figures("| Ward | Votes | (%) |\n|---|---|---|\n| North | 1,204 | (13) |");
        assert_eq!(found.iter().filter(|figure| figure.starts_with('-')).count(), 0, "{found:?}");
        let text = "# Fire\n\nMary Smith (51) was unhurt. Of those asked, 13% (3,844) had left.\n";
        let document = crate::document::parse("a.md", text.as_bytes()).expect("an article").remove(0);
        let reading = crate::extract::read(&document, RuleSet::built_in());
        for claim in &reading.claims {
            if let Statement::Quantity(measured) = &claim.statement {
                assert!(measured.quantity.number().is_none_or(|number| !number.is_negative()));
            }
        }
    }

    #[test]
    fn a_scale_in_a_row_does_not_reach_a_column_of_shares() {
        let found = figures("| | 2027 | Share, % |\n|---|---|---|\n| Jobs (thousands) | 124 | 31 |");
        assert!(found[0].starts_with("124000 ") && found[1].starts_with("31 percent"), "{found:?}");
    }

    #[test]
    fn the_caption_scales_what_no_header_does() {
        let table =
            "<p>Table 2: Sales by region (£m)</p><table><tr><th>Region<th>2027<tr><td>North<td>12.4</table>";
        let page =
            format!("<h1>Sales</h1><p>The board met on Tuesday and gave the sales of the year.</p>{table}");
        let document = crate::document::parse("a.html", page.as_bytes()).expect("an article").remove(0);
        let reading = crate::extract::read(&document, RuleSet::built_in());
        let has = reading.claims.iter().any(|claim| {
            matches!(&claim.statement, Statement::Quantity(measured)
                if measured.quantity.number() == Some(Number::whole(12_400_000)) && measured.quantity.unit.name() == "GBP")
        });
        assert!(has);
    }
}

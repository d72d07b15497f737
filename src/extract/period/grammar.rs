//! The grammar of expressions of time: words to [`Node`].
//!
//! Each function takes the place of a token and gives the expression that begins there with the place behind it, or
//! `None`. The longest reading is tried first: "the 12 months to the end of June 2024" before "June 2024" before "June".

use super::resolve::{Node, Year};
use super::words::{Edge, Lead, Near, Unit, Word, Words};

/// An expression and the place behind it.
pub(super) type Parsed = Option<(Node, usize)>;

/// Reads expressions of time from the words of a sentence.
pub(super) struct Grammar<'w, 't> {
    pub(super) words: &'w Words<'t>,
    /// The first month, 1 to 12, of the financial years that the sentence speaks of; most sentences never ask.
    pub(super) fiscal_start: &'w dyn Fn() -> i8,
}

impl Grammar<'_, '_> {
    /// The expression that begins at a token, with what is joined to it ("31 March and 1 April", "January to
    /// September 2024").
    pub(super) fn expression(&self, at: usize, lead: Lead) -> Parsed {
        let (first, end) = self.single(at, lead)?;
        let w = self.words;
        let joint = w.lower(end);
        let next = match joint {
            "to" | "through" | "until" | "till" => end + 1,
            "and" if lead == Lead::Between => end + 1,
            _ if w.dash(end) => end + 1,
            _ => return Some((first, end)),
        };
        if matches!(joint, "to" | "until" | "till") && lead != Lead::From && !ranges_by_to(&first) {
            return Some((first, end));
        }
        let spaced_dash = w.dash(end) && !(w.glued(end) && w.glued(next));
        match self.single(next, Lead::In) {
            // A dash with spaces around it is a range only between two months or days ("8 May – 3 June").
            Some((second, after)) if same_kind(&first, &second) && (!spaced_dash || first.is_day()) => {
                Some((Node::Range(Box::new(first), Box::new(second)), after))
            }
            _ => Some((first, end)),
        }
    }

    /// The expression that begins at a token, by itself.
    pub(super) fn single(&self, at: usize, lead: Lead) -> Parsed {
        self.numeric(at)
            .or_else(|| self.rolling(at))
            .or_else(|| self.edge(at, lead))
            .or_else(|| self.fiscal(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.date(at, lead))
            .or_else(|| self.season(at, lead))
            .or_else(|| self.relative(at, lead))
            .or_else(|| self.decade(at))
            .or_else(|| self.year(at, lead))
    }

    /// "2024-11-28", "28/11/2024", "28.11.2024".
    fn numeric(&self, at: usize) -> Parsed {
        let w = self.words;
        let token = w.token(at).filter(|_| w.is_number(at))?;
        if token.lower.matches('.').count() == 2 {
            let mut parts = token.lower.split('.').map(|part| part.parse::<i16>().ok());
            let node = day_from(parts.next()??, parts.next()??, parts.next()??)?;
            return Some((node, at + 1));
        }
        let sign = w.lower(at + 1);
        if !(matches!(sign, "/" | "-" | "‑") && w.is(at + 3, sign) && (1..=4).all(|step| w.glued(at + step)))
        {
            return None;
        }
        let part = |at: usize| w.integer(at).and_then(|number| i16::try_from(number).ok());
        let (a, b, c) = (part(at)?, part(at + 2)?, part(at + 4)?);
        let node = if w.lower(at).len() == 4 {
            day_node(c, b, Year::Given(a))?
        } else if w.lower(at + 4).len() == 4 {
            day_from(a, b, c)?
        } else {
            return None;
        };
        Some((node, at + 5))
    }

    /// "the 12 months to June", "the year ending 30 June 2024", "three months to the end of September".
    fn rolling(&self, at: usize) -> Parsed {
        let w = self.words;
        let mut next = w.skip(at, "the");
        let count = match w.count(next) {
            Some(count) => {
                next += 1;
                if w.dash(next) {
                    next += 1;
                }
                count
            }
            None => {
                next = w.skip(next, "full");
                1
            }
        };
        let unit = w.unit(next).filter(|unit| unit.months().is_some() || unit.days().is_some())?;
        next = w.skip(next + 1, "period");
        match w.lower(next) {
            "to" | "ending" | "ended" => next += 1,
            "up" if w.is(next + 1, "to") => next += 2,
            "that" if w.is(next + 1, "ended") => next += 2,
            _ => return None,
        }
        next = if matches!(w.lower(next), "on" | "in") { next + 1 } else { next };
        if w.is(next, "date") && unit == Unit::Year {
            let this = Node::Year(Year::Shift(0));
            return Some((Node::Edge { edge: Edge::SoFar, of: Box::new(this) }, next + 1));
        }
        let (end, after) = self
            .edge(next, Lead::In)
            .or_else(|| self.date(next, Lead::In))
            .or_else(|| self.numeric(next))
            .or_else(|| self.year(next, Lead::In))?;
        if unit.months().is_some() && matches!(end, Node::Weekday { .. }) {
            return None;
        }
        Some((Node::Rolling { unit, count, end: Box::new(end) }, after))
    }

    /// "the end of 2027", "early August", "mid-2024", "later this year".
    fn edge(&self, at: usize, lead: Lead) -> Parsed {
        let w = self.words;
        let start = w.skip(at, "the");
        // "year-end" and "mid-year" are of the current year.
        if w.is(at, "year") && w.dash(at + 1) && w.is(at + 2, "end") {
            let of = Box::new(Node::Year(Year::Shift(0)));
            return Some((Node::Edge { edge: Edge::End, of }, at + 3));
        }
        let (Word::Edge(edge), mut next) = w.at(start)? else {
            return None;
        };
        let hyphen = w.dash(next) && w.glued(next) && w.glued(next + 1);
        next += usize::from(hyphen);
        let of = match w.lower(next) {
            "of" => next + 1,
            "in" if matches!(edge, Edge::Early | Edge::Late | Edge::Earlier | Edge::Later) => next + 1,
            _ if matches!(edge, Edge::Start | Edge::End) && !hyphen => return None,
            _ if edge == Edge::Middle && !hyphen && !w.is(start, "mid") => return None,
            _ => next,
        };
        // "later in the year", "end of the decade", "mid-year": the unit stands for the current one.
        let unit_at = w.skip(of, "the");
        if let Some(unit) = w.unit(unit_at).filter(|unit| unit.months().is_some() || *unit == Unit::Week)
            && (unit_at > of || hyphen)
        {
            let of = Box::new(Node::Calendar { unit, shift: 0 });
            return Some((Node::Edge { edge, of }, unit_at + 1));
        }
        let lead = if lead == Lead::None { Lead::In } else { lead };
        let (of, end) = self
            .fiscal(unit_at)
            .or_else(|| self.part_of_year(of))
            .or_else(|| self.date(of, lead))
            .or_else(|| self.season(of, Lead::In))
            .or_else(|| self.relative(of, Lead::In))
            .or_else(|| self.decade(unit_at))
            .or_else(|| self.year(of, Lead::In))?;
        // "so far last month" and "later last year" say when something was, not a part of it.
        Some((Node::Edge { edge, of: Box::new(of) }, end))
    }

    /// "2023-24", "2029/30", "FY24", "the financial year 2023-24", "last financial year".
    pub(super) fn fiscal(&self, at: usize) -> Parsed {
        let w = self.words;
        if let Some((begun, end)) = self.two_years(at) {
            // "the 2023-24 school year"; without a kind it is a financial year.
            let (first, end) = match w.at(end) {
                Some((Word::YearKind(own), after)) if w.is(after, "year") => {
                    (self.first_month(own), after + 1)
                }
                _ => ((self.fiscal_start)(), end),
            };
            return Some((Node::Fiscal { first, year: Year::Given(begun) }, end));
        }
        if w.is(at, "fy") && w.is_number(at + 1) {
            let first = (self.fiscal_start)();
            if let Some((begun, end)) = self.two_years(at + 1) {
                return Some((Node::Fiscal { first, year: Year::Given(begun) }, end));
            }
            let year = match w.integer(at + 1)? {
                short @ 0..=99 if w.lower(at + 1).len() == 2 => 2000 + short,
                long @ 1900..=2100 => long,
                _ => return None,
            };
            // A year with one number is called after the year in which it ends.
            let begun = i16::try_from(year).ok()? - i16::from(first > 1);
            return Some((Node::Fiscal { first, year: Year::Given(begun) }, at + 2));
        }
        let mut next = w.skip(at, "the");
        let near = match w.at(next) {
            Some((Word::Near(near), after)) => {
                next = after;
                Some(near)
            }
            _ => None,
        };
        // "the 2024 fiscal year" is called after the year in which it ends too.
        if let Some(year) = self.year_number(next)
            && let Some((Word::YearKind(own), after)) = w.at(next + 1)
            && w.is(after, "year")
        {
            let first = self.first_month(own);
            let begun = Year::Given(year - i16::from(first > 1));
            return Some((Node::Fiscal { first, year: begun }, after + 1));
        }
        let Some((Word::YearKind(own), after)) = w.at(next) else {
            return None;
        };
        let first = self.first_month(own);
        let named_year = w.is(after, "year");
        next = after + usize::from(named_year);
        if let Some((begun, end)) = self.two_years(next) {
            return Some((Node::Fiscal { first, year: Year::Given(begun) }, end));
        }
        if let Some(year) = self.year_number(next) {
            if w.lower(next + 1) == "-" && self.year_number(next + 2) == Some(year + 1) {
                return Some((Node::Fiscal { first, year: Year::Given(year) }, next + 3));
            }
            return Some((Node::Fiscal { first, year: Year::Given(year - i16::from(first > 1)) }, next + 1));
        }
        if named_year && matches!(w.lower(next), "ending" | "ended" | "to") {
            let (end, after) = self.date(next + 1, Lead::In)?;
            return Some((Node::Rolling { unit: Unit::Year, count: 1, end: Box::new(end) }, after));
        }
        let shift = match near? {
            Near::This => 0,
            Near::Last | Near::Past | Near::Previous => -1,
            Near::Next | Near::Following => 1,
        };
        named_year.then_some((Node::Fiscal { first, year: Year::Shift(shift) }, next))
    }

    /// The first month of a kind of year: 4 in the lexicon stands for the public year, whose month places differ in.
    fn first_month(&self, own: i8) -> i8 {
        if own == 4 { (self.fiscal_start)() } else { own }
    }

    /// The first of two years written together, the second one on: "2023-24", "2023/24", "2023–2024" with a slash.
    fn two_years(&self, at: usize) -> Option<(i16, usize)> {
        let w = self.words;
        let first = self.year_number(at)?;
        let slash = w.is(at + 1, "/");
        if !(slash || w.dash(at + 1)) || !w.glued(at + 1) || !w.glued(at + 2) {
            return None;
        }
        let second = w.integer(at + 2)?;
        let fits = match w.lower(at + 2).len() {
            2 => second == i32::from((first + 1) % 100),
            4 => slash && second == i32::from(first) + 1,
            _ => false,
        };
        (fits && !self.numeric_goes_on(at + 2)).then_some((first, at + 3))
    }

    fn numeric_goes_on(&self, at: usize) -> bool {
        let w = self.words;
        matches!(w.lower(at + 1), "/" | "-") && w.glued(at + 1) && w.glued(at + 2) && w.is_number(at + 2)
    }

    /// "Q3", "2024 Q4", "the third quarter of 2024", "the first half of this year", "the first nine months of 2024".
    fn part_of_year(&self, at: usize) -> Parsed {
        let w = self.words;
        let months = |first: i32, count: i32, year: Year, end: usize| {
            let (first, count) = (i8::try_from(first).ok()?, i8::try_from(count).ok()?);
            Some((Node::Months { first, count, year }, end))
        };
        // "2024 Q4", "2024Q4".
        if let Some(year) = self.year_number(at)
            && let Some((length, number, end)) = self.quarter_sign(at + 1)
        {
            return months((number - 1) * length + 1, length, Year::Given(year), end);
        }
        if let Some((length, number, end)) = self.quarter_sign(at) {
            if let Some(quarter) = self.fiscal_part(end, length, number) {
                return Some(quarter);
            }
            let (year, end) = self.year_of(end).unwrap_or((Year::Open, end));
            if length == 6 && year == Year::Open {
                return None;
            }
            return months((number - 1) * length + 1, length, year, end);
        }
        let mut next = w.skip(at, "the");
        let number = match w.at(next) {
            Some((Word::Ordinal(number), after)) => {
                next = after;
                i32::from(number)
            }
            Some((Word::Near(Near::Last), after)) => {
                next = after;
                -1
            }
            _ => return None,
        };
        if w.dash(next) && w.glued(next) {
            next += 1;
        }
        if let Some(unit @ (Unit::Quarter | Unit::Half)) = w.unit(next) {
            let length = unit.months()?;
            let of_its_year = if number < 0 { 12 / length } else { number };
            if let Some(quarter) = self.fiscal_part(next + 1, length, of_its_year) {
                return Some(quarter);
            }
            let dated = self.year_of(next + 1);
            let last = matches!(w.word(w.skip(at, "the")), Some(Word::Near(_)));
            // A half without a year is as often one of a match; "last quarter" is beside publication.
            let (year, end) = match dated {
                Some(dated) => dated,
                None if unit == Unit::Quarter && !last => (Year::Open, next + 1),
                None => return None,
            };
            let number = if number < 0 { 12 / length } else { number };
            if number > 12 / length {
                return None;
            }
            return months((number - 1) * length + 1, length, year, end);
        }
        // "the first nine months of 2024", "the final three months of last year", "the first ten days of March".
        let count = w.count(next)?;
        let unit = w.unit(next + 1).filter(|unit| unit.months().or(unit.days()).is_some())?;
        if !matches!(number, 1 | -1) {
            return None;
        }
        if let Some((year, end)) = self.year_of(next + 2)
            && let Some(length) = unit.months().and_then(|length| length.checked_mul(count))
            && (1..=12).contains(&length)
        {
            let first = if number < 0 { 13 - length } else { 1 };
            return months(first, length, year, end);
        }
        if !matches!(w.lower(next + 2), "of" | "in") {
            return None;
        }
        let (of, end) = self.fiscal(next + 3).or_else(|| self.date(next + 3, Lead::In))?;
        Some((Node::Part { unit, count, from_end: number < 0, of: Box::new(of) }, end))
    }

    /// "Q3", "H1": length in months, number, end.
    fn quarter_sign(&self, at: usize) -> Option<(i32, i32, usize)> {
        let w = self.words;
        let length = match w.lower(at) {
            "q" => 3,
            "h" => 6,
            _ => return None,
        };
        let number = w.integer(at + 1).filter(|_| w.glued(at + 1) && w.lower(at + 1).len() == 1)?;
        (1..=12 / length).contains(&number).then_some((length, number, at + 2))
    }

    /// The year that a month, a quarter or a season is of: "2024", "of 2024", ", 2024", "last year", "of the year".
    fn year_of(&self, at: usize) -> Option<(Year, usize)> {
        let w = self.words;
        if let Some(year) = self.year_number(at).filter(|_| self.can_be_year(at)) {
            return Some((Year::Given(year), at + 1));
        }
        let next = match w.lower(at) {
            "," if w.is_number(at + 1) && matches!(w.lower(at + 2), "," | "." | ")" | "" | ";" | ":") => {
                at + 1
            }
            "of" | "in" => at + 1,
            _ => at,
        };
        if let Some(year) = self.year_number(next).filter(|_| self.can_be_year(next)) {
            return Some((Year::Given(year), next + 1));
        }
        if next > at && w.is(next, "the") && w.is(next + 1, "year") {
            return Some((Year::Shift(0), next + 2));
        }
        if let Some((Word::Near(near), unit)) = w.at(next)
            && w.is(unit, "year")
        {
            let shift = match near {
                Near::This => 0,
                Near::Last => -1,
                Near::Next => 1,
                _ => return None,
            };
            return Some((Year::Shift(shift), unit + 1));
        }
        None
    }

    /// A weekday, a date, a month, with what belongs to it.
    pub(super) fn date(&self, at: usize, lead: Lead) -> Parsed {
        let w = self.words;
        let mut next = w.skip(at, "the");
        let near = match w.at(next) {
            Some((Word::Near(near @ (Near::Last | Near::This | Near::Next)), after)) if next == at => {
                next = after;
                Some(near)
            }
            _ => None,
        };
        if let Some((Word::Weekday(weekday), after)) = w.at(next)
            && w.capital(next)
        {
            let short = w.lower(next).len() < 6;
            let dotted = usize::from(short && w.is(after, ".") && w.glued(after));
            let after = after + dotted;
            let open = after + usize::from(matches!(w.lower(after), "," | "("));
            if let Some((Node::Day { day, month, year, .. }, end)) = self.calendar(open, Lead::In) {
                return Some((Node::Day { day, month, year, weekday: Some(weekday) }, end));
            }
            // "Sun" and "Sat" alone are no days.
            if short && near.is_none() && lead == Lead::None {
                return None;
            }
            let of = w.skip(after, "of");
            let week = match w.at(of) {
                Some((Word::Near(Near::Last), unit)) if w.is(unit, "week") => Some((-1, unit + 1)),
                Some((Word::Near(Near::This), unit)) if w.is(unit, "week") => Some((0, unit + 1)),
                Some((Word::Near(Near::Next), unit)) if w.is(unit, "week") => Some((1, unit + 1)),
                _ => None,
            };
            let (week, after) = week.map_or((None, after), |(week, after)| (Some(week), after));
            let end = self.part_of_day(after);
            return Some((Node::Weekday { weekday, near, week }, end));
        }
        if let Some(near) = near {
            let Some((Word::Month(month), after)) = w.at(next).filter(|_| w.capital(next)) else {
                return None;
            };
            return Some((Node::Months { first: month, count: 1, year: Year::Near(near) }, after));
        }
        let (node, end) = self.calendar(at, lead)?;
        let end = if node.is_day() { self.part_of_day(end) } else { end };
        Some((node, end))
    }

    /// "evening" behind a day.
    fn part_of_day(&self, at: usize) -> usize {
        if self.words.word(at) == Some(Word::PartOfDay) { at + 1 } else { at }
    }

    /// A date or a month without a weekday.
    fn calendar(&self, at: usize, lead: Lead) -> Parsed {
        let w = self.words;
        let start = w.skip(at, "the");
        if w.is_number(start) {
            // "28 November 2024", "28th of November", "8-12 August", "31 March".
            let (day, after) = self.day_number(start)?;
            let mut until = None;
            let mut next = after;
            let range = w.dash(next) || matches!(w.lower(next), "to" | "and");
            if range && let Some((last, end)) = self.day_number(next + 1)
                // "3 and 4 February" is one stretch, "3 and 9 February" two days.
                && (!w.is(next, "and") || lead == Lead::Between || last == day + 1)
            {
                until = Some(last);
                next = end;
            }
            let next = w.skip(next, "of");
            let (month, after) = self.month_word(next)?;
            let (year, end) = self.year_of(after).unwrap_or((Year::Open, after));
            let first = day_node(day, i16::from(month), year)?;
            return Some(match until {
                Some(last) => {
                    (Node::Range(Box::new(first), Box::new(day_node(last, i16::from(month), year)?)), end)
                }
                None => (first, end),
            });
        }
        if start > at {
            return None;
        }
        let (month, after) = self.month_word(at)?;
        if let Some((day, end)) = self.day_number(after)
            && self.can_be_day(end, lead)
        {
            let mut until = None;
            let mut end = end;
            if w.dash(end)
                && w.glued(end)
                && let Some((last, after)) = self.day_number(end + 1)
            {
                until = Some(last);
                end = after;
            }
            let (year, end) = match self.year_number(end + 1) {
                Some(year) if w.is(end, ",") => (Year::Given(year), end + 2),
                _ => self
                    .year_of(end)
                    .filter(|_| !w.is(end, "of") && !w.is(end, "in"))
                    .unwrap_or((Year::Open, end)),
            };
            let first = day_node(day, i16::from(month), year)?;
            return Some(match until {
                Some(last) => {
                    (Node::Range(Box::new(first), Box::new(day_node(last, i16::from(month), year)?)), end)
                }
                None => (first, end),
            });
        }
        if let Some((year, end)) = self.year_of(after) {
            return Some((Node::Months { first: month, count: 1, year }, end));
        }
        self.month_alone(at, after, lead)
            .then_some((Node::Months { first: month, count: 1, year: Year::Open }, after))
    }

    /// Whether a month with neither day nor year is one, and not a name or a verb.
    fn month_alone(&self, at: usize, after: usize, lead: Lead) -> bool {
        let w = self.words;
        let name_or_verb = matches!(w.lower(at), "may" | "march" | "april" | "june" | "august" | "jan");
        let next_name = w.is_word(after) && w.capital(after);
        if name_or_verb && next_name && lead != Lead::In {
            return false;
        }
        let before = at.checked_sub(1).map_or("", |before| w.lower(before));
        // "The April-June quarter".
        if w.dash(after) && w.glued(after) && self.month_word(after + 1).is_some() {
            return true;
        }
        let joined = matches!(before, "and" | "or" | "," | "(" | "-" | "–" | "’s" | "'s");
        let modifier =
            matches!(before, "the" | "a" | "its" | "their" | "earlier") && w.is_word(after) && !next_name;
        if matches!(w.lower(at), "may" | "march") {
            return lead != Lead::None || (modifier && w.lower(at) == "march") || w.is(after, "'s");
        }
        lead != Lead::None
            || modifier
            || w.is(after, "'s")
            || (joined && !next_name)
            || w.range.len() <= 3
            || !name_or_verb
    }

    /// A month's name; its abbreviation takes its full stop along.
    fn month_word(&self, at: usize) -> Option<(i8, usize)> {
        let w = self.words;
        let Some((Word::Month(month), after)) = w.at(at).filter(|_| w.capital(at)) else {
            return None;
        };
        let dotted =
            w.lower(at).len() <= 4 && w.is(after, ".") && w.glued(after) && w.token(after + 1).is_some();
        Some((month, after + usize::from(dotted)))
    }

    /// A day of a month: "8", "8th".
    fn day_number(&self, at: usize) -> Option<(i16, usize)> {
        let w = self.words;
        let day = w.integer(at).filter(|day| (1..=31).contains(day) && w.lower(at).len() <= 2)?;
        let ordinal = w.glued(at + 1) && matches!(w.lower(at + 1), "st" | "nd" | "rd" | "th");
        let end = at + 1 + usize::from(ordinal);
        (ordinal || !(w.glued(end) && (w.is_word(end) || matches!(w.lower(end), ":" | "%"))))
            .then_some((i16::try_from(day).ok()?, end))
    }

    /// Whether a number behind a month is its day: not in "in March 20 people", "March 8%".
    fn can_be_day(&self, end: usize, lead: Lead) -> bool {
        let w = self.words;
        if matches!(w.lower(end), "%" | "per" | "percent" | "million" | "billion" | "pc" | "m" | "bn") {
            return false;
        }
        !(lead == Lead::In && is_plural(w.lower(end)) && !w.capital(end))
    }

    /// "last summer", "the summer of 2023", "by the autumn".
    fn season(&self, at: usize, lead: Lead) -> Parsed {
        let w = self.words;
        let start = w.skip(at, "the");
        let (near, next) = match w.at(start) {
            Some((Word::Near(near @ (Near::Last | Near::This | Near::Next | Near::Previous)), after)) => {
                (Some(near), after)
            }
            _ => (None, start),
        };
        let Some((Word::Season(first), after)) = w.at(next) else {
            return None;
        };
        let node = |year: Year| Node::Months { first, count: 3, year };
        let word = w.lower(next);
        if near.is_none()
            && let Some((year, end)) = self.year_of(after)
            && (word != "fall" || w.is_number(after))
        {
            return Some((node(year), end));
        }
        let noun_follows =
            w.is_word(after) && w.word(after).is_none() && !matches!(w.lower(after), "as" | "when" | "but");
        match near {
            Some(_) if word == "fall" && matches!(w.lower(after), "in" | "of" | "was") => None,
            Some(near) => Some((node(Year::Near(near)), after)),
            None if start > at
                && lead != Lead::None
                && word != "spring"
                && word != "fall"
                && !noun_follows =>
            {
                Some((node(Year::Open), after))
            }
            None => None,
        }
    }

    /// "the 1990s", "the 19th century".
    fn decade(&self, at: usize) -> Parsed {
        let w = self.words;
        let start = w.skip(at, "the");
        if let Some(first) = self.year_number(start)
            && first % 10 == 0
            && w.glued(start + 1)
            && matches!(w.lower(start + 1), "s" | "'s")
            && (w.is(start + 1, "s") || start > at)
        {
            return Some((Node::Years { first, count: 10 }, start + 2));
        }
        let number = w.integer(start).filter(|number| (15..=21).contains(number))?;
        (matches!(w.lower(start + 1), "th" | "st")
            && w.is(start + 2 + usize::from(w.dash(start + 2)), "century"))
        .then_some((
            Node::Years { first: i16::try_from((number - 1) * 100).ok()?, count: 100 },
            start + 3 + usize::from(w.dash(start + 2)),
        ))
    }

    /// A year in digits, whatever stands around it.
    pub(super) fn year_number(&self, at: usize) -> Option<i16> {
        let w = self.words;
        if w.lower(at).len() != 4 {
            return None;
        }
        w.integer(at).and_then(|year| i16::try_from(year).ok()).filter(|year| (1500..=2100).contains(year))
    }

    /// A calendar year. A number of four digits is one beside a word of time and before nothing that it could count.
    fn year(&self, at: usize, lead: Lead) -> Parsed {
        let w = self.words;
        let year = self.year_number(at)?;
        if !self.can_be_year(at) {
            return None;
        }
        let before = at.checked_sub(1).filter(|before| w.range.contains(before));
        let next = w.lower(at + 1);
        let likely = year >= 1900;
        let shown = match before {
            // A cell, a list item or a heading that begins with it.
            None => {
                likely
                    && (w.range.len() == 1
                        || !w.is_word(at + 1)
                        || matches!(next, "and" | "to")
                        || year % 10 != 0)
            }
            Some(before) => {
                lead != Lead::None
                    || w.is(before, "year")
                    || (w.is(before, "(") && matches!(next, ")" | "," | ";" | ":" | "-" | "–"))
                    || (matches!(
                        w.lower(before),
                        "the" | "a" | "his" | "her" | "its" | "their" | "'s" | "that" | "this"
                    ) && w.is_word(at + 1))
                    || (likely
                        && (w.capital(before)
                            || next == "'s"
                            || matches!(w.lower(before), "," | "and" | "or" | "to" | "-" | "–" | "|" | "/")
                            || self.year_number(before).is_some()))
            }
        };
        // Sums of money and round numbers of things are written like years now and then.
        let count = w.is_word(at + 1) && !w.capital(at + 1) && is_plural(next);
        let round = year % 50 == 0;
        let hyphenated = w.dash(at + 1) && w.glued(at + 1) && w.glued(at + 2) && w.is_word(at + 2);
        let of_things = count && (round || (!matches!(lead, Lead::In | Lead::Since | Lead::By) && !likely));
        (shown && !of_things && !(hyphenated && lead == Lead::None))
            .then_some((Node::Year(Year::Given(year)), at + 1))
    }

    /// Whether nothing glued to a number of four digits makes it part of something else, and no unit follows.
    fn can_be_year(&self, at: usize) -> bool {
        let w = self.words;
        if w.glued(at) {
            let before = at.checked_sub(1).map_or("", |before| w.lower(before));
            if !matches!(before, "(" | "[" | "“" | "\"" | "‘" | "'" | "-" | "–" | "—" | "," | "/" | "|" | "’")
            {
                return false;
            }
        }
        if w.glued(at + 1)
            && (matches!(w.lower(at + 1), "%" | "°" | "/" | "$" | "£" | "€")
                || (w.is(at + 1, ":") && w.glued(at + 2))
                || (w.is_word(at + 1) && !w.is(at + 1, "'s")))
        {
            return false;
        }
        !NOT_AFTER_YEARS.contains(&w.lower(at + 1))
    }

    /// "last week", "yesterday", "three months ago", "a year earlier", "the past three months".
    fn relative(&self, at: usize, lead: Lead) -> Parsed {
        let w = self.words;
        if let Some((Word::Day(shift), after)) = w.at(at) {
            return Some((Node::Calendar { unit: Unit::Day, shift }, after));
        }
        let start = w.skip(at, "the");
        let article = start > at;
        let next = start;
        if let Some((Word::Near(near), after)) = w.at(next) {
            return self.near(near, article || w.is(next, "the current"), after);
        }
        // "that year", "the same period last year".
        let same = w.is(next, "same");
        if (same && article) || w.is(at, "that") {
            let unit_at = next + 1;
            let dated = matches!(w.lower(unit_at), "period" | "date" | "time" | "point" | "stage");
            let unit = w.unit(unit_at);
            if !dated && unit.is_none_or(|unit| matches!(unit, Unit::Hour | Unit::Minute | Unit::Half)) {
                return None;
            }
            if same {
                if let Some((year, end)) = self.year_of(unit_at + 1) {
                    return Some((Node::SameIn { year }, end));
                }
                if let Some((moved @ (Node::Moved { .. } | Node::Beside { .. }), end)) =
                    self.relative(w.skip(unit_at + 1, "of"), lead)
                {
                    let moved = match moved {
                        Node::Beside { unit, shift } => Node::Moved { unit, count: shift },
                        moved => moved,
                    };
                    return Some((moved, end));
                }
            }
            if dated {
                return matches!(w.lower(unit_at), "period" | "date" | "time")
                    .then_some((Node::Moved { unit: Unit::Century, count: 0 }, unit_at + 1))
                    .filter(|_| same && lead != Lead::None);
            }
            let unit = unit?;
            // "the same day" and "that day" are the day named before.
            return Some((Node::Beside { unit, shift: 0 }, unit_at + 1));
        }
        // "the year before", "the day after".
        if article && let Some(unit) = w.unit(next) {
            return match w.lower(next + 1) {
                "before" | "earlier" if !self.goes_on(next + 2) => {
                    Some((Node::Beside { unit, shift: -1 }, next + 2))
                }
                "after" if !self.goes_on(next + 2) => Some((Node::Beside { unit, shift: 1 }, next + 2)),
                _ if unit == Unit::Weekend && lead != Lead::None => {
                    Some((Node::Calendar { unit, shift: 0 }, next + 1))
                }
                _ => None,
            };
        }
        // "in two years' time".
        let (count, unit_at) = if !article && matches!(w.lower(next), "a" | "an") {
            (1, next + 1)
        } else {
            (w.count(next)?, next + 1)
        };
        let unit = w.unit(unit_at)?;
        match w.lower(unit_at + 1) {
            "ago" => Some((Node::Point { unit, count: -count }, unit_at + 2)),
            "earlier" | "previously" if !w.is(unit_at + 2, "than") => {
                Some((Node::Moved { unit, count: -count }, unit_at + 2))
            }
            "before" if !self.goes_on(unit_at + 2) => {
                Some((Node::Moved { unit, count: -count }, unit_at + 2))
            }
            "later" => Some((Node::Moved { unit, count }, unit_at + 2)),
            "'" | "’" if w.is(unit_at + 2, "time") => Some((Node::Point { unit, count }, unit_at + 3)),
            "'s" if w.is(unit_at + 2, "time") => Some((Node::Point { unit, count }, unit_at + 3)),
            "time" if lead == Lead::In => Some((Node::Point { unit, count }, unit_at + 2)),
            _ => None,
        }
    }

    /// Whether "before" or "after" is a preposition there and has something to govern.
    fn goes_on(&self, at: usize) -> bool {
        let w = self.words;
        (w.is_word(at) && !matches!(w.lower(at), "and" | "but" | "when" | "to" | "as" | "in" | "while"))
            || w.is_number(at)
    }

    /// What follows "last", "this", "next", "previous".
    fn near(&self, near: Near, article: bool, at: usize) -> Parsed {
        let w = self.words;
        if let Some(unit) = w.unit(at).filter(|unit| !matches!(unit, Unit::Minute | Unit::Hour)) {
            let back = match near {
                Near::Previous => return Some((Node::Beside { unit, shift: -1 }, at + 1)),
                Near::Following => return Some((Node::Beside { unit, shift: 1 }, at + 1)),
                // "the next day" goes on from the day named before.
                Near::Next if article && unit == Unit::Day => {
                    return Some((Node::Beside { unit, shift: 1 }, at + 1));
                }
                Near::This => {
                    return (unit != Unit::Half && unit != Unit::Day)
                        .then_some((Node::Calendar { unit, shift: 0 }, at + 1));
                }
                Near::Last | Near::Past => -1,
                Near::Next => 1,
            };
            if matches!(unit, Unit::Half | Unit::Day) && !article {
                return None;
            }
            let windows = article && unit != Unit::Weekend || near == Near::Past;
            return Some(if windows {
                (Node::Window { unit, count: back }, at + 1)
            } else {
                (Node::Calendar { unit, shift: back }, at + 1)
            });
        }
        let count = w.count(at)?;
        let unit_at = at + 1 + usize::from(w.dash(at + 1));
        let unit = w.unit(unit_at).filter(|unit| *unit != Unit::Minute && *unit != Unit::Weekend)?;
        match near {
            Near::Last | Near::Past | Near::Previous => {
                Some((Node::Window { unit, count: -count }, unit_at + 1))
            }
            Near::Next => Some((Node::Window { unit, count }, unit_at + 1)),
            Near::Following => Some((Node::Following { unit, count }, unit_at + 1)),
            Near::This => None,
        }
    }
}

/// Nouns, units and magnitudes before which a number of four digits counts something.
const NOT_AFTER_YEARS: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "km",
    "m",
    "kg",
    "tonnes",
    "tons",
    "metres",
    "meters",
    "miles",
    "feet",
    "ft",
    "acres",
    "hectares",
    "million",
    "billion",
    "trillion",
    "percent",
    "per",
    "cent",
    "dollars",
    "euros",
    "pounds",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "times",
    "gmt",
    "utc",
    "°",
    "%",
    "kilometres",
    "kilometers",
    "mph",
    "troops",
    "soldiers",
    "local",
    "points",
    "jobs",
    "homes",
    "litres",
    "gallons",
    "calories",
    "words",
    "hrs",
];

/// A day with day and month told apart where they can be; where both could be either, the day comes first.
fn day_from(a: i16, b: i16, year: i16) -> Option<Node> {
    if !(1500..=2100).contains(&year) {
        return None;
    }
    if b > 12 { day_node(b, a, Year::Given(year)) } else { day_node(a, b, Year::Given(year)) }
}

fn day_node(day: i16, month: i16, year: Year) -> Option<Node> {
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
        return None;
    }
    Some(Node::Day { day: i8::try_from(day).ok()?, month: i8::try_from(month).ok()?, year, weekday: None })
}

/// Whether "to" behind an expression makes a range without "from" before it.
fn ranges_by_to(node: &Node) -> bool {
    matches!(node, Node::Months { .. } | Node::Day { .. } | Node::Year(Year::Given(_)) | Node::Weekday { .. })
}

/// Whether two expressions can be the ends of one range.
fn same_kind(a: &Node, b: &Node) -> bool {
    let kind = |node: &Node| match node {
        Node::Day { .. } => 1,
        Node::Weekday { .. } => 2,
        Node::Months { .. } => 3,
        Node::Year(_) => 4,
        Node::Fiscal { .. } => 5,
        Node::Years { .. } => 6,
        Node::Edge { .. } => 7,
        Node::Calendar { .. } => 8,
        _ => 0,
    };
    let (a, b) = (kind(a), kind(b));
    a != 0 && (a == b || matches!((a, b), (7, _) | (_, 7) | (4, 5 | 8) | (5 | 8, 4) | (1, 3) | (3, 1)))
}

/// Whether a lower-case word looks like the plural of a noun.
fn is_plural(word: &str) -> bool {
    matches!(word, "people" | "men" | "women" | "children" | "police")
        || (word.len() > 3
            && word.ends_with('s')
            && !["ss", "us", "is", "as"].iter().any(|end| word.ends_with(end))
            && !matches!(word, "this" | "does" | "says" | "its" | "years" | "levels" | "prices"))
}

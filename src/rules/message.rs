//! Message templates of rules: text with a closed list of placeholders.
//!
//! `"{a} is for {a.period}, {b} for {b.period}"` → parts; the judge supplies what each placeholder stands for. A
//! placeholder that nothing can fill is refused when the rules are read.

use std::fmt;

/// What a placeholder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// Something of the first claim: `{a}`, `{a.period}`.
    A(Part),
    /// Something of the second claim.
    B(Part),
    /// What the finding is about, in the sources' own words.
    Topic,
    /// How many times the greater is the smaller ("1,000").
    Factor,
    /// By how much they differ, with the unit.
    Difference,
    /// The words, or the rule's words, by which the two differ in what they measure ("net", "insured").
    Distinction,
    /// For quotations, the words that differ.
    Change,
    /// What a slip of the hand did to the digits ("two digits have changed places").
    Slip,
    /// Of two copies of one text, which is the original, in a sentence.
    Original,
    /// For two saved versions of one page, which is the newer, in a sentence that names both.
    Newer,
}

/// A part of a claim that a message can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The figure, quotation or date as printed: `{a}`.
    Mention,
    /// Its reference period, written out.
    Period,
    /// The outlet.
    Source,
    /// What is counted, as printed.
    Counted,
    /// The place or population that narrows it.
    Scope,
    /// Whom the text credits.
    Speaker,
    /// The day of publication, written out.
    Published,
    /// The day on which it was counted, where one is said, or else published, written out.
    Day,
    /// The unit, with what it is spread over.
    Unit,
    /// How the text bounds it: "more than".
    Hedge,
}

/// The parts of a claim and their names after the dot.
const PARTS: &[(&str, Part)] = &[
    ("period", Part::Period),
    ("source", Part::Source),
    ("counted", Part::Counted),
    ("scope", Part::Scope),
    ("speaker", Part::Speaker),
    ("published", Part::Published),
    ("day", Part::Day),
    ("unit", Part::Unit),
    ("hedge", Part::Hedge),
];

/// Placeholders that belong to no one claim.
const SHARED: &[(&str, Placeholder)] = &[
    ("topic", Placeholder::Topic),
    ("factor", Placeholder::Factor),
    ("difference", Placeholder::Difference),
    ("distinction", Placeholder::Distinction),
    ("change", Placeholder::Change),
    ("slip", Placeholder::Slip),
    ("original", Placeholder::Original),
    ("newer", Placeholder::Newer),
];

/// A message with placeholders.
///
/// ```
/// use crosscheck::rules::message::{Part, Placeholder, Template};
/// let template = Template::parse("{a} in {a.period}.").unwrap();
/// let text = template.render(|placeholder| match placeholder {
///     Placeholder::A(Part::Mention) => "906,000".into(),
///     _ => "2023".into(),
/// });
/// assert_eq!(text, "906,000 in 2023.");
/// assert!(Template::parse("{colour}").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Placeholder(Placeholder),
}

/// A placeholder that does not exist, and where in the template it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{{{name}}}` is not a placeholder")]
pub struct UnknownPlaceholder {
    /// What stands in the braces.
    pub name: String,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// If a brace is not closed or holds no placeholder of the closed list.
    pub fn parse(text: &str) -> Result<Self, UnknownPlaceholder> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            if open > 0 {
                pieces.push(Piece::Text(rest[..open].to_owned()));
            }
            let inside = &rest[open + 1..];
            let end = inside.find('}').unwrap_or(inside.len());
            let name = &inside[..end];
            let placeholder = Placeholder::from_name(name)
                .filter(|_| end < inside.len())
                .ok_or_else(|| UnknownPlaceholder { name: name.to_owned() })?;
            pieces.push(Piece::Placeholder(placeholder));
            rest = &inside[end + 1..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Self { pieces })
    }

    /// The text, with `fill` giving the words for each placeholder.
    pub fn render(&self, mut fill: impl FnMut(Placeholder) -> String) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Placeholder(placeholder) => fill(*placeholder),
            })
            .collect()
    }

    /// The placeholders, in the order of the text.
    pub fn placeholders(&self) -> impl Iterator<Item = Placeholder> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Placeholder(placeholder) => Some(*placeholder),
        })
    }
}

impl fmt::Display for Template {
    /// The template as it was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces.iter().try_for_each(|piece| match piece {
            Piece::Text(text) => f.write_str(text),
            Piece::Placeholder(placeholder) => write!(f, "{{{}}}", placeholder.name()),
        })
    }
}

impl Placeholder {
    /// The name, without braces.
    #[must_use]
    pub fn name(self) -> String {
        let of = |side: &str, part: Part| match PARTS.iter().find(|(_, known)| *known == part) {
            Some((name, _)) => format!("{side}.{name}"),
            None => side.to_owned(),
        };
        match self {
            Self::A(part) => of("a", part),
            Self::B(part) => of("b", part),
            shared => SHARED
                .iter()
                .find(|(_, known)| *known == shared)
                .map(|(name, _)| (*name).to_owned())
                .unwrap_or_default(),
        }
    }

    /// The placeholder with that name, without braces.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if let Some((_, placeholder)) = SHARED.iter().find(|(known, _)| *known == name) {
            return Some(*placeholder);
        }
        let (side, part) = match name.split_once('.') {
            Some((side, part)) => (side, PARTS.iter().find(|(known, _)| *known == part)?.1),
            None => (name, Part::Mention),
        };
        match side {
            "a" => Some(Self::A(part)),
            "b" => Some(Self::B(part)),
            _ => None,
        }
    }

    /// Every name, for advice.
    #[must_use]
    pub fn names() -> Vec<String> {
        let mut names = vec!["a".to_owned(), "b".to_owned()];
        names.extend(PARTS.iter().flat_map(|(part, _)| [format!("a.{part}"), format!("b.{part}")]));
        names.extend(SHARED.iter().map(|(name, _)| (*name).to_owned()));
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_in_the_advice_is_a_placeholder() {
        for name in Placeholder::names() {
            assert_eq!(Placeholder::from_name(&name).map(Placeholder::name).as_ref(), Some(&name));
        }
    }

    #[test]
    fn an_open_brace_is_refused() {
        assert!(Template::parse("{a").is_err());
        assert!(Template::parse("a {} b").is_err());
        assert!(Template::parse("{c.period}").is_err());
    }
}

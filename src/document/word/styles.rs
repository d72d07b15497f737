//! What the styles of a Word file say that their paragraphs are.
//!
//! XML → roles by the ids that paragraphs name. It cannot fail: an unknown style is running text.
//!
//! Source: [ECMA-376](https://ecma-international.org/publications-and-standards/standards/ecma-376/), part 1, section 17.7;
//! names of built-in styles are English in every language of the program.

use super::xml::{Node, nodes};
use std::collections::BTreeMap;

/// What a paragraph is by its style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Running text.
    #[default]
    Text,
    /// The title of the document.
    Title,
    /// A heading, by level from 1.
    Heading(u8),
    /// An item of a list.
    Item,
    /// Words set off as a quotation.
    Quote,
    /// The words above or below a table or a picture.
    Caption,
    /// A line of a table of contents.
    Contents,
}

/// Roles by ids of styles.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    role: Option<Role>,
    based_on: Option<String>,
}

/// No chain of styles is longer; a circle is.
const DEEPEST: usize = 16;

impl Styles {
    /// Reads the part that defines styles.
    pub(super) fn read(xml: &str) -> Self {
        let mut styles = BTreeMap::new();
        let mut open: Option<(String, Style)> = None;
        for node in nodes(xml) {
            match node {
                Node::Open(element) => match (element.name(), &mut open) {
                    ("w:style", _) => {
                        open = element.get("styleId").map(|id| (id, Style::default()));
                    }
                    ("w:name", Some((_, style))) => {
                        style.role = element.get("val").and_then(|name| role(&name))
                    }
                    ("w:basedOn", Some((_, style))) => style.based_on = element.get("val"),
                    ("w:outlineLvl", Some((_, style))) if style.role.is_none() => {
                        style.role = element.get("val").and_then(|level| outline(&level));
                    }
                    ("w:numId", Some((_, style))) if style.role.is_none() => style.role = Some(Role::Item),
                    _ => {}
                },
                Node::Close(end) if end.name() == "w:style" => styles.extend(open.take()),
                _ => {}
            }
        }
        Self(styles)
    }

    /// The role of a style, its own or that of the style it is based on.
    pub(super) fn role(&self, id: &str) -> Role {
        let mut id = id;
        for _ in 0..DEEPEST {
            match self.0.get(id) {
                Some(Style { role: Some(role), .. }) => return *role,
                Some(Style { based_on: Some(next), .. }) => id = next,
                // Files that programs write often lack the part; the ids of built-in styles are their names.
                None => return role(id).unwrap_or_default(),
                Some(_) => break,
            }
        }
        Role::Text
    }
}

/// The heading of an outline level: levels from 0 to 8, and 9 for running text.
pub(super) fn outline(level: &str) -> Option<Role> {
    let level: u8 = level.parse().ok()?;
    (level < 9).then_some(Role::Heading(level + 1))
}

/// The role of a built-in style by its name.
fn role(name: &str) -> Option<Role> {
    let name: String = name.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(level) = name.strip_prefix("heading").and_then(|level| level.parse::<u8>().ok()) {
        return (1..=9).contains(&level).then_some(Role::Heading(level));
    }
    Some(match name.as_str() {
        "title" => Role::Title,
        "subtitle" => Role::Heading(2),
        "quote" | "intensequote" | "blocktext" => Role::Quote,
        "caption" => Role::Caption,
        _ if name.starts_with("list") && name != "listtable" => Role::Item,
        _ if name.starts_with("toc") && name[3..].parse::<u8>().is_ok() => Role::Contents,
        "tableoffigures" => Role::Contents,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_has_the_role_of_its_name_or_of_the_style_below() {
        let styles = Styles::read(
            "<w:styles><w:style w:styleId='Kop1'><w:name w:val='heading 1'/></w:style>\
             <w:style w:styleId='House'><w:name w:val='House head'/><w:basedOn w:val='Kop1'/></w:style>\
             <w:style w:styleId='Loop'><w:name w:val='Loop'/><w:basedOn w:val='Loop'/></w:style>\
             <w:style w:styleId='Lvl'><w:name w:val='Own'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style></w:styles>",
        );
        assert_eq!(styles.role("Kop1"), Role::Heading(1));
        assert_eq!(styles.role("House"), Role::Heading(1));
        assert_eq!(styles.role("Lvl"), Role::Heading(2));
        assert_eq!(styles.role("Loop"), Role::Text);
        assert_eq!(styles.role("ListParagraph"), Role::Item, "an id that is not defined is a name");
        assert_eq!(styles.role("Normal"), Role::Text);
    }
}

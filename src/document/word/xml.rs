//! XML as a flat sequence of what opens, closes and stands between.
//!
//! It cannot fail: where a file is not well formed the sequence ends, and what came before it counts.

use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// What comes next in a file.
pub(super) enum Node<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// An element ends.
    Close(End<'a>),
    /// Characters.
    Text(String),
}

/// The beginning of an element.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// The name with its prefix, as written: "w:p".
    pub(super) fn name(&self) -> &str {
        self.0.name().into_inner()
    }

    /// The value of an attribute, whatever the prefix of its name.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut attributes = attributes.with_checks(false).flatten();
        let found = attributes.find(|attribute| attribute.key.local_name().into_inner() == name)?;
        Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    }

    /// Whether a property that may be switched off is on: `<w:b/>` is, `<w:b w:val="0"/>` is not.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// The end of an element.
pub(super) struct End<'a>(BytesEnd<'a>);

impl End<'_> {
    /// The name with its prefix, as written.
    pub(super) fn name(&self) -> &str {
        self.0.name().into_inner()
    }
}

/// The nodes of a file in their order. An empty element opens and closes.
pub(super) fn nodes(xml: &str) -> impl Iterator<Item = Node<'_>> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut closing = None;
    std::iter::from_fn(move || {
        if let Some(end) = closing.take() {
            return Some(Node::Close(End(end)));
        }
        loop {
            return Some(match reader.read_event() {
                Ok(Event::Start(start)) => Node::Open(Element(start)),
                Ok(Event::Empty(start)) => {
                    closing = Some(start.to_end().into_owned());
                    Node::Open(Element(start))
                }
                Ok(Event::End(end)) => Node::Close(End(end)),
                Ok(Event::Text(text)) => Node::Text(text.xml10_content().into_owned()),
                Ok(Event::CData(text)) => Node::Text(text.xml10_content().into_owned()),
                Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                    Ok(Some(c)) => Node::Text(c.to_string()),
                    _ => match quick_xml::escape::resolve_predefined_entity(&reference.into_inner()) {
                        Some(text) => Node::Text(text.to_owned()),
                        None => continue,
                    },
                },
                Ok(Event::Eof) | Err(_) => return None,
                Ok(_) => continue,
            });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(xml: &str) -> String {
        nodes(xml)
            .map(|node| match node {
                Node::Open(element) => format!("<{}>", element.name()),
                Node::Close(end) => format!("</{}>", end.name()),
                Node::Text(text) => text,
            })
            .collect()
    }

    #[test]
    fn references_and_empty_elements_are_told() {
        assert_eq!(told("<a>R&amp;D &#163;5<b/>m</a>"), "<a>R&D £5<b></b>m</a>");
    }

    #[test]
    fn what_is_not_well_formed_ends_without_an_error() {
        assert_eq!(told("<a>one<b>two</a>three<"), "<a>one<b>two</a>three");
        assert_eq!(told("<a>&nosuch;!</a>"), "<a>!</a>");
    }

    #[test]
    fn properties_are_switched_off_by_their_value() {
        let on = |xml: &str| nodes(xml).any(|node| matches!(&node, Node::Open(element) if element.is_on()));
        assert!(on("<w:b/>") && on("<w:b w:val='true'/>"));
        assert!(!on("<w:b w:val='0'/>") && !on("<w:b w:val=\"false\"/>"));
    }
}

//! The headline of a press release or a bulletin, where the file marks headings but not which of them is its title.
//!
//! A draft → the same with its headline and the lines of release above it marked. It cannot fail: a document without such a
//! line has no headline.

use super::metadata::{Metadata, tidy};
use super::prose::Draft;
use super::{BlockKind, Furniture, Provenance, date};

/// How many blocks from the top may be a headline.
const TOP: usize = 12;
/// The longest headline, in characters.
const LONGEST: usize = 250;

/// Marks the headline: the first heading of the highest rank at the top; without headings, the first line there that does not
/// end as a sentence does.
pub(super) fn settle(draft: &mut Draft, metadata: &mut Metadata) {
    let mut best: Option<(u8, usize)> = None;
    for index in 0..draft.blocks.len().min(TOP) {
        let text = draft.text_of(index);
        let rank = match draft.blocks[index].kind {
            BlockKind::Heading(level) => level,
            BlockKind::Paragraph => u8::MAX,
            _ => continue,
        };
        if is_release_line(text) {
            draft.blocks[index].kind = BlockKind::Furniture(Furniture::Credit);
            continue;
        }
        if date::line(text).is_some() || text.chars().count() > LONGEST {
            // Behind running text stands no headline, unless the file calls it a title.
            if rank == u8::MAX && date::line(text).is_none() {
                break;
            }
            continue;
        }
        let open = !text.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', ';', ',', ':']);
        let is_label = rank == u8::MAX && text.split_whitespace().count() < 3;
        if (rank < u8::MAX || open && !is_label) && best.is_none_or(|(known, _)| rank < known) {
            best = Some((rank, index));
        }
        if rank == u8::MAX && !open {
            break;
        }
    }
    if let Some((_, index)) = best {
        metadata.offer_title(&tidy(draft.text_of(index)), Provenance::Text);
        draft.blocks[index].kind = BlockKind::Headline;
    }
}

/// Whether a line says only what kind of text this is and when it may be printed: "PRESS RELEASE", "For immediate release",
/// "Embargoed until 00.01 on Tuesday". Its figures are nothing that the article states.
fn is_release_line(text: &str) -> bool {
    let lower = tidy(text).to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    bare.len() < 120
        && (["embargo", "strictly embargo", "not for publication before", "under embargo"]
            .iter()
            .any(|start| bare.starts_with(start))
            || [
                "press release",
                "news release",
                "media release",
                "press notice",
                "press statement",
                "media statement",
                "news",
                "for immediate release",
                "immediate release",
                "for immediate use",
                "statistical bulletin",
                "statistical release",
                "official statistics",
                "national statistics",
                "accredited official statistics",
            ]
            .contains(&bare))
}

/// Whether a paragraph set in bold or larger letters is a heading: short, and not a sentence.
pub(super) fn could_head(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=14).contains(&words)
        && text.chars().count() <= 110
        && !text.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', ';', ',', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(lines: &[(&str, BlockKind)]) -> (Vec<BlockKind>, Option<String>) {
        let mut draft = Draft::default();
        for (text, kind) in lines {
            draft.push(text, 0);
            draft.close(kind.clone());
        }
        let mut metadata = Metadata::default();
        settle(&mut draft, &mut metadata);
        (draft.blocks.into_iter().map(|block| block.kind).collect(), metadata.title().map(str::to_owned))
    }

    #[test]
    fn a_line_of_release_is_no_headline() {
        let paragraph = || BlockKind::Paragraph;
        let (kinds, title) = settled(&[
            ("PRESS RELEASE", paragraph()),
            ("EMBARGOED until 00.01 on Tuesday 4 May", paragraph()),
            ("Harbour dues to rise by a tenth", paragraph()),
            ("The port of Sund will charge more from June.", paragraph()),
        ]);
        assert_eq!(title.as_deref(), Some("Harbour dues to rise by a tenth"));
        assert_eq!(
            kinds[..2],
            [BlockKind::Furniture(Furniture::Credit), BlockKind::Furniture(Furniture::Credit)]
        );
    }

    #[test]
    fn the_highest_heading_at_the_top_is_the_headline() {
        let (kinds, title) = settled(&[
            ("Statistics Bureau of Sund", BlockKind::Heading(2)),
            ("Ferry traffic, spring", BlockKind::Heading(1)),
            ("More people crossed.", BlockKind::Paragraph),
        ]);
        assert_eq!((title.as_deref(), &kinds[1]), (Some("Ferry traffic, spring"), &BlockKind::Headline));
    }

    #[test]
    fn running_text_without_a_headline_gets_none() {
        let (_, title) =
            settled(&[("More people crossed.", BlockKind::Paragraph), ("By boat", BlockKind::Paragraph)]);
        assert_eq!(title, None);
    }
}

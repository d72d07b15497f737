//! Page furniture that only its words give away.
//!
//! `(&Document, &Text, &RuleSet)` → for each block, why it is furniture, if it is. Pasted text has no markup that would part an
//! article from what stands around it, so the words must: invitations, links, credits, contact lines. It errs on the
//! side of news: a block with speech in it, or with too little evidence, stays.
//!
//! Not here: what markup says (`document` has marked that), and which words weigh (`rules/lexicon/furniture.toml`).

use super::sentence::{Text, Token, TokenKind};
use crate::document::{BlockKind, Document, Furniture};
use crate::rules::RuleSet;
use crate::rules::lexicon::{Lexicon, Vocabulary};

/// A longer block must show more, since long blocks hold more words that hint by chance, and more news to lose.
const LONG: usize = 250;

/// Links to other articles are headlines; longer lines are paragraphs.
const LONGEST_LINK: usize = 130;

/// For each block of a document, why it is furniture, if it is.
#[must_use]
pub fn furniture(document: &Document, text: &Text, rules: &RuleSet) -> Vec<Option<Furniture>> {
    let lexicon = rules.lexicon(Vocabulary::Furniture);
    let mut found = Vec::with_capacity(document.blocks.len());
    let mut in_links = false;
    for (index, block) in document.blocks.iter().enumerate() {
        let furniture = match &block.kind {
            BlockKind::Furniture(why) => Some(*why),
            BlockKind::Headline | BlockKind::Cell(_) => None,
            BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quoted => {
                let words = document.prose.slice(block.span);
                let tokens = text.tokens_of_block(index);
                if is_heading_of_links(tokens, lexicon) {
                    in_links = true;
                    found.push(Some(Furniture::Promotion));
                    continue;
                }
                if in_links && is_link_line(words) {
                    Some(Furniture::Promotion)
                } else {
                    weigh(words, tokens, lexicon)
                }
            }
        };
        in_links = in_links && furniture.is_some();
        found.push(furniture);
    }
    found
}

/// Whether the block is nothing but the heading of a list of links, with or without a colon.
fn is_heading_of_links(tokens: &[Token], lexicon: &Lexicon) -> bool {
    let words = tokens.iter().rposition(|token| token.lower != ":").map_or(0, |last| last + 1);
    let at = phrase(tokens, 0, words, lexicon);
    words > 0 && at.is_some_and(|(length, means)| length == words && means == "links")
}

/// Whether a line below such a heading can be the title of another article.
fn is_link_line(text: &str) -> bool {
    text.len() <= LONGEST_LINK && !text.ends_with(['.', '!', '”', '"'])
}

/// The longest phrase of the lexicon at a token.
fn phrase<'l>(tokens: &[Token], at: usize, limit: usize, lexicon: &'l Lexicon) -> Option<(usize, &'l str)> {
    if at >= limit || !tokens[at].opens.include(lexicon) {
        return None;
    }
    lexicon
        .longest(|ahead| (at + ahead < limit).then(|| tokens[at + ahead].lower.as_str()))
        .map(|found| (found.words, found.means))
}

/// Evidence for one kind of furniture.
#[derive(Clone, Copy, Debug, Default)]
struct Weights {
    promotion: u32,
    credit: u32,
    caption: u32,
}

impl Weights {
    fn add(&mut self, kind: &str, weight: u32) {
        match kind {
            "credit" => self.credit += weight,
            "caption" => self.caption += weight,
            _ => self.promotion += weight,
        }
    }
}

fn weigh(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Option<Furniture> {
    let long = text.len() > LONG;
    let ends_as_sentence = text.trim_end_matches([')', '”', '"']).ends_with(['.', '!']);
    let mut weights = Weights::default();
    let mut at = 0;
    while at < tokens.len() {
        let Some((length, means)) = phrase(tokens, at, tokens.len(), lexicon) else {
            at += 1;
            continue;
        };
        let next = tokens.get(at + length);
        let at_start = at == 0;
        // Inside a block a sentence counts as an opening only where the block is short.
        let opening = at_start || !long && ends_a_sentence(tokens, at - 1);
        let (how, kind) = means.split_once('-').unwrap_or((means, "promotion"));
        match how {
            // "Sign up to 50 people" is news.
            "opens"
                if opening
                    && next.is_none_or(|next| next.kind != TokenKind::Number || kind != "promotion") =>
            {
                weights.add(kind, 2)
            }
            "label" | "links" if next.is_some_and(|next| next.lower == ":") && is_label(tokens, at) => {
                // A label before a full sentence may be the outlet's own style ("WATCH: ..."); it then needs a hint more.
                weights.add(kind, if ends_as_sentence { 1 } else { 2 });
            }
            "marks" => weights.add(kind, 2),
            "hints" => weights.add(kind, 1),
            "contact" => {
                if is_contact(&tokens[at + length..]) && (!long || at_start) {
                    // Behind a sentence of another kind the line may be half news; then something else must speak too.
                    let behind = tokens[..at].iter().any(|token| matches!(token.lower.as_str(), "." | "!"));
                    weights.add("credit", if behind { 1 } else { 2 });
                } else if next.is_some_and(|next| next.kind == TokenKind::Number && next.lower.len() == 5) {
                    // "Text 84850": a short code.
                    weights.add("promotion", 1);
                }
            }
            _ => {}
        }
        at += length;
    }
    let needed = if long { 3 } else { 2 };
    // The stronger evidence names the kind; a caption is told by how it opens alone.
    let Weights { promotion, credit, caption } = weights;
    let furniture = if caption >= 2 && !long {
        Furniture::Caption
    } else if credit >= needed && credit >= promotion {
        Furniture::Credit
    } else if promotion >= needed {
        Furniture::Promotion
    } else {
        return None;
    };
    (!has_speech(text)).then_some(furniture)
}

/// A label stands at the beginning, after nothing but words in capitals ("US ELECTION WHATSAPP:").
fn is_label(tokens: &[Token], at: usize) -> bool {
    at <= 3 && tokens[..at].iter().all(|token| token.kind == TokenKind::Word && token.capital)
}

fn ends_a_sentence(tokens: &[Token], at: usize) -> bool {
    matches!(tokens[at].lower.as_str(), "." | "!" | "?" | ":" | "|")
}

/// Whether a telephone number or an address of mail comes next, after a few small words ("on", "the desk at").
fn is_contact(rest: &[Token]) -> bool {
    let near = &rest[..rest.len().min(8)];
    let mut digits = 0;
    for (index, token) in near.iter().enumerate() {
        match token.kind {
            TokenKind::Number => digits += token.lower.bytes().filter(u8::is_ascii_digit).count(),
            // A figure that counts something is followed by a word; a telephone number goes on in figures and marks.
            TokenKind::Word if digits > 0 => break,
            TokenKind::Mark if token.lower == "@" && index > 0 => return true,
            TokenKind::Word | TokenKind::Mark => {}
        }
    }
    // Telephone numbers have at least seven figures; amounts in news are written with separators, which are inside one
    // token together with their figures, and rarely follow these words.
    digits >= 7 && near.iter().filter(|token| token.kind == TokenKind::Number).count() >= 2
}

/// Whether the block holds someone's words: more than a title's length between quotation marks.
fn has_speech(text: &str) -> bool {
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('“', _) | ('"', None) => open = Some(at),
            ('”' | '"', Some(start)) => {
                if at - start > 40 {
                    return true;
                }
                open = None;
            }
            _ => {}
        }
    }
    open.is_some_and(|start| text.len() - start > 40)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::sentence::split;

    fn read(text: &str) -> Vec<Option<Furniture>> {
        let head = "Storm closes the port of Aberdale\n\nTwelve ships were held in the harbour on Friday as winds rose.\n\n";
        let parsed = crate::document::parse("a.txt", format!("{head}{text}").as_bytes()).expect("it is text");
        let rules = RuleSet::built_in();
        furniture(&parsed[0], &split(&parsed[0], rules), rules).split_off(2)
    }

    #[test]
    fn furniture_is_told_by_its_words() {
        use Furniture::{Caption, Credit, Promotion};
        let table = [
            ("READ MORE: How 5 towns live with the sea", Promotion),
            ("NEWSLETTER: Sign up for the Gazette's evening letter, free of charge.", Promotion),
            (
                "HARBOUR WHATSAPP: Join our harbour WhatsApp group for the 10 biggest stories. You can read our Privacy Notice.",
                Promotion,
            ),
            ("Sign up to Tide Times: 6 stories in 4 minutes, every morning.", Promotion),
            ("Pick up a copy for 80p. Call our helpline on 0800 496 0000, 9am-5pm.", Promotion),
            ("Listen to the whole interview on Radio Aberdale (98.3 FM, DAB). Text 84850.", Promotion),
            ("(Reporting by Ann Lee and Bo Ek in Aberdale; Editing by Cy Dee)", Credit),
            ("Were you there? Email tips@gazette.example or call 020 7946 0000", Credit),
            ("FOR IMMEDIATE RELEASE | Media line: (555) 555-0100", Credit),
            ("© 2024 Aberdale Gazette. All rights reserved.", Credit),
            ("Notes: Port Act 1998, schedule 4. Newsdesk: 020 7946 0000", Credit),
            ("Gazette writers Ann Lee and Bo Ek contributed to this report.", Credit),
            ("Photograph: Ann Lee/Gazette", Caption),
        ];
        for (text, expected) in table {
            assert_eq!(read(text), [Some(expected)], "{text}");
        }
    }

    #[test]
    fn news_is_never_dropped() {
        for text in [
            "Sign-ups for the scheme rose by 12% in March, the council said.",
            "More from the fund, £3.2m, went to the port than to the town in 2023.",
            "Join the 400 people who marched on Friday and the mood is plain: anger.",
            "“Get our ships out of here and we will be glad of it, all 12 of them,” the harbour master said.",
            "The newsletter that the port sends to 4,000 homes said the gates would close at 6pm.",
            "Residents can call 999 in an emergency, and 30 did so on Friday.",
            "A grant of £700 a household is open to claims. Apply at 555-621-3362 or at 310 Harbour Street.",
            "The text of the treaty runs to 48,000 words and was signed by 31 states.",
            "Police contacted 1,200 owners by email and 340 replied within 24 hours.",
            "The next tide table is out on 4 May 2024. Press office: 020 7946 0000",
            "Live: 12 ships are still at sea, the coastguard said.",
            "Copyright theft cost the industry £9bn last year, the report found.",
        ] {
            assert_eq!(read(text), [None], "{text}");
        }
    }

    #[test]
    fn a_heading_of_links_takes_the_links_below_it() {
        let text = "Explore more\nInvestigation: 7 days on the breakwater\nPodcast: Who owns the port?\n\nThe harbour master said that the gates would stay shut until the wind fell below 40 knots.";
        let promotion = Some(Furniture::Promotion);
        assert_eq!(read(text), [promotion, promotion, promotion, None]);
    }
}

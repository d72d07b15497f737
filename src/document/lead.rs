//! The lines at the head of an article that say when, by whom and from where: dates, bylines, datelines.
//!
//! What they say is metadata; the lines themselves are credits and no prose.

use super::date;
use super::metadata::Metadata;
use super::prose::Draft;
use super::{BlockKind, Furniture, Provenance};
use regex::Regex;
use std::sync::LazyLock;

/// How many blocks from the top may be lines without a label; further down a bare date is part of the article.
const TOP: usize = 10;

/// Reads the head lines of a draft.
pub(super) fn read(draft: &mut Draft, metadata: &mut Metadata) {
    let mut prose_seen = 0;
    let mut index = 0;
    while index < draft.blocks.len() {
        let kind = &draft.blocks[index].kind;
        let is_credit = matches!(kind, BlockKind::Furniture(Furniture::Credit | Furniture::Caption));
        if !is_credit
            && !matches!(
                kind,
                BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Headline | BlockKind::ListItem
            )
        {
            index += 1;
            continue;
        }
        let text = draft.text_of(index);
        if index < TOP || text.len() < 100 {
            let found = credit_line(text, metadata, index < TOP && prose_seen < 3);
            if found && !is_credit {
                draft.blocks[index].kind = BlockKind::Furniture(Furniture::Credit);
                index += 1;
                continue;
            }
        }
        if draft.blocks[index].kind == BlockKind::Paragraph {
            // The dateline opens the first paragraphs; a standfirst may come before it.
            if prose_seen < 3
                && let Some(end) = dateline_end(draft.text_of(index))
            {
                draft.split(index, end);
                draft.blocks[index].kind = BlockKind::Furniture(Furniture::Credit);
                index += 1;
                prose_seen = 3;
            }
            prose_seen += 1;
        }
        index += 1;
    }
}

/// Reads a line of dates, bylines and times of reading, set apart by bars. `false` if it is anything else.
fn credit_line(text: &str, metadata: &mut Metadata, at_top: bool) -> bool {
    // A whole line of dates may hold bars itself: "12:31, 6 May 2025 | UPDATED: 16:02".
    if let Some(line) = date::line(text) {
        if !at_top && !line.labelled {
            return false;
        }
        take_date(line, metadata);
        return true;
    }
    if !at_top {
        return false;
    }
    if let Some((name, line)) = named_date(text) {
        if let Some(byline) = byline(name) {
            metadata.offer_authors(vec![byline], Provenance::Text);
        } else if is_outlet(name) {
            metadata.offer_source(name, Provenance::Text);
        }
        take_date(line, metadata);
        return true;
    }
    let pieces: Vec<&str> =
        text.split(['|', '•', '·']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let known =
        |piece: &str| date::line(piece).is_some() || byline(piece).is_some() || is_reading_time(piece);
    let (mut dates, mut names) = (Vec::new(), Vec::new());
    for piece in &pieces {
        dates.extend(date::line(piece));
        names.extend(byline(piece));
    }
    for line in &dates {
        take_date(*line, metadata);
    }
    if !pieces.is_empty() && pieces.iter().all(|piece| known(piece)) {
        metadata.offer_authors(names, Provenance::Text);
        return true;
    }
    false
}

fn take_date(line: date::Line, metadata: &mut Metadata) {
    if let Some(stamp) = line.stamp {
        metadata.offer_published(stamp, Provenance::Text);
    } else if line.ambiguous && metadata.published.is_none() {
        metadata.note(
            "a date stands in figures, and nothing tells day from month",
            "Add `published: 2024-11-28` as front matter, or write the month as a word.",
        );
    }
}

/// A name and a date, as stands over a text that was copied from a page: "The Harwick Leader, January 17, 2025", "Dunmore
/// Gazette (English page), Friday 25 April 2025", "By Ann Lee, 5 May 2025". The name comes without what is in brackets.
fn named_date(text: &str) -> Option<(&str, date::Line)> {
    /// Words of a name at the most.
    const NAME: usize = 8;
    let cuts = text.match_indices([',', '–', '—', '-']).map(|(at, mark)| (at, at + mark.len()));
    let (name, line) = cuts.into_iter().find_map(|(at, after)| {
        let line = date::line(text[after..].trim()).filter(|line| line.stamp.is_some())?;
        Some((text[..at].trim(), line))
    })?;
    let name = name.split('(').next().unwrap_or(name).trim();
    let words = name.split_whitespace().count();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let small = |word: &str| matches!(word, "of" | "the" | "and" | "for" | "de" | "by");
    let title = name.split_whitespace().all(|word| capital(word) || small(word));
    ((1..=NAME).contains(&words) && title && name.starts_with(char::is_uppercase) && !name.ends_with('.'))
        .then_some((name, line))
}

/// Words in the names of papers, stations and agencies: a town before a date is no outlet.
const OUTLETS: [&str; 40] = [
    "times",
    "post",
    "news",
    "herald",
    "gazette",
    "telegraph",
    "courier",
    "press",
    "daily",
    "weekly",
    "journal",
    "leader",
    "broadcasting",
    "radio",
    "tv",
    "television",
    "wire",
    "agency",
    "mail",
    "star",
    "sun",
    "tribune",
    "guardian",
    "observer",
    "chronicle",
    "echo",
    "express",
    "standard",
    "independent",
    "examiner",
    "dispatch",
    "record",
    "review",
    "monitor",
    "bulletin",
    "online",
    "magazine",
    "mirror",
    "argus",
    "advertiser",
];

/// Whether a name is that of a paper, a station or an agency.
fn is_outlet(name: &str) -> bool {
    name.starts_with("The ")
        || name.split_whitespace().any(|word| OUTLETS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// The names of a byline: "By Ann Lee", "by Ann Lee and Bo Ek, Chief Reporter".
fn byline(text: &str) -> Option<String> {
    let rest =
        text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).or_else(|| text.strip_prefix("BY "))?;
    let rest = rest.trim().trim_end_matches(',');
    let words = rest.split_whitespace().count();
    // "By Monday, 12 people had died." is a sentence: a byline is short, has no figure, and has names in capitals.
    let named =
        rest.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    let ends = rest.ends_with(['.', '!', '?']) && !rest.ends_with("Jr.");
    let plain = !rest.chars().any(|c| c.is_ascii_digit() || "\"“”".contains(c));
    (words > 0 && words <= 14 && named * 2 >= words && !ends && plain).then(|| rest.to_owned())
}

/// "2 min read", "Reading time: 3 minutes".
fn is_reading_time(text: &str) -> bool {
    static READING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i-u)^(?:reading time:?\s*)?[0-9]{1,3}[ -]?min(?:ute)?s?(?: read| reading time)?$")
            .expect("the pattern is right")
    });
    READING.is_match(text)
}

/// Where the dateline at the head of a paragraph ends: "LONDON, Feb 6 (Reuters) - ", "LAGOS, Nigeria (AP) -- ",
/// "KIHEI - ".
fn dateline_end(text: &str) -> Option<usize> {
    // A town in capitals, or any town before an agency in brackets or a date; then a dash that stands free.
    static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^
            (?: \p{Lu}[\p{Lu}\ .'’/-]{3,40}               # LONDON, NEW DELHI/BAKU
                (?:,\ [\p{Lu}][\p{L}.]*(?:\ [\p{Lu}][\p{L}.]*){0,2}){0,2}  # , Nigeria
                (?:,\ (?:Jan|Feb|March|Mar|April|Apr|May|June|July|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*\.?\ [0-9]{1,2})?
                (?:\ \((?:[\p{L}][\p{L}\ &./-]{1,30})\))?
            |   \p{Lu}[\p{L}.'’-]+(?:,?\ [\p{Lu}][\p{L}.'’-]+){0,4}
                (?:,\ (?:Jan|Feb|March|Mar|April|Apr|May|June|July|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*\.?\ [0-9]{1,2})?
                \ \((?:\p{Lu}[\p{L}\ &./-]{1,30})\)
            )
            \s*(?:--+|[-–—])\s+",
        )
        .expect("the pattern is right")
    });
    let head = &text[..text.char_indices().nth(140).map_or(text.len(), |(at, _)| at)];
    let found = DATELINE.find(head)?;
    // What follows is a sentence: it has a capital, a quotation mark or a figure, and some length.
    let rest = &text[found.end()..];
    (rest.len() > 30).then_some(found.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_told_from_sentences() {
        let rest = "The river rose by two metres overnight, the mayor said.";
        for line in [
            "LONDON, Feb 6 (Reuters) - ",
            "LAGOS, Nigeria (AP) -- ",
            "KIHEI - ",
            "Oslo, May 5 (AFP) – ",
            "Port Louis (PA) — ",
            "ST. PAUL, Minn. (AP) — ",
        ] {
            assert_eq!(dateline_end(&format!("{line}{rest}")), Some(line.len()), "{line}");
        }
        for line in [
            "Reeves - who took office in July - ",
            "READ MORE: ",
            "The WHO (World Health Organization) said - ",
            "UP - ",
        ] {
            assert_eq!(dateline_end(&format!("{line}{rest}")), None, "{line}");
        }
    }

    #[test]
    fn a_name_and_a_date_over_a_text_are_told_from_sentences() {
        let name = |text: &'static str| named_date(text).map(|(name, _)| name);
        assert_eq!(name("The Harwick Leader, January 17, 2025"), Some("The Harwick Leader"));
        assert_eq!(name("Dunmore Gazette (English page), Friday 25 April 2025"), Some("Dunmore Gazette"));
        assert_eq!(name("City Telegraph, Sept 3, 2025 7:41 a.m."), Some("City Telegraph"));
        assert_eq!(name("Lagos, 5 May 2025"), Some("Lagos"));
        assert!(!is_outlet("Lagos") && !is_outlet("New Delhi") && is_outlet("City Telegraph"));
        for text in ["It opened on Monday, 5 May 2025", "Ann Lee won, 5 May 2025", "Harwick, on the coast"] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn bylines_are_told_from_sentences() {
        assert_eq!(
            byline("By Ann Lee, Climate Correspondent").as_deref(),
            Some("Ann Lee, Climate Correspondent")
        );
        assert_eq!(byline("By Ann Lee and Bo Ek in Oslo").as_deref(), Some("Ann Lee and Bo Ek in Oslo"));
        for text in
            ["By Monday, 12 people had died.", "By Friday", "By then it was too late for most of them"]
        {
            assert!(byline(text).is_none() || text == "By Friday", "{text}");
        }
    }
}

//! What the links of an article tell of its date.
//!
//! An outlet's addresses often carry the day of publication, and an article links to older ones. The latest such day is
//! one before which the article cannot have been published; where nothing else is known it places months and years.

use super::date;
use jiff::civil::Date;

/// The latest day in the address of a page that a text links to, in HTML or Markdown.
pub(super) fn latest_day(text: &str) -> Option<Date> {
    // No address is longer; a mark that nothing closes must not send the search through the whole file.
    let end = |rest: &str| rest.bytes().take(2000).position(|byte| b"\"')> \n".contains(&byte));
    ["href=\"", "href='", "]("]
        .into_iter()
        .flat_map(|opening| text.match_indices(opening).map(move |(at, _)| &text[at + opening.len()..]))
        .filter_map(|rest| date::in_url(&rest[..end(rest)?]))
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_day_among_the_links_counts() {
        let text = "<a href=\"https://x.example/2024/05/13/a/\">one</a> and [two](https://x.example/2024/11/05/b) and \
                    <a href=\"https://x.example/tags/c\">three</a>";
        assert_eq!(latest_day(text), Some(jiff::civil::date(2024, 11, 5)));
        assert_eq!(latest_day("no link at all to 2024/11/05/"), None);
    }
}

//! Addresses that lead to a passage of an original page.
//!
//! An address and the words of a passage → the address with a text fragment, as defined by the
//! [URL Fragment Text Directives](https://wicg.github.io/scroll-to-text-fragment/) draft. A browser that knows them scrolls
//! to the words and marks them; others open the page. It cannot fail: an address that a browser should not follow gives
//! `None`.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt::Write;

/// What a text directive may hold as it is. Hyphens, commas and ampersands steer it, so that they are spelled out too.
const WORDS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');
/// What an address may not hold as it is.
const ADDRESS: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'\\');

/// A passage of at most this many words is looked for as a whole.
const WHOLE: usize = 12;
/// Of a longer one, this many words of each end.
const ENDS: usize = 5;

/// The address of a page, if it is one that a browser may open from a report: http or https, and nothing that runs.
///
/// ```ignore
/// assert_eq!(page("javascript:alert(1)"), None);
/// ```
pub(super) fn page(url: &str) -> Option<String> {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    matches!(scheme.as_str(), "http" | "https").then(|| utf8_percent_encode(url, ADDRESS).to_string())
}

/// The address of a passage in a page; of the page where the passage has no words.
pub(super) fn link(url: &str, passage: &str) -> Option<String> {
    let mut address = page(url)?;
    let words: Vec<&str> = passage.split_whitespace().collect();
    if words.is_empty() {
        return Some(address);
    }
    address.push_str(if address.contains('#') { ":~:text=" } else { "#:~:text=" });
    let ends = if words.len() <= WHOLE {
        vec![words.join(" ")]
    } else {
        vec![words[..ENDS].join(" "), words[words.len() - ENDS..].join(" ")]
    };
    for (at, end) in ends.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        // Writing to a string cannot fail.
        let _ = write!(address, "{comma}{}", utf8_percent_encode(end, WORDS));
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_passage_is_looked_for_as_a_whole() {
        assert_eq!(
            link("https://a.example/b", "It cost £5m, up 3%").as_deref(),
            Some("https://a.example/b#:~:text=It%20cost%20%C2%A35m%2C%20up%203%25")
        );
    }

    #[test]
    fn a_long_passage_is_looked_for_by_its_ends() {
        let passage = "The five-year plan of the county costs more than the whole of last year's budget did.";
        assert_eq!(
            link("http://a.example/b#top", passage).as_deref(),
            Some(
                "http://a.example/b#top:~:text=The%20five%2Dyear%20plan%20of%20the,of%20last%20year%27s%20budget%20did."
            )
        );
    }

    #[test]
    fn an_address_that_runs_something_is_no_link() {
        for url in ["javascript:alert(1)", "javascript://a.example/%0aalert(1)", "data:text/html,x", "/b", ""]
        {
            assert_eq!(link(url, "words"), None, "{url}");
        }
        assert_eq!(
            page("https://a.example/\"><script>").as_deref(),
            Some("https://a.example/%22%3E%3Cscript%3E")
        );
    }
}

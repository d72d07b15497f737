//! Titles, offices and trades: what the words around a name say of who bears it.
//!
//! Tokens beside or inside a name → its parts, or what the words name. It cannot fail.
//!
//! Not here: where a name begins and ends (`name`), who bears it (`person`).

use super::function_word::{BE, PREPOSITIONS, TAKES_HEARER, ends_phrase, is_determiner};
use super::marks;
use super::person::People;
use super::sentence::{Text, Token, TokenKind};
use crate::rules::RuleSet;
use crate::rules::lexicon::{Lexicon, Vocabulary};
use std::ops::Range;

/// What the text lets us know of a person's gender, for pronouns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gender {
    #[default]
    Unknown,
    Man,
    Woman,
}

/// A run of capitalised words, split into the office or title before and the name.
pub(super) struct Split {
    /// Title and office; empty where there are none.
    pub(super) role: Range<usize>,
    /// The name; empty where the run is only an office.
    pub(super) name: Range<usize>,
    /// Whether a title such as "Dr" stands before the name.
    pub(super) titled: bool,
    pub(super) gender: Gender,
}

/// The vocabularies that names are read with.
pub(super) struct Words<'r> {
    roles: &'r Lexicon,
    bodies: &'r Lexicon,
    pub(super) reporting: &'r Lexicon,
    given: &'r Lexicon,
    epithets: &'r Lexicon,
}

impl<'r> Words<'r> {
    pub(super) fn new(rules: &'r RuleSet) -> Self {
        Self {
            roles: rules.lexicon(Vocabulary::Roles),
            bodies: rules.lexicon(Vocabulary::Bodies),
            reporting: rules.lexicon(Vocabulary::Reporting),
            given: rules.lexicon(Vocabulary::GivenNames),
            epithets: rules.lexicon(Vocabulary::Epithets),
        }
    }

    /// Splits a run of capitalised words.
    pub(super) fn split(&self, text: &Text, run: Range<usize>) -> Split {
        let mut name_from = run.start;
        let (mut titled, mut gender) = (false, Gender::Unknown);
        let mut at = run.start;
        let mut whole = false;
        let mut name_end = run.end;
        // "Mum-of-three Kelly Marsh".
        if run.len() > 5
            && text.tokens[run.start + 1].lower == "-"
            && text.tokens[run.start + 2].lower == "of"
        {
            name_from = run.start + 5;
            at = name_from;
        }
        // "Minister for Housing Joan Tully": the field of the office stands before the name.
        if run.len() > 1 && self.field_before(text, run.start) {
            let given = (run.start + 1..run.end - 1).find(|at| self.gives_name(text, *at));
            if let Some(from) = given.or((run.len() > 2).then(|| run.end - 2)) {
                return Split { role: run.start..from, name: from..run.end, titled: true, gender };
            }
        }
        while at < run.end {
            let Some(found) = text.phrase_at(self.roles, at, run.end) else {
                at += 1;
                continue;
            };
            let mut end = at + found.words;
            // The full stop of "Gov." and "Lt.".
            if end < run.end && text.tokens[end].lower == "." {
                end += 1;
            }
            let lead = at == name_from;
            match found.means {
                "title-man" | "title-woman" | "title" | "rank" if !lead => {}
                "title-man" => (name_from, titled, gender) = (end, true, Gender::Man),
                "title-woman" => (name_from, titled, gender) = (end, true, Gender::Woman),
                "title" => (name_from, titled) = (end, true),
                "rank" if end < run.end => (name_from, titled) = (end, true),
                "suffix" if at > name_from => name_end = name_end.min(at),
                // "Ann Reed MP".
                "role" if end == run.end && at > name_from + 1 && self.is_acronym(text, at) => {
                    name_end = name_end.min(at);
                }
                "role" if end < run.end => name_from = end,
                // "Wife Sharon", "Neighbour Joan Pratt"; "Son Heung-min" is a name.
                "person"
                    if lead
                        && end < run.end
                        && !matches!(
                            text.tokens[at].lower.as_str(),
                            "son"
                                | "man"
                                | "boy"
                                | "girl"
                                | "child"
                                | "local"
                                | "source"
                                | "fan"
                                | "person"
                                | "mate"
                        ) =>
                {
                    name_from = end;
                }
                // An office at the end: the run is the office, unless a given name leads it ("Gerald Butler").
                "role" => whole = lead || text.tokens[run.start].means(self.given).is_none(),
                _ => {}
            }
            at = end;
        }
        if whole {
            name_from = run.end;
        }
        // "Glaciologist Ingrid Solheim": a trade that no lexicon knows, before a given name.
        if name_from == run.start
            && run.len() > 2
            && !self.gives_name(text, run.start)
            && self.gives_name(text, run.start + 1)
            && text.tokens[run.start].lower.len() > 3
            && self.body(&text.tokens[run.start]).is_none()
        {
            name_from = run.start + 1;
        }
        Split { role: run.start..name_from, name: name_from..name_end.max(name_from), titled, gender }
    }

    /// Whether what stands before a token is an office with a preposition: "Minister for", "Secretary of State for".
    pub(super) fn field_before(&self, text: &Text, at: usize) -> bool {
        let word = |back: usize| at.checked_sub(back).map(|at| &text.tokens[at]);
        let preposition =
            |back: usize| word(back).is_some_and(|token| matches!(token.lower.as_str(), "of" | "for"));
        let office = |back: usize| {
            word(back).is_some_and(|token| token.capital && token.means(self.roles) == Some("role"))
        };
        preposition(1)
            && (office(2) || (word(2).is_some_and(|token| token.capital) && preposition(3) && office(4)))
    }

    /// Whether a word is printed in capitals and short, such as letters behind a name.
    fn is_acronym(&self, text: &Text, at: usize) -> bool {
        let token = &text.tokens[at];
        token.capital && matches!(token.lower.as_str(), "mp" | "mep" | "ceo")
    }

    /// Whether a name is a body's: it holds a body's word, or is an acronym.
    pub(super) fn is_body(&self, people: &People, text: &Text, run: Range<usize>) -> bool {
        let acronym = run.len() == 1 && {
            let printed = people.printed_word(text, run.start);
            (2..=6).contains(&printed.len()) && printed.bytes().all(|b| b.is_ascii_uppercase())
        };
        acronym || run.clone().any(|at| text.phrase_at(self.bodies, at, run.end).is_some())
    }

    /// Whether the word at a token ends a role ("spokesman").
    pub(super) fn is_role(&self, text: &Text, at: usize) -> bool {
        let token = &text.tokens[at];
        matches!(token.means(self.roles), Some("role" | "person"))
            || (!token.capital && matches!(token.lower.as_str(), "sister" | "brother" | "father"))
    }

    /// What a word says of a role: "role", "person", "rank" or a title.
    pub(super) fn role(&self, word: &Token) -> Option<&str> {
        word.means(self.roles)
    }

    /// The lexicon of bodies.
    pub(super) fn bodies(&self) -> &'r Lexicon {
        self.bodies
    }

    /// What a word says of a body: "body", "group" or "place".
    pub(super) fn body(&self, word: &Token) -> Option<&str> {
        word.means(self.bodies)
    }

    /// The words of an office in an apposition: its noun phrase without article and without what follows a
    /// preposition ("the deputy chief of ..." is "deputy chief").
    pub(super) fn office(&self, text: &Text, segment: Range<usize>) -> Option<Range<usize>> {
        let mut start = segment.start;
        if start < segment.end && is_determiner(&text.tokens[start].lower) {
            start += 1;
        }
        let end = (start..segment.end)
            .find(|at| PREPOSITIONS.contains(&text.tokens[*at].lower.as_str()))
            .unwrap_or(segment.end);
        let start = (start..end).rev().find(|at| text.tokens[*at].lower == "'s").map_or(start, |at| at + 1);
        // ", said through an interpreter": a verb and another noun phrase are no office.
        let clause = (start..end).any(|at| {
            is_determiner(&text.tokens[at].lower) || text.tokens[at].means(self.reporting) == Some("says")
        });
        let is_office = end > start
            && !clause
            && end - start <= 8
            && (text
                .phrase_at(self.roles, end - 1, end)
                .is_some_and(|found| matches!(found.means, "role" | "rank" | "person"))
                || self.is_role(text, end - 1));
        is_office.then_some(start..end)
    }

    /// The end of an office in lower case that begins at a token ("home secretary"), of at most four words.
    pub(super) fn plain_role(&self, text: &Text, start: usize, limit: usize) -> Option<usize> {
        for at in start..limit.min(start + 4) {
            let token = &text.tokens[at];
            if token.kind != TokenKind::Word || PREPOSITIONS.contains(&token.lower.as_str()) {
                return None;
            }
            if self.is_role(text, at) {
                if at + 1 < limit && self.is_role(text, at + 1) {
                    continue;
                }
                let named = at + 1 < limit && text.tokens[at + 1].capital;
                return (!named).then_some(at + 1);
            }
        }
        None
    }

    /// The end of a noun phrase that describes someone, whose article stands before `start`: "23-year-old",
    /// "former England striker", "Kenyan", "mum-of-two"; with the noun, where it says who may be meant.
    pub(super) fn epithet(&self, text: &Text, start: usize, limit: usize) -> Option<(usize, usize)> {
        /// The words of a description, a hyphen counted.
        const LONGEST: usize = 8;
        let word = |at: usize| if at < limit { text.tokens[at].lower.as_str() } else { "" };
        for at in start..limit.min(start + LONGEST) {
            let token = &text.tokens[at];
            if PREPOSITIONS.contains(&token.lower.as_str())
                || token.kind == TokenKind::Mark && token.lower != "-"
                || token.lower == "'s"
            {
                return None;
            }
            let aged = word(at) == "old" && at > start + 2 && word(at - 2) == "year";
            let found = text.phrase_at(self.epithets, at, limit);
            let national = token.capital
                && at == start
                && (found.as_ref().is_some_and(|found| found.means == "nationality")
                    || token.lower.len() > 5 && token.lower.ends_with("an"));
            // "A TEEN who": tabloids shout their first words.
            let loud = start > 0 && matches!(text.tokens[start - 1].lower.as_str(), "a" | "an");
            let person =
                (!token.capital || loud) && found.as_ref().is_some_and(|found| found.means == "person");
            if !(aged || national || person) {
                continue;
            }
            let mut end = at + found.map_or(1, |found| found.words);
            // "Mum-of-two".
            if word(end) == "-" && word(end + 1) == "of" && word(end + 2) == "-" {
                end += 4;
            }
            // "The singer's manager", "the Kenyan government", "the star striker": the noun stands further on.
            let next = text.tokens.get(end).filter(|_| end < limit);
            let goes_on = next.is_some_and(|next| {
                next.capital
                    || matches!(next.lower.as_str(), "'s" | "-" | "of" | "for" | "and")
                    || next.means(self.roles).is_some()
                    || self.body(next).is_some()
                    || next.means(self.epithets).is_some()
            });
            // What follows "the Kenyan" is a verb or a mark, or it is an adjective.
            let closed = !national
                || next.is_none_or(|next| {
                    next.kind == TokenKind::Mark
                        || next.means(self.reporting).is_some()
                        || super::function_word::stands_before_verb(&next.lower)
                        || BE.contains(&next.lower.as_str())
                        || matches!(next.lower.as_str(), "who" | "had" | "has" | "then" | "also" | "will")
                });
            if !goes_on && closed {
                return Some((end, at));
            }
        }
        None
    }

    /// The end of a body's words in lower case that begin at a token ("hospital", "parish council"), of at most three.
    pub(super) fn plain_body(&self, text: &Text, start: usize, limit: usize) -> Option<usize> {
        for at in start..limit.min(start + 3) {
            let token = &text.tokens[at];
            if token.kind != TokenKind::Word || token.capital || PREPOSITIONS.contains(&token.lower.as_str())
            {
                return None;
            }
            if self.body(token) == Some("body") {
                let goes_on = text.tokens.get(at + 1).is_some_and(|next| {
                    next.capital || self.body(next).is_some() || next.means(self.roles).is_some()
                });
                return (!goes_on).then_some(at + 1);
            }
        }
        None
    }

    pub(super) fn pronoun<'t>(&self, word: &'t str) -> Option<&'t str> {
        matches!(word, "he" | "she" | "they" | "it").then_some(word)
    }

    /// Whether a verb of speech stands directly before or after.
    pub(super) fn speaks_beside(&self, text: &Text, name: Range<usize>, limit: Range<usize>) -> bool {
        let says = |at: usize| {
            text.phrase_at(self.reporting, at, limit.end).is_some_and(|found| found.means == "says")
        };
        let inverted = |at: usize| says(at) && !TAKES_HEARER.contains(&text.tokens[at].lower.as_str());
        let hung =
            name.start > limit.start && PREPOSITIONS.contains(&text.tokens[name.start - 1].lower.as_str());
        // "Gina Marlow has hit back".
        let verb = (name.end..limit.end).find(|at| {
            !matches!(text.tokens[*at].lower.as_str(), "has" | "have" | "had" | "also" | "later" | "then")
        });
        (!hung && verb.is_some_and(says)) || (name.start > limit.start && inverted(name.start - 1))
    }

    pub(super) fn gives_name(&self, text: &Text, at: usize) -> bool {
        text.tokens[at].means(self.given).is_some()
    }

    /// What the last word of a role says of a person's gender: "wife", "spokesman".
    pub(super) fn gender_of_role(&self, role: &str) -> Gender {
        const WOMEN: &[&str] = &[
            "mother",
            "daughter",
            "wife",
            "sister",
            "aunt",
            "grandmother",
            "granddaughter",
            "niece",
            "girl",
            "widow",
            "mum",
            "mom",
            "actress",
            "fiancee",
            "fiancée",
            "queen",
            "princess",
            "duchess",
            "nun",
            "seamstress",
        ];
        const MEN: &[&str] = &[
            "father",
            "son",
            "husband",
            "brother",
            "uncle",
            "grandfather",
            "grandson",
            "nephew",
            "boy",
            "dad",
            "fiance",
            "fiancé",
            "king",
            "prince",
            "duke",
            "monk",
            "fisherman",
        ];
        if WOMEN.contains(&role) || role.ends_with("woman") {
            Gender::Woman
        } else if MEN.contains(&role) || (role.ends_with("man") && role != "human") {
            Gender::Man
        } else {
            Gender::Unknown
        }
    }

    pub(super) fn gender_of_given(&self, text: &Text, name: Range<usize>) -> Gender {
        match text.tokens[name.start].means(self.given) {
            Some("man") => Gender::Man,
            Some("woman") => Gender::Woman,
            _ => Gender::Unknown,
        }
    }
}

/// Where the noun phrase that ends with token `last` begins, its determiner left out.
pub(super) fn noun_start(text: &Text, last: usize, low: usize) -> usize {
    let mut start = last;
    while start > low && last - start < 5 {
        let token = &text.tokens[start - 1];
        let word = token.kind == TokenKind::Word && !token.lower.starts_with('\'')
            || (token.lower == "-" && token.glued);
        if !word
            || is_determiner(&token.lower)
            || PREPOSITIONS.contains(&token.lower.as_str())
            || ends_phrase(&token.lower)
        {
            break;
        }
        start -= 1;
    }
    start
}

/// The start of the segment between commas that ends before token `end`.
pub(super) fn segment_start(text: &Text, end: usize, low: usize) -> usize {
    (low..end)
        .rev()
        .take(14)
        .find(|at| {
            let token = &text.tokens[*at];
            matches!(token.lower.as_str(), "," | ";" | ":" | "(" | ")" | "said" | "says")
                || token.lower.chars().all(marks::is_mark)
        })
        .map_or(low.max(end.saturating_sub(14)), |at| at + 1)
}

/// The end of the segment between commas that begins at token `start`.
pub(super) fn segment_end(text: &Text, start: usize, high: usize) -> usize {
    (start..high.min(start + 16))
        .find(|at| {
            matches!(text.tokens[*at].lower.as_str(), "," | ";" | ":" | "." | ")" | "(" | "who" | "which")
        })
        .unwrap_or(high.min(start + 16))
}

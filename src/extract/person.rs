//! Who is named in a document, and who is meant by a surname, an office or a pronoun.
//!
//! `(&Document, &Text)` → [`People`], once a document. It cannot fail: a name without any sign that it is a person's
//! (a title, an office, an age, a verb of speech) stays a name of something, and what resolves to nobody is nobody.
//!
//! Not here: who says what (`speaker`).

use super::marks::{self, Quoted};
use super::sentence::{Text, TokenKind};
use crate::document::{BlockKind, Document};
use crate::rules::RuleSet;
use crate::rules::lexicon::{Lexicon, Vocabulary};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;
use std::ops::Range;

/// Names of persons and bodies of a document with their fullest form and role.
#[derive(Clone, Debug, Default)]
pub struct People {
    people: Vec<Person>,
    /// Where they are mentioned outside quotations, in reading order.
    mentions: Vec<Mention>,
    /// The stretches in quotation marks.
    quoted: Vec<Quoted>,
    /// For each token, whether it stands inside quotation marks (the marks included).
    inside: Vec<bool>,
    /// Words that the document writes without a capital.
    common: FxHashSet<SmolStr>,
    /// The prose, to print names from.
    prose: Box<str>,
}

/// A person of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Person {
    /// The fullest form, as printed, without titles.
    name: SmolStr,
    /// Its words in lower case.
    words: Vec<SmolStr>,
    /// Offices and trades given to the person, in lower case.
    roles: Vec<Vec<SmolStr>>,
    gender: Gender,
}

/// What the text lets us know of a person's gender, for pronouns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gender {
    #[default]
    Unknown,
    Man,
    Woman,
}

/// Words that refer to someone.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mention {
    tokens: Range<usize>,
    sentence: usize,
    who: Who,
    /// Whether it stands as the subject: first in its sentence, or beside a verb of speech.
    subject: bool,
}

/// Whom words refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Who {
    Person(usize),
    Body(SmolStr),
    /// Someone without a name: "a local official".
    Someone(SmolStr),
}

/// Sentences that "he" and "she" look back for their person.
const LOOK_BACK: usize = 8;

/// Mentions that a pronoun looks back at most, so that a sentence without an end costs no more than its length.
const MENTIONS_BACK: usize = 64;

/// Sentences that "it" and "they" look back for their body.
const LOOK_BACK_FOR_BODIES: usize = 2;

impl People {
    /// Finds them.
    #[must_use]
    pub fn find(document: &Document, text: &Text, rules: &RuleSet) -> Self {
        let quoted = marks::find(document);
        let inside = inside(text, &quoted);
        let mut people = Self {
            quoted,
            inside,
            common: common_words(text, document),
            prose: document.prose.text().into(),
            ..Self::default()
        };
        people.collect(document, text, rules);
        people.mention(document, text, rules);
        people
    }

    /// The fullest name for a mention ("Cooper", "Ms Cooper", "the home secretary", "she") seen at a token; `None`
    /// where it is not clear who is meant.
    #[must_use]
    pub fn resolve(&self, text: &Text, token: usize) -> Option<SmolStr> {
        if let Some(mention) = self.mention_at(token) {
            return Some(self.name_of(&mention.who));
        }
        let lower = text.tokens.get(token)?.lower.as_str();
        self.pronoun(lower, token, text.sentence_of(token)).map(|who| self.name_of(&who))
    }

    /// The stretches in quotation marks, in reading order.
    #[must_use]
    pub fn quoted(&self) -> &[Quoted] {
        &self.quoted
    }

    /// Whether a token stands inside quotation marks; the marks count as inside.
    #[must_use]
    pub fn is_quoted(&self, token: usize) -> bool {
        self.inside.get(token).copied().unwrap_or(false)
    }

    /// The full name of the person with those words of a name in lower case ("cooper"), if one is known.
    pub(super) fn full_name(&self, words: &[SmolStr]) -> Option<SmolStr> {
        self.lookup(words).map(|index| self.people[index].name.clone())
    }

    /// The full name of the person who holds an office, by the words of the office in lower case without article, as
    /// seen at a token.
    pub(super) fn holder(&self, words: &[SmolStr], token: usize) -> Option<SmolStr> {
        self.by_role(words, token).map(|index| self.people[index].name.clone())
    }

    /// The range of tokens of a name that begins at or holds a token, titles before it included.
    pub(super) fn name_at(&self, text: &Text, token: usize, limit: Range<usize>) -> Option<Range<usize>> {
        let mut start = token;
        while start > limit.start && self.joins(text, start - 1, start) {
            start -= 1;
        }
        let run = self.run_from(text, start, limit.end)?;
        run.contains(&token).then_some(run)
    }

    /// Words as they are printed, with single spaces.
    pub(super) fn printed(&self, text: &Text, tokens: Range<usize>) -> SmolStr {
        if tokens.is_empty() {
            return SmolStr::default();
        }
        let raw = &self.prose[text.span_of(tokens).range()];
        if raw.contains(|c: char| c.is_whitespace() && c != ' ') || raw.contains("  ") {
            SmolStr::new(raw.split_whitespace().collect::<Vec<_>>().join(" "))
        } else {
            SmolStr::new(raw)
        }
    }

    fn mention_at(&self, token: usize) -> Option<&Mention> {
        let index = self.mentions.partition_point(|mention| mention.tokens.end <= token);
        self.mentions.get(index).filter(|mention| mention.tokens.contains(&token))
    }

    fn name_of(&self, who: &Who) -> SmolStr {
        match who {
            Who::Person(index) => self.people[*index].name.clone(),
            Who::Body(name) | Who::Someone(name) => name.clone(),
        }
    }

    /// Whom a pronoun at a token means.
    fn pronoun(&self, pronoun: &str, token: usize, sentence: usize) -> Option<Who> {
        let gender = match pronoun {
            "he" => Gender::Man,
            "she" => Gender::Woman,
            "they" | "it" => Gender::Unknown,
            _ => return None,
        };
        let personal = gender != Gender::Unknown;
        let fits = |mention: &&Mention| match &mention.who {
            Who::Person(index) => {
                personal && matches!(self.people[*index].gender, g if g == Gender::Unknown || g == gender)
            }
            Who::Someone(_) => personal,
            Who::Body(_) => !personal,
        };
        let reach = if personal { LOOK_BACK } else { LOOK_BACK_FOR_BODIES };
        let end = self.mentions.partition_point(|mention| mention.tokens.end <= token);
        let start = self.mentions.partition_point(|mention| mention.sentence + reach < sentence);
        let before = &self.mentions[start.min(end).max(end.saturating_sub(MENTIONS_BACK))..end];
        // Who was last the subject of a sentence is who the text goes on about; who was named in passing only where
        // there is no other.
        let subject = before.iter().rev().filter(|mention| mention.subject).find(fits);
        subject
            .or_else(|| before.iter().rev().filter(|_| personal).find(fits))
            .map(|mention| mention.who.clone())
    }

    fn lookup(&self, words: &[SmolStr]) -> Option<usize> {
        let exact = self.people.iter().position(|person| person.words == words);
        let surname = || {
            words.last().and_then(|last| {
                self.people.iter().position(|person| {
                    person.words.last() == Some(last) && words.iter().all(|word| person.words.contains(word))
                })
            })
        };
        let any =
            || self.people.iter().position(|person| words.iter().all(|word| person.words.contains(word)));
        if words.is_empty() { None } else { exact.or_else(surname).or_else(any) }
    }

    fn by_role(&self, words: &[SmolStr], token: usize) -> Option<usize> {
        let head = words.last()?;
        let holds = |person: &Person, exactly: bool| {
            person.roles.iter().any(|role| {
                if exactly {
                    role == words
                } else {
                    role.last() == Some(head) && words.iter().all(|word| role.contains(word))
                }
            })
        };
        for exactly in [true, false] {
            let holders: Vec<usize> =
                (0..self.people.len()).filter(|index| holds(&self.people[*index], exactly)).collect();
            match holders.as_slice() {
                [] => {}
                [only] => return Some(*only),
                several => {
                    let end = self.mentions.partition_point(|mention| mention.tokens.end <= token);
                    return self.mentions[..end].iter().rev().find_map(|mention| match mention.who {
                        Who::Person(index) if several.contains(&index) => Some(index),
                        _ => None,
                    });
                }
            }
        }
        None
    }

    /// Whether two neighbouring tokens may belong to one name.
    fn joins(&self, text: &Text, left: usize, right: usize) -> bool {
        self.is_name_word(text, left) && self.is_name_word(text, right)
    }

    /// Whether a token may be a word of a name: it has a capital that it does not owe to beginning a sentence.
    fn is_name_word(&self, text: &Text, at: usize) -> bool {
        let token = &text.tokens[at];
        if token.kind != TokenKind::Word || !token.capital || token.lower.starts_with('\'') {
            return false;
        }
        let sentence = &text.sentences[text.sentence_of(at)];
        let first = text.tokens[sentence.tokens.start..at].iter().all(|token| token.kind == TokenKind::Mark);
        let opened = at > 0 && text.tokens[at - 1].lower.chars().all(marks::is_mark);
        if !NEVER_NAMES.contains(&token.lower.as_str()) {
            return !(first || opened) || !self.common.contains(&token.lower) || follows_as_name(text, at);
        }
        false
    }

    /// The longest name that begins at a token: capitalised words with particles, hyphens and initials between.
    fn run_from(&self, text: &Text, start: usize, limit: usize) -> Option<Range<usize>> {
        if !self.is_name_word(text, start) {
            return None;
        }
        let mut end = start + 1;
        while end < limit {
            let token = &text.tokens[end];
            if self.is_name_word(text, end) {
                end += 1;
                continue;
            }
            let initial = token.lower == "." && token.glued && text.tokens[end - 1].span.len() <= 2;
            let hyphen = token.lower == "-" && token.glued;
            if (initial || hyphen)
                && end + 1 < limit
                && (self.is_name_word(text, end + 1)
                    || (hyphen && text.tokens[end + 1].kind == TokenKind::Word))
                && (!hyphen || text.tokens[end + 1].glued)
            {
                end += 2;
                continue;
            }
            // "Ursula von der Leyen", "Bashar al-Assad".
            let particles = text.tokens[end..limit]
                .iter()
                .take(3)
                .take_while(|token| PARTICLES.contains(&token.lower.as_str()) || token.lower == "-")
                .count();
            if particles > 0
                && PARTICLES.contains(&token.lower.as_str())
                && end + particles < limit
                && self.is_name_word(text, end + particles)
            {
                end += particles + 1;
                continue;
            }
            break;
        }
        Some(start..end)
    }

    /// First pass: who is named with a sign of being a person.
    fn collect(&mut self, document: &Document, text: &Text, rules: &RuleSet) {
        let words = Words::new(rules);
        let mut found: Vec<Person> = Vec::new();
        for sentence in &text.sentences {
            if !in_running_text(document, sentence.block) {
                continue;
            }
            let limit = sentence.tokens.clone();
            let mut at = limit.start;
            while at < limit.end {
                let Some(run) = self.run_from(text, at, limit.end) else {
                    at += 1;
                    continue;
                };
                at = run.end;
                let split = words.split(text, run.clone());
                let surely = split.titled || words.gives_name(text, split.name.start.min(run.end - 1));
                if split.name.is_empty() || (!surely && words.is_body(self, text, split.name.clone())) {
                    continue;
                }
                if let Some(person) = self.signs_of_person(text, &words, &split, limit.clone()) {
                    found.push(person);
                }
            }
        }
        self.people = merge(found);
    }

    /// The person of a name, if something beside it shows that it is one.
    fn signs_of_person(
        &self,
        text: &Text,
        words: &Words<'_>,
        split: &Split,
        limit: Range<usize>,
    ) -> Option<Person> {
        let name = split.name.clone();
        let mut roles = Vec::new();
        let mut sign = split.gender != Gender::Unknown || split.titled;
        if !split.role.is_empty() {
            roles.push(lower_words(text, split.role.clone()));
            sign = true;
        }
        // "spokesman Sutopo Purwo Nugroho", "the bank's governor Andrew Bailey".
        let front = split.role.start.min(name.start);
        if split.role.is_empty() && front > limit.start && words.is_role(text, front - 1) {
            let start = noun_start(text, front - 1, limit.start);
            roles.push(lower_words(text, start..front));
            sign = true;
        }
        // "the governor, Andrew Bailey": the office before the comma.
        if front > limit.start + 1 && text.tokens[front - 1].lower == "," {
            let start = segment_start(text, front - 1, limit.start);
            if let Some(role) = words.office(text, start..front - 1) {
                roles.push(lower_words(text, role));
                sign = true;
            }
        }
        // ", the home secretary," and ", 22, a homemaker".
        let mut after = name.end;
        while after + 1 < limit.end && text.tokens[after].lower == "," {
            let next = after + 1;
            let end = segment_end(text, next, limit.end);
            if text.tokens[next].kind == TokenKind::Number && end == next + 1 {
                sign = true;
                after = end;
                continue;
            }
            if let Some(role) = words.office(text, next..end) {
                roles.push(lower_words(text, role));
                sign = true;
            } else if text.tokens[next].lower == "who" {
                sign = true;
            }
            break;
        }
        sign |= words.speaks_beside(text, name.clone(), limit.clone());
        // "Dana Whitlock of the bank kept her rating": a pronoun in the sentence that a name of two words begins.
        let leads = name.len() > 1
            && text.tokens[limit.start..name.start].iter().all(|token| token.kind == TokenKind::Mark);
        sign |= leads
            && text.tokens[name.end..limit.end]
                .iter()
                .any(|token| matches!(token.lower.as_str(), "her" | "his" | "himself" | "herself"));
        sign |= name.len() > 1 && words.gives_name(text, name.start);
        if !sign {
            return None;
        }
        let gender = if split.gender == Gender::Unknown {
            words.gender_of_given(text, name.clone())
        } else {
            split.gender
        };
        let roles = roles.into_iter().filter(|role| !role.is_empty()).collect();
        Some(Person { name: self.printed(text, name.clone()), words: lower_words(text, name), roles, gender })
    }

    /// Whether a verb of speech follows a noun phrase that ends at a token, a phrase that hangs on it skipped.
    fn speaks_on(&self, text: &Text, words: &Words<'_>, end: usize, limit: usize) -> bool {
        (end..limit.min(end + 8))
            .take_while(|at| text.tokens[*at].kind == TokenKind::Word && !self.is_quoted(*at))
            .any(|at| text.phrase_at(words.reporting, at, limit).is_some_and(|found| found.means == "says"))
    }

    /// Second pass: every mention, pronouns resolved as they come.
    fn mention(&mut self, document: &Document, text: &Text, rules: &RuleSet) {
        let words = Words::new(rules);
        for (index, sentence) in text.sentences.iter().enumerate() {
            if !in_running_text(document, sentence.block) {
                continue;
            }
            let limit = sentence.tokens.clone();
            let mut named = false;
            let mut at = limit.start;
            while at < limit.end {
                if self.is_quoted(at) {
                    at += 1;
                    continue;
                }
                let (tokens, who) = if let Some(run) = self.run_from(text, at, limit.end) {
                    let split = words.split(text, run.clone());
                    let name = lower_words(text, split.name.clone());
                    let who = if split.name.is_empty() {
                        self.by_role(&lower_words(text, run.clone()), at).map(Who::Person)
                    } else if let Some(person) = self.lookup(&name) {
                        Some(Who::Person(person))
                    } else {
                        words
                            .is_body(self, text, run.clone())
                            .then(|| Who::Body(self.printed(text, run.clone())))
                    };
                    (run, who)
                } else if let Some(means) = words.pronoun(&text.tokens[at].lower) {
                    (at..at + 1, self.pronoun(means, at, index))
                } else if text.tokens[at].lower == "the"
                    && let Some(end) = words.plain_role(text, at + 1, limit.end)
                {
                    (at..end, self.by_role(&lower_words(text, at + 1..end), at).map(Who::Person))
                } else if matches!(text.tokens[at].lower.as_str(), "a" | "an" | "one" | "another")
                    && let Some(end) = words.plain_role(text, at + 1, limit.end)
                    && self.speaks_on(text, &words, end, limit.end)
                {
                    (at..end, Some(Who::Someone(self.printed(text, at..end))))
                } else {
                    at += 1;
                    continue;
                };
                at = tokens.end;
                if let Some(who) = who {
                    let subject = words.speaks_beside(text, tokens.clone(), limit.clone())
                        || (!named && !in_passing(text, tokens.clone(), limit.start, &who));
                    named |= subject;
                    self.mentions.push(Mention { tokens, sentence: index, who, subject });
                }
            }
        }
    }
}

/// Whether someone is named beside what a sentence is about: behind a preposition or as the hearer of a verb of speech.
/// A body may also be named as whose the subject is ("the agency's count").
fn in_passing(text: &Text, tokens: Range<usize>, low: usize, who: &Who) -> bool {
    let mut before = tokens.start;
    while before > low
        && (is_determiner(&text.tokens[before - 1].lower)
            || text.tokens[before - 1].capital && before - 1 > low)
    {
        before -= 1;
    }
    let hung = before > low && {
        let word = text.tokens[before - 1].lower.as_str();
        PREPOSITIONS.contains(&word) || TAKES_HEARER.contains(&word) || word == "met" || word == "than"
    };
    let owns = text.tokens.get(tokens.end).is_some_and(|next| next.lower == "'s");
    hung || (owns && !matches!(who, Who::Body(_)))
}

/// A run of capitalised words, split into the office or title before and the name.
pub(super) struct Split {
    /// Title and office; empty where there are none.
    pub(super) role: Range<usize>,
    /// The name; empty where the run is only an office.
    pub(super) name: Range<usize>,
    /// Whether a title such as "Dr" stands before the name.
    titled: bool,
    gender: Gender,
}

/// The vocabularies that names are read with.
pub(super) struct Words<'r> {
    roles: &'r Lexicon,
    bodies: &'r Lexicon,
    reporting: &'r Lexicon,
    given: &'r Lexicon,
}

impl<'r> Words<'r> {
    pub(super) fn new(rules: &'r RuleSet) -> Self {
        Self {
            roles: rules.lexicon(Vocabulary::Roles),
            bodies: rules.lexicon(Vocabulary::Bodies),
            reporting: rules.lexicon(Vocabulary::Reporting),
            given: rules.lexicon(Vocabulary::GivenNames),
        }
    }

    /// Splits a run of capitalised words.
    pub(super) fn split(&self, text: &Text, run: Range<usize>) -> Split {
        let mut name_from = run.start;
        let (mut titled, mut gender) = (false, Gender::Unknown);
        let mut at = run.start;
        let mut whole = false;
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
                "role" if end < run.end => name_from = end,
                // An office at the end: the run is the office, unless a given name leads it ("Gerald Butler").
                "role" => whole = lead || self.given.word(&text.tokens[run.start].lower).is_none(),
                _ => {}
            }
            at = end;
        }
        if whole {
            name_from = run.end;
        }
        Split { role: run.start..name_from, name: name_from..run.end, titled, gender }
    }

    /// Whether a name is a body's: it holds a body's word, or is an acronym.
    pub(super) fn is_body(&self, people: &People, text: &Text, run: Range<usize>) -> bool {
        let acronym = run.len() == 1 && {
            let printed = people.printed(text, run.clone());
            (2..=6).contains(&printed.len()) && printed.bytes().all(|b| b.is_ascii_uppercase())
        };
        acronym || run.clone().any(|at| text.phrase_at(self.bodies, at, run.end).is_some())
    }

    /// Whether the word at a token ends a role ("spokesman").
    pub(super) fn is_role(&self, text: &Text, at: usize) -> bool {
        matches!(self.roles.word(&text.tokens[at].lower), Some("role" | "person"))
    }

    /// What a word says of a role: "role", "person", "rank" or a title.
    pub(super) fn role(&self, word: &str) -> Option<&str> {
        self.roles.word(word)
    }

    /// The lexicon of bodies.
    pub(super) fn bodies(&self) -> &'r Lexicon {
        self.bodies
    }

    /// What a word says of a body: "body", "group" or "place".
    pub(super) fn body(&self, word: &str) -> Option<&str> {
        self.bodies.word(word)
    }

    /// The words of an office in an apposition: its noun phrase without article and without what follows a
    /// preposition ("the deputy chief of ..." is "deputy chief").
    fn office(&self, text: &Text, segment: Range<usize>) -> Option<Range<usize>> {
        let mut start = segment.start;
        if start < segment.end && is_determiner(&text.tokens[start].lower) {
            start += 1;
        }
        let end = (start..segment.end)
            .find(|at| PREPOSITIONS.contains(&text.tokens[*at].lower.as_str()))
            .unwrap_or(segment.end);
        let start = (start..end).rev().find(|at| text.tokens[*at].lower == "'s").map_or(start, |at| at + 1);
        let is_office = end > start
            && end - start <= 8
            && (text
                .phrase_at(self.roles, end - 1, end)
                .is_some_and(|found| matches!(found.means, "role" | "rank")));
        is_office.then_some(start..end)
    }

    /// The end of an office in lower case that begins at a token ("home secretary"), of at most four words.
    fn plain_role(&self, text: &Text, start: usize, limit: usize) -> Option<usize> {
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

    fn pronoun<'t>(&self, word: &'t str) -> Option<&'t str> {
        matches!(word, "he" | "she" | "they" | "it").then_some(word)
    }

    /// Whether a verb of speech stands directly before or after.
    fn speaks_beside(&self, text: &Text, name: Range<usize>, limit: Range<usize>) -> bool {
        let says = |at: usize| {
            text.phrase_at(self.reporting, at, limit.end).is_some_and(|found| found.means == "says")
        };
        let inverted = |at: usize| says(at) && !TAKES_HEARER.contains(&text.tokens[at].lower.as_str());
        let hung =
            name.start > limit.start && PREPOSITIONS.contains(&text.tokens[name.start - 1].lower.as_str());
        (name.end < limit.end && !hung && says(name.end))
            || (name.start > limit.start && inverted(name.start - 1))
    }

    fn gives_name(&self, text: &Text, at: usize) -> bool {
        self.given.word(&text.tokens[at].lower).is_some()
    }

    fn gender_of_given(&self, text: &Text, name: Range<usize>) -> Gender {
        match self.given.word(&text.tokens[name.start].lower) {
            Some("man") => Gender::Man,
            Some("woman") => Gender::Woman,
            _ => Gender::Unknown,
        }
    }
}

/// Whether a word with a capital at the start of a sentence is followed by another, or by a verb, as names are.
fn follows_as_name(text: &Text, at: usize) -> bool {
    text.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Word && next.capital)
}

/// Whether a block is running text, in which names are introduced and mentioned.
fn in_running_text(document: &Document, block: u32) -> bool {
    !matches!(
        document.blocks[block as usize].kind,
        BlockKind::Furniture(_) | BlockKind::Headline | BlockKind::Heading(_) | BlockKind::Cell(_)
    )
}

/// Persons with what is known of each from all places, the fullest form of the name first.
fn merge(mut found: Vec<Person>) -> Vec<Person> {
    let order: Vec<usize> = {
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|index| std::cmp::Reverse(found[*index].words.len()));
        order
    };
    let mut people: Vec<Person> = Vec::new();
    for index in order {
        let person = std::mem::replace(
            &mut found[index],
            Person {
                name: SmolStr::default(),
                words: Vec::new(),
                roles: Vec::new(),
                gender: Gender::Unknown,
            },
        );
        let same = people.iter_mut().find(|known| {
            let part = person.words.iter().all(|word| known.words.contains(word));
            let ends = known.words.last() == person.words.last() || person.words.len() == 1;
            let agree = known.gender == person.gender
                || known.gender == Gender::Unknown
                || person.gender == Gender::Unknown;
            part && ends && agree
        });
        match same {
            Some(known) => {
                known.roles.extend(person.roles.into_iter().filter(|role| !role.is_empty()));
                if known.gender == Gender::Unknown {
                    known.gender = person.gender;
                }
            }
            None => people.push(person),
        }
    }
    for person in &mut people {
        person.roles.sort();
        person.roles.dedup();
    }
    people
}

/// Which tokens stand inside quotation marks.
fn inside(text: &Text, quoted: &[Quoted]) -> Vec<bool> {
    let mut inside = vec![false; text.tokens.len()];
    for stretch in quoted {
        let from = text.tokens.partition_point(|token| token.span.end <= stretch.outer.start);
        for (at, token) in text.tokens.iter().enumerate().skip(from) {
            if token.span.start >= stretch.outer.end {
                break;
            }
            inside[at] = true;
        }
    }
    inside
}

/// Words that the document writes in lower case somewhere.
fn common_words(text: &Text, document: &Document) -> FxHashSet<SmolStr> {
    text.sentences
        .iter()
        .filter(|sentence| in_running_text(document, sentence.block))
        .flat_map(|sentence| &text.tokens[sentence.tokens.clone()])
        .filter(|token| token.kind == TokenKind::Word && !token.capital)
        .map(|token| token.lower.clone())
        .collect()
}

/// Words in lower case, with the marks inside names left out.
pub(super) fn lower_words(text: &Text, range: Range<usize>) -> Vec<SmolStr> {
    text.tokens[range].iter().filter(|token| token.lower != ".").map(|token| token.lower.clone()).collect()
}

/// Whether a word is an article or another determiner that begins a noun phrase.
pub(super) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "its"
            | "his"
            | "her"
            | "their"
            | "our"
            | "this"
            | "that"
            | "these"
            | "those"
            | "one"
            | "two"
            | "three"
            | "another"
            | "some"
            | "many"
            | "several"
            | "most"
            | "each"
            | "every"
            | "no"
            | "any"
            | "both"
    )
}

/// Where the noun phrase that ends with token `last` begins, its determiner left out.
fn noun_start(text: &Text, last: usize, low: usize) -> usize {
    let mut start = last;
    while start > low && last - start < 5 {
        let token = &text.tokens[start - 1];
        let word = token.kind == TokenKind::Word && !token.lower.starts_with('\'')
            || (token.lower == "-" && token.glued);
        if !word
            || is_determiner(&token.lower)
            || PREPOSITIONS.contains(&token.lower.as_str())
            || STOPS.contains(&token.lower.as_str())
        {
            break;
        }
        start -= 1;
    }
    start
}

/// The start of the segment between commas that ends before token `end`.
fn segment_start(text: &Text, end: usize, low: usize) -> usize {
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
fn segment_end(text: &Text, start: usize, high: usize) -> usize {
    (start..high.min(start + 16))
        .find(|at| {
            matches!(text.tokens[*at].lower.as_str(), "," | ";" | ":" | "." | ")" | "(" | "who" | "which")
        })
        .unwrap_or(high.min(start + 16))
}

/// Verbs of speech that are followed by who is spoken to, not by who speaks.
const TAKES_HEARER: &[&str] = &[
    "told",
    "tells",
    "tell",
    "asked",
    "asks",
    "urged",
    "urges",
    "warned",
    "reminded",
    "quoted",
    "cautioned",
    "described",
    "describes",
];

/// Prepositions that hang a phrase on a noun.
pub(super) const PREPOSITIONS: &[&str] = &[
    "of", "for", "in", "at", "from", "with", "to", "by", "on", "near", "outside", "inside", "behind",
    "under", "across", "about", "into",
];

/// Words that end a noun phrase to the left.
pub(super) const STOPS: &[&str] = &[
    "and",
    "but",
    "as",
    "while",
    "that",
    "which",
    "who",
    "whom",
    "whose",
    "when",
    "where",
    "because",
    "if",
    "after",
    "before",
    "since",
    "although",
    "though",
    "so",
    "than",
    "whether",
    "or",
    "nor",
    "until",
    "once",
    "what",
    "how",
    "why",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "has",
    "have",
    "had",
    "will",
    "would",
    "could",
    "should",
    "may",
    "might",
    "can",
    "did",
    "does",
    "do",
    "not",
    "then",
    "also",
    "yesterday",
    "today",
    "tonight",
    "earlier",
    "later",
    "meanwhile",
    "however",
    "week",
    "month",
    "year",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "now",
    "there",
    "here",
    "said",
    "says",
    "told",
    "despite",
    "during",
];

/// Particles inside names.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "dos", "das", "van", "von", "der", "den", "bin", "bint", "ibn", "al",
    "el", "ter", "ten", "du", "y", "abu",
];

/// Words with a capital that begin sentences and are never part of a name.
const NEVER_NAMES: &[&str] = &[
    "the",
    "a",
    "an",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "you",
    "but",
    "and",
    "or",
    "nor",
    "in",
    "on",
    "at",
    "by",
    "of",
    "for",
    "from",
    "with",
    "to",
    "as",
    "this",
    "that",
    "these",
    "those",
    "there",
    "here",
    "however",
    "meanwhile",
    "its",
    "his",
    "her",
    "their",
    "our",
    "my",
    "your",
    "if",
    "when",
    "while",
    "after",
    "before",
    "since",
    "because",
    "although",
    "though",
    "so",
    "no",
    "not",
    "yes",
    "what",
    "who",
    "how",
    "why",
    "where",
    "which",
    "one",
    "two",
    "three",
    "four",
    "some",
    "many",
    "most",
    "more",
    "all",
    "both",
    "each",
    "every",
    "another",
    "other",
    "others",
    "then",
    "now",
    "also",
    "still",
    "yet",
    "just",
    "only",
    "even",
    "about",
    "over",
    "under",
    "during",
    "despite",
    "according",
    "asked",
    "speaking",
    "earlier",
    "later",
    "last",
    "next",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "could",
    "should",
    "can",
    "nearly",
    "almost",
    "around",
    "such",
    "like",
    "unlike",
    "among",
    "between",
    "amid",
    "against",
    "until",
    "once",
    "today",
    "yesterday",
    "tonight",
    "opening",
    "following",
    "responding",
    "writing",
    "added",
    "said",
    "out",
    "up",
    "into",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "several",
    "him",
    "them",
    "us",
    "me",
    "let",
    "it's",
    "i'm",
    "we're",
    "they're",
    "he's",
    "she's",
    "that's",
    "there's",
    "don't",
    "can't",
    "i've",
    "we've",
    "you've",
    "instead",
    "perhaps",
    "maybe",
    "finally",
];

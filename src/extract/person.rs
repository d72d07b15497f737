//! Who is named in a document, and who is meant by a surname, an office or a pronoun.
//!
//! `(&Document, &Text)` → [`People`], once a document. It cannot fail: a name without any sign that it is a person's
//! (a title, an office, an age, a verb of speech) stays a name of something, and what resolves to nobody is nobody.
//!
//! Not here: who says what (`speaker`).

use super::function_word::{PREPOSITIONS, TAKES_HEARER, is_determiner};
use super::marks::{self, Quoted};
use super::name::{Names, lower_words};
use super::office::{Gender, Split, Words, noun_start, segment_end, segment_start};
use super::sentence::{Text, TokenKind};
use crate::document::{BlockKind, Document};
use crate::rules::RuleSet;
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
    /// What tells its names.
    names: Names,
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

/// Words that refer to someone.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mention {
    tokens: Range<usize>,
    sentence: usize,
    who: Who,
    /// Whether it stands as the subject: first in its sentence, or beside a verb of speech.
    subject: bool,
    /// Whether it is no name but a description of someone named before: "the singer".
    described: bool,
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

/// Sentences that "he" and "she" look ahead where nobody was named before.
const LOOK_AHEAD: usize = 2;

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
            names: Names::new(text, document),
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
        let sentence = text.sentence_of(token);
        self.pronoun(lower, token, sentence)
            .or_else(|| self.named_later(lower, token, sentence))
            .map(|who| self.name_of(&who))
    }

    /// Whom "he" or "she" means where nobody was named before: who is the first subject of the sentences behind, as when
    /// a text begins with speech.
    fn named_later(&self, pronoun: &str, token: usize, sentence: usize) -> Option<Who> {
        let gender = match pronoun {
            "he" => Gender::Man,
            "she" => Gender::Woman,
            _ => return None,
        };
        let from = self.mentions.partition_point(|mention| mention.tokens.end <= token);
        let before = self.mentions[..from].iter().any(|mention| matches!(mention.who, Who::Person(_)));
        let next = self.mentions[from..]
            .iter()
            .take_while(|mention| mention.sentence <= sentence + LOOK_AHEAD)
            .find(|mention| mention.subject && mention.sentence > sentence)?;
        let fits = match &next.who {
            Who::Person(index) => {
                matches!(self.people[*index].gender, g if g == Gender::Unknown || g == gender)
            }
            Who::Someone(_) | Who::Body(_) => false,
        };
        (!before && fits).then(|| next.who.clone())
    }

    /// The person whom a sentence begins with, if it names one there.
    pub(super) fn subject_of(&self, text: &Text, sentence: usize) -> Option<SmolStr> {
        let tokens = text.sentences.get(sentence)?.tokens.clone();
        let from = self.mentions.partition_point(|mention| mention.tokens.end <= tokens.start);
        let mention =
            self.mentions.get(from).filter(|mention| mention.sentence == sentence && mention.subject)?;
        let lead = tokens.start..mention.tokens.start;
        let plain = lead.len() <= 3
            && lead.clone().all(|at| {
                let token = &text.tokens[at];
                token.kind == TokenKind::Word && !PREPOSITIONS.contains(&token.lower.as_str())
            });
        // "14:20 KLM boss Marjan Rietveld has just spoken": the time of a live post.
        let clock = lead
            .clone()
            .take_while(|at| {
                text.tokens[*at].kind == TokenKind::Number
                    || matches!(text.tokens[*at].lower.as_str(), ":" | "." | "am" | "pm" | "-" | "–")
            })
            .count();
        let posted = clock > 0
            && text.tokens[lead.start].kind == TokenKind::Number
            && (lead.start + clock..lead.end).len() <= 3
            && (lead.start + clock..lead.end).all(|at| {
                text.tokens[at].kind == TokenKind::Word
                    && !PREPOSITIONS.contains(&text.tokens[at].lower.as_str())
            });
        let plain = plain || posted;
        // "Her coach, a former wrestler named Bogdan Ilie, ..."
        let plain = plain
            || lead.len() <= 12
                && is_determiner(&text.tokens[lead.start].lower)
                && names_someone(&text.tokens[lead.end - 1].lower);
        (plain && matches!(mention.who, Who::Person(_))).then(|| self.name_of(&mention.who))
    }

    /// The person named among some tokens, if it is one alone.
    pub(super) fn only_one_in(&self, tokens: Range<usize>) -> Option<SmolStr> {
        let from = self.mentions.partition_point(|mention| mention.tokens.end <= tokens.start);
        let mut named = self.mentions[from..]
            .iter()
            .take_while(|mention| mention.tokens.start < tokens.end)
            .filter(|mention| matches!(mention.who, Who::Person(_)));
        let first = named.next()?;
        named.all(|mention| mention.who == first.who).then(|| self.name_of(&first.who))
    }

    /// Whom a noun phrase means that names nobody: "the singer" someone named before it, "a teenager" at the beginning
    /// of a text whom the next sentence begins with.
    pub(super) fn described(&self, text: &Text, words: &Words<'_>, phrase: Range<usize>) -> Option<SmolStr> {
        match text.tokens[phrase.start].lower.as_str() {
            "the" => self
                .mention_at(phrase.start)
                .filter(|mention| mention.described && mention.tokens.end == phrase.end)
                .map(|mention| self.name_of(&mention.who)),
            "a" | "an" => {
                let (end, _) = words.epithet(text, phrase.start + 1, phrase.end)?;
                let sentence = text.sentence_of(phrase.start);
                (end == phrase.end).then(|| self.introduced_next(text, sentence)).flatten()
            }
            _ => None,
        }
    }

    /// The person with whom the sentence behind the first begins, by name and age: "Ben Cole, 17, slipped".
    fn introduced_next(&self, text: &Text, sentence: usize) -> Option<SmolStr> {
        let first = self.mentions.iter().find(|mention| matches!(mention.who, Who::Person(_)))?;
        let next = text.sentences.get(sentence + 1)?.tokens.clone();
        let end = first.tokens.end;
        let aged = end + 1 < next.end
            && text.tokens[end].lower == ","
            && text.tokens[end + 1].kind == TokenKind::Number;
        (first.tokens.start == next.start && aged && !first.described).then(|| self.name_of(&first.who))
    }

    /// The end of a description behind "the" at a token, and the person it stands for: who alone is the subject of the
    /// sentences before it.
    fn described_at(
        &self,
        text: &Text,
        words: &Words<'_>,
        at: usize,
        limit: usize,
        sentence: usize,
    ) -> Option<(usize, usize)> {
        /// Sentences that a description looks back.
        const REACH: usize = 4;
        let (end, noun) = words.epithet(text, at + 1, limit)?;
        // Who is known by that role is meant, and nobody else.
        let held = lower_words(text, noun..end);
        if self.people.iter().any(|person| person.roles.iter().any(|role| role.last() == held.last())) {
            return None;
        }
        let gender = words.gender_of_role(&text.tokens[noun].lower);
        let mut person = None;
        for mention in self.mentions.iter().rev().take(MENTIONS_BACK) {
            if mention.sentence + REACH < sentence {
                break;
            }
            let Who::Person(index) = mention.who else { continue };
            let known = self.people[index].gender;
            if !mention.subject || gender != Gender::Unknown && known != Gender::Unknown && known != gender {
                continue;
            }
            if person.is_some_and(|other| other != index) {
                return None;
            }
            person = Some(index);
        }
        Some((end, person?))
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
        self.names.at(text, token, limit)
    }

    /// A token as it is printed.
    pub(super) fn printed_word(&self, text: &Text, token: usize) -> &str {
        &self.prose[text.tokens[token].span.range()]
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
                let Some(run) = self.names.run_from(text, at, limit.end) else {
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
                // "Ann Reed of the University of Hull, who": the person stands before the preposition.
                let hung = name.start > limit.start
                    && PREPOSITIONS.contains(&text.tokens[name.start - 1].lower.as_str())
                    && name.len() == 1;
                sign |= !hung;
            }
            break;
        }
        sign |= words.speaks_beside(text, name.clone(), limit.clone());
        sign |= front > limit.start && names_someone(&text.tokens[front - 1].lower) && name.len() > 1;
        // "Dana Whitlock of the bank kept her rating": a pronoun in the sentence that a name of two words begins.
        let leads = name.len() > 1
            && text.tokens[limit.start..name.start].iter().all(|token| token.kind == TokenKind::Mark);
        sign |= leads
            && text.tokens[name.end..limit.end]
                .iter()
                .any(|token| matches!(token.lower.as_str(), "her" | "his" | "himself" | "herself"));
        sign |= name.len() > 1 && words.gives_name(text, name.start);
        // "Ayelet Brenner does not look up. She pours tea."
        sign |= leads && goes_on_with_pronoun(text, limit.end);
        if !sign {
            return None;
        }
        let by_role = || {
            roles
                .iter()
                .filter_map(|role| role.last())
                .map(|word| words.gender_of_role(word))
                .find(|gender| *gender != Gender::Unknown)
        };
        let gender = if split.gender == Gender::Unknown {
            by_role().unwrap_or_else(|| words.gender_of_given(text, name.clone()))
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
                let mut described = false;
                let (tokens, who) = if text.tokens[at].lower == "the"
                    && let Some((end, person)) = self.described_at(text, &words, at, limit.end, index)
                {
                    described = true;
                    (at..end, Some(Who::Person(person)))
                } else if let Some(run) = self.names.run_from(text, at, limit.end) {
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
                } else if text.tokens[at].lower == "the"
                    && at == limit.start
                    && let Some(end) = words.plain_body(text, at + 1, limit.end)
                {
                    (at..end, Some(Who::Body(self.printed(text, at + 1..end))))
                } else if matches!(text.tokens[at].lower.as_str(), "a" | "an" | "one" | "another")
                    && let Some(end) = words.plain_role(text, at + 1, limit.end)
                    && (at == limit.start || self.speaks_on(text, &words, end, limit.end))
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
                    self.mentions.push(Mention { tokens, sentence: index, who, subject, described });
                }
            }
        }
    }
}

/// Whether a word right before a name says that it is one: "a wrestler named Bogdan Ilie".
fn names_someone(word: &str) -> bool {
    matches!(word, "named" | "called")
}

/// Whether the sentence that begins at a token begins with "he" or "she".
fn goes_on_with_pronoun(text: &Text, start: usize) -> bool {
    text.tokens.get(start).is_some_and(|token| matches!(token.lower.as_str(), "he" | "she"))
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

/// Whether a block is running text, in which names are introduced and mentioned.
pub(super) fn in_running_text(document: &Document, block: u32) -> bool {
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

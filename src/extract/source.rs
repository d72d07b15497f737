//! Sources: noun phrases as someone whom a text can credit.
//!
//! A place in a sentence → the [`Source`] that begins or ends there, or `None`. It cannot fail.
//!
//! A source is read as a noun phrase: a person's name with or without title and office ("Bank governor Andrew Bailey"),
//! an office that the document gives to someone ("the home secretary"), a pronoun, a body ("the Home Office"), or
//! people without a name ("one woman in the village"). Persons come out by the fullest name of the document.
//!
//! Not here: the verbs that credit (`cue`), names and who bears them (`person`).

use super::function_word::{PREPOSITIONS, ends_phrase, is_determiner, is_pronoun, stands_before_verb};
use super::name::lower_words;
use super::office::Words;
use super::person::People;
use super::sentence::{Text, TokenKind};
use crate::rules::RuleSet;
use crate::rules::lexicon::{Lexicon, Vocabulary};
use smol_str::SmolStr;
use std::ops::Range;

/// Someone who can be credited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// The words.
    pub(super) tokens: Range<usize>,
    /// The name: a person's full name, a body's or a group's words.
    pub(super) name: SmolStr,
    /// Whether it is someone, or a thing such as a report.
    pub(super) kind: SourceKind,
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceKind {
    /// A person by name.
    Person,
    /// A body, a group, someone without a name.
    Speaker,
    /// A country or a town, which speaks only through others.
    Place,
    /// Something else that is the subject of a verb of speech.
    Thing,
}

/// Reads sources around cues.
pub(super) struct Sources<'t> {
    pub(super) text: &'t Text,
    pub(super) people: &'t People,
    pub(super) reporting: &'t Lexicon,
    words: Words<'t>,
}

/// The same for several persons.
const PLURAL_TRADES: &[&str] = &["ers", "ors", "ists"];

/// Texts that speak for their author.
const DOCUMENTS: &[&str] = &[
    "report",
    "review",
    "assessment",
    "study",
    "statement",
    "survey",
    "analysis",
    "figures",
    "data",
    "estimate",
    "estimates",
    "forecast",
    "forecasts",
    "count",
    "tally",
    "bulletin",
    "release",
    "letter",
    "paper",
    "website",
    "numbers",
    "statistics",
    "research",
    "account",
    "post",
    "tweet",
    "message",
    "note",
    "email",
    "memo",
];

/// Endings of words for persons by what they do or where they are from.
const TRADES: &[&str] =
    &["er", "or", "ist", "man", "woman", "ian", "ant", "ers", "ors", "ists", "men", "women", "ians", "ants"];

impl<'t> Sources<'t> {
    pub(super) fn new(text: &'t Text, people: &'t People, rules: &'t RuleSet) -> Self {
        Self { text, people, reporting: rules.lexicon(Vocabulary::Reporting), words: Words::new(rules) }
    }

    pub(super) fn lower(&self, at: usize) -> &'t str {
        self.text.tokens[at].lower.as_str()
    }

    /// Whether a token is a quotation mark or a dash, a comma, a colon: something that no noun phrase goes across. A full
    /// stop inside a sentence belongs to an abbreviation.
    pub(super) fn is_break(&self, at: usize) -> bool {
        let token = &self.text.tokens[at];
        if self.people.is_quoted(at) {
            return true;
        }
        token.kind == TokenKind::Mark
            && !(matches!(token.lower.as_str(), "-" | "/" | "’" | "'") && token.glued)
            && token.lower != "&"
            && !(token.lower == "." && token.glued && self.goes_on(at))
    }

    /// The noun phrase that begins a clause.
    pub(super) fn first(&self, range: Range<usize>) -> Option<Source> {
        let start = range.clone().find(|at| {
            self.text.tokens[*at].kind == TokenKind::Word
                && !matches!(self.lower(*at), "but" | "and" | "yet" | "so")
        })?;
        if PREPOSITIONS.contains(&self.lower(start)) {
            return None;
        }
        if is_pronoun(self.lower(start)) {
            return self.pronoun(start);
        }
        // The verb behind it need not be one of speech: the phrase ends with the first word that makes a source of it,
        // unless the next goes on with it.
        for end in start + 1..range.end.min(start + 8) {
            if self.is_break(end - 1) || ends_phrase(self.lower(end - 1)) {
                break;
            }
            let goes_on = end < range.end
                && (self.text.tokens[end].capital
                    || self.lower(end) == "'s"
                    || self.words.role(&self.text.tokens[end]).is_some()
                    || PLURAL_TRADES.iter().any(|ending| self.lower(end).ends_with(ending))
                    || self.words.body(&self.text.tokens[end]).is_some());
            if !goes_on
                && let Some(source) = self.read(start..end).filter(|source| source.kind != SourceKind::Thing)
            {
                return Some(source);
            }
        }
        self.after(start, range.end)
    }

    /// The subject that ends before a verb.
    pub(super) fn before(&self, verb: usize, low: usize) -> Option<Source> {
        let mut end = verb;
        loop {
            let before = end.checked_sub(1).filter(|at| *at >= low);
            // "went on to say": the subject stands before the verb that the infinitive goes on with.
            if let Some(to) = before.filter(|at| self.lower(*at) == "to") {
                match self.goes_to(to, low) {
                    Some(verb) => end = verb,
                    None => break,
                }
            } else if before.is_some_and(|at| {
                let token = &self.text.tokens[at];
                // "Joan Tully said" and "Sunday Adeyemi said" begin with names.
                stands_before_verb(&token.lower) && !(token.capital && token.lower.ends_with("ly"))
            }) {
                end -= 1;
            } else {
                break;
            }
        }
        // "The Office for Statistics (ONS) said": what stands in brackets is skipped.
        if end > low
            && self.lower(end - 1) == ")"
            && let Some(opening) = (low..end - 1).rev().take(12).find(|at| self.lower(*at) == "(")
        {
            end = opening;
        }
        if end == low {
            return None;
        }
        // "The bank halved its forecast and said": the verb shares the subject of the one before it.
        if matches!(self.lower(end - 1), "and" | "but") {
            return self.first(low..end - 1);
        }
        let comma = matches!(self.lower(end - 1), "," | "—" | "–");
        if !comma {
            if self.is_break(end - 1) {
                return None;
            }
            return self.before_relative(end, low).or_else(|| self.phrase_ending(end, low));
        }
        // Appositions and relative clauses between the name and the verb: go left from comma to comma until a name.
        let mut segments = Vec::new();
        let mut right = end - 1;
        while segments.len() < 6 {
            let left = (low..right)
                .rev()
                .find(|at| self.is_break(*at) && !(self.lower(*at) == "(" || self.lower(*at) == ")"))
                .map_or(low, |at| at + 1);
            // "..., but the Survey in Golden, Colorado, said": another clause begins here, and its subject is no apposition.
            let contrast = left + 1 < right
                && matches!(self.lower(left), "but" | "while" | "whereas" | "although" | "though")
                && !matches!(self.lower(left + 1), "no" | "not" | "only");
            let from = left + usize::from(contrast);
            if from < right {
                segments.push(from..right);
            }
            if contrast {
                break;
            }
            if left <= low || self.lower(left - 1) != "," {
                break;
            }
            right = left - 1;
        }
        // One segment alone is what comes before a participle or a second verb, not a name with its apposition.
        if segments.len() < 2 {
            return None;
        }
        let mut sources: Vec<Source> =
            segments.iter().filter_map(|segment| self.segment(segment.clone())).collect();
        // "It comes after Prof Neil Abara, of Hull, described": the name ends the first segment.
        if let Some(first) =
            segments.last().filter(|first| first.start == low || is_pronoun(self.lower(first.start)))
            && let Some(person) =
                self.phrase_ending(first.end, first.start).filter(|source| source.kind == SourceKind::Person)
        {
            sources.push(person);
        }
        if let Some(person) = sources.iter().find(|source| source.kind == SourceKind::Person) {
            return Some(person.clone());
        }
        // An office and a name that the document gives nowhere else: "the minister, Dan Reed, said".
        if sources.iter().any(|source| self.is_office(source))
            && let Some(named) = sources.iter().find(|source| self.is_name(source))
        {
            return Some(Source { kind: SourceKind::Person, ..named.clone() });
        }
        sources.iter().rfind(|source| source.kind != SourceKind::Thing).cloned()
    }

    /// Whether a source is a text, which speaks where "according to" stands before it.
    pub(super) fn is_document(&self, source: &Source) -> bool {
        let last = self.head_end(source.tokens.clone()) - 1;
        DOCUMENTS.contains(&self.lower(last))
    }

    /// Whether a source is someone also where no verb of speech says so: a person, an office, a body or a group, and not
    /// a name that nothing tells more of.
    pub(super) fn is_someone(&self, source: &Source) -> bool {
        let last = self.head_end(source.tokens.clone()) - 1;
        source.kind == SourceKind::Person
            || (source.kind == SourceKind::Speaker
                && (!self.text.tokens[last].capital
                    || self.words.is_role(self.text, last)
                    || self.words.body(&self.text.tokens[last]).is_some()))
    }

    /// Whether a source is an office or a trade.
    fn is_office(&self, source: &Source) -> bool {
        let end = self.head_end(source.tokens.clone());
        matches!(self.words.role(&self.text.tokens[end - 1]), Some("role" | "person" | "rank"))
    }

    /// Whether a source is a name of two words or more that is no body's.
    fn is_name(&self, source: &Source) -> bool {
        source.tokens.len() > 1
            && !self.is_office(source)
            && self.text.tokens[source.tokens.clone()]
                .iter()
                .all(|token| token.capital || token.kind == TokenKind::Mark)
            && !self.words.is_body(self.people, self.text, source.tokens.clone())
    }

    /// A segment between commas as a source, where it is a noun phrase.
    fn segment(&self, segment: Range<usize>) -> Option<Source> {
        let mut start = segment.start;
        while start < segment.end
            && matches!(self.lower(start), "but" | "and" | "while" | "as" | "meanwhile" | "that")
        {
            start += 1;
        }
        if start >= segment.end
            || matches!(
                self.lower(start),
                "who" | "which" | "whose" | "whom" | "including" | "such" | "like" | "among"
            )
        {
            return None;
        }
        // "The report, by the judge Ann Reed, found": an author speaks through the text.
        if self.lower(start) == "by" {
            return self.after(start + 1, segment.end).filter(|author| author.kind == SourceKind::Person);
        }
        if PREPOSITIONS.contains(&self.lower(start)) {
            return None;
        }
        self.after(start, segment.end)
    }

    /// The subject that stands before its relative clause: "**A teenager** who swam the lake says"; none where the clause
    /// has a subject of its own ("a woman who police said").
    fn before_relative(&self, end: usize, low: usize) -> Option<Source> {
        let who =
            (low + 1..end).rev().take_while(|at| !self.is_break(*at)).find(|at| self.lower(*at) == "who")?;
        let own = self.read(who + 1..end).is_some_and(|source| source.kind != SourceKind::Thing)
            && self.phrase_ending(end, who + 1).is_some_and(|source| source.tokens.start == who + 1);
        if own || self.is_break(who - 1) {
            return None;
        }
        self.phrase_ending(who, low).filter(|source| source.kind != SourceKind::Thing)
    }

    /// The noun phrase that ends right before token `end`.
    fn phrase_ending(&self, end: usize, low: usize) -> Option<Source> {
        let last = end - 1;
        if is_pronoun(self.lower(last)) {
            return self.pronoun(last);
        }
        // A person's name right before the verb is the subject unless a preposition hangs it on another noun.
        let mut start = end;
        let mut first_preposition = None;
        while start > low && end - start < 24 {
            let at = start - 1;
            let word = self.lower(at);
            if self.is_break(at) || ends_phrase(word) || is_pronoun(word) {
                break;
            }
            if PREPOSITIONS.contains(&word) {
                // "on Monday officials said": time and place before the subject.
                let close = word == "to"
                    && at > low
                    && matches!(
                        self.lower(at - 1),
                        "close" | "next" | "adviser" | "aide" | "envoy" | "ambassador"
                    );
                let within =
                    close || matches!(word, "of" | "for" | "in" | "at" | "from" | "with" | "on" | "near");
                if !within || start == end {
                    break;
                }
                first_preposition = Some(at);
            } else if is_determiner(word) {
                start = at;
                // The phrase begins here unless a preposition hangs it on what stands before.
                if at == low || !PREPOSITIONS.contains(&self.lower(at - 1)) {
                    break;
                }
                continue;
            }
            start = at;
        }
        if start == end {
            return None;
        }
        if let Some(preposition) = first_preposition
            && preposition == start
        {
            // Nothing stands before the preposition: the subject is what follows its noun, if it can be told.
            let name = (start..end)
                .rev()
                .take_while(|at| self.text.tokens[*at].capital || self.lower(*at) == "-")
                .last();
            return name.and_then(|from| self.read(from..end));
        }
        self.read(start..end)
    }

    /// The noun phrase that begins at a token, with an apposition that names it.
    pub(super) fn after(&self, start: usize, high: usize) -> Option<Source> {
        // "per 100,000 infants" credits nobody.
        if start >= high || self.text.tokens[start].kind == TokenKind::Number {
            return None;
        }
        if is_pronoun(self.lower(start)) {
            return self.pronoun(start);
        }
        let mut end = start;
        while end < high && end - start < 24 {
            let word = self.lower(end);
            if self.is_break(end) {
                break;
            }
            if end > start
                && (ends_phrase(word) && !(word == "and" && self.joins_names(end, high))
                    || matches!(
                        word,
                        "on" | "to" | "with" | "by" | "about" | "into" | "during" | "told" | "in"
                    ) && !(word == "in"
                        && self.text.tokens.get(end + 1).is_some_and(|next| next.capital)
                        && end + 1 < high)
                    || (is_pronoun(word) && word != "who")
                    // "a memo seen by the paper"
                    || matches!(word, "seen" | "obtained" | "leaked" | "dated" | "circulated")
                    || self.text.tokens[end].means(self.reporting).is_some_and(|means| means != "by"))
            {
                break;
            }
            end += 1;
        }
        if end == start {
            return None;
        }
        let source = self.read(start..end)?;
        if source.kind == SourceKind::Person || end + 1 >= high || self.lower(end) != "," {
            return Some(source);
        }
        // "the governor, Andrew Bailey": only an office or a trade is named by what follows the comma.
        let last = self.head_end(start..end) - 1;
        let office =
            self.words.is_role(self.text, last) || self.words.role(&self.text.tokens[last]) == Some("rank");
        // A body's name is followed by more of what the sentence says; a noun that is none may be a trade.
        let no_trade = self.words.body(&self.text.tokens[last]).is_some() || self.text.tokens[last].capital;
        if !office && source.kind != SourceKind::Thing && no_trade {
            return Some(source);
        }
        let Some(run) = self.people.name_at(self.text, end + 1, end + 1..high) else {
            return Some(source);
        };
        let split = self.words.split(self.text, run.clone());
        if run.start != end + 1
            || split.name.is_empty()
            // Behind a noun that is no known office stands a name of two words at least.
            || (!office && run.len() < 2)
            || self.words.is_body(self.people, self.text, split.name.clone())
        {
            return Some(source);
        }
        Some(self.person(start..run.end, split.name))
    }

    /// Whether the sentence of a token has words after it.
    fn goes_on(&self, at: usize) -> bool {
        let end =
            self.text.sentences.get(self.text.sentence_of(at)).map_or(at, |sentence| sentence.tokens.end);
        self.text.tokens[at + 1..end.max(at + 1)].iter().take(2).any(|token| token.kind == TokenKind::Word)
    }

    /// Whether "and" stands between two words with capitals, within a body's name or two persons.
    fn joins_names(&self, at: usize, high: usize) -> bool {
        at + 1 < high && self.text.tokens[at - 1].capital && self.text.tokens[at + 1].capital
    }

    /// The end of the head part of a noun phrase: before its first preposition.
    fn head_end(&self, phrase: Range<usize>) -> usize {
        (phrase.start + 1..phrase.end)
            .find(|at| {
                PREPOSITIONS.contains(&self.lower(*at))
                    && self.lower(*at - 1) != "-"
                    && !self.is_within_body(*at, phrase.end)
            })
            .unwrap_or(phrase.end)
    }

    /// Whether a preposition stands inside the name of a body whose speaker follows: "Department for Transport
    /// spokesperson".
    fn is_within_body(&self, at: usize, high: usize) -> bool {
        let tokens = &self.text.tokens;
        if !matches!(self.lower(at), "of" | "for") || !tokens[at - 1].capital {
            return false;
        }
        let end = (at + 1..high).find(|next| !tokens[*next].capital).unwrap_or(high);
        end > at + 1 && end < high && self.words.is_role(self.text, end)
    }

    /// "Minister for Housing Joan Tully", "Secretary of State Ann Reed": an office whose field stands between it and the
    /// name.
    fn office_with_field(&self, phrase: &Range<usize>, start: usize) -> Option<Source> {
        let preposition = (start + 1..phrase.end).find(|at| matches!(self.lower(*at), "of" | "for"))?;
        let run = self.people.name_at(self.text, phrase.end - 1, preposition + 1..phrase.end)?;
        let split = self.words.split(self.text, run.clone());
        let named = run.end == phrase.end
            && !split.name.is_empty()
            && split.name.start > run.start
            && self.words.field_before(self.text, run.start);
        named.then(|| self.person(phrase.clone(), split.name))
    }

    /// The end of a body's name that goes on behind a preposition: "Bank of England", "Office for Budget
    /// Responsibility", "Ministry of the Interior".
    fn whole_name(&self, end: usize, high: usize) -> usize {
        let tokens = &self.text.tokens;
        if end == 0 || end + 1 >= high || !matches!(self.lower(end), "of" | "for") {
            return end;
        }
        if !tokens[end - 1].capital {
            // "The ministry of transport": the field is part of what it is called.
            let fielded = matches!(self.lower(end - 1), "ministry" | "department" | "bureau" | "institute");
            return if fielded { self.head_end(end..high) } else { end };
        }
        if !matches!(self.words.body(&self.text.tokens[end - 1]), Some("body" | "group")) {
            return end;
        }
        let from = if self.lower(end + 1) == "the" { end + 2 } else { end + 1 };
        let name = (from..high).take_while(|at| tokens[*at].capital).count();
        if name == 0 { end } else { self.whole_name_and(from + name, high) }
    }

    /// The same over "and": "Department for Energy and Climate".
    fn whole_name_and(&self, end: usize, high: usize) -> usize {
        let tokens = &self.text.tokens;
        if end + 1 < high && matches!(self.lower(end), "and" | "&") && tokens[end + 1].capital {
            (end + 1..high).find(|at| !tokens[*at].capital).unwrap_or(high)
        } else {
            end
        }
    }

    fn pronoun(&self, at: usize) -> Option<Source> {
        let name = self.people.resolve(self.text, at)?;
        let kind =
            if matches!(self.lower(at), "he" | "she") { SourceKind::Person } else { SourceKind::Speaker };
        Some(Source { tokens: at..at + 1, name, kind })
    }

    fn person(&self, tokens: Range<usize>, name: Range<usize>) -> Source {
        let full = self
            .people
            .full_name(&lower_words(self.text, name.clone()))
            .unwrap_or_else(|| self.people.printed(self.text, name));
        Source { tokens, name: full, kind: SourceKind::Person }
    }

    /// A noun phrase as a source.
    fn read(&self, phrase: Range<usize>) -> Option<Source> {
        let text = self.text;
        let mut start = phrase.start;
        while start < phrase.end
            && (text.tokens[start].kind == TokenKind::Mark
                || matches!(self.lower(start), "but" | "and" | "both"))
        {
            start += 1;
        }
        if start + 1 < phrase.end
            && self.lower(start + 1) == "of"
            && matches!(
                self.lower(start),
                "one" | "some" | "many" | "most" | "several" | "two" | "three" | "none" | "both"
            )
        {
            return Some(Source {
                name: self.people.printed(self.text, start..phrase.end),
                tokens: phrase,
                kind: SourceKind::Speaker,
            });
        }
        if start < phrase.end
            && let Some(name) = self.people.described(text, &self.words, start..phrase.end)
        {
            return Some(Source { tokens: phrase, name, kind: SourceKind::Person });
        }
        if let Some(person) = self.office_with_field(&phrase, start) {
            return Some(person);
        }
        let core_end = self.head_end(start..phrase.end);
        let head_end = self.whole_name(core_end, phrase.end);
        // "A source close to the family".
        let close = head_end < phrase.end && head_end > start + 1 && self.lower(head_end - 1) == "close";
        let head_end = if close { head_end - 1 } else { head_end };
        if start >= head_end {
            return None;
        }
        // "Bolivia's Diego Pacheco": the head follows the possessive.
        let head_start =
            (start..head_end).rev().find(|at| self.lower(*at) == "'s").map_or(start, |at| at + 1);
        if head_start >= head_end {
            return None;
        }
        // "Analysts at Berwick Capital": whose they are says who speaks.
        let hung = head_end + 1 < phrase.end
            && matches!(self.lower(head_end), "at" | "for" | "from" | "with")
            && text.tokens[phrase.end - 1].capital
            && self.words.body(&self.text.tokens[head_end - 1]) == Some("group");
        if hung {
            return Some(Source {
                name: self.words_of(start..phrase.end, start, phrase.end),
                tokens: phrase,
                kind: SourceKind::Speaker,
            });
        }
        let last = head_end - 1;
        let of_head = |from: usize| self.people.name_at(text, last, from..head_end);
        if let Some(run) = of_head(head_start).filter(|run| run.end == head_end) {
            let split = self.words.split(text, run.clone());
            let named = lower_words(text, split.name.clone());
            if split.name.is_empty() {
                return self.office(phrase, start, head_start, head_end);
            }
            if self.people.full_name(&named).is_some() || !split.role.is_empty() {
                let body = self.words.is_body(self.people, text, split.name.clone());
                if !body || self.people.full_name(&named).is_some() {
                    return Some(self.person(phrase, split.name));
                }
            }
            let role_before = run.start > head_start && self.words.is_role(text, run.start - 1);
            if role_before && !self.words.is_body(self.people, text, run.clone()) {
                return Some(self.person(phrase, split.name));
            }
            // "Angler Pete Sharples": a trade that no lexicon knows, in lower case right before a name of two words.
            let trade_before = run.len() > 1
                && run.start > head_start
                && text.tokens[run.start - 1].kind == TokenKind::Word
                && !text.tokens[run.start - 1].capital
                && !is_determiner(self.lower(run.start - 1));
            if trade_before && !self.words.is_body(self.people, text, run.clone()) {
                return Some(self.person(phrase, split.name));
            }
            let place = text
                .phrase_at(self.words.bodies(), run.start, run.end)
                .is_some_and(|found| found.means == "place" && found.words == run.len());
            return Some(Source {
                name: self.words_of(start..phrase.end, run.start, head_end),
                tokens: phrase,
                kind: if place { SourceKind::Place } else { SourceKind::Speaker },
            });
        }
        let word = self.lower(last);
        // "The agency's review": a text speaks for whose it is.
        if head_start > start && DOCUMENTS.contains(&word) {
            return self.read(start..head_start - 1).map(|owner| Source { tokens: phrase, ..owner });
        }
        // "A post from the ministry".
        if DOCUMENTS.contains(&word)
            && head_end + 1 < phrase.end
            && matches!(self.lower(head_end), "from" | "by")
            && let Some(owner) = self.read(head_end + 1..phrase.end)
        {
            return Some(Source { tokens: phrase, ..owner });
        }
        match self.words.role(&text.tokens[last]) {
            Some("role" | "rank") => return self.office(phrase, start, head_start, head_end),
            Some("person") => {
                return Some(Source {
                    name: self.words_of(start..phrase.end, start, phrase.end),
                    tokens: phrase,
                    kind: SourceKind::Speaker,
                });
            }
            _ => {}
        }
        let fielded = head_end > core_end && self.words.body(&self.text.tokens[core_end - 1]).is_some();
        let speaker = fielded
            || self.words.body(&text.tokens[last]).is_some()
            || TRADES.iter().any(|ending| word.ends_with(ending));
        let kind = if speaker { SourceKind::Speaker } else { SourceKind::Thing };
        if kind == SourceKind::Thing && (text.tokens[last].kind != TokenKind::Word || word.len() < 3) {
            return None;
        }
        // "The governor's office": whose it is names it.
        let owned =
            head_start > start && matches!(word, "office" | "team" | "family" | "lawyers" | "department");
        let from = if owned { start } else { head_start };
        Some(Source { name: self.words_of(start..phrase.end, from, head_end), tokens: phrase, kind })
    }

    /// An office: its holder, if the document names one.
    fn office(
        &self,
        phrase: Range<usize>,
        start: usize,
        head_start: usize,
        head_end: usize,
    ) -> Option<Source> {
        let mut from = head_start;
        let indefinite = matches!(self.lower(start), "a" | "an" | "one" | "another" | "some");
        while from < head_end && is_determiner(self.lower(from)) {
            from += 1;
        }
        if !indefinite && let Some(name) = self.people.holder(&lower_words(self.text, from..head_end), start)
        {
            return Some(Source { tokens: phrase, name, kind: SourceKind::Person });
        }
        Some(Source {
            name: self.words_of(start..phrase.end, start, phrase.end),
            tokens: phrase,
            kind: SourceKind::Speaker,
        })
    }

    /// The words of a body or a group for its name: from the head's first word, without its article.
    fn words_of(&self, phrase: Range<usize>, from: usize, end: usize) -> SmolStr {
        let mut start = from.max(phrase.start);
        // Modifiers before a capitalised head belong to it ("the UK government").
        while start > phrase.start && !is_determiner(self.lower(start - 1)) && self.lower(start - 1) != "'s" {
            start -= 1;
        }
        while start + 1 < end
            && matches!(self.lower(start), "the" | "a" | "an" | "its" | "this" | "these" | "our")
        {
            start += 1;
        }
        self.people.printed(self.text, start..end)
    }
}

//! Whom the text credits: the source beside a verb of speech or a phrase such as "according to".
//!
//! A sentence and a place in it → [`Attribution`] or `None`. It cannot fail: a verb without a subject that can speak
//! credits nobody.
//!
//! A source is read as a noun phrase: a person's name with or without title and office ("Bank governor Andrew Bailey"),
//! an office that the document gives to someone ("the home secretary"), a pronoun, a body ("the Home Office"), or
//! people without a name ("one woman in the village"). Persons come out by the fullest name of the document.
//!
//! Not here: names and who bears them (`person`), quotation marks (`marks`), which words are whose (`quotation`).

pub use super::person::People;

use super::marks;
use super::person::{PREPOSITIONS, STOPS, Words, is_determiner, lower_words};
use super::sentence::{Text, TokenKind};
use crate::claim::Attribution;
use crate::rules::RuleSet;
use crate::rules::lexicon::{Lexicon, Vocabulary};
use smol_str::SmolStr;
use std::ops::Range;

/// A verb or phrase that credits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// How it credits.
    pub(super) kind: CueKind,
}

/// How a cue credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CueKind {
    /// Whatever is its subject: "said".
    Says,
    /// Its subject, where that can speak: "called it".
    Holds,
    /// Its subject, for figures: "put the toll at".
    Figures,
    /// The subject of the clause that it hangs on: "adding".
    Saying,
    /// The noun phrase that follows: "according to".
    By,
}

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
    reporting: &'t Lexicon,
    words: Words<'t>,
}

/// Adverbs and auxiliaries between a subject and its verb.
const BETWEEN: &[&str] = &[
    "also",
    "has",
    "have",
    "had",
    "later",
    "previously",
    "then",
    "once",
    "earlier",
    "again",
    "now",
    "still",
    "would",
    "will",
    "today",
    "yesterday",
    "even",
    "there",
    "here",
    "only",
    "just",
    "since",
    "too",
    "famously",
    "merely",
    "both",
    "all",
    "simply",
    "reportedly",
    "himself",
    "herself",
    "did",
    "do",
    "does",
    "since",
    "long",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "instead",
    "often",
    "however",
    "already",
    "further",
];

/// Endings of words for persons by what they do or where they are from.
const TRADES: &[&str] =
    &["er", "or", "ist", "man", "woman", "ian", "ant", "ers", "ors", "ists", "men", "women", "ians", "ants"];

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
];

/// Forms of "be", after which a verb of speech is passive.
const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "get", "got"];

impl<'t> Sources<'t> {
    pub(super) fn new(text: &'t Text, people: &'t People, rules: &'t RuleSet) -> Self {
        Self { text, people, reporting: rules.lexicon(Vocabulary::Reporting), words: Words::new(rules) }
    }

    fn lower(&self, at: usize) -> &'t str {
        self.text.tokens[at].lower.as_str()
    }

    /// Whether a token is a quotation mark or a dash, a comma, a colon: something that no noun phrase goes across. A full
    /// stop inside a sentence belongs to an abbreviation.
    fn is_break(&self, at: usize) -> bool {
        let token = &self.text.tokens[at];
        if self.people.is_quoted(at) {
            return true;
        }
        token.kind == TokenKind::Mark
            && !(matches!(token.lower.as_str(), "-" | "/" | "’" | "'") && token.glued)
            && token.lower != "&"
            && !(token.lower == "." && token.glued && self.goes_on(at))
    }

    /// The cues among some tokens that stand outside quotation marks.
    pub(super) fn cues(&self, range: Range<usize>) -> Vec<Cue> {
        let mut cues = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let found = if self.people.is_quoted(at) {
                None
            } else {
                self.text.phrase_at(self.reporting, at, range.end)
            };
            let Some(found) = found else {
                at += 1;
                continue;
            };
            let kind = match found.means {
                "says" => CueKind::Says,
                "holds" => CueKind::Holds,
                "figures" => CueKind::Figures,
                "saying" => CueKind::Saying,
                _ => CueKind::By,
            };
            let tokens = at..at + found.words;
            at = tokens.end;
            if kind == CueKind::By || !self.is_no_verb(tokens.clone(), range.start) {
                cues.push(Cue { tokens, kind });
            }
        }
        cues
    }

    /// Whether a word that may be a verb of speech is a noun, an infinitive or a passive here.
    fn is_no_verb(&self, verb: Range<usize>, low: usize) -> bool {
        // A word with a capital is part of a name or a headline, or a participle that begins its sentence ("Asked
        // about it, she said").
        if self.text.tokens[verb.start].capital && !matches!(self.lower(verb.start), "said" | "says") {
            return true;
        }
        let Some(before) = (low..verb.start).rev().find(|at| !self.lower(*at).ends_with("ly")) else {
            return false;
        };
        let word = self.lower(before);
        if BE.contains(&word) || matches!(word, "to" | "of" | "in" | "for" | "'s" | "by" | "not" | "at") {
            return !self.lower(verb.end - 1).ends_with("saying");
        }
        is_determiner(word)
            && !matches!(word, "that" | "this" | "one" | "some" | "many" | "both" | "most" | "two" | "three")
    }

    /// The source of a cue: its subject, or what follows it.
    pub(super) fn of(&self, cue: &Cue, sentence: Range<usize>) -> Option<Source> {
        let source = match cue.kind {
            CueKind::By => self.after(cue.tokens.end, sentence.end),
            CueKind::Says => {
                let behind_quote =
                    cue.tokens.start > sentence.start && self.people.is_quoted(cue.tokens.start - 1);
                if behind_quote || cue.tokens.start == sentence.start {
                    self.after(cue.tokens.end, sentence.end)
                } else if self.lower(cue.tokens.start - 1) == "," {
                    self.inverted(cue, sentence.end).or_else(|| self.before(cue.tokens.start, sentence.start))
                } else {
                    self.before(cue.tokens.start, sentence.start)
                }
            }
            CueKind::Holds | CueKind::Figures => self
                .before(cue.tokens.start, sentence.start)
                .filter(|source| source.kind != SourceKind::Place),
            CueKind::Saying => self.governor(cue.tokens.start, sentence.clone()),
        };
        // "A climber described as daft": what "as" follows directly is said of the noun before it.
        let of_noun = |source: &Source| {
            cue.tokens.end < sentence.end
                && self.lower(cue.tokens.end) == "as"
                && matches!(self.lower(source.tokens.start), "a" | "an" | "one" | "some")
        };
        source.filter(|source| source.kind != SourceKind::Thing && !of_noun(source))
    }

    /// The subject behind a verb: a source that ends its clause there, "..., said the mayor on Monday".
    fn inverted(&self, cue: &Cue, high: usize) -> Option<Source> {
        let source = self.after(cue.tokens.end, high).filter(|source| source.kind != SourceKind::Thing)?;
        let next = source.tokens.end;
        let ends = next >= high
            || self.people.is_quoted(next)
            || matches!(
                self.lower(next),
                "." | ","
                    | ";"
                    | ":"
                    | "on"
                    | "in"
                    | "at"
                    | "to"
                    | "who"
                    | "as"
                    | "late"
                    | "early"
                    | "during"
                    | "via"
                    | "when"
                    | "after"
                    | "—"
                    | "–"
                    | "("
            )
            || DAYS.contains(&self.lower(next));
        ends.then_some(source)
    }

    /// The subject of the clause that a participle hangs on: that of the nearest verb of speech before it, failing
    /// that the sentence's first noun phrase if it can speak.
    fn governor(&self, at: usize, sentence: Range<usize>) -> Option<Source> {
        let cues = self.cues(sentence.start..at);
        if let Some(cue) = cues
            .iter()
            .rev()
            .find(|cue| matches!(cue.kind, CueKind::Says | CueKind::Holds | CueKind::Figures))
        {
            return self.of(cue, sentence);
        }
        // "with Mr Reed citing": the participle's own subject.
        if at > sentence.start
            && !self.is_break(at - 1)
            && let Some(own) = self.before(at, sentence.start).filter(|own| own.kind != SourceKind::Thing)
        {
            return Some(own);
        }
        self.first(sentence).filter(|source| source.kind == SourceKind::Person)
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
            if self.is_break(end - 1) || STOPS.contains(&self.lower(end - 1)) {
                break;
            }
            let goes_on = end < range.end
                && (self.text.tokens[end].capital
                    || self.lower(end) == "'s"
                    || self.words.role(self.lower(end)).is_some()
                    || self.words.body(self.lower(end)).is_some());
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
        while end > low && (BETWEEN.contains(&self.lower(end - 1)) || self.lower(end - 1).ends_with("ly")) {
            end -= 1;
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
            return self.phrase_ending(end, low);
        }
        // Appositions and relative clauses between the name and the verb: go left from comma to comma until a name.
        let mut segments = Vec::new();
        let mut right = end - 1;
        while segments.len() < 6 {
            let left = (low..right)
                .rev()
                .find(|at| self.is_break(*at) && !(self.lower(*at) == "(" || self.lower(*at) == ")"))
                .map_or(low, |at| at + 1);
            if left < right {
                segments.push(left..right);
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
        let sources: Vec<Source> =
            segments.iter().filter_map(|segment| self.segment(segment.clone())).collect();
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

    /// Whether a source is an office or a trade.
    fn is_office(&self, source: &Source) -> bool {
        let end = self.head_end(source.tokens.clone());
        matches!(self.words.role(self.lower(end - 1)), Some("role" | "person" | "rank"))
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
        if start >= segment.end || matches!(self.lower(start), "who" | "which" | "whose" | "whom") {
            return None;
        }
        if PREPOSITIONS.contains(&self.lower(start)) {
            return None;
        }
        self.after(start, segment.end)
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
            if self.is_break(at) || STOPS.contains(&word) || is_pronoun(word) {
                break;
            }
            if PREPOSITIONS.contains(&word) {
                // "on Monday officials said": time and place before the subject.
                if !matches!(word, "of" | "for" | "in" | "at" | "from" | "with" | "on" | "near")
                    || start == end
                {
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
        if start >= high {
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
                && (STOPS.contains(&word) && !(word == "and" && self.joins_names(end, high))
                    || matches!(
                        word,
                        "on" | "to" | "with" | "by" | "about" | "into" | "during" | "told" | "in"
                    ) && !(word == "in"
                        && self.text.tokens.get(end + 1).is_some_and(|next| next.capital)
                        && end + 1 < high)
                    || self.reporting.word(word).is_some_and(|means| means != "by"))
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
        if !matches!(self.words.role(self.lower(last)), Some("role" | "person" | "rank")) {
            return Some(source);
        }
        let Some(run) = self.people.name_at(self.text, end + 1, end + 1..high) else {
            return Some(source);
        };
        let split = self.words.split(self.text, run.clone());
        if run.start != end + 1
            || split.name.is_empty()
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
            .find(|at| PREPOSITIONS.contains(&self.lower(*at)) && self.lower(*at - 1) != "-")
            .unwrap_or(phrase.end)
    }

    /// The end of a body's name that goes on behind a preposition: "Bank of England", "Office for Budget
    /// Responsibility", "Ministry of the Interior".
    fn whole_name(&self, end: usize, high: usize) -> usize {
        let tokens = &self.text.tokens;
        if end == 0 || end + 1 >= high || !tokens[end - 1].capital || !matches!(self.lower(end), "of" | "for")
        {
            return end;
        }
        if !matches!(self.words.body(self.lower(end - 1)), Some("body" | "group")) {
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
        let head_end = self.whole_name(self.head_end(start..phrase.end), phrase.end);
        if start >= head_end {
            return None;
        }
        // "Bolivia's Diego Pacheco": the head follows the possessive.
        let head_start =
            (start..head_end).rev().find(|at| self.lower(*at) == "'s").map_or(start, |at| at + 1);
        if head_start >= head_end {
            return None;
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
        match self.words.role(word) {
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
        let speaker = self.words.body(word).is_some() || TRADES.iter().any(|ending| word.ends_with(ending));
        let kind = if speaker { SourceKind::Speaker } else { SourceKind::Thing };
        if kind == SourceKind::Thing && (text.tokens[last].kind != TokenKind::Word || word.len() < 3) {
            return None;
        }
        Some(Source { name: self.words_of(start..phrase.end, head_start, head_end), tokens: phrase, kind })
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

    /// The words of a body or a group for its name: from the head's first word, with an indefinite article or a number
    /// before it left out.
    fn words_of(&self, phrase: Range<usize>, from: usize, end: usize) -> SmolStr {
        let mut start = from.max(phrase.start);
        // Modifiers before a capitalised head belong to it ("the UK government").
        while start > phrase.start && !is_determiner(self.lower(start - 1)) && self.lower(start - 1) != "'s" {
            start -= 1;
        }
        while start + 1 < end
            && matches!(
                self.lower(start),
                "the" | "a" | "an" | "its" | "his" | "her" | "their" | "this" | "these" | "our"
            )
        {
            start += 1;
        }
        self.people.printed(self.text, start..end)
    }
}

/// Tokens to either side of a figure or of words within which a cue is looked for.
pub(super) const WINDOW: usize = 150;

/// Whether a word is a pronoun that may be a subject of speech.
fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it" | "we" | "i" | "you" | "who")
}

/// Whom a figure is credited to: "according to X", "X said", "X put it at", "said X on Monday", in the same sentence; of
/// several the one that stands nearest in reach of the figure.
///
/// `at` is the token of the figure.
#[must_use]
pub fn attribution(
    text: &Text,
    sentence: usize,
    at: usize,
    people: &People,
    rules: &RuleSet,
) -> Option<Attribution> {
    let range = text.sentences.get(sentence)?.tokens.clone();
    let range = range.start.max(at.saturating_sub(WINDOW))..range.end.min(at + WINDOW);
    let sources = Sources::new(text, people, rules);
    let mut best: Option<(usize, Source, Cue)> = None;
    for cue in sources.cues(range.clone()) {
        if cue.kind == CueKind::Holds {
            continue;
        }
        let Some(source) = sources.of(&cue, range.clone()) else { continue };
        if source.tokens.contains(&at) || cue.tokens.contains(&at) {
            continue;
        }
        let Some(distance) = reach(text, people, &cue, &source, range.clone(), at) else { continue };
        if best.as_ref().is_none_or(|(nearest, ..)| distance < *nearest) {
            best = Some((distance, source, cue));
        }
    }
    let (_, source, cue) = best?;
    Some(credit(text, people, &source, &cue))
}

/// The attribution that a source and its cue make.
pub(super) fn credit(text: &Text, people: &People, source: &Source, cue: &Cue) -> Attribution {
    Attribution {
        span: text.span_of(source.tokens.clone()),
        name: source.name.clone(),
        cue: Some(people.printed(text, cue.tokens.clone())),
    }
}

/// How far a figure stands from the cue that reaches it; `None` where the cue does not reach it.
fn reach(
    text: &Text,
    people: &People,
    cue: &Cue,
    source: &Source,
    sentence: Range<usize>,
    at: usize,
) -> Option<usize> {
    let unit = cue.tokens.start.min(source.tokens.start)..cue.tokens.end.max(source.tokens.end);
    let lower = |at: usize| text.tokens[at].lower.as_str();
    // A semicolon, or a comma with a contrast behind it, begins a clause that the cue does not reach.
    let parted = |from: usize, to: usize| {
        (from..to).any(|i| {
            !people.is_quoted(i)
                && (lower(i) == ";"
                    || (lower(i) == ","
                        && i + 1 < to
                        && matches!(lower(i + 1), "while" | "whereas" | "although" | "though" | "but")))
        })
    };
    // "put up taxes by £40bn" gives no figure, "put the bill at £40bn" does.
    let puts = matches!(lower(cue.tokens.start), "put" | "puts" | "putting");
    if puts && !(cue.tokens.end..at).any(|i| lower(i) == "at") {
        return None;
    }
    if at >= unit.end {
        // Behind "said the mayor" stands more about the mayor.
        if cue.kind != CueKind::By && source.tokens.start >= cue.tokens.end {
            return None;
        }
        let closing =
            cue.kind != CueKind::By || unit.start == sentence.start || lower(unit.end - 1) == ":" || {
                // "according to X, 12 people": the phrase leads its clause.
                unit.start > sentence.start && matches!(lower(unit.start - 1), "but" | "and" | "," | ";")
            };
        // ", X said," in the middle reaches on; ", X said." ends.
        return (closing && !parted(unit.end, at)).then(|| at - unit.end);
    }
    if at < unit.start {
        if cue.kind == CueKind::Figures || cue.kind == CueKind::Saying {
            return None;
        }
        let trailing = match cue.kind {
            CueKind::By => true,
            _ => {
                let before = unit.start.checked_sub(1).filter(|b| *b >= sentence.start);
                let comma = before.is_some_and(|b| {
                    let and = lower(b) == "and"
                        && (sentence.start..b)
                            .rev()
                            .take(6)
                            .find(|i| text.tokens[*i].kind == TokenKind::Mark)
                            .is_some_and(|i| lower(i) == ",");
                    lower(b) == "," || people.is_quoted(b) || and
                });
                // Who was told stands between the verb and the end: "told the paper late on Tuesday".
                let hears = matches!(lower(cue.tokens.end - 1), "told" | "tells" | "tell");
                let after = text
                    .tokens
                    .get(unit.end)
                    .filter(|_| unit.end < sentence.end)
                    .map(|token| token.lower.as_str());
                let ends = hears
                    || after.is_none_or(|word| {
                        matches!(
                            word,
                            "." | ","
                                | "on"
                                | "in"
                                | "at"
                                | "to"
                                | "late"
                                | "early"
                                | "after"
                                | "during"
                                | "adding"
                                | "as"
                                | "via"
                                | ";"
                                | "!"
                                | "?"
                        ) || DAYS.contains(&word)
                            || word.chars().all(marks::is_mark)
                    });
                comma && ends
            }
        };
        return (trailing && !parted(at, unit.start)).then(|| unit.start - at + 1);
    }
    None
}

const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
    "reporters",
    "earlier",
    "later",
    "separately",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Whom the figure that begins with `figure` is credited to in the last sentence that has it.
    fn credited(source: &str, figure: &str) -> Option<String> {
        let document = crate::document::parse("a.txt", source.as_bytes()).unwrap().remove(0);
        let rules = RuleSet::built_in();
        let text = crate::extract::sentence::split(&document, rules);
        let people = People::find(&document, &text, rules);
        let at = text.tokens.iter().rposition(|token| token.lower == figure).unwrap();
        attribution(&text, text.sentence_of(at), at, &people, rules).map(|found| found.name.to_string())
    }

    #[test]
    fn a_figure_is_credited_by_the_cue_that_reaches_it() {
        for (text, figure, name) in [
            ("According to the Road Office, 12 bridges are closed.", "12", Some("Road Office")),
            ("Some 12 bridges are closed, according to the Road Office.", "12", Some("Road Office")),
            ("Officials said 12 bridges were closed.", "12", Some("Officials")),
            ("Some 12 bridges were closed on Sunday, state media said.", "12", Some("state media")),
            ("Some 12 bridges were closed, officials and state media said.", "12", Some("state media")),
            ("Some 12 bridges were closed, said the mayor, Ann Reed, on Monday.", "12", Some("Ann Reed")),
            ("Some 12 bridges were closed, a local official told the agency.", "12", Some("local official")),
            ("The Road Office put the number of closed bridges at 12.", "12", Some("Road Office")),
            ("The Institute for Roads (IR) expects 12 bridges to close.", "12", Some("Institute for Roads")),
            ("The bank cut its view of roads and said 12 bridges would close.", "12", Some("bank")),
            ("The Road Office's review found 12 closed bridges.", "12", Some("Road Office")),
            ("Ann Reed said 30 had closed, while the police put it at 12.", "12", Some("police")),
            ("Ann Reed said 30 had closed, while the police put it at 12.", "30", Some("Ann Reed")),
            ("Ann Reed, 52, said she would walk.", "52", None),
            ("Ann Reed has put up 12 signs.", "12", None),
            ("The fund, worth 12 million, said it would close.", "12", None),
            ("Some 12 bridges were said to be closed.", "12", None),
            ("Joe Hall walked home. He said 12 bridges were closed.", "12", Some("Joe Hall")),
        ] {
            assert_eq!(credited(text, figure).as_deref(), name, "{text}");
        }
    }
}

//! Cues: the verbs and phrases that credit, and whose they are.
//!
//! Tokens of a sentence → the [`Cue`]s among them; a cue → its [`Source`]. It cannot fail: a verb without a subject that
//! can speak has none.
//!
//! Not here: how a source is read (`source`), which words or figures a cue reaches (`quotation`, `speaker`).

use super::function_word::{BE, PREPOSITIONS, TAKES_HEARER, is_determiner};
use super::source::{Source, SourceKind, Sources};
use super::speaker::is_when_or_whom;
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
    /// Its subject, for words in quotation marks right beside it: "he pauses".
    Beside,
    /// The subject of the clause that it hangs on: "adding".
    Saying,
    /// The noun phrase that follows: "according to".
    By,
}

/// Verbs whose subject speaks, whatever it is.
const SPEAKS: &[&str] =
    &["said", "says", "told", "tells", "added", "adds", "replied", "replies", "asked", "insisted", "joked"];

impl Sources<'_> {
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
                "beside" => CueKind::Beside,
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
        // about it, she said"), unless a name and a colon follow it ("Blasted Karen: ...").
        if self.text.tokens[verb.start].capital && !matches!(self.lower(verb.start), "said" | "says") {
            return !self.leads_to_name(verb, low);
        }
        let Some(before) = (low..verb.start).rev().find(|at| !self.lower(*at).ends_with("ly")) else {
            return false;
        };
        let word = self.lower(before);
        // "Growth expected to reach 2%": an estimate without its author.
        if self.text.tokens.get(verb.end).is_some_and(|next| next.lower == "to")
            && matches!(
                self.lower(verb.end - 1),
                "expected" | "forecast" | "estimated" | "projected" | "anticipated" | "believed" | "thought"
            )
        {
            return true;
        }
        // "So-called".
        if word == "-" && self.text.tokens[before].glued && self.text.tokens[verb.start].glued {
            return true;
        }
        if word == "to" && self.goes_to(before, low).is_some() {
            return false;
        }
        if BE.contains(&word) || matches!(word, "to" | "of" | "in" | "for" | "'s" | "by" | "not" | "at") {
            return !self.lower(verb.end - 1).ends_with("saying");
        }
        is_determiner(word)
            && !matches!(word, "that" | "this" | "one" | "some" | "many" | "both" | "most" | "two" | "three")
    }

    /// Whether a verb that begins a sentence is followed by a name with a colon behind it.
    fn leads_to_name(&self, verb: Range<usize>, low: usize) -> bool {
        let high = self.text.tokens.len().min(verb.end + 6);
        verb.start == low
            && verb.end < high
            && self
                .people
                .name_at(self.text, verb.end, verb.end..high)
                .is_some_and(|run| run.end < high && self.lower(run.end) == ":")
    }

    /// Where the verb begins that an infinitive behind "to" goes on with, if its subject speaks by it: "went on to
    /// say", "wishes to make clear"; not "refused to say". `to` is the token of "to".
    pub(super) fn goes_to(&self, to: usize, low: usize) -> Option<usize> {
        let verb = to.checked_sub(1).filter(|at| *at >= low)?;
        match self.lower(verb) {
            "on" if verb > low && matches!(self.lower(verb - 1), "went" | "goes" | "gone") => Some(verb - 1),
            "wishes" | "wished" | "wish" | "wants" | "wanted" | "sought" | "continued" | "proceeded"
            | "keen" | "quick" | "anxious" | "careful" => Some(verb),
            _ => None,
        }
    }

    /// The source of a cue: its subject, or what follows it.
    pub(super) fn of(&self, cue: &Cue, sentence: Range<usize>) -> Option<Source> {
        let source = match cue.kind {
            CueKind::By => self.after(cue.tokens.end, sentence.end),
            CueKind::Says | CueKind::Beside => {
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
        // Who "said", "told", "replied" speaks, whatever the noun: "the forager said".
        let speaks = cue.kind == CueKind::Says && SPEAKS.contains(&self.lower(cue.tokens.end - 1));
        source.filter(|source| {
            let text = cue.kind == CueKind::By && self.is_document(source);
            (source.kind != SourceKind::Thing || speaks || text) && !of_noun(source)
        })
    }

    /// The subject behind a verb: a source that ends its clause there, "..., said the mayor on Monday".
    pub(super) fn inverted(&self, cue: &Cue, high: usize) -> Option<Source> {
        // "..., Ann Reed, 19, told the court": who is told stands behind the verb.
        if TAKES_HEARER.contains(&self.lower(cue.tokens.end - 1)) {
            return None;
        }
        // "Ann Reed, the director, said in her office": where she said it is no one.
        if cue.tokens.end < high && PREPOSITIONS.contains(&self.lower(cue.tokens.end)) {
            return None;
        }
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
            || is_when_or_whom(self.lower(next));
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
        self.first(sentence).filter(|source| matches!(source.kind, SourceKind::Person | SourceKind::Speaker))
    }
}

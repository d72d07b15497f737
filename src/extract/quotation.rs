//! Quotations: whose words stand in quotation marks, and what the marks are for.
//!
//! The stretches in quotation marks of a document → quotation claims. Stretches that are one utterance (interrupted by
//! their attribution, or opened again in the next paragraph) become pieces of one claim. The speaker comes from the
//! cue next to the words: before, behind or between them; failing that from who speaks in the lines around them; failing
//! that nobody is named. It cannot fail.
//!
//! A paragraph that ends in "X said:" introduces the next paragraph as X's words also where the marks are missing, as
//! in official releases.
//!
//! Not here: which marks belong together (`marks`), how a source is read (`speaker`).

use super::cue::{Cue, CueKind};
use super::marks::{self, Quoted};
use super::sentence::Text;
use super::source::{Source, SourceKind, Sources};
use super::speaker::{People, WINDOW, credit};
use super::translation;
use crate::claim::{Attribution, Claim, Quotation, QuotationForm, Statement};
use crate::document::{BlockKind, Document, Furniture};
use crate::rules::RuleSet;
use crate::text::Span;
use std::ops::Range;

/// Words that a scare quote has at most.
const SCARE_WORDS: usize = 2;

/// Words that a quotation without a full stop has at least to be a sentence of its own.
const SENTENCE_WORDS: usize = 5;

/// The quotations of a document, in reading order. The mention reaches from the first word of an utterance to its last.
#[must_use]
pub fn find(
    document: &Document,
    text: &Text,
    people: &People,
    furniture: &[Option<Furniture>],
    rules: &RuleSet,
) -> Vec<Claim> {
    let reader = Reader { document, text, people, rules, sources: Sources::new(text, people, rules) };
    let skipped = |block: u32| furniture.get(block as usize).is_some_and(Option::is_some);
    let mut utterances: Vec<Utterance> = Vec::new();
    for quoted in people.quoted().iter().filter(|quoted| !skipped(quoted.block)) {
        let place = reader.place(*quoted);
        let joined = match utterances.last() {
            Some(last) if quoted.continues => last.open,
            Some(last) => reader.resumes(last, &place),
            None => false,
        };
        if joined && let Some(last) = utterances.last_mut() {
            if last.speaker.is_none() {
                last.speaker = reader.cued(&place);
            }
            last.pieces.push(place);
            last.open = !quoted.closed;
            continue;
        }
        let cued = reader.cued(&place);
        let spoken = cued.is_some() || reader.is_spoken(&place);
        utterances.push(Utterance { speaker: cued, spoken, pieces: vec![place], open: !quoted.closed });
    }
    for index in 0..utterances.len() {
        if utterances[index].speaker.is_none() {
            let carried = reader.carried(&utterances[..index], &utterances[index]);
            utterances[index].speaker = carried;
        }
    }
    let mut claims: Vec<Claim> = utterances.iter().map(|utterance| reader.claim(utterance)).collect();
    claims.extend(reader.unmarked(&skipped));
    claims.sort_by_key(|claim| (claim.mention.start, claim.mention.end));
    claims
}

/// Words of one speaker that belong together.
struct Utterance {
    pieces: Vec<Place>,
    speaker: Option<Attribution>,
    /// Whether a verb of speech reaches it, also where it is not known whose: "she called it".
    spoken: bool,
    /// Whether its last piece was not closed.
    open: bool,
}

/// A stretch in quotation marks with its place among the tokens.
#[derive(Clone, Copy)]
struct Place {
    quoted: Quoted,
    /// First token inside or at its opening mark.
    first: usize,
    /// The token after its closing mark.
    end: usize,
    /// Where the sentence begins that its first word stands in.
    sentence_start: usize,
    /// Where the sentence ends that its last word stands in.
    sentence_end: usize,
}

struct Reader<'t> {
    document: &'t Document,
    text: &'t Text,
    people: &'t People,
    rules: &'t RuleSet,
    sources: Sources<'t>,
}

impl Reader<'_> {
    fn lower(&self, at: usize) -> &str {
        self.text.tokens[at].lower.as_str()
    }

    fn words(&self, span: Span) -> &str {
        self.document.prose.slice(span)
    }

    fn place(&self, quoted: Quoted) -> Place {
        let tokens = &self.text.tokens;
        let first = tokens.partition_point(|token| token.span.end <= quoted.outer.start);
        let end = tokens.partition_point(|token| token.span.start < quoted.outer.end).max(first);
        let count = self.text.sentences.len();
        let start_in =
            self.text.sentence_of(first.min(tokens.len().saturating_sub(1))).min(count.saturating_sub(1));
        let end_in = self.text.sentence_of(end.saturating_sub(1)).min(count.saturating_sub(1));
        let mut sentence_end = self.text.sentences.get(end_in).map_or(end, |s| s.tokens.end);
        // "Is it so?" Mr Reed asked. The sentence goes on behind the closing mark.
        if end >= sentence_end
            && self.words(quoted.inner).ends_with(['?', '!', '…', '.'])
            && let Some(next) = self.text.sentences.get(end_in + 1)
            && next.block == quoted.block
            && self.closes_with_cue(next.tokens.clone(), self.words(quoted.inner).ends_with('.'))
        {
            sentence_end = next.tokens.end;
        }
        let sentence_start = self.text.sentences.get(start_in).map_or(first, |s| s.tokens.start);
        // A sentence without an end is cut to what can matter for these words.
        let sentence_start = sentence_start.max(first.saturating_sub(WINDOW));
        let sentence_end = sentence_end.clamp(end, end + WINDOW);
        Place { quoted, first, end, sentence_start, sentence_end }
    }

    /// Whether a sentence is no more than the attribution of the words before it ("Mr Reed asked.").
    fn closes_with_cue(&self, sentence: Range<usize>, strict: bool) -> bool {
        let Some(cue) = self.sources.cues(sentence.clone()).into_iter().find(|cue| cue.kind == CueKind::Says)
        else {
            return false;
        };
        let lead = cue.tokens.start - sentence.start;
        let ends =
            self.text.tokens[cue.tokens.end..sentence.end].iter().take(2).any(|token| token.lower == ".");
        lead <= 8
            && (ends || (!strict && lead <= 4 && self.lower(cue.tokens.end.min(sentence.end - 1)) == "in"))
    }

    /// Whether the words are a sentence or more of their own.
    fn is_sentence(&self, place: &Place) -> bool {
        let words = self.words(place.quoted.inner);
        let begins = words.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
        let count = words.split_whitespace().count();
        let stops = words.ends_with(['.', '!', '?', ',', '…']) || !place.quoted.closed;
        // The full stop may stand behind the mark.
        let stop_behind =
            self.text.tokens.get(place.end).is_some_and(|token| matches!(token.lower.as_str(), "." | ","))
                || place.end == place.sentence_end;
        begins
            && ((stops && (count > 1 || self.opens_clause(place)))
                || (stop_behind && count >= SENTENCE_WORDS && self.opens_clause(place)))
    }

    /// Whether the words begin their sentence, or stand behind a colon or a comma.
    fn opens_clause(&self, place: &Place) -> bool {
        place.first <= place.sentence_start || matches!(self.lower(place.first - 1), ":" | ",")
    }

    /// Whether a stretch goes on with the utterance before it: only its attribution stands between the two.
    fn resumes(&self, last: &Utterance, place: &Place) -> bool {
        let Some(before) = last.pieces.last() else { return false };
        if before.quoted.block != place.quoted.block || !before.quoted.closed || last.speaker.is_none() {
            return false;
        }
        let first_words = self.words(last.pieces[0].quoted.inner);
        let gap = before.end..place.first;
        if gap.is_empty() || gap.end <= gap.start || gap.len() > 40 {
            return false;
        }
        let stops = self.words(before.quoted.inner).ends_with([',', '?', '!', '.', '—', '–', '-'])
            || matches!(self.lower(gap.start), "," | "-" | "—" | "–");
        if !stops || first_words.chars().find(|c| c.is_alphanumeric()).is_none_or(char::is_lowercase) {
            return false;
        }
        let Some(cue) = self.sources.cues(gap.clone()).into_iter().next() else { return false };
        // The attribution begins right behind the words.
        if !matches!(cue.kind, CueKind::Says | CueKind::Beside) || self.sources.cues(gap.clone()).len() > 1 {
            return false;
        }
        let last_gap = self.lower(gap.end - 1);
        let sentence_ends = self.text.tokens[gap.clone()].iter().filter(|token| token.lower == ".").count();
        match last_gap {
            "," => !self.text.tokens[gap].iter().any(|token| token.lower == ":"),
            // A new sentence right behind the attribution, without an attribution of its own.
            "." => {
                sentence_ends <= 2
                    && self.text.sentence_of(gap.start) + 1
                        >= self.text.sentence_of(place.first.min(self.text.tokens.len() - 1))
                    && place.sentence_end <= place.end + 1
            }
            _ => false,
        }
    }

    /// The speaker by a cue in the sentence of the words.
    fn cued(&self, place: &Place) -> Option<Attribution> {
        let sentence = place.sentence_start..place.sentence_end;
        let before: Vec<Cue> = self.sources.cues(place.sentence_start..place.first);
        let behind: Vec<Cue> = self.sources.cues(place.end..place.sentence_end);
        let credit = |cue: &Cue, source: Source| Some(credit(self.text, self.people, &source, cue));
        // A colon or comma between verb and words binds them most closely: X said: "...".
        let lead_in = before.last().filter(|cue| {
            let gap = cue.tokens.end..place.first;
            gap.is_empty() || (gap.len() <= 8 && matches!(self.lower(place.first - 1), ":" | ","))
        });
        if let Some(cue) = lead_in
            && let Some(source) = self.sources.of(cue, sentence.clone())
        {
            return credit(cue, source);
        }
        // Right behind the words: "...," said X. "...," X, the mayor, said.
        // Words inside the article's own sentence belong to the cue before them first.
        let inside = !self.opens_clause(place);
        let before_in_clause = || {
            before
                .iter()
                .rev()
                .take_while(|cue| !self.parts(cue.tokens.end..place.first))
                .filter(|cue| cue.kind != CueKind::Beside)
                .find_map(|cue| self.sources.of(cue, sentence.clone()).map(|source| (cue, source)))
        };
        if inside && let Some((cue, source)) = before_in_clause() {
            return credit(cue, source);
        }
        if let Some(cue) = behind.first()
            && self.is_attached(place, cue)
            && let Some(source) = self.behind(place, cue)
        {
            return credit(cue, source);
        }
        // Before the words in the same clause: X said that it was "...".
        if let Some((cue, source)) = before_in_clause() {
            return credit(cue, source);
        }
        // Behind the words in the same sentence: it was "...", X said.
        for cue in &behind {
            if self.parts(place.end..cue.tokens.start) {
                break;
            }
            if cue.kind == CueKind::Beside {
                continue;
            }
            if let Some(source) = self.behind(place, cue)
                && source.kind != SourceKind::Thing
            {
                return credit(cue, source);
            }
        }
        // The mayor, back from the town: "...". A colon that leads in without a verb.
        if before.is_empty() && place.first > place.sentence_start && self.lower(place.first - 1) == ":" {
            let lead = place.sentence_start..place.first - 1;
            return self
                .sources
                .first(lead.clone())
                .filter(|source| self.sources.is_someone(source))
                .map(|source| self.uncued(source))
                .or_else(|| self.concerned(place))
                .or_else(|| {
                    let name = self.people.only_one_in(lead.clone())?;
                    Some(Attribution { span: self.text.span_of(lead), name, cue: None })
                });
        }
        self.concerned(place)
    }

    /// A source without a verb of speech.
    fn uncued(&self, source: Source) -> Attribution {
        Attribution { span: self.text.span_of(source.tokens.clone()), name: source.name, cue: None }
    }

    /// Whose view a sentence gives by its first words: "For Ann Reed, the offer is "..."", "To the crew it was "..."".
    fn concerned(&self, place: &Place) -> Option<Attribution> {
        let clause = (place.sentence_start..place.first)
            .rev()
            .find(|at| self.lower(*at) == ";" && !self.people.is_quoted(*at))
            .map_or(place.sentence_start, |at| at + 1);
        let first = (clause..place.first).next()?;
        if !matches!(self.lower(first), "for" | "to") || first + 2 >= place.first {
            return None;
        }
        let source = self
            .sources
            .after(first + 1, place.first)
            .filter(|source| matches!(source.kind, SourceKind::Person | SourceKind::Speaker))?;
        let end = source.tokens.end;
        let parted = end < place.first && matches!(self.lower(end), "," | "it" | "this" | "that" | "they");
        parted.then(|| self.uncued(source))
    }

    /// Whether a verb of speech reaches words whose speaker is not known.
    fn is_spoken(&self, place: &Place) -> bool {
        let speaks =
            |cue: &Cue| matches!(cue.kind, CueKind::Says | CueKind::Holds | CueKind::Saying | CueKind::By);
        let before = self
            .sources
            .cues(place.sentence_start..place.first)
            .iter()
            .any(|cue| speaks(cue) && !self.parts(cue.tokens.end..place.first));
        before
            || self
                .sources
                .cues(place.end..place.sentence_end)
                .first()
                .is_some_and(|cue| speaks(cue) && self.is_attached(place, cue))
    }

    /// Whether the words before say that these are a name: "known as", "entitled", "so-called".
    fn is_named(&self, place: &Place) -> bool {
        let mut end = place.first;
        while end > place.sentence_start && matches!(self.lower(end - 1), "the" | "a" | "an") {
            end -= 1;
        }
        let word = |back: usize| {
            end.checked_sub(back).filter(|at| *at >= place.sentence_start).map_or("", |at| self.lower(at))
        };
        matches!(word(1), "nicknamed" | "titled" | "entitled" | "codenamed" | "named" | "aka" | "themselves")
            || (word(1) == "as" && matches!(word(2), "known" | "advertised"))
            || (word(1) == "called" && matches!(word(2), "so" | "-"))
    }

    /// Whether a cue behind the words belongs to them: nothing but a source stands between.
    fn is_attached(&self, place: &Place, cue: &Cue) -> bool {
        let gap = place.end..cue.tokens.start;
        let comma = self.words(place.quoted.inner).ends_with([',', '?', '!', '.', '…', '—'])
            || self.text.tokens.get(place.end).is_some_and(|token| token.lower == ",");
        comma && gap.len() <= 30 && cue.kind == CueKind::Says
            || comma && gap.len() <= 6 && cue.kind == CueKind::Beside
            || gap.is_empty() && cue.kind != CueKind::Saying
            || cue.kind == CueKind::By && gap.len() <= 3
    }

    /// The source of a cue behind the words.
    fn behind(&self, place: &Place, cue: &Cue) -> Option<Source> {
        let mut low = place.end;
        while low < cue.tokens.start && matches!(self.lower(low), "," | "." | "—" | "–" | "-") {
            low += 1;
        }
        if cue.kind == CueKind::By {
            return self.sources.of(cue, low..place.sentence_end);
        }
        if cue.kind == CueKind::Saying {
            return None;
        }
        if low == cue.tokens.start {
            return self.sources.after(cue.tokens.end, place.sentence_end);
        }
        // "heard knocking" late on Friday, said Ann Reed.
        if self.lower(cue.tokens.start - 1) == ","
            && let Some(source) = self.sources.inverted(cue, place.sentence_end)
        {
            return Some(source);
        }
        // Between the words and the verb: a name with its apposition, read from the front.
        self.sources.before(cue.tokens.start, low).or_else(|| self.sources.first(low..cue.tokens.start))
    }

    /// Whether a new clause begins among some tokens, which a cue on one side does not reach over.
    fn parts(&self, gap: Range<usize>) -> bool {
        gap.clone().any(|at| {
            !self.people.is_quoted(at)
                && (matches!(self.lower(at), ";")
                    || (self.lower(at) == ","
                        && at + 1 < gap.end
                        && matches!(self.lower(at + 1), "while" | "whereas")))
        })
    }

    /// The speaker of an utterance without a cue in its sentence: who was introduced by the sentence before, or who
    /// spoke right before it.
    fn carried(&self, earlier: &[Utterance], utterance: &Utterance) -> Option<Attribution> {
        let place = utterance.pieces.first()?;
        if !self.is_sentence(place) || place.first > place.sentence_start + 1 {
            return self.told_on(earlier, place);
        }
        let block = &self.document.blocks[place.quoted.block as usize];
        if matches!(block.kind, BlockKind::Headline | BlockKind::Heading(_) | BlockKind::Cell(_)) {
            return None;
        }
        let sentence = self.text.sentence_of(place.sentence_start);
        let before = sentence.checked_sub(1)?;
        let previous = &self.text.sentences[before];
        if previous.block + 1 < place.quoted.block.min(self.next_block(previous.block) + 1)
            && previous.block != place.quoted.block
        {
            return None;
        }
        let range = previous.tokens.clone();
        // A lead-in of its own line: X said:
        if self.lower(range.end - 1) == ":" {
            return self.lead_in(range);
        }
        // The same speaker goes on: the words before stand right before these, or with nothing but their attribution
        // between.
        let goes_on = || {
            let last = earlier.last()?;
            let spoken = last.pieces.last()?;
            let adjacent = spoken.sentence_end >= range.start && spoken.sentence_end <= place.sentence_start;
            let whole = last.pieces.first().is_some_and(|first| self.is_sentence(first));
            (adjacent && whole).then(|| last.speaker.clone()).flatten()
        };
        // Feature writing: the person whom the sentence before begins with speaks, and nothing says so.
        let begun_with = || {
            // The next post of a live page may run on behind the words.
            let stopped = self.words(place.quoted.inner).ends_with(['.', '!', '?'])
                && self.sources.cues(place.end..place.sentence_end).is_empty();
            let alone =
                (place.sentence_end <= place.end + 1 || stopped) && previous.block == place.quoted.block;
            let name = self.people.subject_of(self.text, before).filter(|_| alone)?;
            Some(Attribution { span: previous.span, name, cue: None })
        };
        // A sentence of its own about someone else stands between the words and those spoken before.
        let between = earlier
            .last()
            .and_then(|last| last.pieces.last())
            .is_none_or(|spoken| spoken.sentence_end <= range.start);
        let introduced = between.then(|| self.told_before(range.clone()).or_else(begun_with)).flatten();
        introduced.or_else(goes_on).or_else(|| self.told_before(range.clone())).or_else(begun_with)
    }

    /// Who is said to have said something in the sentence before: "Ms Hale said she was shocked. “I ran.”"
    fn told_before(&self, sentence: Range<usize>) -> Option<Attribution> {
        if self.text.tokens[sentence.clone()].iter().any(|token| token.lower.chars().all(marks::is_mark)) {
            return None;
        }
        let cue = self.sources.cues(sentence.clone()).into_iter().find(|cue| cue.kind == CueKind::Says)?;
        let source = self.sources.of(&cue, sentence).filter(|source| source.kind == SourceKind::Person)?;
        Some(credit(self.text, self.people, &source, &cue))
    }

    /// The speaker of words inside a sentence that names nobody, right behind a sentence of the same paragraph that
    /// somebody spoke: the article goes on telling what was said.
    fn told_on(&self, earlier: &[Utterance], place: &Place) -> Option<Attribution> {
        let last = earlier.last()?;
        let spoken = last.pieces.last()?;
        let words = self.words(place.quoted.inner).split_whitespace().count();
        let next = spoken.quoted.block == place.quoted.block && spoken.sentence_end == place.sentence_start;
        let told = last.pieces.first().is_some_and(|first| self.is_sentence(first));
        let others = (place.sentence_start..place.sentence_end)
            .any(|at| !self.people.is_quoted(at) && self.people.resolve(self.text, at).is_some());
        (words > SCARE_WORDS && next && told && !others).then(|| last.speaker.clone()).flatten()
    }

    /// The next block that is no furniture.
    fn next_block(&self, block: u32) -> u32 {
        let blocks = &self.document.blocks;
        (block as usize + 1..blocks.len())
            .find(|index| !matches!(blocks[*index].kind, BlockKind::Furniture(_)))
            .and_then(|index| u32::try_from(index).ok())
            .unwrap_or(block + 1)
    }

    /// Who is said to speak by a sentence that ends in a colon.
    fn lead_in(&self, sentence: Range<usize>) -> Option<Attribution> {
        let cue = self.sources.cues(sentence.clone()).pop()?;
        if cue.kind == CueKind::By || sentence.end - cue.tokens.end > 12 {
            return None;
        }
        let source = self.sources.of(&cue, sentence)?;
        Some(credit(self.text, self.people, &source, &cue))
    }

    /// Paragraphs that a line "X said:" introduces as words without marks: the next, and those after it that go on in
    /// the first person.
    fn unmarked(&self, skipped: &dyn Fn(u32) -> bool) -> Vec<Claim> {
        let mut claims = Vec::new();
        let mut at = 0;
        while at + 1 < self.text.sentences.len() {
            let sentence = &self.text.sentences[at];
            let next_block = self.text.sentences[at + 1].block;
            let ends = self.lower(sentence.tokens.end - 1) == ":" && next_block != sentence.block;
            at += 1;
            if !ends || skipped(sentence.block) || self.people.is_quoted(sentence.tokens.end - 1) {
                continue;
            }
            let Some(speaker) = self.lead_in(sentence.tokens.clone()) else { continue };
            let mut pieces = Vec::new();
            let mut block = next_block;
            while let Some(piece) = self.unmarked_piece(block, pieces.is_empty(), skipped) {
                pieces.push(piece);
                block = self.next_block(block);
            }
            let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { continue };
            let mention = first.cover(*last);
            let index = self.text.sentence_at(mention.start as usize).unwrap_or(at);
            claims.push(Claim {
                mention,
                sentence: u32::try_from(index).unwrap_or(u32::MAX),
                clause: self.text.sentences[index].span,
                statement: Statement::Quotation(Box::new(Quotation {
                    pieces,
                    speaker: Some(speaker),
                    form: QuotationForm::Direct,
                    translated: None,
                })),
            });
        }
        claims
    }

    fn unmarked_piece(&self, block: u32, first: bool, skipped: &dyn Fn(u32) -> bool) -> Option<Span> {
        let found = self.document.blocks.get(block as usize)?;
        if !matches!(found.kind, BlockKind::Paragraph | BlockKind::Quoted) || skipped(block) {
            return None;
        }
        let words = self.words(found.span);
        if words.starts_with(marks::is_mark) && !words.starts_with(['\'', '’']) || words.ends_with(':') {
            return None;
        }
        let from = self.text.sentence_at(found.span.start as usize)?;
        let tokens = self.text.sentences[from..]
            .iter()
            .take_while(|sentence| sentence.block == block)
            .flat_map(|sentence| &self.text.tokens[sentence.tokens.clone()]);
        let first_person =
            || tokens.clone().any(|token| matches!(token.lower.as_str(), "we" | "i" | "our" | "my" | "us"));
        let whole = words.ends_with(['.', '!', '?', '"', '”']);
        (whole && (first || first_person())).then_some(found.span)
    }

    /// The words that say that an utterance is a translation: around its pieces, in the sentence before them in the same
    /// paragraph, where that has no words in quotation marks of its own, or in brackets behind them.
    fn translated(&self, utterance: &Utterance) -> Option<Span> {
        let spoken = utterance.speaker.is_some() || utterance.spoken;
        let rules = self.rules;
        let read =
            |tokens: Range<usize>| translation::translated(self.text, self.people, tokens, spoken, rules);
        let around = |place: &Place| {
            let sentence = self.text.sentence_of(place.sentence_start);
            let own = read(place.sentence_start..place.sentence_end);
            let before = || {
                let before = &self.text.sentences[sentence.checked_sub(1)?];
                let same = before.block == place.quoted.block
                    && before.tokens.clone().all(|at| !self.people.is_quoted(at))
                    && !self.sources.cues(before.tokens.clone()).is_empty();
                same.then(|| read(before.tokens.clone())).flatten()
            };
            // "(Translated from Greek.)"
            let behind = || {
                let index = self.text.sentence_of(place.sentence_end.checked_sub(1)?) + 1;
                let next = self.text.sentences.get(index)?.tokens.clone();
                (self.lower(next.start) == "(").then(|| read(next)).flatten()
            };
            own.or_else(before).or_else(behind)
        };
        utterance.pieces.iter().find_map(around)
    }

    /// What the marks are for.
    fn form(&self, utterance: &Utterance) -> QuotationForm {
        let Some(first) = utterance.pieces.first() else { return QuotationForm::Scare };
        let words = self.words(first.quoted.inner);
        let count = words.split_whitespace().count();
        if utterance.pieces.len() > 1
            || (self.is_sentence(first) && (count > SCARE_WORDS || utterance.speaker.is_some()))
        {
            return QuotationForm::Direct;
        }
        let credited = utterance.speaker.is_some() || utterance.spoken;
        if self.is_title(first) || (count <= SCARE_WORDS && !credited) || self.is_named(first) {
            return QuotationForm::Scare;
        }
        QuotationForm::Partial
    }

    /// Whether the words are a title or a name: every word of weight has a capital.
    fn is_title(&self, place: &Place) -> bool {
        let words = self.words(place.quoted.inner);
        if words.ends_with(['.', ',', '!', '?']) {
            return false;
        }
        let weighty: Vec<&str> = words.split_whitespace().filter(|word| word.chars().count() > 3).collect();
        let first = words.chars().next().is_some_and(char::is_uppercase);
        first
            && !weighty.is_empty()
            && weighty
                .iter()
                .all(|word| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase))
    }

    fn claim(&self, utterance: &Utterance) -> Claim {
        let first = &utterance.pieces[0];
        let pieces: Vec<Span> = utterance.pieces.iter().map(|place| place.quoted.inner).collect();
        let mention = pieces.iter().skip(1).fold(pieces[0], |cover, piece| cover.cover(*piece));
        let sentence = self.text.sentence_of(first.first.min(self.text.tokens.len().saturating_sub(1)));
        let clause = if first.sentence_end > first.sentence_start {
            self.text.span_of(first.sentence_start..first.sentence_end)
        } else {
            first.quoted.outer
        };
        let form = self.form(utterance);
        // A name in quotation marks is nobody's words.
        let named = form == QuotationForm::Scare && (self.is_title(first) || self.is_named(first));
        Claim {
            mention,
            sentence: u32::try_from(sentence).unwrap_or(u32::MAX),
            clause,
            statement: Statement::Quotation(Box::new(Quotation {
                pieces,
                speaker: utterance.speaker.clone().filter(|_| !named),
                form,
                translated: if form == QuotationForm::Scare { None } else { self.translated(utterance) },
            })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<(String, Option<String>, QuotationForm)> {
        let document = crate::document::parse("a.txt", source.as_bytes()).unwrap().remove(0);
        let rules = RuleSet::built_in();
        let text = crate::extract::sentence::split(&document, rules);
        let people = People::find(&document, &text, rules);
        find(&document, &text, &people, &[], rules)
            .into_iter()
            .filter_map(|claim| {
                let quotation = claim.quotation()?;
                let pieces: Vec<&str> =
                    quotation.pieces.iter().map(|span| document.prose.slice(*span)).collect();
                let speaker = quotation.speaker.as_ref().map(|speaker| speaker.name.to_string());
                Some((pieces.join(" | "), speaker, quotation.form))
            })
            .collect()
    }

    #[test]
    fn a_speaker_is_found_before_behind_and_around_the_words() {
        for (text, pieces, speaker) in [
            ("“We will act,” said Ms Hale.", "We will act,", Some("Hale")),
            (
                "Transport Secretary Nora Hale said: \"We will act now.\"",
                "We will act now.",
                Some("Nora Hale"),
            ),
            ("\"We will act,\" the transport secretary, Nora Hale, said.", "We will act,", Some("Nora Hale")),
            ("\"We will act,\" Nora Hale, 45, a teacher, told the paper.", "We will act,", Some("Nora Hale")),
            (
                "\"We will act,\" Nora Hale, the minister, said in her office.",
                "We will act,",
                Some("Nora Hale"),
            ),
            (
                "\"We will,\" said the minister, Nora Hale, \"act now.\"",
                "We will, | act now.",
                Some("Nora Hale"),
            ),
            (
                "It was “a wasted decade”, according to the Road Office.",
                "a wasted decade",
                Some("Road Office"),
            ),
            (
                "\"We ran, \" one woman in the village told the agency.",
                "We ran,",
                Some("one woman in the village"),
            ),
            ("The road opened in “record time”.", "record time", None),
        ] {
            let found = read(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].0, pieces, "{text}");
            assert_eq!(found[0].1.as_deref(), speaker, "{text}");
        }
    }

    #[test]
    fn marks_of_every_style_are_matched() {
        for (text, pieces) in [
            ("“We ran,” he said.", vec!["We ran,"]),
            ("\"We ran,\" he said.", vec!["We ran,"]),
            ("'We ran,' he said.", vec!["We ran,"]),
            ("‘We ran,’ he said.", vec!["We ran,"]),
            ("«We ran», he said.", vec!["We ran"]),
            ("„We ran“, he said.", vec!["We ran"]),
            ("``We ran,'' he said.", vec!["We ran,"]),
            ("“We ran,\" he said.", vec!["We ran,"]),
            ("”We ran,” he said.", vec!["We ran,"]),
            ("\" We ran , \" he said .", vec!["We ran ,"]),
            ("He said : \" We ran . \" They left .", vec!["We ran ."]),
            ("He said:\"We ran.\"", vec!["We ran."]),
            ("'I dont know, \" he said.", vec!["I dont know,"]),
            ("'We don't know the dogs' names,' he said.", vec!["We don't know the dogs' names,"]),
            ("The dogs' owner and the '90s band didn't come.", vec![]),
            ("The 'boss of bosses' ran the town's 'kennels' for years.", vec!["boss of bosses", "kennels"]),
            ("“He told me ‘run’ and I ran,” she said.", vec!["He told me ‘run’ and I ran,"]),
            ("'He told me \"run\" and I ran,' she said.", vec!["He told me \"run\" and I ran,"]),
            ("\"She called it \"a mess\" and left,\" he said.", vec!["She called it \"a mess\" and left,"]),
            ("The shelf is 12\" deep and 6'2\" tall.", vec![]),
            ("It was (\"a mess\") then.", vec!["a mess"]),
            ("\"...we will run,\" he said.", vec!["...we will run,"]),
            ("He said it was \"late", vec!["late"]),
            ("\"\" and “ ”", vec![]),
        ] {
            let found: Vec<String> = read(text).into_iter().map(|(pieces, ..)| pieces).collect();
            assert_eq!(found, pieces, "{text}");
        }
    }

    #[test]
    fn an_utterance_goes_on_over_its_attribution_and_over_paragraphs() {
        for (text, expected) in [
            ("“We ran,” said Ann Reed. “Nobody stopped us.”", vec!["We ran, | Nobody stopped us."]),
            ("“We,” said Ann Reed, “ran.”", vec!["We, | ran."]),
            ("Ann Reed said: “We ran.\n\n“Nobody stopped us.”", vec!["We ran. | Nobody stopped us."]),
            ("\"We ran.\nNobody stopped us, \" Ann Reed said.", vec!["We ran. | Nobody stopped us,"]),
            ("Ann Reed said: “We ran. “Nobody stopped us.”", vec!["We ran. | Nobody stopped us."]),
            ("“We ran,” said Ann Reed. “It was late,” said Joe Hall.", vec!["We ran,", "It was late,"]),
            ("Ann Reed said: “We ran.\n\nThe river rose by noon.", vec!["We ran."]),
            (
                "Ann Reed, the mayor, said:\n\nWe ran from the flood.\n\nThe river fell by noon.",
                vec!["We ran from the flood."],
            ),
        ] {
            let found: Vec<String> = read(text).into_iter().map(|(pieces, ..)| pieces).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_speaker_comes_by_the_fullest_name_or_not_at_all() {
        let intro = "Home Secretary Nora Hale met Joe Hall, a farmer, on Monday. ";
        for (text, speaker) in [
            ("“It is late,” said Ms Hale.", Some("Nora Hale")),
            ("“It is late,” the home secretary said.", Some("Nora Hale")),
            ("“It is late,” Hale told the agency.", Some("Nora Hale")),
            ("“It is late,” said the farmer.", Some("Joe Hall")),
            ("Mr Hall called it “a sad day for the village”.", Some("Joe Hall")),
            ("The vote was, in the words of Mr Hall, “a sad day”.", Some("Joe Hall")),
            ("The vote was “a sad day for us all”, according to the Farmers' Union.", Some("Farmers' Union")),
            ("“It is late,” a spokesman for the ministry said.", Some("spokesman for the ministry")),
            ("“It is late,” said police.", Some("police")),
            ("“It is late,” said Lena Voss, an engineer at the dam.", Some("Lena Voss")),
            ("“It is late,” said the dam's engineer, Lena Voss.", Some("Lena Voss")),
            ("“Is it late?” Hall asked.", Some("Joe Hall")),
            ("Hall said the day was long. “I was up at four,” he said.", Some("Joe Hall")),
            ("Hall said the day was long.\n\n“I was up at four.”", Some("Joe Hall")),
            ("A climber described as “lacking any experience” was found.", None),
            ("The paper is known as “the grey old lady”.", None),
            ("The report was told to be “a work of years”.", None),
        ] {
            let found = read(&format!("{intro}{text}"));
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].1.as_deref(), speaker, "{text}");
        }
    }

    #[test]
    fn scare_quotes_titles_and_nicknames_are_not_speech() {
        use QuotationForm::{Direct, Partial, Scare};
        for (text, form) in [
            ("The plant lies on the \"Belt of Fire\" in the west.", Scare),
            ("Her book “The Long Road” sold well.", Scare),
            ("John “Jack” Reed won the race.", Scare),
            ("The so-called “smart” meter failed.", Scare),
            ("Ann Reed called the plan “daft”.", Partial),
            ("The plan, Ann Reed said, was “the best of a bad lot”.", Partial),
            ("“We are going home,” Ann Reed said.", Direct),
            ("Ann Reed said: “No.”", Direct),
        ] {
            let found = read(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].2, form, "{text}");
        }
    }
}

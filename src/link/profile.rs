//! What linking looks at in a claim: stems as numbers, weights of rarity, what is counted, names.
//!
//! Profiles are built once per claim; comparing two is merging short sorted lists.
//!
//! Not here: bits of evidence (`evidence`).

use super::event::{BACKGROUND_DAYS, Setting, is_general, is_rival, places};
use super::{rarity, story};
use crate::claim::{Aspect, Claim, ClaimId, Counted, DocumentId, Measured, Portion, Role, UnitKind};
use crate::document::{BlockKind, Document};
use crate::extract::Reading;
use crate::period::{Period, month_named, weekday_named};
use crate::rules::RuleSet;
use crate::rules::lexicon::Vocabulary;
use crate::stem::stem;
use crate::text::Span;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// A stem's number in this run.
pub(super) type StemId = u32;

/// A word that weighs no more at large, in one article of twenty, is no name that tells stories apart, though it may be
/// written as one: Board, Group, Bank.
const ORDINARY: f64 = 3.0;

/// Stems of a run with in how many documents each occurs.
#[derive(Clone, Debug, Default)]
pub(super) struct Stems {
    ids: FxHashMap<SmolStr, StemId>,
    names: Vec<SmolStr>,
    documents: Vec<u32>,
    last_seen: Vec<u32>,
    total: u32,
    /// What each stem weighs, and how much it tells, once all documents are seen: comparing two claims only adds these.
    weights: Vec<(f64, f64)>,
}

impl Stems {
    fn id(&mut self, stem: &str) -> StemId {
        if let Some(id) = self.ids.get(stem) {
            return *id;
        }
        let id = StemId::try_from(self.names.len()).expect("fewer stems than bytes");
        self.ids.insert(SmolStr::new(stem), id);
        self.names.push(SmolStr::new(stem));
        self.documents.push(0);
        self.last_seen.push(u32::MAX);
        id
    }

    fn seen(&mut self, id: StemId, document: u32) {
        if self.last_seen[id as usize] != document {
            self.last_seen[id as usize] = document;
            self.documents[id as usize] += 1;
        }
    }

    /// The number of a stem, if any document of the run has it.
    pub(super) fn find(&self, stem: &str) -> Option<StemId> {
        self.ids.get(stem).copied()
    }

    /// The stem with that number.
    pub(super) fn name(&self, id: StemId) -> &str {
        &self.names[id as usize]
    }

    /// Weighs all stems, when every document has been seen.
    fn weigh(&mut self) {
        self.weights = (0..self.names.len())
            .map(|id| {
                let df = f64::from(self.documents[id].max(1));
                // Half a document is added so that a word of every document still counts a little in a small folder.
                let weight = ((f64::from(self.total) + 1.0) / df).ln().max(0.2);
                let at_large = rarity::word_weight(&self.names[id]);
                (weight, at_large)
            })
            .collect();
    }

    /// How much a stem says: the natural logarithm of how few documents have it, at least a little.
    pub(super) fn weight(&self, id: StemId) -> f64 {
        self.weights[id as usize].0
    }

    /// How much a stem says of what a document is about: as it is rare in news at large. How rare it is in the run does
    /// not count, since a folder may hold a hundred reports of one event, all of which share what it is about.
    pub(super) fn telling(&self, id: StemId) -> f64 {
        self.weights[id as usize].1
    }

    /// In how many documents a stem occurs.
    pub(super) fn documents(&self, id: StemId) -> u32 {
        self.documents[id as usize]
    }
}

/// What units can be compared at all.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Family {
    /// Counted things.
    Count,
    /// Money of one currency.
    Money(SmolStr),
    /// Per cent, points, basis points, shares and multiples.
    Share,
    /// A family of measured units.
    Measure(SmolStr),
    /// A bare number.
    Bare,
    /// A vote or a score.
    Score,
}

/// What linking looks at in a figure.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    /// The claim.
    pub(super) id: ClaimId,
    /// How rare its amount is, in bits.
    pub(super) rarity: f64,
    /// Its family of units.
    pub(super) family: Family,
    /// What is counted: the head's stem in canonical form.
    pub(super) head: Option<StemId>,
    /// The id of the named statistic that it is of.
    pub(super) measure: Option<SmolStr>,
    /// Whether that statistic has one value for one thing from article to article.
    pub(super) lasting: bool,
    /// The verb of its clause, canonical.
    pub(super) verb: Option<StemId>,
    /// What narrows it, sorted, canonical, without the head.
    pub(super) modifiers: Vec<StemId>,
    /// Content words of its clause, sorted.
    pub(super) clause: Vec<StemId>,
    /// Content words of its sentence, the sentences beside it and its heading, sorted.
    pub(super) around: Vec<StemId>,
    /// Whether it stands in the headline or the lead.
    pub(super) leads: bool,
    /// Years that its sentence names, sorted.
    pub(super) years: Vec<i16>,
    /// The day on which its document was published.
    pub(super) published: Option<Date>,
    /// Whether what is counted is updated as time goes on: a toll, a search, a running total.
    pub(super) runs_on: bool,
    /// Whether there is one such count in a story: one toll, but the seats of each party.
    pub(super) one_in_a_story: bool,
    /// Whether it is of an event before that of its document.
    pub(super) earlier: bool,
    /// Places that its sentence names, sorted; kept for what runs on alone.
    pub(super) places: Vec<SmolStr>,
    /// What makes it a part of a running count ("firefighters", "identified"), sorted, canonical.
    pub(super) narrower: Vec<StemId>,
    /// Its reference period.
    pub(super) period: Option<Period>,
    /// From or to.
    pub(super) role: Role,
    /// Level or change.
    pub(super) aspect: Aspect,
    /// Part of, or on top of, a figure before.
    pub(super) portion: Portion,
    /// The unit it is given as a rate over.
    pub(super) per: Option<SmolStr>,
}

/// Profiles of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Profiles {
    /// All stems.
    pub(super) stems: Stems,
    /// For each document, the profiles of its figures, in the order of its claims; `None` for other claims.
    pub(super) figures: Vec<Vec<Option<Profile>>>,
    /// For each document, the content stems of the whole document, sorted, without repeats.
    pub(super) documents: Vec<Vec<StemId>>,
    /// For each document, the stems in it that are names of people, places or bodies, sorted.
    pub(super) names: Vec<Vec<StemId>>,
    /// For each document, the stems of its outlet's name, sorted.
    pub(super) outlets: Vec<Vec<StemId>>,
    /// For each document, the day on which it was published.
    pub(super) published: Vec<Option<Date>>,
    /// Pairs of documents that tell one story, in order.
    pub(super) pairs: Vec<(usize, usize)>,
    /// For each document, where and when it plays.
    pub(super) settings: Vec<Setting>,
    /// For each document, the stems of its headline and first paragraphs, sorted.
    pub(super) leads: Vec<Vec<StemId>>,
}

impl Profiles {
    /// Builds the profiles of a run. `one_story` gives the pairs of documents that are compared, in order.
    pub(super) fn build(
        documents: &[Document],
        readings: &[Reading],
        rules: &RuleSet,
        one_story: impl FnOnce(&Self) -> Vec<(usize, usize)>,
    ) -> Self {
        let mut stems =
            Stems { total: u32::try_from(documents.len()).unwrap_or(u32::MAX), ..Stems::default() };
        // Sentence by sentence, the numbers of its stems; the strings are looked at once.
        let mut sentences: Vec<Vec<Vec<(u32, StemId)>>> = Vec::with_capacity(documents.len());
        let mut whole: Vec<Vec<StemId>> = Vec::with_capacity(documents.len());
        // How often each stem is written with a capital inside a sentence, less how often without.
        let mut capitals: Vec<i32> = Vec::new();
        for (index, reading) in readings.iter().enumerate() {
            let document = u32::try_from(index).unwrap_or(u32::MAX);
            let text = &documents[index].prose;
            let mut all = Vec::new();
            let own = reading
                .sentences
                .iter()
                .map(|sentence| {
                    sentence
                        .stems
                        .iter()
                        .map(|(at, stem)| {
                            let id = stems.id(rules.canonical(stem));
                            stems.seen(id, document);
                            all.push(id);
                            capitals.resize(capitals.len().max(id as usize + 1), 0);
                            let rest = text.slice(Span { start: *at, end: sentence.span.end });
                            if !rest.starts_with(char::is_uppercase) {
                                capitals[id as usize] -= 1;
                            } else if *at > sentence.span.start && !names_a_time(rest) {
                                capitals[id as usize] += 1;
                            }
                            (*at, id)
                        })
                        .collect()
                })
                .collect();
            sentences.push(own);
            sorted(&mut all);
            whole.push(all);
        }
        let names = names(&whole, &capitals, &stems);
        let outlets = documents.iter().map(|document| outlet(document, &stems)).collect();
        let vocabulary = |vocabulary: Vocabulary| -> FxHashSet<SmolStr> {
            let phrases = rules.lexicon(vocabulary).phrases();
            phrases.iter().map(|(word, _)| SmolStr::new(rules.canonical(&stem(word)))).collect()
        };
        let stems_of = |vocabulary: Vocabulary| -> FxHashMap<SmolStr, &str> {
            let phrases = rules.lexicon(vocabulary).phrases();
            phrases.iter().map(|(word, means)| (SmolStr::new(rules.canonical(&stem(word))), *means)).collect()
        };
        let running = stems_of(Vocabulary::Running);
        let states = stems_of(Vocabulary::States);
        // "The total number of confirmed deaths" is no part of the deaths.
        let mut neutral = vocabulary(Vocabulary::Generic);
        neutral.extend(vocabulary(Vocabulary::Certainty));
        stems.weigh();
        let published: Vec<Option<Date>> =
            documents.iter().map(|document| document.published.map(|published| published.date)).collect();
        let mut built = Self { stems, documents: whole, names, outlets, published, ..Self::default() };
        built.pairs = one_story(&built);
        let days = story::days(&built);
        built.settings = documents
            .iter()
            .zip(readings)
            .zip(&days)
            .map(|((document, reading), day)| Setting::of(document, reading, *day))
            .collect();
        built.leads = (0..documents.len())
            .map(|index| lead(&documents[index], &readings[index], &sentences[index]))
            .collect();
        let figures: Vec<Vec<Option<Profile>>> = documents
            .iter()
            .zip(readings)
            .enumerate()
            .map(|(index, (document, reading))| {
                let builder = Builder {
                    document,
                    reading,
                    sentences: &sentences[index],
                    setting: &built.settings[index],
                    names: &built.names[index],
                    day: days[index],
                    running: &running,
                    states: &states,
                    neutral: &neutral,
                    rules,
                };
                reading
                    .claims
                    .iter()
                    .enumerate()
                    .map(|(claim, stated)| {
                        let id = ClaimId {
                            document: DocumentId(u32::try_from(index).unwrap_or(u32::MAX)),
                            index: u32::try_from(claim).unwrap_or(u32::MAX),
                        };
                        let measured =
                            stated.measured().filter(|measured| !builder.says_nothing(stated, measured))?;
                        Some(builder.profile(id, stated, measured, &mut built.stems))
                    })
                    .collect()
            })
            .collect();
        built.figures = figures;
        built.stems.weigh();
        built
    }
}

/// The names in each document. A stem is a name if the run writes it with a capital inside a sentence more often than
/// without, and if it is rare in news at large.
fn names(whole: &[Vec<StemId>], capitals: &[i32], stems: &Stems) -> Vec<Vec<StemId>> {
    let is_name: Vec<bool> = capitals
        .iter()
        .zip(&stems.names)
        .map(|(more, name)| *more > 0 && rarity::word_weight(name) > ORDINARY)
        .collect();
    whole.iter().map(|all| all.iter().copied().filter(|id| is_name[*id as usize]).collect()).collect()
}

/// The stems of an outlet's name that stand in some document of the run.
fn outlet(document: &Document, stems: &Stems) -> Vec<StemId> {
    let words = document.source.name.split(|letter: char| !letter.is_alphabetic());
    let mut ids: Vec<StemId> = words.filter_map(|word| stems.find(&stem(&word.to_lowercase()))).collect();
    sorted(&mut ids);
    ids
}

/// Whether a text begins with the name of a day or a month.
fn names_a_time(text: &str) -> bool {
    let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    let word = text[..end].to_lowercase();
    weekday_named(&word).is_some() || month_named(&word).is_some()
}

/// Stems of the headline and the first two paragraphs, sorted.
fn lead(document: &Document, reading: &Reading, sentences: &[Vec<(u32, StemId)>]) -> Vec<StemId> {
    let mut words = Vec::new();
    let (mut paragraphs, mut block) = (0, u32::MAX);
    for (sentence, stems) in reading.sentences.iter().zip(sentences) {
        let kind = &document.blocks[sentence.block as usize].kind;
        if sentence.block != block {
            block = sentence.block;
            paragraphs += usize::from(matches!(kind, BlockKind::Paragraph));
        }
        if matches!(kind, BlockKind::Headline) || paragraphs <= LEAD_PARAGRAPHS {
            words.extend(stems.iter().map(|(_, id)| *id));
        }
    }
    sorted(&mut words);
    words
}

/// Paragraphs from the top that tell the main thing.
const LEAD_PARAGRAPHS: usize = 2;

/// Bytes to either side of a figure within which words speak for it. Sentences of news are shorter; one without end would
/// otherwise be read whole for each of its figures.
const REACH: u32 = 2_000;

struct Builder<'a> {
    document: &'a Document,
    reading: &'a Reading,
    sentences: &'a [Vec<(u32, StemId)>],
    setting: &'a Setting,
    /// The stems in the document that are names, sorted.
    names: &'a [StemId],
    /// When the document appeared, or those that tell the same story.
    day: Option<Date>,
    /// Canonical stems of counts that are updated as time goes on, and of what kind they are.
    running: &'a FxHashMap<SmolStr, &'a str>,
    /// Canonical stems of what became of people and things, and what it is.
    states: &'a FxHashMap<SmolStr, &'a str>,
    /// Canonical stems that make no part of what they narrow.
    neutral: &'a FxHashSet<SmolStr>,
    rules: &'a RuleSet,
}

impl Builder<'_> {
    /// Whether a figure is none to compare.
    fn says_nothing(&self, claim: &Claim, measured: &Measured) -> bool {
        let sentence = self.reading.sentences[claim.sentence as usize].span;
        let before = self.document.prose.slice(Span { start: sentence.start, end: claim.mention.start });
        let after = self.document.prose.slice(Span { start: claim.mention.end, end: sentence.end });
        self.narrows(claim, measured) || is_general(before, after)
    }

    /// Whether a stretch of time only narrows a noun, as in "the two-year fix".
    fn narrows(&self, claim: &Claim, measured: &Measured) -> bool {
        let UnitKind::Measure(id) = &measured.quantity.unit.kind else { return false };
        let words = self.document.prose.slice(claim.mention);
        words.contains('-')
            && !words.ends_with("old")
            && self.rules.units().get(id).is_some_and(|unit| unit.family == "time")
    }

    fn profile(&self, id: ClaimId, claim: &Claim, measured: &Measured, stems: &mut Stems) -> Profile {
        let frame = &measured.frame;
        let (head, mut modifiers) = self.counted(frame.counted.as_ref(), stems);
        // "The National Union holds 21 seats": whose they are narrows what is counted.
        if head.is_some() && matches!(measured.quantity.unit.kind, UnitKind::Count) {
            let owner = frame.subject.iter().map(|stem| stems.id(self.rules.canonical(stem)));
            modifiers.extend(owner.filter(|id| self.names.binary_search(id).is_ok() && head != Some(*id)));
            sorted(&mut modifiers);
        }
        let sentence = claim.sentence as usize;
        let block = self.reading.sentences[sentence].block;
        let mut clause: Vec<StemId> = self.within(sentence, self.near(claim.clause, claim)).collect();
        clause.extend(&modifiers);
        clause.extend(head);
        sorted(&mut clause);
        let running = head.and_then(|head| self.running.get(stems.name(head)));
        let runs_on = running.is_some();
        let narrower = if runs_on {
            modifiers.iter().copied().filter(|id| !self.neutral.contains(stems.name(*id))).collect()
        } else {
            Vec::new()
        };
        let one_in_a_story = match running {
            Some(&"toll" | &"attendance") => true,
            // "2,200 homes were destroyed" is of the story, "2,200 homes" may be any.
            Some(&"extent") => {
                clause.iter().any(|id| matches!(self.states.get(stems.name(*id)), Some(&"damage" | &"work")))
            }
            _ => false,
        };
        let text = self.document.prose.slice(self.near(self.reading.sentences[sentence].span, claim));
        let years = Self::years(text);
        let earlier = self.earlier(claim, measured, runs_on, &years);
        let measure = self.rules.measures().of(frame, &measured.quantity.unit);
        Profile {
            id,
            rarity: rarity::of(&measured.quantity),
            family: family(measured, self.rules),
            head,
            measure: measure.map(|measure| measure.id.clone()),
            lasting: measure.is_some_and(|measure| measure.lasting),
            verb: frame.verb.as_ref().map(|verb| stems.id(self.rules.canonical(verb))),
            modifiers,
            clause,
            around: self.around(sentence, claim),
            leads: self.leads(block),
            years,
            published: self.day,
            runs_on,
            one_in_a_story,
            earlier,
            places: if runs_on { places(text) } else { Vec::new() },
            narrower,
            period: frame.period.map(|mentioned| mentioned.period),
            role: frame.role,
            aspect: frame.aspect,
            portion: frame.portion,
            per: measured.quantity.unit.per.clone(),
        }
    }

    /// Whether a figure is of an event before that of its document: dated to long before it, or, where it runs on, told
    /// in a passage about another year or held against the story's own figure.
    fn earlier(&self, claim: &Claim, measured: &Measured, runs_on: bool, years: &[i16]) -> bool {
        let Some(day) = self.day else { return false };
        if !runs_on {
            return years.last().is_some_and(|year| *year < day.year() - 1);
        }
        if let Some(period) = measured.frame.period {
            let long = |end: Date| end.until(day).is_ok_and(|span| span.get_days() > BACKGROUND_DAYS);
            return period.period.end.is_some_and(long);
        }
        let sentence = self.reading.sentences[claim.sentence as usize].span;
        let before = self.document.prose.slice(Span { start: sentence.start, end: claim.mention.start });
        self.setting.earlier[claim.sentence as usize] || is_rival(before, self.rules)
    }

    fn counted(&self, counted: Option<&Counted>, stems: &mut Stems) -> (Option<StemId>, Vec<StemId>) {
        let Some(counted) = counted else { return (None, Vec::new()) };
        let head = stems.id(self.rules.canonical(&counted.head));
        let mut modifiers: Vec<StemId> = counted
            .modifiers
            .iter()
            .map(|stem| stems.id(self.rules.canonical(stem)))
            .filter(|id| *id != head)
            .collect();
        sorted(&mut modifiers);
        (Some(head), modifiers)
    }

    /// Content words of a part of a sentence.
    fn within(&self, sentence: usize, span: Span) -> impl Iterator<Item = StemId> + use<'_> {
        let words = &self.sentences[sentence];
        let from = words.partition_point(|(at, _)| *at < span.start);
        let to = words.partition_point(|(at, _)| *at < span.end);
        words[from..to.max(from)].iter().map(|(_, id)| *id)
    }

    /// What of some text is near a claim.
    fn near(&self, text: Span, claim: &Claim) -> Span {
        let prose = self.document.prose.text();
        let mut start = text.start.max(claim.mention.start.saturating_sub(REACH));
        let mut end = text.end.min(claim.mention.end.saturating_add(REACH)).max(start);
        while !prose.is_char_boundary(start as usize) {
            start += 1;
        }
        while !prose.is_char_boundary(end as usize) {
            end -= 1;
        }
        Span { start, end: end.max(start) }
    }

    /// Content words of a claim's sentence, its neighbours in the same part of the document, and its heading.
    fn around(&self, sentence: usize, claim: &Claim) -> Vec<StemId> {
        let mut words: Vec<StemId> = Vec::new();
        let from = sentence.saturating_sub(1);
        let to = (sentence + 1).min(self.sentences.len() - 1);
        for near in from..=to {
            words.extend(self.within(near, self.near(self.reading.sentences[near].span, claim)));
        }
        let block = self.reading.sentences[sentence].block as usize;
        if let Some(heading) = self.document.blocks[block].heading {
            let heading = self.reading.sentences.partition_point(|s| s.block < heading);
            if let Some(own) = self.sentences.get(heading) {
                words.extend(own.iter().map(|(_, id)| *id));
            }
        }
        sorted(&mut words);
        words
    }

    fn leads(&self, block: u32) -> bool {
        let mut paragraphs = 0;
        for (index, other) in self.document.blocks.iter().enumerate() {
            if index == block as usize {
                return matches!(other.kind, BlockKind::Headline) || paragraphs < 2;
            }
            paragraphs += usize::from(matches!(other.kind, BlockKind::Paragraph));
            if paragraphs > 2 {
                return false;
            }
        }
        false
    }

    /// Years in digits in a text.
    fn years(text: &str) -> Vec<i16> {
        let mut years: Vec<i16> = text
            .split(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
            .map(|digits| digits.trim_matches([',', '.']))
            .filter(|digits| digits.len() == 4)
            .filter_map(|digits| digits.parse().ok())
            .filter(|year| (1500..2100).contains(year))
            .collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

/// The family of a figure's unit.
pub(super) fn family(measured: &Measured, rules: &RuleSet) -> Family {
    if matches!(measured.quantity.amount, crate::claim::Amount::Score(..)) {
        return Family::Score;
    }
    match &measured.quantity.unit.kind {
        UnitKind::Count => Family::Count,
        UnitKind::Money(code) => Family::Money(code.clone()),
        UnitKind::Percent | UnitKind::PercentagePoint | UnitKind::BasisPoint | UnitKind::Ratio => {
            Family::Share
        }
        UnitKind::Measure(id) => {
            Family::Measure(rules.units().get(id).map_or_else(|| id.clone(), |u| u.family.clone()))
        }
        UnitKind::Unknown => Family::Bare,
    }
}

/// Sorts and takes repeats out.
pub(super) fn sorted(ids: &mut Vec<StemId>) {
    ids.sort_unstable();
    ids.dedup();
}

/// Cosine of two sorted sets of stems, each stem weighing as it is rare. 0 where they share nothing, 1 where they are
/// the same.
pub(super) fn cosine(a: &[StemId], b: &[StemId], stems: &Stems) -> f64 {
    cosine_by(a, b, |id| stems.weight(id))
}

/// Cosine of two sorted sets of stems by some weight.
pub(super) fn cosine_by(a: &[StemId], b: &[StemId], weight: impl Fn(StemId) -> f64) -> f64 {
    let square = |id: &StemId| weight(*id).powi(2);
    let (mut shared, mut i, mut j) = (0.0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += square(&a[i]);
                i += 1;
                j += 1;
            }
        }
    }
    if shared == 0.0 {
        return 0.0;
    }
    let norm = |set: &[StemId]| set.iter().map(square).sum::<f64>().sqrt();
    shared / (norm(a) * norm(b))
}

/// How many stems two sorted sets share.
pub(super) fn shared(a: &[StemId], b: &[StemId]) -> usize {
    a.iter().filter(|id| b.binary_search(id).is_ok()).count()
}

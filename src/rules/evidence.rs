//! The weights of evidence, in bits.
//!
//! `rules/evidence.toml` gives a weight to each [`Signal`] that two claims can show of being, or not being, about the same
//! thing, and the [`Threshold`]s that their sums are held against. The lists of signals and thresholds are closed: the
//! loader refuses a file that leaves one out, names one that does not exist, or names one twice.
//!
//! Not here: how signals are found (`link`).

use super::sheet::{Sheet, one_of};
use super::{RuleError, RuleFile};
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// Where the weights stand.
const PATH: &str = "evidence.toml";

/// The largest weight in either direction; more would let one field decide whatever the others say.
const MAX_BITS: f64 = 12.0;

/// Defines [`Signal`] and the names that weights use for each: a field and its outcome.
macro_rules! signals {
    ( $( $field:literal { $( $(#[$doc:meta])* $signal:ident = $outcome:literal ),+ $(,)? } )+ ) => {
        /// Something that speaks for or against two claims being about the same thing: an outcome of a field.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Signal { $( $( $(#[$doc])* $signal ),+ ),+ }

        impl Signal {
            /// Every signal, field by field.
            pub const ALL: &'static [Self] = &[$( $( Self::$signal ),+ ),+];

            /// The field: "value", "counted".
            #[must_use]
            pub fn field(self) -> &'static str {
                match self { $( $( Self::$signal => $field ),+ ),+ }
            }

            /// What was found there: "equal, rare".
            #[must_use]
            pub fn outcome(self) -> &'static str {
                match self { $( $( Self::$signal => $outcome ),+ ),+ }
            }
        }
    };
}

signals! {
    "value" {
        /// Equal, and in fewer than one in a thousand articles.
        EqualRarest = "equal, rarity over 10 bits",
        /// Equal, and in about one in 128 to 1,024 articles.
        EqualRare = "equal, rarity 7 to 10 bits",
        /// Equal, and in about one in 8 to 128 articles.
        EqualUsual = "equal, rarity 3 to 7 bits",
        /// Equal, and in more than one in eight articles.
        EqualCommon = "equal, rarity under 3 bits",
        /// The same digits in another unit.
        EqualOtherUnit = "equal, in another unit",
        /// Equal after converting units or currencies.
        Converts = "converts",
        /// One rounds to the other or is held by its hedge, and one of them is rare.
        RoundsRare = "rounds or hedged, rarity over 7 bits",
        /// One rounds to the other or is held by its hedge.
        Rounds = "rounds or hedged",
        /// Within a tenth of each other.
        WithinTenth = "within a tenth",
        /// Within a factor of two.
        WithinTwo = "within a factor of two",
        /// Within a factor of ten.
        WithinTen = "within a factor of ten",
        /// Further apart.
        Beyond = "beyond a factor of ten",
        /// They differ by a power of ten or by swapped digits, and have three digits that were meant or more.
        SlipLong = "power of ten or swapped digits, three digits or more",
        /// They differ by a power of ten or by swapped digits.
        Slip = "power of ten or swapped digits",
        /// The same vague word.
        SameVague = "same vague word",
        /// A vague word or a range whose bounds hold the other.
        VagueFits = "vague word or range fits",
        /// A vague word whose bounds do not hold the other.
        VagueMisfits = "vague word does not fit",
    }
    "unit" {
        /// The same unit.
        SameUnit = "same",
        /// Another unit of one family.
        OtherUnit = "other of one family",
        /// Per cent against percentage points.
        PercentPoints = "per cent against points",
        /// Another currency.
        OtherCurrency = "other currency",
        /// A share of things and a count of them.
        ShareAndAmount = "share against amount",
        /// Another kind.
        StrangeUnit = "other",
        /// One has no unit that is known.
        UnknownUnit = "unknown",
    }
    "counted" {
        /// The same head and much the same modifiers.
        CountedSame = "same",
        /// The same head; one has no modifiers.
        CountedHead = "same head",
        /// The same head, and some modifiers shared.
        CountedHeadSome = "same head, some modifiers",
        /// The same head, and no modifier shared.
        CountedHeadOther = "same head, other modifiers",
        /// The head of one narrows the other, and they share more.
        CountedCrossedSome = "head among modifiers, some shared",
        /// The head of one narrows the other.
        CountedCrossed = "head among modifiers",
        /// Other heads, several modifiers shared.
        CountedModifiers = "modifiers shared",
        /// Other heads, one modifier shared.
        CountedModifier = "one modifier shared",
        /// No word shared.
        CountedNothing = "nothing shared",
        /// One does not say.
        CountedUnknown = "unknown",
        /// Rules tell the two apart.
        CountedDistinct = "distinct pair",
    }
    "clause" {
        /// Cosine over .35.
        ClauseHigh = "cosine over .35",
        /// Cosine .2 to .35.
        ClauseMiddle = "cosine .2 to .35",
        /// Cosine under .2.
        ClauseLow = "cosine under .2",
        /// No content word shared.
        ClauseNone = "none shared",
    }
    "surroundings" {
        /// Cosine over .35.
        AroundHigh = "cosine over .35",
        /// Cosine .2 to .35.
        AroundMiddle = "cosine .2 to .35",
        /// Cosine .1 to .2.
        AroundLow = "cosine .1 to .2",
        /// Cosine up to .1.
        AroundTrace = "cosine up to .1",
        /// No content word shared.
        AroundNone = "none shared",
    }
    "year" {
        /// The sentences name a year in common.
        YearShared = "shared",
        /// The sentences name different years.
        YearDiffers = "differs",
    }
    "period" {
        /// The same period.
        PeriodSame = "same",
        /// Periods that share days.
        PeriodOverlaps = "overlaps",
        /// Periods that share no day.
        PeriodDisjoint = "disjoint",
    }
    "role" {
        /// One is the "from", the other the "to" of a comparison.
        RoleDiffers = "differs",
    }
    "aspect" {
        /// A level against a change.
        AspectDiffers = "level against change",
        /// A rise against a fall.
        DirectionDiffers = "other direction",
    }
    "portion" {
        /// One is "another", "of them"; the other is not.
        PortionDiffers = "one only",
    }
    "series" {
        /// Two states of one running count of one event.
        OneCount = "one running count",
        /// One statistic for one stretch of time.
        OneSlot = "one statistic of one period",
        /// One property, which lasts, of one thing.
        OneProperty = "one lasting property",
    }
    "rate" {
        /// Rates over different stretches or bases.
        RateDiffers = "differs",
    }
    "position" {
        /// Both in a headline or lead.
        BothLead = "both in headline or lead",
    }
    "rank" {
        /// Each the other's best without the value, by a clear margin.
        MutualBestClear = "mutual best by a clear margin",
        /// Each the other's best without the value.
        MutualBest = "mutual best",
        /// The best of one of them only.
        OneBest = "best for one",
        /// Neither is the other's best.
        NeitherBest = "neither",
    }
    "partner" {
        /// One of the two has an equal figure elsewhere in the other's article.
        EqualElsewhere = "equal elsewhere",
    }
    "wording" {
        /// The shorter stands in the longer, word for word but for a word in twenty.
        WordsContained = "contained",
        /// Four in five words of the shorter stand in the longer, in order.
        WordsMostly = "mostly contained",
        /// Three in five words of the shorter stand in the longer, in order.
        WordsPartly = "partly contained",
        /// Fewer words of the shorter stand in the longer.
        WordsFew = "hardly contained",
    }
    "length" {
        /// The shorter has five content words or more.
        LengthLong = "five content words or more",
        /// The shorter has three or four content words.
        LengthFew = "three or four content words",
        /// Two, which are rare together.
        LengthTwoRare = "two content words, rare",
        /// The shorter has two content words.
        LengthTwo = "two content words",
        /// The shorter has one content word.
        LengthOne = "one content word",
    }
    "speaker" {
        /// The same speaker.
        SpeakerSame = "same",
        /// Two speakers.
        SpeakerDiffers = "different",
    }
    "form" {
        /// One of them may be a word at arm's length and not speech.
        FormScare = "held at arm's length",
    }
    "date" {
        /// The same date.
        DateSame = "same",
        /// One is finer and lies within the other.
        DateWithin = "within",
        /// Two dates.
        DateDiffers = "differs",
    }
    "event" {
        /// What is dated shares much of its words.
        EventHigh = "cosine over .35",
        /// What is dated shares some words.
        EventSome = "cosine .15 to .35",
        /// What is dated shares few words.
        EventLittle = "cosine under .15",
        /// What is dated shares no word.
        EventNone = "none shared",
    }
    "event rank" {
        /// Either article names one such date.
        DatesAlone = "neither has another",
    }
    "event sentence" {
        /// The sentences share much.
        EventAroundHigh = "cosine over .35",
        /// The sentences share some words.
        EventAroundSome = "cosine .15 to .35",
        /// The sentences share few words.
        EventAroundLittle = "cosine under .15",
        /// The sentences share no word.
        EventAroundNone = "none shared",
    }
    "comparison" {
        /// One is linked to the other level of the comparison that the other stands in.
        OtherLevel = "other level of one comparison",
    }
    "repeat" {
        /// A figure said again in its own document.
        Repeat = "in one document",
    }
}

/// Defines [`Threshold`] and the names that the file uses.
macro_rules! thresholds {
    ( $( $(#[$doc:meta])* $threshold:ident = $name:literal ),+ $(,)? ) => {
        /// A sum of bits that something must reach.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Threshold { $( $(#[$doc])* $threshold ),+ }

        impl Threshold {
            /// Every threshold.
            pub const ALL: &'static [Self] = &[$( Self::$threshold ),+];

            /// Its name in the file.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( Self::$threshold => $name ),+ }
            }
        }
    };
}

thresholds! {
    /// From here on figures with agreeing values are linked.
    LinkAgreeing = "link-agreeing",
    /// From here on equal figures are linked of which neither has another partner.
    LinkAlone = "link-alone",
    /// From here on, without the value, figures that differ are shown side by side.
    LinkDiffering = "link-differing",
    /// And, with the value, at least so much.
    LinkDifferingValue = "link-differing-value",
    /// From here on, with the value, figures are linked that differ as by a slip of digits.
    LinkSlip = "link-slip",
    /// The same for slips in numbers of three digits or more.
    LinkSlipLong = "link-slip-long",
    /// From here on, with the value, one number in two units is taken for one figure.
    LinkOtherUnit = "link-other-unit",
    /// From here on, without the value, a share is shown beside an amount, a level beside a change, and a sum beside one in
    /// another currency.
    LinkTwoKinds = "link-two-kinds",
    /// From here on, with the value, a figure is linked to another than its equal.
    LinkBesideEqual = "link-beside-equal",
    /// From here on, without the value, a difference may be called a conflict.
    Strong = "strong",
    /// From here on, with the value, an equal figure is taken for one figure though its frames differ.
    StrongEqual = "strong-equal",
    /// By how many bits the best candidate must lead to be the clear best.
    ClearMargin = "clear-margin",
    /// From here on quotations are linked.
    LinkQuotations = "link-quotations",
    /// From here on dates are linked.
    LinkDates = "link-dates",
    /// From here on dates are linked that either article names once.
    LinkDatesAlone = "link-dates-alone",
    /// From here on dates are linked that differ.
    LinkDatesApart = "link-dates-apart",
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WeightFile {
    /// What two claims are compared in.
    #[schemars(with = "String")]
    field: Spanned<String>,
    /// How they compare there.
    #[schemars(with = "String")]
    outcome: Spanned<String>,
    /// What that weighs for their being about the same thing, in bits; negative against it.
    #[schemars(with = "f64")]
    bits: Spanned<f64>,
    /// Why it weighs so much.
    #[expect(dead_code, reason = "a reason is for who reads the file")]
    why: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ThresholdFile {
    /// Which threshold.
    #[schemars(with = "String")]
    name: Spanned<String>,
    /// From how many bits it is reached.
    #[schemars(with = "f64")]
    bits: Spanned<f64>,
    /// Why it lies there.
    #[expect(dead_code, reason = "a reason is for who reads the file")]
    why: String,
}

/// The weights and thresholds of a run.
#[derive(Clone, Debug)]
pub struct Weights {
    about: String,
    signals: Vec<f64>,
    thresholds: Vec<f64>,
}

impl Weights {
    /// What the weights rest on.
    #[must_use]
    pub fn about(&self) -> &str {
        &self.about
    }

    /// The weight of a signal, in bits: positive for "the same thing", negative against.
    #[must_use]
    pub fn bits(&self, signal: Signal) -> f64 {
        self.signals[signal as usize]
    }

    /// A threshold, in bits.
    #[must_use]
    pub fn threshold(&self, threshold: Threshold) -> f64 {
        self.thresholds[threshold as usize]
    }
}

/// Reads the weights.
pub(super) fn read(files: &[RuleFile], errors: &mut Vec<RuleError>) -> Weights {
    let mut weights = Weights {
        about: String::new(),
        signals: vec![0.0; Signal::ALL.len()],
        thresholds: vec![0.0; Threshold::ALL.len()],
    };
    let Some(file) = files.iter().find(|file| file.path == PATH) else {
        errors.push(RuleError::missing(PATH));
        return weights;
    };
    let Some(mut sheet) = Sheet::open(file, errors) else { return weights };
    weights.about = sheet.text("about", errors).unwrap_or_default();
    let wrong = errors.len();
    let mut seen = vec![false; Signal::ALL.len()];
    for item in sheet.items::<WeightFile>("weight", errors) {
        if let Some(signal) = signal(&item.value, file, errors) {
            weights.signals[signal as usize] = in_range(&item.value.bits, file, errors);
            once(&mut seen[signal as usize], item.at, file, errors);
        }
    }
    let mut set = vec![false; Threshold::ALL.len()];
    for item in sheet.items::<ThresholdFile>("threshold", errors) {
        let name = item.value.name.get_ref();
        match Threshold::ALL.iter().find(|threshold| threshold.name() == name) {
            Some(threshold) => {
                weights.thresholds[*threshold as usize] = in_range(&item.value.bits, file, errors);
                once(&mut set[*threshold as usize], item.at, file, errors);
            }
            None => {
                let names: Vec<&str> = Threshold::ALL.iter().map(|threshold| threshold.name()).collect();
                let problem = format!("`{name}` is not a threshold");
                errors.push(RuleError::at(file, item.value.name.span().start, problem, one_of(name, &names)));
            }
        }
    }
    sheet.close(errors);
    // What is misspelt is also missing; the one error is enough.
    if errors.len() == wrong {
        missing(&seen, &set, file, errors);
    }
    weights
}

/// The signal that a weight names.
fn signal(weight: &WeightFile, file: &RuleFile, errors: &mut Vec<RuleError>) -> Option<Signal> {
    let (field, outcome) = (weight.field.get_ref(), weight.outcome.get_ref());
    let of_field: Vec<Signal> =
        Signal::ALL.iter().copied().filter(|signal| signal.field() == field).collect();
    if of_field.is_empty() {
        let mut fields: Vec<&str> = Signal::ALL.iter().map(|signal| signal.field()).collect();
        fields.dedup();
        let problem = format!("`{field}` is not a field of evidence");
        errors.push(RuleError::at(file, weight.field.span().start, problem, one_of(field, &fields)));
        return None;
    }
    let found = of_field.iter().copied().find(|signal| signal.outcome() == outcome);
    if found.is_none() {
        let outcomes: Vec<&str> = of_field.iter().map(|signal| signal.outcome()).collect();
        let problem = format!("`{outcome}` is not an outcome of `{field}`");
        errors.push(RuleError::at(file, weight.outcome.span().start, problem, one_of(outcome, &outcomes)));
    }
    found
}

fn in_range(bits: &Spanned<f64>, file: &RuleFile, errors: &mut Vec<RuleError>) -> f64 {
    let value = *bits.get_ref();
    if value.is_nan() || value.abs() > MAX_BITS {
        errors.push(RuleError::at(
            file,
            bits.span().start,
            format!("{value} bits are out of range"),
            format!("Keep it between -{MAX_BITS} and {MAX_BITS}; one field must not decide alone."),
        ));
    }
    value
}

fn once(seen: &mut bool, at: usize, file: &RuleFile, errors: &mut Vec<RuleError>) {
    if std::mem::replace(seen, true) {
        errors.push(RuleError::at(
            file,
            at,
            "this stands in the file twice".into(),
            "Take one of the two out.".into(),
        ));
    }
}

fn missing(signals: &[bool], thresholds: &[bool], file: &RuleFile, errors: &mut Vec<RuleError>) {
    let signals = Signal::ALL.iter().zip(signals).filter(|(_, seen)| !**seen).map(|(signal, _)| {
        let advice = format!(
            "Add: [[weight]] field = \"{}\", outcome = \"{}\", bits = 0, why = \"...\"",
            signal.field(),
            signal.outcome()
        );
        (format!("no weight for `{}` of `{}`", signal.outcome(), signal.field()), advice)
    });
    let thresholds =
        Threshold::ALL.iter().zip(thresholds).filter(|(_, seen)| !**seen).map(|(threshold, _)| {
            let advice =
                format!("Add: [[threshold]] name = \"{}\", bits = 0, why = \"...\"", threshold.name());
            (format!("no threshold `{}`", threshold.name()), advice)
        });
    for (problem, advice) in signals.chain(thresholds) {
        errors.push(RuleError::at(file, file.text.len(), problem, advice));
    }
}

//! How two linked claims relate, as a short vector of closed facets.
//!
//! A comparison is all that a decision table sees of two claims. Because every facet is a closed list, `rules check`
//! can go through all vectors and report each one that no row decides, and each row that decides none. The names
//! here are the names that rows in `rules/verdicts/*.toml` use.
//!
//! Not here: how the facets are found (`judge::compare`) and what they mean (`rules/verdicts`).

/// A facet of a comparison: its name and the names of its values, in the order of the enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The name that rows use as a key.
    pub name: &'static str,
    /// The names that rows use as values.
    pub values: &'static [&'static str],
}

/// A comparison vector: closed facets, and for each the index of its value.
pub trait Vector {
    /// The facets, in a fixed order.
    const FACETS: &'static [Facet];

    /// For each facet, in the same order, the index of its value among [`Facet::values`].
    fn values(&self) -> Vec<u8>;
}

/// Defines the enums of a vector, the vector's struct, and its [`Vector`] implementation from one list, so that names in
/// rules and in code cannot part.
macro_rules! vector {
    (
        $(#[$doc:meta])* $vector:ident;
        $( $(#[$facet_doc:meta])* $field:ident : $facet:ident = $name:literal {
            $( $(#[$value_doc:meta])* $value:ident = $text:literal ),+ $(,)?
        } )+
    ) => {
        $(
            $(#[$facet_doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $facet { $( $(#[$value_doc])* $value ),+ }

            impl $facet {
                /// Every value.
                pub const ALL: &'static [Self] = &[$( Self::$value ),+];

                /// The value's name in rule files.
                #[must_use]
                pub fn name(self) -> &'static str {
                    match self { $( Self::$value => $text ),+ }
                }
            }
        )+

        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $vector { $( $(#[$facet_doc])* pub $field: $facet ),+ }

        impl Vector for $vector {
            const FACETS: &'static [Facet] =
                &[$( Facet { name: $name, values: &[$( $text ),+] } ),+];

            fn values(&self) -> Vec<u8> {
                vec![$( self.$field as u8 ),+]
            }
        }
    };
}

vector! {
    /// How two linked figures relate.
    QuantityComparison;
    /// The amounts, with their hedges and precision.
    value: Value = "value" {
        /// The same number, or the same range.
        Equal = "equal",
        /// The finer rounds to the coarser.
        Rounds = "rounds",
        /// A hedge or range of one holds the other.
        WithinHedge = "within-hedge",
        /// Equal after converting units, within what rounding leaves.
        Converted = "converted",
        /// At least one is a vague word whose bounds hold the other.
        Vague = "vague",
        /// They differ by a power of ten.
        Magnitude = "magnitude",
        /// They differ by a decimal point that one of them lacks ("1.2" and "12").
        PointLost = "point-lost",
        /// They differ by swapped, dropped or doubled digits.
        Transposed = "transposed",
        /// An open bound of one holds the other, though it lies far from it ("more than 10" and 500).
        BoundHolds = "bound-holds",
        /// The hedge of one shuts the other out, though they are close ("more than 1,000" and 990).
        HedgeExcludes = "hedge-excludes",
        /// They differ in any other way, by up to a factor of two.
        Apart = "apart",
        /// They differ by more, or a vague word's bounds shut the other out.
        Far = "far",
    }
    /// The units.
    unit: UnitRelation = "unit" {
        /// The same unit, or two of one family that convert exactly.
        Same = "same",
        /// Per cent on one side and percentage points on the other.
        PointsForPercent = "points-for-percent",
        /// Two currencies with the same digits.
        OtherCurrency = "other-currency",
        /// The same unit spread over another rate unit (a day, a week).
        OtherRate = "other-rate",
        /// A share of something on one side, an amount on the other ("a tenth" and "4,000 people").
        Relative = "relative-against-absolute",
        /// Another kind of unit.
        Other = "other",
    }
    /// The reference periods.
    period: PeriodRelation = "period" {
        /// The same, or neither states one.
        Same = "same",
        /// One lies within the other.
        Within = "within",
        /// Each is named in the clause of its figure; they share some days, and each has days of its own.
        Overlapping = "overlapping",
        /// Each is named in the clause of its figure; they share no day.
        Disjoint = "disjoint",
        /// They differ, but one is read from outside the clause of its figure, or names but a day or two.
        Nearby = "nearby",
        /// Only one states one.
        Unknown = "unknown",
    }
    /// What is counted or measured.
    measure: MeasureRelation = "measure" {
        /// The same.
        Same = "same",
        /// One carries a modifier that the other lacks ("insured losses" and "losses").
        Narrower = "narrower",
        /// Each carries words that the other lacks ("people in the province" and "people around the ocean").
        Crossed = "crossed",
        /// One is of a whole stretch or of all together, the other of one year, month or day of it.
        Cumulative = "cumulative-against-annual",
        /// One is a mean or a median, the other of one or of each.
        Average = "average-against-each",
        /// One is freed of the rise in prices, the other is not.
        Real = "nominal-against-real",
        /// A pair that rules tell apart (net and gross, killed and injured).
        Distinct = "distinct",
        /// One does not say, or the words share nothing.
        Unknown = "unknown",
    }
    /// Places and populations.
    scope: ScopeRelation = "scope" {
        /// The same, or neither states one.
        Same = "same",
        /// One is part of the other, or only one is narrowed.
        Part = "part",
        /// Two different ones.
        Different = "different",
    }
    /// Level or change, and direction.
    aspect: AspectRelation = "aspect" {
        /// Both levels, or both changes the same way.
        Same = "same",
        /// A level on one side, a change on the other.
        LevelAgainstChange = "level-against-change",
        /// A rise on one side, a fall on the other.
        Opposite = "opposite",
    }
    /// How firmly they are stated.
    modality: ModalityRelation = "modality" {
        /// Alike.
        Same = "same",
        /// One is a forecast, the other an outcome.
        ForecastAgainstOutcome = "forecast-against-outcome",
        /// One is planned, promised or wanted, the other an outcome.
        PlannedAgainstOutcome = "planned-against-outcome",
        /// One is an earlier version, a revision of it, or the "from" of a comparison.
        Superseded = "superseded",
    }
    /// When the two were counted or published.
    time: TimeRelation = "time" {
        /// On the same day, or nothing tells.
        SameDay = "same-day",
        /// One is later.
        Later = "later",
        /// At least one document has no date.
        Unknown = "unknown",
    }
    /// Whether the thing counted is one that is updated as time goes on (a toll, a search, a running total).
    running: Running = "running" {
        /// It is.
        Yes = "yes",
        /// It is not, or nothing tells.
        No = "no",
    }
    /// Whom the two credit.
    attribution: AttributionRelation = "attribution" {
        /// The same source.
        Same = "same",
        /// Two different sources, both named.
        Different = "different",
        /// At least one names none.
        Unknown = "unknown",
    }
    /// How well the two are bound to one thing by evidence other than the value.
    binding: Binding = "binding" {
        /// Well enough to call a difference a conflict.
        Strong = "strong",
        /// Enough to show them side by side.
        Fair = "fair",
    }
    /// Whether the two sentences are one text.
    copy: Copied = "copy" {
        /// The documents are of one origin, and the sentences are word for word the same but for the figures.
        Yes = "yes",
        /// The documents are one page, saved at two times.
        Version = "version",
        /// They are not.
        No = "no",
    }
}

vector! {
    /// How two linked quotations relate.
    QuotationComparison;
    /// The wordings.
    words: Words = "words" {
        /// The same words.
        Same = "same",
        /// The same but for marks, capitals, dashes, spelling variants.
        Typography = "typography",
        /// The same words, and a comma, colon or dash between them in one only. Told apart within one article alone:
        /// two outlets that hear one speech set its marks each in their way.
        MarkMoved = "mark-moved",
        /// One is cut at an end or at a marked ellipsis.
        Cut = "cut",
        /// A cut inside, without a mark.
        CutInside = "cut-inside",
        /// A cut that takes a negation or a condition away.
        CutNegation = "cut-negation",
        /// A cut at the end, before words that make what was said depend on something.
        CutCondition = "cut-condition",
        /// A number differs.
        NumberChanged = "number-changed",
        /// A meaning-bearing word differs.
        WordChanged = "word-changed",
        /// Only function words or inflection differ.
        Cleaned = "cleaned",
        /// Sentences stand together that stand apart in the other.
        Merged = "merged",
        /// Much differs, as between two translations.
        Reworded = "reworded",
    }
    /// Whether one of the two says that it is a translation.
    translation: Translation = "translation" {
        /// At least one does.
        Yes = "yes",
        /// Neither does.
        No = "no",
    }
    /// The speakers.
    speaker: SpeakerRelation = "speaker" {
        /// The same.
        Same = "same",
        /// One is named by role or body, the other by name, and they may be the same.
        Compatible = "compatible",
        /// Two different ones.
        Different = "different",
        /// At least one is not named.
        Unknown = "unknown",
    }
    /// How long the shared wording is.
    length: SharedLength = "length" {
        /// Long enough that two people do not say it by chance.
        Long = "long",
        /// A few words.
        Short = "short",
    }
    /// Whether both stand in one document.
    place: PlaceRelation = "place" {
        /// In two documents.
        Across = "across",
        /// In one.
        Within = "within",
    }
    /// Whether the words around the two quotations are one text.
    copy: QuotationCopied = "copy" {
        /// The documents are of one origin, and the sentences around the quotations are the same.
        Yes = "yes",
        /// The documents are one page, saved at two times.
        Version = "version",
        /// They are not.
        No = "no",
    }
}

vector! {
    /// How two linked dates relate.
    DateComparison;
    /// The dates.
    date: DateRelation = "date" {
        /// The same.
        Same = "same",
        /// One is finer and lies within the other.
        Within = "within",
        /// They overlap or touch within what the wording leaves.
        Close = "close",
        /// They share no day.
        Disjoint = "disjoint",
        /// The day of the month is the same, and the weekday beside it is not.
        Weekday = "weekday",
    }
    /// How well the two are bound to one event by evidence other than the date.
    binding: DateBinding = "binding" {
        /// Well enough to call a difference a conflict.
        Strong = "strong",
        /// Enough to show them side by side.
        Fair = "fair",
    }
    /// Whether the two are one text.
    copy: DateCopied = "copy" {
        /// The documents are one page, saved at two times.
        Version = "version",
        /// They are not.
        No = "no",
    }
}

/// What a difference, or the lack of one, means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// They cannot both stand as worded.
    Discrepancy,
    /// They differ, and a part that is needed to say why is not stated.
    Unclear,
    /// They differ, and a named reason says why both can stand.
    Explained,
    /// Equal at the precision, hedge and unit given.
    Agreement,
}

/// How much a finding asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing to do.
    Note,
    /// Worth a look.
    Info,
    /// Look at this.
    Warning,
    /// Look at this first.
    Error,
}

impl Verdict {
    /// Every verdict, those that ask for attention first.
    pub const ALL: [Self; 4] = [Self::Discrepancy, Self::Unclear, Self::Explained, Self::Agreement];

    /// The verdict's name in rules and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Discrepancy => "discrepancy",
            Self::Unclear => "unclear",
            Self::Explained => "explained",
            Self::Agreement => "agreement",
        }
    }

    /// The verdict with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

impl Severity {
    /// Every severity, least first.
    pub const ALL: [Self; 4] = [Self::Note, Self::Info, Self::Warning, Self::Error];

    /// The severity's name in rules and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_rules_follow_the_order_of_the_enums() {
        for (index, value) in Value::ALL.iter().enumerate() {
            assert_eq!(QuantityComparison::FACETS[0].values[index], value.name());
            assert_eq!(*value as usize, index);
        }
    }
}

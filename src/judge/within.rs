//! One article against itself.
//!
//! `(bench, document)` → [`Finding`]s about one article: amounts a month and a year, conversions, shares and their
//! counts, weekdays, ages, one thing counted twice, a fragment of a quotation against the whole. It cannot fail:
//! figures that do not show that they belong together are left alone.
//!
//! Not here: figures that determine each other (`relation`, `sums`), exchange rates (`exchange`), the arithmetic (`arithmetic`), and what each check
//! says (`rules/checks`).

use super::arithmetic::{as_printed, beyond, divide, in_words, left_open, multiply};
use super::compare::{Bench, Bits, Comparison};
use super::{Finding, Verdict, fault, quotation, sides, wording};
use crate::claim::{
    Amount, Claim, ClaimId, DocumentId, Hedge, Measured, Modality, Portion, QuotationForm, Role, UnitKind,
};
use crate::comparison::{UnitRelation, Value, Words};
use crate::document::BlockKind;
use crate::link::value::{Rates, relate};
use crate::number::{Interval, Number};
use crate::origin::Origins;
use crate::rules::checks::Check;
use jiff::Unit;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Room beyond rounding that a conversion may take, as a share: writers round twice.
const CONVERSION_ROOM: (i128, i8) = (3, -2);
/// How far apart two amounts may be to be taken for one that was worked out wrongly, as a share; further apart they are
/// of two things.
const MISTAKE: (i128, i8) = (15, -2);
/// Quotations that share a pair of words; more share it by habit, and the pair tells nothing.
const COMMON: usize = 12;

/// Stretches of time that fit a whole number of times into a longer one, with the fewest and most times.
const STRETCHES: [(&str, &str, i64, i64); 6] = [
    ("month", "year", 12, 12),
    ("week", "year", 52, 53),
    ("quarter", "year", 4, 4),
    ("day", "week", 7, 7),
    ("day", "year", 365, 366),
    ("hour", "day", 24, 24),
];

/// One article and what looks at it.
struct Article<'b> {
    bench: &'b Bench<'b>,
    origins: &'b Origins,
    document: DocumentId,
    figures: Vec<(u32, &'b Claim, &'b Measured)>,
}

/// Judges an article against itself.
pub(super) fn judge(bench: &Bench<'_>, document: DocumentId, origins: &Origins) -> Vec<Finding> {
    let claims = &bench.readings[document.0 as usize].claims;
    let figures = (0..)
        .zip(claims)
        .filter_map(|(index, claim)| claim.measured().map(|measured| (index, claim, measured)))
        .collect();
    let article = Article { bench, origins, document, figures };
    let mut findings = article.rates();
    findings.extend(article.weekdays());
    findings.extend(article.ages());
    findings.extend(article.conversions());
    findings.extend(article.bases());
    findings.extend(article.twice());
    findings.extend(article.quotations());
    findings
}

fn share((coefficient, exponent): (i128, i8)) -> Number {
    Number::new(coefficient, exponent)
}

impl<'b> Article<'b> {
    fn id(&self, index: u32) -> ClaimId {
        ClaimId { document: self.document, index }
    }

    fn printed(&self, index: u32) -> String {
        wording::mention(self.bench, self.id(index))
    }

    /// A finding of a check: `stated` does not fit `given`, of which follows `computed`.
    fn finding(&self, check: Check, stated: &[u32], given: &[u32], computed: &str) -> Finding {
        let claims = |figures: &[u32]| figures.iter().map(|index| self.id(*index)).collect::<Vec<_>>();
        fault::finding(self.bench, check, &claims(stated), &claims(given), computed)
    }

    /// Figures sentence by sentence.
    fn by_sentence(&self) -> impl Iterator<Item = &[(u32, &'b Claim, &'b Measured)]> {
        self.figures.chunk_by(|a, b| a.1.sentence == b.1.sentence)
    }

    /// Dates beside a weekday that they do not fall on.
    fn weekdays(&self) -> Vec<Finding> {
        let claims = &self.bench.readings[self.document.0 as usize].claims;
        (0..)
            .zip(claims)
            .filter_map(|(index, claim)| {
                let dated = claim.dated().filter(|dated| dated.wrong_weekday.is_some())?;
                let day = dated.period.start?.strftime("%A").to_string();
                Some(self.finding(Check::Weekday, &[index], &[], &day))
            })
            .collect()
    }

    /// The age of a person beside the day or year of birth.
    fn ages(&self) -> Vec<Finding> {
        let published =
            self.bench.documents[self.document.0 as usize].published.map(|published| published.date);
        let Some(published) = published else { return Vec::new() };
        let mut findings = Vec::new();
        for figures in self.by_sentence() {
            let [(index, claim, measured)] = figures else { continue };
            let age = measured.quantity.number().filter(|_| {
                measured.quantity.unit.kind == UnitKind::Measure("year".into())
                    && measured.quantity.hedge == Hedge::None
            });
            let (Some(age), Some(born)) = (age, measured.frame.period) else { continue };
            let Some(sentence) = self.bench.sentence(self.id(*index)) else { continue };
            let words = self.bench.words(self.id(*index), sentence.span).to_lowercase();
            let start = (born.span.start.saturating_sub(sentence.span.start)) as usize;
            let before = words.get(..start).unwrap_or_default().trim_end();
            let is_birth = ["born", "born in", "born on"].iter().any(|cue| before.ends_with(cue));
            // The age at some other time is counted to that time.
            let elsewhen = words.split(|c: char| !c.is_alphanumeric()).any(|word| {
                matches!(
                    word,
                    "when"
                        | "then"
                        | "died"
                        | "dead"
                        | "was"
                        | "killed"
                        | "ago"
                        | "before"
                        | "after"
                        | "will"
                        | "turns"
                )
            }) && !words.contains("was born");
            let (Some(first), Some(last)) = (born.period.start, born.period.end) else { continue };
            if !is_birth || elsewhen || claim.mention.start > born.span.start && words.contains("aged") {
                continue;
            }
            let years = |birth: Date| {
                birth.until((Unit::Year, published)).ok().map(|span| i64::from(span.get_years()))
            };
            let (Some(least), Some(most)) = (years(last), years(first)) else { continue };
            let room = Interval { low: Some(Number::whole(least)), high: Some(Number::whole(most)) };
            if !room.contains(age) {
                let computed = if least == most { least.to_string() } else { format!("{least} or {most}") };
                findings.push(self.finding(Check::Age, &[*index], &[], &computed));
            }
        }
        findings
    }

    /// An amount for a stretch against one for a longer stretch, in one sentence or in neighbours.
    fn rates(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (at, (long, claim, measured)) in self.figures.iter().enumerate() {
            let near = self.figures[at.saturating_sub(6)..(at + 7).min(self.figures.len())]
                .iter()
                .filter(|other| other.1.sentence.abs_diff(claim.sentence) <= 1);
            for (short, _, other) in near {
                let (unit, shorter) = (&measured.quantity.unit, &other.quantity.unit);
                let Some((per, short_per)) = unit.per.as_deref().zip(shorter.per.as_deref()) else {
                    continue;
                };
                let stretch = STRETCHES.iter().find(|known| known.0 == short_per && known.1 == per);
                let (Some(&(_, _, fewest, most)), true) = (stretch, unit.kind == shorter.kind) else {
                    continue;
                };
                let times = Interval { low: Some(Number::whole(fewest)), high: Some(Number::whole(most)) };
                let computed = left_open(&other.quantity).and_then(|amount| multiply(amount, times));
                let (Some(computed), Some(stated)) = (computed, left_open(&measured.quantity)) else {
                    continue;
                };
                if !computed.overlaps(stated) && !beyond(computed, stated, share(MISTAKE)) {
                    findings.push(self.finding(Check::Rate, &[*long], &[*short], &in_words(computed)));
                }
            }
        }
        findings
    }

    /// Pairs of a figure and the one that restates it.
    fn restated(&self) -> impl Iterator<Item = ((u32, &'b Measured), (u32, &'b Measured))> + '_ {
        let claims = &self.bench.readings[self.document.0 as usize].claims;
        self.figures.iter().filter_map(move |(index, _, second)| {
            let first = second.restates?;
            let measured = claims.get(first as usize)?.measured()?;
            Some(((first, measured), (*index, *second)))
        })
    }

    /// Amounts in two units of one family.
    fn conversions(&self) -> Vec<Finding> {
        let units = self.bench.rules.units();
        let base = |measured: &Measured, offset: bool| -> Option<Interval> {
            let UnitKind::Measure(id) = &measured.quantity.unit.kind else { return None };
            let open = left_open(&measured.quantity)?;
            let factor = units.get(id)?.factor?;
            let end = |number: Option<Number>| match offset {
                true => units.to_base(id, number?),
                false => number?.checked_mul(factor),
            };
            Some(Interval { low: Some(end(open.low)?), high: Some(end(open.high)?) })
        };
        let family = |measured: &Measured| match &measured.quantity.unit.kind {
            UnitKind::Measure(id) => units.get(id).map(|unit| unit.family.clone()),
            _ => None,
        };
        self.restated()
            .filter(|(first, second)| family(first.1).is_some() && family(first.1) == family(second.1))
            .filter_map(|(first, second)| {
                let wrong = |offset: bool| {
                    base(first.1, offset)
                        .zip(base(second.1, offset))
                        .is_some_and(|(a, b)| beyond(a, b, share(CONVERSION_ROOM)))
                };
                // A difference of temperatures converts by the factor alone ("1.3 C (2.3 F) above the average").
                if !wrong(true) || !wrong(false) {
                    return None;
                }
                let (UnitKind::Measure(from), UnitKind::Measure(into)) =
                    (&first.1.quantity.unit.kind, &second.1.quantity.unit.kind)
                else {
                    return None;
                };
                let (from, into) = (units.get(from)?, units.get(into)?);
                // What the first is in the second's unit: factors of a family are to one base.
                let exact = as_printed(&first.1.quantity)?.low?;
                let base = exact.checked_mul(from.factor?)?.checked_add(from.offset)?;
                let computed = base.checked_sub(into.offset)?.checked_div(into.factor?)?;
                // The unit as it is printed: "miles" and not what the rules call it.
                let printed = self.printed(second.0);
                let unit = printed.trim_start_matches(|c: char| !c.is_ascii_digit());
                let unit = unit.trim_start_matches(|c: char| !c.is_alphabetic() && c != '°');
                let unit = if unit.is_empty() { into.id.as_str() } else { unit };
                let computed = format!("{} {unit}", in_words(Interval::point(computed)));
                Some(self.finding(Check::Conversion, &[second.0], &[first.0], &computed))
            })
            .collect()
    }

    /// Shares with their counts, two in one sentence, that imply two totals which are nearly one.
    fn bases(&self) -> Vec<Finding> {
        let claims = &self.bench.readings[self.document.0 as usize].claims;
        let hundred = Interval::point(Number::whole(100));
        let mut findings = Vec::new();
        for figures in self.by_sentence() {
            let implied: Vec<(u32, u32, Interval)> = figures
                .iter()
                .filter_map(|(index, _, first)| {
                    let other = first.share_of_count?;
                    let second = claims.get(other as usize)?.measured()?;
                    let (share, count) = match first.quantity.unit.kind {
                        UnitKind::Percent => (first, second),
                        _ => (&second, *first),
                    };
                    (share.quantity.unit.kind == UnitKind::Percent).then_some(())?;
                    let whole = multiply(left_open(&count.quantity)?, hundred)?;
                    Some((*index, other, divide(whole, left_open(&share.quantity)?)?))
                })
                .collect();
            for pair in implied.windows(2) {
                let (a, b) = (&pair[0], &pair[1]);
                if !a.2.overlaps(b.2) && !beyond(a.2, b.2, share(MISTAKE)) {
                    let computed = format!("{} and {}", in_words(a.2), in_words(b.2));
                    findings.push(self.finding(Check::Base, &[a.0, a.1], &[b.0, b.1], &computed));
                }
            }
        }
        findings
    }

    /// One thing counted twice, with figures that differ as a slip of the pen does.
    fn twice(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut heads: FxHashMap<SmolStr, Vec<&(u32, &'b Claim, &'b Measured)>> = FxHashMap::default();
        for figure in &self.figures {
            let frame = &figure.2.frame;
            let whole = frame.portion == Portion::Whole
                && frame.role == Role::None
                && !frame.aspect.is_change()
                && frame.modality == Modality::Stated;
            // The rows of a table are of one kind and of different things.
            let cell = self.bench.sentence(self.id(figure.0)).is_some_and(|sentence| {
                let block = &self.bench.documents[self.document.0 as usize].blocks[sentence.block as usize];
                matches!(block.kind, BlockKind::Cell(_))
            });
            if let (Some(counted), true, Amount::One(_)) =
                (&frame.counted, whole && !cell, figure.2.quantity.amount)
            {
                let head = SmolStr::new(self.bench.rules.aliases().canonical(&counted.head));
                let others = heads.entry(head).or_default();
                for other in others.iter() {
                    if self.is_slip(other.2, figure.2) {
                        findings.push(self.finding(Check::Twice, &[other.0], &[figure.0], ""));
                    }
                }
                // A head that is counted again and again is no one thing.
                if others.len() < COMMON {
                    others.push(figure);
                }
            }
        }
        findings
    }

    fn is_slip(&self, a: &Measured, b: &Measured) -> bool {
        let (Some(counted_a), Some(counted_b)) = (&a.frame.counted, &b.frame.counted) else { return false };
        let (value, unit) = relate(&a.quantity, &b.quantity, self.bench.rules.units(), &Rates::default());
        let shared = counted_a.modifiers.iter().filter(|stem| counted_b.modifiers.contains(stem)).count();
        matches!(value, Value::Transposed | Value::Magnitude)
            && unit == UnitRelation::Same
            && shared > 0
            && a.frame.scope == b.frame.scope
            && a.frame.period.map(|period| period.period) == b.frame.period.map(|period| period.period)
    }

    /// A fragment of a quotation against the whole that the article gives elsewhere.
    fn quotations(&self) -> Vec<Finding> {
        let claims = &self.bench.readings[self.document.0 as usize].claims;
        let mut by_pair: FxHashMap<(String, String), Vec<u32>> = FxHashMap::default();
        let mut near: Vec<(u32, u32)> = Vec::new();
        for (index, claim) in (0..).zip(claims) {
            let Some(quotation) = claim.quotation().filter(|said| said.form != QuotationForm::Scare) else {
                continue;
            };
            let text = quotation::wording(self.bench, self.id(index), quotation).to_lowercase();
            let words: Vec<&str> =
                text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).collect();
            for pair in words.windows(2) {
                let others = by_pair.entry((pair[0].to_owned(), pair[1].to_owned())).or_default();
                if others.len() < COMMON && others.last() != Some(&index) {
                    near.extend(others.iter().map(|other| (*other, index)));
                    others.push(index);
                }
            }
        }
        near.sort_unstable();
        near.dedup();
        near.into_iter().filter_map(|(a, b)| self.quoted_twice(a, b)).collect()
    }

    /// How many words two quotations share, and how many the shorter has.
    fn aligned(&self, a: ClaimId, b: ClaimId) -> Option<(usize, usize)> {
        let text = |id| Some(quotation::wording(self.bench, id, self.bench.claim(id).quotation()?));
        let (a, b) = (text(a)?, text(b)?);
        let shorter = a.split_whitespace().count().min(b.split_whitespace().count());
        Some((quotation::align(&a, &b, self.bench.rules).shared, shorter))
    }

    fn quoted_twice(&self, a: u32, b: u32) -> Option<Finding> {
        let (a, b) = (self.id(a), self.id(b));
        let comparison = self.bench.compare(a, b, Bits::default())?;
        let Comparison::Quotations(mut vector) = comparison else { return None };
        let text = |id| Some(quotation::wording(self.bench, id, self.bench.claim(id).quotation()?));
        if matches!(vector.words, Words::Same | Words::Typography | Words::Cut)
            && quotation::marks_differ(&text(a)?, &text(b)?)
        {
            vector.words = Words::MarkMoved;
        }
        let row = self.bench.decide(Comparison::Quotations(vector));
        let differs = matches!(
            vector.words,
            Words::MarkMoved
                | Words::CutInside
                | Words::WordChanged
                | Words::NumberChanged
                | Words::CutNegation
        );
        let alignment = self.aligned(a, b)?;
        // A speaker says some words again and again; only where most of the fragment is the same is it a fragment.
        let mostly = alignment.0 * 3 >= alignment.1 * 2;
        if row.verdict != Verdict::Discrepancy || !differs || !mostly {
            return None;
        }
        let sides: Vec<_> =
            [a, b].into_iter().map(|claim| sides::side(vec![claim], self.bench, self.origins)).collect();
        let title = wording::title(self.bench, &[a, b]);
        Some(Finding {
            verdict: row.verdict,
            rule: row.rule.clone(),
            severity: row.severity,
            reason: wording::reason(self.bench, row, (a, b), &sides, &title),
            remark: None,
            title,
            sides,
            topic: None,
        })
    }
}

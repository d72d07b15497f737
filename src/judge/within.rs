//! One article against itself.
//!
//! `(bench, document)` → [`Finding`]s about one article: a change against its two levels, amounts a month and a year,
//! exchange rates, conversions, shares and their counts, one thing counted twice, a fragment of a quotation against the
//! whole. It cannot fail: figures that do not show that they belong together are left alone.
//!
//! Not here: the arithmetic (`arithmetic`), and what each check says (`rules/checks`).

use super::arithmetic::{
    as_printed, beyond, difference, divide, in_words, left_open, multiply, percent_change,
};
use super::compare::{Bench, Bits, Comparison};
use super::{Finding, Verdict, quotation, sides, wording};
use crate::claim::{
    Amount, Claim, ClaimId, DocumentId, Measured, Modality, Portion, QuotationForm, Role, UnitKind,
};
use crate::comparison::{UnitRelation, Value, Words};
use crate::document::BlockKind;
use crate::link::value::{Rates, relate};
use crate::number::{Interval, Number};
use crate::origin::Origins;
use crate::rules::checks::Check;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Room beyond rounding that two exchange rates of one article may take, as a share.
const RATE_ROOM: (i128, i8) = (5, -3);
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
    let mut findings = article.changes();
    findings.extend(article.rates());
    findings.extend(article.exchanges());
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
        let list = |figures: &[u32]| {
            figures.iter().map(|index| self.printed(*index)).collect::<Vec<_>>().join(" and ")
        };
        let claims = |figures: &[u32]| figures.iter().map(|index| self.id(*index)).collect::<Vec<_>>();
        let rule = self.bench.rules.check(check);
        let sides = [claims(stated), claims(given)];
        let all: Vec<ClaimId> = sides.iter().flatten().copied().collect();
        Finding {
            verdict: Verdict::Discrepancy,
            rule: rule.rule.clone(),
            severity: rule.severity,
            title: wording::title(self.bench, &all),
            reason: rule.reason(|name| match name {
                "source" => self.bench.document(all[0]).source.name.clone(),
                "stated" => list(stated),
                "given" => list(given),
                _ => computed.to_owned(),
            }),
            remark: None,
            sides: sides
                .into_iter()
                .filter(|claims| !claims.is_empty())
                .map(|claims| sides::side(claims, self.bench, self.origins))
                .collect(),
            topic: None,
        }
    }

    /// Figures sentence by sentence.
    fn by_sentence(&self) -> impl Iterator<Item = &[(u32, &'b Claim, &'b Measured)]> {
        self.figures.chunk_by(|a, b| a.1.sentence == b.1.sentence)
    }

    /// A stated change against the two levels of its sentence.
    fn changes(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for figures in self.by_sentence() {
            let with_role = |role: Role| -> Vec<_> {
                figures
                    .iter()
                    .filter(|figure| figure.2.frame.role == role && figure.2.restates.is_none())
                    .collect()
            };
            let (froms, tos) = (with_role(Role::From), with_role(Role::To));
            let ([from], [to]) = (&froms[..], &tos[..]) else { continue };
            if from.2.quantity.unit.kind != to.2.quantity.unit.kind {
                continue;
            }
            let (Some(before), Some(after)) = (left_open(&from.2.quantity), left_open(&to.2.quantity)) else {
                continue;
            };
            // A change of these levels is in their unit, or in per cent or points.
            let of_these = |kind: &UnitKind| {
                *kind == from.2.quantity.unit.kind
                    || matches!(
                        kind,
                        UnitKind::Percent
                            | UnitKind::PercentagePoint
                            | UnitKind::BasisPoint
                            | UnitKind::Ratio
                    )
            };
            let changes: Vec<_> = figures
                .iter()
                .filter(|figure| figure.2.frame.aspect.is_change() && figure.2.frame.role == Role::None)
                .filter(|figure| of_these(&figure.2.quantity.unit.kind))
                .collect();
            let [change] = &changes[..] else { continue };
            if let Some((check, computed)) =
                change_fault(&change.2.quantity, &from.2.quantity.unit.kind, before, after)
            {
                findings.push(self.finding(check, &[change.0], &[from.0, to.0], &computed));
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

    /// Exchange rates that amounts in two currencies imply. The first amount of each is taken as exact, since the second
    /// was worked out from what is printed.
    fn exchanges(&self) -> Vec<Finding> {
        /// The two claims, and the rate.
        type Implied = (u32, u32, Interval);
        let mut rates: Vec<((SmolStr, SmolStr), Vec<Implied>)> = Vec::new();
        for (first, second) in self.restated() {
            let (UnitKind::Money(from), UnitKind::Money(into)) =
                (&first.1.quantity.unit.kind, &second.1.quantity.unit.kind)
            else {
                continue;
            };
            let exact = as_printed(&first.1.quantity);
            let Some(rate) = left_open(&second.1.quantity)
                .zip(exact)
                .and_then(|(converted, exact)| divide(converted, exact))
                .filter(|_| from != into)
            else {
                continue;
            };
            let key = (from.clone(), into.clone());
            match rates.iter_mut().find(|known| known.0 == key) {
                Some(known) => known.1.push((first.0, second.0, rate)),
                None => rates.push((key, vec![(first.0, second.0, rate)])),
            }
        }
        let mut findings = Vec::new();
        for ((from, into), implied) in rates {
            let lowest = implied.iter().min_by_key(|rate| rate.2.high);
            let highest = implied.iter().max_by_key(|rate| rate.2.low);
            let (Some(low), Some(high)) = (lowest, highest) else { continue };
            if beyond(low.2, high.2, share(RATE_ROOM)) {
                let computed = format!("{} and {} {into} for one {from}", in_words(low.2), in_words(high.2));
                let mut finding =
                    self.finding(Check::Exchange, &[low.0, low.1], &[high.0, high.1], &computed);
                let conversion =
                    |rate: &Implied| format!("{} to {}", self.printed(rate.0), self.printed(rate.1));
                let stated = format!("{} and {}", conversion(low), conversion(high));
                finding.reason = self.bench.rules.check(Check::Exchange).reason(|name| match name {
                    "source" => self.bench.document(self.id(low.0)).source.name.clone(),
                    "computed" => computed.clone(),
                    _ => stated.clone(),
                });
                findings.push(finding);
            }
        }
        findings
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

/// What is wrong with a change that is stated beside two levels, and what they make.
fn change_fault(
    change: &crate::claim::Quantity,
    level: &UnitKind,
    before: Interval,
    after: Interval,
) -> Option<(Check, String)> {
    let stated = left_open(change)?;
    let shares = matches!(level, UnitKind::Percent);
    match change.unit.kind {
        UnitKind::Percent if shares => {
            let points = difference(before, after)?;
            let relative = percent_change(before, after)?;
            let fault = points.overlaps(stated) && !relative.overlaps(stated);
            fault.then(|| (Check::Points, format!("{} percentage points", in_words(points))))
        }
        UnitKind::Percent => {
            let computed = percent_change(before, after)?;
            (!computed.overlaps(stated)).then(|| (Check::Change, format!("{} per cent", in_words(computed))))
        }
        UnitKind::PercentagePoint if shares => {
            let computed = difference(before, after)?;
            (!computed.overlaps(stated)).then(|| (Check::Difference, in_words(computed)))
        }
        ref kind if kind == level => {
            let computed = difference(before, after)?;
            (!computed.overlaps(stated)).then(|| (Check::Difference, in_words(computed)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Hedge, Quantity, Unit};

    fn quantity(text: &str, kind: UnitKind) -> Quantity {
        Quantity {
            amount: Amount::One(text.parse().expect("a number")),
            hedge: Hedge::None,
            unit: Unit::plain(kind),
        }
    }

    #[test]
    fn a_change_is_held_against_its_levels() {
        let pounds = || UnitKind::Money("GBP".into());
        for (change, from, to, level, expected) in [
            (quantity("7.6", UnitKind::Percent), "11.44", "12.21", pounds(), Some(Check::Change)),
            (quantity("6.7", UnitKind::Percent), "11.44", "12.21", pounds(), None),
            (quantity("1.2", UnitKind::Percent), "13.8", "15", UnitKind::Percent, Some(Check::Points)),
            (quantity("1.2", UnitKind::PercentagePoint), "13.8", "15", UnitKind::Percent, None),
            (quantity("8.7", UnitKind::Percent), "13.8", "15", UnitKind::Percent, None),
            (
                quantity("4,000", UnitKind::Count),
                "21,430",
                "24,120",
                UnitKind::Count,
                Some(Check::Difference),
            ),
            (quantity("3,000", UnitKind::Count), "21,000", "24,000", UnitKind::Count, None),
        ] {
            let level_of = |text: &str| left_open(&quantity(text, level.clone())).expect("a level");
            let found = change_fault(&change, &level, level_of(from), level_of(to)).map(|fault| fault.0);
            assert_eq!(found, expected, "{change:?} from {from} to {to}");
        }
    }
}

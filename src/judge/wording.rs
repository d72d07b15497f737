//! Titles, summaries and reasons: findings in words that an editor reads.
//!
//! All text is made of the sources' own words and of the messages of rules. It is article text, and formats escape it.
//!
//! Not here: what is decided.

use super::Side;
use super::compare::Bench;
use super::names::{self, Naming};
use super::quotation;
use crate::claim::{Amount, Claim, ClaimId, Counted, Modality, Statement, Unit, UnitKind};
use crate::number::Number;
use crate::origin::Ground;
use crate::period::Period;
use crate::rules::lexicon::Vocabulary;
use crate::rules::message::{Part, Placeholder};
use crate::rules::table::Row;
use crate::stem::stem;
use crate::text::Span;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Characters of a title; longer ones are cut at a word.
const TITLE: usize = 70;
/// Characters of a quotation in a reason or summary.
const EXCERPT: usize = 100;
/// Different wordings that a summary lists.
const LISTED: usize = 4;

/// What some claims are about, in a few words of the sources.
pub(super) fn title(bench: &Bench<'_>, claims: &[ClaimId]) -> String {
    let first = bench.claim(claims[0]);
    match &first.statement {
        Statement::Quotation(quotation) => {
            format!("“{}”", cut(said(&quotation::wording(bench, claims[0], quotation)), TITLE))
        }
        Statement::Quantity(_) | Statement::Date(_) => {
            let telling = |id: &ClaimId| phrase(bench, *id).is_none_or(|(_, words)| !is_bare(bench, &words));
            let told: Vec<ClaimId> = claims.iter().copied().filter(telling).collect();
            lasting(bench, claims)
                .or_else(|| counted(bench, &told))
                .or_else(|| claims.iter().find_map(|id| goes_on(bench, *id)))
                .or_else(|| counted(bench, claims))
                .unwrap_or_else(|| cut(&tidy(&squeeze(bench.words(claims[0], first.clause))), TITLE))
        }
    }
}

/// The name of the lasting property that all claims are of, with the place that a distance is from: "Distance south of
/// Harwick".
fn lasting(bench: &Bench<'_>, claims: &[ClaimId]) -> Option<String> {
    let mut named = claims.iter().map(|id| bench.lasting(bench.claim(*id).measured()?));
    let first = named.next()??;
    if named.any(|other| other.is_none_or(|other| other.id != first.id)) {
        return None;
    }
    let directions = bench.rules.lexicon(Vocabulary::Directions);
    let (_, words) = phrase(bench, claims[0])?;
    let leads = words.split([' ', '-']).next().is_some_and(|word| directions.word(word).is_some());
    Some(if leads { cut(&format!("{} {words}", first.title), TITLE) } else { first.title.clone() })
}

/// What a claim counts or dates.
fn phrase<'b>(bench: &'b Bench<'_>, id: ClaimId) -> Option<(&'b Counted, String)> {
    let counted = match &bench.claim(id).statement {
        Statement::Quantity(measured) => measured.frame.counted.as_ref(),
        Statement::Date(dated) => dated.event.as_ref(),
        Statement::Quotation(_) => None,
    }?;
    Some((counted, squeeze(bench.words(id, counted.span))))
}

/// Whether a phrase is one noun that says nothing by itself: "the number", "people".
fn is_bare(bench: &Bench<'_>, phrase: &str) -> bool {
    let phrase = tidy(phrase);
    !phrase.contains(' ')
        && bench.rules.lexicon(Vocabulary::Generic).stemmed(&stem(&phrase.to_lowercase())).is_some()
}

/// A noun that says nothing by itself with what its clause says behind it, up to the figure: "People are still missing",
/// "Number killed in the fire rose …". `None` where that says nothing either.
fn goes_on(bench: &Bench<'_>, id: ClaimId) -> Option<String> {
    let (counted, _) = phrase(bench, id)?;
    let (at, end) = (counted.span.start, bench.claim(id).clause.end);
    let words = squeeze(bench.words(id, Span { start: at, end: end.max(at) }));
    let end = [". ", ", ", "; ", ": ", " — ", " – "].iter().filter_map(|stop| words.find(stop)).min();
    let words: Vec<&str> = words[..end.unwrap_or(words.len())].trim_end_matches('.').split(' ').collect();
    let figure = words.iter().position(|word| word.contains(|c: char| c.is_ascii_digit()));
    // Before the figure stands a word that leads to it: "to 99".
    let told = &words[..figure.map_or(words.len(), |figure| figure.saturating_sub(1))];
    let more = if figure.is_some() { " …" } else { "" };
    (told.len() > 2).then(|| format!("{}{more}", cut(&tidy(&told.join(" ")), TITLE)))
}

/// The phrase for what is counted: of the head that most claims name, the fullest phrase that is not too long.
fn counted(bench: &Bench<'_>, claims: &[ClaimId]) -> Option<String> {
    let phrases: Vec<(SmolStr, String)> = claims
        .iter()
        .filter_map(|id| phrase(bench, *id))
        .map(|(counted, words)| (counted.head.clone(), words))
        .filter(|(_, phrase)| !phrase.is_empty())
        .collect();
    let mut heads: FxHashMap<&SmolStr, usize> = FxHashMap::default();
    for (head, _) in &phrases {
        *heads.entry(head).or_default() += 1;
    }
    phrases
        .iter()
        .max_by_key(|(head, phrase)| {
            let length = phrase.chars().count();
            (heads[head], if length <= TITLE { length } else { 0 }, std::cmp::Reverse(phrase))
        })
        .map(|(_, phrase)| cut(&tidy(phrase), TITLE))
}

/// A phrase as the head of a finding: without marks, articles or conjunctions before it, words in capitals that shout made small, and
/// its first letter a capital.
fn tidy(phrase: &str) -> String {
    let start = phrase.find(char::is_alphanumeric).unwrap_or(0);
    let mut words: Vec<String> = phrase[start..]
        .split(' ')
        .map(|word| {
            let shouts =
                word.chars().count() > 3 && word.chars().all(|c| c.is_uppercase() || c == '\'' || c == '’');
            if shouts { word.to_lowercase() } else { word.to_owned() }
        })
        .collect();
    if words.len() > 1 && matches!(words[0].to_lowercase().as_str(), "the" | "a" | "an" | "and" | "but") {
        words.remove(0);
    }
    let text = words.join(" ");
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What a side says: its different figures and wordings with their periods. A figure that is only written in another way
/// ("£5bn", "£5 billion"), or without the period that another source gives, is one.
pub(super) fn summary(bench: &Bench<'_>, claims: &[ClaimId]) -> String {
    let mut told: Vec<(ClaimId, String, Option<Period>)> = Vec::new();
    for id in claims {
        let (mention, period) = (mention(bench, *id), period(bench.claim(*id)));
        let same = |(other, text, known): &&mut (ClaimId, String, Option<Period>)| {
            (text.eq_ignore_ascii_case(&mention) || is_same_figure(bench, *other, *id))
                && (*known == period || known.is_none() || period.is_none())
        };
        match told.iter_mut().find(same) {
            Some((_, text, known)) => {
                *known = known.or(period);
                // A figure of a table stands there without its unit.
                if text.ends_with(|c: char| c.is_ascii_digit()) && mention.starts_with(text.as_str()) {
                    *text = mention;
                }
            }
            None => told.push((*id, mention, period)),
        }
    }
    let mut said: Vec<String> = told
        .into_iter()
        .map(|(_, mention, period)| match period {
            Some(period) => format!("{mention} ({period})"),
            None => mention,
        })
        .collect();
    let more = said.len().saturating_sub(LISTED);
    said.truncate(LISTED);
    let mut text = said.join("; ");
    if more > 0 {
        text.push_str(&format!("; {more} more"));
    }
    text
}

/// Whether two claims give one number with one bound and, as far as they say, in one unit.
fn is_same_figure(bench: &Bench<'_>, a: ClaimId, b: ClaimId) -> bool {
    let (Some(a), Some(b)) = (bench.claim(a).measured(), bench.claim(b).measured()) else { return false };
    let (a, b) = (&a.quantity, &b.quantity);
    let unknown = |unit: &Unit| unit.kind == UnitKind::Unknown;
    matches!((a.amount, b.amount), (Amount::One(_), Amount::One(_)))
        && a.amount == b.amount
        && a.hedge == b.hedge
        && (a.unit == b.unit || unknown(&a.unit) || unknown(&b.unit))
}

/// Why the rule decides as it does on these sides.
pub(super) fn reason(
    bench: &Bench<'_>,
    row: &Row,
    pair: (ClaimId, ClaimId),
    sides: &[Side],
    title: &str,
) -> String {
    let message = row.message.render(|placeholder| fill(bench, placeholder, pair, title));
    if sides.len() <= 2 {
        return message;
    }
    let series: Vec<String> = sides
        .iter()
        .map(|side| match side.claims.iter().filter_map(|claim| bench.day(*claim)).min() {
            Some(day) => {
                let day = Period::day(day);
                // A count of the very day would name it twice.
                let said = side.summary.strip_suffix(&format!(" ({day})")).filter(|said| !said.contains(';'));
                format!("{} on {day}", said.unwrap_or(&side.summary))
            }
            None => side.summary.clone(),
        })
        .collect();
    format!("{}: {}. {message}", row.title, series.join(", then "))
}

/// Which articles still have an older figure of a count, though a newer one had been published before them.
pub(super) fn stale(bench: &Bench<'_>, sides: &[Side]) -> Option<String> {
    let first = |side: &Side| side.claims.iter().filter_map(|claim| Some((bench.day(*claim)?, *claim))).min();
    let (newest, known) =
        sides.iter().filter_map(|side| Some((side, first(side)?))).max_by_key(|(_, (day, _))| *day)?;
    let published = |id: ClaimId| bench.document(id).published.map(|published| published.date);
    let day_known = published(known.1)?;
    let mut late: Vec<String> = Vec::new();
    for id in sides.iter().filter(|side| *side != newest).flat_map(|side| &side.claims) {
        let Some(day) = published(*id).filter(|day| *day > day_known) else { continue };
        // An old figure that is named as one is no stale one.
        let dated = bench.claim(*id).measured().is_some_and(|measured| {
            measured.frame.as_of.is_some() || measured.frame.modality == Modality::Superseded
        });
        let source = &bench.document(*id).source.name;
        let text = format!("{source} still has {} on {}", mention(bench, *id), Period::day(day));
        if !dated && !late.contains(&text) {
            late.push(text);
        }
    }
    late.truncate(LISTED);
    let known_at = format!(
        "though {} had {} on {}",
        bench.document(known.1).source.name,
        mention(bench, known.1),
        Period::day(day_known)
    );
    (!late.is_empty()).then(|| format!("{}, {known_at}.", late.join("; ")))
}

/// The two spellings of a name that the text credits, where some of the claims spell it otherwise.
pub(super) fn spelling(bench: &Bench<'_>, claims: &[ClaimId]) -> Option<String> {
    let credited: Vec<(ClaimId, &str)> = claims
        .iter()
        .filter_map(|id| {
            let by = match &bench.claim(*id).statement {
                Statement::Quotation(quotation) => quotation.speaker.as_ref(),
                Statement::Quantity(measured) => measured.frame.attribution.as_ref(),
                Statement::Date(_) => None,
            }?;
            Some((*id, by.name.as_str()))
        })
        .collect();
    credited.iter().enumerate().find_map(|(at, (a, name))| {
        let (b, other) =
            credited[at + 1..].iter().find(|(_, other)| names::relation(name, other) == Naming::Spelling)?;
        let source = |id: ClaimId| &bench.document(id).source.name;
        Some(format!("The name is spelt “{name}” by {} and “{other}” by {}.", source(*a), source(*b)))
    })
}

fn fill(bench: &Bench<'_>, placeholder: Placeholder, (a, b): (ClaimId, ClaimId), title: &str) -> String {
    match placeholder {
        Placeholder::A(part) => self::part(bench, a, part),
        Placeholder::B(part) => self::part(bench, b, part),
        Placeholder::Topic => title.to_owned(),
        Placeholder::Factor => {
            ratio(bench.claim(a), bench.claim(b)).map_or("some power of ten".into(), grouped)
        }
        Placeholder::Difference => difference(bench.claim(a), bench.claim(b)).map_or("some".into(), grouped),
        Placeholder::Distinction => distinction(bench, a, b),
        Placeholder::Change => change(bench, a, b),
        Placeholder::Slip => {
            numbers(bench.claim(a), bench.claim(b)).map_or("digits differ".into(), |(x, y)| slip(x, y))
        }
        Placeholder::Original => original(bench, a, b),
        Placeholder::Newer => newer(bench, a, b),
    }
}

fn part(bench: &Bench<'_>, id: ClaimId, part: Part) -> String {
    let claim = bench.claim(id);
    let frame = claim.measured().map(|measured| &measured.frame);
    match part {
        Part::Mention => mention(bench, id),
        Part::Period => {
            period(claim).map_or("a period that is not stated".into(), |period| period.to_string())
        }
        Part::Source => bench.document(id).source.name.clone(),
        Part::Counted => counted(bench, &[id]).unwrap_or_else(|| "what is not named".into()),
        Part::Scope => frame
            .filter(|frame| !frame.scope.is_empty())
            .map_or("no place or group named".into(), |frame| scope(bench, id, &frame.scope)),
        Part::Speaker => match &claim.statement {
            Statement::Quotation(quotation) => quotation.speaker.as_ref(),
            _ => frame.and_then(|frame| frame.attribution.as_ref()),
        }
        .map_or("no one by name".into(), |speaker| with_article(&speaker.name)),
        Part::Published => bench
            .document(id)
            .published
            .map_or("a day that is not known".into(), |published| Period::day(published.date).to_string()),
        Part::Day => {
            // A count of "last month" was there on no day of it that is known.
            let counted = frame.and_then(|frame| frame.as_of).map(|mentioned| mentioned.period);
            match counted.filter(|period| period.start.is_some() && period.start == period.end) {
                Some(day) => day.to_string(),
                None => self::part(bench, id, Part::Published),
            }
        }
        Part::Unit => claim.measured().map_or_else(String::new, |measured| {
            let unit = &measured.quantity.unit;
            match &unit.per {
                Some(per) if unit.kind == UnitKind::Count => format!("per {per}"),
                Some(per) => format!("{} per {per}", unit.name()),
                None => unit.name().to_owned(),
            }
        }),
        Part::Hedge => claim
            .measured()
            .map_or_else(String::new, |measured| measured.quantity.hedge.name().replace('-', " ")),
    }
}

/// The words of a claim as printed, with the hedge that stands before it.
pub(super) fn mention(bench: &Bench<'_>, id: ClaimId) -> String {
    match &bench.claim(id).statement {
        Statement::Quotation(quotation) => {
            format!("“{}”", cut(said(&quotation::wording(bench, id, quotation)), EXCERPT))
        }
        Statement::Quantity(measured) => {
            let mut printed = squeeze(bench.words(id, bench.claim(id).mention));
            if printed.ends_with(|c: char| c.is_ascii_digit())
                && measured.quantity.unit.kind == UnitKind::Percent
            {
                // The head of its column has the sign.
                printed.push('%');
            }
            // "between 10 and 20" without its first word reads as two figures.
            if matches!(measured.quantity.amount, Amount::Range(..))
                && printed.starts_with(|c: char| !c.is_alphabetic())
            {
                printed = printed.replacen(" and ", " to ", 1);
            }
            let hedge = measured.quantity.hedge.name().replace('-', " ");
            let bare = printed.starts_with(|c: char| !c.is_ascii_lowercase());
            if hedge == "none" || !bare { printed } else { format!("{hedge} {printed}") }
        }
        Statement::Date(_) => squeeze(bench.words(id, bench.claim(id).mention)),
    }
}

/// A name as it is; of a person who is named by an office alone, with the article that it needs: "the mayor".
fn with_article(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_lowercase() || c == ' ' || c == '-');
    let first = name.split(' ').next().unwrap_or_default();
    let determined =
        matches!(first, "a" | "an" | "the" | "his" | "her" | "its" | "their" | "one" | "some" | "many");
    let several = name.ends_with('s') || matches!(name, "people");
    if plain && !determined && !several { format!("the {name}") } else { name.to_owned() }
}

fn period(claim: &Claim) -> Option<Period> {
    match &claim.statement {
        Statement::Quantity(measured) => measured.frame.period.map(|mentioned| mentioned.period),
        Statement::Date(dated) => Some(dated.period),
        Statement::Quotation(_) => None,
    }
}

fn numbers(a: &Claim, b: &Claim) -> Option<(Number, Number)> {
    match (a.measured()?.quantity.amount, b.measured()?.quantity.amount) {
        (Amount::One(a), Amount::One(b)) => Some((a.abs().min(b.abs()), a.abs().max(b.abs()))),
        _ => None,
    }
}

/// How many times the smaller the greater is.
fn ratio(a: &Claim, b: &Claim) -> Option<Number> {
    let (smaller, greater) = numbers(a, b)?;
    greater.checked_div(smaller)
}

fn difference(a: &Claim, b: &Claim) -> Option<Number> {
    let (smaller, greater) = numbers(a, b)?;
    greater.checked_sub(smaller)
}

/// What a slip of the hand did to the digits of a number.
fn slip(a: Number, b: Number) -> String {
    let exponent = a.trimmed().exponent().min(b.trimmed().exponent());
    let digits = |number: Number| {
        number
            .trimmed()
            .at_exponent(exponent)
            .map_or_else(Vec::new, |n| n.coefficient().to_string().into_bytes())
    };
    let (x, y) = (digits(a), digits(b));
    let wrong: Vec<usize> = (0..x.len().min(y.len())).filter(|&at| x[at] != y[at]).collect();
    let said = match wrong[..] {
        _ if x.len() != y.len() => "a digit is doubled in one of them, or dropped from the other",
        [i, j] if x[i] == y[j] && x[j] == y[i] => "two digits have changed places",
        [i] if i > 0 && (x[i] == x[i - 1] || y[i] == y[i - 1]) => "the wrong digit is doubled in one of them",
        _ => "one digit differs",
    };
    said.to_owned()
}

/// Which of two copies is the original, in a sentence.
fn original(bench: &Bench<'_>, a: ClaimId, b: ClaimId) -> String {
    let source = |id: ClaimId| &bench.document(id).source.name;
    let Some((original, ground)) = bench.origins.original(a.document, b.document) else {
        return "Both print one text; which of the two had it first is not known.".to_owned();
    };
    let (first, copy) = if original == a.document { (a, b) } else { (b, a) };
    match ground {
        Ground::Credit => format!("{} prints the text of {}.", source(copy), source(first)),
        Ground::Date => format!("Both print one text, and {} published it first.", source(first)),
    }
}

/// Which of two saved versions of a page is the newer, in a sentence that names both.
fn newer(bench: &Bench<'_>, a: ClaimId, b: ClaimId) -> String {
    let named = |id: ClaimId| {
        let document = bench.document(id);
        let published = document.published.map(|published| (published.date, published.time));
        match document.modified.or(published) {
            Some((day, Some(time))) => {
                format!("{} ({}, {})", document.path, Period::day(day), time.strftime("%H:%M"))
            }
            Some((day, None)) => format!("{} ({})", document.path, Period::day(day)),
            None => document.path.clone(),
        }
    };
    match bench.origins.newer(a.document, b.document) {
        Some(newer) if newer == a.document => format!("{} is newer than {}.", named(a), named(b)),
        Some(_) => format!("{} is newer than {}.", named(b), named(a)),
        None => format!("Which of {} and {} is newer is not known.", named(a), named(b)),
    }
}

/// A number with commas between thousands.
pub(super) fn grouped(number: Number) -> String {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && !out.ends_with('-') {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// The words by which two figures differ in what they measure: what is counted, or the clauses where that is the same
/// ("killed 14 workers", "injured 31 workers").
fn distinction(bench: &Bench<'_>, a: ClaimId, b: ClaimId) -> String {
    let name = |id| counted(bench, &[id]).unwrap_or_else(|| mention(bench, id));
    let (mut of_a, mut of_b) = (name(a), name(b));
    if of_a.eq_ignore_ascii_case(&of_b) {
        let clause = |id| cut(bench.words(id, bench.claim(id).clause).trim_end_matches('.'), EXCERPT);
        (of_a, of_b) = (clause(a), clause(b));
    }
    format!("“{of_a}” and “{of_b}”")
}

/// The words of a scope as the sentence prints them; a stem that stands in another sentence is given as it is.
fn scope(bench: &Bench<'_>, id: ClaimId, stems: &[SmolStr]) -> String {
    let text = bench.document(id).prose.text();
    let printed = |stem: &SmolStr| {
        let (at, _) = bench.sentence(id)?.stems.iter().find(|(_, other)| other == stem)?;
        let word = text.get(*at as usize..)?;
        let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        word.get(..end).filter(|word| !word.is_empty()).map(str::to_owned)
    };
    stems.iter().map(|stem| printed(stem).unwrap_or_else(|| stem.to_string())).collect::<Vec<_>>().join(", ")
}

/// The words by which two quotations differ.
fn change(bench: &Bench<'_>, a: ClaimId, b: ClaimId) -> String {
    let (Some(x), Some(y)) = (bench.claim(a).quotation(), bench.claim(b).quotation()) else {
        return "their words".into();
    };
    let (said_a, said_b) = (quotation::wording(bench, a, x), quotation::wording(bench, b, y));
    let alignment = quotation::align(&said_a, &said_b, bench.rules);
    let condition = quotation::condition_cut(&said_a, &said_b, bench.rules)
        .or_else(|| quotation::condition_cut(&said_b, &said_a, bench.rules));
    if let Some(condition) = condition {
        return format!("“{}” is left out", cut(&condition, EXCERPT));
    }
    match alignment.change {
        Some((gone, come)) if gone.is_empty() => format!("“{}” is left out", cut(&come, EXCERPT)),
        Some((gone, come)) if come.is_empty() => format!("“{}” is left out", cut(&gone, EXCERPT)),
        Some((gone, come)) => format!("“{}” against “{}”", cut(&gone, EXCERPT), cut(&come, EXCERPT)),
        None => "words at an end".into(),
    }
}

/// A wording without the comma at its end that leads over to the speaker.
fn said(wording: &str) -> &str {
    wording.trim_end().trim_end_matches(',')
}

/// Text on one line, with single spaces.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text on one line of at most so many characters, cut at a word.
fn cut(text: &str, most: usize) -> String {
    let text = squeeze(text);
    if text.chars().count() <= most {
        return text;
    }
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{} …", text[..end].trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_alone_takes_the_article_that_it_needs() {
        assert_eq!(with_article("mayor"), "the mayor");
        assert_eq!(with_article("a spokeswoman"), "a spokeswoman");
        assert_eq!(with_article("officials"), "officials");
        assert_eq!(with_article("Ann Orvik"), "Ann Orvik");
    }
}

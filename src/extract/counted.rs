//! What a figure counts or measures: the noun phrase that the sentence puts beside it.
//!
//! A [`Site`] in its [`Clause`] → [`Counted`] or nothing, and how surely. It cannot fail.
//!
//! English puts the thing that is counted in a few places, which are looked at in this order: right after the number
//! ("600 boats and engines"), as a state after it ("14 killed"), after a preposition ("£300,000 for training", "13% of
//! arrivals"), in the verb before it ("injuring dozens"), in the subject of its clause ("net migration hit 906,000"),
//! as the phrase right before it ("CPI inflation 2.5%") or as the label of its line ("Confirmed fatalities: 115").
//!
//! Not here: what the sentence before or a table's headers say of it (`frame`), the number itself (`quantity`).

use super::clause::Clause;
use super::distance::distance;
use super::frame::{Site, View};
use super::gapping::gapped;
use super::phrase::{self, NounPhrase};
use super::sentence::{Token, TokenKind};
use crate::claim::{Counted, UnitKind};
use crate::rules::lexicon::Vocabulary;
use harper_brill::UPOS;
use smol_str::SmolStr;
use std::ops::Range;

/// How what is counted was found, from the surest to the least sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    Named,
    Subject,
    Nothing,
}

/// Looks for what is counted, place by place.
pub(super) fn counted(
    view: View<'_>,
    site: &Site<'_>,
    clause: &Clause,
    sentence: &Range<usize>,
) -> (Option<Counted>, Found) {
    let limit = sentence.end;
    let tokens = &view.text.tokens;
    let at = phrase::skip_fillers(view, site.noun_at, limit);
    // "£4bn for roads, of which £1bn is new": a part of the figure before, of what that counts.
    if site.unit.kind != UnitKind::Count
        && site.start >= sentence.start + 2
        && tokens[site.start - 2].lower == "of"
        && tokens[site.start - 1].lower == "which"
        && !is_spent(view, site, clause)
    {
        return (None, Found::Nothing);
    }
    // "14 killed", "80 hurt", "seven were injured": a state stands for the people in it.
    if site.unit.kind == UnitKind::Count {
        let behind = (at..limit)
            .take(3)
            .find(|at| !matches!(tokens[*at].tag, Some(UPOS::AUX | UPOS::ADV)) || view.taken[*at])
            .unwrap_or(at);
        if let Some(state) = state_at(view, behind, limit) {
            return (Some(from_state(view, state)), Found::Named);
        }
    }
    if let Some(counted) = distance(view, site, clause, at) {
        return (Some(counted), Found::Named);
    }
    if let Some(counted) = fronted(view, site, at, sentence) {
        return (Some(counted), Found::Subject);
    }
    if let Some(phrase) = phrase::right(view, at, limit) {
        let measured = matches!(
            site.unit.kind,
            UnitKind::Money(_) | UnitKind::Percent | UnitKind::PercentagePoint | UnitKind::BasisPoint
        );
        // "13.8 per cent wages rise"; for counts the noun is what is counted; for money and shares the noun right
        // after is ("a £25bn increase in national insurance").
        if site.unit.kind == UnitKind::Count || measured || tokens[at].glued || hyphen_before(tokens, at) {
            return (Some(phrase.counted(view)), Found::Named);
        }
        // "12 miles cycle path": whose length it is.
        let mut counted = phrase.counted(view);
        if matches!(site.unit.kind, UnitKind::Measure(_))
            && let Some(subject) = clause.subject(view, site.start)
        {
            let place: Vec<SmolStr> = phrase.stems(view).collect();
            counted = subject.counted(view);
            extend(&mut counted.modifiers, place.into_iter());
        }
        return (Some(counted), Found::Named);
    }
    // "a depth of 10 km", "borrowing of £32bn", "watches worth two million".
    if let Some(phrase) = clause.valued_before(view, site.start) {
        return (Some(phrase.counted(view)), Found::Subject);
    }
    // "Of them, 40 were children": what the counted are says what is counted.
    let shared_out = site.unit.kind == UnitKind::Percent && tokens[sentence.start].lower == "of";
    if (site.unit.kind == UnitKind::Count || shared_out)
        && clause.verb_before(site.start).is_none()
        && let Some(phrase) = complement(view, at, limit)
    {
        return (Some(phrase.counted(view)), Found::Named);
    }
    // "injured dozens", "killed 10 and hurt 80": the verb's state.
    if site.unit.kind == UnitKind::Count
        && let Some(verb) = state_before(view, site.start, clause)
    {
        return (Some(from_state(view, verb)), Found::Named);
    }
    // "13% of arrivals", "£300,000 for training", "10 years in jail".
    // "£200,000 to support projects": what it is to do is what it is for.
    if at + 1 < limit
        && tokens[at].lower == "to"
        && tokens[at + 1].tag == Some(UPOS::VERB)
        && matches!(site.unit.kind, UnitKind::Money(_))
        && let Some(phrase) = phrase::right(view, phrase::skip_fillers(view, at + 2, limit), limit)
    {
        let mut counted = phrase.counted(view);
        let rest = phrase.tokens.end..limit.min(phrase.tokens.end + 6);
        extend(&mut counted.modifiers, content_of(view, rest).into_iter());
        return (Some(counted), Found::Named);
    }
    let governs = at < limit && (tokens[at].tag == Some(UPOS::ADP) || tokens[at].lower == "to");
    if governs && !is_comparison(&tokens[at].lower) {
        // "Left the rate at 4.35 per cent for a fourth meeting": what is put at a level stands before it.
        let placed = site.start > clause.tokens.start
            && matches!(tokens[site.start - 1].lower.as_str(), "at" | "to")
            && tokens[at].lower != "of";
        if placed
            && site.unit.kind == UnitKind::Percent
            && let Some(phrase) = clause.object_before(view, site.start)
        {
            return (Some(phrase.counted(view)), Found::Subject);
        }
        let strong = matches!(tokens[at].lower.as_str(), "of" | "for" | "in" | "on" | "to");
        let mut noun = phrase::skip_fillers(view, at + 1, limit);
        // "Three of her five children", "one of the seven charges".
        if tokens[at].lower == "of" && noun > at + 1 {
            while noun < limit && view.taken[noun] {
                noun += 1;
            }
        }
        if strong && let Some(phrase) = phrase::right(view, noun, limit) {
            let subject = clause
                .subject(view, site.start)
                .filter(|_| tokens[at].lower != "of" && clause.measures_subject(view, site.start));
            if let (Some(subject), false) = (&subject, matches!(site.unit.kind, UnitKind::Money(_))) {
                let mut counted = subject.counted(view);
                extend(&mut counted.modifiers, phrase.stems(view));
                return (Some(counted), Found::Subject);
            }
            return (Some(phrase.counted(view)), Found::Named);
        }
    }
    // "80% contained", "2,170 acres burned".
    if at < limit
        && matches!(tokens[at].tag, Some(UPOS::VERB | UPOS::ADJ))
        && tokens[at].kind == TokenKind::Word
        && matches!(site.unit.kind, UnitKind::Percent | UnitKind::Measure(_) | UnitKind::Ratio)
        && !tokens[at].lower.ends_with("er")
        && (tokens[at].lower.ends_with("ed") || tokens[at].tag == Some(UPOS::ADJ))
        && !matches!(tokens[at].lower.as_str(), "higher" | "lower")
    {
        let mut counted = Counted { span: tokens[at].span, head: tokens[at].stem(), modifiers: Vec::new() };
        let place = at + 1;
        if place < limit
            && tokens[place].tag == Some(UPOS::ADP)
            && let Some(phrase) = phrase::right(view, phrase::skip_fillers(view, place + 1, limit), limit)
        {
            extend(&mut counted.modifiers, phrase.stems(view));
        } else if let Some(subject) = clause.subject(view, site.start) {
            extend(&mut counted.modifiers, subject.stems(view));
        }
        return (Some(counted), Found::Named);
    }
    // "put the price of rebuilding at $5.5bn": the phrase before a preposition that is itself before the number.
    if let Some(phrase) = clause.object_before(view, site.start) {
        return (Some(phrase.counted(view)), Found::Subject);
    }
    // "Manufacturing expanded 9.1% and farm output 3.7%": the second of two leaves its verb out.
    if let Some(phrase) = gapped(view, site, sentence) {
        return (Some(phrase.counted(view)), Found::Subject);
    }
    // "Prices have doubled": the verb that carries the figure has a subject.
    if site.unit.kind == UnitKind::Ratio
        && tokens[site.tokens.start].tag == Some(UPOS::VERB)
        && site.tokens.start.checked_sub(1).is_none_or(|before| tokens[before].lower != "to")
        && let Some(subject) = clause.subject(view, site.tokens.end)
    {
        return (Some(subject.counted(view)), Found::Subject);
    }
    if clause.measures_subject(view, site.start)
        && let Some(subject) = clause.subject(view, site.start)
    {
        return (Some(subject.counted(view)), Found::Subject);
    }
    // "lowered the rate by half a point, to 4.5%": what is changed is named further up in the sentence.
    if let Some(phrase) = clause.changed(view, site.start) {
        return (Some(phrase.counted(view)), Found::Subject);
    }
    // "£1m will be used to help investigators": the figure is the subject, and what is done with it says which.
    if clause.verb_before(site.start).is_none()
        && !matches!(site.unit.kind, UnitKind::Count)
        && let Some(verb) = clause.verb_after(site.tokens.end)
        && let Some(phrase) =
            (verb + 1..clause.tokens.end).find_map(|at| phrase::right(view, at, clause.tokens.end))
    {
        let mut counted = phrase.counted(view);
        let rest = phrase.tokens.end..clause.tokens.end.min(phrase.tokens.end + 8);
        extend(&mut counted.modifiers, content_of(view, rest).into_iter());
        return (Some(counted), Found::Named);
    }
    // "CPI inflation 2.5%": the phrase right before.
    if let Some(phrase) = phrase::left(view, clause.tokens.start, site.start) {
        return (Some(phrase.counted(view)), Found::Subject);
    }
    // "Confirmed fatalities: 115", "NHS - £22.6bn": the label of a list item or caption.
    if let Some(label) = phrase::label(view, sentence.start, site.start) {
        return (Some(label.counted(view)), Found::Subject);
    }
    (None, Found::Nothing)
}

/// Whether the clause says what is done with a figure that is its subject: "£130 million will pay down debt", not "£350
/// million will be paid before the monsoon".
fn is_spent(view: View<'_>, site: &Site<'_>, clause: &Clause) -> bool {
    let tokens = &view.text.tokens;
    let Some(verb) = clause.verb_after(site.tokens.end) else { return false };
    (verb..clause.tokens.end)
        // "Will be paid": the tagger takes some participles for adjectives.
        .find(|at| {
            !matches!(tokens[*at].tag, Some(UPOS::VERB | UPOS::AUX | UPOS::ADV))
                && tokens[*at - 1].tag != Some(UPOS::AUX)
        })
        .is_some_and(|at| {
            !matches!(tokens[at].tag, Some(UPOS::ADP | UPOS::SCONJ))
                || matches!(tokens[at].lower.as_str(), "to" | "towards" | "for" | "on")
        })
}

/// "40 were **children**": the noun that says what those who are counted are.
fn complement(view: View<'_>, at: usize, limit: usize) -> Option<NounPhrase> {
    let tokens = &view.text.tokens;
    if at >= limit || !matches!(tokens[at].lower.as_str(), "were" | "are") {
        return None;
    }
    phrase::right(view, phrase::skip_fillers(view, at + 1, limit), limit)
        .filter(|phrase| tokens[phrase.head].tag == Some(UPOS::NOUN))
}

/// "**Of the nurses**, 13% (390) wanted to leave": what a share or a count is of where the sentence begins with it. `at` is
/// the token behind the figure.
fn fronted(view: View<'_>, site: &Site<'_>, at: usize, sentence: &Range<usize>) -> Option<Counted> {
    let tokens = &view.text.tokens;
    let mut start = site.start;
    // "13% (390)": the share stands before the count in brackets.
    while start > sentence.start + 1 && (tokens[start - 1].lower == "(" || view.taken[start - 1]) {
        start -= 1;
    }
    let comma = start.checked_sub(1).filter(|at| *at > sentence.start && tokens[*at].lower == ",")?;
    let of = (sentence.start..comma).rev().find(|at| matches!(tokens[*at].lower.as_str(), "of" | ","))?;
    let opens =
        of == sentence.start || matches!(tokens[of - 1].lower.as_str(), "and" | "but" | ";" | "“" | "\"");
    let next = tokens.get(at).filter(|_| at < sentence.end);
    let names_its_own = next.is_some_and(|next| {
        next.lower == "of"
            || site.unit.kind == UnitKind::Count
                && matches!(next.tag, Some(UPOS::NOUN | UPOS::PROPN | UPOS::ADJ))
                && !next.lower.ends_with("ed")
    });
    let share = matches!(site.unit.kind, UnitKind::Count | UnitKind::Percent | UnitKind::Ratio);
    if tokens[of].lower != "of"
        || !opens
        || names_its_own
        || !share
        || complement(view, at, sentence.end).is_some()
    {
        return None;
    }
    let noun = (of + 1..comma).find(|at| !view.taken[*at] && tokens[*at].tag != Some(UPOS::DET))?;
    if let Some(phrase) = phrase::right(view, noun, comma) {
        return Some(phrase.counted(view));
    }
    // "Of those asked": what was done to them says who they are.
    (noun..comma).find(|at| tokens[*at].tag == Some(UPOS::VERB)).map(|verb| from_state(view, verb..verb + 1))
}

/// Adds stems that are not there yet.
pub(super) fn extend(into: &mut Vec<SmolStr>, stems: impl Iterator<Item = SmolStr>) {
    for stem in stems {
        if !into.contains(&stem) {
            into.push(stem);
        }
    }
}

fn hyphen_before(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at - 1].lower == "-"
}

fn is_comparison(word: &str) -> bool {
    matches!(word, "than" | "from" | "by" | "at" | "against" | "as" | "since" | "until" | "after" | "before")
}

/// The state word at a token: "killed", "dead", "missing".
fn state_at(view: View<'_>, at: usize, limit: usize) -> Option<Range<usize>> {
    let found = view.text.phrase_at(view.rules.lexicon(Vocabulary::States), at, limit)?;
    // "80 hurt people" and "10 missing hikers": an adjective before its noun is no state of its own.
    let next = at + found.words;
    let noun_follows = next < limit
        && matches!(view.text.tokens[next].tag, Some(UPOS::NOUN | UPOS::PROPN))
        && !view.taken[next];
    (!noun_follows).then_some(at..at + found.words)
}

/// The state word of the verb that governs a number from the left: "killing at least 10", "and injured 80".
fn state_before(view: View<'_>, start: usize, clause: &Clause) -> Option<Range<usize>> {
    let states = view.rules.lexicon(Vocabulary::States);
    (clause.tokens.start..start)
        .rev()
        .take(4)
        .take_while(|at| !view.taken[*at])
        .find(|at| {
            view.text.tokens[*at].means(states).is_some()
                && matches!(view.text.tokens[*at].tag, Some(UPOS::VERB | UPOS::ADJ | UPOS::AUX))
        })
        .map(|at| at..at + 1)
}

fn from_state(view: View<'_>, tokens: Range<usize>) -> Counted {
    let span = view.text.span_of(tokens.clone());
    let head = view.text.tokens[tokens.start].stem();
    Counted { span, head, modifiers: Vec::new() }
}

/// Stems of the content words of some tokens that belong to no figure.
pub(super) fn content_of(view: View<'_>, tokens: Range<usize>) -> Vec<SmolStr> {
    let stopwords = view.rules.lexicon(Vocabulary::Stopwords);
    tokens
        .filter(|at| !view.taken[*at])
        .map(|at| &view.text.tokens[at])
        .filter(|token| token.kind == TokenKind::Word && token.span.len() > 1)
        .filter(|token| token.means(stopwords).is_none())
        .map(|token| token.stem())
        .collect()
}

impl NounPhrase {
    /// The phrase as what is counted.
    pub(super) fn counted(&self, view: View<'_>) -> Counted {
        Counted {
            span: view.text.span_of(self.tokens.clone()),
            head: view.text.tokens[self.head].stem(),
            modifiers: self.stems(view).filter(|s| *s != view.text.tokens[self.head].stem()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Unit;
    use crate::extract::frame::frame;
    use crate::extract::sentence;
    use crate::rules::RuleSet;

    /// Reads a sentence in which `[` and `]` mark the figure; gives the head and the modifiers as one string.
    fn read(marked: &str, kind: UnitKind) -> String {
        let open = marked.find('[').expect("a figure is marked");
        let close = marked.find(']').expect("a figure is marked") - 1;
        let plain = marked.replace(['[', ']'], "");
        let rules = RuleSet::built_in();
        let documents = crate::document::parse("a.txt", plain.as_bytes()).expect("a text");
        let document = &documents[0];
        let shift = document.prose.text().find(&plain).expect("the text is kept");
        let mut text = sentence::split(document, rules);
        let within = |token: &Token| {
            (token.span.start as usize) >= open + shift && (token.span.end as usize) <= close + shift
        };
        let start = text.tokens.iter().position(within).expect("a token");
        let end = text.tokens.iter().rposition(within).expect("a token") + 1;
        let sentence = text.sentence_of(start);
        text.tag(sentence, rules);
        let mut taken = vec![false; text.tokens.len()];
        taken[start..end].fill(true);
        let unit = Unit::plain(kind);
        let view = View { document, text: &text, taken: &taken, rules };
        let site = Site { sentence, tokens: start..end, start, noun_at: end, unit: &unit };
        let framed = frame(view, &site, None);
        match framed.frame.counted {
            Some(counted) => format!("{} / {}", counted.head, counted.modifiers.join(" ")),
            None => "nothing".to_owned(),
        }
    }

    #[test]
    fn what_is_counted_is_found_in_each_place_that_english_puts_it() {
        let money = || UnitKind::Money("GBP".into());
        let cases = [
            (
                "Officers seized more than [600] boats and engines in the raids.",
                UnitKind::Count,
                "engin / boat raid",
            ),
            (
                "About [70] Spanish customs and harbour inspectors are on duty.",
                UnitKind::Count,
                "inspector / spanish custom harbour",
            ),
            ("Net emigration from Norland reached a low [41,000].", UnitKind::Count, "emigr / net norland"),
            ("The blast left [14] killed and many hurt.", UnitKind::Count, "kill / "),
            ("A storm hit the coast, killing at least [10] people.", UnitKind::Count, "kill / peopl"),
            ("A storm hit the coast, killing ten and injuring [80].", UnitKind::Count, "injur / "),
            (
                "The council will pay [£300,000] for training of border guards.",
                money(),
                "train / border guard",
            ),
            ("Iraqis made up [13%] of arrivals.", UnitKind::Percent, "arriv / "),
            ("The agency put the price of rebuilding the town at [£5.5bn].", money(), "price / rebuild town"),
            ("The Kula fire is [80%] contained.", UnitKind::Percent, "contain / kula fire"),
            ("Confirmed fatalities: [115]", UnitKind::Count, "fatal / confirm"),
            ("The island has a population of [120,000].", UnitKind::Count, "popul / "),
            ("The toll is [67], and it will rise.", UnitKind::Count, "toll / "),
            ("Growth is now put at [0.75%].", UnitKind::Percent, "growth / "),
            ("The institute said core inflation would rise to [2.9%].", UnitKind::Percent, "inflat / core"),
            ("The city needs [850] school beds for the homeless.", UnitKind::Count, "bed / school homeless"),
            ("A list of [57] people yet missing was read out.", UnitKind::Count, "miss / peopl"),
            ("Nearly [90] people remain unaccounted for.", UnitKind::Count, "unaccount / peopl"),
            ("[46] of the dead have been named.", UnitKind::Count, "dead / "),
            ("[46] of the dead have now been identified.", UnitKind::Count, "identifi / dead"),
            ("By Sunday [85%] of the rubble had been searched.", UnitKind::Percent, "search / rubbl"),
            ("A senator says [1,000] people have been reported missing.", UnitKind::Count, "miss / peopl"),
            ("The basic pension rises by [5.2%].", UnitKind::Percent, "pension / basic"),
            ("Bus fares will rise from [£2] to £3.", money(), "fare / bus"),
            ("The firm raised prices for a [£25bn] increase in revenue.", money(), "increas / revenu"),
            (
                "The town lies [35 miles] south of the port.",
                UnitKind::Measure("mile".into()),
                "distanc / port town",
            ),
            ("He was jailed for [12 years] for fraud.", UnitKind::Measure("year".into()), "fraud / "),
            ("Profit jumped [12%] to a record.", UnitKind::Percent, "profit / record"),
            ("Police put the crowd at [40,000], organisers at 100,000.", UnitKind::Count, "crowd / "),
            ("Spending will be almost [£70bn a year] higher.", money(), "spend / "),
            ("The portrait was sold for [£47m].", money(), "portrait / "),
            ("The portrait was bought at auction for [£47m] in May.", money(), "portrait / "),
            ("A ring, insured for [£9,000], was found in a drain.", money(), "ring / "),
            ("The yacht is on the market at [£3m].", money(), "yacht / "),
            ("The old clock was auctioned at [£3,000].", money(), "clock / old"),
            ("Shares in the brewer stood at [£9].", money(), "share / brewer"),
            ("Its shares were trading at [£9].", money(), "share / "),
            ("Shares in the brewer changed hands at [£9].", money(), "share / brewer"),
            ("The brewer made a profit before tax of [£3m].", money(), "profit / tax"),
            ("The brewer made a loss after interest and tax of [£3m].", money(), "loss / interest tax"),
            ("Profit before tax was [£3m].", money(), "profit / tax"),
            ("The brewer had earnings per share of [£2].", money(), "earn / share"),
            ("A number of people in work of [1.2m] is a record.", UnitKind::Count, "peopl / work number"),
            ("He spoke of the growth in wages of [4%].", UnitKind::Percent, "wage / "),
            ("Of the nurses, [13%] wanted to leave.", UnitKind::Percent, "nurs / "),
            ("Of the nurses who answered, [13%] waited.", UnitKind::Percent, "nurs / "),
            ("Of those asked, [13%] said they were content.", UnitKind::Percent, "ask / "),
            ("Of the nurses, [13%] were students.", UnitKind::Percent, "student / "),
            ("Of the nurses, [40] students had left.", UnitKind::Count, "student / "),
            ("The valley has warmed by [13%].", UnitKind::Percent, "valley / "),
            ("After fees it was left with [£3m].", money(), "nothing"),
            ("Money pays for the training of guards ([£3m]).", money(), "train / guard"),
            ("The NHS gets an extra [£22.6bn] for day-to-day running.", money(), "run / "),
        ];
        let wrong: Vec<String> = cases
            .into_iter()
            .filter_map(|(text, kind, expected)| {
                let found = read(text, kind);
                (found != expected).then(|| format!("{text}\n  expected {expected}\n  found    {found}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

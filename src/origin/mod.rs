//! Whose text a document is.
//!
//! `(&[Document], &RuleSet)` → [`Origins`]: reprints of one wire story or press release share an origin and count as one
//! voice, and so do saved versions of one address. It cannot fail: a document of which nothing tells is its own origin.
//!
//! `copies` finds shared text, `credit` reads credit lines. A credit alone makes no voice: two outlets may print two
//! stories of one agency; but less shared text is needed between texts that credit the same one.
//!
//! Not here: whom a text credits for a figure (that is attribution).

mod copies;
mod credit;

use crate::claim::DocumentId;
use crate::document::Document;
use crate::rules::RuleSet;
use jiff::civil::{Date, DateTime};
use rustc_hash::FxHashMap;
use std::cmp::Ordering;

/// Containment from which two texts are one voice. Independent articles on one event share under 3 % of their
/// five-word shingles outside quotations; articles rewritten from one wire story share 10 to 40 %, so that a fifth is
/// far from chance and leaves out articles that took over one paragraph.
const SAME_TEXT: f64 = 0.2;

/// With the same agency in both credit lines, half of that is evidence enough.
const SAME_CREDIT: f64 = 0.1;

/// Where the shared text is no whole reprint, it stands in so many paragraphs at the least: one paragraph is background that
/// both took from somewhere, or what a statistic means, and not a text that both have.
const PASSAGES: u32 = 2;

/// From this containment a text is a reprint and not a text that draws on another.
const REPRINT: f64 = 0.6;

/// Shared shingles from which a whole sentence is the same: two outlets do not write one of sixteen words alike by chance.
const SENTENCE: u32 = 12;

/// Fewer shared shingles than a long paragraph has are a shared sentence or two, whatever their part of a short text.
const FEWEST: u32 = 25;

/// The origin of each document of a run.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// For each document, the id of its origin; documents that share one are one voice.
    voices: Vec<u32>,
    /// For each document, what it is ("own", "reprint of ...", "wire: Reuters").
    labels: Vec<String>,
    /// For each document, the first that was saved from its address.
    addresses: Vec<u32>,
    /// For each document, whose text it has, as far as is known.
    texts: Vec<Text>,
    /// For each document, whether a newer version of it was saved too.
    outdated: Vec<bool>,
}

/// What shows that a document is the original of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The other credits it with the text.
    Credit,
    /// It was published before the other.
    Date,
}

/// What is known of whose text a document has.
#[derive(Clone, Debug, Default)]
struct Text {
    /// The agency that it credits.
    agency: Option<String>,
    /// Its own source is an agency by which others credit their text.
    is_agency: bool,
    /// Its day of publication, with the time where that is known.
    published: Option<(Date, Option<DateTime>)>,
    /// The day of which it is: that of its last change, or else of its publication.
    state: Option<(Date, Option<DateTime>)>,
}

impl Origins {
    /// Finds the origins of a run's documents.
    ///
    /// # Panics
    /// If there are more documents than 32 bits count.
    #[must_use]
    pub fn find(documents: &[Document], rules: &RuleSet) -> Self {
        let credits: Vec<Option<String>> =
            documents.iter().map(|document| credit::agency(document, rules)).collect();
        let mut groups = Groups::new(documents.len());
        let mut addresses = Groups::new(documents.len());
        let versions = versions(documents);
        for (earlier, later) in &versions {
            groups.join(*earlier, *later);
            addresses.join(*earlier, *later);
        }
        let copies = copies::find(documents);
        for copy in &copies {
            let same_credit = credits[copy.a].is_some() && credits[copy.a] == credits[copy.b];
            let needed = if same_credit { SAME_CREDIT } else { SAME_TEXT };
            let is_text = copy.passages >= PASSAGES || copy.containment >= REPRINT;
            if copy.shared >= FEWEST && copy.containment >= needed && is_text {
                groups.join(copy.a, copy.b);
            }
        }
        let roots: Vec<usize> = (0..documents.len()).map(|index| groups.root(index)).collect();
        let texts: Vec<Text> = documents
            .iter()
            .zip(&credits)
            .map(|(document, agency)| Text {
                agency: agency.clone(),
                is_agency: credits
                    .iter()
                    .flatten()
                    .any(|agency| credit::is_by(&document.source.name, agency, rules)),
                published: document.published.map(|published| (published.date, published.time)),
                state: state(document),
            })
            .collect();
        let originals = originals(documents, &texts, &roots);
        let mut earlier = vec![None; documents.len()];
        versions.iter().for_each(|(a, b)| earlier[*b] = Some(*a));
        let releases: Vec<bool> =
            documents.iter().map(|document| credit::is_release(document, rules)).collect();
        // The press release of whose own words a document has most outside quotation marks.
        let taken_from = |index: usize| {
            let partners = copies.iter().filter_map(|copy| match index {
                _ if copy.shared < SENTENCE => None,
                _ if index == copy.a => Some((copy.shared, copy.b)),
                _ if index == copy.b => Some((copy.shared, copy.a)),
                _ => None,
            });
            partners
                .filter(|(_, other)| releases[*other])
                .max_by_key(|(shared, _)| *shared)
                .map(|found| found.1)
        };
        let labels = (0..documents.len())
            .map(|index| {
                let original = originals[roots[index]];
                if let Some(earlier) = earlier[index] {
                    return format!("version of {}", documents[earlier].path);
                }
                if let Some(agency) = &credits[index] {
                    return format!("wire: {agency}");
                }
                if releases[index] {
                    return "press release".to_owned();
                }
                if let Some(release) = taken_from(index) {
                    return format!(
                        "words of the press release {} without quotation marks",
                        documents[release].path
                    );
                }
                if original == index {
                    return "own".to_owned();
                }
                let pair = (index.min(original), index.max(original));
                let copy = copies.binary_search_by_key(&pair, |copy| (copy.a, copy.b));
                let is_reprint = copy.is_ok_and(|at| copies[at].containment >= REPRINT);
                let how = if is_reprint { "reprint of" } else { "shares text with" };
                format!("{how} {}", documents[original].path)
            })
            .collect();
        let number = |root: usize| u32::try_from(root).expect("fewer documents than bytes");
        let addresses = (0..documents.len()).map(|index| number(addresses.root(index))).collect();
        let voices =
            roots.iter().map(|root| u32::try_from(*root).expect("fewer documents than bytes")).collect();
        let mut origins = Self { voices, labels, addresses, texts, outdated: vec![false; documents.len()] };
        for (earlier, later) in versions {
            let id = |index: usize| DocumentId(number(index));
            origins.outdated[earlier] = origins.newer(id(earlier), id(later)) == Some(id(later));
        }
        origins
    }

    /// The voice of a document.
    ///
    /// # Panics
    /// If the document is not of this run.
    #[must_use]
    pub fn voice(&self, document: DocumentId) -> u32 {
        self.voices[document.0 as usize]
    }

    /// Whether two documents print one text and are not two saved versions of one address.
    ///
    /// # Panics
    /// If a document is not of this run.
    #[must_use]
    pub fn are_copies(&self, a: DocumentId, b: DocumentId) -> bool {
        let (x, y) = (a.0 as usize, b.0 as usize);
        self.voices[x] == self.voices[y] && self.addresses[x] != self.addresses[y]
    }

    /// Whether two documents were saved from one address.
    ///
    /// # Panics
    /// If a document is not of this run.
    #[must_use]
    pub fn are_versions(&self, a: DocumentId, b: DocumentId) -> bool {
        a != b && self.addresses[a.0 as usize] == self.addresses[b.0 as usize]
    }

    /// Which of two saved versions is the newer, by the days of which they are; `None` where these do not tell.
    ///
    /// # Panics
    /// If a document is not of this run.
    #[must_use]
    pub fn newer(&self, a: DocumentId, b: DocumentId) -> Option<DocumentId> {
        let (x, y) = (self.texts[a.0 as usize].state?, self.texts[b.0 as usize].state?);
        // A day without a time does not tell from a time on the same day.
        if x.0 == y.0 && (x.1.is_none() || y.1.is_none()) {
            return None;
        }
        match x.cmp(&y) {
            Ordering::Less => Some(b),
            Ordering::Greater => Some(a),
            Ordering::Equal => None,
        }
    }

    /// Whether a newer version of a document was saved too.
    ///
    /// # Panics
    /// If the document is not of this run.
    #[must_use]
    pub fn is_outdated(&self, document: DocumentId) -> bool {
        self.outdated[document.0 as usize]
    }

    /// The documents that share their voice with another, in the order of the run.
    #[must_use]
    pub fn copied(&self) -> Vec<DocumentId> {
        let mut members: FxHashMap<u32, u32> = FxHashMap::default();
        for voice in &self.voices {
            *members.entry(*voice).or_default() += 1;
        }
        (0..)
            .zip(&self.voices)
            .filter(|(_, voice)| members.get(voice).is_some_and(|count| *count > 1))
            .map(|(index, _)| DocumentId(index))
            .collect()
    }

    /// Which of two copies is the original, and by what: the agency that the other credits, or else the one that was
    /// published first. `None` where neither tells.
    ///
    /// # Panics
    /// If a document is not of this run.
    #[must_use]
    pub fn original(&self, a: DocumentId, b: DocumentId) -> Option<(DocumentId, Ground)> {
        let (of_a, of_b) = (&self.texts[a.0 as usize], &self.texts[b.0 as usize]);
        let credits = |copy: &Text, original: &Text| copy.agency.is_some() && original.is_agency;
        match (credits(of_b, of_a), credits(of_a, of_b)) {
            (true, false) => return Some((a, Ground::Credit)),
            (false, true) => return Some((b, Ground::Credit)),
            _ => {}
        }
        let ((day_a, time_a), (day_b, time_b)) = (of_a.published?, of_b.published?);
        // Of one day, the time decides where both give one.
        let order = day_a.cmp(&day_b).then(time_a.zip(time_b).map_or(Ordering::Equal, |(a, b)| a.cmp(&b)));
        match order {
            Ordering::Less => Some((a, Ground::Date)),
            Ordering::Greater => Some((b, Ground::Date)),
            Ordering::Equal => None,
        }
    }

    /// What the document's origin is, in a few words.
    ///
    /// # Panics
    /// If the document is not of this run.
    #[must_use]
    pub fn label(&self, document: DocumentId) -> &str {
        &self.labels[document.0 as usize]
    }
}

/// Documents saved from one address, each with the one before it by time.
fn versions(documents: &[Document]) -> Vec<(usize, usize)> {
    let mut addressed: Vec<(String, usize)> = documents
        .iter()
        .enumerate()
        .filter_map(|(index, document)| Some((address(document.url.as_deref()?)?, index)))
        .collect();
    let when = |index: usize| (state(&documents[index]).is_none(), state(&documents[index]), index);
    addressed.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| when(a.1).cmp(&when(b.1))));
    addressed.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| (pair[0].1, pair[1].1)).collect()
}

/// The day of which a document is, with the time where that is known.
fn state(document: &Document) -> Option<(Date, Option<DateTime>)> {
    document.modified.or(document.published.map(|published| (published.date, published.time)))
}

/// Parameters of an address that tell whence a visitor came, or how the page is to look, and not which article it is.
const VISIT: [&str; 20] = [
    "amp",
    "at_campaign",
    "at_medium",
    "cmpid",
    "fbclid",
    "ftag",
    "gclid",
    "guccounter",
    "igshid",
    "itid",
    "mc_cid",
    "mc_eid",
    "mod",
    "msclkid",
    "ns_campaign",
    "outputtype",
    "ref",
    "smid",
    "source",
    "xtor",
];

/// An address without what changes between visits. The front page of a site is the address of no article.
fn address(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let rest = rest.split('#').next().unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = path.strip_prefix("www.").unwrap_or(path).trim_end_matches('/');
    let is_of_article = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or(parameter).to_ascii_lowercase();
        !name.is_empty() && !name.starts_with("utm_") && VISIT.binary_search(&name.as_str()).is_err()
    };
    let mut query: Vec<&str> = query.split('&').filter(is_of_article).collect();
    query.sort_unstable();
    let query = query.join("&");
    let is_article = path.contains('/') || !query.is_empty();
    is_article.then(|| format!("{}?{query}", path.to_lowercase()))
}

/// Sorts documents by time of publication, the undated last, and then by their place in the run.
fn age(documents: &[Document], index: usize) -> impl Ord {
    let published = documents[index].published;
    (published.is_none(), published.map(|it| (it.date, it.time)), index)
}

/// For each group, by its root, the agency that others credit, or else the oldest member.
fn originals(documents: &[Document], texts: &[Text], roots: &[usize]) -> Vec<usize> {
    let mut originals: Vec<usize> = (0..roots.len()).collect();
    let order = |index: usize| (!texts[index].is_agency, age(documents, index));
    for (index, root) in roots.iter().enumerate() {
        if order(index) < order(originals[*root]) {
            originals[*root] = index;
        }
    }
    originals
}

/// Sets that are joined step by step; the root of a set is its lowest member, so that ids do not depend on the order
/// of joining.
struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { parent: (0..count).collect() }
    }

    fn root(&mut self, mut index: usize) -> usize {
        while self.parent[index] != index {
            self.parent[index] = self.parent[self.parent[index]];
            index = self.parent[index];
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The dam above the town of Orvik gave way shortly before dawn on Tuesday after nine days of rain, and \
        the water carried off two bridges, a sawmill and most of the houses along the lower road. Rescue teams in boats \
        reached the school, where more than forty people had spent the night on the roof, and brought them to the church \
        on the hill. Engineers had warned the county in March that the wall was seeping near its northern end, but the \
        repair was put off until the autumn because the reservoir could not be emptied in time.";
    const OTHER: &str = "Orvik woke to a wall of water on Tuesday. A dam burst up the valley, tearing through the lower part of \
        town and sweeping away bridges and homes. Boats took dozens of people from the roof of a school. In spring, county \
        officials had been told by their engineers of leaks at one end of the structure; nothing was done, the local paper \
        found, as work could only begin with the lake drained.";

    fn origins(articles: &[(&str, String)]) -> Origins {
        let documents: Vec<Document> = articles
            .iter()
            .map(|(path, text)| crate::document::parse(path, text.as_bytes()).expect("an article").remove(0))
            .collect();
        Origins::find(&documents, RuleSet::built_in())
    }

    fn front(date: &str, url: &str) -> String {
        format!("---\nsource: x{url}\npublished: {date}\nurl: https://news.example/{url}\n---\n\n")
    }

    #[test]
    fn a_reprint_is_one_voice_and_names_its_original() {
        let origins = origins(&[
            (
                "a.md",
                format!(
                    "{}A paragraph of our own about the weather that week.\n\n{STORY}",
                    front("2021-05-05", "a")
                ),
            ),
            ("b.md", format!("{}{STORY}", front("2021-05-04", "b"))),
            ("c.md", format!("{}{OTHER}", front("2021-05-04", "c"))),
        ]);
        assert_eq!(origins.voice(DocumentId(0)), origins.voice(DocumentId(1)));
        assert_ne!(origins.voice(DocumentId(0)), origins.voice(DocumentId(2)));
        assert_eq!(origins.label(DocumentId(0)), "reprint of b.md");
        assert_eq!(origins.label(DocumentId(1)), "own");
    }

    /// A paragraph of some seventy words of its own for each number.
    fn paragraph(number: usize) -> String {
        let places = [
            "quay", "mill", "orchard", "chapel", "tunnel", "meadow", "bakery", "ridge", "harbour", "viaduct",
            "kiln",
        ];
        let acts = [
            "painted",
            "measured",
            "guarded",
            "emptied",
            "rebuilt",
            "photographed",
            "closed",
            "inherited",
            "flooded",
        ];
        let people = [
            "brewers",
            "surveyors",
            "pupils",
            "widows",
            "drivers",
            "nuns",
            "jurors",
            "divers",
            "bakers",
            "clerks",
            "tenors",
            "ushers",
            "glaziers",
        ];
        let pick = |list: &[&'static str], at: usize| list[at % list.len()];
        (0..8)
            .map(|at| number * 31 + at * 7)
            .map(|at| {
                let (who, did, what) =
                    (pick(&people, at / 3), pick(&acts, at / 2 + number), pick(&places, at));
                format!("{who} {did} the {} {what} {number} {at}. ", pick(&places, at / 5 + number))
            })
            .collect()
    }

    fn article(source: &str, path: usize, paragraphs: &[String]) -> (String, String) {
        let head = format!("---\nsource: {source}\npublished: 2021-05-04\n---\n\n");
        (format!("{path:03}.md"), format!("{head}{}", paragraphs.join("\n\n")))
    }

    /// How many voices articles have.
    fn voices(articles: &[(String, String)]) -> usize {
        let given: Vec<(&str, String)> =
            articles.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
        let found = origins(&given);
        let mut voices: Vec<u32> =
            (0..).take(given.len()).map(|index| found.voice(DocumentId(index))).collect();
        voices.sort_unstable();
        voices.dedup();
        voices.len()
    }

    #[test]
    fn one_paragraph_of_background_in_two_short_articles_makes_no_voice() {
        let background = paragraph(1);
        let short = |source, at: usize| article(source, at, &[paragraph(10 + at), background.clone()]);
        assert_eq!(voices(&[short("Ridge", 0), short("Fjord", 1)]), 2);
        // Two paragraphs, of three, that follow each other are a text that both have.
        let long =
            |source, at: usize| article(source, at, &[paragraph(10 + at), background.clone(), paragraph(2)]);
        assert_eq!(voices(&[long("Ridge", 0), long("Fjord", 1)]), 1);
    }

    #[test]
    fn what_an_outlet_prints_under_all_its_articles_makes_no_voice() {
        let standing = [paragraph(1), paragraph(2), paragraph(3)];
        let own = |at: usize| {
            let mut text: Vec<String> = (0..3).map(|part| paragraph(10 + 3 * at + part)).collect();
            text.extend(standing.iter().cloned());
            article("Ridge", at, &text)
        };
        let mut articles: Vec<(String, String)> = (0..4).map(own).collect();
        assert_eq!(voices(&articles), 4);
        // A reprint is still seen, without and with those.
        articles.push(article("Fjord", 4, &[paragraph(10), paragraph(11), paragraph(12), paragraph(50)]));
        assert_eq!(voices(&articles), 4);
    }

    #[test]
    fn an_outlet_that_tells_one_story_again_and_again_is_one_voice() {
        let story: Vec<String> = (1..7).map(paragraph).collect();
        let update = |at: usize| {
            let mut text = vec![paragraph(20 + 2 * at), paragraph(21 + 2 * at)];
            text.extend(story.iter().cloned());
            article("Ridge", at, &text)
        };
        assert_eq!(voices(&(0..5).map(update).collect::<Vec<_>>()), 1);
    }

    #[test]
    fn reprints_are_one_voice_however_many_there_are() {
        let story: Vec<String> = (1..5).map(paragraph).collect();
        let all: Vec<(String, String)> =
            (0..150).map(|at| article(&format!("Outlet {at}"), at, &story)).collect();
        assert_eq!(voices(&all), 1);
    }

    #[test]
    fn quotations_that_all_print_make_no_voice() {
        let quote = format!("“{STORY}”, the mayor said.");
        let origins =
            origins(&[("a.txt", format!("One.\n\n{quote}")), ("b.txt", format!("Two.\n\n{quote}"))]);
        assert_ne!(origins.voice(DocumentId(0)), origins.voice(DocumentId(1)));
    }

    #[test]
    fn an_address_is_the_same_whatever_led_to_it_and_another_where_it_names_another_article() {
        let same = [
            "https://www.news.example/a/b/?utm_source=letter&fbclid=1#top",
            "http://news.example/a/b",
            "https://news.example/A/b?ref=home",
        ];
        assert!(same.iter().all(|url| address(url) == address(same[0])), "{:?}", same.map(address));
        assert_ne!(address("https://news.example/story?id=1"), address("https://news.example/story?id=2"));
        assert_eq!(
            address("https://news.example/story?id=1&page=2"),
            address("https://news.example/story?page=2&utm_medium=x&id=1")
        );
        assert_eq!(address("https://news.example/"), None);
    }

    #[test]
    fn parameters_of_a_visit_are_in_order() {
        assert!(VISIT.is_sorted());
    }

    #[test]
    fn the_newer_version_is_told_by_its_change_or_else_its_publication() {
        let version = |modified: &str, text: &str| {
            format!(
                "---\npublished: 2021-05-04\nmodified: {modified}\nurl: https://news.example/a\n---\n\n{text}"
            )
        };
        let origins = origins(&[
            ("a.md", version("2021-05-06", STORY)),
            ("b.md", version("2021-05-05", OTHER)),
            ("c.md", format!("{}{STORY}", front("2021-05-04", "c"))),
        ]);
        let [a, b, c] = [DocumentId(0), DocumentId(1), DocumentId(2)];
        assert_eq!(origins.newer(a, b), Some(a));
        assert!(origins.are_versions(a, b) && !origins.are_versions(a, c));
        assert_eq!([a, b, c].map(|id| origins.is_outdated(id)), [false, true, false]);
    }

    #[test]
    fn two_saved_versions_of_an_address_are_one_voice() {
        let origins = origins(&[
            ("new.md", format!("{}{STORY}", front("2021-05-05", "a?utm_source=letter#top"))),
            ("old.md", format!("{}{OTHER}", front("2021-05-04", "a"))),
        ]);
        assert_eq!(origins.voice(DocumentId(0)), origins.voice(DocumentId(1)));
        assert_eq!(origins.label(DocumentId(0)), "version of old.md");
    }

    #[test]
    fn credit_lines_name_the_wire() {
        let table = [
            (format!("ORVIK, Norway (AP) -- {STORY}"), "wire: AP"),
            (format!("By Agence France-Presse\n\n{STORY}"), "wire: AFP"),
            (format!("{STORY}\n\nWith agencies"), "wire: agencies"),
            (format!("{STORY}\n\n(Reuters)"), "wire: Reuters"),
            (format!("{STORY} The AP and Reuters have offices in Oslo."), "own"),
        ];
        for (text, expected) in table {
            assert_eq!(origins(&[("a.txt", text.clone())]).label(DocumentId(0)), expected, "{text}");
        }
    }

    #[test]
    fn words_of_a_press_release_without_marks_are_noted() {
        let release = format!("PRESS RELEASE\n\n{STORY}\n\nNotes to editors");
        let sentence = STORY.split_inclusive('.').nth(1).expect("the second sentence");
        let article = |words: &str| format!("{OTHER}\n\n{words}");
        let label = |words: &str| {
            let found = origins(&[("a.txt", release.clone()), ("b.txt", article(words))]);
            assert_eq!(found.label(DocumentId(0)), "press release");
            found.label(DocumentId(1)).to_owned()
        };
        assert_eq!(label(sentence), "words of the press release a.txt without quotation marks");
        assert_eq!(label(&format!("“{}”, the county said.", sentence.trim())), "own");
        assert_eq!(label("Rescue teams in boats reached the school."), "own");
    }

    #[test]
    fn an_outlet_with_its_own_initials_in_the_dateline_is_no_reprint() {
        let text = format!("---\nsource: Fjord Wire\n---\n\nORVIK, Norway, May 4 (FW) - {STORY}");
        assert_eq!(origins(&[("a.md", text.clone())]).label(DocumentId(0)), "own");
        let text = text.replace("Fjord Wire", "The Ridge");
        assert_eq!(origins(&[("a.md", text)]).label(DocumentId(0)), "wire: FW");
    }
}

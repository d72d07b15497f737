//! What holds for any articles.

use crosscheck::claim::ClaimId;
use crosscheck::judge::{Finding, Verdict};
use crosscheck::report::{Run, Selection, View, json};
use crosscheck::rules::RuleSet;
use proptest::prelude::*;

type Files = Vec<(String, Vec<u8>)>;

fn check(files: Files) -> Run {
    crosscheck::check(files, RuleSet::built_in())
}

fn report(files: Files) -> String {
    let run = check(files);
    json::render(&View::new(&run, Selection::default()))
}

/// Sentences that hold figures, periods and quotations of all kinds, and text that means nothing.
fn sentence() -> impl Strategy<Value = String> {
    let figure = prop_oneof![
        (1u32..2_000_000).prop_map(|n| n.to_string()),
        (1u32..900, 0u32..10).prop_map(|(n, d)| format!("{n}.{d} million")),
        (1u32..900).prop_map(|n| format!("£{n},000")),
        (1u32..100).prop_map(|n| format!("{n}%")),
        Just("dozens of".to_owned()),
        Just("three and a half".to_owned()),
    ];
    let hedge = prop::sample::select(vec!["", "about ", "more than ", "nearly ", "up to "]);
    let counted = prop::sample::select(vec!["people", "homes in Leeds", "of exports", "jobs", "votes"]);
    let tail = prop::sample::select(vec![
        " in 2023.",
        " in the year to June, the ONS said.",
        ", down from 906,000 a year earlier.",
        ", “a record that nobody wanted”, said Ann Lee.",
        " on Tuesday",
        "…",
    ]);
    let made = (hedge, figure, counted, tail)
        .prop_map(|(hedge, figure, counted, tail)| format!("It was {hedge}{figure} {counted}{tail}"));
    prop_oneof![8 => made, 1 => "\\PC{0,40}", 1 => "[\"'“”‘’()<>&;*_#|\\-–—\\. \\n0-9]{0,30}"]
}

fn article() -> impl Strategy<Value = (String, String)> {
    let extension = prop::sample::select(vec!["md", "txt", "html"]);
    (extension, prop::collection::vec(sentence(), 1..6))
        .prop_map(|(extension, sentences)| (extension.to_owned(), sentences.join(" ")))
}

fn files(articles: Vec<(String, String)>) -> Files {
    articles
        .into_iter()
        .enumerate()
        .map(|(number, (extension, text))| (format!("{number}.{extension}"), text.into_bytes()))
        .collect()
}

/// The words of a claim, which do not change with the file's name.
fn words(run: &Run, claim: ClaimId) -> String {
    let document = &run.documents[claim.document.0 as usize];
    let claims = &run.readings[claim.document.0 as usize].claims;
    document.prose.slice(claims[claim.index as usize].mention).to_owned()
}

/// A finding without the order of its sides: verdict, rule, and the words on each side.
fn gist(run: &Run, finding: &Finding) -> (Verdict, String, Vec<Vec<String>>) {
    let mut sides: Vec<Vec<String>> = finding
        .sides
        .iter()
        .map(|side| {
            let mut words: Vec<String> = side.claims.iter().map(|claim| words(run, *claim)).collect();
            words.sort();
            words
        })
        .collect();
    sides.sort();
    (finding.verdict, finding.rule.to_string(), sides)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_files_does_not_matter(articles in prop::collection::vec(article(), 2..5), seed in any::<u64>()) {
        let given = files(articles);
        let mut shuffled = given.clone();
        let turn = usize::try_from(seed % 7).unwrap_or(0) % shuffled.len();
        shuffled.rotate_left(turn);
        shuffled.reverse();
        prop_assert_eq!(report(given), report(shuffled));
    }

    #[test]
    fn a_file_cut_anywhere_is_read_or_refused((extension, text) in article(), at in any::<prop::sample::Index>()) {
        let bytes = text.into_bytes();
        let cut = at.index(bytes.len() + 1);
        let pieces = vec![
            (format!("a.{extension}"), bytes[..cut].to_vec()),
            (format!("b.{extension}"), bytes[cut..].to_vec()),
        ];
        let run = check(pieces);
        prop_assert_eq!(run.documents.len() + run.errors.len(), 2);
    }

    #[test]
    fn every_span_leads_to_the_words_that_it_reports(articles in prop::collection::vec(article(), 1..4)) {
        let given = files(articles);
        let run = check(given.clone());
        for (document, reading) in run.documents.iter().zip(&run.readings) {
            let (_, bytes) = given.iter().find(|(path, _)| *path == document.path).expect("the file was given");
            for claim in &reading.claims {
                let words = document.prose.slice(claim.mention);
                let span = document.prose.file_span(claim.mention);
                let raw = &bytes[span.start as usize..span.end as usize];
                // Markup may stand between, as in "3*0*"; what a reader sees of one word stands there in order.
                if words.chars().all(|c| c.is_ascii_alphanumeric() || c == ',' || c == '.') {
                    let mut ahead = raw.iter();
                    prop_assert!(words.bytes().all(|byte| ahead.any(|other| *other == byte)), "{words} in {raw:?}");
                    prop_assert!(raw.len() >= words.len());
                }
                let position = document.place(claim.mention);
                let line = bytes[..span.start as usize].iter().filter(|byte| **byte == b'\n').count() + 1;
                prop_assert_eq!(position.line as usize, line);
            }
        }
    }

    #[test]
    fn swapped_articles_give_the_same_findings_with_their_sides_swapped(a in article(), b in article()) {
        let gists = |first: &(String, String), second: &(String, String)| {
            let run = check(vec![
                (format!("a.{}", first.0), first.1.clone().into_bytes()),
                (format!("b.{}", second.0), second.1.clone().into_bytes()),
            ]);
            let mut gists: Vec<_> = run.findings.iter().map(|finding| gist(&run, finding)).collect();
            gists.sort();
            gists
        };
        prop_assert_eq!(gists(&a, &b), gists(&b, &a));
    }
}

//! Which figures of short articles are linked.

use crate::rules::{RuleFile, RuleSet};

/// The pairs of figures, as printed, that are linked across articles published on the given days of August 2023.
fn linked(articles: &[(u8, &str)]) -> Vec<String> {
    linked_by(RuleSet::built_in(), articles)
}

/// The same by given rules.
fn linked_by(rules: &RuleSet, articles: &[(u8, &str)]) -> Vec<String> {
    let files = crate::articles::of_days(articles);
    let run = crate::check(files, rules);
    let said = |id: crate::claim::ClaimId| {
        let at = id.document.0 as usize;
        run.documents[at].prose.slice(run.readings[at].claims[id.index as usize].mention).to_owned()
    };
    let links = run.linkage.topics.iter().flat_map(|topic| &topic.links);
    let mut pairs: Vec<String> = links
        .filter(|link| link.a.document != link.b.document)
        .map(|link| format!("{}~{}", said(link.a), said(link.b)))
        .collect();
    pairs.sort_unstable();
    pairs
}

#[test]
fn states_of_one_toll_are_linked_however_far_apart() {
    let found = linked(&[
        (9, "The fire in Kelhaven has killed six people, the county said on Wednesday."),
        (12, "The death toll of the Kelhaven fire has reached 93, the county said on Saturday."),
    ]);
    assert_eq!(found, ["six~93"]);
}

#[test]
fn the_toll_of_an_earlier_event_is_no_state_of_this_one() {
    let found = linked(&[
        (9, "The fire in Kelhaven has killed 61 people. In 2018 the Dunmere fire killed 85 people."),
        (12, "The fire in Kelhaven has killed 93 people, ahead of the 85 people killed in Dunmere."),
        (
            12,
            "The Kelhaven fire has killed 97 people, the county said. The deadliest one before it left 85 people dead.",
        ),
    ]);
    assert!(found.contains(&"61~93".to_owned()) && found.contains(&"85~85".to_owned()), "{found:?}");
    assert!(!found.iter().any(|pair| pair.contains("85") && pair != "85~85"), "{found:?}");
}

#[test]
fn a_toll_in_one_place_is_no_state_of_the_whole() {
    let found = linked(&[
        (
            9,
            "A quake in Norland killed 31 people. Roads are cut. In Upper Voss district, 12 people were killed, the agency said.",
        ),
        (10, "A quake in Norland killed 46 people."),
    ]);
    assert_eq!(found, ["31~46"]);
}

#[test]
fn people_in_addition_to_those_before_are_no_state_of_the_whole() {
    let found = linked(&[
        (9, "The quake in Norland killed nine people at once. Four other people died in hospital."),
        (10, "The quake in Norland killed 31 people."),
    ]);
    assert_eq!(found, ["nine~31"]);
}

#[test]
fn the_old_and_the_new_forecast_for_one_year_meet_across_articles() {
    let found = linked(&[
        (
            9,
            "The bank expects GDP growth of 0.75% in 2025. Its old forecast was for GDP growth of 1.5% in 2025.",
        ),
        (9, "The forecast of GDP growth in 2025 is 0.75%. The May forecast of GDP growth in 2025 was 1.5%."),
    ]);
    assert_eq!(found, ["0.75%~0.75%", "0.75%~1.5%", "1.5%~0.75%", "1.5%~1.5%"]);
}

#[test]
fn two_equal_sums_of_one_article_go_to_one_sum_each_of_the_other() {
    let found = linked(&[
        (
            9,
            "Norland will pay £300,000 for the training of harbour guards. It gives £300,000 for nets on the river Orm.",
        ),
        (
            9,
            "Norland will spend £300,000 on nets on the river Orm. It will spend £300,000 on the training of harbour guards.",
        ),
    ]);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn words_that_a_rule_of_ones_own_makes_one_link_what_they_count() {
    let articles = [
        (9, "The firm in Kelhaven had 412 coopers on its books, it said."),
        (9, "The firm in Kelhaven had 397 barrelwrights on its books, it said."),
    ];
    let own = "about = \"Trades.\"\n[[same]]\nwords = [\"cooper\", \"barrelwright\"]\nwhy = \"One trade.\"\n";
    let file = RuleFile { path: "aliases/trades.toml".into(), text: own.into() };
    let rules = RuleSet::load(&[file]).expect("the rule is right");
    assert_eq!(linked_by(&rules, &articles), ["412~397"]);
    assert_eq!(linked(&articles), [] as [&str; 0]);
}

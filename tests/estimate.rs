//! The estimation of weights (`cargo run --example estimate`), on a few stories and on pairs made up for it.

// Tests read articles from disk; the library does not.
#![allow(clippy::disallowed_methods)]

#[path = "../examples/estimate/fit.rs"]
mod fit;
#[allow(dead_code, reason = "the accuracy test uses the rest")]
#[path = "accuracy/gold.rs"]
mod gold;
#[path = "../examples/estimate/pairs.rs"]
mod pairs;
#[path = "../examples/estimate/table.rs"]
mod table;

use crosscheck::rules::RuleSet;
use crosscheck::rules::evidence::Signal;
use gold::Story;
use pairs::{Family, Pair};
use std::path::Path;
use std::sync::LazyLock;

static FEW: LazyLock<Vec<Story>> = LazyLock::new(|| {
    let corpus = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"));
    let folders = ["ferry-sinking", "rights-issue", "canal-reopening"];
    folders.iter().map(|story| Story::read(&corpus.join(story))).collect()
});

static FIGURES: LazyLock<Vec<Pair>> =
    LazyLock::new(|| pairs::label(&FEW, Family::Figures, RuleSet::built_in()));

#[test]
fn what_is_sure_to_bind_or_part_has_its_sign() {
    let (raw, joint) = (fit::raw(FIGURES.iter()), fit::joint(FIGURES.iter(), fit::RIDGE));
    for weights in [&raw, &joint] {
        for signal in [Signal::EqualRarest, Signal::CountedHead, Signal::ClauseHigh, Signal::MutualBestClear]
        {
            assert!(weights.of(signal) > 0.0, "{} {}", signal.field(), signal.outcome());
        }
        for signal in [Signal::Beyond, Signal::ClauseNone, Signal::NeitherBest] {
            assert!(weights.of(signal) < 0.0, "{} {}", signal.field(), signal.outcome());
        }
    }
}

#[test]
fn shared_signals_are_not_counted_twice() {
    // Figures of one thing have equal values, equal words and equal ranks at once: weights that are added up must be
    // smaller than what each says by itself.
    let (raw, joint) = (fit::raw(FIGURES.iter()), fit::joint(FIGURES.iter(), fit::RIDGE));
    for signal in [Signal::EqualRarest, Signal::ClauseHigh, Signal::MutualBestClear] {
        assert!(joint.of(signal).abs() < raw.of(signal).abs(), "{} {}", signal.field(), signal.outcome());
    }
}

#[test]
fn turned_labels_turn_every_weight() {
    let mut turned = FIGURES.clone();
    turned.iter_mut().for_each(|pair| pair.is_one = !pair.is_one);
    let near = |x: f64, y: f64| (x + y).abs() < 1e-6;
    let (raw, joint) = (fit::raw(FIGURES.iter()), fit::joint(FIGURES.iter(), fit::RIDGE));
    let (raw_turned, joint_turned) = (fit::raw(turned.iter()), fit::joint(turned.iter(), fit::RIDGE));
    for signal in Signal::ALL {
        assert!(near(raw.of(*signal), raw_turned.of(*signal)), "raw {}", signal.outcome());
        assert!(near(joint.of(*signal), joint_turned.of(*signal)), "joint {}", signal.outcome());
    }
    assert!(near(joint.prior, joint_turned.prior));
}

#[test]
fn the_table_is_the_same_at_every_run() {
    let first = table::render(&FEW);
    assert_eq!(first, table::render(&FEW));
    assert!(first.contains("3 stories: ferry-sinking, rights-issue, canal-reopening"));
    for words in ["Pairs of figures", "Pairs of quotations", "values that agree", "values that differ"] {
        assert!(first.contains(words), "{words}");
    }
}

/// Pairs in which one signal stands `with` times of ten among those about one thing and `without` times of ten among others,
/// and another signal stands beside it always.
fn made_up(with: usize, without: usize) -> Vec<Pair> {
    let pair = |is_one: bool, has: bool| Pair {
        story: 0,
        is_one,
        agrees: true,
        signals: if has { vec![Signal::SameUnit, Signal::BothLead] } else { vec![Signal::OtherUnit] },
        in_use: 0.0,
    };
    let of = |is_one: bool, has: usize| (0..1000).map(move |at| pair(is_one, at % 10 < has));
    of(true, with).chain(of(false, without)).collect()
}

#[test]
fn known_odds_are_found_again() {
    let pairs = made_up(8, 2);
    let raw = fit::raw(pairs.iter());
    assert!((raw.of(Signal::SameUnit) - 2.0).abs() < 0.02, "four to one is two bits");
    assert!((raw.of(Signal::OtherUnit) + 2.0).abs() < 0.02);
    // Two signals that always stand together share the two bits between them.
    let joint = fit::joint(pairs.iter(), 0.01);
    let both = joint.of(Signal::SameUnit) + joint.of(Signal::BothLead);
    assert!((joint.of(Signal::SameUnit) - joint.of(Signal::BothLead)).abs() < 1e-6);
    assert!((joint.prior + both - 2.0).abs() < 0.02, "{} + {both}", joint.prior);
    assert!((joint.prior + joint.of(Signal::OtherUnit) + 2.0).abs() < 0.02);
    // What never occurs is worth nothing, and what says nothing little.
    assert_eq!(joint.of(Signal::Beyond), 0.0);
    let even = fit::joint(made_up(5, 5).iter(), fit::RIDGE);
    assert!(even.of(Signal::SameUnit).abs() < 1e-6);
}

#[test]
fn a_stronger_ridge_gives_smaller_weights() {
    let pairs = made_up(8, 2);
    let sizes = [0.1, 3.0, 100.0].map(|ridge| fit::joint(pairs.iter(), ridge).of(Signal::OtherUnit).abs());
    assert!(sizes[0] > sizes[1] && sizes[1] > sizes[2], "{sizes:?}");
}

#[test]
fn average_precision_is_one_only_where_order_is_right() {
    let precision = |scored: &[(f64, bool)]| fit::average_precision(scored);
    assert_eq!(precision(&[(3.0, true), (2.0, true), (1.0, false)]), Some(1.0));
    assert_eq!(precision(&[(1.0, true), (2.0, false)]), Some(0.5));
    assert_eq!(precision(&[(2.0, true), (1.0, false), (0.0, true)]), Some((1.0 + 2.0 / 3.0) / 2.0));
    // Without a difference in scores, it is the share of pairs about one thing, in whatever order they come.
    assert_eq!(precision(&[(1.0, true), (1.0, false), (1.0, false), (1.0, false)]), Some(0.25));
    assert_eq!(precision(&[(1.0, false)]), None);
}

//! The table of weights and how well they tell pairs apart.

use crate::fit::{self, RIDGE, Weights};
use crate::gold::Story;
use crate::pairs::{self, Family, Pair};
use crosscheck::rules::RuleSet;
use crosscheck::rules::evidence::Signal;
use std::fmt::Write as _;

/// Everything that is estimated from some stories, as text.
pub(crate) fn render(stories: &[Story]) -> String {
    let rules = RuleSet::built_in();
    let mut out = String::new();
    let names: Vec<&str> = stories.iter().map(|story| story.name.as_str()).collect();
    let _ = writeln!(out, "{} stories: {}", stories.len(), names.join(", "));
    for (family, title) in [(Family::Figures, "figures"), (Family::Quotations, "quotations")] {
        let pairs = pairs::label(stories, family, rules);
        section(&mut out, title, &pairs, stories.len(), rules);
    }
    out.push_str("\nWeights of dates are not estimated: too few pairs of dates.\n");
    out
}

fn section(out: &mut String, title: &str, pairs: &[Pair], stories: usize, rules: &RuleSet) {
    let ones = pairs.iter().filter(|pair| pair.is_one).count();
    let _ = writeln!(out, "\nPairs of {title}: {}, of which {ones} are about one thing", pairs.len());
    let without = |story: usize| pairs.iter().filter(move |pair| pair.story != story);
    let raw = fit::raw(pairs.iter());
    let joint = fit::joint(pairs.iter(), RIDGE);
    let raw_without: Vec<Weights> = (0..stories).map(|story| fit::raw(without(story))).collect();
    let joint_without: Vec<Weights> = (0..stories).map(|story| fit::joint(without(story), RIDGE)).collect();

    let _ = writeln!(out, "Bits; ranges are over leaving out one story at a time.\n");
    let _ = writeln!(
        out,
        "{:<14} {:<36} {:>6} {:>6} {:>6} {:>14} {:>6} {:>14} {:>6} {:>6}",
        "field", "outcome", "one", "other", "raw", "range", "joint", "range", "halves", "in use"
    );
    for signal in Signal::ALL {
        let count = |label: bool| {
            pairs.iter().filter(|pair| pair.is_one == label && pair.signals.contains(signal)).count()
        };
        let (one, other) = (count(true), count(false));
        if one + other == 0 {
            continue;
        }
        let halves = half(joint.of(*signal));
        let in_use = rules.evidence().bits(*signal);
        let _ = writeln!(
            out,
            "{:<14} {:<36} {one:>6} {other:>6} {:>+6.1} {:>14} {:>+6.1} {:>14} {halves:>+6.1} {in_use:>+6.1}{}",
            signal.field(),
            signal.outcome(),
            raw.of(*signal),
            range(&raw_without, *signal),
            joint.of(*signal),
            range(&joint_without, *signal),
            // A change that other stories would not bear out is none.
            if is_settled(&joint_without, *signal, in_use) { " <- differs" } else { "" }
        );
    }
    let _ = writeln!(out, "prior {:+.1} (joint {:+.1})", raw.prior, joint.prior);

    let _ = writeln!(out, "\nAverage precision, each story with weights estimated on the others:");
    for (agrees, words) in [(true, "values that agree"), (false, "values that differ")] {
        let of = |score: &dyn Fn(&Pair) -> f64| {
            let chosen = pairs.iter().filter(|pair| pair.agrees == agrees);
            let scored: Vec<(f64, bool)> = chosen.map(|pair| (score(pair), pair.is_one)).collect();
            fit::average_precision(&scored).map(|precision| (precision, scored.len()))
        };
        let Some((in_use, count)) = of(&|pair| pair.in_use) else { continue };
        let estimated = of(&|pair| score(&joint_without[pair.story], pair));
        let exact = estimated.map_or(0.0, |(precision, _)| precision);
        let _ = writeln!(out, "  {words:<20} {count:>6} pairs  in use {in_use:.3}  estimated {exact:.3}");
    }
}

/// A pair's score under some weights: without the value where values differ, as linking does.
fn score(weights: &Weights, pair: &Pair) -> f64 {
    let signals = pair.signals.iter().copied();
    weights.sum(signals.filter(|signal| pair.agrees || !pairs::is_of_value(*signal)))
}

/// Rounded to halves.
fn half(bits: f64) -> f64 {
    // Adding zero makes a negative zero a plain one.
    (bits * 2.0).round() / 2.0 + 0.0
}

fn range(weights: &[Weights], signal: Signal) -> String {
    let (low, high) = span(weights, signal);
    format!("{low:+.1} to {high:+.1}")
}

fn span(weights: &[Weights], signal: Signal) -> (f64, f64) {
    let bits = weights.iter().map(|weights| weights.of(signal));
    bits.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), bits| (low.min(bits), high.max(bits)))
}

/// Whether every estimate is at least a bit on one side of the weight in use.
fn is_settled(weights: &[Weights], signal: Signal, in_use: f64) -> bool {
    let (low, high) = span(weights, signal);
    low >= in_use + 1.0 || high <= in_use - 1.0
}

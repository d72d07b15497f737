//! What signals are worth, from labelled pairs.
//!
//! *Raw*: the binary logarithm of how much likelier a signal is among pairs about one thing than among others (Fellegi and
//! Sunter 1969), each signal by itself. *Joint*: logistic regression on all signals at once, which shares out what signals
//! say in common and so can be added up. A ridge keeps weights of rare signals near zero; Newton's method finds the one
//! best fit, which the ridge makes unique, so that nothing depends on a start or an order.
//!
//! Not here: where pairs come from (`pairs`).

use crate::pairs::Pair;
use crosscheck::rules::evidence::Signal;

/// How strongly joint weights are pulled to zero: as one more pair of each label on every signal would, about.
pub(crate) const RIDGE: f64 = 3.0;

/// Newton's method doubles the right digits at each step; twenty are far more than enough.
const STEPS: usize = 20;

/// Weights of all signals, in bits, and of a pair of which nothing is known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weights {
    /// By the place of a signal in [`Signal::ALL`].
    bits: Vec<f64>,
    /// Before anything is known: how much rarer pairs about one thing are than others.
    pub(crate) prior: f64,
}

impl Weights {
    /// What a signal is worth, in bits.
    pub(crate) fn of(&self, signal: Signal) -> f64 {
        self.bits[signal as usize]
    }

    /// The sum over some signals, in bits.
    pub(crate) fn sum(&self, signals: impl Iterator<Item = Signal>) -> f64 {
        signals.map(|signal| self.of(signal)).sum()
    }
}

/// Each signal by itself. Half a pair is added to each count, so that a signal never seen is worth about nothing.
pub(crate) fn raw<'a>(pairs: impl Iterator<Item = &'a Pair>) -> Weights {
    let mut counts = vec![[0.5_f64; 2]; Signal::ALL.len()];
    let mut all = [1.0_f64; 2];
    for pair in pairs {
        let label = usize::from(pair.is_one);
        all[label] += 1.0;
        pair.signals.iter().for_each(|signal| counts[*signal as usize][label] += 1.0);
    }
    let bits = counts.iter().map(|[other, one]| ((one / all[1]) / (other / all[0])).log2()).collect();
    Weights { bits, prior: (all[1] / all[0]).log2() }
}

/// All signals at once.
pub(crate) fn joint<'a>(pairs: impl Iterator<Item = &'a Pair>, ridge: f64) -> Weights {
    let pairs: Vec<&Pair> = pairs.collect();
    // Only signals that occur have a column; the last column is the prior, which no ridge holds.
    let mut column: Vec<Option<usize>> = vec![None; Signal::ALL.len()];
    let mut width = 0;
    for signal in Signal::ALL {
        if pairs.iter().any(|pair| pair.signals.contains(signal)) {
            column[*signal as usize] = Some(width);
            width += 1;
        }
    }
    let rows: Vec<(Vec<usize>, f64)> = pairs
        .iter()
        .map(|pair| {
            let mut row: Vec<usize> =
                pair.signals.iter().filter_map(|signal| column[*signal as usize]).collect();
            row.push(width);
            (row, f64::from(u8::from(pair.is_one)))
        })
        .collect();
    let mut weights = vec![0.0; width + 1];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|weight| ridge * weight).collect();
        slope[width] = 0.0;
        let mut curve = vec![vec![0.0; width + 1]; width + 1];
        for (at, line) in curve.iter_mut().enumerate().take(width) {
            line[at] = ridge;
        }
        // Where all pairs have one label, the prior alone would grow without end.
        curve[width][width] = 1e-9;
        for (row, label) in &rows {
            let sum: f64 = row.iter().map(|at| weights[*at]).sum();
            let chance = 1.0 / (1.0 + (-sum).exp());
            for a in row {
                slope[*a] += chance - label;
                for b in row {
                    curve[*a][*b] += chance * (1.0 - chance);
                }
            }
        }
        let step = solve(curve, slope);
        weights.iter_mut().zip(&step).for_each(|(weight, step)| *weight -= step);
        if step.iter().all(|step| step.abs() < 1e-10) {
            break;
        }
    }
    let bits =
        column.iter().map(|column| column.map_or(0.0, |at| weights[at] / std::f64::consts::LN_2)).collect();
    Weights { bits, prior: weights[width] / std::f64::consts::LN_2 }
}

/// Solves a system of equations whose matrix is symmetric and positive, by elimination with the largest pivot.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for at in 0..size {
        let pivot = (at..size)
            .max_by(|x, y| matrix[*x][at].abs().total_cmp(&matrix[*y][at].abs()))
            .expect("there is a row at or below the diagonal");
        matrix.swap(at, pivot);
        right.swap(at, pivot);
        let (done, rest) = matrix.split_at_mut(at + 1);
        let top = &done[at];
        for (below, line) in rest.iter_mut().enumerate() {
            let times = line[at] / top[at];
            if times != 0.0 {
                line[at..].iter_mut().zip(&top[at..]).for_each(|(cell, above)| *cell -= times * above);
                right[at + 1 + below] -= times * right[at];
            }
        }
    }
    for at in (0..size).rev() {
        let known: f64 = (at + 1..size).map(|column| matrix[at][column] * right[column]).sum();
        right[at] = (right[at] - known) / matrix[at][at];
    }
    right
}

/// The mean precision at each pair about one thing, when pairs are looked at from the highest score down: 1 where all of
/// them come first. Pairs of one score are taken together. `None` where there is no pair about one thing.
pub(crate) fn average_precision(scored: &[(f64, bool)]) -> Option<f64> {
    let mut scored = scored.to_vec();
    scored.sort_by(|x, y| y.0.total_cmp(&x.0));
    let (mut seen, mut one, mut sum) = (0.0_f64, 0.0_f64, 0.0_f64);
    for tied in scored.chunk_by(|x, y| x.0.total_cmp(&y.0).is_eq()) {
        let new: f64 = tied.iter().map(|(_, is_one)| f64::from(u8::from(*is_one))).sum();
        seen += f64::from(u32::try_from(tied.len()).unwrap_or(u32::MAX));
        one += new;
        sum += new * one / seen;
    }
    (one > 0.0).then(|| sum / one)
}

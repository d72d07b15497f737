//! Runs the examples of rule files through the whole pipeline.
//!
//! `(&RuleSet, [RuleFile])` → the examples that do not hold. `crosscheck rules test` and the tests of this crate run the
//! same function.

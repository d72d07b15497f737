//! Words that say the same, and words that must not be taken for each other.
//!
//! Files of `rules/aliases`: a `[[same]]` is a group of synonyms for what is counted, done or suffered in news ("dead",
//! "killed", "toll"); a `[[distinct]]` is two or more groups of words that tell figures apart however alike the rest is
//! ("net" and "gross"). Words are written as they are used and compared by their stems.
//!
//! Not here: what a pair of synonyms is worth as evidence (`rules/evidence.toml`).

use super::sheet::Sheet;
use super::{RuleError, RuleFile};
use crate::stem::stem;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SameFile {
    /// Words that say the same, each one word in lower case.
    #[schemars(with = "Vec<String>")]
    words: Vec<Spanned<String>>,
    /// Why they do, for who reads the file.
    #[expect(dead_code, reason = "a reason is for who reads the file")]
    why: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DistinctFile {
    /// Two groups of words or more that tell figures apart.
    #[schemars(with = "Vec<Vec<String>>")]
    groups: Spanned<Vec<Vec<Spanned<String>>>>,
    /// Why they do; reports print it.
    why: String,
}

/// Groups of words that tell figures apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistinctRule {
    /// The file's id: "money".
    pub file: SmolStr,
    /// Why the groups are told apart, in a sentence.
    pub why: String,
}

/// All synonyms and distinct words.
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    /// Stem → the stem of the first word of its group.
    same: FxHashMap<SmolStr, SmolStr>,
    rules: Vec<DistinctRule>,
    /// Canonical stem → the rules that name it, each with the number of its group there.
    distinct: FxHashMap<SmolStr, Vec<(u32, u32)>>,
}

impl Aliases {
    /// The word that stands for all synonyms of a stem: itself where it has none.
    ///
    /// ```
    /// use crosscheck::{rules::RuleSet, stem::stem};
    /// let aliases = RuleSet::built_in().aliases();
    /// assert_eq!(aliases.canonical(&stem("fatalities")), aliases.canonical(&stem("killed")));
    /// assert_eq!(aliases.canonical("marzipan"), "marzipan");
    /// ```
    #[must_use]
    pub fn canonical<'a>(&'a self, stem: &'a str) -> &'a str {
        self.same.get(stem).map_or(stem, SmolStr::as_str)
    }

    /// The rule that tells two stems, or synonyms of them, apart.
    ///
    /// ```
    /// use crosscheck::{rules::RuleSet, stem::stem};
    /// let aliases = RuleSet::built_in().aliases();
    /// assert!(aliases.distinct(&stem("deaths"), &stem("wounded")).is_some());
    /// assert!(aliases.distinct(&stem("deaths"), &stem("toll")).is_none());
    /// ```
    #[must_use]
    pub fn distinct(&self, a: &str, b: &str) -> Option<&DistinctRule> {
        let a = self.distinct.get(self.canonical(a))?;
        let b = self.distinct.get(self.canonical(b))?;
        a.iter()
            .find(|(rule, group)| b.iter().any(|(other, there)| rule == other && group != there))
            .map(|(rule, _)| &self.rules[*rule as usize])
    }
}

/// Reads every file of `aliases/`. Synonyms of all files come first, since a distinct rule of one may name a synonym of
/// another.
pub(super) fn read(files: &[RuleFile], errors: &mut Vec<RuleError>) -> Aliases {
    let mut aliases = Aliases::default();
    let mut distinct = Vec::new();
    for file in super::of_kind(files, "aliases") {
        let Some(mut sheet) = Sheet::open(file, errors) else { continue };
        for item in sheet.items::<SameFile>("same", errors) {
            add_same(&mut aliases, &item.value.words, file, errors);
        }
        distinct.extend(
            sheet.items::<DistinctFile>("distinct", errors).into_iter().map(|item| (file, item.value)),
        );
        sheet.close(errors);
    }
    for (file, rule) in distinct {
        add_distinct(&mut aliases, rule, file, errors);
    }
    aliases
}

fn add_same(aliases: &mut Aliases, words: &[Spanned<String>], file: &RuleFile, errors: &mut Vec<RuleError>) {
    let mut first: Option<SmolStr> = None;
    for word in words {
        let Some(stem) = single(word, file, errors) else { continue };
        let canonical = first.get_or_insert_with(|| stem.clone()).clone();
        match aliases.same.get(&stem) {
            None => {
                aliases.same.insert(stem, canonical);
            }
            // Two forms of one word in a group ("arrested", "arrest") have one stem and do no harm.
            Some(known) if *known == canonical => {}
            Some(known) => errors.push(RuleError::at(
                file,
                word.span().start,
                format!("`{}` already stands in another group, that of `{known}`", word.get_ref()),
                "A word stands for one group; take it out of one of the two.".into(),
            )),
        }
    }
}

fn add_distinct(aliases: &mut Aliases, rule: DistinctFile, file: &RuleFile, errors: &mut Vec<RuleError>) {
    let index = u32::try_from(aliases.rules.len()).unwrap_or(u32::MAX);
    if rule.groups.get_ref().len() < 2 {
        errors.push(RuleError::at(
            file,
            rule.groups.span().start,
            "a distinct rule needs two groups or more".into(),
            "Write for example: groups = [[\"net\"], [\"gross\"]]".into(),
        ));
    }
    for (group, words) in (0_u32..).zip(rule.groups.get_ref()) {
        for word in words {
            let Some(stem) = single(word, file, errors) else { continue };
            let canonical = SmolStr::new(aliases.canonical(&stem));
            let places = aliases.distinct.entry(canonical).or_default();
            if places.iter().any(|(other, there)| *other == index && *there != group) {
                errors.push(RuleError::at(
                    file,
                    word.span().start,
                    format!("`{}` is a synonym of a word of another group of this rule", word.get_ref()),
                    "Words of two groups must not be synonyms; see the [[same]] groups.".into(),
                ));
            }
            if !places.contains(&(index, group)) {
                places.push((index, group));
            }
        }
    }
    aliases.rules.push(DistinctRule { file: file.id().into(), why: rule.why });
}

/// The stem of a word, which must be one word.
fn single(word: &Spanned<String>, file: &RuleFile, errors: &mut Vec<RuleError>) -> Option<SmolStr> {
    let text = word.get_ref();
    if text.is_empty() || text.chars().any(|c| c.is_whitespace() || c.is_uppercase()) {
        errors.push(RuleError::at(
            file,
            word.span().start,
            format!("`{text}` is not one word in lower case"),
            "Aliases are compared word by word; write the word that bears the meaning.".into(),
        ));
        return None;
    }
    Some(stem(text))
}

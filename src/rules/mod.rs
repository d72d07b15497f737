//! Rule files become a [`RuleSet`].
//!
//! `[(path, text)]` → [`RuleSet`], or *all* the errors, each with file, line, column and advice. The folder of a file is
//! its kind, its stem the id: `rules/lexicon/hedges.toml` is the lexicon `hedges`. What serde reads (`*File` structs) and
//! what the pipeline uses are different types.
//!
//! Not here: grammar and arithmetic, which are code, and the running of examples (`selftest`).

pub mod aliases;
pub(crate) mod background;
pub mod catalogue;
pub mod checks;
pub mod evidence;
pub mod example;
pub mod fiscal;
mod keys;
pub mod lexicon;
pub mod measures;
pub mod message;
pub mod places;
pub mod proof;
pub mod reading;
pub mod schema;
mod sheet;
pub mod table;
pub mod units;

use crate::comparison::{DateComparison, QuantityComparison, QuotationComparison};
pub use keys::Placed;
pub(crate) use keys::{Keys, or_one};
pub(crate) use sheet::one_of;

use aliases::Aliases;
use checks::{Check, CheckRule};
use evidence::Weights;
use example::Example;
use fiscal::FiscalYears;
use include_dir::{Dir, include_dir};
use lexicon::{Lexicon, Openings, Vocabularies, Vocabulary};
use measures::Measures;
use places::Places;
use smol_str::{SmolStr, format_smolstr};
use std::sync::LazyLock;
use table::Table;
use units::Units;

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// A rule file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFile {
    /// Its path from the folder of rules, with `/`: "lexicon/hedges.toml".
    pub path: String,
    /// Its text.
    pub text: String,
}

impl RuleFile {
    /// Its stem: "hedges" of "lexicon/hedges.toml".
    #[must_use]
    pub fn id(&self) -> &str {
        let name = self.path.rsplit_once('/').map_or(self.path.as_str(), |(_, name)| name);
        name.strip_suffix(".toml").unwrap_or(name)
    }
}

/// What is wrong in a rule file, a project file or a file beside an article: where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}:{line}:{column}: {problem}")]
pub struct RuleError {
    /// The file.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The line's text.
    pub excerpt: String,
    /// What is wrong, in a sentence.
    pub problem: String,
    /// What to do about it.
    pub advice: String,
}

/// All rules of a run, resolved.
#[derive(Clone, Debug)]
pub struct RuleSet {
    lexicons: Vec<Lexicon>,
    openings: Openings,
    units: Units,
    aliases: Aliases,
    evidence: Weights,
    places: Places,
    fiscal: FiscalYears,
    measures: Measures,
    quantities: Table<QuantityComparison>,
    quotations: Table<QuotationComparison>,
    dates: Table<DateComparison>,
    examples: Vec<Example>,
    files: Vec<RuleFile>,
    checks: Vec<CheckRule>,
}

impl RuleSet {
    /// The rules that are built in.
    ///
    /// # Panics
    /// If a built-in rule file is wrong, which the tests of this crate rule out.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static RULES: LazyLock<RuleSet> = LazyLock::new(|| match RuleSet::load(&[]) {
            Ok(rules) => rules,
            Err(errors) => panic!("a built-in rule file is wrong: {}", errors[0]),
        });
        &RULES
    }

    /// The built-in rules with `files` laid over them: a file with the kind and id of a built-in one replaces it.
    ///
    /// # Errors
    /// Everything that is wrong in any of the files.
    pub fn load(files: &[RuleFile]) -> Result<Self, Vec<RuleError>> {
        let mut all: Vec<RuleFile> = built_in_files();
        all.retain(|file| !files.iter().any(|own| own.path == file.path));
        all.extend(files.iter().cloned());
        all.sort_by(|a, b| a.path.cmp(&b.path));
        let mut errors = unknown_files(&all);
        let mut examples = Vec::new();
        let lexicons = Vocabulary::ALL
            .iter()
            .map(|vocabulary| lexicon::read(*vocabulary, &all, &mut examples, &mut errors))
            .collect::<Vec<_>>();
        let units = units::read(&all, &mut examples, &mut errors);
        let aliases = aliases::read(&all, &mut errors);
        let places = places::read(&all, &mut errors);
        let measures = measures::read(&all, &units, &mut examples, &mut errors);
        let evidence = evidence::read(&all, &mut errors);
        let quantities = table::read("quantities", &all, &mut examples, &mut errors);
        let quotations = table::read("quotations", &all, &mut examples, &mut errors);
        let dates = table::read("dates", &all, &mut examples, &mut errors);
        let checks = checks::read(&all, &mut examples, &mut errors);
        if errors.is_empty() {
            Ok(Self {
                openings: Openings::new(&lexicons),
                lexicons,
                units,
                aliases,
                evidence,
                places,
                fiscal: FiscalYears::default(),
                measures,
                quantities,
                quotations,
                dates,
                examples,
                checks,
                files: all,
            })
        } else {
            errors.sort_by(|a, b| (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column)));
            Err(errors)
        }
    }

    /// The words of a vocabulary.
    #[must_use]
    pub fn lexicon(&self, vocabulary: Vocabulary) -> &Lexicon {
        &self.lexicons[vocabulary as usize]
    }

    /// The vocabularies that have a phrase which begins with a lower-case word.
    #[must_use]
    pub fn opened_by(&self, word: &str) -> Vocabularies {
        self.openings.of(word)
    }

    /// Units and currencies.
    #[must_use]
    pub fn units(&self) -> &Units {
        &self.units
    }

    /// The form that stands for a stem in comparisons: the place, for the words of its people and its other spellings
    /// ("british", "britain"), else the first of its synonyms, else the stem itself.
    ///
    /// ```
    /// use crosscheck::{rules::RuleSet, stem::stem};
    /// let rules = RuleSet::built_in();
    /// assert_eq!(rules.canonical(&stem("afghans")), rules.canonical(&stem("afghanistan")));
    /// assert_eq!(rules.canonical(&stem("lanterns")), stem("lanterns"));
    /// ```
    #[must_use]
    pub fn canonical<'a>(&'a self, stem: &'a str) -> &'a str {
        self.places()
            .of_stem(stem)
            .map_or_else(|| self.aliases().canonical(stem), |place| place.name.as_str())
    }

    /// Synonyms, and words that tell figures apart.
    #[must_use]
    pub fn aliases(&self) -> &Aliases {
        &self.aliases
    }

    /// Places, their spellings and what lies in what.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// When financial years begin.
    #[must_use]
    pub fn fiscal(&self) -> &FiscalYears {
        &self.fiscal
    }

    /// The same rules with other beginnings of financial years, as a project gives them.
    #[must_use]
    pub fn with_fiscal(self, fiscal: FiscalYears) -> Self {
        Self { fiscal, ..self }
    }

    /// Named statistics.
    #[must_use]
    pub fn measures(&self) -> &Measures {
        &self.measures
    }

    /// The weights of evidence.
    #[must_use]
    pub fn evidence(&self) -> &Weights {
        &self.evidence
    }

    /// All rule files, built in and added, in the order of their paths.
    #[must_use]
    pub fn files(&self) -> &[RuleFile] {
        &self.files
    }

    /// The examples and gaps of all rule files, file by file.
    #[must_use]
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// What a difference between two figures means.
    #[must_use]
    pub fn quantities(&self) -> &Table<QuantityComparison> {
        &self.quantities
    }

    /// What a difference between two wordings of a quotation means.
    #[must_use]
    pub fn quotations(&self) -> &Table<QuotationComparison> {
        &self.quotations
    }

    /// The words of an arithmetic check.
    #[must_use]
    pub fn check(&self, check: Check) -> &CheckRule {
        &self.checks[check as usize]
    }

    /// What a difference between two dates means.
    #[must_use]
    pub fn dates(&self) -> &Table<DateComparison> {
        &self.dates
    }
}

/// The built-in rule files, by path.
#[must_use]
pub fn built_in_files() -> Vec<RuleFile> {
    fn collect(dir: &Dir<'_>, files: &mut Vec<RuleFile>) {
        for file in dir.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            if path.ends_with(".toml") {
                let text = file.contents_utf8().unwrap_or_default().to_owned();
                files.push(RuleFile { path, text });
            }
        }
        for inner in dir.dirs() {
            collect(inner, files);
        }
    }
    let mut files = Vec::new();
    collect(&BUILT_IN, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

impl RuleError {
    /// The error that the TOML reader found, placed in its file.
    fn from_toml(file: &RuleFile, error: &toml::de::Error) -> Self {
        Self::from_item(file, 0, "", error)
    }

    /// The error that serde found in an item; where it has no place of its own, the item has.
    fn from_item(file: &RuleFile, at: usize, item: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(at, |span| span.start);
        let message = error.message();
        let mut names = message.split('`').skip(1).step_by(2);
        if message.starts_with("unknown field") {
            let written = names.next().unwrap_or_default().to_owned();
            let known: Vec<&str> = names.collect();
            let problem = format!("`{written}` is not a key here");
            return Self::at(file, at, problem, sheet::one_of(&written, &known));
        }
        if message.starts_with("missing field") {
            let missing = names.next().unwrap_or_default();
            let problem = format!("the {item} has no `{missing}`");
            return Self::at(file, at, problem, format!("Add a line: {missing} = ..."));
        }
        let advice = "See the other files of this kind for the keys and values that it takes.";
        Self::at(file, at, message.to_owned(), advice.into())
    }

    /// The error for a file that must be there and is not.
    fn missing(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            line: 1,
            column: 1,
            excerpt: String::new(),
            problem: "the file is missing".into(),
            advice: "It is built in; a file of yours under that name takes its place.".into(),
        }
    }

    /// An error at a byte of a file.
    pub(crate) fn at(file: &RuleFile, byte: usize, problem: String, advice: String) -> Self {
        let before = file.text.get(..byte).unwrap_or(&file.text);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX);
        let column = u32::try_from(before[start..].chars().count() + 1).unwrap_or(u32::MAX);
        let excerpt = file.text[start..].lines().next().unwrap_or_default().to_owned();
        Self { path: file.path.clone(), line, column, excerpt, problem, advice }
    }
}

/// What `rules/` may hold: folders and, where the names of their files are a closed list, those names.
fn known_files() -> Vec<(&'static str, Vec<&'static str>)> {
    let lexicons = Vocabulary::ALL.iter().map(|vocabulary| vocabulary.id()).collect();
    vec![
        ("aliases", Vec::new()),
        ("checks", vec!["arithmetic"]),
        ("lexicon", lexicons),
        ("measures", Vec::new()),
        ("places", Vec::new()),
        ("units", Vec::new()),
        ("verdicts", vec!["dates", "quantities", "quotations"]),
    ]
}

/// Errors for files of which nothing would ever be read.
fn unknown_files(files: &[RuleFile]) -> Vec<RuleError> {
    let known = known_files();
    let folders: Vec<&str> = known.iter().map(|(folder, _)| *folder).collect();
    let mut errors = Vec::new();
    for file in files {
        let mut unknown = |problem, advice| errors.push(RuleError::at(file, 0, problem, advice));
        match file.path.split_once('/') {
            None if file.path == "evidence.toml" => {}
            None => unknown(
                "only `evidence.toml` stands outside the folders".into(),
                format!("Put the file into the folder of its kind: {}.", folders.join(", ")),
            ),
            Some((folder, name)) => match known.iter().find(|(known, _)| *known == folder) {
                None => {
                    unknown(format!("`{folder}` is not a kind of rules"), sheet::one_of(folder, &folders))
                }
                Some(_) if name.contains('/') => {
                    unknown(
                        "folders of rules hold no folders".into(),
                        format!("Move it up into `{folder}`."),
                    );
                }
                Some((_, names)) if !names.is_empty() && !names.contains(&file.id()) => unknown(
                    format!("`{}` is not a file of `{folder}`", file.id()),
                    sheet::one_of(file.id(), names),
                ),
                Some(_) => {}
            },
        }
    }
    errors
}

/// The id of a verdict row among all rules.
fn rule_id(table: &str, row: &str) -> SmolStr {
    format_smolstr!("verdicts/{table}#{row}")
}

/// The files of a folder of rules.
fn of_kind<'f>(files: &'f [RuleFile], kind: &str) -> impl Iterator<Item = &'f RuleFile> {
    files.iter().filter(move |file| file.path.split_once('/').is_some_and(|(folder, _)| folder == kind))
}

/// The line of a byte of a file, from 1.
fn line_of(file: &RuleFile, byte: usize) -> u32 {
    let before = file.text.get(..byte).unwrap_or(&file.text);
    u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX)
}

//! The findings that somebody has looked at and accepted.
//!
//! The text of a baseline file → [`Baseline`] or *all* the errors, each with file, line, column and advice; a [`View`] with a
//! baseline lists accepted findings apart. An entry names a finding by its id, which is a hash of what it says: when a word
//! of its claims changes, it is another finding and is reported again.
//!
//! Not here: reading and writing the file (`cli`).

use super::view::{View, outlet};
use crate::judge::Verdict;
use crate::project::VERDICTS;
use crate::rules::{Keys, RuleError, RuleFile};
use toml::de::DeValue;

/// A finding that was accepted, with what a person needs to know to judge that again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The finding's id.
    pub finding: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// Its title.
    pub title: String,
    /// What each side says, and where.
    pub sides: Vec<String>,
    /// The articles that it is about, by their paths from the folder of the project.
    pub articles: Vec<String>,
    /// Why it was accepted; never empty.
    pub reason: String,
}

/// All findings that were accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: Vec<Accepted>,
}

const HEAD: &str = "\
# Findings that somebody has looked at and accepted: reports list them apart, and they fail no run.
# `crosscheck accept FINDING --reason \"...\" PATH...` adds one; `crosscheck accept --prune PATH...` takes away those that are
# no longer found. Reasons may be edited by hand.
";

impl Baseline {
    /// Reads a baseline file.
    ///
    /// ```
    /// use crosscheck::report::baseline::Baseline;
    /// use crosscheck::rules::RuleFile;
    /// let text = "[[accepted]]\nfinding = \"f-00000000\"\nverdict = \"unclear\"\ntitle = \"T\"\nreason = \" \"\n";
    /// let errors = Baseline::read(&RuleFile { path: "b.toml".into(), text: text.into() }).expect_err("no reason");
    /// assert_eq!(errors[0].to_string(), "b.toml:5:10: `reason` is empty");
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong in it.
    pub fn read(file: &RuleFile) -> Result<Self, Vec<RuleError>> {
        let mut errors = Vec::new();
        let mut baseline = Self::default();
        if let Some(mut keys) = Keys::open(file, &mut errors) {
            if let Some(list) = keys.take("accepted") {
                let at = list.span().start;
                match list.into_inner() {
                    DeValue::Array(list) => {
                        for entry in list {
                            let at = entry.span().start;
                            let Some(table) = keys.as_table("accepted", entry, "[[accepted]]") else {
                                continue;
                            };
                            if let Some(accepted) = Accepted::read(Keys::new(file, table, keys.errors), at) {
                                baseline.add_once(accepted, at, &mut keys);
                            }
                        }
                    }
                    _ => keys.wrong(
                        at,
                        "`accepted` is not a list of entries".into(),
                        "Write each under a line [[accepted]].",
                    ),
                }
            }
            keys.close();
        }
        errors.sort_by_key(|error| (error.line, error.column));
        if errors.is_empty() { Ok(baseline) } else { Err(errors) }
    }

    fn add_once(&mut self, accepted: Accepted, at: usize, keys: &mut Keys<'_, '_>) {
        if self.find(&accepted.finding).is_some() {
            keys.wrong(at, format!("{} is accepted twice", accepted.finding), "Keep one of the two.");
        } else {
            self.entries.push(accepted);
        }
    }

    /// The entries, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[Accepted] {
        &self.entries
    }

    /// The entry of a finding.
    #[must_use]
    pub fn find(&self, finding: &str) -> Option<&Accepted> {
        self.entries.iter().find(|entry| entry.finding == finding)
    }

    /// Adds an entry, or puts it in place of the one for the same finding.
    pub fn accept(&mut self, accepted: Accepted) {
        self.entries.retain(|entry| entry.finding != accepted.finding);
        self.entries.push(accepted);
    }

    /// Takes the entry of a finding away.
    pub fn remove(&mut self, finding: &str) {
        self.entries.retain(|entry| entry.finding != finding);
    }

    /// The text of the file, by articles and titles, so that a change of one entry is a change of its lines alone.
    #[must_use]
    pub fn write(&self) -> String {
        let mut entries: Vec<&Accepted> = self.entries.iter().collect();
        entries.sort_by_key(|entry| (&entry.articles, &entry.title, &entry.finding));
        let mut text = HEAD.to_owned();
        for entry in entries {
            text.push_str("\n[[accepted]]\n");
            let mut line = |key: &str, value: &str| text.push_str(&format!("{key} = {}\n", quoted(value)));
            line("finding", &entry.finding);
            line("verdict", entry.verdict.name());
            line("title", &entry.title);
            line("reason", &entry.reason);
            for (key, list) in [("sides", &entry.sides), ("articles", &entry.articles)] {
                text.push_str(&format!("{key} = [\n"));
                list.iter().for_each(|item| text.push_str(&format!("    {},\n", quoted(item))));
                text.push_str("]\n");
            }
        }
        text
    }
}

impl Accepted {
    /// The entry for a finding of a view.
    ///
    /// # Panics
    /// If the run has no finding at the index.
    #[must_use]
    pub fn of(view: &View<'_>, index: usize, reason: &str) -> Self {
        let finding = &view.run.findings[index];
        let mut articles = Vec::new();
        let mut sides = Vec::new();
        for side in &finding.sides {
            let mut stated = Vec::new();
            for testimony in view.testimonies(side) {
                let claim = testimony.sightings[0].first();
                let document = view.document(claim);
                let key = view.run.key(testimony.document);
                let by = outlet(document).map(|outlet| format!("{outlet}, ")).unwrap_or_default();
                stated.push(match side.summary.is_empty() || view.is_quoted(side) {
                    true => format!("{} ({by}{key})", view.statement(claim)),
                    false => format!("{by}{key}"),
                });
                articles.push(key.to_owned());
            }
            let summary = if side.summary.is_empty() || view.is_quoted(side) {
                String::new()
            } else {
                format!("{}: ", side.summary)
            };
            sides.push(format!("{summary}{}", stated.join("; ")));
        }
        articles.sort_unstable();
        articles.dedup();
        Self {
            finding: view.ids.finding(index).to_owned(),
            verdict: finding.verdict,
            title: finding.title.clone(),
            sides,
            articles,
            reason: reason.trim().to_owned(),
        }
    }

    fn read(mut keys: Keys<'_, '_>, at: usize) -> Option<Self> {
        let finding = keys.needed("finding", at);
        let verdict = keys.named("verdict", &VERDICTS);
        let title = keys.text("title");
        let reason = keys.needed("reason", at);
        let mut texts = |key| keys.texts(key).unwrap_or_default().into_iter().map(|it| it.value).collect();
        let (sides, articles) = (texts("sides"), texts("articles"));
        keys.close();
        Some(Self {
            finding: finding?,
            // What is only there to be read may be taken away by hand.
            verdict: verdict.map_or(Verdict::Discrepancy, |verdict| verdict.value),
            title: title.map(|title| title.value).unwrap_or_default(),
            sides,
            articles,
            reason: reason?.trim().to_owned(),
        })
    }
}

/// A text as TOML writes it, on one line.
fn quoted(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    toml::Value::String(line).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(finding: &str, title: &str) -> Accepted {
        Accepted {
            finding: finding.into(),
            verdict: Verdict::Unclear,
            title: title.into(),
            sides: vec!["“so much\n water” (The Herald, a.md)".into()],
            articles: vec!["a.md".into()],
            reason: "the mayor's office confirmed".into(),
        }
    }

    fn read(text: &str) -> Result<Baseline, Vec<RuleError>> {
        Baseline::read(&RuleFile { path: "b.toml".into(), text: text.into() })
    }

    #[test]
    fn what_is_written_is_read_again_and_stands_in_one_order() {
        let mut baseline = Baseline::default();
        baseline.accept(entry("f-bbbbbbbb", "Water"));
        baseline.accept(entry("f-aaaaaaaa", "Homes"));
        let text = baseline.write();
        let again = read(&text).expect("it reads");
        assert_eq!(again.write(), text);
        assert_eq!(again.entries()[0].title, "Homes");
        assert_eq!(again.entries()[0].sides, ["“so much water” (The Herald, a.md)"]);
        insta::assert_snapshot!(text, @r#"
        # Findings that somebody has looked at and accepted: reports list them apart, and they fail no run.
        # `crosscheck accept FINDING --reason "..." PATH...` adds one; `crosscheck accept --prune PATH...` takes away those that are
        # no longer found. Reasons may be edited by hand.

        [[accepted]]
        finding = "f-aaaaaaaa"
        verdict = "unclear"
        title = "Homes"
        reason = "the mayor's office confirmed"
        sides = [
            "“so much water” (The Herald, a.md)",
        ]
        articles = [
            "a.md",
        ]

        [[accepted]]
        finding = "f-bbbbbbbb"
        verdict = "unclear"
        title = "Water"
        reason = "the mayor's office confirmed"
        sides = [
            "“so much water” (The Herald, a.md)",
        ]
        articles = [
            "a.md",
        ]
        "#);
    }

    #[test]
    fn accepting_again_gives_the_new_reason() {
        let mut baseline = Baseline::default();
        baseline.accept(entry("f-aaaaaaaa", "Homes"));
        baseline.accept(Accepted { reason: "asked again".into(), ..entry("f-aaaaaaaa", "Homes") });
        assert_eq!(baseline.entries().len(), 1);
        assert_eq!(baseline.find("f-aaaaaaaa").map(|it| it.reason.as_str()), Some("asked again"));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_its_place() {
        let errors = read(
            "[[accepted]]\nfinding = \"f-aaaaaaaa\"\nreson = \"x\"\n\n[[accepted]]\nfinding = \"f-bbbbbbbb\"\nverdict = \"unclaer\"\n\
             reason = \"y\"\n\n[[accepted]]\nfinding = \"f-bbbbbbbb\"\nreason = \"z\"\n\n[accept]\n",
        )
        .expect_err("much is wrong");
        let said: Vec<String> = errors.iter().map(|error| format!("{error}. {}", error.advice)).collect();
        insta::assert_snapshot!(said.join("\n"), @r#"
        b.toml:1:1: the entry has no `reason`. Add a line: reason = "..."
        b.toml:3:1: `reson` is not a key here. Did you mean `reason`? Known are: finding, verdict, title, reason, sides, articles.
        b.toml:7:11: `verdict` is `unclaer`, which is none of its values. Did you mean `unclear`? Known are: discrepancy, unclear, explained, agreement.
        b.toml:10:1: f-bbbbbbbb is accepted twice. Keep one of the two.
        b.toml:14:2: `accept` is not a key here. Did you mean `accepted`? Known are: accepted.
        "#);
    }
}

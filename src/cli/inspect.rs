//! Commands that show what a stage sees and explain what was found.

use super::args::{Against, Basis, Explain, Show, ShownStage};
use super::{Outcome, check, output};
use anyhow::bail;
use crosscheck::claim::ClaimId;
use crosscheck::report::id::Named;
use crosscheck::report::{Run, Selection, View, explain, show};
use crosscheck::rules::RuleSet;
use std::path::{Path, PathBuf};

/// Shows what one stage sees.
///
/// # Errors
/// If an argument or a rule is wrong, or the text cannot be written.
pub(super) fn show(arguments: &Show) -> anyhow::Result<Outcome> {
    let (run, _) = run(&arguments.input.paths, &arguments.input.basis, &Against::default())?;
    let view = View::new(&run, Selection::default());
    let look = output::look(arguments.color, false);
    let text = match arguments.stage {
        ShownStage::Documents => show::documents(&view, look),
        ShownStage::Prose => show::prose(&view),
        ShownStage::Text => show::text(&view)
            .ok_or_else(|| anyhow::anyhow!("no text was taken out of these files: they are text. Only of PDF and Word files is there something to show."))?,
        ShownStage::Claims => show::claims(&view, look),
        ShownStage::Topics => show::topics(&view, look),
    };
    output::report(&text, None)?;
    Ok(outcome(&run))
}

/// Explains a finding, a claim or a pair of claims.
///
/// # Errors
/// If an id is unknown, a rule is wrong, or the text cannot be written.
pub(super) fn explain(arguments: &Explain) -> anyhow::Result<Outcome> {
    let (ids, paths) = split(&arguments.ids_and_paths, false)?;
    let (run, rules) = run(&paths, &arguments.basis, &arguments.against)?;
    let view = View::new(&run, Selection::default());
    let look = output::look(arguments.color, false);
    let named = ids.iter().map(|id| find(&view, id)).collect::<anyhow::Result<Vec<_>>>()?;
    let text = match named.as_slice() {
        [Named::Finding(index)] => explain::finding(&view, *index, &rules, look),
        [Named::Claim(claim)] => explain::claim(&view, *claim, look),
        [Named::Claim(a), Named::Claim(b)] if a == b => {
            bail!("{} and {} are one claim; name two, or one alone.", ids[0], ids[1])
        }
        [Named::Claim(a), Named::Claim(b)] => explain::pair(&view, *a, *b, &rules, look),
        _ => bail!("explain takes one finding, one claim or two claims, and then the articles."),
    };
    output::report(&text, None)?;
    Ok(outcome(&run))
}

fn outcome(run: &Run) -> Outcome {
    if run.errors.is_empty() { Outcome::Clean } else { Outcome::Incomplete }
}

fn run(paths: &[PathBuf], basis: &Basis, against: &Against) -> anyhow::Result<(Run, RuleSet)> {
    let mut inputs = check::Inputs::read(paths, basis)?;
    let run = inputs.run(against, |_| ())?;
    Ok((run, inputs.rules))
}

/// Parts the ids from the paths behind them; without an id, all are paths if `ids_may_lack`.
///
/// # Errors
/// If there is no path, or no id where one is needed.
pub(super) fn split(arguments: &[String], ids_may_lack: bool) -> anyhow::Result<(&[String], Vec<PathBuf>)> {
    let ids =
        arguments.iter().take_while(|argument| is_id(argument) && !Path::new(argument).exists()).count();
    let (ids, paths) = arguments.split_at(ids);
    if ids.is_empty() && !ids_may_lack {
        bail!(
            "`{}` is not an id. Ids of findings begin with f-, those of claims with c-; FILE:LINE names the claim there.",
            arguments[0]
        );
    }
    if paths.is_empty() {
        bail!("name the articles behind the ids, as for check: {} PATH...", ids.join(" "));
    }
    Ok((ids, paths.iter().map(PathBuf::from).collect()))
}

fn is_id(argument: &str) -> bool {
    let is_hash = |prefix| {
        argument.strip_prefix(prefix).is_some_and(|rest: &str| rest.len() >= 8 && !rest.contains('/'))
    };
    is_hash("c-") || is_hash("f-") || place(argument).is_some()
}

/// A place as a person names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spot<'a> {
    path: &'a str,
    page: Option<u32>,
    line: u32,
    column: Option<u32>,
}

/// The place that is meant by "a.md:12", "a.md:12:5", or, as reports print it, "a.pdf, page 3, line 12" and
/// "a.docx, paragraph 14".
fn place(argument: &str) -> Option<Spot<'_>> {
    if let Some((rest, line)) = argument.rsplit_once(", line ")
        && let Some((path, page)) = rest.rsplit_once(", page ")
    {
        return Some(Spot { path, page: Some(page.parse().ok()?), line: line.parse().ok()?, column: None });
    }
    if let Some((path, paragraph)) = argument.rsplit_once(", paragraph ") {
        return Some(Spot { path, page: None, line: paragraph.parse().ok()?, column: None });
    }
    let (rest, last) = argument.rsplit_once(':')?;
    let last: u32 = last.parse().ok()?;
    Some(match rest.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse().ok()?))) {
        Some((path, line)) => Spot { path, page: None, line, column: Some(last) },
        None => Spot { path: rest, page: None, line: last, column: None },
    })
}

fn find(view: &View<'_>, id: &str) -> anyhow::Result<Named> {
    if let Some(named) = view.ids.find(id) {
        return Ok(named);
    }
    let Some(Spot { path, page, line, column }) = place(id) else {
        bail!(
            "{id}: no such finding or claim in these articles. Ids change when the words of a claim change; run check again."
        );
    };
    let mut found: Vec<ClaimId> = Vec::new();
    for document in view.documents() {
        let known = &view.run.documents[document.0 as usize].path;
        if known == path || known.ends_with(&format!("/{path}")) {
            found.extend(view.claims_of(document).filter(|claim| {
                let place = view.place(*claim);
                place.line == line && place.page == page && column.is_none_or(|column| place.column == column)
            }));
        }
    }
    match found.as_slice() {
        [] => {
            bail!("{id}: no claim begins on that line. `crosscheck show claims` lists those of each article.")
        }
        [one] => Ok(Named::Claim(*one)),
        several => {
            let list: Vec<String> = several
                .iter()
                .map(|claim| {
                    let place = view.place(*claim).behind_path();
                    format!("  {path}{place}  {}  “{}”", view.ids.claim(*claim), view.words(*claim))
                })
                .collect();
            bail!("{id}: {} claims begin on that line; name one:\n{}", several.len(), list.join("\n"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_line_and_may_have_a_column() {
        let spot = |path, page, line, column| Some(Spot { path, page, line, column });
        assert_eq!(place("a/b.md:12"), spot("a/b.md", None, 12, None));
        assert_eq!(place("a/b.md:12:5"), spot("a/b.md", None, 12, Some(5)));
        assert_eq!(place("a/b.pdf, page 3, line 12"), spot("a/b.pdf", Some(3), 12, None));
        assert_eq!(place("a/b.docx, paragraph 14"), spot("a/b.docx", None, 14, None));
        assert_eq!(place("a/b.pdf, page three, line 12"), None);
        assert_eq!(place("a/b.md"), None);
    }
}

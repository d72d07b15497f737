//! One sample run through all formats.

use crosscheck::claim::{
    Amount, Claim, ClaimId, Counted, DocumentId, Frame, Hedge, Measured, Quantity, Quotation, QuotationForm,
    Statement, Unit, UnitKind,
};
use crosscheck::document::{self, Provenance, Published};
use crosscheck::extract::{Reading, Reason, SentenceStems, SetAside};
use crosscheck::judge::{Finding, Severity, Side, Verdict};
use crosscheck::number::Number;
use crosscheck::origin::Origins;
use crosscheck::report::text::{Look, Paint};
use crosscheck::report::{
    Run, Selection, View, annotations, csv, github, json, jsonl, markdown, sarif, text,
};
use crosscheck::rules::RuleSet;
use crosscheck::text::Span;

const HERALD: &str = "The river rose by 2.4 metres, and 310 homes were flooded, the council said on 3 May.\n\n\
    “We have never seen so much water,” the mayor said.\n";
const POST: &str = "Floods reached 130 homes in the old town, the council said. It is not known how many people had to \
    leave, but the mayor, who came back from a visit to the coast early in the morning to see the damage for herself and to \
    speak to those who had spent the night in the town hall, called it “so much water” *late* | on [Monday].\n";

/// Builds readings by the words of articles.
struct Sample {
    run: Run,
}

impl Sample {
    fn new(articles: &[(&str, &str, &str, &str)]) -> Self {
        let mut run = Run::default();
        for (path, source, date, text) in articles {
            let mut document = document::parse(path, text.as_bytes()).expect("an article").remove(0);
            document.source.name = (*source).to_owned();
            document.published = published(date);
            document.notes.clear();
            let sentences = document
                .blocks
                .iter()
                .zip(0..)
                .map(|(block, index)| SentenceStems { span: block.span, block: index, stems: Vec::new() })
                .collect();
            run.documents.push(document);
            run.readings.push(Reading { sentences, ..Reading::default() });
        }
        run.origins = Origins::find(&run.documents, RuleSet::built_in());
        Self { run }
    }

    fn span(&self, document: usize, words: &str) -> Span {
        let start = self.run.documents[document].prose.text().find(words).expect("the words are there");
        Span::new(start, start + words.len())
    }

    fn claim(&mut self, document: usize, words: &str, statement: Statement) -> ClaimId {
        let mention = self.span(document, words);
        let reading = &mut self.run.readings[document];
        let sentence = reading.sentences.iter().position(|s| s.span.contains(mention)).expect("a sentence");
        let sentence = u32::try_from(sentence).expect("few sentences");
        reading.claims.push(Claim { mention, sentence, clause: mention, statement });
        let index = u32::try_from(reading.claims.len() - 1).expect("few claims");
        ClaimId { document: DocumentId(u32::try_from(document).expect("few documents")), index }
    }

    fn figure(&mut self, document: usize, words: &str, unit: UnitKind, counted: &str) -> ClaimId {
        let number: Number =
            words.split(' ').next().and_then(|digits| digits.parse().ok()).expect("a number");
        let counted = self.span(document, counted);
        let frame = Frame {
            counted: Some(Counted { span: counted, head: "x".into(), modifiers: Vec::new() }),
            ..Frame::default()
        };
        let quantity = Quantity { amount: Amount::One(number), hedge: Hedge::None, unit: Unit::plain(unit) };
        self.run.readings[document].numbers += 1;
        let measured = Measured { quantity, frame, restates: None, share_of_count: None };
        self.claim(document, words, Statement::Quantity(Box::new(measured)))
    }

    fn quote(&mut self, document: usize, words: &str) -> ClaimId {
        let pieces = vec![self.span(document, words)];
        let quotation = Quotation { pieces, speaker: None, form: QuotationForm::Partial, translated: None };
        self.claim(document, words, Statement::Quotation(Box::new(quotation)))
    }

    fn set_aside(&mut self, document: usize, words: &str, reason: Reason) {
        let span = self.span(document, words);
        self.run.readings[document].numbers += 1;
        self.run.readings[document].set_aside.push(SetAside { span, reason });
    }
}

fn published(date: &str) -> Option<Published> {
    let date = date.parse().ok()?;
    Some(Published { date, time: None, provenance: Provenance::FrontMatter })
}

fn side(claims: &[ClaimId], summary: &str) -> Side {
    Side {
        claims: claims.to_vec(),
        summary: summary.to_owned(),
        voices: u32::try_from(claims.len()).expect("few"),
    }
}

fn sample() -> Run {
    let mut sample = Sample::new(&[
        ("town/herald.txt", "The Herald", "2024-05-03", HERALD),
        ("town/post.txt", "Evening Post", "", POST),
    ]);
    sample.figure(0, "2.4 metres", UnitKind::Measure("m".into()), "river");
    let more = sample.figure(0, "310", UnitKind::Count, "homes");
    let whole = sample.quote(0, "We have never seen so much water,");
    sample.set_aside(0, "3 May", Reason::Period);
    let fewer = sample.figure(1, "130", UnitKind::Count, "homes");
    let part = sample.quote(1, "so much water");
    sample.run.findings = vec![
        Finding {
            verdict: Verdict::Discrepancy,
            rule: "verdicts/quantities#transposed".into(),
            severity: Severity::Warning,
            title: "homes flooded".to_owned(),
            reason: "310 and 130 have the same digits in another order; one may be a slip.".to_owned(),
            remark: None,
            sides: vec![side(&[more], "310 homes"), side(&[fewer], "130 homes")],
            topic: Some(0),
        },
        Finding {
            verdict: Verdict::Agreement,
            rule: "verdicts/quotations#cut".into(),
            severity: Severity::Note,
            title: "“so much water”".to_owned(),
            reason: "One prints a part of the other's words.".to_owned(),
            remark: None,
            sides: vec![side(&[whole, part], "so much water")],
            topic: Some(1),
        },
    ];
    sample.run.errors = vec![document::DocumentError {
        path: "town/empty.md".to_owned(),
        problem: "the file is empty.".to_owned(),
        advice: "Save the article again.".to_owned(),
        position: None,
    }];
    sample.run
}

#[test]
fn text() {
    let run = sample();
    insta::assert_snapshot!(text::render(&View::new(&run, Selection::default()), Look::default()));
}

#[test]
fn markdown() {
    let run = sample();
    insta::assert_snapshot!(markdown::render(&View::new(&run, Selection::default()), RuleSet::built_in()));
}

#[test]
fn json() {
    let run = sample();
    insta::assert_snapshot!(json::render(&View::new(&run, Selection::default())));
}

#[test]
fn colours_change_no_word() {
    let run = sample();
    let view = View::new(&run, Selection::default());
    let painted = text::render(&view, Look { paint: Paint::Ansi, width: 100 });
    let stripped = anstream::adapter::strip_str(&painted).to_string();
    let plain = text::render(&view, Look::default());
    let without_carets = plain.lines().filter(|line| !line.contains('^'));
    assert!(stripped.lines().eq(without_carets), "{stripped}");
}

#[test]
fn no_line_is_wider_than_the_terminal_but_for_a_path() {
    let run = sample();
    let view = View::new(&run, Selection::default());
    for width in [48, 60, 80, 120] {
        for line in text::render(&view, Look { paint: Paint::Plain, width }).lines() {
            let fits = line.chars().count() <= width || line.trim_start().starts_with("town/");
            assert!(fits, "{width}: {line}");
        }
    }
}

#[test]
fn a_selection_leaves_out_findings_and_says_so() {
    let run = sample();
    let selection = Selection { verdicts: vec![Verdict::Agreement], ..Selection::default() };
    let report = markdown::render(&View::new(&run, selection), RuleSet::built_in());
    assert!(!report.contains("homes flooded") && report.contains("1 other finding not shown"), "{report}");
}

#[test]
fn an_empty_run_says_what_to_do() {
    let run = Run::default();
    let report = text::render(&View::new(&run, Selection::default()), Look::default());
    assert!(report.contains("name a folder that holds articles"), "{report}");
}

#[test]
fn jsonl() {
    let run = sample();
    insta::assert_snapshot!(jsonl::render(&View::new(&run, Selection::default())));
}

#[test]
fn csv() {
    let run = sample();
    insta::assert_snapshot!(csv::render(&View::new(&run, Selection::default())));
}

#[test]
fn sarif() {
    let run = sample();
    insta::assert_snapshot!(sarif::render(&View::new(&run, Selection::default()), RuleSet::built_in()));
}

#[test]
fn github() {
    let run = sample();
    insta::assert_snapshot!(github::render(&View::new(&run, Selection::default())));
}

#[test]
fn annotations() {
    let run = sample();
    insta::assert_snapshot!(annotations::render(&View::new(&run, Selection::default())));
}

/// The findings of two articles of one day.
fn findings_of(a: &str, b: &str) -> Vec<crosscheck::judge::Finding> {
    let article = |name: &str, text: &str| {
        let file = format!("---\nsource: {name}\npublished: 2024-05-03\n---\n\n{text}\n");
        (format!("{name}.md"), file.into_bytes())
    };
    crosscheck::check(vec![article("Herald", a), article("Post", b)], RuleSet::built_in()).findings
}

#[test]
fn a_side_lists_a_figure_once_however_it_is_written() {
    let findings = findings_of(
        "The new bridge over the Orve cost £5bn in 2023, the ministry said.",
        "The new bridge over the Orve cost £5 billion, the ministry said.",
    );
    let summaries: Vec<&str> =
        findings.iter().flat_map(|finding| &finding.sides).map(|side| side.summary.as_str()).collect();
    assert_eq!(summaries, ["£5bn (2023)"]);
}

#[test]
fn a_noun_that_says_nothing_alone_is_no_title() {
    let findings = findings_of(
        "Some 1,300 people are still missing in Orvik, police said.",
        "Some 1,300 people are still missing in Orvik, the mayor said.",
    );
    let titles: Vec<&str> = findings.iter().map(|finding| finding.title.as_str()).collect();
    assert_eq!(titles, ["People are still missing in Orvik"]);
}

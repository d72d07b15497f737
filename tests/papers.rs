//! PDF and Word files: what is read of them, and where reports say that it stands. `tests/papers/README.md` says how the files
//! were made.

#![allow(clippy::disallowed_methods, reason = "this test reads the files that it is about")]

use assert_cmd::Command;
use crosscheck::document::{self, BlockKind, Document};
use crosscheck::extract;
use crosscheck::rules::RuleSet;
use serde_json::Value;

const FOLDER: &str = "tests/papers";

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FOLDER}/{name}")).expect("the file is there")
}

fn read(name: &str) -> Document {
    document::parse(name, &bytes(name)).unwrap_or_else(|error| panic!("{error}")).remove(0)
}

fn blocks(document: &Document, wanted: impl Fn(&BlockKind) -> bool) -> Vec<&str> {
    let blocks = document.blocks.iter().filter(|block| wanted(&block.kind));
    blocks.map(|block| document.prose.slice(block.span)).collect()
}

/// The words of each claim with its value, in reading order.
fn claims(document: &Document) -> Vec<String> {
    let reading = extract::read(document, RuleSet::built_in());
    reading.claims.iter().map(|claim| document.prose.slice(claim.mention).to_owned()).collect()
}

fn crosscheck(arguments: &[&str]) -> (i32, String) {
    let output =
        Command::cargo_bin("crosscheck").expect("it is built").args(arguments).output().expect("it runs");
    let text = String::from_utf8(output.stdout).expect("reports are UTF-8");
    (output.status.code().expect("it ends by itself"), text)
}

#[test]
fn a_word_file_has_its_headline_items_table_and_day() {
    let document = read("press-release.docx");
    assert_eq!(document.title.as_deref(), Some("Ferry passengers rise by a tenth"));
    assert_eq!(document.published.map(|it| it.date.to_string()).as_deref(), Some("2027-05-04"));
    assert_eq!(document.authors, ["Ann Lee"]);
    let is = |kind: BlockKind| move |found: &BlockKind| *found == kind;
    assert_eq!(
        blocks(&document, is(BlockKind::ListItem)),
        ["The board spent £3.2 million on two new berths in Orvik.", "It hired 45 stevedores."]
    );
    assert_eq!(
        blocks(&document, |kind| matches!(kind, BlockKind::Heading(_))),
        ["Results of the year", "Notes to editors"]
    );
    let furniture = blocks(&document, |kind| matches!(kind, BlockKind::Furniture(_)));
    assert!(furniture.iter().any(|text| text.contains("Founded 1871")), "{furniture:?}");
    let cells: Vec<[&str; 3]> = document
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Cell(cell) if cell.row > 0 && cell.column > 0 => {
                let text = |span| document.prose.slice(span);
                Some([text(block.span), text(cell.row_header?), text(cell.column_header?)])
            }
            _ => None,
        })
        .collect();
    assert_eq!(cells[3], ["(1,204)", "Profit/(loss)", "2027"]);
    assert_eq!(cells.len(), 6);
}

#[test]
fn one_release_says_the_same_as_a_word_file_and_as_a_pdf_file() {
    let (word, pdf) = (claims(&read("press-release.docx")), claims(&read("press-release.pdf")));
    assert_eq!(word, pdf);
    assert!(word.contains(&"412,000".to_owned()), "{word:?}");
    assert!(!word.iter().any(|words| words.contains("4120001") || words.contains("7946")), "{word:?}");
}

#[test]
fn a_printed_page_is_read_as_paragraphs_and_cells() {
    let document = read("bulletin.pdf");
    assert_eq!(document.title.as_deref(), Some("Ferry traffic in the Sund: spring 2027"));
    let text = blocks(&document, |kind| *kind == BlockKind::Paragraph);
    let has = |words: &str| text.iter().any(|paragraph| paragraph.contains(words));
    // Parted by line ends, by a column and by raised marks.
    assert!(has("The statistics are taken from returns that operators file each month."), "{text:#?}");
    assert!(has("once a year in the autumn. The response was 94% this year."), "{text:#?}");
    assert!(has("the total of 1.7 million tonnes is lower than that of the customs service."), "{text:#?}");
    assert!(has("when 374,500¹ people crossed"), "{text:#?}");
    let cells = blocks(&document, |kind| matches!(kind, BlockKind::Cell(cell) if cell.column == 3));
    assert_eq!(cells, ["% change", "14.1", "4.8"]);
}

#[test]
fn running_heads_are_furniture_and_a_paragraph_goes_on_over_a_page() {
    let document = read("report.pdf");
    let furniture = blocks(&document, |kind| matches!(kind, BlockKind::Furniture(_)));
    assert!(furniture.contains(&"Sund Harbour Board | Annual report 2027 2"), "{furniture:?}");
    let last = blocks(&document, |kind| *kind == BlockKind::Paragraph);
    assert!(
        last.iter().any(|text| text.starts_with("The board met") && text.ends_with("heard 1,340 people."))
    );
    let words = claims(&document);
    assert!(words.contains(&"£4.5 million".to_owned()) && words.contains(&"1,340".to_owned()), "{words:?}");
}

#[test]
fn every_claim_leads_to_the_words_on_its_page_and_line() {
    for name in ["bulletin.pdf", "report.pdf", "press-release.pdf", "press-release.docx"] {
        let document = read(name);
        let extracted = document.extracted.as_ref().expect("text was taken out");
        let reading = extract::read(&document, RuleSet::built_in());
        assert!(reading.claims.len() > 5, "{name}");
        for claim in &reading.claims {
            let span = document.prose.file_span(claim.mention);
            let words = document.prose.slice(claim.mention);
            let there = &extracted.text[span.start as usize..span.end as usize];
            let bare = |text: &str| text.replace(|c: char| c.is_whitespace() || c == '\u{2010}', "");
            assert_eq!(bare(there), bare(words), "{name}");
            let place = document.place(claim.mention);
            let page = match place.page {
                Some(page) => {
                    extracted.text.split('\u{c}').nth(page as usize - 1).expect("there is such a page")
                }
                None => &extracted.text,
            };
            let line = page.lines().nth(place.line as usize - 1).expect("there is such a line");
            let start: String = line.chars().skip(place.column as usize - 1).collect();
            let first = words.split_whitespace().next().expect("a claim has words");
            assert!(start.starts_with(first), "{name}: {place}: {line}: {words}");
        }
    }
}

#[test]
fn reports_lead_to_pages_and_paragraphs_and_claim_no_lines_of_the_file() {
    let pdf = format!("{FOLDER}/press-release.pdf");
    let word = format!("{FOLDER}/press-release.docx");
    let (_, json) = crosscheck(&["check", &pdf, &word, "--format", "json"]);
    let report: Value = serde_json::from_str(&json).expect("it is JSON");
    let document = &report["documents"][1];
    assert_eq!((&document["format"], &document["spans"]), (&"pdf".into(), &"text".into()));
    let (_, text) = crosscheck(&["show", "text", &pdf]);
    let of_pdf = |claim: &&Value| claim["document"] == pdf.as_str();
    let claims: Vec<&Value> = report["claims"].as_array().expect("a list").iter().filter(of_pdf).collect();
    assert!(claims.len() > 5);
    for claim in claims {
        let at = |key: &str| usize::try_from(claim["span"][key].as_u64().expect("a number")).expect("small");
        assert_eq!(text[at("start")..at("end")].trim(), claim["text"].as_str().expect("words"));
        assert_eq!(claim["page"], 1);
    }
    let (_, sarif) = crosscheck(&["check", &pdf, &word, "--format", "sarif", "--only", "agreement"]);
    let sarif: Value = serde_json::from_str(&sarif).expect("it is JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    assert!(!results.is_empty());
    for location in results.iter().flat_map(|result| result["locations"].as_array().expect("a list")) {
        assert!(location["physicalLocation"].get("region").is_none(), "{location}");
        let name = location["logicalLocations"][0]["name"].as_str().expect("a place");
        assert!(name.starts_with("paragraph ") || name.starts_with("page 1, line "), "{name}");
    }
    let (_, annotations) = crosscheck(&["check", &pdf, "--format", "annotations"]);
    assert!(annotations.contains("\"page=1\"") && !annotations.contains("DataPositionSelector"));
    let (code, explained) = crosscheck(&["explain", &format!("{word}, paragraph 7"), &word]);
    assert_eq!(code, 2, "{explained}: two claims stand there, and it asks which");
    let (code, explained) = crosscheck(&["explain", &format!("{word}, paragraph 8"), &word]);
    assert_eq!(code, 0);
    assert!(explained.contains("press-release.docx, paragraph 8") && explained.contains("stevedores"));
}

#[test]
fn what_cannot_be_read_is_refused_with_a_remedy() {
    let cut = |name: &str| {
        let whole = bytes(name);
        whole[..whole.len() / 2].to_vec()
    };
    let sheet = zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]);
    let empty = zip(&[("word/document.xml", b"<w:document><w:body/></w:document>")]);
    let bomb = zip(&[("word/document.xml", &vec![b' '; 40 << 20])]);
    assert!(bomb.len() < 200_000);
    for (name, bytes, problem, advice) in [
        ("locked.pdf", bytes("locked.pdf"), "password", "without"),
        ("scanned.pdf", bytes("scanned.pdf"), "pictures", "OCR"),
        ("empty.pdf", b"%PDF-1.7\n%".to_vec(), "damaged", "again"),
        ("cut.docx", cut("press-release.docx"), "damaged", "again"),
        ("sheet.docx", sheet, "spreadsheet", ".html"),
        ("empty.docx", empty, "no text", ".txt"),
        ("bomb.docx", bomb, "unpacks", ".txt"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "old office", ".docx"),
    ] {
        let error = document::parse(name, &bytes).expect_err(name);
        assert_eq!(error.path, name);
        assert!(error.problem.contains(problem), "{name}: {error}");
        assert!(error.advice.contains(advice) || name == "locked.pdf", "{name}: {}", error.advice);
    }
}

#[test]
fn a_file_that_may_be_read_but_not_printed_is_read() {
    assert_eq!(claims(&read("print-only.pdf"))[0], "45");
}

#[test]
fn what_a_file_is_called_does_not_matter() {
    for (name, format) in
        [("press-release.docx", document::Format::Word), ("report.pdf", document::Format::Pdf)]
    {
        let found = document::parse("attachment.txt", &bytes(name)).expect("it is read").remove(0);
        assert_eq!(found.format, format);
    }
}

#[test]
fn damaged_files_are_read_or_refused_and_never_end_the_program() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).expect("it is below")
    };
    for name in ["report.pdf", "print-only.pdf", "bulletin.pdf", "press-release.docx"] {
        let whole = bytes(name);
        for round in 0..40 {
            let mut damaged = whole.clone();
            if round % 4 == 0 {
                damaged.truncate(random(whole.len()));
            }
            for _ in 0..1 + round {
                if !damaged.is_empty() {
                    let at = random(damaged.len());
                    damaged[at] = u8::try_from(random(256)).expect("a byte");
                }
            }
            if let Ok(documents) = document::parse(name, &damaged) {
                let _ = extract::read(&documents[0], RuleSet::built_in());
            }
        }
    }
}

/// An archive of parts.
fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use flate2::{Compression, write::DeflateEncoder};
    let mut out = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut out);
    for (name, text) in parts {
        let method = rawzip::CompressionMethod::DEFLATE;
        let (mut entry, config) =
            archive.new_file(name).compression_method(method).start().expect("memory takes it");
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::best()));
        std::io::copy(&mut &text[..], &mut writer).expect("memory takes it");
        let (encoder, descriptor) = writer.finish().expect("memory takes it");
        encoder.finish().expect("memory takes it");
        entry.finish(descriptor).expect("memory takes it");
    }
    archive.finish().expect("memory takes it");
    out
}

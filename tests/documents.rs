//! Reading articles: no text makes it panic, and every span leads back to its bytes.

#[path = "support/articles.rs"]
mod articles;

use articles::corpus;
use crosscheck::document::{self, BlockKind, Document, Provenance};
use crosscheck::text::Span;

/// Articles with what trips readers up: broken markup, odd encodings, nesting, entities, escapes.
const ODD: &[(&str, &str)] = &[
    (
        "a.html",
        "<p>One<p>Two &pound;5 &#x1F600; &notin <b>three<table><tr><td>4<td>5<tr><td>6</table><li>7</p></div><ul><li>8<li>9",
    ),
    (
        "b.html",
        "<title>T | O</title><script type=application/ld+json>{\"@type\":[\"NewsArticle\"],\"headline\":\"T\"</script><h1>T</h1><p>a<br><br>b<!-- c",
    ),
    (
        "c.html",
        "<div hidden>x</div><table><tr><th>Year<th colspan=99999>é<tr><td rowspan=0>ü<td>1</table><aside>9</aside><svg><title>s</title></svg>",
    ),
    (
        "d.md",
        "---\ntitle: A: b \"c\" – d\npublished: 3/4/2024\n---\n# Ü\n\n> “q” &amp; \\*r\\*\n\n| a | b |\n|---|---|\n| 1 | é |\n\n<table><tr><td>1</td></tr></table>\n\n1. x\n   - y\n\n`c` ![alt](x)",
    ),
    (
        "e.md",
        "+++\ntitle = \"T\\u00e9\"\ndate = 2024-05-04\n+++\n\nOSLO (AP) — “Ünïcödé”\u{a0}5\u{200b} people [^1]\n\n[^1]: note",
    ),
    (
        "f.txt",
        "Head – line\n\nBy Ann Lee\n09:47, Tue, Jan 14, 2025 | UPDATED: 18:20\n\n- é &euro;5\n<a href=\"x>y\">z</a> < 5 &\n\u{feff}",
    ),
    (
        "g.json",
        "[{\"headline\":\"\\u00e9\",\"body\":\"<p>\\ud83d\\ude00 &lt;5\\n</p>\"},{\"body\":\"x\\\\y\"}]",
    ),
    ("h", "---\nsource: x\n---\n\n* a\n\n    code\n"),
];

/// Checks what must hold of every document, whatever it was read from.
fn check(document: &Document, bytes: &[u8]) {
    let text = document.prose.text();
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.span.start >= end, "blocks overlap in {}", document.path);
        end = block.span.end;
        let shown = document.prose.slice(block.span);
        assert_eq!(shown, shown.trim(), "a block is trimmed in {}", document.path);
        if let BlockKind::Cell(cell) = &block.kind {
            for header in [cell.row_header, cell.column_header, cell.corner].into_iter().flatten() {
                assert!(!document.prose.slice(header).is_empty());
            }
        }
    }
    // Words of letters and figures stand in the file as they are, but for escapes and entities.
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_ascii_alphanumeric() {
            start.get_or_insert(at);
        } else if let Some(word) = start.take() {
            let span = document.prose.file_span(Span::new(word, at));
            let raw = bytes.get(span.start as usize..span.end as usize).expect("the span lies in the file");
            let word = &text[word..at];
            let same = raw == word.as_bytes() || raw.iter().any(|b| b"&\\<".contains(b)) || raw.contains(&0);
            assert!(same, "{word} became {:?} in {}", String::from_utf8_lossy(raw), document.path);
        }
    }
}

#[test]
fn every_span_leads_back_to_the_words_in_the_file() {
    let odd = ODD.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    for (path, bytes) in corpus().into_iter().chain(odd) {
        let documents = document::parse(&path, &bytes).expect("it is an article");
        documents.iter().for_each(|document| check(document, &bytes));
        // The same text in UTF-16 is the same prose.
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let wide: Vec<u8> =
            "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let again = document::parse(&path, &wide).expect("it is an article");
        for (document, again) in documents.iter().zip(&again) {
            assert_eq!(document.prose.text(), again.prose.text(), "{path}");
            check(again, &wide);
            for block in &document.blocks {
                assert_eq!(document.place(block.span), again.place(block.span), "{path}");
            }
        }
    }
}

#[test]
fn a_column_counts_characters_in_every_encoding() {
    let text = "The café in Orléans\r\nreopened “at last”, Zoë said — after 9 years.";
    let (western, _, failed) = encoding_rs::WINDOWS_1252.encode(text);
    assert!(!failed);
    let wide = |mark: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    for bytes in [
        text.as_bytes().to_vec(),
        ["\u{feff}", text].concat().into_bytes(),
        western.into_owned(),
        wide("\u{feff}", u16::to_le_bytes),
        wide("", u16::to_be_bytes),
    ] {
        let document = &document::parse("a.txt", &bytes).expect("it is an article")[0];
        let at = document.prose.text().find("9 years").expect("it is there");
        let position = document.place(Span::new(at, at + 1));
        assert_eq!((position.line, position.column), (2, 38), "{:?}", &bytes[..8]);
    }
}

#[test]
fn a_file_cut_anywhere_is_still_read() {
    for (path, text) in ODD {
        for end in 1..text.len() {
            let bytes = &text.as_bytes()[..end];
            if let Ok(documents) = document::parse(path, bytes) {
                documents.iter().for_each(|document| check(document, bytes));
            }
        }
    }
    // Real articles are longer; a step that shares no factor with line lengths meets every kind of place.
    for (path, bytes) in corpus() {
        for end in (1..bytes.len()).step_by(97) {
            if let Ok(documents) = document::parse(&path, &bytes[..end]) {
                documents.iter().for_each(|document| check(document, &bytes[..end]));
            }
        }
    }
}

#[test]
fn the_corpus_is_read_with_source_date_and_title() {
    for (path, bytes) in corpus() {
        let document = document::parse(&path, &bytes).expect("it is an article").remove(0);
        assert_eq!(document.language, Some("en"), "{path}");
        // Pasted text may lack them, as it does in life.
        if path.ends_with(".txt") {
            continue;
        }
        assert!(document.source.provenance < Provenance::Url, "no source in {path}");
        assert!(document.title.is_some(), "no title in {path}");
        assert!(document.published.is_some(), "no date in {path}");
    }
}

#[test]
fn another_language_is_named_and_gives_no_claims() {
    for (code, name, text) in [
        (
            "de",
            "German",
            "Bei dem Brand in der Halle wurden am Dienstag 12 Menschen verletzt, sagte ein Sprecher der Feuerwehr. Der Schaden \
             liegt nach ersten Angaben bei 4,5 Millionen Euro, und die Ursache ist noch unklar.",
        ),
        (
            "fr",
            "French",
            "L'incendie de l'entrepôt a fait 12 blessés mardi, selon un porte-parole des pompiers. Les dégâts sont estimés à \
             4,5 millions d'euros et la cause n'est pas encore connue.",
        ),
        (
            "es",
            "Spanish",
            "El incendio del almacén dejó 12 heridos el martes, según un portavoz de los bomberos. Los daños se estiman en \
             4,5 millones de euros y la causa todavía no se conoce.",
        ),
    ] {
        let document = document::parse("a.txt", text.as_bytes()).expect("an article").remove(0);
        assert_eq!(document.language, Some(code));
        assert!(document.notes.iter().any(|note| note.text.contains(name)), "{:?}", document.notes);
        let reading = crosscheck::extract::read(&document, crosscheck::rules::RuleSet::built_in());
        assert!(reading.claims.is_empty(), "{:?}", reading.claims);
    }
}

#[test]
fn files_that_hold_no_article_are_refused_with_advice() {
    for (path, bytes) in [
        ("empty.txt", b"".as_slice()),
        ("blank.md", b" \n\n"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
        ("report.pdf", b"%PDF-1.7\n%"),
        ("report.docx", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0"),
        ("shell.html", b"<html><script>render()</script><div id=app></div></html>"),
        ("list.json", b"{\"count\": 3}"),
    ] {
        let error = document::parse(path, bytes).expect_err(path);
        assert_eq!(error.path, path);
        assert!(!error.problem.is_empty() && error.advice.ends_with('.'), "{path}");
    }
    let long = vec![b'a'; (16 << 20) + 1];
    assert!(document::parse("long.txt", &long).is_err());
}

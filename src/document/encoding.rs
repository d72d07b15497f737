//! Bytes of a file become text, with a map back to the bytes.
//!
//! A byte-order mark decides; then valid UTF-8; then what the page itself declares; then a guess. It fails for files
//! that are no text at all.

use super::prose::Decoded;
use encoding_rs::{Encoding, UTF_8};

/// What is wrong with bytes that are no text, and what to do.
pub(super) struct NotText {
    pub(super) problem: &'static str,
    pub(super) advice: &'static str,
}

/// Decodes a file.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    if let Some(known) = known_binary(bytes) {
        return Err(known);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(if encoding == UTF_8 { utf8(bytes, mark) } else { by_character(encoding, bytes, mark) });
    }
    if bytes.contains(&0) {
        let guess = utf16_without_mark(bytes).ok_or(BINARY)?;
        return Ok(by_character(guess, bytes, 0));
    }
    // Control characters other than white space hardly occur in text; one in fifty is far above any article.
    let controls =
        bytes.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    if controls * 50 > bytes.len() {
        return Err(BINARY);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(utf8(bytes, 0));
    }
    // A cut or a slip in a file of UTF-8 leaves few invalid sequences among many valid ones.
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    if invalid <= 1 && (valid > 0 || bytes.utf8_chunks().last().is_some_and(|c| !c.invalid().is_empty()))
        || valid > invalid * 4
    {
        return Ok(utf8(bytes, 0));
    }
    let encoding = declared(bytes).unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
        detector.feed(bytes, true);
        detector.guess(None, chardetng::Utf8Detection::Deny)
    });
    Ok(by_character(encoding, bytes, 0))
}

const BINARY: NotText = NotText {
    problem: "this is not text",
    advice: "Give articles as .md, .html, .txt, .pdf, .docx, .json or .jsonl; keep pictures and other files out of the folder.",
};

fn known_binary(bytes: &[u8]) -> Option<NotText> {
    let (problem, advice) = if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        (
            "this is an old office document (.doc), or one that is locked with a password",
            "Open it in a word processor and save it as .docx without a password.",
        )
    } else if bytes.starts_with(b"\x1f\x8b") {
        ("this is a compressed file", "Unpack it first.")
    } else {
        return None;
    };
    Some(NotText { problem, advice })
}

fn utf8(bytes: &[u8], from: usize) -> Decoded {
    let mut decoded = Decoded::default();
    let mut at = from;
    for chunk in bytes[from..].utf8_chunks() {
        decoded.push(chunk.valid(), at, chunk.valid().len());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            decoded.push("\u{fffd}", at, chunk.invalid().len());
            at += chunk.invalid().len();
        }
    }
    decoded
}

/// Decodes byte by byte, so that every character is known with the bytes that made it.
fn by_character(encoding: &'static Encoding, bytes: &[u8], from: usize) -> Decoded {
    let mut decoded = Decoded::default();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut start = from;
    let mut out = String::with_capacity(64);
    for at in from..bytes.len() {
        out.clear();
        let last = at + 1 == bytes.len();
        // 64 bytes hold whatever one byte of input can complete.
        let _ = decoder.decode_to_string(&bytes[at..=at], &mut out, last);
        if !out.is_empty() {
            decoded.push(&out, start, at + 1 - start);
            start = at + 1;
        }
    }
    decoded
}

/// UTF-16 shows in text of Latin letters as a zero in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(2000)];
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let half = sample.len() / 2;
    match (zeros(0), zeros(1)) {
        (0, low) if low * 10 > half * 7 => Some(encoding_rs::UTF_16LE),
        (high, 0) if high * 10 > half * 7 => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// The encoding that a page names in its head.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(2048)].to_ascii_lowercase();
    let at = memchr::memmem::find(head, b"charset=")? + b"charset=".len();
    let rest = &head[at..];
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end =
        rest.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b)).unwrap_or(rest.len());
    // A page that says UTF-8 and is not is in something else.
    Encoding::for_label(&rest[..end]).filter(|encoding| *encoding != UTF_8)
}

#[cfg(test)]
mod tests {
    use super::super::prose::Draft;
    use super::*;
    use crate::text::Span;

    fn bytes_of<'a>(bytes: &'a [u8], needle: &str) -> &'a [u8] {
        let decoded = decode(bytes).ok().expect("it is text");
        let mut draft = Draft::default();
        draft.push(&decoded.text, 0);
        let (prose, _) = draft.through(&decoded.map).finish();
        let at = prose.text().find(needle).expect("it is there");
        let file = prose.file_span(Span::new(at, at + needle.len()));
        &bytes[file.start as usize..file.end as usize]
    }

    #[test]
    fn every_encoding_leads_back_to_its_bytes() {
        let text = "The levy rose to £12 in Orléans, “far too much”.";
        assert_eq!(bytes_of(text.as_bytes(), "£12"), "£12".as_bytes());
        let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
        assert_eq!(bytes_of(&marked, "£12"), "£12".as_bytes());
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        assert_eq!(bytes_of(&latin, "£12"), b"\xa312");
        let wide: Vec<u8> =
            "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(bytes_of(&wide, "£12"), b"\xa3\x001\x002\x00");
        let bare: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(bytes_of(&bare, "£12"), b"\x00\xa3\x001\x002");
    }

    #[test]
    fn a_broken_character_does_not_make_a_file_another_encoding() {
        let mut bytes = "Café prices rose 4% in Málaga, says José Peña.".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 4);
        assert_eq!(bytes_of(&bytes, "Málaga"), "Málaga".as_bytes());
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(decode(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").is_err());
        assert!(decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR").is_err());
    }
}

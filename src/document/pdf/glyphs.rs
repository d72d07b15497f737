//! The glyphs of a PDF file: which character stands where on which page.
//!
//! Bytes → glyphs by page, in the order in which the file draws them. The library that runs the pages is fed files from
//! anywhere, so that it is held: streams that would unpack to too much are found first, a page that draws without end is
//! stopped, and a panic or a deep recursion in it ends one file and not the run.
//!
//! Not here: what the glyphs make up (`lines`, `flow`).

use super::super::container::Refusal;
use super::super::properties::{self, Properties};
use flate2::bufread::ZlibDecoder;
use hayro_interpret::font::{Glyph as Shape, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::metadata::Metadata as Info;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use std::io::Read;

/// A character on a page. Lengths are points, from the top left corner of the page as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// Where it begins.
    pub(super) x: f64,
    /// Where the next would begin.
    pub(super) end: f64,
    /// Its base line, from the top.
    pub(super) y: f64,
    /// The size of its font.
    pub(super) size: f64,
    pub(super) bold: bool,
    /// The file marks it as no part of the text: a running header, a page number.
    pub(super) artifact: bool,
    /// It does not stand upright on a horizontal line.
    pub(super) turned: bool,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) height: f64,
}

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub(super) pages: Vec<Page>,
    pub(super) properties: Properties,
    /// The text lies unseen behind pictures: another program recognised it.
    pub(super) recognised: bool,
}

/// Longer files are no bulletins.
const MOST_PAGES: usize = 2000;
/// What all pages together may draw: some hundred times a long report.
const MOST_DRAWN: usize = 20_000_000;
/// What one stream, and all of them, may unpack to, in bytes.
const LARGEST: (u64, u64) = (96 << 20, 512 << 20);
/// Enough for the deepest nesting that the library follows, also in a build without optimisation.
const STACK: usize = 64 << 20;

const DAMAGED: Refusal = Refusal {
    problem: "this PDF file is damaged: its pages cannot be read",
    advice: "Fetch it again, or print it to a new PDF file from a program that still opens it.",
};
const LOCKED: Refusal = Refusal {
    problem: "this PDF file is locked with a password",
    advice: "Open it with the password and print it to a new PDF file, or save its text as .txt.",
};
const UNKNOWN_LOCK: Refusal = Refusal {
    problem: "this PDF file is encrypted in a way that cannot be read",
    advice: "Print it to a new PDF file from a program that opens it, or save its text as .txt.",
};
const TOO_LONG: Refusal = Refusal {
    problem: "this PDF file has more pages, or draws more, than any article",
    advice: "Print the pages of the article to a new PDF file.",
};
const TOO_LARGE: Refusal = Refusal {
    problem: "this PDF file unpacks to more than an article can hold",
    advice: "Print the pages of the article to a new PDF file, or save its text as .txt.",
};
const SCANNED: Refusal = Refusal {
    problem: "this PDF file holds pictures of pages and no text",
    advice: "Run it through a program for text recognition (OCR), or find the page on the web and save it as .html.",
};
const CODED: Refusal = Refusal {
    problem: "the fonts of this PDF file do not say which letters they show",
    advice: "Open it, print it to a new PDF file, or save its text as .txt.",
};

/// Reads the glyphs of a file.
pub(super) fn read(bytes: &[u8]) -> Result<Sheets, Refusal> {
    measure(bytes)?;
    let data = bytes.to_vec();
    // The thread has a stack of its own size, and what panics in it comes back as an error.
    let worker =
        std::thread::Builder::new().stack_size(STACK).spawn(move || run(data)).map_err(|_| DAMAGED)?;
    worker.join().unwrap_or_else(|payload| Err(if payload.is::<Endless>() { TOO_LONG } else { DAMAGED }))
}

/// What a page is stopped with.
struct Endless;

fn run(data: Vec<u8>) -> Result<Sheets, Refusal> {
    let pdf = Pdf::new(data).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => LOCKED,
        LoadPdfError::Decryption(_) => UNKNOWN_LOCK,
        LoadPdfError::Invalid => DAMAGED,
    })?;
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(TOO_LONG);
    }
    let cache = InterpreterCache::new();
    let mut pen = Pen::default();
    for page in pages.iter() {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let upright = Affine::new(page.initial_transform(true).as_coeffs());
        let shown = Rect::new(0.0, 0.0, width, height);
        let settings = InterpreterSettings::default();
        let mut context = Context::new(upright, shown, &cache, pdf.xref(), settings);
        pen.pages.push([Page { height, ..Page::default() }, Page { height, ..Page::default() }]);
        pen.artifacts.clear();
        interpret_page(page, &mut context, &mut pen);
    }
    let seen = pen.pages.iter().any(|[seen, _]| !seen.glyphs.is_empty());
    if !seen && pen.pages.iter().all(|[_, unseen]| unseen.glyphs.is_empty()) {
        return Err(if pen.drawn == 0 || pen.unknown == 0 { SCANNED } else { CODED });
    }
    if pen.unknown * 4 > pen.known {
        return Err(CODED);
    }
    let pages = pen.pages.into_iter().map(|[shown, unseen]| if seen { shown } else { unseen });
    Ok(Sheets { pages: pages.collect(), properties: properties_of(pdf.metadata()), recognised: !seen })
}

/// Finds streams that would unpack to too much, without keeping what they unpack to. The library would keep it, so this comes
/// before it. Packed streams that are encrypted or packed twice are not seen here.
fn measure(bytes: &[u8]) -> Result<(), Refusal> {
    let mut total = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let body = &bytes[at + b"stream".len()..];
        let body = body.strip_prefix(b"\r").unwrap_or(body);
        let body = body.strip_prefix(b"\n").unwrap_or(body);
        // What is packed with zlib begins with a byte of method 8.
        if body.first().is_none_or(|first| first & 0x0f != 8) {
            continue;
        }
        let mut unpacked = ZlibDecoder::new(body).take(LARGEST.0 + 1);
        let mut buffer = [0; 1 << 14];
        let mut size = 0;
        while let Ok(more) = unpacked.read(&mut buffer)
            && more > 0
        {
            size += more as u64;
        }
        total += size;
        if size > LARGEST.0 || total > LARGEST.1 {
            return Err(TOO_LARGE);
        }
    }
    Ok(())
}

fn properties_of(info: &Info) -> Properties {
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(text_string);
    let day = info
        .creation_date
        .as_ref()
        .and_then(|at| properties::day(&format!("{:04}-{:02}-{:02}", at.year, at.month, at.day)));
    Properties { title: text(&info.title), author: text(&info.author), day }
}

/// A text string of a PDF file: UTF-16 or UTF-8 behind a mark, else a Latin alphabet ([ISO 32000-2], section 7.9.2.2; the
/// alphabet is told from Windows-1252 by hardly any name).
fn text_string(bytes: &[u8]) -> String {
    // `decode` follows a mark of byte order.
    let (text, ..) = encoding_rs::WINDOWS_1252.decode(bytes);
    text.chars().filter(|c| !c.is_control()).collect()
}

/// Takes down what is drawn.
#[derive(Default)]
struct Pen {
    /// By page, what is seen and what is not.
    pages: Vec<[Page; 2]>,
    /// Open stretches of marked content: whether each, or one around it, is an artifact.
    artifacts: Vec<bool>,
    drawn: usize,
    known: usize,
    unknown: usize,
}

impl Pen {
    fn step(&mut self, by: usize) {
        self.drawn += by;
        if self.drawn > MOST_DRAWN {
            // The library has no other way out of a page; nothing is printed by this one.
            std::panic::resume_unwind(Box::new(Endless));
        }
    }

    fn glyph(&mut self, shape: &Shape<'_>, place: Affine, bold: bool, seen: bool) {
        let Some(unicode) = shape.as_unicode() else {
            self.unknown += 1;
            return;
        };
        let text = match unicode {
            BfString::Char(c) => plain(c),
            BfString::String(text) => text.chars().map(plain).collect(),
        };
        let advance = match shape {
            Shape::Outline(outline) => outline.advance_width(),
            Shape::Type3(glyph) => glyph.advance_width(),
        };
        let [a, b, c, d, ..] = place.as_coeffs();
        // Glyphs are drawn in thousandths of the size of their font.
        let size = Vec2::new(c, d).hypot() * 1000.0;
        let start = place * Point::ZERO;
        let end = place * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
        if text.is_empty() || !size.is_finite() || !start.is_finite() || !end.is_finite() || size > 2000.0 {
            return;
        }
        if text.chars().any(|c| c == '\u{fffd}') {
            self.unknown += 1;
        } else {
            self.known += 1;
        }
        let artifact = self.artifacts.last().copied().unwrap_or(false);
        let turned = a <= 0.0 || b.abs() > a.abs() * 0.1;
        let glyph = Glyph { text, x: start.x, end: end.x, y: start.y, size, bold, artifact, turned };
        if let Some(page) = self.pages.last_mut() {
            page[usize::from(!seen)].glyphs.push(glyph);
        }
    }
}

impl<'a> Device<'a> for Pen {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.step(1);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step(1);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step(1);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.step(1 + run.glyphs().len());
        let bold = run.glyphs().first().is_some_and(|glyph| match &**glyph {
            Shape::Outline(outline) => outline.font_data().is_some_and(|font| {
                font.weight.is_some_and(|weight| weight >= 600)
                    || font.postscript_name.is_some_and(|name| {
                        let name = name.to_ascii_lowercase();
                        ["bold", "black", "heavy"].iter().any(|weight| name.contains(weight))
                    })
            }),
            Shape::Type3(_) => false,
        });
        let seen = !matches!(mode, DrawMode::Invisible);
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), bold, seen);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.step(1);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<&Dict<'_>>) {
        let around = self.artifacts.last().copied().unwrap_or(false);
        self.artifacts.push(around || tag == b"Artifact");
    }

    fn end_marked_content(&mut self) {
        self.artifacts.pop();
    }
}

/// A character as it is typed: without ligatures, and with a bullet where a font of signs has one.
fn plain(c: char) -> String {
    match c {
        '\u{fb00}' => "ff".into(),
        '\u{fb01}' => "fi".into(),
        '\u{fb02}' => "fl".into(),
        '\u{fb03}' => "ffi".into(),
        '\u{fb04}' => "ffl".into(),
        '\u{fb05}' | '\u{fb06}' => "st".into(),
        // Symbol and Wingdings: bullets of word processors.
        '\u{f0a7}' | '\u{f0b7}' | '\u{f0d8}' | '\u{f0fc}' => "•".into(),
        c if c.is_control() && !c.is_whitespace() => String::new(),
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_each_encoding_that_a_file_may_use() {
        assert_eq!(text_string(b"Ren\xe9e Lee"), "Renée Lee");
        assert_eq!(text_string(b"\xfe\xff\0R\0e\0n\0\xe9\0e"), "Renée");
        assert_eq!(text_string(b"\xef\xbb\xbfRen\xc3\xa9e"), "Renée");
    }

    #[test]
    fn a_stream_that_unpacks_to_too_much_is_found_before_it_is_unpacked() {
        use flate2::{Compression, write::ZlibEncoder};
        use std::io::Write;
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        for _ in 0..100 {
            packed.write_all(&vec![b' '; 1 << 20]).expect("memory takes it");
        }
        let body = packed.finish().expect("memory takes it");
        let bomb = [b"%PDF-1.4\n1 0 obj\n<<>>stream\n".as_slice(), &body, b"\nendstream\nendobj\n"].concat();
        assert!(bomb.len() < 200_000);
        assert_eq!(read(&bomb).map(|_| ()), Err(TOO_LARGE));
    }

    #[test]
    fn a_file_that_is_cut_off_or_overwritten_is_refused() {
        for bytes in
            [b"%PDF-1.7\n%".as_slice(), b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\n"]
        {
            assert!(read(bytes).is_err());
        }
    }
}

//! Paths of files as addresses, for formats that ask for them.
//!
//! Not here: addresses of articles, which are as the article gives them.

use std::fmt::Write;

/// A path as a URI reference after [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986): relative for a relative path, of the
/// scheme `file` for an absolute one.
///
/// ```
/// use crosscheck::report::address::of_path;
/// assert_eq!(of_path("news/50% & more: café.md"), "news/50%25%20%26%20more%3A%20caf%C3%A9.md");
/// assert_eq!(of_path("/tmp/a.md"), "file:///tmp/a.md");
/// assert_eq!(of_path("C:/news/a.md"), "file:///C:/news/a.md");
/// ```
#[must_use]
pub fn of_path(path: &str) -> String {
    let drive = path.as_bytes();
    let has_drive = drive.len() > 2 && drive[0].is_ascii_alphabetic() && &drive[1..3] == b":/";
    let (mut out, rest) = if has_drive {
        (format!("file:///{}", &path[..2]), &path[2..])
    } else if path.starts_with('/') {
        ("file://".to_owned(), path)
    } else {
        (String::new(), path)
    };
    for byte in rest.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

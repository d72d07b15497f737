//! Raised figures: marks of notes and exponents, as characters that no number takes for digits of its own.
//!
//! "1,204" with a raised 3 behind it is 1,204 and note 3, never 12,043.

/// The raised form of a character; as it is, where there is none.
pub(super) fn raised(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        other => other,
    }
}

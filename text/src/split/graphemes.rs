//! Keeping what a reader sees as one character in one part: a simple rule by ranges, not the full algorithm of UAX #29.

use super::units;
use crate::coding::Coding;

const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// The latest cut at or before `cut` that parts no grapheme; `cut` itself if there is none in the later half of the part.
pub(super) fn boundary(encoded: &[u8], coding: Coding, start: usize, cut: usize) -> usize {
    let earliest = start + (cut - start) / 2;
    let mut candidate = cut;
    while candidate > earliest {
        let previous = units::before(encoded, coding, start, candidate);
        if !belong_together(character(encoded, coding, previous), character(encoded, coding, candidate)) {
            return candidate;
        }
        candidate = previous;
    }
    cut
}

fn character(encoded: &[u8], coding: Coding, at: usize) -> Option<char> {
    let octets = encoded.get(at..at + units::length(encoded, coding, at))?;
    let coding = match coding {
        Coding::Gsm7Packed(shift) => Coding::Gsm7(shift),
        other => other,
    };
    coding.decode(octets).ok()?.chars().next()
}

/// Whether a cut between two characters would be seen.
fn belong_together(first: Option<char>, second: Option<char>) -> bool {
    let (Some(first), Some(second)) = (first, second) else {
        return false;
    };
    first == ZERO_WIDTH_JOINER
        || extends(second)
        || (is_regional_indicator(first) && is_regional_indicator(second))
        || (first == '\r' && second == '\n')
}

/// Whether a character is drawn with the one before it.
fn extends(character: char) -> bool {
    match character {
        '\0'..='\u{2ff}' => false,
        // Combining marks of all scripts, of symbols, and half marks.
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' => true,
        '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' => true,
        '\u{fe20}'..='\u{fe2f}' => true,
        // Hebrew and Arabic points.
        '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' => true,
        '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' => true,
        // The Indic blocks, Devanagari to Malayalam, are laid out alike.
        '\u{900}'..='\u{d7f}' => {
            matches!(character as u32 % 0x80, 0x00..=0x03 | 0x3c | 0x3e..=0x4d | 0x51..=0x57 | 0x62 | 0x63)
        }
        // Thai vowels and tones.
        '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' => true,
        // Joiners, variation selectors, skin tones, tags.
        '\u{200c}' | ZERO_WIDTH_JOINER | '\u{fe00}'..='\u{fe0f}' => true,
        '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}' => true,
        _ => false,
    }
}

/// Two of them make a flag.
fn is_regional_indicator(character: char) -> bool {
    matches!(character, '\u{1f1e6}'..='\u{1f1ff}')
}

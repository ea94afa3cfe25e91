//! Kannada: locking and single shift tables (3GPP TS 23.038 §A.3.7 and §A.2.7).
//!
//! Implementations made from the printed code points have U+0CAA (PA) both at 0x24 and at 0x3D, and U+0CA1 (DDA)
//! nowhere, though the order of the alphabet wants it at 0x24: a misprint. Handsets (AOSP) read 0x24 as DDA, and so
//! does this table.

use super::{Locking, NA, Single};

#[rustfmt::skip] // eight septets a row, as a half column of the printed table
pub(super) const LOCKING: Locking = [
    /* 0x00 */ NA, '\u{c82}', '\u{c83}', '\u{c85}', '\u{c86}', '\u{c87}', '\u{c88}', '\u{c89}',
    /* 0x08 */ '\u{c8a}', '\u{c8b}', '\n', '\u{c8c}', NA, '\r', '\u{c8e}', '\u{c8f}',
    /* 0x10 */ '\u{c90}', NA, '\u{c92}', '\u{c93}', '\u{c94}', '\u{c95}', '\u{c96}', '\u{c97}',
    /* 0x18 */ '\u{c98}', '\u{c99}', '\u{c9a}', NA, '\u{c9b}', '\u{c9c}', '\u{c9d}', '\u{c9e}',
    /* 0x20 */ ' ', '!', '\u{c9f}', '\u{ca0}', '\u{ca1}', '\u{ca2}', '\u{ca3}', '\u{ca4}',
    /* 0x28 */ ')', '(', '\u{ca5}', '\u{ca6}', ',', '\u{ca7}', '.', '\u{ca8}',
    /* 0x30 */ '0', '1', '2', '3', '4', '5', '6', '7',
    /* 0x38 */ '8', '9', ':', ';', NA, '\u{caa}', '\u{cab}', '?',
    /* 0x40 */ '\u{cac}', '\u{cad}', '\u{cae}', '\u{caf}', '\u{cb0}', '\u{cb1}', '\u{cb2}', '\u{cb3}',
    /* 0x48 */ NA, '\u{cb5}', '\u{cb6}', '\u{cb7}', '\u{cb8}', '\u{cb9}', '\u{cbc}', '\u{cbd}',
    /* 0x50 */ '\u{cbe}', '\u{cbf}', '\u{cc0}', '\u{cc1}', '\u{cc2}', '\u{cc3}', '\u{cc4}', NA,
    /* 0x58 */ '\u{cc6}', '\u{cc7}', '\u{cc8}', NA, '\u{cca}', '\u{ccb}', '\u{ccc}', '\u{ccd}',
    /* 0x60 */ '\u{cd5}', 'a', 'b', 'c', 'd', 'e', 'f', 'g',
    /* 0x68 */ 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    /* 0x70 */ 'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
    /* 0x78 */ 'x', 'y', 'z', '\u{cd6}', '\u{ce0}', '\u{ce1}', '\u{ce2}', '\u{ce3}',
];

#[rustfmt::skip] // by column of the printed table
pub(super) const SINGLE: Single = &[
    (0x00, '@'), (0x01, '£'), (0x02, '$'), (0x03, '¥'), (0x04, '¿'), (0x05, '"'),
    (0x06, '¤'), (0x07, '%'), (0x08, '&'), (0x09, '\''), (0x0a, '\u{c}'), (0x0b, '*'),
    (0x0c, '+'), (0x0e, '-'), (0x0f, '/'),
    (0x10, '<'), (0x11, '='), (0x12, '>'), (0x13, '¡'), (0x14, '^'), (0x15, '¡'),
    (0x16, '_'), (0x17, '#'), (0x18, '*'), (0x19, '\u{964}'), (0x1a, '\u{965}'), (0x1c, '\u{ce6}'),
    (0x1d, '\u{ce7}'), (0x1e, '\u{ce8}'), (0x1f, '\u{ce9}'),
    (0x20, '\u{cea}'), (0x21, '\u{ceb}'), (0x22, '\u{cec}'), (0x23, '\u{ced}'), (0x24, '\u{cee}'), (0x25, '\u{cef}'),
    (0x26, '\u{cde}'), (0x27, '\u{cf1}'), (0x28, '{'), (0x29, '}'), (0x2a, '\u{cf2}'), (0x2f, '\\'),
    (0x3c, '['), (0x3d, '~'), (0x3e, ']'),
    (0x40, '|'), (0x41, 'A'), (0x42, 'B'), (0x43, 'C'), (0x44, 'D'), (0x45, 'E'),
    (0x46, 'F'), (0x47, 'G'), (0x48, 'H'), (0x49, 'I'), (0x4a, 'J'), (0x4b, 'K'),
    (0x4c, 'L'), (0x4d, 'M'), (0x4e, 'N'), (0x4f, 'O'),
    (0x50, 'P'), (0x51, 'Q'), (0x52, 'R'), (0x53, 'S'), (0x54, 'T'), (0x55, 'U'),
    (0x56, 'V'), (0x57, 'W'), (0x58, 'X'), (0x59, 'Y'), (0x5a, 'Z'),
    (0x65, '€'),
];

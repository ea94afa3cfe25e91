//! Tamil: locking and single shift tables (3GPP TS 23.038 §A.3.11 and §A.2.11).

use super::{Locking, NA, Single};

#[rustfmt::skip] // eight septets a row, as a half column of the printed table
pub(super) const LOCKING: Locking = [
    /* 0x00 */ NA, '\u{b82}', '\u{b83}', '\u{b85}', '\u{b86}', '\u{b87}', '\u{b88}', '\u{b89}',
    /* 0x08 */ '\u{b8a}', NA, '\n', NA, NA, '\r', '\u{b8e}', '\u{b8f}',
    /* 0x10 */ '\u{b90}', NA, '\u{b92}', '\u{b93}', '\u{b94}', '\u{b95}', NA, NA,
    /* 0x18 */ NA, '\u{b99}', '\u{b9a}', NA, NA, '\u{b9c}', NA, '\u{b9e}',
    /* 0x20 */ ' ', '!', '\u{b9f}', NA, NA, NA, '\u{ba3}', '\u{ba4}',
    /* 0x28 */ ')', '(', NA, NA, ',', NA, '.', '\u{ba8}',
    /* 0x30 */ '0', '1', '2', '3', '4', '5', '6', '7',
    /* 0x38 */ '8', '9', ':', ';', '\u{ba9}', '\u{baa}', NA, '?',
    /* 0x40 */ NA, NA, '\u{bae}', '\u{baf}', '\u{bb0}', '\u{bb1}', '\u{bb2}', '\u{bb3}',
    /* 0x48 */ '\u{bb4}', '\u{bb5}', '\u{bb6}', '\u{bb7}', '\u{bb8}', '\u{bb9}', NA, NA,
    /* 0x50 */ '\u{bbe}', '\u{bbf}', '\u{bc0}', '\u{bc1}', '\u{bc2}', NA, NA, NA,
    /* 0x58 */ '\u{bc6}', '\u{bc7}', '\u{bc8}', NA, '\u{bca}', '\u{bcb}', '\u{bcc}', '\u{bcd}',
    /* 0x60 */ '\u{bd0}', 'a', 'b', 'c', 'd', 'e', 'f', 'g',
    /* 0x68 */ 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    /* 0x70 */ 'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
    /* 0x78 */ 'x', 'y', 'z', '\u{bd7}', '\u{bf0}', '\u{bf1}', '\u{bf2}', '\u{bf9}',
];

#[rustfmt::skip] // by column of the printed table
pub(super) const SINGLE: Single = &[
    (0x00, '@'), (0x01, '£'), (0x02, '$'), (0x03, '¥'), (0x04, '¿'), (0x05, '"'),
    (0x06, '¤'), (0x07, '%'), (0x08, '&'), (0x09, '\''), (0x0a, '\u{c}'), (0x0b, '*'),
    (0x0c, '+'), (0x0e, '-'), (0x0f, '/'),
    (0x10, '<'), (0x11, '='), (0x12, '>'), (0x13, '¡'), (0x14, '^'), (0x15, '¡'),
    (0x16, '_'), (0x17, '#'), (0x18, '*'), (0x19, '\u{964}'), (0x1a, '\u{965}'), (0x1c, '\u{be6}'),
    (0x1d, '\u{be7}'), (0x1e, '\u{be8}'), (0x1f, '\u{be9}'),
    (0x20, '\u{bea}'), (0x21, '\u{beb}'), (0x22, '\u{bec}'), (0x23, '\u{bed}'), (0x24, '\u{bee}'), (0x25, '\u{bef}'),
    (0x26, '\u{bf3}'), (0x27, '\u{bf4}'), (0x28, '{'), (0x29, '}'), (0x2a, '\u{bf5}'), (0x2b, '\u{bf6}'),
    (0x2c, '\u{bf7}'), (0x2d, '\u{bf8}'), (0x2e, '\u{bfa}'), (0x2f, '\\'),
    (0x3c, '['), (0x3d, '~'), (0x3e, ']'),
    (0x40, '|'), (0x41, 'A'), (0x42, 'B'), (0x43, 'C'), (0x44, 'D'), (0x45, 'E'),
    (0x46, 'F'), (0x47, 'G'), (0x48, 'H'), (0x49, 'I'), (0x4a, 'J'), (0x4b, 'K'),
    (0x4c, 'L'), (0x4d, 'M'), (0x4e, 'N'), (0x4f, 'O'),
    (0x50, 'P'), (0x51, 'Q'), (0x52, 'R'), (0x53, 'S'), (0x54, 'T'), (0x55, 'U'),
    (0x56, 'V'), (0x57, 'W'), (0x58, 'X'), (0x59, 'Y'), (0x5a, 'Z'),
    (0x65, '€'),
];

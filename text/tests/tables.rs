//! Every cell of every table of 3GPP TS 23.038 against three other implementations.
//!
//! `vectors/gsm7_tables.tsv` was extracted by a script from gsmcodecs 1.0.0 (Python package, from release 18), lib3gpp23038
//! (C, made by its author from the text of V16.0.0) and ofono (C). A cell must be what at least two of them say. The cells
//! where one of them differs are listed below, so that a change of either side shows. The locking tables were also
//! compared with those of AOSP's GsmAlphabet, which settled the one cell that all three have against the alphabet.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use brivas_text::{NationalLanguage, Shift, gsm7};
use common::{number, rows};
use std::collections::BTreeSet;

const VECTORS: &str = include_str!("vectors/gsm7_tables.tsv");

/// Where `gsmcodecs` reads the comma of the Indic and Urdu locking tables as an apostrophe.
const COMMA: u32 = 0x2c;

/// Other cells where one implementation is alone: table, language, septet.
const ALONE: [(&str, u8, u32); 9] = [
    ("locking", 0, 0x09), // lib3gpp23038 takes small c with cedilla
    ("locking", 1, 0x1f), // lib3gpp23038 has a space for É
    ("locking", 8, 0x2e), // ofono has a comma for the full stop
    ("locking", 9, 0x47), // lib3gpp23038 has the nukta, which is at 0x4E, for LLA
    ("single", 7, 0x3c),  // ofono has the closing bracket for the opening one
    ("single", 10, 0x23), // lib3gpp23038 has a Latin O for the digit seven
    ("single", 11, 0x24), // lib3gpp23038 has the digit nine twice
    ("single", 12, 0x22), // lib3gpp23038 has an Arabic letter for the digit six
    ("single", 12, 0x23), // and for the digit seven
];

/// The cell where all three have U+0CAA a second time and AOSP has the missing U+0CA1.
const KANNADA_DDA: (&str, u8, u32) = ("locking", 7, 0x24);

#[test]
fn every_cell_is_what_other_implementations_say() {
    let mut alone = BTreeSet::new();
    for row in rows(VECTORS) {
        let [table, language, septet, gsmcodecs, lib3gpp, ofono] = row[..] else { panic!("{row:?}") };
        let (language, septet) = (language.parse().unwrap(), number(septet));
        let cell = (table, language, septet);
        let parse =
            |code_point: &str| (code_point != "-").then(|| char::from_u32(number(code_point)).unwrap());
        let (gsmcodecs, lib3gpp) = (parse(gsmcodecs), parse(lib3gpp));
        // ofono shows the empty cells of locking tables as spaces; the one real space is at 0x20.
        let ofono = parse(ofono).filter(|&shown| table == "single" || shown != ' ' || septet == 0x20);
        let most = if gsmcodecs == lib3gpp { gsmcodecs } else { ofono };
        assert!(most == gsmcodecs || most == lib3gpp, "no majority at {cell:?}");
        if [gsmcodecs, lib3gpp, ofono] != [most; 3] && septet != COMMA {
            alone.insert(cell);
        }
        let expected = if cell == KANNADA_DDA { Some('\u{ca1}') } else { most };
        assert_eq!(ours(cell), expected, "{cell:?}");
    }
    assert_eq!(alone, BTreeSet::from(ALONE));
}

/// What a cell shows here; `None` for an empty one.
fn ours((table, language, septet): (&str, u8, u32)) -> Option<char> {
    let septet = u8::try_from(septet).unwrap();
    let language = NationalLanguage(language);
    let text = if table == "locking" {
        gsm7::decode(&[septet], Shift::locking(language)).ok()?
    } else {
        let text = gsm7::decode(&[gsm7::ESCAPE, septet], Shift::single(language)).unwrap();
        // Without a single shift character this is the default alphabet's.
        if gsm7::decode(&[septet], Shift::NONE).unwrap() == text
            && !is_also_in_default(table, language, septet)
        {
            return None;
        }
        text
    };
    text.chars().next()
}

/// Single shift tables have some characters where the default alphabet has the same.
fn is_also_in_default(table: &str, language: NationalLanguage, septet: u8) -> bool {
    let mut rows = rows(VECTORS).filter(|row| row[0] == table && row[1] == language.0.to_string());
    rows.any(|row| number(row[2]) == u32::from(septet))
}

#[test]
fn cells_that_no_implementation_has_show_the_locking_table_after_an_escape() {
    for language in NationalLanguage::ALL {
        let listed: BTreeSet<u32> = rows(VECTORS)
            .filter(|row| row[0] == "single" && row[1] == language.0.to_string())
            .map(|row| number(row[2]))
            .collect();
        for septet in
            (0..128).filter(|&septet| septet != gsm7::ESCAPE && !listed.contains(&u32::from(septet)))
        {
            let escaped = gsm7::decode(&[gsm7::ESCAPE, septet], Shift::single(language));
            assert_eq!(escaped, gsm7::decode(&[septet], Shift::NONE), "{language:?} {septet:#x}");
        }
    }
}

#[test]
fn characters_of_every_table_go_back_to_a_septet_that_shows_them() {
    for locking in (0..=13).map(NationalLanguage) {
        for single in (0..=13).map(NationalLanguage) {
            let shift = Shift { locking, single };
            for septet in (0..128).filter(|&septet| septet != gsm7::ESCAPE) {
                for septets in [&[septet][..], &[gsm7::ESCAPE, septet]] {
                    let Ok(text) = gsm7::decode(septets, shift) else { continue };
                    let back = gsm7::encode(&text, shift).unwrap();
                    assert_eq!(gsm7::decode(&back, shift).unwrap(), text);
                    assert!(back.len() <= septets.len());
                }
            }
        }
    }
}

#[test]
fn unknown_identifiers_and_spanish_locking_are_the_default_tables() {
    for language in [NationalLanguage::SPANISH, NationalLanguage(14), NationalLanguage(255)] {
        assert_eq!(gsm7::encode("à[", Shift::locking(language)).unwrap(), [0x7f, 0x1b, 0x3c]);
        assert!(!language.has_locking_shift());
    }
    assert_eq!(gsm7::encode("à[", Shift::single(NationalLanguage(14))).unwrap(), [0x7f, 0x1b, 0x3c]);
    assert!(!NationalLanguage(14).has_single_shift());
    assert!(!NationalLanguage::DEFAULT.has_single_shift());
    assert!(NationalLanguage::URDU.has_locking_shift());
}

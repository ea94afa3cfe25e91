//! User data between SMPP and TPDUs, by hand from 3GPP TS 23.038 and 23.040.

use brivas_text::{Concat, Reference};
use proptest::prelude::*;

use super::{LONGEST, Piece, Unfit, pieces, to_smpp};

fn one(data_coding: u8, has_header: bool, message: &[u8]) -> Piece {
    let mut all = pieces(data_coding, has_header, None, message, 7).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// Scheme, whether a header stands before, length, octets.
fn fields(piece: &Piece) -> (u8, bool, u8, &[u8]) {
    (piece.data_coding_scheme, piece.header_indicator, piece.length, &piece.octets)
}

#[test]
fn septets_are_packed_and_counted() {
    assert_eq!(fields(&one(0, false, b"hello")), (0x00, false, 5, &[0xE8, 0x32, 0x9B, 0xFD, 0x06][..]));
    assert_eq!(fields(&one(0, false, b"")), (0x00, false, 0, &[][..]));
    assert_eq!(one(0, false, &[b'a'; 160]).octets.len(), LONGEST);
}

#[test]
fn other_codings_are_kept_or_become_one_that_handsets_have() {
    assert_eq!(fields(&one(8, false, &[0x04, 0x16])), (0x08, false, 2, &[0x04, 0x16][..]), "UCS-2");
    assert_eq!(fields(&one(4, false, &[1, 2, 0xFF])), (0x04, false, 3, &[1, 2, 0xFF][..]), "octets");
    // LATIN SMALL LETTER E WITH ACUTE of Latin-1 is septet 5 of the default alphabet.
    assert_eq!(fields(&one(3, false, &[0xE9])), (0x00, false, 1, &[0x05][..]));
    // CYRILLIC CAPITAL LETTER A of ISO 8859-5 is in UCS-2 alone.
    assert_eq!(fields(&one(6, false, &[0xB0])), (0x08, false, 2, &[0x04, 0x10][..]));
    assert_eq!(fields(&one(0xF0, false, b"a")), (0xF0, false, 1, &[0x61][..]), "class 0 stays");
    assert_eq!(fields(&one(0xF5, false, &[9])), (0xF5, false, 1, &[9][..]), "octets of class 1 stay");
}

#[test]
fn a_header_that_came_with_the_message_goes_with_it() {
    let header = [5, 0, 3, 9, 2, 1];
    let piece = one(0, true, &[&header[..], b"ab"].concat());
    // Seven septets of header and fill bits, then the text.
    assert_eq!((piece.header_indicator, piece.length), (true, 9));
    assert_eq!(piece.octets[..6], header);
    assert_eq!(to_smpp(&piece.as_user_data()), Ok((0, [&header[..], b"ab"].concat())));
    for broken in [&[9, 0, 3][..], &[]] {
        assert_eq!(pieces(0, true, None, broken, 7).unwrap_err(), Unfit);
    }
    assert_eq!(
        pieces(4, true, None, &[&header[..], &[0; 135]].concat(), 7).unwrap_err(),
        Unfit,
        "141 octets"
    );
}

#[test]
fn a_segment_by_sar_parameters_gets_their_header() {
    let concat = Concat { reference: Reference::Word(0x0102), total: 3, number: 2 };
    let all = pieces(8, false, Some(concat), &[0x04, 0x16], 7).unwrap();
    assert_eq!(fields(&all[0]), (0x08, true, 9, &[6, 8, 4, 1, 2, 3, 2, 0x04, 0x16][..]));
}

#[test]
fn what_is_too_long_for_one_is_cut_into_numbered_parts() {
    for (data_coding, message, parts) in
        [(0, vec![b'a'; 161], 2), (0, vec![b'a'; 400], 3), (8, vec![4; 142], 2), (4, vec![4; 500], 4)]
    {
        let all = pieces(data_coding, false, None, &message, 0x1234).unwrap();
        assert_eq!(all.len(), parts);
        let mut whole = Vec::new();
        for (number, piece) in (1..).zip(&all) {
            let user_data = piece.as_user_data();
            let concat = user_data.header().unwrap().concat().unwrap();
            assert_eq!((concat.reference, concat.number), (Reference::Word(0x1234), number));
            assert!(piece.octets.len() <= LONGEST);
            whole.extend_from_slice(&to_smpp(&user_data).unwrap().1[7..]);
        }
        assert_eq!(whole, message);
    }
}

proptest! {
    #[test]
    fn what_goes_to_a_handset_comes_back_from_one_alike(
        data_coding in prop_oneof![Just(0_u8), Just(4), Just(8), Just(0xF0), Just(0xF4)],
        octets in prop::collection::vec(0_u8..0x80, 0..140),
    ) {
        // An odd octet of UCS-2 is no character.
        let even = if data_coding == 8 { octets.len() & !1 } else { octets.len() };
        let piece = one(data_coding, false, &octets[..even]);
        prop_assert_eq!(to_smpp(&piece.as_user_data()), Ok((data_coding, octets[..even].to_vec())));
    }

    #[test]
    fn any_octets_are_a_message_or_are_none(data_coding: u8, has_header: bool, octets in prop::collection::vec(any::<u8>(), 0..300)) {
        for piece in pieces(data_coding, has_header, None, &octets, 1).into_iter().flatten() {
            prop_assert!(piece.octets.len() <= LONGEST);
            let _ = to_smpp(&piece.as_user_data());
        }
    }
}

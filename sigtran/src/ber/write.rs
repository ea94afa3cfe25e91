//! Elements written back to front: the content first, then length and tag before it.

use super::Tag;
use crate::Buffer;

/// Puts length and tag before the content that was written since the buffer had `end` octets.
#[inline]
pub(crate) fn close(out: &mut Buffer, tag: Tag, end: usize) {
    let length = out.len() - end;
    // One octet of each, as nearly all have.
    if let (Ok(tag), Ok(length @ 0..0x80)) = (u8::try_from(tag.0), u8::try_from(length)) {
        return out.prepend(&[tag, length]);
    }
    match length {
        0..=0x7F => out.prepend_u8(u8::try_from(length).unwrap_or(0)),
        0x80..=0xFF => out.prepend(&[0x81, u8::try_from(length).unwrap_or(0)]),
        0x100..=0xFFFF => {
            out.prepend_u16(u16::try_from(length).unwrap_or(0));
            out.prepend_u8(0x82);
        }
        _ => {
            out.prepend_u32(u32::try_from(length).unwrap_or(u32::MAX));
            out.prepend_u8(0x84);
        }
    }
    let Tag(tag) = tag;
    let octets = tag.to_be_bytes();
    let zeros = usize::try_from(tag.leading_zeros() / 8).unwrap_or(0).min(3);
    out.prepend(octets.get(zeros..).unwrap_or_default());
}

/// Writes a primitive element with this content.
#[inline]
pub(crate) fn write_primitive(out: &mut Buffer, tag: Tag, content: &[u8]) {
    let end = out.len();
    out.prepend(content);
    close(out, tag, end);
}

/// Writes an INTEGER or ENUMERATED in as few octets as it needs (X.690 §8.3.2).
pub(crate) fn write_integer(out: &mut Buffer, tag: Tag, number: i64) {
    let octets = number.to_be_bytes();
    // An octet is needed as long as what is left without it has not the same sign.
    let needed = (1..8).find(|count| {
        let bits = 8 * count - 1;
        (number >> bits) == 0 || (number >> bits) == -1
    });
    let needed = needed.unwrap_or(8);
    write_primitive(out, tag, octets.get(8 - needed..).unwrap_or_default());
}

/// Writes a NULL.
pub(crate) fn write_null(out: &mut Buffer, tag: Tag) {
    close(out, tag, out.len());
}

#[cfg(test)]
mod tests {
    use super::super::Reader;
    use super::*;
    use crate::DecodeErrorKind;
    use proptest::prelude::*;

    fn written(write: impl FnOnce(&mut Buffer)) -> Vec<u8> {
        let mut out = Buffer::new();
        write(&mut out);
        out.as_slice().to_vec()
    }

    /// The examples of X.690 §8.3 and of its neighbours' rules.
    #[test]
    fn integers_take_as_few_octets_as_they_need() {
        for (number, octets) in [
            (0, &[0x02, 1, 0][..]),
            (127, &[0x02, 1, 0x7F]),
            (128, &[0x02, 2, 0, 0x80]),
            (256, &[0x02, 2, 1, 0]),
            (-128, &[0x02, 1, 0x80]),
            (-129, &[0x02, 2, 0xFF, 0x7F]),
            (i64::MAX, &[0x02, 8, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
            (i64::MIN, &[0x02, 8, 0x80, 0, 0, 0, 0, 0, 0, 0]),
        ] {
            assert_eq!(written(|out| write_integer(out, Tag::INTEGER, number)), octets, "{number}");
            assert_eq!(Reader::new(octets).next("n").unwrap().integer(), Ok(number));
        }
    }

    #[test]
    fn lengths_and_tags_take_the_shortest_form() {
        for (length, header) in [
            (0, &[0x04, 0][..]),
            (127, &[0x04, 127]),
            (128, &[0x04, 0x81, 128]),
            (255, &[0x04, 0x81, 255]),
            (256, &[0x04, 0x82, 1, 0]),
        ] {
            let octets = written(|out| write_primitive(out, Tag::OCTET_STRING, &vec![7; length]));
            assert_eq!(octets[..header.len()], *header);
            assert_eq!(octets.len(), header.len() + length);
        }
        assert_eq!(written(|out| write_null(out, Tag::primitive(30))), [0x9E, 0]);
        assert_eq!(written(|out| write_null(out, Tag::primitive(31))), [0x9F, 0x1F, 0]);
        assert_eq!(written(|out| write_null(out, Tag::constructed(127))), [0xBF, 0x7F, 0]);
    }

    #[test]
    fn indefinite_lengths_are_read_as_deep_as_they_nest_and_no_deeper_than_is_sane() {
        // SEQUENCE { [0] { INTEGER 5 }, INTEGER 6 } with both constructed lengths indefinite.
        let octets = [0x30, 0x80, 0xA0, 0x80, 2, 1, 5, 0, 0, 2, 1, 6, 0, 0, 0xFF];
        let mut all = Reader::new(&octets);
        let element = all.next("outer").unwrap();
        assert_eq!((element.octets.len(), all.rest()), (14, &[0xFF][..]));
        let mut inner = element.reader().unwrap();
        let first = inner.expect(Tag::constructed(0), "inner").unwrap();
        assert_eq!(first.reader().unwrap().next("five").unwrap().integer(), Ok(5));
        assert_eq!(inner.next("six").unwrap().integer(), Ok(6));
        assert!(inner.finish("outer").is_ok());
        for end in 0..13 {
            assert!(Reader::new(&octets[..end]).next("outer").is_err(), "{end}");
        }
        let deep = [[0x30, 0x80].repeat(100), vec![0; 200]].concat();
        assert_eq!(Reader::new(&deep).next("deep").unwrap_err().kind, DecodeErrorKind::Depth);
    }

    #[test]
    fn faults_name_kind_offset_and_field() {
        for (octets, kind, offset) in [
            (&[][..], DecodeErrorKind::Missing, 0),
            (&[0x30], DecodeErrorKind::Length, 0),
            (&[0x30, 5, 1], DecodeErrorKind::Length, 0),
            (&[0x04, 0x80, 0, 0], DecodeErrorKind::Length, 0),
            (&[0x9F, 0x80], DecodeErrorKind::Missing, 0),
            (&[0x30, 0x83, 1, 0, 0], DecodeErrorKind::Length, 0),
            (&[0x30, 0xFF], DecodeErrorKind::Length, 0),
        ] {
            let error = Reader::new(octets).next("f").unwrap_err();
            assert_eq!((error.kind, error.offset, error.field), (kind, offset, "f"), "{octets:?}");
        }
        let mut reader = Reader::at(&[2, 1, 5, 2, 0], 10);
        reader.next("first").unwrap();
        let second = reader.next("second").unwrap();
        assert_eq!(second.integer().unwrap_err().offset, 13);
        assert_eq!(reader.expect(Tag::NULL, "third").unwrap_err().kind, DecodeErrorKind::MandatoryMissing);
    }

    proptest! {
        #[test]
        fn no_octets_make_the_reader_panic_or_read_beyond_them(octets in prop::collection::vec(any::<u8>(), 0..64)) {
            let mut reader = Reader::new(&octets);
            let mut read = 0;
            while let Ok(element) = reader.next("any") {
                read += element.octets.len();
                let _ = (element.integer(), element.boolean(), element.bit_string(), element.reader());
            }
            prop_assert_eq!(read + reader.rest().len(), octets.len());
        }

        #[test]
        fn any_integer_comes_back(number: i64) {
            let octets = written(|out| write_integer(out, Tag::ENUMERATED, number));
            prop_assert_eq!(Reader::new(&octets).next("n").unwrap().integer(), Ok(number));
        }
    }
}

use std::time::Instant;

use arbitrary::{Arbitrary, Unstructured};
use brivas_text::{
    Assembly, Coding, DataCoding, McDefault, Method, NationalLanguage, Policy, Reassembler,
    ReassemblerConfig, Reference, Shift, SplitOptions, UserDataHeader, choose, septets, split,
};

#[derive(Arbitrary, Debug)]
struct Case<'a> {
    data_coding: u8,
    locking: u8,
    single: u8,
    count: u8,
    reference: u16,
    method: u8,
    octets: &'a [u8],
    text: &'a str,
}

/// Decodes any octets in every coding; splits, joins and decodes any text.
///
/// # Panics
/// When a text does not come back.
pub fn smpp_text(octets: &[u8]) {
    let Ok(case) = Case::arbitrary_take_rest(Unstructured::new(octets)) else { return };
    let shift = Shift { locking: NationalLanguage(case.locking), single: NationalLanguage(case.single) };
    for coding in [
        Coding::Gsm7(shift),
        Coding::Gsm7Packed(shift),
        Coding::Ascii,
        Coding::Latin1,
        Coding::Cyrillic,
        Coding::Hebrew,
        Coding::Ucs2,
        Coding::Utf8,
        Coding::Binary,
    ] {
        if let Ok(text) = coding.decode(case.octets) {
            assert_eq!(coding.decode_lossy(case.octets), Ok(text));
        }
    }
    let _ = septets::unpack(case.octets, usize::from(case.count), usize::from(case.single));
    let _ = septets::unpack_ussd(case.octets);
    let _ = DataCoding::from_sms(case.data_coding);
    let _ = DataCoding::from_cbs(case.data_coding);
    let _ = DataCoding::from_smpp(case.data_coding, McDefault::Gsm7);
    if let Ok((header, body)) = UserDataHeader::parse(case.octets) {
        assert_eq!(header.octets_len() + body.len(), case.octets.len());
        let _ = (header.concat(), header.ports(), header.shift(), header.elements().count());
    }
    check_split(&case);
}

fn check_split(case: &Case<'_>) {
    let [low, _] = case.reference.to_le_bytes();
    let method = match case.method % 4 {
        0 => Method::Udh(Reference::Octet(low)),
        1 => Method::Udh(Reference::Word(case.reference)),
        2 => Method::Sar(case.reference),
        _ => Method::Payload,
    };
    let options = SplitOptions::new(method);
    let choice = choose(case.text, &Policy::new(), &options);
    let Ok(parts) = split(case.text, choice.coding, &options) else { return };
    let mut reassembler = Reassembler::new(ReassemblerConfig::default());
    let start = Instant::now();
    let mut whole = None;
    let mut parts: Vec<_> = parts.collect();
    parts.reverse();
    for part in &parts {
        let Some(concat) = part.concat else {
            whole = Some(part.body.clone());
            continue;
        };
        if let Ok(inserted) = reassembler.insert(start, (), concat, &part.body)
            && let Assembly::Complete(bodies) = inserted.assembly
        {
            whole = Some(bodies.concat());
        }
    }
    let decoded = whole.map(|octets| choice.coding.decode(&octets));
    assert_eq!(decoded, Some(Ok(case.text.to_owned())));
}

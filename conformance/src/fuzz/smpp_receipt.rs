use brivas_smpp::{
    DataSm, DeliverSm, EsmClass, MessageIdFormat, MessageIdKey, Radix, Receipt, SmppTime, Tag, TlvBuf,
};

/// Reads a receipt, by its text and by TLVs, and a time.
///
/// # Panics
/// When a receipt that was found has a field that is not in the text.
pub fn smpp_receipt(octets: &[u8]) {
    if let Ok(receipt) = Receipt::parse(octets) {
        let _ = (receipt.submit_time(), receipt.done_time(), format!("{receipt:?}"));
        for field in [receipt.submit_date, receipt.done_date, receipt.stat, receipt.err, receipt.text] {
            let field = field.unwrap_or(b"");
            assert!(field.len() <= octets.len());
        }
        for radix in [Radix::AsIs, Radix::Decimal, Radix::Hexadecimal] {
            let key = MessageIdKey::new(receipt.message_id, radix);
            assert_eq!(
                key,
                MessageIdFormat { response: radix, receipt: radix }.of_receipt(receipt.message_id)
            );
        }
    }
    let (front, back) = octets.split_at(octets.len() / 2);
    let mut tlvs = TlvBuf::new();
    tlvs.push(Tag::receipted_message_id, front)
        .push(Tag::network_error_code, front)
        .push(Tag::message_payload, back);
    let esm_class = EsmClass::MC_DELIVERY_RECEIPT;
    let body = DeliverSm { esm_class, tlvs: tlvs.as_tlvs(), ..Default::default() };
    let payload = DataSm { esm_class, tlvs: tlvs.as_tlvs(), ..Default::default() };
    assert_eq!(Receipt::of_deliver_sm(&body), Receipt::of_data_sm(&payload));
    if let Ok(Some(time)) = SmppTime::parse(octets) {
        let written = match time {
            SmppTime::Absolute(time) => time.to_octets(),
            SmppTime::Relative(time) => time.to_octets(),
        };
        assert_eq!(SmppTime::parse(&written), Ok(Some(time)));
        let _ = time.resolve(1_760_000_000_000);
    }
}

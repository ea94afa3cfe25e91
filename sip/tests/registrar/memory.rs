//! What a contact takes.

use super::*;

/// A registration as a phone behind a proxy sends it.
fn phone(number: u32, cseq: u32) -> Message {
    let text = format!(
        "REGISTER sip:example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK{number}\r\n\
         From: <sip:user{number}@example.com>;tag=2\r\nTo: <sip:user{number}@example.com>\r\n\
         Call-ID: {number:08}-7f3c2b1a9d5e4f60@198.51.100.17\r\nCSeq: {cseq} REGISTER\r\n\
         Path: <sip:4f9d2a7c@edge1.example.com:5060;transport=udp;lr;ob>\r\nSupported: path, gruu, outbound\r\n\
         Contact: <sip:user{number}@198.51.100.17:50{:03};transport=udp>;q=0.8;reg-id=1;\
         +sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-{number:012x}>\";audio;methods=\"INVITE,BYE,ACK,OPTIONS\"\r\n\
         Expires: 3600\r\nContent-Length: 0\r\n\r\n",
        number % 1000
    );
    Message::read(Bytes::from(text.into_bytes())).unwrap()
}

#[test]
fn a_contact_takes_less_than_a_kibibyte() {
    const CONTACTS: u32 = 10_000;
    let test = Test::new();
    let mut registrar = Registrar::new(Arc::new(config()), CONTACTS, SEED, test.now);
    let origin = Origin::new(Flow(1), Access::Any);
    let measured = allocation_counter::measure(|| {
        for number in 0..CONTACTS {
            let request = phone(number, 1);
            let prepared = registrar.prepare(&request, &origin, test.now);
            registrar.commit(&prepared.change.unwrap()).unwrap();
        }
    });
    let each = measured.bytes_current / i64::from(CONTACTS);
    println!("{each} octets a contact");
    assert!(each < 1024, "{each} octets a contact");
    // Refreshing takes nothing more.
    let measured = allocation_counter::measure(|| {
        for number in 0..CONTACTS {
            let prepared =
                registrar.prepare(&phone(number, 2), &origin, test.now + Duration::from_secs(1800));
            registrar.commit(&prepared.change.unwrap()).unwrap();
        }
    });
    assert!(measured.bytes_current < i64::from(CONTACTS) * 16, "{} octets more", measured.bytes_current);
}

#[test]
fn what_ends_leaves_nothing_behind() {
    let test = Test::new();
    let mut registrar = Registrar::new(Arc::new(config()), 10, SEED, test.now);
    let mut send = |cseq: u32, call_id: &str, expires: &str| {
        let text = String::from_utf8(phone(1, cseq).octets().to_vec()).unwrap();
        let text =
            text.replace("Call-ID: ", &format!("Call-ID: {call_id}")).replace("Expires: 3600", expires);
        let request = Message::read(Bytes::from(text.into_bytes())).unwrap();
        let prepared = registrar.prepare(&request, &Origin::new(Flow(1), Access::Any), test.now);
        registrar.commit(&prepared.change.unwrap()).unwrap();
    };
    let measured = allocation_counter::measure(|| {
        for cseq in 0..2000 {
            send(cseq, &format!("x{cseq}"), "Expires: 3600");
            send(cseq, &format!("y{cseq}"), "Expires: 3600");
            send(cseq, "z", "Expires: 0");
        }
    });
    assert!(measured.bytes_current < 4096, "{} octets are left", measured.bytes_current);
}

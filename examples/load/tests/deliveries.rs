//! What the server sends by itself: receipts, messages, enquire_link.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod support;

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use brivas_smpp::{
    CommandId, CommandStatus, DeliverSm, Dialect, EsmClass, Header, Npi, Pdu, RegisteredDelivery, SubmitSm,
    Ton, encode,
};
use bytes::{Bytes, BytesMut};
use support::{Flow, answer, load, polite, put, serve};

/// What the server was told: who bound how, and how what it delivered was answered.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    Bound(CommandId),
    Answered(Header),
}

fn deliver(esm_class: EsmClass, text: &[u8], sequence_number: u32, out: &mut Vec<u8>) {
    let body = DeliverSm {
        source_addr: b"447700000001",
        destination_addr: b"12345",
        esm_class,
        short_message: text,
        ..Default::default()
    };
    let mut pdu = BytesMut::new();
    encode(&body, CommandStatus::ESME_ROK, sequence_number, Dialect::V3_4, &mut pdu).unwrap();
    out.extend_from_slice(&pdu);
}

fn listen(told: &Receiver<Told>) -> (Vec<CommandId>, Vec<Header>) {
    let (mut bound, mut answered) = (Vec::new(), Vec::new());
    for it in told.try_iter() {
        match it {
            Told::Bound(id) => bound.push(id),
            Told::Answered(header) => answered.push(header),
        }
    }
    (bound, answered)
}

fn receipts(told: Sender<Told>) -> impl FnMut(Header, &[u8], &mut Vec<u8>) -> Flow + Send {
    let mut count = 0;
    move |header: Header, pdu: &[u8], out: &mut Vec<u8>| {
        match header.command_id {
            CommandId::submit_sm => {
                count += 1;
                let pdu = Pdu::new(Bytes::copy_from_slice(pdu), Dialect::V3_4).unwrap();
                assert_eq!(
                    pdu.body::<SubmitSm<'_>>().unwrap().registered_delivery,
                    RegisteredDelivery::RECEIPT
                );
                let text: &[u8] = if count % 4 == 0 {
                    b"id:7 sub:001 dlvrd:000 submit date:2601010000 done date:2601010001 stat:UNDELIV err:005 text:"
                } else {
                    b"id:7 sub:001 dlvrd:001 submit date:2601010000 done date:2601010001 stat:DELIVRD err:000 text:"
                };
                // Some centres are faster with the receipt than with the answer.
                deliver(EsmClass::MC_DELIVERY_RECEIPT, text, count, out);
                answer(header, CommandStatus::ESME_ROK, b"7\0", out);
            }
            CommandId::deliver_sm_resp => told.send(Told::Answered(header)).unwrap(),
            _ => {
                if header.command_id.is_bind() {
                    told.send(Told::Bound(header.command_id)).unwrap();
                }
                polite(header, out);
            }
        }
        Flow::Go
    }
}

#[test]
fn receipts_are_asked_for_counted_by_state_and_answered() {
    let (tell, told) = channel();
    let server = serve(move |_| receipts(tell.clone()));
    let ran = load(server, "--messages 100 --receipts --linger 30");
    assert_eq!(ran.code, 0, "{}", ran.text);
    assert_eq!(ran.count("/deliveries/receipts"), 100);
    assert_eq!(
        ran.report["deliveries"]["receipts_by_state"],
        serde_json::json!({ "DELIVERED": 75, "UNDELIVERABLE": 25 })
    );
    let (bound, answered) = listen(&told);
    assert_eq!(bound, [CommandId::bind_transceiver]);
    assert_eq!(answered.len(), 100);
    for (number, header) in (1..).zip(answered) {
        assert_eq!((header.sequence_number, header.command_length), (number, 17), "an empty message_id");
        assert!(header.command_status.is_ok());
    }
}

/// Messages accepted on any session are delivered on the receiver when it next is quiet.
struct Router {
    told: Sender<Told>,
    waiting: Arc<Mutex<u32>>,
    receives: bool,
}

impl support::Script for Router {
    fn heard(&mut self, header: Header, _: &[u8], out: &mut Vec<u8>) -> Flow {
        match header.command_id {
            CommandId::submit_sm => {
                *self.waiting.lock().unwrap() += 1;
                answer(header, CommandStatus::ESME_ROK, b"7\0", out);
            }
            CommandId::deliver_sm_resp => self.told.send(Told::Answered(header)).unwrap(),
            id => {
                if id.is_bind() {
                    self.receives = id == CommandId::bind_receiver;
                    self.told.send(Told::Bound(id)).unwrap();
                }
                polite(header, out);
            }
        }
        Flow::Go
    }

    fn quiet(&mut self, out: &mut Vec<u8>) {
        if self.receives {
            let count = std::mem::take(&mut *self.waiting.lock().unwrap());
            (1..=count).for_each(|number| deliver(EsmClass::DEFAULT, b"hello", number, out));
        }
    }
}

#[test]
fn receivers_answer_what_is_delivered_and_the_run_waits_for_it() {
    let (told, heard) = channel();
    let waiting = Arc::new(Mutex::new(0));
    let server = serve(move |_| Router { told: told.clone(), waiting: waiting.clone(), receives: false });
    let ran = load(server, "--messages 40 --receivers 1 --linger 30");
    assert_eq!(ran.code, 0, "{}", ran.text);
    assert_eq!((ran.count("/deliveries/messages"), ran.count("/deliveries/receipts")), (40, 0));
    let (mut bound, answered) = listen(&heard);
    bound.sort();
    assert_eq!(bound, [CommandId::bind_receiver, CommandId::bind_transmitter]);
    assert_eq!(answered.len(), 40);
}

#[test]
fn what_cannot_be_read_gets_the_answer_of_the_standard() {
    let (told, heard) = channel();
    let server = serve(move |_| {
        let told = told.clone();
        move |header: Header, _: &[u8], out: &mut Vec<u8>| {
            match header.command_id {
                CommandId::submit_sm => {
                    put(CommandId::deliver_sm, CommandStatus::ESME_ROK, 5, b"no NUL", out);
                    put(CommandId::enquire_link, CommandStatus::ESME_ROK, 6, b"", out);
                    put(CommandId::replace_sm, CommandStatus::ESME_ROK, 7, b"", out);
                    answer(header, CommandStatus::ESME_ROK, b"7\0", out);
                }
                id if id.is_response() => told.send(Told::Answered(header)).unwrap(),
                _ => {
                    polite(header, out);
                }
            }
            Flow::Go
        }
    });
    let ran = load(server, "--messages 1");
    assert_eq!((ran.code, ran.count("/deliveries/enquire_links")), (0, 1), "{}", ran.text);
    let (_, answered) = listen(&heard);
    let ids: Vec<_> = answered.iter().map(|it| (it.command_id, it.sequence_number)).collect();
    assert_eq!(
        ids,
        [(CommandId::deliver_sm_resp, 5), (CommandId::enquire_link_resp, 6), (CommandId::generic_nack, 7)]
    );
    assert!(!answered[0].command_status.is_ok());
    assert_eq!(answered[2].command_status, CommandStatus::ESME_RINVCMDID);
}

#[test]
fn messages_are_addressed_as_asked() {
    let (tell, told) = channel();
    let server = serve(move |_| {
        let tell = tell.clone();
        move |header: Header, pdu: &[u8], out: &mut Vec<u8>| {
            if !polite(header, out) {
                tell.send(pdu.to_vec()).unwrap();
                answer(header, CommandStatus::ESME_ROK, b"7\0", out);
            }
            Flow::Go
        }
    });
    let ran = load(
        server,
        "--messages 12 --destinations 11 --destination-prefix 4912 --source Shop --text-octets 7 --mix submit_sm=11,data_sm=1",
    );
    assert_eq!(ran.code, 0, "{}", ran.text);
    let mut destinations = Vec::new();
    for octets in told.try_iter() {
        let pdu = Pdu::new(octets.into(), Dialect::V3_4).unwrap();
        if let Ok(body) = pdu.body::<SubmitSm<'_>>() {
            assert_eq!((body.source_addr_ton, body.source_addr), (Ton::Alphanumeric, &b"Shop"[..]));
            assert_eq!((body.dest_addr_ton, body.dest_addr_npi), (Ton::International, Npi::Isdn));
            assert_eq!(body.short_message.len(), 7);
            destinations.push(String::from_utf8(body.destination_addr.to_vec()).unwrap());
        } else {
            let body = pdu.body::<brivas_smpp::DataSm<'_>>().unwrap();
            assert_eq!(body.tlvs.get(brivas_smpp::Tag::message_payload).map(<[u8]>::len), Some(7));
            destinations.push(String::from_utf8(body.destination_addr.to_vec()).unwrap());
        }
    }
    let wanted: Vec<_> = (0..11).chain([0]).map(|number| format!("4912{number:02}")).collect();
    assert_eq!(destinations, wanted);
}

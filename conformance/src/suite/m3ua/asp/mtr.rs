//! Message transfer: DATA that the ASP sends and takes (RFC 4666 §3.3.1, §1.4.7).

use brivas_sigtran::m3ua::{ErrorCode as E, MessageType as M, Tag};
use brivas_sigtran::mtp::RoutingLabel;

use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::link::Link;
use crate::suite::m3ua::network::Wish;
use crate::suite::m3ua::received::Received;
use crate::suite::m3ua::{Case, Feature, Message};
use crate::suite::verdict::{Outcome, check};

const DATA: &str = "RFC 4666 §3.3.1";
const ORDER: &str = "RFC 4666 §1.4.7";
const ERRORS: &str = "RFC 4666 §3.8.1";

pub(super) fn cases() -> Vec<Case> {
    let sent = vec![
        Case::new(
            "m3ua.asp.mtr.data_names_the_routing_context",
            "RFC 4666 §3.3.1; TS 102 381 ASP_MTR_V_001",
            |t| {
                let mut c = t.activated()?;
                let received = sends(t, &mut c, 1)?;
                let wanted = [t.settings().routing_context];
                check(
                    received.contexts() == wanted,
                    format!("Routing Context {wanted:?}"),
                    received.describe(),
                )
            },
        )
        .needs(Feature::AspNamesContext),
        Case::new(
            "m3ua.asp.mtr.data_is_for_the_network",
            "RFC 4666 §3.3.1; TS 102 381 ASP_MTR_V_002",
            |t| {
                let mut c = t.activated()?;
                let received = sends(t, &mut c, 7)?;
                let right = received.data().is_some_and(|(label, _)| {
                    label.dpc.0 == t.settings().network_point_code && label.sls == 7
                });
                check(right, "DATA to the point code in the network, with sls 7", received.describe())
            },
        ),
        Case::new(
            "m3ua.asp.mtr.data_on_a_stream_for_it",
            "RFC 4666 §1.4.7; TS 102 381 ASP_MTR_V_003",
            |t| {
                let mut c = t.activated()?;
                (0..8).try_for_each(|sls| sends(t, &mut c, sls).map(drop))
            },
        ),
        Case::new("m3ua.asp.mtr.one_selection_stays_on_its_stream", ORDER, |t| {
            let mut c = t.activated()?;
            let stream = sends(t, &mut c, 5)?.stream_id;
            for _ in 0..3 {
                let again = sends(t, &mut c, 5)?.stream_id;
                check(again == stream, format!("stream {stream}"), again.to_string())?;
            }
            Ok(())
        }),
        Case::new("m3ua.asp.mtr.no_data_before_it_is_active", "RFC 4666 §4.3.4.3", |t| {
            let (mut c, _) = t.asked_active()?;
            c.ignores_requests = true;
            t.wish(Wish::Data(t.settings().network_point_code, 1))?;
            c.quiet()
        }),
    ];
    let taken = vec![
        Case::new("m3ua.asp.mtr.is_taken", DATA, |t| echoed(&mut t.activated()?, &t.label(3), b"data")),
        Case::new("m3ua.asp.mtr.every_padding", "RFC 4666 §3.2", |t| {
            let mut c = t.activated()?;
            (1..=8).try_for_each(|length| echoed(&mut c, &t.label(0), &[0xa5; 8][..length]))
        }),
        Case::new("m3ua.asp.mtr.a_whole_msu", "RFC 4666 §1.3.2.1", |t| {
            echoed(&mut t.activated()?, &t.label(0), &[0x5a; 272])
        }),
        Case::new("m3ua.asp.mtr.the_label_is_read", DATA, |t| {
            let label = RoutingLabel { si: 5, mp: 3, sls: 13, ..t.label(0) };
            echoed(&mut t.activated()?, &label, b"label")
        }),
        Case::new("m3ua.asp.mtr.any_order_of_parameters", "RFC 4666 §3.2", |t| {
            let context = [t.settings().routing_context];
            let data = Message::new(M::DATA).protocol_data(&t.label(0), b"data").contexts(&context);
            t.activated()?.ask(&data, M::DATA).map(drop)
        }),
        Case::new("m3ua.asp.mtr.unknown_parameter", "RFC 4666 §3.2", |t| {
            let data = t.data(0, b"data").octets_of(Tag(0x00ee), *b"unknown");
            t.activated()?.ask(&data, M::DATA).map(drop)
        }),
        Case::new("m3ua.asp.mtr.correlation_id", DATA, |t| {
            let data = t.data(0, b"data").words(Tag::CORRELATION_ID, &[77]);
            t.activated()?.ask(&data, M::DATA).map(drop)
        }),
        Case::new("m3ua.asp.mtr.is_taken_in_order", ORDER, |t| {
            let mut c = t.activated()?;
            (0..20).for_each(|number| c.send(&t.data(6, &[number])));
            for number in 0..20 {
                let received = c.answer(M::DATA)?;
                let right = received.data().is_some_and(|(_, user_data)| user_data == [number]);
                check(right, format!("message {number} of 20"), received.describe())?;
            }
            Ok(())
        }),
    ];
    let refused = vec![
        Case::new("m3ua.asp.mtr.when_inactive", "RFC 4666 §4.3.1, §3.8.1", |t| {
            let mut c = t.activated()?;
            c.quiet()?;
            t.wish(Wish::Inactive)?;
            let received = c.comes(M::ASPIA, t.target.timers.patience)?;
            c.send(&crate::suite::m3ua::context::acknowledgement(&received.octets));
            c.unexpected(&t.data(0, b"data"))
        }),
        Case::new("m3ua.asp.mtr.when_down", "RFC 4666 §4.3.1, §3.8.1", |t| {
            t.asked_up()?.unexpected(&t.data(0, b"data"))
        }),
        Case::new("m3ua.asp.mtr.unknown_routing_context", ERRORS, |t| {
            let data = t.data(0, b"data").without(Tag::ROUTING_CONTEXT).contexts(&[0xdead]);
            t.activated()?.refused(&data, &[E::INVALID_ROUTING_CONTEXT]).map(drop)
        })
        .needs(Feature::AspNamesContext),
        Case::new("m3ua.asp.mtr.without_protocol_data", ERRORS, |t| {
            let data = Message::new(M::DATA).contexts(&[t.settings().routing_context]);
            t.activated()?.refused(&data, &[E::MISSING_PARAMETER, E::PROTOCOL_ERROR]).map(drop)
        }),
        Case::new("m3ua.asp.mtr.on_stream_0", "RFC 4666 §1.4.7, §3.8.1", |t| {
            let data = t.data(0, b"data").on_stream(0);
            t.activated()?.refused(&data, &[E::INVALID_STREAM_IDENTIFIER]).map(drop)
        })
        .should(),
        Case::new("m3ua.asp.mtr.another_version", "RFC 4666 §3.8.1; TS 102 381 ASP_MTR_I_001", |t| {
            t.activated()?.refused(&t.data(0, b"data").version(2), &[E::INVALID_VERSION]).map(drop)
        }),
        Case::new("m3ua.asp.mtr.unknown_class", "RFC 4666 §3.8.1; TS 102 381 ASP_MTR_I_002", |t| {
            reserved(t, 10, 1, E::UNSUPPORTED_MESSAGE_CLASS)
        }),
        Case::new("m3ua.asp.mtr.unknown_type", "RFC 4666 §3.8.1; TS 102 381 ASP_MTR_I_003", |t| {
            reserved(t, 1, 2, E::UNSUPPORTED_MESSAGE_TYPE)
        }),
    ];
    let taken = taken.into_iter().map(|case| case.needs(Feature::AspEchoes));
    sent.into_iter().chain(taken).chain(refused).collect()
}

/// The ASP's operator has it send a message.
fn sends(t: &Context<'_>, c: &mut Link<'_>, sls: u8) -> Outcome<Received> {
    t.wish(Wish::Data(t.settings().network_point_code, sls))?;
    c.comes(M::DATA, t.target.timers.patience)
}

/// The ASP's user sends these octets back.
fn echoed(c: &mut Link<'_>, label: &RoutingLabel, user_data: &[u8]) -> Outcome {
    let data = c.t.data(0, b"").without(Tag::PROTOCOL_DATA).protocol_data(label, user_data);
    let received = c.ask(&data, M::DATA)?;
    let back = RoutingLabel { opc: label.dpc, dpc: label.opc, ..*label };
    let same = received.data().is_some_and(|came| (&came.0, came.1.as_slice()) == (&back, user_data));
    check(same, format!("{back:?} and {} octets as they were sent", user_data.len()), received.describe())
}

/// The parameters of DATA in a message of another class or type.
fn reserved(t: &Context<'_>, class: u8, number: u8, code: E) -> Outcome {
    let mut message = t.data(0, b"data").on_stream(1);
    message.message_type = M { class, number };
    t.activated()?.refused(&message, &[code]).map(drop)
}

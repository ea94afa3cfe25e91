//! Message transfer: DATA that the gateway carries (RFC 4666 §3.3.1, §1.4.7). What we send to our own point code comes back.

use brivas_sigtran::m3ua::{MessageType as M, Tag};
use brivas_sigtran::mtp::{PointCode, RoutingLabel};

use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::link::Link;
use crate::suite::m3ua::{Case, Feature, Message};
use crate::suite::verdict::{Outcome, check};

const DATA: &str = "RFC 4666 §3.3.1";
const ORDER: &str = "RFC 4666 §1.4.7";

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("m3ua.sgp.mtr.comes_back", "RFC 4666 §1.4.2.4; TS 102 381 SGP_MTR_V_001", |t| {
            t.active()?.ask(&t.data(0, b"data"), M::DATA).map(drop)
        }),
        Case::new("m3ua.sgp.mtr.names_the_routing_context", DATA, |t| {
            let received = t.active()?.ask(&t.data(0, b"data"), M::DATA)?;
            let wanted = [t.settings().routing_context];
            check(received.contexts() == wanted, format!("Routing Context {wanted:?}"), received.describe())
        }),
        Case::new("m3ua.sgp.mtr.names_the_network_appearance", DATA, |t| {
            let received = t.active()?.ask(&t.data(0, b"data"), M::DATA)?;
            let came = received.word(Tag::NETWORK_APPEARANCE);
            check(came == t.settings().network_appearance, "the Network Appearance", received.describe())
        })
        .needs(Feature::NetworkAppearance),
        Case::new("m3ua.sgp.mtr.the_label_is_kept", DATA, |t| {
            let label = RoutingLabel { opc: PointCode(0x2fff), si: 5, mp: 3, sls: 13, ..t.label(0) };
            comes_back(&mut t.active()?, &label, b"data")
        }),
        Case::new("m3ua.sgp.mtr.no_user_data", DATA, |t| comes_back(&mut t.active()?, &t.label(0), b"")),
        Case::new("m3ua.sgp.mtr.every_padding", "RFC 4666 §3.2", |t| {
            let mut c = t.active()?;
            (1..=8).try_for_each(|length| comes_back(&mut c, &t.label(0), &[0xa5; 8][..length]))
        }),
        Case::new("m3ua.sgp.mtr.a_whole_msu", "RFC 4666 §1.3.2.1", |t| {
            comes_back(&mut t.active()?, &t.label(0), &[0x5a; 272])
        }),
        Case::new("m3ua.sgp.mtr.a_long_message", "RFC 4666 §1.3.2.1", |t| {
            comes_back(&mut t.active()?, &t.label(0), &[0x5a; 3000])
        })
        .should(),
        Case::new("m3ua.sgp.mtr.any_order_of_parameters", "RFC 4666 §3.2", |t| {
            let context = [t.settings().routing_context];
            let data = Message::new(M::DATA).protocol_data(&t.label(0), b"data").contexts(&context);
            t.active()?.ask(&data, M::DATA).map(drop)
        }),
        Case::new("m3ua.sgp.mtr.correlation_id", DATA, |t| {
            let data = t.data(0, b"data").words(Tag::CORRELATION_ID, &[77]);
            t.active()?.ask(&data, M::DATA).map(drop)
        }),
        Case::new("m3ua.sgp.mtr.unknown_parameter", "RFC 4666 §3.2", |t| {
            let data = t.data(0, b"data").octets_of(Tag(0x00ee), *b"unknown");
            t.active()?.ask(&data, M::DATA).map(drop)
        }),
        Case::new("m3ua.sgp.mtr.last_padding_missing", "RFC 4666 §3.1.4", |t| {
            let mut octets = t.data(0, b"12345").octets();
            octets.truncate(octets.len() - 3);
            let length = u32::try_from(octets.len()).unwrap_or_default();
            octets.splice(4..8, length.to_be_bytes());
            let mut c = t.active()?;
            c.send_octets(1, octets);
            c.answer(M::DATA).map(drop)
        })
        .should(),
        Case::new("m3ua.sgp.mtr.one_selection_stays_in_order", ORDER, in_order),
        Case::new("m3ua.sgp.mtr.one_selection_stays_on_its_stream", ORDER, same_stream),
        Case::new(
            "m3ua.sgp.mtr.by_the_second_application_server",
            "RFC 4666 §1.4.2.4; TS 102 381 SGP_MTR_V_001",
            by_second,
        )
        .needs(Feature::SecondAs),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Relays)).collect()
}

/// DATA with this label and these octets comes back as it was.
fn comes_back(c: &mut Link<'_>, label: &RoutingLabel, user_data: &[u8]) -> Outcome {
    let t = c.t;
    let context = [t.settings().routing_context];
    let data = t.data(0, b"").without(Tag::ROUTING_CONTEXT).without(Tag::PROTOCOL_DATA);
    let received = c.ask(&data.contexts(&context).protocol_data(label, user_data), M::DATA)?;
    let came = received.data();
    let same = came.as_ref().is_some_and(|came| (&came.0, came.1.as_slice()) == (label, user_data));
    check(same, format!("{label:?} and {} octets as they were sent", user_data.len()), received.describe())
}

fn in_order(t: &Context<'_>) -> Outcome {
    let mut c = t.active()?;
    (0..20).for_each(|number| c.send(&t.data(6, &[number])));
    for number in 0..20 {
        let received = c.answer(M::DATA)?;
        let right = received.data().is_some_and(|(_, user_data)| user_data == [number]);
        check(right, format!("message {number} of 20"), received.describe())?;
    }
    Ok(())
}

fn same_stream(t: &Context<'_>) -> Outcome {
    let mut c = t.active()?;
    for sls in [1, 2, 15] {
        let stream = c.ask(&t.data(sls, b"data"), M::DATA)?.stream_id;
        for _ in 0..3 {
            let again = c.ask(&t.data(sls, b"data"), M::DATA)?.stream_id;
            check(again == stream, format!("stream {stream} for sls {sls}"), again.to_string())?;
        }
    }
    Ok(())
}

/// A message for the second application server goes by its routing context.
fn by_second(t: &Context<'_>) -> Outcome {
    let settings = t.settings();
    let mut c = t.active()?;
    let second = settings.second_routing_context;
    c.ask(&Message::new(M::ASPAC).contexts(&[second]), M::ASPAC_ACK)?;
    let label = RoutingLabel { dpc: PointCode(settings.point_code), ..t.label(1) };
    let data = Message::new(M::DATA).contexts(&[second]).protocol_data(&label, b"between them");
    let received = c.ask(&data, M::DATA)?;
    let wanted = [settings.routing_context];
    check(received.contexts() == wanted, format!("Routing Context {wanted:?}"), received.describe())
}

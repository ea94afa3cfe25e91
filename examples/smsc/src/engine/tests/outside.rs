//! What comes over HTTP: parts all or none, keys, questions.

use std::time::Duration;

use brivas_smpp::{
    Body, CommandStatus, Dialect, InterfaceVersion, Leniency, MessageState, Pdu, RegisteredDelivery,
    SubmitSm, encode,
};
use bytes::BytesMut;

use super::world::{HANDSET, TWO, World, to};
use crate::engine::{Refusal, Report, Taken};

pub(super) fn pdu<'a>(body: &impl Body<'a>) -> Pdu {
    let dialect = Dialect::new(InterfaceVersion::V5_0, Leniency::STRICT);
    let mut out = BytesMut::new();
    encode(body, CommandStatus::ESME_ROK, 1, dialect, &mut out).unwrap();
    Pdu::new(out.freeze(), dialect).unwrap()
}

fn ids(taken: &Taken) -> Vec<Vec<u8>> {
    taken.ids.iter().map(|id| id.as_bytes().to_vec()).collect()
}

#[test]
fn a_submission_is_delivered_and_its_receipt_goes_to_the_tenants_bind() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    let body = SubmitSm { registered_delivery: RegisteredDelivery::RECEIPT, ..to(b"99", b"by HTTP") };
    let taken = world.submit_outside("a", None, vec![pdu(&body)]).unwrap();
    assert!(!taken.again);
    world.pass(Duration::from_secs(1));
    assert_eq!(world.esmes[b].messages(), ["by HTTP"]);
    assert!(world.esmes[a].receipts()[0].contains("stat:DELIVRD"));
    let refused = world.submit_outside("a", None, vec![pdu(&to(b"55", b"x"))]).unwrap_err();
    assert_eq!(refused, Refusal::Status(CommandStatus::ESME_RINVDSTADR));
}

#[test]
fn the_same_key_is_the_same_message_whatever_comes_with_it_and_for_its_tenant_alone() {
    let mut world = World::new(HANDSET);
    let parts = || vec![pdu(&to(b"1", b"one")), pdu(&to(b"1", b"two"))];
    let first = world.submit_outside("a", Some([7; 32]), parts()).unwrap();
    assert_eq!(first.ids.len(), 2);
    world.pass(Duration::from_secs(2));
    let again = world.submit_outside("a", Some([7; 32]), parts()).unwrap();
    assert!(again.again && ids(&again) == ids(&first), "also after it has ended");
    let longer = [parts(), parts()].concat();
    assert_eq!(world.submit_outside("a", Some([7; 32]), longer).unwrap_err(), Refusal::KeyUsed);
    let other = world.submit_outside("a", Some([8; 32]), parts()).unwrap();
    assert!(!other.again && ids(&other) != ids(&first));
    world.pass(Duration::from_secs(24 * 60 * 60));
    assert!(!world.submit_outside("a", Some([7; 32]), parts()).unwrap().again, "a key holds for a day");
}

#[test]
fn a_message_that_was_taken_is_told_again_whatever_the_limits_say_now() {
    let mut world = World::new(HANDSET);
    let parts = || vec![pdu(&to(b"1", b"x"))];
    let throttled = Err(CommandStatus::ESME_RTHROTTLED);
    let refusal = Refusal::Status(CommandStatus::ESME_RTHROTTLED);
    assert_eq!(world.submit_judged("a", Some([7; 32]), parts(), throttled).unwrap_err(), refusal);
    let first = world.submit_outside("a", Some([7; 32]), parts()).unwrap();
    let again = world.submit_judged("a", Some([7; 32]), parts(), throttled).unwrap();
    assert!(again.again && ids(&again) == ids(&first));
    assert_eq!(world.submit_judged("a", Some([8; 32]), parts(), throttled).unwrap_err(), refusal);
}

#[test]
fn of_a_message_with_a_bad_part_nothing_is_taken() {
    let mut world = World::new(TWO);
    let parts = vec![pdu(&to(b"991", b"good")), pdu(&to(b"55", b"leads nowhere"))];
    assert!(world.submit_outside("a", None, parts).is_err());
    let b = world.bind_plain("b");
    assert!(world.esmes[b].delivered.is_empty());
}

#[test]
fn a_tenant_is_told_of_its_own_messages_alone() {
    let mut world = World::new(HANDSET);
    let taken = world.submit_outside("a", None, vec![pdu(&to(b"1", b"x"))]).unwrap();
    let id = &ids(&taken)[0];
    let submitted_at = Some(world.now.unix_ms);
    let under_way = Report { submitted_at, final_date: None, state: MessageState::ENROUTE, error_code: 0 };
    assert_eq!(world.inquire("a", id), Ok(under_way));
    assert_eq!(world.inquire("b", id), Err(CommandStatus::ESME_RINVMSGID));
    assert_eq!(world.inquire("a", b"junk"), Err(CommandStatus::ESME_RINVMSGID));
    world.pass(Duration::from_secs(1));
    let ended = world.inquire("a", id).unwrap();
    assert_eq!(ended.state, MessageState::DELIVERED);
    assert!(ended.final_date.is_some());
    assert_eq!(world.inquire("b", id), Err(CommandStatus::ESME_RINVMSGID));
}

//! Messages that are damaged, belong to nothing, or are too many (Q.774 §3.3).

use std::time::Instant;

use brivas_sigtran::Buffer;
use brivas_sigtran::ber::Bits;
use brivas_sigtran::tcap::{
    AbortCause, Class, Config, Dialogue, DialogueRequest, DialogueResponse, Event, Message, MessageType,
    PAbortCause, Tcap, TransactionId, UsageError,
};
use bytes::Bytes;

use crate::pair::{CONTEXT, PLAIN, Pair, WITH_CONTEXT, address, events};

/// What one end answers to octets by hand.
fn answer(
    tcap: &mut Tcap,
    now: Instant,
    octets: &[u8],
) -> Option<(Option<TransactionId>, Option<PAbortCause>)> {
    tcap.handle_unitdata(now, address(1), address(2), &Bytes::copy_from_slice(octets));
    let sent = tcap.poll_transmit()?;
    let octets = sent.octets.into_bytes();
    let message = Message::read(&octets).unwrap();
    assert_eq!((message.message_type, sent.called), (MessageType::Abort, address(2)));
    Some((message.dtid, message.p_abort_cause))
}

#[test]
fn a_damaged_message_for_our_dialogue_ends_it_and_both_know() {
    let mut pair = Pair::new();
    let (a, b) = pair.begun(Class::Both, &PLAIN);
    pair.b.tc_continue(pair.now, b, &PLAIN).unwrap();
    let good = pair.b.poll_transmit().unwrap().octets.into_bytes();
    let mut bad = good.to_vec();
    bad.extend_from_slice(&[5, 0]);
    bad[1] += 2;
    let (dtid, cause) = answer(&mut pair.a, pair.now, &bad).unwrap();
    assert_eq!(
        (dtid, cause),
        (Message::read(&good).unwrap().otid, Some(PAbortCause::INCORRECT_TRANSACTION_PORTION))
    );
    let cause = AbortCause::Peer(PAbortCause::INCORRECT_TRANSACTION_PORTION);
    assert_eq!(events(&mut pair.a), [Event::PAbort { dialogue: a, cause }]);
}

#[test]
fn beyond_the_limit_of_dialogues_a_begin_is_refused_and_none_of_ours_is_opened() {
    let mut config = Config::new();
    config.set_max_dialogues(1);
    let mut pair = Pair::with(config);
    pair.begun(Class::Both, &PLAIN);
    assert_eq!(pair.a.open(pair.now, address(2), address(1)), Err(UsageError::TooManyDialogues));
    let begin = [0x62, 3, 0x48, 1, 7];
    let (_, cause) = answer(&mut pair.b, pair.now, &begin).unwrap();
    assert_eq!(cause, Some(PAbortCause::RESOURCE_LIMITATION));
}

#[test]
fn with_too_many_events_waiting_a_begin_is_refused_and_answers_still_come() {
    let mut config = Config::new();
    config.set_max_events(2);
    let mut pair = Pair::with(config);
    let begin = [0x62, 3, 0x48, 1, 7];
    for _ in 0..2 {
        assert_eq!(answer(&mut pair.a, pair.now, &begin), None);
    }
    assert_eq!(answer(&mut pair.a, pair.now, &begin).unwrap().1, Some(PAbortCause::RESOURCE_LIMITATION));
    events(&mut pair.a);
    assert_eq!(answer(&mut pair.a, pair.now, &begin), None);
}

#[test]
fn a_first_answer_without_aare_is_against_the_rules_unless_put_up_with() {
    for lenient in [false, true] {
        let mut config = Config::new();
        config.set_needs_response_apdu(!lenient);
        let mut pair = Pair::with(config);
        let a = pair.a.open(pair.now, address(2), address(1)).unwrap();
        pair.a.tc_begin(pair.now, a, &WITH_CONTEXT).unwrap();
        let begin = pair.a.poll_transmit().unwrap().octets.into_bytes();
        let (dtid, otid) = (Message::read(&begin).unwrap().otid, Some(TransactionId::new(9)));
        let mut out = Buffer::new();
        Message { message_type: MessageType::Continue, otid, dtid, ..Default::default() }.write(&mut out);
        pair.a.handle_unitdata(pair.now, address(1), address(2), &out.into_bytes());
        let heard = events(&mut pair.a);
        if lenient {
            assert!(matches!(heard[..], [Event::Continue { .. }]), "{heard:?}");
            continue;
        }
        assert_eq!(heard, [Event::PAbort { dialogue: a, cause: AbortCause::AbnormalDialogue }]);
        let told = pair.a.poll_transmit().unwrap().octets.into_bytes();
        let told = Message::read(&told).unwrap();
        assert_eq!((told.message_type, told.dtid), (MessageType::Abort, otid));
        assert!(matches!(told.dialogue, Some(Dialogue::Abort(abort)) if abort.abort_source == 1));
    }
}

#[test]
fn a_dialogue_portion_that_nobody_asked_for_is_against_the_rules() {
    let mut pair = Pair::new();
    let (a, b) = pair.begun(Class::Both, &PLAIN);
    pair.b.tc_continue(pair.now, b, &PLAIN).unwrap();
    let plain = pair.b.poll_transmit().unwrap().octets.into_bytes();
    let mut message = Message::read(&plain).unwrap();
    message.dialogue = Some(Dialogue::Response(DialogueResponse::new(CONTEXT, None, None)));
    let mut out = Buffer::new();
    message.write(&mut out);
    pair.a.handle_unitdata(pair.now, address(1), address(2), &out.into_bytes());
    assert_eq!(events(&mut pair.a), [Event::PAbort { dialogue: a, cause: AbortCause::AbnormalDialogue }]);
}

#[test]
fn a_dialogue_in_another_version_of_the_protocol_is_refused_by_the_provider() {
    let mut pair = Pair::new();
    let mut request = DialogueRequest::new(CONTEXT, None);
    request.protocol_version = Some(Bits { unused: 6, octets: &[0x40] });
    let otid = Some(TransactionId::new(9));
    let dialogue = Some(Dialogue::Request(request));
    let mut out = Buffer::new();
    Message { message_type: MessageType::Begin, otid, dialogue, ..Default::default() }.write(&mut out);
    pair.b.handle_unitdata(pair.now, address(2), address(1), &out.into_bytes());
    assert_eq!((events(&mut pair.b), pair.b.dialogues()), (vec![], 0));
    // The other end, had it asked so, hears that there is nothing in common.
    let a = pair.a.open(pair.now, address(2), address(1)).unwrap();
    pair.a.tc_begin(pair.now, a, &WITH_CONTEXT).unwrap();
    let begin = pair.a.poll_transmit().unwrap().octets.into_bytes();
    let refusal = pair.b.poll_transmit().unwrap().octets.into_bytes();
    let mut refusal = Message::read(&refusal).unwrap();
    refusal.dtid = Message::read(&begin).unwrap().otid;
    let mut out = Buffer::new();
    refusal.write(&mut out);
    pair.a.handle_unitdata(pair.now, address(1), address(2), &out.into_bytes());
    let cause = AbortCause::NoCommonDialoguePortion;
    assert_eq!(events(&mut pair.a), [Event::PAbort { dialogue: a, cause }]);
}

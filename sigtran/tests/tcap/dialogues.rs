//! Dialogues from their begin to their end (Q.774 §3.2).

use brivas_sigtran::Buffer;
use brivas_sigtran::ber::ObjectIdentifier;
use brivas_sigtran::tcap::{
    AbortCause, AbortReason, Class, Code, ComponentIndication, Dialogue, Event, Invoke, Message, OwnedCode,
    PAbortCause, Termination, UsageError,
};
use bytes::Bytes;

use crate::pair::{
    CONTEXT, PLAIN, Pair, SECOND, WITH_CONTEXT, address, components, events, invoke, parameter,
};

#[test]
fn a_question_is_asked_and_answered_in_two_messages() {
    let mut pair = Pair::new();
    let a = pair.a.open(pair.now, address(2), address(1)).unwrap();
    let id = pair.a.tc_invoke(a, &invoke(Class::Both), parameter(&[0x30, 0])).unwrap();
    pair.a.tc_begin(pair.now, a, &WITH_CONTEXT).unwrap();
    pair.exchange();
    let Some(Event::Begin { dialogue: b, called, calling, indication }) = pair.b.poll_event() else {
        panic!()
    };
    assert_eq!((called, calling), (address(2), address(1)));
    assert_eq!(indication.application_context.as_deref(), Some(CONTEXT));
    assert!(indication.components_present);
    let expected = ComponentIndication::Invoke {
        invoke_id: id,
        linked_id: None,
        operation: OwnedCode::Local(45),
        parameter: Some(Bytes::from_static(&[0x30, 0])),
    };
    assert_eq!(components(&mut pair.b), [expected]);
    pair.b.tc_result(b, id, true, Some(&Code::Local(45)), parameter(&[0x04, 1, 9])).unwrap();
    pair.b.tc_end(pair.now, b, &PLAIN, Termination::Basic).unwrap();
    pair.exchange();
    let Some(Event::End { dialogue, indication }) = pair.a.poll_event() else { panic!() };
    assert_eq!((dialogue, indication.application_context.as_deref()), (a, Some(CONTEXT)));
    let result = ComponentIndication::ReturnResult {
        invoke_id: id,
        last: true,
        operation: Some(OwnedCode::Local(45)),
        parameter: Some(Bytes::from_static(&[0x04, 1, 9])),
    };
    assert_eq!(components(&mut pair.a), [result]);
    assert_eq!((pair.a.dialogues(), pair.b.dialogues()), (0, 0));
    assert_eq!((pair.a.poll_timeout(), pair.b.poll_timeout()), (None, None), "no timer is left");
}

#[test]
fn a_conversation_goes_on_and_the_aare_is_in_the_first_answer_alone() {
    let mut pair = Pair::new();
    let (a, b) = pair.begun(Class::Both, &WITH_CONTEXT);
    for round in 0..3 {
        pair.b.tc_continue(pair.now, b, &PLAIN).unwrap();
        pair.exchange();
        let Some(Event::Continue { indication, .. }) = pair.a.poll_event() else { panic!() };
        assert_eq!(indication.application_context.is_some(), round == 0);
        pair.a.tc_continue(pair.now, a, &PLAIN).unwrap();
        pair.exchange();
        assert!(matches!(pair.b.poll_event(), Some(Event::Continue { .. })));
    }
    pair.a.tc_end(pair.now, a, &PLAIN, Termination::Basic).unwrap();
    pair.exchange();
    assert!(matches!(pair.b.poll_event(), Some(Event::End { .. })));
}

#[test]
fn a_context_that_is_not_supported_is_refused_with_one_that_is() {
    let mut pair = Pair::new();
    let (a, b) = pair.begun(Class::Both, &WITH_CONTEXT);
    let lower = [4, 0, 0, 1, 0, 20, 2];
    let reason =
        AbortReason::ApplicationContextNotSupported { alternative: Some(&lower), user_information: None };
    pair.b.tc_u_abort(pair.now, b, &reason).unwrap();
    pair.exchange();
    let Some(Event::UAbort { dialogue, context_not_supported, indication }) = pair.a.poll_event() else {
        panic!()
    };
    assert_eq!((dialogue, context_not_supported), (a, true));
    assert_eq!(indication.application_context.as_deref(), Some(&lower[..]));
    assert_eq!((pair.a.dialogues(), pair.b.dialogues()), (0, 0));
}

#[test]
fn a_dialogue_is_given_up_with_the_users_own_information() {
    let mut pair = Pair::new();
    let (_, b) = pair.begun(Class::Both, &WITH_CONTEXT);
    pair.b.tc_continue(pair.now, b, &PLAIN).unwrap();
    pair.exchange();
    events(&mut pair.a);
    let user: &[u8] = &[0x28, 3, 6, 1, 5];
    pair.b.tc_u_abort(pair.now, b, &AbortReason::UserSpecific { user_information: Some(user) }).unwrap();
    pair.exchange();
    let Some(Event::UAbort { context_not_supported: false, indication, .. }) = pair.a.poll_event() else {
        panic!()
    };
    assert_eq!(indication.user_information.as_deref(), Some(user));
}

#[test]
fn a_dialogue_without_a_context_is_given_up_without_an_apdu_of_dialogues() {
    let user: &[u8] = &[0x28, 3, 6, 1, 5];
    for user_information in [None, Some(user)] {
        let mut pair = Pair::new();
        let (a, b) = pair.begun(Class::Both, &PLAIN);
        pair.b.tc_u_abort(pair.now, b, &AbortReason::UserSpecific { user_information }).unwrap();
        let sent = pair.b.poll_transmit().unwrap();
        let octets = sent.octets.into_bytes();
        assert_eq!(Message::read(&octets).unwrap().dialogue, user_information.map(Dialogue::Other));
        pair.a.handle_unitdata(pair.now, sent.called, sent.calling, &octets);
        let Some(Event::UAbort { dialogue, indication, .. }) = pair.a.poll_event() else { panic!() };
        assert_eq!((dialogue, indication.user_information.as_deref()), (a, user_information));
    }
}

#[test]
fn a_peer_that_has_not_answered_cannot_be_told_of_an_abort() {
    let mut pair = Pair::new();
    let (a, _) = pair.begun(Class::Both, &PLAIN);
    pair.a.tc_u_abort(pair.now, a, &AbortReason::UserSpecific { user_information: None }).unwrap();
    assert!(pair.a.poll_transmit().is_none());
    assert_eq!(pair.a.tc_continue(pair.now, a, &PLAIN), Err(UsageError::Gone));
}

#[test]
fn a_dialogue_without_any_message_ends_at_both_ends() {
    let mut pair = Pair::new();
    let (a, b) = pair.begun(Class::Both, &PLAIN);
    pair.b.set_dialogue_timer(pair.now, b, 3600 * SECOND).unwrap();
    pair.b.tc_continue(pair.now, b, &PLAIN).unwrap();
    pair.exchange();
    events(&mut pair.a);
    pair.pass(599 * SECOND);
    events(&mut pair.a);
    pair.pass(2 * SECOND);
    assert_eq!(events(&mut pair.a), [Event::PAbort { dialogue: a, cause: AbortCause::DialogueTimer }]);
    pair.exchange();
    let cause = AbortCause::Peer(PAbortCause::RESOURCE_LIMITATION);
    assert_eq!(events(&mut pair.b), [Event::PAbort { dialogue: b, cause }]);
}

#[test]
fn verbs_are_refused_where_the_state_does_not_allow_them() {
    let mut pair = Pair::new();
    let idle = pair.a.open(pair.now, address(2), address(1)).unwrap();
    assert_eq!(pair.a.tc_continue(pair.now, idle, &PLAIN), Err(UsageError::State));
    assert_eq!(pair.a.tc_end(pair.now, idle, &PLAIN, Termination::Basic), Err(UsageError::State));
    let (a, b) = pair.begun(Class::Both, &PLAIN);
    assert_eq!(pair.a.tc_begin(pair.now, a, &PLAIN), Err(UsageError::State));
    assert_eq!(pair.a.tc_end(pair.now, a, &PLAIN, Termination::Basic), Err(UsageError::State));
    assert_eq!(pair.b.tc_uni(pair.now, b, &PLAIN), Err(UsageError::State));
    pair.b.tc_end(pair.now, b, &PLAIN, Termination::Basic).unwrap();
    assert_eq!(pair.b.tc_continue(pair.now, b, &PLAIN), Err(UsageError::Gone));
    assert_eq!(pair.b.tc_result(b, 0, true, None, Buffer::new()), Err(UsageError::Gone));
}

#[test]
fn a_unidirectional_has_no_transaction() {
    let mut pair = Pair::new();
    let a = pair.a.open(pair.now, address(2), address(1)).unwrap();
    let operation = Code::Global(ObjectIdentifier(&[0x2A, 3]));
    pair.a.tc_invoke(a, &Invoke { operation, ..invoke(Class::None) }, Buffer::new()).unwrap();
    pair.a.tc_uni(pair.now, a, &WITH_CONTEXT).unwrap();
    assert_eq!(pair.a.dialogues(), 0);
    pair.exchange();
    let heard = events(&mut pair.b);
    let [Event::Unidirectional { indication, .. }, Event::Component { dialogue: None, component }] =
        &heard[..]
    else {
        panic!("{heard:?}")
    };
    assert_eq!(indication.application_context.as_deref(), Some(CONTEXT));
    let ComponentIndication::Invoke { operation, .. } = component else { panic!() };
    assert_eq!(operation, &OwnedCode::Global(Bytes::from_static(&[0x2A, 3])));
    assert_eq!(pair.b.dialogues(), 0);
}

#[test]
fn a_begin_that_comes_back_is_told() {
    let mut pair = Pair::new();
    let a = pair.a.open(pair.now, address(2), address(1)).unwrap();
    pair.a.tc_begin(pair.now, a, &PLAIN).unwrap();
    let sent = pair.a.poll_transmit().unwrap();
    assert!(sent.return_option);
    pair.a.handle_notice(pair.now, 1, &sent.octets.into_bytes());
    assert_eq!(events(&mut pair.a), [Event::Notice { dialogue: a, return_cause: 1 }]);
}

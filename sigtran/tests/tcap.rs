//! Dialogues between two TCAPs on a clock of the test's own (after Q.787).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods)] // a test may fail loudly

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::ber::{Bits, ObjectIdentifier};
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{Address, Ssn};
use brivas_sigtran::tcap::{
    AbortCause, AbortReason, Class, Code, Component, ComponentIndication, Config, Dialogue, DialogueId,
    DialogueInfo, DialogueRequest, DialogueResponse, Event, Invoke, Message, MessageType, OwnedCode,
    PAbortCause, Problem, Tcap, Termination, TransactionId, Transmit, UsageError,
};
use bytes::Bytes;
use proptest::prelude::*;

const CONTEXT: &[u8] = &[4, 0, 0, 1, 0, 20, 3];
const WITH_CONTEXT: DialogueInfo<'static> =
    DialogueInfo { application_context: Some(CONTEXT), user_information: None };
const PLAIN: DialogueInfo<'static> = DialogueInfo { application_context: None, user_information: None };
const SECOND: Duration = Duration::from_secs(1);

fn address(point_code: u32) -> Address {
    Address::of_point_code(PointCode(point_code), Ssn::MSC)
}

fn parameter(octets: &[u8]) -> Buffer {
    let mut buffer = Buffer::new();
    buffer.prepend(octets);
    buffer
}

fn invoke(class: Class) -> Invoke<'static> {
    Invoke { class, linked_id: None, operation: Code::Local(45), timeout: 10 * SECOND }
}

/// Two ends and the way between them.
struct Pair {
    a: Tcap,
    b: Tcap,
    now: Instant,
}

impl Pair {
    fn new() -> Self {
        Self::with(Config::new())
    }

    fn with(config: Config) -> Self {
        let (now, config) = (Instant::now(), Arc::new(config));
        Self { a: Tcap::new(config.clone(), [1; 32], now), b: Tcap::new(config, [2; 32], now), now }
    }

    /// Carries all there is from one end to the other until nothing moves.
    fn exchange(&mut self) {
        loop {
            let mut moved = false;
            while let Some(sent) = self.a.poll_transmit() {
                deliver(&mut self.b, self.now, sent);
                moved = true;
            }
            while let Some(sent) = self.b.poll_transmit() {
                deliver(&mut self.a, self.now, sent);
                moved = true;
            }
            if !moved {
                return;
            }
        }
    }

    fn pass(&mut self, span: Duration) {
        self.now += span;
        self.a.handle_timeout(self.now);
        self.b.handle_timeout(self.now);
    }

    /// A dialogue of A's with one invocation of this class, begun; both ends' names for it.
    fn begun(&mut self, class: Class, info: &DialogueInfo<'_>) -> (DialogueId, DialogueId) {
        let a = self.a.open(self.now, address(2), address(1)).unwrap();
        self.a.tc_invoke(a, &invoke(class), parameter(&[0x30, 0])).unwrap();
        self.a.tc_begin(self.now, a, info).unwrap();
        self.exchange();
        let Some(Event::Begin { dialogue: b, .. }) = self.b.poll_event() else { panic!() };
        assert!(matches!(self.b.poll_event(), Some(Event::Component { .. })));
        (a, b)
    }
}

fn deliver(to: &mut Tcap, now: Instant, sent: Transmit) {
    to.handle_unitdata(now, sent.called, sent.calling, &sent.octets.into_bytes());
}

fn events(tcap: &mut Tcap) -> Vec<Event> {
    std::iter::from_fn(|| tcap.poll_event()).collect()
}

fn components(tcap: &mut Tcap) -> Vec<ComponentIndication> {
    let component = |event| match event {
        Event::Component { component, .. } => Some(component),
        _ => None,
    };
    events(tcap).into_iter().filter_map(component).collect()
}

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
fn components_go_out_in_the_order_of_their_requests() {
    let mut pair = Pair::new();
    let a = pair.a.open(pair.now, address(2), address(1)).unwrap();
    for _ in 0..3 {
        pair.a.tc_invoke(a, &invoke(Class::Both), Buffer::new()).unwrap();
    }
    pair.a.tc_u_reject(a, None, Problem::BADLY_STRUCTURED_COMPONENT).unwrap();
    pair.a.tc_begin(pair.now, a, &PLAIN).unwrap();
    pair.exchange();
    let ids: Vec<_> = components(&mut pair.b)
        .into_iter()
        .map(|component| match component {
            ComponentIndication::Invoke { invoke_id, .. } => Some(invoke_id),
            ComponentIndication::Reject { invoke_id, .. } => invoke_id,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ids, [Some(0), Some(1), Some(2), None]);
}

#[test]
fn answers_go_where_the_peer_first_answered_from() {
    let mut pair = Pair::new();
    let (a, b) = pair.begun(Class::Both, &PLAIN);
    pair.b.tc_continue(pair.now, b, &PLAIN).unwrap();
    let sent = pair.b.poll_transmit().unwrap();
    pair.a.handle_unitdata(pair.now, sent.called, address(77), &sent.octets.into_bytes());
    pair.a.tc_continue(pair.now, a, &PLAIN).unwrap();
    assert_eq!(pair.a.poll_transmit().unwrap().called, address(77));
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
fn a_peer_that_has_not_answered_cannot_be_told_of_an_abort() {
    let mut pair = Pair::new();
    let (a, _) = pair.begun(Class::Both, &PLAIN);
    pair.a.tc_u_abort(pair.now, a, &AbortReason::UserSpecific { user_information: None }).unwrap();
    assert!(pair.a.poll_transmit().is_none());
    assert_eq!(pair.a.tc_continue(pair.now, a, &PLAIN), Err(UsageError::Gone));
}

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
fn messages_that_belong_to_nothing_or_are_damaged_get_the_standards_answer() {
    let mut pair = Pair::new();
    for (octets, cause) in [
        (&[0x65, 9, 0x48, 1, 7, 0x49, 4, 1, 2, 3, 4][..], Some(PAbortCause::UNRECOGNIZED_TRANSACTION_ID)),
        (&[0x65, 6, 0x48, 1, 7, 0x49, 1, 9], Some(PAbortCause::UNRECOGNIZED_TRANSACTION_ID)),
        (&[0x62, 5, 0x48, 1, 7, 5, 0], Some(PAbortCause::INCORRECT_TRANSACTION_PORTION)),
        (&[0x66, 3, 0x48, 1, 7], Some(PAbortCause::UNRECOGNIZED_MESSAGE_TYPE)),
        (&[0x64, 6, 0x49, 4, 1, 2, 3, 4], None),
        (&[0x67, 6, 0x49, 4, 1, 2, 3, 4], None),
        (&[0x62, 0], None),
        (&[], None),
    ] {
        let answered = answer(&mut pair.a, pair.now, octets);
        assert_eq!(answered.and_then(|(_, cause)| cause), cause, "{octets:02X?}");
        if let Some((dtid, _)) = answered {
            assert_eq!(dtid.unwrap().octets(), [7], "the peer's own octets");
        }
    }
    assert_eq!((events(&mut pair.a), pair.a.dialogues()), (vec![], 0));
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
fn an_invocations_time_counts_from_when_it_is_sent_and_can_begin_anew() {
    let mut pair = Pair::new();
    let a = pair.a.open(pair.now, address(2), address(1)).unwrap();
    let id = pair.a.tc_invoke(a, &invoke(Class::Both), Buffer::new()).unwrap();
    pair.pass(60 * SECOND);
    assert_eq!(events(&mut pair.a), [], "it was not sent");
    pair.a.tc_begin(pair.now, a, &PLAIN).unwrap();
    pair.pass(9 * SECOND);
    pair.a.tc_timer_reset(pair.now, a, id).unwrap();
    pair.pass(9 * SECOND);
    assert_eq!(events(&mut pair.a), []);
    pair.pass(SECOND);
    assert_eq!(events(&mut pair.a), [Event::Cancelled { dialogue: a, invoke_id: id }]);
    assert_eq!(pair.a.tc_timer_reset(pair.now, a, id), Err(UsageError::NoInvocation));
    let second = pair.a.tc_invoke(a, &invoke(Class::Both), Buffer::new()).unwrap();
    pair.a.tc_u_cancel(a, second).unwrap();
    assert_eq!(pair.a.tc_u_cancel(a, second), Err(UsageError::NoInvocation));
}

/// Begins with an invocation of a class, has the other end answer by hand, and gives what A hears.
fn after(class: Class, answer: &Component<'_>) -> (Vec<ComponentIndication>, Vec<Problem>) {
    let mut pair = Pair::new();
    let (a, b) = pair.begun(class, &PLAIN);
    pair.b.tc_continue(pair.now, b, &PLAIN).unwrap();
    let sent = pair.b.poll_transmit().unwrap().octets.into_bytes();
    let continued = Message::read(&sent).unwrap();
    let mut out = Buffer::new();
    answer.write(&mut out);
    let portion = [&[0x6C, u8::try_from(out.len()).unwrap()], out.as_slice()].concat();
    let mut octets = Buffer::new();
    continued.write(&mut octets);
    let mut octets = octets.as_slice().to_vec();
    octets.extend_from_slice(&portion);
    octets[1] += u8::try_from(portion.len()).unwrap();
    pair.a.handle_unitdata(pair.now, address(1), address(2), &octets.into());
    let heard = components(&mut pair.a);
    // What A rejects goes out with its next message.
    pair.a.tc_continue(pair.now, a, &PLAIN).unwrap();
    pair.exchange();
    let rejected = components(&mut pair.b).into_iter().filter_map(|component| match component {
        ComponentIndication::Reject { problem, .. } => Some(problem),
        _ => None,
    });
    (heard, rejected.collect())
}

#[test]
fn answers_that_the_class_of_an_operation_does_not_have_are_rejected() {
    let result = Component::ReturnResult { invoke_id: 0, last: true, result: None };
    let error = Component::ReturnError { invoke_id: 0, error: Code::Local(27), parameter: None };
    for (class, answer, problem) in [
        (Class::Both, &result, None),
        (Class::Both, &error, None),
        (Class::Failure, &result, Some(Problem::RETURN_RESULT_UNEXPECTED)),
        (Class::Failure, &error, None),
        (Class::Success, &result, None),
        (Class::Success, &error, Some(Problem::RETURN_ERROR_UNEXPECTED)),
        (Class::None, &result, Some(Problem::RETURN_RESULT_UNEXPECTED)),
        (Class::None, &error, Some(Problem::RETURN_ERROR_UNEXPECTED)),
    ] {
        let (heard, rejected) = after(class, answer);
        assert_eq!(rejected, Vec::from_iter(problem), "{class:?} {answer:?}");
        let is_local = matches!(heard[..], [ComponentIndication::LocalReject { .. }]);
        assert_eq!(is_local, problem.is_some());
    }
}

#[test]
fn components_for_invocations_that_are_not_there_are_rejected() {
    for (answer, problem) in [
        (
            Component::ReturnResult { invoke_id: 5, last: true, result: None },
            Problem::RESULT_UNRECOGNIZED_INVOKE_ID,
        ),
        (
            Component::ReturnError { invoke_id: 5, error: Code::Local(1), parameter: None },
            Problem::ERROR_UNRECOGNIZED_INVOKE_ID,
        ),
        (
            Component::Invoke {
                invoke_id: 9,
                linked_id: Some(5),
                operation: Code::Local(1),
                parameter: None,
            },
            Problem::UNRECOGNIZED_LINKED_ID,
        ),
    ] {
        assert_eq!(after(Class::Both, &answer).1, [problem]);
    }
    let linked =
        Component::Invoke { invoke_id: 9, linked_id: Some(0), operation: Code::Local(1), parameter: None };
    assert!(matches!(
        after(Class::Both, &linked).0[..],
        [ComponentIndication::Invoke { linked_id: Some(0), .. }]
    ));
    let reject = Component::Reject { invoke_id: Some(0), problem: Problem::UNRECOGNIZED_OPERATION };
    assert_eq!(after(Class::Both, &reject).1, [], "a reject is not answered");
}

#[test]
fn results_that_are_not_the_last_leave_the_invocation_open() {
    let mut pair = Pair::new();
    let (a, b) = pair.begun(Class::Both, &PLAIN);
    for last in [false, false, true] {
        pair.b.tc_result(b, 0, last, Some(&Code::Local(45)), parameter(&[4, 0])).unwrap();
        pair.b.tc_continue(pair.now, b, &PLAIN).unwrap();
        pair.exchange();
        assert!(matches!(components(&mut pair.a)[..], [ComponentIndication::ReturnResult { .. }]));
    }
    assert_eq!(pair.a.tc_u_cancel(a, 0), Err(UsageError::NoInvocation));
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
fn a_pre_arranged_end_tells_nobody() {
    let mut pair = Pair::new();
    let (a, b) = pair.begun(Class::Both, &PLAIN);
    for (tcap, id) in [(&mut pair.a, a), (&mut pair.b, b)] {
        tcap.tc_end(pair.now, id, &PLAIN, Termination::PreArranged).unwrap();
        assert!(tcap.poll_transmit().is_none());
        assert_eq!(tcap.dialogues(), 0);
    }
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is lost, doubled or out of order, in the end every dialogue is gone at both ends.
    #[test]
    fn no_dialogue_hangs(steps in prop::collection::vec((any::<u8>(), any::<u8>()), 1..200)) {
        let mut pair = Pair::new();
        let mut open: [Vec<DialogueId>; 2] = [Vec::new(), Vec::new()];
        let mut way: VecDeque<(usize, Transmit)> = VecDeque::new();
        for (choice, which) in steps {
            let end = usize::from(which & 1);
            let tcap = if end == 0 { &mut pair.a } else { &mut pair.b };
            let pick = open[end].get(usize::from(which / 2) % open[end].len().max(1)).copied();
            match (choice % 8, pick) {
                (0 | 1, _) => {
                    let id = tcap.open(pair.now, address(2), address(1)).unwrap();
                    tcap.tc_invoke(id, &invoke(Class::Both), Buffer::new()).unwrap();
                    let info = if choice & 8 == 0 { PLAIN } else { WITH_CONTEXT };
                    tcap.tc_begin(pair.now, id, &info).unwrap();
                    open[end].push(id);
                }
                (2, Some(id)) => drop(tcap.tc_continue(pair.now, id, &PLAIN)),
                (3, Some(id)) => drop(tcap.tc_end(pair.now, id, &PLAIN, Termination::Basic)),
                (4, Some(id)) => {
                    let reason = AbortReason::UserSpecific { user_information: None };
                    let _ = tcap.tc_u_abort(pair.now, id, &reason);
                }
                (5, Some(id)) => drop(tcap.tc_result(id, 0, choice & 8 == 0, None, Buffer::new())),
                _ => {
                    // One message arrives, is lost, or arrives twice.
                    let place = usize::from(which) % way.len().max(1);
                    if let Some((to, sent)) = way.remove(place) {
                        for _ in 0..choice / 8 % 3 {
                            let to = if to == 0 { &mut pair.a } else { &mut pair.b };
                            deliver(to, pair.now, sent.clone());
                        }
                    }
                }
            }
            for (from, tcap) in [&mut pair.a, &mut pair.b].into_iter().enumerate() {
                way.extend(std::iter::from_fn(|| tcap.poll_transmit()).map(|sent| (1 - from, sent)));
                for event in events(tcap) {
                    if let Event::Begin { dialogue, .. } = event {
                        open[from].push(dialogue);
                    }
                }
            }
        }
        for _ in 0..3 {
            pair.pass(601 * SECOND);
            pair.exchange();
        }
        prop_assert_eq!((pair.a.dialogues(), pair.b.dialogues()), (0, 0));
        prop_assert_eq!((pair.a.poll_timeout(), pair.b.poll_timeout()), (None, None));
    }
}

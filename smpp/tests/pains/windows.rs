//! Pains 3, 4, 5, 9 and 10: races of receipts and responses, full windows that hang, numbers that collide, throttling,
//! windows of every size.

use std::time::Duration;

use brivas_smpp::{
    Body, CommandId, CommandStatus, Config, DeliverSm, DeliverSmResp, Event, Receipt, RequestFailure,
    RequestId, Role, SubmitSmResp, Suggestion, UsageError,
};

use crate::common::{ROK, Side, message, pdu, request};

const SECOND: Duration = Duration::from_secs(1);

fn windowed(window: u16) -> Side {
    let mut config = Config::new(Role::Esme);
    config.set_window(window).set_enquire_link_timer(None);
    Side::bound(config)
}

fn response(id: RequestId, status: CommandStatus) -> Vec<u8> {
    let body: &[u8] = if status.is_ok() { b"7\0" } else { &[] };
    pdu(CommandId::submit_sm_resp, status, id.sequence_number(), body)
}

fn receipt(number: u32) -> Vec<u8> {
    let text = b"id:7 sub:001 dlvrd:001 stat:DELIVRD err:000";
    request(&DeliverSm { esm_class: 4.into(), short_message: text, ..Default::default() }, number)
}

/// jookies/jasmin#423 (in its comments): the receipt overtakes the response, both in one read. Events come in the order
/// of the wire, and the request is still there to be answered.
#[test]
fn a_receipt_before_its_response_loses_neither() {
    let mut side = windowed(10);
    let asked = side.submit();
    side.feed(&[receipt(1), response(asked, ROK)].concat());
    let events = side.events();
    let [Event::Request { pdu, .. }, Event::Response { id, pdu: answer }] = events.as_slice() else {
        panic!("{events:?}")
    };
    let deliver = pdu.body::<DeliverSm<'_>>().unwrap();
    assert_eq!(Receipt::of_deliver_sm(&deliver).unwrap().message_id, b"7");
    assert_eq!(*id, asked);
    assert_eq!(answer.body::<SubmitSmResp<'_>>().unwrap().message_id, b"7");
}

/// kneodev/ksmppd#111: a receipt for a message whose submission failed is handed over, not judged.
#[test]
fn a_receipt_after_a_failed_submission_is_handed_over() {
    let mut side = windowed(10);
    let asked = side.submit();
    side.feed(&[response(asked, CommandStatus::ESME_RSYSERR), receipt(1)].concat());
    let events = side.events();
    assert!(matches!(events.as_slice(), [Event::Response { .. }, Event::Request { .. }]), "{events:?}");
}

/// fizzed/cloudhopper-smpp#134: the response is on the wire while the caller times out. It is given to the owner, who
/// can read the `message_id` out of it, and takes nothing away from the request that has the next number.
#[test]
fn a_response_after_its_timeout_is_told_and_harms_no_other() {
    let mut side = windowed(1);
    let late = side.submit();
    side.pass(30 * SECOND);
    assert!(matches!(side.event(), Event::RequestFailed { reason: RequestFailure::Timeout, .. }));
    let next = side.submit();
    side.feed(&response(late, ROK));
    let Event::StrayResponse(pdu) = side.event() else { panic!("not told") };
    assert_eq!(pdu.header.sequence_number, late.sequence_number());
    assert_eq!(pdu.body::<SubmitSmResp<'_>>().unwrap().message_id, b"7");
    assert_eq!(side.session.outstanding(), 1);
    side.feed(&response(next, ROK));
    assert!(matches!(side.event(), Event::Response { id, .. } if id == next));
}

/// fizzed/cloudhopper-smpp#114 and #25, opentelecoms-org/jsmpp#60 and #6: both sides have full windows, and each must be
/// able to answer the other.
#[test]
fn a_full_window_holds_neither_answers_nor_enquire_links_back() {
    let mut side = windowed(1);
    side.submit();
    assert_eq!(side.session.submit_sm(side.now, &message()), Err(UsageError::WindowFull));
    side.sent();
    side.feed(&[receipt(1), pdu(CommandId::enquire_link, ROK, 2, &[])].concat());
    let id = side.request();
    side.session.deliver_sm_resp(side.now, id).unwrap();
    side.session.enquire_link(side.now).unwrap();
    let sent: Vec<_> = side.sent().iter().map(|sent| sent.command_id).collect();
    assert_eq!(sent, [CommandId::enquire_link_resp, CommandId::deliver_sm_resp, CommandId::enquire_link]);
}

/// uudashr/jsmpp PR#38, fizzed/cloudhopper-smpp#114: a peer that never answers does not keep the window full for ever,
/// and whoever waits for room is told.
#[test]
fn a_full_window_opens_by_timeouts_and_says_so() {
    let mut side = windowed(3);
    for _ in 0..3 {
        side.submit();
    }
    assert_eq!(side.session.submit_sm(side.now, &message()), Err(UsageError::WindowFull));
    side.pass(30 * SECOND);
    let events = side.events();
    assert_eq!(events.iter().filter(|event| matches!(event, Event::WindowOpen)).count(), 1, "{events:?}");
    for _ in 0..3 {
        side.submit();
    }
}

/// fizzed/cloudhopper-smpp#114: closing with a full window. Each request fails, then the session ends.
#[test]
fn closing_with_a_full_window_fails_every_request() {
    let mut side = windowed(u16::MAX);
    let asked: Vec<_> = (0..5000).map(|_| side.submit()).collect();
    side.session.handle_eof(side.now);
    let mut events = side.events();
    assert!(matches!(events.pop(), Some(Event::Closed(_))));
    let failed: Vec<_> = events
        .iter()
        .map(|event| match event {
            Event::RequestFailed { id, reason: RequestFailure::Closed } => *id,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(failed, asked);
}

/// kneodev/ksmppd#28 (100 % CPU): after its timers have run, a session does not ask to be called again at once.
#[test]
fn nothing_is_due_again_right_after_it_was_run() {
    let mut side = Side::bound(Config::new(Role::Esme));
    side.submit();
    for _ in 0..20 {
        let Some(at) = side.session.poll_timeout() else { break };
        side.session.handle_timeout(at);
        side.events();
        assert!(side.session.poll_timeout().is_none_or(|next| next > at));
    }
}

/// funbox/smppex#50: `enquire_link` and `submit_sm` with one number, and a response lost by it.
#[test]
fn no_two_requests_under_way_have_one_number() {
    let mut side = windowed(10);
    let mut numbers: Vec<_> = (0..10).map(|_| side.submit().sequence_number()).collect();
    numbers.push(side.session.enquire_link(side.now).unwrap().sequence_number());
    numbers.push(side.session.enquire_link(side.now).unwrap().sequence_number());
    let mut sorted = numbers.clone();
    sorted.dedup();
    assert_eq!(numbers.len(), 12);
    assert_eq!(sorted, numbers);
}

/// funbox/smppex PR#51, ajankovic/smpp#3: the peer's numbers are the peer's. A request of it that has the number of one of
/// ours is answered with that number, and ours stays open.
#[test]
fn both_sides_may_use_one_number_at_once() {
    let mut side = windowed(10);
    let asked = side.submit();
    side.sent();
    side.feed(&receipt(asked.sequence_number()));
    let id = side.request();
    side.session.deliver_sm_resp(side.now, id).unwrap();
    assert_eq!(side.sent()[0].sequence_number, asked.sequence_number());
    assert_eq!(side.session.outstanding(), 1);
    side.feed(&response(asked, ROK));
    assert!(matches!(side.event(), Event::Response { id, .. } if id == asked));
}

/// AdhamAwadhi/JamaaSMPP#50, joaogervasoni/smppjs PR#25: a peer may use one number twice, 0, or one above 0x7FFFFFFF.
/// Each request gets its own answer with the number that it came with.
#[test]
fn any_number_of_the_peer_is_echoed() {
    let mut side = windowed(10);
    for number in [0, 5, 5, 0x7FFF_FFFF, 0x8000_0000, u32::MAX] {
        side.feed(&receipt(number));
    }
    let ids: Vec<_> = (0..6).map(|_| side.request()).collect();
    for id in ids {
        side.session.deliver_sm_resp(side.now, id).unwrap();
    }
    let numbers: Vec<_> = side.sent().iter().map(|sent| sent.sequence_number).collect();
    assert_eq!(numbers, [0, 5, 5, 0x7FFF_FFFF, 0x8000_0000, u32::MAX]);
}

/// A response of another operation to one of our numbers answers nothing.
#[test]
fn a_response_must_be_that_of_the_request() {
    let mut side = windowed(10);
    let asked = side.submit();
    let deliver = pdu(CommandId::deliver_sm_resp, ROK, asked.sequence_number(), &[0]);
    side.feed(&deliver);
    assert!(matches!(side.event(), Event::StrayResponse(_)));
    assert!(DeliverSmResp::reads(CommandId::deliver_sm_resp));
    side.feed(&[response(asked, ROK), response(asked, ROK)].concat());
    let events = side.events();
    assert!(matches!(events.as_slice(), [Event::Response { .. }, Event::StrayResponse(_)]), "answered once");
}

/// jookies/jasmin#60, #425 and #796, linxGnu/gosmpp#72, praekelt/vumi PR#636: a throttled request is told as the answer
/// to that request, so that its owner can send it again in its place; a full queue counts as throttling.
#[test]
fn a_throttled_request_is_named_and_the_order_kept() {
    let mut side = windowed(10);
    let asked: Vec<_> = (0..5).map(|_| side.submit()).collect();
    let statuses = [
        ROK,
        CommandStatus::ESME_RTHROTTLED,
        CommandStatus::ESME_RMSGQFUL,
        CommandStatus::ESME_RTHROTTLED,
        ROK,
    ];
    for (id, status) in asked.iter().zip(statuses) {
        side.feed(&response(*id, status));
    }
    let slow_down: Vec<_> = side
        .events()
        .iter()
        .filter_map(|event| match event {
            Event::Response { id, pdu } => {
                (pdu.header.command_status.suggestion() == Suggestion::SlowDown).then_some(*id)
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(slow_down, asked[1..4]);
}

/// linxGnu/gosmpp#105, #73 and PR#134 (255 at most), komuw/naz#28, farhadi/node-smpp#10: windows of one and of 65,535,
/// filled and answered from the last to the first, twice.
#[test]
fn a_window_of_any_size_is_filled_and_emptied_in_any_order() {
    for limit in [1, 255, 256, u16::MAX] {
        let mut config = Config::new(Role::Esme);
        config.set_window(limit).set_max_transmit(usize::MAX).set_max_events(usize::MAX);
        let mut side = Side::bound(config);
        for _ in 0..2 {
            let asked: Vec<_> = (0..limit).map(|_| side.submit()).collect();
            assert_eq!(side.session.submit_sm(side.now, &message()), Err(UsageError::WindowFull));
            side.sent_octets();
            let answers: Vec<u8> = asked.iter().rev().flat_map(|id| response(*id, ROK)).collect();
            side.feed(&answers);
            let answered = side.events();
            let responses = answered.iter().filter(|event| matches!(event, Event::Response { .. })).count();
            assert_eq!((responses, side.session.outstanding()), (usize::from(limit), 0));
        }
    }
}

//! Every `UsageError`, after which the session is as before (rule 6), and every `RefusalReason` with the answer that
//! the standard has for it (rule 5).

use std::time::Duration;

use brivas_smpp::{
    AlertNotification, Bind, BindKind, Body, BroadcastSm, CancelSm, CloseReason, CommandId, CommandStatus,
    Config, DataSm, DataSmResp, DeliverSm, EncodeErrorKind, Event, InterfaceVersion, Outbind, QuerySm,
    RefusalReason, ReplaceSm, Role, Session, SessionState, SubmitMulti, SubmitSm, SubmitSmResp, Tag, TlvBuf,
    Unbind, UsageError, is_allowed,
};

use crate::common::{ROK, Side, bind_pdu, message, pdu, request};

const KINDS: [BindKind; 3] = [BindKind::Transmitter, BindKind::Receiver, BindKind::Transceiver];

/// Every bound state of this side, in 3.4 and in 5.0.
fn bound_sides(role: Role) -> impl Iterator<Item = (Side, InterfaceVersion)> {
    KINDS.into_iter().flat_map(move |kind| {
        [InterfaceVersion::V3_4, InterfaceVersion::V5_0]
            .map(|version| (Side::bound_as(Config::new(role), kind, version.0), version))
    })
}

/// Whether the session takes this request: whatever else is wrong with it is found after the matrix was asked.
fn takes<'a>(side: &mut Side, body: &impl Body<'a>) -> bool {
    let before = (side.session.outstanding(), side.session.stats());
    let outcome = side.session.request(side.now, body);
    if outcome == Err(UsageError::State) {
        assert_eq!((side.session.outstanding(), side.session.stats()), before);
    }
    assert_eq!(side.sent().len(), usize::from(outcome.is_ok()));
    outcome != Err(UsageError::State)
}

#[test]
fn a_request_is_sent_in_the_states_of_the_matrix_alone() {
    for role in [Role::Esme, Role::Mc] {
        for (mut side, version) in bound_sides(role) {
            let state = side.session.state();
            let allowed = |id| is_allowed(id, role, state, version);
            assert_eq!(takes(&mut side, &message()), allowed(CommandId::submit_sm));
            assert_eq!(takes(&mut side, &SubmitMulti::default()), allowed(CommandId::submit_multi));
            assert_eq!(takes(&mut side, &DeliverSm::default()), allowed(CommandId::deliver_sm));
            assert_eq!(takes(&mut side, &DataSm::default()), allowed(CommandId::data_sm));
            assert_eq!(takes(&mut side, &QuerySm::default()), allowed(CommandId::query_sm));
            assert_eq!(takes(&mut side, &CancelSm::default()), allowed(CommandId::cancel_sm));
            assert_eq!(takes(&mut side, &ReplaceSm::default()), allowed(CommandId::replace_sm));
            assert_eq!(takes(&mut side, &BroadcastSm::default()), allowed(CommandId::broadcast_sm));
            let alert = side.session.alert_notification(side.now, &AlertNotification::default());
            assert_eq!(alert != Err(UsageError::State), allowed(CommandId::alert_notification));
            assert_eq!(side.session.bind(side.now, &Bind::default()), Err(UsageError::State));
            assert_eq!(side.session.outbind(side.now, &Outbind::default()), Err(UsageError::State));
        }
    }
}

#[test]
fn nothing_but_its_own_is_sent_before_the_bind() {
    let mut esme = Side::open(Config::new(Role::Esme));
    assert_eq!(esme.session.submit_sm(esme.now, &message()), Err(UsageError::State));
    assert_eq!(esme.session.unbind(esme.now), Err(UsageError::State));
    assert_eq!(esme.session.outbind(esme.now, &Outbind::default()), Err(UsageError::State));
    assert!(esme.session.enquire_link(esme.now).is_ok(), "5.0 has it in OPEN");
    let mut mc = Side::open(Config::new(Role::Mc));
    assert_eq!(mc.session.bind(mc.now, &Bind::default()), Err(UsageError::State));
    mc.session.outbind(mc.now, &Outbind::default()).unwrap();
    assert_eq!(mc.session.state(), SessionState::OUTBOUND);
    assert_eq!(mc.session.outbind(mc.now, &Outbind::default()), Err(UsageError::State));
}

#[test]
fn a_request_with_a_verb_of_its_own_is_not_taken_by_request() {
    let mut side = Side::bound(Config::new(Role::Esme));
    let now = side.now;
    assert_eq!(side.session.request(now, &Bind::default()), Err(UsageError::WrongVerb));
    assert_eq!(side.session.request(now, &Unbind::default()), Err(UsageError::WrongVerb));
    assert_eq!(side.session.request(now, &Outbind::default()), Err(UsageError::WrongVerb));
    assert_eq!(side.session.request(now, &SubmitSmResp::default()), Err(UsageError::WrongVerb));
}

#[test]
fn an_illegal_body_is_refused_and_uses_no_number_up() {
    let mut side = Side::bound(Config::new(Role::Esme));
    let long = SubmitSm { destination_addr: &[b'1'; 21], ..message() };
    let Err(UsageError::Encode(error)) = side.session.submit_sm(side.now, &long) else {
        panic!("sent")
    };
    assert_eq!((error.field, error.kind), ("destination_addr", EncodeErrorKind::TooLong(21)));
    assert_eq!(side.session.outstanding(), 0);
    assert!(side.sent_octets().is_empty());
    assert_eq!(side.submit().sequence_number(), 2);
}

#[test]
fn a_request_is_answered_once_by_its_own_response() {
    let mut side = Side::bound(Config::new(Role::Mc));
    side.feed(&request(&message(), 2));
    let id = side.request();
    let now = side.now;
    assert_eq!(side.session.respond(now, id, ROK, &DataSmResp::default()), Err(UsageError::WrongResponse));
    assert_eq!(side.session.accept_bind(now, id, b"mc"), Err(UsageError::WrongVerb));
    assert_eq!(side.session.respond_vendor(now, id, ROK, b""), Err(UsageError::WrongVerb));
    assert_eq!(side.session.refuse(now, id, ROK), Err(UsageError::StatusOk));
    assert!(matches!(side.session.submit_sm_resp(now, id, &[b'1'; 65]), Err(UsageError::Encode(_))));
    assert!(side.sent_octets().is_empty());
    assert_eq!(side.session.unanswered(), 1);
    assert_eq!(side.session.submit_sm_resp(now, id, &[b'1'; 64]), Ok(()));
    assert_eq!(side.session.submit_sm_resp(now, id, b"1"), Err(UsageError::Gone));
    assert_eq!(side.session.refuse(now, id, CommandStatus::ESME_RSYSERR), Err(UsageError::Gone));
    assert_eq!(side.sent().len(), 1);
}

/// The place of an answered request is used again, but its old name never answers the new one (rule 10).
#[test]
fn a_stale_id_is_gone_though_its_place_is_taken_again() {
    let mut side = Side::bound(Config::new(Role::Mc));
    let mut stale = Vec::new();
    for number in 2..50 {
        side.feed(&request(&message(), number));
        let id = side.request();
        for old in &stale {
            assert_eq!(side.session.submit_sm_resp(side.now, *old, b"1"), Err(UsageError::Gone));
        }
        side.session.submit_sm_resp(side.now, id, b"1").unwrap();
        stale.push(id);
    }
    side.session.abort(side.now);
    assert_eq!(side.session.submit_sm_resp(side.now, stale[0], b"1"), Err(UsageError::Gone));
}

#[test]
fn a_bind_is_judged_once_by_accept_bind_or_refuse() {
    let mut side = Side::open(Config::new(Role::Mc));
    side.feed(&bind_pdu(CommandId::bind_receiver, 1, 0x34));
    let Event::Bind { id, .. } = side.event() else { panic!("no bind") };
    let now = side.now;
    assert_eq!(
        side.session.respond(now, id, ROK, &brivas_smpp::BindResp::default()),
        Err(UsageError::WrongVerb)
    );
    assert!(matches!(side.session.accept_bind(now, id, &[b'm'; 16]), Err(UsageError::Encode(_))));
    assert_eq!(side.session.state(), SessionState::OPEN);
    side.session.refuse(now, id, CommandStatus::ESME_RBINDFAIL).unwrap();
    assert_eq!(side.session.accept_bind(now, id, b"mc"), Err(UsageError::Gone));
    side.feed(&bind_pdu(CommandId::bind_receiver, 2, 0x34));
    side.accept();
    assert_eq!(side.session.state(), SessionState::BOUND_RX);
}

#[test]
fn settings_change_before_the_bind_alone_and_not_the_role() {
    let configured = |side: &mut Side, role| {
        let mut config = Config::new(role);
        config.set_window(3);
        side.session.configure(side.now, std::sync::Arc::new(config))
    };
    let mut side = Side::open(Config::new(Role::Mc));
    assert_eq!(configured(&mut side, Role::Esme), Err(UsageError::State));
    assert_eq!(configured(&mut side, Role::Mc), Ok(()));
    side.feed(&bind_pdu(CommandId::bind_transceiver, 1, 0x50));
    side.accept();
    assert_eq!(configured(&mut side, Role::Mc), Err(UsageError::State));
    for _ in 0..3 {
        side.session.deliver_sm(side.now, &DeliverSm::default()).unwrap();
    }
    assert_eq!(side.session.deliver_sm(side.now, &DeliverSm::default()), Err(UsageError::WindowFull));
    side.session.abort(side.now);
    assert_eq!(configured(&mut side, Role::Mc), Err(UsageError::State));
}

#[test]
fn a_closed_session_refuses_everything_and_stays_silent() {
    let mut side = Side::bound(Config::new(Role::Esme));
    side.session.abort(side.now);
    side.events();
    side.sent();
    let now = side.now;
    assert_eq!(side.session.submit_sm(now, &message()), Err(UsageError::State));
    assert_eq!(side.session.bind(now, &Bind::default()), Err(UsageError::State));
    assert_eq!(side.session.unbind(now), Err(UsageError::State));
    assert_eq!(side.session.enquire_link(now), Err(UsageError::State));
    side.feed(&request(&DeliverSm::default(), 1));
    side.session.handle_eof(now);
    side.session.handle_timeout(now);
    assert!(side.input.is_empty(), "what comes is thrown away");
    assert!(side.events().is_empty() && side.sent_octets().is_empty());
    assert!(!side.session.wants_input());
}

/// Feeds one PDU; gives the reason and the answer, which stands in the PDU's own response or in a `generic_nack`.
fn refused(side: &mut Side, octets: &[u8]) -> Option<(RefusalReason, Option<CommandStatus>)> {
    side.feed(octets);
    let event = side.session.poll_event()?;
    let Event::Refused { header, reason, answer } = event else { return None };
    let sent = side.sent();
    match answer {
        None => assert!(sent.is_empty()),
        Some(status) => {
            let id = match reason {
                RefusalReason::UnknownCommand => CommandId::generic_nack,
                _ => header.command_id.response().unwrap(),
            };
            let answered: Vec<_> = sent
                .iter()
                .map(|sent| (sent.command_id, sent.command_status, sent.sequence_number))
                .collect();
            assert_eq!(answered, [(id, status, header.sequence_number)]);
        }
    }
    Some((reason, answer))
}

#[test]
fn a_request_is_received_in_the_states_of_the_matrix_alone() {
    for role in [Role::Esme, Role::Mc] {
        for (mut side, version) in bound_sides(role) {
            let state = side.session.state();
            for id in CommandId::ALL.iter().copied().filter(|id| !id.is_response()) {
                if id == CommandId::unbind {
                    continue; // it would end the session
                }
                let refused = refused(&mut side, &pdu(id, ROK, 70, &[]));
                let by_state = refused.is_some_and(|(reason, _)| reason == RefusalReason::State);
                assert_eq!(
                    !by_state,
                    is_allowed(id, role.peer(), state, version),
                    "{id:?} {state:?} {version:?}"
                );
                if let Some((RefusalReason::State, answer)) = refused {
                    let status = if id.is_bind() {
                        CommandStatus::ESME_RALYBND
                    } else {
                        CommandStatus::ESME_RINVBNDSTS
                    };
                    assert_eq!(answer, id.response().map(|_| status));
                }
                side.events();
                side.sent();
            }
        }
    }
}

#[test]
fn each_fault_has_the_answer_of_the_standard() {
    let mut side = Side::bound(Config::new(Role::Mc));
    let unknown = refused(&mut side, &pdu(CommandId(0x0000_0010), ROK, 9, &[1, 2, 3]));
    assert_eq!(unknown, Some((RefusalReason::UnknownCommand, Some(CommandStatus::ESME_RINVCMDID))));
    let vendor = refused(&mut side, &pdu(CommandId(0x0001_0200), ROK, 9, &[]));
    assert_eq!(vendor, Some((RefusalReason::UnknownCommand, Some(CommandStatus::ESME_RINVCMDID))));
    let status = |side: &mut Side, octets: &[u8]| match refused(side, octets) {
        Some((RefusalReason::Body(error), Some(status))) => (error.field, status),
        other => panic!("{other:?}"),
    };
    let short = pdu(CommandId::submit_sm, ROK, 9, b"CMT\0\x01");
    assert_eq!(status(&mut side, &short), ("source_addr_npi", CommandStatus::ESME_RINVCMDLEN));
    let long_service = pdu(CommandId::submit_sm, ROK, 9, &[b"SIXSIX\0".as_slice(), &[0; 20]].concat());
    assert_eq!(status(&mut side, &long_service), ("service_type", CommandStatus::ESME_RINVSERTYP));
    let mut stray = request(&message(), 9);
    stray.extend([0, 5]);
    stray[3] += 2;
    assert_eq!(status(&mut side, &stray), ("tlv", CommandStatus::ESME_RINVTLVSTREAM));
    let mut tlvs = TlvBuf::new();
    tlvs.push(Tag(0x1500), b"x");
    let mut wrong_length = request(&SubmitSm { tlvs: tlvs.as_tlvs(), ..message() }, 9);
    let at = wrong_length.len() - 5;
    wrong_length[at..at + 2].copy_from_slice(&Tag::user_message_reference.0.to_be_bytes());
    assert_eq!(status(&mut side, &wrong_length), ("user_message_reference", CommandStatus::ESME_RINVTLVLEN));
    let broadcast = pdu(CommandId::broadcast_sm, ROK, 9, &[0; 11]);
    assert_eq!(status(&mut side, &broadcast).1, CommandStatus::ESME_RMISSINGTLV);
    assert_eq!(side.session.state(), SessionState::BOUND_TRX);
    side.feed(&request(&message(), 10));
    side.request();
}

#[test]
fn requests_are_refused_while_we_unbind() {
    let mut side = Side::bound(Config::new(Role::Mc));
    side.session.deliver_sm(side.now, &DeliverSm::default()).unwrap();
    side.session.unbind(side.now).unwrap();
    side.sent();
    let answer = refused(&mut side, &request(&message(), 9));
    assert_eq!(answer, Some((RefusalReason::Unbinding, Some(CommandStatus::ESME_RINVBNDSTS))));
    assert_eq!(side.session.deliver_sm(side.now, &DeliverSm::default()), Err(UsageError::State));
}

/// Both sides may ask to unbind at once: the first answer ends the session, and it ends once.
#[test]
fn unbinds_that_cross_end_the_session_once() {
    let mut side = Side::bound(Config::new(Role::Mc));
    side.feed(&request(&message(), 9));
    let id = side.request();
    side.session.unbind(side.now).unwrap();
    side.session.submit_sm_resp(side.now, id, b"1").unwrap();
    let ours = side.sent().pop().unwrap();
    assert_eq!(ours.command_id, CommandId::unbind);
    side.feed(&pdu(CommandId::unbind, ROK, 10, &[]));
    side.feed(&pdu(CommandId::unbind_resp, ROK, ours.sequence_number, &[]));
    assert_eq!(side.sent().len(), 1, "theirs is answered");
    assert!(matches!(side.event(), Event::Closed(CloseReason::Unbound)));
    side.session.handle_eof(side.now);
    assert!(side.events().is_empty());
    assert_eq!(side.session.state(), SessionState::CLOSED);
}

/// The same where an answer of ours is still owed when the answer to our `unbind` comes.
#[test]
fn a_closed_session_owes_no_answer_to_an_unbind() {
    let mut config = Config::new(Role::Mc);
    config.set_response_timer(Duration::from_secs(5));
    let mut side = Side::bound(config);
    side.feed(&request(&message(), 9));
    side.request();
    side.session.unbind(side.now).unwrap();
    side.pass(Duration::from_secs(5));
    let ours = side.sent().pop().unwrap();
    side.feed(&pdu(CommandId::unbind, ROK, 10, &[]));
    side.feed(&pdu(CommandId::unbind_resp, ROK, ours.sequence_number, &[]));
    assert!(matches!(side.event(), Event::Closed(CloseReason::Unbound)));
    assert_eq!(side.session.state(), SessionState::CLOSED);
    assert!(side.sent_octets().is_empty());
}

/// Vendors' commands are the owner's if it wants them (SMPP 5.0 §4.7.5).
#[test]
fn vendor_commands_are_handed_over_where_they_are_wanted() {
    let mut config = Config::new(Role::Mc);
    config.set_vendor_commands(true);
    let mut side = Side::bound(config);
    side.feed(&pdu(CommandId(0x0001_02FF), ROK, 9, b"anything"));
    let id = side.request();
    let now = side.now;
    assert_eq!(side.session.respond(now, id, ROK, &SubmitSmResp::default()), Err(UsageError::WrongResponse));
    side.session.respond_vendor(now, id, ROK, b"answer").unwrap();
    assert_eq!(side.sent_octets(), pdu(CommandId(0x8001_02FF), ROK, 9, b"answer"));
    assert_eq!(side.session.respond_vendor(now, id, ROK, b""), Err(UsageError::Gone));
}

#[test]
fn a_session_can_be_sent_to_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<Session>();
}

//! MAP dialogues between two nodes on a clock of the test's own.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may fail loudly

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::ber::{Null, Octets};
use brivas_sigtran::map::{
    AbsentSubscriberSmParam, ApplicationContext, Argument, ContextCode, DialoguePdu, DigitsBuf, ErrorCode,
    ErrorParameter, Event, ForwardSmArg, Imsi, LocationInfoWithLmsi, Map, MapError, MtForwardSmArg,
    NatureOfAddress, NumberingPlan, OpenInfo, OperationCode, Refusal, RefuseInfo, RefuseReason,
    ResultParameter, RoutingInfoForSmArg, RoutingInfoForSmRes, SmRpDa, SmRpOa, UserAbortChoice,
};
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{Address, Ssn};
use brivas_sigtran::tcap::{AbortCause, Config, DialogueId, Message, PAbortCause, Problem, Termination};

#[path = "map_dialogues/information.rs"]
mod information;

const GATEWAY: ContextCode = ContextCode::shortMsgGatewayContext;
const RELAY: ContextCode = ContextCode::shortMsgMT_RelayContext;

/// A service centre and another node, and the way between them.
struct Pair {
    centre: Map,
    node: Map,
    now: Instant,
}

impl Pair {
    fn new() -> Self {
        let (now, config) = (Instant::now(), Arc::new(Config::new()));
        Self { centre: Map::new(config.clone(), [1; 32], now), node: Map::new(config, [2; 32], now), now }
    }

    fn exchange(&mut self) {
        loop {
            let mut moved = false;
            while let Some(sent) = self.centre.poll_transmit() {
                self.node.handle_unitdata(self.now, sent.called, sent.calling, &sent.octets.into_bytes());
                moved = true;
            }
            while let Some(sent) = self.node.poll_transmit() {
                self.centre.handle_unitdata(self.now, sent.called, sent.calling, &sent.octets.into_bytes());
                moved = true;
            }
            if !moved {
                return;
            }
        }
    }

    fn open(&mut self, context: ContextCode, version: u8) -> DialogueId {
        let context = ApplicationContext::new(context, version);
        self.centre.open(self.now, hlr(), msc(), context, None).unwrap()
    }

    /// Asks for routing in a version, and gives the node's name for the dialogue.
    fn ask(&mut self, version: u8) -> (DialogueId, DialogueId) {
        let dialogue = self.open(GATEWAY, version);
        let (msisdn, centre) = (address("491710001"), address("49171999"));
        let argument = Argument::RoutingInfoForSm(RoutingInfoForSmArg {
            msisdn: msisdn.as_address(),
            sm_rp_pri: true,
            service_centre_address: centre.as_address(),
            ..Default::default()
        });
        self.centre.invoke(dialogue, OperationCode::sendRoutingInfoForSM, None, Some(&argument)).unwrap();
        self.centre.delimiter(self.now, dialogue).unwrap();
        self.exchange();
        let Some(Event::Open { dialogue: theirs, context, .. }) = self.node.poll_event() else { panic!() };
        assert_eq!(context, Some(ApplicationContext::new(GATEWAY, version)));
        (dialogue, theirs)
    }
}

fn hlr() -> Address {
    Address::of_point_code(PointCode(2), Ssn::HLR)
}

fn msc() -> Address {
    Address::of_point_code(PointCode(1), Ssn::MSC)
}

fn address(digits: &str) -> DigitsBuf {
    DigitsBuf::address(NatureOfAddress::INTERNATIONAL, NumberingPlan::ISDN, digits).unwrap()
}

fn events(map: &mut Map) -> Vec<Event> {
    std::iter::from_fn(|| map.poll_event()).collect()
}

#[test]
fn routing_is_asked_for_and_told() {
    for version in [1, 2, 3] {
        let mut pair = Pair::new();
        let (ours, theirs) = pair.ask(version);
        let asked = events(&mut pair.node);
        let [Event::Invoke { invoke_id, operation, parameter, .. }, Event::Delimiter { .. }] = &asked[..]
        else {
            panic!("{asked:?}")
        };
        let Ok(Some(Argument::RoutingInfoForSm(argument))) = parameter.argument(*operation) else {
            panic!()
        };
        assert_eq!(argument.msisdn.digits().to_string(), "491710001");
        let (imsi, node) = (DigitsBuf::tbcd("262011234567890").unwrap(), address("4917000"));
        let location_info_with_lmsi =
            LocationInfoWithLmsi { network_node_number: node.as_address(), ..Default::default() };
        let result = ResultParameter::RoutingInfoForSm(RoutingInfoForSmRes {
            imsi: Imsi(imsi.as_tbcd()),
            location_info_with_lmsi,
            ..Default::default()
        });
        pair.node.result(theirs, *invoke_id, *operation, Some(&result)).unwrap();
        pair.node.close(pair.now, theirs, Termination::Basic).unwrap();
        pair.exchange();
        let told = events(&mut pair.centre);
        let [
            Event::Accepted { context, .. },
            Event::Result { operation, parameter, last: true, .. },
            Event::Closed { dialogue },
        ] = &told[..]
        else {
            panic!("{told:?}")
        };
        assert_eq!((context.unwrap().version, *dialogue), (version, ours));
        assert_eq!(parameter.result(operation.unwrap()), Ok(Some(result)));
        assert_eq!((pair.centre.dialogues(), pair.node.dialogues()), (0, 0));
    }
}

#[test]
fn parts_of_a_long_message_go_in_one_dialogue() {
    let mut pair = Pair::new();
    let dialogue = pair.open(RELAY, 3);
    let (imsi, centre) = (DigitsBuf::tbcd("262011234567890").unwrap(), address("49171999"));
    let mut theirs = None;
    for part in 0..3 {
        let first = part == 0;
        let argument = Argument::MtForwardSm(MtForwardSmArg {
            sm_rp_da: if first { SmRpDa::Imsi(Imsi(imsi.as_tbcd())) } else { SmRpDa::None(Null) },
            sm_rp_oa: if first {
                SmRpOa::ServiceCentreAddress(centre.as_address())
            } else {
                SmRpOa::None(Null)
            },
            sm_rp_ui: Octets(&[part; 100]),
            more_messages_to_send: (part < 2).then_some(Null),
            ..Default::default()
        });
        pair.centre.invoke(dialogue, OperationCode::mt_ForwardSM, None, Some(&argument)).unwrap();
        pair.centre.delimiter(pair.now, dialogue).unwrap();
        pair.exchange();
        for event in events(&mut pair.node) {
            match event {
                Event::Open { dialogue, .. } => theirs = Some(dialogue),
                Event::Invoke { dialogue, invoke_id, operation, parameter, .. } => {
                    let Ok(Some(Argument::MtForwardSm(argument))) = parameter.argument(operation) else {
                        panic!()
                    };
                    assert_eq!(argument.sm_rp_ui.0, [part; 100]);
                    pair.node.result(dialogue, invoke_id, operation, None).unwrap();
                    if argument.more_messages_to_send.is_some() {
                        pair.node.delimiter(pair.now, dialogue).unwrap();
                    } else {
                        pair.node.close(pair.now, dialogue, Termination::Basic).unwrap();
                    }
                }
                _ => {}
            }
        }
        pair.exchange();
        let told = events(&mut pair.centre);
        assert!(told.iter().any(|event| matches!(event, Event::Result { operation: None, .. })), "{told:?}");
    }
    assert!(theirs.is_some());
    assert_eq!((pair.centre.dialogues(), pair.node.dialogues()), (0, 0));
}

#[test]
fn a_dialogue_falls_back_one_version_at_a_time_and_never_to_the_same() {
    let mut pair = Pair::new();
    let mut version = 3;
    let mut tried = Vec::new();
    loop {
        tried.push(version);
        let (_, theirs) = pair.ask(version);
        events(&mut pair.node);
        // The node names what it was asked for as its alternative, again and again.
        let same = ApplicationContext::new(GATEWAY, version);
        pair.node.refuse_context(pair.now, theirs, Some(same)).unwrap();
        pair.exchange();
        let told = events(&mut pair.centre);
        let Some(lower) = told.iter().find_map(|event| match event {
            Event::Refused { refusal: Refusal::ContextNotSupported { fallback }, .. } => *fallback,
            _ => None,
        }) else {
            break;
        };
        version = lower.version;
    }
    assert_eq!(tried, [3, 2, 1]);
}

#[test]
fn a_named_alternative_is_taken_where_it_is_lower() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.ask(3);
    let lowest = ApplicationContext::new(GATEWAY, 1);
    pair.node.refuse_context(pair.now, theirs, Some(lowest)).unwrap();
    pair.exchange();
    let told = events(&mut pair.centre);
    let fallback = Some(lowest);
    assert!(
        matches!(&told[..], [Event::Refused { refusal, .. }] if *refusal == Refusal::ContextNotSupported { fallback })
    );
}

#[test]
fn a_named_alternative_that_is_no_version_is_passed_over() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.ask(3);
    pair.node.refuse_context(pair.now, theirs, Some(ApplicationContext::new(GATEWAY, 0))).unwrap();
    pair.exchange();
    let told = events(&mut pair.centre);
    let fallback = Some(ApplicationContext::new(GATEWAY, 2));
    assert!(
        matches!(&told[..], [Event::Refused { refusal, .. }] if *refusal == Refusal::ContextNotSupported { fallback })
    );
}

#[test]
fn a_node_that_knows_version_1_alone_takes_the_dialogue_portion_for_a_fault() {
    let mut pair = Pair::new();
    let dialogue = pair.open(GATEWAY, 3);
    pair.centre.invoke(dialogue, OperationCode::sendRoutingInfoForSM, None, None).unwrap();
    pair.centre.delimiter(pair.now, dialogue).unwrap();
    let sent = pair.centre.poll_transmit().unwrap().octets.into_bytes();
    let mut out = brivas_sigtran::Buffer::new();
    Message {
        message_type: brivas_sigtran::tcap::MessageType::Abort,
        dtid: Message::read(&sent).unwrap().otid,
        p_abort_cause: Some(PAbortCause::INCORRECT_TRANSACTION_PORTION),
        ..Default::default()
    }
    .write(&mut out);
    pair.centre.handle_unitdata(pair.now, msc(), hlr(), &out.into_bytes());
    let told = events(&mut pair.centre);
    let fallback = Some(ApplicationContext::new(GATEWAY, 1));
    assert!(
        matches!(&told[..], [Event::Refused { refusal, .. }] if *refusal == Refusal::ContextNotSupported { fallback }),
        "{told:?}"
    );
}

#[test]
fn in_version_1_a_message_to_a_handset_has_the_context_of_its_operation() {
    let mut pair = Pair::new();
    let dialogue = pair.open(ContextCode::shortMsgMO_RelayContext, 1);
    let (imsi, centre) = (DigitsBuf::tbcd("262011234567890").unwrap(), address("49171999"));
    let argument = Argument::ForwardSm(ForwardSmArg {
        sm_rp_da: SmRpDa::Imsi(Imsi(imsi.as_tbcd())),
        sm_rp_oa: SmRpOa::ServiceCentreAddress(centre.as_address()),
        sm_rp_ui: Octets(&[1, 2]),
        ..Default::default()
    });
    pair.centre.invoke(dialogue, OperationCode::forwardSM, None, Some(&argument)).unwrap();
    pair.centre.delimiter(pair.now, dialogue).unwrap();
    pair.exchange();
    let asked = events(&mut pair.node);
    let [Event::Open { context, .. }, Event::Invoke { operation, parameter, .. }, Event::Delimiter { .. }] =
        &asked[..]
    else {
        panic!("{asked:?}")
    };
    assert_eq!(*context, Some(ApplicationContext::new(ContextCode::shortMsgMO_RelayContext, 1)));
    assert_eq!(parameter.argument(*operation), Ok(Some(argument)));
}

#[test]
fn an_error_comes_with_its_parameter() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.ask(3);
    let parameter =
        AbsentSubscriberSmParam { absent_subscriber_diagnostic_sm: Some(5), ..Default::default() };
    let error = MapError {
        code: ErrorCode::absentSubscriberSM,
        parameter: Some(ErrorParameter::AbsentSubscriberSm(parameter)),
    };
    pair.node.error(theirs, 0, &error).unwrap();
    pair.node.close(pair.now, theirs, Termination::Basic).unwrap();
    pair.exchange();
    let told = events(&mut pair.centre);
    let Some(Event::Error { error: code, parameter, .. }) =
        told.iter().find(|event| matches!(event, Event::Error { .. }))
    else {
        panic!("{told:?}")
    };
    assert_eq!(parameter.error(*code), Ok(error));
}

#[test]
fn a_result_can_come_in_parts() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.ask(3);
    let (imsi, node) = (DigitsBuf::tbcd("262011234567890").unwrap(), address("4917000"));
    let location_info_with_lmsi =
        LocationInfoWithLmsi { network_node_number: node.as_address(), ..Default::default() };
    let result = ResultParameter::RoutingInfoForSm(RoutingInfoForSmRes {
        imsi: Imsi(imsi.as_tbcd()),
        location_info_with_lmsi,
        ..Default::default()
    });
    let operation = OperationCode::sendRoutingInfoForSM;
    pair.node.partial_result(theirs, 0, operation, &result).unwrap();
    pair.node.delimiter(pair.now, theirs).unwrap();
    pair.node.result(theirs, 0, operation, Some(&result)).unwrap();
    pair.node.close(pair.now, theirs, Termination::Basic).unwrap();
    pair.exchange();
    let parts: Vec<bool> = events(&mut pair.centre)
        .into_iter()
        .filter_map(|event| match event {
            Event::Result { last, parameter, .. } => {
                assert_eq!(parameter.result(operation), Ok(Some(result.clone())));
                Some(last)
            }
            _ => None,
        })
        .collect();
    assert_eq!(parts, [false, true]);
}

#[test]
fn references_refusals_and_aborts_are_told_as_they_were_meant() {
    let mut pair = Pair::new();
    let reference =
        DigitsBuf::address(NatureOfAddress::INTERNATIONAL, NumberingPlan::LAND_MOBILE, "26201").unwrap();
    let open = DialoguePdu::Open(OpenInfo {
        destination_reference: Some(reference.as_address()),
        ..Default::default()
    });
    let context = ApplicationContext::new(ContextCode::networkUnstructuredSsContext, 2);
    for refused in [true, false] {
        let dialogue = pair.centre.open(pair.now, hlr(), msc(), context, Some(&open)).unwrap();
        pair.centre.delimiter(pair.now, dialogue).unwrap();
        pair.exchange();
        let asked = events(&mut pair.node);
        let [Event::Open { dialogue: theirs, user_information, .. }, Event::Delimiter { .. }] = &asked[..]
        else {
            panic!("{asked:?}")
        };
        assert_eq!(user_information.pdu(), Ok(Some(open.clone())));
        if refused {
            let reason = RefuseReason::INVALID_DESTINATION_REFERENCE;
            let refuse = DialoguePdu::Refuse(RefuseInfo { reason, ..Default::default() });
            pair.node.refuse(pair.now, *theirs, &refuse).unwrap();
            pair.exchange();
            let told = events(&mut pair.centre);
            let [Event::Refused { refusal: Refusal::Other, user_information, .. }] = &told[..] else {
                panic!("{told:?}")
            };
            assert_eq!(user_information.pdu(), Ok(Some(refuse)));
        } else {
            pair.node.delimiter(pair.now, *theirs).unwrap();
            pair.exchange();
            events(&mut pair.centre);
            pair.node.u_abort(pair.now, *theirs, UserAbortChoice::UserResourceLimitation(Null)).unwrap();
            pair.exchange();
            let told = events(&mut pair.centre);
            let [Event::UAbort { user_information, .. }] = &told[..] else { panic!("{told:?}") };
            let Ok(Some(DialoguePdu::UserAbort(abort))) = user_information.pdu() else { panic!() };
            assert_eq!(abort.map_user_abort_choice, UserAbortChoice::UserResourceLimitation(Null));
        }
    }
}

#[test]
fn what_gives_up_a_dialogue_of_version_1_has_no_dialogue_portion() {
    for version in [1, 2] {
        for refuses in [false, true] {
            let mut pair = Pair::new();
            let (_, theirs) = pair.ask(version);
            if refuses {
                let refuse = DialoguePdu::Refuse(RefuseInfo::default());
                pair.node.refuse(pair.now, theirs, &refuse).unwrap();
            } else {
                pair.node.u_abort(pair.now, theirs, UserAbortChoice::default()).unwrap();
            }
            let sent = pair.node.poll_transmit().unwrap().octets.into_bytes();
            assert_eq!(Message::read(&sent).unwrap().dialogue.is_some(), version > 1);
        }
    }
}

#[test]
fn an_operation_without_an_answer_ends_by_its_timer_and_a_dialogue_by_its_own() {
    let mut pair = Pair::new();
    let (ours, _) = pair.ask(3);
    pair.now += Duration::from_secs(31);
    pair.centre.handle_timeout(pair.now);
    assert_eq!(events(&mut pair.centre), [Event::TimedOut { dialogue: ours, invoke_id: 0 }]);
    pair.now += Duration::from_secs(600);
    pair.centre.handle_timeout(pair.now);
    assert_eq!(
        events(&mut pair.centre),
        [Event::PAbort { dialogue: ours, cause: AbortCause::DialogueTimer }]
    );
    assert_eq!(pair.centre.dialogues(), 0);
}

#[test]
fn what_the_node_rejects_is_told() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.ask(3);
    pair.node.reject(theirs, 0, Problem::MISTYPED_PARAMETER).unwrap();
    pair.node.close(pair.now, theirs, Termination::Basic).unwrap();
    pair.exchange();
    let told = events(&mut pair.centre);
    assert!(told.iter().any(|event| {
        matches!(event, Event::Rejected { problem: Problem::MISTYPED_PARAMETER, local: false, .. })
    }));
}

#[test]
fn with_too_many_events_waiting_a_dialogue_is_refused_and_answers_still_come() {
    let mut pair = Pair::new();
    let mut config = Config::new();
    config.set_max_events(4);
    pair.node = Map::new(Arc::new(config), [2; 32], pair.now);
    let mut opened = Vec::new();
    for _ in 0..3 {
        let dialogue = pair.open(GATEWAY, 3);
        pair.centre.invoke(dialogue, OperationCode::sendRoutingInfoForSM, None, None).unwrap();
        pair.centre.delimiter(pair.now, dialogue).unwrap();
        pair.exchange();
        opened.push(dialogue);
    }
    // Three events a dialogue: the third finds six waiting, and the node's user takes none.
    let refused: Vec<_> = events(&mut pair.centre)
        .into_iter()
        .filter_map(|event| match event {
            Event::PAbort { dialogue, cause } => Some((dialogue, cause)),
            _ => None,
        })
        .collect();
    assert_eq!(refused, [(opened[2], AbortCause::Peer(PAbortCause::RESOURCE_LIMITATION))]);
}

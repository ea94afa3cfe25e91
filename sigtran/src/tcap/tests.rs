//! Octets by hand from Q.773, and what must hold of all.

use proptest::prelude::*;

use super::*;
use crate::ber::{Explicit, ObjectIdentifier};
use crate::{Buffer, DecodeErrorKind};

fn written(message: &Message<'_>) -> Vec<u8> {
    let mut out = Buffer::new();
    message.write(&mut out);
    out.as_slice().to_vec()
}

/// Begin { otid 01020304, AARQ shortMsgGatewayContext-v3, Invoke 1 of operation 45 with an empty SEQUENCE }.
const BEGIN: &[u8] = &[
    0x62, 0x31, 0x48, 4, 1, 2, 3, 4, 0x6B, 0x1E, 0x28, 0x1C, 6, 7, 0, 0x11, 0x86, 5, 1, 1, 1, 0xA0, 0x11,
    0x60, 0x0F, 0x80, 2, 7, 0x80, 0xA1, 9, 6, 7, 4, 0, 0, 1, 0, 20, 3, 0x6C, 0x09, 0xA1, 0x07, 2, 1, 1, 2, 1,
    45, 0x30, 0x00,
];

#[test]
fn a_begin_is_read_and_written_field_by_field() {
    let mut begin = BEGIN.to_vec();
    begin[1] = u8::try_from(begin.len() - 2).unwrap();
    // The parameter is within the Invoke and the portion.
    begin[41] = 0x0A;
    begin[43] = 0x08;
    let message = Message::read(&begin).unwrap();
    assert_eq!(message.message_type, MessageType::Begin);
    assert_eq!(message.otid.unwrap().octets(), [1, 2, 3, 4]);
    let Some(Dialogue::Request(request)) = &message.dialogue else { panic!("{message:?}") };
    assert_eq!(request.application_context_name, Explicit(ObjectIdentifier(&[4, 0, 0, 1, 0, 20, 3])));
    let components: Vec<_> = message.components.iter().collect();
    let invoke = Component::Invoke {
        invoke_id: 1,
        linked_id: None,
        operation: Code::Local(45),
        parameter: Some(&[0x30, 0]),
    };
    assert_eq!(components, [Ok(invoke)]);
    assert_eq!(written(&message), begin);
    let mut out = Buffer::new();
    invoke.write(&mut out);
    let request = DialogueRequest::new(&[4, 0, 0, 1, 0, 20, 3], None);
    let dialogue = Some(Dialogue::Request(request));
    let otid = Some(TransactionId::new(0x0102_0304));
    Message { message_type: MessageType::Begin, otid, dialogue, ..Default::default() }.close(&mut out, 0);
    assert_eq!(out.as_slice(), begin);
}

#[test]
fn every_component_comes_back() {
    let parameter: &[u8] = &[0x04, 1, 9];
    for component in [
        Component::Invoke {
            invoke_id: -128,
            linked_id: Some(127),
            operation: Code::Local(59),
            parameter: None,
        },
        Component::Invoke {
            invoke_id: 0,
            linked_id: None,
            operation: Code::Global(ObjectIdentifier(&[0x2A, 3])),
            parameter: Some(parameter),
        },
        Component::ReturnResult { invoke_id: 1, last: true, result: None },
        Component::ReturnResult {
            invoke_id: 1,
            last: false,
            result: Some((Code::Local(45), Some(parameter))),
        },
        Component::ReturnResult { invoke_id: 1, last: true, result: Some((Code::Local(7), None)) },
        Component::ReturnError { invoke_id: 2, error: Code::Local(27), parameter: Some(parameter) },
        Component::Reject { invoke_id: None, problem: Problem::BADLY_STRUCTURED_COMPONENT },
        Component::Reject { invoke_id: Some(3), problem: Problem::MISTYPED_PARAMETER },
        Component::Reject { invoke_id: Some(3), problem: Problem::ReturnError(4) },
    ] {
        let mut out = Buffer::new();
        component.write(&mut out);
        let element = crate::ber::Reader::new(out.as_slice()).next("component").unwrap();
        assert_eq!(Component::read(&element), Ok(component));
    }
}

#[test]
fn what_cannot_be_read_says_what_the_standard_answers() {
    const BAD: PAbortCause = PAbortCause::BADLY_FORMATTED_TRANSACTION_PORTION;
    const INCORRECT: PAbortCause = PAbortCause::INCORRECT_TRANSACTION_PORTION;
    for (octets, cause, otid) in [
        (&[][..], BAD, None),
        (&[0x62, 9], BAD, None),
        (&[0x62, 0], INCORRECT, None),
        (&[0x62, 7, 0x48, 5, 1, 2, 3, 4, 5], INCORRECT, None),
        (&[0x65, 3, 0x48, 1, 7], INCORRECT, Some(7)),
        (&[0x66, 3, 0x48, 1, 7], PAbortCause::UNRECOGNIZED_MESSAGE_TYPE, Some(7)),
        (&[0x62, 5, 0x48, 1, 7, 0x05, 0], INCORRECT, Some(7)),
        (&[0x62, 5, 0x48, 1, 7, 0x6C, 9], BAD, Some(7)),
        (&[0x62, 5, 0x48, 1, 7, 0x6B, 0], INCORRECT, Some(7)),
    ] {
        let fault = Message::read(octets).unwrap_err();
        assert_eq!(fault.p_abort_cause, cause, "{octets:02X?}: {}", fault.error);
        assert_eq!(fault.otid.map(|otid| otid.octets().to_vec()), otid.map(|octet| vec![octet]));
    }
}

#[test]
fn a_bad_component_spoils_itself_and_what_follows_and_is_rejected_by_name() {
    let general = |code| Some(Problem::General(code));
    for (portion, invoke_id, problem) in [
        (&[0xA1, 9][..], None, general(2)),
        (&[0xA5, 0], None, general(0)),
        (&[0xA1, 3, 2, 1, 5], Some(5), general(1)),
        (&[0xA1, 4, 2, 2, 1, 0], None, general(1)),
        (&[0xA2, 5, 2, 1, 5, 5, 0], Some(5), general(1)),
        (&[0xA4, 3, 2, 1, 5], Some(5), None),
        (&[0xA4, 2, 5, 0], None, None),
    ] {
        let length = u8::try_from(portion.len()).unwrap();
        let good = [0xA2, 3, 2, 1, 1];
        let message = [
            &[0x64, length + 17, 0x49, 1, 7, 0x6C, length + 10 + 2][..],
            &good,
            portion,
            &[0xA2, 5, 2, 1, 1, 5, 0],
        ]
        .concat();
        let message =
            Message::read(&message).unwrap_or_else(|fault| panic!("{portion:02X?} {}", fault.error));
        let read: Vec<_> = message.components.iter().collect();
        assert_eq!(read.len(), 2, "{portion:02X?}");
        let bad = read[1].unwrap_err();
        assert_eq!((bad.invoke_id, bad.problem), (invoke_id, problem), "{portion:02X?}: {}", bad.error);
    }
}

#[test]
fn the_peers_octets_of_a_transaction_are_kept() {
    for octets in [&[0x64, 3, 0x49, 1, 0][..], &[0x64, 6, 0x49, 4, 0, 0, 0, 0], &[0x64, 4, 0x49, 2, 0, 9]] {
        let message = Message::read(octets).unwrap();
        assert_eq!(written(&message), octets);
    }
    assert_eq!(TransactionId::new(5).number(), Some(5));
}

#[test]
fn dialogues_are_accepted_refused_and_given_up_with_what_the_user_adds() {
    let name = &[4, 0, 0, 1, 0, 20, 3];
    let user: &[u8] = &[0x28, 13, 6, 7, 4, 0, 0, 1, 1, 1, 1, 0xA0, 2, 0xA1, 0];
    for dialogue in [
        Dialogue::Response(DialogueResponse::new(name, None, None)),
        Dialogue::Response(DialogueResponse::new(name, Some(Diagnostic::User(Explicit(2))), Some(user))),
        Dialogue::Response(DialogueResponse::new(name, Some(Diagnostic::Provider(Explicit(2))), None)),
        Dialogue::Abort(DialogueAbort::by_user(Some(user))),
        Dialogue::Abort(DialogueAbort { abort_source: 1, ..Default::default() }),
        Dialogue::Unidirectional(DialogueRequest::new(name, Some(user))),
        Dialogue::Other(&[0x28, 3, 6, 1, 5]),
    ] {
        let dtid = Some(TransactionId::new(1));
        let message = Message {
            message_type: MessageType::Abort,
            dtid,
            dialogue: Some(dialogue),
            ..Default::default()
        };
        assert_eq!(Message::read(&written(&message)).as_ref(), Ok(&message));
    }
    assert_eq!(find_external(user, &[4, 0, 0, 1, 1, 1, 1]), Some(&[0xA1, 0][..]));
    assert_eq!(find_external(user, &[4, 0]), None);
    let refused = DialogueResponse::new(name, Some(Diagnostic::User(Explicit(2))), None);
    assert!(!refused.is_accepted());
}

proptest! {
    #[test]
    fn no_octets_make_the_reader_panic_and_what_is_read_is_written_alike(octets in prop::collection::vec(any::<u8>(), 0..48)) {
        let framed = [&[0x62, u8::try_from(octets.len() + 3).unwrap(), 0x48, 1, 9][..], &octets].concat();
        for octets in [octets, framed] {
            if let Ok(message) = Message::read(&octets) {
                let again = written(&message);
                let read = Message::read(&again).unwrap();
                prop_assert_eq!(written(&read), again);
                message.components.iter().for_each(drop);
            }
        }
    }
}

#[test]
fn a_fault_within_a_component_tells_its_place_in_the_message() {
    // End, dtid, one Invoke whose linkedID is too large.
    let octets = [0x64, 17, 0x49, 1, 7, 0x6C, 12, 0xA1, 10, 2, 1, 5, 0x80, 2, 1, 0, 2, 1, 1];
    let message = Message::read(&octets).unwrap();
    let bad = message.components.iter().next().unwrap().unwrap_err();
    assert_eq!((bad.error.kind, bad.error.offset), (DecodeErrorKind::Value, 12));
}

//! tshark in front of every type of message, of dialogue portion and of component that TCAP has.

use brivas_sigtran::Buffer;
use brivas_sigtran::ber::{Explicit, ObjectIdentifier};
use brivas_sigtran::map::{
    ApplicationContext, ContextCode, DialoguePdu, OpenInfo, ProcedureCancellationReason, ProviderAbortInfo,
    ProviderAbortReason, RefuseInfo, RefuseReason, ResourceUnavailableReason, UserAbortChoice, UserAbortInfo,
};
use brivas_sigtran::tcap::{
    Code, Component, Diagnostic, Dialogue, DialogueAbort, DialogueRequest, DialogueResponse, Message,
    MessageType, PAbortCause, Problem, TransactionId,
};

use crate::judged::carried;
use crate::judged_values::has;
use crate::short_message::{CONTAINER, NUMBER};
use crate::tshark;

/// A message with these components, and what tshark must show of it.
type Sample = (String, Vec<u8>, Vec<(&'static str, Option<String>)>);

fn sample(
    title: &str,
    message: &Message<'_>,
    components: &[Component<'_>],
    shown: &[(&'static str, &str)],
) -> Sample {
    let mut out = Buffer::new();
    components.iter().rev().for_each(|component| component.write(&mut out));
    message.close(&mut out, 0);
    let value = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    let shown = shown.iter().map(|(name, text)| (*name, value(text))).collect();
    (title.to_owned(), carried(out), shown)
}

fn context() -> [u8; 7] {
    ApplicationContext::new(ContextCode::shortMsgGatewayContext, 3).object_identifier()
}

/// A message of this type with the transactions that it has.
fn of_type(message_type: MessageType) -> Message<'static> {
    let has_otid = matches!(message_type, MessageType::Begin | MessageType::Continue);
    let has_dtid = !matches!(message_type, MessageType::Begin | MessageType::Unidirectional);
    Message {
        message_type,
        otid: has_otid.then_some(TransactionId::new(0x0102_0304)),
        dtid: has_dtid.then_some(TransactionId::new(0x0506_0708)),
        ..Default::default()
    }
}

const INVOKE: Component<'static> = Component::Invoke {
    invoke_id: 1,
    linked_id: None,
    operation: Code::Local(45),
    // A msisdn, a priority, a service centre.
    parameter: Some(&[0x30, 14, 0x80, 4, 0x91, 0x94, 0x71, 0xF0, 0x81, 1, 0xFF, 0x82, 3, 0x91, 0x94, 0x71]),
};

fn messages() -> Vec<Sample> {
    let context = context();
    let mut samples = Vec::new();
    let transactions = [("tcap.otid", "01:02:03:04"), ("tcap.dtid", "05:06:07:08")];
    let unidirectional = Message {
        dialogue: Some(Dialogue::Unidirectional(DialogueRequest::new(&context, None))),
        ..of_type(MessageType::Unidirectional)
    };
    samples.push(sample(
        "Unidirectional",
        &unidirectional,
        &[INVOKE],
        &[("tcap.unidirectional_element", ""), ("tcap.application_context_name", "0.4.0.0.1.0.20.3")],
    ));
    let plain = of_type(MessageType::Unidirectional);
    samples.push(sample(
        "Unidirectional without a dialogue portion",
        &plain,
        &[INVOKE],
        &[("tcap.unidirectional_element", "")],
    ));
    for (kind, name, transactions) in [
        (MessageType::Begin, "tcap.begin_element", &transactions[..1]),
        (MessageType::Continue, "tcap.continue_element", &transactions[..]),
        (MessageType::End, "tcap.end_element", &transactions[1..]),
        (MessageType::Abort, "tcap.abort_element", &transactions[1..]),
    ] {
        let shown: Vec<_> = [&[(name, "")], transactions].concat();
        samples.push(sample(name, &of_type(kind), &[], &shown));
    }
    for &cause in PAbortCause::ALL {
        let abort = Message { p_abort_cause: Some(cause), ..of_type(MessageType::Abort) };
        let number = cause.0.to_string();
        samples.push(sample("P-Abort", &abort, &[], &[("tcap.p_abortCause", &number)]));
    }
    samples
}

fn dialogues() -> Vec<Sample> {
    let context = context();
    let mut samples = Vec::new();
    let mut push =
        |title: &str, kind: MessageType, dialogue: Dialogue<'_>, shown: &[(&'static str, &str)]| {
            let message = Message { dialogue: Some(dialogue), ..of_type(kind) };
            samples.push(sample(title, &message, &[], shown));
        };
    let request = DialogueRequest::new(&context, None);
    let without_version = DialogueRequest { protocol_version: None, ..request.clone() };
    push(
        "AARQ",
        MessageType::Begin,
        Dialogue::Request(request),
        &[("tcap.application_context_name", "0.4.0.0.1.0.20.3")],
    );
    push(
        "AARQ without a version",
        MessageType::Begin,
        Dialogue::Request(without_version),
        &[("tcap.dialogueRequest_element", "")],
    );
    let accepted = DialogueResponse::new(&context, None, None);
    push("AARE", MessageType::Continue, Dialogue::Response(accepted), &[("tcap.result", "0")]);
    for (number, text) in [(0, "0"), (1, "1"), (2, "2")] {
        let user = DialogueResponse::new(&context, Some(Diagnostic::User(Explicit(number))), None);
        push(
            "AARE user",
            MessageType::Abort,
            Dialogue::Response(user),
            &[("tcap.result", "1"), ("tcap.dialogue_service_user", text)],
        );
        let provider = DialogueResponse::new(&context, Some(Diagnostic::Provider(Explicit(number))), None);
        push(
            "AARE provider",
            MessageType::Abort,
            Dialogue::Response(provider),
            &[("tcap.dialogue_service_provider", text)],
        );
    }
    for source in [0, 1] {
        let abort = DialogueAbort { abort_source: source, ..DialogueAbort::by_user(None) };
        push(
            "ABRT",
            MessageType::Abort,
            Dialogue::Abort(abort),
            &[("tcap.abort_source", &source.to_string())],
        );
    }
    for (title, pdu, shown) in map_dialogues() {
        let information = pdu.to_user_information();
        let information = Some(information.as_slice());
        let (kind, dialogue) = match &pdu {
            DialoguePdu::Open(_) => {
                (MessageType::Begin, Dialogue::Request(DialogueRequest::new(&context, information)))
            }
            DialoguePdu::Accept(_) | DialoguePdu::Close(_) => {
                (MessageType::End, Dialogue::Response(DialogueResponse::new(&context, None, information)))
            }
            DialoguePdu::Refuse(_) => {
                let refused = Some(Diagnostic::User(Explicit(1)));
                (
                    MessageType::Abort,
                    Dialogue::Response(DialogueResponse::new(&context, refused, information)),
                )
            }
            _ => (MessageType::Abort, Dialogue::Abort(DialogueAbort::by_user(information))),
        };
        push(title, kind, dialogue, &[shown]);
    }
    samples
}

/// What MAP adds, with every field.
fn map_dialogues() -> Vec<(&'static str, DialoguePdu<'static>, (&'static str, &'static str))> {
    let abort = |choice| {
        DialoguePdu::UserAbort(UserAbortInfo {
            map_user_abort_choice: choice,
            extension_container: CONTAINER,
            ..Default::default()
        })
    };
    let open = OpenInfo {
        destination_reference: Some(NUMBER),
        origination_reference: Some(NUMBER),
        extension_container: CONTAINER,
        ..Default::default()
    };
    let refuse = RefuseInfo {
        reason: RefuseReason::INVALID_ORIGINATING_REFERENCE,
        extension_container: CONTAINER,
        alternative_application_context: Some(ObjectIdentifier(&[4, 0, 0, 1, 0, 20, 2])),
        ..Default::default()
    };
    let provider = ProviderAbortInfo {
        map_provider_abort_reason: ProviderAbortReason::INVALID_PDU,
        extension_container: CONTAINER,
        ..Default::default()
    };
    let accept = brivas_sigtran::map::AcceptInfo { extension_container: CONTAINER, ..Default::default() };
    let close = brivas_sigtran::map::CloseInfo { extension_container: CONTAINER, ..Default::default() };
    let cancelled = ProcedureCancellationReason::REMOTE_OPERATIONS_FAILURE;
    let unavailable = ResourceUnavailableReason::LONG_TERM_RESOURCE_LIMITATION;
    vec![
        ("map-open", DialoguePdu::Open(open), ("gsm_map.dialogue.destinationReference", "91:94:71:00:00:f1")),
        ("map-accept", DialoguePdu::Accept(accept), ("gsm_map.dialogue.map_accept_element", "")),
        ("map-close", DialoguePdu::Close(close), ("gsm_map.dialogue.map_close_element", "")),
        ("map-refuse", DialoguePdu::Refuse(refuse), ("gsm_map.dialogue.reason", "2")),
        (
            "user",
            abort(UserAbortChoice::UserSpecificReason(Default::default())),
            ("gsm_map.dialogue.userSpecificReason_element", ""),
        ),
        (
            "room",
            abort(UserAbortChoice::UserResourceLimitation(Default::default())),
            ("gsm_map.dialogue.userResourceLimitation_element", ""),
        ),
        (
            "resource",
            abort(UserAbortChoice::ResourceUnavailable(unavailable)),
            ("gsm_map.dialogue.resourceUnavailable", "1"),
        ),
        (
            "procedure",
            abort(UserAbortChoice::ApplicationProcedureCancellation(cancelled)),
            ("gsm_map.dialogue.applicationProcedureCancellation", "6"),
        ),
        ("provider", DialoguePdu::ProviderAbort(provider), ("gsm_map.dialogue.map_ProviderAbortReason", "1")),
    ]
}

fn components() -> Vec<Sample> {
    let continued = of_type(MessageType::Continue);
    let mut samples = Vec::new();
    let mut push = |title: &str, component: Component<'_>, shown: &[(&'static str, &str)]| {
        samples.push(sample(title, &continued, &[component], shown));
    };
    push("Invoke", INVOKE, &[("gsm_old.invokeID", "1")]);
    let linked = Component::Invoke {
        invoke_id: -128,
        linked_id: Some(127),
        operation: Code::Local(18),
        parameter: Some(&[0x0A, 1, 0]),
    };
    push("Invoke linked", linked, &[("gsm_old.linkedID", "127")]);
    let global = Component::Invoke {
        invoke_id: 2,
        linked_id: None,
        operation: Code::Global(ObjectIdentifier(&[0x88, 0x37, 3])),
        parameter: None,
    };
    push("Invoke by a global code", global, &[("gsm_old.globalValue", "2.999.3")]);
    let result = |last| Component::ReturnResult {
        invoke_id: 1,
        last,
        result: Some((Code::Local(47), Some(&[0x30, 0]))),
    };
    push("ReturnResultLast", result(true), &[("gsm_old.returnResultLast_element", "")]);
    push("ReturnResultNotLast", result(false), &[("gsm_old.returnResultNotLast_element", "")]);
    push(
        "ReturnResultLast without a result",
        Component::ReturnResult { invoke_id: 1, last: true, result: None },
        &[("gsm_old.returnResultLast_element", "")],
    );
    push(
        "ReturnError",
        Component::ReturnError { invoke_id: 1, error: Code::Local(1), parameter: None },
        &[("gsm_old.returnError_element", "")],
    );
    for invoke_id in [None, Some(-1)] {
        for code in 0..=7 {
            for (problem, most, name) in [
                (Problem::General(code), 2, "gsm_old.generalProblem"),
                (Problem::Invoke(code), 7, "gsm_old.invokeProblem"),
                (Problem::ReturnResult(code), 2, "gsm_old.returnResultProblem"),
                (Problem::ReturnError(code), 4, "gsm_old.returnErrorProblem"),
            ] {
                if code <= most {
                    push("Reject", Component::Reject { invoke_id, problem }, &[(name, &code.to_string())]);
                }
            }
        }
    }
    samples
}

#[test]
fn tshark_reads_every_type_of_message_dialogue_and_component_as_we_mean_it() {
    let samples = [messages(), dialogues(), components()].concat();
    let octets: Vec<Vec<u8>> = samples.iter().map(|(_, octets, _)| octets.clone()).collect();
    let Some(packets) = tshark::read(&octets) else { return };
    for ((title, _, shown), packet) in samples.iter().zip(&packets) {
        let text = packet.to_string();
        let complains = text.contains("_ws.malformed") || text.contains("_ws.expert");
        assert!(!complains, "{title}: {text}");
        for (name, value) in shown {
            let last = name.rsplit('.').next().unwrap_or_default();
            let name = last.strip_suffix("_element").unwrap_or(last);
            assert!(has(packet, name, value.as_deref()), "{title}: {name} {value:?} is not in {text}");
        }
    }
    println!("tshark: {} messages", samples.len());
    assert!(samples.len() > 70, "{}", samples.len());
}

#[test]
fn a_dialogue_portion_of_another_kind_is_kept_as_it_stands() {
    // An EXTERNAL of the abstract syntax 2.999.3.
    let content = [0x28, 9, 0x06, 3, 0x88, 0x37, 3, 0xA0, 2, 0x05, 0x00];
    let message = Message { dialogue: Some(Dialogue::Other(&content)), ..of_type(MessageType::Begin) };
    let mut out = Buffer::new();
    message.write(&mut out);
    assert_eq!(Message::read(out.as_slice()).unwrap(), message);
}

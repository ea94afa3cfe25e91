//! What the sides of a dialogue say of it beside its services: every kind of it, with all its fields, as it was meant.

use brivas_sigtran::ber::{ObjectIdentifier, Raw};
use brivas_sigtran::map::{
    AcceptInfo, ApplicationContext, CloseInfo, ContextCode, DialoguePdu, Event, OpenInfo,
    ProcedureCancellationReason, ProviderAbortInfo, ProviderAbortReason, RefuseInfo, RefuseReason,
    ResourceUnavailableReason, UserAbortChoice, UserAbortInfo, UserInformation,
};
use brivas_sigtran::tcap::{DialogueId, Termination, UsageError};

use super::{Pair, address, events, hlr, msc};

/// What operators add: a private extension without content.
const CONTAINER: Option<Raw<'static>> = Some(Raw(&[0xA0, 0x06, 0x30, 0x04, 0x06, 0x02, 0x88, 0x37]));

/// A dialogue that the centre has opened, by the names of both sides.
fn opened(pair: &mut Pair) -> (DialogueId, DialogueId) {
    let ours = pair.open(ContextCode::networkUnstructuredSsContext, 2);
    pair.centre.delimiter(pair.now, ours).unwrap();
    pair.exchange();
    let asked = events(&mut pair.node);
    let [Event::Open { dialogue, .. }, Event::Delimiter { .. }] = asked[..] else {
        panic!("{asked:?}")
    };
    (ours, dialogue)
}

fn accept() -> AcceptInfo<'static> {
    AcceptInfo { extension_container: CONTAINER, ..Default::default() }
}

fn close() -> CloseInfo<'static> {
    CloseInfo { extension_container: CONTAINER, ..Default::default() }
}

/// What the centre was told with the answer, and whether the dialogue has ended by it.
fn answer(pair: &mut Pair) -> (UserInformation, bool) {
    pair.exchange();
    let told = events(&mut pair.centre);
    let [Event::Accepted { user_information, .. }, after] = &told[..] else { panic!("{told:?}") };
    (user_information.clone(), matches!(after, Event::Closed { .. }))
}

#[test]
fn an_acceptance_brings_what_the_operator_adds() {
    for ends in [false, true] {
        let mut pair = Pair::new();
        let (ours, theirs) = opened(&mut pair);
        pair.node.accept(theirs, accept()).unwrap();
        match ends {
            false => pair.node.delimiter(pair.now, theirs).unwrap(),
            true => pair.node.close(pair.now, theirs, Termination::Basic).unwrap(),
        }
        let (information, ended) = answer(&mut pair);
        assert_eq!((information.pdu(), ended), (Ok(Some(DialoguePdu::Accept(accept()))), ends));
        if !ends {
            // It goes once.
            pair.centre.delimiter(pair.now, ours).unwrap();
            pair.exchange();
            events(&mut pair.node);
            pair.node.delimiter(pair.now, theirs).unwrap();
            pair.exchange();
            assert_eq!(events(&mut pair.centre), [Event::Delimiter { dialogue: ours }]);
            assert_eq!(pair.node.accept(theirs, accept()), Err(UsageError::State));
        }
    }
}

#[test]
fn an_acceptance_without_a_word_is_one_too() {
    let mut pair = Pair::new();
    let (_, theirs) = opened(&mut pair);
    pair.node.delimiter(pair.now, theirs).unwrap();
    assert_eq!(answer(&mut pair).0.pdu(), Ok(None));
}

#[test]
fn an_end_at_once_brings_what_the_operator_adds() {
    let mut pair = Pair::new();
    let (_, theirs) = opened(&mut pair);
    pair.node.accept(theirs, accept()).unwrap();
    pair.node.close_with(pair.now, theirs, close()).unwrap();
    let (information, ended) = answer(&mut pair);
    assert_eq!((information.pdu(), ended), (Ok(Some(DialoguePdu::Close(close()))), true));
    assert_eq!(pair.node.close_with(pair.now, theirs, close()), Err(UsageError::Gone));
}

#[test]
fn only_the_first_answer_to_an_opening_has_room() {
    let mut pair = Pair::new();
    let (ours, theirs) = opened(&mut pair);
    assert_eq!(pair.centre.accept(ours, accept()), Err(UsageError::State));
    pair.node.delimiter(pair.now, theirs).unwrap();
    assert_eq!(pair.node.close_with(pair.now, theirs, close()), Err(UsageError::State));
    assert_eq!(pair.node.dialogues(), 1);
}

#[test]
fn version_1_has_no_room() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.ask(1);
    events(&mut pair.centre);
    let refused = |field| Err(UsageError::NotInVersion { field });
    assert_eq!(pair.node.accept(theirs, accept()), refused("map-accept"));
    assert_eq!(pair.node.close_with(pair.now, theirs, close()), refused("map-close"));
    pair.node.close(pair.now, theirs, Termination::Basic).unwrap();
    assert_eq!(answer(&mut pair).0.pdu(), Ok(None));
}

#[test]
fn an_opening_brings_both_references_and_what_the_operator_adds() {
    let mut pair = Pair::new();
    let (from, to) = (address("491710001"), address("49171999"));
    let open = DialoguePdu::Open(OpenInfo {
        destination_reference: Some(to.as_address()),
        origination_reference: Some(from.as_address()),
        extension_container: CONTAINER,
        ..Default::default()
    });
    let context = ApplicationContext::new(ContextCode::networkUnstructuredSsContext, 2);
    let ours = pair.centre.open(pair.now, hlr(), msc(), context, Some(&open)).unwrap();
    pair.centre.delimiter(pair.now, ours).unwrap();
    pair.exchange();
    let asked = events(&mut pair.node);
    let [Event::Open { user_information, .. }, ..] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!(user_information.pdu(), Ok(Some(open)));
}

#[test]
fn a_refusal_brings_reason_alternative_and_what_the_operator_adds() {
    for reason in [
        RefuseReason::NO_REASON_GIVEN,
        RefuseReason::INVALID_DESTINATION_REFERENCE,
        RefuseReason::INVALID_ORIGINATING_REFERENCE,
    ] {
        let mut pair = Pair::new();
        let (_, theirs) = opened(&mut pair);
        let refuse = DialoguePdu::Refuse(RefuseInfo {
            reason,
            extension_container: CONTAINER,
            alternative_application_context: Some(ObjectIdentifier(&[4, 0, 0, 1, 0, 19, 1])),
            ..Default::default()
        });
        pair.node.refuse(pair.now, theirs, &refuse).unwrap();
        pair.exchange();
        let told = events(&mut pair.centre);
        let [Event::Refused { user_information, .. }] = &told[..] else { panic!("{told:?}") };
        assert_eq!(user_information.pdu(), Ok(Some(refuse)));
    }
}

#[test]
fn an_abort_of_either_kind_brings_its_reason_and_what_the_operator_adds() {
    let resource = ResourceUnavailableReason::LONG_TERM_RESOURCE_LIMITATION;
    let procedure = ProcedureCancellationReason::TANDEM_DIALOGUE_RELEASE;
    let reasons = [
        UserAbortChoice::UserSpecificReason(Default::default()),
        UserAbortChoice::UserResourceLimitation(Default::default()),
        UserAbortChoice::ResourceUnavailable(resource),
        UserAbortChoice::ApplicationProcedureCancellation(procedure),
    ];
    let user = reasons.map(|map_user_abort_choice| {
        let extension_container = CONTAINER;
        DialoguePdu::UserAbort(UserAbortInfo {
            map_user_abort_choice,
            extension_container,
            ..Default::default()
        })
    });
    let provider = [ProviderAbortReason::ABNORMAL_DIALOGUE, ProviderAbortReason::INVALID_PDU];
    let provider = provider.map(|map_provider_abort_reason| {
        let extension_container = CONTAINER;
        DialoguePdu::ProviderAbort(ProviderAbortInfo {
            map_provider_abort_reason,
            extension_container,
            ..Default::default()
        })
    });
    // Before the first answer, and in the midst of a dialogue.
    for (abort, answered) in user.iter().chain(&provider).flat_map(|abort| [(abort, false), (abort, true)]) {
        let mut pair = Pair::new();
        let (_, theirs) = opened(&mut pair);
        if answered {
            pair.node.delimiter(pair.now, theirs).unwrap();
            answer(&mut pair);
        }
        match abort.clone() {
            DialoguePdu::UserAbort(abort) => pair.node.abort(pair.now, theirs, abort).unwrap(),
            DialoguePdu::ProviderAbort(abort) => pair.node.provider_abort(pair.now, theirs, abort).unwrap(),
            other => panic!("{other:?}"),
        }
        pair.exchange();
        let told = events(&mut pair.centre);
        let [Event::UAbort { user_information, .. }] = &told[..] else { panic!("{told:?}") };
        assert_eq!(user_information.pdu(), Ok(Some(abort.clone())), "{answered}");
        assert_eq!((pair.centre.dialogues(), pair.node.dialogues()), (0, 0));
    }
}

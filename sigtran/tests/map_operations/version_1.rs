//! Version 1 of each operation that it has: what came later is refused by its name before it is sent, and nothing else is;
//! what a peer of version 1 sends is read.

use std::sync::Arc;
use std::time::Instant;

use brivas_sigtran::ber::{List, Null, Octets, Raw, Reader};
use brivas_sigtran::map::{
    ActivateTraceModeArg, AddressString, ApplicationContext, Argument, CallBarredParam, CallBarringCause,
    CancelLocationArg, CheckImeiArg, CheckImeiRes, ContextCode, CugCheckInfo, DeactivateTraceModeArg,
    DeleteSubscriberDataArg, ErrorCode, ErrorParameter, Event, ForwardSmArg, Imsi, InsertSubscriberDataArg,
    InsertSubscriberDataArgV2, InsertSubscriberDataRes, InterrogateSsRes, Map, MapError, NetworkResource,
    OdbData, OperationCode, PlainParam, ProvideRoamingNumberArg, ProvideRoamingNumberRes, RegisterSsArg,
    ReportSmDeliveryStatusArg, ResetArgV2, ResultParameter, RoutingInfo, RoutingInfoForSmArg,
    RoutingInfoForSmRes, SendRoutingInfoArg, SendRoutingInfoArgV2, SendRoutingInfoResV2, SmDeliveryOutcome,
    SmRpDa, SmRpOa, SsForBsCode, SsInfo, SystemFailureParam, Tbcd, UpdateLocationArg, UpdateLocationRes,
    VlrCapability,
};
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{Address, Ssn};
use brivas_sigtran::tcap::{Config, DialogueId, UsageError};

use crate::{Case, octets, read};

const IMSI: Imsi<'static> = Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x14, 0x24, 0x34, 0x44, 0xF5]));
const NUMBER: AddressString<'static> = AddressString::new(&[0x91, 0x05, 0x15, 0x25, 0x35]);

/// Each operation with all that version 1 has, by hand from the notation.
const ARGUMENTS: [(OperationCode, &str); 23] = [
    // imsi, locationInfo with a roaming number, vlr-Number, lmsi
    (
        OperationCode::updateLocation,
        "301e 0408 62021114243444f5 8005 9105152535 0405 9105152535 8a04 01020304",
    ),
    // The same with an MSC.
    (
        OperationCode::updateLocation,
        "301e 0408 62021114243444f5 8105 9105152535 0405 9105152535 8a04 01020304",
    ),
    (OperationCode::cancelLocation, "0408 62021114243444f5"),
    (OperationCode::cancelLocation, "3010 0408 62021114243444f5 0404 01020304"),
    // imsi, msc-Number, msisdn, previousRoamingNumber, lmsi, gsm-BearerCapability, networkSignalInfo
    (
        OperationCode::provideRoamingNumber,
        "3035 8008 62021114243444f5 8105 9105152535 8205 9105152535 8305 9105152535 8404 01020304 \
         a506 0a0101 0401a1 a606 0a0104 0401a1",
    ),
    // imsi, msisdn, category, subscriberStatus, lists, a diversion, a barring, another service
    (
        OperationCode::insertSubscriberData,
        "3053 8008 62021114243444f5 8105 9105152535 82010a 830100 a40304011a a603040111 a730 \
         a01a 040121 3015 3013 830111 840107 8505 9105152535 86012c 870114 a10a 040192 3005 3003 840101 \
         a306 040141 840101",
    ),
    (OperationCode::deleteSubscriberData, "3014 8008 62021114243444f5 a103 830111 a203 040121"),
    (OperationCode::registerSS, "3013 040121 830111 8405 9105152535 8601a1 850114"),
    (OperationCode::eraseSS, "3006 040121 830111"),
    (OperationCode::activateSS, "3006 040121 82011a"),
    (OperationCode::deactivateSS, "3003 040121"),
    (OperationCode::interrogateSS, "3003 040121"),
    (OperationCode::registerPassword, "040192"),
    (OperationCode::getPassword, "0a0100"),
    (OperationCode::processUnstructuredSS_Data, "1605 2a31303023"),
    (OperationCode::sendRoutingInfo, "3012 8005 9105152535 820101 aa06 0a0104 0401a1"),
    // networkResource, hlr-Number, hlr-List
    (OperationCode::reset, "3011 0a0101 0405 9105152535 3005 0403 620211"),
    (OperationCode::checkIMEI, "0408 5302111424344405"),
    (OperationCode::sendRoutingInfoForSM, "3011 8005 9105152535 8101ff 8205 9105152535"),
    // To a roaming number, which came with version 1 alone.
    (OperationCode::forwardSM, "3012 8305 9105152535 8405 9105152535 0402 0000"),
    (OperationCode::reportSM_DeliveryStatus, "300e 0405 9105152535 0405 9105152535"),
    // imsi, traceReference, traceType, omc-Id
    (OperationCode::activateTraceMode, "3017 8008 62021114243444f5 810107 820105 8305 9105152535"),
    (OperationCode::deactivateTraceMode, "300d 8008 62021114243444f5 810107"),
];

const RESULTS: [(OperationCode, &str); 11] = [
    (OperationCode::updateLocation, "0405 9105152535"),
    (OperationCode::provideRoamingNumber, "0405 9105152535"),
    (OperationCode::registerSS, "a01a 040121 3015 3013 830111 840107 8505 9105152535 86012c 870114"),
    (OperationCode::activateSS, "a306 040141 840101"),
    (OperationCode::interrogateSS, "8001 07"),
    (OperationCode::interrogateSS, "8105 9105152535"),
    (OperationCode::registerPassword, "1204 31323334"),
    (OperationCode::checkIMEI, "0a0101"),
    (OperationCode::sendRoutingInfo, "3011 0408 62021114243444f5 0405 9105152535"),
    (OperationCode::sendRoutingInfoForSM, "3019 0408 62021114243444f5 a00d 8105 9105152535 0404 01020304"),
    (OperationCode::processUnstructuredSS_Data, "1602 4f4b"),
];

/// A dialogue of version 1 that a peer has opened with this operation: the node, the dialogue, the invocation.
fn asked(operation: OperationCode) -> (Map, DialogueId, i8) {
    let (now, config) = (Instant::now(), Arc::new(Config::new()));
    let mut peer = Map::new(config.clone(), [1; 32], now);
    let dialogue = open(&mut peer, now);
    peer.invoke(dialogue, operation, None, Some(&Argument::Other(&[0x05, 0x00]))).unwrap();
    peer.delimiter(now, dialogue).unwrap();
    let sent = peer.poll_transmit().unwrap();
    let mut node = Map::new(config, [2; 32], now);
    node.handle_unitdata(now, sent.called, sent.calling, &sent.octets.into_bytes());
    let events = std::iter::from_fn(|| node.poll_event()).collect::<Vec<_>>();
    let invoked = events.iter().find_map(|event| match event {
        Event::Invoke { dialogue, invoke_id, parameter, .. } => {
            assert_eq!(parameter.version(), 1);
            Some((*dialogue, *invoke_id))
        }
        _ => None,
    });
    let (dialogue, invoke_id) = invoked.unwrap();
    (node, dialogue, invoke_id)
}

/// A dialogue of version 1 of ours. Which context it has says nothing on the wire.
fn open(map: &mut Map, now: Instant) -> DialogueId {
    let [to, from] =
        [(2, Ssn::HLR), (1, Ssn::MSC)].map(|(pc, ssn)| Address::of_point_code(PointCode(pc), ssn));
    let context = ApplicationContext::new(ContextCode::networkLocUpContext, 1);
    map.open(now, to, from, context, None).unwrap()
}

fn invoked(operation: OperationCode, argument: &Argument<'_>) -> Result<i8, UsageError> {
    let now = Instant::now();
    let mut map = Map::new(Arc::new(Config::new()), [1; 32], now);
    let dialogue = open(&mut map, now);
    map.invoke(dialogue, operation, None, Some(argument))
}

fn answered(operation: OperationCode, result: &ResultParameter<'_>) -> Result<(), UsageError> {
    let (mut node, dialogue, invoke_id) = asked(operation);
    let partial = node.partial_result(dialogue, invoke_id, operation, result);
    let last = node.result(dialogue, invoke_id, operation, Some(result));
    assert_eq!(partial, last);
    last
}

fn of_hex(hex: &str) -> Vec<u8> {
    octets(&hex.split_whitespace().collect::<String>())
}

#[test]
fn what_version_1_has_is_read_and_sent() {
    for (operation, hex) in ARGUMENTS {
        let case = Case { operation, octets: of_hex(hex), ..Case::of_version(1) };
        let (text, again) =
            read(&case, &case.octets).unwrap_or_else(|error| panic!("{operation:?}: {error}"));
        assert!(!text.contains("Other(") && !text.contains("Extensions(1"), "{operation:?}: {text}");
        assert_eq!(again, case.octets, "{operation:?}");
        let element = Reader::new(&case.octets).next("argument").unwrap();
        let argument = Argument::read(operation, 1, &element).unwrap();
        assert!(invoked(operation, &argument).is_ok(), "{operation:?}: {text}");
    }
    for (operation, hex) in RESULTS {
        let case = Case { operation, is_argument: false, octets: of_hex(hex), ..Case::of_version(1) };
        let (text, again) =
            read(&case, &case.octets).unwrap_or_else(|error| panic!("{operation:?}: {error}"));
        assert!(!text.contains("Other(") && !text.contains("Extensions(1"), "{operation:?}: {text}");
        assert_eq!(again, case.octets, "{operation:?}");
        let element = Reader::new(&case.octets).next("result").unwrap();
        let result = ResultParameter::read(operation, 1, &element).unwrap();
        assert_eq!(answered(operation, &result), Ok(()), "{operation:?}: {text}");
    }
}

#[test]
fn what_came_after_version_1_is_refused_by_its_name_in_an_invocation() {
    let service = SsForBsCode { long_ftn_supported: Some(Null), ..Default::default() };
    let vlr = UpdateLocationArg { vlr_capability: Some(VlrCapability::default()), ..Default::default() };
    let data = InsertSubscriberDataArg { extension_container: Some(Raw(&[])), ..Default::default() };
    let gmsc = ProvideRoamingNumberArg { gmsc_address: Some(NUMBER), ..Default::default() };
    let gateway = RoutingInfoForSmArg { gprs_support_indicator: Some(Null), ..Default::default() };
    let outcome = SmDeliveryOutcome::ABSENT_SUBSCRIBER;
    let odb = InsertSubscriberDataArgV2 { odb_data: Some(OdbData::default()), ..Default::default() };
    let roaming = InsertSubscriberDataArgV2 {
        roaming_restriction_due_to_unsupported_feature: Some(Null),
        ..Default::default()
    };
    let zones = InsertSubscriberDataArgV2 {
        regional_subscription_data: Some(List::from(&[Octets(&[0, 1])][..])),
        ..Default::default()
    };
    let groups = [SsInfo::CugInfo(Default::default())];
    let groups =
        InsertSubscriberDataArgV2 { provisioned_ss: Some(List::from(&groups[..])), ..Default::default() };
    for (operation, argument, field) in [
        (OperationCode::updateLocation, Argument::UpdateLocation(Box::new(vlr)), "vlr-Capability"),
        (OperationCode::cancelLocation, Argument::CancelLocation(CancelLocationArg::default()), "identity"),
        (OperationCode::provideRoamingNumber, Argument::ProvideRoamingNumber(Box::new(gmsc)), "gmsc-Address"),
        (
            OperationCode::insertSubscriberData,
            Argument::InsertSubscriberData(Box::new(data)),
            "extensionContainer",
        ),
        (OperationCode::insertSubscriberData, Argument::InsertSubscriberDataV2(odb), "odb-Data"),
        (
            OperationCode::insertSubscriberData,
            Argument::InsertSubscriberDataV2(roaming),
            "roamingRestrictionDueToUnsupportedFeature",
        ),
        (
            OperationCode::insertSubscriberData,
            Argument::InsertSubscriberDataV2(zones),
            "regionalSubscriptionData",
        ),
        (OperationCode::insertSubscriberData, Argument::InsertSubscriberDataV2(groups), "cug-Info"),
        (
            OperationCode::deleteSubscriberData,
            Argument::DeleteSubscriberData(DeleteSubscriberDataArg {
                roaming_restriction_due_to_unsupported_feature: Some(Null),
                ..Default::default()
            }),
            "roamingRestrictionDueToUnsupportedFeature",
        ),
        (
            OperationCode::registerSS,
            Argument::RegisterSs(RegisterSsArg { default_priority: Some(1), ..Default::default() }),
            "defaultPriority",
        ),
        (OperationCode::eraseSS, Argument::SsForBsCode(service.clone()), "longFTN-Supported"),
        (OperationCode::activateSS, Argument::SsForBsCode(service.clone()), "longFTN-Supported"),
        (OperationCode::deactivateSS, Argument::SsForBsCode(service.clone()), "longFTN-Supported"),
        (OperationCode::interrogateSS, Argument::SsForBsCode(service), "longFTN-Supported"),
        (
            OperationCode::sendRoutingInfo,
            Argument::SendRoutingInfoV2(SendRoutingInfoArgV2 {
                cug_check_info: Some(CugCheckInfo::default()),
                ..Default::default()
            }),
            "cug-CheckInfo",
        ),
        (
            OperationCode::sendRoutingInfo,
            Argument::SendRoutingInfo(Box::<SendRoutingInfoArg<'_>>::default()),
            "interrogationType",
        ),
        // Version 1 alone has it, and always.
        (OperationCode::reset, Argument::ResetV2(ResetArgV2::default()), "networkResource"),
        (OperationCode::checkIMEI, Argument::CheckImei(CheckImeiArg::default()), "imei"),
        (OperationCode::sendRoutingInfoForSM, Argument::RoutingInfoForSm(gateway), "gprsSupportIndicator"),
        (
            OperationCode::forwardSM,
            Argument::ForwardSm(ForwardSmArg {
                sm_rp_da: SmRpDa::Imsi(IMSI),
                sm_rp_oa: SmRpOa::ServiceCentreAddress(NUMBER),
                more_messages_to_send: Some(Null),
                ..Default::default()
            }),
            "moreMessagesToSend",
        ),
        (OperationCode::forwardSM, Argument::ForwardSm(ForwardSmArg::default()), "noSM-RP-DA"),
        (
            OperationCode::reportSM_DeliveryStatus,
            Argument::ReportSmDeliveryStatus(ReportSmDeliveryStatusArg {
                sm_delivery_outcome: Some(outcome),
                ..Default::default()
            }),
            "sm-DeliveryOutcome",
        ),
        (
            OperationCode::activateTraceMode,
            Argument::ActivateTraceMode(Box::new(ActivateTraceModeArg {
                trace_reference2: Some(Octets(&[0, 0, 1])),
                ..Default::default()
            })),
            "traceReference2",
        ),
        (
            OperationCode::deactivateTraceMode,
            Argument::DeactivateTraceMode(DeactivateTraceModeArg {
                extension_container: Some(Raw(&[])),
                ..Default::default()
            }),
            "extensionContainer",
        ),
        // Version 1 has no such operation.
        (OperationCode::readyForSM, Argument::ReadyForSm(Default::default()), "readyForSM"),
    ] {
        let refused = Err(UsageError::NotInVersion { field });
        assert_eq!(invoked(operation, &argument), refused, "{operation:?}");
    }
}

#[test]
fn what_came_after_version_1_is_refused_by_its_name_in_an_answer() {
    let routed = SendRoutingInfoResV2 {
        imsi: IMSI,
        routing_info: RoutingInfo::RoamingNumber(NUMBER),
        cug_check_info: Some(CugCheckInfo::default()),
        ..Default::default()
    };
    let found = RoutingInfoForSmRes { extension_container: Some(Raw(&[])), ..Default::default() };
    for (operation, result, field) in [
        (
            OperationCode::updateLocation,
            ResultParameter::UpdateLocation(UpdateLocationRes::default()),
            "hlr-Number",
        ),
        (
            OperationCode::cancelLocation,
            ResultParameter::CancelLocation(Default::default()),
            "cancelLocation",
        ),
        (
            OperationCode::provideRoamingNumber,
            ResultParameter::ProvideRoamingNumber(ProvideRoamingNumberRes::default()),
            "roamingNumber",
        ),
        (
            OperationCode::insertSubscriberData,
            ResultParameter::InsertSubscriberData(InsertSubscriberDataRes::default()),
            "insertSubscriberData",
        ),
        (
            OperationCode::deleteSubscriberData,
            ResultParameter::DeleteSubscriberData(Default::default()),
            "deleteSubscriberData",
        ),
        (
            OperationCode::interrogateSS,
            ResultParameter::InterrogateSs(InterrogateSsRes::GenericServiceInfo(Default::default())),
            "genericServiceInfo",
        ),
        (OperationCode::sendRoutingInfo, ResultParameter::SendRoutingInfoV2(routed), "cug-CheckInfo"),
        (OperationCode::checkIMEI, ResultParameter::CheckImei(CheckImeiRes::default()), "checkIMEI"),
        (OperationCode::sendRoutingInfoForSM, ResultParameter::RoutingInfoForSm(found), "extensionContainer"),
        (
            OperationCode::activateTraceMode,
            ResultParameter::ActivateTraceMode(Default::default()),
            "activateTraceMode",
        ),
        (
            OperationCode::reportSM_DeliveryStatus,
            ResultParameter::StoredMsisdn(NUMBER),
            "reportSM-DeliveryStatus",
        ),
    ] {
        assert_eq!(answered(operation, &result), Err(UsageError::NotInVersion { field }), "{operation:?}");
    }
}

#[test]
fn an_error_of_version_1_has_no_extensions() {
    let barred = CallBarredParam::CallBarringCause(CallBarringCause::OPERATOR_BARRING);
    let failed = SystemFailureParam::NetworkResource(NetworkResource::HLR);
    let plain = PlainParam { extension_container: Some(Raw(&[])), ..Default::default() };
    for (code, parameter, field) in [
        (ErrorCode::callBarred, ErrorParameter::CallBarred(barred), None),
        (ErrorCode::systemFailure, ErrorParameter::SystemFailure(failed), None),
        (ErrorCode::absentSubscriber, ErrorParameter::Other(&[0x01, 0x01, 0xFF]), None),
        (ErrorCode::dataMissing, ErrorParameter::Plain(PlainParam::default()), Some("dataMissing")),
        (ErrorCode::dataMissing, ErrorParameter::Plain(plain), Some("extensionContainer")),
    ] {
        let (mut node, dialogue, invoke_id) = asked(OperationCode::sendRoutingInfo);
        let error = MapError { code, parameter: Some(parameter) };
        let expected = field.map_or(Ok(()), |field| Err(UsageError::NotInVersion { field }));
        assert_eq!(node.error(dialogue, invoke_id, &error), expected, "{error:?}");
    }
}

#[test]
fn what_is_given_as_octets_goes_as_it_stands() {
    assert!(invoked(OperationCode::sendParameters, &Argument::Other(&[0x30, 0x00])).is_ok());
    let (mut node, dialogue, invoke_id) = asked(OperationCode::sendParameters);
    let result = node.result(
        dialogue,
        invoke_id,
        OperationCode::sendParameters,
        Some(&ResultParameter::Other(&[0x30, 0x00])),
    );
    assert_eq!(result, Ok(()));
}

//! tshark in front of what we write: each operation in a transaction, a connectionless message and a DATA of our own.
//! It must find no fault, and know each field by its name.

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::Data;
use brivas_sigtran::map::{ApplicationContext, ContextCode, OperationCode};
use brivas_sigtran::mtp::{PointCode, RoutingLabel};
use brivas_sigtran::sccp::{Address, Form, GlobalTitle, ProtocolClass, Ssn, Unitdata, Variant};
use brivas_sigtran::tcap::{Code, Component, Dialogue, DialogueRequest, DialogueResponse, Message};

use crate::{Case, cases, read, tshark};

/// What versions 1 and 2 alone have, and tshark does not know.
const UNKNOWN: [&str; 4] = [
    "updateLocation 2 argument 1",
    "reset 2 argument 1",
    "provideRoamingNumber 2 argument 1",
    "interrogateSS 2 result 1",
];

fn context_of(case: &Case) -> ApplicationContext {
    let context = match case.operation {
        OperationCode::updateLocation | OperationCode::restoreData => ContextCode::networkLocUpContext,
        OperationCode::cancelLocation => ContextCode::locationCancellationContext,
        OperationCode::purgeMS => ContextCode::msPurgingContext,
        OperationCode::sendAuthenticationInfo => ContextCode::infoRetrievalContext,
        OperationCode::anyTimeInterrogation => ContextCode::anyTimeInfoEnquiryContext,
        OperationCode::provideSubscriberInfo => ContextCode::subscriberInfoEnquiryContext,
        OperationCode::provideRoamingNumber => ContextCode::roamingNumberEnquiryContext,
        OperationCode::sendRoutingInfo => ContextCode::locationInfoRetrievalContext,
        OperationCode::sendRoutingInfoForGprs => ContextCode::gprsLocationInfoRetrievalContext,
        OperationCode::updateGprsLocation => ContextCode::gprsLocationUpdateContext,
        OperationCode::checkIMEI => ContextCode::equipmentMngtContext,
        OperationCode::reset => ContextCode::resetContext,
        OperationCode::insertSubscriberData | OperationCode::deleteSubscriberData => {
            ContextCode::subscriberDataMngtContext
        }
        OperationCode::sendIdentification => ContextCode::interVlrInfoRetrievalContext,
        OperationCode::authenticationFailureReport => ContextCode::authenticationFailureReportContext,
        OperationCode::noteMM_Event => ContextCode::mm_EventReportingContext,
        OperationCode::failureReport => ContextCode::failureReportContext,
        OperationCode::noteMsPresentForGprs => ContextCode::gprsNotifyContext,
        OperationCode::ss_InvocationNotification => ContextCode::ss_InvocationNotificationContext,
        OperationCode::sendIMSI => ContextCode::imsiRetrievalContext,
        OperationCode::anyTimeSubscriptionInterrogation | OperationCode::anyTimeModification => {
            ContextCode::anyTimeInfoHandlingContext
        }
        OperationCode::noteSubscriberDataModified => {
            ContextCode::subscriberDataModificationNotificationContext
        }
        OperationCode::activateTraceMode | OperationCode::deactivateTraceMode => ContextCode::tracingContext,
        OperationCode::sendRoutingInfoForLCS => ContextCode::locationSvcGatewayContext,
        OperationCode::provideSubscriberLocation | OperationCode::subscriberLocationReport => {
            ContextCode::locationSvcEnquiryContext
        }
        _ => return ApplicationContext::new(ContextCode::networkFunctionalSsContext, 2),
    };
    ApplicationContext::new(context, case.version)
}

/// The operation in a Begin, or its result in an End, down to M3UA; in version 1 there is no dialogue portion.
pub(crate) fn message(case: &Case, version: u8) -> Vec<u8> {
    let (_, parameter) = read(case, &case.octets).unwrap();
    let (operation, parameter) = (Code::Local(case.operation.0.into()), Some(&parameter[..]));
    let component = if case.is_argument {
        Component::Invoke { invoke_id: 1, linked_id: None, operation, parameter }
    } else {
        Component::ReturnResult { invoke_id: 1, last: true, result: Some((operation, parameter)) }
    };
    let mut out = Buffer::new();
    component.write(&mut out);
    let components = element(0x6C, out.as_slice());
    let (tag, transaction) = if case.is_argument { (0x62, 0x48) } else { (0x64, 0x49) };
    let plain = element(tag, &[&[transaction, 1, 7], &components[..]].concat());
    let mut message = Message::read(&plain).unwrap();
    let name = context_of(case).object_identifier();
    if version > 1 {
        message.dialogue = Some(if case.is_argument {
            Dialogue::Request(DialogueRequest::new(&name, None))
        } else {
            Dialogue::Response(DialogueResponse::new(&name, None, None))
        });
    }
    let mut out = Buffer::new();
    message.write(&mut out);
    carried(out)
}

/// A message of TCAP in a connectionless message and a DATA.
pub(crate) fn carried(mut out: Buffer) -> Vec<u8> {
    let [called, calling] = [("491710000001", Ssn::HLR), ("491710000002", Ssn::MSC)]
        .map(|(digits, ssn)| Address::of_global_title(GlobalTitle::e164(digits).unwrap(), ssn));
    let mut unitdata = Unitdata::new(called, calling, ProtocolClass::new(false, false), &[]);
    if out.len() > 200 {
        unitdata.form = Form::Long;
    }
    unitdata.close(Variant::Itu, &mut out).unwrap();
    let label = RoutingLabel { opc: PointCode(1), dpc: PointCode(2), si: 3, ni: 2, ..Default::default() };
    Data { label, ..Default::default() }.write(&mut out).unwrap();
    out.as_slice().to_vec()
}

fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x82, length[0], length[1]], content].concat()
}

#[test]
fn tshark_reads_what_we_write_without_a_complaint() {
    let cases = cases();
    let messages: Vec<Vec<u8>> = cases.iter().map(|case| message(case, case.version)).collect();
    let Some(packets) = tshark::read(&messages) else { return };
    let mut found = 0;
    for (case, packet) in cases.iter().zip(&packets) {
        let layer = &packet["_source"]["layers"]["gsm_map"];
        assert!(layer.is_object(), "{}: {packet}", case.title);
        let text = layer.to_string();
        let complains = text.contains("_ws.malformed") || text.contains("_ws.expert");
        assert_eq!(complains, UNKNOWN.contains(&case.title), "{}: {text}", case.title);
        for (_, name) in &case.fields {
            let shown = format!(".{}", name.replace('-', "_"));
            // Of version 2, tshark has some by the type of version 3.
            let is_shown = text.contains(&format!("{shown}\"")) || text.contains(&format!("{shown}_"));
            assert!(case.version < 3 || is_shown, "{}: {name} is not in {text}", case.title);
            found += u32::from(is_shown);
        }
    }
    println!("tshark: {} messages, {found} fields by name", messages.len());
    assert!(found > 14_700, "{found} fields are too few");
}

#[test]
fn tshark_reads_what_version_1_shares_with_version_2() {
    let shared = [
        OperationCode::cancelLocation,
        OperationCode::checkIMEI,
        OperationCode::insertSubscriberData,
        OperationCode::provideRoamingNumber,
        OperationCode::reset,
        OperationCode::sendRoutingInfo,
        OperationCode::updateLocation,
    ];
    let cases: Vec<Case> =
        cases().into_iter().filter(|case| case.version == 2 && shared.contains(&case.operation)).collect();
    let messages: Vec<Vec<u8>> = cases.iter().map(|case| message(case, 1)).collect();
    let Some(packets) = tshark::read(&messages) else { return };
    for (case, packet) in cases.iter().zip(&packets) {
        let text = packet["_source"]["layers"]["gsm_map"].to_string();
        let complains = text.contains("_ws.malformed") || text.contains("_ws.expert") || text == "null";
        assert_eq!(complains, UNKNOWN.contains(&case.title), "{}: {text}", case.title);
    }
}

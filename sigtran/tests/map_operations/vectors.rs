//! The foreign vectors of these operations: what they say of their fields is what we read.

use brivas_sigtran::ber::Reader;
use brivas_sigtran::m3ua::Data;
use brivas_sigtran::map::{
    ApplicationContext, Argument, AuthenticationSetList, Identity, OperationCode, ResultParameter,
};
use brivas_sigtran::sccp::{self, Variant};
use brivas_sigtran::tcap::{Component, Dialogue, Message};
use serde_json::{Value, json};

use crate::octets;

/// What of an argument the vectors tell.
fn told_of_argument(argument: &Argument<'_>) -> Vec<(&'static str, Value)> {
    match argument {
        Argument::UpdateLocation(argument) => vec![
            ("imsi", json!(argument.imsi.0.to_string())),
            ("msc", json!(argument.msc_number.digits().to_string())),
            ("vlr", json!(argument.vlr_number.digits().to_string())),
        ],
        Argument::UpdateLocationV2(argument) => vec![("imsi", json!(argument.imsi.0.to_string()))],
        Argument::CancelLocation(argument) => told_of_identity(&argument.identity),
        Argument::CancelLocationV2(identity) => told_of_identity(identity),
        Argument::PurgeMs(argument) => vec![("imsi", json!(argument.imsi.0.to_string()))],
        Argument::SendAuthenticationInfo(argument) => vec![
            ("imsi", json!(argument.imsi.0.to_string())),
            ("n", json!(argument.number_of_requested_vectors)),
        ],
        Argument::SendAuthenticationInfoV2(imsi) => vec![("imsi", json!(imsi.0.to_string()))],
        Argument::ProvideSubscriberInfo(argument) => vec![("imsi", json!(argument.imsi.0.to_string()))],
        Argument::ProvideRoamingNumber(argument) => vec![("imsi", json!(argument.imsi.0.to_string()))],
        Argument::SendRoutingInfo(argument) => {
            vec![("msisdn", json!(argument.msisdn.digits().to_string()))]
        }
        Argument::UpdateGprsLocation(argument) => vec![("imsi", json!(argument.imsi.0.to_string()))],
        Argument::CheckImei(argument) => vec![("imei", json!(argument.imei.0.to_string()))],
        Argument::CheckImeiV2(imei) => vec![("imei", json!(imei.0.to_string()))],
        Argument::InsertSubscriberData(argument) => {
            let msisdn = argument.msisdn.map(|msisdn| msisdn.digits().to_string());
            msisdn.map(|msisdn| ("msisdn", json!(msisdn))).into_iter().collect()
        }
        _ => vec![],
    }
}

fn told_of_identity(identity: &Identity<'_>) -> Vec<(&'static str, Value)> {
    let imsi = match identity {
        Identity::Imsi(imsi) => imsi,
        Identity::ImsiWithLmsi(both) => &both.imsi,
        other => panic!("{other:?}"),
    };
    vec![("imsi", json!(imsi.0.to_string()))]
}

/// What of a result the vectors tell.
fn told_of_result(result: &ResultParameter<'_>) -> Vec<(&'static str, Value)> {
    match result {
        ResultParameter::UpdateLocation(result) => {
            vec![("hlr", json!(result.hlr_number.digits().to_string()))]
        }
        ResultParameter::ProvideRoamingNumber(result) => {
            vec![("msrn", json!(result.roaming_number.digits().to_string()))]
        }
        ResultParameter::SendRoutingInfo(result) => {
            vec![("imsi", json!(result.imsi.map(|imsi| imsi.0.to_string())))]
        }
        ResultParameter::SendAuthenticationInfo(result) => match &result.authentication_set_list {
            Some(AuthenticationSetList::TripletList(list)) => {
                vec![("sets", json!(["tripletList", list.len()]))]
            }
            Some(AuthenticationSetList::QuintupletList(list)) => {
                vec![("sets", json!(["quintupletList", list.len()]))]
            }
            _ => vec![],
        },
        _ => vec![],
    }
}

/// What is told of the components of a message. The version is that of the context, or as the vector names it.
fn told(tcap: &[u8], named: u8) -> Vec<(&'static str, Value)> {
    let message = Message::read(tcap).unwrap();
    let name = match &message.dialogue {
        Some(Dialogue::Request(request)) => request.application_context_name.0.0,
        Some(Dialogue::Response(response)) => response.application_context_name.0.0,
        _ => &[],
    };
    let context = ApplicationContext::from_object_identifier(name);
    let version = context.map_or(named, |context| context.version);
    let read = |component| match component {
        Component::Invoke { operation, parameter: Some(octets), .. } => {
            let element = Reader::new(octets).next("argument").unwrap();
            let operation = OperationCode(operation.local().unwrap());
            told_of_argument(&Argument::read(operation, version, &element).unwrap())
        }
        Component::ReturnResult { result: Some((operation, Some(octets))), .. } => {
            let element = Reader::new(octets).next("result").unwrap();
            let operation = OperationCode(operation.local().unwrap());
            told_of_result(&ResultParameter::read(operation, version, &element).unwrap())
        }
        _ => vec![],
    };
    message.components.iter().flat_map(|component| read(component.unwrap())).collect()
}

#[test]
fn the_foreign_vectors_are_read_as_they_say() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/vectors/sigtran.jsonl");
    let mut compared = 0;
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let vector: Value = serde_json::from_str(line).unwrap();
        let said = &vector["fields"]["map"];
        if said["op"].is_null() || !vector["fields"]["sccp"]["seg"].is_null() {
            continue;
        }
        let octets = octets(vector["hex"].as_str().unwrap());
        let (_, sccp) = Data::read(&octets).unwrap();
        let sccp::Message::Unitdata(unitdata) = sccp::Message::read(sccp, Variant::Itu).unwrap() else {
            continue;
        };
        let named = if vector["kind"].as_str().unwrap().contains("v2") { 2 } else { 3 };
        for (name, value) in told(unitdata.data, named) {
            if !said[name].is_null() {
                assert_eq!(said[name], value, "{}: {name}", vector["id"]);
                compared += 1;
            }
        }
    }
    println!("{compared} fields compared");
    assert!(compared > 40, "{compared} fields are too few");
}

//! Parameters of mobility, call handling and supplementary services, made of what the notation says.

use brivas_sigtran::Buffer;
use brivas_sigtran::ber::{List, Octets};
use brivas_sigtran::map::*;

use crate::build::{Built, Packed, address, digits, flag, imsi, lmsi, named, octets, opt};
use crate::notation::Node;

fn listed<'a>(node: &'a Node, name: &str) -> Option<Vec<Octets<'a>>> {
    opt(node, name, |list| list.items().iter().map(octets).collect())
}

fn packed(node: &Node, way: &[&str]) -> Option<Packed> {
    way.iter().try_fold(node, |node, name| node.get(name)).map(Packed::of)
}

fn requested(node: &Node) -> RequestedInfo<'_> {
    RequestedInfo {
        location_information: flag(node, "locationInformation"),
        subscriber_state: flag(node, "subscriberState"),
        current_location: flag(node, "currentLocation"),
        requested_domain: opt(node, "requestedDomain", |it| named(it, DomainType, DomainType::name)),
        ..Default::default()
    }
}

pub(crate) fn argument(operation: OperationCode, version: u8, node: &Node, out: &mut Buffer) -> Built {
    let camel = packed(node, &["vlr-Capability", "supportedCamelPhases"]);
    let lcs = packed(node, &["vlr-Capability", "supportedLCS-CapabilitySets"]);
    let phases = packed(node, &["camelInfo", "supportedCamelPhases"]);
    let odb = packed(node, &["odb-Data", "odb-GeneralData"]);
    let equipment = packed(node, &["requestedEquipmentInfo"]);
    let bearer = listed(node, "bearerServiceList");
    let tele = listed(node, "teleserviceList");
    let argument = match (operation, version) {
        (OperationCode::updateLocation, 3) => Argument::UpdateLocation(Box::new(UpdateLocationArg {
            imsi: imsi(node.get("imsi")?),
            msc_number: address(node, "msc-Number"),
            vlr_number: address(node, "vlr-Number"),
            vlr_capability: camel.as_ref().map(|camel| VlrCapability {
                supported_camel_phases: Some(camel.bits()),
                supported_lcs_capability_sets: lcs.as_ref().map(Packed::bits),
                ..Default::default()
            }),
            add_info: opt(node, "add-info", |info| AddInfo {
                imeisv: Imei(imsi(info.get("imeisv").unwrap()).0),
                ..Default::default()
            }),
            ..Default::default()
        })),
        (OperationCode::updateLocation, _) => Argument::UpdateLocationV2(UpdateLocationArgV2 {
            imsi: imsi(node.get("imsi")?),
            location_info: LocationInfo::MscNumber(address(node, "msc-Number")),
            vlr_number: address(node, "vlr-Number"),
            ..Default::default()
        }),
        (OperationCode::reset, 2) => Argument::ResetV2(ResetArgV2 {
            hlr_number: digits(node.get("sendingNodenumber")?.choice().1),
            ..Default::default()
        }),
        (OperationCode::cancelLocation, 2) => Argument::CancelLocationV2(identity(node)),
        (OperationCode::cancelLocation, _) => Argument::CancelLocation(CancelLocationArg {
            identity: identity(node.get("identity")?),
            cancellation_type: opt(node, "cancellationType", |it| {
                named(it, CancellationType, CancellationType::name)
            }),
            ..Default::default()
        }),
        (OperationCode::sendAuthenticationInfo, 2) => Argument::SendAuthenticationInfoV2(imsi(node)),
        (OperationCode::sendAuthenticationInfo, _) => {
            Argument::SendAuthenticationInfo(SendAuthenticationInfoArg {
                imsi: imsi(node.get("imsi")?),
                number_of_requested_vectors: node
                    .get("numberOfRequestedVectors")?
                    .number()
                    .try_into()
                    .ok()?,
                segmentation_prohibited: flag(node, "segmentationProhibited"),
                ..Default::default()
            })
        }
        (OperationCode::provideRoamingNumber, 3) => {
            Argument::ProvideRoamingNumber(Box::new(ProvideRoamingNumberArg {
                imsi: imsi(node.get("imsi")?),
                msc_number: address(node, "msc-Number"),
                msisdn: opt(node, "msisdn", digits),
                network_signal_info: opt(node, "networkSignalInfo", |info| ExternalSignalInfo {
                    protocol_id: named(info.get("protocolId").unwrap(), ProtocolId, ProtocolId::name),
                    signal_info: octets(info.get("signalInfo").unwrap()),
                    ..Default::default()
                }),
                gmsc_address: opt(node, "gmsc-Address", digits),
                ..Default::default()
            }))
        }
        (OperationCode::checkIMEI, 3) => Argument::CheckImei(CheckImeiArg {
            imei: Imei(imsi(node.get("imei")?).0),
            requested_equipment_info: equipment.as_ref()?.bits(),
            ..Default::default()
        }),
        (OperationCode::checkIMEI, _) => Argument::CheckImeiV2(Imei(imsi(node).0)),
        (OperationCode::insertSubscriberData, _) => {
            Argument::InsertSubscriberData(Box::new(InsertSubscriberDataArg {
                imsi: opt(node, "imsi", imsi),
                msisdn: opt(node, "msisdn", digits),
                category: opt(node, "category", octets),
                subscriber_status: opt(node, "subscriberStatus", |it| {
                    named(it, SubscriberStatus, SubscriberStatus::name)
                }),
                bearer_service_list: bearer.as_deref().map(List::from),
                teleservice_list: tele.as_deref().map(List::from),
                odb_data: odb
                    .as_ref()
                    .map(|odb| OdbData { odb_general_data: odb.bits(), ..Default::default() }),
                roaming_restriction_due_to_unsupported_feature: flag(
                    node,
                    "roamingRestrictionDueToUnsupportedFeature",
                ),
                ..Default::default()
            }))
        }
        (OperationCode::deleteSubscriberData, _) => Argument::DeleteSubscriberData(DeleteSubscriberDataArg {
            imsi: imsi(node.get("imsi")?),
            camel_subscription_info_withdraw: flag(node, "camelSubscriptionInfoWithdraw"),
            ..Default::default()
        }),
        (OperationCode::anyTimeInterrogation, _) => Argument::AnyTimeInterrogation(AnyTimeInterrogationArg {
            subscriber_identity: match node.get("subscriberIdentity")?.choice() {
                ("imsi", it) => SubscriberIdentity::Imsi(imsi(it)),
                (_, it) => SubscriberIdentity::Msisdn(digits(it)),
            },
            requested_info: requested(node.get("requestedInfo")?),
            gsm_scf_address: address(node, "gsmSCF-Address"),
            ..Default::default()
        }),
        (OperationCode::provideSubscriberInfo, _) => {
            Argument::ProvideSubscriberInfo(ProvideSubscriberInfoArg {
                imsi: imsi(node.get("imsi")?),
                lmsi: opt(node, "lmsi", lmsi),
                requested_info: requested(node.get("requestedInfo")?),
                ..Default::default()
            })
        }
        (OperationCode::sendRoutingInfo, 3) => Argument::SendRoutingInfo(Box::new(SendRoutingInfoArg {
            msisdn: address(node, "msisdn"),
            number_of_forwarding: opt(node, "numberOfForwarding", |it| it.number().try_into().unwrap()),
            interrogation_type: named(
                node.get("interrogationType")?,
                InterrogationType,
                InterrogationType::name,
            ),
            gmsc_or_gsm_scf_address: address(node, "gmsc-OrGsmSCF-Address"),
            forwarding_reason: opt(node, "forwardingReason", |it| {
                named(it, ForwardingReason, ForwardingReason::name)
            }),
            camel_info: phases
                .as_ref()
                .map(|phases| CamelInfo { supported_camel_phases: phases.bits(), ..Default::default() }),
            ..Default::default()
        })),
        (OperationCode::updateGprsLocation, _) => {
            Argument::UpdateGprsLocation(Box::new(UpdateGprsLocationArg {
                imsi: imsi(node.get("imsi")?),
                sgsn_number: address(node, "sgsn-Number"),
                sgsn_address: octets(node.get("sgsn-Address")?),
                ..Default::default()
            }))
        }
        (OperationCode::purgeMS, 3) => Argument::PurgeMs(Box::new(PurgeMsArg {
            imsi: imsi(node.get("imsi")?),
            vlr_number: opt(node, "vlr-Number", digits),
            sgsn_number: opt(node, "sgsn-Number", digits),
            ..Default::default()
        })),
        (OperationCode::restoreData, _) => {
            Argument::RestoreData(RestoreDataArg { imsi: imsi(node.get("imsi")?), ..Default::default() })
        }
        (OperationCode::registerPassword, _) => Argument::RegisterPassword(SsCode(*node.octets().first()?)),
        (OperationCode::getPassword, _) => {
            Argument::GetPassword(named(node, GuidanceInfo, GuidanceInfo::name))
        }
        (OperationCode::activateSS | OperationCode::eraseSS, _) => Argument::SsForBsCode(SsForBsCode {
            ss_code: SsCode(*node.get("ss-Code")?.octets().first()?),
            basic_service: opt(node, "basicService", |it| match it.choice() {
                ("bearerService", service) => BasicServiceCode::BearerService(octets(service)),
                (_, service) => BasicServiceCode::Teleservice(octets(service)),
            }),
            ..Default::default()
        }),
        _ => return None,
    };
    argument.write(out);
    Some(())
}

pub(crate) fn result(operation: OperationCode, node: &Node, out: &mut Buffer) -> Built {
    let (mut triplets, mut quintuplets) = (Vec::new(), Vec::new());
    let result = match operation {
        OperationCode::updateLocation => ResultParameter::UpdateLocation(UpdateLocationRes {
            hlr_number: address(node, "hlr-Number"),
            add_capability: flag(node, "add-Capability"),
            ..Default::default()
        }),
        OperationCode::cancelLocation => ResultParameter::CancelLocation(Default::default()),
        OperationCode::purgeMS => ResultParameter::PurgeMs(PurgeMsRes {
            freeze_tmsi: flag(node, "freezeTMSI"),
            ..Default::default()
        }),
        OperationCode::provideRoamingNumber => {
            ResultParameter::ProvideRoamingNumber(ProvideRoamingNumberRes {
                roaming_number: address(node, "roamingNumber"),
                ..Default::default()
            })
        }
        OperationCode::insertSubscriberData => {
            ResultParameter::InsertSubscriberData(InsertSubscriberDataRes {
                regional_subscription_response: opt(node, "regionalSubscriptionResponse", |it| {
                    named(it, RegionalSubscriptionResponse, RegionalSubscriptionResponse::name)
                }),
                ..Default::default()
            })
        }
        OperationCode::sendAuthenticationInfo => {
            let list = match node.get("authenticationSetList")?.choice() {
                ("tripletList", sets) => {
                    triplets.extend(sets.items().iter().map(triplet));
                    AuthenticationSetList::TripletList(List::from(&triplets[..]))
                }
                (_, sets) => {
                    quintuplets.extend(sets.items().iter().map(quintuplet));
                    AuthenticationSetList::QuintupletList(List::from(&quintuplets[..]))
                }
            };
            ResultParameter::SendAuthenticationInfo(SendAuthenticationInfoRes {
                authentication_set_list: Some(list),
                ..Default::default()
            })
        }
        OperationCode::provideSubscriberInfo => {
            ResultParameter::ProvideSubscriberInfo(Box::new(ProvideSubscriberInfoRes {
                subscriber_info: subscriber_info(node.get("subscriberInfo")?),
                ..Default::default()
            }))
        }
        OperationCode::anyTimeInterrogation => {
            ResultParameter::AnyTimeInterrogation(Box::new(AnyTimeInterrogationRes {
                subscriber_info: subscriber_info(node.get("subscriberInfo")?),
                ..Default::default()
            }))
        }
        OperationCode::sendRoutingInfo => ResultParameter::SendRoutingInfo(Box::new(SendRoutingInfoRes {
            imsi: opt(node, "imsi", imsi),
            extended_routing_info: opt(node, "extendedRoutingInfo", routing),
            vmsc_address: opt(node, "vmsc-Address", digits),
            ..Default::default()
        })),
        _ => return None,
    };
    result.write(out);
    Some(())
}

fn identity(node: &Node) -> Identity<'_> {
    match node.choice() {
        ("imsi", it) => Identity::Imsi(imsi(it)),
        (_, both) => Identity::ImsiWithLmsi(ImsiWithLmsi {
            imsi: imsi(both.get("imsi").unwrap()),
            lmsi: lmsi(both.get("lmsi").unwrap()),
            ..Default::default()
        }),
    }
}

fn triplet(set: &Node) -> AuthenticationTriplet<'_> {
    let [rand, sres, kc] = ["rand", "sres", "kc"].map(|name| octets(set.get(name).unwrap()));
    AuthenticationTriplet { rand, sres, kc, ..Default::default() }
}

fn quintuplet(set: &Node) -> AuthenticationQuintuplet<'_> {
    let [rand, xres, ck, ik, autn] =
        ["rand", "xres", "ck", "ik", "autn"].map(|name| octets(set.get(name).unwrap()));
    AuthenticationQuintuplet { rand, xres, ck, ik, autn, ..Default::default() }
}

fn routing(node: &Node) -> ExtendedRoutingInfo<'_> {
    let (_, info) = node.choice();
    ExtendedRoutingInfo::RoutingInfo(match info.choice() {
        ("roamingNumber", number) => RoutingInfo::RoamingNumber(digits(number)),
        (_, data) => RoutingInfo::ForwardingData(ForwardingData {
            forwarded_to_number: opt(data, "forwardedToNumber", digits),
            forwarding_options: opt(data, "forwardingOptions", octets),
            ..Default::default()
        }),
    })
}

fn subscriber_info(node: &Node) -> SubscriberInfo<'_> {
    SubscriberInfo {
        location_information: opt(node, "locationInformation", |location| LocationInformation {
            age_of_location_information: opt(location, "ageOfLocationInformation", Node::number),
            geographical_information: opt(location, "geographicalInformation", octets),
            vlr_number: opt(location, "vlr-number", digits),
            cell_global_id_or_service_area_id_or_lai: opt(
                location,
                "cellGlobalIdOrServiceAreaIdOrLAI",
                |it| match it.choice() {
                    ("laiFixedLength", area) => {
                        CellGlobalIdOrServiceAreaIdOrLai::LaiFixedLength(octets(area))
                    }
                    (_, cell) => {
                        CellGlobalIdOrServiceAreaIdOrLai::CellGlobalIdOrServiceAreaIdFixedLength(octets(cell))
                    }
                },
            ),
            msc_number: opt(location, "msc-Number", digits),
            current_location_retrieved: flag(location, "currentLocationRetrieved"),
            ..Default::default()
        }),
        subscriber_state: opt(node, "subscriberState", |it| match it.choice() {
            ("netDetNotReachable", reason) => SubscriberState::NetDetNotReachable(named(
                reason,
                NotReachableReason,
                NotReachableReason::name,
            )),
            _ => SubscriberState::AssumedIdle(Default::default()),
        }),
        ..Default::default()
    }
}

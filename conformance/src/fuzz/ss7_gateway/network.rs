//! The network of the gateway's fuzz target: it answers anything.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use arbitrary::Arbitrary;
use brivas_sigtran::ber::{Bits, Null, Octets};
use brivas_sigtran::map::{
    self, AddressString, AlertServiceCentreArg, ApplicationContext, Argument, ContextCode, DigitsBuf,
    ErrorCode, ErrorParameter, Imsi, InformServiceCentreArg, LocationInfoWithLmsi, Map, MapError,
    MoForwardSmArg, NatureOfAddress, NumberingPlan, OperationCode, ResultParameter, RoutingInfoForSmRes,
    SmRpDa, SmRpOa, Tbcd, UserAbortChoice,
};
use brivas_sigtran::tcap::{self, DialogueId, Termination};

use super::SERVICE_CENTRE;
use crate::fuzz::ss7_way::{address, parameter, problem};

const IMSI: &[u8] = &[0x62, 0x02, 0x10, 0x32, 0x54, 0x76, 0x98, 0xF0];

#[derive(Arbitrary, Debug)]
pub(super) enum Answer<'a> {
    /// The subscriber is at this node, which may be an SGSN.
    Routed(&'a [u8], bool),
    Done,
    Any(u8, &'a [u8]),
    Error(u8, &'a [u8]),
    Reject(u8, u8),
}

#[derive(Arbitrary, Debug)]
pub(super) enum Turn {
    Delimiter,
    Close(bool),
    Abort,
    /// The context is refused; another version may do.
    RefuseContext(Option<u8>),
}

#[derive(Arbitrary, Debug)]
pub(super) enum Request<'a> {
    Message(u8, &'a [u8]),
    Alert(u8),
    Any(u8, &'a [u8]),
}

/// The network: its dialogues, and the requests that it has not answered.
pub(super) struct Network {
    pub(super) map: Map,
    dialogues: BTreeSet<DialogueId>,
    pub(super) requests: Vec<(DialogueId, i8, OperationCode)>,
}

impl Network {
    pub(super) fn new(now: Instant) -> Self {
        let mut tcap = tcap::Config::new();
        tcap.set_max_dialogues(12).set_max_components(5);
        let map = Map::new(Arc::new(tcap), [2; 32], now);
        Self { map, dialogues: BTreeSet::new(), requests: Vec::new() }
    }

    pub(super) fn hear(&mut self) {
        while let Some(event) = self.map.poll_event() {
            match event {
                map::Event::Open { dialogue, .. } => {
                    self.dialogues.insert(dialogue);
                }
                map::Event::Invoke { dialogue, invoke_id, operation, .. } => {
                    self.requests.push((dialogue, invoke_id, operation));
                }
                map::Event::Refused { dialogue, .. }
                | map::Event::Closed { dialogue }
                | map::Event::UAbort { dialogue, .. }
                | map::Event::PAbort { dialogue, .. } => self.forget(dialogue),
                _ => {}
            }
        }
    }

    fn forget(&mut self, dialogue: DialogueId) {
        self.dialogues.remove(&dialogue);
        self.requests.retain(|request| request.0 != dialogue);
    }

    pub(super) fn nth(&self, number: u8) -> Option<DialogueId> {
        self.dialogues.iter().nth(usize::from(number) % self.dialogues.len().max(1)).copied()
    }

    /// A refused call changes nothing: the peer may be too fast for the network, which is no matter here.
    pub(super) fn answer(
        &mut self,
        (dialogue, id, operation): (DialogueId, i8, OperationCode),
        answer: &Answer<'_>,
    ) {
        let _ = match *answer {
            Answer::Routed(node, is_sgsn) => {
                let result = routed(node, is_sgsn);
                self.map.result(dialogue, id, operation, Some(&result))
            }
            Answer::Done => self.map.result(dialogue, id, operation, None),
            Answer::Any(other, octets) => {
                let octets = parameter(octets);
                let result = ResultParameter::Other(octets.as_slice());
                self.map.result(dialogue, id, OperationCode(other), Some(&result))
            }
            Answer::Error(code, octets) => {
                let octets = parameter(octets);
                let parameter = Some(ErrorParameter::Other(octets.as_slice()));
                let usual = [ErrorCode::absentSubscriberSM, ErrorCode::sm_DeliveryFailure];
                let code = usual.get(usize::from(code)).copied().unwrap_or(ErrorCode(code));
                self.map.error(dialogue, id, &MapError { code, parameter })
            }
            Answer::Reject(kind, code) => self.map.reject(dialogue, id, problem(kind, code)),
        };
    }

    pub(super) fn turn(&mut self, now: Instant, dialogue: DialogueId, turn: &Turn) {
        let ended = match *turn {
            Turn::Delimiter => {
                let _ = self.map.delimiter(now, dialogue);
                return;
            }
            Turn::Close(is_pre_arranged) => {
                let termination = if is_pre_arranged { Termination::PreArranged } else { Termination::Basic };
                self.map.close(now, dialogue, termination)
            }
            Turn::Abort => self.map.u_abort(now, dialogue, UserAbortChoice::default()),
            Turn::RefuseContext(other) => {
                let context = |it: u8| ApplicationContext::new(ContextCode(20 + it / 5 % 6), it % 5);
                self.map.refuse_context(now, dialogue, other.map(context))
            }
        };
        if ended.is_ok() {
            self.forget(dialogue);
        }
    }

    pub(super) fn serve(&mut self, now: Instant) {
        for request in std::mem::take(&mut self.requests) {
            match request.2 {
                OperationCode::sendRoutingInfoForSM => {
                    self.answer(request, &Answer::Routed(&[0x91, 0x94, 0x71], false));
                }
                _ => self.answer(request, &Answer::Done),
            }
            let has_more = self.requests.iter().any(|other| other.0 == request.0);
            self.turn(now, request.0, if has_more { &Turn::Delimiter } else { &Turn::Close(false) });
        }
    }

    pub(super) fn open(&mut self, now: Instant, (context, version): (u8, u8), request: Option<&Request<'_>>) {
        let context = match context % 4 {
            0 | 1 => ContextCode::shortMsgMO_RelayContext,
            2 => ContextCode::shortMsgAlertContext,
            _ => ContextCode(context % 48),
        };
        let context = ApplicationContext::new(context, version % 4);
        let Ok(dialogue) = self.map.open(now, address(1), address(2), context, None) else { return };
        self.dialogues.insert(dialogue);
        if let Some(request) = request {
            self.request(dialogue, request);
        }
        let _ = self.map.delimiter(now, dialogue);
    }

    fn request(&mut self, dialogue: DialogueId, request: &Request<'_>) {
        let centre = number(SERVICE_CENTRE);
        let centre = centre.as_address();
        let _ = match *request {
            Request::Message(sender, tpdu) => {
                let sender = number(&format!("49170{sender}"));
                let argument = Argument::MoForwardSm(MoForwardSmArg {
                    sm_rp_da: SmRpDa::ServiceCentreAddress(centre),
                    sm_rp_oa: SmRpOa::Msisdn(sender.as_address()),
                    sm_rp_ui: Octets(tpdu.get(..140).unwrap_or(tpdu)),
                    ..Default::default()
                });
                self.map.invoke(dialogue, OperationCode::mo_ForwardSM, None, Some(&argument))
            }
            Request::Alert(whom) => {
                let whom = number(&format!("49170{whom}"));
                let argument = Argument::AlertServiceCentre(AlertServiceCentreArg {
                    msisdn: whom.as_address(),
                    service_centre_address: centre,
                    ..Default::default()
                });
                self.map.invoke(dialogue, OperationCode::alertServiceCentre, None, Some(&argument))
            }
            Request::Any(operation, octets) => {
                let octets = parameter(octets);
                let argument = Argument::Other(octets.as_slice());
                self.map.invoke(dialogue, OperationCode(operation), None, Some(&argument))
            }
        };
    }

    pub(super) fn inform(&mut self, dialogue: DialogueId, flags: u8) {
        let mw_status = Some(Bits { unused: 2, octets: &[flags] });
        let argument =
            Argument::InformServiceCentre(InformServiceCentreArg { mw_status, ..Default::default() });
        let _ = self.map.invoke(dialogue, OperationCode::informServiceCentre, None, Some(&argument));
    }
}

fn routed(node: &[u8], is_sgsn: bool) -> ResultParameter<'_> {
    let location = LocationInfoWithLmsi {
        network_node_number: AddressString::new(node.get(..12).unwrap_or(node)),
        gprs_node_indicator: is_sgsn.then_some(Null),
        ..Default::default()
    };
    ResultParameter::RoutingInfoForSm(RoutingInfoForSmRes {
        imsi: Imsi(Tbcd::new(IMSI)),
        location_info_with_lmsi: location,
        ..Default::default()
    })
}

fn number(digits: &str) -> DigitsBuf {
    DigitsBuf::address(NatureOfAddress::INTERNATIONAL, NumberingPlan::ISDN, digits)
        .unwrap_or_else(|_| unreachable!("it is a number"))
}

//! Messages to handsets: the HLR tells the node that serves the subscriber, and that takes the TPDUs
//! (3GPP TS 29.002 §23.3).

use std::collections::VecDeque;
use std::time::Instant;

use brivas_timer::Handle;
use bytes::Bytes;

use super::report::Outcome;
use super::{Delivery, DeliveryId, Event, Failure, Purpose, SmsGateway, UsageError};
use crate::map::{
    self, ApplicationContext, Argument, ContextCode, DigitsBuf, InformServiceCentreArg, Map, MwStatus,
    NatureOfAddress, NumberingPlan, OperationCode, Refusal, ResultParameter, RoutingInfoForSmArg,
};
use crate::sccp::{Address, GlobalTitle, ReturnCause, Ssn};
use crate::tcap::DialogueId;

/// A delivery under way.
#[derive(Debug)]
pub(super) struct Terminated {
    /// Whom it is for.
    pub(super) msisdn: DigitsBuf,
    pub(super) hlr: Address,
    priority: bool,
    /// The parts that are still to be delivered.
    pub(super) tpdus: VecDeque<Bytes>,
    pub(super) delivered: usize,
    pub(super) stage: Stage,
    /// In which version the present dialogue is.
    pub(super) version: u8,
    /// What the present dialogue has said so far.
    pub(super) said: Option<Result<(), Failure>>,
    /// What the HLR has told: the subscriber, the node that serves him, and whether that is an SGSN.
    pub(super) imsi: Box<[u8]>,
    pub(super) node: Box<[u8]>,
    pub(super) is_sgsn: bool,
    /// Whether the present dialogue has had a TPDU.
    pub(super) has_given: bool,
    /// Whether the HLR has noted that he could not be reached, and is to be told that he can.
    flagged: bool,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// The HLR was asked.
    Routing,
    /// The node was asked for a dialogue, and nothing else yet.
    Opening,
    /// The node was given a TPDU.
    Forwarding,
}

impl SmsGateway {
    /// Begins to deliver a message; how it ends is told by [`Event::Delivered`] or [`Event::Failed`]
    /// (3GPP TS 29.002 §23.3).
    ///
    /// # Errors
    /// [`UsageError::Empty`], [`UsageError::Full`], [`UsageError::Number`], [`UsageError::Tcap`].
    pub fn deliver(
        &mut self,
        now: Instant,
        map: &mut Map,
        delivery: &Delivery<'_>,
    ) -> Result<DeliveryId, UsageError> {
        if delivery.tpdus.is_empty() {
            return Err(UsageError::Empty);
        }
        let (nature, plan) = (NatureOfAddress::INTERNATIONAL, NumberingPlan::ISDN);
        let terminated = Terminated {
            msisdn: DigitsBuf::address(nature, plan, delivery.msisdn)?,
            hlr: Address::of_global_title(GlobalTitle::e164(delivery.msisdn)?, Ssn::HLR),
            priority: delivery.priority,
            tpdus: delivery.tpdus.iter().cloned().collect(),
            delivered: 0,
            stage: Stage::Routing,
            version: self.config.max_version(),
            said: None,
            imsi: Box::default(),
            node: Box::default(),
            is_sgsn: false,
            has_given: false,
            flagged: false,
        };
        let handle = self.deliveries.insert(terminated).map_err(|_| UsageError::Full)?;
        match self.ask(now, map, handle) {
            Ok(()) => Ok(DeliveryId(handle)),
            Err(error) => {
                self.deliveries.remove(handle);
                Err(error)
            }
        }
    }

    /// Asks the HLR, in the version that the delivery has come to.
    fn ask(&mut self, now: Instant, map: &mut Map, handle: Handle) -> Result<(), UsageError> {
        let delivery = self.deliveries.get_mut(handle).ok_or(UsageError::Gone)?;
        let context = ApplicationContext::new(ContextCode::shortMsgGatewayContext, delivery.version);
        (delivery.stage, delivery.said) = (Stage::Routing, None);
        let argument = Argument::RoutingInfoForSm(RoutingInfoForSmArg {
            msisdn: delivery.msisdn.as_address(),
            sm_rp_pri: delivery.priority,
            service_centre_address: self.config.service_centre().as_address(),
            ..Default::default()
        });
        let dialogue = map.open(now, delivery.hlr, *self.config.calling(), context, None)?;
        map.invoke(dialogue, OperationCode::sendRoutingInfoForSM, None, Some(&argument))?;
        map.delimiter(now, dialogue)?;
        self.dialogues.insert(dialogue, Purpose::Terminated(handle));
        Ok(())
    }

    pub(super) fn on_terminated(&mut self, now: Instant, map: &mut Map, handle: Handle, event: map::Event) {
        let Some(delivery) = self.deliveries.get_mut(handle) else { return };
        match event {
            map::Event::Result { operation, parameter, .. } => {
                delivery.said = Some(delivery.take_result(operation, &parameter));
            }
            map::Event::Error { error, parameter, .. } => {
                delivery.said = Some(Err(Failure::of_event(error, &parameter)));
            }
            map::Event::Rejected { local: false, .. } => delivery.said = Some(Err(Failure::ProtocolError)),
            map::Event::Invoke { operation: OperationCode::informServiceCentre, parameter, .. } => {
                if let Ok(Some(Argument::InformServiceCentre(told))) =
                    parameter.argument(OperationCode::informServiceCentre)
                {
                    delivery.flagged |= is_flagged(&told);
                }
            }
            map::Event::Delimiter { dialogue } => self.go_on(now, map, handle, Some(dialogue)),
            map::Event::Closed { dialogue } => {
                self.dialogues.remove(&dialogue);
                self.go_on(now, map, handle, None);
            }
            map::Event::Refused { dialogue, refusal, .. } => {
                self.dialogues.remove(&dialogue);
                self.on_refused(now, map, handle, refusal);
            }
            map::Event::TimedOut { dialogue, .. } => {
                self.give_up(now, map, dialogue);
                self.fail(now, map, handle, Failure::Timeout);
            }
            map::Event::UAbort { dialogue, .. } | map::Event::PAbort { dialogue, .. } => {
                self.dialogues.remove(&dialogue);
                self.fail(now, map, handle, Failure::Aborted);
            }
            map::Event::Notice { dialogue, return_cause } => {
                self.forget(now, map, dialogue);
                self.fail(now, map, handle, Failure::NotRouted(ReturnCause(return_cause)));
            }
            _ => {}
        }
    }

    /// The peer has said what it had to say. `dialogue`: it waits for us there; `None`: it has ended it.
    fn go_on(&mut self, now: Instant, map: &mut Map, handle: Handle, dialogue: Option<DialogueId>) {
        let Some(delivery) = self.deliveries.get_mut(handle) else { return };
        match (delivery.stage, delivery.said.take(), dialogue) {
            (Stage::Routing, said, dialogue) => {
                self.leave(now, map, dialogue);
                match said.unwrap_or(Err(Failure::Aborted)) {
                    Ok(()) => self.forward(now, map, handle),
                    Err(failure) => self.fail(now, map, handle, failure),
                }
            }
            (Stage::Opening, None, Some(dialogue)) => self.forward_in(now, map, handle, dialogue),
            // The TPDU that the node has is not answered yet, and is not given twice: its timer runs.
            (Stage::Forwarding, None, Some(_)) => {}
            (Stage::Opening | Stage::Forwarding, Some(Ok(())), dialogue) => {
                delivery.tpdus.pop_front();
                delivery.delivered += 1;
                match (delivery.tpdus.is_empty(), dialogue) {
                    (false, Some(dialogue)) => self.forward_in(now, map, handle, dialogue),
                    (false, None) => self.forward(now, map, handle),
                    (true, dialogue) => {
                        self.leave(now, map, dialogue);
                        self.succeed(now, map, handle);
                    }
                }
            }
            (Stage::Opening | Stage::Forwarding, said, dialogue) => {
                self.leave(now, map, dialogue);
                let failure = said.and_then(Result::err).unwrap_or(Failure::Aborted);
                self.fail(now, map, handle, failure);
            }
        }
    }

    /// The peer does not have what it was asked for: the next lower version, if there is one.
    fn on_refused(&mut self, now: Instant, map: &mut Map, handle: Handle, refusal: Refusal) {
        let Refusal::ContextNotSupported { fallback: Some(fallback) } = refusal else {
            return self.fail(now, map, handle, Failure::ContextNotSupported);
        };
        let Some(delivery) = self.deliveries.get_mut(handle) else { return };
        delivery.version = fallback.version;
        match delivery.stage {
            Stage::Routing => {
                if let Err(error) = self.ask(now, map, handle) {
                    self.fail(now, map, handle, Failure::of_usage(error));
                }
            }
            Stage::Opening | Stage::Forwarding => {
                self.versions.note(&delivery.node, fallback.version);
                self.forward(now, map, handle);
            }
        }
    }

    fn succeed(&mut self, now: Instant, map: &mut Map, handle: Handle) {
        let Some(delivery) = self.deliveries.remove(handle) else { return };
        self.events.push_back(Event::Delivered { id: DeliveryId(handle) });
        if delivery.flagged {
            self.report(now, map, &delivery, Outcome::Delivered);
        }
    }

    pub(super) fn fail(&mut self, now: Instant, map: &mut Map, handle: Handle, failure: Failure) {
        let Some(delivery) = self.deliveries.remove(handle) else { return };
        let delivered = delivery.delivered;
        self.events.push_back(Event::Failed { id: DeliveryId(handle), delivered, failure });
        // What the HLR has told us itself it need not be told.
        let outcome = Outcome::of(failure).filter(|_| delivery.stage != Stage::Routing);
        if let Some(outcome) = outcome {
            self.report(now, map, &delivery, outcome);
        }
    }
}

impl Terminated {
    fn take_result(
        &mut self,
        operation: Option<OperationCode>,
        parameter: &map::Parameter,
    ) -> Result<(), Failure> {
        if self.stage != Stage::Routing {
            return Ok(());
        }
        let operation = operation.unwrap_or(OperationCode::sendRoutingInfoForSM);
        let Ok(Some(ResultParameter::RoutingInfoForSm(found))) = parameter.result(operation) else {
            return Err(Failure::ProtocolError);
        };
        self.imsi = found.imsi.0.octets().into();
        self.node = found.location_info_with_lmsi.network_node_number.octets().into();
        self.is_sgsn = found.location_info_with_lmsi.gprs_node_indicator.is_some();
        Ok(())
    }
}

/// Whether the HLR has noted that the subscriber could not be reached.
fn is_flagged(told: &InformServiceCentreArg<'_>) -> bool {
    let flags = [MwStatus::MnrfSet, MwStatus::McefSet, MwStatus::MnrgSet];
    told.mw_status.is_some_and(|status| flags.into_iter().any(|flag| status.has(flag as usize)))
}

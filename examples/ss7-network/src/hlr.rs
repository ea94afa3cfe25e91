//! The home location register: where subscribers are, and who waits for them (3GPP TS 29.002 §23.3.1, §23.4, §23.5).

use std::time::Instant;

use brivas_sigtran::ber::Bits;
use brivas_sigtran::map::{
    AbsentSubscriberSmParam, AlertServiceCentreArg, ApplicationContext, Argument, ContextCode, DigitsBuf,
    ErrorCode, ErrorParameter, Imsi, InformServiceCentreArg, LocationInfoWithLmsi, Map, MapError,
    OperationCode, Parameter, ReportSmDeliveryStatusArg, ResultParameter, RoutingInfoForSmArg,
    RoutingInfoForSmRes, SmDeliveryOutcome,
};
use brivas_sigtran::sccp::Ssn;
use brivas_sigtran::tcap::{DialogueId, Problem};

use crate::network::{Network, Purpose, number, titled};

/// Bits of MW-Status as they stand in their octet.
const MNRF: u8 = 0x40;
const MCEF: u8 = 0x20;

/// What the register was asked in a dialogue.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    /// Whom to alert once the answer is out.
    alert: Option<String>,
}

impl Network {
    /// Answers an operation; the answer goes out at the delimiter.
    pub(crate) fn ask_register(
        &mut self,
        map: &mut Map,
        dialogue: DialogueId,
        invoke_id: i8,
        operation: OperationCode,
        parameter: &Parameter,
    ) {
        // A dialogue that is gone needs no answer.
        let _ = match parameter.argument(operation) {
            Ok(Some(Argument::RoutingInfoForSm(asked))) => {
                self.routing(map, dialogue, invoke_id, &asked, parameter.version())
            }
            Ok(Some(Argument::ReportSmDeliveryStatus(told))) => self.outcome(map, dialogue, invoke_id, &told),
            _ => map.reject(dialogue, invoke_id, Problem::MISTYPED_PARAMETER),
        };
    }

    /// sendRoutingInfoForSM.
    fn routing(
        &mut self,
        map: &mut Map,
        dialogue: DialogueId,
        invoke_id: i8,
        asked: &RoutingInfoForSmArg<'_>,
        version: u8,
    ) -> Result<(), brivas_sigtran::tcap::UsageError> {
        let own = self.script.number.clone();
        let Some(subscriber) = self.subscribers.of_msisdn(&asked.msisdn.digits().to_string()) else {
            let error = MapError { code: ErrorCode::unknownSubscriber, parameter: None };
            return map.error(dialogue, invoke_id, &error);
        };
        let flags =
            if subscriber.not_reachable { MNRF } else { 0 } | if subscriber.memory_full { MCEF } else { 0 };
        if subscriber.not_reachable && !asked.sm_rp_pri {
            // Whoever asks is put on the list (3GPP TS 29.002 §23.3.1).
            subscriber.waiting.insert(asked.service_centre_address.digits().to_string());
            let parameter =
                AbsentSubscriberSmParam { absent_subscriber_diagnostic_sm: Some(1), ..Default::default() };
            let parameter = (version >= 3).then_some(ErrorParameter::AbsentSubscriberSm(parameter));
            let code = if version >= 3 { ErrorCode::absentSubscriberSM } else { ErrorCode::absentSubscriber };
            return map.error(dialogue, invoke_id, &MapError { code, parameter });
        }
        let node = if subscriber.node.is_empty() { &own } else { &subscriber.node };
        let (Ok(imsi), Ok(node)) = (DigitsBuf::tbcd(&subscriber.imsi), number(node)) else {
            let error = MapError { code: ErrorCode::systemFailure, parameter: None };
            return map.error(dialogue, invoke_id, &error);
        };
        let network_node_number = node.as_address();
        let result = ResultParameter::RoutingInfoForSm(RoutingInfoForSmRes {
            imsi: Imsi(imsi.as_tbcd()),
            location_info_with_lmsi: LocationInfoWithLmsi { network_node_number, ..Default::default() },
            ..Default::default()
        });
        map.result(dialogue, invoke_id, OperationCode::sendRoutingInfoForSM, Some(&result))?;
        if flags != 0 && version > 1 {
            let octets = [flags];
            let mw_status = Some(Bits { unused: 2, octets: &octets });
            let told =
                Argument::InformServiceCentre(InformServiceCentreArg { mw_status, ..Default::default() });
            map.invoke(dialogue, OperationCode::informServiceCentre, None, Some(&told))?;
        }
        Ok(())
    }

    /// reportSM-DeliveryStatus.
    fn outcome(
        &mut self,
        map: &mut Map,
        dialogue: DialogueId,
        invoke_id: i8,
        told: &ReportSmDeliveryStatusArg<'_>,
    ) -> Result<(), brivas_sigtran::tcap::UsageError> {
        let msisdn = told.msisdn.digits().to_string();
        let Some(subscriber) = self.subscribers.of_msisdn(&msisdn) else {
            let error = MapError { code: ErrorCode::unknownSubscriber, parameter: None };
            return map.error(dialogue, invoke_id, &error);
        };
        let centre = told.service_centre_address.digits().to_string();
        match told.sm_delivery_outcome.unwrap_or(SmDeliveryOutcome::ABSENT_SUBSCRIBER) {
            SmDeliveryOutcome::SUCCESSFUL_TRANSFER => {
                subscriber.waiting.remove(&centre);
                if let Some(Purpose::Register(asked)) = self.dialogues.get_mut(&dialogue) {
                    asked.alert = Some(msisdn);
                }
            }
            SmDeliveryOutcome::MEMORY_CAPACITY_EXCEEDED => {
                subscriber.memory_full = true;
                subscriber.waiting.insert(centre);
            }
            _ => {
                subscriber.not_reachable = true;
                subscriber.waiting.insert(centre);
            }
        }
        map.result(dialogue, invoke_id, OperationCode::reportSM_DeliveryStatus, None)
    }

    pub(crate) fn register_answers(&mut self, now: Instant, map: &mut Map, dialogue: DialogueId) {
        let alert = match self.dialogues.get_mut(&dialogue) {
            Some(Purpose::Register(asked)) => asked.alert.take(),
            _ => None,
        };
        self.end(now, map, dialogue);
        if let Some(msisdn) = alert {
            self.alert(now, map, &msisdn);
        }
    }

    /// Tells everybody who waits for a subscriber that he can be reached again.
    pub(crate) fn alert(&mut self, now: Instant, map: &mut Map, msisdn: &str) {
        let Some(subscriber) = self.subscribers.of_msisdn(msisdn) else { return };
        (subscriber.not_reachable, subscriber.memory_full) = (false, false);
        for centre in std::mem::take(&mut subscriber.waiting) {
            // What cannot be sent is as an alert that is lost: the centre tries again in its time.
            let _ = self.alert_centre(now, map, msisdn, &centre);
        }
    }

    fn alert_centre(
        &mut self,
        now: Instant,
        map: &mut Map,
        msisdn: &str,
        centre: &str,
    ) -> Result<(), Box<dyn std::error::Error>> {
        let version = self.script.max_version.min(2);
        let context = ApplicationContext::new(ContextCode::shortMsgAlertContext, version);
        let (to, from) = (titled(centre, Ssn::MSC)?, titled(&self.script.number, Ssn::HLR)?);
        let dialogue = map.open(now, to, from, context, None)?;
        self.dialogues.insert(dialogue, Purpose::Alert);
        let (msisdn, centre) = (number(msisdn)?, number(centre)?);
        let alert = Argument::AlertServiceCentre(AlertServiceCentreArg {
            msisdn: msisdn.as_address(),
            service_centre_address: centre.as_address(),
            ..Default::default()
        });
        let operation = match version {
            1 => OperationCode::alertServiceCentreWithoutResult,
            _ => OperationCode::alertServiceCentre,
        };
        map.invoke(dialogue, operation, None, Some(&alert))?;
        map.delimiter(now, dialogue)?;
        Ok(())
    }
}

//! What handsets send, by the switching centre that serves them (3GPP TS 29.002 §23.2).

use std::error::Error;
use std::time::Instant;

use brivas_sigtran::ber::Octets;
use brivas_sigtran::map::{
    ApplicationContext, Argument, ContextCode, DigitsBuf, ErrorParameter, ForwardSmArg, Imsi, Map,
    MoForwardSmArg, NumberingPlan, OperationCode, Parameter, ResultParameter, SmRpDa, SmRpOa,
};
use brivas_sigtran::sccp::Ssn;
use brivas_sigtran::sms::{
    CommandType, SmsCommand, SmsSubmit, SmsSubmitReport, TpAddressBuf, TypeOfNumber, UserData,
};
use brivas_sigtran::tcap::DialogueId;
use brivas_sigtran::{Buffer, EncodeError};

use crate::network::{Event, Network, Purpose, number, titled};

impl Network {
    /// A handset sends a message, and wants to know what becomes of it if `report`. Gives the reference that it has given it.
    ///
    /// # Errors
    /// It cannot be sent: a number that is none, a text that is too long, no room for another dialogue.
    pub fn send(
        &mut self,
        now: Instant,
        map: &mut Map,
        (msisdn, destination): (&str, &str),
        text: &str,
        report: bool,
    ) -> Result<u8, Box<dyn Error>> {
        let text = UserData::text(text)?;
        let to = international(destination)?;
        let message_reference = self.next_reference;
        let mut tpdu = Buffer::new();
        SmsSubmit {
            status_report_request: report,
            message_reference,
            destination_address: to.as_address(),
            user_data: text.as_user_data(),
            ..Default::default()
        }
        .write(&mut tpdu)?;
        self.send_tpdu(now, map, msisdn, tpdu.as_slice())?;
        self.next_reference = message_reference.wrapping_add(1);
        Ok(message_reference)
    }

    /// A handset wants something done with the message to this number that has this reference. Gives the reference of its
    /// command.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub fn command(
        &mut self,
        now: Instant,
        map: &mut Map,
        (msisdn, destination): (&str, &str),
        command_type: CommandType,
        message_number: u8,
    ) -> Result<u8, Box<dyn Error>> {
        let to = international(destination)?;
        let message_reference = self.next_reference;
        let mut tpdu = Buffer::new();
        SmsCommand {
            // The others have an answer of their own (3GPP TS 23.040 §9.2.3.19).
            status_report_request: command_type == CommandType::ENQUIRY,
            message_reference,
            command_type,
            message_number,
            destination_address: to.as_address(),
            ..Default::default()
        }
        .write(&mut tpdu)?;
        self.send_tpdu(now, map, msisdn, tpdu.as_slice())?;
        self.next_reference = message_reference.wrapping_add(1);
        Ok(message_reference)
    }

    /// A handset sends these octets.
    ///
    /// # Errors
    /// A number that is none, no room for another dialogue.
    pub fn send_tpdu(
        &mut self,
        now: Instant,
        map: &mut Map,
        msisdn: &str,
        tpdu: &[u8],
    ) -> Result<(), Box<dyn Error>> {
        let subscriber = self.subscribers.of_msisdn(msisdn);
        let version = subscriber.as_ref().map_or(3, |subscriber| subscriber.max_version);
        let imsi = DigitsBuf::tbcd(subscriber.map_or("", |subscriber| &subscriber.imsi))?;
        let context = ApplicationContext::new(ContextCode::shortMsgMO_RelayContext, version);
        let (to, from) =
            (titled(&self.script.service_centre, Ssn::MSC)?, titled(&self.script.number, Ssn::MSC)?);
        let (centre, sender) = (number(&self.script.service_centre)?, number(msisdn)?);
        let sm_rp_da = SmRpDa::ServiceCentreAddress(centre.as_address());
        let sm_rp_oa = SmRpOa::Msisdn(sender.as_address());
        let sm_rp_ui = Octets(tpdu);
        let argument = match version {
            3.. => {
                let imsi = Some(Imsi(imsi.as_tbcd()));
                let argument = MoForwardSmArg { sm_rp_da, sm_rp_oa, sm_rp_ui, imsi, ..Default::default() };
                Argument::MoForwardSm(argument)
            }
            _ => Argument::ForwardSm(ForwardSmArg { sm_rp_da, sm_rp_oa, sm_rp_ui, ..Default::default() }),
        };
        let dialogue = map.open(now, to, from, context, None)?;
        self.dialogues.insert(dialogue, Purpose::FromHandset(msisdn.into()));
        map.invoke(dialogue, OperationCode::mo_ForwardSM, None, Some(&argument))?;
        map.delimiter(now, dialogue)?;
        Ok(())
    }

    /// What a handset has to say could not even be sent.
    pub(crate) fn not_sent(&mut self, msisdn: &str) {
        let msisdn = msisdn.into();
        self.events.push_back(Event::Sent {
            msisdn,
            taken: false,
            has_report: false,
            cause: None,
            failure_cause: None,
        });
    }

    /// The service centre has taken what a handset has sent.
    pub(crate) fn taken(&mut self, dialogue: DialogueId, parameter: &Parameter) {
        let report = match parameter.result(OperationCode::mo_ForwardSM) {
            Ok(Some(ResultParameter::MoForwardSm(result))) => result.sm_rp_ui,
            _ => None,
        };
        let has_report = report.is_some_and(|octets| SmsSubmitReport::read(octets.0, false).is_ok());
        self.sent(dialogue, true, has_report, None, None);
    }

    /// The service centre has not taken it.
    pub(crate) fn not_taken(&mut self, dialogue: DialogueId, parameter: Option<ErrorParameter<'_>>) {
        let (cause, report) = match parameter {
            Some(ErrorParameter::SmDeliveryFailure(failure)) => {
                (Some(failure.sm_enumerated_delivery_failure_cause.0), failure.diagnostic_info)
            }
            Some(ErrorParameter::SmDeliveryFailureV1(cause)) => (Some(cause.0), None),
            _ => (None, None),
        };
        let report = report.and_then(|octets| SmsSubmitReport::read(octets.0, true).ok());
        let failure_cause = report.and_then(|report| report.failure_cause).map(|cause| cause.0);
        self.sent(dialogue, false, report.is_some(), cause, failure_cause);
    }

    fn sent(
        &mut self,
        dialogue: DialogueId,
        taken: bool,
        has_report: bool,
        cause: Option<u8>,
        failure_cause: Option<u8>,
    ) {
        if let Some(Purpose::FromHandset(msisdn)) = self.dialogues.get(&dialogue) {
            let msisdn = msisdn.clone();
            self.events.push_back(Event::Sent { msisdn, taken, has_report, cause, failure_cause });
        }
    }
}

/// A number as a handset dials it with a `+`.
fn international(digits: &str) -> Result<TpAddressBuf, EncodeError> {
    TpAddressBuf::digits(TypeOfNumber::INTERNATIONAL, NumberingPlan::ISDN, digits)
}

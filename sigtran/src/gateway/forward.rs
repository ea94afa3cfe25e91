//! The dialogue with the node that serves the subscriber: mt-ForwardSM, or forwardSM of versions 1 and 2
//! (3GPP TS 29.002 §12.9, §23.3.2).

use std::time::Instant;

use brivas_timer::Handle;

use super::terminated::Stage;
use super::{Failure, Purpose, SmsGateway, UsageError};
use crate::ber::{Null, Octets};
use crate::map::{
    AddressString, ApplicationContext, Argument, ContextCode, ForwardSmArg, Imsi, Map, MtForwardSmArg,
    OperationCode, SmRpDa, SmRpOa, Tbcd,
};
use crate::sccp::{Address, GlobalTitle, Ssn};
use crate::tcap::DialogueId;

impl SmsGateway {
    /// Opens a dialogue with the node, with the next TPDU where it fits.
    pub(super) fn forward(&mut self, now: Instant, map: &mut Map, handle: Handle) {
        if let Err(error) = self.try_forward(now, map, handle) {
            self.fail(now, map, handle, Failure::of_usage(error));
        }
    }

    fn try_forward(&mut self, now: Instant, map: &mut Map, handle: Handle) -> Result<(), UsageError> {
        let delivery = self.deliveries.get_mut(handle).ok_or(UsageError::Gone)?;
        (delivery.version, delivery.has_given) = (self.versions.of(&delivery.node), false);
        let context = match delivery.version {
            1 => ContextCode::shortMsgMO_RelayContext,
            _ => ContextCode::shortMsgMT_RelayContext,
        };
        let context = ApplicationContext::new(context, delivery.version);
        let node = AddressString::new(&delivery.node).digits().to_string();
        let ssn = if delivery.is_sgsn { Ssn::SGSN } else { Ssn::MSC };
        let node = Address::of_global_title(GlobalTitle::e164(&node)?, ssn);
        let dialogue = map.open(now, node, *self.config.calling(), context, None)?;
        self.dialogues.insert(dialogue, Purpose::Terminated(handle));
        let longest = delivery.tpdus.front().map_or(0, bytes::Bytes::len);
        // Version 1 knows no dialogue without an operation.
        if longest > self.config.longest_in_begin() && delivery.version > 1 {
            delivery.stage = Stage::Opening;
            return Ok(map.delimiter(now, dialogue)?);
        }
        self.give(now, map, handle, dialogue)
    }

    /// The next TPDU, in a dialogue that is open.
    pub(super) fn forward_in(&mut self, now: Instant, map: &mut Map, handle: Handle, dialogue: DialogueId) {
        if let Err(error) = self.give(now, map, handle, dialogue) {
            self.leave(now, map, Some(dialogue));
            self.fail(now, map, handle, Failure::of_usage(error));
        }
    }

    fn give(
        &mut self,
        now: Instant,
        map: &mut Map,
        handle: Handle,
        dialogue: DialogueId,
    ) -> Result<(), UsageError> {
        let delivery = self.deliveries.get_mut(handle).ok_or(UsageError::Gone)?;
        // What the node knows from the message before is not said again, but in version 1, which cannot leave it out.
        let (sm_rp_da, sm_rp_oa) = match delivery.has_given && delivery.version > 1 {
            false => (
                SmRpDa::Imsi(Imsi(Tbcd::new(&delivery.imsi))),
                SmRpOa::ServiceCentreAddress(self.config.service_centre().as_address()),
            ),
            true => (SmRpDa::None(Null), SmRpOa::None(Null)),
        };
        let tpdu = delivery.tpdus.front().ok_or(UsageError::Empty)?;
        let sm_rp_ui = Octets(tpdu);
        let more_messages_to_send = (delivery.tpdus.len() > 1 && delivery.version > 1).then_some(Null);
        let (operation, argument) = match delivery.version {
            3.. => {
                let argument = MtForwardSmArg {
                    sm_rp_da,
                    sm_rp_oa,
                    sm_rp_ui,
                    more_messages_to_send,
                    ..Default::default()
                };
                (OperationCode::mt_ForwardSM, Argument::MtForwardSm(argument))
            }
            _ => {
                let argument = ForwardSmArg {
                    sm_rp_da,
                    sm_rp_oa,
                    sm_rp_ui,
                    more_messages_to_send,
                    ..Default::default()
                };
                (OperationCode::forwardSM, Argument::ForwardSm(argument))
            }
        };
        map.invoke(dialogue, operation, None, Some(&argument))?;
        map.delimiter(now, dialogue)?;
        (delivery.stage, delivery.has_given) = (Stage::Forwarding, true);
        Ok(())
    }
}

//! What the model does with each request of a bound ESME.

use brivas_smpp::{
    AbsoluteTime, CancelSm, CommandId, CommandStatus as S, DataSm, DestAddress, MessageState, Npi, Pdu,
    QuerySm, ReplaceSm, SubmitMulti, SubmitSm, Tag, Ton,
};

use super::centre::{Address, Kept};
use super::session::{Answer, Session, ok};
use super::smsc_fault::SmscFault;
use crate::suite::smpp::{Message, c_octet_string};

/// Most destinations of a submit_multi in 3.4 (SMPP 3.4 §5.2.24).
const DESTINATIONS_IN_3_4: u8 = 254;

impl Session {
    pub(super) fn request(&self, pdu: &Pdu) -> Answer {
        match pdu.command_id() {
            CommandId::submit_sm => self.submit_sm(pdu),
            CommandId::data_sm => self.data_sm(pdu),
            CommandId::submit_multi => self.submit_multi(pdu),
            CommandId::query_sm => self.query_sm(pdu),
            CommandId::cancel_sm => self.cancel_sm(pdu),
            CommandId::replace_sm => self.replace_sm(pdu),
            CommandId::deliver_sm => Ok(ok(pdu).add("message_id", [0])),
            CommandId::broadcast_sm => Err(S::ESME_RBCASTFAIL),
            CommandId::query_broadcast_sm => Err(S::ESME_RBCASTQUERYFAIL),
            _ => Err(S::ESME_RBCASTCANCELFAIL),
        }
    }

    /// The response that tells an id.
    fn with_id(&self, pdu: &Pdu, id: u64) -> Message {
        let mut octets = c_octet_string(&self.name(id));
        if self.has(SmscFault::MessageIdTooLong) {
            octets = c_octet_string(&[b'7'; 65]);
        }
        if self.has(SmscFault::MessageIdWithoutNul) {
            octets.pop();
        }
        ok(pdu).add("message_id", octets)
    }

    /// An id as this peer sees it: at most eight characters before 3.4 (SMPP 5.0 §2.11.2).
    fn name(&self, id: u64) -> Vec<u8> {
        let long = self.version.has_tlvs() || self.has(SmscFault::LongIdsTo33);
        if long { format!("{id:010}").into_bytes() } else { format!("{id:08}").into_bytes() }
    }

    fn keep(&self, body: &SubmitSm<'_>, waits: bool) -> u64 {
        self.centre.keep(Kept {
            source: Address::new(body.source_addr_ton, body.source_addr_npi, body.source_addr),
            destination: Address::new(body.dest_addr_ton, body.dest_addr_npi, body.destination_addr),
            service_type: body.service_type.to_vec(),
            registered_delivery: body.registered_delivery,
            state: if waits { MessageState::SCHEDULED } else { MessageState::ENROUTE },
            told_as: Vec::new(),
            ended: 0,
        })
    }

    fn submit_sm(&self, pdu: &Pdu) -> Answer {
        let body = pdu.body::<SubmitSm<'_>>().map_err(|error| error.command_status())?;
        let waits = self.judge(&body)?;
        if body.replace_if_present_flag == 1 {
            let same = self.centre.find(|kept| {
                kept.source.octets == body.source_addr
                    && kept.destination.octets == body.destination_addr
                    && kept.service_type == body.service_type
            });
            if let Some(id) = same.last() {
                return Ok(self.with_id(pdu, *id));
            }
        }
        let id = self.keep(&body, waits);
        self.centre.start_delivery(id, self.name(id));
        let told = if self.has(SmscFault::SameIdForAll) { 1 } else { id };
        Ok(self.with_id(pdu, told))
    }

    fn data_sm(&self, pdu: &Pdu) -> Answer {
        let body = pdu.body::<DataSm<'_>>().map_err(|error| error.command_status())?;
        if body.destination_addr.is_empty() {
            return Err(S::ESME_RINVDSTADR);
        }
        self.judge_receipt(body.registered_delivery)?;
        let id = self.keep(
            &SubmitSm {
                source_addr_ton: body.source_addr_ton,
                source_addr_npi: body.source_addr_npi,
                source_addr: body.source_addr,
                dest_addr_ton: body.dest_addr_ton,
                dest_addr_npi: body.dest_addr_npi,
                destination_addr: body.destination_addr,
                registered_delivery: body.registered_delivery,
                ..Default::default()
            },
            false,
        );
        self.centre.start_delivery(id, self.name(id));
        Ok(self.with_id(pdu, id))
    }

    fn submit_multi(&self, pdu: &Pdu) -> Answer {
        let body = pdu.body::<SubmitMulti<'_>>().map_err(|error| error.command_status())?;
        let many = body.dest_addresses.len() > DESTINATIONS_IN_3_4 && !self.version.is_5_0();
        if many && !self.has(SmscFault::Takes255DestinationsIn34) {
            return Err(S::ESME_RINVNUMDESTS);
        }
        let (mut first, mut failed) = (None, Vec::new());
        for destination in body.dest_addresses.iter() {
            let (ton, npi, address) = match destination {
                DestAddress::Sme { dest_addr_ton, dest_addr_npi, destination_addr } => {
                    (dest_addr_ton, dest_addr_npi, destination_addr)
                }
                DestAddress::DistributionList { dl_name } => {
                    failed.push((Ton::Unknown, Npi::Unknown, dl_name, S::ESME_RINVDLNAME));
                    continue;
                }
            };
            let single = single_of(&body, ton, npi, address);
            match self.judge(&single) {
                Ok(waits) => {
                    let id = self.keep(&single, waits);
                    let told = *first.get_or_insert(id);
                    self.centre.start_delivery(id, self.name(told));
                }
                Err(status) => failed.push((ton, npi, address, status)),
            }
        }
        let Some(id) = first else {
            return Err(failed.first().map_or(S::ESME_RCNTSUBDL, |failed| failed.3));
        };
        if self.has(SmscFault::HidesFailures) {
            failed.clear();
        }
        let count = u8::try_from(failed.len()).unwrap_or(u8::MAX);
        let message = self.with_id(pdu, id).add("no_unsuccess", [count]);
        Ok(failed.iter().fold(message, |message, (ton, npi, address, status)| {
            let entry = [&[ton.0, npi.0], *address, &[0], &status.0.to_be_bytes()].concat();
            message.add("unsuccess_sme", entry)
        }))
    }

    fn query_sm(&self, pdu: &Pdu) -> Answer {
        let body = pdu.body::<QuerySm<'_>>().map_err(|error| error.command_status())?;
        let (_, kept) = self.centre.get(body.message_id).ok_or(S::ESME_RINVMSGID)?;
        if kept.source.octets != body.source_addr && !self.has(SmscFault::QueryFromAnySource) {
            return Err(S::ESME_RQUERYFAIL);
        }
        let date = if kept.state.is_final() { AbsoluteTime::from_unix_millis(kept.ended) } else { None };
        let date = date.map_or(vec![0], |date| c_octet_string(&date.to_octets()));
        // 3.4 does not know SCHEDULED.
        let waiting = kept.state == MessageState::SCHEDULED && !self.version.is_5_0();
        let state = if waiting { MessageState::ENROUTE } else { kept.state };
        let message = ok(pdu).add("message_id", c_octet_string(body.message_id)).add("final_date", date);
        Ok(message.add("message_state", [state.0]).add("error_code", [0]))
    }

    fn cancel_sm(&self, pdu: &Pdu) -> Answer {
        let body = pdu.body::<CancelSm<'_>>().map_err(|error| error.command_status())?;
        let ids = if body.message_id.is_empty() {
            let all = self.has(SmscFault::CancelTakesAll);
            self.centre.find(|kept| {
                all || (kept.source.octets == body.source_addr
                    && kept.destination.octets == body.destination_addr
                    && kept.service_type == body.service_type)
            })
        } else {
            let (id, kept) = self.centre.get(body.message_id).ok_or(S::ESME_RINVMSGID)?;
            let own = kept.source.octets == body.source_addr && kept.state == MessageState::SCHEDULED;
            if own { vec![id] } else { Vec::new() }
        };
        if ids.is_empty() {
            return Err(S::ESME_RCANCELFAIL);
        }
        if !self.has(SmscFault::CancelDoesNothing) {
            ids.iter().for_each(|id| self.centre.delete(*id));
        }
        Ok(ok(pdu))
    }

    fn replace_sm(&self, pdu: &Pdu) -> Answer {
        let body = pdu.body::<ReplaceSm<'_>>().map_err(|error| error.command_status())?;
        if self.has(SmscFault::ReplaceFindsAnything) {
            return Ok(ok(pdu));
        }
        let (_, kept) = self.centre.get(body.message_id).ok_or(S::ESME_RINVMSGID)?;
        if kept.source.octets != body.source_addr || kept.state != MessageState::SCHEDULED {
            return Err(S::ESME_RREPLACEFAIL);
        }
        if !body.short_message.is_empty() && body.tlvs.get(Tag::message_payload).is_some() {
            return Err(S::ESME_RINVMSGLEN);
        }
        self.judge_times(body.schedule_delivery_time, body.validity_period)?;
        Ok(ok(pdu))
    }
}

fn single_of<'a>(body: &SubmitMulti<'a>, ton: Ton, npi: Npi, address: &'a [u8]) -> SubmitSm<'a> {
    SubmitSm {
        service_type: body.service_type,
        source_addr_ton: body.source_addr_ton,
        source_addr_npi: body.source_addr_npi,
        source_addr: body.source_addr,
        dest_addr_ton: ton,
        dest_addr_npi: npi,
        destination_addr: address,
        esm_class: body.esm_class,
        priority_flag: body.priority_flag,
        schedule_delivery_time: body.schedule_delivery_time,
        validity_period: body.validity_period,
        registered_delivery: body.registered_delivery,
        replace_if_present_flag: body.replace_if_present_flag,
        sm_default_msg_id: body.sm_default_msg_id,
        short_message: body.short_message,
        tlvs: body.tlvs,
        ..Default::default()
    }
}

//! A body struct from the values of a reading: what an owner of the crate would write by hand.

use super::{Reading, Value, octets, tag};
use brivas_smpp::{
    AlertNotification, AnyBody, Bind, BindKind, BindResp, BroadcastSm, BroadcastSmResp, CancelBroadcastSm,
    CancelBroadcastSmResp, CancelSm, CancelSmResp, CommandId, CommandStatus, DataSm, DataSmResp, DeliverSm,
    DeliverSmResp, DestAddress, EncodeError, EnquireLink, EnquireLinkResp, GenericNack, Outbind,
    QueryBroadcastSm, QueryBroadcastSmResp, QuerySm, QuerySmResp, ReplaceSm, ReplaceSmResp, SubmitMulti,
    SubmitMultiResp, SubmitSm, SubmitSmResp, TlvBuf, Tlvs, Unbind, UnbindResp, UnsuccessSme,
};
use bytes::BytesMut;

/// The PDU that the crate writes from the values of the reading.
pub(crate) fn encode(reading: &Reading) -> Result<Vec<u8>, EncodeError> {
    let mut tlvs = TlvBuf::new();
    for (name, value) in &reading.tlvs {
        tlvs.push(tag(name), &octets::tlv_value(name, value));
    }
    let destinations = destinations(reading);
    let failed = failed(reading);
    let body = body(reading, &destinations, &failed, tlvs.as_tlvs());
    let status = CommandStatus(reading.command_status);
    let mut out = BytesMut::new();
    body.encode(status, reading.sequence_number, reading.dialect, &mut out)?;
    Ok(out.to_vec())
}

/// The values of a list of fields by name.
struct Fields<'a>(&'a [(String, Value)]);

impl<'a> Fields<'a> {
    fn get(&self, name: &str) -> &'a Value {
        let field = self.0.iter().find(|(field, _)| field == name);
        &field.unwrap_or_else(|| panic!("no field {name}")).1
    }

    fn integer(&self, name: &str) -> u32 {
        match self.get(name) {
            Value::Integer(number) => *number,
            other => panic!("{name} is {other:?}"),
        }
    }

    fn octet<T: From<u8>>(&self, name: &str) -> T {
        T::from(u8::try_from(self.integer(name)).unwrap())
    }

    fn string(&self, name: &str) -> &'a [u8] {
        match self.get(name) {
            Value::Text(octets) | Value::Octets(octets) => octets,
            other => panic!("{name} is {other:?}"),
        }
    }
}

fn entries<'a>(reading: &'a Reading, name: &str) -> impl Iterator<Item = Fields<'a>> {
    reading.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| match value {
        Value::Entry(fields) => Fields(fields),
        other => panic!("{other:?} is no entry"),
    })
}

fn destinations(reading: &Reading) -> Vec<DestAddress<'_>> {
    entries(reading, "dest_address").map(destination).collect()
}

fn destination(entry: Fields<'_>) -> DestAddress<'_> {
    match entry.integer("dest_flag") {
        1 => DestAddress::Sme {
            dest_addr_ton: entry.octet("dest_addr_ton"),
            dest_addr_npi: entry.octet("dest_addr_npi"),
            destination_addr: entry.string("destination_addr"),
        },
        _ => DestAddress::DistributionList { dl_name: entry.string("dl_name") },
    }
}

fn failed(reading: &Reading) -> Vec<UnsuccessSme<'_>> {
    entries(reading, "unsuccess_sme").map(failed_one).collect()
}

fn failed_one(entry: Fields<'_>) -> UnsuccessSme<'_> {
    UnsuccessSme {
        dest_addr_ton: entry.octet("dest_addr_ton"),
        dest_addr_npi: entry.octet("dest_addr_npi"),
        destination_addr: entry.string("destination_addr"),
        error_status_code: CommandStatus(entry.integer("error_status_code")),
    }
}

fn body<'a>(
    reading: &'a Reading,
    destinations: &'a [DestAddress<'a>],
    failed: &'a [UnsuccessSme<'a>],
    tlvs: Tlvs<'a>,
) -> AnyBody<'a> {
    let f = Fields(&reading.fields);
    match reading.command_id {
        id if id.is_bind() => AnyBody::Bind(Bind {
            kind: BindKind::of(id).unwrap(),
            system_id: f.string("system_id"),
            password: f.string("password"),
            system_type: f.string("system_type"),
            interface_version: f.octet("interface_version"),
            addr_ton: f.octet("addr_ton"),
            addr_npi: f.octet("addr_npi"),
            address_range: f.string("address_range"),
            tlvs,
        }),
        id if BindKind::of(id).is_some() => AnyBody::BindResp(BindResp {
            kind: BindKind::of(id).unwrap(),
            system_id: f.string("system_id"),
            tlvs,
        }),
        CommandId::submit_sm => AnyBody::SubmitSm(SubmitSm {
            service_type: f.string("service_type"),
            source_addr_ton: f.octet("source_addr_ton"),
            source_addr_npi: f.octet("source_addr_npi"),
            source_addr: f.string("source_addr"),
            dest_addr_ton: f.octet("dest_addr_ton"),
            dest_addr_npi: f.octet("dest_addr_npi"),
            destination_addr: f.string("destination_addr"),
            esm_class: f.octet("esm_class"),
            protocol_id: f.octet("protocol_id"),
            priority_flag: f.octet("priority_flag"),
            schedule_delivery_time: f.string("schedule_delivery_time"),
            validity_period: f.string("validity_period"),
            registered_delivery: f.octet("registered_delivery"),
            replace_if_present_flag: f.octet("replace_if_present_flag"),
            data_coding: f.octet("data_coding"),
            sm_default_msg_id: f.octet("sm_default_msg_id"),
            short_message: f.string("short_message"),
            tlvs,
        }),
        CommandId::submit_sm_resp => {
            AnyBody::SubmitSmResp(SubmitSmResp { message_id: f.string("message_id"), tlvs })
        }
        CommandId::deliver_sm => AnyBody::DeliverSm(DeliverSm {
            service_type: f.string("service_type"),
            source_addr_ton: f.octet("source_addr_ton"),
            source_addr_npi: f.octet("source_addr_npi"),
            source_addr: f.string("source_addr"),
            dest_addr_ton: f.octet("dest_addr_ton"),
            dest_addr_npi: f.octet("dest_addr_npi"),
            destination_addr: f.string("destination_addr"),
            esm_class: f.octet("esm_class"),
            protocol_id: f.octet("protocol_id"),
            priority_flag: f.octet("priority_flag"),
            schedule_delivery_time: f.string("schedule_delivery_time"),
            validity_period: f.string("validity_period"),
            registered_delivery: f.octet("registered_delivery"),
            replace_if_present_flag: f.octet("replace_if_present_flag"),
            data_coding: f.octet("data_coding"),
            sm_default_msg_id: f.octet("sm_default_msg_id"),
            short_message: f.string("short_message"),
            tlvs,
        }),
        CommandId::deliver_sm_resp => {
            AnyBody::DeliverSmResp(DeliverSmResp { message_id: f.string("message_id"), tlvs })
        }
        CommandId::data_sm => AnyBody::DataSm(DataSm {
            service_type: f.string("service_type"),
            source_addr_ton: f.octet("source_addr_ton"),
            source_addr_npi: f.octet("source_addr_npi"),
            source_addr: f.string("source_addr"),
            dest_addr_ton: f.octet("dest_addr_ton"),
            dest_addr_npi: f.octet("dest_addr_npi"),
            destination_addr: f.string("destination_addr"),
            esm_class: f.octet("esm_class"),
            registered_delivery: f.octet("registered_delivery"),
            data_coding: f.octet("data_coding"),
            tlvs,
        }),
        CommandId::data_sm_resp => {
            AnyBody::DataSmResp(DataSmResp { message_id: f.string("message_id"), tlvs })
        }
        CommandId::submit_multi => AnyBody::SubmitMulti(SubmitMulti {
            service_type: f.string("service_type"),
            source_addr_ton: f.octet("source_addr_ton"),
            source_addr_npi: f.octet("source_addr_npi"),
            source_addr: f.string("source_addr"),
            dest_addresses: destinations.into(),
            esm_class: f.octet("esm_class"),
            protocol_id: f.octet("protocol_id"),
            priority_flag: f.octet("priority_flag"),
            schedule_delivery_time: f.string("schedule_delivery_time"),
            validity_period: f.string("validity_period"),
            registered_delivery: f.octet("registered_delivery"),
            replace_if_present_flag: f.octet("replace_if_present_flag"),
            data_coding: f.octet("data_coding"),
            sm_default_msg_id: f.octet("sm_default_msg_id"),
            short_message: f.string("short_message"),
            tlvs,
        }),
        CommandId::submit_multi_resp => AnyBody::SubmitMultiResp(SubmitMultiResp {
            message_id: f.string("message_id"),
            unsuccess_smes: failed.into(),
            tlvs,
        }),
        CommandId::query_sm => AnyBody::QuerySm(QuerySm {
            message_id: f.string("message_id"),
            source_addr_ton: f.octet("source_addr_ton"),
            source_addr_npi: f.octet("source_addr_npi"),
            source_addr: f.string("source_addr"),
            tlvs,
        }),
        CommandId::query_sm_resp => AnyBody::QuerySmResp(QuerySmResp {
            message_id: f.string("message_id"),
            final_date: f.string("final_date"),
            message_state: f.octet("message_state"),
            error_code: f.octet("error_code"),
            tlvs,
        }),
        CommandId::cancel_sm => AnyBody::CancelSm(CancelSm {
            service_type: f.string("service_type"),
            message_id: f.string("message_id"),
            source_addr_ton: f.octet("source_addr_ton"),
            source_addr_npi: f.octet("source_addr_npi"),
            source_addr: f.string("source_addr"),
            dest_addr_ton: f.octet("dest_addr_ton"),
            dest_addr_npi: f.octet("dest_addr_npi"),
            destination_addr: f.string("destination_addr"),
            tlvs,
        }),
        CommandId::cancel_sm_resp => AnyBody::CancelSmResp(CancelSmResp { tlvs }),
        CommandId::replace_sm => AnyBody::ReplaceSm(ReplaceSm {
            message_id: f.string("message_id"),
            source_addr_ton: f.octet("source_addr_ton"),
            source_addr_npi: f.octet("source_addr_npi"),
            source_addr: f.string("source_addr"),
            schedule_delivery_time: f.string("schedule_delivery_time"),
            validity_period: f.string("validity_period"),
            registered_delivery: f.octet("registered_delivery"),
            sm_default_msg_id: f.octet("sm_default_msg_id"),
            short_message: f.string("short_message"),
            tlvs,
        }),
        CommandId::replace_sm_resp => AnyBody::ReplaceSmResp(ReplaceSmResp { tlvs }),
        CommandId::broadcast_sm => AnyBody::BroadcastSm(BroadcastSm {
            service_type: f.string("service_type"),
            source_addr_ton: f.octet("source_addr_ton"),
            source_addr_npi: f.octet("source_addr_npi"),
            source_addr: f.string("source_addr"),
            message_id: f.string("message_id"),
            priority_flag: f.octet("priority_flag"),
            schedule_delivery_time: f.string("schedule_delivery_time"),
            validity_period: f.string("validity_period"),
            replace_if_present_flag: f.octet("replace_if_present_flag"),
            data_coding: f.octet("data_coding"),
            sm_default_msg_id: f.octet("sm_default_msg_id"),
            tlvs,
        }),
        CommandId::broadcast_sm_resp => {
            AnyBody::BroadcastSmResp(BroadcastSmResp { message_id: f.string("message_id"), tlvs })
        }
        CommandId::query_broadcast_sm => AnyBody::QueryBroadcastSm(QueryBroadcastSm {
            message_id: f.string("message_id"),
            source_addr_ton: f.octet("source_addr_ton"),
            source_addr_npi: f.octet("source_addr_npi"),
            source_addr: f.string("source_addr"),
            tlvs,
        }),
        CommandId::query_broadcast_sm_resp => {
            AnyBody::QueryBroadcastSmResp(QueryBroadcastSmResp { message_id: f.string("message_id"), tlvs })
        }
        CommandId::cancel_broadcast_sm => AnyBody::CancelBroadcastSm(CancelBroadcastSm {
            service_type: f.string("service_type"),
            message_id: f.string("message_id"),
            source_addr_ton: f.octet("source_addr_ton"),
            source_addr_npi: f.octet("source_addr_npi"),
            source_addr: f.string("source_addr"),
            tlvs,
        }),
        CommandId::cancel_broadcast_sm_resp => AnyBody::CancelBroadcastSmResp(CancelBroadcastSmResp { tlvs }),
        CommandId::alert_notification => AnyBody::AlertNotification(AlertNotification {
            source_addr_ton: f.octet("source_addr_ton"),
            source_addr_npi: f.octet("source_addr_npi"),
            source_addr: f.string("source_addr"),
            esme_addr_ton: f.octet("esme_addr_ton"),
            esme_addr_npi: f.octet("esme_addr_npi"),
            esme_addr: f.string("esme_addr"),
            tlvs,
        }),
        CommandId::outbind => AnyBody::Outbind(Outbind {
            system_id: f.string("system_id"),
            password: f.string("password"),
            tlvs,
        }),
        CommandId::enquire_link => AnyBody::EnquireLink(EnquireLink { tlvs }),
        CommandId::enquire_link_resp => AnyBody::EnquireLinkResp(EnquireLinkResp { tlvs }),
        CommandId::unbind => AnyBody::Unbind(Unbind { tlvs }),
        CommandId::unbind_resp => AnyBody::UnbindResp(UnbindResp { tlvs }),
        CommandId::generic_nack => AnyBody::GenericNack(GenericNack { tlvs }),
        id => panic!("no body for {id:?}"),
    }
}

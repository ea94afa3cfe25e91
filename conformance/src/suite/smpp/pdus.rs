//! The least legal PDU of each kind, for cases to change.

use brivas_smpp::{CommandId, Tag};

use super::message::{Message, c_octet_string};

/// The source address of every message that a case sends.
pub(crate) const SOURCE: &[u8] = b"4477009";

impl Message {
    /// A submit_sm of the least that is legal.
    pub(crate) fn submit_sm(destination: &str) -> Self {
        Self::header(CommandId::submit_sm).add("service_type", [0]).source().to(destination).common()
    }

    /// A deliver_sm, which has the fields of a submit_sm.
    pub(crate) fn deliver_sm(source: &str, destination: &str) -> Self {
        let message = Self::submit_sm(destination).text("source_addr", source);
        message.of(CommandId::deliver_sm)
    }

    /// A submit_multi to these destinations, each as it stands on the wire.
    pub(crate) fn submit_multi(destinations: &[Vec<u8>]) -> Self {
        Self::header(CommandId::submit_multi)
            .add("service_type", [0])
            .source()
            .add("number_of_dests", [u8::try_from(destinations.len()).unwrap_or(u8::MAX)])
            .add("dest_address", destinations.concat())
            .common()
    }

    fn common(self) -> Self {
        self.add("esm_class", [0])
            .add("protocol_id", [0])
            .add("priority_flag", [0])
            .add("schedule_delivery_time", [0])
            .add("validity_period", [0])
            .add("registered_delivery", [0])
            .add("replace_if_present_flag", [0])
            .add("data_coding", [0])
            .add("sm_default_msg_id", [0])
            .add("sm_length", [4])
            .add("short_message", *b"test")
    }

    fn source(self) -> Self {
        self.add("source_addr_ton", [1])
            .add("source_addr_npi", [1])
            .add("source_addr", c_octet_string(SOURCE))
    }

    fn to(self, destination: &str) -> Self {
        self.add("dest_addr_ton", [1])
            .add("dest_addr_npi", [1])
            .add("destination_addr", c_octet_string(destination.as_bytes()))
    }

    pub(crate) fn data_sm(destination: &str) -> Self {
        Self::header(CommandId::data_sm)
            .add("service_type", [0])
            .source()
            .to(destination)
            .add("esm_class", [0])
            .add("registered_delivery", [0])
            .add("data_coding", [0])
    }

    pub(crate) fn query_sm(message_id: &[u8]) -> Self {
        Self::header(CommandId::query_sm).add("message_id", c_octet_string(message_id)).source()
    }

    /// A cancel_sm of one message.
    pub(crate) fn cancel_sm(message_id: &[u8]) -> Self {
        Self::header(CommandId::cancel_sm)
            .add("service_type", [0])
            .add("message_id", c_octet_string(message_id))
            .source()
            .add("dest_addr_ton", [0])
            .add("dest_addr_npi", [0])
            .add("destination_addr", [0])
    }

    pub(crate) fn replace_sm(message_id: &[u8]) -> Self {
        Self::header(CommandId::replace_sm)
            .add("message_id", c_octet_string(message_id))
            .source()
            .add("schedule_delivery_time", [0])
            .add("validity_period", [0])
            .add("registered_delivery", [0])
            .add("sm_default_msg_id", [0])
            .add("sm_length", [5])
            .add("short_message", *b"other")
    }

    /// A broadcast_sm with its mandatory TLVs.
    pub(crate) fn broadcast_sm() -> Self {
        Self::header(CommandId::broadcast_sm)
            .add("service_type", [0])
            .source()
            .add("message_id", [0])
            .add("priority_flag", [0])
            .add("schedule_delivery_time", [0])
            .add("validity_period", [0])
            .add("replace_if_present_flag", [0])
            .add("data_coding", [0])
            .add("sm_default_msg_id", [0])
            .tlv(Tag::broadcast_area_identifier, b"\0cell")
            .tlv(Tag::broadcast_content_type, &[0, 0, 0])
            .tlv(Tag::broadcast_rep_num, &[0, 1])
            .tlv(Tag::broadcast_frequency_interval, &[9, 0, 1])
            .tlv(Tag::message_payload, b"test")
    }

    pub(crate) fn query_broadcast_sm(message_id: &[u8]) -> Self {
        let message = Self::query_sm(message_id);
        message.of(CommandId::query_broadcast_sm)
    }

    pub(crate) fn cancel_broadcast_sm(message_id: &[u8]) -> Self {
        Self::header(CommandId::cancel_broadcast_sm)
            .add("service_type", [0])
            .add("message_id", c_octet_string(message_id))
            .source()
    }

    /// A bind of this kind.
    pub(crate) fn bind(command_id: CommandId, system_id: &str, password: &str, version: u8) -> Self {
        Self::header(command_id)
            .add("system_id", c_octet_string(system_id.as_bytes()))
            .add("password", c_octet_string(password.as_bytes()))
            .add("system_type", [0])
            .add("interface_version", [version])
            .add("addr_ton", [0])
            .add("addr_npi", [0])
            .add("address_range", [0])
    }
}

/// A destination of a submit_multi that is an address.
pub(crate) fn sme_address(address: &str) -> Vec<u8> {
    [&[1, 1, 1], address.as_bytes(), &[0]].concat()
}

/// A destination of a submit_multi that is a distribution list.
pub(crate) fn distribution_list(name: &[u8]) -> Vec<u8> {
    [&[2], name, &[0]].concat()
}

#[cfg(test)]
mod tests {
    use brivas_smpp::{Dialect, InterfaceVersion, Leniency, Pdu, SubmitSm};

    use super::*;

    #[test]
    fn every_pdu_is_legal_as_it_is() {
        let strict = Dialect::new(InterfaceVersion::V5_0, Leniency::STRICT);
        let messages = [
            Message::submit_sm("4477"),
            Message::deliver_sm("4477", "4478"),
            Message::submit_multi(&[sme_address("4477"), distribution_list(b"list")]),
            Message::data_sm("4477"),
            Message::query_sm(b"17"),
            Message::cancel_sm(b"17"),
            Message::replace_sm(b"17"),
            Message::broadcast_sm(),
            Message::query_broadcast_sm(b"17"),
            Message::cancel_broadcast_sm(b"17"),
            Message::bind(CommandId::bind_receiver, "esme", "secret08", 0x34),
        ];
        for message in messages {
            let pdu = Pdu::new(message.octets(7).into(), strict).unwrap();
            assert!(pdu.any_body().is_ok(), "{:?} {:?}", message.command_id(), pdu.any_body());
            assert_eq!((pdu.command_id(), pdu.header.sequence_number), (message.command_id(), 7));
        }
    }

    #[test]
    fn each_field_stands_where_the_standard_has_it() {
        let message = Message::submit_sm("4478").octet("priority_flag", 3).octet("data_coding", 8);
        let message = message.text("validity_period", "000001000000000R").short_message(b"hi");
        let pdu = Pdu::new(message.octets(7).into(), Dialect::V5_0).unwrap();
        let body = pdu.body::<SubmitSm<'_>>().unwrap();
        let expected = SubmitSm {
            source_addr_ton: 1.into(),
            source_addr_npi: 1.into(),
            source_addr: SOURCE,
            dest_addr_ton: 1.into(),
            dest_addr_npi: 1.into(),
            destination_addr: b"4478",
            priority_flag: 3,
            validity_period: b"000001000000000R",
            data_coding: 8.into(),
            short_message: b"hi",
            ..Default::default()
        };
        assert_eq!(body, expected);
    }
}

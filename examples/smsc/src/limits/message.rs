//! The length and the sender of a message, and for how many messages a request counts.

use std::collections::BTreeMap;

use brivas_platform::config::{Config, ConfigError, SenderPattern, TenantConfig};
use brivas_smpp::{
    CommandId, CommandStatus, DataSm, DestAddress, Npi, Pdu, ReplaceSm, SubmitMulti, SubmitSm, Tag, Tlvs, Ton,
};

use crate::routes::{Address, Query, Routes};

/// What the rules of all tenants need to read a request.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The `[[normalise]]` rules, and no route.
    normalising: Routes,
    /// How many members each distribution list has.
    list_members: BTreeMap<Vec<u8>, u32>,
}

impl Reading {
    pub(crate) fn of(config: &Config) -> Result<Self, ConfigError> {
        let mut without_routes = config.clone();
        without_routes.routes.clear();
        let members = |list: &Vec<String>| u32::try_from(list.len()).unwrap_or(u32::MAX);
        Ok(Self {
            normalising: Routes::compile(&without_routes)?,
            list_members: config
                .distribution_list
                .iter()
                .map(|(name, list)| (name.as_bytes().to_vec(), members(list)))
                .collect(),
        })
    }

    /// For how many messages a destination counts. A list that is not there is for the engine to refuse.
    fn messages_to(&self, destination: DestAddress<'_>) -> u32 {
        match destination {
            DestAddress::Sme { .. } => 1,
            DestAddress::DistributionList { dl_name } => self.list_members.get(dl_name).copied().unwrap_or(1),
        }
    }
}

/// What a tenant's messages must be like.
#[derive(Debug, Default)]
pub(crate) struct MessageRules {
    system_id: Vec<u8>,
    max_octets: Option<u32>,
    sources: Vec<SenderPattern>,
}

impl MessageRules {
    pub(crate) fn of(config: &TenantConfig) -> Self {
        Self {
            system_id: config.system_id.as_bytes().to_vec(),
            max_octets: config.max_octets,
            sources: config.sources.clone(),
        }
    }

    /// For how many messages a request counts; 0 for one that submits none.
    ///
    /// # Errors
    /// ESME_RINVMSGLEN for a message that is too long, ESME_RINVSRCADR for a sender that the tenant may not use.
    pub(crate) fn judge(&self, pdu: &Pdu, reading: &Reading) -> Result<u32, CommandStatus> {
        let has_rules = self.max_octets.is_some() || !self.sources.is_empty();
        match pdu.command_id() {
            CommandId::submit_sm | CommandId::data_sm if !has_rules => Ok(1),
            CommandId::submit_sm => {
                let body = pdu.body::<SubmitSm<'_>>().map_err(|error| error.command_status())?;
                self.check_length(body.short_message, body.tlvs)?;
                let source = Address::new(body.source_addr_ton, body.source_addr_npi, body.source_addr);
                self.check_source(source, reading)?;
                Ok(1)
            }
            CommandId::data_sm => {
                let body = pdu.body::<DataSm<'_>>().map_err(|error| error.command_status())?;
                self.check_length(&[], body.tlvs)?;
                let source = Address::new(body.source_addr_ton, body.source_addr_npi, body.source_addr);
                self.check_source(source, reading)?;
                Ok(1)
            }
            CommandId::submit_multi => {
                let body = pdu.body::<SubmitMulti<'_>>().map_err(|error| error.command_status())?;
                self.check_length(body.short_message, body.tlvs)?;
                let source = Address::new(body.source_addr_ton, body.source_addr_npi, body.source_addr);
                self.check_source(source, reading)?;
                let counts = body.dest_addresses.iter().map(|destination| reading.messages_to(destination));
                Ok(counts.fold(0, u32::saturating_add))
            }
            CommandId::replace_sm => {
                let body = pdu.body::<ReplaceSm<'_>>().map_err(|error| error.command_status())?;
                self.check_length(body.short_message, body.tlvs)?;
                Ok(0)
            }
            _ => Ok(0),
        }
    }

    /// The message is the short_message, or the message_payload where that carries it (SMPP 5.0 §4.8.4.36).
    fn check_length(&self, short_message: &[u8], tlvs: Tlvs<'_>) -> Result<(), CommandStatus> {
        let Some(most) = self.max_octets.and_then(|most| usize::try_from(most).ok()) else { return Ok(()) };
        let payload = tlvs.get(Tag::message_payload).map_or(0, <[u8]>::len);
        if short_message.len().max(payload) > most { Err(CommandStatus::ESME_RINVMSGLEN) } else { Ok(()) }
    }

    /// Normalisation looks at the tenant and the address alone.
    fn check_source(&self, source: Address<'_>, reading: &Reading) -> Result<(), CommandStatus> {
        if self.sources.is_empty() {
            return Ok(());
        }
        let destination = Address::new(Ton::Unknown, Npi::Unknown, &[]);
        let query = Query { tenant: &self.system_id, source, destination, service_type: &[], unix_ms: 0 };
        let (source, _) = reading.normalising.addresses(None, &query);
        let may = self.sources.iter().any(|pattern| pattern.matches(&source.digits));
        if may { Ok(()) } else { Err(CommandStatus::ESME_RINVSRCADR) }
    }
}

#[cfg(test)]
mod tests {
    use brivas_smpp::{Bind, Body, DestAddresses, Dialect, EnquireLink, QuerySm, TlvBuf, encode};
    use bytes::BytesMut;

    use super::*;

    const DIALECT: Dialect = Dialect::V5_0;

    fn pdu<'a, B: Body<'a>>(body: &B) -> Pdu {
        let mut octets = BytesMut::new();
        encode(body, CommandStatus::ESME_ROK, 1, DIALECT, &mut octets).unwrap();
        Pdu::new(octets.freeze(), DIALECT).unwrap()
    }

    fn judged(keys: &str, pdu: &Pdu) -> Result<u32, CommandStatus> {
        let text = format!(
            "[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"x\"\n{keys}\n\
             [distribution_list]\nthree = [\"1\", \"2\", \"3\"]\n[[normalise]]\ncountry = \"49\"\n"
        );
        let config = Config::parse(&text).unwrap();
        MessageRules::of(&config.tenants[0]).judge(pdu, &Reading::of(&config).unwrap())
    }

    #[test]
    fn a_message_may_have_as_many_octets_as_are_allowed_wherever_it_is_carried() {
        const TOO_LONG: Result<u32, CommandStatus> = Err(CommandStatus::ESME_RINVMSGLEN);
        for (octets, submitted, replaced) in [(4, Ok(1), Ok(0)), (5, TOO_LONG, TOO_LONG)] {
            let short_message = &[b'x'; 5][..octets];
            let mut payload = TlvBuf::new();
            payload.push(Tag::message_payload, short_message);
            let tlvs = payload.as_tlvs();
            let destinations = [DestAddress::Sme {
                dest_addr_ton: Ton::Unknown,
                dest_addr_npi: Npi::Unknown,
                destination_addr: b"1",
            }];
            let dest_addresses = DestAddresses::from(&destinations[..]);
            for (pdu, expected) in [
                (pdu(&SubmitSm { short_message, ..Default::default() }), submitted),
                (pdu(&SubmitSm { tlvs, ..Default::default() }), submitted),
                (pdu(&DataSm { tlvs, ..Default::default() }), submitted),
                (pdu(&SubmitMulti { dest_addresses, short_message, ..Default::default() }), submitted),
                (pdu(&ReplaceSm { message_id: b"1", short_message, ..Default::default() }), replaced),
            ] {
                assert_eq!(judged("max_octets = 4", &pdu), expected, "{:?} {octets}", pdu.command_id());
                assert!(judged("", &pdu).is_ok());
            }
        }
    }

    #[test]
    fn a_sender_must_be_one_of_those_allowed_as_it_is_after_normalisation() {
        let keys = "sources = [\"ACME\", \"4930*\"]";
        let of = |source_addr_ton, source_addr| {
            pdu(&SubmitSm { source_addr_ton, source_addr, ..Default::default() })
        };
        for (ton, source, allowed) in [
            (Ton::Alphanumeric, &b"ACME"[..], true),
            (Ton::Alphanumeric, b"acme", false),
            (Ton::International, b"4930123", true),
            (Ton::International, b"4931123", false),
            (Ton::Unknown, b"+4930123", true),
            (Ton::National, b"030123", true),
            (Ton::National, b"040123", false),
            (Ton::Unknown, b"", false),
        ] {
            let expected = if allowed { Ok(1) } else { Err(CommandStatus::ESME_RINVSRCADR) };
            assert_eq!(judged(keys, &of(ton, source)), expected, "{ton:?} {source:?}");
            assert_eq!(judged("", &of(ton, source)), Ok(1));
        }
        let source = pdu(&DataSm { source_addr: b"1", ..Default::default() });
        assert_eq!(judged(keys, &source), Err(CommandStatus::ESME_RINVSRCADR));
    }

    #[test]
    fn a_request_counts_for_as_many_messages_as_it_makes() {
        let sme = |destination_addr| DestAddress::Sme {
            dest_addr_ton: Ton::Unknown,
            dest_addr_npi: Npi::Unknown,
            destination_addr,
        };
        let list = |dl_name| DestAddress::DistributionList { dl_name };
        for (destinations, count) in [
            (vec![sme(b"1")], 1),
            (vec![sme(b"1"), sme(b"2")], 2),
            (vec![list(b"three"), sme(b"4")], 4),
            (vec![list(b"none")], 1),
        ] {
            let dest_addresses = DestAddresses::from(&destinations[..]);
            let submit = pdu(&SubmitMulti { dest_addresses, ..Default::default() });
            assert_eq!(judged("", &submit), Ok(count));
        }
        assert_eq!(judged("", &pdu(&QuerySm { message_id: b"1", ..Default::default() })), Ok(0));
        assert_eq!(judged("", &pdu(&EnquireLink::default())), Ok(0));
        assert_eq!(judged("", &pdu(&Bind::default())), Ok(0));
    }
}

//! `bind_transmitter`, `bind_receiver`, `bind_transceiver`: an ESME opens a session (SMPP 5.0 §4.1.1; SMPP 3.4 §4.1).

use crate::body::{Body, Field, debug, show};
use crate::reader::Reader;
use crate::writer::Writer;
use crate::{CommandId, CommandStatus, DecodeError, InterfaceVersion, Leniency, Npi, Tlvs, Ton};

/// Which way messages may flow after the bind (SMPP 5.0 §2.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums)] // frozen by the standard
pub enum BindKind {
    /// From the ESME to the message centre.
    Transmitter,
    /// From the message centre to the ESME.
    Receiver,
    /// Both ways.
    #[default]
    Transceiver,
}

impl BindKind {
    /// The bind request of this kind.
    #[must_use]
    pub const fn command_id(self) -> CommandId {
        match self {
            Self::Transmitter => CommandId::bind_transmitter,
            Self::Receiver => CommandId::bind_receiver,
            Self::Transceiver => CommandId::bind_transceiver,
        }
    }

    /// The response to the bind request of this kind.
    #[must_use]
    pub const fn response_id(self) -> CommandId {
        match self {
            Self::Transmitter => CommandId::bind_transmitter_resp,
            Self::Receiver => CommandId::bind_receiver_resp,
            Self::Transceiver => CommandId::bind_transceiver_resp,
        }
    }

    /// The kind that a bind request or response is of; `None` for any other command.
    #[must_use]
    pub const fn of(command_id: CommandId) -> Option<Self> {
        match command_id {
            CommandId::bind_transmitter | CommandId::bind_transmitter_resp => Some(Self::Transmitter),
            CommandId::bind_receiver | CommandId::bind_receiver_resp => Some(Self::Receiver),
            CommandId::bind_transceiver | CommandId::bind_transceiver_resp => Some(Self::Transceiver),
            _ => None,
        }
    }
}

/// A bind request of any of the three kinds: their fields are the same (SMPP 5.0 §4.1.1.1, §4.1.1.3, §4.1.1.5).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Bind<'a> {
    /// Which of the three it is.
    pub kind: BindKind,
    /// The ESME's name, at most 15 octets (SMPP 5.0 §4.7.30).
    pub system_id: &'a [u8],
    /// The ESME's password, at most 8 octets (SMPP 5.0 §4.7.18).
    pub password: &'a [u8],
    /// What kind of ESME it is, at most 12 octets (SMPP 5.0 §4.7.31).
    pub system_type: &'a [u8],
    /// The version that the ESME speaks (SMPP 5.0 §4.7.13).
    pub interface_version: InterfaceVersion,
    /// Type of number of `address_range` (SMPP 5.0 §4.7.1).
    pub addr_ton: Ton,
    /// Numbering plan of `address_range` (SMPP 5.0 §4.7.2).
    pub addr_npi: Npi,
    /// The addresses that the ESME serves, a regular expression as a rule, at most 40 octets (SMPP 5.0 §4.7.3).
    pub address_range: &'a [u8],
    /// The optional part; the standard lists nothing for it.
    pub tlvs: Tlvs<'a>,
}

impl Default for Bind<'_> {
    /// A `bind_transceiver` of 5.0 with everything else empty.
    fn default() -> Self {
        Self {
            kind: BindKind::Transceiver,
            system_id: b"",
            password: b"",
            system_type: b"",
            interface_version: InterfaceVersion::V5_0,
            addr_ton: Ton::Unknown,
            addr_npi: Npi::Unknown,
            address_range: b"",
            tlvs: Tlvs::EMPTY,
        }
    }
}

impl<'a> Body<'a> for Bind<'a> {
    fn reads(command_id: CommandId) -> bool {
        command_id.is_bind()
    }

    fn command_id(&self) -> CommandId {
        self.kind.command_id()
    }

    fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let mut bind = Self {
            kind: BindKind::of(reader.command_id()).unwrap_or_default(),
            system_id: reader.c_octet_string("system_id", 16, CommandStatus::ESME_RINVSYSID)?,
            password: reader.password("password", 9, CommandStatus::ESME_RINVPASWD)?,
            interface_version: InterfaceVersion(0),
            ..Self::default()
        };
        let short_allowed = reader.dialect().allows(Leniency::SHORT_BIND);
        if short_allowed && reader.is_empty() {
            return Ok(bind);
        }
        bind.system_type = reader.c_octet_string("system_type", 13, CommandStatus::ESME_RINVSYSTYP)?;
        bind.interface_version = reader.octet("interface_version", CommandStatus::ESME_RBINDFAIL)?;
        if short_allowed && reader.is_empty() {
            return Ok(bind);
        }
        bind.addr_ton = reader.octet("addr_ton", CommandStatus::ESME_RBINDFAIL)?;
        bind.addr_npi = reader.octet("addr_npi", CommandStatus::ESME_RBINDFAIL)?;
        bind.address_range = reader.c_octet_string("address_range", 41, CommandStatus::ESME_RBINDFAIL)?;
        bind.tlvs = reader.tlvs()?;
        Ok(bind)
    }

    fn longest(&self) -> usize {
        16 + 9 + 13 + 3 + 41
    }

    fn write(&self, writer: &mut Writer<'_, 'a>) {
        writer.c_octet_string("system_id", self.system_id, 16);
        writer.password("password", self.password, 9);
        writer.c_octet_string("system_type", self.system_type, 13);
        writer.octet("interface_version", self.interface_version);
        writer.octet("addr_ton", self.addr_ton);
        writer.octet("addr_npi", self.addr_npi);
        writer.c_octet_string("address_range", self.address_range, 41);
        writer.tlvs(self.tlvs);
    }

    fn fields(&self, visit: &mut dyn FnMut(Field<'_>)) {
        show::c_octet_string(visit, "system_id", self.system_id);
        show::password(visit, "password", self.password);
        show::c_octet_string(visit, "system_type", self.system_type);
        show::octet(visit, "interface_version", self.interface_version);
        show::octet(visit, "addr_ton", self.addr_ton);
        show::octet(visit, "addr_npi", self.addr_npi);
        show::c_octet_string(visit, "address_range", self.address_range);
    }

    fn tlvs(&self) -> Tlvs<'a> {
        self.tlvs
    }
}

impl std::fmt::Debug for Bind<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        debug(self, f)
    }
}

/// The response to a bind of any of the three kinds (SMPP 5.0 §4.1.1.2, §4.1.1.4, §4.1.1.6).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct BindResp<'a> {
    /// Which of the three it answers.
    pub kind: BindKind,
    /// The message centre's name, at most 15 octets (SMPP 5.0 §4.7.30).
    pub system_id: &'a [u8],
    /// The optional part: `sc_interface_version` (SMPP 5.0 §4.8.4.51).
    pub tlvs: Tlvs<'a>,
}

impl<'a> Body<'a> for BindResp<'a> {
    fn reads(command_id: CommandId) -> bool {
        command_id.is_response() && BindKind::of(command_id).is_some()
    }

    fn command_id(&self) -> CommandId {
        self.kind.response_id()
    }

    fn omitted(command_id: CommandId) -> Self {
        Self { kind: BindKind::of(command_id).unwrap_or_default(), ..Self::default() }
    }

    fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        Ok(Self {
            kind: BindKind::of(reader.command_id()).unwrap_or_default(),
            system_id: reader.c_octet_string("system_id", 16, CommandStatus::ESME_RINVSYSID)?,
            tlvs: reader.tlvs()?,
        })
    }

    fn longest(&self) -> usize {
        16
    }

    fn write(&self, writer: &mut Writer<'_, 'a>) {
        writer.c_octet_string("system_id", self.system_id, 16);
        writer.tlvs(self.tlvs);
    }

    fn fields(&self, visit: &mut dyn FnMut(Field<'_>)) {
        show::c_octet_string(visit, "system_id", self.system_id);
    }

    fn tlvs(&self) -> Tlvs<'a> {
        self.tlvs
    }
}

impl std::fmt::Debug for BindResp<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        debug(self, f)
    }
}

//! A PDU as it stands on the wire, and the views of its body.

mod alert_notification;
mod any;
mod bind;
mod broadcast_sm;
mod cancel_broadcast_sm;
mod cancel_sm;
mod data_sm;
mod deliver_sm;
mod dest_addresses;
mod encode;
mod enquire_link;
mod generic_nack;
mod list;
mod outbind;
mod query_broadcast_sm;
mod query_sm;
mod replace_sm;
mod submit_multi;
mod submit_sm;
mod unbind;
mod unsuccess_smes;

use bytes::Bytes;

pub use alert_notification::AlertNotification;
pub use any::AnyBody;
pub use bind::{Bind, BindKind, BindResp};
pub use broadcast_sm::{BroadcastSm, BroadcastSmResp};
pub use cancel_broadcast_sm::{CancelBroadcastSm, CancelBroadcastSmResp};
pub use cancel_sm::{CancelSm, CancelSmResp};
pub use data_sm::{DataSm, DataSmResp};
pub use deliver_sm::{DeliverSm, DeliverSmResp};
pub use dest_addresses::{DestAddress, DestAddresses};
pub use encode::{encode, encode_to_slice};
pub use enquire_link::{EnquireLink, EnquireLinkResp};
pub use generic_nack::GenericNack;
pub use list::List;
pub use outbind::Outbind;
pub use query_broadcast_sm::{QueryBroadcastSm, QueryBroadcastSmResp};
pub use query_sm::{QuerySm, QuerySmResp};
pub use replace_sm::{ReplaceSm, ReplaceSmResp};
pub use submit_multi::{SubmitMulti, SubmitMultiResp};
pub use submit_sm::{SubmitSm, SubmitSmResp};
pub use unbind::{Unbind, UnbindResp};
pub use unsuccess_smes::{UnsuccessSme, UnsuccessSmes};

use crate::body::Body;
use crate::reader::Reader;
use crate::{
    CommandId, CommandStatus, DecodeError, DecodeErrorKind, Dialect, Header, InterfaceVersion, Leniency, Tlvs,
};

/// One whole PDU: its header, and its octets as they came.
///
/// It shares the octets of the buffer it was read from. What will be kept for long is to be [detached](Self::detach): a
/// few hundred octets kept so can hold a read buffer of many kilobytes.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pdu {
    /// The header.
    pub header: Header,
    octets: Bytes,
    dialect: Dialect,
}

impl Pdu {
    /// Takes `octets` as one PDU.
    ///
    /// # Errors
    /// [`DecodeErrorKind::CommandLength`] where `command_length` is not the number of octets or below 16. The body is
    /// not looked at before [`Self::body`].
    pub fn new(octets: Bytes, dialect: Dialect) -> Result<Self, DecodeError> {
        match Header::read(&octets) {
            Some(header)
                if usize::try_from(header.command_length) == Ok(octets.len())
                    && octets.len() >= Header::LEN =>
            {
                Ok(Self { header, octets, dialect })
            }
            _ => Err(DecodeError {
                kind: DecodeErrorKind::CommandLength,
                offset: 0,
                field: "command_length",
                status: CommandStatus::ESME_RINVCMDLEN,
            }),
        }
    }

    /// A PDU whose framing has been judged already.
    pub(crate) const fn framed(header: Header, octets: Bytes, dialect: Dialect) -> Self {
        Self { header, octets, dialect }
    }

    /// Reads the body once for its faults, and gives its TLVs.
    pub(crate) fn check_body(&self) -> Result<Tlvs<'_>, DecodeError> {
        AnyBody::check(self.header, self.body_octets(), self.dialect)
    }

    /// The operation.
    #[must_use]
    pub const fn command_id(&self) -> CommandId {
        self.header.command_id
    }

    /// The whole PDU as it came: relays without being written anew.
    #[must_use]
    pub const fn octets(&self) -> &Bytes {
        &self.octets
    }

    /// A copy that shares nothing with the buffer it was read from.
    #[must_use]
    pub fn detach(&self) -> Self {
        Self { octets: Bytes::copy_from_slice(&self.octets), ..self.clone() }
    }

    /// The body as a view of this type.
    ///
    /// # Errors
    /// The first fault by the rules of the dialect that the PDU was read with; [`DecodeErrorKind::OtherPdu`] where the
    /// PDU is none that `B` reads.
    #[inline]
    pub fn body<'a, B: Body<'a>>(&'a self) -> Result<B, DecodeError> {
        if !B::reads(self.header.command_id) {
            return Err(DecodeError {
                kind: DecodeErrorKind::OtherPdu,
                offset: 4,
                field: "command_id",
                status: CommandStatus::ESME_RINVCMDID,
            });
        }
        read_body(self.header, self.body_octets(), self.dialect)
    }

    /// The body as a view of whatever type it is of.
    ///
    /// # Errors
    /// The first fault by the rules of the dialect; [`DecodeErrorKind::CommandId`] where no standard has the command.
    pub fn any_body(&self) -> Result<AnyBody<'_>, DecodeError> {
        AnyBody::read(self.header, self.body_octets(), self.dialect)
    }

    fn body_octets(&self) -> &[u8] {
        self.octets.get(Header::LEN..).unwrap_or(&[])
    }
}

impl std::fmt::Debug for Pdu {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Header { command_id, command_status, sequence_number, .. } = self.header;
        write!(f, "Pdu({command_id:?} {command_status:?} #{sequence_number} ")?;
        match self.any_body() {
            Ok(body) => write!(f, "{body:?})"),
            Err(error) => write!(f, "{} octets: {error})", self.octets.len()),
        }
    }
}

/// Reads a body by the rules that hold for all of them: where it may be missing, where it must be, its mandatory TLVs.
#[inline]
fn read_body<'a, B: Body<'a>>(header: Header, body: &'a [u8], dialect: Dialect) -> Result<B, DecodeError> {
    let id = header.command_id;
    if body.is_empty() && may_be_omitted(header, dialect) {
        return Ok(B::omitted(id));
    }
    let mut reader = Reader::new(body, header, dialect);
    if !header.command_status.is_ok()
        && forbids_body_on_error(id, dialect)
        && !body.is_empty()
        && !dialect.allows(Leniency::BODY_ON_ERROR)
    {
        return Err(reader.error(
            DecodeErrorKind::UnexpectedBody,
            "command_length",
            CommandStatus::ESME_RINVCMDLEN,
        ));
    }
    let read = B::read(&mut reader)?;
    if !B::MANDATORY_TLVS.is_empty()
        && !dialect.allows(Leniency::MISSING_TLV)
        && let Some(tag) = read.tlvs().first_missing(B::MANDATORY_TLVS)
    {
        let field = tag.name().unwrap_or("tlv");
        return Err(reader.error(DecodeErrorKind::MissingTlv, field, CommandStatus::ESME_RMISSINGTLV));
    }
    Ok(read)
}

fn may_be_omitted(header: Header, dialect: Dialect) -> bool {
    if !header.command_id.is_response() {
        return false;
    }
    let needed = if !header.command_status.is_ok() {
        Leniency::MISSING_BODY_ON_ERROR
    } else if matches!(header.command_id, CommandId::deliver_sm_resp | CommandId::data_sm_resp) {
        Leniency::MISSING_DELIVERY_RESP_BODY
    } else {
        Leniency::MISSING_BODY
    };
    dialect.allows(needed)
}

/// 3.4 forbids the body of these responses when they carry an error; 5.0 merely advises against it
/// (SMPP 3.4 §4.1.2, §4.1.4, §4.4.2; SMPP 5.0 §3.2.1.3).
fn forbids_body_on_error(id: CommandId, dialect: Dialect) -> bool {
    dialect.version <= InterfaceVersion::V3_4
        && id.is_response()
        && (BindKind::of(id).is_some() || id == CommandId::submit_sm_resp)
}

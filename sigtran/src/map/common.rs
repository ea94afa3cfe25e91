//! Types that many operations have (3GPP TS 29.002 §17.7.8).

use super::{AddressString, Imsi};
use crate::DecodeError;
use crate::ber::define::{choice, sequence};
use crate::ber::{Describe, Description, Element, Field, Octets, Raw, Tag, write_primitive};

/// ExtensionContainer: what operators and vendors add, as it stands (3GPP TS 29.002 §17.7.11).
pub type ExtensionContainer<'a> = Raw<'a>;

/// Time: seconds since 1900-01-01 UTC, as in NTP (3GPP TS 29.002 §17.7.8; RFC 5905 §6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // four octets
pub struct Time(pub u32);

impl Describe for Time {
    fn describe(&self) -> Description<'_> {
        Description::Integer(self.0.into())
    }
}

impl<'a> Field<'a> for Time {
    const TAG: Option<Tag> = Some(Tag::OCTET_STRING);
    const CONSTRUCTED: bool = false;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        let octets = element.octet_string(4..=4)?;
        Ok(Self(octets.first_chunk().copied().map_or(0, u32::from_be_bytes)))
    }

    fn write(&self, tag: Tag, out: &mut crate::Buffer) {
        write_primitive(out, tag, &self.0.to_be_bytes());
    }
}

choice! {
    /// Additional-Number: a second node that serves the subscriber (3GPP TS 29.002 §17.7.6).
    pub enum AdditionalNumber<'a> {
        /// An MSC.
        Msc: AddressString<'a> = "msc-Number" [0];
        /// An SGSN.
        Sgsn: AddressString<'a> = "sgsn-Number" [1];
    }
}

sequence! {
    /// NetworkNodeDiameterAddress: where a node is reached by Diameter (3GPP TS 29.002 §17.7.8).
    pub struct NetworkNodeDiameterAddress<'a>: Tag::SEQUENCE => {
        /// Its name, 9 to 255 octets.
        diameter_name: Octets<'a> = "diameter-Name" [0];
        /// Its realm, 9 to 255 octets.
        diameter_realm: Octets<'a> = "diameter-Realm" [1];
    }
}

sequence! {
    /// CorrelationID: which message by IMS it is (3GPP TS 29.002 §17.7.6; 3GPP TS 23.204).
    pub struct CorrelationId<'a>: Tag::SEQUENCE => {
        /// The HLR of the recipient, in the form of an IMSI.
        hlr_id: Imsi<'a> = "hlr-id" [0], optional;
        /// The sender.
        sip_uri_a: Octets<'a> = "sip-uri-A" [1], optional;
        /// The recipient.
        sip_uri_b: Octets<'a> = "sip-uri-B" [2];
    }
}

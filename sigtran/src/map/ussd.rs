//! Unstructured supplementary services (3GPP TS 29.002 §11.9 to §11.11; 3GPP TS 24.090): the arguments and results of
//! processUnstructuredSS-Request, unstructuredSS-Request and unstructuredSS-Notify, and those of version 1.

use crate::ber::define::sequence;
use crate::ber::{Describe, Description, Octets, Tag};
use crate::map::{AddressString, Imsi};

sequence! {
    /// USSD-Arg, of operations 59, 60 and 61 (3GPP TS 29.002 §17.7.4).
    pub struct UssdArg<'a>: Tag::SEQUENCE => {
        /// USSD-DataCodingScheme, one octet: 0x0F GSM 7 bit, 0x48 UCS-2 (3GPP TS 23.038 §5).
        ussd_data_coding_scheme: Octets<'a> = "ussd-DataCodingScheme";
        /// USSD-String, 1 to 160 octets.
        ussd_string: Octets<'a> = "ussd-String";
        /// How the handset is to ring, one octet.
        alerting_pattern: Octets<'a> = "alertingPattern", optional;
        /// The subscriber.
        msisdn: AddressString<'a> = "msisdn" [0], optional;
    }
}

sequence! {
    /// USSD-Res, of operations 59 and 60 (3GPP TS 29.002 §17.7.4).
    pub struct UssdRes<'a>: Tag::SEQUENCE => {
        /// USSD-DataCodingScheme, as of [`UssdArg`].
        ussd_data_coding_scheme: Octets<'a> = "ussd-DataCodingScheme";
        /// USSD-String, 1 to 160 octets.
        ussd_string: Octets<'a> = "ussd-String";
    }
}

/// SS-UserData, of processUnstructuredSS-Data of version 1, operation 19, argument and result: a text in IA5.
pub type SsUserData<'a> = Ia5String<'a>;

/// IA5String: a text in ASCII (3GPP TS 29.002 §17.7.4).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // its content is all
pub struct Ia5String<'a>(pub &'a [u8]);

impl std::fmt::Debug for Ia5String<'_> {
    /// Without the text, which is a subscriber's.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ia5String({} octets)", self.0.len())
    }
}

impl Describe for Ia5String<'_> {
    fn describe(&self) -> Description<'_> {
        Description::Text(self.0)
    }
}

impl<'a> crate::ber::Field<'a> for Ia5String<'a> {
    const TAG: Option<Tag> = Some(Tag(0x16));
    const CONSTRUCTED: bool = false;

    fn read(element: &crate::ber::Element<'a>) -> Result<Self, crate::DecodeError> {
        element.octet_string(0..=usize::MAX).map(Self)
    }

    fn write(&self, tag: Tag, out: &mut crate::Buffer) {
        crate::ber::write_primitive(out, tag, self.0);
    }
}

sequence! {
    /// BeginSubscriberActivityArg of version 1, operation 54 (GSM 09.02, version 1). The MSISDN that vendors put behind with
    /// the tag \[PRIVATE 28\] is in the extensions.
    pub struct BeginSubscriberActivityArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi";
        /// The node that asks.
        originating_entity_number: AddressString<'a> = "originatingEntityNumber";
    }
}

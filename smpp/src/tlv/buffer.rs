use super::{Tag, Tlvs};

/// TLVs in the making: push them in the order in which they shall stand, then put [`TlvBuf::as_tlvs`] into a body.
///
/// ```
/// use brivas_smpp::{SubmitSm, Tag, TlvBuf};
///
/// let mut tlvs = TlvBuf::new();
/// tlvs.push_u16(Tag::user_message_reference, 7).push(Tag(0x1401), b"vendor");
/// let body = SubmitSm { destination_addr: b"447700900000", tlvs: tlvs.as_tlvs(), ..Default::default() };
/// assert_eq!(body.tlvs.integer(Tag::user_message_reference), Some(7));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TlvBuf {
    octets: Vec<u8>,
    overlong: bool,
}

impl TlvBuf {
    /// No TLV yet; nothing is allocated.
    #[must_use]
    pub const fn new() -> Self {
        Self { octets: Vec::new(), overlong: false }
    }

    /// The TLVs pushed so far.
    #[must_use]
    pub fn as_tlvs(&self) -> Tlvs<'_> {
        Tlvs { octets: if self.overlong { &[0] } else { &self.octets } }
    }

    /// Appends one TLV. No TLV can carry more than 65,535 octets: after such a value a body with these TLVs is refused
    /// with [`EncodeErrorKind::TlvLength`](crate::EncodeErrorKind::TlvLength).
    pub fn push(&mut self, tag: Tag, value: &[u8]) -> &mut Self {
        let Ok(length) = u16::try_from(value.len()) else {
            self.overlong = true;
            return self;
        };
        self.octets.extend_from_slice(&tag.0.to_be_bytes());
        self.octets.extend_from_slice(&length.to_be_bytes());
        self.octets.extend_from_slice(value);
        self
    }

    /// Appends a TLV of one octet.
    pub fn push_u8(&mut self, tag: Tag, value: u8) -> &mut Self {
        self.push(tag, &[value])
    }

    /// Appends a TLV of two octets.
    pub fn push_u16(&mut self, tag: Tag, value: u16) -> &mut Self {
        self.push(tag, &value.to_be_bytes())
    }

    /// Appends a TLV of four octets.
    pub fn push_u32(&mut self, tag: Tag, value: u32) -> &mut Self {
        self.push(tag, &value.to_be_bytes())
    }

    /// Appends a C-octet string with its NUL.
    pub fn push_c_octet_string(&mut self, tag: Tag, value: &[u8]) -> &mut Self {
        let mut octets = Vec::with_capacity(value.len() + 1);
        octets.extend_from_slice(value);
        octets.push(0);
        self.push(tag, &octets)
    }

    /// Appends every TLV of `tlvs` as it stands.
    pub fn extend(&mut self, tlvs: Tlvs<'_>) -> &mut Self {
        for tlv in tlvs.iter() {
            self.push(tlv.tag, tlv.value);
        }
        self
    }
}

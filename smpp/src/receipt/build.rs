//! Writes the text of a receipt in the form of Appendix B.

use crate::{AbsoluteTime, MessageState};

/// What the text of a receipt says (SMPP 3.4 Appendix B).
#[derive(Clone, Copy)]
#[allow(clippy::exhaustive_structs)] // the form is fixed
pub struct ReceiptText<'a> {
    /// `id:`.
    pub message_id: &'a [u8],
    /// `sub:`, 0 to 999.
    pub sub: u32,
    /// `dlvrd:`, 0 to 999.
    pub dlvrd: u32,
    /// `submit date:`, in milliseconds since 1970 UTC.
    pub submit_date: i64,
    /// `done date:`, in milliseconds since 1970 UTC.
    pub done_date: i64,
    /// `stat:`.
    pub state: MessageState,
    /// `err:`, 0 to 999.
    pub err: u32,
    /// `text:`, of which the first 20 octets are used.
    pub text: &'a [u8],
}

impl ReceiptText<'_> {
    /// `id:… sub:001 dlvrd:001 submit date:YYMMDDhhmm done date:YYMMDDhhmm stat:DELIVRD err:000 text:…`, dates in UTC.
    #[must_use]
    pub fn to_octets(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(128);
        let mut put = |key: &[u8], value: &[u8]| {
            out.extend_from_slice(key);
            out.extend_from_slice(value);
        };
        let stat = self.state.receipt_text().unwrap_or("UNKNOWN");
        put(b"id:", self.message_id);
        put(b" sub:", &three_digits(self.sub));
        put(b" dlvrd:", &three_digits(self.dlvrd));
        put(b" submit date:", &date(self.submit_date));
        put(b" done date:", &date(self.done_date));
        put(b" stat:", stat.as_bytes());
        put(b" err:", &three_digits(self.err));
        put(b" text:", self.text.get(..20).unwrap_or(self.text));
        out
    }
}

fn three_digits(number: u32) -> [u8; 3] {
    let number = number.min(999);
    let digit = |unit: u32| b'0' + u8::try_from(number / unit % 10).unwrap_or(0);
    [digit(100), digit(10), digit(1)]
}

/// Zeros stand for a time that the form cannot tell.
fn date(unix_millis: i64) -> [u8; 10] {
    AbsoluteTime::from_unix_millis(unix_millis)
        .and_then(|time| time.to_octets().first_chunk::<10>().copied())
        .unwrap_or(*b"0000000000")
}

impl std::fmt::Debug for ReceiptText<'_> {
    /// Without the text of the message.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ReceiptText({} {:?})", self.message_id.escape_ascii(), self.state)
    }
}

//! What is read, how we read it, and the floor under it.

use brivas_sip::Message;
use brivas_sip::header::{CSeq, Contact, From, To, Via};

/// An INVITE of 998 octets, 240 of them SDP.
pub static INVITE: &[u8; 998] = include_bytes!("../invite.dat");

/// Where each line and its colon are, up to the empty line.
pub fn lines(octets: &[u8]) -> usize {
    let (mut at, mut sum) = (0, 0);
    while let Some(feed) = memchr::memchr(b'\n', &octets[at..]) {
        if feed < 2 {
            break;
        }
        sum += memchr::memchr(b':', &octets[at..at + feed]).unwrap_or(0);
        at += feed + 1;
    }
    sum
}

/// The values that a server looks at first.
pub fn typed(message: &Message) -> (Via<'_>, From<'_>, To<'_>, CSeq<'_>, Contact<'_>) {
    let via = message.need().unwrap();
    (via, message.need().unwrap(), message.need().unwrap(), message.need().unwrap(), message.need().unwrap())
}

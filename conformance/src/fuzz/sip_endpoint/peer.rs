//! Whoever is at the other end: makes messages that belong to those that were sent.

use brivas_sip::header::{CSeq, From, HeaderName, To};
use brivas_sip::message::{Response, Rows};
use brivas_sip::{Message, Method, StatusCode};
use bytes::Bytes;

/// The methods of requests.
pub(super) const METHODS: [Method<'static>; 12] = [
    Method::INVITE,
    Method::ACK,
    Method::BYE,
    Method::CANCEL,
    Method::UPDATE,
    Method::PRACK,
    Method::INFO,
    Method::OPTIONS,
    Method::REFER,
    Method::NOTIFY,
    Method::MESSAGE,
    Method::SUBSCRIBE,
];

/// How many messages it remembers.
const MOST_KEPT: usize = 16;

#[derive(Default)]
pub(super) struct Peer {
    sent: Vec<Message>,
    branches: u32,
    /// A sum of all octets that were sent to it, and how many messages.
    pub(super) sum: u64,
    pub(super) count: usize,
}

impl Peer {
    /// Hears what was sent, which has no fault.
    pub(super) fn hear(&mut self, octets: &Bytes) {
        self.count += 1;
        for octet in octets {
            self.sum = (self.sum ^ u64::from(*octet)).wrapping_mul(0x0100_0000_01b3);
        }
        if [b"\r\n".as_slice(), b"\r\n\r\n"].contains(&octets.as_ref()) {
            return;
        }
        let message = Message::read(octets.clone()).unwrap_or_else(|bad| panic!("sent: {}", bad.error));
        if message.request().is_some() {
            assert_eq!(message.check(), Ok(()), "a request with a fault");
        }
        if self.sent.len() == MOST_KEPT {
            self.sent.remove(0);
        }
        self.sent.push(message);
    }

    /// The last but so many of what was sent and is so.
    fn nth(&self, number: u8, is_so: impl Fn(&Message) -> bool) -> Option<&Message> {
        let all: Vec<_> = self.sent.iter().rev().filter(|message| is_so(message)).collect();
        all.get(usize::from(number) % all.len().max(1)).copied()
    }

    /// A response to a request that was sent.
    pub(super) fn answer(
        &self,
        number: u8,
        code: StatusCode,
        fork: u8,
        reliable: Option<u8>,
        sdp: Option<&[u8]>,
    ) -> Option<Bytes> {
        let request = self.nth(number, |message| message.request().is_some())?;
        let mut rows = Rows::new();
        rows.put_text("Contact", b"<sip:192.0.2.2>");
        if fork % 4 != 3 {
            rows.put_text("Allow", b"INVITE, UPDATE");
        }
        if let Some(rseq) = reliable {
            rows.put_text("Require", b"100rel").put_text("RSeq", rseq.to_string().as_bytes());
        }
        if sdp.is_some() {
            rows.put_text("Content-Type", b"application/sdp");
        }
        let response = Response { rows: Some(&rows), body: sdp.unwrap_or_default(), ..Response::new(code) };
        Some(response.to_bytes(request, &[b'a' + fork % 3]))
    }

    fn branch(&mut self) -> u32 {
        self.branches += 1;
        self.branches
    }

    /// A request that belongs to nothing. The highest bit of the number of the call asks for reliable responses, the next lets an
    /// INVITE take the place of a dialog that something sent belongs to.
    pub(super) fn ask(&mut self, method: u8, call: u8, sdp: Option<&[u8]>) -> Bytes {
        let method = METHODS[usize::from(method) % METHODS.len()];
        let (branch, number) = (self.branch(), call % 8);
        let require = if call > 127 { "Require: 100rel\r\n" } else { "" };
        let is_replacing = method == Method::INVITE && call & 64 != 0;
        let replaces = if is_replacing { self.replaces(call) } else { None }.unwrap_or_default();
        let head = format!(
            "From: <sip:b@192.0.2.2>;tag=f{number}\r\nTo: <sip:a@192.0.2.1>\r\nCall-ID: c{number}\r\n{require}{replaces}"
        );
        request(method, "sip:a@192.0.2.1", branch, 1, &head, sdp)
    }

    /// The row that names the dialog of a message that was sent.
    fn replaces(&self, number: u8) -> Option<String> {
        let message = self.nth(number, Message::has_to_tag)?;
        let (from, to): (From<'_>, To<'_>) = (message.need().ok()?, message.need().ok()?);
        let tags = if message.status().is_some() { [to.tag?, from.tag?] } else { [from.tag?, to.tag?] };
        let [ours, theirs] = tags.map(String::from_utf8_lossy);
        let call_id = String::from_utf8_lossy(message.rows(HeaderName::CALL_ID).next()?.value);
        Some(format!("Replaces: {call_id};to-tag={ours};from-tag={theirs}\r\n"))
    }

    /// A request within the dialog that a message belongs to which was sent, or the CANCEL of that which it answers.
    pub(super) fn ask_within(
        &mut self,
        number: u8,
        method: u8,
        cseq: u8,
        sdp: Option<&[u8]>,
    ) -> Option<Bytes> {
        let method = METHODS[usize::from(method) % METHODS.len()];
        let branch = self.branch();
        let message = self.nth(number, |_| true)?;
        let value = |name| {
            let row = message.rows(name).next().map(|row| String::from_utf8_lossy(row.value).into_owned());
            row.unwrap_or_default()
        };
        let is_response = message.status().is_some();
        let (from, to) = if is_response {
            (value(HeaderName::FROM), value(HeaderName::TO))
        } else {
            (format!("{};tag=a", value(HeaderName::TO)), value(HeaderName::FROM))
        };
        let rack = match (value(HeaderName::RSEQ), message.need::<CSeq<'_>>()) {
            (rseq, Ok(of)) if method == Method::PRACK => format!("RAck: {rseq} {} INVITE\r\n", of.number),
            _ => String::new(),
        };
        let head = format!("From: {from}\r\nTo: {to}\r\nCall-ID: {}\r\n{rack}", value(HeaderName::CALL_ID));
        if is_response && (method == Method::CANCEL || method == Method::ACK && cseq > 127) {
            return Some(as_answered(message, method));
        }
        Some(request(method, "sip:192.0.2.1", branch, cseq % 32, &head, sdp))
    }
}

/// The CANCEL of the request that was answered so, or the ACK for a refusal: with its branch.
fn as_answered(response: &Message, method: Method<'_>) -> Bytes {
    let mut rows = Rows::new();
    rows.copy(response, |field| {
        let names = [HeaderName::VIA, HeaderName::FROM, HeaderName::CALL_ID];
        names.contains(&field.name) || field.name == HeaderName::TO && method == Method::ACK
    });
    if method == Method::CANCEL {
        rows.put_text("To", b"<sip:a@192.0.2.1>");
    }
    let head = format!("{method} sip:a@192.0.2.1 SIP/2.0\r\n");
    let tail = format!("CSeq: 1 {method}\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
    Bytes::from([head.as_bytes(), rows.octets(), tail.as_bytes()].concat())
}

fn request(method: Method<'_>, uri: &str, branch: u32, cseq: u8, head: &str, sdp: Option<&[u8]>) -> Bytes {
    let usage = match (method, sdp) {
        (Method::REFER, None) => "Refer-To: <sip:c@192.0.2.3>\r\n",
        (Method::REFER, _) => "Refer-To: <sip:c@192.0.2.3>\r\nRefer-Sub: false\r\n",
        (Method::SUBSCRIBE, None) => "Event: presence\r\nExpires: 100\r\n",
        (Method::SUBSCRIBE, _) => "Event: presence\r\nExpires: 0\r\n",
        (Method::NOTIFY, None) if branch.is_multiple_of(2) => {
            "Event: presence\r\nSubscription-State: active;expires=90\r\n"
        }
        (Method::NOTIFY, None) => "Event: refer\r\nSubscription-State: active;expires=90\r\n",
        (Method::NOTIFY, _) => "Event: presence\r\nSubscription-State: terminated\r\n",
        _ => "",
    };
    let kind = if sdp.is_some() { "Content-Type: application/sdp\r\n" } else { "" };
    let body = sdp.unwrap_or_default();
    let text = format!(
        "{method} {uri} SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK{branch}\r\n{head}\
         CSeq: {cseq} {method}\r\nMax-Forwards: 70\r\nContact: <sip:192.0.2.2>\r\nAllow: INVITE, UPDATE\r\n\
         Supported: 100rel, timer\r\nSession-Expires: 100\r\n{usage}{kind}Content-Length: {}\r\n\r\n",
        body.len()
    );
    Bytes::from([text.as_bytes(), body].concat())
}

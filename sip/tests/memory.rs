//! What calls take that wait to be answered, and calls that are answered: many at once, each octet allocated counted.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may fail loudly, and has a clock

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::{self, UserAgent};
use brivas_sip::b2bua::{self, B2bua, Event, Leg};
use brivas_sip::endpoint::{PathId, Target};
use brivas_sip::header::{To, Transport};
use brivas_sip::message::{Response, Rows};
use brivas_sip::uri::Uri;
use brivas_sip::{Message, Method, StatusCode};
use bytes::Bytes;

const CALLS: usize = 10_000;
const SDP: &str = "v=0\r\no=- 5376 2353 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n\
                   m=audio 6000 RTP/AVP 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";

fn caller() -> SocketAddr {
    "192.0.2.1:5060".parse().unwrap()
}

fn callee() -> SocketAddr {
    "192.0.2.3:5060".parse().unwrap()
}

/// A request of the caller's, with what telephones put in beside what they must.
fn request(method: Method<'_>, call: usize, tag: &str) -> Bytes {
    let (number, body) = match method {
        Method::INVITE => (1, SDP),
        Method::ACK => (1, ""),
        _ => (2, ""),
    };
    Bytes::from(format!(
        "{method} sip:442071838750@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{method}{call}\r\n\
         Max-Forwards: 70\r\nFrom: \"Alice\" <sip:alice@192.0.2.1>;tag=a{call}\r\nTo: <sip:442071838750@192.0.2.2>{tag}\r\n\
         Call-ID: {call}-27764@192.0.2.1\r\nCSeq: {number} {method}\r\nContact: <sip:alice@192.0.2.1:5060>\r\n\
         Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE\r\nSupported: replaces, timer\r\nUser-Agent: Telephone/1.0\r\n\
         Content-Type: application/sdp\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    ))
}

/// The octets that each call takes once this many have come so far.
fn octets_of_a_call(work: impl FnOnce()) -> usize {
    let memory = allocation_counter::measure(work);
    usize::try_from(memory.bytes_current).unwrap() / CALLS
}

#[test]
fn an_invite_that_rings_takes_at_most_five_thousand_octets() {
    let mut agent = None;
    let each = octets_of_a_call(|| {
        let now = Instant::now();
        let mut ringing = UserAgent::new(Arc::new(agent::Config::new()), [7; 32], now);
        let path = ringing.endpoint().listen(Transport::UDP, b"192.0.2.2:5060").unwrap();
        for call in 0..CALLS {
            ringing.handle_datagram(now, path, caller(), request(Method::INVITE, call, ""));
            let Some(agent::Event::Incoming { dialog, .. }) = ringing.poll_event() else { panic!() };
            ringing.answer(now, dialog, &Response::new(StatusCode::RINGING), false).unwrap();
            while ringing.poll_transmit().is_some() {}
        }
        agent = Some(ringing);
    });
    println!("{each} octets an INVITE that rings");
    assert!(each <= 5_000, "{each} octets");
    assert_eq!(agent.unwrap().dialogs(), CALLS);
}

/// A back-to-back user agent between both, and what it has sent.
struct Middle {
    machine: B2bua,
    path: PathId,
    now: Instant,
    /// The calls under way, and the tag of whom they came to.
    talking: VecDeque<(usize, String)>,
}

impl Middle {
    fn new() -> Self {
        let now = Instant::now();
        let mut machine = B2bua::new(Arc::new(b2bua::Config::new()), [7; 32], now);
        let path = machine.agent().endpoint().listen(Transport::UDP, b"192.0.2.2:5060").unwrap();
        Self { machine, path, now, talking: VecDeque::new() }
    }

    /// Gives it what came, and what it sends to one side.
    fn give(&mut self, from: SocketAddr, octets: Bytes, to: SocketAddr) -> Option<Message> {
        self.machine.handle_datagram(self.now, self.path, from, octets);
        while let Some(event) = self.machine.poll_event() {
            if let Event::Incoming { bridge, .. } = event {
                let uri = Uri::read(b"sip:442071838750@192.0.2.3").unwrap();
                let leg = Leg::new(uri, Target::new(Transport::UDP, callee()));
                self.machine.connect(self.now, bridge, &leg).unwrap();
            }
        }
        let sent = std::iter::from_fn(|| self.machine.poll_transmit());
        sent.filter(|sent| sent.to == to).last().map(|sent| Message::read(sent.octets).unwrap())
    }

    /// A call up to its answer, which gives the tag, or up to the ringing.
    fn call(&mut self, call: usize, is_answered: bool) -> Option<String> {
        let mut rows = Rows::new();
        rows.put_text("Contact", b"<sip:bob@192.0.2.3:5060>");
        let invite = self.give(caller(), request(Method::INVITE, call, ""), callee()).unwrap();
        let ringing = Response { rows: Some(&rows), ..Response::new(StatusCode::RINGING) };
        self.give(callee(), ringing.to_bytes(&invite, b"bob"), caller()).unwrap();
        if !is_answered {
            return None;
        }
        rows.put_text("Content-Type", b"application/sdp");
        let ok = Response { rows: Some(&rows), body: SDP.as_bytes(), ..Response::new(StatusCode::OK) };
        let ok = self.give(callee(), ok.to_bytes(&invite, b"bob"), caller()).unwrap();
        let tag = String::from_utf8_lossy(ok.need::<To<'_>>().unwrap().tag.unwrap()).into_owned();
        let tag = format!(";tag={tag}");
        self.give(caller(), request(Method::ACK, call, &tag), callee());
        Some(tag)
    }

    /// One second of calls that last half a minute each, as many as come in a second.
    fn second(&mut self, second: usize) {
        const A_SECOND: usize = 10;
        for call in second * A_SECOND..(second + 1) * A_SECOND {
            let tag = self.call(call, true).unwrap();
            self.talking.push_back((call, tag));
        }
        while self.talking.len() > 30 * A_SECOND {
            let (call, tag) = self.talking.pop_front().unwrap();
            let bye = self.give(caller(), request(Method::BYE, call, &tag), callee()).unwrap();
            self.give(callee(), Response::new(StatusCode::OK).to_bytes(&bye, b"bob"), caller());
        }
        self.rest(1);
    }

    /// Lets transactions end.
    fn rest(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
        self.machine.handle_timeout(self.now);
        while self.machine.poll_transmit().is_some() {}
        while self.machine.poll_event().is_some() {}
    }
}

#[test]
fn a_call_through_a_b2bua_that_rings_takes_at_most_ten_thousand_octets() {
    let mut middle = None;
    let each = octets_of_a_call(|| {
        let mut ringing = Middle::new();
        (0..CALLS).for_each(|call| drop(ringing.call(call, false)));
        middle = Some(ringing);
    });
    println!("{each} octets a call that rings, both legs");
    // A transaction on each side.
    assert!(each <= 2 * 5_000, "{each} octets");
    assert_eq!(middle.unwrap().machine.calls(), CALLS);
}

#[test]
fn a_call_through_a_b2bua_that_is_answered_takes_at_most_four_thousand_octets() {
    let mut middle = None;
    let each = octets_of_a_call(|| {
        let mut talking = Middle::new();
        for batch in 0..10 {
            (0..CALLS / 10).for_each(|call| drop(talking.call(batch * CALLS / 10 + call, true)));
            talking.rest(65);
        }
        assert_eq!(talking.machine.agent().endpoint().transactions(), (0, 0));
        middle = Some(talking);
    });
    println!("{each} octets a call that is answered, both legs");
    assert!(each <= 4_000, "{each} octets");
    assert_eq!(middle.unwrap().machine.calls(), CALLS);
}

#[test]
fn calls_that_come_and_go_take_in_the_tenth_minute_what_they_took_in_the_second() {
    let mut middle = None;
    let live = |work: &mut dyn FnMut()| allocation_counter::measure(work).bytes_current;
    let second_minute = live(&mut || {
        let mut calls = Middle::new();
        (0..120).for_each(|second| calls.second(second));
        middle = Some(calls);
    });
    let mut calls = middle.unwrap();
    let more = live(&mut || (120..600).for_each(|second| calls.second(second)));
    println!("{second_minute} octets in minute 2, and {more} more in minute 10");
    assert!(more * 100 <= second_minute * 3, "{more} octets more than {second_minute}");
}

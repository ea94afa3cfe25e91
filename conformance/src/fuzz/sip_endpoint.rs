//! A SIP endpoint, a user agent and a back-to-back user agent whose peers and owners do anything.

mod node;
mod peer;
mod watcher;

use std::time::{Duration, Instant};

use arbitrary::{Arbitrary, Unstructured};
use brivas_sip::StatusCode;
use brivas_sip::agent::Content;
use brivas_sip::endpoint::PathEvent;
use brivas_sip::message::{Response, Rows};
use bytes::{Bytes, BytesMut};

use node::{Kind, Node};
use peer::{METHODS, Peer};

const MOST_OPS: usize = 96;

/// One thing that happens. The numbers choose among what there is.
#[derive(Arbitrary, Debug)]
enum Op<'a> {
    /// Octets come on a path.
    Octets(u8, &'a [u8]),
    /// The peer answers a request that was sent: by which code, as which of those it was forked to.
    Answered {
        path: u8,
        request: u8,
        code: u8,
        fork: u8,
        reliable: Option<u8>,
        has_sdp: bool,
    },
    /// The peer asks something anew.
    Asked {
        path: u8,
        method: u8,
        call: u8,
        has_sdp: bool,
    },
    /// The peer asks something within what a message that was sent belongs to.
    Within {
        path: u8,
        sent: u8,
        method: u8,
        number: u8,
        has_sdp: bool,
    },
    /// Milliseconds go by; with the flag that many seconds.
    Time(u16, bool),
    Path(u8, bool),
    /// The owner's verbs.
    Invite {
        path: u8,
        has_sdp: bool,
    },
    Request {
        dialog: u8,
        method: u8,
        has_sdp: bool,
    },
    Answer {
        dialog: u8,
        code: u8,
        is_reliable: bool,
        has_sdp: bool,
    },
    Respond {
        server: u8,
        code: u8,
        has_sdp: bool,
    },
    Ack(u8, bool),
    Prack(u8, bool),
    Bye(u8),
    Cancel(u8),
    Connect(u8, u8),
    Refuse(u8, u8),
    HangUp(u8),
    Drain,
}

const CODES: [u16; 16] = [100, 180, 183, 199, 200, 202, 300, 401, 404, 408, 422, 481, 487, 491, 503, 600];

fn code(number: u8) -> StatusCode {
    StatusCode(CODES[usize::from(number % 16)])
}

const SDP: &[u8] =
    b"v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";

/// Runs a program twice: on an endpoint, a user agent or a back-to-back user agent, as the first octet says. Its limits hold, what
/// it sends has no fault and is the same both times, and once all time is over nothing is left.
///
/// # Panics
/// When a rule is broken.
#[allow(clippy::disallowed_methods)] // a clock is to begin somewhere
pub fn sip_endpoint(octets: &[u8]) {
    let Some((kind, octets)) = octets.split_first() else { return };
    let now = Instant::now();
    let first = run(Kind::of(*kind), octets, now);
    assert_eq!(first, run(Kind::of(*kind), octets, now), "the same again is another");
}

/// What was sent, in one sum, and how much it was.
fn run(kind: Kind, octets: &[u8], now: Instant) -> (u64, usize) {
    let mut node = Node::new(kind, now);
    let (mut peer, mut now) = (Peer::default(), now);
    let mut input = Unstructured::new(octets);
    for _ in 0..MOST_OPS {
        if input.is_empty() {
            break;
        }
        let Ok(op) = Op::arbitrary(&mut input) else { break };
        happen(&mut node, &mut peer, &mut now, op);
        node.send(&mut peer);
        node.check();
    }
    node.leave(&mut peer, &mut now);
    (peer.sum, peer.count)
}

fn happen(node: &mut Node, peer: &mut Peer, now: &mut Instant, op: Op<'_>) {
    let (rows, body) = (sdp_rows(), Bytes::from_static(SDP));
    let content = |has_sdp: bool| has_sdp.then(|| Content::sdp(&body));
    let response = |number: u8, has_sdp: bool| {
        let plain = Response::new(code(number));
        if has_sdp { Response { rows: Some(&rows), body: &body, ..plain } } else { plain }
    };
    match op {
        Op::Octets(path, octets) => come(node, peer, *now, path, Bytes::copy_from_slice(octets)),
        Op::Answered { path, request, code: number, fork, reliable, has_sdp } => {
            if let Some(octets) = peer.answer(request, code(number), fork, reliable, has_sdp.then_some(SDP)) {
                come(node, peer, *now, path, octets);
            }
        }
        Op::Asked { path, method, call, has_sdp } => {
            let octets = peer.ask(method, call, has_sdp.then_some(SDP));
            come(node, peer, *now, path, octets);
        }
        Op::Within { path, sent, method, number, has_sdp } => {
            if let Some(octets) = peer.ask_within(sent, method, number, has_sdp.then_some(SDP)) {
                come(node, peer, *now, path, octets);
            }
        }
        Op::Time(amount, in_seconds) => {
            *now += if in_seconds {
                Duration::from_secs(amount.into())
            } else {
                Duration::from_millis(amount.into())
            };
            node.handle_timeout(*now);
        }
        Op::Path(path, is_up) => {
            node.handle_path(*now, path, if is_up { PathEvent::Up } else { PathEvent::Down });
        }
        Op::Invite { path, has_sdp } => node.invite(*now, path, content(has_sdp)),
        Op::Request { dialog, method, has_sdp } => {
            node.request(*now, dialog, METHODS[usize::from(method) % METHODS.len()], content(has_sdp));
        }
        Op::Answer { dialog, code, is_reliable, has_sdp } => {
            node.answer(*now, dialog, &response(code, has_sdp), is_reliable);
        }
        Op::Respond { server, code, has_sdp } => node.respond(*now, server, &response(code, has_sdp)),
        Op::Ack(dialog, has_sdp) => node.ack(*now, dialog, content(has_sdp)),
        Op::Prack(dialog, has_sdp) => node.prack(*now, dialog, content(has_sdp)),
        Op::Bye(dialog) => node.bye(*now, dialog),
        Op::Cancel(call) => node.cancel(*now, call),
        Op::Connect(bridge, path) => node.connect(*now, bridge, path),
        Op::Refuse(bridge, number) => node.refuse(*now, bridge, code(number)),
        Op::HangUp(bridge) => node.hang_up(*now, bridge),
        Op::Drain => node.drain(),
    }
}

/// Octets come as the path carries them, if the node wants any.
fn come(node: &mut Node, peer: &mut Peer, now: Instant, path: u8, octets: Bytes) {
    if !node.wants_input() {
        node.send(peer);
        node.drain();
    }
    let mut input = BytesMut::from(&octets[..]);
    node.come(now, path, &octets, &mut input);
}

fn sdp_rows() -> Rows {
    let mut rows = Rows::new();
    rows.put_text("Content-Type", b"application/sdp");
    rows
}

//! Peers that send anything in any state, to every role: nothing panics, an Error gets no Error, and the same calls give the
//! same octets.

use std::time::{Duration, Instant};

use brivas_sigtran::m3ua::{Message, MessageType, Peer, Role, Tag};
use bytes::Bytes;
use proptest::prelude::*;

use crate::node::{Node, Sent, config, local, octets, remote, to_network, to_server};

/// What a peer, or the owner, does.
#[derive(Clone, Debug)]
enum Op {
    Hear { from: u32, stream_id: u16, octets: Bytes },
    Up(u32),
    Down(u32),
    Transfer(u8),
    Pass(u64),
    Poll,
}

/// A parameter of words that are small, so that they often mean something.
fn parameter() -> impl Strategy<Value = Vec<u8>> {
    let words = prop::collection::vec(prop_oneof![0_u32..7, 98_u32..102, Just(0x0001_0003)], 0..4);
    (prop::sample::select(Tag::ALL), words).prop_map(|(tag, words)| {
        let value: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        framed(tag, &value)
    })
}

/// A routing key, or the result of one: words in parameters in a parameter.
fn nested() -> impl Strategy<Value = Vec<u8>> {
    let outer = [Tag::ROUTING_KEY, Tag::REGISTRATION_RESULT, Tag::DEREGISTRATION_RESULT];
    (prop::sample::select(outer.to_vec()), prop::collection::vec(parameter(), 0..4))
        .prop_map(|(tag, inner)| framed(tag, &inner.concat()))
}

fn framed(tag: Tag, value: &[u8]) -> Vec<u8> {
    let length = u16::try_from(value.len() + 4).unwrap();
    [&tag.0.to_be_bytes()[..], &length.to_be_bytes(), value].concat()
}

/// A message of any type. Half of them have no parameter, as many of those that matter.
fn message() -> impl Strategy<Value = Bytes> {
    let parameters = prop::collection::vec(prop_oneof![4 => parameter(), 1 => nested()], 0..3);
    let parameters = prop_oneof![Just(vec![]), parameters];
    (prop::sample::select(MessageType::ALL), parameters).prop_map(|(message_type, parameters)| {
        let body = parameters.concat();
        let length = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
        let header = [1, 0, message_type.class, message_type.number];
        [&header[..], &length, &body].concat().into()
    })
}

fn op() -> impl Strategy<Value = Op> {
    let from = || 1_u32..3;
    prop_oneof![
        20 => (from(), prop_oneof![5 => Just(0_u16), 1 => Just(1)], message())
            .prop_map(|(from, stream_id, octets)| Op::Hear { from, stream_id, octets }),
        6 => (from(), prop::sample::select(vec![MessageType::ASPUP, MessageType::ASPAC, MessageType::ASPUP_ACK, MessageType::ASPAC_ACK]))
            .prop_map(|(from, message_type)| Op::Hear { from, stream_id: 0, octets: octets(message_type, &[]) }),
        1 => from().prop_map(Op::Up),
        1 => from().prop_map(Op::Down),
        4 => any::<u8>().prop_map(Op::Transfer),
        3 => (0_u64..4000).prop_map(Op::Pass),
        6 => Just(Op::Poll),
    ]
}

fn node(role: Role, now: Instant) -> Node {
    let mut config = config(role);
    config.set_dynamic_registration(true).set_t_beat(Some(Duration::from_secs(10))).set_max_pending(5);
    let mut node = Node::at(now, config);
    let mut peer = Peer::new().with_registration();
    if role != Role::Sgp {
        peer = peer.with_application_server(node.m3ua.add_application_server(local(1)).unwrap());
        let registering = local(2).with_registration();
        peer = peer.with_application_server(node.m3ua.add_application_server(registering).unwrap());
    }
    if role != Role::Asp {
        peer = peer.with_application_server(node.m3ua.add_application_server(remote(1)).unwrap());
    }
    node.add(1, peer.clone());
    node.add(2, peer);
    node
}

/// Does it, and gives what was sent because of it.
fn run(node: &mut Node, op: &Op) -> Vec<Sent> {
    match op {
        Op::Hear { from, stream_id, octets } => return node.hear_octets(*from, *stream_id, octets.clone()),
        Op::Up(number) => node.up(*number),
        Op::Down(number) => node.down(*number),
        Op::Transfer(sls) => {
            let _ = node.transfer(to_server(*sls), b"down");
            let _ = node.transfer(to_network(*sls), b"up");
        }
        Op::Pass(milliseconds) => return node.pass(Duration::from_millis(*milliseconds)),
        Op::Poll => drop(node.told()),
    }
    node.sent()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_messages_in_any_state_do_no_harm(
        role in prop::sample::select(vec![Role::Asp, Role::Sgp, Role::IpspSingleExchange, Role::IpspDoubleExchange]),
        ops in prop::collection::vec(op(), 1..80),
    ) {
        let now = Instant::now();
        let (mut first, mut second) = (node(role, now), node(role, now));
        for op in &ops {
            let sent = run(&mut first, op);
            prop_assert_eq!(&sent, &run(&mut second, op));
            let is_error = |octets: &[u8]| octets.get(2..4) == Some(&[0, 0]);
            for sent in &sent {
                let read = Message::read(&sent.transmit.octets);
                prop_assert!(read.is_ok(), "{op:?} makes us send what cannot be read");
                if let Op::Hear { octets, .. } = op {
                    prop_assert!(!(is_error(octets) && is_error(&sent.transmit.octets)), "an Error for an Error");
                }
            }
            prop_assert!(first.m3ua.poll_timeout().is_none_or(|deadline| deadline >= first.now));
        }
    }
}

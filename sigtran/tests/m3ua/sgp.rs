//! The signalling gateway's side: the ASP state table row by row, the AS states, notifications, T(r)
//! (RFC 4666 §4.3; the purposes of ETSI TS 102 381 for SGPs).

use std::time::Duration;

use brivas_sigtran::m3ua::{
    ApplicationServer, AsState, AspState, MessageType, Parameter, Peer, Role, RoutingKey, Side,
    TrafficModeType,
};
use brivas_sigtran::mtp::PointCode;

use crate::node::{Node, association, config, contexts, remote, short, to_server};

#[test]
fn asp_down_is_left_by_asp_up_alone() {
    let (mut node, id) = Node::sgp(remote(1), 1);
    assert_eq!(short(&node.hear(1, MessageType::ASPAC, &[])), ["1 ERR Unexpected Message"]);
    assert_eq!(short(&node.hear(1, MessageType::ASPIA, &[])), ["1 ERR Unexpected Message"]);
    assert_eq!(short(&node.hear(1, MessageType::ASPDN, &[])), ["1 ASPDN_ACK"]);
    assert_eq!(node.asp(1, id), AspState::Down);
    assert_eq!(short(&node.hear(1, MessageType::ASPUP, &[])), ["1 ASPUP_ACK", "1 NTFY 1/2 rc=[1]"]);
    assert_eq!((node.asp(1, id), node.state(id)), (AspState::Inactive, AsState::Inactive));
}

#[test]
fn asp_inactive_takes_every_request() {
    let (mut node, id) = Node::sgp(remote(1), 1);
    node.hear(1, MessageType::ASPUP, &[]);
    assert_eq!(short(&node.hear(1, MessageType::ASPUP, &[])), ["1 ASPUP_ACK"]);
    assert_eq!(short(&node.hear(1, MessageType::ASPIA, &[])), ["1 ASPIA_ACK"]);
    assert_eq!(
        short(&node.hear(1, MessageType::ASPAC, &[contexts(&[1])])),
        ["1 ASPAC_ACK rc=[1]", "1 NTFY 1/3 rc=[1]"]
    );
    assert_eq!((node.asp(1, id), node.state(id)), (AspState::Active, AsState::Active));
    node.hear(1, MessageType::ASPIA, &[]);
    assert_eq!(short(&node.hear(1, MessageType::ASPDN, &[])), ["1 ASPDN_ACK"]);
    assert_eq!(node.asp(1, id), AspState::Down);
}

#[test]
fn asp_active_acknowledges_again_and_can_leave() {
    let (mut node, id) = Node::sgp(remote(1), 1);
    node.activate(1);
    assert_eq!(short(&node.hear(1, MessageType::ASPAC, &[])), ["1 ASPAC_ACK"]);
    assert_eq!(short(&node.hear(1, MessageType::ASPIA, &[])), ["1 ASPIA_ACK", "1 NTFY 1/4 rc=[1]"]);
    assert_eq!((node.asp(1, id), node.state(id)), (AspState::Inactive, AsState::Pending));
    node.hear(1, MessageType::ASPAC, &[]);
    assert_eq!(short(&node.hear(1, MessageType::ASPDN, &[])), ["1 ASPDN_ACK"]);
    assert_eq!((node.asp(1, id), node.state(id)), (AspState::Down, AsState::Pending));
}

#[test]
fn asp_up_in_asp_active_is_called_unexpected_acknowledged_and_makes_it_inactive() {
    let (mut node, id) = Node::sgp(remote(1), 1);
    node.activate(1);
    assert_eq!(
        short(&node.hear(1, MessageType::ASPUP, &[])),
        ["1 ERR Unexpected Message", "1 ASPUP_ACK", "1 NTFY 1/4 rc=[1]"]
    );
    assert_eq!(node.asp(1, id), AspState::Inactive);
}

#[test]
fn a_lost_association_is_asp_down_and_the_others_hear_of_it() {
    let (mut node, id) = Node::sgp(remote(1), 2);
    node.hear(1, MessageType::ASPUP, &[Parameter::AspIdentifier(11)]);
    node.hear(1, MessageType::ASPAC, &[]);
    node.hear(2, MessageType::ASPUP, &[]);
    node.down(1);
    assert_eq!(short(&node.sent()), ["2 NTFY 2/3 asp=11 rc=[1]", "2 NTFY 1/4 rc=[1]"]);
    assert_eq!((node.asp(1, id), node.state(id)), (AspState::Down, AsState::Pending));
}

#[test]
fn a_restart_is_a_new_beginning() {
    let (mut node, id) = Node::sgp(remote(1), 1);
    node.activate(1);
    let restart = brivas_sigtran::m3ua::AssociationEvent::Restart;
    node.m3ua.handle_association(node.now, association(1), restart);
    assert_eq!(node.asp(1, id), AspState::Down);
    assert_eq!(short(&node.hear(1, MessageType::ASPUP, &[])), ["1 ASPUP_ACK", "1 NTFY 1/4 rc=[1]"]);
}

#[test]
fn t_r_keeps_messages_for_the_next_active_asp_in_their_order() {
    let (mut node, id) = Node::sgp(remote(1), 2);
    node.activate(1);
    node.hear(2, MessageType::ASPUP, &[]);
    node.hear(1, MessageType::ASPIA, &[]);
    for text in ["first", "second", "third"] {
        node.transfer(to_server(1), text.as_bytes()).unwrap();
    }
    assert_eq!(short(&node.pass(Duration::from_millis(1999))), [""; 0]);
    let sent = short(&node.hear(2, MessageType::ASPAC, &[]));
    assert_eq!(
        sent,
        [
            "2 ASPAC_ACK",
            "1 NTFY 1/3 rc=[1]",
            "2 NTFY 1/3 rc=[1]",
            "2 DATA rc=[1] first",
            "2 DATA rc=[1] second",
            "2 DATA rc=[1] third"
        ]
    );
    assert_eq!(node.state(id), AsState::Active);
    assert!(node.m3ua.poll_timeout().is_none(), "T(r) has been stopped");
}

#[test]
fn when_t_r_runs_out_the_kept_messages_are_told_and_the_as_is_inactive_or_down() {
    for (still_up, follows) in [(true, AsState::Inactive), (false, AsState::Down)] {
        let (mut node, id) = Node::sgp(remote(1), 1);
        node.activate(1);
        node.hear(1, if still_up { MessageType::ASPIA } else { MessageType::ASPDN }, &[]);
        node.transfer(to_server(1), b"kept").unwrap();
        node.told();
        let sent = short(&node.pass(Duration::from_secs(2)));
        assert_eq!(sent, if still_up { vec!["1 NTFY 1/2 rc=[1]"] } else { vec![] });
        assert_eq!(node.state(id), follows);
        assert_eq!(node.undelivered(), [b"kept"]);
        assert!(node.transfer(to_server(1), b"too late").is_err());
    }
}

#[test]
fn override_hands_the_traffic_to_the_newest_and_tells_the_old_one() {
    let server = remote(1).with_traffic_mode(TrafficModeType::OVERRIDE);
    let (mut node, id) = Node::sgp(server, 2);
    node.activate(1);
    node.hear(2, MessageType::ASPUP, &[Parameter::AspIdentifier(22)]);
    let mode = Parameter::TrafficModeType(TrafficModeType::OVERRIDE);
    let sent = short(&node.hear(2, MessageType::ASPAC, &[mode]));
    assert_eq!(sent, ["2 ASPAC_ACK Override", "1 NTFY 2/2 asp=22 rc=[1]"]);
    assert_eq!((node.asp(1, id), node.asp(2, id)), (AspState::Inactive, AspState::Active));
    node.transfer(to_server(1), b"x").unwrap();
    assert_eq!(short(&node.sent()), ["2 DATA rc=[1] x"]);
}

#[test]
fn n_plus_k_waits_for_n_and_asks_for_more_below() {
    let server = remote(1).with_traffic_mode(TrafficModeType::LOADSHARE).with_minimum_active(2);
    let (mut node, id) = Node::sgp(server, 3);
    node.activate(1);
    assert_eq!(node.state(id), AsState::Inactive);
    assert!(node.transfer(to_server(1), b"early").is_err());
    node.activate(2);
    assert_eq!(node.state(id), AsState::Active);
    node.hear(3, MessageType::ASPUP, &[]);
    node.sent();
    node.down(2);
    assert_eq!(short(&node.sent()), ["1 NTFY 2/3 rc=[1]", "3 NTFY 2/3 rc=[1]", "3 NTFY 2/1 rc=[1]"]);
    assert_eq!(node.state(id), AsState::Active);
}

#[test]
fn asp_active_without_a_routing_context_is_for_all_and_a_wrong_one_is_refused_alone() {
    let mut node = Node::new(config(Role::Sgp));
    let key = |code: u32| RoutingKey::new(PointCode(code));
    let server =
        |code, context| ApplicationServer::new(Side::Remote, key(code)).with_routing_context(context);
    let one = node.m3ua.add_application_server(server(1, 10)).unwrap();
    let two = node.m3ua.add_application_server(server(2, 20)).unwrap();
    node.add(1, Peer::new().with_application_server(one).with_application_server(two));
    node.hear(1, MessageType::ASPUP, &[]);
    assert_eq!(
        short(&node.hear(1, MessageType::ASPAC, &[contexts(&[20, 30])])),
        ["1 ERR rc=[30] Invalid Routing Context", "1 ASPAC_ACK rc=[20]", "1 NTFY 1/3 rc=[20]"]
            .map(|line| line
                .replace("ERR rc=[30] Invalid Routing Context", "ERR Invalid Routing Context rc=[30]"))
    );
    assert_eq!((node.asp(1, one), node.asp(1, two)), (AspState::Inactive, AspState::Active));
    node.hear(1, MessageType::ASPAC, &[]);
    assert_eq!(node.asp(1, one), AspState::Active);
    assert_eq!(
        short(&node.hear(1, MessageType::ASPIA, &[contexts(&[10])])),
        ["1 ASPIA_ACK rc=[10]", "1 NTFY 1/4 rc=[10]"]
    );
    assert_eq!((node.state(one), node.state(two)), (AsState::Pending, AsState::Active));
}

#[test]
fn a_traffic_mode_that_is_not_that_of_the_as_is_refused() {
    let (mut node, id) = Node::sgp(remote(1), 2);
    node.hear(1, MessageType::ASPUP, &[]);
    node.hear(2, MessageType::ASPUP, &[]);
    let mode = |mode| [Parameter::TrafficModeType(mode), contexts(&[1])];
    let refused = "ERR Unsupported Traffic Mode Type rc=[1]";
    let sent = short(&node.hear(1, MessageType::ASPAC, &mode(TrafficModeType(9))));
    assert_eq!(sent, [format!("1 {refused}")]);
    node.hear(1, MessageType::ASPAC, &mode(TrafficModeType::LOADSHARE));
    assert_eq!(node.asp(1, id), AspState::Active);
    let sent = short(&node.hear(2, MessageType::ASPAC, &mode(TrafficModeType::OVERRIDE)));
    assert_eq!(sent, [format!("2 {refused}")], "the first ASP has chosen the mode");
    assert_eq!(node.asp(2, id), AspState::Inactive);
    node.down(1);
    node.down(2);
    node.pass(Duration::from_secs(2));
    node.up(2);
    node.hear(2, MessageType::ASPUP, &[]);
    node.hear(2, MessageType::ASPAC, &mode(TrafficModeType::OVERRIDE));
    assert_eq!(node.asp(2, id), AspState::Active, "and after AS-DOWN the next one does");
}

#[test]
fn an_asp_identifier_is_required_known_and_not_in_use_where_that_is_configured() {
    let mut config = config(Role::Sgp);
    config.set_asp_identifier_required(true);
    let mut node = Node::new(config);
    let id = node.m3ua.add_application_server(remote(1)).unwrap();
    node.add(1, Peer::new().with_application_server(id).with_asp_identifier(11));
    node.add(2, Peer::new().with_application_server(id));
    let identifier = |identifier| [Parameter::AspIdentifier(identifier)];
    assert_eq!(short(&node.hear(1, MessageType::ASPUP, &[])), ["1 ERR ASP Identifier Required"]);
    assert_eq!(short(&node.hear(1, MessageType::ASPUP, &identifier(12))), ["1 ERR Invalid ASP Identifier"]);
    let sent = short(&node.hear(1, MessageType::ASPUP, &identifier(11)));
    assert_eq!(sent, ["1 ASPUP_ACK", "1 NTFY 1/2 asp=11 rc=[1]"]);
    assert_eq!(short(&node.hear(2, MessageType::ASPUP, &identifier(11))), ["2 ERR Invalid ASP Identifier"]);
    assert_eq!(node.asp(2, id), AspState::Down);
}

#[test]
fn a_blocked_asp_is_down_and_refused_until_it_is_let_in() {
    let (mut node, id) = Node::sgp(remote(1), 1);
    node.activate(1);
    node.m3ua.block(node.now, association(1), true).unwrap();
    assert_eq!(short(&node.sent()), ["1 ASPDN_ACK"]);
    let refused = ["1 ERR Refused - Management Blocking"];
    assert_eq!(short(&node.hear(1, MessageType::ASPUP, &[])), refused);
    assert_eq!(short(&node.hear(1, MessageType::ASPAC, &[])), refused);
    node.m3ua.block(node.now, association(1), false).unwrap();
    node.activate(1);
    assert_eq!(node.state(id), AsState::Active);
}

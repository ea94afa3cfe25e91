//! The state of the SS7 network, told and asked for (RFC 4666 §3.4, §4.5, §4.6).

use brivas_sigtran::m3ua::{
    AffectedPointCode, AsId, Event, List, MessageType, Parameter, Role, Tag, UsageError,
};
use brivas_sigtran::mtp::{MtpStatus, PointCode};

use crate::node::{FAR, Node, association, config, contexts, local, octets, remote, short, to_network};

fn range(code: u32, mask: u8) -> AffectedPointCode {
    AffectedPointCode::new(PointCode(code), mask)
}

fn affected(list: &[AffectedPointCode]) -> Parameter<'_> {
    Parameter::AffectedPointCode(List::new(list))
}

/// An ASP that is active at so many signalling gateways.
fn asp(gateways: u32) -> (Node, AsId) {
    let (mut node, id) = Node::with_asps(config(Role::Asp), local(1), gateways);
    for number in 1..=gateways {
        node.hear(number, MessageType::ASPUP_ACK, &[]);
        node.hear(number, MessageType::ASPAC_ACK, &[]);
    }
    node.told();
    (node, id)
}

fn statuses(node: &mut Node) -> Vec<(AffectedPointCode, MtpStatus)> {
    let status = |event| match event {
        Event::Status { affected, status } => Some((affected, status)),
        _ => None,
    };
    node.told().into_iter().filter_map(status).collect()
}

#[test]
fn a_gateway_tells_every_active_asp_and_no_other() {
    let (mut node, _) = Node::sgp(remote(1).with_network_appearance(6), 2);
    node.activate(1);
    node.hear(2, MessageType::ASPUP, &[]);
    let now = node.now;
    let code = PointCode(8);
    node.m3ua.mtp_status(now, range(8, 0), MtpStatus::Pause(code)).unwrap();
    node.m3ua.mtp_status(now, range(8, 3), MtpStatus::Resume(code)).unwrap();
    node.m3ua.mtp_status(now, range(8, 0), MtpStatus::Congestion(code, 2)).unwrap();
    node.m3ua.mtp_restricted(now, range(8, 0)).unwrap();
    let gone = MtpStatus::UserPartUnavailable { point_code: code, si: 3, cause: 1 };
    node.m3ua.mtp_status(now, range(8, 0), gone).unwrap();
    assert_eq!(
        short(&node.sent()),
        [
            "1 DUNA na=6 rc=[1] 8/0",
            "1 DAVA na=6 rc=[1] 8/3",
            "1 SCON na=6 rc=[1] 8/0 level=2",
            "1 DRST na=6 rc=[1] 8/0",
            "1 DUPU na=6 rc=[1] 8/0 cause=1 user=3"
        ]
    );
}

#[test]
fn an_audit_is_answered_by_what_is_known_of_the_range_and_of_its_parts() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    let list = [range(0x40, 4), range(100, 0), range(9, 0)];
    let ask = [contexts(&[1]), affected(&list)];
    assert_eq!(short(&node.hear(1, MessageType::DAUD, &ask)), ["1 ERR Unexpected Message"], "not active");
    node.activate(1);
    let now = node.now;
    node.m3ua.mtp_status(now, range(0x40, 4), MtpStatus::Pause(PointCode(0))).unwrap();
    node.m3ua.mtp_status(now, range(0x42, 0), MtpStatus::Resume(PointCode(0))).unwrap();
    node.m3ua.mtp_status(now, range(0x42, 0), MtpStatus::Congestion(PointCode(0), 1)).unwrap();
    node.m3ua.mtp_restricted(now, range(0x43, 0)).unwrap();
    node.sent();
    assert_eq!(
        short(&node.hear(1, MessageType::DAUD, &ask)),
        [
            "1 SCON rc=[1] 66/0 level=1",
            "1 DUNA rc=[1] 64/4",
            "1 DAVA rc=[1] 100/0", // the application server itself
            "1 DRST rc=[1] 67/0",
            "1 DAVA rc=[1] 66/0",
            "1 ERR Destination Status Unknown 9/0"
        ]
    );
}

#[test]
fn an_audit_that_asks_for_everything_many_times_is_answered_once_in_pieces() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    node.activate(1);
    for code in 0..700 {
        node.m3ua.mtp_status(node.now, range(code * 2, 0), MtpStatus::Pause(PointCode(0))).unwrap();
    }
    node.sent();
    let everything: Vec<AffectedPointCode> = (0..2000).map(|code| range(code, 24)).collect();
    let sent = node.hear(1, MessageType::DAUD, &[affected(&everything)]);
    let told: Vec<usize> = sent
        .iter()
        .map(|sent| match sent.message().parameters.get(Tag::AFFECTED_POINT_CODE) {
            Some(Parameter::AffectedPointCode(list)) => list.len(),
            _ => 0,
        })
        .collect();
    assert_eq!(told, [300, 300, 100, 1], "the points, and the rest that is not known");
}

#[test]
fn an_asp_hears_of_pause_resume_congestion_and_absent_users() {
    let (mut node, _) = asp(1);
    let code = PointCode(8);
    node.hear(1, MessageType::DUNA, &[affected(&[range(8, 0), range(16, 4)])]);
    assert_eq!(
        statuses(&mut node),
        [(range(8, 0), MtpStatus::Pause(code)), (range(16, 4), MtpStatus::Pause(PointCode(16)))]
    );
    node.hear(1, MessageType::DAVA, &[affected(&[range(8, 0)])]);
    assert_eq!(statuses(&mut node), [(range(8, 0), MtpStatus::Resume(code))]);
    node.hear(1, MessageType::SCON, &[affected(&[range(8, 0)]), Parameter::CongestionIndications(3)]);
    assert_eq!(statuses(&mut node), [(range(8, 0), MtpStatus::Congestion(code, 3))]);
    node.hear(1, MessageType::DUPU, &[affected(&[range(8, 0)]), Parameter::UserCause { cause: 1, user: 3 }]);
    let gone = MtpStatus::UserPartUnavailable { point_code: code, si: 3, cause: 1 };
    assert_eq!(statuses(&mut node), [(range(8, 0), gone)]);
    node.hear(1, MessageType::DRST, &[affected(&[range(8, 0)])]);
    assert!(matches!(
        node.told()[..],
        [Event::Restricted { .. }, Event::Status { status: MtpStatus::Resume(_), .. }]
    ));
    // Available, though nobody had said otherwise: a user may have waited for it.
    node.hear(1, MessageType::DAVA, &[affected(&[range(9, 0)])]);
    assert_eq!(statuses(&mut node), [(range(9, 0), MtpStatus::Resume(PointCode(9)))]);
    // A wider range ends the pauses inside it.
    node.hear(1, MessageType::DAVA, &[affected(&[range(16, 8)])]);
    assert_eq!(
        statuses(&mut node),
        [(range(16, 4), MtpStatus::Resume(PointCode(16))), (range(0, 8), MtpStatus::Resume(PointCode(0)))]
    );
}

#[test]
fn a_destination_is_paused_only_when_no_gateway_reaches_it() {
    let (mut node, _) = asp(2);
    let duna = octets(MessageType::DUNA, &[affected(&[FAR.into()])]);
    node.hear_octets(1, 0, duna.clone());
    assert_eq!(statuses(&mut node), []);
    for sls in 0..4 {
        node.transfer(to_network(sls), b"x").unwrap();
        assert_eq!(node.sent()[0].transmit.association, association(2));
    }
    node.hear_octets(2, 0, duna);
    assert_eq!(statuses(&mut node), [(FAR.into(), MtpStatus::Pause(FAR))]);
    assert_eq!(node.transfer(to_network(0), b"x"), Err(UsageError::DestinationUnavailable));
    // The first gateway comes back and has not said anything yet.
    node.down(1);
    node.up(1);
    node.hear(1, MessageType::ASPUP_ACK, &[]);
    node.hear(1, MessageType::ASPAC_ACK, &[]);
    assert_eq!(statuses(&mut node), [(FAR.into(), MtpStatus::Resume(FAR))]);
}

#[test]
fn a_gateway_by_which_a_destination_is_restricted_is_the_second_choice() {
    let (mut node, _) = asp(2);
    let restricted = octets(MessageType::DRST, &[affected(&[FAR.into()])]);
    node.hear_octets(1, 0, restricted.clone());
    for sls in 0..4 {
        node.transfer(to_network(sls), b"x").unwrap();
        assert_eq!(node.sent()[0].transmit.association, association(2));
    }
    node.hear_octets(2, 0, restricted);
    node.transfer(to_network(0), b"x").unwrap();
    assert_eq!(node.sent()[0].transmit.association, association(1), "both are, so both carry");
}

#[test]
fn a_destination_is_paused_when_the_last_gateway_that_reaches_it_goes() {
    let (mut node, _) = asp(2);
    node.hear(1, MessageType::DUNA, &[affected(&[FAR.into()])]);
    node.told();
    node.down(2);
    assert_eq!(statuses(&mut node), [(FAR.into(), MtpStatus::Pause(FAR))]);
}

#[test]
fn an_asp_audits_where_it_is_active_and_tells_of_its_congestion() {
    let (mut node, _) = asp(1);
    node.m3ua.audit(node.now, association(1), &[range(8, 0), range(16, 4)]).unwrap();
    assert_eq!(short(&node.sent()), ["1 DAUD rc=[1] 8/0,16/4"]);
    let congestion = MtpStatus::Congestion(PointCode(100), 1);
    node.m3ua.mtp_status(node.now, range(100, 0), congestion).unwrap();
    assert_eq!(short(&node.sent()), ["1 SCON rc=[1] 100/0 level=1"]);
    let pause = MtpStatus::Pause(PointCode(100));
    assert_eq!(node.m3ua.mtp_status(node.now, range(100, 0), pause), Err(UsageError::Role));
    node.down(1);
    assert_eq!(node.m3ua.audit(node.now, association(1), &[range(8, 0)]), Err(UsageError::NotUp));
}

#[test]
fn a_gateway_hears_of_congestion_alone() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    node.activate(1);
    node.told();
    let list = [range(100, 0)];
    let parameters = [affected(&list)];
    assert_eq!(short(&node.hear(1, MessageType::SCON, &parameters)), [""; 0]);
    assert_eq!(statuses(&mut node), [(range(100, 0), MtpStatus::Congestion(PointCode(100), 1))]);
    for message_type in [MessageType::DUNA, MessageType::DAVA, MessageType::DRST] {
        assert_eq!(short(&node.hear(1, message_type, &parameters)), ["1 ERR Unexpected Message"]);
    }
}

#[test]
fn a_wrong_routing_context_or_network_appearance_in_the_news_is_refused() {
    let (mut node, _) = Node::with_asps(config(Role::Asp), local(1).with_network_appearance(6), 1);
    node.hear(1, MessageType::ASPUP_ACK, &[]);
    node.hear(1, MessageType::ASPAC_ACK, &[]);
    let list = [range(8, 0)];
    let sent = node.hear(1, MessageType::DUNA, &[contexts(&[5]), affected(&list)]);
    assert_eq!(short(&sent), ["1 ERR Invalid Routing Context rc=[5]"]);
    let sent = node.hear(1, MessageType::DUNA, &[Parameter::NetworkAppearance(7), affected(&list)]);
    assert_eq!(short(&sent), ["1 ERR Invalid Network Appearance na=7"]);
    assert_eq!(statuses(&mut node), []);
}

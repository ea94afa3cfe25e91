//! Global title translation at several points (Q.714 §2; Q.786).

use brivas_sigtran::mtp::{MtpStatus, PointCode};
use brivas_sigtran::sccp::{
    Address, Change, Destination, ReturnCause, RoutingIndicator, Rule, Ssn, Translator, UnitdataRequest,
    UsageError,
};

use crate::net::{A, B, C, Net, rule, title};

#[test]
fn global_titles_are_translated_here_and_again_at_the_next_point() {
    let mut net = Net::with(|code, config| {
        let rules = match code {
            A => vec![rule("*", Destination::Failover(vec![B]))],
            B => vec![Rule {
                change: Change { ssn: Some(Ssn::HLR), ..rule("4917*", Destination::Local).change },
                ..rule("4917*", Destination::Failover(vec![C]))
            }],
            _ => vec![rule("4917*", Destination::Local)],
        };
        config.set_translator(Translator::new(rules));
    });
    net.send(title("49171"), b"by title").unwrap();
    assert_eq!(net.data(C), [b"by title".to_vec()]);
    net.send(title("1"), b"nowhere at B").unwrap();
    assert_eq!(net.notices(), [ReturnCause::NO_TRANSLATION_FOR_ADDRESS]);
}

#[test]
fn the_backup_takes_over_and_a_share_is_kept_by_selection() {
    let failover = Destination::Failover(vec![B, C]);
    let share = Destination::Loadshare(vec![B, C]);
    let mut net = Net::with(|code, config| {
        let local = || rule("*", Destination::Local);
        let rules = if code == A {
            vec![rule("1*", failover.clone()), rule("2*", share.clone())]
        } else {
            vec![local()]
        };
        config.set_translator(Translator::new(rules));
    });
    net.send(title("1"), b"first").unwrap();
    assert_eq!(net.data(B).len(), 1);
    let now = net.now;
    net.at(A).handle_status(now, MtpStatus::Pause(B));
    net.send(title("1"), b"second").unwrap();
    assert_eq!((net.data(B).len(), net.data(C).len()), (0, 1));
    net.at(A).handle_status(now, MtpStatus::Resume(B));
    let mut counts = [0, 0];
    for selection in 0..16 {
        let request = UnitdataRequest {
            called: title("2"),
            calling: Address::of_point_code(A, Ssn::MSC),
            sequence_control: Some(selection),
            return_option: false,
            importance: None,
        };
        net.send_as(&request, b"x").unwrap();
        counts[0] += net.data(B).len();
        counts[1] += net.data(C).len();
    }
    assert_eq!(counts, [8, 8]);
}

#[test]
fn a_message_that_goes_round_ends_when_its_hops_are_used_up() {
    let mut net = Net::with(|code, config| {
        let next = if code == B { C } else { B };
        config.set_translator(Translator::new(vec![rule("*", Destination::Failover(vec![next]))]));
        config.set_hop_counter(4);
    });
    let request = UnitdataRequest {
        called: title("1"),
        calling: Address::of_point_code(A, Ssn::MSC),
        sequence_control: None,
        return_option: true,
        importance: Some(3),
    };
    net.send_as(&request, b"round").unwrap();
    assert_eq!(net.notices(), [ReturnCause::HOP_COUNTER_VIOLATION]);
    assert_eq!(net.seen.iter().filter(|(_, octets)| octets[0] == 0x11).count(), 4);
}

#[test]
fn a_title_whose_subsystem_is_not_there_says_so_and_one_whose_point_is_not_there_that() {
    let by_ssn = |to: Vec<PointCode>| Rule {
        change: Change {
            routing_indicator: Some(RoutingIndicator::Ssn),
            ..rule("1*", Destination::Failover(to.clone())).change
        },
        ..rule("1*", Destination::Failover(to))
    };
    let mut net = Net::with(|code, config| {
        if code == A {
            config.set_translator(Translator::new(vec![by_ssn(vec![B, C])]));
        }
    });
    let now = net.now;
    net.at(A).handle_status(now, MtpStatus::Pause(C));
    net.at(B).n_state(now, Ssn::HLR, false);
    net.send(title("1"), b"told of it by SSP").unwrap();
    let refused = |cause| Err(UsageError::NoRoute(cause));
    assert_eq!(net.send(title("1"), b"x"), refused(ReturnCause::SUBSYSTEM_FAILURE));
    net.at(A).handle_status(now, MtpStatus::Pause(B));
    assert_eq!(net.send(title("1"), b"x"), refused(ReturnCause::MTP_FAILURE));
}

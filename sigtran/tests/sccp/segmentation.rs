//! Segments of connectionless data (Q.714 §4.1.1).

use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::{MtpTransfer, RoutingLabel};
use brivas_sigtran::sccp::{
    Address, Destination, Event, Form, GlobalTitle, ProtocolClass, ReturnCause, Segmentation, Ssn,
    Translator, Unitdata, UnitdataRequest, UsageError, Variant,
};

use crate::net::{A, B, Net, SECOND, hlr, rule, title};

#[test]
fn long_data_go_in_segments_of_one_message_and_come_out_whole() {
    for (length, messages) in [(200, 1), (255, 1), (256, 2), (1000, 5), (3000, 13)] {
        let mut net = Net::new();
        let data: Vec<u8> = (0..length).map(|place| u8::try_from(place % 251).unwrap()).collect();
        net.send(hlr(B), &data).unwrap();
        assert_eq!(net.data(B), [data], "{length}");
        assert_eq!(net.seen.len(), messages, "{length}");
        assert!(net.seen.iter().all(|(label, octets)| octets.len() <= 272 && label.sls == 5));
    }
    let mut net = Net::new();
    assert_eq!(net.send(hlr(B), &[0; 5000]), Err(UsageError::TooLong));
    assert_eq!(net.send(hlr(B), &[]), Err(UsageError::Empty));
    assert!(net.seen.is_empty());
}

#[test]
fn long_data_go_as_ludt_where_that_is_wanted() {
    let mut net = Net::with(|_, config| {
        config.set_uses_long_messages(true);
    });
    net.send(hlr(B), &[7; 3952]).unwrap();
    assert_eq!((net.data(B), net.seen.len()), (vec![vec![7; 3952]], 1));
    assert_eq!(net.send(hlr(B), &[7; 3953]), Err(UsageError::TooLong));
}

/// The segments of a message from A to B, not yet delivered.
fn segments(net: &mut Net, length: usize) -> Vec<MtpTransfer> {
    let mut data = Buffer::new();
    data.prepend(&vec![3; length]);
    let request = UnitdataRequest {
        called: hlr(B),
        calling: Address::of_point_code(A, Ssn::MSC),
        sequence_control: Some(5),
        return_option: true,
        importance: None,
    };
    let now = net.now;
    net.at(A).n_unitdata(now, &request, &mut data).unwrap();
    let a = net.at(A);
    std::iter::from_fn(|| a.poll_transmit())
        .map(|(label, octets)| MtpTransfer { label, user_data: octets.into_bytes() })
        .collect()
}

#[test]
fn a_segment_that_is_missing_spoils_its_message_and_is_told() {
    let mut net = Net::new();
    let all = segments(&mut net, 600);
    assert_eq!(all.len(), 3);
    let now = net.now;
    for segment in [&all[0], &all[2]] {
        net.at(B).handle_transfer(now, segment);
    }
    net.settle();
    assert_eq!(net.data(B), Vec::<Vec<u8>>::new());
    assert_eq!(net.notices(), [ReturnCause::SEGMENTATION_FAILURE]);
    net.at(B).handle_transfer(now, &all[1]);
    net.settle();
    assert_eq!(net.notices(), [ReturnCause::SEGMENTATION_FAILURE], "its message is gone");
}

#[test]
fn segments_that_stay_away_are_given_up() {
    let mut net = Net::new();
    let all = segments(&mut net, 600);
    let now = net.now;
    net.at(B).handle_transfer(now, &all[0]);
    net.pass(16 * SECOND);
    assert_eq!(net.at(B).poll_timeout(), None);
    let now = net.now;
    net.at(B).handle_transfer(now, &all[1]);
    net.settle();
    assert_eq!(net.notices(), [ReturnCause::SEGMENTATION_FAILURE]);
}

#[test]
fn beyond_the_limit_of_messages_in_segments_one_more_is_returned() {
    let mut net = Net::with(|_, config| {
        config.set_max_reassemblies(1);
    });
    let (one, two) = (segments(&mut net, 600), segments(&mut net, 600));
    let now = net.now;
    net.at(B).handle_transfer(now, &one[0]);
    net.at(B).handle_transfer(now, &two[0]);
    net.settle();
    assert_eq!(net.notices(), [ReturnCause::DESTINATION_CANNOT_REASSEMBLE]);
}

#[test]
fn with_too_many_events_waiting_data_come_back_as_if_the_subsystem_were_congested() {
    let mut net = Net::with(|_, config| {
        config.set_max_events(4);
    });
    for _ in 0..5 {
        net.send(hlr(B), b"x").unwrap();
    }
    assert_eq!(net.notices(), [ReturnCause::SUBSYSTEM_CONGESTION]);
    assert_eq!(net.data(B).len(), 4);
}

#[test]
fn data_of_any_length_with_any_option_arrive_whole_and_what_is_refused_is_left_as_it_was() {
    for importance in [None, Some(3)] {
        for called in [hlr(B), title("49171000000000")] {
            let mut net = Net::with(|code, config| {
                let to = if code == A { Destination::Failover(vec![B]) } else { Destination::Local };
                config.set_translator(Translator::new(vec![rule("*", to)]));
            });
            for length in (200..300).chain([3800, 4000, 5000]) {
                let calling =
                    Address::of_global_title(GlobalTitle::e164("49170123456789").unwrap(), Ssn::MSC);
                let (sequence_control, return_option) = (Some(1), true);
                let request =
                    UnitdataRequest { called, calling, sequence_control, return_option, importance };
                let mut data = Buffer::new();
                data.prepend(&vec![6; length]);
                let now = net.now;
                match net.at(A).n_unitdata(now, &request, &mut data) {
                    Ok(()) => {
                        assert!(data.is_empty());
                        net.settle();
                        assert_eq!(net.data(B), [vec![6; length]]);
                    }
                    Err(error) => {
                        assert_eq!((error, length >= 3800), (UsageError::TooLong, true), "{length}");
                        assert_eq!(data.as_slice(), vec![6; length]);
                    }
                }
            }
        }
    }
}

#[test]
fn a_single_segment_is_of_the_class_that_the_whole_had() {
    for in_sequence in [false, true] {
        let mut net = Net::new();
        let segmentation = Some(Segmentation { first: true, in_sequence, ..Segmentation::default() });
        let calling = Address::of_point_code(A, Ssn::MSC);
        let whole = Unitdata::new(hlr(B), calling, ProtocolClass::new(true, false), b"x");
        let mut out = Buffer::new();
        Unitdata { form: Form::Extended, segmentation, ..whole }.write(Variant::Itu, &mut out).unwrap();
        let label = RoutingLabel { opc: A, dpc: B, si: RoutingLabel::SCCP, ..RoutingLabel::default() };
        let now = net.now;
        net.at(B).handle_transfer(now, &MtpTransfer { label, user_data: out.into_bytes() });
        let events = net.events(B);
        assert!(matches!(events[..], [Event::Unitdata { in_sequence: told, .. }] if told == in_sequence));
    }
}

//! The same points in a network of ANSI.

use brivas_sigtran::sccp::{Event, MessageType, Ssn, Variant};

use crate::net::{A, B, Net, hlr};

fn net() -> Net {
    Net::with(|code, config| {
        config.set_variant(Variant::Ansi);
        if code == B {
            config.set_concerned(vec![A]);
        }
    })
}

#[test]
fn connectionless_data_and_management_go_between_points_of_ansi() {
    let mut net = net();
    net.send(hlr(B), b"hello").unwrap();
    assert_eq!(net.data(B), [b"hello".to_vec()]);
    net.send(hlr(B), &[7; 1000]).unwrap();
    assert_eq!(net.data(B), [vec![7; 1000]]);
    let now = net.now;
    net.at(B).n_state(now, Ssn::HLR, false);
    net.settle();
    assert_eq!(net.events(A), [Event::State { point_code: B, ssn: Ssn::HLR, in_service: false }]);
}

#[test]
fn connections_go_between_points_of_ansi() {
    let mut net = net();
    let (ours, theirs) = net.connected();
    net.send_on(A, ours, &[7; 1000]).unwrap();
    assert_eq!(net.data_on(B, theirs), [vec![7; 1000]]);
    net.seen.clear();
    net.end(A, ours).unwrap();
    assert_eq!(net.types(), [MessageType::RLSD, MessageType::RLC]);
}

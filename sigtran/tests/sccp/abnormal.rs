//! Messages that fit no connection (Q.714 §3.10, table B.2; Q.786).

use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::{MtpTransfer, PointCode};
use brivas_sigtran::sccp::{
    ConnectRequest, ConnectionId, ConnectionMessage, Destination, ErrorCause, LocalReference, Message,
    MessageType, Options, RefusalCause, ReleaseCause, ResetCause, ReturnCause, Translator, Variant,
};

use crate::calls::{ended, refused};
use crate::net::{A, B, C, Net, hlr, rule, title};

/// Every message but CR, for this destination, from this source.
fn all(destination: LocalReference, source: LocalReference) -> Vec<ConnectionMessage<'static>> {
    let options = Options::default();
    vec![
        ConnectionMessage::ConnectionConfirm { destination, source, class: 2, options },
        ConnectionMessage::ConnectionRefused { destination, cause: RefusalCause::UNQUALIFIED, options },
        ConnectionMessage::Released { destination, source, cause: ReleaseCause::UNQUALIFIED, options },
        ConnectionMessage::ReleaseComplete { destination, source },
        ConnectionMessage::DataForm1 { destination, more: false, data: b"x" },
        ConnectionMessage::DataForm2 { destination, sequencing: [0; 2], data: b"x" },
        ConnectionMessage::DataAcknowledgement { destination, receive_sequence_number: 0, credit: 1 },
        ConnectionMessage::ExpeditedData { destination, data: b"x" },
        ConnectionMessage::ExpeditedDataAcknowledgement { destination },
        ConnectionMessage::ResetRequest { destination, source, cause: ResetCause::UNQUALIFIED },
        ConnectionMessage::ResetConfirm { destination, source },
        ConnectionMessage::Error { destination, cause: ErrorCause::UNQUALIFIED },
        ConnectionMessage::InactivityTest { destination, source, class: 2, sequencing: [0; 2], credit: 0 },
    ]
}

/// What B answers a forged message, with the cause if it is an error.
fn answer(net: &mut Net, from: PointCode, message: ConnectionMessage<'_>) -> Option<(MessageType, u8)> {
    net.seen.clear();
    net.forge(from, B, message);
    let (label, octets) = net.seen.first()?;
    assert_eq!(label.dpc, from);
    let cause = match Message::read(octets, Variant::Itu) {
        Ok(Message::Connection(ConnectionMessage::Error { cause, .. })) => cause.0,
        _ => 0,
    };
    Some((MessageType(octets[0]), cause))
}

#[test]
fn the_reference_of_a_released_connection_is_frozen() {
    let mut net = Net::new();
    let (ours, theirs) = net.connected();
    net.end(A, ours).unwrap();
    net.events(B);
    let (destination, source) = (theirs.local_reference(), ours.local_reference());
    let late = ConnectionMessage::DataForm1 { destination, more: false, data: b"late" };
    assert_eq!(answer(&mut net, A, late), None);
    let (cause, options) = (ReleaseCause::UNQUALIFIED, Options::default());
    let again = ConnectionMessage::Released { destination, source, cause, options };
    assert_eq!(answer(&mut net, A, again), Some((MessageType::RLC, 0)));
    let (_, next) = net.connected();
    assert_ne!(next.local_reference(), destination);
}

/// B has a connection with A; a message comes that is not of it.
fn with_stranger(
    message: impl Fn(ConnectionId, ConnectionId) -> (PointCode, ConnectionMessage<'static>),
) -> (Net, ConnectionId, Option<(MessageType, u8)>) {
    let mut net = Net::new();
    let (ours, theirs) = net.connected();
    let (from, message) = message(ours, theirs);
    let answer = answer(&mut net, from, message);
    (net, theirs, answer)
}

#[test]
fn a_source_reference_that_is_not_the_connections_is_answered_by_the_table() {
    for place in 0..all(LocalReference(1), LocalReference(1)).len() {
        let stranger = LocalReference(0x55_5555);
        let (mut net, theirs, answer) =
            with_stranger(|_, theirs| (A, all(theirs.local_reference(), stranger)[place]));
        let message = all(theirs.local_reference(), stranger)[place];
        match message.message_type() {
            MessageType::RLSD | MessageType::RSR | MessageType::RSC => {
                let cause = ErrorCause::INCONSISTENT_SOURCE_REFERENCE;
                assert_eq!(answer, Some((MessageType::ERR, cause.0)), "{message:?}");
                assert_eq!(net.events(B), []);
            }
            MessageType::IT => {
                assert_eq!(answer, Some((MessageType::RLSD, 0)));
                assert_eq!(net.events(B), [ended(theirs, ReleaseCause::INCONSISTENT_CONNECTION_DATA)]);
            }
            MessageType::CC | MessageType::CREF | MessageType::RLC => {
                assert_eq!((answer, net.events(B)), (None, vec![]), "{message:?}");
            }
            // The others name no source.
            _ => {}
        }
    }
}

#[test]
fn a_message_from_another_point_than_the_connections_changes_nothing() {
    let messages = all(LocalReference(1), LocalReference(1)).len();
    for place in 0..messages {
        let forged = |ours: ConnectionId, theirs: ConnectionId| {
            (C, all(theirs.local_reference(), ours.local_reference())[place])
        };
        let (mut net, theirs, answer) = with_stranger(forged);
        let message = all(LocalReference(1), LocalReference(1))[place];
        let expected = match message.message_type() {
            MessageType::RLSD | MessageType::RSR | MessageType::RSC => {
                Some((MessageType::ERR, ErrorCause::POINT_CODE_MISMATCH.0))
            }
            _ => None,
        };
        assert_eq!((answer, net.events(B)), (expected, vec![]), "{message:?}");
        net.send_on(B, theirs, b"still there").unwrap();
        assert_eq!(net.events(A).len(), 1);
    }
}

#[test]
fn an_error_ends_the_connection_and_one_of_the_class_releases_it() {
    for (cause, answer) in [
        (ErrorCause::UNASSIGNED_DESTINATION_REFERENCE, None),
        (ErrorCause::INCONSISTENT_SOURCE_REFERENCE, None),
        (ErrorCause::POINT_CODE_MISMATCH, None),
        (ErrorCause::UNQUALIFIED, None),
        (ErrorCause::SERVICE_CLASS_MISMATCH, Some((MessageType::RLSD, 0))),
    ] {
        let error = |_, theirs: ConnectionId| {
            (A, ConnectionMessage::Error { destination: theirs.local_reference(), cause })
        };
        let (mut net, theirs, answered) = with_stranger(error);
        assert_eq!(answered, answer, "{cause:?}");
        assert_eq!(net.events(B), [ended(theirs, ReleaseCause::REMOTE_PROCEDURE_ERROR)]);
        assert_eq!(net.at(B).connections(), 0);
    }
}

#[test]
fn while_a_confirmation_is_awaited_a_release_or_any_other_message_ends_the_waiting() {
    for place in 0..all(LocalReference(1), LocalReference(1)).len() {
        for disconnects in [false, true] {
            let mut net = Net::new();
            let ours = net.ask(hlr(C), b"").unwrap();
            if disconnects {
                net.end(A, ours).unwrap();
            }
            let message = all(ours.local_reference(), LocalReference(9))[place];
            net.seen.clear();
            net.forge(C, A, message);
            let answered = net.types().first().copied();
            let (event, answer) = match message.message_type() {
                MessageType::CC => continue,
                MessageType::RLSD => (ended(ours, ReleaseCause::UNQUALIFIED), Some(MessageType::RLC)),
                _ => (refused(ours, RefusalCause::UNQUALIFIED), None),
            };
            let events = if disconnects { vec![] } else { vec![event] };
            assert_eq!((net.events(A), answered), (events, answer), "{message:?}");
            assert_eq!(net.at(A).connections(), 0);
            assert_eq!(net.at(A).poll_timeout(), None);
        }
    }
}

#[test]
fn a_request_that_waits_for_our_user_hears_nothing_but_requests() {
    for place in 0..all(LocalReference(1), LocalReference(1)).len() {
        let mut net = Net::new();
        let asked = net.ask(hlr(B), b"").unwrap();
        let pending = net.asked();
        let message = all(pending.local_reference(), asked.local_reference())[place];
        assert_eq!(answer(&mut net, A, message), None, "{message:?}");
        assert_eq!(net.events(B), []);
        net.take(pending).unwrap();
        assert_eq!(net.events(A).len(), 1);
    }
}

/// What A has sent and the network gives back.
fn give_back(net: &mut Net) -> Vec<bool> {
    let now = net.now;
    let a = net.at(A);
    let sent: Vec<_> = std::iter::from_fn(|| a.poll_transmit()).collect();
    let give = |(label, octets): (_, Buffer)| {
        let transfer = MtpTransfer { label, user_data: octets.into_bytes() };
        a.handle_undelivered(now, &transfer, ReturnCause::MTP_FAILURE)
    };
    sent.into_iter().map(give).collect()
}

#[test]
fn a_request_that_the_network_gives_back_is_refused() {
    for disconnects in [false, true] {
        let mut net = Net::new();
        let request = ConnectRequest { called: hlr(B), ..Default::default() };
        let now = net.now;
        let ours = net.at(A).n_connect(now, &request).unwrap();
        if disconnects {
            net.at(A).n_disconnect(now, ours, ReleaseCause::UNQUALIFIED, b"").unwrap();
        }
        assert_eq!(give_back(&mut net), [true]);
        let event = refused(ours, RefusalCause::DESTINATION_INACCESSIBLE);
        assert_eq!(net.events(A), if disconnects { vec![] } else { vec![event] });
        assert_eq!(net.at(A).connections(), 0);
    }
}

#[test]
fn a_request_on_its_way_that_the_network_gives_back_is_refused_to_the_first_point() {
    let mut net = Net::with(|code, config| {
        let to = Destination::Failover(vec![if code == C { A } else { B }]);
        config.set_translator(Translator::new(vec![rule("*", to)]));
    });
    let now = net.now;
    let request = ConnectRequest { called: title("1"), ..Default::default() };
    let theirs = net.at(C).n_connect(now, &request).unwrap();
    let (label, octets) = net.at(C).poll_transmit().unwrap();
    let transfer = MtpTransfer { label, user_data: octets.into_bytes() };
    net.at(A).handle_transfer(now, &transfer);
    assert_eq!(give_back(&mut net), [true]);
    net.settle();
    assert_eq!(net.events(C), [refused(theirs, RefusalCause::DESTINATION_INACCESSIBLE)]);
}

#[test]
fn data_that_the_network_gives_back_end_their_connection() {
    let mut net = Net::new();
    let (ours, theirs) = net.connected();
    let (other, _) = net.connected();
    let now = net.now;
    let mut data = Buffer::new();
    data.prepend(&[1; 300]);
    net.at(A).n_data(now, ours, &mut data).unwrap();
    assert_eq!(give_back(&mut net), [true, false], "both segments; the second finds it ended");
    assert_eq!(net.events(A), [ended(ours, ReleaseCause::MTP_FAILURE)]);
    net.settle();
    assert_eq!(net.events(B), [ended(theirs, ReleaseCause::MTP_FAILURE)]);
    net.send_on(A, other, b"another").unwrap();
}

#[test]
fn an_inactivity_test_of_another_class_releases_the_connection() {
    let (mut net, theirs, answer) = with_stranger(|ours, theirs| {
        let (destination, source) = (theirs.local_reference(), ours.local_reference());
        let (class, sequencing, credit) = (3, [0; 2], 1);
        (A, ConnectionMessage::InactivityTest { destination, source, class, sequencing, credit })
    });
    assert_eq!(answer, Some((MessageType::RLSD, 0)));
    assert_eq!(net.events(B), [ended(theirs, ReleaseCause::INCONSISTENT_CONNECTION_DATA)]);
}

//! Pains 11 and 12: peers that are half dead, and floods that fill the memory.

use std::time::Duration;

use brivas_smpp::{
    Bind, CloseReason, CommandId, CommandStatus, Config, Event, Outbind, RequestFailure, Role, SessionState,
    Tag, TlvBuf,
};

use crate::common::{ROK, Side, bind_pdu, message, pdu, request};

const SECOND: Duration = Duration::from_secs(1);

/// farhadi/node-smpp#90, #248 and #57, jookies/jasmin#1079: the connection stands, the peer is gone. It is found out in
/// the time of two timers, and everything under way is told to have failed.
#[test]
fn a_dead_peer_is_found_out() {
    let mut side = Side::bound(Config::new(Role::Esme));
    side.submit();
    side.pass(61 * SECOND);
    let events = side.events();
    assert!(matches!(events[0], Event::RequestFailed { reason: RequestFailure::Timeout, .. }));
    assert!(matches!(events[1], Event::Closed(CloseReason::EnquireLink)), "{events:?}");
    assert_eq!(events.len(), 2);
}

/// kneodev/ksmppd#49 (half-dead binds exhausted the bind limit): connections that never bind, that stop within the bind,
/// and that do not close after their unbind, all end by themselves.
#[test]
fn half_dead_binds_end_by_themselves() {
    let bind = bind_pdu(CommandId::bind_transceiver, 1, 0x34);
    for sent in [&[] as &[u8], &bind[..3], &bind[..16], &bind[..bind.len() - 1], &bind] {
        let mut side = Side::open(Config::new(Role::Mc));
        side.feed(sent);
        side.pass(10 * SECOND);
        assert_eq!(side.session.state(), SessionState::CLOSED);
        assert_eq!(side.session.poll_timeout(), None);
    }
    let mut side = Side::bound(Config::new(Role::Mc));
    side.feed(&pdu(CommandId::unbind, ROK, 2, &[]));
    side.pass(10 * SECOND);
    assert!(matches!(side.event(), Event::Closed(CloseReason::Unbound)));
}

/// fiorix/go-smpp#79 (a goroutine leaked for each failed bind), fizzed/cloudhopper-smpp#7: a bind that fails may be tried
/// again on the same connection, as often as one likes.
#[test]
fn a_refused_bind_leaves_nothing_behind() {
    let mut side = Side::open(Config::new(Role::Esme));
    let mut centre = Side::open(Config::new(Role::Mc));
    for _ in 0..100 {
        side.session.bind(side.now, &Bind { system_id: b"esme", ..Default::default() }).unwrap();
        let octets = side.sent_octets();
        centre.feed(&octets);
        let Event::Bind { id, .. } = centre.event() else { panic!("no bind") };
        centre.session.refuse(centre.now, id, CommandStatus::ESME_RBINDFAIL).unwrap();
        let octets = centre.sent_octets();
        side.feed(&octets);
        assert!(matches!(side.event(), Event::BindRefused(_)));
    }
    assert_eq!((side.session.outstanding(), centre.session.unanswered()), (0, 0));
    side.pass(10 * SECOND);
    assert!(matches!(side.event(), Event::Closed(CloseReason::SessionInitTimer)));
}

/// A bind that is never answered fails, and the session with it.
#[test]
fn a_bind_that_is_never_answered_fails() {
    let mut side = Side::open(Config::new(Role::Esme));
    let id = side.session.bind(side.now, &Bind::default()).unwrap();
    side.pass(10 * SECOND);
    let events = side.events();
    assert!(matches!(events[0], Event::RequestFailed { id: failed, .. } if failed == id), "{events:?}");
    assert!(matches!(events[1], Event::Closed(CloseReason::SessionInitTimer)));
}

/// farhadi/node-smpp#10 and #132, kneodev/ksmppd PR#14: a peer that floods and does not read. Ten megabytes of whatever
/// needs an answer or an event are offered; what is taken is bounded, and the rest left where it is.
#[test]
fn a_flood_is_left_unread() {
    for flood in [
        pdu(CommandId::enquire_link, ROK, 7, &[]),
        pdu(CommandId::submit_sm, ROK, 7, &[]),
        pdu(CommandId(0x0999), ROK, 7, &[]),
        pdu(CommandId::submit_sm_resp, ROK, 7, b"7\0"),
        pdu(CommandId::bind_transceiver, ROK, 7, &[]),
        pdu(CommandId::outbind, ROK, 7, &[]),
        request(&message(), 7),
    ] {
        let mut config = Config::new(Role::Mc);
        config.set_max_events(100).set_max_transmit(4096).set_inbound_window(50);
        let mut side = Side::bound(config);
        let count = 10_000_000 / flood.len();
        for _ in 0..10 {
            side.feed(&flood.repeat(count / 10));
        }
        assert!(!side.session.wants_input());
        assert!(side.input.len() > 9_900_000, "{} octets are unread", side.input.len());
        assert!(side.events().len() <= 101);
        assert!(side.sent_octets().len() < 4096 + 300);
    }
}

/// The same before the bind: outbinds to an ESME of 3.4, which stays in OPEN.
#[test]
fn a_flood_before_the_bind_is_left_unread() {
    let mut config = Config::new(Role::Esme);
    config.set_version(brivas_smpp::InterfaceVersion::V3_4).set_max_events(100);
    let mut side = Side::open(config);
    let outbind = request(&Outbind { system_id: b"mc", ..Default::default() }, 1);
    side.feed(&outbind.repeat(10_000));
    assert_eq!(side.input.len(), outbind.len() * 9_900);
}

/// An event may be kept for long without keeping the buffer that it was read from (smpp34 changelog 1.1.1 and the
/// measure in the design: 10,000 kept messages held 626 MiB).
#[test]
fn a_detached_pdu_shares_nothing() {
    let payload = [b'x'; 60_000];
    let mut tlvs = TlvBuf::new();
    tlvs.push(Tag::message_payload, &payload);
    let large = brivas_smpp::DataSm { tlvs: tlvs.as_tlvs(), ..Default::default() };
    let mut side = Side::bound(Config::new(Role::Mc));
    side.feed(&[request(&large, 2), request(&message(), 3)].concat());
    let events = side.events();
    let [_, Event::Request { pdu, .. }] = events.as_slice() else { panic!("{events:?}") };
    let kept = pdu.detach();
    assert_eq!(&kept, pdu);
    drop(events);
    assert!(kept.octets().is_unique());
}

/// The adapter, too: a peer that asks without end and never reads stops being read.
#[cfg(feature = "tokio")]
mod adapter {
    use std::pin::Pin;
    use std::sync::Arc;
    use std::task::{Context, Poll, Waker};
    use std::time::Instant;
    use std::{future::Future, io};

    use brivas_smpp::{CommandId, Config, Driver, Event, Role, Session};
    use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

    use crate::common::{ROK, bind_pdu, pdu};

    /// A peer that binds, then sends `enquire_link` as fast as it is read, and reads nothing itself.
    #[derive(Default)]
    struct Flood {
        read: usize,
    }

    impl AsyncRead for Flood {
        fn poll_read(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            buffer: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            let octets = if self.read == 0 {
                bind_pdu(CommandId::bind_transceiver, 1, 0x50)
            } else {
                pdu(CommandId::enquire_link, ROK, 2, &[]).repeat(buffer.remaining() / 16)
            };
            self.read += octets.len();
            buffer.put_slice(&octets);
            Poll::Ready(Ok(()))
        }
    }

    impl AsyncWrite for Flood {
        fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<io::Result<usize>> {
            Poll::Pending
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Pending
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Pending
        }
    }

    #[tokio::test]
    async fn a_flood_is_left_unread() {
        let mut config = Config::new(Role::Mc);
        config.set_max_transmit(4096);
        let session = Session::new(Arc::new(config), [0; 32], Instant::now());
        let mut driver = Driver::new(session, Flood::default());
        let mut context = Context::from_waker(Waker::noop());
        for _ in 0..1000 {
            let event = std::pin::pin!(driver.next_event()).poll(&mut context);
            if let Poll::Ready(Some(Event::Bind { id, .. })) = event {
                driver.session().accept_bind(Instant::now(), id, b"mc").unwrap();
            }
        }
        assert!(driver.session().state().is_bound() && !driver.session().wants_input());
        let read = driver.stream().read;
        assert!(read < 1 << 20, "{read} octets were read");
    }
}

//! What is printed of a machine, of what it tells and of what it sends, shows nothing of a subscriber.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::fmt::Debug;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use brivas_sip::agent::{self, UserAgent};
use brivas_sip::auth::{Account, Client};
use brivas_sip::b2bua::{self, B2bua};
use brivas_sip::endpoint::{self, Endpoint};
use brivas_sip::header::Transport;
use brivas_sip::proxy::{self, Proxy};
use bytes::Bytes;

const SEED: [u8; 32] = [0xAB; 32];

fn invite() -> Bytes {
    Bytes::from_static(
        b"INVITE sip:secret-callee@192.0.2.9 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKsecret\r\n\
          Max-Forwards: 70\r\nFrom: <sip:secret-caller@192.0.2.1>;tag=secret-tag\r\nTo: <sip:secret-callee@192.0.2.9>\r\n\
          Call-ID: secret-id\r\nCSeq: 1 INVITE\r\nContact: <sip:secret-caller@192.0.2.1>\r\n\
          Authorization: Digest username=\"secret-user\", response=\"secret-response\"\r\nContent-Length: 0\r\n\r\n",
    )
}

fn peer() -> SocketAddr {
    "192.0.2.1:5060".parse().unwrap()
}

/// Nothing of the message, nor of the seed: its octets as numbers are 171.
fn is_mute(what: &dyn Debug) {
    for text in [format!("{what:?}"), format!("{what:#?}")] {
        assert!(!text.contains("secret"), "{text}");
        assert!(!text.contains("171"), "{text}");
    }
}

macro_rules! machine {
    ($test:ident, $machine:ty, $config:expr $(, $($below:ident).+)?) => {
        #[test]
        #[allow(clippy::disallowed_methods)] // a test has a clock
        fn $test() {
            let now = Instant::now();
            let mut machine = <$machine>::new(Arc::new($config), SEED, now);
            let path = machine$($(.$below())+)?.listen(Transport::UDP, b"192.0.2.9:5060").unwrap();
            machine.handle_datagram(now, path, peer(), invite());
            is_mute(&machine);
            let event = machine.poll_event().unwrap();
            is_mute(&event);
            is_mute(&machine);
            while let Some(transmit) = machine.poll_transmit() {
                is_mute(&transmit);
            }
        }
    };
}

machine!(an_endpoint_is_mute, Endpoint, endpoint::Config::new());
machine!(a_user_agent_is_mute, UserAgent, agent::Config::new(), endpoint);
machine!(a_b2bua_is_mute, B2bua, b2bua::Config::new(), agent.endpoint);
machine!(a_proxy_is_mute, Proxy, proxy::Config::new(), endpoint);

#[test]
#[allow(clippy::disallowed_methods)] // a test has a clock
fn a_subscription_and_a_refer_are_mute() {
    let now = Instant::now();
    let mut config = agent::Config::new();
    config.set_event_packages(&["presence"]);
    let mut machine = UserAgent::new(Arc::new(config), SEED, now);
    let path = machine.endpoint().listen(Transport::UDP, b"192.0.2.9:5060").unwrap();
    let invite = String::from_utf8(invite().to_vec()).unwrap();
    for (method, rows) in
        [("SUBSCRIBE", "Event: presence;id=secret"), ("REFER", "Refer-To: <sip:secret@h?Subject=secret>")]
    {
        let text = invite.replace("INVITE", method).replace("secret-id", &format!("secret-{method}"));
        let text = text
            .replace("bKsecret", &format!("bK{method}"))
            .replace("Content-", &format!("{rows}\r\nContent-"));
        machine.handle_datagram(now, path, peer(), Bytes::from(text));
        let event = machine.poll_event().unwrap();
        is_mute(&event);
        if let agent::Event::Refer { request, .. } = event {
            is_mute(&agent::Referred::read(&request).unwrap());
        }
    }
    is_mute(&machine);
}

#[test]
fn a_digest_client_is_mute() {
    let account = Account::with_password(Some(b"realm"), b"secret-user", b"secret-password");
    is_mute(&account);
    is_mute(&Client::new(Arc::new([account]), SEED));
}

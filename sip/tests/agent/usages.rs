//! What tests of subscriptions share: a subscriber, a notifier, and octets by hand.

use brivas_sip::agent::{Notice, NotifierId, Standing, Subscribe, SubscriptionId, Whom};
use brivas_sip::header::{self, NameAddr};

use super::*;

pub(crate) fn notifier_config() -> Config {
    let mut config = Config::new();
    config.set_event_packages(&["presence", "dialog"]);
    config
}

pub(crate) fn event(text: &'static str) -> header::Event<'static> {
    header::Event::read(text.as_bytes()).unwrap()
}

/// B, as somebody that A knows in no dialog.
pub(crate) fn bob() -> Whom<'static> {
    let alice = NameAddr::new(Uri::read(b"sip:alice@192.0.2.1").unwrap());
    let bob = NameAddr::new(Uri::read(b"sip:bob@192.0.2.2").unwrap());
    Whom::Outside {
        request_uri: bob.uri,
        from: alice,
        to: bob,
        target: Target::new(Transport::UDP, address(B)),
    }
}

pub(crate) fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

pub(crate) fn state(message: &Message) -> String {
    value(message, HeaderName::SUBSCRIPTION_STATE).unwrap_or_default()
}

pub(crate) fn code(message: &Message) -> u16 {
    message.status().unwrap().code.0
}

/// A NOTIFY that answers a SUBSCRIBE or REFER, from whoever has this tag.
pub(crate) fn notify(request: &Message, tag: &str, cseq: u32, rows: &str, body: &str) -> String {
    let of = |name| value(request, name).unwrap();
    format!(
        "NOTIFY sip:192.0.2.1:5060 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bKn{tag}{cseq}\r\n\
         Max-Forwards: 70\r\nFrom: <sip:bob@192.0.2.2>;tag={tag}\r\nTo: {}\r\nCall-ID: {}\r\nCSeq: {cseq} NOTIFY\r\n\
         Contact: <sip:{tag}@192.0.2.2:5060>\r\n{rows}Content-Length: {}\r\n\r\n{body}",
        of(HeaderName::FROM),
        of(HeaderName::CALL_ID),
        body.len()
    )
}

/// A response to a request, with this tag.
pub(crate) fn response(request: &Message, code: u16, tag: &str, rows: &str) -> String {
    let of = |name| value(request, name).unwrap();
    let to = of(HeaderName::TO);
    let tag = if to.contains(";tag=") { String::new() } else { format!(";tag={tag}") };
    format!(
        "SIP/2.0 {code} X\r\nVia: {}\r\nFrom: {}\r\nTo: {to}{tag}\r\nCall-ID: {}\r\nCSeq: {}\r\n{rows}Content-Length: 0\r\n\r\n",
        of(HeaderName::VIA),
        of(HeaderName::FROM),
        of(HeaderName::CALL_ID),
        of(HeaderName::CSEQ),
    )
}

impl Pair {
    pub(crate) fn watched() -> Self {
        Self::with(Config::new(), notifier_config())
    }

    pub(crate) fn subscribe(&mut self, subscribe: &Subscribe<'_>) -> SubscriptionId {
        let now = self.now;
        self.agent(A).subscribe(now, subscribe).unwrap()
    }

    /// A subscribes to B's presence, whose owner hears of it.
    pub(crate) fn ask_for(&mut self, expires: u32) -> (SubscriptionId, NotifierId) {
        let ours = self.subscribe(&Subscribe::new(bob(), event("presence"), expires));
        let Event::Subscribe { notifier, is_new: true, .. } = self.event(B) else { panic!() };
        (ours, notifier)
    }

    pub(crate) fn accept(&mut self, notifier: NotifierId, expires: u32, standing: Standing) {
        let now = self.now;
        self.agent(B).accept(now, notifier, expires, &Notice::new(standing, None)).unwrap();
    }

    /// A has subscribed to B, and knows.
    pub(crate) fn watch(&mut self, expires: u32) -> (SubscriptionId, NotifierId) {
        let (ours, theirs) = self.ask_for(expires);
        self.accept(theirs, expires, Standing::Active);
        let events = self.events(A);
        assert!(matches!(&events[..], [Event::Accepted { .. }, Event::Notified { .. }]), "{events:?}");
        self.log();
        (ours, theirs)
    }

    pub(crate) fn tell(&mut self, notifier: NotifierId, standing: Standing) {
        let now = self.now;
        self.agent(B).notify(now, notifier, &Notice::new(standing, None)).unwrap();
    }

    /// Nothing is left of subscriptions and dialogs.
    pub(crate) fn is_clear(&mut self) {
        for side in [A, B] {
            let agent = self.agent(side);
            assert_eq!((agent.dialogs(), agent.subscriptions()), (0, 0), "{side:?}");
        }
    }
}

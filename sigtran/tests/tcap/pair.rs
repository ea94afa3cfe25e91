//! Two ends and the way between them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{Address, Ssn};
use brivas_sigtran::tcap::{
    Class, Code, ComponentIndication, Config, DialogueId, DialogueInfo, Event, Invoke, Tcap, Transmit,
};

pub(crate) const CONTEXT: &[u8] = &[4, 0, 0, 1, 0, 20, 3];
pub(crate) const WITH_CONTEXT: DialogueInfo<'static> =
    DialogueInfo { application_context: Some(CONTEXT), user_information: None };
pub(crate) const PLAIN: DialogueInfo<'static> =
    DialogueInfo { application_context: None, user_information: None };
pub(crate) const SECOND: Duration = Duration::from_secs(1);

pub(crate) fn address(point_code: u32) -> Address {
    Address::of_point_code(PointCode(point_code), Ssn::MSC)
}

pub(crate) fn parameter(octets: &[u8]) -> Buffer {
    let mut buffer = Buffer::new();
    buffer.prepend(octets);
    buffer
}

pub(crate) fn invoke(class: Class) -> Invoke<'static> {
    Invoke { class, linked_id: None, operation: Code::Local(45), timeout: 10 * SECOND }
}

/// Two ends and the way between them.
pub(crate) struct Pair {
    pub(crate) a: Tcap,
    pub(crate) b: Tcap,
    pub(crate) now: Instant,
}

impl Pair {
    pub(crate) fn new() -> Self {
        Self::with(Config::new())
    }

    pub(crate) fn with(config: Config) -> Self {
        let (now, config) = (Instant::now(), Arc::new(config));
        Self { a: Tcap::new(config.clone(), [1; 32], now), b: Tcap::new(config, [2; 32], now), now }
    }

    /// Carries all there is from one end to the other until nothing moves.
    pub(crate) fn exchange(&mut self) {
        loop {
            let mut moved = false;
            while let Some(sent) = self.a.poll_transmit() {
                deliver(&mut self.b, self.now, sent);
                moved = true;
            }
            while let Some(sent) = self.b.poll_transmit() {
                deliver(&mut self.a, self.now, sent);
                moved = true;
            }
            if !moved {
                return;
            }
        }
    }

    pub(crate) fn pass(&mut self, span: Duration) {
        self.now += span;
        self.a.handle_timeout(self.now);
        self.b.handle_timeout(self.now);
    }

    /// A dialogue of A's with one invocation of this class, begun; both ends' names for it.
    pub(crate) fn begun(&mut self, class: Class, info: &DialogueInfo<'_>) -> (DialogueId, DialogueId) {
        let a = self.a.open(self.now, address(2), address(1)).unwrap();
        self.a.tc_invoke(a, &invoke(class), parameter(&[0x30, 0])).unwrap();
        self.a.tc_begin(self.now, a, info).unwrap();
        self.exchange();
        let Some(Event::Begin { dialogue: b, .. }) = self.b.poll_event() else { panic!() };
        assert!(matches!(self.b.poll_event(), Some(Event::Component { .. })));
        (a, b)
    }
}

pub(crate) fn deliver(to: &mut Tcap, now: Instant, sent: Transmit) {
    to.handle_unitdata(now, sent.called, sent.calling, &sent.octets.into_bytes());
}

pub(crate) fn events(tcap: &mut Tcap) -> Vec<Event> {
    std::iter::from_fn(|| tcap.poll_event()).collect()
}

pub(crate) fn components(tcap: &mut Tcap) -> Vec<ComponentIndication> {
    let component = |event| match event {
        Event::Component { component, .. } => Some(component),
        _ => None,
    };
    events(tcap).into_iter().filter_map(component).collect()
}

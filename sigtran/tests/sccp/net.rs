//! Three points, and a network that carries everything between them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::{MtpStatus, MtpTransfer, PointCode, RoutingLabel};
use brivas_sigtran::sccp::{
    Address, Config, Destination, Event, GlobalTitle, Pattern, ReturnCause, Rule, Sccp, Ssn, UnitdataRequest,
    UsageError,
};

pub(crate) const A: PointCode = PointCode(1);
pub(crate) const B: PointCode = PointCode(2);
pub(crate) const C: PointCode = PointCode(3);
pub(crate) const SECOND: Duration = Duration::from_secs(1);

/// Points, and a network that carries everything between them.
pub(crate) struct Net {
    pub(crate) points: BTreeMap<PointCode, Sccp>,
    pub(crate) now: Instant,
    /// What went over the network.
    pub(crate) seen: Vec<(RoutingLabel, Vec<u8>)>,
}

impl Net {
    /// Points A, B and C, which reach each other; HLR in service at B and C, MSC at A.
    pub(crate) fn new() -> Self {
        Self::with(|_, _| {})
    }

    pub(crate) fn with(settings: impl Fn(PointCode, &mut Config)) -> Self {
        let now = Instant::now();
        let mut points = BTreeMap::new();
        for code in [A, B, C] {
            let mut config = Config::new(code);
            settings(code, &mut config);
            let mut sccp = Sccp::new(Arc::new(config), [9; 32], now);
            for other in [A, B, C].into_iter().filter(|other| *other != code) {
                sccp.handle_status(now, MtpStatus::Resume(other));
            }
            sccp.n_state(now, if code == A { Ssn::MSC } else { Ssn::HLR }, true);
            points.insert(code, sccp);
        }
        let mut net = Self { points, now, seen: Vec::new() };
        net.settle();
        for code in [A, B, C] {
            net.events(code);
        }
        net.seen.clear();
        net
    }

    pub(crate) fn at(&mut self, code: PointCode) -> &mut Sccp {
        self.points.get_mut(&code).unwrap()
    }

    pub(crate) fn settle(&mut self) {
        loop {
            let mut moving = Vec::new();
            for sccp in self.points.values_mut() {
                moving.extend(std::iter::from_fn(|| sccp.poll_transmit()));
            }
            if moving.is_empty() {
                return;
            }
            for (label, octets) in moving {
                self.seen.push((label, octets.as_slice().to_vec()));
                let transfer = MtpTransfer { label, user_data: octets.into_bytes() };
                if let Some(sccp) = self.points.get_mut(&label.dpc) {
                    sccp.handle_transfer(self.now, &transfer);
                }
            }
        }
    }

    pub(crate) fn events(&mut self, code: PointCode) -> Vec<Event> {
        let sccp = self.at(code);
        std::iter::from_fn(|| sccp.poll_event()).collect()
    }

    pub(crate) fn pass(&mut self, span: Duration) {
        self.now += span;
        for sccp in self.points.values_mut() {
            sccp.handle_timeout(self.now);
        }
        self.settle();
    }

    /// A sends data to this address, with the return option.
    pub(crate) fn send(&mut self, called: Address, data: &[u8]) -> Result<(), UsageError> {
        let request = UnitdataRequest {
            called,
            calling: Address::of_point_code(A, Ssn::MSC),
            sequence_control: Some(5),
            return_option: true,
            importance: None,
        };
        self.send_as(&request, data)
    }

    pub(crate) fn send_as(&mut self, request: &UnitdataRequest, data: &[u8]) -> Result<(), UsageError> {
        let mut buffer = Buffer::new();
        buffer.prepend(data);
        let now = self.now;
        let sent = self.at(A).n_unitdata(now, request, &mut buffer);
        self.settle();
        sent
    }

    /// The data that came to a point.
    pub(crate) fn data(&mut self, code: PointCode) -> Vec<Vec<u8>> {
        let data = |event| match event {
            Event::Unitdata { data, .. } => Some(data.to_vec()),
            _ => None,
        };
        self.events(code).into_iter().filter_map(data).collect()
    }

    /// Why messages of A came back.
    pub(crate) fn notices(&mut self) -> Vec<ReturnCause> {
        let cause = |event| match event {
            Event::Notice { cause, .. } => Some(cause),
            _ => None,
        };
        self.events(A).into_iter().filter_map(cause).collect()
    }
}

pub(crate) fn hlr(code: PointCode) -> Address {
    Address::of_point_code(code, Ssn::HLR)
}

pub(crate) fn title(digits: &str) -> Address {
    Address::of_global_title(GlobalTitle::e164(digits).unwrap(), Ssn::HLR)
}

pub(crate) fn rule(pattern: &str, to: Destination) -> Rule {
    Rule::new(Pattern::new(pattern).unwrap(), to)
}

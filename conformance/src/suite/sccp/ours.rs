//! Our own SCCP under test, in memory and on a clock of its own.

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::{MtpStatus, MtpTransfer, PointCode, RoutingLabel};
use brivas_sigtran::sccp::{
    Address, Change, Config, ConnectRequest, ConnectResponse, ConnectionId, Destination, Event, Pattern,
    RefusalCause, ReleaseCause, RoutingIndicator, Rule, Sccp, Ssn, Translator, UnitdataRequest, Variant,
};

use super::primitive::{Inbound, Indication, Label, Outbound, Request};
use super::steps::management;
use super::{FAR, HERE, IDLE_USER, NEAR, NOWHERE, SccpLayer, USER, WATCHED};
use crate::suite::layer::{Denied, Layer};
use crate::suite::own::{self, Numbers, refused};

/// Our [`Sccp`], set up as the cases want it.
#[derive(Debug)]
pub struct OurSccp {
    sccp: Sccp,
    now: Instant,
    connections: Numbers<ConnectionId>,
}

impl OurSccp {
    /// The point of the cases.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "it begins a clock")]
    pub fn new() -> Self {
        let now = Instant::now();
        let mut config = Config::new(PointCode(HERE));
        config
            .set_translator(Translator::new(rules()))
            .set_concerned(vec![PointCode(NEAR)])
            .set_remote_subsystems(vec![(PointCode(FAR), Ssn(WATCHED))]);
        let mut sccp = Sccp::new(Arc::new(config), [7; 32], now);
        for (ssn, in_service) in [(USER, true), (IDLE_USER, false)] {
            sccp.n_state(now, Ssn(ssn), in_service);
        }
        for point_code in [NEAR, FAR] {
            sccp.handle_status(now, MtpStatus::Resume(PointCode(point_code)));
        }
        let mut ours = Self { sccp, now, connections: Numbers::new() };
        let label = Label { opc: FAR, dpc: HERE, sls: 0 };
        ours.receive(Inbound::Transfer(label, management(FAR, HERE, &[1, WATCHED, 201, 0, 0]).octets()));
        while ours.sent().is_some() || ours.told().is_some() {}
        ours
    }
}

/// The translations of the cases, by the first digit.
fn rules() -> Vec<Rule> {
    let (near, far, nowhere) = (PointCode(NEAR), PointCode(FAR), PointCode(NOWHERE));
    let to = [
        ("1*", Destination::Local),
        ("2*", Destination::Failover(vec![near, far])),
        ("3*", Destination::Loadshare(vec![near, far])),
        ("4*", Destination::Failover(vec![far])),
        ("5*", Destination::Failover(vec![nowhere])),
    ];
    let rules = to.into_iter().filter_map(|(digits, to)| Some(Rule::new(Pattern::new(digits).ok()?, to)));
    rules
        .map(|rule| {
            let by_ssn = rule.to == Destination::Failover(vec![far]);
            let change = Change {
                routing_indicator: by_ssn.then_some(RoutingIndicator::Ssn),
                ssn: by_ssn.then_some(Ssn(WATCHED)),
                ..rule.change
            };
            Rule { change, ..rule }
        })
        .collect()
}

fn address(octets: &[u8]) -> Result<Address, Denied> {
    Address::read(octets, Variant::Itu).map_err(refused)
}

fn buffer(data: &[u8]) -> Buffer {
    let mut buffer = Buffer::new();
    buffer.prepend(data);
    buffer
}

fn octets(address: &Address) -> Vec<u8> {
    let mut out = Buffer::new();
    address.write(Variant::Itu, &mut out);
    out.as_slice().to_vec()
}

impl Layer<SccpLayer> for OurSccp {
    fn receive(&mut self, inbound: Inbound) {
        let status = match inbound {
            Inbound::Transfer(Label { opc, dpc, sls }, octets) => {
                let (opc, dpc, si) = (PointCode(opc), PointCode(dpc), RoutingLabel::SCCP);
                let label = RoutingLabel { opc, dpc, si, ni: 2, mp: 0, sls };
                let transfer = MtpTransfer { label, user_data: octets.into() };
                return self.sccp.handle_transfer(self.now, &transfer);
            }
            Inbound::Pause(code) => MtpStatus::Pause(PointCode(code)),
            Inbound::Resume(code) => MtpStatus::Resume(PointCode(code)),
            Inbound::Congested(code, level) => MtpStatus::Congestion(PointCode(code), level),
            Inbound::UserPartUnavailable(code) => {
                let point_code = PointCode(code);
                MtpStatus::UserPartUnavailable { point_code, si: RoutingLabel::SCCP, cause: 2 }
            }
        };
        self.sccp.handle_status(self.now, status);
    }

    fn request(&mut self, request: Request) -> Result<u32, Denied> {
        let now = self.now;
        let response = |data| ConnectResponse { data, ..ConnectResponse::default() };
        match request {
            Request::Unitdata { called, calling, sequence_control, return_option, data } => {
                let (called, calling) = (address(&called)?, address(&calling)?);
                let request =
                    UnitdataRequest { called, calling, sequence_control, return_option, importance: None };
                self.sccp.n_unitdata(now, &request, &mut buffer(&data)).map_err(refused)?;
            }
            Request::Connect { called, calling, data } => {
                let calling = calling.as_deref().map(address).transpose()?;
                let request =
                    ConnectRequest { called: address(&called)?, calling, data: &data, importance: None };
                let connection = self.sccp.n_connect(now, &request).map_err(refused)?;
                return Ok(self.connections.of(connection));
            }
            Request::Accept { connection, data } => {
                let connection = self.connections.get(connection)?;
                self.sccp.n_connect_response(now, connection, &response(&data)).map_err(refused)?;
            }
            Request::Refuse { connection, cause, data } => {
                let connection = self.connections.get(connection)?;
                self.sccp
                    .n_refuse(now, connection, RefusalCause(cause), &response(&data))
                    .map_err(refused)?;
            }
            Request::Data { connection, data } => {
                let connection = self.connections.get(connection)?;
                self.sccp.n_data(now, connection, &mut buffer(&data)).map_err(refused)?;
            }
            Request::Disconnect { connection, cause, data } => {
                let connection = self.connections.get(connection)?;
                self.sccp.n_disconnect(now, connection, ReleaseCause(cause), &data).map_err(refused)?;
            }
            Request::State { ssn, in_service } => self.sccp.n_state(now, Ssn(ssn), in_service),
            Request::Coord { point_code, ssn } => {
                self.sccp.n_coord_request(now, PointCode(point_code), Ssn(ssn));
            }
            Request::CoordResponse { point_code, ssn } => {
                self.sccp.n_coord_response(now, PointCode(point_code), Ssn(ssn));
            }
        }
        Ok(0)
    }

    fn sent(&mut self) -> Option<Outbound> {
        let (label, octets) = self.sccp.poll_transmit()?;
        let label = Label { opc: label.opc.0, dpc: label.dpc.0, sls: label.sls };
        Some(Outbound { label, octets: octets.as_slice().to_vec() })
    }

    fn told(&mut self) -> Option<Indication> {
        Some(match self.sccp.poll_event()? {
            Event::Unitdata { called, calling, in_sequence, data } => {
                let (called, calling) = (octets(&called), octets(&calling));
                Indication::Unitdata { called, calling, in_sequence, data: data.into() }
            }
            Event::Notice { called, calling, cause, data } => {
                let (called, calling) = (octets(&called), octets(&calling));
                Indication::Notice { called, calling, cause: cause.0, data: data.into() }
            }
            Event::Connect { connection, called, calling, data, .. } => Indication::Connect {
                connection: self.connections.of(connection),
                called: octets(&called),
                calling: calling.as_ref().map(octets),
                data: data.into(),
            },
            Event::Connected { connection, data, .. } => {
                Indication::Connected { connection: self.connections.of(connection), data: data.into() }
            }
            Event::Refused { connection, cause, data, .. } => {
                let connection = self.connections.of(connection);
                Indication::Refused { connection, cause: cause.0, data: data.into() }
            }
            Event::Data { connection, data } => {
                Indication::Data { connection: self.connections.of(connection), data: data.into() }
            }
            Event::Disconnected { connection, cause, data } => {
                let connection = self.connections.of(connection);
                Indication::Disconnected { connection, cause: cause.0, data: data.into() }
            }
            Event::ReleaseUnanswered { connection, .. } => {
                Indication::ReleaseUnanswered { connection: self.connections.of(connection) }
            }
            Event::State { point_code, ssn, in_service } => {
                Indication::State { point_code: point_code.0, ssn: ssn.0, in_service }
            }
            Event::PointCodeState { point_code, accessible } => {
                Indication::PointCodeState { point_code: point_code.0, accessible }
            }
            Event::Congestion { point_code, level, .. } => {
                Indication::Congestion { point_code: point_code.0, level }
            }
            Event::CoordinationRequested { point_code, ssn } => {
                Indication::CoordinationRequested { point_code: point_code.0, ssn: ssn.0 }
            }
            Event::CoordinationGranted { point_code, ssn } => {
                Indication::CoordinationGranted { point_code: point_code.0, ssn: ssn.0 }
            }
            other => Indication::Other(format!("{other:?}")),
        })
    }

    fn pass(&mut self, time: Duration) {
        let machine = &mut self.sccp;
        own::pass(machine, &mut self.now, time, Sccp::poll_timeout, Sccp::handle_timeout);
    }
}

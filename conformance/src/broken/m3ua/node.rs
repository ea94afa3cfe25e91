//! Our endpoint with a small owner: a gateway relays by routing keys, an ASP echoes, and both do what their operator is asked
//! for.

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::{
    AffectedPointCode, ApplicationServer, AsId, AspState, AssociationId, Config, Event, M3ua, Peer, Role,
    RoutingKey, Side,
};
use brivas_sigtran::mtp::{MtpStatus, PointCode, RoutingLabel};

use crate::suite::m3ua::{Settings, Wish};

/// How a node is set up.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Setup {
    /// What the suite knows of it.
    pub settings: Settings,
    /// Its T(ack).
    pub t_ack: Duration,
    /// Its T(r).
    pub t_r: Duration,
    /// Whether the gateway makes application servers of routing keys that are new to it.
    pub dynamic: bool,
    /// Whether ASPs may register such keys.
    pub may_register: bool,
    /// Whether the ASP registers its routing key.
    pub registers: bool,
}

impl Default for Setup {
    fn default() -> Self {
        let timer = Duration::from_secs(2);
        let settings = Settings::default();
        Self { settings, t_ack: timer, t_r: timer, dynamic: true, may_register: true, registers: false }
    }
}

/// An endpoint and its owner.
#[derive(Debug)]
pub struct Node {
    /// The endpoint.
    pub m3ua: M3ua,
    role: Role,
    settings: Settings,
    /// The application server that cases are about.
    server: AsId,
}

impl Node {
    /// A signalling gateway with two application servers, for two ASPs; the second server wants two.
    #[must_use]
    pub fn sgp(setup: &Setup, now: Instant) -> Option<Self> {
        let settings = setup.settings;
        let mut config = Config::new(Role::Sgp);
        let free = settings.free_point_code..settings.free_point_code + 10;
        config
            .set_t_ack(setup.t_ack)
            .set_t_r(setup.t_r)
            .set_dynamic_registration(setup.dynamic)
            .set_registrable(free.chain([settings.point_code]).map(|code| PointCode(code).into()).collect())
            .set_network_appearance(settings.network_appearance);
        let mut m3ua = M3ua::new(Arc::new(config), [7; 32], now);
        let server = |code, context| {
            let key = RoutingKey::new(PointCode(code));
            let server = ApplicationServer::new(Side::Remote, key).with_routing_context(context);
            match settings.network_appearance {
                Some(appearance) => server.with_network_appearance(appearance),
                None => server,
            }
        };
        let first =
            m3ua.add_application_server(server(settings.point_code, settings.routing_context)).ok()?;
        let second = server(settings.second_point_code, settings.second_routing_context);
        let second = m3ua.add_application_server(second.with_minimum_active(2)).ok()?;
        let peer = Peer::new().with_application_server(first).with_application_server(second);
        for number in 1..=2 {
            let peer = peer.clone();
            let peer = if setup.may_register { peer.with_registration() } else { peer };
            m3ua.add_association(AssociationId(number), peer).ok()?;
        }
        let far = PointCode(settings.network_point_code);
        m3ua.mtp_status(now, far.into(), MtpStatus::Resume(far)).ok()?;
        Some(Self { m3ua, role: Role::Sgp, settings, server: first })
    }

    /// An ASP of one gateway.
    #[must_use]
    pub fn asp(setup: &Setup, now: Instant) -> Option<Self> {
        let settings = setup.settings;
        let mut config = Config::new(Role::Asp);
        config.set_t_ack(setup.t_ack).set_t_r(setup.t_r);
        let mut m3ua = M3ua::new(Arc::new(config), [7; 32], now);
        let server = ApplicationServer::new(Side::Local, RoutingKey::new(PointCode(settings.point_code)));
        let server = if setup.registers {
            server.with_registration()
        } else {
            server.with_routing_context(settings.routing_context)
        };
        let server = m3ua.add_application_server(server).ok()?;
        m3ua.add_association(AssociationId(1), Peer::new().with_application_server(server)).ok()?;
        Some(Self { m3ua, role: Role::Asp, settings, server })
    }

    /// Where the ASP of an association stands.
    #[must_use]
    pub fn state(&self, association: AssociationId) -> AspState {
        self.m3ua.asp_state(association, self.server).unwrap_or(AspState::Down)
    }

    /// Acts on what the endpoint tells, and gives the associations that must be aborted.
    pub fn run(&mut self, now: Instant) -> Vec<AssociationId> {
        let mut lost = Vec::new();
        while let Some(event) = self.m3ua.poll_event() {
            match event {
                Event::Transfer(transfer) => {
                    let label = match self.role {
                        Role::Sgp => transfer.label,
                        _ => {
                            let RoutingLabel { opc, dpc, .. } = transfer.label;
                            RoutingLabel { opc: dpc, dpc: opc, ..transfer.label }
                        }
                    };
                    self.transfer(now, label, &transfer.user_data);
                }
                Event::HeartbeatLost { association } => lost.push(association),
                _ => {}
            }
        }
        lost
    }

    /// What cannot be sent is thrown away: a user that repeats is no business of M3UA.
    fn transfer(&mut self, now: Instant, label: RoutingLabel, octets: &[u8]) {
        let mut user_data = Buffer::new();
        user_data.prepend(octets);
        let _ = self.m3ua.mtp_transfer(now, label, &mut user_data);
    }

    /// Does what the operator is asked for, and says whether it can.
    pub fn operate(&mut self, now: Instant, wish: Wish) -> bool {
        let at = AssociationId(1);
        let m3ua = &mut self.m3ua;
        let status = |m3ua: &mut M3ua, code: u32, status: fn(PointCode) -> MtpStatus| {
            m3ua.mtp_status(now, PointCode(code).into(), status(PointCode(code))).is_ok()
        };
        match wish {
            Wish::Block => m3ua.block(now, at, true).is_ok(),
            Wish::Unblock => m3ua.block(now, at, false).is_ok(),
            Wish::Pause(code) => status(m3ua, code, MtpStatus::Pause),
            Wish::Resume(code) => status(m3ua, code, MtpStatus::Resume),
            Wish::Restrict(code) => m3ua.mtp_restricted(now, PointCode(code).into()).is_ok(),
            Wish::Congest(code, level) => {
                let status = MtpStatus::Congestion(PointCode(code), level);
                m3ua.mtp_status(now, PointCode(code).into(), status).is_ok()
            }
            Wish::UserAbsent(code) => {
                let point_code = PointCode(code);
                let status = MtpStatus::UserPartUnavailable { point_code, si: RoutingLabel::SCCP, cause: 1 };
                m3ua.mtp_status(now, point_code.into(), status).is_ok()
            }
            Wish::Inactive => m3ua.asp_inactive(now, at, self.server).is_ok(),
            Wish::Active => m3ua.asp_active(now, at, self.server).is_ok(),
            Wish::Down => m3ua.asp_down(now, at).is_ok(),
            Wish::Data(code, sls) => {
                let (opc, dpc) = (PointCode(self.settings.point_code), PointCode(code));
                let ni = self.settings.network_indicator;
                let label = RoutingLabel { opc, dpc, si: RoutingLabel::SCCP, ni, mp: 0, sls };
                self.transfer(now, label, b"as the operator wished");
                true
            }
            Wish::Audit(code) => m3ua.audit(now, at, &[AffectedPointCode::from(PointCode(code))]).is_ok(),
        }
    }
}

//! Between the layers: up what came, down what goes, until nothing moves.

use std::time::Instant;

use super::{Event, Stack};
use crate::Buffer;
use crate::mtp::{MtpTransfer, RoutingLabel};
use crate::sccp::{Address, ReturnCause, UnitdataRequest};
use crate::{m3ua, sccp, tcap};

impl Stack {
    pub(super) fn pump(&mut self, now: Instant) {
        loop {
            if let Some(event) = self.m3ua.poll_event() {
                self.on_m3ua(now, event);
            } else if let Some(event) = self.sccp.poll_event() {
                self.on_sccp(now, event);
            } else if let Some(event) = self.map.poll_event() {
                self.events.push_back(Event::Map(event));
            } else if let Some(transmit) = self.map.poll_transmit() {
                self.send_unitdata(now, transmit);
            } else if let Some((label, user_data)) = self.sccp.poll_transmit() {
                self.send_transfer(now, label, user_data);
            } else {
                return;
            }
        }
    }

    fn on_m3ua(&mut self, now: Instant, event: m3ua::Event) {
        match event {
            m3ua::Event::Transfer(transfer) => return self.transferred(now, transfer),
            m3ua::Event::Undelivered(transfer) => {
                return self.undelivered(now, transfer, ReturnCause::MTP_FAILURE);
            }
            m3ua::Event::Status { affected, status } => return self.on_status(now, affected, status),
            m3ua::Event::As { id, state } => self.on_server(now, id, state),
            m3ua::Event::Asp { association, side, state, .. } => self.on_asp(now, association, side, state),
            _ => {}
        }
        self.events.push_back(Event::M3ua(event));
    }

    /// A message of the network.
    fn transferred(&mut self, now: Instant, transfer: MtpTransfer) {
        let label = transfer.label;
        let ours = self.config.sccp.point_codes().contains(&label.dpc);
        if ours && label.si == RoutingLabel::SCCP {
            self.sccp.handle_transfer(now, &transfer);
        } else if !ours && self.config.transfers {
            let mut user_data = Buffer::with_room_before(&transfer.user_data);
            if let Err(why) = self.m3ua.mtp_transfer(now, label, &mut user_data) {
                self.undelivered(now, transfer, cause_of(why));
            }
        } else {
            self.events.push_back(Event::Transfer(transfer));
        }
    }

    /// A message that the MTP has not handed over.
    fn undelivered(&mut self, now: Instant, transfer: MtpTransfer, cause: ReturnCause) {
        let sccp = transfer.label.si == RoutingLabel::SCCP;
        if !(sccp && self.sccp.handle_undelivered(now, &transfer, cause)) {
            self.events.push_back(Event::Undelivered(transfer));
        }
    }

    fn on_sccp(&mut self, now: Instant, event: sccp::Event) {
        match event {
            sccp::Event::Unitdata { called, calling, data, .. } if self.has_map(&called) => {
                self.map.handle_unitdata(now, called, calling, &data);
            }
            sccp::Event::Notice { calling, cause, data, .. } if self.has_map(&calling) => {
                self.map.handle_notice(now, cause.0, &data);
            }
            other => self.events.push_back(Event::Sccp(other)),
        }
    }

    fn has_map(&self, address: &Address) -> bool {
        address.ssn.is_some_and(|ssn| self.config.map_subsystems.contains(&ssn))
    }

    /// What MAP sends. What leads nowhere comes back as it would from afar.
    fn send_unitdata(&mut self, now: Instant, transmit: tcap::Transmit) {
        let tcap::Transmit { called, calling, sequence_control, return_option, mut octets } = transmit;
        let request = UnitdataRequest {
            called,
            calling,
            sequence_control: Some(sequence_control),
            return_option,
            importance: None,
        };
        if let Err(why) = self.sccp.n_unitdata(now, &request, &mut octets) {
            let cause = match why {
                sccp::UsageError::NoRoute(cause) => cause,
                _ => ReturnCause::ERROR_IN_LOCAL_PROCESSING,
            };
            self.map.handle_notice(now, cause.0, &octets.into_bytes());
        }
    }

    fn send_transfer(&mut self, now: Instant, label: RoutingLabel, mut user_data: Buffer) {
        if let Err(why) = self.m3ua.mtp_transfer(now, label, &mut user_data) {
            let transfer = MtpTransfer { label, user_data: user_data.into_bytes() };
            self.undelivered(now, transfer, cause_of(why));
        }
    }
}

/// Why SCCP brings a message back that the MTP has refused.
const fn cause_of(why: m3ua::UsageError) -> ReturnCause {
    match why {
        m3ua::UsageError::PendingFull | m3ua::UsageError::TransmitFull => ReturnCause::NETWORK_CONGESTION,
        m3ua::UsageError::Encode(_) => ReturnCause::ERROR_IN_LOCAL_PROCESSING,
        _ => ReturnCause::MTP_FAILURE,
    }
}

//! What the peer answers to our ASP, asked or not (RFC 4666 §4.3.4).

use std::collections::{BTreeMap, BTreeSet};

use super::M3ua;
use super::client::Request;
use super::outbound::Fault;
use crate::m3ua::{
    AsId, AssociationId, ErrorCode, Event, List, Message, MessageType, Parameter, Side, Status, Tag,
};

impl M3ua {
    pub(super) fn on_aspup_ack(&mut self, id: AssociationId, octets: &[u8]) {
        let Some(association) = self.associations.get(&id) else { return };
        match association.request {
            Some(Request::Up) => {
                self.set_up(id, Side::Local, true);
                self.stop_request(id);
                self.refresh_all(id, Side::Local);
                self.step(id);
            }
            Some(Request::Down) => {} // late: the acknowledgement of ASP Down follows
            _ if association.local.up && association.local.active.is_empty() => {}
            _ => {
                // Unexpected: we are ASP-INACTIVE now, and go back to where we were (RFC 4666 §4.3.4.1).
                self.fault(id, ErrorCode::UNEXPECTED_MESSAGE, octets);
                self.set_up(id, Side::Local, true);
                self.lose_active(id, &self.members(id, Side::Local));
            }
        }
    }

    pub(super) fn on_aspdn_ack(&mut self, id: AssociationId) {
        let Some(association) = self.associations.get(&id) else { return };
        let asked = association.request == Some(Request::Down);
        if !asked && !association.local.up {
            return;
        }
        self.set_up(id, Side::Local, false);
        self.stop_request(id);
        self.refresh_all(id, Side::Local);
        if asked { self.step(id) } else { self.pause(id) }
    }

    pub(super) fn on_aspac_ack(&mut self, id: AssociationId, message: &Message<'_>, octets: &[u8]) {
        let Some(named) = self.named(id, Side::Local, message, octets) else { return };
        let Some(association) = self.associations.get(&id) else { return };
        let waiting = match &association.request {
            Some(Request::Active(ids)) => ids.clone(),
            _ => BTreeSet::new(),
        };
        let done: BTreeSet<AsId> = match &named {
            Some(named) => named.intersection(&waiting).copied().collect(),
            None => waiting.clone(),
        };
        let known_already = named.is_some_and(|named| named.is_subset(&association.local.active));
        if done.is_empty() {
            if !known_already {
                self.fault(id, ErrorCode::UNEXPECTED_MESSAGE, octets);
            }
            return;
        }
        for server in &done {
            self.set_active(id, Side::Local, *server, true);
        }
        self.acknowledge(id, &done);
        for server in done {
            self.refresh(server);
        }
    }

    pub(super) fn on_aspia_ack(&mut self, id: AssociationId, message: &Message<'_>, octets: &[u8]) {
        let Some(named) = self.named(id, Side::Local, message, octets) else { return };
        let Some(association) = self.associations.get(&id) else { return };
        if let Some(Request::Inactive(waiting)) = &association.request {
            let done = match named {
                Some(named) => named.intersection(waiting).copied().collect(),
                None => waiting.clone(),
            };
            for server in &done {
                self.set_active(id, Side::Local, *server, false);
            }
            self.acknowledge(id, &done);
            for server in done {
                self.refresh(server);
            }
        } else if association.local.up {
            let lost = named.unwrap_or_else(|| self.members(id, Side::Local));
            self.lose_active(id, &lost);
        }
    }

    /// Takes what was acknowledged out of the request; the last ends it.
    pub(super) fn acknowledge(&mut self, id: AssociationId, done: &BTreeSet<AsId>) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        let waiting = match &mut association.request {
            Some(
                Request::Active(ids)
                | Request::Inactive(ids)
                | Request::Register(ids)
                | Request::Deregister(ids),
            ) => ids,
            _ => return,
        };
        waiting.retain(|server| !done.contains(server));
        if waiting.is_empty() {
            self.finish(id);
        }
    }

    /// The peer has made us inactive by itself.
    fn lose_active(&mut self, id: AssociationId, servers: &BTreeSet<AsId>) {
        for server in servers {
            self.set_active(id, Side::Local, *server, false);
        }
        self.pause(id);
        for server in servers {
            self.refresh(*server);
        }
    }

    pub(super) fn on_notify(&mut self, id: AssociationId, message: &Message<'_>, octets: &[u8]) {
        let Some(Parameter::Status(status)) = message.parameters.get(Tag::STATUS) else { return };
        let Some(named) = self.named(id, Side::Local, message, octets) else { return };
        let asp_identifier = match message.parameters.get(Tag::ASP_IDENTIFIER) {
            Some(Parameter::AspIdentifier(identifier)) => Some(identifier),
            _ => None,
        };
        let ids = named.iter().flatten().copied().collect();
        self.events.push_back(Event::Notify { association: id, status, asp_identifier, ids });
        if status == Status::ALTERNATE_ASP_ACTIVE {
            // Another has taken over: we are ASP-INACTIVE, and do not take back (RFC 4666 §4.3.4.3).
            let lost = named.unwrap_or_else(|| self.members(id, Side::Local));
            if let Some(association) = self.associations.get_mut(&id) {
                association.goal.active.retain(|server| !lost.contains(server));
            }
            for server in lost {
                self.set_active(id, Side::Local, server, false);
                self.refresh(server);
            }
        }
    }

    /// The peer answered something with an Error. One that is about the request under way ends it.
    pub(super) fn on_error(&mut self, id: AssociationId, message: &Message<'_>) {
        let Some(Parameter::ErrorCode(code)) = message.parameters.get(Tag::ERROR_CODE) else { return };
        let Some(association) = self.associations.get_mut(&id) else { return };
        let request = association.request.as_ref().and_then(Request::message_type);
        let about = match message.parameters.get(Tag::DIAGNOSTIC_INFORMATION) {
            Some(Parameter::DiagnosticInformation(start)) => match start.0 {
                [_, _, class, number, ..] => Some(MessageType { class: *class, number: *number }),
                _ => request,
            },
            _ if code == ErrorCode::DESTINATION_STATUS_UNKNOWN => None,
            _ => request,
        };
        // ASP Up is unexpected to a peer that knew us active, but it is acknowledged all the same (RFC 4666 §4.3.4.1).
        let acknowledged = code == ErrorCode::UNEXPECTED_MESSAGE && request == Some(MessageType::ASPUP);
        let request = request.filter(|request| about == Some(*request) && !acknowledged);
        self.events.push_back(Event::PeerError { association: id, code, request });
        if request.is_none() {
            return;
        }
        // Those that the Error names; the others are acknowledged, or refused by another Error.
        let contexts: BTreeSet<u32> = match message.parameters.get(Tag::ROUTING_CONTEXT) {
            Some(Parameter::RoutingContext(list)) => list.iter().collect(),
            _ => BTreeSet::new(),
        };
        let named: BTreeSet<AsId> = self
            .members(id, Side::Local)
            .into_iter()
            .filter(|server| {
                self.routing_context(id, *server).is_some_and(|context| contexts.contains(&context))
            })
            .collect();
        let Some(association) = self.associations.get_mut(&id) else { return };
        match &mut association.request {
            Some(Request::Active(ids)) if !named.is_empty() && !ids.is_subset(&named) => {
                ids.retain(|server| !named.contains(server));
                association.goal.active.retain(|server| !named.contains(server));
            }
            _ => self.give_up(id),
        }
    }

    /// The application servers whose routing contexts a message names; the inner `None`: it names none. A routing context
    /// that is not known is answered with an Error, and then there is nothing to do.
    #[allow(clippy::option_option)] // the two have a meaning each
    pub(super) fn named(
        &mut self,
        id: AssociationId,
        side: Side,
        message: &Message<'_>,
        octets: &[u8],
    ) -> Option<Option<BTreeSet<AsId>>> {
        let Some(Parameter::RoutingContext(list)) = message.parameters.get(Tag::ROUTING_CONTEXT) else {
            return Some(None);
        };
        let (named, unknown) = self.find_contexts(id, side, list);
        if !unknown.is_empty() {
            let fault = Fault { routing_contexts: &unknown, ..Fault::default() };
            self.fault_with(id, ErrorCode::INVALID_ROUTING_CONTEXT, octets, &fault);
        }
        if named.is_empty() { None } else { Some(Some(named)) }
    }

    /// The application servers with these routing contexts, and the routing contexts without one.
    fn find_contexts(
        &self,
        id: AssociationId,
        side: Side,
        list: List<'_, u32>,
    ) -> (BTreeSet<AsId>, Vec<u32>) {
        let known: BTreeMap<u32, AsId> = self
            .members(id, side)
            .into_iter()
            .filter_map(|server| Some((self.routing_context(id, server)?, server)))
            .collect();
        let mut unknown = Vec::new();
        let mut named = BTreeSet::new();
        for context in list.iter() {
            match known.get(&context) {
                Some(server) => {
                    named.insert(*server);
                }
                None => unknown.push(context),
            }
        }
        (named, unknown)
    }
}

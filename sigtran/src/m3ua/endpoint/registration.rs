//! Registration of routing keys, as the one who asks (RFC 4666 §4.4).

use std::collections::BTreeSet;

use super::M3ua;
use super::client::Request;
use crate::m3ua::{
    ApplicationServer, AsId, AssociationId, DeregistrationStatus, Event, List, Message, MessageType,
    Parameter, Parameters, RegistrationStatus, Tag,
};

impl M3ua {
    /// Asks the peer for routing contexts; the Local-RK-Identifier is the place of the application server.
    pub(super) fn send_registration(&mut self, id: AssociationId, servers: &BTreeSet<AsId>) {
        let settings: Vec<(u32, ApplicationServer)> = servers
            .iter()
            .filter_map(|server| Some((server.0.index(), self.servers.get(server.0)?.settings.clone())))
            .collect();
        let keys: Vec<Vec<Parameter<'_>>> =
            settings.iter().map(|(identifier, settings)| routing_key(*identifier, settings)).collect();
        let parameters: Vec<Parameter<'_>> =
            keys.iter().map(|key| Parameter::RoutingKey(Parameters::new(key))).collect();
        self.send(id, MessageType::REG_REQ, &parameters);
    }

    pub(super) fn on_reg_rsp(&mut self, id: AssociationId, message: &Message<'_>) {
        for result in message.parameters.iter() {
            let Parameter::RegistrationResult(result) = result else { continue };
            let Some(Parameter::LocalRkIdentifier(identifier)) = result.get(Tag::LOCAL_RK_IDENTIFIER) else {
                continue;
            };
            let Some(Parameter::RegistrationStatus(status)) = result.get(Tag::REGISTRATION_STATUS) else {
                continue;
            };
            let context = match result.get(Tag::ROUTING_CONTEXT) {
                Some(Parameter::RoutingContext(list)) => list.get(0),
                _ => None,
            };
            self.take_registration(id, identifier, status, context);
        }
    }

    fn take_registration(
        &mut self,
        id: AssociationId,
        identifier: u32,
        status: RegistrationStatus,
        context: Option<u32>,
    ) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        let Some(Request::Register(waiting)) = &association.request else { return };
        let Some(server) = waiting.iter().copied().find(|server| server.0.index() == identifier) else {
            return;
        };
        let registered = matches!(
            status,
            RegistrationStatus::SUCCESSFULLY_REGISTERED | RegistrationStatus::ROUTING_KEY_ALREADY_REGISTERED
        );
        match (registered, context) {
            (true, Some(context)) => {
                association.contexts.insert(server, context);
            }
            _ => {
                association.goal.active.remove(&server);
            }
        }
        self.events.push_back(Event::Registration { association: id, id: server, status });
        self.acknowledge(id, &BTreeSet::from([server]));
    }

    pub(super) fn on_dereg_rsp(&mut self, id: AssociationId, message: &Message<'_>) {
        for result in message.parameters.iter() {
            let Parameter::DeregistrationResult(result) = result else { continue };
            let Some(Parameter::RoutingContext(list)) = result.get(Tag::ROUTING_CONTEXT) else { continue };
            let Some(Parameter::DeregistrationStatus(status)) = result.get(Tag::DEREGISTRATION_STATUS) else {
                continue;
            };
            if let Some(context) = list.get(0) {
                self.take_deregistration(id, context, status);
            }
        }
    }

    /// Given back or refused: a context that the peer does not know is none of ours either.
    fn take_deregistration(&mut self, id: AssociationId, context: u32, status: DeregistrationStatus) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        let Some(Request::Deregister(waiting)) = &association.request else { return };
        let is_it = |server: &AsId| association.contexts.get(server) == Some(&context);
        let Some(server) = waiting.iter().copied().find(is_it) else { return };
        association.goal.deregister.remove(&server);
        if matches!(
            status,
            DeregistrationStatus::SUCCESSFULLY_DEREGISTERED
                | DeregistrationStatus::NOT_REGISTERED
                | DeregistrationStatus::INVALID_ROUTING_CONTEXT
        ) {
            association.contexts.remove(&server);
        }
        self.events.push_back(Event::Deregistration { association: id, id: server, status });
        self.acknowledge(id, &BTreeSet::from([server]));
    }
}

/// A routing key in the order of the standard (RFC 4666 §3.6.1).
fn routing_key(identifier: u32, settings: &ApplicationServer) -> Vec<Parameter<'_>> {
    let key = &settings.key;
    let mut parameters = vec![Parameter::LocalRkIdentifier(identifier)];
    if settings.routing_context.is_some() {
        parameters.push(Parameter::RoutingContext(List::new(settings.routing_context.as_slice())));
    }
    parameters.extend(settings.traffic_mode.map(Parameter::TrafficModeType));
    parameters.push(Parameter::DestinationPointCode(key.destination_point_code));
    parameters.extend(settings.network_appearance.map(Parameter::NetworkAppearance));
    if !key.service_indicators.is_empty() {
        parameters.push(Parameter::ServiceIndicators(&key.service_indicators));
    }
    if !key.originating_point_codes.is_empty() {
        parameters.push(Parameter::OriginatingPointCodeList(List::new(&key.originating_point_codes)));
    }
    parameters
}

//! Registration of routing keys, as the one who is asked (RFC 4666 §3.6, §4.4).

use super::M3ua;
use super::as_state::Server;
use crate::m3ua::{
    AffectedPointCode, ApplicationServer, AsId, AspState, AssociationId, DeregistrationStatus, ErrorCode,
    List, Message, MessageType, Parameter, Parameters, RegistrationStatus, RoutingKey, Side, Tag,
    TrafficModeType,
};

/// A routing key as it was asked for.
#[derive(Debug)]
struct Asked {
    key: RoutingKey,
    routing_context: Option<u32>,
    traffic_mode: Option<TrafficModeType>,
    network_appearance: Option<u32>,
}

impl M3ua {
    pub(super) fn on_reg_req(&mut self, id: AssociationId, message: &Message<'_>, octets: &[u8]) {
        if self.associations.get(&id).is_none_or(|association| !association.remote.up) {
            return self.fault(id, ErrorCode::UNEXPECTED_MESSAGE, octets);
        }
        let mut results = Vec::new();
        let mut joined = Vec::new();
        for parameter in message.parameters.iter() {
            let Parameter::RoutingKey(key) = parameter else { continue };
            let identifier = match key.get(Tag::LOCAL_RK_IDENTIFIER) {
                Some(Parameter::LocalRkIdentifier(identifier)) => identifier,
                _ => 0,
            };
            let (status, server) = match read_key(key).and_then(|asked| self.register(id, asked)) {
                Ok(server) => (RegistrationStatus::SUCCESSFULLY_REGISTERED, Some(server)),
                Err((status, server)) => (status, server),
            };
            if status == RegistrationStatus::SUCCESSFULLY_REGISTERED {
                joined.extend(server);
            }
            let context = server.and_then(|server| self.routing_context(id, server)).unwrap_or(0);
            results.push((identifier, status, [context]));
        }
        let inner: Vec<[Parameter<'_>; 3]> = results
            .iter()
            .map(|(identifier, status, context)| {
                [
                    Parameter::LocalRkIdentifier(*identifier),
                    Parameter::RegistrationStatus(*status),
                    Parameter::RoutingContext(List::new(context)),
                ]
            })
            .collect();
        let parameters: Vec<Parameter<'_>> =
            inner.iter().map(|result| Parameter::RegistrationResult(Parameters::new(result))).collect();
        self.send(id, MessageType::REG_RSP, &parameters);
        for server in joined {
            if !self.refresh(server) {
                self.notify_state(id, server);
            }
        }
    }

    /// Makes the ASP one of the application server with this key.
    fn register(
        &mut self,
        id: AssociationId,
        asked: Asked,
    ) -> Result<AsId, (RegistrationStatus, Option<AsId>)> {
        self.judge_network(&asked).map_err(|status| (status, None))?;
        let same = self.remote_servers().find(|(_, server)| server.settings.key == asked.key);
        let same =
            same.map(|(server, known)| (server, known.settings.routing_context, known.mode, known.dynamic));
        let refused = |status| Err((status, None));
        let Some(association) = self.associations.get(&id) else {
            return refused(RegistrationStatus::UNKNOWN);
        };
        let Some((server, context, mode, dynamic)) = same else {
            return self.create(id, asked);
        };
        if let (Some(ours), Some(theirs)) = (mode, asked.traffic_mode)
            && ours != theirs
        {
            return refused(RegistrationStatus::UNSUPPORTED_TRAFFIC_HANDLING_MODE);
        }
        if association.registered.contains(&server) {
            return Err((RegistrationStatus::ROUTING_KEY_ALREADY_REGISTERED, Some(server)));
        }
        let may = association.members.contains(&server) || (association.may_register && dynamic);
        if !may {
            return refused(RegistrationStatus::PERMISSION_DENIED);
        }
        if asked.routing_context.is_some_and(|asked| Some(asked) != context) {
            return refused(RegistrationStatus::ROUTING_KEY_CHANGE_REFUSED);
        }
        self.join(id, server);
        Ok(server)
    }

    /// Makes an application server of a key that nobody has.
    fn create(
        &mut self,
        id: AssociationId,
        asked: Asked,
    ) -> Result<AsId, (RegistrationStatus, Option<AsId>)> {
        let refused = |status| Err((status, None));
        let may = self.associations.get(&id).is_some_and(|association| association.may_register);
        if self.remote_servers().any(|(_, server)| {
            asked.routing_context.is_some() && server.settings.routing_context == asked.routing_context
        }) {
            return refused(RegistrationStatus::ROUTING_KEY_CHANGE_REFUSED);
        }
        if !self.config.dynamic_registration() {
            return refused(RegistrationStatus::ROUTING_KEY_NOT_CURRENTLY_PROVISIONED);
        }
        if !may {
            return refused(RegistrationStatus::PERMISSION_DENIED);
        }
        if self.remote_servers().any(|(_, server)| server.settings.key.overlaps(&asked.key)) {
            return refused(RegistrationStatus::CANNOT_SUPPORT_UNIQUE_ROUTING);
        }
        let context = asked.routing_context.unwrap_or_else(|| self.free_context());
        let mut settings = ApplicationServer::new(Side::Remote, asked.key).with_routing_context(context);
        settings.traffic_mode = asked.traffic_mode;
        settings.network_appearance = asked.network_appearance;
        let Ok(server) = self.servers.insert(Server::new(settings, true)) else {
            return refused(RegistrationStatus::INSUFFICIENT_RESOURCES);
        };
        self.join(id, AsId(server));
        Ok(AsId(server))
    }

    fn join(&mut self, id: AssociationId, server: AsId) {
        if let Some(association) = self.associations.get_mut(&id) {
            association.members.insert(server);
            association.registered.insert(server);
        }
    }

    fn judge_network(&self, asked: &Asked) -> Result<(), RegistrationStatus> {
        if let (Some(ours), Some(theirs)) = (self.config.network_appearance(), asked.network_appearance)
            && ours != theirs
        {
            return Err(RegistrationStatus::INVALID_NETWORK_APPEARANCE);
        }
        if asked.traffic_mode.is_some_and(|mode| mode.name().is_none()) {
            return Err(RegistrationStatus::UNSUPPORTED_TRAFFIC_HANDLING_MODE);
        }
        let registrable = self.config.registrable();
        let destination = asked.key.destination_point_code;
        if registrable.is_empty() || registrable.iter().any(|range| range.covers(destination)) {
            Ok(())
        } else {
            Err(RegistrationStatus::INVALID_DPC)
        }
    }

    fn remote_servers(&self) -> impl Iterator<Item = (AsId, &Server)> {
        let servers = self.servers.iter().map(|(handle, server)| (AsId(handle), server));
        servers.filter(|(_, server)| server.settings.side == Side::Remote)
    }

    /// A routing context that nobody has. There are more of them than application servers.
    fn free_context(&mut self) -> u32 {
        loop {
            let context = self.next_context;
            self.next_context = self.next_context.checked_add(1).unwrap_or(1);
            if !self.remote_servers().any(|(_, server)| server.settings.routing_context == Some(context)) {
                return context;
            }
        }
    }

    pub(super) fn on_dereg_req(&mut self, id: AssociationId, message: &Message<'_>, octets: &[u8]) {
        if self.associations.get(&id).is_none_or(|association| !association.remote.up) {
            return self.fault(id, ErrorCode::UNEXPECTED_MESSAGE, octets);
        }
        let Some(Parameter::RoutingContext(list)) = message.parameters.get(Tag::ROUTING_CONTEXT) else {
            return;
        };
        let results: Vec<([u32; 1], DeregistrationStatus)> =
            list.iter().map(|context| ([context], self.deregister_peer(id, context))).collect();
        let inner: Vec<[Parameter<'_>; 2]> = results
            .iter()
            .map(|(context, status)| {
                [Parameter::RoutingContext(List::new(context)), Parameter::DeregistrationStatus(*status)]
            })
            .collect();
        let parameters: Vec<Parameter<'_>> =
            inner.iter().map(|result| Parameter::DeregistrationResult(Parameters::new(result))).collect();
        self.send(id, MessageType::DEREG_RSP, &parameters);
    }

    fn deregister_peer(&mut self, id: AssociationId, context: u32) -> DeregistrationStatus {
        let found =
            self.remote_servers().find(|(_, server)| server.settings.routing_context == Some(context));
        let Some((server, dynamic)) = found.map(|(server, known)| (server, known.dynamic)) else {
            return DeregistrationStatus::INVALID_ROUTING_CONTEXT;
        };
        let Some(association) = self.associations.get_mut(&id) else {
            return DeregistrationStatus::UNKNOWN;
        };
        if !association.registered.contains(&server) {
            let configured = association.members.contains(&server);
            return if configured {
                DeregistrationStatus::PERMISSION_DENIED
            } else {
                DeregistrationStatus::NOT_REGISTERED
            };
        }
        if association.remote.state(server) == AspState::Active {
            return DeregistrationStatus::ASP_CURRENTLY_ACTIVE;
        }
        association.registered.remove(&server);
        if dynamic {
            association.members.remove(&server);
            self.refresh(server);
        }
        DeregistrationStatus::SUCCESSFULLY_DEREGISTERED
    }
}

/// Reads a routing key; the mandatory parts must be there, and nothing that we do not know.
fn read_key(parameters: Parameters<'_>) -> Result<Asked, (RegistrationStatus, Option<AsId>)> {
    let mut asked = Asked {
        key: RoutingKey::new(AffectedPointCode::from(0)),
        routing_context: None,
        traffic_mode: None,
        network_appearance: None,
    };
    let (mut identified, mut destined) = (false, false);
    for parameter in parameters.iter() {
        match parameter {
            Parameter::LocalRkIdentifier(_) => identified = true,
            Parameter::DestinationPointCode(destination) => {
                destined = true;
                asked.key.destination_point_code = destination;
            }
            Parameter::RoutingContext(list) => asked.routing_context = list.get(0),
            Parameter::TrafficModeType(mode) => asked.traffic_mode = Some(mode),
            Parameter::NetworkAppearance(appearance) => asked.network_appearance = Some(appearance),
            Parameter::ServiceIndicators(list) => asked.key.service_indicators = list.to_vec(),
            Parameter::OriginatingPointCodeList(list) => {
                asked.key.originating_point_codes = list.iter().collect();
            }
            _ => return Err((RegistrationStatus::UNSUPPORTED_RK_PARAMETER_FIELD, None)),
        }
    }
    if identified && destined { Ok(asked) } else { Err((RegistrationStatus::INVALID_ROUTING_KEY, None)) }
}

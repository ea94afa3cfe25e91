//! What a registrar allows.

use crate::header::{HeaderField, HeaderName, ServiceRoute};
use crate::uri::{Host, SipUri};

/// What a registrar does with the Path of a user agent that does not say that it knows it (RFC 3327 §5.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathPolicy {
    /// It is kept; the response has none of it.
    #[default]
    Keep,
    /// The request is refused with 420, and Unsupported names `path`.
    Refuse,
}

/// What a registrar allows (RFC 3261 §10.3).
#[derive(Clone, Debug)]
pub struct Config {
    pub(super) domains: Vec<Box<[u8]>>,
    aliases: Vec<Alias>,
    pub(super) default_expires: u32,
    pub(super) min_expires: u32,
    pub(super) max_expires: u32,
    pub(super) contacts: usize,
    pub(super) longest_binding: usize,
    pub(super) retry_after: u32,
    pub(super) path_policy: PathPolicy,
    pub(super) has_gruu: bool,
    pub(super) has_outbound: bool,
    pub(super) flow_timer: Option<u32>,
    pub(super) service_route: Vec<Box<[u8]>>,
    pub(super) extensions: Vec<Box<[u8]>>,
}

/// A host, and a port maybe, that names a domain.
#[derive(Clone, Debug)]
struct Alias {
    host: Box<[u8]>,
    port: Option<u16>,
    domain: Box<[u8]>,
}

/// Requests for this many seconds are never too brief (RFC 3261 §10.3, step 7).
pub(super) const HOUR: u32 = 3600;

impl Default for Config {
    fn default() -> Self {
        Self {
            domains: Vec::new(),
            aliases: Vec::new(),
            default_expires: HOUR,
            min_expires: 60,
            max_expires: 2 * HOUR,
            contacts: 10,
            longest_binding: 4096,
            retry_after: 60,
            path_policy: PathPolicy::Keep,
            has_gruu: true,
            has_outbound: true,
            flow_timer: None,
            service_route: Vec::new(),
            extensions: Vec::new(),
        }
    }
}

impl Config {
    /// One hour if nothing is asked for, one minute at least and two hours at most; ten contacts for an address-of-record;
    /// GRUU and outbound are known. It serves no domain yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Serves this domain, too (RFC 3261 §10.3, step 1).
    #[must_use]
    pub fn with_domain(mut self, domain: &str) -> Self {
        self.domains.push(domain.as_bytes().into());
        self
    }

    /// Takes this host with this port, or without any, as another name of a domain: who registers there registers with the domain.
    /// Telephones that know nothing but the address of a server say so. Without it another port is another address-of-record
    /// (RFC 3261 §10.3, step 5).
    #[must_use]
    pub fn with_alias(mut self, host: &str, port: Option<u16>, domain: &str) -> Self {
        self.aliases.push(Alias { host: host.as_bytes().into(), port, domain: domain.as_bytes().into() });
        self
    }

    /// For how many seconds a contact is bound that asks for no time (RFC 3261 §10.2.1.1).
    #[must_use]
    pub const fn with_default_expires(mut self, seconds: u32) -> Self {
        self.default_expires = seconds;
        self
    }

    /// The shortest time in seconds; who asks for less is answered 423. More than an hour counts as an hour: nobody may be
    /// refused who asks for that (RFC 3261 §10.3, step 7).
    #[must_use]
    pub const fn with_min_expires(mut self, seconds: u32) -> Self {
        self.min_expires = if seconds > HOUR { HOUR } else { seconds };
        self
    }

    /// The longest time in seconds; who asks for more is given this (RFC 3261 §10.2.1.1).
    #[must_use]
    pub const fn with_max_expires(mut self, seconds: u32) -> Self {
        self.max_expires = seconds;
        self
    }

    /// How many contacts an address-of-record has at most, and half of how many a request may name; who wants more is answered
    /// 403.
    #[must_use]
    pub const fn with_contacts(mut self, contacts: usize) -> Self {
        self.contacts = contacts;
        self
    }

    /// How many octets URI, parameters, Call-ID and Path of a binding have together at most, up to 65,535; who wants more is
    /// answered 513.
    #[must_use]
    pub const fn with_longest_binding(mut self, octets: usize) -> Self {
        self.longest_binding = if octets > u16::MAX as usize { u16::MAX as usize } else { octets };
        self
    }

    /// After how many seconds one may ask again that was answered 503 since the location service is full (RFC 3261 §20.33).
    #[must_use]
    pub const fn with_retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = seconds;
        self
    }

    /// What is done with the Path of a user agent that does not know it (RFC 3327 §5.3).
    #[must_use]
    pub const fn with_path_policy(mut self, policy: PathPolicy) -> Self {
        self.path_policy = policy;
        self
    }

    /// Whether GRUUs are given out (RFC 5627).
    #[must_use]
    pub const fn with_gruu(mut self, has_gruu: bool) -> Self {
        self.has_gruu = has_gruu;
        self
    }

    /// Whether bindings of several flows are kept for an instance (RFC 5626).
    #[must_use]
    pub const fn with_outbound(mut self, has_outbound: bool) -> Self {
        self.has_outbound = has_outbound;
        self
    }

    /// After how many seconds without a keep-alive a flow counts as failed: the Flow-Timer told to clients of outbound
    /// (RFC 5626 §4.4).
    #[must_use]
    pub const fn with_flow_timer(mut self, seconds: u32) -> Self {
        self.flow_timer = Some(seconds);
        self
    }

    /// Puts a proxy behind those that requests of the registered user go through (RFC 3608 §6.3).
    #[must_use]
    pub fn with_service_route(mut self, route: &ServiceRoute<'_>) -> Self {
        let mut text = Vec::new();
        route.write(&mut text);
        self.service_route.push(text.into());
        self
    }

    /// Another option tag that may stand in Require, since the owner sees to it (RFC 3261 §10.3, step 2).
    #[must_use]
    pub fn with_extension(mut self, option_tag: &str) -> Self {
        self.extensions.push(option_tag.as_bytes().into());
        self
    }

    /// Whether a URI is of a domain that is served.
    pub(super) fn serves(&self, uri: &SipUri<'_>) -> bool {
        self.domains.iter().any(|domain| Host(domain).is_same(&uri.host)) || self.alias(uri).is_some()
    }

    /// The same URI in the domain that its host is another name of.
    pub(super) fn in_domain<'a>(&'a self, uri: &SipUri<'a>) -> SipUri<'a> {
        match self.alias(uri) {
            Some(alias) => SipUri { host: Host(&alias.domain), port: None, ..*uri },
            None => *uri,
        }
    }

    fn alias(&self, uri: &SipUri<'_>) -> Option<&Alias> {
        self.aliases.iter().find(|alias| alias.port == uri.port && Host(&alias.host).is_same(&uri.host))
    }

    /// The option tags that are known.
    pub(super) fn option_tags(&self) -> impl Iterator<Item = &[u8]> {
        let own: [(bool, &[u8]); 3] =
            [(true, b"path"), (self.has_gruu, b"gruu"), (self.has_outbound, b"outbound")];
        let own = own.into_iter().filter_map(|(is_known, tag)| is_known.then_some(tag));
        own.chain(self.extensions.iter().map(|tag| &**tag))
    }

    /// Puts the rows of Service-Route behind the others.
    pub(super) fn put_service_route(&self, rows: &mut crate::message::Rows) {
        for route in &self.service_route {
            rows.put_text(HeaderName::SERVICE_ROUTE.text(), route);
        }
    }
}

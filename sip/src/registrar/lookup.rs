//! Where a request for a registered user goes (RFC 3261 §16.5, RFC 5626 §7, RFC 5627 §6.1).

use std::sync::Arc;
use std::time::Instant;

use super::aor::Aor;
use super::binding::Binding;
use super::gruu::{Gruu, Tokens, is_same_instance};
use super::location::Location;
use super::record::Record;
use crate::StatusCode;
use crate::uri::{SipUri, Uri};

/// One user agent that a request goes to.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs)] // how much it is preferred, and its ways
pub struct Target {
    /// How much it is preferred, in thousandths. Those that are preferred the same are tried at once.
    pub q: u16,
    /// The ways to it, of which there is one at least: the flow registered last first. Another one is tried only if one failed
    /// with 430 or without an answer (RFC 5626 §7).
    pub ways: Vec<Arc<Binding>>,
}

/// The targets of a URI of a domain that is served, those first that are preferred, and of these who registered last.
pub(super) fn targets(
    location: &impl Location,
    tokens: &Tokens,
    uri: &SipUri<'_>,
    now: Instant,
) -> Result<Vec<Target>, StatusCode> {
    let mut instance = None;
    let record = match tokens.read(uri) {
        None => location.get(&Aor::of_sip(uri)),
        Some(Gruu::Public(id)) => {
            instance = Some(id);
            location.get(&Aor::of_sip(uri))
        }
        Some(Gruu::Temporary { epoch, number }) => {
            let record = location.temporary(epoch).filter(|record| record.aor.host().is_same(&uri.host));
            let given = |record: &Record| {
                let it = record.instances.iter().find(|it| it.epoch == epoch && number <= it.count)?;
                Some(it.id.to_vec())
            };
            instance = Some(record.and_then(given).ok_or(StatusCode::NOT_FOUND)?);
            record
        }
        Some(Gruu::Forged) => return Err(StatusCode::NOT_FOUND),
    };
    let bindings = record.map(|record| record.bindings.as_slice()).unwrap_or_default();
    let is_meant = |binding: &Binding| {
        let is_secure = matches!(binding.uri(), Ok(Uri::Sip(contact)) if contact.secure);
        binding.is_live(now)
            && (is_secure || !uri.secure)
            && instance
                .as_deref()
                .is_none_or(|id| binding.instance().is_some_and(|it| is_same_instance(id, it)))
    };
    let mut targets: Vec<Target> = Vec::new();
    for binding in bindings.iter().rev().filter(|binding| is_meant(binding)) {
        let is_way = |target: &&mut Target| match (
            target.ways.first().and_then(|way| way.instance()),
            binding.instance(),
        ) {
            (Some(this), Some(that)) => is_same_instance(this, that),
            _ => false,
        };
        match targets.iter_mut().find(is_way) {
            Some(target) => target.ways.push(Arc::clone(binding)),
            None => targets.push(Target { q: binding.q(), ways: vec![Arc::clone(binding)] }),
        }
    }
    targets.sort_by_key(|target| std::cmp::Reverse(target.q));
    if targets.is_empty() { Err(StatusCode::TEMPORARILY_UNAVAILABLE) } else { Ok(targets) }
}

//! What the contacts of a REGISTER do to a record: all of it or nothing (RFC 3261 §10.3, steps 6 and 7).

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::answer::Refusal;
use super::binding::{Binding, Flow, Parts};
use super::change::{Event, EventKind};
use super::config::Config;
use super::gruu::{Instance, Tokens, instance_of, is_same_instance, leads_back};
use super::record::Record;
use super::request::Asked;
use crate::StatusCode;
use crate::header::{Contact, NameAddr};

/// A record that is being changed.
pub(super) struct Update<'a> {
    pub(super) config: &'a Config,
    pub(super) tokens: &'a Tokens,
    pub(super) asked: &'a Asked<'a>,
    pub(super) flow: Flow,
    pub(super) now: Instant,
    /// What the bindings of this request have.
    pub(super) sequence: u64,
    pub(super) record: Record,
    pub(super) events: Vec<Event>,
    pub(super) is_outbound: bool,
}

/// The instance and the flow of it, by which a binding of outbound is known (RFC 5626 §6).
type FlowKey<'a> = (&'a [u8], NonZeroU32);

impl Update<'_> {
    /// Puts all contacts in. Those that are to go go first, so that they make room.
    pub(super) fn run(&mut self, is_taken: impl Fn(u64) -> bool) -> Result<(), Refusal> {
        let message = self.asked.message;
        let (mut contacts, mut kept, mut has_all, mut has_reg_id) = (0, 0, false, false);
        for contact in message.all::<Contact<'_>>() {
            let contact = contact?;
            contacts += 1;
            has_all |= contact == Contact::All;
            kept += usize::from(self.wanted(&contact) != 0);
            has_reg_id |= contact.addr().is_some_and(|addr| addr.params.has(b"reg-id"));
        }
        if has_all {
            let is_alone = contacts == 1 && self.asked.expires == Some(0);
            return if is_alone { self.remove_all() } else { Err(StatusCode::BAD_REQUEST.into()) };
        }
        if has_reg_id && kept > 1 && self.config.has_outbound {
            return Err(StatusCode::BAD_REQUEST.into());
        }
        for are_kept in [false, true] {
            for contact in message.all::<Contact<'_>>() {
                let contact = contact?;
                let seconds = self.wanted(&contact);
                match contact.addr() {
                    Some(addr) if are_kept && seconds != 0 => self.bind(addr, seconds, &is_taken)?,
                    Some(addr) if !are_kept && seconds == 0 => self.unbind(addr)?,
                    _ => {}
                }
            }
        }
        self.record.drop_instances();
        Ok(())
    }

    /// For how many seconds a contact is wanted: by its own parameter, by Expires, by what is the rule here.
    fn wanted(&self, contact: &Contact<'_>) -> u32 {
        let default = self.config.default_expires.max(self.config.min_expires).max(1);
        contact.expires().or(self.asked.expires).unwrap_or(default)
    }

    /// `Contact: *` (RFC 3261 §10.3, step 6).
    fn remove_all(&mut self) -> Result<(), Refusal> {
        for binding in std::mem::take(&mut self.record.bindings) {
            self.check_order(&binding)?;
            self.events.push(Event { kind: EventKind::Unregistered, binding });
        }
        self.record.instances.clear();
        Ok(())
    }

    /// Removes a contact. One without `reg-id` is any that has this URI.
    fn unbind(&mut self, addr: &NameAddr<'_>) -> Result<(), Refusal> {
        let key = self.flow_key(addr)?;
        for binding in std::mem::take(&mut self.record.bindings) {
            let is_it = match key {
                Some(key) => has_key(&binding, key),
                None => binding.uri().is_ok_and(|uri| uri.is_same(&addr.uri)),
            };
            if is_it {
                self.check_order(&binding)?;
                self.events.push(Event { kind: EventKind::Unregistered, binding });
            } else {
                self.record.bindings.push(binding);
            }
        }
        Ok(())
    }

    /// Adds a contact, or puts it in place of those that are the same.
    fn bind(
        &mut self,
        addr: &NameAddr<'_>,
        seconds: u32,
        is_taken: &impl Fn(u64) -> bool,
    ) -> Result<(), Refusal> {
        if seconds < self.config.min_expires {
            return Err(Refusal::too_brief(self.config.min_expires));
        }
        let key = self.flow_key(addr)?;
        if key.is_some() && !self.asked.has_flow {
            return Err(StatusCode::FIRST_HOP_LACKS_OUTBOUND_SUPPORT.into());
        }
        let id = instance_of(&addr.params);
        if id.is_some() && self.asked.knows_gruu && leads_back(&addr.uri, &self.record.aor) {
            return Err(StatusCode::FORBIDDEN.into());
        }
        let parts = Parts {
            contact: *addr,
            call_id: self.asked.call_id,
            cseq: self.asked.cseq,
            path: &self.asked.path,
            reg_id: key.map(|(_, reg_id)| reg_id),
            flow: self.flow,
            expires_at: self.now + Duration::from_secs(seconds.min(self.config.max_expires).into()),
            sequence: self.sequence,
        };
        let binding = Arc::new(Binding::new(&parts, self.config.longest_binding)?);
        if let Some(id) = id {
            self.assign(id, is_taken);
        }
        let mut kind = EventKind::Registered;
        for other in std::mem::take(&mut self.record.bindings) {
            let is_it = match key {
                Some(key) => has_key(&other, key),
                None => other.reg_id().is_none() && other.uri().is_ok_and(|uri| uri.is_same(&addr.uri)),
            };
            if is_it {
                self.check_order(&other)?;
                let is_shorter = binding.expires_at() < other.expires_at();
                kind = if is_shorter { EventKind::Shortened } else { EventKind::Refreshed };
            } else {
                self.record.bindings.push(other);
            }
        }
        self.is_outbound |= key.is_some();
        self.events.push(Event { kind, binding: Arc::clone(&binding) });
        self.record.bindings.push(binding);
        // Who has more of them since a rule was changed may refresh them.
        let is_over = kind == EventKind::Registered && self.record.bindings.len() > self.config.contacts;
        if is_over { Err(StatusCode::FORBIDDEN.into()) } else { Ok(()) }
    }

    /// The key of a contact of outbound; a `reg-id` without an instance, or from who does not know outbound, is none (RFC 5626
    /// §6).
    fn flow_key<'b>(&self, addr: &NameAddr<'b>) -> Result<Option<FlowKey<'b>>, Refusal> {
        let (Some(reg_id), Some(instance)) = (addr.params.get(b"reg-id"), instance_of(&addr.params)) else {
            return Ok(None);
        };
        if !self.asked.knows_outbound {
            return Ok(None);
        }
        let text = std::str::from_utf8(reg_id.value.unwrap_or_default()).unwrap_or_default();
        let number = text.parse::<u32>().ok().filter(|number| *number < 1 << 31).and_then(NonZeroU32::new);
        Ok(Some((instance, number.ok_or(StatusCode::BAD_REQUEST)?)))
    }

    /// A request that was overtaken by another of its Call-ID changes nothing (RFC 3261 §10.3, steps 6 and 7). A contact that
    /// stands in it twice is no such case.
    fn check_order(&self, binding: &Binding) -> Result<(), Refusal> {
        let is_own = binding.sequence() == self.sequence;
        if is_own || binding.is_before(self.asked.call_id, self.asked.cseq) {
            return Ok(());
        }
        Err(StatusCode::SERVER_INTERNAL_ERROR.into())
    }

    /// Gives an instance its next temporary GRUU if it wants one. With another Call-ID those before it end (RFC 5627 §5.4).
    fn assign(&mut self, id: &[u8], is_taken: &impl Fn(u64) -> bool) {
        let call = self.tokens.call(self.asked.call_id);
        let place = self.record.instances.iter().position(|it| is_same_instance(&it.id, id));
        let known = place.map(|place| self.record.instances.swap_remove(place)).filter(|it| it.call == call);
        let next = match known {
            Some(it) if self.asked.knows_gruu => {
                it.count.checked_add(1).map(|count| Instance { count, ..it })
            }
            Some(it) => Some(it),
            None => None,
        };
        let fresh = || {
            let cseq = self.asked.cseq.to_le_bytes();
            let epoch = |attempt: u32| {
                let attempt = attempt.to_le_bytes();
                self.tokens.epoch(&[self.record.aor.octets(), id, self.asked.call_id, &cseq, &attempt])
            };
            let epoch = (0..=u32::MAX).map(epoch).find(|epoch| !is_taken(*epoch))?;
            Some(Instance { id: id.into(), call, epoch, count: 1 })
        };
        let instance = next.or_else(|| fresh().filter(|_| self.asked.knows_gruu));
        self.record.instances.extend(instance);
    }
}

fn has_key(binding: &Binding, (instance, reg_id): FlowKey<'_>) -> bool {
    let is_same = |other: &[u8]| is_same_instance(other, instance);
    binding.reg_id() == Some(reg_id.get()) && binding.instance().is_some_and(is_same)
}

//! What the contacts of a REGISTER do to a record: all of it or nothing (RFC 3261 §10.3, steps 6 and 7).

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::answer::Refusal;
use super::binding::{Binding, Flow, Parts};
use super::change::{Event, EventKind};
use super::config::Config;
use super::gruu::{Instance, Tokens, is_same_instance, leads_back};
use super::record::Record;
use super::request::Asked;
use super::wish::Wish;
use crate::StatusCode;
use crate::header::Contact;

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
        let most = self.config.contacts.saturating_mul(2);
        let mut wishes = Vec::with_capacity(self.asked.contacts.min(most));
        let mut has_all = false;
        for contact in self.asked.message.all::<Contact<'_>>() {
            match contact? {
                Contact::All => has_all = true,
                // More cannot be: each that is bound goes, and as many come.
                Contact::Addr(_) if wishes.len() >= most => {
                    return Err(StatusCode::FORBIDDEN.into());
                }
                Contact::Addr(addr) => wishes.push(Wish::read(addr, self.default_seconds())?),
            }
        }
        if has_all {
            let is_alone = self.asked.contacts == 1 && self.asked.expires == Some(0);
            return if is_alone { self.remove_all() } else { Err(StatusCode::BAD_REQUEST.into()) };
        }
        let (kept, gone): (Vec<_>, Vec<_>) = wishes.into_iter().partition(|wish| wish.seconds > 0);
        let has_reg_id = kept.iter().chain(&gone).any(|wish| wish.reg_id.is_some());
        if has_reg_id && kept.len() > 1 && self.config.has_outbound {
            return Err(StatusCode::BAD_REQUEST.into());
        }
        gone.iter().try_for_each(|wish| self.unbind(wish))?;
        kept.iter().try_for_each(|wish| self.bind(wish, &is_taken))?;
        self.record.drop_instances();
        Ok(())
    }

    /// For how many seconds a contact is bound that does not say so itself: by Expires, or by what is the rule here.
    fn default_seconds(&self) -> u32 {
        let default = self.config.default_expires.max(self.config.min_expires).max(1);
        self.asked.expires.unwrap_or(default)
    }

    /// `Contact: *` (RFC 3261 §10.3, step 6).
    fn remove_all(&mut self) -> Result<(), Refusal> {
        for binding in std::mem::take(&mut self.record.bindings) {
            self.check_order(&binding)?;
            self.events.push(Event { kind: EventKind::Unregistered, binding });
        }
        self.record.drop_instances();
        Ok(())
    }

    /// Removes a contact. One without `reg-id` is any that has this URI.
    fn unbind(&mut self, wish: &Wish<'_>) -> Result<(), Refusal> {
        let key = self.flow_key(wish)?;
        for binding in std::mem::take(&mut self.record.bindings) {
            let is_it = match key {
                Some(key) => has_key(&binding, key),
                None => binding.uri().is_ok_and(|uri| uri.is_same(&wish.addr.uri)),
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
    fn bind(&mut self, wish: &Wish<'_>, is_taken: &impl Fn(u64) -> bool) -> Result<(), Refusal> {
        if wish.seconds < self.config.min_expires {
            return Err(Refusal::too_brief(self.config.min_expires));
        }
        let key = self.flow_key(wish)?;
        if key.is_some() && !self.asked.has_flow {
            return Err(StatusCode::FIRST_HOP_LACKS_OUTBOUND_SUPPORT.into());
        }
        if wish.instance.is_some()
            && self.asked.knows_gruu
            && leads_back(&wish.addr.uri, &self.record.aor, self.config)
        {
            return Err(StatusCode::FORBIDDEN.into());
        }
        let parts = Parts {
            contact: wish.addr,
            q: wish.q,
            call_id: self.asked.call_id,
            cseq: self.asked.cseq,
            path: &self.asked.path,
            reg_id: key.map(|(_, reg_id)| reg_id),
            flow: self.flow,
            expires_at: self.now + Duration::from_secs(wish.seconds.min(self.config.max_expires).into()),
            sequence: self.sequence,
        };
        let binding = Arc::new(Binding::new(&parts, self.config.longest_binding)?);
        if let Some(id) = wish.instance {
            self.assign(id, is_taken);
        }
        let mut kind = EventKind::Registered;
        let bindings = Vec::with_capacity(self.record.bindings.len() + 1);
        for other in std::mem::replace(&mut self.record.bindings, bindings) {
            let is_it = match key {
                Some(key) => has_key(&other, key),
                None => other.reg_id().is_none() && other.uri().is_ok_and(|uri| uri.is_same(&wish.addr.uri)),
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
    fn flow_key<'b>(&self, wish: &Wish<'b>) -> Result<Option<FlowKey<'b>>, Refusal> {
        let (Some(reg_id), Some(instance), true) = (wish.reg_id, wish.instance, self.asked.knows_outbound)
        else {
            return Ok(None);
        };
        let number = std::str::from_utf8(reg_id).ok().and_then(|text| text.parse::<u32>().ok());
        let number = number.filter(|number| *number < 1 << 31).and_then(NonZeroU32::new);
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

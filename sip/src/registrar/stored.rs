//! Records as plain values that a store can write and read back.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::aor::Aor;
use super::binding::{Binding, Flow, Parts};
use super::gruu::Instance;
use super::record::Record;
use super::wish::Wish;
use crate::header::{Contact, HeaderField, Path};
use crate::{DecodeError, DecodeErrorKind};

/// A record to be written or read back.
#[derive(Clone, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // what a store writes
pub struct StoredRecord {
    /// The address-of-record.
    pub aor: Vec<u8>,
    /// Its bindings, the one registered last at the end.
    pub bindings: Vec<StoredBinding>,
    /// Its instances that were given temporary GRUUs.
    pub instances: Vec<StoredInstance>,
}

/// A binding to be written or read back.
#[derive(Clone, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // what a store writes
pub struct StoredBinding {
    /// The contact as the value of a Contact row, without `expires`.
    pub contact: Vec<u8>,
    /// The Call-ID of the request that registered it last.
    pub call_id: Vec<u8>,
    /// The number in the CSeq of that request.
    pub cseq: u32,
    /// The values of its Path.
    pub path: Vec<Vec<u8>>,
    /// Which of the flows of its instance it is.
    pub reg_id: Option<u32>,
    /// The flow that the request came by.
    pub flow: u64,
    /// For how many seconds it still held when it was written. An instant means nothing to another process: beside this a
    /// store writes the time of day, and says when reading back how much time went by.
    pub expires: u32,
}

/// An instance with temporary GRUUs, to be written or read back.
#[derive(Clone, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // what a store writes
pub struct StoredInstance {
    /// Its name.
    pub instance: Vec<u8>,
    /// The Call-ID that it registers with, as a hash under the registrar's seed.
    pub call: u64,
    /// Which registration its temporary GRUUs are of.
    pub epoch: u64,
    /// How many were given out.
    pub count: u32,
}

impl Record {
    /// The record as plain values.
    #[must_use]
    pub fn stored(&self, now: Instant) -> StoredRecord {
        let binding = |it: &Arc<Binding>| {
            let contact = [b"<", it.uri_text(), b">", it.params_text()].concat();
            StoredBinding {
                contact,
                call_id: it.call_id().to_vec(),
                cseq: it.cseq(),
                path: it.path().map(<[u8]>::to_vec).collect(),
                reg_id: it.reg_id(),
                flow: it.flow().0,
                expires: it.expires(now),
            }
        };
        let instance = |it: &Instance| StoredInstance {
            instance: it.id.to_vec(),
            call: it.call,
            epoch: it.epoch,
            count: it.count,
        };
        StoredRecord {
            aor: self.aor.octets().to_vec(),
            bindings: self.bindings.iter().map(binding).collect(),
            instances: self.instances.iter().map(instance).collect(),
        }
    }
}

impl StoredRecord {
    /// The record of these values, without what ended in the time that went by since.
    pub(super) fn read(&self, elapsed: Duration, now: Instant, sequence: u64) -> Result<Record, DecodeError> {
        let mut record = Record::empty(Aor::read(&self.aor)?);
        record.version = sequence;
        for stored in &self.bindings {
            let left = Duration::from_secs(stored.expires.into()).saturating_sub(elapsed);
            if !left.is_zero() {
                let binding = stored.read(now + left, sequence)?;
                record.bindings.push(Arc::new(binding));
            }
        }
        record.instances = self.instances.iter().map(StoredInstance::read).collect();
        record.drop_instances();
        Ok(record)
    }
}

impl StoredBinding {
    fn read(&self, expires_at: Instant, sequence: u64) -> Result<Binding, DecodeError> {
        let fault = DecodeError::new(DecodeErrorKind::Syntax, 0, "Contact");
        let Contact::Addr(contact) = Contact::read(&self.contact)? else { return Err(fault) };
        let mut path = Vec::new();
        for value in &self.path {
            Path::read(value)?;
            path.extend(value.iter().filter(|octet| !matches!(octet, b'\r' | b'\n')));
            path.push(b'\n');
        }
        let parts = Parts {
            contact,
            q: Wish::read(contact, 0)?.q,
            call_id: &self.call_id,
            cseq: self.cseq,
            path: &path,
            reg_id: self.reg_id.and_then(NonZeroU32::new),
            flow: Flow(self.flow),
            expires_at,
            sequence,
        };
        Binding::new(&parts, u16::MAX.into())
    }
}

impl StoredInstance {
    fn read(&self) -> Instance {
        Instance {
            id: self.instance.as_slice().into(),
            call: self.call,
            epoch: self.epoch,
            count: self.count,
        }
    }
}

impl fmt::Debug for StoredRecord {
    /// How much there is: it is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (bindings, instances) = (self.bindings.len(), self.instances.len());
        write!(f, "StoredRecord({bindings} bindings, {instances} instances)")
    }
}

impl fmt::Debug for StoredBinding {
    /// How long it still holds: all else is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredBinding(expires {})", self.expires)
    }
}

impl fmt::Debug for StoredInstance {
    /// How many GRUUs it had: its name is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredInstance({} temporary GRUUs)", self.count)
    }
}

//! The parameters of a Via (RFC 7339 §4).

use std::time::Duration;

use super::sequence::Sequence;
use crate::header::{Via, write_number};
use crate::params::Params;
use crate::scan::Scan;

/// How a client holds requests back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// A percentage of them (RFC 7339 §7).
    Loss,
    /// Those above a number a second (RFC 7415).
    Rate,
}

impl Algorithm {
    const fn name(self) -> &'static [u8] {
        match self {
            Self::Loss => b"loss",
            Self::Rate => b"rate",
        }
    }
}

/// The names of the parameters, which hold for one hop and are sent on to no other (RFC 7339 §5.6).
const NAMES: [&[u8]; 4] = [b"oc", b"oc-algo", b"oc-validity", b"oc-seq"];
/// How long a report holds that does not say it (RFC 7339 §4.3).
const VALIDITY: Duration = Duration::from_millis(500);

/// What a client says in the Via of its request: that it can hold back, and how (RFC 7339 §4.1, §4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer<'a> {
    algorithms: &'a [u8],
}

impl<'a> Offer<'a> {
    /// The parameters of a client that can do both, for [`Via::params`].
    pub const BOTH: &'static [u8] = b";oc;oc-algo=\"loss,rate\"";
    /// The parameters of a client that can do what each must, for [`Via::params`].
    pub const LOSS: &'static [u8] = b";oc;oc-algo=\"loss\"";

    /// What the Via of a request says; `None` if its sender can do nothing. Without a list it can do what each must.
    #[must_use]
    pub fn of(via: &Via<'a>) -> Option<Self> {
        via.params.get(b"oc").filter(|oc| oc.value.is_none())?;
        Some(Self { algorithms: algorithms(via.params).unwrap_or(b"loss") })
    }

    /// Whether the client can do this. Each that can do anything can do loss (RFC 7339 §4.2).
    #[must_use]
    pub fn has(&self, algorithm: Algorithm) -> bool {
        algorithm == Algorithm::Loss || self.names().any(|name| name.eq_ignore_ascii_case(algorithm.name()))
    }

    fn names(&self) -> impl Iterator<Item = &'a [u8]> {
        self.algorithms.split(|octet| *octet == b',').map(<[u8]>::trim_ascii)
    }
}

/// What a server says in the Via of a response: how much its client is to hold back (RFC 7339 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Report {
    /// By loss the percentage to be held back, 0 to 100; by rate how many requests a second may come.
    pub value: u32,
    /// How; `None` if it is as before.
    pub algorithm: Option<Algorithm>,
    /// For how long it holds; zero ends it.
    pub validity: Duration,
    /// Which of two is newer.
    pub sequence: Option<Sequence>,
}

impl Report {
    /// What the Via of a response says; `None` if that is nothing, or nothing that can be followed: another algorithm, a
    /// percentage above 100, or what is no number.
    #[must_use]
    pub fn of(via: &Via<'_>) -> Option<Self> {
        let value = number(via.params.get(b"oc")?.value?)?;
        let algorithm = match algorithms(via.params) {
            None => None,
            Some(name) if name.eq_ignore_ascii_case(b"loss") => Some(Algorithm::Loss),
            Some(name) if name.eq_ignore_ascii_case(b"rate") => Some(Algorithm::Rate),
            Some(_) => return None,
        };
        if algorithm == Some(Algorithm::Loss) && value > 100 {
            return None;
        }
        let validity = match via.params.get(b"oc-validity").and_then(|param| param.value) {
            None => VALIDITY,
            Some(text) => Duration::from_millis(number(text)?.into()),
        };
        let sequence = match via.params.get(b"oc-seq") {
            None => None,
            Some(param) => Some(Sequence::read(param.value?)?),
        };
        Some(Self { value, algorithm, validity, sequence })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b";oc=");
        write_number(self.value, out);
        if let Some(algorithm) = self.algorithm {
            out.extend_from_slice(b";oc-algo=\"");
            out.extend_from_slice(algorithm.name());
            out.push(b'"');
        }
        out.extend_from_slice(b";oc-validity=");
        write_number(u32::try_from(self.validity.as_millis()).unwrap_or(u32::MAX), out);
        if let Some(sequence) = self.sequence {
            out.extend_from_slice(b";oc-seq=");
            sequence.write(out);
        }
    }
}

/// Puts the parameters of a Via behind what is there, with this report in the place of any that were there.
pub(super) fn write(params: Params<'_>, report: Option<&Report>, out: &mut Vec<u8>) {
    params.write_without(&NAMES, out);
    if let Some(report) = report {
        report.write(out);
    }
}

/// What stands between the quotes of `oc-algo`.
fn algorithms(params: Params<'_>) -> Option<&[u8]> {
    let value = params.get(b"oc-algo")?.value?;
    let quoted = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\""));
    Some(quoted.unwrap_or(value).trim_ascii())
}

fn number(text: &[u8]) -> Option<u32> {
    let mut scan = Scan::new(text);
    let number = scan.number(u32::MAX, "oc").ok()?;
    scan.is_empty().then_some(number)
}

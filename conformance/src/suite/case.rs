//! One thing that a standard asks for, and how it is tried.

use std::fmt;

use super::context::Context;
use super::pics::Feature;
use super::verdict::Outcome;

/// A case: what is tested, by which clause, what it needs of the peer, and the steps.
pub struct Case {
    pub(crate) id: String,
    pub(crate) clauses: &'static str,
    pub(crate) severity: Severity,
    pub(crate) versions: Versions,
    pub(crate) needs: Vec<Feature>,
    pub(crate) slow: bool,
    pub(crate) alone: bool,
    pub(crate) steps: Steps,
}

type Steps = Box<dyn Fn(&Context<'_>) -> Outcome + Send + Sync>;

impl Case {
    /// A case of a must, in both versions, that needs nothing but a session.
    pub(crate) fn new(
        id: impl Into<String>,
        clauses: &'static str,
        steps: impl Fn(&Context<'_>) -> Outcome + Send + Sync + 'static,
    ) -> Self {
        Self {
            id: id.into(),
            clauses,
            severity: Severity::Must,
            versions: Versions::Both,
            needs: Vec::new(),
            slow: false,
            alone: false,
            steps: Box::new(steps),
        }
    }

    /// The clause says "should", or leaves room.
    pub(crate) fn should(self) -> Self {
        Self { severity: Severity::Should, ..self }
    }

    /// The case is about what no standard describes: that the peer survives it. Afterwards a fresh bind must work.
    pub(crate) fn robustness(self) -> Self {
        Self { severity: Severity::Robustness, versions: Versions::Any, ..self }
    }

    /// The versions make no difference: one run is enough.
    pub(crate) fn once(self) -> Self {
        Self { versions: Versions::Any, ..self }
    }

    pub(crate) fn only_3_4(self) -> Self {
        Self { versions: Versions::Only(Version::V3_4), ..self }
    }

    pub(crate) fn only_5_0(self) -> Self {
        Self { versions: Versions::Only(Version::V5_0), ..self }
    }

    /// What the peer must claim for the case to apply.
    pub(crate) fn needs(mut self, feature: Feature) -> Self {
        self.needs.push(feature);
        self
    }

    /// The case waits for a timer of the peer.
    pub(crate) fn slow(self) -> Self {
        Self { slow: true, alone: true, ..self }
    }

    /// No other case may be connected at the same time.
    pub(crate) fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    /// The name by which it is called: `smpp.bind.wrong_password`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The clauses of the standard.
    #[must_use]
    pub fn clauses(&self) -> &'static str {
        self.clauses
    }

    /// How much weight the clause has.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Case({})", self.id)
    }
}

/// How much weight a clause has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Severity {
    /// The standard demands it.
    Must,
    /// The standard recommends it or names it without demanding it.
    Should,
    /// No standard has it, but every peer needs it.
    Robustness,
}

impl Severity {
    /// The severity in a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::Robustness => "robustness",
        }
    }
}

/// The version that a session speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Version {
    /// SMPP 3.4.
    V3_4,
    /// SMPP 5.0.
    V5_0,
}

impl Version {
    /// `interface_version` of a bind (SMPP 5.0 §4.7.13).
    pub(crate) fn octet(self) -> u8 {
        match self {
            Self::V3_4 => 0x34,
            Self::V5_0 => 0x50,
        }
    }

    pub(crate) fn is_5_0(self) -> bool {
        self == Self::V5_0
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_5_0() { "5.0" } else { "3.4" })
    }
}

/// In which versions a case is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Versions {
    Both,
    Only(Version),
    /// In whichever is at hand, once.
    Any,
}

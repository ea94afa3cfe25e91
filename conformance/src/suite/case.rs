//! One thing that a standard asks for, and how it is tried.

use std::fmt;

use super::tested::Tested;
use super::verdict::Outcome;

/// A case: what is tested, by which clause, what it needs of the peer, and the steps.
pub struct Case<T: Tested> {
    pub(crate) id: String,
    pub(crate) clauses: &'static str,
    /// What it is for, where the name does not say it.
    pub(crate) purpose: &'static str,
    pub(crate) severity: Severity,
    pub(crate) versions: Versions<T::Version>,
    /// Lines of the form, by their keys.
    pub(crate) needs: Vec<&'static str>,
    pub(crate) slow: bool,
    pub(crate) alone: bool,
    pub(crate) steps: Steps<T>,
}

type Steps<T> = Box<dyn Fn(&<T as Tested>::Context<'_>) -> Outcome + Send + Sync>;

impl<T: Tested> Case<T> {
    /// A case of a must, in every version, that needs nothing but a peer.
    pub(crate) fn new(
        id: impl Into<String>,
        clauses: &'static str,
        steps: impl Fn(&T::Context<'_>) -> Outcome + Send + Sync + 'static,
    ) -> Self {
        Self {
            id: id.into(),
            clauses,
            purpose: "",
            severity: Severity::Must,
            versions: Versions::All,
            needs: Vec::new(),
            slow: false,
            alone: false,
            steps: Box::new(steps),
        }
    }

    /// What the case is for, in a sentence.
    pub(crate) fn purpose(self, purpose: &'static str) -> Self {
        Self { purpose, ..self }
    }

    /// The clause says "should", or leaves room.
    pub(crate) fn should(self) -> Self {
        Self { severity: Severity::Should, ..self }
    }

    /// The case is about what no standard describes: that the peer survives it. Afterwards it must work as before.
    pub(crate) fn robustness(self) -> Self {
        Self { severity: Severity::Robustness, versions: Versions::Any, ..self }
    }

    /// The versions make no difference: one run is enough.
    pub(crate) fn once(self) -> Self {
        Self { versions: Versions::Any, ..self }
    }

    pub(crate) fn only(self, version: T::Version) -> Self {
        Self { versions: Versions::Only(version), ..self }
    }

    /// What the peer must claim for the case to apply: a line of the form.
    pub(crate) fn needs(mut self, feature: impl Into<&'static str>) -> Self {
        self.needs.push(feature.into());
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

    /// What the case is for, in a sentence; empty where its name says it.
    #[must_use]
    pub fn about(&self) -> &'static str {
        self.purpose
    }

    /// How much weight the clause has.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }
}

impl<T: Tested> fmt::Debug for Case<T> {
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

/// In which versions a case is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Versions<V> {
    All,
    Only(V),
    /// In whichever is at hand, once.
    Any,
}

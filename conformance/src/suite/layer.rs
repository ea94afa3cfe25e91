//! A layer under test, which has no socket: what stands above it and below it is given by the suite.

use std::fmt;
use std::time::Duration;

use super::tester::Tester;
use super::verdict::Outcome;

/// What a layer and its two neighbours tell each other.
pub trait Protocol: fmt::Debug + Sized + Send + Sync + 'static {
    /// What the layer's user asks it for.
    type Request: fmt::Debug;
    /// What the layer tells its user.
    type Indication: fmt::Debug + PartialEq;
    /// What the layer below tells it.
    type Inbound: fmt::Display;
    /// What it gives to the layer below.
    type Outbound: fmt::Display;

    /// The layer works as before, whatever came.
    ///
    /// # Errors
    /// It does not, or nobody can tell.
    fn survives(tester: &Tester<Self>) -> Outcome;
}

/// An implementation under test with its upper tester: who implements this for a stack of their own can run the cases on
/// it. The lower tester, which is the suite, is below. How the layer is set up when a case begins is told where its
/// protocol is.
pub trait Layer<P: Protocol>: Send {
    /// Something comes from below.
    fn receive(&mut self, inbound: P::Inbound);

    /// The user asks for something. A dialogue, connection or invocation that begins by it is given its number.
    ///
    /// # Errors
    /// [`Denied`]; then nothing has happened.
    fn request(&mut self, request: P::Request) -> Result<u32, Denied>;

    /// The next thing that the layer gave to the one below; `None` if none comes in the time that an answer may take.
    fn sent(&mut self) -> Option<P::Outbound>;

    /// The next thing that the user was told; `None` if none comes in the time that an answer may take.
    fn told(&mut self) -> Option<P::Indication>;

    /// Lets time pass: in earnest, or on a clock of the implementation's own.
    fn pass(&mut self, time: Duration);
}

/// Why the user's request came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Denied {
    /// There is no upper tester that could ask for it.
    NoUpperTester,
    /// The layer refuses it, and says why.
    Refused(String),
}

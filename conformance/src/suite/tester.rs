//! What a case on a layer works with: the lower tester and the upper one, with all that passes between noted.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use super::case::Case;
use super::layer::{Denied, Layer, Protocol};
use super::lines::Lines;
use super::pics::Pics;
use super::tested::{Context, Tested};
use super::verdict::{Outcome, check, fail, inconclusive};

type Make<P> = dyn Fn() -> Box<dyn Layer<P>> + Send + Sync;

/// The implementation under test, made anew for each case.
pub struct Target<P: Protocol> {
    make: Box<Make<P>>,
}

impl<P: Protocol> Target<P> {
    /// A target by what makes one.
    #[must_use]
    pub fn new(make: impl Fn() -> Box<dyn Layer<P>> + Send + Sync + 'static) -> Self {
        Self { make: Box::new(make) }
    }
}

impl<P: Protocol> fmt::Debug for Target<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Target")
    }
}

impl<P: Protocol> Tested for Target<P> {
    /// A layer is of one version.
    type Version = Infallible;
    type Context<'a> = Tester<P>;

    fn versions(&self) -> &[Infallible] {
        &[]
    }

    fn claim(version: Infallible) -> &'static str {
        match version {}
    }

    fn one_at_a_time(&self) -> bool {
        false
    }

    fn context(&self, _version: Option<Infallible>, _pics: &Pics) -> Tester<P> {
        let layer = RefCell::new((self.make)());
        Tester { layer, lines: Lines::default(), has_spoken: Cell::new(false) }
    }
}

/// The cases of all groups, by name. A layer is of one version.
pub(crate) fn sorted<P: Protocol>(
    groups: impl IntoIterator<Item = Vec<Case<Target<P>>>>,
) -> Vec<Case<Target<P>>> {
    let mut cases: Vec<_> = groups.into_iter().flatten().map(Case::once).map(not_by_silence).collect();
    cases.sort_by(|one, other| one.id().cmp(other.id()));
    cases
}

/// The case, which nobody passes by silence: a layer that has said nothing must show that it works.
fn not_by_silence<P: Protocol>(case: Case<Target<P>>) -> Case<Target<P>> {
    let Case { id, clauses, purpose, severity, versions, needs, slow, alone, steps } = case;
    let steps = Box::new(move |t: &Tester<P>| {
        steps(t)?;
        if t.has_spoken.get() { Ok(()) } else { P::survives(t) }
    });
    Case { id, clauses, purpose, severity, versions, needs, slow, alone, steps }
}

/// Both testers of one case.
pub struct Tester<P: Protocol> {
    layer: RefCell<Box<dyn Layer<P>>>,
    lines: Lines,
    /// Whether the layer has sent or told anything.
    has_spoken: Cell<bool>,
}

impl<P: Protocol> fmt::Debug for Tester<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tester")
    }
}

impl<P: Protocol> Context for Tester<P> {
    fn trace(&self) -> Vec<String> {
        self.lines.all()
    }

    fn hide(&self, text: &str) -> String {
        text.to_owned()
    }

    fn survives(&self) -> Outcome {
        P::survives(self)
    }
}

impl<P: Protocol> Tester<P> {
    /// The lower tester gives the layer something.
    pub(crate) fn gives(&self, inbound: P::Inbound) {
        self.lines.push("below", '>', &inbound.to_string());
        self.layer.borrow_mut().receive(inbound);
    }

    /// The next thing that the layer gives to the lower tester.
    pub(crate) fn given(&self) -> Option<P::Outbound> {
        let sent = self.layer.borrow_mut().sent();
        if let Some(sent) = &sent {
            self.has_spoken.set(true);
            self.lines.push("below", '<', &sent.to_string());
        }
        sent
    }

    /// The same, which must come.
    pub(crate) fn must_give(&self, expected: &str) -> Outcome<P::Outbound> {
        self.given().map_or_else(|| fail(expected, "nothing"), Ok)
    }

    /// Everything that the layer gives to the lower tester.
    pub(crate) fn all_given(&self) -> Vec<P::Outbound> {
        std::iter::from_fn(|| self.given()).collect()
    }

    /// The upper tester asks for something that must be taken.
    pub(crate) fn asks(&self, request: P::Request) -> Outcome<u32> {
        let text = format!("{request:?}");
        match self.tries(request) {
            Ok(number) => Ok(number),
            Err(Denied::NoUpperTester) => inconclusive("there is no upper tester"),
            Err(Denied::Refused(why)) => fail(format!("that the user may ask for {text}"), why),
        }
    }

    /// The upper tester asks for something that may be refused.
    pub(crate) fn tries(&self, request: P::Request) -> Result<u32, Denied> {
        self.lines.push("above", '>', &format!("{request:?}"));
        let answer = self.layer.borrow_mut().request(request);
        if let Err(Denied::Refused(why)) = &answer {
            self.lines.push("above", '<', &format!("refused: {why}"));
        }
        answer
    }

    /// The next thing that the user is told.
    pub(crate) fn told(&self) -> Option<P::Indication> {
        let told = self.layer.borrow_mut().told();
        if let Some(told) = &told {
            self.has_spoken.set(true);
            self.lines.push("above", '<', &format!("{told:?}"));
        }
        told
    }

    /// The same, which must come.
    pub(crate) fn must_tell(&self, expected: &str) -> Outcome<P::Indication> {
        self.told().map_or_else(|| fail(expected, "nothing"), Ok)
    }

    /// The next thing that the user is told is this.
    pub(crate) fn tells(&self, expected: &P::Indication) -> Outcome {
        let told = self.must_tell(&format!("{expected:?}"))?;
        check(told == *expected, format!("{expected:?}"), format!("{told:?}"))
    }

    /// Neither the lower tester nor the user is given anything.
    pub(crate) fn is_quiet(&self) -> Outcome {
        self.gives_nothing()?;
        self.tells_nothing()
    }

    pub(crate) fn gives_nothing(&self) -> Outcome {
        self.given().map_or(Ok(()), |sent| fail("that nothing is sent", sent.to_string()))
    }

    pub(crate) fn tells_nothing(&self) -> Outcome {
        self.told().map_or(Ok(()), |told| fail("that the user is told nothing", format!("{told:?}")))
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.lines.push("clock", '-', &format!("{time:?} pass"));
        self.layer.borrow_mut().pass(time);
    }
}

//! Global title translation: which way a message goes by the digits of its called party (Q.714 §2.4).
//!
//! A rule names what it takes: digits with `*` at the end for any that follow and `?` for any one, and where it matters
//! translation type, plan and nature, and the calling party's digits. Of the rules that fit, the one with the most digits
//! spelt out wins, and of two alike the one that also looks at more of the rest, then the first. Finding it walks the digits
//! once, whatever the number of rules.

mod tree;

use std::fmt;

use tree::{Rank, Tree};

use super::{Address, Digits, GlobalTitle, RoutingIndicator, Ssn};
use crate::mtp::PointCode;

/// Digits that a rule takes: `4917*`, `49?0`, `*`.
#[derive(Clone, PartialEq, Eq)]
pub struct Pattern {
    /// One for each digit; `None` for `?`.
    digits: Vec<Option<u8>>,
    /// Whether any may follow.
    open: bool,
}

/// The pattern has another character than a digit, `?`, or one `*` at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // there is nothing to add
pub struct BadPattern;

impl fmt::Display for BadPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a pattern has digits, `?` for any one, and `*` at its end for any that follow")
    }
}

impl std::error::Error for BadPattern {}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// [`BadPattern`].
    pub fn new(text: &str) -> Result<Self, BadPattern> {
        let (text, open) = text.strip_suffix('*').map_or((text, false), |text| (text, true));
        let digit = |character: char| match character {
            '?' => Ok(None),
            _ => {
                let digit = character.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                digit.map(Some).ok_or(BadPattern)
            }
        };
        Ok(Self { digits: text.chars().map(digit).collect::<Result<_, _>>()?, open })
    }

    /// Whether these digits fit.
    #[must_use]
    pub fn fits(&self, digits: &Digits) -> bool {
        let length = digits.len();
        (length == self.digits.len() || self.open && length > self.digits.len())
            && self
                .digits
                .iter()
                .zip(digits.iter())
                .all(|(wanted, digit)| wanted.is_none_or(|wanted| wanted == digit))
    }

    /// How many digits are spelt out.
    fn weight(&self) -> usize {
        self.digits.iter().flatten().count()
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for digit in &self.digits {
            match digit {
                Some(digit) => write!(f, "{digit:X}")?,
                None => f.write_str("?")?,
            }
        }
        f.write_str(if self.open { "*" } else { "" })
    }
}

/// A rule (Q.714 §2.4).
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs)] // what a rule can say
pub struct Rule {
    /// The called party's digits.
    pub called: Pattern,
    /// Its translation type, if that matters.
    pub translation_type: Option<u8>,
    /// Its numbering plan, if that matters.
    pub numbering_plan: Option<u8>,
    /// Its nature of address, if that matters.
    pub nature_of_address: Option<u8>,
    /// The calling party's digits, if they matter.
    pub calling: Option<Pattern>,
    /// What becomes of the called address.
    pub change: Change,
    /// Where the message goes.
    pub to: Destination,
}

impl Rule {
    /// A rule for these digits alone, which changes nothing.
    #[must_use]
    pub const fn new(called: Pattern, to: Destination) -> Self {
        Self {
            called,
            translation_type: None,
            numbering_plan: None,
            nature_of_address: None,
            calling: None,
            change: Change {
                keep: usize::MAX,
                prefix: None,
                routing_indicator: None,
                ssn: None,
                global_title: true,
            },
            to,
        }
    }

    /// Whether all but the called party's digits fit.
    fn fits(&self, called: &GlobalTitle, calling: Option<&GlobalTitle>) -> bool {
        let (translation_type, plan, nature) = parts(called);
        let equal = |wanted: Option<u8>, has: Option<u8>| wanted.is_none() || wanted == has;
        equal(self.translation_type, translation_type)
            && equal(self.numbering_plan, plan)
            && equal(self.nature_of_address, nature)
            && self
                .calling
                .as_ref()
                .is_none_or(|pattern| calling.is_some_and(|calling| pattern.fits(calling.digits())))
    }

    /// How much it asks for, beside the called party's digits.
    fn weight(&self) -> u32 {
        let fields = [self.translation_type, self.numbering_plan, self.nature_of_address];
        let calling = self.calling.as_ref().map_or(0, |calling| 1 + calling.weight());
        u32::try_from(fields.iter().flatten().count() + calling).unwrap_or(u32::MAX)
    }
}

/// What becomes of a called address (Q.714 §2.4).
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)] // what can become of it
pub struct Change {
    /// So many digits are kept, counted from the end; all if there are no more.
    pub keep: usize,
    /// These are put before them.
    pub prefix: Option<Digits>,
    /// By what the next point routes it; as before if `None`.
    pub routing_indicator: Option<RoutingIndicator>,
    /// Its subsystem; as before if `None`.
    pub ssn: Option<Ssn>,
    /// Whether it keeps a global title.
    pub global_title: bool,
}

impl Change {
    /// Whether it leaves a title of so many digits as it is, as most rules do.
    const fn is_none(&self, digits: usize) -> bool {
        self.keep >= digits
            && self.prefix.is_none()
            && self.routing_indicator.is_none()
            && self.ssn.is_none()
            && self.global_title
    }
}

/// Where a message goes (Q.714 §2.4).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Destination {
    /// A user of ours.
    Local,
    /// The first of these points that can be reached.
    Failover(Vec<PointCode>),
    /// One of those that can be reached: messages with the same signalling link selection go to the same one.
    Loadshare(Vec<PointCode>),
}

/// The rules, in a tree of their digits (Q.714 §2.4).
#[derive(Clone, Debug, Default)]
pub struct Translator {
    rules: Vec<Rule>,
    tree: Tree,
}

/// What a translation came to (Q.714 §2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Translation<'a> {
    /// The number of the rule, in the order in which they were given.
    pub rule: usize,
    /// The called address as it goes on.
    pub called: Address,
    /// Where it goes.
    pub to: &'a Destination,
}

impl Translator {
    /// Compiles rules.
    #[must_use]
    pub fn new(rules: Vec<Rule>) -> Self {
        Self { tree: Tree::new(&rules), rules }
    }

    /// The points that rules lead to, each as often as it is named.
    pub fn points(&self) -> impl Iterator<Item = PointCode> + '_ {
        self.rules
            .iter()
            .flat_map(|rule| match &rule.to {
                Destination::Local => &[],
                Destination::Failover(points) | Destination::Loadshare(points) => points.as_slice(),
            })
            .copied()
    }

    /// The rule for a called address, by its digits and what else it asks for; `None` if no rule takes it.
    #[must_use]
    pub fn translate(&self, called: &Address, calling: &Address) -> Option<Translation<'_>> {
        let title = called.global_title.as_ref()?;
        let calling = calling.global_title.as_ref();
        let mut best: Option<Rank> = None;
        self.tree.visit(title.digits(), |rank| {
            let fits = || self.rules.get(rank.rule()).is_some_and(|rule| rule.fits(title, calling));
            if best < Some(rank) && fits() {
                best = Some(rank);
            }
        });
        let rule = best?.rule();
        let found = self.rules.get(rule)?;
        Some(Translation { rule, called: changed(called, title, &found.change)?, to: &found.to })
    }
}

/// Translation type, plan and nature of a title, as far as it has them.
const fn parts(title: &GlobalTitle) -> (Option<u8>, Option<u8>, Option<u8>) {
    match *title {
        GlobalTitle::NatureOfAddress { nature_of_address, .. } => (None, None, Some(nature_of_address)),
        GlobalTitle::TranslationType { translation_type, .. } => (Some(translation_type), None, None),
        GlobalTitle::NumberingPlan { translation_type, numbering_plan, .. } => {
            (Some(translation_type), Some(numbering_plan), None)
        }
        GlobalTitle::Full { translation_type, numbering_plan, nature_of_address, .. } => {
            (Some(translation_type), Some(numbering_plan), Some(nature_of_address))
        }
        GlobalTitle::Other { .. } => (None, None, None),
    }
}

/// The address after a change; `None` if its digits would be too many.
fn changed(called: &Address, title: &GlobalTitle, change: &Change) -> Option<Address> {
    if change.is_none(title.digits().len()) {
        return Some(*called);
    }
    let mut digits = change.prefix.unwrap_or_default();
    let skipped = title.digits().len().saturating_sub(change.keep);
    for digit in title.digits().iter().skip(skipped) {
        digits.push(digit)?;
    }
    Some(Address {
        routing_indicator: change.routing_indicator.unwrap_or(called.routing_indicator),
        ssn: change.ssn.or(called.ssn),
        global_title: change.global_title.then(|| with_digits(title, digits)),
        ..*called
    })
}

/// The same title with other digits, and the encoding scheme of their number.
fn with_digits(title: &GlobalTitle, digits: Digits) -> GlobalTitle {
    let scheme = |scheme: u8| match scheme {
        1 | 2 => 2 - u8::from(digits.len() % 2 == 1),
        other => other,
    };
    match *title {
        GlobalTitle::NatureOfAddress { nature_of_address, .. } => {
            GlobalTitle::NatureOfAddress { nature_of_address, digits }
        }
        GlobalTitle::TranslationType { translation_type, .. } => {
            GlobalTitle::TranslationType { translation_type, digits }
        }
        GlobalTitle::NumberingPlan { translation_type, numbering_plan, encoding_scheme, .. } => {
            let encoding_scheme = scheme(encoding_scheme);
            GlobalTitle::NumberingPlan { translation_type, numbering_plan, encoding_scheme, digits }
        }
        GlobalTitle::Full {
            translation_type, numbering_plan, encoding_scheme, nature_of_address, ..
        } => {
            let encoding_scheme = scheme(encoding_scheme);
            GlobalTitle::Full { translation_type, numbering_plan, encoding_scheme, nature_of_address, digits }
        }
        GlobalTitle::Other { indicator, .. } => GlobalTitle::Other { indicator, octets: digits },
    }
}

#[cfg(test)]
mod tests;

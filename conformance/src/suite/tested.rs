//! What the suite of a protocol gives the runner.

use std::fmt::Display;

use super::pics::Pics;
use super::verdict::Outcome;

/// A peer under test: where it is, and how cases come to it.
pub trait Tested: Sync + Sized + 'static {
    /// What a case is run in more than one of.
    type Version: Copy + PartialEq + Display + Send + Sync + 'static;
    /// What the steps of a case work with.
    type Context<'a>: Context;

    /// The versions that a case of every version is run in; none if the peer chooses by itself.
    fn versions(&self) -> &[Self::Version];

    /// The line of the form by which the peer claims a version.
    fn claim(version: Self::Version) -> &'static str;

    /// Whether cases must wait for each other.
    fn one_at_a_time(&self) -> bool;

    /// What a case works with, in this version if it is run in more than one.
    fn context<'a>(&'a self, version: Option<Self::Version>, pics: &Pics) -> Self::Context<'a>;
}

/// What the steps of a case work with.
pub trait Context {
    /// What went over the wire, a line each.
    fn trace(&self) -> Vec<String>;

    /// The text without what must not be shown.
    fn hide(&self, text: &str) -> String;

    /// The peer works as before.
    fn survives(&self) -> Outcome;
}

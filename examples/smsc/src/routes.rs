//! Which message goes where: the `[[normalise]]` and `[[route]]` sections of the configuration, compiled.
//!
//! A pure module: the time is part of the question, and the answer depends on the question alone.
//!
//! | file | what |
//! |---|---|
//! | `query.rs`, `decision.rs` | the question, and the answer |
//! | `compile.rs` | from the configuration to [`Routes`] |
//! | `find.rs` | the first route whose conditions hold |
//! | `condition.rs`, `prefixes.rs`, `share.rs` | the conditions of a route |
//! | `trie.rs` | which routes a prefix of an address belongs to |
//! | `normalise.rs`, `rewrite.rs` | what happens to addresses before and after |
//! | `target.rs` | where a route leads |
//! | `explain.rs`, `explain/text.rs` | why, for people |
//!
//! # Which route wins
//!
//! The first one in the file all of whose conditions hold. Routes that stand side by side, have `destination_prefix`,
//! no `percent`, and are alike in all other conditions, are one *table*: in it the longest prefix wins wherever it
//! stands, and of two with the same prefix the first. So a carrier's list of prefixes can be put in any order, and
//! what stands before or after it is tried before or after it. What no route takes is left to the tenants' prefixes,
//! the address_range of binds, and the handset, in this order.

mod compile;
mod condition;
mod decision;
mod explain;
mod find;
mod normalise;
mod prefixes;
mod query;
mod rewrite;
mod share;
mod target;
#[cfg(test)]
mod tests;
mod trie;

use condition::Conditions;
use normalise::Normaliser;
use trie::{Entry, PrefixTrie};

pub use decision::{Decision, Route};
pub use explain::{Explanation, NormalisationReport, RouteReport, Verdict};
pub use query::{Address, Query, RoutedAddress};
pub use target::Target;

/// All routes of a configuration.
#[derive(Clone, Debug)]
pub struct Routes {
    normaliser: Normaliser,
    routes: Vec<Compiled>,
    /// Those with destination prefixes.
    by_destination: PrefixTrie,
    /// Those without, but with source prefixes.
    by_source: PrefixTrie,
    /// Those with neither.
    always: Vec<Entry>,
    fallback: Fallback,
}

/// A route and when it holds.
#[derive(Clone, Debug)]
struct Compiled {
    route: Route,
    conditions: Conditions,
    /// When it is tried. All routes of one table have the same number.
    step: u32,
    rewrite: brivas_platform::config::RewriteConfig,
}

/// What happens to messages that no route takes, as far as the configuration says.
#[derive(Clone, Debug)]
struct Fallback {
    /// The tenants' prefixes: prefix, name of the tenant.
    prefixes: Vec<(String, String)>,
    has_claims: bool,
    has_handset: bool,
}

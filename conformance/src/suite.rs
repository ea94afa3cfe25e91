//! The conformance suites: cases that talk to a running peer on raw connections, clause by clause.
//!
//! | file | what |
//! |---|---|
//! | `case.rs` | [`Case`]: what is tested, by which clause, and what it needs of the peer |
//! | `verdict.rs` | [`Verdict`], and how a case ends early |
//! | `context.rs`, `connection.rs` | what a case works with: connections with every octet noted |
//! | `exchange.rs` | what a connection is asked, and how it must answer |
//! | `message.rs`, `pdus.rs` | PDUs made by hand, legal ones and broken ones |
//! | `statuses.rs` | sets of `command_status` where the standard allows more than one |
//! | `trace.rs` | what went over the wire, for people; passwords are struck out |
//! | `smpp.rs`, `smpp/` | the cases for a message centre, one group a file |
//! | `esme.rs`, `esme/` | the cases for an ESME |
//! | `run.rs` | runs them |
//! | `pics.rs`, `statement.rs` | [`Pics`]: what the peer claims to have, and how its cases went |
//! | `junit.rs`, `report.rs` | what came out, for machines and for people |

mod case;
mod connection;
mod context;
mod esme;
mod exchange;
mod junit;
mod message;
mod pdus;
mod pics;
mod report;
mod run;
mod smpp;
mod statement;
mod statuses;
mod target;
mod trace;
mod verdict;

pub use case::{Case, Severity, Version};
pub use esme::cases as esme_cases;
pub use junit::junit;
pub(crate) use message::{Message, c_octet_string};
pub use pics::{Feature, Pics};
pub use report::report;
pub use run::{Selection, run};
pub use smpp::cases as smsc_cases;
pub use target::{Peer, Target, Timers};
pub use verdict::{CaseResult, Verdict};

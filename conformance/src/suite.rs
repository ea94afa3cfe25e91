//! The conformance suites: cases that talk to a running peer on raw connections, clause by clause.
//!
//! | file | what |
//! |---|---|
//! | `case.rs` | [`Case`]: what is tested, by which clause, and what it needs of the peer |
//! | `verdict.rs` | [`Verdict`], and how a case ends early |
//! | `tested.rs` | what a protocol gives the runner |
//! | `smpp.rs`, `smpp/` | [`smpp`]: a message centre, an ESME |
//! | `m3ua.rs`, `m3ua/` | [`m3ua`]: a signalling gateway, an application server process |
//! | `sip.rs`, `sip/` | [`sip`]: a user agent, a registrar |
//! | `layer.rs`, `tester.rs` | [`Layer`]: a layer without a socket, between the two testers of a case |
//! | `own.rs` | what our own layers under test have in common |
//! | `sccp.rs`, `sccp/` | [`sccp`]: the Signalling Connection Control Part |
//! | `tcap.rs`, `tcap/` | [`tcap`]: Transaction Capabilities |
//! | `run.rs` | runs the cases |
//! | `pics.rs`, `statement.rs` | [`Pics`]: what the peer claims to have, and how its cases went |
//! | `lines.rs` | what went over the wire, for people |
//! | `junit.rs`, `report.rs` | what came out, for machines and for people |

mod case;
mod junit;
mod layer;
mod lines;
pub mod m3ua;
mod own;
mod pics;
mod report;
mod run;
pub mod sccp;
pub mod sip;
pub mod smpp;
mod statement;
pub mod tcap;
mod tested;
mod tester;
mod verdict;

pub use case::{Case, Severity};
pub use junit::junit;
pub use layer::{Denied, Layer, Protocol};
pub use pics::{Form, Pics};
pub use report::report;
pub use run::{Selection, run, run_and_tell};
pub use tested::Tested;
pub use tester::{Target, Tester};
pub use verdict::{CaseResult, Verdict};

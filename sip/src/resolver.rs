//! Where a request goes, and a response whose connection is gone (RFC 3263).
//!
//! A [`Resolver`] is for one request or one response. It asks for records by value, is given the answers, and hands over
//! [`Target`]s in their order: the first is tried, and after each [`Outcome`] that is a failure the next, with a new branch
//! (RFC 3263 §4.3). It knows of no other request, so that what fails here spoils no other request's choice.
//!
//! ```
//! use std::time::Duration;
//!
//! use brivas_sip::resolver::{Answer, Destination, Options, QueryKind, Record, Resolver, Srv, Step};
//! use brivas_sip::uri::Uri;
//!
//! let uri = Uri::read(b"sip:alice@example.com;transport=tcp")?;
//! let mut resolver = Resolver::new(&Destination::of(uri.sip()?), &Options::default(), [7; 16]);
//! let ttl = Duration::from_secs(60);
//! let addr = loop {
//!     match resolver.next() {
//!         Step::Need(query) => {
//!             // The owner asks its cache or a server; here it is known what would come.
//!             let records = match query.kind {
//!                 QueryKind::Srv if query.name == "_sip._tcp.example.com" => {
//!                     vec![Record::Srv(Srv { priority: 10, weight: 0, port: 5070, target: "a.example.com".into() })]
//!                 }
//!                 QueryKind::A if query.name == "a.example.com" => vec![Record::A([192, 0, 2, 1].into())],
//!                 _ => vec![],
//!             };
//!             resolver.answer(&query, &Answer::Records { records, ttl });
//!         }
//!         Step::Target(target) => break target.addr,
//!         other => panic!("{other:?}"),
//!     }
//! };
//! assert_eq!(addr, "192.0.2.1:5070".parse()?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | file | what |
//! |---|---|
//! | `resolver/destination.rs` | [`Destination`], [`Named`]: what a URI or a Via says of where to go |
//! | `resolver/options.rs` | [`Options`]: what we can speak, and what we like best |
//! | `resolver/record.rs` | [`Query`], [`Answer`], [`Record`]: what is asked and answered |
//! | `resolver/name.rs` | names as they are asked for |
//! | `resolver/naptr.rs` | which NAPTR records are of use, and in which order |
//! | `resolver/srv.rs` | the order of SRV records (RFC 2782) |
//! | `resolver/plan.rs` | what is yet to be looked up |
//! | `resolver/machine.rs` | [`Resolver`] |
//! | `resolver/outcome.rs` | [`Outcome`]: what counts as a failure |
//! | `resolver/cache.rs` | [`AnswerCache`], for whoever wants one |

mod cache;
mod destination;
mod machine;
mod name;
mod naptr;
mod options;
mod outcome;
mod plan;
mod record;
mod srv;

pub use cache::AnswerCache;
pub use destination::{Destination, Named};
pub use machine::{Ended, Resolver, Step, Target};
pub use options::{Family, Options};
pub use outcome::Outcome;
pub use record::{Answer, Naptr, Query, QueryKind, Record, Srv};

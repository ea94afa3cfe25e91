//! Overload control between two hops (RFC 7339 by loss, RFC 7415 by rate), and what there was before it: 503 with Retry-After
//! (RFC 3261 §21.5.4).
//!
//! A client offers it in the Via of its requests ([`Offer`]). A server that has too much to do says in the same Via of its
//! responses how much the client is to hold back ([`Report`]), and for how long. Each side has a machine: the client a
//! [`Throttle`] for each server, the server one [`Controller`].
//!
//! ```
//! use std::time::Instant;
//!
//! use brivas_sip::header::{HeaderField, Via};
//! use brivas_sip::overload::{Category, Throttle, Verdict};
//!
//! let now = Instant::now();
//! let mut throttle = Throttle::new([7; 16], now);
//! let via = Via::read(b"SIP/2.0/TLS p1.example.net;branch=z9hG4bK2d4790.1;oc=100;oc-algo=\"loss\";oc-validity=500")?;
//! throttle.handle_via(now, &via);
//! assert_eq!(throttle.admit(now, Category::Ordinary), Verdict::Refuse);
//! # Ok::<(), brivas_sip::DecodeError>(())
//! ```
//!
//! | file | what |
//! |---|---|
//! | `overload/params.rs` | [`Offer`], [`Report`]: the parameters of a Via |
//! | `overload/sequence.rs` | [`Sequence`]: which of two reports is newer |
//! | `overload/hop.rs` | [`with_report`]: what a server puts into a response |
//! | `overload/category.rs` | [`Category`]: what is held back first |
//! | `overload/client.rs` | [`Throttle`] |
//! | `overload/loss.rs`, `overload/rate.rs` | the two algorithms |
//! | `overload/silence.rs` | a server that answers nothing |
//! | `overload/server.rs` | [`Controller`] |

mod category;
mod client;
mod hop;
mod loss;
mod params;
mod rate;
mod sequence;
mod server;
mod silence;

pub use category::{Category, Verdict};
pub use client::Throttle;
pub use hop::with_report;
pub use params::{Algorithm, Offer, Report};
pub use sequence::Sequence;
pub use server::Controller;

//! What all machines of the family are tested with.
//!
//! | folder | what |
//! |---|---|
//! | [`harness`] | a clock, a network and a pair of machines, all of the test's own; the ten rules as checks |
//! | [`fuzz`] | the functions behind the fuzz targets, which stable tests replay over the corpora |
//! | [`suite`] | `brivas-conformance`: cases against any message centre or ESME, signalling gateway or ASP, clause by clause |
//! | [`broken`] | peers with one fault each, which the cases must catch |
//! | `../gate` | the determinism gate and its planted violations |
//! | `../interop` | other people's programs against ours |
//! | `../vectors` | octets made by other implementations |

pub mod broken;
pub mod fuzz;
pub mod harness;
pub mod suite;

/// The examples of the project's README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

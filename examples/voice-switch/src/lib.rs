//! A voice switch made of the Brivas crates: users register and call, gateways send calls and take them, and each call leaves a
//! record.
//!
//! | file | what |
//! |---|---|
//! | `server.rs` | [`Switch`]: listens, and runs the loop |
//! | `engine.rs` | what is done about what happens |
//! | `call.rs` | a call and where it may still go |
//! | `access.rs` | who may register and call |
//! | `registrations.rs` | where users are |
//! | `routes.rs` | where numbers lead |
//! | `record.rs` | call records, and the thread that writes them |
//! | `tls.rs` | the certificate |

mod access;
mod call;
mod engine;
mod record;
mod registrations;
mod routes;
mod server;
mod tls;

pub use server::{Switch, check};

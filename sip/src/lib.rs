#![doc = include_str!("../README.md")]

pub mod agent;
pub mod auth;
pub mod b2bua;
mod best;
mod chars;
pub mod dialog;
mod draw;
pub mod endpoint;
mod error;
pub mod header;
#[cfg(feature = "tokio")]
pub mod io;
pub mod message;
mod method;
pub mod multipart;
pub mod overload;
mod params;
pub mod proxy;
pub mod registrar;
pub mod resolver;
mod scan;
pub mod sdp;
mod settings;
mod status;
pub mod tls;
mod token;
pub mod transaction;
pub mod uri;

pub use agent::UserAgent;
pub use b2bua::B2bua;
pub use dialog::Dialog;
pub use endpoint::Endpoint;
pub use error::{DecodeError, DecodeErrorKind};
pub use message::Message;
pub use method::Method;
pub use params::{Param, Params};
pub use proxy::Proxy;
pub use status::StatusCode;

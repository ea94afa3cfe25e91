#![doc = include_str!("../README.md")]
//!
//! # Map
//!
//! - [`gsm7`]: the GSM 7 bit alphabets, characters in and out of septets
//! - [`septets`]: septets in and out of octets
//! - [`Coding`]: every coding of a message, and [`DataCoding`]: the octet that names it
//! - [`choose`](choose()): the cheapest coding for a text
//! - [`split`](split()): long messages into parts, and [`Reassembler`]: parts into messages
//! - [`UserDataHeader`], [`HeaderBuilder`]: the header that numbers the parts

mod choose;
mod coding;
mod data_coding;
mod error;
pub mod gsm7;
mod reassemble;
pub mod septets;
mod split;
mod udh;

pub use choose::{Choice, Policy, choose};
pub use coding::Coding;
pub use data_coding::{
    CbsLanguage, DataCoding, Indication, IndicationKind, Language, McDefault, MessageClass,
};
pub use error::{DecodeError, DecodeErrorKind, EncodeError};
pub use gsm7::{NationalLanguage, Shift};
pub use reassemble::{Assembly, DropReason, Dropped, InsertError, Inserted, Reassembler, ReassemblerConfig};
pub use split::{Method, Part, SplitError, SplitOptions, Splitter, split, split_encoded};
pub use udh::{
    Concat, ElementIdentifier, HeaderBuilder, HeaderTooLong, InformationElement, Ports, Reference,
    SpecialIndication, UserDataHeader,
};

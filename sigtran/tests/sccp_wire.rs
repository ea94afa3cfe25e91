//! The octets of SCCP: vectors of another implementation, tshark in front of our encoder, and properties.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods)] // a test reads files, may fail loudly

#[path = "sccp_wire/codec.rs"]
mod codec;
#[path = "sccp_wire/detach.rs"]
mod detach;
#[path = "sccp_wire/tshark.rs"]
mod judged;
#[path = "sccp_wire/management.rs"]
mod management;
#[path = "sccp_wire/properties.rs"]
mod properties;
#[path = "sccp_wire/samples.rs"]
mod samples;
#[path = "support/tshark.rs"]
mod tshark;
#[path = "sccp_wire/vectors.rs"]
mod vectors;

use brivas_sigtran::Buffer;
use brivas_sigtran::sccp::{Message, MessageType, Variant};

const ITU: Variant = Variant::Itu;

fn written(message: &Message<'_>) -> Vec<u8> {
    let mut out = Buffer::new();
    message.write(ITU, &mut out).unwrap();
    out.as_slice().to_vec()
}

fn message_type(message: &Message<'_>) -> MessageType {
    match message {
        Message::Unitdata(unitdata) => unitdata.message_type(),
        Message::Connection(message) => message.message_type(),
    }
}

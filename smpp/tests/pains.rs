//! What users of other libraries have complained about in public, one test each: the comment on a test names the issues
//! that it keeps from happening here. Octets and texts are those of the issues where they have any.
//!
//! Held elsewhere: late responses and closing with requests under way in `session.rs`, `sequence_number` wrapping at
//! 0x7FFFFFFF in `src/session/window.rs`, every timer and queue in `limits.rs`, alphabets and long messages in
//! `brivas-text`.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test has a clock and may fail loudly

#[path = "pains/bad_pdus.rs"]
mod bad_pdus;
mod common;
#[path = "pains/dead_peers.rs"]
mod dead_peers;
#[path = "pains/fields.rs"]
mod fields;
#[path = "pains/message_ids.rs"]
mod message_ids;
#[path = "pains/receipts.rs"]
mod receipts;
#[path = "pains/responses.rs"]
mod responses;
#[path = "pains/tlvs.rs"]
mod tlvs;
#[path = "pains/windows.rs"]
mod windows;

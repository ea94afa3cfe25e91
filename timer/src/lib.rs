#![doc = include_str!("../README.md")]
//!
//! # Map
//!
//! | file | what |
//! |---|---|
//! | `slab.rs` | [`Slab`], [`Handle`]: values behind generation handles |
//! | `wheel.rs` | [`Wheel`], [`TimerHandle`]: the timers; joins the three parts below |
//! | `wheel/ticks.rs` | instants to milliseconds since the epoch, and back |
//! | `wheel/trie.rs` | the 64-ary, path-compressed trie over tick numbers; finds the first tick |
//! | `wheel/fifo.rs` | the timers of one tick, in order of arming |

mod slab;
mod wheel;

pub use slab::{Handle, Slab};
pub use wheel::{TimerHandle, Wheel};

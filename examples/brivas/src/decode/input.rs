//! What is common to the layers of SS7: where a part stands in what was given, and how layers become one object.

use brivas_sigtran::DecodeError;
use brivas_sigtran::sccp::Variant;
use serde_json::{Map, Value, json};

/// What was given.
#[derive(Clone, Copy)]
pub(super) struct Input<'a> {
    pub(super) whole: &'a [u8],
    pub(super) variant: Variant,
}

impl Input<'_> {
    /// A fault of a part of what was given, told by its place in the whole.
    pub(super) fn fault(self, part: &[u8], error: &DecodeError, answer: Value) -> Value {
        let begin = part.as_ptr().addr().saturating_sub(self.whole.as_ptr().addr());
        json!({
            "kind": error.kind.name(),
            "offset": begin + error.offset,
            "field": error.field,
            "answer": answer,
        })
    }
}

/// A layer and those above it, each a member of one object.
#[derive(Default)]
pub(super) struct Layers {
    pub(super) objects: Map<String, Value>,
    /// The octets of the lowest, written anew from what was read; `None` if it could not be read.
    pub(super) octets: Option<Vec<u8>>,
}

impl Layers {
    /// A layer below all there is.
    pub(super) fn on(self, name: &str, mut object: Map<String, Value>, octets: Option<Vec<u8>>) -> Self {
        if let Some(octets) = &octets {
            object.insert("octets".into(), super::hex(octets).into());
        }
        let mut objects = Map::new();
        objects.insert(name.into(), Value::Object(object));
        objects.extend(self.objects);
        Self { objects, octets }
    }
}

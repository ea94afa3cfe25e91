//! What a layer knows of the transactions below it, beside their own table.

use std::collections::BTreeMap;

use brivas_timer::Handle;

/// A value for a transaction, by its handle: as fast as the table itself, and without one of its own.
///
/// A transaction may be over, and its place another's, before what it had to tell is heard: such values are kept aside until
/// all is heard.
#[derive(Debug)]
pub(crate) struct Side<T> {
    slots: Vec<Option<(Handle, T)>>,
    displaced: BTreeMap<Handle, T>,
}

impl<T> Default for Side<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), displaced: BTreeMap::new() }
    }
}

impl<T> Side<T> {
    pub(crate) fn insert(&mut self, handle: Handle, value: T) {
        let place = handle.index() as usize;
        if place >= self.slots.len() {
            self.slots.resize_with(place + 1, || None);
        }
        if let Some(slot) = self.slots.get_mut(place)
            && let Some((before, value)) = slot.replace((handle, value))
            && before != handle
        {
            self.displaced.insert(before, value);
        }
    }

    pub(crate) fn get(&self, handle: Handle) -> Option<&T> {
        match self.slots.get(handle.index() as usize) {
            Some(Some((of, value))) if *of == handle => Some(value),
            _ => self.displaced.get(&handle),
        }
    }

    pub(crate) fn remove(&mut self, handle: Handle) -> Option<T> {
        match self.slots.get_mut(handle.index() as usize) {
            Some(slot) if slot.as_ref().is_some_and(|(of, _)| *of == handle) => {
                slot.take().map(|(_, value)| value)
            }
            _ => self.displaced.remove(&handle),
        }
    }

    /// All is heard that the layer below had to tell.
    pub(crate) fn settle(&mut self) {
        self.displaced.clear();
    }
}

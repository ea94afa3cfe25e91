//! What a layer knows of the transactions below it, beside their own table.

use brivas_timer::Handle;

/// A value for a transaction, by its handle: as fast as the table itself, and without one of its own.
#[derive(Debug)]
pub(crate) struct Side<T> {
    slots: Vec<Option<(Handle, T)>>,
}

impl<T> Default for Side<T> {
    fn default() -> Self {
        Self { slots: Vec::new() }
    }
}

impl<T> Side<T> {
    pub(crate) fn insert(&mut self, handle: Handle, value: T) {
        let place = handle.index() as usize;
        if place >= self.slots.len() {
            self.slots.resize_with(place + 1, || None);
        }
        if let Some(slot) = self.slots.get_mut(place) {
            *slot = Some((handle, value));
        }
    }

    pub(crate) fn get(&self, handle: Handle) -> Option<&T> {
        let (of, value) = self.slots.get(handle.index() as usize)?.as_ref()?;
        (*of == handle).then_some(value)
    }

    pub(crate) fn remove(&mut self, handle: Handle) -> Option<T> {
        self.get(handle)?;
        self.slots.get_mut(handle.index() as usize)?.take().map(|(_, value)| value)
    }
}

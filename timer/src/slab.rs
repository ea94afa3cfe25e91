//! Values behind generation handles.

/// The name of one value in a [`Slab`]: an index and the generation of that index.
///
/// Once the value is removed the handle is stale for good: no later value ever gets the same handle from
/// the same slab. A handle means nothing to any other slab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle {
    index: u32,
    generation: u32,
}

impl Handle {
    /// A handle that no slab ever gives out: every look-up with it finds nothing.
    pub(crate) const STALE: Self = Self { index: u32::MAX, generation: 0 };

    /// The position in the slab, from 0; used again by a later value after this one is removed.
    #[must_use]
    pub fn index(self) -> u32 {
        self.index
    }

    /// How many values had this index before, from 0.
    #[must_use]
    pub fn generation(self) -> u32 {
        self.generation
    }
}

/// A store of values, each found by its [`Handle`] in constant time.
///
/// Reuse is deterministic: the index freed last is used first, and a new index is made only when none is
/// free. Memory is kept for reuse and given back when the slab is dropped.
#[derive(Clone, Debug)]
pub struct Slab<T> {
    slots: Vec<Slot<T>>,
    first_vacant: Option<u32>,
    len: u32,
    limit: u32,
}

#[derive(Clone, Debug)]
struct Slot<T> {
    generation: u32,
    content: Content<T>,
}

#[derive(Clone, Debug)]
enum Content<T> {
    Occupied(T),
    Vacant { next: Option<u32> },
}

impl<T> Slab<T> {
    /// An empty slab without a limit of its own (it ends at `u32::MAX` values). Allocates nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::with_limit(u32::MAX)
    }

    /// An empty slab that holds at most `limit` values at a time. Allocates nothing.
    #[must_use]
    pub fn with_limit(limit: u32) -> Self {
        Self { slots: Vec::new(), first_vacant: None, len: 0, limit }
    }

    /// Stores `value`.
    ///
    /// # Errors
    ///
    /// Gives `value` back when the slab is full.
    pub fn insert(&mut self, value: T) -> Result<Handle, T> {
        if self.is_full() {
            return Err(value);
        }
        let handle = match self.first_vacant {
            Some(index) => self.fill_vacant(index, value),
            None => self.fill_new(value),
        }?;
        self.len += 1;
        Ok(handle)
    }

    /// The value of `handle`, or `None` if it is stale.
    #[must_use]
    pub fn get(&self, handle: Handle) -> Option<&T> {
        self.slots.get(handle.index as usize)?.get(handle.generation)
    }

    /// The value of `handle`, or `None` if it is stale.
    #[must_use]
    pub fn get_mut(&mut self, handle: Handle) -> Option<&mut T> {
        self.slots.get_mut(handle.index as usize)?.get_mut(handle.generation)
    }

    /// Takes the value of `handle` out and makes the handle stale; `None` if it was stale already.
    pub fn remove(&mut self, handle: Handle) -> Option<T> {
        let slot = self.slots.get_mut(handle.index as usize)?;
        slot.get(handle.generation)?;
        let content = std::mem::replace(&mut slot.content, Content::Vacant { next: self.first_vacant });
        self.len -= 1;
        // An index whose generations are used up is never vacant again: a handle stays stale for ever.
        if let Some(generation) = slot.generation.checked_add(1) {
            slot.generation = generation;
            self.first_vacant = Some(handle.index);
        }
        match content {
            Content::Occupied(value) => Some(value),
            Content::Vacant { .. } => None,
        }
    }

    /// Every value with its handle, in order of index. Walks vacant indices too.
    pub fn iter(&self) -> impl Iterator<Item = (Handle, &T)> {
        (0..).zip(&self.slots).filter_map(|(index, slot)| {
            let generation = slot.generation;
            let value = slot.get(generation)?;
            Some((Handle { index, generation }, value))
        })
    }

    /// Every value with its handle, in order of index. Walks vacant indices too.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (Handle, &mut T)> {
        (0..).zip(&mut self.slots).filter_map(|(index, slot)| {
            let generation = slot.generation;
            let value = slot.get_mut(generation)?;
            Some((Handle { index, generation }, value))
        })
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there is no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Holds at most `limit` values from here on; those above it that are there already stay.
    pub fn set_limit(&mut self, limit: u32) {
        self.limit = limit;
    }

    /// Whether the limit is reached, so that [`insert`](Self::insert) refuses.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.len >= self.limit
    }

    /// The handle of the value at this index, if there is one: for an owner that has given index and generation away in a
    /// form of its own.
    #[must_use]
    pub fn handle_at(&self, index: u32) -> Option<Handle> {
        let slot = self.slots.get(index as usize)?;
        matches!(slot.content, Content::Occupied(_)).then_some(Handle { index, generation: slot.generation })
    }

    fn fill_vacant(&mut self, index: u32, value: T) -> Result<Handle, T> {
        let Some(slot) = self.slots.get_mut(index as usize) else {
            return Err(value);
        };
        if let Content::Vacant { next } = slot.content {
            self.first_vacant = next;
        }
        slot.content = Content::Occupied(value);
        Ok(Handle { index, generation: slot.generation })
    }

    fn fill_new(&mut self, value: T) -> Result<Handle, T> {
        match u32::try_from(self.slots.len()) {
            Ok(index) if index != Handle::STALE.index => {
                self.slots.push(Slot { generation: 0, content: Content::Occupied(value) });
                Ok(Handle { index, generation: 0 })
            }
            _ => Err(value),
        }
    }
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Slot<T> {
    fn get(&self, generation: u32) -> Option<&T> {
        match &self.content {
            Content::Occupied(value) if self.generation == generation => Some(value),
            _ => None,
        }
    }

    fn get_mut(&mut self, generation: u32) -> Option<&mut T> {
        match &mut self.content {
            Content::Occupied(value) if self.generation == generation => Some(value),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_used_up_index_is_retired_and_its_last_handle_stays_stale() {
        let mut slab = Slab::new();
        let first = slab.insert('a').unwrap();
        slab.remove(first);
        slab.slots[0].generation = u32::MAX;
        let last = slab.insert('b').unwrap();
        assert_eq!((last.index(), last.generation()), (0, u32::MAX));
        assert_eq!(slab.remove(last), Some('b'));

        let next = slab.insert('c').unwrap();
        assert_eq!((next.index(), next.generation()), (1, 0));
        assert_eq!(slab.get(last), None);
        assert_eq!(slab.get(first), None);
        assert_eq!(slab.len(), 1);
    }

    #[test]
    fn the_stale_handle_finds_nothing() {
        let mut slab = Slab::new();
        slab.insert(()).unwrap();
        assert_eq!(slab.get(Handle::STALE), None);
        assert_eq!(slab.remove(Handle::STALE), None);
    }
}

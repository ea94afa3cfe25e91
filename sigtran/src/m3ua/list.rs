//! Lists of words of four octets: routing contexts and point codes.

use std::fmt;
use std::marker::PhantomData;

/// So many words, borrowed from the octets of a message or from values of the caller.
#[derive(Clone, Copy)]
pub struct List<'a, T> {
    form: Form<'a, T>,
}

#[derive(Clone, Copy)]
enum Form<'a, T> {
    Octets(&'a [u8], PhantomData<T>),
    Values(&'a [T]),
}

impl<'a, T: Copy + From<u32>> List<'a, T> {
    /// A list of these values.
    #[must_use]
    pub const fn new(values: &'a [T]) -> Self {
        Self { form: Form::Values(values) }
    }

    /// A list of what stands in these octets; `None` unless they are whole words.
    pub(super) const fn read(octets: &'a [u8]) -> Option<Self> {
        match octets.len() % 4 {
            0 => Some(Self { form: Form::Octets(octets, PhantomData) }),
            _ => None,
        }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self.form {
            Form::Octets(octets, _) => octets.len() / 4,
            Form::Values(values) => values.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The one at this place, from 0.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<T> {
        match self.form {
            Form::Values(values) => values.get(index).copied(),
            Form::Octets(octets, _) => {
                let word = octets.get(index.checked_mul(4)?..)?.first_chunk()?;
                Some(T::from(u32::from_be_bytes(*word)))
            }
        }
    }

    /// Each in its order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = T> + use<'a, T> {
        let list = *self;
        (0..self.len()).filter_map(move |index| list.get(index))
    }
}

impl<T: Copy + From<u32> + PartialEq> PartialEq for List<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<T: Copy + From<u32> + Eq> Eq for List<'_, T> {}

impl<T: Copy + From<u32> + fmt::Debug> fmt::Debug for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

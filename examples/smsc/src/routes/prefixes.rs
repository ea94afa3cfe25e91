//! A set of prefixes, and whether an address begins with one of them.

/// The most characters that a prefix has: as many as an address of submit_sm (SMPP 5.0 §4.7.29).
pub(super) const LONGEST_PREFIX: usize = 20;

/// Prefixes, sorted, so that two sets of the same prefixes are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Prefixes(Vec<Vec<u8>>);

impl Prefixes {
    pub(super) fn new(prefixes: &[String]) -> Self {
        let mut sorted: Vec<Vec<u8>> = prefixes.iter().map(|prefix| prefix.as_bytes().to_vec()).collect();
        sorted.sort_unstable();
        sorted.dedup();
        Self(sorted)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(Vec::as_slice)
    }

    /// Whether the address begins with one of them; an empty set has no condition to make.
    pub(super) fn admit(&self, address: &[u8]) -> bool {
        let begins = |length: usize| {
            let start = address.get(..length).unwrap_or(address);
            self.0.binary_search_by(|prefix| prefix.as_slice().cmp(start)).is_ok()
        };
        self.is_empty() || (1..=address.len().min(LONGEST_PREFIX)).any(begins)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_admitted_by_any_prefix_of_it() {
        let prefixes =
            Prefixes::new(&["491".into(), "44".into(), "49".into(), "12345678901234567890".into()]);
        for (address, admitted) in [
            (&b"4"[..], false),
            (b"", false),
            (b"44", true),
            (b"491", true),
            (b"490", true),
            (b"1234567890123456789", false),
            (b"123456789012345678901", true),
        ] {
            assert_eq!(prefixes.admit(address), admitted, "{address:?}");
        }
        assert!(Prefixes::default().admit(b""));
    }
}

//! To which numbers messages go.

/// The last digits of the recipients of one thread, one after the other or at random.
#[derive(Clone, Debug)]
pub(crate) struct Destinations {
    count: u64,
    next: u64,
    step: u64,
    random: Option<SplitMix>,
}

impl Destinations {
    /// `count` numbers, of which thread `index` of `threads` takes every n-th in turn, or any at random.
    pub(crate) const fn new(count: u64, index: u64, threads: u64, random: bool) -> Self {
        let random = if random { Some(SplitMix(index)) } else { None };
        Self { count, next: index % count, step: threads, random }
    }

    /// How many digits it takes to tell them apart.
    pub(crate) const fn width(&self) -> usize {
        match (self.count - 1).checked_ilog10() {
            Some(log) => log as usize + 1,
            None => 0,
        }
    }

    /// Writes the next number into `digits`, with leading zeros.
    #[inline]
    pub(crate) fn write_next(&mut self, digits: &mut [u8]) {
        let mut number = match &mut self.random {
            Some(random) => random.next() % self.count,
            None => {
                let number = self.next;
                self.next = (number + self.step) % self.count;
                number
            }
        };
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (number % 10) as u8;
            number /= 10;
        }
    }
}

/// The generator SplitMix64: a counter and a mixing function; plenty for spreading numbers.
#[derive(Clone, Debug)]
struct SplitMix(u64);

impl SplitMix {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(mut destinations: Destinations, count: usize) -> Vec<String> {
        let mut digits = vec![b'x'; destinations.width()];
        let mut next = || {
            destinations.write_next(&mut digits);
            String::from_utf8(digits.clone()).unwrap()
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn numbers_follow_one_another_and_begin_anew() {
        assert_eq!(take(Destinations::new(12, 0, 1, false), 14)[8..], ["08", "09", "10", "11", "00", "01"]);
    }

    #[test]
    fn threads_share_them() {
        assert_eq!(take(Destinations::new(100, 1, 3, false), 3), ["01", "04", "07"]);
    }

    #[test]
    fn as_many_digits_as_are_needed() {
        for (count, width) in [(1, 0), (2, 1), (10, 1), (11, 2), (1_000_000, 6), (1_000_000_000, 9)] {
            assert_eq!(Destinations::new(count, 0, 1, false).width(), width, "{count}");
        }
    }

    #[test]
    fn random_ones_are_the_same_in_each_run_and_spread() {
        let random = || take(Destinations::new(10, 0, 1, true), 200);
        assert_eq!(random(), random());
        let different: std::collections::BTreeSet<_> = random().into_iter().collect();
        assert_eq!(different.len(), 10);
    }
}

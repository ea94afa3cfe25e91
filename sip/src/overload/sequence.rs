//! Which of two reports is newer (RFC 7339 §4.4).

/// The number of a report: up to twelve digits and, behind a dot, up to five, as a time in seconds has them. A greater one
/// is newer (RFC 7339 §4.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence {
    whole: u64,
    /// In hundred-thousandths.
    fraction: u32,
}

const MOST: u64 = 999_999_999_999;
const SCALE: u32 = 100_000;

impl Sequence {
    /// So many seconds and hundred-thousandths of one. What is above twelve digits, or five, counts as the most.
    #[must_use]
    pub fn new(whole: u64, fraction: u32) -> Self {
        Self { whole: whole.min(MOST), fraction: fraction.min(SCALE - 1) }
    }

    /// `None` if it is none.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let dot = text.iter().position(|octet| *octet == b'.')?;
        let whole = digits(text.get(..dot)?, 12)?;
        let decimals = text.get(dot + 1..)?;
        let fraction = u32::try_from(digits(decimals, 5)?).ok()?;
        let missing = 5_u32.saturating_sub(u32::try_from(decimals.len()).ok()?);
        Some(Self { whole, fraction: fraction * 10_u32.pow(missing) })
    }

    /// With all five decimals, so that it is as great to a reader who takes them for a whole number.
    pub(super) fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(format!("{}.{:05}", self.whole, self.fraction).as_bytes());
    }
}

fn digits(text: &[u8], most: usize) -> Option<u64> {
    let fits = (1..=most).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
    fits.then(|| text.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}

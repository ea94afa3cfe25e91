//! When to try again: a list of delays, and how it goes on after the last.

use serde::Deserialize;

/// Delays after the first, second, … failed attempt: `["20s", "5m"]`. The last one holds for all that follow, unless
/// the list ends with a factor, `["20s", "5m", "x2 up to 24h"]`: then each is the one before it times that, up to the
/// limit. Units are `ms`, `s`, `m`, `h` and `d`; `1h30m` is a delay, too.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Schedule {
    delays_ms: Vec<u64>,
    then: Option<Growth>,
}

/// How delays grow after the last one of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Growth {
    /// By how much, in hundredths: 200 for `x2`.
    percent: u32,
    /// The most that a delay becomes, in ms.
    limit_ms: u64,
}

/// The longest delay that can be told: 365 days in ms. Sums of a few of them fit every clock.
const LONGEST_MS: u64 = 365 * 86_400_000;

impl Schedule {
    /// A schedule of delays in seconds without growth; `None` for an empty one. Delays of more than 365 days count as
    /// that.
    #[must_use]
    pub fn of_seconds(seconds: &[u64]) -> Option<Self> {
        let delays_ms: Vec<u64> =
            seconds.iter().map(|seconds| seconds.saturating_mul(1000).min(LONGEST_MS)).collect();
        (!delays_ms.is_empty()).then_some(Self { delays_ms, then: None })
    }

    /// How long to wait after this failed attempt, in ms. The first attempt is 1; 0 counts as 1.
    #[must_use]
    pub fn delay_ms(&self, attempt: u16) -> u64 {
        let index = usize::from(attempt.saturating_sub(1));
        if let Some(delay) = self.delays_ms.get(index) {
            return *delay;
        }
        let last = self.delays_ms.last().copied().unwrap_or(LONGEST_MS);
        let Some(growth) = self.then else { return last };
        let mut delay = last;
        for _ in self.delays_ms.len()..=index {
            let grown = delay.saturating_mul(u64::from(growth.percent)) / 100;
            // A factor of 1, or one that rounds down to it, would have us count on without end.
            if grown <= delay || grown >= growth.limit_ms {
                return grown.max(delay).min(growth.limit_ms.max(last));
            }
            delay = grown;
        }
        delay
    }
}

impl TryFrom<Vec<String>> for Schedule {
    type Error = String;

    fn try_from(texts: Vec<String>) -> Result<Self, String> {
        let (delays, last) = match texts.split_last() {
            Some((last, before)) if last.trim_start().starts_with('x') => (before, Some(last)),
            _ => (texts.as_slice(), None),
        };
        let delays_ms: Vec<u64> = delays.iter().map(|text| delay(text)).collect::<Result<_, _>>()?;
        let Some(largest) = delays_ms.last() else {
            return Err("must have at least one delay such as `20s`".into());
        };
        let then = last.map(|text| growth(text)).transpose()?;
        if then.is_some_and(|growth| growth.limit_ms < *largest) {
            return Err("the limit of the growth must not be below the last delay".into());
        }
        Ok(Self { delays_ms, then })
    }
}

/// Reads `x2 up to 24h`.
fn growth(text: &str) -> Result<Growth, String> {
    let wrong = || format!("`{text}` is no growth such as `x2 up to 24h`");
    let (factor, limit) =
        text.trim().strip_prefix('x').and_then(|rest| rest.split_once(" up to ")).ok_or_else(wrong)?;
    let (whole, part) = factor.trim().split_once('.').unwrap_or((factor.trim(), "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 2 {
        return Err(wrong());
    }
    let hundredths =
        |part: &str| part.parse::<u32>().ok().map(|value| if part.len() == 1 { value * 10 } else { value });
    let percent = whole.parse::<u32>().ok().zip(hundredths(part));
    let percent = percent.and_then(|(whole, part)| whole.checked_mul(100)?.checked_add(part));
    let percent = percent.filter(|percent| (101..=10_000).contains(percent));
    let percent = percent.ok_or_else(|| format!("the factor in `{text}` must be above 1 and at most 100"))?;
    Ok(Growth { percent, limit_ms: delay(limit)? })
}

/// Reads `20s`, `500ms` or `1h30m`, in ms.
fn delay(text: &str) -> Result<u64, String> {
    let wrong = || format!("`{text}` is no delay such as `20s`, `5m` or `1h30m`");
    let mut rest = text.trim();
    let mut total = 0_u64;
    if rest.is_empty() {
        return Err(wrong());
    }
    while !rest.is_empty() {
        let end = rest.find(|character: char| !character.is_ascii_digit()).ok_or_else(wrong)?;
        let (number, after) = rest.split_at_checked(end).ok_or_else(wrong)?;
        let end = after.find(|character: char| character.is_ascii_digit()).unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(end).ok_or_else(wrong)?;
        let unit_ms = match unit {
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => return Err(wrong()),
        };
        let number: u64 = number.parse().map_err(|_| wrong())?;
        total = total.saturating_add(number.saturating_mul(unit_ms));
        rest = after;
    }
    if total > LONGEST_MS { Err(format!("`{text}` is longer than 365 days")) } else { Ok(total) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(texts: &[&str]) -> Result<Schedule, String> {
        Schedule::try_from(texts.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn delays_follow_the_list_and_then_stay_or_grow() {
        let seconds = |texts: &[&str], attempts: &[u16]| -> Vec<u64> {
            let schedule = schedule(texts).unwrap();
            attempts.iter().map(|attempt| schedule.delay_ms(*attempt) / 1000).collect()
        };
        assert_eq!(seconds(&["20s", "5m"], &[0, 1, 2, 3, u16::MAX]), [20, 20, 300, 300, 300]);
        let growing = ["20s", "5m", "x2 up to 24h"];
        assert_eq!(
            seconds(&growing, &[1, 2, 3, 4, 10, 11, u16::MAX]),
            [20, 300, 600, 1200, 76_800, 86_400, 86_400]
        );
        assert_eq!(seconds(&["10s", "x1.5 up to 1m"], &[1, 2, 3, 4, 5, 6, 7]), [10, 15, 22, 33, 50, 60, 60]);
        assert_eq!(seconds(&["1h30m"], &[1]), [5400]);
        assert_eq!(schedule(&["500ms"]).unwrap().delay_ms(1), 500);
        assert_eq!(schedule(&["0s", "x2 up to 1h"]).unwrap().delay_ms(9), 0, "nothing grows from nothing");
        assert_eq!(schedule(&["365d"]).unwrap().delay_ms(1), LONGEST_MS);
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for wrong in [
            &[][..],
            &["x2 up to 1h"],
            &["20"],
            &["s"],
            &[""],
            &["20 s"],
            &["-1s"],
            &["1w"],
            &["366d"],
            &["99999999999999999999s"],
            &["20s", "x2"],
            &["20s", "x1 up to 1h"],
            &["20s", "x101 up to 1h"],
            &["20s", "x1.123 up to 1h"],
            &["20s", "x. up to 1h"],
            &["2h", "x2 up to 1h"],
            &["x2 up to 1h", "20s"],
            &["1é"],
        ] {
            assert!(schedule(wrong).is_err(), "{wrong:?}");
        }
    }
}

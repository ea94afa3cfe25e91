//! The hours of a week in which something holds.

use serde::Deserialize;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const DAY: u16 = 24 * 60;
const WEEK: u16 = 7 * DAY;

/// Hours of the week: `Mon-Fri 08:00-20:00`. Parts are put together with `;`, days with `,`; days alone are whole days,
/// hours alone hold every day. The end is not included, 24:00 is the end of a day, and hours past midnight such as
/// `Fri 22:00-06:00` belong to the day on which they begin.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct WeekHours {
    /// From and before which minute of the week; one that runs over the week's end is two.
    spans: Vec<(u16, u16)>,
    text: String,
}

impl WeekHours {
    /// Whether they hold at this minute of the week, counted from Monday 00:00: 0 to 10079.
    #[must_use]
    pub fn hold(&self, minute: u16) -> bool {
        self.spans.iter().any(|(from, before)| (*from..*before).contains(&minute))
    }

    /// The hours as they stand in the configuration.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl TryFrom<String> for WeekHours {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = |part: &str| format!("`{part}` is no time such as `Mon-Fri 08:00-20:00`");
        let mut spans = Vec::new();
        for part in text.split(';') {
            let words: Vec<&str> = part.split_whitespace().collect();
            let is_hours = |word: &str| word.starts_with(|first: char| first.is_ascii_digit());
            let (days, (from, before)) = match words.as_slice() {
                [days, hours] => (days_of(days), hours_of(hours).ok_or_else(|| wrong(part))?),
                [hours] if is_hours(hours) => {
                    (Some((0..7).collect()), hours_of(hours).ok_or_else(|| wrong(part))?)
                }
                [days] => (days_of(days), (0, DAY)),
                _ => return Err(wrong(part)),
            };
            for day in days.ok_or_else(|| wrong(part))? {
                let (from, before) = (day * DAY + from, day * DAY + before);
                spans.push((from, before.min(WEEK)));
                if before > WEEK {
                    spans.push((0, before - WEEK));
                }
            }
        }
        Ok(Self { spans, text })
    }
}

/// The numbers of days such as `Mon-Wed,Sun`; a range may run over the week's end.
fn days_of(text: &str) -> Option<Vec<u16>> {
    let day = |name: &str| {
        let index = DAYS.iter().position(|day| day.eq_ignore_ascii_case(name))?;
        u16::try_from(index).ok()
    };
    let mut days = Vec::new();
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (day(first)?, day(last)?);
        days.extend((0..=(last + 7 - first) % 7).map(|step| (first + step) % 7));
    }
    Some(days)
}

/// From and before which minute: `08:00-20:00`. Past midnight, the second is above a day's minutes.
fn hours_of(text: &str) -> Option<(u16, u16)> {
    let (from, before) = text.split_once('-')?;
    let (from, before) = (minute_of(from)?, minute_of(before)?);
    if from == before || from == DAY {
        return None;
    }
    Some((from, if before < from { before + DAY } else { before }))
}

fn minute_of(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str| text.parse::<u16>().ok().filter(|_| text.len() == 2 && !text.starts_with('+'));
    let minute = number(hours)? * 60 + number(minutes).filter(|minutes| *minutes < 60)?;
    (minute <= DAY).then_some(minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_hold_from_their_first_minute_to_before_their_end() {
        const TUE: u16 = DAY;
        const FRI: u16 = 4 * DAY;
        const SAT: u16 = 5 * DAY;
        const SUN: u16 = 6 * DAY;
        for (text, minute, holds) in [
            ("Mon-Fri 08:00-20:00", 8 * 60 - 1, false),
            ("Mon-Fri 08:00-20:00", 8 * 60, true),
            ("Mon-Fri 08:00-20:00", 20 * 60 - 1, true),
            ("Mon-Fri 08:00-20:00", 20 * 60, false),
            ("Mon-Fri 08:00-20:00", FRI + 600, true),
            ("Mon-Fri 08:00-20:00", SAT + 600, false),
            ("Fri-Mon", SUN, true),
            ("Fri-Mon", 0, true),
            ("Fri-Mon", TUE, false),
            ("Mon,Wed 00:00-24:00", 2 * DAY + 1439, true),
            ("Mon,Wed 00:00-24:00", TUE, false),
            ("Fri 22:00-06:00", SAT + 359, true),
            ("Fri 22:00-06:00", SAT + 360, false),
            ("Fri 22:00-06:00", FRI + 359, false),
            ("Sun 22:00-06:00", 359, true),
            ("Sun 22:00-06:00", 360, false),
            ("Sun 22:00-06:00", WEEK - 1, true),
            ("12:00-13:00", SUN + 720, true),
            ("sat; Sun 09:00-10:00", SAT, true),
            ("sat; Sun 09:00-10:00", SUN, false),
            ("Mon", WEEK, false),
        ] {
            let hours = WeekHours::try_from(text.to_string()).unwrap();
            assert_eq!(hours.hold(minute), holds, "{text} at {minute}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for wrong in [
            "",
            "Mon-",
            "Moon",
            "Mon 8-20",
            "Mon 08:00",
            "Mon 08:00-08:00",
            "Mon 08:60-09:00",
            "Mon 08:00-24:01",
            "24:00-25:00",
            "24:00-06:00",
            "Mon 8:00-9:00",
            "Mon 08:00-09:00 Tue",
            "Mon;",
            "Mon 99999:00-09:00",
            "+1:00-02:00",
        ] {
            assert!(WeekHours::try_from(wrong.to_string()).is_err(), "{wrong}");
        }
    }
}

//! schedule_delivery_time and validity_period: both forms, every part at its bounds and beyond.

use std::time::{SystemTime, UNIX_EPOCH};

use brivas_smpp::{AbsoluteTime, CommandStatus as S};

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::context::Context;
use crate::suite::verdict::{Outcome, Stop};

const ABSOLUTE: &str = "SMPP 5.0 §4.7.23.4; SMPP 3.4 §7.1.1.1";
const RELATIVE: &str = "SMPP 5.0 §4.7.23.5; SMPP 3.4 §7.1.1.2";
const TIME: &str = "SMPP 5.0 §4.7.23; SMPP 3.4 §7.1.1";

/// Name, the places of the 16 characters that are changed, and what is put there.
type Change = (&'static str, usize, &'static str);

/// Changes to an absolute time that leave it legal.
const GOOD_ABSOLUTE: &[Change] = &[
    ("tenths_of_9", 12, "9"),
    ("offset_of_0_minus", 13, "00-"),
    ("offset_of_48", 13, "48+"),
    ("offset_of_48_minus", 13, "48-"),
];

const BAD_ABSOLUTE: &[Change] = &[
    ("month_0", 2, "00"),
    ("month_13", 2, "13"),
    ("day_0", 4, "00"),
    ("day_32", 4, "32"),
    ("february_30", 2, "0230"),
    ("hour_24", 6, "24"),
    ("minute_60", 8, "60"),
    ("second_60", 10, "60"),
    ("offset_of_49", 13, "49+"),
    ("no_sign", 15, "0"),
    ("sign_of_another_kind", 15, "Z"),
    ("a_letter", 5, "x"),
    ("a_space", 0, " "),
];

const BAD_RELATIVE: &[Change] = &[
    ("month_13", 2, "13"),
    ("day_32", 4, "32"),
    ("hour_24", 6, "24"),
    ("minute_60", 8, "60"),
    ("second_60", 10, "60"),
    ("tenths_of_1", 12, "1"),
    ("offset_of_1", 13, "01"),
    ("small_r", 15, "r"),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, at, text) in GOOD_ABSOLUTE {
        cases.push(Case::new(format!("smpp.times.absolute.{name}"), ABSOLUTE, |t| {
            taken(t, "validity_period", &changed(&in_a_day()?, *at, text))
        }));
    }
    for (name, at, text) in BAD_ABSOLUTE {
        for field in [VALIDITY, SCHEDULE] {
            let id = format!("smpp.times.absolute.{}_{name}", field.0);
            cases
                .push(Case::new(id, ABSOLUTE, move |t| refused(t, field, &changed(&in_a_day()?, *at, text))));
        }
    }
    for (name, at, text) in BAD_RELATIVE {
        for field in [VALIDITY, SCHEDULE] {
            let id = format!("smpp.times.relative.{}_{name}", field.0);
            let time = changed("000001000000000R", *at, text);
            cases.push(Case::new(id, RELATIVE, move |t| refused(t, field, &time)));
        }
    }
    for (name, time) in
        [("short", "00000100000000R"), ("long", "0000010000000000R"), ("of_one_character", "R")]
    {
        for field in [VALIDITY, SCHEDULE] {
            let id = format!("smpp.times.{}_{name}", field.0);
            cases.push(Case::new(id, TIME, move |t| refused(t, field, time)));
        }
    }
    cases.extend(whole());
    cases.into_iter().map(|case| case.needs(Feature::ScheduledDelivery)).collect()
}

/// What a time means, rather than how it is written.
fn whole() -> Vec<Case> {
    vec![
        Case::new("smpp.times.absolute.validity", ABSOLUTE, |t| taken(t, "validity_period", &in_a_day()?)),
        Case::new("smpp.times.absolute.schedule", ABSOLUTE, |t| {
            taken(t, "schedule_delivery_time", &in_a_day()?)
        }),
        Case::new("smpp.times.relative.validity", RELATIVE, |t| {
            taken(t, "validity_period", "000001000000000R")
        }),
        Case::new("smpp.times.relative.validity_of_parts", RELATIVE, |t| {
            taken(t, "validity_period", "000001235959000R")
        }),
        Case::new("smpp.times.relative.schedule", RELATIVE, |t| {
            taken(t, "schedule_delivery_time", "000000010000000R")
        }),
        Case::new("smpp.times.relative.validity_of_nothing", RELATIVE, |t| {
            refused(t, VALIDITY, "000000000000000R")
        })
        .should(),
        Case::new("smpp.times.absolute.validity_in_the_past", ABSOLUTE, |t| {
            refused(t, VALIDITY, "200101000000000+")
        }),
        Case::new("smpp.times.validity_before_schedule", TIME, |t| {
            let message = t.submit_sm().text("schedule_delivery_time", "000002000000000R");
            let message = message.text("validity_period", "000001000000000R");
            t.transmitter()?.refuses(&message, &[S::ESME_RINVEXPIRY, S::ESME_RINVSCHED]).map(drop)
        })
        .should(),
    ]
}

/// A field by what cases call it, by its name, and by the status that answers a bad one.
type Field = (&'static str, &'static str, S);

const VALIDITY: Field = ("validity", "validity_period", S::ESME_RINVEXPIRY);
const SCHEDULE: Field = ("schedule", "schedule_delivery_time", S::ESME_RINVSCHED);

/// A day from now, in UTC.
fn in_a_day() -> Outcome<String> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let tomorrow = i64::try_from(now).unwrap_or(i64::MAX).saturating_add(86_400_000);
    match AbsoluteTime::from_unix_millis(tomorrow) {
        Some(time) => Ok(String::from_utf8_lossy(&time.to_octets()).into_owned()),
        None => Err(Stop::Inconclusive("the clock here is outside 1938 to 2037".into())),
    }
}

fn changed(time: &str, at: usize, text: &str) -> String {
    let before: String = time.chars().take(at).collect();
    let behind: String = time.chars().skip(at + text.len()).collect();
    before + text + &behind
}

fn taken(t: &Context<'_>, field: &'static str, time: &str) -> Outcome {
    t.transmitter()?.accepts(&t.submit_sm().text(field, time)).map(drop)
}

fn refused(t: &Context<'_>, (_, field, status): Field, time: &str) -> Outcome {
    let mut c = t.transmitter()?;
    c.refuses(&t.submit_sm().text(field, time), &[status])?;
    c.alive()
}

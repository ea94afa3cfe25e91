use brivas_platform::config::{Config, RetryKind};
use brivas_smpp::CommandStatus;
use proptest::prelude::*;

use super::*;

const SECOND: i64 = 1000;
const HOUR: i64 = 3600 * SECOND;
const DAY: i64 = 24 * HOUR;

fn policy(text: &str) -> RetryPolicy {
    RetryPolicy::compile(&Config::parse(text).unwrap()).unwrap()
}

fn status(number: u32) -> Failure {
    Failure::Status(CommandStatus(number))
}

/// Delays in seconds after the attempts 1, 2, … of a message that is valid for a hundred days.
fn delays(policy: &RetryPolicy, failure: Failure, attempts: u16) -> Vec<i64> {
    let delay = |attempt| match policy.after(failure, attempt, 0, 100 * DAY, 1) {
        Next::At(at) => at / SECOND,
        Next::GiveUp(reason) => panic!("{reason:?}"),
    };
    (1..=attempts).map(delay).collect()
}

#[test]
fn unless_configured_otherwise_six_failures_and_throttling_are_tried_again_and_nothing_else_is() {
    let policy = policy("");
    let temporary =
        [status(0x08), status(0x04), status(0x64), Failure::Timeout, Failure::Lost, Failure::NoRoute];
    let throttled = [status(0x58), Failure::Throttled];
    for failure in temporary.into_iter().chain(throttled) {
        let kind = if throttled.contains(&failure) { RetryKind::Throttled } else { RetryKind::Temporary };
        assert_eq!(policy.kind(failure), kind, "{failure:?}");
        assert_eq!(
            delays(&policy, failure, 8),
            [20, 60, 300, 900, 3600, 14_400, 14_400, 14_400],
            "{failure:?}"
        );
    }
    let others = CommandStatus::ALL.iter().map(|status| status.0).chain([0x400, 0x4FF, u32::MAX]);
    for failure in others.filter(|number| ![0x08, 0x04, 0x64, 0x58].contains(number)).map(status) {
        assert_eq!(policy.kind(failure), RetryKind::Permanent, "{failure:?}");
        assert_eq!(policy.after(failure, 1, 0, DAY, 1), Next::GiveUp(GiveUpReason::Permanent), "{failure:?}");
    }
}

#[test]
fn the_schedule_of_the_field_first_20_s_then_5_min_then_twice_up_to_a_day() {
    let policy = policy(
        "[[retry.class]]\nname = \"field\"\non = [0x64, \"timeout\"]\nkind = \"temporary\"\n\
         schedule = [\"20s\", \"5m\", \"x2 up to 24h\"]\n",
    );
    let field = [20, 300, 600, 1200, 2400, 4800, 9600, 19_200, 38_400, 76_800, 86_400, 86_400];
    assert_eq!(delays(&policy, status(0x64), 12), field);
    assert_eq!(delays(&policy, Failure::Timeout, 12), field);
    assert_eq!(policy.class(Failure::Timeout), "field");
    assert_eq!(delays(&policy, Failure::Lost, 2), [20, 60], "another class");
    assert_eq!(policy.class(Failure::Lost), "temporary");
}

#[test]
fn a_busy_destination_is_tried_every_two_minutes() {
    let policy = policy("[[retry.class]]\non = [\"ESME_RMSGQFUL\"]\nkind = \"busy\"\n");
    assert_eq!(delays(&policy, status(0x14), 4), [120; 4]);
    assert_eq!((policy.kind(status(0x14)), policy.class(status(0x14))), (RetryKind::Busy, "busy"));
}

#[test]
fn retry_secs_remains_the_schedule_of_every_class_without_its_own() {
    let policy =
        policy("[message]\nretry_secs = [7, 9]\n[[retry.class]]\non = [0x14]\nkind = \"throttled\"\n");
    for failure in [Failure::Timeout, status(0x58), status(0x14)] {
        assert_eq!(delays(&policy, failure, 3), [7, 9, 9], "{failure:?}");
    }
}

#[test]
fn what_is_temporary_can_be_made_permanent_and_everything_temporary() {
    let harder = policy("[[retry.class]]\non = [\"ESME_RSYSERR\"]\nkind = \"permanent\"\n");
    assert_eq!(harder.kind(status(8)), RetryKind::Permanent);
    assert_eq!(harder.kind(Failure::Lost), RetryKind::Temporary);
    let softer = policy(
        "[[retry.class]]\non = [0x0B]\nkind = \"permanent\"\n[[retry.class]]\non = [\"any\"]\nkind = \"temporary\"\n",
    );
    assert_eq!(softer.kind(status(0x0B)), RetryKind::Permanent);
    for failure in [status(0x400), status(0x58), Failure::Timeout, Failure::Throttled] {
        assert_eq!(softer.kind(failure), RetryKind::Temporary, "{failure:?}");
    }
}

#[test]
fn attempts_end_at_their_number() {
    let policy = policy("[[retry.class]]\non = [\"lost\"]\nkind = \"temporary\"\nmax_attempts = 3\n");
    let after = |attempt| policy.after(Failure::Lost, attempt, 0, DAY, 1);
    assert_eq!(after(2), Next::At(60 * SECOND));
    assert_eq!(after(3), Next::GiveUp(GiveUpReason::Attempts));
    assert_eq!(after(u16::MAX), Next::GiveUp(GiveUpReason::Attempts));
    assert_eq!(after(0), after(1), "the first attempt is 1");
}

#[test]
fn a_next_try_after_the_validity_waits_for_its_end_or_ends_at_once() {
    let late = policy("");
    let early = policy("[retry]\ngive_up = \"when_next_try_is_later\"\n");
    let mixed = policy(
        "[retry]\ngive_up = \"when_next_try_is_later\"\n[[retry.class]]\non = [\"lost\"]\n\
         kind = \"temporary\"\ngive_up = \"at_expiry\"\n",
    );
    for (expires_at, at_expiry, at_once) in [
        (20 * SECOND + 1, Next::At(20 * SECOND), Next::At(20 * SECOND)),
        (20 * SECOND, Next::At(20 * SECOND), Next::GiveUp(GiveUpReason::NextTryTooLate)),
        (20 * SECOND - 1, Next::At(20 * SECOND - 1), Next::GiveUp(GiveUpReason::NextTryTooLate)),
        (1, Next::At(1), Next::GiveUp(GiveUpReason::NextTryTooLate)),
        (0, Next::GiveUp(GiveUpReason::Expired), Next::GiveUp(GiveUpReason::Expired)),
    ] {
        assert_eq!(late.after(Failure::Lost, 1, 0, expires_at, 1), at_expiry, "{expires_at}");
        assert_eq!(early.after(Failure::Lost, 1, 0, expires_at, 1), at_once, "{expires_at}");
        assert_eq!(mixed.after(Failure::Lost, 1, 0, expires_at, 1), at_expiry, "{expires_at}");
        assert_eq!(mixed.after(Failure::Timeout, 1, 0, expires_at, 1), at_once, "{expires_at}");
    }
}

#[test]
fn a_mistake_names_its_key_and_line() {
    for (text, key, line) in [
        ("[[retry.class]]\non = [\"ESME_RNOSUCH\"]\nkind = \"busy\"\n", "retry.class[0].on[0]", 2),
        ("[[retry.class]]\nkind = \"busy\"\non = [0x58,\n \"ESME_RTHROTTLED\"]\n", "retry.class[0].on[1]", 4),
        (
            "[[retry.class]]\nkind = \"busy\"\non = [\"any\"]\n[[retry.class]]\nkind = \"busy\"\non = [1]\n",
            "retry.class[0].on[0]",
            3,
        ),
    ] {
        let error = RetryPolicy::compile(&Config::parse(text).unwrap()).unwrap_err().to_string();
        assert!(error.starts_with(key) && error.ends_with(&format!("(line {line})")), "{error}");
    }
}

#[test]
fn jitter_spreads_messages_evenly_within_its_bounds() {
    let policy = policy("[retry]\njitter_percent = 10\n");
    let delay = |id| match policy.after(Failure::Lost, 1, 0, DAY, id) {
        Next::At(at) => at,
        Next::GiveUp(reason) => panic!("{reason:?}"),
    };
    let delays: Vec<i64> = (0..10_000).map(delay).collect();
    assert!(delays.iter().all(|delay| (18_000..=22_000).contains(delay)));
    // Ten equal parts of the 4 s, each with about a tenth of the messages: six standard deviations.
    for part in 0..10 {
        let range = 18_000 + part * 400..18_000 + (part + 1) * 400;
        let count = delays.iter().filter(|delay| range.contains(*delay)).count();
        assert!((820..=1180).contains(&count), "{count} in {range:?}");
    }
}

proptest! {
    #[test]
    fn every_answer_is_after_now_within_the_validity_and_the_same_each_time(
        number: u32, attempt: u16, now in any::<i64>(), validity in any::<i64>(), id: u64, jitter in 0..=50_u8,
        early: bool,
    ) {
        let give_up = if early { "when_next_try_is_later" } else { "at_expiry" };
        let text = format!(
            "[retry]\njitter_percent = {jitter}\ngive_up = \"{give_up}\"\n[[retry.class]]\n\
             on = [\"any\"]\nkind = \"temporary\"\nschedule = [\"20s\", \"x3 up to 30d\"]\n"
        );
        let policy = policy(&text);
        let expires_at = now.saturating_add(validity);
        let next = policy.after(status(number), attempt, now, expires_at, id);
        prop_assert_eq!(next, policy.after(status(number), attempt, now, expires_at, id));
        match next {
            Next::At(at) => prop_assert!(now < at && at <= expires_at),
            Next::GiveUp(GiveUpReason::Expired) => prop_assert!(expires_at <= now),
            Next::GiveUp(GiveUpReason::NextTryTooLate) => prop_assert!(early && expires_at > now),
            Next::GiveUp(reason) => prop_assert!(false, "{:?}", reason),
        }
    }
}

//! Whether a message may be taken as its fields have it, and from when until when it is to be delivered.

use brivas_platform::config::MessageConfig;
use brivas_smpp::{
    CommandStatus, DataSm, EsmClass, InterfaceVersion, McReceipt, MessagingMode, Npi, RegisteredDelivery,
    SmppTime, SubmitSm, Tag, Ton,
};

use crate::envelope::Parts;

/// From when until when a message is to be delivered, Unix ms, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Admission {
    pub(super) due_at: i64,
    pub(super) expires_at: i64,
    pub(super) mode: MessagingMode,
}

/// Judges a submit_sm, or a submit_multi in its form.
pub(super) fn of_submit_sm(
    body: &SubmitSm<'_>,
    version: InterfaceVersion,
    now: i64,
    config: &MessageConfig,
) -> Result<Admission, CommandStatus> {
    check_addresses(&Parts::of_submit_sm(body))?;
    check_esm_class(body.esm_class)?;
    if body.priority_flag > 3 {
        return Err(CommandStatus::ESME_RINVPRTFLG);
    }
    if body.replace_if_present_flag > 1 {
        return Err(CommandStatus::ESME_RINVREPFLAG);
    }
    if !body.short_message.is_empty() && body.tlvs.get(Tag::message_payload).is_some() {
        return Err(CommandStatus::ESME_RINVMSGLEN);
    }
    check_registered_delivery(body.registered_delivery, version)?;
    let mode = body.esm_class.messaging_mode();
    // Transaction mode by submit_sm came with 5.0 (SMPP 3.4 §2.10.3; SMPP 5.0 §4.2.10.4).
    if mode == MessagingMode::Forward && !version.is_5_0() {
        return Err(CommandStatus::ESME_RINVESMCLASS);
    }
    let due_at = match SmppTime::parse(body.schedule_delivery_time) {
        Ok(time) => time.map_or(now, |time| time.resolve(now).max(now)),
        Err(_) => return Err(CommandStatus::ESME_RINVSCHED),
    };
    let asked = match SmppTime::parse(body.validity_period) {
        // The validity counts from the submission, also of a message to be delivered later.
        Ok(time) => time.map(|time| time.resolve(now)),
        Err(_) => return Err(CommandStatus::ESME_RINVEXPIRY),
    };
    let asked = ttl(body.tlvs.integer(Tag::qos_time_to_live), now).or(asked);
    let expires_at = expiry(asked, now, due_at, config)?;
    Ok(Admission { due_at, expires_at, mode })
}

/// Judges a data_sm.
pub(super) fn of_data_sm(
    body: &DataSm<'_>,
    version: InterfaceVersion,
    now: i64,
    config: &MessageConfig,
) -> Result<Admission, CommandStatus> {
    check_addresses(&Parts::of_data_sm(body))?;
    check_esm_class(body.esm_class)?;
    check_registered_delivery(body.registered_delivery, version)?;
    let asked = ttl(body.tlvs.integer(Tag::qos_time_to_live), now);
    let expires_at = expiry(asked, now, now, config)?;
    Ok(Admission { due_at: now, expires_at, mode: body.esm_class.messaging_mode() })
}

fn ttl(seconds: Option<u32>, now: i64) -> Option<i64> {
    seconds.map(|seconds| now.saturating_add(i64::from(seconds) * 1000))
}

/// Until when a message is valid: what was asked for, if it is in the future, up to the longest that is granted.
pub(super) fn expiry(
    asked: Option<i64>,
    now: i64,
    due_at: i64,
    config: &MessageConfig,
) -> Result<i64, CommandStatus> {
    let span = |seconds: u64| i64::try_from(seconds.saturating_mul(1000)).unwrap_or(i64::MAX / 4);
    let latest = now.saturating_add(span(config.max_validity_secs));
    if due_at > latest {
        return Err(CommandStatus::ESME_RINVSCHED);
    }
    match asked {
        Some(at) if at <= now || at < due_at => Err(CommandStatus::ESME_RINVEXPIRY),
        Some(at) => Ok(at.min(latest)),
        None => Ok(due_at.saturating_add(span(config.default_validity_secs)).min(latest.max(due_at))),
    }
}

/// A destination, and types and plans that the standard knows (SMPP 5.0 §4.7.1, §4.7.2).
fn check_addresses(parts: &Parts<'_>) -> Result<(), CommandStatus> {
    let known_ton = |ton: Ton| ton.0 <= Ton::Abbreviated.0;
    let known_npi = |npi: Npi| matches!(npi.0, 0 | 1 | 3 | 4 | 6 | 8 | 9 | 10 | 14 | 18);
    let checks = [
        (known_ton(parts.source.ton), CommandStatus::ESME_RINVSRCTON),
        (known_npi(parts.source.npi), CommandStatus::ESME_RINVSRCNPI),
        (known_ton(parts.destination.ton), CommandStatus::ESME_RINVDSTTON),
        (known_npi(parts.destination.npi), CommandStatus::ESME_RINVDSTNPI),
        (!parts.destination.digits.is_empty(), CommandStatus::ESME_RINVDSTADR),
    ];
    checks.into_iter().find(|(good, _)| !good).map_or(Ok(()), |(_, status)| Err(status))
}

/// What an ESME may send: a message, an acknowledgement of either kind, the end of a conversation (SMPP 5.0 §4.7.12).
fn check_esm_class(esm_class: EsmClass) -> Result<(), CommandStatus> {
    match esm_class.0 & 0x3C {
        0 | 0x08 | 0x10 | 0x18 => Ok(()),
        _ => Err(CommandStatus::ESME_RINVESMCLASS),
    }
}

/// "On success only" is reserved in 3.4.
fn check_registered_delivery(
    value: RegisteredDelivery,
    version: InterfaceVersion,
) -> Result<(), CommandStatus> {
    let reserved = value.0 & 0xE0 != 0 || (value.mc_receipt() == McReceipt::Success && !version.is_5_0());
    if reserved { Err(CommandStatus::ESME_RINVREGDLVFLG) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_760_000_000_000;

    fn judge(body: &SubmitSm<'_>, version: InterfaceVersion) -> Result<Admission, CommandStatus> {
        of_submit_sm(body, version, NOW, &MessageConfig::default())
    }

    fn submit() -> SubmitSm<'static> {
        SubmitSm { destination_addr: b"1", ..Default::default() }
    }

    #[test]
    fn each_bad_field_has_its_own_answer() {
        use InterfaceVersion as V;
        type S = SubmitSm<'static>;
        let cases: [(S, V, CommandStatus); 14] = [
            (S { source_addr_ton: Ton(7), ..submit() }, V::V3_4, CommandStatus::ESME_RINVSRCTON),
            (S { source_addr_npi: Npi(2), ..submit() }, V::V3_4, CommandStatus::ESME_RINVSRCNPI),
            (S { dest_addr_ton: Ton(255), ..submit() }, V::V5_0, CommandStatus::ESME_RINVDSTTON),
            (S { dest_addr_npi: Npi(19), ..submit() }, V::V5_0, CommandStatus::ESME_RINVDSTNPI),
            (S { esm_class: 0x04.into(), ..submit() }, V::V5_0, CommandStatus::ESME_RINVESMCLASS),
            (S { destination_addr: b"", ..submit() }, V::V5_0, CommandStatus::ESME_RINVDSTADR),
            (S { priority_flag: 4, ..submit() }, V::V5_0, CommandStatus::ESME_RINVPRTFLG),
            (S { replace_if_present_flag: 2, ..submit() }, V::V5_0, CommandStatus::ESME_RINVREPFLAG),
            (S { registered_delivery: 3.into(), ..submit() }, V::V3_4, CommandStatus::ESME_RINVREGDLVFLG),
            (S { registered_delivery: 0x20.into(), ..submit() }, V::V5_0, CommandStatus::ESME_RINVREGDLVFLG),
            (S { esm_class: 2.into(), ..submit() }, V::V3_4, CommandStatus::ESME_RINVESMCLASS),
            (
                S { schedule_delivery_time: b"999999999999999+", ..submit() },
                V::V5_0,
                CommandStatus::ESME_RINVSCHED,
            ),
            (S { validity_period: b"200101000000000+", ..submit() }, V::V5_0, CommandStatus::ESME_RINVEXPIRY),
            (S { validity_period: b"000000000000000R", ..submit() }, V::V5_0, CommandStatus::ESME_RINVEXPIRY),
        ];
        for (body, version, status) in cases {
            assert_eq!(judge(&body, version), Err(status));
        }
        assert!(judge(&S { registered_delivery: 3.into(), ..submit() }, V::V5_0).is_ok());
    }

    #[test]
    fn validity_is_bounded_and_counts_from_the_submission() {
        let default = judge(&submit(), InterfaceVersion::V5_0).unwrap();
        assert_eq!((default.due_at, default.expires_at), (NOW, NOW + 259_200_000));
        let body = SubmitSm { validity_period: b"000000010000000R", ..submit() };
        assert_eq!(judge(&body, InterfaceVersion::V5_0).unwrap().expires_at, NOW + 3_600_000);
        let body = SubmitSm { validity_period: b"010000000000000R", ..submit() };
        assert_eq!(judge(&body, InterfaceVersion::V5_0).unwrap().expires_at, NOW + 864_000_000);
        let body = SubmitSm { schedule_delivery_time: b"000001000000000R", ..submit() };
        let later = judge(&body, InterfaceVersion::V5_0).unwrap();
        assert_eq!((later.due_at, later.expires_at), (NOW + 86_400_000, NOW + 345_600_000));
    }
}

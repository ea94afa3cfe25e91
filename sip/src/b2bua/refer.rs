//! REFER from one side to the other, and the subscription that follows from it, as each side names it (RFC 3515 §2.4.6, RFC 5589
//! §7).

use super::pass;
use super::{B2bua, BridgeId, Side};
use crate::Message;
use crate::agent::DialogId;
use crate::header::{CSeq, Event, HeaderField, HeaderName, Replaces};
use crate::message::Rows;

/// A REFER that was handed on: its number on the side that has sent it, and on the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Referral {
    by: Side,
    number: u32,
    sent: u32,
}

/// As many are remembered of a call: as many as may be followed at once in a dialog.
const MOST_REFERRALS: usize = 16;

impl B2bua {
    /// Remembers by which numbers the two sides name what follows from a REFER that is handed on next.
    pub(super) fn keep_referral(
        &mut self,
        bridge: BridgeId,
        asker: DialogId,
        other: DialogId,
        refer: &Message,
    ) {
        let (Ok(CSeq { number, .. }), Some(by)) = (refer.need(), self.side_of(asker)) else { return };
        let Some(before) = self.agent.dialog(other).map(crate::Dialog::local_cseq) else { return };
        let Some(of) = self.bridge_mut(bridge) else { return };
        if of.referrals.len() >= MOST_REFERRALS {
            of.referrals.remove(0);
        }
        of.referrals.push(Referral { by, number, sent: before.wrapping_add(1) & 0x7fff_ffff });
    }

    /// The rows of a NOTIFY or SUBSCRIBE: an event that follows from a REFER has the number that the other side knows it by.
    pub(super) fn of_referral(
        &self,
        bridge: BridgeId,
        asker: DialogId,
        request: &Message,
        rows: Rows,
    ) -> Rows {
        self.event_elsewhere(bridge, asker, request).map_or(rows, |event| {
            let mut new = pass::rows_without(request, &[HeaderName::EVENT.text()]);
            new.put_text(HeaderName::EVENT.text(), event.as_bytes());
            new
        })
    }

    fn event_elsewhere(&self, bridge: BridgeId, asker: DialogId, request: &Message) -> Option<String> {
        let event: Event<'_> = request.get().ok()??;
        let id: u32 = std::str::from_utf8(event.id()?).ok()?.parse().ok()?;
        let (side, of) = (self.side_of(asker)?, self.bridge(bridge)?);
        if event.package != b"refer" {
            return None;
        }
        let elsewhere = |it: &Referral| match it.by == side {
            true => (it.number == id).then_some(it.sent),
            false => (it.sent == id).then_some(it.number),
        };
        of.referrals.iter().rev().find_map(elsewhere).map(|number| format!("refer;id={number}"))
    }

    /// The rows of a REFER. A Refer-To that is to replace a dialog of ours names it as the other side of that call knows it (RFC
    /// 3891 §1, RFC 5589 §7).
    pub(super) fn referred(&self, request: &Message, rows: Rows) -> Rows {
        let Some((row, replaced)) = self.replaced_elsewhere(request) else { return rows };
        let mut new = pass::rows_without(request, &["Refer-To"]);
        new.put_text("Refer-To", &[row, replaced].concat());
        new
    }

    /// What of a Refer-To stands before the value of Replaces, and that value with what is behind it, for the other side.
    fn replaced_elsewhere(&self, request: &Message) -> Option<(Vec<u8>, Vec<u8>)> {
        let value = request.rows(HeaderName::REFER_TO).next()?.value;
        let from = memchr::memmem::find(value, b"Replaces=")? + b"Replaces=".len();
        let (before, rest) = value.split_at_checked(from)?;
        let end = rest.iter().position(|octet| matches!(octet, b'&' | b'>')).unwrap_or(rest.len());
        let (escaped, behind) = rest.split_at_checked(end)?;
        let text: Vec<_> = crate::uri::unescaped(escaped).map(|(octet, _)| octet).collect();
        let replaces = Replaces::read(&text).ok()?;
        let dialog = self.agent.find_dialog(replaces.call_id, replaces.to_tag, replaces.from_tag)?;
        let (bridge, side) = self.leg_of(dialog)?;
        let other = self.agent.dialog(self.bridge(bridge)?.leg(side.other())?)?;
        let mut new = Vec::new();
        // The tag of whoever gets the INVITE is the one in To.
        let (to_tag, from_tag) = (other.remote_tag(), other.local_tag());
        let (call_id, params) = (other.call_id(), replaces.params);
        Replaces { call_id, to_tag, from_tag, params }.write(&mut new);
        let mut escaped = crate::uri::escaped(&new);
        escaped.extend_from_slice(behind);
        Some((before.to_vec(), escaped))
    }
}

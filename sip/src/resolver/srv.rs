//! The order of SRV records (RFC 2782, "Usage rules").

use super::name;
use super::record::Srv;
use crate::draw::Draw;
use crate::header::Transport;

/// The servers, each with its name and port: by priority, and among those of one priority drawn by weight without putting
/// back. A record whose target is no name is left out; so is a dot, which says that there is no such service.
pub(super) fn in_order(records: &[&Srv], draw: &mut Draw) -> Vec<(String, u16)> {
    let mut records = records.to_vec();
    // Those of weight 0 stand first, so that one of them is drawn if 0 is.
    records.sort_by_key(|record| (record.priority, record.weight != 0));
    let mut ordered = Vec::with_capacity(records.len());
    for group in records.chunk_by(|this, next| this.priority == next.priority) {
        let mut left = group.to_vec();
        while !left.is_empty() {
            ordered.push(left.remove(drawn(&left, draw)));
        }
    }
    ordered.iter().filter_map(|record| Some((name::of(record.target.as_bytes())?, record.port))).collect()
}

/// The place of the one whose running sum of weights is the first to reach a number drawn from 0 to the sum of all.
fn drawn(records: &[&Srv], draw: &mut Draw) -> usize {
    let total: u64 = records.iter().map(|record| u64::from(record.weight)).sum();
    let number = draw.below(total + 1);
    let mut sum = 0;
    let place = records.iter().position(|record| {
        sum += u64::from(record.weight);
        sum >= number
    });
    place.unwrap_or(0)
}

/// The name under which a transport's servers of a domain are listed (RFC 3263 §4.1, RFC 4168). `None` for WebSocket, which
/// has no such name and is found by NAPTR alone (RFC 7118 §6), and if it would be too long.
pub(super) fn name_of(domain: &str, transport: Transport<'static>) -> Option<String> {
    let prefix = match transport {
        it if it == Transport::UDP => "_sip._udp",
        it if it == Transport::TCP => "_sip._tcp",
        it if it == Transport::TLS => "_sips._tcp",
        it if it == Transport::SCTP => "_sip._sctp",
        it if it == Transport::TLS_SCTP => "_sips._sctp",
        _ => return None,
    };
    name::of(format!("{prefix}.{domain}").as_bytes())
}

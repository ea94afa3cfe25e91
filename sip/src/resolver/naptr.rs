//! Which NAPTR records are of use, and in which order (RFC 3263 §4.1, RFC 7118 §6).

use super::name;
use super::record::Naptr;
use crate::header::Transport;

/// The services of SIP, and the transports that they are.
const SERVICES: [(&str, Transport<'static>); 7] = [
    ("SIP+D2U", Transport::UDP),
    ("SIP+D2T", Transport::TCP),
    ("SIPS+D2T", Transport::TLS),
    ("SIP+D2S", Transport::SCTP),
    ("SIPS+D2S", Transport::TLS_SCTP),
    ("SIP+D2W", Transport::WS),
    ("SIPS+D2W", Transport::WSS),
];

/// The names of SRV records, each with its transport, the one first that the domain likes best. What we cannot speak and
/// what is no name of SRV records is left out.
pub(super) fn in_order(
    records: &[&Naptr],
    usable: &[Transport<'static>],
) -> Vec<(String, Transport<'static>)> {
    let mut records = records.to_vec();
    records.sort_by_key(|record| (record.order, record.preference));
    let useful = records.into_iter().filter_map(|record| {
        let service = SERVICES.iter().find(|(service, _)| record.service.eq_ignore_ascii_case(service));
        let transport = service.map(|(_, transport)| *transport)?;
        let is_useful = record.flags.eq_ignore_ascii_case("s") && usable.contains(&transport);
        Some((name::of(record.replacement.as_bytes()).filter(|_| is_useful)?, transport))
    });
    useful.collect()
}

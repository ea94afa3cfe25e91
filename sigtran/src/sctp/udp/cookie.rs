//! The state cookie (RFC 9260 §5.1.3): what the crate below writes into it goes out with our time and a signature, and comes
//! back without. So no state is kept for a peer before it has shown that it is where it says.

use std::net::IpAddr;
use std::time::Duration;

use super::packet::{COOKIE_ECHO, Chunk, INIT_ACK, Packet, write};
use super::secret::Secret;

/// The State Cookie parameter of INIT ACK (RFC 9260 §3.3.3).
const STATE_COOKIE: u16 = 7;
/// What precedes the parameters of INIT ACK.
const FIXED: usize = 16;
/// Time and signature.
const SEAL: usize = 16;

/// Whose cookie it is: the transport addresses of both sides.
#[derive(Clone, Copy)]
pub(super) struct Holder {
    pub(super) address: IpAddr,
    pub(super) port: u16,
    pub(super) our_port: u16,
}

/// Seals the cookie of an INIT ACK; any other packet stays as it is.
pub(super) fn seal(octets: Vec<u8>, secret: &Secret, holder: Holder, since_start: Duration) -> Vec<u8> {
    sealed(&octets, secret, holder, since_start).unwrap_or(octets)
}

fn sealed(octets: &[u8], secret: &Secret, holder: Holder, since_start: Duration) -> Option<Vec<u8>> {
    let packet = Packet::read(octets)?;
    let chunk = packet.chunks().next().filter(|chunk| chunk.chunk_type == INIT_ACK)?;
    let (fixed, mut parameters) = chunk.value.split_at_checked(FIXED)?;
    let mut value = fixed.to_vec();
    while let Some(([t1, t2, l1, l2], _)) = parameters.split_first_chunk::<4>() {
        let length = usize::from(u16::from_be_bytes([*l1, *l2]));
        let content = parameters.get(4..length)?;
        value.extend_from_slice(&[*t1, *t2]);
        if u16::from_be_bytes([*t1, *t2]) == STATE_COOKIE {
            value.extend_from_slice(&u16::try_from(length + SEAL).ok()?.to_be_bytes());
            value.extend_from_slice(content);
            value.extend_from_slice(&seal_of(content, secret, holder, millis(since_start)));
        } else {
            value.extend_from_slice(&[*l1, *l2]);
            value.extend_from_slice(content);
        }
        value.resize(value.len().next_multiple_of(4), 0);
        parameters = parameters.get(length.next_multiple_of(4)..).unwrap_or_default();
    }
    let chunk = Chunk { value: &value, ..chunk };
    Some(write(packet.source_port, packet.destination_port, packet.verification_tag, &[chunk]))
}

/// The packet of a COOKIE ECHO without the seal, if it is ours, intact, and not older than `life`.
pub(super) fn unseal(
    packet: &Packet<'_>,
    secret: &Secret,
    holder: Holder,
    since_start: Duration,
    life: Duration,
) -> Option<Vec<u8>> {
    let mut chunks: Vec<_> = packet.chunks().collect();
    let echo = chunks.first_mut().filter(|chunk| chunk.chunk_type == COOKIE_ECHO)?;
    let (content, seal) = echo.value.split_last_chunk::<SEAL>()?;
    let (made, _) = seal.split_first_chunk::<8>()?;
    let made = u64::from_be_bytes(*made);
    let age = millis(since_start).checked_sub(made)?;
    // As numbers: one comparison, which takes as long for a near miss as for a far one.
    let ours = u128::from_be_bytes(seal_of(content, secret, holder, made));
    if u128::from_be_bytes(*seal) != ours || u128::from(age) > life.as_millis() {
        return None;
    }
    echo.value = content;
    Some(write(packet.source_port, packet.destination_port, packet.verification_tag, &chunks))
}

fn seal_of(content: &[u8], secret: &Secret, holder: Holder, made: u64) -> [u8; SEAL] {
    let address = match holder.address {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    };
    let (port, our_port) = (holder.port.to_be_bytes(), holder.our_port.to_be_bytes());
    let made = made.to_be_bytes();
    let signature = secret.mac(&[content, &made, &address, &port, &our_port]).to_be_bytes();
    let mut seal = [0; SEAL];
    for (place, octet) in seal.iter_mut().zip(made.iter().chain(&signature)) {
        *place = *octet;
    }
    seal
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

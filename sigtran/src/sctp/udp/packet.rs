//! The octets of SCTP packets, as far as the crate below does not see to them (RFC 9260 §3).

/// Chunk types (RFC 9260 §3.2).
pub(super) const INIT: u8 = 1;
pub(super) const INIT_ACK: u8 = 2;
pub(super) const ABORT: u8 = 6;
pub(super) const SHUTDOWN_ACK: u8 = 8;
pub(super) const COOKIE_ECHO: u8 = 10;
pub(super) const SHUTDOWN_COMPLETE: u8 = 14;

/// The T bit of ABORT and SHUTDOWN COMPLETE: the tag is the one that was received (RFC 9260 §8.5.1).
pub(super) const T_BIT: u8 = 1;

/// The common header, and that of a chunk.
pub(super) const COMMON_HEADER: usize = 12;
pub(super) const CHUNK_HEADER: usize = 4;

/// A packet that came.
#[derive(Clone, Copy)]
pub(super) struct Packet<'a> {
    octets: &'a [u8],
    pub(super) source_port: u16,
    pub(super) destination_port: u16,
    pub(super) verification_tag: u32,
}

impl<'a> Packet<'a> {
    /// Reads the common header; the checksum is looked at by [`Self::is_intact`] alone.
    pub(super) fn read(octets: &'a [u8]) -> Option<Self> {
        let ([s1, s2, d1, d2, v1, v2, v3, v4, ..], _) = octets.split_first_chunk::<COMMON_HEADER>()?;
        Some(Self {
            octets,
            source_port: u16::from_be_bytes([*s1, *s2]),
            destination_port: u16::from_be_bytes([*d1, *d2]),
            verification_tag: u32::from_be_bytes([*v1, *v2, *v3, *v4]),
        })
    }

    /// All of it.
    pub(super) const fn octets(&self) -> &'a [u8] {
        self.octets
    }

    /// Whether the checksum is right (RFC 9260 §6.8).
    pub(super) fn is_intact(&self) -> bool {
        let Some((ports_and_tag, rest)) = self.octets.split_first_chunk::<8>() else { return false };
        let Some((checksum, chunks)) = rest.split_first_chunk::<4>() else { return false };
        crc32c(&[ports_and_tag, &[0; 4], chunks]) == u32::from_le_bytes(*checksum)
    }

    /// The chunks, up to the first that is cut short.
    pub(super) fn chunks(&self) -> impl Iterator<Item = Chunk<'a>> + use<'a> {
        let mut rest = self.octets.get(COMMON_HEADER..).unwrap_or_default();
        std::iter::from_fn(move || {
            let ([chunk_type, flags, l1, l2], _) = rest.split_first_chunk::<CHUNK_HEADER>()?;
            let length = usize::from(u16::from_be_bytes([*l1, *l2]));
            let value = rest.get(CHUNK_HEADER..length)?;
            rest = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
            Some(Chunk { chunk_type: *chunk_type, flags: *flags, value })
        })
    }
}

/// A chunk of a packet.
#[derive(Clone, Copy)]
pub(super) struct Chunk<'a> {
    pub(super) chunk_type: u8,
    pub(super) flags: u8,
    pub(super) value: &'a [u8],
}

impl Chunk<'_> {
    /// The Initiate Tag of an INIT or INIT ACK (RFC 9260 §3.3.2).
    pub(super) fn initiate_tag(&self) -> Option<u32> {
        let (tag, _) = self.value.split_first_chunk::<4>()?;
        Some(u32::from_be_bytes(*tag))
    }
}

/// Writes a packet of these chunks; none of them is longer than a datagram.
pub(super) fn write(
    source_port: u16,
    destination_port: u16,
    verification_tag: u32,
    chunks: &[Chunk<'_>],
) -> Vec<u8> {
    let room = chunks.iter().map(|chunk| CHUNK_HEADER + chunk.value.len().next_multiple_of(4)).sum::<usize>();
    let mut octets = Vec::with_capacity(COMMON_HEADER + room);
    octets.extend_from_slice(&source_port.to_be_bytes());
    octets.extend_from_slice(&destination_port.to_be_bytes());
    octets.extend_from_slice(&verification_tag.to_be_bytes());
    octets.extend_from_slice(&[0; 4]);
    for chunk in chunks {
        let length = u16::try_from(CHUNK_HEADER + chunk.value.len()).unwrap_or(u16::MAX);
        octets.extend_from_slice(&[chunk.chunk_type, chunk.flags]);
        octets.extend_from_slice(&length.to_be_bytes());
        octets.extend_from_slice(chunk.value);
        octets.resize(octets.len().next_multiple_of(4), 0);
    }
    let checksum = crc32c(&[&octets]);
    if let Some(place) = octets.get_mut(8..COMMON_HEADER) {
        place.copy_from_slice(&checksum.to_le_bytes());
    }
    octets
}

/// CRC32c of the pieces one after the other (RFC 9260 appendix A).
fn crc32c(pieces: &[&[u8]]) -> u32 {
    let mut crc = u32::MAX;
    for octet in pieces.iter().copied().flatten() {
        let [low, ..] = (crc ^ u32::from(*octet)).to_le_bytes();
        crc = TABLE.get(usize::from(low)).copied().unwrap_or_default() ^ (crc >> 8);
    }
    !crc
}

static TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    const POLYNOMIAL: u32 = 0x82F6_3B78;
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        #[allow(clippy::cast_possible_truncation)] // below 256
        let mut crc = index as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ POLYNOMIAL } else { crc >> 1 };
            bit += 1;
        }
        table[index] = crc;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_rfc_3720() {
        assert_eq!(crc32c(&[&[0; 32]]), 0x8A91_36AA);
        assert_eq!(crc32c(&[&[0xFF; 32]]), 0x62A8_AB43);
        assert_eq!(crc32c(&[b"1234", b"56789"]), 0xE306_9283);
    }

    #[test]
    fn a_packet_that_was_written_is_intact_and_a_changed_one_is_not() {
        let chunks = [Chunk { chunk_type: ABORT, flags: T_BIT, value: &[1, 2, 3] }];
        let mut octets = write(2905, 2906, 77, &chunks);
        let packet = Packet::read(&octets).unwrap();
        assert!(packet.is_intact());
        assert_eq!((packet.source_port, packet.destination_port, packet.verification_tag), (2905, 2906, 77));
        let read: Vec<_> =
            packet.chunks().map(|chunk| (chunk.chunk_type, chunk.flags, chunk.value.to_vec())).collect();
        assert_eq!(read, [(ABORT, T_BIT, vec![1, 2, 3])]);
        octets[5] ^= 1;
        assert!(!Packet::read(&octets).unwrap().is_intact());
    }
}

//! Cuts what a socket gives into PDUs, without a copy while they come whole.

use std::io::{self, ErrorKind, Read};

use brivas_smpp::Header;

/// The most octets that are read at once, and so the longest PDU that is taken.
const ROOM: usize = 256 * 1024;

/// Room to read into: one for all the sockets of a thread, so that an idle session holds none.
#[derive(Debug)]
pub(crate) struct ReadBuffer(Vec<u8>);

/// What one read has brought.
#[derive(Debug)]
pub(crate) struct Chunk<'a> {
    pub(crate) octets: &'a [u8],
    /// The socket may have more.
    pub(crate) more: bool,
}

impl ReadBuffer {
    pub(crate) fn new() -> Self {
        Self(vec![0; ROOM])
    }

    /// Reads once, behind what an earlier read left of a PDU; `None` where there is nothing to read.
    ///
    /// # Errors
    /// That of the reader; [`ErrorKind::UnexpectedEof`] where the peer has closed.
    pub(crate) fn read<'a>(
        &'a mut self,
        reader: &mut impl Read,
        partial: &mut Vec<u8>,
    ) -> io::Result<Option<Chunk<'a>>> {
        let Some((head, room)) = self.0.split_at_mut_checked(partial.len()) else {
            return Err(io::Error::new(ErrorKind::InvalidData, format!("a PDU above {ROOM} octets")));
        };
        let count = loop {
            match reader.read(room) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(count) => break count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(None),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        };
        let more = count == room.len();
        head.copy_from_slice(partial);
        let end = head.len() + count;
        partial.clear();
        Ok(Some(Chunk { octets: self.0.get(..end).unwrap_or_default(), more }))
    }
}

/// Takes one whole PDU off the front of `octets`: its header and all its octets; `None` until it is there.
///
/// # Errors
/// [`ErrorKind::InvalidData`] where `command_length` is none: below 16, or above what can be read.
#[inline]
pub(crate) fn take<'a>(octets: &mut &'a [u8]) -> io::Result<Option<(Header, &'a [u8])>> {
    let Some(header) = Header::read(octets) else {
        return Ok(None);
    };
    let length = header.command_length as usize;
    if !(Header::LEN..=ROOM).contains(&length) {
        return Err(io::Error::new(ErrorKind::InvalidData, format!("a command_length of {length}")));
    }
    let Some((pdu, rest)) = octets.split_at_checked(length) else {
        return Ok(None);
    };
    *octets = rest;
    Ok(Some((header, pdu)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDUS: &[u8] =
        b"\0\0\0\x10\x80\0\0\x15\0\0\0\0\0\0\0\x01\0\0\0\x11\x80\0\0\x04\0\0\0\x58\0\0\0\x02x";

    fn sequence_numbers(reads: &[&[u8]]) -> Vec<u32> {
        let mut buffer = ReadBuffer::new();
        let (mut partial, mut found) = (Vec::new(), Vec::new());
        for mut octets in reads.iter().copied().filter(|it| !it.is_empty()) {
            let chunk = buffer.read(&mut octets, &mut partial).unwrap().unwrap();
            let mut rest = chunk.octets;
            while let Some((header, pdu)) = take(&mut rest).unwrap() {
                assert_eq!(pdu.len(), header.command_length as usize);
                found.push(header.sequence_number);
            }
            partial.extend_from_slice(rest);
        }
        assert!(partial.is_empty());
        found
    }

    #[test]
    fn every_split_gives_the_same_pdus() {
        for at in 0..=PDUS.len() {
            let (first, second) = PDUS.split_at(at);
            assert_eq!(sequence_numbers(&[first, second]), [1, 2], "cut at {at}");
        }
        let single: Vec<&[u8]> = PDUS.chunks(1).collect();
        assert_eq!(sequence_numbers(&single), [1, 2]);
    }

    #[test]
    fn a_length_that_cannot_be_is_an_error() {
        for length in [0u32, 15, 256 * 1024 + 1, u32::MAX] {
            let mut pdu = PDUS.to_vec();
            pdu[..4].copy_from_slice(&length.to_be_bytes());
            assert_eq!(take(&mut &pdu[..]).unwrap_err().kind(), ErrorKind::InvalidData, "{length}");
        }
    }

    #[test]
    fn the_end_of_the_stream_is_told() {
        let read = ReadBuffer::new().read(&mut io::empty(), &mut Vec::new()).map(|_| ());
        assert_eq!(read.unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }
}

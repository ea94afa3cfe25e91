//! What is still to be written to a socket.

use std::io::{self, ErrorKind, Write};

/// Whole PDUs that wait to be written, the first perhaps written in part.
#[derive(Debug)]
pub(crate) struct Outbox {
    octets: Vec<u8>,
    written: usize,
    /// Where the PDU ends that is being written, when each is written alone.
    end: usize,
    one_pdu_a_write: bool,
}

impl Outbox {
    pub(crate) const fn new(one_pdu_a_write: bool) -> Self {
        Self { octets: Vec::new(), written: 0, end: 0, one_pdu_a_write }
    }

    /// Appends a PDU and gives it back to be patched.
    pub(crate) fn push(&mut self, pdu: &[u8]) -> &mut [u8] {
        let start = self.octets.len();
        self.octets.extend_from_slice(pdu);
        self.octets.get_mut(start..).unwrap_or_default()
    }

    /// Writes until nothing is left or the writer takes no more: all at once, or each PDU by a call of its own.
    ///
    /// # Errors
    /// That of the writer, but for [`ErrorKind::WouldBlock`]; [`ErrorKind::WriteZero`] where it takes nothing.
    pub(crate) fn flush(&mut self, writer: &mut impl Write) -> io::Result<()> {
        while self.written < self.octets.len() {
            if self.written >= self.end {
                self.end = if self.one_pdu_a_write { self.end_of_first() } else { self.octets.len() };
            }
            let part = self.octets.get(self.written..self.end).unwrap_or_default();
            match writer.write(part) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => self.written += count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.octets.clear();
        (self.written, self.end) = (0, 0);
        Ok(())
    }

    /// The end of the PDU that begins where writing is, by its `command_length`.
    fn end_of_first(&self) -> usize {
        let length = self.octets.get(self.written..).and_then(<[u8]>::first_chunk::<4>);
        let length = length.map_or(0, |octets| u32::from_be_bytes(*octets) as usize);
        (self.written + length.max(16)).min(self.octets.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes at most so many octets a call, and none at every third.
    struct Calls {
        calls: Vec<Vec<u8>>,
        at_most: usize,
        blocks: bool,
        count: usize,
    }

    impl Write for Calls {
        fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
            self.count += 1;
            if self.blocks && self.count.is_multiple_of(3) {
                return Err(ErrorKind::WouldBlock.into());
            }
            let taken = octets.len().min(self.at_most);
            self.calls.push(octets[..taken].to_vec());
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn calls(at_most: usize, blocks: bool) -> Calls {
        Calls { calls: Vec::new(), at_most, blocks, count: 0 }
    }

    fn pdu(length: u8, fill: u8) -> Vec<u8> {
        let mut pdu = vec![fill; length.into()];
        pdu[..4].copy_from_slice(&[0, 0, 0, length]);
        pdu
    }

    #[test]
    fn one_write_takes_everything() {
        let mut outbox = Outbox::new(false);
        outbox.push(&pdu(16, 1));
        outbox.push(&pdu(20, 2));
        let mut calls = calls(usize::MAX, false);
        outbox.flush(&mut calls).unwrap();
        assert_eq!(calls.calls, [[pdu(16, 1), pdu(20, 2)].concat()]);
    }

    #[test]
    fn one_pdu_a_write_writes_each_alone() {
        let mut outbox = Outbox::new(true);
        let pdus = [pdu(16, 1), pdu(20, 2), pdu(17, 3)];
        pdus.iter().for_each(|it| {
            outbox.push(it);
        });
        let mut calls = calls(usize::MAX, false);
        outbox.flush(&mut calls).unwrap();
        assert_eq!(calls.calls, pdus);
        outbox.push(&pdu(18, 4));
        outbox.flush(&mut calls).unwrap();
        assert_eq!(calls.calls[3..], [pdu(18, 4)]);
    }

    #[test]
    fn a_pdu_written_in_part_is_finished_before_the_next_begins() {
        let mut outbox = Outbox::new(true);
        outbox.push(&pdu(20, 1));
        outbox.push(&pdu(30, 2));
        let mut calls = calls(16, true);
        for _ in 0..5 {
            outbox.flush(&mut calls).unwrap();
        }
        let lengths: Vec<_> = calls.calls.iter().map(Vec::len).collect();
        assert_eq!(lengths, [16, 4, 16, 14]);
        assert_eq!(calls.calls.concat(), [pdu(20, 1), pdu(30, 2)].concat());
    }

    #[test]
    fn a_writer_that_takes_nothing_is_an_error() {
        let mut outbox = Outbox::new(false);
        outbox.push(&pdu(16, 1));
        assert_eq!(outbox.flush(&mut calls(0, false)).unwrap_err().kind(), ErrorKind::WriteZero);
    }
}

//! Messages on a stream (RFC 3261 §18.3, §7.5; RFC 5626 §3.5.1, §4.4.1).

use bytes::BytesMut;
use memchr::memmem;

use super::index::Index;
use super::start_line::Place;
use super::{BadMessage, Message};
use crate::{DecodeError, DecodeErrorKind};

/// Cuts a stream into messages. The octets are looked at once, however they come.
#[derive(Clone, Debug)]
pub struct Framer {
    longest_body: usize,
    /// How many octets at the front hold no end of a header.
    scanned: usize,
    /// The length of the message whose header was read.
    waiting: Option<usize>,
    is_broken: bool,
}

/// What comes next on a stream.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)] // it is handed on at once
#[allow(clippy::exhaustive_enums)] // there is nothing else on a stream
pub enum Frame {
    /// A message.
    Message(Message),
    /// A message with a fault that leaves it clear where the next begins.
    Bad(BadMessage),
    /// CR LF between messages: two are a ping, one is the answer to it (RFC 5626 §4.4.1).
    Crlf,
    /// Nobody can know where the next message begins: the connection is to be closed, after an answer if there is enough for
    /// one. Nothing comes after it.
    Broken(BadMessage),
}

/// The most octets of start line and header fields, as [`Message::read`] has it.
const LONGEST_HEAD: usize = u16::MAX as usize;
const END_OF_HEAD: &[u8] = b"\r\n\r\n";

impl Default for Framer {
    fn default() -> Self {
        Self { longest_body: 1 << 20, scanned: 0, waiting: None, is_broken: false }
    }
}

impl Framer {
    /// For bodies of at most 1 MiB.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// For bodies of at most so many octets.
    #[must_use]
    pub const fn with_longest_body(mut self, octets: usize) -> Self {
        self.longest_body = octets;
        self
    }

    /// Takes what comes next off the front; `None` if it is not all there yet.
    ///
    /// A message without Content-Length, or with one that cannot be read, breaks the stream (RFC 3261 §20.14).
    pub fn next(&mut self, input: &mut BytesMut) -> Option<Frame> {
        if self.is_broken {
            input.clear();
            return None;
        }
        if self.scanned == 0 && input.starts_with(b"\r\n") {
            let _ = input.split_to(2);
            return Some(Frame::Crlf);
        }
        let length = match self.waiting {
            Some(length) => length,
            None => match self.head(input)? {
                Ok(length) => length,
                Err(error) => return Some(self.broken(error, input)),
            },
        };
        if input.len() < length {
            self.waiting = Some(length);
            return None;
        }
        (self.waiting, self.scanned) = (None, 0);
        Some(match Message::read(input.split_to(length).freeze()) {
            Ok(message) => Frame::Message(message),
            Err(bad) => Frame::Bad(bad),
        })
    }

    /// Looks for the end of the header, and gives the length of the message.
    fn head(&mut self, input: &BytesMut) -> Option<Result<usize, DecodeError>> {
        let from = self.scanned;
        let error = DecodeError::new(DecodeErrorKind::TooLarge, LONGEST_HEAD, "message-header");
        let found = memmem::find(input.get(from..).unwrap_or_default(), END_OF_HEAD);
        match found.map(|found| from + found + END_OF_HEAD.len()) {
            Some(head) if head <= LONGEST_HEAD => Some(self.length(head, input)),
            None if input.len() <= LONGEST_HEAD => {
                // The end may have begun. At the front a CR may yet be one between messages.
                self.scanned = input.len().saturating_sub(END_OF_HEAD.len() - 1);
                None
            }
            _ => Some(Err(error)),
        }
    }

    /// The length of the message whose header ends here.
    fn length(&self, head: usize, input: &BytesMut) -> Result<usize, DecodeError> {
        let octets = input.get(..head).unwrap_or_default();
        let missing = DecodeError::new(DecodeErrorKind::MandatoryMissing, head, "Content-Length");
        // What is no start line says nothing of what follows; any other fault is told with the message.
        let (_, fields, _) = Place::read(octets)?;
        let (index, ..) = Index::read(octets, fields);
        let body = super::content_length(&index, octets)?.ok_or(missing)?;
        if body > self.longest_body {
            return Err(DecodeError::new(DecodeErrorKind::TooLarge, head, "message-body"));
        }
        Ok(head + body)
    }

    fn broken(&mut self, error: DecodeError, input: &mut BytesMut) -> Frame {
        self.is_broken = true;
        let octets = input.split_to(input.len().min(LONGEST_HEAD)).freeze();
        input.clear();
        let message = match Message::read(octets) {
            Ok(message) => Some(Box::new(message)),
            Err(bad) => bad.message,
        };
        Frame::Broken(BadMessage { error, message })
    }
}

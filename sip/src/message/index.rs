//! Where each header field of a message is (RFC 3261 §7.3).

use crate::chars::TOKEN;
use crate::header::HeaderName;
use crate::{DecodeError, DecodeErrorKind};

/// How many rows are kept without an allocation: more than most messages have.
const INLINE: usize = 24;
/// The most rows of a message, so that no message costs more than a few KiB.
const MOST: usize = 1000;
/// The most octets before the body.
const LONGEST: usize = u16::MAX as usize;

/// A row: its name and its value, with the folded lines behind it.
#[derive(Clone, Copy)]
pub(super) struct Line {
    name: HeaderName,
    /// Where the name begins.
    start: u16,
    /// Where the colon is.
    colon: u16,
    /// Where the next row begins.
    end: u16,
}

impl Line {
    const NONE: Self = Self { name: HeaderName::OTHER, start: 0, colon: 0, end: 0 };

    pub(super) const fn name(&self) -> HeaderName {
        self.name
    }

    /// Where its value begins, with the space before it.
    pub(super) const fn value_start(&self) -> usize {
        self.colon as usize + 1
    }

    pub(super) fn name_text<'a>(&self, octets: &'a [u8]) -> &'a [u8] {
        octets.get(self.start.into()..self.colon.into()).unwrap_or_default().trim_ascii_end()
    }

    /// The value, with the space around it and what folding has left in it.
    pub(super) fn value<'a>(&self, octets: &'a [u8]) -> &'a [u8] {
        octets.get(self.value_start()..usize::from(self.end) - 2).unwrap_or_default()
    }

    /// The whole row with its end.
    pub(super) fn row<'a>(&self, octets: &'a [u8]) -> &'a [u8] {
        octets.get(self.start.into()..self.end.into()).unwrap_or_default()
    }
}

/// The rows of a message in their order.
#[derive(Clone)]
pub(super) struct Index {
    inline: [Line; INLINE],
    count: usize,
    /// All of them once they are more than fit.
    more: Vec<Line>,
    /// Which names there are.
    seen: Names,
    /// Which of them stand in more than one row.
    repeated: Names,
}

/// A set of names, one bit each.
#[derive(Clone, Copy, Default)]
struct Names(u128);

impl Names {
    const fn has(self, name: HeaderName) -> bool {
        self.0 >> name.number() & 1 == 1
    }
}

impl Index {
    /// Reads rows up to the empty line, and gives where the body begins. A row that is none is left out, so that an answer
    /// can be made from the others; the first fault is told.
    #[inline]
    pub(super) fn read(octets: &[u8], from: usize) -> (Self, usize, Option<DecodeError>) {
        let (seen, repeated) = (Names::default(), Names::default());
        let mut index = Self { inline: [Line::NONE; INLINE], count: 0, more: Vec::new(), seen, repeated };
        let mut first_fault = None;
        let head = octets.get(..LONGEST).unwrap_or(octets);
        let mut start = from;
        for feed in memchr::memchr_iter(b'\n', head.get(from..).unwrap_or_default()) {
            let (line, end) = (head.get(start..).unwrap_or_default(), from + feed + 1);
            if head.get(end.wrapping_sub(2)) != Some(&b'\r') {
                first_fault.get_or_insert(fault(DecodeErrorKind::LineEnd, end - 1));
            } else if end - start == 2 {
                return (index, end, first_fault);
            } else if let Err(error) = index.row(line, start, end) {
                first_fault.get_or_insert(error);
            }
            start = end;
        }
        let kind = if octets.len() > LONGEST { DecodeErrorKind::TooLarge } else { DecodeErrorKind::Missing };
        (index, octets.len(), Some(first_fault.unwrap_or(fault(kind, head.len()))))
    }

    /// Takes the row that the line begins with, or goes on with the one before if it begins with space (RFC 3261 §7.3.1).
    #[inline]
    fn row(&mut self, line: &[u8], start: usize, end: usize) -> Result<(), DecodeError> {
        if let Some(b' ' | b'\t') = line.first() {
            return self.unfold(start, end);
        }
        let (name, colon) = name(line).map_err(|error| error.behind(start))?;
        let [start, colon, end] = [start, start + colon, end].map(|at| u16::try_from(at).unwrap_or(0));
        self.push(Line { name, start, colon, end })
    }

    #[inline]
    pub(super) fn lines(&self) -> &[Line] {
        if self.more.is_empty() { self.inline.get(..self.count).unwrap_or_default() } else { &self.more }
    }

    /// Whether there are several rows of this name.
    #[inline]
    pub(super) const fn is_repeated(&self, name: HeaderName) -> bool {
        self.repeated.has(name)
    }

    /// Whether there is a row of this name.
    #[inline]
    pub(super) const fn has(&self, name: HeaderName) -> bool {
        self.seen.has(name)
    }

    /// The first row of this name.
    #[inline]
    pub(super) fn first(&self, name: HeaderName) -> Option<&Line> {
        if self.seen.has(name) { self.lines().iter().find(|line| line.name == name) } else { None }
    }

    /// The same rows where so many octets from a place on are others instead; `None` if they end too far behind.
    pub(super) fn moved(&self, from: usize, old: usize, new: usize) -> Option<Self> {
        let mut index = self.clone();
        let lines =
            if index.more.is_empty() { index.inline.get_mut(..index.count)? } else { &mut index.more[..] };
        let moved = |place: &mut u16| {
            if usize::from(*place) > from {
                *place = u16::try_from(usize::from(*place) - old + new).ok()?;
            }
            Some(())
        };
        for line in lines {
            [&mut line.start, &mut line.colon, &mut line.end].into_iter().try_for_each(moved)?;
        }
        Some(index)
    }

    #[inline]
    fn push(&mut self, line: Line) -> Result<(), DecodeError> {
        let bit = 1 << line.name.number();
        self.repeated.0 |= self.seen.0 & bit;
        self.seen.0 |= bit;
        if let Some(place) = self.inline.get_mut(self.count) {
            *place = line;
            self.count += 1;
            return Ok(());
        }
        self.push_more(line)
    }

    #[cold]
    fn push_more(&mut self, line: Line) -> Result<(), DecodeError> {
        if self.more.is_empty() {
            self.more.extend_from_slice(&self.inline);
        }
        if self.more.len() == MOST {
            return Err(fault(DecodeErrorKind::TooLarge, line.start.into()));
        }
        self.more.push(line);
        Ok(())
    }

    /// Puts a folded line to the row before it.
    #[cold]
    fn unfold(&mut self, start: usize, end: usize) -> Result<(), DecodeError> {
        let inline = self.inline.get_mut(..self.count).unwrap_or_default();
        let last = self.more.last_mut().or(inline.last_mut());
        // What follows a row that is none belongs to nothing.
        let line = last.filter(|line| usize::from(line.end) == start);
        let line = line.ok_or(fault(DecodeErrorKind::Syntax, start))?;
        line.end = u16::try_from(end).unwrap_or(0);
        Ok(())
    }
}

/// The name that a row begins with, and where its colon is. Space may stand between them (RFC 3261 §7.3.1).
#[inline]
fn name(line: &[u8]) -> Result<(HeaderName, usize), DecodeError> {
    if let Some((name, length)) = HeaderName::before_colon(line) {
        return Ok((name, length));
    }
    let length = TOKEN.count(line);
    let space =
        line.get(length..).unwrap_or_default().iter().position(|octet| !matches!(octet, b' ' | b'\t'));
    let colon = length + space.unwrap_or(0);
    match line.get(colon) {
        Some(b':') if length > 0 => Ok((HeaderName::of(line.get(..length).unwrap_or_default()), colon)),
        _ => Err(fault(DecodeErrorKind::Syntax, colon)),
    }
}

const fn fault(kind: DecodeErrorKind, at: usize) -> DecodeError {
    DecodeError::new(kind, at, "message-header")
}

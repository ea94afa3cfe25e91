//! Lines to be written: those of a session, or those of one of its media.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use super::super::line::Line;
use super::super::{Attribute, AttributeValue, Connection, Direction, Formats, Media};

/// A line to be written.
#[derive(Clone)]
struct Row<'a> {
    kind: u8,
    value: Cow<'a, [u8]>,
}

impl Row<'_> {
    /// Of a value in which CR, LF and NUL, which would begin another line, become a space each.
    fn new(kind: u8, value: &[u8]) -> Self {
        let plain = |octet: &u8| if matches!(octet, b'\r' | b'\n' | 0) { b' ' } else { *octet };
        Self { kind, value: value.iter().map(plain).collect() }
    }

    fn attribute(&self) -> Option<Attribute<'_>> {
        (self.kind == b'a').then(|| Attribute::split(&self.value, 0))
    }

    fn is_attribute(&self, name: &str) -> bool {
        self.attribute().is_some_and(|attribute| attribute.is(name))
    }
}

/// Lines to be written: those of a session, or those of one of its media with their `m=`.
#[derive(Clone, Default)]
pub struct DraftSection<'a> {
    rows: Vec<Row<'a>>,
}

impl<'a> DraftSection<'a> {
    /// A description of media without attributes.
    #[must_use]
    pub fn new(media: &Media<'_>) -> Self {
        let mut section = Self::default();
        section.set_media(media);
        section
    }

    pub(super) fn of(lines: impl Iterator<Item = Line<'a>>) -> Self {
        let rows = lines.map(|line| Row { kind: line.kind, value: Cow::Borrowed(line.value) });
        Self { rows: rows.collect() }
    }

    pub(super) fn into_owned(self) -> DraftSection<'static> {
        let owned = |row: Row<'_>| Row { kind: row.kind, value: Cow::Owned(row.value.into_owned()) };
        DraftSection { rows: self.rows.into_iter().map(owned).collect() }
    }

    /// The value of the first line of this letter.
    #[must_use]
    pub fn line(&self, kind: u8) -> Option<&[u8]> {
        self.rows.iter().find(|row| row.kind == kind).map(|row| row.value.as_ref())
    }

    /// Whether there is a line of this letter.
    #[must_use]
    pub fn has_line(&self, kind: u8) -> bool {
        self.line(kind).is_some()
    }

    /// Puts a line behind the others of its letter. CR, LF and NUL in it become a space each.
    pub fn add_line(&mut self, kind: u8, value: &[u8]) -> &mut Self {
        self.rows.push(Row::new(kind, value));
        self
    }

    /// Puts a line in place of all of its letter. CR, LF and NUL in it become a space each.
    pub fn set_line(&mut self, kind: u8, value: &[u8]) -> &mut Self {
        self.replace(|row| row.kind == kind, Row::new(kind, value));
        self
    }

    /// Takes all lines of a letter out.
    pub fn remove_lines(&mut self, kind: u8) -> &mut Self {
        self.rows.retain(|row| row.kind != kind);
        self
    }

    /// Puts a row in the place of the first of these, takes the others out, and puts it at the end if there is none.
    fn replace(&mut self, mut is: impl FnMut(&Row<'a>) -> bool, row: Row<'a>) {
        let mut row = Some(row);
        self.rows.retain_mut(|it| {
            if !is(it) {
                return true;
            }
            let first = row.take();
            let is_first = first.is_some();
            first.into_iter().for_each(|row| *it = row);
            is_first
        });
        self.rows.extend(row);
    }

    /// `m=`; `None` of a session.
    #[must_use]
    pub fn media(&self) -> Option<Media<'_>> {
        Media::read(self.line(b'm')?).ok()
    }

    /// Puts `m=` in place of the one that is there.
    pub fn set_media(&mut self, media: &Media<'_>) -> &mut Self {
        let mut value = Vec::new();
        media.write(&mut value);
        self.set_line(b'm', &value)
    }

    /// Changes the port in `m=`: 0 refuses the stream, or ends it (RFC 3264 §6, §8.2).
    pub fn set_port(&mut self, port: u16) -> &mut Self {
        if let Some(value) = self.line(b'm').map(<[u8]>::to_vec)
            && let Ok(media) = Media::read(&value)
        {
            self.set_media(&Media { port, ..media });
        }
        self
    }

    /// Puts `c=` in place of those that are there.
    pub fn set_connection(&mut self, connection: &Connection<'_>) -> &mut Self {
        let mut value = Vec::new();
        connection.write(&mut value);
        self.set_line(b'c', &value)
    }

    /// Which way it goes, if an attribute says so.
    #[must_use]
    pub fn direction(&self) -> Option<Direction> {
        self.rows.iter().filter_map(Row::attribute).filter_map(|it| Direction::of(it.name)).next_back()
    }

    /// Puts the attribute of a direction in place of the one that is there.
    pub fn set_direction(&mut self, direction: Direction) -> &mut Self {
        let is_direction = |row: &Row<'a>| row.attribute().is_some_and(|it| Direction::of(it.name).is_some());
        self.replace(is_direction, Row::new(b'a', direction.name().as_bytes()));
        self
    }

    /// Puts an attribute behind the others.
    pub fn add<'v, A: AttributeValue<'v>>(&mut self, attribute: &A) -> &mut Self {
        self.rows.push(Row::new(b'a', &text(attribute)));
        self
    }

    /// Puts an attribute in place of all of its name.
    pub fn set<'v, A: AttributeValue<'v>>(&mut self, attribute: &A) -> &mut Self {
        self.replace(|row| row.is_attribute(A::NAME), Row::new(b'a', &text(attribute)));
        self
    }

    /// Puts an attribute of any name behind the others, with a value or without. CR, LF and NUL in it become a space each.
    pub fn add_named(&mut self, name: &str, value: Option<&[u8]>) -> &mut Self {
        let mut text = name.as_bytes().to_vec();
        if let Some(value) = value {
            text.push(b':');
            text.extend_from_slice(value);
        }
        self.rows.push(Row::new(b'a', &text));
        self
    }

    /// The attributes in their order.
    pub fn attributes(&self) -> impl Iterator<Item = Attribute<'_>> {
        self.rows.iter().filter_map(Row::attribute)
    }

    /// Takes all attributes of a name out.
    pub fn remove(&mut self, name: &str) -> &mut Self {
        self.rows.retain(|row| !row.is_attribute(name));
        self
    }

    /// Puts a format behind the others.
    pub fn add_format(&mut self, format: &[u8]) -> &mut Self {
        if let Some(value) = self.line(b'm') {
            let value = [value.trim_ascii_end(), format].join(&b' ');
            self.set_line(b'm', &value);
        }
        self
    }

    /// Leaves these formats in `m=`, and takes out what `rtpmap`, `fmtp` and `rtcp-fb` say of others. With none left the
    /// stream is refused: it keeps its formats, for it must have one, and its port becomes 0 (RFC 3264 §6).
    pub fn retain_formats(&mut self, mut keep: impl FnMut(&[u8]) -> bool) -> &mut Self {
        let Some(value) = self.line(b'm').map(<[u8]>::to_vec) else { return self };
        let Ok(media) = Media::read(&value) else { return self };
        let (kept, gone): (Vec<_>, Vec<_>) = media.formats.iter().partition(|format| keep(format));
        if kept.is_empty() {
            return self.set_port(0);
        }
        let formats = kept.join(&b' ');
        let gone: BTreeSet<&[u8]> = gone.into_iter().collect();
        self.rows.retain(|row| {
            row.attribute().is_none_or(|attribute| {
                let value = attribute.value.unwrap_or_default().trim_ascii_start();
                let format = value.split(|octet| *octet == b' ').next().unwrap_or_default();
                let is_of_format = ["rtpmap", "fmtp", "rtcp-fb"].iter().any(|name| attribute.is(name));
                !(is_of_format && gone.contains(format))
            })
        });
        self.set_media(&Media { formats: Formats(&formats), ..media })
    }

    /// Writes the lines in the order of these letters. Times, their repeats and zones stay together as they are; what is not
    /// among the letters stays behind what it stood behind.
    pub(super) fn write(&self, order: &[u8], out: &mut Vec<u8>) {
        let mut before = 0;
        let rank = |row: &Row<'_>| {
            let kind = if matches!(row.kind, b'r' | b'z') { b't' } else { row.kind };
            before = order.iter().position(|letter| *letter == kind).unwrap_or(before);
            before
        };
        let mut ranked: Vec<_> = self.rows.iter().map(rank).zip(&self.rows).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        for (_, row) in ranked {
            out.extend_from_slice(&[row.kind, b'=']);
            out.extend_from_slice(&row.value);
            out.extend_from_slice(b"\r\n");
        }
    }
}

/// The value of the line of an attribute.
fn text<'v, A: AttributeValue<'v>>(attribute: &A) -> Vec<u8> {
    let mut text = A::NAME.as_bytes().to_vec();
    let name = text.len();
    text.push(b':');
    attribute.write(&mut text);
    if text.len() == name + 1 {
        text.truncate(name);
    }
    text
}

impl fmt::Debug for DraftSection<'_> {
    /// Its `m=` and how many lines there are: they can be private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DraftSection({:?}, {} lines)", self.media(), self.rows.len())
    }
}

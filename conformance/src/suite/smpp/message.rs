//! PDUs made by hand, field by field, so that each field can be broken. Nothing here is checked: the peer shall do that.

use brivas_smpp::{CommandId, CommandStatus, Tag};

/// A PDU to be sent: the fields in wire order as octets, and what follows them.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    command_id: CommandId,
    command_status: CommandStatus,
    /// `None`: the next number of the connection.
    pub(crate) sequence_number: Option<u32>,
    /// `None`: the length that it has.
    command_length: Option<u32>,
    fields: Vec<(&'static str, Vec<u8>)>,
    tail: Vec<u8>,
}

/// The octets of a C-octet string with its NUL.
pub(crate) fn c_octet_string(text: &[u8]) -> Vec<u8> {
    [text, &[0]].concat()
}

impl Message {
    /// A PDU that is a header alone.
    pub(crate) fn header(command_id: CommandId) -> Self {
        Self {
            command_id,
            command_status: CommandStatus::ESME_ROK,
            sequence_number: None,
            command_length: None,
            fields: Vec::new(),
            tail: Vec::new(),
        }
    }

    /// The answer to a request of the peer.
    pub(crate) fn answer(asked: brivas_smpp::Header, status: CommandStatus) -> Self {
        let response = asked.command_id.response().unwrap_or(CommandId::generic_nack);
        let message = Self::header(response).status(status).sequence(asked.sequence_number);
        let has_id = matches!(
            response,
            CommandId::deliver_sm_resp | CommandId::data_sm_resp | CommandId::submit_sm_resp
        );
        if has_id && status.is_ok() { message.add("message_id", vec![0]) } else { message }
    }

    pub(crate) fn add(mut self, name: &'static str, octets: impl Into<Vec<u8>>) -> Self {
        self.fields.push((name, octets.into()));
        self
    }

    /// Another value for a field, as it shall stand on the wire.
    pub(crate) fn raw(mut self, name: &'static str, octets: impl Into<Vec<u8>>) -> Self {
        match self.fields.iter_mut().find(|(field, _)| *field == name) {
            Some((_, value)) => *value = octets.into(),
            None => debug_assert!(false, "{:?} has no field {name}", self.command_id),
        }
        self
    }

    /// Another text for a C-octet string.
    pub(crate) fn text(self, name: &'static str, text: impl AsRef<[u8]>) -> Self {
        self.raw(name, c_octet_string(text.as_ref()))
    }

    pub(crate) fn octet(self, name: &'static str, value: u8) -> Self {
        self.raw(name, vec![value])
    }

    /// Another short_message, of at most 255 octets, and its sm_length.
    pub(crate) fn short_message(self, text: &[u8]) -> Self {
        let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
        self.octet("sm_length", length).raw("short_message", text)
    }

    pub(crate) fn tlv(mut self, tag: Tag, value: &[u8]) -> Self {
        self.tail.extend_from_slice(&tag.0.to_be_bytes());
        self.tail.extend_from_slice(&u16::try_from(value.len()).unwrap_or(u16::MAX).to_be_bytes());
        self.tail.extend_from_slice(value);
        self
    }

    /// Octets behind everything else.
    pub(crate) fn tail(mut self, octets: &[u8]) -> Self {
        self.tail.extend_from_slice(octets);
        self
    }

    pub(crate) fn status(mut self, status: CommandStatus) -> Self {
        self.command_status = status;
        self
    }

    pub(crate) fn sequence(mut self, sequence_number: u32) -> Self {
        self.sequence_number = Some(sequence_number);
        self
    }

    /// A command_length that is not the one it has.
    pub(crate) fn length(mut self, command_length: u32) -> Self {
        self.command_length = Some(command_length);
        self
    }

    /// The same fields in another PDU.
    pub(crate) fn of(mut self, command_id: CommandId) -> Self {
        self.command_id = command_id;
        self
    }

    pub(crate) fn is_ok(&self) -> bool {
        self.command_status.is_ok()
    }

    pub(crate) fn command_id(&self) -> CommandId {
        self.command_id
    }

    /// The body cut after `octets`, its command_length right.
    pub(crate) fn truncated(mut self, octets: usize) -> Self {
        let mut body = self.body();
        body.truncate(octets);
        self.fields.clear();
        self.tail = body;
        self
    }

    /// How many octets stand between the header and this field.
    pub(crate) fn body_before(&self, name: &str) -> usize {
        self.fields.iter().take_while(|(field, _)| *field != name).map(|(_, octets)| octets.len()).sum()
    }

    /// The octets of everything behind the header.
    pub(crate) fn body(&self) -> Vec<u8> {
        let mut body: Vec<u8> = self.fields.iter().flat_map(|(_, octets)| octets.iter().copied()).collect();
        body.extend_from_slice(&self.tail);
        body
    }

    /// The PDU as it goes on the wire, numbered `next` unless it has a number of its own.
    pub(crate) fn octets(&self, next: u32) -> Vec<u8> {
        let body = self.body();
        let length = self.command_length.unwrap_or(u32::try_from(16 + body.len()).unwrap_or(u32::MAX));
        let words = [length, self.command_id.0, self.command_status.0, self.sequence_number.unwrap_or(next)];
        let mut octets: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        octets.extend_from_slice(&body);
        octets
    }
}

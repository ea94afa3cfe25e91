//! Messages as text: made row by row, so that any part can be broken, and read by a small parser of the suite's own.

/// A message: the start line, the rows as they stand, and the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) start: String,
    pub(crate) rows: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Message {
    pub(crate) fn request(method: &str, uri: &str) -> Self {
        Self { start: format!("{method} {uri} SIP/2.0"), ..Self::default() }
    }

    /// A response to a request: its Via, From, To, Call-ID and CSeq, with this tag if To has none.
    pub(crate) fn response(request: &Self, status: &str, tag: &str) -> Self {
        let mut response = Self { start: format!("SIP/2.0 {status}"), ..Self::default() };
        for (name, value) in &request.rows {
            let canonical = canonical(name);
            if !["via", "from", "to", "call-id", "cseq", "record-route"].contains(&canonical.as_str()) {
                continue;
            }
            let value = match canonical.as_str() {
                "to" if param(value, "tag").is_none() => format!("{value};tag={tag}"),
                _ => value.clone(),
            };
            response.rows.push((name.clone(), value));
        }
        response
    }

    /// The same with another start line.
    pub(crate) fn start(self, start: impl Into<String>) -> Self {
        Self { start: start.into(), ..self }
    }

    /// The same with a row at the end.
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.rows.push((name.into(), value.into()));
        self
    }

    /// The same with another value in the first row of this name, which is put in if there is none.
    pub(crate) fn set(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        match self.rows.iter_mut().find(|row| canonical(&row.0) == canonical(name)) {
            Some(row) => row.1 = value,
            None => self.rows.push((name.into(), value)),
        }
        self
    }

    /// The same without the rows of this name.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.rows.retain(|row| canonical(&row.0) != canonical(name));
        self
    }

    /// The same with the rows of this name under another one.
    pub(crate) fn renamed(mut self, name: &str, other: &str) -> Self {
        for row in self.rows.iter_mut().filter(|row| canonical(&row.0) == canonical(name)) {
            row.0 = other.into();
        }
        self
    }

    pub(crate) fn body(self, kind: &str, body: impl Into<String>) -> Self {
        Self { body: body.into(), ..self }.with("Content-Type", kind)
    }

    /// The octets; a row for the length is put in if there is none.
    pub(crate) fn octets(&self) -> Vec<u8> {
        let mut text = format!("{}\r\n", self.start);
        for (name, value) in &self.rows {
            text += &format!("{name}: {value}\r\n");
        }
        if self.value("Content-Length").is_none() {
            text += &format!("Content-Length: {}\r\n", self.body.len());
        }
        format!("{text}\r\n{}", self.body).into_bytes()
    }

    /// Reads one message off the front, and says how many octets it has; `None` while it is not whole. A datagram is whole by
    /// itself. `Err` tells what no message of ours may look like.
    pub(crate) fn read(octets: &[u8], is_datagram: bool) -> Result<Option<(Self, usize)>, String> {
        let Some(end) = octets.windows(4).position(|four| four == b"\r\n\r\n") else {
            return if is_datagram { Err("no empty line behind the rows".into()) } else { Ok(None) };
        };
        let head = std::str::from_utf8(octets.get(..end).unwrap_or_default());
        let head = head
            .map_err(|_| "rows that are no UTF-8".to_owned())?
            .replace("\r\n ", " ")
            .replace("\r\n\t", " ");
        let mut lines = head.split("\r\n");
        let mut message = Self { start: lines.next().unwrap_or_default().into(), ..Self::default() };
        for line in lines {
            let (name, value) =
                line.split_once(':').ok_or_else(|| format!("a row without a colon: {line}"))?;
            message.rows.push((name.trim_end().into(), value.trim().into()));
        }
        let rest = octets.get(end + 4..).unwrap_or_default();
        let length = match message.value("Content-Length") {
            Some(value) => value.parse::<usize>().map_err(|_| format!("Content-Length: {value}"))?,
            None if is_datagram => rest.len(),
            None => return Err("no Content-Length on a stream (RFC 3261 §20.14)".into()),
        };
        let Some(body) = rest.get(..length) else {
            return if is_datagram {
                Err("Content-Length is more than the datagram has".into())
            } else {
                Ok(None)
            };
        };
        message.body = String::from_utf8_lossy(body).into_owned();
        Ok(Some((message, end + 4 + length)))
    }

    /// The status of a response; 0 for a request.
    pub(crate) fn status(&self) -> u16 {
        let status = self.start.strip_prefix("SIP/2.0 ").and_then(|rest| rest.get(..3));
        status.and_then(|status| status.parse().ok()).unwrap_or(0)
    }

    /// The method of a request; that of CSeq in a response.
    pub(crate) fn method(&self) -> &str {
        match self.status() {
            0 => self.start.split(' ').next().unwrap_or_default(),
            _ => self.value("CSeq").and_then(|value| value.split_whitespace().nth(1)).unwrap_or_default(),
        }
    }

    pub(crate) fn number(&self) -> Option<u32> {
        self.value("CSeq")?.split_whitespace().next()?.parse().ok()
    }

    /// The first row of this name, long or compact.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let name = canonical(name);
        self.rows.iter().find(|row| canonical(&row.0) == name).map(|row| row.1.as_str())
    }

    /// All values of a header that is a list, in order.
    pub(crate) fn values(&self, name: &str) -> Vec<String> {
        let name = canonical(name);
        self.rows.iter().filter(|row| canonical(&row.0) == name).flat_map(|row| split(&row.1, ',')).collect()
    }

    /// Whether a list of tokens has this one.
    pub(crate) fn has(&self, name: &str, token: &str) -> bool {
        self.values(name).iter().any(|value| value.eq_ignore_ascii_case(token))
    }

    /// The tag of From or To.
    pub(crate) fn tag(&self, name: &str) -> Option<String> {
        param(self.value(name)?, "tag")
    }

    /// The URI of the first Contact.
    pub(crate) fn contact(&self) -> Option<String> {
        self.values("Contact").first().map(|value| uri(value))
    }

    pub(crate) fn branch(&self) -> Option<String> {
        param(self.values("Via").first()?, "branch")
    }
}

/// A parameter of a value, outside of `<>`.
pub(crate) fn param(value: &str, name: &str) -> Option<String> {
    split(value, ';').iter().skip(1).find_map(|part| {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

/// The URI of a value, with or without `<>`.
pub(crate) fn uri(value: &str) -> String {
    match (value.find('<'), value.rfind('>')) {
        (Some(from), Some(to)) => value.get(from + 1..to).unwrap_or_default().into(),
        _ => split(value, ';').into_iter().next().unwrap_or_default(),
    }
}

/// Splits outside of quotes and `<>`.
pub(crate) fn split(value: &str, at: char) -> Vec<String> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let (mut is_quoted, mut is_escaped, mut is_uri) = (false, false, false);
    for letter in value.chars() {
        if letter == at && !is_quoted && !is_uri {
            parts.push(std::mem::take(&mut part).trim().to_owned());
            continue;
        }
        match letter {
            '"' if !is_escaped => is_quoted = !is_quoted,
            '<' if !is_quoted => is_uri = true,
            '>' if !is_quoted => is_uri = false,
            _ => {}
        }
        is_escaped = letter == '\\' && is_quoted && !is_escaped;
        part.push(letter);
    }
    parts.push(part.trim().to_owned());
    parts
}

/// The one name of a header, in small letters.
fn canonical(name: &str) -> String {
    let name = name.trim().to_ascii_lowercase();
    let long = match name.as_str() {
        "c" => "content-type",
        "f" => "from",
        "i" => "call-id",
        "k" => "supported",
        "l" => "content-length",
        "m" => "contact",
        "t" => "to",
        "v" => "via",
        "x" => "session-expires",
        _ => return name,
    };
    long.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read_with_its_length_its_folds_and_its_compact_names() {
        let octets = b"SIP/2.0 200 OK\r\nv: SIP/2.0/UDP a;branch=z9hG4bK1\r\nVia: b,\r\n c\r\nf: <sip:a@b;tag=no>;tag=x\r\nl: 2\r\n\r\nabSIP";
        let (message, length) = Message::read(octets, false).unwrap().unwrap();
        assert_eq!((message.status(), message.body.as_str(), length), (200, "ab", octets.len() - 3));
        assert_eq!(message.values("Via"), ["SIP/2.0/UDP a;branch=z9hG4bK1", "b", "c"]);
        assert_eq!(message.tag("From").as_deref(), Some("x"));
        assert_eq!(Message::read(octets.get(..octets.len() - 4).unwrap(), false), Ok(None));
        assert!(Message::read(b"SIP/2.0 200 OK\r\n\r\n", false).is_err(), "a stream needs the length");
    }

    #[test]
    fn values_are_split_outside_of_quotes_and_brackets() {
        assert_eq!(split("\"a,\\\"b\" <sip:x,y@z>, <sip:c>", ','), ["\"a,\\\"b\" <sip:x,y@z>", "<sip:c>"]);
        assert_eq!(uri("\"a\" <sip:x;lr>;q=1"), "sip:x;lr");
        assert_eq!(param("<sip:x;lr>;Expires = 5", "expires").as_deref(), Some("5"));
    }
}

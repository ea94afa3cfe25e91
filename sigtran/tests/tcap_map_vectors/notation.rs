//! Value notation (X.680), in which the vectors state all of a message: read into a tree that owns its octets.

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// SEQUENCE: name and value of each field; also anything that is empty.
    Fields(Vec<(String, Node)>),
    /// SEQUENCE OF, or the arcs of an OBJECT IDENTIFIER.
    List(Vec<Node>),
    Choice(String, Box<Node>),
    Octets(Vec<u8>),
    /// The bits one by one.
    Bits(Vec<bool>),
    /// A number, a name, NULL, TRUE or FALSE.
    Word(String),
    Text(String),
}

impl Node {
    /// The field of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        match self {
            Self::Fields(fields) => fields.iter().find(|(field, _)| field == name).map(|(_, node)| node),
            _ => None,
        }
    }

    pub(crate) fn choice(&self) -> (&str, &Node) {
        match self {
            Self::Choice(name, node) => (name, node),
            other => panic!("no CHOICE: {other:?}"),
        }
    }

    pub(crate) fn octets(&self) -> &[u8] {
        match self {
            Self::Octets(octets) => octets,
            other => panic!("no octets: {other:?}"),
        }
    }

    pub(crate) fn word(&self) -> &str {
        match self {
            Self::Word(word) => word,
            other => panic!("no word: {other:?}"),
        }
    }

    pub(crate) fn number(&self) -> i64 {
        self.word().parse().unwrap()
    }

    pub(crate) fn items(&self) -> &[Node] {
        match self {
            Self::List(items) => items,
            Self::Fields(fields) if fields.is_empty() => &[],
            other => panic!("no list: {other:?}"),
        }
    }
}

/// Reads a whole text.
pub(crate) fn read(text: &str) -> Node {
    let tokens = tokens(text);
    let mut rest = &tokens[..];
    let node = value(&mut rest);
    assert!(rest.is_empty(), "{rest:?}");
    node
}

fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let length = match rest.as_bytes()[0] {
            b'-' if rest.starts_with("--") => {
                rest = rest[2..].split_once("--").map_or("", |(_, rest)| rest).trim_start();
                continue;
            }
            b'{' | b'}' | b',' | b':' => 1,
            // The letter behind an octet or bit string is a part of it.
            b'\'' => rest[1..].find('\'').unwrap() + 3,
            b'"' => rest[1..].find('"').unwrap() + 2,
            _ => rest.find(|it: char| it.is_whitespace() || "{},:".contains(it)).unwrap_or(rest.len()),
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    tokens
}

fn next(rest: &mut &[String]) -> String {
    let (first, behind) = rest.split_first().unwrap();
    *rest = behind;
    first.clone()
}

fn value(rest: &mut &[String]) -> Node {
    let token = next(rest);
    if token == "{" {
        return braces(rest);
    }
    if rest.first().is_some_and(|next| next == ":") {
        next(rest);
        // The name of a type says nothing of the value.
        return match token.starts_with(char::is_uppercase) {
            true => value(rest),
            false => Node::Choice(token, Box::new(value(rest))),
        };
    }
    let digits = token.trim_start_matches('\'');
    if let Some(digits) = digits.strip_suffix("'H") {
        let octet = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        return Node::Octets((0..digits.len()).step_by(2).map(octet).collect());
    }
    if let Some(digits) = digits.strip_suffix("'B") {
        return Node::Bits(digits.chars().map(|digit| digit == '1').collect());
    }
    match token.strip_prefix('"') {
        Some(text) => Node::Text(text.trim_end_matches('"').to_owned()),
        None => Node::Word(token),
    }
}

fn braces(rest: &mut &[String]) -> Node {
    let (mut fields, mut items) = (Vec::new(), Vec::new());
    while rest[0] != "}" {
        let is_field =
            rest[0].starts_with(char::is_lowercase) && ![",", "}", ":"].contains(&rest[1].as_str());
        if is_field {
            let name = next(rest);
            fields.push((name, value(rest)));
        } else {
            items.push(value(rest));
        }
        if rest[0] == "," {
            next(rest);
        }
    }
    next(rest);
    if items.is_empty() { Node::Fields(fields) } else { Node::List(items) }
}

//! BER as the lower tester writes and reads it by itself: a tree of tags and contents (X.690 §8).

use std::fmt;

/// An element: what stands in it, or the elements in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// A primitive.
    Leaf(u8, Vec<u8>),
    /// A constructor.
    Branch(u8, Vec<Node>),
}

/// No message of a case is deeper.
const DEEPEST: usize = 16;

impl Node {
    pub(crate) fn leaf(tag: u8, content: &[u8]) -> Self {
        Self::Leaf(tag, content.to_vec())
    }

    pub(crate) fn branch(tag: u8, content: impl Into<Vec<Node>>) -> Self {
        Self::Branch(tag, content.into())
    }

    pub(crate) fn tag(&self) -> u8 {
        match self {
            Self::Leaf(tag, _) | Self::Branch(tag, _) => *tag,
        }
    }

    /// The content of a primitive; of a constructor nothing.
    pub(crate) fn content(&self) -> &[u8] {
        match self {
            Self::Leaf(_, content) => content,
            Self::Branch(..) => &[],
        }
    }

    /// The elements of a constructor; of a primitive none.
    pub(crate) fn children(&self) -> &[Node] {
        match self {
            Self::Leaf(..) => &[],
            Self::Branch(_, children) => children,
        }
    }

    /// The first element in it with this tag.
    pub(crate) fn find(&self, tag: u8) -> Option<&Node> {
        self.children().iter().find(|child| child.tag() == tag)
    }

    pub(crate) fn octets(&self) -> Vec<u8> {
        let content = match self {
            Self::Leaf(_, content) => content.clone(),
            Self::Branch(_, children) => children.iter().flat_map(Node::octets).collect(),
        };
        let mut out = vec![self.tag()];
        match u8::try_from(content.len()) {
            Ok(length @ 0..=0x7F) => out.push(length),
            Ok(length) => out.extend([0x81, length]),
            Err(_) => {
                let [.., high, low] = content.len().to_be_bytes();
                out.extend([0x82, high, low]);
            }
        }
        out.extend(content);
        out
    }

    /// The same with an indefinite length, and so all constructors in it.
    pub(crate) fn indefinite(&self) -> Vec<u8> {
        match self {
            Self::Leaf(..) => self.octets(),
            Self::Branch(tag, children) => {
                let inner: Vec<u8> = children.iter().flat_map(Node::indefinite).collect();
                [&[*tag, 0x80][..], &inner, &[0, 0]].concat()
            }
        }
    }

    /// Reads one element that is all there is.
    pub(crate) fn read(octets: &[u8]) -> Option<Self> {
        let mut rest = octets;
        let node = Self::next(&mut rest, DEEPEST)?;
        rest.is_empty().then_some(node)
    }

    /// Takes one element off the front.
    fn next(rest: &mut &[u8], depth: usize) -> Option<Self> {
        let [tag, first, behind @ ..] = *rest else { return None };
        let constructed = tag & 0x20 != 0;
        let (length, behind) = match (first, behind) {
            (0..=0x7F, behind) => (usize::from(*first), behind),
            (0x80, behind) if constructed && depth > 0 => {
                *rest = behind;
                let mut children = Vec::new();
                while rest.get(..2)? != [0, 0] {
                    children.push(Self::next(rest, depth - 1)?);
                }
                *rest = rest.get(2..)?;
                return Some(Self::Branch(*tag, children));
            }
            (0x81, [length, behind @ ..]) => (usize::from(*length), behind),
            (0x82, [high, low, behind @ ..]) => (usize::from(u16::from_be_bytes([*high, *low])), behind),
            _ => return None,
        };
        let (mut content, behind) = behind.split_at_checked(length)?;
        *rest = behind;
        if !constructed {
            return Some(Self::leaf(*tag, content));
        }
        let mut children = Vec::new();
        while !content.is_empty() {
            children.push(Self::next(&mut content, depth.checked_sub(1)?)?);
        }
        Some(Self::Branch(*tag, children))
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02x}", self.tag())?;
        match self {
            Self::Leaf(_, content) => {
                f.write_str("=")?;
                content.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
            }
            Self::Branch(_, children) => {
                f.write_str("{")?;
                for (place, child) in children.iter().enumerate() {
                    write!(f, "{}{child}", if place == 0 { "" } else { " " })?;
                }
                f.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_come_back_in_either_form_and_none_is_read_from_fewer_octets() {
        let long = Node::leaf(0x04, &[7; 300]);
        let tree =
            Node::branch(0x62, [Node::leaf(0x48, &[1]), Node::branch(0x6C, [long, Node::leaf(0x05, &[])])]);
        for octets in [tree.octets(), tree.indefinite()] {
            assert_eq!(Node::read(&octets), Some(tree.clone()));
            for length in 0..octets.len() {
                assert_eq!(Node::read(&octets[..length]), None);
            }
        }
        assert_eq!(Node::branch(0x62, [Node::leaf(0x48, &[1])]).octets(), [0x62, 3, 0x48, 1, 1]);
        assert_eq!(Node::branch(0x62, [Node::leaf(0x48, &[1])]).to_string(), "62{48=01}");
    }
}

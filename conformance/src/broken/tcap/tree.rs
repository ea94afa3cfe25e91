//! Messages as trees, changed here and there.

use crate::suite::tcap::message::{COMPONENTS, DIALOGUE};
use crate::suite::tcap::node::Node;

/// The tree with each element changed by this, those within it first; `None` takes one out.
pub(super) fn changed(node: &Node, change: &dyn Fn(Node) -> Option<Node>) -> Option<Node> {
    match node {
        Node::Leaf(..) => change(node.clone()),
        Node::Branch(tag, children) => {
            let children: Vec<Node> = children.iter().filter_map(|child| changed(child, change)).collect();
            change(Node::Branch(*tag, children))
        }
    }
}

/// The message with each component changed; without a component portion if none is left.
pub(super) fn components(message: &Node, change: impl Fn(Node) -> Option<Node>) -> Node {
    all_components(message, |all| all.into_iter().filter_map(&change).collect())
}

/// The message with its components as a whole changed.
pub(super) fn all_components(message: &Node, change: impl Fn(Vec<Node>) -> Vec<Node>) -> Node {
    let children = message.children().iter().filter_map(|child| match child {
        Node::Branch(COMPONENTS, components) => {
            let components = change(components.clone());
            (!components.is_empty()).then(|| Node::branch(COMPONENTS, components))
        }
        other => Some(other.clone()),
    });
    Node::branch(message.tag(), children.collect::<Vec<_>>())
}

/// The message with its dialogue portion changed, within.
pub(super) fn dialogue(message: &Node, change: &dyn Fn(Node) -> Option<Node>) -> Node {
    let children = message.children().iter().filter_map(|child| match child.tag() {
        DIALOGUE => changed(child, change),
        _ => Some(child.clone()),
    });
    Node::branch(message.tag(), children.collect::<Vec<_>>())
}

/// The element without those in it that have this tag.
pub(super) fn without(node: &Node, tag: u8) -> Node {
    let children = node.children().iter().filter(|child| child.tag() != tag).cloned();
    Node::branch(node.tag(), children.collect::<Vec<_>>())
}

/// The element with the content of those in it that have this tag changed.
pub(super) fn content(node: &Node, tag: u8, change: impl Fn(&[u8]) -> Vec<u8>) -> Node {
    let children = node.children().iter().map(|child| match child {
        Node::Leaf(of, content) if *of == tag => Node::Leaf(tag, change(content)),
        other => other.clone(),
    });
    Node::branch(node.tag(), children.collect::<Vec<_>>())
}

/// The element with another tag.
pub(super) fn retagged(node: Node, to: u8) -> Node {
    match node {
        Node::Leaf(_, content) => Node::Leaf(to, content),
        Node::Branch(_, children) => Node::Branch(to, children),
    }
}

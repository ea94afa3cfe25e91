//! Messages of the lower tester, made by hand (Q.773 §3, §4).

use super::node::Node;

pub(crate) const UNIDIRECTIONAL: u8 = 0x61;
pub(crate) const BEGIN: u8 = 0x62;
pub(crate) const END: u8 = 0x64;
pub(crate) const CONTINUE: u8 = 0x65;
pub(crate) const ABORT: u8 = 0x67;
pub(crate) const OTID: u8 = 0x48;
pub(crate) const DTID: u8 = 0x49;
pub(crate) const P_ABORT_CAUSE: u8 = 0x4A;
pub(crate) const DIALOGUE: u8 = 0x6B;
pub(crate) const COMPONENTS: u8 = 0x6C;
pub(crate) const AARQ: u8 = 0x60;
pub(crate) const AARE: u8 = 0x61;
pub(crate) const ABRT: u8 = 0x64;

/// An application context of the cases, 0.4.0.0.1.0.20.3, and one below it.
pub(super) const CONTEXT: [u8; 7] = [4, 0, 0, 1, 0, 20, 3];
pub(super) const LOWER: [u8; 7] = [4, 0, 0, 1, 0, 20, 2];
/// The operation of the cases, its parameter and its result.
pub(super) const OPERATION: u8 = 45;
pub(super) const PARAMETER: [u8; 5] = [0x30, 3, 4, 1, 7];
pub(super) const RESULT: [u8; 3] = [4, 1, 9];
/// User information: an EXTERNAL.
pub(super) const INFORMATION: [u8; 9] = [0x28, 7, 6, 1, 5, 0xA0, 2, 5, 0];

/// A message of these transactions with these components.
fn message(tag: u8, otid: Option<&[u8]>, dtid: Option<&[u8]>, rest: Vec<Node>) -> Node {
    let ids = [(OTID, otid), (DTID, dtid)].into_iter();
    let mut parts: Vec<Node> = ids.filter_map(|(tag, id)| Some(Node::leaf(tag, id?))).collect();
    parts.extend(rest);
    Node::branch(tag, parts)
}

fn portion(components: &[Node]) -> Vec<Node> {
    if components.is_empty() { Vec::new() } else { vec![Node::branch(COMPONENTS, components)] }
}

pub(super) fn unidirectional(components: &[Node]) -> Node {
    message(UNIDIRECTIONAL, None, None, portion(components))
}

pub(super) fn begin(otid: &[u8], components: &[Node]) -> Node {
    message(BEGIN, Some(otid), None, portion(components))
}

pub(super) fn continues(otid: &[u8], dtid: &[u8], components: &[Node]) -> Node {
    message(CONTINUE, Some(otid), Some(dtid), portion(components))
}

pub(super) fn end(dtid: &[u8], components: &[Node]) -> Node {
    message(END, None, Some(dtid), portion(components))
}

pub(super) fn abort(dtid: &[u8]) -> Node {
    message(ABORT, None, Some(dtid), Vec::new())
}

pub(super) fn p_abort(dtid: &[u8], cause: u8) -> Node {
    with(abort(dtid), Node::leaf(P_ABORT_CAUSE, &[cause]))
}

/// The message with this element behind all others.
pub(super) fn with(message: Node, more: Node) -> Node {
    let children = [message.children(), &[more]].concat();
    Node::branch(message.tag(), children)
}

/// The message with a dialogue portion: an APDU of dialogues.
pub(super) fn with_apdu(message: Node, apdu: Node) -> Node {
    with_portion(message, [0, 0x11, 0x86, 5, 1, 1, 1], apdu)
}

/// The message with a dialogue portion: an APDU of Unidirectional.
pub(super) fn with_uni_apdu(message: Node, apdu: Node) -> Node {
    with_portion(message, [0, 0x11, 0x86, 5, 1, 2, 1], apdu)
}

fn with_portion(message: Node, syntax: [u8; 7], apdu: Node) -> Node {
    let external = Node::branch(0x28, [Node::leaf(0x06, &syntax), Node::branch(0xA0, [apdu])]);
    let portion = Node::branch(DIALOGUE, [external]);
    let children = message.children();
    let at = children.iter().position(|child| child.tag() == COMPONENTS).unwrap_or(children.len());
    let (before, behind) = children.split_at(at);
    Node::branch(message.tag(), [before, &[portion], behind].concat())
}

/// AARQ, or AUDT, which is alike; without a version, which means version 1.
pub(super) fn aarq(context: &[u8]) -> Node {
    Node::branch(AARQ, [name(context)])
}

/// AARE: result, the tag of who says why, and why.
pub(super) fn aare(context: &[u8], result: u8, [source, why]: [u8; 2]) -> Node {
    let number = |number: u8| Node::leaf(0x02, &[number]);
    let diagnostic = Node::branch(0xA3, [Node::branch(source, [number(why)])]);
    Node::branch(AARE, [name(context), Node::branch(0xA2, [number(result)]), diagnostic])
}

pub(super) fn accepted() -> Node {
    aare(&CONTEXT, 0, [0xA1, 0])
}

/// ABRT from the user, 0, or the provider, 1.
pub(super) fn abrt(source: u8) -> Node {
    Node::branch(ABRT, [Node::leaf(0x80, &[source])])
}

fn name(context: &[u8]) -> Node {
    Node::branch(0xA1, [Node::leaf(0x06, context)])
}

fn number(number: u8) -> Node {
    Node::leaf(0x02, &[number])
}

fn element(octets: &[u8]) -> Option<Node> {
    Node::read(octets)
}

pub(super) fn invoke(id: u8, linked: Option<u8>, parameter: &[u8]) -> Node {
    let linked = linked.map(|linked| Node::leaf(0x80, &[linked]));
    let parts = [Some(number(id)), linked, Some(number(OPERATION)), element(parameter)];
    Node::branch(0xA1, parts.into_iter().flatten().collect::<Vec<_>>())
}

pub(super) fn result(id: u8, last: bool) -> Node {
    let parts = [Some(number(OPERATION)), element(&RESULT)];
    let sequence = Node::branch(0x30, parts.into_iter().flatten().collect::<Vec<_>>());
    Node::branch(if last { 0xA2 } else { 0xA7 }, [number(id), sequence])
}

/// A result that brings nothing.
pub(super) fn empty_result(id: u8) -> Node {
    Node::branch(0xA2, [number(id)])
}

pub(super) fn error(id: u8, code: u8) -> Node {
    let parts = [Some(number(id)), Some(number(code)), element(&PARAMETER)];
    Node::branch(0xA3, parts.into_iter().flatten().collect::<Vec<_>>())
}

pub(super) fn reject(id: Option<u8>, [tag, code]: [u8; 2]) -> Node {
    let id = id.map_or(Node::leaf(0x05, &[]), number);
    Node::branch(0xA4, [id, Node::leaf(tag, &[code])])
}

/// The message with an AARE that accepts the context of the cases.
pub(crate) fn with_acceptance(message: Node) -> Node {
    with_apdu(message, accepted())
}

/// The message with an ABRT of the user.
pub(crate) fn with_abrt(message: Node) -> Node {
    with_apdu(message, abrt(0))
}

//! ANSI T1.114, for who claims it.

use crate::suite::tcap::node::Node;
use crate::suite::tcap::{Case, Feature, PEER};
use crate::suite::verdict::check;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("tcap.ansi.query_of_who_is_not_there", "T1.114 §3", |t| {
            // Conversation With Permission of two transaction ids, of which the layer knows none.
            t.sends(&Node::branch(0xE5, [Node::leaf(0xC7, &[1, 2, 3, 4, 5, 6, 7, 8])]));
            let node = t.next_to(PEER, "Abort")?;
            let id = node.find(0xC7).map(Node::content);
            check(
                node.tag() == 0xF6 && id == Some(&[1, 2, 3, 4]),
                "Abort (F6) of transaction 01020304",
                node.to_string(),
            )
        })
        .needs(Feature::Ansi)
        .should()
        .purpose("a Conversation of T1.114 for a transaction that is not there is answered by its Abort"),
    ]
}

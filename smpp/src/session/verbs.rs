//! The standard's own verbs: each is [`Session::request`] with one type of body, for those who think in operations.

use std::time::Instant;

use super::{RequestId, Session, UsageError};
use crate::{
    BroadcastSm, CancelBroadcastSm, CancelSm, DataSm, DeliverSm, QueryBroadcastSm, QuerySm, ReplaceSm,
    SubmitMulti, SubmitSm,
};

/// One verb a row; the errors are those of [`Session::request`].
macro_rules! verbs {
    ( $( $(#[$meta:meta])* $verb:ident($body:ident); )* ) => {
        impl Session {
            $(
                $(#[$meta])*
                ///
                /// # Errors
                /// As [`Session::request`].
                pub fn $verb(&mut self, now: Instant, body: &$body<'_>) -> Result<RequestId, UsageError> {
                    self.request(now, body)
                }
            )*
        }
    };
}

verbs! {
    /// Hands a message to the message centre (SMPP 5.0 §4.2.1).
    submit_sm(SubmitSm);
    /// Hands a message for several destinations to the message centre (SMPP 5.0 §4.2.3).
    submit_multi(SubmitMulti);
    /// Hands a message to the other side (SMPP 5.0 §4.2.2).
    data_sm(DataSm);
    /// Hands a message or a receipt to an ESME (SMPP 5.0 §4.3.1).
    deliver_sm(DeliverSm);
    /// Asks what has become of a message (SMPP 5.0 §4.5.2).
    query_sm(QuerySm);
    /// Takes back one message, or all that match (SMPP 5.0 §4.5.1).
    cancel_sm(CancelSm);
    /// Gives a message under way another text (SMPP 5.0 §4.5.3).
    replace_sm(ReplaceSm);
    /// Hands a message for an area to the message centre (SMPP 5.0 §4.4.1).
    broadcast_sm(BroadcastSm);
    /// Asks what has become of a broadcast (SMPP 5.0 §4.6.1).
    query_broadcast_sm(QueryBroadcastSm);
    /// Takes back a broadcast (SMPP 5.0 §4.6.2).
    cancel_broadcast_sm(CancelBroadcastSm);
}

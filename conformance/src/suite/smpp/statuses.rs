//! Sets of `command_status` that the standard allows for one fault, where it gives more than one.

use brivas_smpp::CommandStatus as S;

/// A wrong system_id or password: 5.0 wants ESME_RBINDFAIL, 3.4 has a status for each (SMPP 5.0 §4.7.6).
pub(crate) const WRONG_CREDENTIALS: &[S] = &[S::ESME_RBINDFAIL, S::ESME_RINVPASWD, S::ESME_RINVSYSID];
/// A body that ends too early, or in the middle of this field.
pub(crate) const TRUNCATED: &[S] = &[
    S::ESME_RINVCMDLEN,
    S::ESME_RINVMSGLEN,
    S::ESME_RINVSRCADR,
    S::ESME_RINVDSTADR,
    S::ESME_RINVMSGID,
    S::ESME_RINVSERTYP,
    S::ESME_RINVSYSID,
    S::ESME_RINVPASWD,
    S::ESME_RINVSYSTYP,
    S::ESME_RBINDFAIL,
    S::ESME_RINVSCHED,
    S::ESME_RINVEXPIRY,
    S::ESME_RINVTLVSTREAM,
];
/// The message that query_sm asks for is not there, or is another's (SMPP 5.0 §4.5.2).
pub(crate) const NOT_FOUND: &[S] = &[S::ESME_RQUERYFAIL, S::ESME_RINVMSGID, S::ESME_RINVSRCADR];
/// The message that cancel_sm names is not there, or cannot be taken back (SMPP 5.0 §4.5.1).
pub(crate) const NOT_CANCELLED: &[S] = &[S::ESME_RCANCELFAIL, S::ESME_RINVMSGID, S::ESME_RINVSRCADR];
/// The message that replace_sm names is not there, or cannot be changed (SMPP 5.0 §4.5.3).
pub(crate) const NOT_REPLACED: &[S] = &[S::ESME_RREPLACEFAIL, S::ESME_RINVMSGID, S::ESME_RINVSRCADR];
/// The TLV part is broken (SMPP 5.0 §4.7.6); 3.4 calls the first ESME_RINVOPTPARSTREAM, with the same value.
pub(crate) const TLV_STREAM: &[S] = &[S::ESME_RINVTLVSTREAM, S::ESME_RINVTLVLEN];
/// A TLV has a length that it cannot have.
pub(crate) const TLV_LENGTH: &[S] = &[S::ESME_RINVTLVLEN, S::ESME_RINVTLVVAL, S::ESME_RINVTLVSTREAM];
/// short_message and message_payload in one PDU (SMPP 5.0 §4.2.4).
pub(crate) const TWO_MESSAGES: &[S] = &[
    S::ESME_RINVMSGLEN,
    S::ESME_RTLVNOTALLWD,
    S::ESME_RINVTLVVAL,
    S::ESME_RINVTLVSTREAM,
    S::ESME_RSUBMITFAIL,
];
/// A request in a state in which the matrix does not have it (SMPP 5.0 §2.8.2).
pub(crate) const WRONG_STATE: &[S] = &[S::ESME_RINVBNDSTS];
/// A request of the other side: a state violation, or a command that this side does not know.
pub(crate) const WRONG_SIDE: &[S] = &[S::ESME_RINVBNDSTS, S::ESME_RINVCMDID];
/// Too many requests at once: told politely (SMPP 5.0 §4.7.6).
pub(crate) const TOO_MUCH: &[S] = &[S::ESME_RTHROTTLED, S::ESME_RMSGQFUL];

//! What became of a request (SMPP 5.0 §4.7.6, table 4-45; SMPP 3.4 §5.1.3).

use crate::wire_enum::wire_enum;

wire_enum! {
    /// `command_status`: 0 in a request, the outcome in a response. Names are those of SMPP 5.0; the five that 3.4 calls
    /// otherwise are also given under their 3.4 names (SMPP 5.0 §4.7.6).
    pub struct CommandStatus(u32) {
        /// No error.
        ESME_ROK = 0x0000_0000,
        /// `short_message` or `sm_length` has an invalid length.
        ESME_RINVMSGLEN = 0x0000_0001,
        /// `command_length` is invalid.
        ESME_RINVCMDLEN = 0x0000_0002,
        /// `command_id` is unknown or not supported.
        ESME_RINVCMDID = 0x0000_0003,
        /// The operation is not allowed in this session state.
        ESME_RINVBNDSTS = 0x0000_0004,
        /// The session is bound already.
        ESME_RALYBND = 0x0000_0005,
        /// `priority_flag` is invalid.
        ESME_RINVPRTFLG = 0x0000_0006,
        /// `registered_delivery` is invalid.
        ESME_RINVREGDLVFLG = 0x0000_0007,
        /// A fault inside the message centre.
        ESME_RSYSERR = 0x0000_0008,
        /// The source address is invalid.
        ESME_RINVSRCADR = 0x0000_000A,
        /// The destination address is invalid.
        ESME_RINVDSTADR = 0x0000_000B,
        /// `message_id` is invalid or unknown.
        ESME_RINVMSGID = 0x0000_000C,
        /// The bind failed, wrong credentials included.
        ESME_RBINDFAIL = 0x0000_000D,
        /// The password is invalid.
        ESME_RINVPASWD = 0x0000_000E,
        /// `system_id` is invalid.
        ESME_RINVSYSID = 0x0000_000F,
        /// `cancel_sm` failed.
        ESME_RCANCELFAIL = 0x0000_0011,
        /// `replace_sm` failed.
        ESME_RREPLACEFAIL = 0x0000_0013,
        /// The message queue is full.
        ESME_RMSGQFUL = 0x0000_0014,
        /// `service_type` is invalid.
        ESME_RINVSERTYP = 0x0000_0015,
        /// `number_of_dests` is invalid.
        ESME_RINVNUMDESTS = 0x0000_0033,
        /// The distribution list name is invalid or unknown.
        ESME_RINVDLNAME = 0x0000_0034,
        /// `dest_flag` is invalid.
        ESME_RINVDESTFLAG = 0x0000_0040,
        /// Submit with replace is not possible here.
        ESME_RINVSUBREP = 0x0000_0042,
        /// `esm_class` is invalid.
        ESME_RINVESMCLASS = 0x0000_0043,
        /// Cannot submit to the distribution list.
        ESME_RCNTSUBDL = 0x0000_0044,
        /// The submission failed.
        ESME_RSUBMITFAIL = 0x0000_0045,
        /// `source_addr_ton` is invalid.
        ESME_RINVSRCTON = 0x0000_0048,
        /// `source_addr_npi` is invalid.
        ESME_RINVSRCNPI = 0x0000_0049,
        /// `dest_addr_ton` is invalid.
        ESME_RINVDSTTON = 0x0000_0050,
        /// `dest_addr_npi` is invalid.
        ESME_RINVDSTNPI = 0x0000_0051,
        /// `system_type` is invalid.
        ESME_RINVSYSTYP = 0x0000_0053,
        /// `replace_if_present_flag` is invalid.
        ESME_RINVREPFLAG = 0x0000_0054,
        /// `number_of_messages` is invalid.
        ESME_RINVNUMMSGS = 0x0000_0055,
        /// The ESME exceeded its allowed rate; slow down and try again.
        ESME_RTHROTTLED = 0x0000_0058,
        /// `schedule_delivery_time` is invalid.
        ESME_RINVSCHED = 0x0000_0061,
        /// `validity_period` is invalid.
        ESME_RINVEXPIRY = 0x0000_0062,
        /// `sm_default_msg_id` is invalid or unknown.
        ESME_RINVDFTMSGID = 0x0000_0063,
        /// Temporary fault at the receiving ESME; try again.
        ESME_RX_T_APPN = 0x0000_0064,
        /// Permanent fault at the receiving ESME; nothing more can go to that destination now.
        ESME_RX_P_APPN = 0x0000_0065,
        /// The receiving ESME rejects this one message.
        ESME_RX_R_APPN = 0x0000_0066,
        /// `query_sm` failed.
        ESME_RQUERYFAIL = 0x0000_0067,
        /// The TLV part of the PDU is malformed (3.4 name: `ESME_RINVOPTPARSTREAM`).
        ESME_RINVTLVSTREAM = 0x0000_00C0,
        /// A TLV is not allowed here (3.4 name: `ESME_ROPTPARNOTALLWD`).
        ESME_RTLVNOTALLWD = 0x0000_00C1,
        /// A TLV has an invalid length (3.4 name: `ESME_RINVPARLEN`).
        ESME_RINVTLVLEN = 0x0000_00C2,
        /// A mandatory TLV is missing (3.4 name: `ESME_RMISSINGOPTPARAM`).
        ESME_RMISSINGTLV = 0x0000_00C3,
        /// A TLV has an invalid value (3.4 name: `ESME_RINVOPTPARAMVAL`).
        ESME_RINVTLVVAL = 0x0000_00C4,
        /// The delivery failed (answer to a transaction-mode message).
        ESME_RDELIVERYFAILURE = 0x0000_00FE,
        /// An error that has no code of its own.
        ESME_RUNKNOWNERR = 0x0000_00FF,
        /// The ESME may not use this `service_type`.
        ESME_RSERTYPUNAUTH = 0x0000_0100,
        /// The ESME may not use this operation.
        ESME_RPROHIBITED = 0x0000_0101,
        /// The `service_type` is not available now.
        ESME_RSERTYPUNAVAIL = 0x0000_0102,
        /// The `service_type` is denied.
        ESME_RSERTYPDENIED = 0x0000_0103,
        /// `data_coding` is invalid.
        ESME_RINVDCS = 0x0000_0104,
        /// `source_addr_subunit` is invalid.
        ESME_RINVSRCADDRSUBUNIT = 0x0000_0105,
        /// `dest_addr_subunit` is invalid.
        ESME_RINVDSTADDRSUBUNIT = 0x0000_0106,
        /// `broadcast_frequency_interval` is invalid.
        ESME_RINVBCASTFREQINT = 0x0000_0107,
        /// `broadcast_alias_name` is invalid.
        ESME_RINVBCASTALIAS_NAME = 0x0000_0108,
        /// The format of a `broadcast_area_identifier` is invalid.
        ESME_RINVBCASTAREAFMT = 0x0000_0109,
        /// The number of broadcast areas is invalid.
        ESME_RINVNUMBCAST_AREAS = 0x0000_010A,
        /// `broadcast_content_type` is invalid.
        ESME_RINVBCASTCNTTYPE = 0x0000_010B,
        /// `broadcast_message_class` is invalid.
        ESME_RINVBCASTMSGCLASS = 0x0000_010C,
        /// `broadcast_sm` failed.
        ESME_RBCASTFAIL = 0x0000_010D,
        /// `query_broadcast_sm` failed.
        ESME_RBCASTQUERYFAIL = 0x0000_010E,
        /// `cancel_broadcast_sm` failed.
        ESME_RBCASTCANCELFAIL = 0x0000_010F,
        /// `broadcast_rep_num` is invalid.
        ESME_RINVBCAST_REP = 0x0000_0110,
        /// `broadcast_service_group` is invalid.
        ESME_RINVBCASTSRVGRP = 0x0000_0111,
        /// `broadcast_channel_indicator` is invalid.
        ESME_RINVBCASTCHANIND = 0x0000_0112,
    }
}

impl CommandStatus {
    /// The 3.4 name of [`Self::ESME_RINVTLVSTREAM`] (SMPP 3.4 §5.1.3).
    pub const ESME_RINVOPTPARSTREAM: Self = Self::ESME_RINVTLVSTREAM;
    /// The 3.4 name of [`Self::ESME_RTLVNOTALLWD`] (SMPP 3.4 §5.1.3).
    pub const ESME_ROPTPARNOTALLWD: Self = Self::ESME_RTLVNOTALLWD;
    /// The 3.4 name of [`Self::ESME_RINVTLVLEN`] (SMPP 3.4 §5.1.3).
    pub const ESME_RINVPARLEN: Self = Self::ESME_RINVTLVLEN;
    /// The 3.4 name of [`Self::ESME_RMISSINGTLV`] (SMPP 3.4 §5.1.3).
    pub const ESME_RMISSINGOPTPARAM: Self = Self::ESME_RMISSINGTLV;
    /// The 3.4 name of [`Self::ESME_RINVTLVVAL`] (SMPP 3.4 §5.1.3).
    pub const ESME_RINVOPTPARAMVAL: Self = Self::ESME_RINVTLVVAL;

    /// Whether the request succeeded.
    #[must_use]
    pub const fn is_ok(self) -> bool {
        self.0 == 0
    }

    /// What a sender should do about this status unless it knows the peer better: a suggestion, not of the standard.
    /// Statuses that no standard names, vendors' ones included, count as permanent.
    #[must_use]
    pub const fn suggestion(self) -> Suggestion {
        match self {
            Self::ESME_ROK => Suggestion::Done,
            Self::ESME_RSYSERR
            | Self::ESME_RSUBMITFAIL
            | Self::ESME_RX_T_APPN
            | Self::ESME_RDELIVERYFAILURE
            | Self::ESME_RUNKNOWNERR
            | Self::ESME_RSERTYPUNAVAIL => Suggestion::RetryLater,
            Self::ESME_RMSGQFUL | Self::ESME_RTHROTTLED => Suggestion::SlowDown,
            Self::ESME_RINVBNDSTS
            | Self::ESME_RALYBND
            | Self::ESME_RBINDFAIL
            | Self::ESME_RINVPASWD
            | Self::ESME_RINVSYSID
            | Self::ESME_RINVSYSTYP => Suggestion::FixSession,
            Self::ESME_RINVCMDLEN
            | Self::ESME_RINVCMDID
            | Self::ESME_RINVPRTFLG
            | Self::ESME_RINVREGDLVFLG
            | Self::ESME_RINVNUMDESTS
            | Self::ESME_RINVDESTFLAG
            | Self::ESME_RINVREPFLAG
            | Self::ESME_RINVNUMMSGS
            | Self::ESME_RINVSCHED
            | Self::ESME_RINVEXPIRY
            | Self::ESME_RINVTLVSTREAM
            | Self::ESME_RTLVNOTALLWD
            | Self::ESME_RINVTLVLEN
            | Self::ESME_RMISSINGTLV
            | Self::ESME_RINVTLVVAL => Suggestion::FixRequest,
            _ => Suggestion::GiveUp,
        }
    }
}

/// What a sender should do about a `command_status`; see [`CommandStatus::suggestion`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Suggestion {
    /// Nothing: the request succeeded.
    Done,
    /// Do not send this message again.
    GiveUp,
    /// Try this message again after a delay.
    RetryLater,
    /// Slow the whole session down, then try again.
    SlowDown,
    /// The session or its configuration is at fault: bind anew or raise an alarm.
    FixSession,
    /// Our PDU was wrong: log it, do not send it again.
    FixRequest,
}

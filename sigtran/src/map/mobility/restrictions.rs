//! Smaller parts of a subscriber's data: calls at one time, radios that he may not use, groups, sleep (3GPP TS 29.002
//! §7.6.3).

use crate::ber::define::sequence;
use crate::ber::{Bits, Octets, Tag};
use crate::map::{ExtensionContainer, SsCode, UsedRatType};

sequence! {
    /// MC-SS-Info: how many calls a subscriber may have at one time (3GPP TS 29.002 §17.7.8; 3GPP TS 23.135).
    pub struct McSsInfo<'a>: Tag::SEQUENCE => {
        /// Multicall.
        ss_code: SsCode = "ss-Code" [0];
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [1];
        /// How many at most, 2 to 7.
        nbr_sb: u8 = "nbrSB" [2];
        /// How many he wants, 1 to 7.
        nbr_user: u8 = "nbrUser" [3];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [4], optional;
    }
}

sequence! {
    /// AdjacentAccessRestrictionData: the radios that a subscriber may not use in a neighbouring network (3GPP TS
    /// 29.002 §17.7.1).
    pub struct AdjacentAccessRestrictionData<'a>: Tag::SEQUENCE => {
        /// The network, three octets.
        plmn_id: Octets<'a> = "plmnId" [0];
        /// A bit for each radio: the numbers of [`AccessRestrictionData`](crate::map::AccessRestrictionData).
        access_restriction_data: Bits<'a> = "accessRestrictionData" [1];
        /// A bit for each radio of those that came later: the numbers of
        /// [`ExtAccessRestrictionData`](crate::map::ExtAccessRestrictionData).
        ext_access_restriction_data: Bits<'a> = "ext-AccessRestrictionData" [2], optional;
    }
}

sequence! {
    /// IMSI-GroupId: a group of subscribers (3GPP TS 29.002 §17.7.1; 3GPP TS 23.003 §19.9).
    pub struct ImsiGroupId<'a>: Tag::SEQUENCE => {
        /// The service that it is for, 0 to 4294967295.
        group_service_id: i64 = "group-Service-Id" [0];
        /// Its network, three octets.
        plmn_id: Octets<'a> = "plmnId" [1];
        /// Which of the network, 1 to 10 octets.
        local_group_id: Octets<'a> = "local-Group-ID" [2];
    }
}

sequence! {
    /// EDRX-Cycle-Length: how long a handset sleeps (3GPP TS 29.002 §17.7.1).
    pub struct EdrxCycleLength<'a>: Tag::SEQUENCE => {
        /// On this radio.
        rat_type: UsedRatType = "rat-Type" [0];
        /// How long, one octet (3GPP TS 24.008 §10.5.5.32).
        edrx_cycle_length_value: Octets<'a> = "eDRX-Cycle-Length-Value" [1];
    }
}

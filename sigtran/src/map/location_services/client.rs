//! Who wants to know where a subscriber is (3GPP TS 29.002 §7.6.11).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Octets, Tag};
use crate::map::{AddressString, LcsClientExternalId, LcsClientInternalId};

sequence! {
    /// LCS-ClientID: who wants to know (3GPP TS 29.002 §17.7.13).
    pub struct LcsClientId<'a>: Tag::SEQUENCE => {
        /// What kind of client it is.
        lcs_client_type: LcsClientType = "lcsClientType" [0];
        /// What it is called beyond the network.
        lcs_client_external_id: LcsClientExternalId<'a> = "lcsClientExternalID" [1], optional;
        /// The number by which the subscriber has called it.
        lcs_client_dialed_by_ms: AddressString<'a> = "lcsClientDialedByMS" [2], optional;
        /// Which client in the network it is.
        lcs_client_internal_id: LcsClientInternalId = "lcsClientInternalID" [3], optional;
        /// Its name.
        lcs_client_name: LcsClientName<'a> = "lcsClientName" [4], optional;
        /// The access point by which he has reached it, 2 to 63 octets.
        lcs_apn: Octets<'a> = "lcsAPN" [5], optional;
        /// Who asks through it.
        lcs_requestor_id: LcsRequestorId<'a> = "lcsRequestorID" [6], optional;
    }
}

enumerated! {
    /// LCSClientType: a kind of client (3GPP TS 29.002 §17.7.13).
    pub struct LcsClientType: Tag::ENUMERATED => {
        /// An emergency service.
        EMERGENCY_SERVICES = 0 "emergencyServices";
        /// A service.
        VALUE_ADDED_SERVICES = 1 "valueAddedServices";
        /// The operator.
        PLMN_OPERATOR_SERVICES = 2 "plmnOperatorServices";
        /// An authority.
        LAWFUL_INTERCEPT_SERVICES = 3 "lawfulInterceptServices";
    }
}

sequence! {
    /// LCSClientName: the name of a client (3GPP TS 29.002 §17.7.13).
    pub struct LcsClientName<'a>: Tag::SEQUENCE => {
        /// Its coding, one octet (3GPP TS 23.038 §5).
        data_coding_scheme: Octets<'a> = "dataCodingScheme" [0];
        /// The name, 1 to 63 octets.
        name_string: Octets<'a> = "nameString" [2];
        /// What kind of name it is.
        lcs_format_indicator: LcsFormatIndicator = "lcs-FormatIndicator" [3], optional;
    }
}

sequence! {
    /// LCSRequestorID: who asks through a client (3GPP TS 29.002 §17.7.13).
    pub struct LcsRequestorId<'a>: Tag::SEQUENCE => {
        /// Its coding, one octet (3GPP TS 23.038 §5).
        data_coding_scheme: Octets<'a> = "dataCodingScheme" [0];
        /// The name, 1 to 63 octets.
        requestor_id_string: Octets<'a> = "requestorIDString" [1];
        /// What kind of name it is.
        lcs_format_indicator: LcsFormatIndicator = "lcs-FormatIndicator" [2], optional;
    }
}

enumerated! {
    /// LCS-FormatIndicator: a kind of name (3GPP TS 29.002 §17.7.13).
    pub struct LcsFormatIndicator: Tag::ENUMERATED => {
        /// A name.
        LOGICAL_NAME = 0 "logicalName";
        /// A mail address.
        E_MAIL_ADDRESS = 1 "e-mailAddress";
        /// A number.
        MSISDN = 2 "msisdn";
        /// A URL.
        URL = 3 "url";
        /// A SIP URL.
        SIP_URL = 4 "sipUrl";
    }
}

//! Location services: who may locate a subscriber (3GPP TS 29.002 §7.6.3; 3GPP TS 23.271).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{List, Octets, Tag};
use crate::map::{AddressString, ExtensionContainer, SsCode};

sequence! {
    /// LCSInformation: who may locate a subscriber (3GPP TS 29.002 §17.7.1).
    pub struct LcsInformation<'a>: Tag::SEQUENCE => {
        /// The location centres that may, 1 to 5.
        gmlc_list: List<'a, AddressString<'a>> = "gmlc-List" [0], optional;
        /// Who may though he is private, 1 to 4 classes.
        lcs_privacy_exception_list: List<'a, LcsPrivacyClass<'a>> = "lcs-PrivacyExceptionList" [1], optional;
        /// How he may locate himself, 1 to 3 classes.
        molr_list: List<'a, MolrClass<'a>> = "molr-List" [2], optional;
        /// More of who may though he is private, 1 to 4 classes.
        add_lcs_privacy_exception_list: List<'a, LcsPrivacyClass<'a>> = "add-lcs-PrivacyExceptionList" [3], optional;
    }
}

sequence! {
    /// LCS-PrivacyClass: a class of those who may locate a subscriber though he is private (3GPP TS 29.002
    /// §17.7.1).
    pub struct LcsPrivacyClass<'a>: Tag::SEQUENCE => {
        /// Which class.
        ss_code: SsCode = "ss-Code";
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status";
        /// Whether he is told, or asked, if the client is not in the lists.
        notification_to_ms_user: NotificationToMsUser = "notificationToMSUser" [0], optional;
        /// Clients beyond the network, 0 to 5.
        external_client_list: List<'a, ExternalClient<'a>> = "externalClientList" [1], optional;
        /// Clients in the network, 1 to 5.
        plmn_client_list: List<'a, LcsClientInternalId> = "plmnClientList" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
        /// More clients beyond the network, 1 to 35.
        ext_external_client_list: List<'a, ExternalClient<'a>> = "ext-externalClientList" [4], optional;
        /// Services, 1 to 32.
        service_type_list: List<'a, ServiceType<'a>> = "serviceTypeList" [5], optional;
    }
}

sequence! {
    /// ExternalClient: a client beyond the network (3GPP TS 29.002 §17.7.1).
    pub struct ExternalClient<'a>: Tag::SEQUENCE => {
        /// Which.
        client_identity: LcsClientExternalId<'a> = "clientIdentity";
        /// Through which location centres.
        gmlc_restriction: GmlcRestriction = "gmlc-Restriction" [0], optional;
        /// Whether the subscriber is told, or asked.
        notification_to_ms_user: NotificationToMsUser = "notificationToMSUser" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
    }
}

sequence! {
    /// LCSClientExternalID: what a client beyond the network is called (3GPP TS 29.002 §17.7.8).
    pub struct LcsClientExternalId<'a>: Tag::SEQUENCE => {
        /// Its number.
        external_address: AddressString<'a> = "externalAddress" [0], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
    }
}

enumerated! {
    /// GMLC-Restriction: through which location centres a client may ask (3GPP TS 29.002 §17.7.1).
    pub struct GmlcRestriction: Tag::ENUMERATED => {
        /// Those of the list.
        GMLC_LIST = 0 "gmlc-List";
        /// Those of the home country.
        HOME_COUNTRY = 1 "home-Country";
    }
}

enumerated! {
    /// NotificationToMSUser: whether a subscriber is told that he is located, or asked (3GPP TS 29.002 §17.7.1).
    pub struct NotificationToMsUser: Tag::ENUMERATED => {
        /// He is told.
        NOTIFY_LOCATION_ALLOWED = 0 "notifyLocationAllowed";
        /// He is asked; silence is a yes.
        NOTIFY_AND_VERIFY_LOCATION_ALLOWED_IF_NO_RESPONSE = 1 "notifyAndVerify-LocationAllowedIfNoResponse";
        /// He is asked; silence is a no.
        NOTIFY_AND_VERIFY_LOCATION_NOT_ALLOWED_IF_NO_RESPONSE = 2 "notifyAndVerify-LocationNotAllowedIfNoResponse";
        /// It is not allowed.
        LOCATION_NOT_ALLOWED = 3 "locationNotAllowed";
    }
}

enumerated! {
    /// LCSClientInternalID: a client in the network (3GPP TS 29.002 §17.7.8).
    pub struct LcsClientInternalId: Tag::ENUMERATED => {
        /// One that broadcasts.
        BROADCAST_SERVICE = 0 "broadcastService";
        /// Operation and maintenance of the home network.
        O_AND_M_HPLMN = 1 "o-andM-HPLMN";
        /// Operation and maintenance of the visited network.
        O_AND_M_VPLMN = 2 "o-andM-VPLMN";
        /// One that does not learn who it is.
        ANONYMOUS_LOCATION = 3 "anonymousLocation";
        /// A service of the subscriber's own.
        TARGET_M_SSUBSCRIBED_SERVICE = 4 "targetMSsubscribedService";
    }
}

sequence! {
    /// ServiceType: a service that may locate a subscriber (3GPP TS 29.002 §17.7.1).
    pub struct ServiceType<'a>: Tag::SEQUENCE => {
        /// Which, 0 to 127.
        service_type_identity: u8 = "serviceTypeIdentity";
        /// Through which location centres.
        gmlc_restriction: GmlcRestriction = "gmlc-Restriction" [0], optional;
        /// Whether the subscriber is told, or asked.
        notification_to_ms_user: NotificationToMsUser = "notificationToMSUser" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
    }
}

sequence! {
    /// MOLR-Class: a way for a subscriber to locate himself (3GPP TS 29.002 §17.7.1).
    pub struct MolrClass<'a>: Tag::SEQUENCE => {
        /// Which.
        ss_code: SsCode = "ss-Code";
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [0], optional;
    }
}

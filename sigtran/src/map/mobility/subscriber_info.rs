//! What is known of a subscriber at this moment (3GPP TS 29.002 §7.6.3).

use crate::ber::define::{choice, enumerated, sequence};
use crate::ber::{List, Null, Octets, Tag};
use crate::map::{
    AddressString, ExtensionContainer, Imei, Imsi, LocationInformation, LocationInformation5gs,
    LocationInformationEps, LocationInformationGprs, PdpContextInfo, Time,
};

sequence! {
    /// SubscriberInfo: what is known of a subscriber at this moment (3GPP TS 29.002 §17.7.1).
    pub struct SubscriberInfo<'a>: Tag::SEQUENCE => {
        /// Where he was last, in the circuit domain.
        location_information: LocationInformation<'a> = "locationInformation" [0], optional;
        /// What he does, in the circuit domain.
        subscriber_state: SubscriberState = "subscriberState" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
        /// Where he was last, in the packet domain.
        location_information_gprs: LocationInformationGprs<'a> = "locationInformationGPRS" [3], optional;
        /// What he does, in the packet domain.
        ps_subscriber_state: PsSubscriberState<'a> = "ps-SubscriberState" [4], optional;
        /// The handset.
        imei: Imei<'a> = "imei" [5], optional;
        /// What the handset can do, in the circuit domain, three octets.
        ms_classmark2: Octets<'a> = "ms-Classmark2" [6], optional;
        /// What the handset can do, in the packet domain.
        gprs_ms_class: GprsMsClass<'a> = "gprs-MS-Class" [7], optional;
        /// Which network has the number.
        mnp_info_res: MnpInfoRes<'a> = "mnpInfoRes" [8], optional;
        /// Whether he can take voice over packets.
        ims_voice_over_ps_sessions_indication: ImsVoiceOverPsSessionsInd
            = "imsVoiceOverPS-SessionsIndication" [9], optional;
        /// When the handset was last heard of.
        last_ue_activity_time: Time = "lastUE-ActivityTime" [10], optional;
        /// By which radio it was last heard of.
        last_rat_type: UsedRatType = "lastRAT-Type" [11], optional;
        /// What he does, in the evolved packet domain.
        eps_subscriber_state: PsSubscriberState<'a> = "eps-SubscriberState" [12], optional;
        /// Where he was last, in the evolved packet domain.
        location_information_eps: LocationInformationEps<'a> = "locationInformationEPS" [13], optional;
        /// The time zone where he is, 2 to 3 octets.
        time_zone: Octets<'a> = "timeZone" [14], optional;
        /// Whether that is on summer time.
        daylight_saving_time: DaylightSavingTime = "daylightSavingTime" [15], optional;
        /// Where he was last, in the system of the fifth generation.
        location_information_5gs: LocationInformation5gs<'a> = "locationInformation5GS" [16], optional;
    }
}

choice! {
    /// SubscriberState: what a subscriber does, in the circuit domain (3GPP TS 29.002 §17.7.1).
    pub enum SubscriberState {
        /// Nothing.
        AssumedIdle: Null = "assumedIdle" [0];
        /// He calls.
        CamelBusy: Null = "camelBusy" [1];
        /// He cannot be reached.
        NetDetNotReachable: NotReachableReason = "netDetNotReachable";
        /// The VLR does not tell.
        NotProvidedFromVlr: Null = "notProvidedFromVLR" [2];
    }
}

enumerated! {
    /// NotReachableReason: why a subscriber cannot be reached (3GPP TS 29.002 §17.7.1).
    pub struct NotReachableReason: Tag::ENUMERATED => {
        /// He was forgotten.
        MS_PURGED = 0 "msPurged";
        /// Switched off.
        IMSI_DETACHED = 1 "imsiDetached";
        /// In an area where service is restricted.
        RESTRICTED_AREA = 2 "restrictedArea";
        /// Not registered anywhere.
        NOT_REGISTERED = 3 "notRegistered";
    }
}

choice! {
    /// PS-SubscriberState: what a subscriber does, in the packet domain (3GPP TS 29.002 §17.7.1).
    pub enum PsSubscriberState<'a> {
        /// The node does not tell.
        NotProvidedFromSgsnOrMme: Null = "notProvidedFromSGSNorMME" [0];
        /// Switched off.
        PsDetached: Null = "ps-Detached" [1];
        /// There, but not to be paged.
        PsAttachedNotReachableForPaging: Null = "ps-AttachedNotReachableForPaging" [2];
        /// There.
        PsAttachedReachableForPaging: Null = "ps-AttachedReachableForPaging" [3];
        /// With contexts, 1 to 50, but not to be paged.
        PsPdpActiveNotReachableForPaging: List<'a, PdpContextInfo<'a>> = "ps-PDP-ActiveNotReachableForPaging" [4];
        /// With contexts, 1 to 50.
        PsPdpActiveReachableForPaging: List<'a, PdpContextInfo<'a>> = "ps-PDP-ActiveReachableForPaging" [5];
        /// He cannot be reached.
        NetDetNotReachable: NotReachableReason = "netDetNotReachable";
    }
}

sequence! {
    /// GPRSMSClass: what a handset can do, in the packet domain (3GPP TS 29.002 §17.7.1).
    pub struct GprsMsClass<'a>: Tag::SEQUENCE => {
        /// In the core, 1 to 8 octets (3GPP TS 24.008 §10.5.5.12).
        ms_network_capability: Octets<'a> = "mSNetworkCapability" [0];
        /// By radio, 1 to 50 octets (3GPP TS 24.008 §10.5.5.12a).
        ms_radio_access_capability: Octets<'a> = "mSRadioAccessCapability" [1], optional;
    }
}

sequence! {
    /// MNPInfoRes: which network has a number (3GPP TS 29.002 §17.7.1).
    pub struct MnpInfoRes<'a>: Tag::SEQUENCE => {
        /// The number that leads to the network, 1 to 5 octets.
        routeing_number: Octets<'a> = "routeingNumber" [0], optional;
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [1], optional;
        /// The subscriber's number.
        msisdn: AddressString<'a> = "msisdn" [2], optional;
        /// How it came there.
        number_portability_status: NumberPortabilityStatus = "numberPortabilityStatus" [3], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [4], optional;
    }
}

enumerated! {
    /// NumberPortabilityStatus: how a number came to its network (3GPP TS 29.002 §17.7.1).
    pub struct NumberPortabilityStatus: Tag::ENUMERATED => {
        /// Nobody knows.
        NOT_KNOWN_TO_BE_PORTED = 0 "notKnownToBePorted";
        /// An own number, now of another.
        OWN_NUMBER_PORTED_OUT = 1 "ownNumberPortedOut";
        /// A number of another, now of a third.
        FOREIGN_NUMBER_PORTED_TO_FOREIGN_NETWORK = 2 "foreignNumberPortedToForeignNetwork";
        /// An own number that stayed.
        OWN_NUMBER_NOT_PORTED_OUT = 4 "ownNumberNotPortedOut";
        /// A number of another, now our own.
        FOREIGN_NUMBER_PORTED_IN = 5 "foreignNumberPortedIn";
    }
}

enumerated! {
    /// IMS-VoiceOverPS-SessionsInd: whether a subscriber can take voice over packets (3GPP TS 29.002 §17.7.1).
    pub struct ImsVoiceOverPsSessionsInd: Tag::ENUMERATED => {
        /// No.
        IMS_VOICE_OVER_PS_SESSIONS_NOT_SUPPORTED = 0 "imsVoiceOverPS-SessionsNotSupported";
        /// Yes.
        IMS_VOICE_OVER_PS_SESSIONS_SUPPORTED = 1 "imsVoiceOverPS-SessionsSupported";
        /// Nobody knows.
        UNKNOWN = 2 "unknown";
    }
}

enumerated! {
    /// Used-RAT-Type: a radio (3GPP TS 29.002 §17.7.1).
    pub struct UsedRatType: Tag::ENUMERATED => {
        /// UTRAN.
        UTRAN = 0 "utran";
        /// GERAN.
        GERAN = 1 "geran";
        /// Generic access.
        GAN = 2 "gan";
        /// Evolved HSPA.
        I_HSPA_EVOLUTION = 3 "i-hspa-evolution";
        /// E-UTRAN.
        E_UTRAN = 4 "e-utran";
        /// Narrowband for things.
        NB_IOT = 5 "nb-iot";
    }
}

enumerated! {
    /// DaylightSavingTime: how far the clock is ahead of the zone (3GPP TS 29.002 §17.7.1).
    pub struct DaylightSavingTime: Tag::ENUMERATED => {
        /// Not at all.
        NO_ADJUSTMENT = 0 "noAdjustment";
        /// One hour.
        PLUS_ONE_HOUR_ADJUSTMENT = 1 "plusOneHourAdjustment";
        /// Two hours.
        PLUS_TWO_HOURS_ADJUSTMENT = 2 "plusTwoHoursAdjustment";
    }
}

//! Errors by their numbers (3GPP TS 29.002 §17.6.6, §17.6.7).

use crate::numbers::numbers;

numbers! {
    /// The local code of an error (3GPP TS 29.002 §17.5).
    pub struct ErrorCode(u8) {
        /// unknownSubscriber
        unknownSubscriber = 1 "unknownSubscriber",
        /// unknownBaseStation
        unknownBaseStation = 2 "unknownBaseStation",
        /// unknownMSC
        unknownMSC = 3 "unknownMSC",
        /// unidentifiedSubscriber
        unidentifiedSubscriber = 5 "unidentifiedSubscriber",
        /// absentSubscriberSM
        absentSubscriberSM = 6 "absentSubscriberSM",
        /// unknownEquipment
        unknownEquipment = 7 "unknownEquipment",
        /// roamingNotAllowed
        roamingNotAllowed = 8 "roamingNotAllowed",
        /// illegalSubscriber
        illegalSubscriber = 9 "illegalSubscriber",
        /// bearerServiceNotProvisioned
        bearerServiceNotProvisioned = 10 "bearerServiceNotProvisioned",
        /// teleserviceNotProvisioned
        teleserviceNotProvisioned = 11 "teleserviceNotProvisioned",
        /// illegalEquipment
        illegalEquipment = 12 "illegalEquipment",
        /// callBarred
        callBarred = 13 "callBarred",
        /// forwardingViolation
        forwardingViolation = 14 "forwardingViolation",
        /// cug-Reject
        cug_Reject = 15 "cug-Reject",
        /// illegalSS-Operation
        illegalSS_Operation = 16 "illegalSS-Operation",
        /// ss-ErrorStatus
        ss_ErrorStatus = 17 "ss-ErrorStatus",
        /// ss-NotAvailable
        ss_NotAvailable = 18 "ss-NotAvailable",
        /// ss-SubscriptionViolation
        ss_SubscriptionViolation = 19 "ss-SubscriptionViolation",
        /// ss-Incompatibility
        ss_Incompatibility = 20 "ss-Incompatibility",
        /// facilityNotSupported
        facilityNotSupported = 21 "facilityNotSupported",
        /// ongoingGroupCall
        ongoingGroupCall = 22 "ongoingGroupCall",
        /// invalidTargetBaseStation
        invalidTargetBaseStation = 23 "invalidTargetBaseStation",
        /// noRadioResourceAvailable
        noRadioResourceAvailable = 24 "noRadioResourceAvailable",
        /// noHandoverNumberAvailable
        noHandoverNumberAvailable = 25 "noHandoverNumberAvailable",
        /// subsequentHandoverFailure
        subsequentHandoverFailure = 26 "subsequentHandoverFailure",
        /// absentSubscriber
        absentSubscriber = 27 "absentSubscriber",
        /// incompatibleTerminal
        incompatibleTerminal = 28 "incompatibleTerminal",
        /// shortTermDenial
        shortTermDenial = 29 "shortTermDenial",
        /// longTermDenial
        longTermDenial = 30 "longTermDenial",
        /// subscriberBusyForMT-SMS
        subscriberBusyForMT_SMS = 31 "subscriberBusyForMT-SMS",
        /// sm-DeliveryFailure
        sm_DeliveryFailure = 32 "sm-DeliveryFailure",
        /// messageWaitingListFull
        messageWaitingListFull = 33 "messageWaitingListFull",
        /// systemFailure
        systemFailure = 34 "systemFailure",
        /// dataMissing
        dataMissing = 35 "dataMissing",
        /// unexpectedDataValue
        unexpectedDataValue = 36 "unexpectedDataValue",
        /// pw-RegistrationFailure
        pw_RegistrationFailure = 37 "pw-RegistrationFailure",
        /// negativePW-Check
        negativePW_Check = 38 "negativePW-Check",
        /// noRoamingNumberAvailable
        noRoamingNumberAvailable = 39 "noRoamingNumberAvailable",
        /// tracingBufferFull
        tracingBufferFull = 40 "tracingBufferFull",
        /// targetCellOutsideGroupCallArea
        targetCellOutsideGroupCallArea = 42 "targetCellOutsideGroupCallArea",
        /// numberOfPW-AttemptsViolation
        numberOfPW_AttemptsViolation = 43 "numberOfPW-AttemptsViolation",
        /// numberChanged
        numberChanged = 44 "numberChanged",
        /// busySubscriber
        busySubscriber = 45 "busySubscriber",
        /// noSubscriberReply
        noSubscriberReply = 46 "noSubscriberReply",
        /// forwardingFailed
        forwardingFailed = 47 "forwardingFailed",
        /// or-NotAllowed
        or_NotAllowed = 48 "or-NotAllowed",
        /// ati-NotAllowed
        ati_NotAllowed = 49 "ati-NotAllowed",
        /// noGroupCallNumberAvailable
        noGroupCallNumberAvailable = 50 "noGroupCallNumberAvailable",
        /// resourceLimitation
        resourceLimitation = 51 "resourceLimitation",
        /// unauthorizedRequestingNetwork
        unauthorizedRequestingNetwork = 52 "unauthorizedRequestingNetwork",
        /// unauthorizedLCSClient
        unauthorizedLCSClient = 53 "unauthorizedLCSClient",
        /// positionMethodFailure
        positionMethodFailure = 54 "positionMethodFailure",
        /// unknownOrUnreachableLCSClient
        unknownOrUnreachableLCSClient = 58 "unknownOrUnreachableLCSClient",
        /// mm-EventNotSupported
        mm_EventNotSupported = 59 "mm-EventNotSupported",
        /// atsi-NotAllowed
        atsi_NotAllowed = 60 "atsi-NotAllowed",
        /// atm-NotAllowed
        atm_NotAllowed = 61 "atm-NotAllowed",
        /// informationNotAvailable
        informationNotAvailable = 62 "informationNotAvailable",
        /// unknownAlphabet
        unknownAlphabet = 71 "unknownAlphabet",
        /// ussd-Busy
        ussd_Busy = 72 "ussd-Busy",
    }
}

//! What goes with an invocation and with its result, by operation and version (3GPP TS 29.002 §17.6).

use super::{
    ActivateTraceModeArg, ActivateTraceModeRes, AddressString, AlertServiceCentreArg,
    AnyTimeInterrogationArg, AnyTimeInterrogationRes, AnyTimeModificationArg, AnyTimeModificationRes,
    AnyTimeSubscriptionInterrogationArg, AnyTimeSubscriptionInterrogationRes, AuthenticationFailureReportArg,
    AuthenticationFailureReportRes, AuthenticationTriplet, BeginSubscriberActivityArg, CancelLocationArg,
    CancelLocationRes, CheckImeiArg, CheckImeiRes, DeactivateTraceModeArg, DeactivateTraceModeRes,
    DeleteSubscriberDataArg, DeleteSubscriberDataRes, EquipmentStatus, FailureReportArg, FailureReportRes,
    ForwardSmArg, GuidanceInfo, Identity, Imei, Imsi, InformServiceCentreArg, InsertSubscriberDataArg,
    InsertSubscriberDataArgV2, InsertSubscriberDataRes, InterrogateSsRes, MoForwardSmArg, MoForwardSmRes,
    MtForwardSmArg, MtForwardSmRes, NoteMmEventArg, NoteMmEventRes, NoteMsPresentForGprsArg,
    NoteMsPresentForGprsRes, NoteSubscriberDataModifiedArg, NoteSubscriberDataModifiedRes, OperationCode,
    Password, ProvideRoamingNumberArg, ProvideRoamingNumberArgV2, ProvideRoamingNumberRes,
    ProvideSubscriberInfoArg, ProvideSubscriberInfoRes, ProvideSubscriberLocationArg,
    ProvideSubscriberLocationRes, PurgeMsArg, PurgeMsArgV2, PurgeMsRes, ReadyForSmArg, ReadyForSmRes,
    RegisterSsArg, ReportSmDeliveryStatusArg, ReportSmDeliveryStatusRes, ResetArg, ResetArgV2,
    RestoreDataArg, RestoreDataRes, RoutingInfoForLcsArg, RoutingInfoForLcsRes, RoutingInfoForSmArg,
    RoutingInfoForSmRes, SendAuthenticationInfoArg, SendAuthenticationInfoRes, SendIdentificationArg,
    SendIdentificationRes, SendIdentificationResV2, SendRoutingInfoArg, SendRoutingInfoArgV2,
    SendRoutingInfoForGprsArg, SendRoutingInfoForGprsRes, SendRoutingInfoRes, SendRoutingInfoResV2, SsCode,
    SsForBsCode, SsInfo, SsInvocationNotificationArg, SsInvocationNotificationRes, SsUserData,
    SubscriberLocationReportArg, SubscriberLocationReportRes, UpdateGprsLocationArg, UpdateGprsLocationRes,
    UpdateLocationArg, UpdateLocationArgV2, UpdateLocationRes, UssdArg, UssdRes,
};
use crate::ber::{Describe, Description, Element, Field, List, Octets, write_field};
use crate::{Buffer, DecodeError};

/// Declares what there can be: the operation, the versions, the type. What no row has is kept as it stands. A type
/// larger than those of the short message service is in a box, so that these stay quick to move.
macro_rules! parameters {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident($type:ty): $( $operation:ident $from:literal..=$to:literal ),+; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)] // a box would be an allocation for each short message
        pub enum $name<'a> {
            $( $(#[$variant_meta])* $variant($type), )*
            /// What this crate has no type for, or another type came: tag, length and content as they stand.
            Other(&'a [u8]),
        }

        impl<'a> $name<'a> {
            /// Reads what came with this operation in a dialogue of this version.
            ///
            /// # Errors
            /// What is wrong, and where: the answer is a mistyped parameter.
            pub fn read(
                operation: OperationCode,
                version: u8,
                element: &Element<'a>,
            ) -> Result<Self, DecodeError> {
                $(
                    if matches!((operation, version), $( (OperationCode::$operation, $from..=$to) )|+)
                        && <$type>::fits(element.tag)
                    {
                        return Field::read(element).map(Self::$variant);
                    }
                )*
                Ok(Self::Other(element.octets))
            }

            /// Puts it before what is there.
            pub fn write(&self, out: &mut Buffer) {
                match self {
                    $( Self::$variant(value) => write_field(value, None, out), )*
                    Self::Other(octets) => out.prepend(octets),
                }
            }

            fn value(&self) -> &dyn Describe {
                match self {
                    $( Self::$variant(value) => value, )*
                    Self::Other(octets) => octets,
                }
            }
        }

        impl Describe for $name<'_> {
            fn describe(&self) -> Description<'_> {
                self.value().describe()
            }

            fn parts(&self, each: &mut dyn FnMut(&'static str, &dyn Describe)) {
                self.value().parts(each);
            }
        }
    };
}

parameters! {
    /// The argument of an invocation.
    pub enum Argument {
        /// sendRoutingInfoForSM
        RoutingInfoForSm(RoutingInfoForSmArg<'a>): sendRoutingInfoForSM 1..=4;
        /// mt-ForwardSM
        MtForwardSm(MtForwardSmArg<'a>): mt_ForwardSM 1..=4;
        /// mo-ForwardSM
        MoForwardSm(MoForwardSmArg<'a>): mo_ForwardSM 3..=4;
        /// forwardSM
        ForwardSm(ForwardSmArg<'a>): forwardSM 1..=2;
        /// reportSM-DeliveryStatus
        ReportSmDeliveryStatus(ReportSmDeliveryStatusArg<'a>): reportSM_DeliveryStatus 1..=4;
        /// alertServiceCentre, alertServiceCentreWithoutResult
        AlertServiceCentre(AlertServiceCentreArg<'a>): alertServiceCentre 1..=4, alertServiceCentreWithoutResult 1..=4;
        /// informServiceCentre
        InformServiceCentre(InformServiceCentreArg<'a>): informServiceCentre 1..=4;
        /// readyForSM
        ReadyForSm(ReadyForSmArg<'a>): readyForSM 1..=4;
        /// noteSubscriberPresent
        NoteSubscriberPresent(Imsi<'a>): noteSubscriberPresent 1..=4;
        /// processUnstructuredSS-Request, unstructuredSS-Request, unstructuredSS-Notify
        Ussd(UssdArg<'a>): processUnstructuredSS_Request 1..=4, unstructuredSS_Request 1..=4, unstructuredSS_Notify 1..=4;
        /// processUnstructuredSS-Data
        ProcessUnstructuredSsData(SsUserData<'a>): processUnstructuredSS_Data 1..=4;
        /// beginSubscriberActivity
        BeginSubscriberActivity(BeginSubscriberActivityArg<'a>): beginSubscriberActivity 1..=4;
        /// updateLocation of version 3
        UpdateLocation(Box<UpdateLocationArg<'a>>): updateLocation 3..=4;
        /// updateLocation of versions 1 and 2
        UpdateLocationV2(UpdateLocationArgV2<'a>): updateLocation 1..=2;
        /// cancelLocation of version 3
        CancelLocation(CancelLocationArg<'a>): cancelLocation 3..=4;
        /// cancelLocation of versions 1 and 2
        CancelLocationV2(Identity<'a>): cancelLocation 1..=2;
        /// purgeMS of version 3
        PurgeMs(Box<PurgeMsArg<'a>>): purgeMS 3..=4;
        /// purgeMS of version 2
        PurgeMsV2(PurgeMsArgV2<'a>): purgeMS 1..=2;
        /// sendAuthenticationInfo of version 3
        SendAuthenticationInfo(SendAuthenticationInfoArg<'a>): sendAuthenticationInfo 3..=4;
        /// sendAuthenticationInfo of version 2
        SendAuthenticationInfoV2(Imsi<'a>): sendAuthenticationInfo 1..=2;
        /// anyTimeInterrogation
        AnyTimeInterrogation(AnyTimeInterrogationArg<'a>): anyTimeInterrogation 1..=4;
        /// provideSubscriberInfo
        ProvideSubscriberInfo(ProvideSubscriberInfoArg<'a>): provideSubscriberInfo 1..=4;
        /// provideRoamingNumber of version 3
        ProvideRoamingNumber(Box<ProvideRoamingNumberArg<'a>>): provideRoamingNumber 3..=4;
        /// provideRoamingNumber of versions 1 and 2
        ProvideRoamingNumberV2(ProvideRoamingNumberArgV2<'a>): provideRoamingNumber 1..=2;
        /// sendRoutingInfo of version 3
        SendRoutingInfo(Box<SendRoutingInfoArg<'a>>): sendRoutingInfo 3..=4;
        /// sendRoutingInfo of versions 1 and 2
        SendRoutingInfoV2(SendRoutingInfoArgV2<'a>): sendRoutingInfo 1..=2;
        /// sendRoutingInfoForGprs
        SendRoutingInfoForGprs(SendRoutingInfoForGprsArg<'a>): sendRoutingInfoForGprs 1..=4;
        /// updateGprsLocation
        UpdateGprsLocation(Box<UpdateGprsLocationArg<'a>>): updateGprsLocation 1..=4;
        /// checkIMEI of version 3
        CheckImei(CheckImeiArg<'a>): checkIMEI 3..=4;
        /// checkIMEI of versions 1 and 2
        CheckImeiV2(Imei<'a>): checkIMEI 1..=2;
        /// restoreData
        RestoreData(RestoreDataArg<'a>): restoreData 1..=4;
        /// reset of version 3
        Reset(ResetArg<'a>): reset 3..=4;
        /// reset of versions 1 and 2
        ResetV2(ResetArgV2<'a>): reset 1..=2;
        /// insertSubscriberData of version 3
        InsertSubscriberData(Box<InsertSubscriberDataArg<'a>>): insertSubscriberData 3..=4;
        /// insertSubscriberData of versions 1 and 2
        InsertSubscriberDataV2(InsertSubscriberDataArgV2<'a>): insertSubscriberData 1..=2;
        /// deleteSubscriberData
        DeleteSubscriberData(DeleteSubscriberDataArg<'a>): deleteSubscriberData 1..=4;
        /// registerSS
        RegisterSs(RegisterSsArg<'a>): registerSS 1..=4;
        /// eraseSS, activateSS, deactivateSS, interrogateSS
        SsForBsCode(SsForBsCode<'a>): eraseSS 1..=4, activateSS 1..=4, deactivateSS 1..=4, interrogateSS 1..=4;
        /// registerPassword
        RegisterPassword(SsCode): registerPassword 1..=4;
        /// getPassword
        GetPassword(GuidanceInfo): getPassword 1..=4;
        /// sendIdentification of version 3
        SendIdentification(SendIdentificationArg<'a>): sendIdentification 3..=4;
        /// sendIdentification of version 2: the TMSI, 1 to 4 octets
        SendIdentificationV2(Octets<'a>): sendIdentification 1..=2;
        /// authenticationFailureReport
        AuthenticationFailureReport(AuthenticationFailureReportArg<'a>): authenticationFailureReport 1..=4;
        /// noteMM-Event
        NoteMmEvent(Box<NoteMmEventArg<'a>>): noteMM_Event 1..=4;
        /// failureReport
        FailureReport(FailureReportArg<'a>): failureReport 1..=4;
        /// noteMsPresentForGprs
        NoteMsPresentForGprs(NoteMsPresentForGprsArg<'a>): noteMsPresentForGprs 1..=4;
        /// ss-InvocationNotification
        SsInvocationNotification(SsInvocationNotificationArg<'a>): ss_InvocationNotification 1..=4;
        /// sendIMSI: the subscriber's number
        SendImsi(AddressString<'a>): sendIMSI 1..=4;
        /// sendRoutingInfoForLCS
        RoutingInfoForLcs(RoutingInfoForLcsArg<'a>): sendRoutingInfoForLCS 1..=4;
        /// provideSubscriberLocation
        ProvideSubscriberLocation(Box<ProvideSubscriberLocationArg<'a>>): provideSubscriberLocation 1..=4;
        /// subscriberLocationReport
        SubscriberLocationReport(Box<SubscriberLocationReportArg<'a>>): subscriberLocationReport 1..=4;
        /// anyTimeSubscriptionInterrogation
        AnyTimeSubscriptionInterrogation(AnyTimeSubscriptionInterrogationArg<'a>): anyTimeSubscriptionInterrogation 1..=4;
        /// anyTimeModification
        AnyTimeModification(Box<AnyTimeModificationArg<'a>>): anyTimeModification 1..=4;
        /// activateTraceMode
        ActivateTraceMode(Box<ActivateTraceModeArg<'a>>): activateTraceMode 1..=4;
        /// deactivateTraceMode
        DeactivateTraceMode(DeactivateTraceModeArg<'a>): deactivateTraceMode 1..=4;
        /// noteSubscriberDataModified
        NoteSubscriberDataModified(Box<NoteSubscriberDataModifiedArg<'a>>): noteSubscriberDataModified 1..=4;
    }
}

parameters! {
    /// What a result brings back.
    pub enum ResultParameter {
        /// sendRoutingInfoForSM
        RoutingInfoForSm(RoutingInfoForSmRes<'a>): sendRoutingInfoForSM 1..=4;
        /// mt-ForwardSM
        MtForwardSm(MtForwardSmRes<'a>): mt_ForwardSM 1..=4;
        /// mo-ForwardSM
        MoForwardSm(MoForwardSmRes<'a>): mo_ForwardSM 3..=4;
        /// reportSM-DeliveryStatus of version 3
        ReportSmDeliveryStatus(ReportSmDeliveryStatusRes<'a>): reportSM_DeliveryStatus 3..=4;
        /// reportSM-DeliveryStatus of version 2
        StoredMsisdn(AddressString<'a>): reportSM_DeliveryStatus 1..=2;
        /// readyForSM
        ReadyForSm(ReadyForSmRes<'a>): readyForSM 1..=4;
        /// processUnstructuredSS-Request, unstructuredSS-Request
        Ussd(UssdRes<'a>): processUnstructuredSS_Request 1..=4, unstructuredSS_Request 1..=4;
        /// processUnstructuredSS-Data
        ProcessUnstructuredSsData(SsUserData<'a>): processUnstructuredSS_Data 1..=4;
        /// updateLocation
        UpdateLocation(UpdateLocationRes<'a>): updateLocation 1..=4;
        /// updateLocation of versions 1 and 2, if it brings the number alone
        HlrNumber(AddressString<'a>): updateLocation 1..=2;
        /// cancelLocation of version 3
        CancelLocation(CancelLocationRes<'a>): cancelLocation 3..=4;
        /// purgeMS of version 3
        PurgeMs(PurgeMsRes<'a>): purgeMS 3..=4;
        /// sendAuthenticationInfo of version 3
        SendAuthenticationInfo(SendAuthenticationInfoRes<'a>): sendAuthenticationInfo 3..=4;
        /// sendAuthenticationInfo of version 2
        SendAuthenticationInfoV2(List<'a, AuthenticationTriplet<'a>>): sendAuthenticationInfo 1..=2;
        /// anyTimeInterrogation
        AnyTimeInterrogation(Box<AnyTimeInterrogationRes<'a>>): anyTimeInterrogation 1..=4;
        /// provideSubscriberInfo
        ProvideSubscriberInfo(Box<ProvideSubscriberInfoRes<'a>>): provideSubscriberInfo 1..=4;
        /// provideRoamingNumber of version 3
        ProvideRoamingNumber(ProvideRoamingNumberRes<'a>): provideRoamingNumber 3..=4;
        /// provideRoamingNumber of versions 1 and 2
        RoamingNumber(AddressString<'a>): provideRoamingNumber 1..=2;
        /// sendRoutingInfo of version 3
        SendRoutingInfo(Box<SendRoutingInfoRes<'a>>): sendRoutingInfo 3..=4;
        /// sendRoutingInfo of versions 1 and 2
        SendRoutingInfoV2(SendRoutingInfoResV2<'a>): sendRoutingInfo 1..=2;
        /// sendRoutingInfoForGprs
        SendRoutingInfoForGprs(SendRoutingInfoForGprsRes<'a>): sendRoutingInfoForGprs 1..=4;
        /// updateGprsLocation
        UpdateGprsLocation(UpdateGprsLocationRes<'a>): updateGprsLocation 1..=4;
        /// checkIMEI of version 3
        CheckImei(CheckImeiRes<'a>): checkIMEI 3..=4;
        /// checkIMEI of versions 1 and 2
        EquipmentStatus(EquipmentStatus): checkIMEI 1..=2;
        /// restoreData
        RestoreData(RestoreDataRes<'a>): restoreData 1..=4;
        /// insertSubscriberData
        InsertSubscriberData(InsertSubscriberDataRes<'a>): insertSubscriberData 1..=4;
        /// deleteSubscriberData
        DeleteSubscriberData(DeleteSubscriberDataRes<'a>): deleteSubscriberData 1..=4;
        /// registerSS, eraseSS, activateSS, deactivateSS
        SsInfo(SsInfo<'a>): registerSS 1..=4, eraseSS 1..=4, activateSS 1..=4, deactivateSS 1..=4;
        /// interrogateSS
        InterrogateSs(InterrogateSsRes<'a>): interrogateSS 1..=4;
        /// registerPassword, getPassword
        Password(Password<'a>): registerPassword 1..=4, getPassword 1..=4;
        /// sendIdentification of version 3
        SendIdentification(Box<SendIdentificationRes<'a>>): sendIdentification 3..=4;
        /// sendIdentification of version 2
        SendIdentificationV2(SendIdentificationResV2<'a>): sendIdentification 1..=2;
        /// authenticationFailureReport
        AuthenticationFailureReport(AuthenticationFailureReportRes<'a>): authenticationFailureReport 1..=4;
        /// noteMM-Event
        NoteMmEvent(NoteMmEventRes<'a>): noteMM_Event 1..=4;
        /// failureReport
        FailureReport(FailureReportRes<'a>): failureReport 1..=4;
        /// noteMsPresentForGprs
        NoteMsPresentForGprs(NoteMsPresentForGprsRes<'a>): noteMsPresentForGprs 1..=4;
        /// ss-InvocationNotification
        SsInvocationNotification(SsInvocationNotificationRes<'a>): ss_InvocationNotification 1..=4;
        /// sendIMSI
        SendImsi(Imsi<'a>): sendIMSI 1..=4;
        /// sendRoutingInfoForLCS
        RoutingInfoForLcs(Box<RoutingInfoForLcsRes<'a>>): sendRoutingInfoForLCS 1..=4;
        /// provideSubscriberLocation
        ProvideSubscriberLocation(Box<ProvideSubscriberLocationRes<'a>>): provideSubscriberLocation 1..=4;
        /// subscriberLocationReport
        SubscriberLocationReport(SubscriberLocationReportRes<'a>): subscriberLocationReport 1..=4;
        /// anyTimeSubscriptionInterrogation
        AnyTimeSubscriptionInterrogation(Box<AnyTimeSubscriptionInterrogationRes<'a>>): anyTimeSubscriptionInterrogation 1..=4;
        /// anyTimeModification
        AnyTimeModification(Box<AnyTimeModificationRes<'a>>): anyTimeModification 1..=4;
        /// activateTraceMode
        ActivateTraceMode(ActivateTraceModeRes<'a>): activateTraceMode 1..=4;
        /// deactivateTraceMode
        DeactivateTraceMode(DeactivateTraceModeRes<'a>): deactivateTraceMode 1..=4;
        /// noteSubscriberDataModified
        NoteSubscriberDataModified(NoteSubscriberDataModifiedRes<'a>): noteSubscriberDataModified 1..=4;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ber::Reader;
    use crate::map::{DigitsBuf, Lmsi, LocationInfoWithLmsi, NatureOfAddress, NumberingPlan};

    fn address(digits: &str) -> DigitsBuf {
        DigitsBuf::address(NatureOfAddress::INTERNATIONAL, NumberingPlan::ISDN, digits).unwrap()
    }

    fn written(write: impl FnOnce(&mut Buffer)) -> Vec<u8> {
        let mut out = Buffer::new();
        write(&mut out);
        out.as_slice().to_vec()
    }

    /// By hand from the ASN.1 of 3GPP TS 29.002.
    #[test]
    fn a_request_for_routing_is_laid_out_as_the_standard_has_it() {
        let (msisdn, centre) = (address("49170"), address("4917"));
        let argument = Argument::RoutingInfoForSm(RoutingInfoForSmArg {
            msisdn: msisdn.as_address(),
            sm_rp_pri: true,
            service_centre_address: centre.as_address(),
            ..Default::default()
        });
        let octets = written(|out| argument.write(out));
        let expected = [0x30, 14, 0x80, 4, 0x91, 0x94, 0x71, 0xF0, 0x81, 1, 0xFF, 0x82, 3, 0x91, 0x94, 0x71];
        assert_eq!(octets, expected);
        let element = Reader::new(&octets).next("argument").unwrap();
        let read = Argument::read(OperationCode::sendRoutingInfoForSM, 3, &element).unwrap();
        assert_eq!(read, argument);
    }

    #[test]
    fn a_result_nests_as_the_standard_has_it() {
        let (imsi, node) = (DigitsBuf::tbcd("262011234567890").unwrap(), address("4917"));
        let result = ResultParameter::RoutingInfoForSm(RoutingInfoForSmRes {
            imsi: Imsi(imsi.as_tbcd()),
            location_info_with_lmsi: LocationInfoWithLmsi {
                network_node_number: node.as_address(),
                lmsi: Some(Lmsi([1, 2, 3, 4])),
                ..Default::default()
            },
            ..Default::default()
        });
        let octets = written(|out| result.write(out));
        assert_eq!(octets[..4], [0x30, 23, 0x04, 8]);
        assert_eq!(octets[12..], [0xA0, 11, 0x81, 3, 0x91, 0x94, 0x71, 0x04, 4, 1, 2, 3, 4]);
        let element = Reader::new(&octets).next("result").unwrap();
        assert_eq!(ResultParameter::read(OperationCode::sendRoutingInfoForSM, 3, &element), Ok(result));
    }

    #[test]
    fn the_version_tells_which_of_two_types_an_operation_has() {
        let octets = [0x04, 3, 0x91, 0x94, 0x71];
        let element = Reader::new(&octets).next("result").unwrap();
        let operation = OperationCode::reportSM_DeliveryStatus;
        assert!(matches!(
            ResultParameter::read(operation, 2, &element),
            Ok(ResultParameter::StoredMsisdn(_))
        ));
        assert!(matches!(ResultParameter::read(operation, 3, &element), Ok(ResultParameter::Other(_))));
        let octets = [0x30, 10, 0x80, 3, 0x62, 2, 0xF1, 0x85, 0, 0x04, 1, 9];
        let element = Reader::new(&octets).next("argument").unwrap();
        assert!(matches!(
            Argument::read(OperationCode::mo_ForwardSM, 2, &element),
            Ok(Argument::ForwardSm(_))
        ));
        assert!(matches!(
            Argument::read(OperationCode::mo_ForwardSM, 3, &element),
            Ok(Argument::MoForwardSm(_))
        ));
    }
}

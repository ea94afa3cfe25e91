//! The bits of bit strings by their names: [`Bits::has`](crate::ber::Bits::has) asks for one by its number (3GPP TS
//! 29.002 §17.7.1).

use crate::numbers::numbers;

numbers! {
    /// SupportedCamelPhases: the CAMEL phases of a node (3GPP TS 29.002 §17.7.1).
    pub struct SupportedCamelPhases(usize) {
        /// phase1
        phase1 = 0 "phase1",
        /// phase2
        phase2 = 1 "phase2",
        /// phase3
        phase3 = 2 "phase3",
        /// phase4
        phase4 = 3 "phase4",
    }
}

numbers! {
    /// OfferedCamel4CSIs: the services of CAMEL phase 4 of a node (3GPP TS 29.002 §17.7.1).
    pub struct OfferedCamel4Csis(usize) {
        /// o-csi
        o_csi = 0 "o-csi",
        /// d-csi
        d_csi = 1 "d-csi",
        /// vt-csi
        vt_csi = 2 "vt-csi",
        /// t-csi
        t_csi = 3 "t-csi",
        /// mt-sms-csi
        mt_sms_csi = 4 "mt-sms-csi",
        /// mg-csi
        mg_csi = 5 "mg-csi",
        /// psi-enhancements
        psi_enhancements = 6 "psi-enhancements",
    }
}

numbers! {
    /// SupportedFeatures: the features of a node of the packet domain (3GPP TS 29.002 §17.7.1).
    pub struct SupportedFeatures(usize) {
        /// odb-all-apn
        odb_all_apn = 0 "odb-all-apn",
        /// odb-HPLMN-APN
        odb_HPLMN_APN = 1 "odb-HPLMN-APN",
        /// odb-VPLMN-APN
        odb_VPLMN_APN = 2 "odb-VPLMN-APN",
        /// odb-all-og
        odb_all_og = 3 "odb-all-og",
        /// odb-all-international-og
        odb_all_international_og = 4 "odb-all-international-og",
        /// odb-all-int-og-not-to-HPLMN-country
        odb_all_int_og_not_to_HPLMN_country = 5 "odb-all-int-og-not-to-HPLMN-country",
        /// odb-all-interzonal-og
        odb_all_interzonal_og = 6 "odb-all-interzonal-og",
        /// odb-all-interzonal-og-not-to-HPLMN-country
        odb_all_interzonal_og_not_to_HPLMN_country = 7 "odb-all-interzonal-og-not-to-HPLMN-country",
        /// odb-all-interzonal-og-and-internat-og-not-to-HPLMN-country
        odb_all_interzonal_og_and_internat_og_not_to_HPLMN_country = 8 "odb-all-interzonal-og-and-internat-og-not-to-HPLMN-country",
        /// regSub
        regSub = 9 "regSub",
        /// trace
        trace = 10 "trace",
        /// lcs-all-PrivExcep
        lcs_all_PrivExcep = 11 "lcs-all-PrivExcep",
        /// lcs-universal
        lcs_universal = 12 "lcs-universal",
        /// lcs-CallSessionRelated
        lcs_CallSessionRelated = 13 "lcs-CallSessionRelated",
        /// lcs-CallSessionUnrelated
        lcs_CallSessionUnrelated = 14 "lcs-CallSessionUnrelated",
        /// lcs-PLMN-operator
        lcs_PLMN_operator = 15 "lcs-PLMN-operator",
        /// lcs-ServiceType
        lcs_ServiceType = 16 "lcs-ServiceType",
        /// lcs-all-MOLR-SS
        lcs_all_MOLR_SS = 17 "lcs-all-MOLR-SS",
        /// lcs-basicSelfLocation
        lcs_basicSelfLocation = 18 "lcs-basicSelfLocation",
        /// lcs-autonomousSelfLocation
        lcs_autonomousSelfLocation = 19 "lcs-autonomousSelfLocation",
        /// lcs-transferToThirdParty
        lcs_transferToThirdParty = 20 "lcs-transferToThirdParty",
        /// sm-mo-pp
        sm_mo_pp = 21 "sm-mo-pp",
        /// barring-OutgoingCalls
        barring_OutgoingCalls = 22 "barring-OutgoingCalls",
        /// baoc
        baoc = 23 "baoc",
        /// boic
        boic = 24 "boic",
        /// boicExHC
        boicExHC = 25 "boicExHC",
        /// localTimeZoneRetrieval
        localTimeZoneRetrieval = 26 "localTimeZoneRetrieval",
        /// additionalMsisdn
        additionalMsisdn = 27 "additionalMsisdn",
        /// smsInMME
        smsInMME = 28 "smsInMME",
        /// smsInSGSN
        smsInSGSN = 29 "smsInSGSN",
        /// ue-Reachability-Notification
        ue_Reachability_Notification = 30 "ue-Reachability-Notification",
        /// state-Location-Information-Retrieval
        state_Location_Information_Retrieval = 31 "state-Location-Information-Retrieval",
        /// partialPurge
        partialPurge = 32 "partialPurge",
        /// gddInSGSN
        gddInSGSN = 33 "gddInSGSN",
        /// sgsnCAMELCapability
        sgsnCAMELCapability = 34 "sgsnCAMELCapability",
        /// pcscf-Restoration
        pcscf_Restoration = 35 "pcscf-Restoration",
        /// dedicatedCoreNetworks
        dedicatedCoreNetworks = 36 "dedicatedCoreNetworks",
        /// non-IP-PDN-Type-APNs
        non_IP_PDN_Type_APNs = 37 "non-IP-PDN-Type-APNs",
        /// non-IP-PDP-Type-APNs
        non_IP_PDP_Type_APNs = 38 "non-IP-PDP-Type-APNs",
        /// nrAsSecondaryRAT
        nrAsSecondaryRAT = 39 "nrAsSecondaryRAT",
    }
}

numbers! {
    /// Ext-SupportedFeatures: the features of a node that came later (3GPP TS 29.002 §17.7.1).
    pub struct ExtSupportedFeatures(usize) {
        /// unlicensedSpectrumAsSecondaryRAT
        unlicensedSpectrumAsSecondaryRAT = 0 "unlicensedSpectrumAsSecondaryRAT",
    }
}

numbers! {
    /// SupportedLCS-CapabilitySets: the sets of location services of a node (3GPP TS 29.002 §17.7.1).
    pub struct SupportedLcsCapabilitySets(usize) {
        /// lcsCapabilitySet1
        lcsCapabilitySet1 = 0 "lcsCapabilitySet1",
        /// lcsCapabilitySet2
        lcsCapabilitySet2 = 1 "lcsCapabilitySet2",
        /// lcsCapabilitySet3
        lcsCapabilitySet3 = 2 "lcsCapabilitySet3",
        /// lcsCapabilitySet4
        lcsCapabilitySet4 = 3 "lcsCapabilitySet4",
        /// lcsCapabilitySet5
        lcsCapabilitySet5 = 4 "lcsCapabilitySet5",
    }
}

numbers! {
    /// SupportedRAT-Types: the radios of a node (3GPP TS 29.002 §17.7.1).
    pub struct SupportedRatTypes(usize) {
        /// utran
        utran = 0 "utran",
        /// geran
        geran = 1 "geran",
        /// gan
        gan = 2 "gan",
        /// i-hspa-evolution
        i_hspa_evolution = 3 "i-hspa-evolution",
        /// e-utran
        e_utran = 4 "e-utran",
        /// nb-iot
        nb_iot = 5 "nb-iot",
    }
}

numbers! {
    /// AccessRestrictionData: the radios that a subscriber may not use (3GPP TS 29.002 §17.7.1).
    pub struct AccessRestrictionData(usize) {
        /// utranNotAllowed
        utranNotAllowed = 0 "utranNotAllowed",
        /// geranNotAllowed
        geranNotAllowed = 1 "geranNotAllowed",
        /// ganNotAllowed
        ganNotAllowed = 2 "ganNotAllowed",
        /// i-hspa-evolutionNotAllowed
        i_hspa_evolutionNotAllowed = 3 "i-hspa-evolutionNotAllowed",
        /// wb-e-utranNotAllowed
        wb_e_utranNotAllowed = 4 "wb-e-utranNotAllowed",
        /// ho-toNon3GPP-AccessNotAllowed
        ho_toNon3GPP_AccessNotAllowed = 5 "ho-toNon3GPP-AccessNotAllowed",
        /// nb-iotNotAllowed
        nb_iotNotAllowed = 6 "nb-iotNotAllowed",
        /// enhancedCoverageNotAllowed
        enhancedCoverageNotAllowed = 7 "enhancedCoverageNotAllowed",
    }
}

numbers! {
    /// Ext-AccessRestrictionData: the radios that a subscriber may not use, of those that came later (3GPP TS 29.002
    /// §17.7.1).
    pub struct ExtAccessRestrictionData(usize) {
        /// nrAsSecondaryRATNotAllowed
        nrAsSecondaryRATNotAllowed = 0 "nrAsSecondaryRATNotAllowed",
        /// unlicensedSpectrumAsSecondaryRATNotAllowed
        unlicensedSpectrumAsSecondaryRATNotAllowed = 1 "unlicensedSpectrumAsSecondaryRATNotAllowed",
    }
}

numbers! {
    /// ODB-GeneralData: what the operator bars anywhere (3GPP TS 29.002 §17.7.1).
    pub struct OdbGeneralData(usize) {
        /// allOG-CallsBarred
        allOG_CallsBarred = 0 "allOG-CallsBarred",
        /// internationalOGCallsBarred
        internationalOGCallsBarred = 1 "internationalOGCallsBarred",
        /// internationalOGCallsNotToHPLMN-CountryBarred
        internationalOGCallsNotToHPLMN_CountryBarred = 2 "internationalOGCallsNotToHPLMN-CountryBarred",
        /// premiumRateInformationOGCallsBarred
        premiumRateInformationOGCallsBarred = 3 "premiumRateInformationOGCallsBarred",
        /// premiumRateEntertainementOGCallsBarred
        premiumRateEntertainementOGCallsBarred = 4 "premiumRateEntertainementOGCallsBarred",
        /// ss-AccessBarred
        ss_AccessBarred = 5 "ss-AccessBarred",
        /// interzonalOGCallsBarred
        interzonalOGCallsBarred = 6 "interzonalOGCallsBarred",
        /// interzonalOGCallsNotToHPLMN-CountryBarred
        interzonalOGCallsNotToHPLMN_CountryBarred = 7 "interzonalOGCallsNotToHPLMN-CountryBarred",
        /// interzonalOGCallsAndInternationalOGCallsNotToHPLMN-CountryBarred
        interzonalOGCallsAndInternationalOGCallsNotToHPLMN_CountryBarred = 8 "interzonalOGCallsAndInternationalOGCallsNotToHPLMN-CountryBarred",
        /// allECT-Barred
        allECT_Barred = 9 "allECT-Barred",
        /// chargeableECT-Barred
        chargeableECT_Barred = 10 "chargeableECT-Barred",
        /// internationalECT-Barred
        internationalECT_Barred = 11 "internationalECT-Barred",
        /// interzonalECT-Barred
        interzonalECT_Barred = 12 "interzonalECT-Barred",
        /// doublyChargeableECT-Barred
        doublyChargeableECT_Barred = 13 "doublyChargeableECT-Barred",
        /// multipleECT-Barred
        multipleECT_Barred = 14 "multipleECT-Barred",
        /// allPacketOrientedServicesBarred
        allPacketOrientedServicesBarred = 15 "allPacketOrientedServicesBarred",
        /// roamerAccessToHPLMN-AP-Barred
        roamerAccessToHPLMN_AP_Barred = 16 "roamerAccessToHPLMN-AP-Barred",
        /// roamerAccessToVPLMN-AP-Barred
        roamerAccessToVPLMN_AP_Barred = 17 "roamerAccessToVPLMN-AP-Barred",
        /// roamingOutsidePLMNOG-CallsBarred
        roamingOutsidePLMNOG_CallsBarred = 18 "roamingOutsidePLMNOG-CallsBarred",
        /// allIC-CallsBarred
        allIC_CallsBarred = 19 "allIC-CallsBarred",
        /// roamingOutsidePLMNIC-CallsBarred
        roamingOutsidePLMNIC_CallsBarred = 20 "roamingOutsidePLMNIC-CallsBarred",
        /// roamingOutsidePLMNICountryIC-CallsBarred
        roamingOutsidePLMNICountryIC_CallsBarred = 21 "roamingOutsidePLMNICountryIC-CallsBarred",
        /// roamingOutsidePLMN-Barred
        roamingOutsidePLMN_Barred = 22 "roamingOutsidePLMN-Barred",
        /// roamingOutsidePLMN-CountryBarred
        roamingOutsidePLMN_CountryBarred = 23 "roamingOutsidePLMN-CountryBarred",
        /// registrationAllCF-Barred
        registrationAllCF_Barred = 24 "registrationAllCF-Barred",
        /// registrationCFNotToHPLMN-Barred
        registrationCFNotToHPLMN_Barred = 25 "registrationCFNotToHPLMN-Barred",
        /// registrationInterzonalCF-Barred
        registrationInterzonalCF_Barred = 26 "registrationInterzonalCF-Barred",
        /// registrationInterzonalCFNotToHPLMN-Barred
        registrationInterzonalCFNotToHPLMN_Barred = 27 "registrationInterzonalCFNotToHPLMN-Barred",
        /// registrationInternationalCF-Barred
        registrationInternationalCF_Barred = 28 "registrationInternationalCF-Barred",
    }
}

numbers! {
    /// ODB-HPLMN-Data: what the operator bars in the home network (3GPP TS 29.002 §17.7.1).
    pub struct OdbHplmnData(usize) {
        /// plmn-SpecificBarringType1
        plmn_SpecificBarringType1 = 0 "plmn-SpecificBarringType1",
        /// plmn-SpecificBarringType2
        plmn_SpecificBarringType2 = 1 "plmn-SpecificBarringType2",
        /// plmn-SpecificBarringType3
        plmn_SpecificBarringType3 = 2 "plmn-SpecificBarringType3",
        /// plmn-SpecificBarringType4
        plmn_SpecificBarringType4 = 3 "plmn-SpecificBarringType4",
    }
}

numbers! {
    /// SpecificCSI-Withdraw: the CAMEL services that a subscriber loses (3GPP TS 29.002 §17.7.1).
    pub struct SpecificCsiWithdraw(usize) {
        /// o-csi
        o_csi = 0 "o-csi",
        /// ss-csi
        ss_csi = 1 "ss-csi",
        /// tif-csi
        tif_csi = 2 "tif-csi",
        /// d-csi
        d_csi = 3 "d-csi",
        /// vt-csi
        vt_csi = 4 "vt-csi",
        /// mo-sms-csi
        mo_sms_csi = 5 "mo-sms-csi",
        /// m-csi
        m_csi = 6 "m-csi",
        /// gprs-csi
        gprs_csi = 7 "gprs-csi",
        /// t-csi
        t_csi = 8 "t-csi",
        /// mt-sms-csi
        mt_sms_csi = 9 "mt-sms-csi",
        /// mg-csi
        mg_csi = 10 "mg-csi",
        /// o-IM-CSI
        o_IM_CSI = 11 "o-IM-CSI",
        /// d-IM-CSI
        d_IM_CSI = 12 "d-IM-CSI",
        /// vt-IM-CSI
        vt_IM_CSI = 13 "vt-IM-CSI",
    }
}

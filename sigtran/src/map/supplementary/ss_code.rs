//! Supplementary services by their numbers (3GPP TS 29.002 §17.7.5).

use crate::ber::{Describe, Description, Element, Field, Tag, write_primitive};
use crate::numbers::numbers;
use crate::{Buffer, DecodeError};

numbers! {
    /// SS-Code: a supplementary service, or a group of them; 0xF1 to 0xFF are the operator's own (3GPP TS 29.002
    /// §17.7.5).
    pub struct SsCode(u8) {
        /// All.
        allSS = 0x00 "allSS",
        /// All that show or hide a number.
        allLineIdentificationSS = 0x10 "allLineIdentificationSS",
        /// The number of the caller is shown.
        clip = 0x11 "clip",
        /// The number of the caller is hidden.
        clir = 0x12 "clir",
        /// The number of the called party is shown.
        colp = 0x13 "colp",
        /// The number of the called party is hidden.
        colr = 0x14 "colr",
        /// Malicious calls are noted.
        mci = 0x15 "mci",
        /// All that show a name.
        allNameIdentificationSS = 0x18 "allNameIdentificationSS",
        /// The name of the caller is shown.
        cnap = 0x19 "cnap",
        /// All diversions.
        allForwardingSS = 0x20 "allForwardingSS",
        /// Diversion of every call.
        cfu = 0x21 "cfu",
        /// Diversion while it rings.
        cd = 0x24 "cd",
        /// All diversions on a condition.
        allCondForwardingSS = 0x28 "allCondForwardingSS",
        /// Diversion when busy.
        cfb = 0x29 "cfb",
        /// Diversion when there is no answer.
        cfnry = 0x2A "cfnry",
        /// Diversion when not reachable.
        cfnrc = 0x2B "cfnrc",
        /// All that offer calls to others.
        allCallOfferingSS = 0x30 "allCallOfferingSS",
        /// A call is handed on.
        ect = 0x31 "ect",
        /// Mobile access hunting.
        mah = 0x32 "mah",
        /// All that complete calls.
        allCallCompletionSS = 0x40 "allCallCompletionSS",
        /// A second call waits.
        cw = 0x41 "cw",
        /// A call is held.
        hold = 0x42 "hold",
        /// Completion of a call to a busy party, for the caller.
        ccbs_A = 0x43 "ccbs-A",
        /// The same, for the called party.
        ccbs_B = 0x44 "ccbs-B",
        /// Several calls at once.
        mc = 0x45 "mc",
        /// All with several parties.
        allMultiPartySS = 0x50 "allMultiPartySS",
        /// A call of several parties.
        multiPTY = 0x51 "multiPTY",
        /// All of closed groups.
        allCommunityOfInterest_SS = 0x60 "allCommunityOfInterest-SS",
        /// Closed user group.
        cug = 0x61 "cug",
        /// All that tell charges.
        allChargingSS = 0x70 "allChargingSS",
        /// Charges are told.
        aoci = 0x71 "aoci",
        /// Charges are told and taken.
        aocc = 0x72 "aocc",
        /// All that carry data of users.
        allAdditionalInfoTransferSS = 0x80 "allAdditionalInfoTransferSS",
        /// Data of users when a call begins and ends.
        uus1 = 0x81 "uus1",
        /// Data of users while it rings.
        uus2 = 0x82 "uus2",
        /// Data of users during a call.
        uus3 = 0x83 "uus3",
        /// All barrings.
        allBarringSS = 0x90 "allBarringSS",
        /// Barrings of calls from the subscriber.
        barringOfOutgoingCalls = 0x91 "barringOfOutgoingCalls",
        /// No calls from the subscriber.
        baoc = 0x92 "baoc",
        /// No international calls.
        boic = 0x93 "boic",
        /// No international calls but those home.
        boicExHC = 0x94 "boicExHC",
        /// Barrings of calls to the subscriber.
        barringOfIncomingCalls = 0x99 "barringOfIncomingCalls",
        /// No calls to the subscriber.
        baic = 0x9A "baic",
        /// No calls to the subscriber while abroad.
        bicRoam = 0x9B "bicRoam",
        /// All priorities.
        allCallPrioritySS = 0xA0 "allCallPrioritySS",
        /// Priorities of calls.
        emlpp = 0xA1 "emlpp",
        /// All that allow to be located.
        allLCSPrivacyException = 0xB0 "allLCSPrivacyException",
        /// By anybody.
        universal = 0xB1 "universal",
        /// By whom the subscriber calls.
        callSessionRelated = 0xB2 "callSessionRelated",
        /// By clients that he has named.
        callSessionUnrelated = 0xB3 "callSessionUnrelated",
        /// By the operator.
        plmnoperator = 0xB4 "plmnoperator",
        /// By a kind of service.
        serviceType = 0xB5 "serviceType",
        /// All by which a subscriber locates himself.
        allMOLR_SS = 0xC0 "allMOLR-SS",
        /// He asks where he is.
        basicSelfLocation = 0xC1 "basicSelfLocation",
        /// He asks for help to find it.
        autonomousSelfLocation = 0xC2 "autonomousSelfLocation",
        /// He has it told to another.
        transferToThirdParty = 0xC3 "transferToThirdParty",
        /// All of the operator's own.
        allPLMN_specificSS = 0xF0 "allPLMN-specificSS",
    }
}

impl Describe for SsCode {
    fn describe(&self) -> Description<'_> {
        Description::Enumerated { number: self.0, name: self.name() }
    }
}

impl<'a> Field<'a> for SsCode {
    const TAG: Option<Tag> = Some(Tag::OCTET_STRING);
    const CONSTRUCTED: bool = false;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        let octets = element.octet_string(1..=1)?;
        Ok(Self(octets.first().copied().unwrap_or(0)))
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        write_primitive(out, tag, &[self.0]);
    }
}

//! What MAP adds to the dialogue portion: references of a dialogue, and why it is refused or given up
//! (3GPP TS 29.002 §17.4).

use super::{AddressString, ExtensionContainer};
use crate::ber::define::{choice, enumerated, sequence};
use crate::ber::{Field, Null, ObjectIdentifier, Reader, Tag, close, write_field, write_primitive};
use crate::tcap::find_external;
use crate::{Buffer, DecodeError};

/// map-DialogueAS, 0.4.0.0.1.1.1.1.
const MAP_DIALOGUE_AS: [u8; 7] = [0x04, 0x00, 0x00, 0x01, 0x01, 0x01, 0x01];

choice! {
    /// MAP-DialoguePDU (3GPP TS 29.002 §17.4).
    pub enum DialoguePdu<'a> {
        /// map-open
        Open: OpenInfo<'a> = "map-open" [0];
        /// map-accept
        Accept: AcceptInfo<'a> = "map-accept" [1];
        /// map-close
        Close: CloseInfo<'a> = "map-close" [2];
        /// map-refuse
        Refuse: RefuseInfo<'a> = "map-refuse" [3];
        /// map-userAbort
        UserAbort: UserAbortInfo<'a> = "map-userAbort" [4];
        /// map-providerAbort
        ProviderAbort: ProviderAbortInfo<'a> = "map-providerAbort" [5];
    }
}

sequence! {
    /// MAP-OpenInfo (3GPP TS 29.002 §17.4).
    pub struct OpenInfo<'a>: Tag::SEQUENCE => {
        /// For whom the dialogue is: an IMSI as an address of E.212 as a rule.
        destination_reference: AddressString<'a> = "destinationReference" [0], optional;
        /// From whom it is.
        origination_reference: AddressString<'a> = "originationReference" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

sequence! {
    /// MAP-AcceptInfo (3GPP TS 29.002 §17.4).
    pub struct AcceptInfo<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

sequence! {
    /// MAP-CloseInfo (3GPP TS 29.002 §17.4).
    pub struct CloseInfo<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

sequence! {
    /// MAP-RefuseInfo (3GPP TS 29.002 §17.4).
    pub struct RefuseInfo<'a>: Tag::SEQUENCE => {
        /// Why.
        reason: RefuseReason = "reason";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// A context that would do.
        alternative_application_context: ObjectIdentifier<'a> = "alternativeApplicationContext", optional;
    }
}

enumerated! {
    /// Reason of a refusal (3GPP TS 29.002 §17.4).
    pub struct RefuseReason: Tag::ENUMERATED => {
        /// No reason.
        NO_REASON_GIVEN = 0 "noReasonGiven";
        /// The destination is not there.
        INVALID_DESTINATION_REFERENCE = 1 "invalidDestinationReference";
        /// The origin is not known.
        INVALID_ORIGINATING_REFERENCE = 2 "invalidOriginatingReference";
    }
}

sequence! {
    /// MAP-UserAbortInfo (3GPP TS 29.002 §17.4).
    pub struct UserAbortInfo<'a>: Tag::SEQUENCE => {
        /// Why.
        map_user_abort_choice: UserAbortChoice<'a> = "map-UserAbortChoice";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

choice! {
    /// MAP-UserAbortChoice (3GPP TS 29.002 §17.4).
    pub enum UserAbortChoice<'a> {
        /// For reasons of the user.
        UserSpecificReason: Null = "userSpecificReason" [0];
        /// The user has no more room.
        UserResourceLimitation: Null = "userResourceLimitation" [1];
        /// Something is not available.
        ResourceUnavailable: ResourceUnavailableReason = "resourceUnavailable" [2];
        /// The procedure is cancelled.
        ApplicationProcedureCancellation: ProcedureCancellationReason = "applicationProcedureCancellation" [3];
        /// What no alternative has.
        Other: crate::ber::Raw<'a> = "other" [4];
    }
}

impl Default for UserAbortChoice<'_> {
    fn default() -> Self {
        Self::UserSpecificReason(Null)
    }
}

enumerated! {
    /// ResourceUnavailableReason (3GPP TS 29.002 §17.4).
    pub struct ResourceUnavailableReason: Tag::ENUMERATED => {
        /// For a short time.
        SHORT_TERM_RESOURCE_LIMITATION = 0 "shortTermResourceLimitation";
        /// For long.
        LONG_TERM_RESOURCE_LIMITATION = 1 "longTermResourceLimitation";
    }
}

enumerated! {
    /// ProcedureCancellationReason (3GPP TS 29.002 §17.4).
    pub struct ProcedureCancellationReason: Tag::ENUMERATED => {
        /// The handover was given up.
        HANDOVER_CANCELLATION = 0 "handoverCancellation";
        /// The radio channel is gone.
        RADIO_CHANNEL_RELEASE = 1 "radioChannelRelease";
        /// The path through the network is gone.
        NETWORK_PATH_RELEASE = 2 "networkPathRelease";
        /// The call is over.
        CALL_RELEASE = 3 "callRelease";
        /// What it was a part of has failed.
        ASSOCIATED_PROCEDURE_FAILURE = 4 "associatedProcedureFailure";
        /// The dialogue behind it is over.
        TANDEM_DIALOGUE_RELEASE = 5 "tandemDialogueRelease";
        /// Operations have failed at the other side.
        REMOTE_OPERATIONS_FAILURE = 6 "remoteOperationsFailure";
    }
}

sequence! {
    /// MAP-ProviderAbortInfo (3GPP TS 29.002 §17.4).
    pub struct ProviderAbortInfo<'a>: Tag::SEQUENCE => {
        /// Why.
        map_provider_abort_reason: ProviderAbortReason = "map-ProviderAbortReason";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

enumerated! {
    /// MAP-ProviderAbortReason (3GPP TS 29.002 §17.4).
    pub struct ProviderAbortReason: Tag::ENUMERATED => {
        /// Against the rules of dialogues.
        ABNORMAL_DIALOGUE = 0 "abnormalDialogue";
        /// A PDU that is none.
        INVALID_PDU = 1 "invalidPDU";
    }
}

impl<'a> DialoguePdu<'a> {
    /// The one of MAP in user information; `None` if there is none.
    ///
    /// # Errors
    /// There is one, and it cannot be read.
    pub fn read(user_information: &'a [u8]) -> Result<Option<Self>, DecodeError> {
        let Some(octets) = find_external(user_information, &MAP_DIALOGUE_AS) else { return Ok(None) };
        let element = Reader::new(octets).next("MAP-DialoguePDU")?;
        Field::read(&element).map(Some)
    }

    /// As user information: an EXTERNAL.
    #[must_use]
    pub fn to_user_information(&self) -> Buffer {
        let mut out = Buffer::with_capacity(64);
        write_field(self, None, &mut out);
        close(&mut out, Tag::constructed(0), 0);
        write_primitive(&mut out, Tag::OBJECT_IDENTIFIER, &MAP_DIALOGUE_AS);
        close(&mut out, Tag::EXTERNAL, 0);
        out
    }
}

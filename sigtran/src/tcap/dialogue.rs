//! The dialogue portion: which application context a dialogue has, and how it is refused or given up (Q.773 §4.2).

use crate::ber::define::{choice, sequence};
use crate::ber::{
    Bits, Element, Explicit, Field, ObjectIdentifier, Raw, Reader, Tag, close, write_field, write_primitive,
};
use crate::{Buffer, DecodeError, DecodeErrorKind};

/// dialogue-as-id, 0.0.17.773.1.1.1 (Q.773 §4.2.2).
const STRUCTURED: [u8; 7] = [0x00, 0x11, 0x86, 0x05, 0x01, 0x01, 0x01];
/// uniDialogue-as-id, 0.0.17.773.1.2.1 (Q.773 §4.2.3).
const UNSTRUCTURED: [u8; 7] = [0x00, 0x11, 0x86, 0x05, 0x01, 0x02, 0x01];
/// version1 of protocol-version (Q.773 §4.2.2).
const VERSION_1: Bits<'static> = Bits { unused: 7, octets: &[0x80] };

/// The dialogue portion's tag, \[APPLICATION 11\].
pub(super) const DIALOGUE_PORTION: Tag = Tag(0x6B);

/// An application protocol data unit of dialogue control (Q.773 §4.2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialogue<'a> {
    /// AARQ: a dialogue is opened.
    Request(DialogueRequest<'a>),
    /// AARE: it is accepted or refused.
    Response(DialogueResponse<'a>),
    /// ABRT: it is given up.
    Abort(DialogueAbort<'a>),
    /// AUDT: what belongs to a Unidirectional.
    Unidirectional(DialogueRequest<'a>),
    /// A portion of another kind, as it stands: the content of \[APPLICATION 11\].
    Other(&'a [u8]),
}

sequence! {
    /// AARQ, and AUDT, which has the same fields.
    pub struct DialogueRequest<'a>: Tag(0x60) => {
        /// protocol-version, which may be absent.
        protocol_version: Bits<'a> = "protocol-version" [0], optional;
        /// application-context-name
        application_context_name: Explicit<ObjectIdentifier<'a>> = "application-context-name" [1];
        /// user-information: EXTERNALs.
        user_information: Raw<'a> = "user-information" [30], optional;
    }
}

sequence! {
    /// AARE.
    pub struct DialogueResponse<'a>: Tag(0x61) => {
        /// protocol-version, which may be absent.
        protocol_version: Bits<'a> = "protocol-version" [0], optional;
        /// application-context-name: that of the request, or another that would do.
        application_context_name: Explicit<ObjectIdentifier<'a>> = "application-context-name" [1];
        /// result: 0 accepted, 1 reject-permanent.
        result: Explicit<u8> = "result" [2];
        /// result-source-diagnostic
        result_source_diagnostic: Diagnostic<'a> = "result-source-diagnostic" [3];
        /// user-information: EXTERNALs.
        user_information: Raw<'a> = "user-information" [30], optional;
    }
}

sequence! {
    /// ABRT.
    pub struct DialogueAbort<'a>: Tag(0x64) => {
        /// abort-source: 0 dialogue-service-user, 1 dialogue-service-provider.
        abort_source: u8 = "abort-source" [0];
        /// user-information: EXTERNALs.
        user_information: Raw<'a> = "user-information" [30], optional;
    }
}

choice! {
    /// Why a dialogue is accepted or refused, and by whom (Q.773 §4.2.2).
    pub enum Diagnostic<'a> {
        /// dialogue-service-user: 0 null, 1 no-reason-given, 2 application-context-name-not-supported.
        User: Explicit<u8> = "dialogue-service-user" [1];
        /// dialogue-service-provider: 0 null, 1 no-reason-given, 2 no-common-dialogue-portion.
        Provider: Explicit<u8> = "dialogue-service-provider" [2];
        /// What no alternative has.
        Other: Raw<'a> = "other" [0];
    }
}

impl Default for Diagnostic<'_> {
    fn default() -> Self {
        Self::User(Explicit(0))
    }
}

impl<'a> DialogueRequest<'a> {
    /// A request for this context in the version of the protocol that there is.
    #[must_use]
    pub fn new(application_context_name: &'a [u8], user_information: Option<&'a [u8]>) -> Self {
        Self {
            protocol_version: Some(VERSION_1),
            application_context_name: Explicit(ObjectIdentifier(application_context_name)),
            user_information: user_information.map(Raw),
            ..Self::default()
        }
    }
}

impl<'a> DialogueResponse<'a> {
    /// The answer that a dialogue is accepted, or refused for this reason.
    #[must_use]
    pub fn new(
        application_context_name: &'a [u8],
        refused: Option<Diagnostic<'a>>,
        user_information: Option<&'a [u8]>,
    ) -> Self {
        Self {
            protocol_version: Some(VERSION_1),
            application_context_name: Explicit(ObjectIdentifier(application_context_name)),
            result: Explicit(refused.is_some().into()),
            result_source_diagnostic: refused.unwrap_or_default(),
            user_information: user_information.map(Raw),
            ..Self::default()
        }
    }

    /// Whether the dialogue is accepted.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.result == Explicit(0)
    }
}

impl<'a> DialogueAbort<'a> {
    /// The user gives the dialogue up.
    #[must_use]
    pub fn by_user(user_information: Option<&'a [u8]>) -> Self {
        Self { abort_source: 0, user_information: user_information.map(Raw), ..Self::default() }
    }
}

impl<'a> Dialogue<'a> {
    /// Reads the content of a dialogue portion.
    pub(super) fn read(portion: &Element<'a>) -> Result<Self, DecodeError> {
        let mut reader = portion.reader()?;
        let external = reader.expect(Tag::EXTERNAL, "dialoguePortion")?;
        let mut inner = external.reader()?;
        let syntax = inner.expect(Tag::OBJECT_IDENTIFIER, "direct-reference")?;
        let structured = match syntax.content {
            content if content == STRUCTURED => true,
            content if content == UNSTRUCTURED => false,
            _ => return Ok(Self::Other(portion.content)),
        };
        let wrapped = inner.expect(Tag::constructed(0), "single-ASN1-type")?;
        let apdu = wrapped.reader()?.next("dialogue APDU")?;
        match (structured, apdu.tag) {
            (true, Tag(0x60)) => DialogueRequest::read(&apdu).map(Self::Request),
            (true, Tag(0x61)) => DialogueResponse::read(&apdu).map(Self::Response),
            (true, Tag(0x64)) => DialogueAbort::read(&apdu).map(Self::Abort),
            (false, Tag(0x60)) => DialogueRequest::read(&apdu).map(Self::Unidirectional),
            _ => Err(apdu.error(DecodeErrorKind::Unexpected)),
        }
    }

    /// Puts a dialogue portion before what is there.
    pub(super) fn write(&self, out: &mut Buffer) {
        let end = out.len();
        let syntax = match self {
            Self::Request(apdu) => write_apdu(apdu, STRUCTURED, out),
            Self::Response(apdu) => write_apdu(apdu, STRUCTURED, out),
            Self::Abort(apdu) => write_apdu(apdu, STRUCTURED, out),
            Self::Unidirectional(apdu) => write_apdu(apdu, UNSTRUCTURED, out),
            Self::Other(content) => {
                out.prepend(content);
                return close(out, DIALOGUE_PORTION, end);
            }
        };
        close(out, Tag::constructed(0), end);
        write_primitive(out, Tag::OBJECT_IDENTIFIER, &syntax);
        close(out, Tag::EXTERNAL, end);
        close(out, DIALOGUE_PORTION, end);
    }
}

fn write_apdu<'a>(apdu: &impl Field<'a>, syntax: [u8; 7], out: &mut Buffer) -> [u8; 7] {
    write_field(apdu, None, out);
    syntax
}

/// The one EXTERNAL of this abstract syntax in user information: the content of its single-ASN1-type.
#[must_use]
pub fn find_external<'a>(user_information: &'a [u8], syntax: &[u8]) -> Option<&'a [u8]> {
    let mut reader = Reader::new(user_information);
    while let Ok(external) = reader.expect(Tag::EXTERNAL, "EXTERNAL") {
        let mut inner = external.reader().ok()?;
        let reference = inner.expect(Tag::OBJECT_IDENTIFIER, "direct-reference").ok()?;
        if reference.content == syntax {
            return inner.expect(Tag::constructed(0), "single-ASN1-type").ok().map(|value| value.content);
        }
    }
    None
}

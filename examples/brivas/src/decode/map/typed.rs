//! The parameter of a component by its type.

use brivas_sigtran::ber::{Describe, Reader};
use brivas_sigtran::map::{Argument, ErrorCode, ErrorParameter, MapError, OperationCode, ResultParameter};
use brivas_sigtran::tcap::{Component, Problem};
use brivas_sigtran::{Buffer, DecodeError};

pub(super) enum Typed<'a> {
    Argument(Argument<'a>),
    Result(ResultParameter<'a>),
    Error(MapError<'a>),
}

impl<'a> Typed<'a> {
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Argument(_) => "argument",
            Self::Result(_) | Self::Error(_) => "parameter",
        }
    }

    pub(super) fn described(&self) -> &dyn Describe {
        match self {
            Self::Argument(argument) => argument,
            Self::Result(result) => result,
            Self::Error(MapError { parameter: Some(parameter), .. }) => parameter,
            Self::Error(MapError { parameter: None, .. }) => &(&[] as &[u8]),
        }
    }

    /// The word for a parameter that is one value and no SEQUENCE.
    pub(super) const fn word(&self) -> Option<&'static str> {
        match self {
            Self::Argument(Argument::SendAuthenticationInfoV2(_) | Argument::NoteSubscriberPresent(_)) => {
                Some("imsi")
            }
            Self::Argument(Argument::CheckImeiV2(_)) => Some("imei"),
            Self::Result(ResultParameter::StoredMsisdn(_)) => Some("msisdn"),
            Self::Result(ResultParameter::HlrNumber(_)) => Some("hlr"),
            Self::Error(MapError { parameter: Some(ErrorParameter::SmDeliveryFailureV1(_)), .. }) => {
                Some("cause")
            }
            _ => None,
        }
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut out = Buffer::new();
        match self {
            Self::Argument(argument) => argument.write(&mut out),
            Self::Result(result) => result.write(&mut out),
            Self::Error(error) => error.write_parameter(&mut out),
        }
        out.as_slice().to_vec()
    }

    /// Whether the crate has a type for it.
    const fn is_known(&self) -> bool {
        !matches!(
            self,
            Self::Argument(Argument::Other(_))
                | Self::Result(ResultParameter::Other(_))
                | Self::Error(MapError { parameter: Some(ErrorParameter::Other(_)), .. })
        )
    }
}

/// Reads a parameter by the first of these versions in which it can be, and gives that version.
pub(super) fn read<'a>(
    component: &Component<'_>,
    code: u8,
    versions: &[u8],
    octets: &'a [u8],
) -> Result<(u8, Typed<'a>), DecodeError> {
    let element = Reader::new(octets).next("parameter")?;
    let mut first = None;
    for &version in versions {
        let operation = OperationCode(code);
        let typed = match component {
            Component::Invoke { .. } => Argument::read(operation, version, &element).map(Typed::Argument),
            Component::ReturnResult { .. } => {
                ResultParameter::read(operation, version, &element).map(Typed::Result)
            }
            _ => MapError::read(ErrorCode(code), Some(&element)).map(Typed::Error),
        };
        let typed = typed.map(|typed| (version, typed));
        if typed.as_ref().is_ok_and(|(_, typed)| typed.is_known()) {
            return typed;
        }
        first.get_or_insert(typed);
    }
    first.unwrap_or(Err(element.error(brivas_sigtran::DecodeErrorKind::Version)))
}

/// What is answered to a parameter that cannot be read: mistypedParameter (Q.773 §3.2.3).
pub(super) const fn problem(component: &Component<'_>) -> Problem {
    match component {
        Component::ReturnResult { .. } => Problem::ReturnResult(2),
        Component::ReturnError { .. } => Problem::ReturnError(4),
        _ => Problem::MISTYPED_PARAMETER,
    }
}

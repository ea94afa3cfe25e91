//! Components: invocations and what comes back (Q.773 §3.2).

use crate::ber::{
    Element, Field, ObjectIdentifier, Reader, Tag, close, write_integer, write_null, write_primitive,
};
use crate::{Buffer, DecodeError, DecodeErrorKind};

/// The component portion's tag, \[APPLICATION 12\].
pub(super) const COMPONENT_PORTION: Tag = Tag(0x6C);

const INVOKE: Tag = Tag(0xA1);
const RETURN_RESULT_LAST: Tag = Tag(0xA2);
const RETURN_ERROR: Tag = Tag(0xA3);
const REJECT: Tag = Tag(0xA4);
const RETURN_RESULT_NOT_LAST: Tag = Tag(0xA7);
const LINKED_ID: Tag = Tag(0x80);

/// An operation or an error by its number or its name (Q.773 §3.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are these two
pub enum Code<'a> {
    /// A number.
    Local(i64),
    /// A name that is unique in the world.
    Global(ObjectIdentifier<'a>),
}

impl Code<'_> {
    /// The number, if it is one of 0 to 255.
    #[must_use]
    pub fn local(&self) -> Option<u8> {
        match self {
            Self::Local(number) => u8::try_from(*number).ok(),
            Self::Global(_) => None,
        }
    }
}

/// A component, read or to be written. Parameters stay as they are: tag, length and content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Component<'a> {
    /// Invoke
    Invoke {
        /// What its answers refer to.
        invoke_id: i8,
        /// The invocation that it belongs to.
        linked_id: Option<i8>,
        /// What is to be done.
        operation: Code<'a>,
        /// With what.
        parameter: Option<&'a [u8]>,
    },
    /// Return Result
    ReturnResult {
        /// The invocation.
        invoke_id: i8,
        /// Whether nothing follows.
        last: bool,
        /// The operation, and what it brought; absent where it brought nothing.
        result: Option<(Code<'a>, Option<&'a [u8]>)>,
    },
    /// Return Error
    ReturnError {
        /// The invocation.
        invoke_id: i8,
        /// What went wrong.
        error: Code<'a>,
        /// With what.
        parameter: Option<&'a [u8]>,
    },
    /// Reject
    Reject {
        /// The component that was rejected; `None` where its number could not be read.
        invoke_id: Option<i8>,
        /// Why.
        problem: Problem,
    },
}

/// Why a component is rejected (Q.773 §3.2.2; Q.774 §3.2.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Problem {
    /// generalProblem: 0 unrecognizedComponent, 1 mistypedComponent, 2 badlyStructuredComponent.
    General(u8),
    /// invokeProblem: 0 duplicateInvokeID, 1 unrecognizedOperation, 2 mistypedParameter, 3 resourceLimitation,
    /// 4 initiatingRelease, 5 unrecognizedLinkedID, 6 linkedResponseUnexpected, 7 unexpectedLinkedOperation.
    Invoke(u8),
    /// returnResultProblem: 0 unrecognizedInvokeID, 1 returnResultUnexpected, 2 mistypedParameter.
    ReturnResult(u8),
    /// returnErrorProblem: 0 unrecognizedInvokeID, 1 returnErrorUnexpected, 2 unrecognizedError, 3 unexpectedError,
    /// 4 mistypedParameter.
    ReturnError(u8),
}

impl Problem {
    /// generalProblem unrecognizedComponent
    pub const UNRECOGNIZED_COMPONENT: Self = Self::General(0);
    /// generalProblem mistypedComponent
    pub const MISTYPED_COMPONENT: Self = Self::General(1);
    /// generalProblem badlyStructuredComponent
    pub const BADLY_STRUCTURED_COMPONENT: Self = Self::General(2);
    /// invokeProblem duplicateInvokeID
    pub const DUPLICATE_INVOKE_ID: Self = Self::Invoke(0);
    /// invokeProblem unrecognizedOperation
    pub const UNRECOGNIZED_OPERATION: Self = Self::Invoke(1);
    /// invokeProblem mistypedParameter
    pub const MISTYPED_PARAMETER: Self = Self::Invoke(2);
    /// invokeProblem resourceLimitation
    pub const RESOURCE_LIMITATION: Self = Self::Invoke(3);
    /// invokeProblem unrecognizedLinkedID
    pub const UNRECOGNIZED_LINKED_ID: Self = Self::Invoke(5);
    /// returnResultProblem unrecognizedInvokeID
    pub const RESULT_UNRECOGNIZED_INVOKE_ID: Self = Self::ReturnResult(0);
    /// returnResultProblem returnResultUnexpected
    pub const RETURN_RESULT_UNEXPECTED: Self = Self::ReturnResult(1);
    /// returnErrorProblem unrecognizedInvokeID
    pub const ERROR_UNRECOGNIZED_INVOKE_ID: Self = Self::ReturnError(0);
    /// returnErrorProblem returnErrorUnexpected
    pub const RETURN_ERROR_UNEXPECTED: Self = Self::ReturnError(1);

    const fn tag_and_code(self) -> (Tag, u8) {
        match self {
            Self::General(code) => (Tag(0x80), code),
            Self::Invoke(code) => (Tag(0x81), code),
            Self::ReturnResult(code) => (Tag(0x82), code),
            Self::ReturnError(code) => (Tag(0x83), code),
        }
    }

    fn read(element: &Element<'_>) -> Result<Self, DecodeError> {
        let code = u8::read(element)?;
        match element.tag {
            Tag(0x80) => Ok(Self::General(code)),
            Tag(0x81) => Ok(Self::Invoke(code)),
            Tag(0x82) => Ok(Self::ReturnResult(code)),
            Tag(0x83) => Ok(Self::ReturnError(code)),
            _ => Err(element.error(DecodeErrorKind::Unexpected)),
        }
    }
}

/// Why a component could not be read, and what is to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BadComponent {
    /// What is wrong, and where.
    pub error: DecodeError,
    /// Its number, if that could be read.
    pub invoke_id: Option<i8>,
    /// What the standard answers; `None` to a Reject, which is never answered (Q.774 §3.2.2.2).
    pub problem: Option<Problem>,
}

/// The components of a message.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Components<'a> {
    reader: Option<Reader<'a>>,
}

impl<'a> Components<'a> {
    pub(super) fn of(portion: &Element<'a>) -> Result<Self, DecodeError> {
        Ok(Self { reader: Some(portion.reader()?) })
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reader.is_none_or(|reader| reader.is_empty())
    }

    /// The components as they stand.
    #[must_use]
    pub fn octets(&self) -> &'a [u8] {
        self.reader.map_or(&[], |reader| reader.rest())
    }

    /// The components in order. The last one can be bad: what stands behind it is not looked at (Q.774 §3.2.2.2).
    pub fn iter(&self) -> impl Iterator<Item = Result<Component<'a>, BadComponent>> {
        let mut reader = self.reader;
        std::iter::from_fn(move || {
            let rest = reader.as_mut().filter(|rest| !rest.is_empty())?;
            let read = match rest.next("component") {
                Ok(element) => Component::read(&element),
                Err(error) => Err(BadComponent {
                    error,
                    invoke_id: None,
                    problem: Some(Problem::BADLY_STRUCTURED_COMPONENT),
                }),
            };
            if read.is_err() {
                reader = None;
            }
            Some(read)
        })
    }
}

impl std::fmt::Debug for Components<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Components({} octets)", self.octets().len())
    }
}

impl<'a> Component<'a> {
    /// Reads one.
    ///
    /// # Errors
    /// What is wrong, and what is to be answered.
    pub fn read(element: &Element<'a>) -> Result<Self, BadComponent> {
        let is_reject = element.tag == REJECT;
        let bad = |problem, invoke_id| {
            move |error| BadComponent { error, invoke_id, problem: (!is_reject).then_some(problem) }
        };
        if !matches!(
            element.tag,
            INVOKE | RETURN_RESULT_LAST | RETURN_ERROR | REJECT | RETURN_RESULT_NOT_LAST
        ) {
            let error = element.error(DecodeErrorKind::MessageType);
            return Err(bad(Problem::UNRECOGNIZED_COMPONENT, None)(error));
        }
        let mistyped = bad(Problem::MISTYPED_COMPONENT, None);
        let mut reader = element.reader().map_err(mistyped)?;
        if is_reject && reader.peek() == Some(Tag::NULL) {
            reader.next("invokeID").map_err(mistyped)?;
            return Self::read_reject(None, reader).map_err(mistyped);
        }
        let invoke_id =
            reader.expect(Tag::INTEGER, "invokeID").and_then(|id| small(&id)).map_err(mistyped)?;
        let mistyped = bad(Problem::MISTYPED_COMPONENT, Some(invoke_id));
        match element.tag {
            INVOKE => Self::read_invoke(invoke_id, reader),
            RETURN_ERROR => Self::read_error(invoke_id, reader),
            REJECT => Self::read_reject(Some(invoke_id), reader),
            tag => Self::read_result(invoke_id, tag == RETURN_RESULT_LAST, reader),
        }
        .map_err(mistyped)
    }

    fn read_invoke(invoke_id: i8, mut reader: Reader<'a>) -> Result<Self, DecodeError> {
        let linked_id = reader.optional(LINKED_ID, "linkedID")?.map(|id| small(&id)).transpose()?;
        let operation = code(&mut reader, "operationCode")?;
        let parameter = last(&mut reader)?;
        Ok(Self::Invoke { invoke_id, linked_id, operation, parameter })
    }

    fn read_result(invoke_id: i8, last_one: bool, mut reader: Reader<'a>) -> Result<Self, DecodeError> {
        let result = match reader.optional(Tag::SEQUENCE, "result")? {
            Some(result) => {
                let mut inner = result.reader()?;
                let operation = code(&mut inner, "operationCode")?;
                Some((operation, last(&mut inner)?))
            }
            None => None,
        };
        reader.finish("returnResult")?;
        Ok(Self::ReturnResult { invoke_id, last: last_one, result })
    }

    fn read_error(invoke_id: i8, mut reader: Reader<'a>) -> Result<Self, DecodeError> {
        let error = code(&mut reader, "errorCode")?;
        let parameter = last(&mut reader)?;
        Ok(Self::ReturnError { invoke_id, error, parameter })
    }

    fn read_reject(invoke_id: Option<i8>, mut reader: Reader<'a>) -> Result<Self, DecodeError> {
        let problem = Problem::read(&reader.next("problem")?)?;
        reader.finish("reject")?;
        Ok(Self::Reject { invoke_id, problem })
    }

    /// Puts it before what is there.
    pub fn write(&self, out: &mut Buffer) {
        let end = out.len();
        out.prepend(self.parameter().unwrap_or_default());
        self.close(out, end);
    }

    /// Makes it of the parameter (tag, length and content, or nothing) that was written since the buffer had `end` octets;
    /// its own is left out.
    pub fn close(&self, out: &mut Buffer, end: usize) {
        match self {
            Self::Invoke { invoke_id, linked_id, operation, .. } => {
                close_invoke(out, end, *invoke_id, *linked_id, operation);
            }
            Self::ReturnResult { invoke_id, last, result } => {
                close_result(out, end, *invoke_id, *last, result.as_ref().map(|(operation, _)| operation));
            }
            Self::ReturnError { invoke_id, error, .. } => close_error(out, end, *invoke_id, error),
            Self::Reject { invoke_id, problem } => {
                let (tag, code) = problem.tag_and_code();
                write_integer(out, tag, code.into());
                match invoke_id {
                    Some(invoke_id) => write_integer(out, Tag::INTEGER, (*invoke_id).into()),
                    None => write_null(out, Tag::NULL),
                }
                close(out, REJECT, end);
            }
        }
    }

    fn parameter(&self) -> Option<&'a [u8]> {
        match self {
            Self::Invoke { parameter, .. } | Self::ReturnError { parameter, .. } => *parameter,
            Self::ReturnResult { result, .. } => result.as_ref().and_then(|(_, parameter)| *parameter),
            Self::Reject { .. } => None,
        }
    }
}

/// Makes an Invoke of the parameter that was written since the buffer had `end` octets.
pub(crate) fn close_invoke(
    out: &mut Buffer,
    end: usize,
    invoke_id: i8,
    linked_id: Option<i8>,
    operation: &Code<'_>,
) {
    write_code(out, operation);
    if let Some(linked_id) = linked_id {
        write_integer(out, LINKED_ID, linked_id.into());
    }
    write_integer(out, Tag::INTEGER, invoke_id.into());
    close(out, INVOKE, end);
}

/// Makes a Return Result of the parameter that was written since the buffer had `end` octets; without an operation there
/// must be none.
pub(crate) fn close_result(
    out: &mut Buffer,
    end: usize,
    invoke_id: i8,
    last: bool,
    operation: Option<&Code<'_>>,
) {
    if let Some(operation) = operation {
        write_code(out, operation);
        close(out, Tag::SEQUENCE, end);
    }
    write_integer(out, Tag::INTEGER, invoke_id.into());
    close(out, if last { RETURN_RESULT_LAST } else { RETURN_RESULT_NOT_LAST }, end);
}

/// Makes a Return Error of the parameter that was written since the buffer had `end` octets.
pub(crate) fn close_error(out: &mut Buffer, end: usize, invoke_id: i8, error: &Code<'_>) {
    write_code(out, error);
    write_integer(out, Tag::INTEGER, invoke_id.into());
    close(out, RETURN_ERROR, end);
}

fn write_code(out: &mut Buffer, code: &Code<'_>) {
    match code {
        Code::Local(number) => write_integer(out, Tag::INTEGER, *number),
        Code::Global(name) => write_primitive(out, Tag::OBJECT_IDENTIFIER, name.0),
    }
}

/// A number of -128 to 127.
fn small(element: &Element<'_>) -> Result<i8, DecodeError> {
    i8::try_from(element.integer()?).map_err(|_| element.error(DecodeErrorKind::Value))
}

fn code<'a>(reader: &mut Reader<'a>, field: &'static str) -> Result<Code<'a>, DecodeError> {
    match reader.peek() {
        Some(Tag::INTEGER) => reader.next(field)?.integer().map(Code::Local),
        _ => {
            let name = reader.expect(Tag::OBJECT_IDENTIFIER, field)?;
            ObjectIdentifier::read(&name).map(Code::Global)
        }
    }
}

/// The parameter, which is the last thing there may be.
fn last<'a>(reader: &mut Reader<'a>) -> Result<Option<&'a [u8]>, DecodeError> {
    if reader.is_empty() {
        return Ok(None);
    }
    let parameter = reader.next("parameter")?;
    reader.finish("parameter")?;
    Ok(Some(parameter.octets))
}

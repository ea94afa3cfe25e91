//! A body of whatever PDU it is.

use crate::body::{Body, Field};
use crate::{
    AlertNotification, Bind, BindResp, BroadcastSm, BroadcastSmResp, CancelBroadcastSm,
    CancelBroadcastSmResp, CancelSm, CancelSmResp, CommandId, CommandStatus, DataSm, DataSmResp, DecodeError,
    DecodeErrorKind, DeliverSm, DeliverSmResp, Dialect, EncodeError, EnquireLink, EnquireLinkResp,
    GenericNack, Header, Outbind, QueryBroadcastSm, QueryBroadcastSmResp, QuerySm, QuerySmResp, ReplaceSm,
    ReplaceSmResp, SubmitMulti, SubmitMultiResp, SubmitSm, SubmitSmResp, Tlvs, Unbind, UnbindResp,
};

/// One variant a body type, and the work of each passed on to it.
macro_rules! any_body {
    ( $( $body:ident ),* $(,)? ) => {
        /// A body of any PDU of 3.4 and 5.0.
        #[derive(Clone, Copy, PartialEq, Eq)]
        #[allow(clippy::exhaustive_enums)] // frozen by the standard
        pub enum AnyBody<'a> {
            $( #[doc = concat!("See [`", stringify!($body), "`].")] $body($body<'a>), )*
        }

        impl<'a> AnyBody<'a> {
            pub(crate) fn read(header: Header, body: &'a [u8], dialect: Dialect) -> Result<Self, DecodeError> {
                $(
                    if $body::reads(header.command_id) {
                        return crate::pdu::read_body(header, body, dialect).map(Self::$body);
                    }
                )*
                Err(DecodeError {
                    kind: DecodeErrorKind::CommandId,
                    offset: 4,
                    field: "command_id",
                    status: CommandStatus::ESME_RINVCMDID,
                })
            }

            /// Reads a body for its faults alone, and gives its TLVs.
            pub(crate) fn check(header: Header, body: &'a [u8], dialect: Dialect) -> Result<Tlvs<'a>, DecodeError> {
                $(
                    if $body::reads(header.command_id) {
                        return crate::pdu::read_body::<$body<'_>>(header, body, dialect).map(|body| body.tlvs);
                    }
                )*
                Ok(Tlvs::EMPTY)
            }

            /// Appends the PDU with this body to `out`; see [`encode`](crate::encode()).
            ///
            /// # Errors
            /// The first field that may not be sent; `out` is as before.
            pub fn encode(
                &self,
                command_status: CommandStatus,
                sequence_number: u32,
                dialect: Dialect,
                out: &mut bytes::BytesMut,
            ) -> Result<usize, EncodeError> {
                match self {
                    $( Self::$body(body) => crate::encode(body, command_status, sequence_number, dialect, out), )*
                }
            }

            /// The command that this body belongs to.
            #[must_use]
            pub fn command_id(&self) -> CommandId {
                match self {
                    $( Self::$body(body) => body.command_id(), )*
                }
            }

            /// Shows every mandatory field in wire order.
            pub fn fields(&self, visit: &mut dyn FnMut(Field<'_>)) {
                match self {
                    $( Self::$body(body) => body.fields(visit), )*
                }
            }

            /// The optional part.
            #[must_use]
            pub fn tlvs(&self) -> Tlvs<'a> {
                match self {
                    $( Self::$body(body) => body.tlvs, )*
                }
            }
        }

        impl std::fmt::Debug for AnyBody<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $( Self::$body(body) => body.fmt(f), )*
                }
            }
        }
    };
}

// The PDUs that carry traffic stand first: they are looked for in this order.
any_body! {
    SubmitSm, SubmitSmResp, DeliverSm, DeliverSmResp, DataSm, DataSmResp, EnquireLink, EnquireLinkResp, AlertNotification, Bind, BindResp, BroadcastSm, BroadcastSmResp, CancelBroadcastSm, CancelBroadcastSmResp,
    CancelSm, CancelSmResp, GenericNack,
    Outbind, QueryBroadcastSm, QueryBroadcastSmResp, QuerySm, QuerySmResp, ReplaceSm, ReplaceSmResp, SubmitMulti,
    SubmitMultiResp, Unbind, UnbindResp,
}

#![doc = include_str!("../README.md")]

mod body;
#[cfg(feature = "tokio")]
mod codec;
mod command_id;
mod command_status;
mod config;
mod dialect;
mod error;
mod frame;
mod header;
#[cfg(feature = "tokio")]
mod io;
mod message_id;
mod pdu;
mod reader;
mod receipt;
mod session;
mod stats;
mod tlv;
mod value;
mod wire_enum;
mod writer;

pub use body::{Body, Field, Value};
#[cfg(feature = "tokio")]
pub use codec::{CodecError, PduCodec};
pub use command_id::CommandId;
pub use command_status::{CommandStatus, Suggestion};
pub use config::Config;
pub use dialect::{Dialect, Leniency};
pub use error::{DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};
pub use header::Header;
#[cfg(feature = "tokio")]
pub use io::Driver;
pub use message_id::{MessageIdFormat, MessageIdKey, Radix};
pub use pdu::{
    AlertNotification, AnyBody, Bind, BindKind, BindResp, BroadcastSm, BroadcastSmResp, CancelBroadcastSm,
    CancelBroadcastSmResp, CancelSm, CancelSmResp, DataSm, DataSmResp, DeliverSm, DeliverSmResp, DestAddress,
    DestAddresses, EnquireLink, EnquireLinkResp, GenericNack, List, Outbind, Pdu, QueryBroadcastSm,
    QueryBroadcastSmResp, QuerySm, QuerySmResp, ReplaceSm, ReplaceSmResp, SubmitMulti, SubmitMultiResp,
    SubmitSm, SubmitSmResp, Unbind, UnbindResp, UnsuccessSme, UnsuccessSmes, encode, encode_to_slice,
};
pub use reader::Reader;
pub use receipt::{NotAReceipt, Receipt, ReceiptText};
pub use session::{
    CloseReason, Event, InboundId, RefusalReason, RequestFailure, RequestId, Role, Session, SessionState,
    UsageError, is_allowed,
};
pub use stats::Stats;
pub use tlv::{
    BroadcastContentType, BroadcastFrequencyInterval, CallbackNum, Definition, Format, ItsSessionInfo,
    MsValidity, NetworkErrorCode, Sar, Tag, Tlv, TlvBuf, Tlvs,
};
pub use value::{
    AbsoluteTime, Alphabet, DataCoding, EsmClass, InterfaceVersion, McReceipt, MessageClass, MessageState,
    MessageType, MessageWaiting, MessagingMode, Npi, RegisteredDelivery, RelativeTime, SmppTime, TimeError,
    Ton,
};
pub use writer::Writer;

//! The PDUs of the short message transfer layer (3GPP TS 23.040 §9.2): what MAP carries as SM-RP-UI.
//!
//! ```
//! use brivas_sigtran::sms::{SmsDeliver, UserData};
//! use brivas_sigtran::Buffer;
//!
//! let hello = UserData::text("Hello")?;
//! let mut out = Buffer::new();
//! SmsDeliver { user_data: hello.as_user_data(), ..Default::default() }.write(&mut out)?;
//! let read = SmsDeliver::read(out.as_slice())?;
//! assert_eq!(read.user_data.to_text()?, "Hello");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod address;
mod command;
mod deliver;
mod first_octet;
mod report;
mod status_report;
mod submit;
#[cfg(test)]
mod tests;
mod time;
mod tpdu;
mod user_data;
mod validity;

pub use address::{TpAddress, TpAddressBuf, TypeOfNumber};
pub use command::{CommandType, SmsCommand};
pub use deliver::SmsDeliver;
pub use first_octet::FirstOctet;
pub use report::{FailureCause, SmsDeliverReport, SmsSubmitReport};
pub use status_report::{SmsStatusReport, Status};
pub use submit::SmsSubmit;
pub use time::TimeStamp;
pub use tpdu::{Direction, Tpdu};
pub use user_data::{UserData, UserDataBuf};
pub use validity::ValidityPeriod;

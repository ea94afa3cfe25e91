//! Values that are more than a text or a number: each is read from its text once, and told with its line if it is
//! wrong.

mod cidr;
mod fingerprint;
mod https_url;
mod pattern;
mod schedule;
mod secret_text;
mod sender;
mod status;
mod target;
mod week;
mod zone;

pub use cidr::Cidr;
pub use fingerprint::Fingerprint;
pub use https_url::HttpsUrl;
pub use pattern::Pattern;
pub use schedule::Schedule;
pub use secret_text::SecretText;
pub use sender::SenderPattern;
pub use status::StatusName;
pub use target::TargetConfig;
pub use week::WeekHours;
pub use zone::Zone;

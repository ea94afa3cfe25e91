//! What a stack tells its owner.

use crate::mtp::MtpTransfer;
use crate::{m3ua, map, sccp};

/// What the owner must know. Within a layer events come in the order in which they came to be.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// Of a dialogue of MAP's.
    Map(map::Event),
    /// Of SCCP: for a subsystem without MAP, or of the state of points and subsystems.
    Sccp(sccp::Event),
    /// Of associations, ASPs and application servers. Messages and the state of points are told by the layers above.
    M3ua(m3ua::Event),
    /// A message for another user of the MTP, or for another point (Q.701 §8.1).
    Transfer(MtpTransfer),
    /// A message that was accepted and not handed over, and whose sender is not told by SCCP: what waits for it ends by its
    /// own timer.
    Undelivered(MtpTransfer),
}

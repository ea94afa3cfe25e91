//! Whether an ESME may bind.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use brivas_smpp::{Bind, CommandStatus, DecodeError, Dialect, InterfaceVersion, Leniency, Pdu};
use tokio::sync::OwnedMutexGuard;
use tokio::time::{sleep, timeout};

use super::Peer;
use crate::limits::Pace;
use crate::settings::{BindPermit, Tenant};
use crate::shared::{Shared, stopped};

/// The most octets of a password, without the NUL (SMPP 5.0 §4.7.18).
const LONGEST_PASSWORD: usize = 8;

/// Why an ESME may not bind. It is logged; the peer is told no more than [`BindRefusal::status`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BindRefusal {
    /// The password is longer than the standard has it, and the tenant is not put up with in this.
    LongPassword,
    /// There is no such tenant, or the password is wrong.
    Password,
    /// The bind is shorter than the standard has it, and the tenant is not put up with in this.
    Form(CommandStatus),
    /// The tenant does not bind from there.
    Address,
    /// The tenant binds over TLS alone.
    NeedsTls,
    /// The tenant must show another certificate, or one at all.
    Certificate,
    /// The tenant has all its binds.
    Binds,
    /// Too many binds from this address failed or wait.
    Pace,
    /// The centre is about to end.
    Stopping,
}

impl BindRefusal {
    /// What the peer is told (SMPP 5.0 §4.7.6).
    pub(crate) fn status(self) -> CommandStatus {
        match self {
            Self::LongPassword => CommandStatus::ESME_RINVPASWD,
            Self::Form(status) => status,
            Self::Stopping => CommandStatus::ESME_RSYSERR,
            _ => CommandStatus::ESME_RBINDFAIL,
        }
    }

    /// Whether it may have been one of many tries.
    fn is_a_failed_try(self) -> bool {
        !matches!(self, Self::Binds | Self::Pace | Self::Stopping)
    }
}

impl fmt::Display for BindRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LongPassword => "the password is too long",
            Self::Password => "there is no such tenant, or the password is wrong",
            Self::Form(_) => "the bind is too short",
            Self::Address => "allow_from does not have the address",
            Self::NeedsTls => "TLS is required",
            Self::Certificate => "the certificate is not one of client_cert_sha256",
            Self::Binds => "max_binds are bound",
            Self::Pace => "too many binds from this address failed",
            Self::Stopping => "the centre is stopping",
        })
    }
}

/// Whether the ESME may bind. Those of one address are judged one after the other, at the pace that earlier failures have
/// set.
pub(super) async fn judge(
    shared: &Shared,
    peer: &Peer,
    pdu: &Pdu,
    bind: &Bind<'_>,
) -> Result<(Arc<Tenant>, BindPermit), BindRefusal> {
    let patience = shared.session.session_init_timer();
    let mut stopping = shared.stopping.subscribe();
    let mut pace = tokio::select! {
        pace = timeout(patience, turn(shared, peer)) => pace.map_err(|_| BindRefusal::Pace)?,
        () = stopped(&mut stopping) => return Err(BindRefusal::Stopping),
    };
    let judged = judge_now(shared, peer, pdu, bind).await;
    if judged.as_ref().is_err_and(|refusal| refusal.is_a_failed_try()) {
        pace.failed(Instant::now());
    }
    judged
}

/// Waits until it is this bind's turn. Until what it gives is dropped no other from this address is judged.
async fn turn(shared: &Shared, peer: &Peer) -> OwnedMutexGuard<Pace> {
    let pace = shared.bind_paces.of(Instant::now(), peer.address.ip()).lock_owned().await;
    let wait = pace.wait(Instant::now());
    // Even a sleep of no time takes a tick of the timer.
    if !wait.is_zero() {
        sleep(wait).await;
    }
    pace
}

/// A wrong name, a wrong password, a wrong address and a wrong certificate all get the same answer after the same time, so
/// that none of them can be tried out (SMPP 5.0 §4.7.6).
async fn judge_now(
    shared: &Shared,
    peer: &Peer,
    pdu: &Pdu,
    bind: &Bind<'_>,
) -> Result<(Arc<Tenant>, BindPermit), BindRefusal> {
    let tenant = shared.tenants.iter().find(|tenant| tenant.system_id == bind.system_id);
    let may_be_long = tenant.is_some_and(|it| it.leniency.contains(Leniency::LONG_PASSWORD));
    if bind.password.len() > LONGEST_PASSWORD && !may_be_long {
        return Err(BindRefusal::LongPassword);
    }
    let checked = tenant.unwrap_or(&shared.nobody);
    if !knows(shared, checked, bind.password).await? {
        return Err(BindRefusal::Password);
    }
    let tenant = tenant.ok_or(BindRefusal::Password)?;
    // It was read with every leniency that any tenant may have; this one's own decides.
    check_form(pdu, tenant.leniency).map_err(|error| BindRefusal::Form(error.command_status()))?;
    tenant.admits(peer)?;
    let permit = tenant.take_bind().ok_or(BindRefusal::Binds)?;
    Ok((tenant.clone(), permit))
}

fn check_form(pdu: &Pdu, leniency: Leniency) -> Result<(), DecodeError> {
    Pdu::new(pdu.octets().clone(), Dialect::new(InterfaceVersion::V5_0, leniency))?
        .body::<Bind<'_>>()
        .map(drop)
}

/// Whether this is the tenant's password. The slow check takes memory and a core for a while: a few at a time, whoever
/// asks.
async fn knows(shared: &Shared, tenant: &Arc<Tenant>, password: &[u8]) -> Result<bool, BindRefusal> {
    if tenant.knows_already(password) {
        return Ok(true);
    }
    let _slot = shared.password_checks.acquire().await.map_err(|_| BindRefusal::Stopping)?;
    let (tenant, password) = (tenant.clone(), password.to_vec());
    let checked = tokio::task::spawn_blocking(move || tenant.knows_password(&password)).await;
    Ok(checked.unwrap_or(false))
}

//! Which PDU may be sent in which session state by which side: table 2-1 of 3.4 and table 2-1 (§2.4) of 5.0, as data.
//!
//! The two differ, and some cells surprise: 3.4 lists `replace_sm` for BOUND_TX alone; it lets either side send
//! `data_sm` in every bound state, where 5.0 goes by direction; it knows `enquire_link` and `generic_nack` in bound
//! states alone, 5.0 in all. Neither has an `unbind` before a bind.

use super::state::{Role, SessionState};
use crate::{CommandId, InterfaceVersion};

/// Whether the side `sender` may send this PDU while the session is in this state, by the table of this version; that
/// of 3.4 serves older peers too. A PDU that the standard does not know is not in the table.
#[must_use]
pub fn is_allowed(pdu: CommandId, sender: Role, state: SessionState, version: InterfaceVersion) -> bool {
    let Ok(index) = MATRIX.binary_search_by_key(&pdu, |row| row.0) else {
        return false;
    };
    let Some((_, v3_4, v5_0)) = MATRIX.get(index) else {
        return false;
    };
    let cells = if version.is_5_0() { v5_0 } else { v3_4 };
    cells.iter().any(|(cell_state, side)| *cell_state == state && side.includes(sender))
}

/// Who may send: the ESME, the message centre, or both.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    E,
    M,
    EM,
}

impl Side {
    fn includes(self, role: Role) -> bool {
        match self {
            Self::E => role == Role::Esme,
            Self::M => role == Role::Mc,
            Self::EM => true,
        }
    }
}

use Side::{E, EM, M};

const O: SessionState = SessionState::OPEN;
const OB: SessionState = SessionState::OUTBOUND;
const TX: SessionState = SessionState::BOUND_TX;
const RX: SessionState = SessionState::BOUND_RX;
const TRX: SessionState = SessionState::BOUND_TRX;
const U: SessionState = SessionState::UNBOUND;

type Cells = &'static [(SessionState, Side)];

#[rustfmt::skip] // a row a PDU, in the order of command_id: the cells of 3.4, the cells of 5.0
const MATRIX: &[(CommandId, Cells, Cells)] = &[
    (CommandId::bind_receiver,
        &[(O, E)],
        &[(O, E), (OB, E)]),
    (CommandId::bind_transmitter,
        &[(O, E)],
        &[(O, E), (OB, E)]),
    (CommandId::query_sm,
        &[(TX, E), (TRX, E)],
        &[(TX, E), (TRX, E)]),
    (CommandId::submit_sm,
        &[(TX, E), (TRX, E)],
        &[(TX, E), (TRX, E)]),
    (CommandId::deliver_sm,
        &[(RX, M), (TRX, M)],
        &[(RX, M), (TRX, M)]),
    (CommandId::unbind,
        &[(TX, EM), (RX, EM), (TRX, EM)],
        &[(TX, EM), (RX, EM), (TRX, EM)]),
    (CommandId::replace_sm,
        &[(TX, E)],
        &[(TX, E), (TRX, E)]),
    (CommandId::cancel_sm,
        &[(TX, E), (TRX, E)],
        &[(TX, E), (TRX, E)]),
    (CommandId::bind_transceiver,
        &[(O, E)],
        &[(O, E), (OB, E)]),
    (CommandId::outbind,
        &[(O, M)],
        &[(O, M)]),
    (CommandId::enquire_link,
        &[(TX, EM), (RX, EM), (TRX, EM)],
        &[(O, EM), (OB, EM), (TX, EM), (RX, EM), (TRX, EM), (U, EM)]),
    (CommandId::submit_multi,
        &[(TX, E), (TRX, E)],
        &[(TX, E), (TRX, E)]),
    (CommandId::alert_notification,
        &[(RX, M), (TRX, M)],
        &[(RX, M), (TRX, M)]),
    (CommandId::data_sm,
        &[(TX, EM), (RX, EM), (TRX, EM)],
        &[(TX, E), (RX, M), (TRX, EM)]),
    (CommandId::broadcast_sm,
        &[],
        &[(TX, E), (TRX, E)]),
    (CommandId::query_broadcast_sm,
        &[],
        &[(TX, E), (TRX, E)]),
    (CommandId::cancel_broadcast_sm,
        &[],
        &[(TX, E), (TRX, E)]),
    (CommandId::generic_nack,
        &[(TX, EM), (RX, EM), (TRX, EM)],
        &[(O, EM), (OB, EM), (TX, EM), (RX, EM), (TRX, EM), (U, EM)]),
    (CommandId::bind_receiver_resp,
        &[(O, M)],
        &[(O, M), (OB, M)]),
    (CommandId::bind_transmitter_resp,
        &[(O, M)],
        &[(O, M), (OB, M)]),
    (CommandId::query_sm_resp,
        &[(TX, M), (TRX, M)],
        &[(TX, M), (TRX, M)]),
    (CommandId::submit_sm_resp,
        &[(TX, M), (TRX, M)],
        &[(TX, M), (TRX, M)]),
    (CommandId::deliver_sm_resp,
        &[(RX, E), (TRX, E)],
        &[(RX, E), (TRX, E)]),
    (CommandId::unbind_resp,
        &[(TX, EM), (RX, EM), (TRX, EM)],
        &[(TX, EM), (RX, EM), (TRX, EM)]),
    (CommandId::replace_sm_resp,
        &[(TX, M)],
        &[(TX, M), (TRX, M)]),
    (CommandId::cancel_sm_resp,
        &[(TX, M), (TRX, M)],
        &[(TX, M), (TRX, M)]),
    (CommandId::bind_transceiver_resp,
        &[(O, M)],
        &[(O, M), (OB, M)]),
    (CommandId::enquire_link_resp,
        &[(TX, EM), (RX, EM), (TRX, EM)],
        &[(O, EM), (OB, EM), (TX, EM), (RX, EM), (TRX, EM), (U, EM)]),
    (CommandId::submit_multi_resp,
        &[(TX, M), (TRX, M)],
        &[(TX, M), (TRX, M)]),
    (CommandId::data_sm_resp,
        &[(TX, EM), (RX, EM), (TRX, EM)],
        &[(TX, M), (RX, E), (TRX, EM)]),
    (CommandId::broadcast_sm_resp,
        &[],
        &[(TX, M), (TRX, M)]),
    (CommandId::query_broadcast_sm_resp,
        &[],
        &[(TX, M), (TRX, M)]),
    (CommandId::cancel_broadcast_sm_resp,
        &[],
        &[(TX, M), (TRX, M)]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pdu_has_one_row_in_order() {
        let ids: Vec<CommandId> = MATRIX.iter().map(|row| row.0).collect();
        assert!(ids.is_sorted());
        assert_eq!(ids, CommandId::ALL);
    }

    #[test]
    fn the_versions_differ_where_the_standards_do() {
        let both = |pdu, sender, state| {
            let allowed = |version| is_allowed(pdu, sender, state, version);
            (allowed(InterfaceVersion::V3_4), allowed(InterfaceVersion::V5_0))
        };
        assert_eq!(both(CommandId::replace_sm, Role::Esme, TRX), (false, true));
        assert_eq!(both(CommandId::replace_sm, Role::Esme, TX), (true, true));
        assert_eq!(both(CommandId::data_sm, Role::Mc, TX), (true, false));
        assert_eq!(both(CommandId::data_sm, Role::Esme, RX), (true, false));
        assert_eq!(both(CommandId::data_sm, Role::Esme, TRX), (true, true));
        assert_eq!(both(CommandId::enquire_link, Role::Esme, O), (false, true));
        assert_eq!(both(CommandId::generic_nack, Role::Mc, O), (false, true));
        assert_eq!(both(CommandId::broadcast_sm, Role::Esme, TX), (false, true));
        assert_eq!(both(CommandId::bind_transmitter, Role::Esme, OB), (false, true));
        assert_eq!(both(CommandId::unbind, Role::Esme, O), (false, false));
        assert_eq!(both(CommandId::submit_sm, Role::Esme, RX), (false, false));
        assert_eq!(both(CommandId::submit_sm, Role::Mc, TRX), (false, false));
        assert_eq!(both(CommandId::deliver_sm, Role::Mc, TX), (false, false));
        assert_eq!(both(CommandId(0x0001_0200), Role::Mc, TRX), (false, false));
    }
}

//! Which request is taken in which state: a case for each row and column of the matrices of both versions.

use brivas_smpp::CommandId;

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::connection::{Connection, Incoming};
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::pdus::sme_address;
use crate::suite::smpp::statuses::{WRONG_SIDE, WRONG_STATE};
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, check};

const MATRIX: &str = "SMPP 5.0 §2.4; SMPP 3.4 §2.3";

/// A state that a session can be brought into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Open,
    Tx,
    Rx,
    Trx,
    Unbound,
}

impl State {
    const ALL: [Self; 5] = [Self::Open, Self::Tx, Self::Rx, Self::Trx, Self::Unbound];

    fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Tx => "bound_tx",
            Self::Rx => "bound_rx",
            Self::Trx => "bound_trx",
            Self::Unbound => "unbound",
        }
    }

    fn reach(self, t: &Context<'_>) -> Outcome<Connection> {
        match self {
            Self::Open => t.connect(),
            Self::Tx => t.transmitter(),
            Self::Rx => t.receiver(),
            Self::Trx => t.transceiver(),
            Self::Unbound => {
                let mut c = t.transceiver()?;
                c.accepts(&Message::header(CommandId::unbind))?;
                Ok(c)
            }
        }
    }
}

/// What the matrix has at one place, for a request of an ESME.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    /// The request is answered by its own response, and not as a state violation.
    Taken,
    /// The request is answered as a state violation.
    Refused,
    /// The versions or the practice of it differ: any response that belongs to the request.
    Answered,
}

/// What 3.4 and 5.0 have for a request in the states OPEN, BOUND_TX, BOUND_RX, BOUND_TRX, UNBOUND.
type Row = (CommandId, [Cell; 5], [Cell; 5], Option<Feature>);

const ROWS: &[Row] = {
    use Cell::{Answered as A, Refused as R, Taken as T};
    &[
        (CommandId::submit_sm, [R, T, R, T, R], [R, T, R, T, R], None),
        (CommandId::submit_multi, [R, T, R, T, R], [R, T, R, T, R], Some(Feature::SubmitMulti)),
        (CommandId::data_sm, [R, T, A, T, R], [R, T, R, T, R], Some(Feature::DataSm)),
        (CommandId::query_sm, [R, T, R, T, R], [R, T, R, T, R], Some(Feature::QuerySm)),
        (CommandId::cancel_sm, [R, T, R, T, R], [R, T, R, T, R], Some(Feature::CancelSm)),
        // 3.4 lists it for BOUND_TX alone; nearly every centre takes it from a transceiver, too.
        (CommandId::replace_sm, [R, T, R, A, R], [R, T, R, T, R], Some(Feature::ReplaceSm)),
        // 3.4 lists it for the bound states alone. Before a bind the centre cannot know the version.
        (CommandId::enquire_link, [A, T, T, T, A], [T, T, T, T, T], None),
        (CommandId::unbind, [R, T, T, T, R], [R, T, T, T, R], None),
    ]
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (id, row_3_4, row_5_0, feature) in ROWS {
        for (place, state) in State::ALL.into_iter().enumerate() {
            let cell = |row: &[Cell; 5]| row.get(place).copied().unwrap_or(Cell::Answered);
            let (in_3_4, in_5_0, id) = (cell(row_3_4), cell(row_5_0), *id);
            let name = format!("smpp.matrix.{}.{}", id.name().unwrap_or_default(), state.name());
            let mut case = Case::new(name, MATRIX, move |t| {
                try_cell(t, id, state, if t.version.is_5_0() { in_5_0 } else { in_3_4 })
            });
            case = feature.iter().fold(case, |case, feature| case.needs(*feature));
            cases.push(case);
        }
    }
    for id in [CommandId::broadcast_sm, CommandId::query_broadcast_sm, CommandId::cancel_broadcast_sm] {
        let name = id.name().unwrap_or_default();
        cases.push(Case::new(format!("smpp.matrix.{name}.open"), MATRIX, move |t| {
            unasked(t, id, State::Open)
        }));
        cases.push(Case::new(format!("smpp.matrix.{name}.bound_rx"), MATRIX, move |t| {
            unasked(t, id, State::Rx)
        }));
        let case = Case::new(format!("smpp.matrix.{name}.bound_tx"), MATRIX, move |t| {
            try_cell(t, id, State::Tx, Cell::Taken)
        });
        cases.push(case.only_5_0().needs(Feature::BroadcastSm));
        let case =
            Case::new(format!("smpp.matrix.{name}.not_in_3_4"), MATRIX, move |t| unasked(t, id, State::Tx));
        cases.push(case.only_3_4());
    }
    for state in [State::Open, State::Tx, State::Rx, State::Trx] {
        let name = format!("smpp.matrix.deliver_sm.{}", state.name());
        cases.push(Case::new(name, MATRIX, move |t| wrong_side(t, state)));
        for id in [CommandId::outbind, CommandId::alert_notification] {
            let name = format!("smpp.matrix.{}.{}", id.name().unwrap_or_default(), state.name());
            cases.push(Case::new(name, MATRIX, move |t| without_answer(t, id, state)).once());
        }
    }
    cases
}

/// A legal request of this kind.
fn request(t: &Context<'_>, id: CommandId) -> Message {
    match id {
        CommandId::submit_sm => t.submit_sm(),
        CommandId::submit_multi => Message::submit_multi(&[sme_address(&t.target.destination)]),
        CommandId::data_sm => t.data_sm(),
        CommandId::query_sm => Message::query_sm(b"1"),
        CommandId::cancel_sm => Message::cancel_sm(b"1"),
        CommandId::replace_sm => Message::replace_sm(b"1"),
        CommandId::broadcast_sm => Message::broadcast_sm(),
        CommandId::query_broadcast_sm => Message::query_broadcast_sm(b"1"),
        CommandId::cancel_broadcast_sm => Message::cancel_broadcast_sm(b"1"),
        id => Message::header(id),
    }
}

fn try_cell(t: &Context<'_>, id: CommandId, state: State, cell: Cell) -> Outcome {
    let mut c = state.reach(t)?;
    if state == State::Unbound && c.ends_within(t.target.timers.quiet)? {
        return Ok(()); // with the connection closed there is nothing left to ask for
    }
    let message = request(t, id);
    match cell {
        Cell::Refused => c.refuses(&message, WRONG_STATE).map(drop),
        Cell::Answered => c.ask(&message).map(drop),
        Cell::Taken => {
            let pdu = c.answered(&message)?;
            let status = pdu.header.command_status;
            check(
                !WRONG_STATE.contains(&status),
                "the request is taken in this state",
                describe(pdu.octets()),
            )
        }
    }
}

/// A request that this state or version does not have, and that the centre may not even know.
fn unasked(t: &Context<'_>, id: CommandId, state: State) -> Outcome {
    state.reach(t)?.refuses_somehow(&request(t, id)).map(drop)
}

/// A request that only a message centre sends.
fn wrong_side(t: &Context<'_>, state: State) -> Outcome {
    let mut c = state.reach(t)?;
    let pdu = c.refuses_somehow(&Message::deliver_sm("4477", &t.target.destination))?;
    let status = pdu.header.command_status;
    check(WRONG_SIDE.contains(&status), "ESME_RINVBNDSTS or ESME_RINVCMDID", describe(pdu.octets()))
}

/// A PDU of the other side that has no response: whoever does not know it may say so, and no more.
fn without_answer(t: &Context<'_>, id: CommandId, state: State) -> Outcome {
    let mut c = state.reach(t)?;
    let message = Message::header(id).add("system_id", *b"mc\0").add("password", *b"\0");
    let message =
        if id == CommandId::outbind { message } else { Message::header(id).add("addresses", [0; 6]) };
    if state != State::Open {
        return c.ignores_or_nacks(&message);
    }
    // Before the bind enquire_link is not sure to be answered, and the connection may be closed.
    let number = c.send(&message)?;
    match c.next_within(t.target.timers.quiet)? {
        Incoming::Silence | Incoming::Closed => Ok(()),
        Incoming::Pdu(pdu) => {
            let id = pdu.command_id();
            let right = id == CommandId::generic_nack && pdu.header.sequence_number == number;
            check(right, "no response", describe(pdu.octets()))
        }
    }
}

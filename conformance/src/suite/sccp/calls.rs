//! Connections of the cases: begun by either side up to where a case is about.

use super::pdu::{CC, CR, Pdu, RLC, RLSD};
use super::primitive::{Indication, Request};
use super::steps::{CALLING, DATA, PEER_USER, REFERENCE, by_ssn, cr, dt1, fixed};
use super::{HERE, NEAR, SccpLayer, USER};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check, fail};

/// A connection between the user and the lower tester.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    /// What the upper tester calls it.
    pub(super) connection: u32,
    /// The reference of the point under test.
    pub(super) theirs: [u8; 3],
    /// That of the lower tester.
    pub(super) ours: [u8; 3],
}

impl Call {
    /// A message from the lower tester, of these references and what follows.
    pub(super) fn message(&self, message_type: u8, rest: &[u8]) -> Pdu {
        Pdu::new(message_type, &fixed(&[self.theirs, self.ours], rest), &[])
    }

    /// A message to the lower tester.
    pub(super) fn answer(&self, message_type: u8, rest: &[u8]) -> Pdu {
        Pdu::new(message_type, &fixed(&[self.ours, self.theirs], rest), &[])
    }
}

impl Tester<SccpLayer> {
    /// The user asks for a connection, and CR has come.
    pub(super) fn asks_for_connection(&self, data: &[u8]) -> Outcome<Call> {
        let (called, calling) = (by_ssn(NEAR, PEER_USER), by_ssn(HERE, USER));
        let request =
            Request::Connect { called: called.clone(), calling: Some(calling.clone()), data: data.to_vec() };
        let connection = self.asks(request)?;
        let pdu = self.next_to(NEAR, "CR")?;
        let theirs = pdu.reference(0);
        let mut expected = Pdu::new(CR, &fixed(&[theirs], &[2]), &[&called]).with(CALLING, &calling);
        if !data.is_empty() {
            expected = expected.with(DATA, data);
        }
        // All ones are reserved (Q.713 §3.2).
        check(pdu == expected && theirs != [0xFF; 3], expected.to_string(), pdu.to_string())?;
        Ok(Call { connection, theirs, ours: REFERENCE })
    }

    /// The user has asked for a connection, and it was confirmed.
    pub(super) fn connects(&self) -> Outcome<Call> {
        let call = self.asks_for_connection(b"")?;
        self.sends(&call.message(CC, &[2]));
        self.tells(&Indication::Connected { connection: call.connection, data: Vec::new() })?;
        Ok(call)
    }

    /// The lower tester asks for a connection with this message, and the user has heard of it.
    pub(super) fn is_asked(&self, request: &Pdu) -> Outcome<u32> {
        self.sends(request);
        match self.must_tell("N-CONNECT indication")? {
            Indication::Connect { connection, called, calling, data } => {
                let get = |code: u8| request.optional.get(&code);
                let right = Some(&called) == request.variable.first()
                    && calling.as_ref() == get(CALLING)
                    && data == get(DATA).cloned().unwrap_or_default();
                check(
                    right,
                    format!("N-CONNECT indication of {request}"),
                    format!("{called:02x?} {calling:02x?} {data:02x?}"),
                )?;
                Ok(connection)
            }
            other => fail("N-CONNECT indication", format!("{other:?}")),
        }
    }

    /// The lower tester has asked for a connection, and the user has taken it.
    pub(super) fn is_connected(&self) -> Outcome<Call> {
        self.is_connected_by(&cr(2, &by_ssn(HERE, USER)), REFERENCE)
    }

    pub(super) fn is_connected_by(&self, request: &Pdu, ours: [u8; 3]) -> Outcome<Call> {
        let connection = self.is_asked(request)?;
        self.asks(Request::Accept { connection, data: Vec::new() })?;
        let pdu = self.next_to(NEAR, "CC")?;
        let call = Call { connection, theirs: pdu.reference(1), ours };
        let expected = call.answer(CC, &[2]);
        check(pdu == expected && call.theirs != [0xFF; 3], expected.to_string(), pdu.to_string())?;
        Ok(call)
    }

    /// The connection works both ways.
    pub(super) fn lives(&self, call: &Call) -> Outcome {
        let (connection, data) = (call.connection, b"to and fro".to_vec());
        self.sends(&dt1(call.theirs, 0, &data));
        self.tells(&Indication::Data { connection, data: data.clone() })?;
        self.asks(Request::Data { connection, data: data.clone() })?;
        self.gets(&dt1(call.ours, 0, &data))
    }

    /// There is no such connection any more: data vanish, and a release is answered.
    pub(super) fn is_gone(&self, call: &Call) -> Outcome {
        self.sends(&dt1(call.theirs, 0, b"late"));
        self.is_quiet()?;
        self.sends(&call.message(RLSD, &[0]));
        self.gets(&call.answer(RLC, &[]))?;
        self.is_quiet()
    }
}

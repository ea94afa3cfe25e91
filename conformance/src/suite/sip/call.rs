//! A call of ours that was answered.

use super::message::Message;
use super::party::Party;
use crate::suite::verdict::{Outcome, fail};

/// The dialog as the caller has it (RFC 3261 §12.1.2).
pub(crate) struct Call {
    pub(crate) invite: Message,
    /// The 2xx.
    pub(crate) answer: Message,
    pub(crate) number: u32,
    ack: Message,
    target: String,
}

impl Call {
    pub(crate) fn new(party: &Party, invite: Message, answer: Message) -> Outcome<Self> {
        let Some(target) = answer.contact() else { return fail("Contact in a 2xx to INVITE", "none") };
        let number = invite.number().unwrap_or(1);
        let mut call = Self { invite, answer, number, ack: Message::default(), target };
        call.ack = call.numbered(party, "ACK", number);
        Ok(call)
    }

    /// The ACK of the 2xx, the same whenever it is sent.
    pub(crate) fn ack(&self) -> Message {
        self.ack.clone()
    }

    /// The next request in the dialog.
    pub(crate) fn request(&mut self, party: &Party, method: &str) -> Message {
        self.number += 1;
        self.numbered(party, method, self.number)
    }

    /// A request in the dialog with a number of its own, as it comes from the last proxy: without the routes behind it, which were
    /// in the INVITE. If a proxy is what is tested, what it has put in is followed (RFC 3261 §12.2.1.1).
    pub(crate) fn numbered(&self, party: &Party, method: &str, number: u32) -> Message {
        let request = Message::request(method, &self.target)
            .with("Via", party.via())
            .with("Max-Forwards", "70")
            .with("From", self.invite.value("From").unwrap_or_default())
            .with("To", self.answer.value("To").unwrap_or_default())
            .with("Call-ID", self.invite.value("Call-ID").unwrap_or_default())
            .with("CSeq", format!("{number} {method}"));
        let known = self.invite.values("Record-Route");
        let routes =
            self.answer.values("Record-Route").into_iter().rev().filter(|route| !known.contains(route));
        let request = routes.fold(request, |request, route| request.with("Route", route));
        if ["INVITE", "UPDATE"].contains(&method) {
            request.with("Contact", party.contact())
        } else {
            request
        }
    }
}

//! What the broken ESME does wrong, and which case must catch it.

use super::smsc_fault::faults;

faults! {
    /// One fault of an ESME.
    EsmeFault;

    /// A message comes before the bind.
    SubmitsBeforeBind => "esme.bind.comes_first",
    /// The bind says version 5.1.
    UnknownVersion => "esme.bind.version_is_known",
    /// The bind has no system_id.
    NoSystemId => "esme.bind.is_legal",
    /// The bind has the number 0.
    BindsWithNumber0 => "esme.bind.number_is_of_a_request",
    /// A message is sent before the bind is answered.
    DoesNotWaitForTheBind => "esme.bind.nothing_before_the_answer",
    /// A refused bind is taken for an accepted one.
    BoundAfterRefusal => "esme.bind.refused_is_not_bound",
    /// A connection that is lost is not made again.
    NeverReconnects => "esme.bind.comes_again_after_the_connection_is_lost",
    /// `enquire_link` is not answered.
    IgnoresEnquireLink => "esme.link.enquire_link_is_answered",
    /// `unbind` closes the connection without an answer.
    ClosesOnUnbind => "esme.link.unbind_is_answered",
    /// A response that nobody asked for is answered by `generic_nack`.
    AnswersResponses => "esme.link.stray_submit_sm_resp",
    /// An unknown command is not answered.
    IgnoresUnknownCommands => "esme.link.unknown_command",
    /// `submit_sm` is taken from the message centre.
    TakesSubmitSm => "esme.link.submit_sm_is_refused",
    /// `deliver_sm_resp` bears the next number.
    WrongSequenceNumber => "esme.delivery.a_message",
    /// An unknown TLV closes the connection.
    ClosesOnUnknownTlv => "esme.delivery.an_unknown_tlv",
    /// A body that ends too early is taken.
    TakesShortBodies => "esme.delivery.truncated",
    /// What follows a PDU in the same segment is thrown away.
    DropsSecondOfSegment => "esme.delivery.ten_in_one_segment",
    /// A PDU that is not there whole with one segment is thrown away.
    NeedsOneSegment => "esme.delivery.octet_by_octet",
    /// Every request has the same number.
    ReusesNumbers => "esme.submission.numbers_differ",
    /// Requests are sent without waiting for their answers.
    NoWindow => "esme.submission.window_is_bounded",
    /// A throttle ends the session.
    ClosesOnThrottle => "esme.submission.goes_on_after_a_throttle",
    /// A `command_length` that cannot be right is waited for.
    WaitsForAnyLength => "esme.faults.command_length_of_15",
}

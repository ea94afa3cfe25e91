//! What the broken message centre does wrong, and which case must catch it.

/// Declares the faults: what it is, its name, and the case that is named for it.
macro_rules! faults {
    ( $(#[$meta:meta])* $name:ident; $( $(#[$what:meta])* $fault:ident => $case:literal, )* ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$what])* $fault, )*
        }

        impl $name {
            /// Every fault.
            pub const ALL: &'static [Self] = &[ $( Self::$fault, )* ];

            /// The case that must catch it.
            #[must_use]
            pub const fn case(self) -> &'static str {
                match self {
                    $( Self::$fault => $case, )*
                }
            }
        }
    };
}

pub(super) use faults;

faults! {
    /// One fault of a message centre.
    SmscFault;

    // Headers and answers
    /// `submit_sm_resp` bears the next number.
    WrongSequenceNumber => "smpp.submission.submit_sm_gives_a_message_id",
    /// `query_sm` is answered by `generic_nack`.
    NacksKnownCommand => "smpp.matrix.query_sm.bound_tx",
    /// An error is not answered at all.
    SilentOnError => "smpp.message_fields.priority_flag_over",
    /// A refused `submit_sm` of 3.4 is answered with a body.
    BodyOnError => "smpp.submission.error_without_body",
    /// `command_length` does not count itself.
    CountsLengthWithoutItself => "smpp.submission.submit_sm_gives_a_message_id",
    /// The number 0x7FFFFFFF comes back as 0.
    WrapsSequenceEarly => "smpp.sequence.of_7fffffff",
    /// `generic_nack` bears the number 0, whatever it answers.
    NackWithoutNumber => "smpp.sequence.of_an_error",
    /// After a `generic_nack` the connection is closed.
    ClosesAfterNack => "smpp.framing.unknown_command_000001ff",
    /// An unknown command is not answered.
    IgnoresUnknownCommands => "smpp.framing.unknown_command_00010200",
    /// A response that nobody asked for is answered by `generic_nack`.
    AnswersResponses => "smpp.link.stray_submit_sm_resp",
    /// `generic_nack` is answered by `generic_nack`.
    AnswersNacks => "smpp.link.generic_nack_is_not_answered",
    /// `enquire_link` is not answered.
    IgnoresEnquireLink => "smpp.link.enquire_link_as_transceiver",
    /// `unbind` closes the connection without an answer.
    ClosesOnUnbind => "smpp.link.unbind_as_transmitter",

    // States
    /// Messages are taken before the bind.
    TakesBeforeBind => "smpp.matrix.submit_sm.open",
    /// Messages are taken from a receiver.
    TakesFromReceiver => "smpp.matrix.submit_sm.bound_rx",
    /// Messages are taken after `unbind_resp`.
    TakesAfterUnbind => "smpp.matrix.submit_sm.unbound",
    /// `deliver_sm` is taken from an ESME.
    TakesDeliverSm => "smpp.matrix.deliver_sm.bound_trx",

    // Binds and versions
    /// Any password will do.
    TakesAnyPassword => "smpp.bind.wrong_password",
    /// Any system_id will do.
    TakesAnySystemId => "smpp.bind.wrong_system_id",
    /// A session can be bound a second time.
    TakesSecondBind => "smpp.bind.same_kind_twice",
    /// A refused bind binds nevertheless.
    BoundAfterRefusal => "smpp.bind.refused_is_not_bound",
    /// A refused bind of 3.4 is answered with a body.
    BodyInRefusedBind => "smpp.bind.refused_without_body",
    /// A bind may end anywhere.
    TakesShortBinds => "smpp.bind_fields.truncated_at_every_octet",
    /// A bind of 5.0 is not told our version.
    NoScInterfaceVersion => "smpp.versions.sc_interface_version_is_told",
    /// A peer of 3.3 gets TLVs.
    TlvsTo33 => "smpp.versions.no_tlvs_to_3_3",
    /// A peer of 3.3 gets a `message_id` of more than 8 characters.
    LongIdsTo33 => "smpp.versions.short_ids_to_3_3",
    /// `congestion_state` goes to peers of 3.4.
    CongestionStateIn34 => "smpp.versions.no_congestion_state_in_3_4",
    /// `congestion_state` is 101.
    CongestionStateOver => "smpp.versions.congestion_state_is_a_percentage",

    // The stream
    /// What follows a PDU in the same segment is thrown away.
    DropsSecondOfSegment => "smpp.framing.two_in_one_segment",
    /// A PDU that is not there whole with one segment is thrown away.
    NeedsOneSegment => "smpp.framing.one_and_a_half",
    /// After a PDU that came in pieces nothing is answered any more.
    HangsOnSplit => "smpp.framing.octet_by_octet",
    /// A PDU is answered before it is there whole.
    AnswersHalf => "smpp.framing.half_is_not_answered",
    /// Of many requests in one segment only five are answered.
    LosesAnswers => "smpp.window.10_in_one_write",
    /// Many requests at once are each answered twice.
    AnswersTwice => "smpp.window.errors_between",
    /// A `command_length` below 16 is waited for.
    WaitsForShortLength => "smpp.framing.command_length_of_15",
    /// A `command_length` of 4 GiB is waited for.
    WaitsForLongLength => "smpp.framing.command_length_of_2_to_the_32",
    /// A body that ends too early closes the connection.
    ClosesOnShortBody => "smpp.framing.truncated_at_every_octet",
    /// After a stream that is no SMPP no connection is taken any more.
    DiesOfJunk => "smpp.robustness.http_request",

    // Fields
    /// Reserved types of number are taken.
    TakesReservedTon => "smpp.message_fields.dest_addr_ton_reserved",
    /// An address that is too long gets ESME_RSYSERR.
    WrongStatusForLongAddress => "smpp.fields.submit_sm.destination_addr_one_over",
    /// Strings may be longer than their maximum.
    TakesOneOver => "smpp.fields.submit_sm.source_addr_one_over",
    /// A source address of 20 characters is refused.
    RefusesAtBound => "smpp.fields.submit_sm.source_addr_at_bound",
    /// An empty destination is taken.
    TakesNoDestination => "smpp.fields.submit_sm.destination_addr_empty",
    /// Any priority is taken.
    TakesAnyPriority => "smpp.message_fields.priority_flag_one_over_in_3_4",
    /// An `sm_length` of 255 is taken in 3.4.
    Takes255In34 => "smpp.submission.short_message_of_255_in_3_4",
    /// A message may stand in `short_message` and in `message_payload`.
    TakesTwoMessages => "smpp.submission.message_payload_with_short_message",
    /// Any 16 characters are a time.
    TakesAnyTime => "smpp.times.absolute.validity_month_13",
    /// A message may have expired before it comes.
    TakesPastValidity => "smpp.times.absolute.validity_in_the_past",
    /// 255 destinations are taken in 3.4.
    Takes255DestinationsIn34 => "smpp.multi.255_destinations_in_3_4",
    /// The destinations that failed are not told.
    HidesFailures => "smpp.multi.empty_address_among_others",

    // TLVs
    /// An unknown TLV closes the connection.
    ClosesOnUnknownTlv => "smpp.tlvs.vendors",
    /// An unknown TLV is refused.
    RefusesUnknownTlv => "smpp.tlvs.reserved",
    /// Octets behind the last TLV are taken.
    TakesStrayOctets => "smpp.tlvs.three_stray_octets",
    /// A TLV may have any length.
    TakesAnyTlvLength => "smpp.tlvs.user_message_reference_of_3",

    // Messages
    /// The last string of `submit_sm_resp` has no NUL.
    MessageIdWithoutNul => "smpp.submission.submit_sm_gives_a_message_id",
    /// `message_id` has 65 characters.
    MessageIdTooLong => "smpp.submission.submit_sm_gives_a_message_id",
    /// Every message has the same `message_id`.
    SameIdForAll => "smpp.submission.ids_are_of_one_message_each",
    /// `query_sm` does not look at the source address.
    QueryFromAnySource => "smpp.operations.query_from_another_source",
    /// `cancel_sm` says yes and does nothing.
    CancelDoesNothing => "smpp.operations.cancel_twice",
    /// `cancel_sm` by addresses takes back everything.
    CancelTakesAll => "smpp.operations.cancel_by_addresses_leaves_others",
    /// `replace_sm` finds any message.
    ReplaceFindsAnything => "smpp.operations.replace_of_an_unknown_id",

    // Receipts
    /// No receipt is ever sent.
    NoReceipts => "smpp.receipts.comes_on_success",
    /// Each receipt comes twice.
    ReceiptTwice => "smpp.receipts.once",
    /// A receipt comes for every message.
    ReceiptForAll => "smpp.receipts.none_when_not_asked_for",
    /// A receipt comes from the sender's address.
    ReceiptNotSwapped => "smpp.receipts.addresses_are_swapped",
    /// The `esm_class` of a receipt is 0.
    ReceiptWithoutEsmClass => "smpp.receipts.esm_class_calls_it_one",
    /// The text of a receipt has another id.
    ReceiptTextOfAnotherId => "smpp.receipts.text_names_the_message",
    /// A receipt has no TLVs in 3.4 and 5.0 either.
    ReceiptWithoutTlvs => "smpp.receipts.tlvs_name_the_message",
    /// A receipt goes to a transmitter.
    ReceiptToTransmitter => "smpp.receipts.for_a_transmitter_on_a_receiver",
    /// A receipt without a receiver is thrown away.
    ReceiptIsNotKept => "smpp.receipts.waits_for_a_receiver",
}

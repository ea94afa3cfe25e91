//! What the broken TCAP does wrong, and which case must catch it.

use crate::broken::smsc_fault::faults;

faults! {
    /// One fault of a TCAP.
    TcapFault;

    // Transactions
    /// A Unidirectional is not told.
    TellsNoUnidirectional => "tcap.tsl.unidirectional_received",
    /// A Unidirectional has a transaction id.
    UnidirectionalWithId => "tcap.tsl.unidirectional_sent",
    /// A pre-arranged end is sent.
    SendsPreArrangedEnd => "tcap.tsl.pre_arranged_end_when_active",
    /// The peer's transaction id is filled up to four octets.
    PadsIds => "tcap.tsl.transaction_ids_of_any_length",
    /// All transactions have the same id.
    OneId => "tcap.tsl.two_transactions",
    /// The address of the first answer is passed over.
    StaysWithFirstAddress => "tcap.tsl.answer_from_another_address",
    /// Answers go to wherever the last message came from.
    FollowsEveryAddress => "tcap.tsl.address_of_a_later_continue",
    /// Indefinite lengths are not read.
    IgnoresIndefinite => "tcap.tsl.indefinite_lengths",
    /// What comes back is not told.
    TellsNoNotice => "tcap.tsl.notice",
    /// An End has the wrong destination.
    EndsAnother => "tcap.tsl.basic_end_by_responder",
    /// An End is not told.
    TellsNoEnd => "tcap.tsl.basic_end_received",
    /// An Abort by the peer's user is not told.
    TellsNoAbort => "tcap.tsl.abort_received_when_active",
    /// A user's Abort is not sent.
    AbortsInSilence => "tcap.tsl.abort_by_responder",
    /// A user's Abort is one of the provider.
    AbortsAsProvider => "tcap.tsl.abort_when_active",
    /// Every Abort by the provider is told with the same cause.
    TellsOneCause => "tcap.tsl.provider_abort_received",
    /// An End for no transaction is answered.
    AnswersUnknownEnd => "tcap.tsl.unknown_transaction_end",
    /// An Abort for no transaction is answered.
    AnswersUnknownAbort => "tcap.tsl.unknown_transaction_abort",
    /// A Continue for no transaction is not answered.
    IgnoresUnknownId => "tcap.tsl.unknown_transaction_continue",
    /// An unknown type is not answered.
    IgnoresUnknownType => "tcap.tsl.unknown_type",
    /// Transaction ids of any length are taken.
    TakesAnyId => "tcap.tsl.begin_with_bad_otid",
    /// Elements that do not belong there are passed over.
    TakesDamage => "tcap.tsl.begin_with_damage",
    /// The user is not told of a damaged message.
    TellsNoDamage => "tcap.tsl.continue_with_damage",
    /// A damaged message is not answered.
    IgnoresDamage => "tcap.tsl.continue_without_dtid",
    /// After octets that are no BER nothing is taken.
    DiesOfJunk => "tcap.tsl.no_ber",

    // Components
    /// Results are not told.
    TellsNoResult => "tcap.csl.class_1_result",
    /// Errors are not told.
    TellsNoError => "tcap.csl.class_1_error",
    /// Rejects are not told.
    TellsNoReject => "tcap.csl.class_1_reject",
    /// A result of class 2 is taken.
    TakesResultOfClass2 => "tcap.csl.class_2_result",
    /// An error of class 2 is not taken.
    RefusesErrorOfClass2 => "tcap.csl.class_2_error",
    /// A result of class 3 is not taken.
    RefusesResultOfClass3 => "tcap.csl.class_3_result",
    /// An error of class 3 is taken.
    TakesErrorOfClass3 => "tcap.csl.class_3_error",
    /// A result of class 4 is taken.
    TakesResultOfClass4 => "tcap.csl.class_4_result",
    /// A part of a result is taken for its end.
    PartIsEnd => "tcap.csl.class_1_result_in_parts",
    /// Invocations are awaited for ever.
    NeverCancels => "tcap.csl.class_1_time_is_over",
    /// The end of an invocation's time is not told.
    TellsNoCancel => "tcap.csl.class_4_time_is_over",
    /// TC-TIMER-RESET does nothing.
    NeverResets => "tcap.csl.time_is_reset",
    /// TC-U-CANCEL does nothing.
    IgnoresCancel => "tcap.csl.cancelled_by_user",
    /// All invocations have the same time.
    OneTime => "tcap.csl.times_of_their_own",
    /// Every result is the last.
    SendsLastAlways => "tcap.csl.user_sends_part_of_result",
    /// A result that brings nothing has an empty sequence.
    SendsEmptySequence => "tcap.csl.user_sends_empty_result",
    /// The parameter of an error is lost.
    LosesErrorParameter => "tcap.csl.user_sends_error",
    /// Every Reject says the same.
    SendsOneProblem => "tcap.csl.user_sends_reject",
    /// Components go in the opposite order.
    SendsReversed => "tcap.csl.order_of_requests",
    /// Components are told in the opposite order.
    TellsReversed => "tcap.csl.order_of_components",
    /// Links are not sent.
    SendsNoLink => "tcap.csl.linked_operation_sent",
    /// Links are not told.
    TellsNoLink => "tcap.csl.linked_operation_received",
    /// Links to no invocation are taken.
    TakesAnyLink => "tcap.csl.rejected_linked_to_no_invocation",
    /// Invoke ids lose their sign.
    LosesSign => "tcap.csl.invoke_ids_are_kept",
    /// Rejects do not say what they are about.
    RejectsAnything => "tcap.csl.rejected_result_of_no_invocation",
    /// Nothing is rejected.
    RejectsNothing => "tcap.csl.rejected_unknown_component",
    /// The user is not told of what is rejected.
    TellsNoLocalReject => "tcap.csl.rejected_invoke_without_id",
    /// A bad component is passed over, and what stands behind it is taken.
    GoesOnBehindBad => "tcap.csl.good_before_bad",
    /// Rejects are rejected.
    RejectsRejects => "tcap.csl.reject_of_no_invocation",
    /// Bad Rejects are rejected.
    RejectsBadRejects => "tcap.csl.bad_reject",

    // The dialogue portion
    /// AARQ is not sent.
    SendsNoAarq => "tcap.dha.asked",
    /// AARE is not sent.
    SendsNoAare => "tcap.dha.accepts_by_continue",
    /// AARE is not sent with an End.
    EndsWithoutAare => "tcap.dha.accepts_by_end",
    /// The context of AARE is not told.
    TellsNoContext => "tcap.dha.accepted_by_continue",
    /// A version must be the only one.
    WantsOneVersion => "tcap.dha.versions_1_and_2",
    /// Any version is taken.
    TakesAnyVersion => "tcap.dha.another_version",
    /// The provider's refusal is told as the user's.
    RefusedByUser => "tcap.dha.refused_for_version",
    /// A refusal is ABRT.
    RefusesByAbrt => "tcap.dha.refuses",
    /// The context that would do is not told.
    TellsNoAlternative => "tcap.dha.refused",
    /// User information is not sent.
    SendsNoInformation => "tcap.dha.gives_up",
    /// User information is not told.
    TellsNoInformation => "tcap.dha.given_up_by_user",
    /// The provider's ABRT is told as the user's.
    ProviderIsUser => "tcap.dha.given_up_by_provider",
    /// ABRT is sent where there was no AARQ.
    AbrtWithoutContext => "tcap.dha.gives_up_without_context",
    /// AARE may be missing.
    TakesAnswerWithoutAare => "tcap.dha.answer_without_aare",
    /// AARE is taken where there was no AARQ.
    TakesUnaskedAare => "tcap.dha.aare_unasked",
    /// The peer is not told that it is against the rules.
    AbnormalInSilence => "tcap.dha.aare_twice",
    /// AARQ is taken for AARE.
    TakesAarqInAnswer => "tcap.dha.aarq_in_answer",
    /// AUDT is not sent.
    SendsNoAudt => "tcap.dha.unidirectional_sent",
    /// The context of AUDT is not told.
    TellsNoAudt => "tcap.dha.unidirectional_received",
}

//! What the broken ASP does wrong, and which case must catch it.

use crate::broken::smsc_fault::faults;

faults! {
    /// One fault of an ASP.
    AspFault;

    // ASP Up and ASP Down
    /// ASP Up goes on stream 1.
    UpOnStream1 => "m3ua.asp.aspsm.up_comes_first",
    /// ASP Up is of version 2.
    UpOfVersion2 => "m3ua.asp.aspsm.up_comes_first",
    /// ASP Active comes before ASP Up is acknowledged.
    ActiveAtOnce => "m3ua.asp.aspsm.nothing_before_the_answer",
    /// ASP Up is not repeated.
    UpNotRepeated => "m3ua.asp.aspsm.up_is_repeated_after_t_ack",
    /// ASP Down is not sent.
    DownNotSent => "m3ua.asp.aspsm.down",
    /// After ASP Down it comes up again by itself.
    UpAgainAfterDown => "m3ua.asp.aspsm.down",
    /// ASP Down is not repeated.
    DownNotRepeated => "m3ua.asp.aspsm.down_is_repeated_after_t_ack",
    /// Any version is taken.
    TakesAnyVersion => "m3ua.asp.aspsm.answer_of_another_version",
    /// A type that is not known is not answered.
    UnknownTypeIsSilent => "m3ua.asp.aspsm.answer_of_a_reserved_type",
    /// The acknowledgement of ASP Down is taken for that of ASP Up.
    AnyAckIsUpAck => "m3ua.asp.aspsm.down_ack_in_place_of_up_ack",
    /// An unexpected acknowledgement of ASP Up is thrown away without a word.
    UnexpectedUpAckIsSilent => "m3ua.asp.aspsm.up_ack_when_active_is_unexpected",
    /// After it the ASP does not become active again.
    StaysAfterUpAck => "m3ua.asp.aspsm.comes_back_after_an_unexpected_up_ack",
    /// An acknowledgement of ASP Down that was not asked for is thrown away.
    IgnoresDownAck => "m3ua.asp.aspsm.comes_back_after_an_unasked_down_ack",
    /// An association that is lost is not opened again.
    NeverReconnects => "m3ua.asp.aspsm.comes_back_after_the_association_is_lost",
    /// A refusal is not heeded.
    IgnoresRefusal => "m3ua.asp.aspsm.a_refusal_is_not_hammered",
    /// Messages of management are taken on any stream.
    TakesManagementOnAnyStream => "m3ua.asp.aspsm.up_ack_on_another_stream",

    // ASP Active and ASP Inactive
    /// ASP Active is not sent.
    ActiveNotSent => "m3ua.asp.asptm.active_follows_up",
    /// ASP Active has no routing context.
    ActiveWithoutContext => "m3ua.asp.asptm.active_names_the_routing_context",
    /// ASP Active is not repeated.
    ActiveNotRepeated => "m3ua.asp.asptm.active_is_repeated_after_t_ack",
    /// ASP Active is repeated for ever.
    ActiveForEver => "m3ua.asp.asptm.nothing_is_asked_once_active",
    /// An acknowledgement of ASP Active must have a routing context.
    WantsContextInAck => "m3ua.asp.asptm.answer_without_a_routing_context",
    /// Notifications are refused.
    RefusesNotifications => "m3ua.asp.asptm.notifications_change_nothing",
    /// ASP Inactive is not sent.
    InactiveNotSent => "m3ua.asp.asptm.inactive",
    /// After ASP Inactive it becomes active again by itself.
    ActiveAgainAfterInactive => "m3ua.asp.asptm.inactive",
    /// A second acknowledgement of ASP Up makes it active.
    UpAckMakesActive => "m3ua.asp.asptm.a_second_up_ack_does_not_make_it_active",
    /// Any routing context is taken for its own.
    TakesUnknownContext => "m3ua.asp.asptm.answer_for_an_unknown_routing_context",
    /// An acknowledgement of ASP Inactive that was not asked for is thrown away.
    IgnoresInactiveAck => "m3ua.asp.asptm.comes_back_after_an_unasked_inactive_ack",
    /// What another ASP took is taken back.
    TakesBack => "m3ua.asp.asptm.does_not_take_back_what_another_took",
    /// An ASP that was overridden goes on.
    GoesOnWhenOverridden => "m3ua.asp.asptm.an_overridden_asp_sends_no_data",

    // DATA
    /// DATA has no routing context.
    DataWithoutContext => "m3ua.asp.mtr.data_names_the_routing_context",
    /// The signalling link selection is always 0.
    OneSelection => "m3ua.asp.mtr.data_is_for_the_network",
    /// DATA goes on stream 0.
    DataOnStream0 => "m3ua.asp.mtr.data_on_a_stream_for_it",
    /// Messages go by any stream.
    AnyStream => "m3ua.asp.mtr.one_selection_stays_on_its_stream",
    /// DATA is thrown away.
    DropsData => "m3ua.asp.mtr.is_taken",
    /// Padding becomes user data.
    PaddingIsUserData => "m3ua.asp.mtr.every_padding",
    /// Parameters must stand in one order.
    WantsOneOrder => "m3ua.asp.mtr.any_order_of_parameters",
    /// A parameter that is not known is refused.
    RefusesUnknownParameters => "m3ua.asp.mtr.unknown_parameter",
    /// Messages change places.
    Reorders => "m3ua.asp.mtr.is_taken_in_order",
    /// DATA for an inactive ASP is taken.
    TakesDataWhenInactive => "m3ua.asp.mtr.when_inactive",
    /// DATA with an unknown routing context is taken.
    TakesDataOfUnknownContext => "m3ua.asp.mtr.unknown_routing_context",
    /// DATA is taken on stream 0.
    TakesDataOnStream0 => "m3ua.asp.mtr.on_stream_0",

    // The network
    /// Destination Restricted is refused.
    RefusesRestricted => "m3ua.asp.ssnm.every_message_is_taken",
    /// Messages go where they cannot arrive.
    IgnoresPause => "m3ua.asp.ssnm.nothing_to_a_point_that_is_unavailable",
    /// A mask is not heeded.
    IgnoresMask => "m3ua.asp.ssnm.nothing_into_a_range_that_is_unavailable",
    /// A point that cannot be reached never can again.
    IgnoresResume => "m3ua.asp.ssnm.data_again_when_it_is_available",
    /// What is restricted is not used at all.
    RestrictedIsPaused => "m3ua.asp.ssnm.restricted_is_still_reached",
    /// An audit is for another point.
    AuditsAnotherPoint => "m3ua.asp.ssnm.an_audit_names_the_point",
    /// An audit of the gateway is answered.
    AnswersAudits => "m3ua.asp.ssnm.an_audit_is_refused",
    /// News with an unknown routing context is taken.
    TakesNewsOfUnknownContext => "m3ua.asp.ssnm.an_unknown_routing_context",
    /// An absent user may be in a range.
    TakesUserPartOfRange => "m3ua.asp.ssnm.an_absent_user_in_a_range",

    // Heartbeats and broken messages
    /// The data of a heartbeat does not come back.
    BeatWithoutData => "m3ua.asp.beat.when_active",
    /// A heartbeat before ASP Up is acknowledged is not answered.
    BeatWhenDownIsSilent => "m3ua.asp.beat.when_down",
    /// No heartbeats are sent.
    SendsNoBeats => "m3ua.asp.beat.of_its_own",
    /// An Error is answered by an Error.
    AnswersErrors => "m3ua.asp.errors.an_error_is_not_answered",
    /// A class that is not known is called a type that is not known.
    ClassIsCalledType => "m3ua.asp.errors.unknown_class_127",
    /// After octets that are no message nothing is answered any more.
    DiesOfJunk => "m3ua.asp.robustness.zeros",

    // Registration
    /// It becomes active without its routing context.
    ActiveUnregistered => "m3ua.asp.rkm.registers_before_it_becomes_active",
    /// It becomes active by another routing context than was given.
    ActiveByAnotherContext => "m3ua.asp.rkm.becomes_active_by_the_given_routing_context",
    /// A refusal is taken for a success.
    RefusalIsSuccess => "m3ua.asp.rkm.is_not_active_where_it_was_refused",
    /// An answer about any key is taken for its own.
    AnyKeyIsOurs => "m3ua.asp.rkm.an_answer_about_another_key",
}

//! What the broken signalling gateway does wrong, and which case must catch it.

use crate::broken::smsc_fault::faults;

faults! {
    /// One fault of a signalling gateway.
    SgpFault;

    // ASP Up and ASP Down
    /// ASP Up is not acknowledged.
    UpNotAcknowledged => "m3ua.sgp.aspsm.up_is_acknowledged",
    /// The acknowledgement of ASP Up comes on stream 1.
    UpAckOnStream1 => "m3ua.sgp.aspsm.up_is_acknowledged",
    /// An ASP that has come up does not hear that the application server is inactive.
    UpNotNotified => "m3ua.sgp.aspsm.up_is_notified",
    /// ASP Down is not acknowledged.
    DownNotAcknowledged => "m3ua.sgp.aspsm.down_is_acknowledged",
    /// ASP Down of an ASP that is down is not acknowledged.
    DownWhenDownIgnored => "m3ua.sgp.aspsm.down_when_down",
    /// ASP Down is acknowledged, and the ASP is as before.
    DownChangesNothing => "m3ua.sgp.aspsm.down_from_active",
    /// Messages of management are taken on any stream.
    TakesManagementOnAnyStream => "m3ua.sgp.aspsm.up_on_another_stream",
    /// A repeated ASP Up is refused.
    RefusesRepeatedUp => "m3ua.sgp.aspsm.up_when_inactive",
    /// ASP Up of an active ASP is acknowledged without an Error.
    UpWhenActiveIsSilent => "m3ua.sgp.aspsm.up_when_active_is_unexpected",
    /// ASP Up of an active ASP leaves it active.
    UpWhenActiveChangesNothing => "m3ua.sgp.aspsm.up_when_active_makes_it_inactive",
    /// Two ASPs may have one ASP Identifier.
    TakesIdentifierTwice => "m3ua.sgp.aspsm.asp_identifier_in_use",
    /// An ASP that is locked out may come up.
    BlockedIsTaken => "m3ua.sgp.aspsm.blocked",
    /// An ASP that is locked out does not hear of it.
    BlockIsSilent => "m3ua.sgp.aspsm.block_makes_it_down",
    /// A new association begins where the last one ended.
    RemembersOverAssociations => "m3ua.sgp.aspsm.a_new_association_begins_down",

    // ASP Active and ASP Inactive
    /// ASP Active is not acknowledged.
    ActiveNotAcknowledged => "m3ua.sgp.asptm.active_is_acknowledged",
    /// An active application server is not notified.
    ActiveNotNotified => "m3ua.sgp.asptm.active_is_notified",
    /// The acknowledgement of ASP Active has no routing context.
    ActiveAckWithoutContext => "m3ua.sgp.asptm.active_ack_names_the_routing_context",
    /// Notifications have no routing context.
    NotifyWithoutContext => "m3ua.sgp.asptm.notify_names_the_routing_context",
    /// ASP Inactive is not acknowledged.
    InactiveNotAcknowledged => "m3ua.sgp.asptm.inactive_is_acknowledged",
    /// A pending application server is not notified.
    PendingNotNotified => "m3ua.sgp.asptm.inactive_is_notified_as_pending",
    /// Of several routing contexts the first alone is acknowledged.
    AcknowledgesFirstContext => "m3ua.sgp.asptm.active_for_both",
    /// ASP Inactive is for all application servers, whatever it names.
    InactiveForAll => "m3ua.sgp.asptm.inactive_for_one_of_both",
    /// A repeated ASP Active is refused.
    RefusesRepeatedActive => "m3ua.sgp.asptm.active_when_active",
    /// A repeated ASP Inactive is refused.
    RefusesRepeatedInactive => "m3ua.sgp.asptm.inactive_when_inactive",
    /// ASP Active of an ASP that is down is acknowledged.
    TakesActiveWhenDown => "m3ua.sgp.asptm.active_when_down",
    /// ASP Inactive of an ASP that is down is acknowledged.
    TakesInactiveWhenDown => "m3ua.sgp.asptm.inactive_when_down",
    /// Any number is a traffic mode.
    TakesUnknownMode => "m3ua.sgp.asptm.unknown_traffic_mode",
    /// Another traffic mode than that of the application server is taken.
    TakesAnotherMode => "m3ua.sgp.asptm.another_traffic_mode",
    /// Any routing context is taken for the one that there is.
    TakesUnknownContext => "m3ua.sgp.asptm.unknown_routing_context",
    /// An Error does not name the routing context at fault.
    ErrorWithoutContext => "m3ua.sgp.asptm.unknown_routing_context_is_named",
    /// For one unknown routing context all are refused.
    RefusesAllForOneContext => "m3ua.sgp.asptm.one_of_two_routing_contexts_is_unknown",

    // Application servers
    /// The end of T(r) is not notified.
    RecoveryNotNotified => "m3ua.sgp.as_state.t_r_ends_in_inactive",
    /// Messages for a pending application server are thrown away.
    LosesPending => "m3ua.sgp.as_state.pending_messages_are_kept_in_order",
    /// The others do not hear of the end of an ASP.
    NoAspFailure => "m3ua.sgp.as_state.the_end_of_an_asp_is_told_to_the_others",
    /// An application server that wants two ASPs is active with one.
    ActiveWithOneOfTwo => "m3ua.sgp.as_state.waits_for_the_second_asp",
    /// That too few ASPs are active is not notified.
    NoInsufficientResources => "m3ua.sgp.as_state.insufficient_resources",
    /// The ASP that was overridden does not hear of it.
    OverrideIsSilent => "m3ua.sgp.modes.override_tells_the_old_one",
    /// It does not hear by whom.
    OverrideWithoutIdentifier => "m3ua.sgp.modes.override_names_the_new_one",
    /// Traffic is shared in override mode.
    OverrideShares => "m3ua.sgp.modes.override_moves_the_traffic",
    /// Traffic goes to one ASP in loadshare mode.
    LoadshareToOne => "m3ua.sgp.modes.loadshare_uses_both",
    /// The acknowledgement does not say the mode.
    AckWithoutMode => "m3ua.sgp.modes.loadshare_ack_has_the_mode",
    /// Traffic goes to one ASP in broadcast mode.
    BroadcastToOne => "m3ua.sgp.modes.broadcast_reaches_both",
    /// Messages in broadcast mode have no Correlation Id.
    BroadcastUnmarked => "m3ua.sgp.modes.broadcast_marks_the_first",

    // DATA
    /// DATA goes nowhere.
    DataGoesNowhere => "m3ua.sgp.mtr.comes_back",
    /// DATA goes on stream 0.
    DataOnStream0 => "m3ua.sgp.mtr.comes_back",
    /// DATA has no routing context.
    DataWithoutContext => "m3ua.sgp.mtr.names_the_routing_context",
    /// DATA has no network appearance.
    DataWithoutAppearance => "m3ua.sgp.mtr.names_the_network_appearance",
    /// The message priority is lost.
    LosesPriority => "m3ua.sgp.mtr.the_label_is_kept",
    /// Padding becomes user data.
    PaddingIsUserData => "m3ua.sgp.mtr.every_padding",
    /// The Message Length does not count the padding.
    LengthWithoutPadding => "m3ua.sgp.mtr.every_padding",
    /// User data of more than 272 octets is thrown away.
    DropsLongData => "m3ua.sgp.mtr.a_long_message",
    /// Parameters must stand in one order.
    WantsOneOrder => "m3ua.sgp.mtr.any_order_of_parameters",
    /// A parameter that is not known is refused.
    RefusesUnknownParameters => "m3ua.sgp.mtr.unknown_parameter",
    /// Messages change places.
    Reorders => "m3ua.sgp.mtr.one_selection_stays_in_order",
    /// Messages go by any stream.
    AnyStream => "m3ua.sgp.mtr.one_selection_stays_on_its_stream",
    /// DATA of an inactive ASP is carried.
    CarriesDataWhenInactive => "m3ua.sgp.mtr.when_inactive",
    /// DATA with an unknown routing context is taken.
    TakesDataOfUnknownContext => "m3ua.sgp.mtr.unknown_routing_context",
    /// DATA that could be of two application servers is taken for one's.
    GuessesContext => "m3ua.sgp.mtr.no_routing_context_for_two",
    /// DATA with an unknown network appearance is taken.
    TakesAnyAppearance => "m3ua.sgp.mtr.unknown_network_appearance",
    /// DATA is taken on stream 0.
    TakesDataOnStream0 => "m3ua.sgp.mtr.on_stream_0",
    /// DATA without Protocol Data is thrown away without a word.
    EmptyDataIsSilent => "m3ua.sgp.mtr.without_protocol_data",

    // Broken messages
    /// Any version is taken.
    TakesAnyVersion => "m3ua.sgp.errors.another_version_when_active",
    /// Another version ends the association.
    EndsOnVersion => "m3ua.sgp.errors.version_255",
    /// A type that is not known is not answered.
    UnknownTypeIsSilent => "m3ua.sgp.errors.unknown_type_of_aspsm_when_inactive",
    /// A class that is not known is called a type that is not known.
    ClassIsCalledType => "m3ua.sgp.errors.unknown_class_5",
    /// An Error does not give back what was wrong.
    NoDiagnostic => "m3ua.sgp.errors.diagnostic_information",
    /// An Error is answered by an Error.
    AnswersErrors => "m3ua.sgp.errors.an_error_is_not_answered",
    /// The reserved octet must be 0.
    ReadsReservedOctet => "m3ua.sgp.errors.reserved_octet_is_ignored",
    /// The reserved octet is 1.
    WritesReservedOctet => "m3ua.sgp.beat.when_active",
    /// A Message Length that is too short does not matter.
    MendsLengths => "m3ua.sgp.errors.length_too_short",
    /// An acknowledgement of an ASP is acknowledged.
    AcknowledgesAcknowledgements => "m3ua.sgp.errors.what_the_other_side_would_send",
    /// After octets that are no message nothing is answered any more.
    DiesOfJunk => "m3ua.sgp.robustness.random_octets",

    // Heartbeats
    /// A heartbeat before ASP Up is not answered.
    BeatWhenDownIsSilent => "m3ua.sgp.beat.when_down",
    /// The data of a heartbeat does not come back.
    BeatWithoutData => "m3ua.sgp.beat.when_inactive",
    /// Of the data 256 octets come back.
    BeatDataIsCut => "m3ua.sgp.beat.long_data",
    /// Padding becomes data.
    BeatPaddingIsData => "m3ua.sgp.beat.every_padding",
    /// The answer to a heartbeat comes on stream 0.
    BeatAckOnStream0 => "m3ua.sgp.beat.on_another_stream",
    /// No heartbeats are sent.
    SendsNoBeats => "m3ua.sgp.beat.of_its_own",
    /// A peer that does not answer heartbeats is kept.
    KeepsDeadPeers => "m3ua.sgp.beat.unanswered_is_the_end",

    // The network
    /// An audit is not answered.
    AuditIsSilent => "m3ua.sgp.ssnm.audit_of_an_available_point",
    /// Every point is available when it is asked for.
    AuditIsAlwaysGood => "m3ua.sgp.ssnm.audit_of_an_unavailable_point",
    /// An audit does not tell of congestion.
    AuditHidesCongestion => "m3ua.sgp.ssnm.audit_of_a_congested_point",
    /// Of several points the first alone is answered.
    AuditOfFirstPoint => "m3ua.sgp.ssnm.audit_of_two_points",
    /// An audit of an inactive ASP is answered.
    AnswersAuditWhenInactive => "m3ua.sgp.ssnm.audit_when_inactive",
    /// That a point cannot be reached is not told.
    PauseIsSilent => "m3ua.sgp.ssnm.pause_is_told",
    /// That it can be reached again is not told.
    ResumeIsSilent => "m3ua.sgp.ssnm.resume_is_told",
    /// Congestion is not told.
    CongestionIsSilent => "m3ua.sgp.ssnm.congestion_is_told",
    /// Destination User Part Unavailable has a mask.
    UserPartWithMask => "m3ua.sgp.ssnm.an_absent_user_is_told",
    /// Congestion of an ASP is refused.
    RefusesCongestion => "m3ua.sgp.ssnm.congestion_of_an_asp_is_taken",

    // Registration
    /// No key is ever registered.
    RegistersNothing => "m3ua.sgp.rkm.registered",
    /// Of several keys the first alone is registered.
    RegistersFirstKey => "m3ua.sgp.rkm.two_keys_at_once",
    /// The answer names another key.
    AnswersForAnotherKey => "m3ua.sgp.rkm.the_answer_names_the_key",
    /// A key may be registered again.
    RegistersTwice => "m3ua.sgp.rkm.registered_already",
    /// Keys may overlap.
    TakesOverlap => "m3ua.sgp.rkm.overlapping_keys",
    /// A point code that must not be registered is.
    RegistersAnyPoint => "m3ua.sgp.rkm.a_point_code_that_must_not_be",
    /// A key of another network is registered.
    RegistersAnyNetwork => "m3ua.sgp.rkm.unknown_network_appearance",
    /// Any number is a traffic mode of a key.
    RegistersAnyMode => "m3ua.sgp.rkm.unknown_mode",
    /// A second ASP may register a key in another mode.
    RegistersAnotherMode => "m3ua.sgp.rkm.override_then_loadshare",
    /// A key may be given back by an ASP that is active for it.
    GivesBackActive => "m3ua.sgp.rkm.given_back_while_active",
    /// A key may be given back by another ASP.
    GivesBackOthers => "m3ua.sgp.rkm.given_back_by_another",
    /// A routing context that is not known may be given back.
    GivesBackUnknown => "m3ua.sgp.rkm.unknown_context_given_back",
    /// An ASP that is down may register.
    RegistersWhenDown => "m3ua.sgp.rkm.when_down",
}

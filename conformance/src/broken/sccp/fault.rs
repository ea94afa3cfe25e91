//! What the broken SCCP does wrong, and which case must catch it.

use crate::broken::smsc_fault::faults;

faults! {
    /// One fault of an SCCP.
    SccpFault;

    // Class 0 and 1
    /// Data of class 1 are told as of class 0.
    ForgetsClass => "sccp.cl.receive_class_1",
    /// One message of five is not told.
    LosesOneOfFive => "sccp.cl.receive_class_1_in_order",
    /// The point code of a sender that names none is left out.
    LeavesSenderAlone => "sccp.cl.receive_sender_without_point_code",
    /// XUDT is not known.
    IgnoresExtended => "sccp.cl.receive_xudt",
    /// LUDT is not known.
    IgnoresLong => "sccp.cl.receive_ludt",
    /// A message with an optional parameter that is not known is thrown away.
    IgnoresWithUnknown => "sccp.cl.receive_unknown_optional_parameter",
    /// Class 1 goes as class 0.
    SendsClass0 => "sccp.cl.send_class_1",
    /// The return option is not sent.
    SendsNoReturnOption => "sccp.cl.send_class_0_with_return_option",
    /// Class 1 goes by any link.
    AnySelection => "sccp.cl.send_class_1_on_one_link",
    /// The calling address is not sent.
    SendsNoSender => "sccp.cl.send_class_0",
    /// Data go to points that cannot be reached.
    SendsToNowhere => "sccp.cl.send_to_inaccessible_point",

    // What comes back
    /// Nothing comes back.
    NeverReturns => "sccp.cl.return_unequipped_user",
    /// Whatever comes back is unqualified.
    ReturnsUnqualified => "sccp.cl.return_subsystem_failure",
    /// What comes back has its addresses as they were.
    ReturnsUnturned => "sccp.cl.return_class_1",
    /// Everything comes back, wanted or not.
    AlwaysReturns => "sccp.cl.return_not_wanted",
    /// XUDT comes back as UDTS.
    ReturnsBasic => "sccp.cl.return_xudt_as_xudts",
    /// LUDT does not come back.
    ReturnsNoLong => "sccp.cl.return_ludt_as_ludts",
    /// What was returned comes back again.
    ReturnsReturned => "sccp.cl.return_of_what_was_returned",
    /// UDTS is not told.
    TellsNoNotice => "sccp.cl.notice_of_udts",
    /// XUDTS is not told.
    TellsNoExtendedNotice => "sccp.cl.notice_of_xudts",

    // Octets
    /// An unknown type is answered.
    AnswersUnknownType => "sccp.syntax.unknown_type",
    /// A message that is cut off is answered.
    AnswersCutOff => "sccp.syntax.cut_off_in_the_data",
    /// A message that is cut off stops everything.
    DiesOfCutOff => "sccp.syntax.cut_off_anywhere",

    // Segments
    /// Segments are not counted down.
    CountsNothing => "sccp.seg.send_class_0",
    /// Segments do not say that the whole is of class 1.
    SegmentsOfClass0 => "sccp.seg.send_class_1",
    /// All segments have the same reference.
    OneReference => "sccp.seg.send_references_differ",
    /// Segments are delivered one by one.
    DeliversSegments => "sccp.seg.receive_class_0",
    /// The class of a whole is forgotten.
    WholeOfClass0 => "sccp.seg.receive_class_1",
    /// Segments of two references are mixed.
    MixesReferences => "sccp.seg.receive_two_references",
    /// Segments of two points are mixed.
    MixesPoints => "sccp.seg.receive_two_points",
    /// A segment that is missing does no harm.
    DeliversHoles => "sccp.seg.receive_with_one_missing",
    /// Segments are waited for without end.
    WaitsForEver => "sccp.seg.receive_after_t_reass",

    // Routing
    /// The next point gets the title, whatever the translation says.
    KeepsRoutingByTitle => "sccp.gtt.translation_to_subsystem_number",
    /// Messages go on to the first point, whether it can be reached or not.
    NoBackup => "sccp.gtt.backup_takes_over",
    /// The link selection of a message that goes on is 0.
    RelaysOnOneLink => "sccp.relay.udt",
    /// The hop counter stays.
    KeepsHops => "sccp.relay.hop_counter",
    /// Messages whose hops are used up go on.
    GoesRound => "sccp.relay.hop_counter_violation",
    /// The last digit of an odd number is lost.
    LosesOddDigit => "sccp.relay.digits_are_kept",
    /// Optional parameters that are not known are taken out on the way.
    StripsUnknown => "sccp.relay.unknown_optional_parameter",
    /// What leads nowhere vanishes.
    VanishesUntranslated => "sccp.gtt.no_translation_for_address",
    /// What cannot get on vanishes.
    VanishesInaccessible => "sccp.gtt.inaccessible_point",
    /// What a prohibited subsystem does not get is said to be lost by the MTP.
    BlamesMtp => "sccp.gtt.prohibited_subsystem",

    // Management
    /// SST is not answered.
    IgnoresTests => "sccp.scmg.test_of_a_user",
    /// SST is answered for whoever it is about.
    AnswersEveryTest => "sccp.scmg.test_of_who_is_not_there",
    /// Who sends to a subsystem that is not there is not told.
    TellsNoSsp => "sccp.scmg.answer_to_data_for_who_is_not_there",
    /// SSP is not heeded.
    IgnoresSsp => "sccp.scmg.prohibited",
    /// SSP about ourselves is heeded.
    TellsOwnState => "sccp.scmg.prohibited_ourselves",
    /// A prohibited subsystem is not tested.
    TestsNever => "sccp.scmg.status_test_begins",
    /// The point that goes is not told.
    TellsNoPointState => "sccp.scmg.point_goes_and_comes",
    /// The congestion of SCCP is not told.
    TellsNoCongestion => "sccp.scmg.congestion_of_sccp",
    /// SOR is not answered.
    NeverGrants => "sccp.scmg.coordination_is_answered",
    /// SSC goes in the place of SOR.
    AsksBySsc => "sccp.scmg.coordination_is_asked_for",

    // Connections
    /// CR is of class 3.
    AsksForClass3 => "sccp.co.est.user_asks",
    /// The user's data are left out of CR.
    AsksWithoutData => "sccp.co.est.user_asks_with_data",
    /// CC is not told.
    TellsNoConfirm => "sccp.co.est.confirmed",
    /// Data go to where CR went.
    DataToFirstPoint => "sccp.co.est.confirmed_by_another_point",
    /// A refusal is told without its cause.
    RefusedForNothing => "sccp.co.est.refused",
    /// CC is awaited for ever.
    AwaitsForEver => "sccp.co.est.never_answered",
    /// A connection that was given up stays when CC comes.
    KeepsGivenUp => "sccp.co.est.user_leaves_before_confirm",
    /// CC has the other's reference in both places.
    ConfirmsByOtherReference => "sccp.co.est.asked",
    /// The data of CR are not told.
    TellsNoData => "sccp.co.est.asked_with_all",
    /// CC says class 3 if that was asked for.
    ConfirmsClass3 => "sccp.co.est.asked_for_class_3",
    /// The first point is not told to the next.
    LeavesFirstPointOut => "sccp.co.est.passed_on",
    /// The hop counter of CR stays.
    KeepsHopsOfRequests => "sccp.co.est.passed_on_counts_hops",
    /// The user's refusal is not sent.
    RefusesInSilence => "sccp.co.ref.by_user",
    /// Whatever is refused is refused by the user.
    RefusesForUser => "sccp.co.ref.unequipped_user",
    /// DT1 says that more follows.
    MoreFollows => "sccp.co.data.sent",
    /// DT1 does not say that more follows.
    NothingFollows => "sccp.co.data.sent_in_segments",
    /// DT1 of which more follows is delivered at once.
    DeliversParts => "sccp.co.data.received_in_segments",
    /// RLSD is not answered.
    NoReleaseComplete => "sccp.co.rel.by_the_other_side",
    /// RLSD is not repeated.
    ReleasesOnce => "sccp.co.rel.repeated",
    /// Maintenance is not told of a release that nobody answers.
    TellsNoMaintenance => "sccp.co.rel.never_answered",
    /// RLC is not heeded.
    IgnoresReleaseComplete => "sccp.co.rel.by_user",
    /// Connections with a point that goes stay.
    KeepsUnreachable => "sccp.co.rel.point_goes",
    /// IT is not sent.
    TestsNoConnection => "sccp.co.it.sent",
    /// IT keeps no connection alive.
    IgnoresInactivityTest => "sccp.co.it.received",
    /// A silent connection stays.
    KeepsSilent => "sccp.co.it.silence",
    /// IT of any class is taken.
    TakesAnyTest => "sccp.co.it.of_another_class",
    /// IT from any source is taken.
    TakesAnySource => "sccp.co.it.of_another_source",
    /// A message for no connection is not answered by ERR.
    NoError => "sccp.co.abn.unassigned_it",
    /// Data for no connection are answered.
    AnswersUnassignedData => "sccp.co.abn.unassigned_dt1",
    /// ERR is answered by ERR.
    AnswersErrors => "sccp.co.abn.unassigned_err",
    /// A release from a strange source is taken.
    TakesStrangeRelease => "sccp.co.abn.strange_source_rlsd",
    /// A release from a strange point is taken.
    TakesStrangePoint => "sccp.co.abn.strange_point_rlsd",
    /// Messages of class 3 are passed over.
    IgnoresClass3 => "sccp.co.abn.class_3_rsr",
    /// ERR is not heeded.
    IgnoresErrors => "sccp.co.abn.error_of_reference",
    /// CREF ends a connection that there is.
    RefusalEndsConnection => "sccp.co.abn.in_data_phase_cref",
}

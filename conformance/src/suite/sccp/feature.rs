//! What an SCCP may have or not.

use crate::suite::pics::form;

form! {
    /// The form for an SCCP.
    SCCP = "sccp";
    /// What an SCCP may have or not. Each has a line in the form.
    Feature {
        Class2 = "class_2", true, "connections of class 2 (Q.714 §3)";
        Class3 = "class_3", false, "connections of class 3: flow control, expedited data, reset (Q.714 §3.5.2, §3.6, §3.7)";
        Translates = "global_title_translation", true, "Q.714 §2.4";
        Relays = "relays", true, "messages that are for other points go on (Q.714 §2.3)";
        CouplesSections = "couples_sections", false, "a relay couples two connection sections (Q.714 §3.1.5)";
        Segments = "segmentation", true, "long data of class 0 and 1 go in segments and are put together (Q.714 §4.1.1)";
        LongUnitdata = "long_unitdata", true, "LUDT and LUDTS are taken (Q.713 §4.20)";
        TestsRemoteSccp = "tests_remote_sccp", false, "SST of subsystem 1 asks whether an SCCP that was unavailable is back (Q.714 §5.2.2)";
        Coordinates = "coordinated_state_change", true, "Q.714 §5.3.5";
    }
}

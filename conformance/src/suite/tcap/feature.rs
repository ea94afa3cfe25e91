//! What a TCAP may have or not.

use crate::suite::pics::form;

form! {
    /// The form for a TCAP.
    TCAP = "tcap";
    /// What a TCAP may have or not. Each has a line in the form.
    Feature {
        DialoguePortion = "dialogue_portion", true, "dialogues with an application context (Q.774 §3.2.2)";
        RejectsDuplicates = "rejects_duplicates", false, "the sub-layer itself rejects an invoke id of the peer that is in use (Q.774 §3.2.1.1.2)";
        Ansi = "ansi", false, "messages of ANSI T1.114";
    }
}

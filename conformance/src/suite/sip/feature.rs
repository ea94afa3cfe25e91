//! What a peer may have or not, for SIP.

use crate::suite::pics::form;

form! {
    /// The form for a user agent or a registrar.
    SIP = "sip";
    /// What a peer may have or not. Each has a line in the form.
    Feature {
        Udp = "udp", true, "the peer takes UDP (RFC 3261 §18)";
        Tcp = "tcp", true, "the peer takes TCP at the same address (RFC 3261 §18)";
        Options = "options", true, "OPTIONS to the peer is answered by itself (RFC 3261 §11)";
        Answers = "answers", false, "a call to --uri rings or not, and is answered 2xx by itself";
        Rings = "rings", false, "a call to --ringing-uri rings and is not answered";
        RefusesReinvite = "refuses_reinvite", false, "a re-INVITE without a codec in common is refused with 488";
        Sdp = "sdp", false, "audio with PCMU is answered, and media other than audio is refused (RFC 3264)";
        Message = "message", false, "MESSAGE is taken (RFC 3428)";
        Reliable = "100rel", false, "180 goes reliably if that is required (RFC 3262)";
        Update = "update", false, "UPDATE (RFC 3311)";
        SessionTimer = "timer", false, "session timers (RFC 4028)";
        Registrar = "registrar", false, "the peer is a registrar (RFC 3261 §10)";
        Digest = "digest", false, "REGISTER needs credentials (RFC 3261 §22)";
        HangsUp = "hangs_up", false, "of a user agent that calls: it ends by itself, soon, calls that are answered";
        GivesUp = "gives_up", false, "of a user agent that calls: it cancels by itself calls that ring and are not answered";
        AnswersChallenges = "answers_challenges", false, "of a user agent that calls: it has credentials for the realm tester.invalid, or any";
    }
}

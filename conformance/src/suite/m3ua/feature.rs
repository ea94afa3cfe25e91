//! What a peer may have or not, for M3UA.

use crate::suite::pics::form;

form! {
    /// The form for a signalling gateway or an application server process.
    M3UA = "m3ua";
    /// What a peer may have or not. Each has a line in the form.
    Feature {
        Relays = "relays", true, "DATA to our own point code comes back to whoever is active for it";
        SecondAs = "second_as", true, "the second application server is configured for the same ASPs";
        SecondAsp = "second_asp", true, "a second association is a second ASP of the same application servers";
        SecondAsWantsTwo = "second_as_wants_two", false, "the second application server needs two active ASPs";
        Override = "override", true, "RFC 4666 §4.3.4.3";
        Loadshare = "loadshare", true, "RFC 4666 §4.3.4.3";
        Broadcast = "broadcast", true, "RFC 4666 §4.3.4.3";
        AspIdentifier = "asp_identifier", true, "ASP Identifiers tell the ASPs apart (RFC 4666 §3.5.1)";
        NetworkAppearance = "network_appearance", false, "a network appearance is configured (RFC 4666 §3.3.1)";
        Audit = "audit", true, "RFC 4666 §4.5.3";
        Registration = "registration", true, "routing keys can be registered (RFC 4666 §4.4)";
        StaticRegistration = "static_registration", false, "configured routing keys alone can be registered (RFC 4666 §4.4.1)";
        DeniesRegistration = "denies_registration", false, "our ASPs must not register new routing keys (RFC 4666 §3.6.2)";
        RestrictsRegistration = "restricts_registration", false, "the last point codes must not be registered";
        AspEchoes = "asp_echoes", false, "the ASP's user sends each DATA back, its point codes swapped";
        AspRegisters = "asp_registers", false, "the ASP registers its routing key (RFC 4666 §4.4)";
        AspNamesContext = "asp_names_context", true, "the ASP is configured with the routing context";
        Heartbeats = "heartbeats", true, "the peer sends heartbeats by itself (RFC 4666 §4.3.4.6)";
    }
}

use crate::wire_enum::wire_enum;

wire_enum! {
    /// `addr_ton`, `source_addr_ton`, `dest_addr_ton`, `esme_addr_ton`: type of number (SMPP 5.0 §4.7.1).
    pub struct Ton(u8) {
        /// Unknown.
        Unknown = 0,
        /// International.
        International = 1,
        /// National.
        National = 2,
        /// Network specific.
        NetworkSpecific = 3,
        /// Subscriber number.
        SubscriberNumber = 4,
        /// Alphanumeric.
        Alphanumeric = 5,
        /// Abbreviated.
        Abbreviated = 6,
    }
}

use crate::wire_enum::wire_enum;

wire_enum! {
    /// `addr_npi`, `source_addr_npi`, `dest_addr_npi`, `esme_addr_npi`: numbering plan indicator (SMPP 5.0 §4.7.2).
    pub struct Npi(u8) {
        /// Unknown.
        Unknown = 0,
        /// ISDN (E.163, E.164).
        Isdn = 1,
        /// Data (X.121).
        Data = 3,
        /// Telex (F.69).
        Telex = 4,
        /// Land mobile (E.212).
        LandMobile = 6,
        /// National.
        National = 8,
        /// Private.
        Private = 9,
        /// ERMES.
        Ermes = 10,
        /// Internet (IP).
        Internet = 14,
        /// WAP client id (to be defined by the WAP Forum).
        WapClientId = 18,
    }
}

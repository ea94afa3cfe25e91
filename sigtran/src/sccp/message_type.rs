//! Types of messages (Q.713 §2.1).

use crate::numbers::numbers;

numbers! {
    /// The type of a message (Q.713 §2.1).
    pub struct MessageType(u8) {
        /// Connection request
        CR = 0x01 "CR",
        /// Connection confirm
        CC = 0x02 "CC",
        /// Connection refused
        CREF = 0x03 "CREF",
        /// Released
        RLSD = 0x04 "RLSD",
        /// Release complete
        RLC = 0x05 "RLC",
        /// Data form 1
        DT1 = 0x06 "DT1",
        /// Data form 2
        DT2 = 0x07 "DT2",
        /// Data acknowledgement
        AK = 0x08 "AK",
        /// Unitdata
        UDT = 0x09 "UDT",
        /// Unitdata service
        UDTS = 0x0A "UDTS",
        /// Expedited data
        ED = 0x0B "ED",
        /// Expedited data acknowledgement
        EA = 0x0C "EA",
        /// Reset request
        RSR = 0x0D "RSR",
        /// Reset confirm
        RSC = 0x0E "RSC",
        /// Protocol data unit error
        ERR = 0x0F "ERR",
        /// Inactivity test
        IT = 0x10 "IT",
        /// Extended unitdata
        XUDT = 0x11 "XUDT",
        /// Extended unitdata service
        XUDTS = 0x12 "XUDTS",
        /// Long unitdata
        LUDT = 0x13 "LUDT",
        /// Long unitdata service
        LUDTS = 0x14 "LUDTS",
    }
}

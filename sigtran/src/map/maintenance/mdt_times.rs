//! Times and numbers of measurements of the radio (3GPP TS 29.002 §7.6.10; 3GPP TS 32.422 §5.10).

use crate::ber::Tag;
use crate::ber::define::enumerated;

enumerated! {
    /// ReportInterval: the time between two reports (3GPP TS 29.002 §17.7.2).
    pub struct ReportInterval: Tag::ENUMERATED => {
        /// 250 milliseconds, by UTRAN.
        UMTS250MS = 0 "umts250ms";
        /// 500 milliseconds, by UTRAN.
        UMTS500MS = 1 "umts500ms";
        /// 1000 milliseconds, by UTRAN.
        UMTS1000MS = 2 "umts1000ms";
        /// 2000 milliseconds, by UTRAN.
        UMTS2000MS = 3 "umts2000ms";
        /// 3000 milliseconds, by UTRAN.
        UMTS3000MS = 4 "umts3000ms";
        /// 4000 milliseconds, by UTRAN.
        UMTS4000MS = 5 "umts4000ms";
        /// 6000 milliseconds, by UTRAN.
        UMTS6000MS = 6 "umts6000ms";
        /// 8000 milliseconds, by UTRAN.
        UMTS8000MS = 7 "umts8000ms";
        /// 12000 milliseconds, by UTRAN.
        UMTS12000MS = 8 "umts12000ms";
        /// 16000 milliseconds, by UTRAN.
        UMTS16000MS = 9 "umts16000ms";
        /// 20000 milliseconds, by UTRAN.
        UMTS20000MS = 10 "umts20000ms";
        /// 24000 milliseconds, by UTRAN.
        UMTS24000MS = 11 "umts24000ms";
        /// 28000 milliseconds, by UTRAN.
        UMTS28000MS = 12 "umts28000ms";
        /// 32000 milliseconds, by UTRAN.
        UMTS32000MS = 13 "umts32000ms";
        /// 64000 milliseconds, by UTRAN.
        UMTS64000MS = 14 "umts64000ms";
        /// 120 milliseconds, by E-UTRAN.
        LTE120MS = 15 "lte120ms";
        /// 240 milliseconds, by E-UTRAN.
        LTE240MS = 16 "lte240ms";
        /// 480 milliseconds, by E-UTRAN.
        LTE480MS = 17 "lte480ms";
        /// 640 milliseconds, by E-UTRAN.
        LTE640MS = 18 "lte640ms";
        /// 1024 milliseconds, by E-UTRAN.
        LTE1024MS = 19 "lte1024ms";
        /// 2048 milliseconds, by E-UTRAN.
        LTE2048MS = 20 "lte2048ms";
        /// 5120 milliseconds, by E-UTRAN.
        LTE5120MS = 21 "lte5120ms";
        /// 10240 milliseconds, by E-UTRAN.
        LTE10240MS = 22 "lte10240ms";
        /// 1 minute, by E-UTRAN.
        LTE1MIN = 23 "lte1min";
        /// 6 minutes, by E-UTRAN.
        LTE6MIN = 24 "lte6min";
        /// 12 minutes, by E-UTRAN.
        LTE12MIN = 25 "lte12min";
        /// 30 minutes, by E-UTRAN.
        LTE30MIN = 26 "lte30min";
        /// 60 minutes, by E-UTRAN.
        LTE60MIN = 27 "lte60min";
    }
}

enumerated! {
    /// ReportAmount: how many reports (3GPP TS 29.002 §17.7.2).
    pub struct ReportAmount: Tag::ENUMERATED => {
        /// Once.
        D1 = 0 "d1";
        /// 2 times.
        D2 = 1 "d2";
        /// 4 times.
        D4 = 2 "d4";
        /// 8 times.
        D8 = 3 "d8";
        /// 16 times.
        D16 = 4 "d16";
        /// 32 times.
        D32 = 5 "d32";
        /// 64 times.
        D64 = 6 "d64";
        /// Without end.
        INFINITY = 7 "infinity";
    }
}

enumerated! {
    /// LoggingInterval: the time between two entries (3GPP TS 29.002 §17.7.2).
    pub struct LoggingInterval: Tag::ENUMERATED => {
        /// 1.28 seconds.
        D1DOT28 = 0 "d1dot28";
        /// 2.56 seconds.
        D2DOT56 = 1 "d2dot56";
        /// 5.12 seconds.
        D5DOT12 = 2 "d5dot12";
        /// 10.24 seconds.
        D10DOT24 = 3 "d10dot24";
        /// 20.48 seconds.
        D20DOT48 = 4 "d20dot48";
        /// 30.72 seconds.
        D30DOT72 = 5 "d30dot72";
        /// 40.96 seconds.
        D40DOT96 = 6 "d40dot96";
        /// 61.44 seconds.
        D61DOT44 = 7 "d61dot44";
    }
}

enumerated! {
    /// LoggingDuration: how long entries are made (3GPP TS 29.002 §17.7.2).
    pub struct LoggingDuration: Tag::ENUMERATED => {
        /// 600 seconds.
        D600SEC = 0 "d600sec";
        /// 1200 seconds.
        D1200SEC = 1 "d1200sec";
        /// 2400 seconds.
        D2400SEC = 2 "d2400sec";
        /// 3600 seconds.
        D3600SEC = 3 "d3600sec";
        /// 5400 seconds.
        D5400SEC = 4 "d5400sec";
        /// 7200 seconds.
        D7200SEC = 5 "d7200sec";
    }
}

enumerated! {
    /// PeriodUMTS: a time of UTRAN (3GPP TS 29.002 §17.7.2).
    pub struct PeriodUmts: Tag::ENUMERATED => {
        /// 250 milliseconds.
        D250MS = 0 "d250ms";
        /// 500 milliseconds.
        D500MS = 1 "d500ms";
        /// 1000 milliseconds.
        D1000MS = 2 "d1000ms";
        /// 2000 milliseconds.
        D2000MS = 3 "d2000ms";
        /// 3000 milliseconds.
        D3000MS = 4 "d3000ms";
        /// 4000 milliseconds.
        D4000MS = 5 "d4000ms";
        /// 6000 milliseconds.
        D6000MS = 6 "d6000ms";
        /// 8000 milliseconds.
        D8000MS = 7 "d8000ms";
        /// 12000 milliseconds.
        D12000MS = 8 "d12000ms";
        /// 16000 milliseconds.
        D16000MS = 9 "d16000ms";
        /// 20000 milliseconds.
        D20000MS = 10 "d20000ms";
        /// 24000 milliseconds.
        D24000MS = 11 "d24000ms";
        /// 28000 milliseconds.
        D28000MS = 12 "d28000ms";
        /// 32000 milliseconds.
        D32000MS = 13 "d32000ms";
        /// 64000 milliseconds.
        D64000MS = 14 "d64000ms";
    }
}

enumerated! {
    /// PeriodLTE: a time of E-UTRAN (3GPP TS 29.002 §17.7.2).
    pub struct PeriodLte: Tag::ENUMERATED => {
        /// 1024 milliseconds.
        D1024MS = 0 "d1024ms";
        /// 1280 milliseconds.
        D1280MS = 1 "d1280ms";
        /// 2048 milliseconds.
        D2048MS = 2 "d2048ms";
        /// 2560 milliseconds.
        D2560MS = 3 "d2560ms";
        /// 5120 milliseconds.
        D5120MS = 4 "d5120ms";
        /// 10240 milliseconds.
        D10240MS = 5 "d10240ms";
        /// 1 minute.
        D1MIN = 6 "d1min";
    }
}

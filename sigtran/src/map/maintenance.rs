//! Operation and maintenance: what a subscriber does is written down (3GPP TS 29.002 §9).

mod mdt;
mod mdt_times;
mod trace_lists;
mod trace_mode;

pub use mdt::{AreaScope, JobType, MdtConfiguration};
pub use mdt_times::{LoggingDuration, LoggingInterval, PeriodLte, PeriodUmts, ReportAmount, ReportInterval};
pub use trace_lists::{TraceDepth, TraceDepthExtension, TraceDepthList, TraceEventList, TraceInterfaceList};
pub use trace_mode::{
    ActivateTraceModeArg, ActivateTraceModeRes, DeactivateTraceModeArg, DeactivateTraceModeRes,
};

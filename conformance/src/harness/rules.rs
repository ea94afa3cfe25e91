//! The ten rules as checks.

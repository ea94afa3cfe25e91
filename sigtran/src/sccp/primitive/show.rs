//! What primitives show of themselves: data may be private, so their length is shown.

use std::fmt;

use super::{ConnectRequest, ConnectResponse, Event};

/// Data of which the length is shown.
struct Octets<'a>(&'a [u8]);

impl fmt::Debug for Octets<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} octets", self.0.len())
    }
}

impl fmt::Debug for ConnectRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { called, calling, data, importance } = self;
        let mut shown = f.debug_struct("ConnectRequest");
        shown.field("called", called).field("calling", calling);
        shown.field("data", &Octets(data)).field("importance", importance).finish()
    }
}

impl fmt::Debug for ConnectResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { responding, data, importance } = self;
        let mut shown = f.debug_struct("ConnectResponse");
        shown.field("responding", responding);
        shown.field("data", &Octets(data)).field("importance", importance).finish()
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unitdata { called, calling, in_sequence, data } => {
                let mut shown = f.debug_struct("Unitdata");
                shown.field("called", called).field("calling", calling);
                shown.field("in_sequence", in_sequence).field("data", &Octets(data)).finish()
            }
            Self::Notice { called, calling, cause, data } => {
                let mut shown = f.debug_struct("Notice");
                shown.field("called", called).field("calling", calling);
                shown.field("cause", cause).field("data", &Octets(data)).finish()
            }
            Self::Connect { connection, called, calling, importance, data } => {
                let mut shown = f.debug_struct("Connect");
                shown.field("connection", connection).field("called", called).field("calling", calling);
                shown.field("importance", importance).field("data", &Octets(data)).finish()
            }
            Self::Connected { connection, responding, data } => {
                let mut shown = f.debug_struct("Connected");
                shown.field("connection", connection).field("responding", responding);
                shown.field("data", &Octets(data)).finish()
            }
            Self::Refused { connection, cause, responding, data } => {
                let mut shown = f.debug_struct("Refused");
                shown.field("connection", connection).field("cause", cause);
                shown.field("responding", responding).field("data", &Octets(data)).finish()
            }
            Self::Data { connection, data } => {
                f.debug_struct("Data").field("connection", connection).field("data", &Octets(data)).finish()
            }
            Self::Disconnected { connection, cause, data } => {
                let mut shown = f.debug_struct("Disconnected");
                shown.field("connection", connection).field("cause", cause);
                shown.field("data", &Octets(data)).finish()
            }
            Self::ReleaseUnanswered { connection, point_code } => {
                let mut shown = f.debug_struct("ReleaseUnanswered");
                shown.field("connection", connection).field("point_code", point_code).finish()
            }
            Self::State { point_code, ssn, in_service } => {
                let mut shown = f.debug_struct("State");
                shown.field("point_code", point_code).field("ssn", ssn);
                shown.field("in_service", in_service).finish()
            }
            Self::PointCodeState { point_code, accessible } => {
                let mut shown = f.debug_struct("PointCodeState");
                shown.field("point_code", point_code).field("accessible", accessible).finish()
            }
            Self::Congestion { point_code, ssn, level } => {
                let mut shown = f.debug_struct("Congestion");
                shown.field("point_code", point_code).field("ssn", ssn).field("level", level).finish()
            }
            Self::CoordinationRequested { point_code, ssn } => {
                let mut shown = f.debug_struct("CoordinationRequested");
                shown.field("point_code", point_code).field("ssn", ssn).finish()
            }
            Self::CoordinationGranted { point_code, ssn } => {
                let mut shown = f.debug_struct("CoordinationGranted");
                shown.field("point_code", point_code).field("ssn", ssn).finish()
            }
        }
    }
}

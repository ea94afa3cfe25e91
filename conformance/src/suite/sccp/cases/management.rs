//! SCCP management (Q.714 §5).

use std::time::Duration;

use crate::suite::layer::Denied;
use crate::suite::sccp::pdu::Pdu;
use crate::suite::sccp::primitive::{Inbound, Indication, Request};
use crate::suite::sccp::steps::{PEER_USER, by_ssn, management, udt, unitdata};
use crate::suite::sccp::{Case, FAR, Feature, HERE, IDLE_USER, NEAR, SccpLayer, USER, WATCHED};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check, fail, inconclusive};

/// The messages of SCCP management (Q.713 §5).
const SSA: u8 = 1;
const SSP: u8 = 2;
const SST: u8 = 3;
const SOR: u8 = 4;
const SOG: u8 = 5;
const SSC: u8 = 6;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("sccp.scmg.test_of_a_user", "Q.714 §5.3.4", |t| {
            t.sends(&said(SST, USER, HERE));
            answered(t, NEAR, SSA, USER)
        })
        .purpose("SST for a subsystem in service is answered by SSA"),
        Case::new("sccp.scmg.test_of_management", "Q.714 §5.3.4", |t| {
            t.sends(&said(SST, 1, HERE));
            answered(t, NEAR, SSA, 1)
        })
        .purpose("SST for SCCP management itself is answered by SSA"),
        Case::new("sccp.scmg.test_of_who_is_not_there", "Q.714 §5.3.4", |t| {
            for ssn in [IDLE_USER, 77] {
                t.sends(&said(SST, ssn, HERE));
                t.is_quiet()?;
            }
            Ok(())
        })
        .purpose("SST for a subsystem that is out of service or not known is not answered"),
        Case::new("sccp.scmg.answer_to_data_for_who_is_not_there", "Q.714 §5.3.2.2", |t| {
            t.sends(&udt(0, &by_ssn(HERE, IDLE_USER), b"x"));
            answered(t, NEAR, SSP, IDLE_USER)
        })
        .purpose("who sends to a subsystem that is out of service is told by SSP"),
        Case::new("sccp.scmg.user_goes_and_comes", "Q.714 §5.3.7", |t| {
            for (in_service, message) in [(false, SSP), (true, SSA)] {
                t.asks(Request::State { ssn: USER, in_service })?;
                answered(t, NEAR, message, USER)?;
            }
            Ok(())
        })
        .purpose("concerned points are told by SSP and SSA when a subsystem goes and comes"),
        Case::new("sccp.scmg.prohibited", "Q.714 §5.3.2", prohibited).purpose(
            "after SSP nothing goes to the subsystem, after SSA it does again, and the user hears of both",
        ),
        Case::new("sccp.scmg.prohibited_twice", "Q.714 §5.3.2", |t| {
            t.sends(&said(SSP, PEER_USER, NEAR));
            t.tells(&state(NEAR, PEER_USER, false))?;
            t.sends(&said(SSP, PEER_USER, NEAR));
            t.tells_nothing()
        })
        .purpose("a second SSP tells the user nothing new"),
        Case::new("sccp.scmg.prohibited_ourselves", "Q.714 §5.3.2", |t| {
            t.sends(&said(SSP, USER, HERE));
            t.tells_nothing()?;
            t.delivers()
        })
        .purpose("what another point says of a subsystem here changes nothing"),
        Case::new("sccp.scmg.status_test_begins", "Q.714 §5.3.4, annex C", tests)
            .purpose("a prohibited subsystem is tested after T(stat info), ever more seldom, until SSA"),
        Case::new("sccp.scmg.status_test_ends_with_the_point", "Q.714 §5.3.4", |t| {
            t.sends_from(FAR, &said_from(FAR, SSP, WATCHED, FAR));
            t.tells(&state(FAR, WATCHED, false))?;
            t.gives(Inbound::Pause(FAR));
            t.pass(Duration::from_secs(3600));
            t.gives_nothing()
        })
        .purpose("a subsystem at a point that cannot be reached is not tested"),
        Case::new("sccp.scmg.watched_subsystem_of_a_point_that_returns", "Q.714 §5.2.3", |t| {
            t.gives(Inbound::Pause(FAR));
            t.gives(Inbound::Resume(FAR));
            asked(t, FAR, WATCHED)
        })
        .should()
        .purpose("a watched subsystem is asked for by SST once its point can be reached again"),
        Case::new("sccp.scmg.point_goes_and_comes", "Q.714 §5.2.2, §5.2.3", |t| {
            t.gives(Inbound::Pause(NEAR));
            t.tells(&Indication::PointCodeState { point_code: NEAR, accessible: false })?;
            cannot_send(t)?;
            t.gives(Inbound::Resume(NEAR));
            t.tells(&Indication::PointCodeState { point_code: NEAR, accessible: true })?;
            can_send(t)
        })
        .purpose("MTP-PAUSE stops what goes to a point, MTP-RESUME lets it go, and the user hears of both"),
        Case::new("sccp.scmg.point_goes_twice", "Q.714 §5.2.2", |t| {
            t.gives(Inbound::Pause(NEAR));
            t.tells(&Indication::PointCodeState { point_code: NEAR, accessible: false })?;
            t.gives(Inbound::Pause(NEAR));
            t.tells_nothing()
        })
        .purpose("a second MTP-PAUSE tells the user nothing new"),
        Case::new("sccp.scmg.user_part_unavailable", "Q.714 §5.2.2", |t| {
            t.gives(Inbound::UserPartUnavailable(NEAR));
            while t.told().is_some() {}
            cannot_send(t)
        })
        .purpose("nothing goes to a point that has no SCCP"),
        Case::new("sccp.scmg.user_part_unavailable_is_tested", "Q.714 §5.2.2", |t| {
            t.gives(Inbound::UserPartUnavailable(NEAR));
            t.pass(Duration::from_secs(20));
            asked(t, NEAR, 1)
        })
        .needs(Feature::TestsRemoteSccp)
        .purpose("the SCCP of a point that has none is asked for by SST of subsystem 1"),
        Case::new("sccp.scmg.congestion_of_the_way", "Q.714 §5.2.4", |t| {
            t.gives(Inbound::Congested(NEAR, 2));
            t.tells(&Indication::Congestion { point_code: NEAR, level: 2 })
        })
        .should()
        .purpose("the user hears that the way to a point is congested"),
        Case::new("sccp.scmg.congestion_of_sccp", "Q.714 §5.2.8", |t| {
            let [low, high, ..] = NEAR.to_le_bytes();
            t.sends(&management(NEAR, HERE, &[SSC, 1, low, high, 0, 5]));
            t.tells(&Indication::Congestion { point_code: NEAR, level: 5 })
        })
        .should()
        .purpose("the user hears of the congestion that SSC tells"),
        Case::new("sccp.scmg.unknown_and_broken", "Q.714 §5.3.1; Q.713 §5", broken)
            .purpose("management messages that are not known or cut off change nothing"),
    ];
    let coordinated = vec![
        Case::new("sccp.scmg.coordination_is_asked_for", "Q.714 §5.3.5", |t| {
            t.asks(Request::Coord { point_code: NEAR, ssn: USER })?;
            answered(t, NEAR, SOR, USER)
        })
        .purpose("N-COORD request sends SOR to the point of the other half"),
        Case::new("sccp.scmg.coordination_is_granted", "Q.714 §5.3.5", |t| {
            t.asks(Request::Coord { point_code: NEAR, ssn: USER })?;
            answered(t, NEAR, SOR, USER)?;
            t.sends(&said(SOG, USER, NEAR));
            t.tells(&Indication::CoordinationGranted { point_code: NEAR, ssn: USER })
        })
        .purpose("SOG tells the user that it may go"),
        Case::new("sccp.scmg.coordination_is_answered", "Q.714 §5.3.5", |t| {
            t.sends(&said(SOR, USER, NEAR));
            t.tells(&Indication::CoordinationRequested { point_code: NEAR, ssn: USER })?;
            t.gives_nothing()?;
            t.asks(Request::CoordResponse { point_code: NEAR, ssn: USER })?;
            answered(t, NEAR, SOG, USER)
        })
        .purpose("SOR is told to the user, whose answer sends SOG"),
    ];
    cases.extend(coordinated.into_iter().map(|case| case.needs(Feature::Coordinates)));
    cases
}

fn content(message: u8, ssn: u8, point_code: u32) -> [u8; 5] {
    let [low, high, ..] = point_code.to_le_bytes();
    [message, ssn, low, high, 0]
}

fn said(message: u8, ssn: u8, point_code: u32) -> Pdu {
    said_from(NEAR, message, ssn, point_code)
}

fn said_from(from: u32, message: u8, ssn: u8, point_code: u32) -> Pdu {
    management(from, HERE, &content(message, ssn, point_code))
}

fn state(point_code: u32, ssn: u8, in_service: bool) -> Indication {
    Indication::State { point_code, ssn, in_service }
}

/// The point says this of a subsystem of its own, to that point, and sends nothing else.
fn answered(t: &Tester<SccpLayer>, to: u32, message: u8, ssn: u8) -> Outcome {
    says(t, to, content(message, ssn, HERE))
}

/// The point asks whether a subsystem elsewhere is there.
fn asked(t: &Tester<SccpLayer>, to: u32, ssn: u8) -> Outcome {
    says(t, to, content(SST, ssn, to))
}

fn says(t: &Tester<SccpLayer>, to: u32, expected: [u8; 5]) -> Outcome {
    let (messages, said) = t.sorted()?;
    check(messages.is_empty(), "management alone", format!("{messages:?}"))?;
    let (expected, came) = (format!("{expected:02x?} to {to}"), format!("{said:02x?}"));
    // The multiplicity is for nationals to use.
    let right = matches!(&said[..], [(at, data)] if *at == to && format!("{:02x?} to {to}", masked(data)) == expected);
    check(right, expected, came)
}

fn masked(data: &[u8]) -> Vec<u8> {
    data.iter().enumerate().map(|(place, octet)| if place == 4 { octet & !3 } else { *octet }).collect()
}

fn can_send(t: &Tester<SccpLayer>) -> Outcome {
    t.asks(unitdata(by_ssn(NEAR, PEER_USER), None, b"x"))?;
    t.next_to(NEAR, "UDT").map(drop)
}

fn cannot_send(t: &Tester<SccpLayer>) -> Outcome {
    match t.tries(unitdata(by_ssn(NEAR, PEER_USER), None, b"x")) {
        Err(Denied::NoUpperTester) => inconclusive("there is no upper tester"),
        _ => t.gives_nothing(),
    }
}

fn prohibited(t: &Tester<SccpLayer>) -> Outcome {
    t.sends(&said(SSP, PEER_USER, NEAR));
    t.tells(&state(NEAR, PEER_USER, false))?;
    t.all_given();
    cannot_send(t)?;
    t.sends(&said(SSA, PEER_USER, NEAR));
    t.tells(&state(NEAR, PEER_USER, true))?;
    can_send(t)
}

/// T(stat info) begins with 5 to 10 s and grows to 10 to 20 min.
fn tests(t: &Tester<SccpLayer>) -> Outcome {
    t.sends_from(FAR, &said_from(FAR, SSP, WATCHED, FAR));
    t.tells(&state(FAR, WATCHED, false))?;
    t.pass(Duration::from_secs(10));
    asked(t, FAR, WATCHED)?;
    t.pass(Duration::from_secs(3600));
    let count = t.all_given().len();
    check((3..=60).contains(&count), "3 to 60 tests in an hour", format!("{count}"))?;
    t.sends_from(FAR, &said_from(FAR, SSA, WATCHED, FAR));
    t.tells(&state(FAR, WATCHED, true))?;
    t.pass(Duration::from_secs(3600));
    match t.given() {
        None => Ok(()),
        Some(sent) => fail("no test of a subsystem that is allowed", sent.to_string()),
    }
}

fn broken(t: &Tester<SccpLayer>) -> Outcome {
    let whole = content(SSP, PEER_USER, NEAR);
    let cut = (1..whole.len()).map(|length| whole[..length].to_vec());
    let unknown = [0, 7, 0x77].map(|message| content(message, PEER_USER, NEAR).to_vec());
    for data in cut.chain(unknown) {
        t.sends(&management(NEAR, HERE, &data));
        t.is_quiet()?;
    }
    can_send(t)
}

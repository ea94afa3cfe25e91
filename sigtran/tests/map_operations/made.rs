//! The larger parameters made of values, with nothing of the foreign octets at hand: they are written as the other
//! implementation writes them. So lists are written of what is in them, not of the octets in which they came.

use brivas_sigtran::map::{Argument, InsertSubscriberDataArg};

use crate::{of_case, written};

#[path = "made/eps.rs"]
mod eps;
#[path = "made/gprs_location.rs"]
mod gprs_location;
#[path = "made/identification.rs"]
mod identification;
#[path = "made/lcs.rs"]
mod lcs;
#[path = "made/location_report.rs"]
mod location_report;
#[path = "made/location_services.rs"]
mod location_services;
#[path = "made/modification.rs"]
mod modification;
#[path = "made/modified.rs"]
mod modified;
#[path = "made/others.rs"]
mod others;
#[path = "made/routing.rs"]
mod routing;
#[path = "made/services.rs"]
mod services;
#[path = "made/sgsn_camel.rs"]
mod sgsn_camel;
#[path = "made/subscriber_info.rs"]
mod subscriber_info;
#[path = "made/subscription_interrogation.rs"]
mod subscription_interrogation;
#[path = "made/trace.rs"]
mod trace;
#[path = "made/vlr_camel.rs"]
mod vlr_camel;

/// What was made of some parts is what stands in the octets that another implementation has made of all parts.
fn check(made: &[u8], title: &str) {
    let (whole, parts) = (elements(&of_case(title)), elements(made));
    let tag_of = |part: &[u8]| if part[0] & 0x1F == 0x1F { part[..2].to_vec() } else { part[..1].to_vec() };
    let tags: Vec<Vec<u8>> = parts.iter().map(|part| tag_of(part)).collect();
    let expected: Vec<Vec<u8>> = whole.into_iter().filter(|part| tags.contains(&tag_of(part))).collect();
    assert_eq!(parts, expected, "{title}");
}

/// The elements of a SEQUENCE.
fn elements(octets: &[u8]) -> Vec<Vec<u8>> {
    let sequence = brivas_sigtran::ber::Reader::new(octets).next("sequence").unwrap();
    let mut reader = sequence.reader().unwrap();
    std::iter::from_fn(|| reader.next("element").ok()).map(|element| element.octets.to_vec()).collect()
}

fn of_subscriber(data: InsertSubscriberDataArg<'_>) {
    let argument = Argument::InsertSubscriberData(Box::new(data));
    check(&written(|out| argument.write(out)), "insertSubscriberData 3 argument 1");
}

#[test]
fn every_part_of_the_data_of_a_subscriber_is_written_of_values_alone() {
    vlr_camel::data(of_subscriber);
    sgsn_camel::data(of_subscriber);
    lcs::data(of_subscriber);
    eps::data(of_subscriber);
    services::data(of_subscriber);
    others::data(of_subscriber);
}

#[test]
fn what_has_camel_and_open_connections_in_it_is_written_of_values_alone() {
    routing::value(|result| {
        assert_eq!(written(|out| result.write(out)), of_case("sendRoutingInfo 3 result 2"));
    });
    subscriber_info::value(|result| {
        assert_eq!(written(|out| result.write(out)), of_case("provideSubscriberInfo 3 result 3"));
    });
    gprs_location::value(|argument| {
        assert_eq!(written(|out| argument.write(out)), of_case("updateGprsLocation 3 argument 1"));
    });
}

#[test]
fn what_is_told_of_a_place_or_an_event_is_written_of_values_alone() {
    location_services::routing(|it| {
        assert_eq!(written(|out| it.write(out)), of_case("sendRoutingInfoForLCS 3 result 1"));
    });
    location_services::request(|it| {
        assert_eq!(written(|out| it.write(out)), of_case("provideSubscriberLocation 3 argument 1"));
    });
    location_services::place(|it| {
        assert_eq!(written(|out| it.write(out)), of_case("provideSubscriberLocation 3 result 3"));
    });
    location_report::report(|it| {
        assert_eq!(written(|out| it.write(out)), of_case("subscriberLocationReport 3 argument 1"));
    });
    location_report::noted(|it| {
        assert_eq!(written(|out| it.write(out)), of_case("subscriberLocationReport 3 result 1"));
    });
    identification::identified(|it| {
        assert_eq!(written(|out| it.write(out)), of_case("sendIdentification 3 result 2"));
    });
    identification::tried(|it| {
        assert_eq!(written(|out| it.write(out)), of_case("authenticationFailureReport 3 argument 1"));
    });
    identification::moved(|it| {
        assert_eq!(written(|out| it.write(out)), of_case("noteMM-Event 3 argument 1"));
    });
    identification::invoked(|it| {
        assert_eq!(written(|out| it.write(out)), of_case("ss-InvocationNotification 3 argument 1"));
    });
}

#[test]
fn what_services_and_operators_ask_of_a_subscriber_is_written_of_values_alone() {
    subscription_interrogation::has(|it| {
        assert_eq!(written(|out| it.write(out)), of_case("anyTimeSubscriptionInterrogation 3 result 1"));
    });
    modification::changes(|it| {
        assert_eq!(written(|out| it.write(out)), of_case("anyTimeModification 3 argument 1"));
    });
    modification::asks(|it| {
        assert_eq!(written(|out| it.write(out)), of_case("anyTimeSubscriptionInterrogation 3 argument 1"));
    });
    trace::trace(|it| {
        assert_eq!(written(|out| it.write(out)), of_case("activateTraceMode 3 argument 1"));
    });
    modified::modified(|it| {
        let argument = Argument::NoteSubscriberDataModified(Box::new(it));
        check(&written(|out| argument.write(out)), "noteSubscriberDataModified 3 argument 1");
    });
}

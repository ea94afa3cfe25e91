//! What a server asks of its clients, and whether they come to rest together.

use std::time::{Duration, Instant};

use brivas_sip::header::{HeaderField, Via};
use brivas_sip::overload::{Algorithm, Category, Controller, Offer, Throttle, Verdict};

fn via(params: &[u8]) -> Via<'static> {
    let mut text = b"SIP/2.0/TLS p1.example.net;branch=z9hG4bKa".to_vec();
    text.extend_from_slice(params);
    Via::read(text.leak()).unwrap()
}

fn both() -> Offer<'static> {
    Offer::of(&via(Offer::BOTH)).unwrap()
}

fn loss() -> Offer<'static> {
    Offer::of(&via(Offer::LOSS)).unwrap()
}

/// A second of this load.
fn load(controller: &mut Controller, now: &mut Instant, thousandths: u32) {
    for _ in 0..20 {
        *now += Duration::from_millis(50);
        controller.handle_load(*now, thousandths);
    }
}

#[test]
fn an_idle_server_ends_what_it_may_have_asked_for() {
    let start = Instant::now();
    let mut controller = Controller::new(1_700_000_000, [7; 16], start);
    let report = controller.report(start, &loss());
    assert_eq!((report.value, report.validity), (0, Duration::ZERO));
    assert_eq!(report.algorithm, Some(Algorithm::Loss));
    assert!(!controller.is_overloaded());
}

#[test]
fn one_algorithm_is_chosen_of_those_that_the_client_can() {
    let mut now = Instant::now();
    let mut controller = Controller::new(0, [7; 16], now);
    load(&mut controller, &mut now, 1600);
    assert_eq!(controller.report(now, &both()).algorithm, Some(Algorithm::Loss), "no capacity is known");
    controller.set_capacity(Some(1000)).set_clients(4);
    assert_eq!(controller.report(now, &loss()).algorithm, Some(Algorithm::Loss));
    let report = controller.report(now, &both());
    assert_eq!(report.algorithm, Some(Algorithm::Rate));
    assert!(report.value < 250 && report.value > 0, "a share of a quarter: {}", report.value);
    controller.set_clients(u32::MAX);
    assert_eq!(controller.report(now, &both()).value, 1, "never none at all");
}

#[test]
fn a_report_has_the_number_of_its_time() {
    let start = Instant::now();
    let mut controller = Controller::new(1_700_000_000, [7; 16], start);
    let first = controller.report(start, &loss()).sequence;
    let second = controller.report(start + Duration::from_millis(1), &loss()).sequence;
    let third = controller.report(start, &loss()).sequence;
    assert!(first < second);
    assert_eq!(second, third, "an earlier instant counts as the last");
    let later = Controller::new(1_700_000_060, [7; 16], start).report(start, &loss()).sequence;
    assert!(later > third, "a server that began anew goes on");
}

#[test]
fn something_is_always_taken_and_all_again_when_the_load_is_gone() {
    let mut now = Instant::now();
    let mut controller = Controller::new(0, [7; 16], now);
    for _ in 0..20 {
        load(&mut controller, &mut now, u32::MAX);
    }
    assert_eq!(controller.report(now, &loss()).value, 98);
    for _ in 0..3 {
        load(&mut controller, &mut now, 0);
    }
    assert!(!controller.is_overloaded());
}

#[test]
fn what_was_held_back_comes_back_step_by_step() {
    let start = Instant::now();
    let mut controller = Controller::new(0, [7; 16], start);
    let mut values = vec![];
    for (number, load) in (1..).zip([6400, 0, 0, 0]) {
        let now = start + Duration::from_millis(250) * number;
        controller.handle_load(now, load);
        values.push(controller.report(now, &loss()).value);
    }
    // An eighth, a quarter, a half, all.
    assert_eq!(values, [88, 75, 50, 0]);
}

#[test]
fn clients_that_cannot_hold_back_are_refused_as_much_as_others_hold_back() {
    let mut now = Instant::now();
    let mut controller = Controller::new(0, [7; 16], now);
    controller.set_interval(Duration::from_secs(1)).set_retry_after(Some(5));
    assert_eq!(controller.retry_after(), Some(5));
    load(&mut controller, &mut now, 1600);
    assert_eq!(controller.report(now, &loss()).value, 50);
    let mut refused = |offer: Option<&Offer<'_>>, category| {
        let verdicts = (0..10_000).map(|_| controller.admit(offer, category));
        verdicts.filter(|verdict| *verdict == Verdict::Refuse).count()
    };
    assert!((4800..5200).contains(&refused(None, Category::Ordinary)));
    assert_eq!(refused(None, Category::Preferred), 0);
    assert_eq!(refused(None, Category::Always), 0);
    assert_eq!(refused(Some(&loss()), Category::Ordinary), 0);
}

/// Twice as much comes as can be taken: both sides come to rest near the load that is aimed at.
#[test]
fn server_and_client_come_to_rest_at_the_load_that_is_aimed_at() {
    for offer in [loss(), both()] {
        let start = Instant::now();
        let mut controller = Controller::new(1_700_000_000, [7; 16], start);
        controller.set_capacity(Some(1000));
        let mut throttle = Throttle::new([9; 16], start);
        let mut loads = vec![];
        // 2,000 a second come for 10 s; the server can take 1,000.
        for tick in 0..200_u32 {
            let begin = start + Duration::from_millis(50) * tick;
            let mut taken = 0;
            for number in 0..100 {
                let now = begin + Duration::from_micros(500) * number;
                taken += u32::from(throttle.admit(now, Category::Ordinary) == Verdict::Pass);
            }
            let end = begin + Duration::from_millis(50);
            controller.handle_load(end, taken * 20);
            throttle.handle_report(end, &controller.report(end, &offer));
            loads.push(taken * 20);
        }
        let late = &loads[100..];
        let mean = late.iter().sum::<u32>() / 100;
        assert!((700..900).contains(&mean), "{offer:?}: {mean}");
        assert!(late.iter().all(|load| *load < 1300), "{offer:?}: {late:?}");
    }
}

//! Two steps, and records that a store writes and reads back.

use brivas_sip::registrar::{CommitError, RestoreError, StoredRecord};

use super::*;

const INSTANCE: &str = "+sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\"";

fn any() -> Origin<'static> {
    Origin::new(Flow(5), Access::Any)
}

#[test]
fn nothing_holds_before_it_is_committed_and_a_change_holds_once() {
    let mut test = Test::new();
    let request = Register::contact("<sip:a@192.0.2.4>");
    let prepared = test.registrar.prepare(&request.message(), &any(), test.now);
    assert!(test.bound().is_empty());
    let change = prepared.change.unwrap();
    assert_eq!(change.aor(), &aor("sip:alice@example.com"));
    test.registrar.commit(&change).unwrap();
    assert_eq!(test.bound(), ["sip:a@192.0.2.4"]);
    assert_eq!(test.registrar.commit(&change), Err(CommitError::Stale));
}

#[test]
fn of_two_requests_prepared_at_once_the_second_is_prepared_again() {
    let mut test = Test::new();
    let change = |test: &Test, request: Register| {
        test.registrar.prepare(&request.message(), &any(), test.now).change.unwrap()
    };
    let one = change(&test, Register::contact("<sip:a@192.0.2.4>").by("a", 1));
    let other = Register::contact("<sip:b@192.0.2.4>").by("b", 1);
    let stale = change(&test, other.clone());
    let elsewhere = change(&test, Register::contact("<sip:c@192.0.2.4>").to("<sip:carol@example.com>"));
    test.registrar.commit(&one).unwrap();
    assert_eq!(test.registrar.commit(&stale), Err(CommitError::Stale));
    test.registrar.commit(&elsewhere).unwrap();
    assert_eq!(test.bound(), ["sip:a@192.0.2.4"]);
    test.send(&other);
    assert_eq!(test.bound().len(), 2);
    // A binding that ends in between makes a change stale, too.
    let stale = change(&test, Register::contact("<sip:d@192.0.2.4>").by("d", 1));
    test.wait(3601);
    assert_eq!(test.registrar.commit(&stale), Err(CommitError::Stale));
}

#[test]
fn a_change_for_which_there_is_no_room_any_more_is_refused() {
    let mut test = Test::new();
    test.registrar = Registrar::new(Arc::new(config()), 1, SEED, test.now);
    let bob = Register::contact("<sip:b@192.0.2.4>").to("<sip:bob@example.com>");
    let change = test.registrar.prepare(&bob.message(), &any(), test.now).change.unwrap();
    test.send(&Register::contact("<sip:a@192.0.2.4>"));
    assert_eq!(test.registrar.commit(&change), Err(CommitError::Full));
    assert_eq!(code(&test.send(&bob)), 503);
}

fn filled() -> (Test, String) {
    let mut test = Test::new();
    test.send(
        &Register::contact("<sip:a@192.0.2.4>;q=0.5;expires=600").row("Path", "<sip:p1;lr>, <sip:p2;lr>"),
    );
    let flow = format!("<sips:b@192.0.2.5?x=y>;reg-id=3;{INSTANCE}");
    let request = Register::contact(&flow).row("Supported", "gruu, outbound").by("b", 7);
    let response = test.send_from(&request, &any());
    (test, param(&values(&response, "Contact")[1], "temp-gruu").unwrap())
}

fn stored(test: &Test) -> Vec<StoredRecord> {
    test.registrar.location().records().map(|record| record.stored(test.now)).collect()
}

#[test]
fn a_record_that_is_read_back_is_what_it_was() {
    let (test, gruu) = filled();
    let written = stored(&test);
    let mut back = Test::new();
    back.now = test.now + Duration::from_secs(1000);
    for record in &written {
        back.registrar.restore(record, Duration::ZERO, back.now).unwrap();
    }
    assert_eq!(stored(&back), written);
    assert_eq!(back.target_uris(&gruu), ["sips:b@192.0.2.5?x=y"]);
    let ways = &back.targets("sip:alice@example.com").unwrap()[0].ways;
    assert_eq!((ways[0].reg_id(), ways[0].flow(), ways[0].cseq()), (Some(3), Flow(5), 7));
    // What was acknowledged counts: a copy of the request is out of order, and refreshes go on.
    let again = Register::contact(&format!("<sips:b@192.0.2.5?x=y>;reg-id=3;{INSTANCE}"));
    let again = again.row("Supported", "gruu, outbound");
    assert_eq!(code(&back.send(&again.clone().by("b", 7))), 500);
    assert_eq!(code(&back.send(&again.by("b", 8))), 200);
    assert_eq!(back.target_uris(&gruu).len(), 1);
    assert!(!format!("{written:?}{:?}{:?}", written[0].bindings, written[0].instances).contains("192.0.2"));
}

#[test]
fn time_that_went_by_is_taken_off_and_what_ended_in_it_is_left_out() {
    let (test, gruu) = filled();
    let record = &stored(&test)[0];
    let restored = |elapsed: u64| {
        let mut back = Test::new();
        back.registrar.restore(record, Duration::from_secs(elapsed), back.now).unwrap();
        let left = stored(&back);
        (left.first().map(|it| it.bindings.iter().map(|it| it.expires).collect::<Vec<_>>()), back)
    };
    assert_eq!(restored(100).0, Some(vec![500, 3500]));
    let (left, back) = restored(600);
    assert_eq!(left, Some(vec![3000]));
    assert_eq!(back.target_uris(&gruu).len(), 1);
    let (left, back) = restored(3600);
    assert_eq!((left, back.targets(&gruu).unwrap_err().0), (None, 404));
    assert_eq!(back.registrar.poll_timeout(), None);
}

#[test]
fn what_no_registrar_wrote_is_not_taken_back() {
    let (test, _) = filled();
    let good = stored(&test).remove(0);
    let mut back = Test::new();
    let spoil: [fn(&mut StoredRecord); 5] = [
        |record| record.aor = b"tel:+1".to_vec(),
        |record| record.bindings[0].contact = b"*".to_vec(),
        |record| record.bindings[0].contact = b"<sip:".to_vec(),
        |record| record.bindings[0].path[0] = b"x".to_vec(),
        |record| record.bindings[1].call_id = vec![b'a'; 1 << 16],
    ];
    for spoil in spoil {
        let mut bad = good.clone();
        spoil(&mut bad);
        let error = back.registrar.restore(&bad, Duration::ZERO, back.now).unwrap_err();
        assert!(matches!(error, RestoreError::Decode(_)));
    }
    assert!(back.registrar.location().is_empty());
    back.registrar = Registrar::new(Arc::new(config()), 0, SEED, back.now);
    assert_eq!(back.registrar.restore(&good, Duration::ZERO, back.now), Err(RestoreError::Full));
}

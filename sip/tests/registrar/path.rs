//! Path (RFC 3327).

use brivas_sip::message::Rows;
use brivas_sip::registrar::PathPolicy;

use super::*;

const PATH: &str = "<sip:P3.example.com;lr>, <sip:P1.example.com;lr>";

fn through_proxies() -> Register {
    Register::contact("<sip:alice@192.0.2.4>")
        .row("Path", PATH)
        .row("Path", "<sip:p0.example.com;lr>;x=\"a,b\"")
}

#[test]
fn a_path_is_kept_for_its_binding_and_becomes_the_route_in_its_order() {
    let mut test = Test::new();
    let response = test.send(&through_proxies().row("Supported", "path"));
    let values_of_path =
        ["<sip:P3.example.com;lr>", "<sip:P1.example.com;lr>", "<sip:p0.example.com;lr>;x=\"a,b\""];
    assert_eq!(values(&response, "Path"), values_of_path);
    test.send(&Register::contact("<sip:other@192.0.2.5>").by("b", 1));
    let targets = test.targets("sip:alice@example.com").unwrap();
    let path = |place: usize| targets[place].ways[0].path().map(<[u8]>::to_vec).collect::<Vec<_>>();
    assert!(path(0).is_empty());
    assert_eq!(path(1), values_of_path.map(|value| value.as_bytes().to_vec()));
    let mut rows = Rows::new();
    targets[1].ways[0].put_route(&mut rows);
    let text = Register::new().message();
    let with_route = Response { rows: Some(&rows), ..Response::new(StatusCode::OK) };
    assert_eq!(values(&Message::read(with_route.to_bytes(&text, b"1")).unwrap(), "Route"), values_of_path);
    // A refresh by another way takes the new one.
    test.send(&Register::contact("<sip:alice@192.0.2.4>").by("a", 2));
    assert!(test.targets("sip:alice@example.com").unwrap().iter().all(|it| it.ways[0].path().count() == 0));
}

#[test]
fn a_path_is_told_to_who_knows_it_alone_and_refused_for_others_if_that_is_the_rule() {
    let mut test = Test::new();
    let response = test.send(&through_proxies());
    assert_eq!((code(&response), values(&response, "Path").len()), (200, 0));
    assert_eq!(test.targets("sip:alice@example.com").unwrap()[0].ways[0].path().count(), 3);
    let mut test = Test::with(config().with_path_policy(PathPolicy::Refuse));
    let response = test.send(&through_proxies());
    assert_eq!((code(&response), values(&response, "Unsupported")), (420, vec!["path".to_string()]));
    assert_eq!(code(&test.send(&through_proxies().row("Supported", ""))), 420);
    assert_eq!(code(&test.send(&through_proxies().row("k", "foo, PATH"))), 200);
    assert_eq!(code(&test.send(&Register::contact("<sip:alice@192.0.2.9>"))), 200);
}

#[test]
fn a_path_that_is_folded_makes_no_row_of_its_own_and_one_that_is_none_is_refused() {
    let mut test = Test::new();
    let folded = Register::contact("<sip:alice@192.0.2.4>;a=\"b\r\n c\"")
        .row("Path", "<sip:p1.example.com;lr>\r\n ;x=y");
    let response = test.send(&folded.row("Supported", "path"));
    assert_eq!(values(&response, "Path"), ["<sip:p1.example.com;lr>   ;x=y"]);
    let targets = test.targets("sip:alice@example.com").unwrap();
    assert_eq!(targets[0].ways[0].params().octets(), b";a=\"b   c\"");
    assert_eq!(code(&test.send(&through_proxies().row("Path", "<sip:").by("b", 1))), 400);
}

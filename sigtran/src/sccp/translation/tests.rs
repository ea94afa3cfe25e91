use super::*;
use proptest::prelude::*;

fn pattern(text: &str) -> Pattern {
    Pattern::new(text).unwrap()
}

fn to(point_code: u32) -> Destination {
    Destination::Failover(vec![PointCode(point_code)])
}

fn called(digits: &str) -> Address {
    Address::of_global_title(GlobalTitle::e164(digits).unwrap(), Ssn::HLR)
}

fn chosen(rules: Vec<Rule>, digits: &str) -> Option<usize> {
    Translator::new(rules).translate(&called(digits), &called("49")).map(|translation| translation.rule)
}

#[test]
fn the_rule_with_the_most_digits_spelt_out_wins() {
    let rules = || {
        ["*", "49*", "4917*", "49?7*", "491700", "49170?"].map(|it| Rule::new(pattern(it), to(1))).to_vec()
    };
    for (digits, rule) in [
        ("1", 0),
        ("49", 1),
        ("491", 1),
        ("4917", 2),
        ("4927", 3),
        ("491700", 4),
        ("491705", 5),
        ("4917000", 2),
    ] {
        assert_eq!(chosen(rules(), digits), Some(rule), "{digits}");
    }
    assert_eq!(chosen(vec![Rule::new(pattern("49"), to(1))], "491"), None);
    assert_eq!(chosen(Vec::new(), "491"), None);
}

#[test]
fn of_two_with_the_same_digits_the_one_that_asks_for_more_wins_then_the_first() {
    let plain = || Rule::new(pattern("49*"), to(1));
    let with_type = Rule { translation_type: Some(0), ..plain() };
    let other_type = Rule { translation_type: Some(9), ..plain() };
    let of_caller = Rule { calling: Some(pattern("49*")), ..plain() };
    let of_another = Rule { calling: Some(pattern("1*")), ..plain() };
    assert_eq!(chosen(vec![plain(), plain()], "491"), Some(0));
    assert_eq!(chosen(vec![plain(), with_type.clone(), other_type], "491"), Some(1));
    assert_eq!(chosen(vec![plain(), of_another, with_type, of_caller], "491"), Some(3));
}

#[test]
fn digits_are_taken_off_and_put_before_and_the_scheme_follows() {
    let change = Change {
        keep: 4,
        prefix: Some(Digits::new("123").unwrap()),
        routing_indicator: Some(RoutingIndicator::Ssn),
        ssn: Some(Ssn::MSC),
        global_title: true,
    };
    let rules = vec![Rule { change, ..Rule::new(pattern("*"), to(7)) }];
    let translator = Translator::new(rules);
    let translation = translator.translate(&called("49170001"), &called("1")).unwrap();
    let Some(GlobalTitle::Full { encoding_scheme, digits, .. }) = translation.called.global_title else {
        panic!()
    };
    assert_eq!((digits.to_string().as_str(), encoding_scheme), ("1230001", 1));
    assert_eq!(translation.called.ssn, Some(Ssn::MSC));
    assert_eq!(translation.called.routing_indicator, RoutingIndicator::Ssn);
    assert_eq!(translation.to, &to(7));
    let drop_title = Change { global_title: false, ..change };
    let translator = Translator::new(vec![Rule { change: drop_title, ..Rule::new(pattern("*"), to(7)) }]);
    assert_eq!(translator.translate(&called("1"), &called("1")).unwrap().called.global_title, None);
}

#[test]
fn patterns_that_are_none_are_refused() {
    for text in ["4*9", "**", "x", "4 9"] {
        assert_eq!(Pattern::new(text), Err(BadPattern), "{text}");
    }
    assert_eq!(format!("{:?}", pattern("49?A*")), "49?A*");
}

proptest! {
    #[test]
    fn the_tree_finds_what_a_search_through_all_rules_finds(
        patterns in prop::collection::vec("[0-3?]{0,4}\\*?", 0..20),
        digits in "[0-3]{0,6}",
    ) {
        let rules: Vec<Rule> = patterns.iter().map(|it| Rule::new(pattern(it), to(1))).collect();
        let title = GlobalTitle::e164(&digits).unwrap();
        let best = rules.iter().enumerate().filter(|(_, rule)| rule.called.fits(title.digits()));
        let best = best.max_by_key(|(number, rule)| (rule.called.weight(), usize::MAX - number));
        prop_assert_eq!(chosen(rules.clone(), &digits), best.map(|(number, _)| number));
    }
}

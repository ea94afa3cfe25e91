//! Runs against servers that misbehave by a script.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod support;

use brivas_smpp::{CommandId, CommandStatus, Dialect, Header, Pdu, SubmitSm, Tag};
use support::{Flow, Script, answer, load, polite, put, serve, start};

#[test]
fn throttling_and_errors_are_counted_apart_and_by_name() {
    let server = serve(|_| {
        let mut count = 0u32;
        move |header: Header, _: &[u8], out: &mut Vec<u8>| {
            if !polite(header, out) {
                count += 1;
                let status = match count % 10 {
                    1 | 2 => CommandStatus::ESME_RTHROTTLED,
                    3 => CommandStatus::ESME_RMSGQFUL,
                    4 => CommandStatus::ESME_RINVDSTADR,
                    5 => CommandStatus(0x400),
                    _ => CommandStatus::ESME_ROK,
                };
                answer(header, status, if status.is_ok() { b"id\0" } else { b"" }, out);
            }
            Flow::Go
        }
    });
    let ran = load(server, "--messages 1000 --window 16");
    assert_eq!(ran.code, 0, "errors are no failure of the run unless asked for");
    assert_eq!(ran.count("/accepted"), 500);
    assert_eq!(ran.count("/throttled"), 300);
    assert_eq!(ran.count("/errors"), 200);
    assert_eq!(
        ran.report["errors_by_status"],
        serde_json::json!({ "0x00000400": 100, "ESME_RINVDSTADR": 100 })
    );
    assert_eq!(ran.count("/latency_us/count"), 1000);
    assert_eq!(load(server, "--messages 10 --fail-on-error").code, 1);
}

#[test]
fn a_generic_nack_answers_the_request_with_its_number() {
    let server = serve(|_| {
        |header: Header, _: &[u8], out: &mut Vec<u8>| {
            if !polite(header, out) {
                let status = CommandStatus::ESME_RINVCMDID;
                put(CommandId::generic_nack, status, header.sequence_number, b"", out);
            }
            Flow::Go
        }
    });
    let ran = load(server, "--messages 20");
    assert_eq!(ran.report["errors_by_status"], serde_json::json!({ "ESME_RINVCMDID": 20 }));
}

/// Answers in groups of eight, the last first; the first of all is kept back until nothing comes any more.
#[derive(Default)]
struct Backwards {
    first: Option<Header>,
    group: Vec<Header>,
}

impl Script for Backwards {
    fn heard(&mut self, header: Header, _: &[u8], out: &mut Vec<u8>) -> Flow {
        if polite(header, out) {
            return Flow::Go;
        }
        if header.sequence_number == 2 {
            self.first = Some(header);
        } else {
            self.group.push(header);
        }
        if self.group.len() == 8 {
            self.group.drain(..).rev().for_each(|it| answer(it, CommandStatus::ESME_ROK, b"id\0", out));
        }
        Flow::Go
    }

    fn quiet(&mut self, out: &mut Vec<u8>) {
        self.first.take().into_iter().for_each(|it| answer(it, CommandStatus::ESME_ROK, b"id\0", out));
    }
}

#[test]
fn late_answers_and_answers_out_of_order_find_their_requests() {
    let server = serve(|_| Backwards::default());
    let ran = load(server, "--messages 801 --window 9");
    assert_eq!((ran.count("/accepted"), ran.count("/unexpected_answers")), (801, 0), "{}", ran.text);
    assert!(ran.number("/latency_us/max") > 100_000.0, "the one that was kept back");
    assert!(ran.number("/latency_us/p99") < ran.number("/latency_us/max"));
}

/// Answers the first request only when nothing more comes, and all others at once.
#[derive(Default)]
struct StallsOnce {
    stalled: bool,
    first: Option<Header>,
}

impl Script for StallsOnce {
    fn heard(&mut self, header: Header, _: &[u8], out: &mut Vec<u8>) -> Flow {
        if polite(header, out) {
            return Flow::Go;
        }
        if self.stalled {
            answer(header, CommandStatus::ESME_ROK, b"id\0", out);
        } else {
            (self.stalled, self.first) = (true, Some(header));
        }
        Flow::Go
    }

    fn quiet(&mut self, out: &mut Vec<u8>) {
        self.first.take().into_iter().for_each(|it| answer(it, CommandStatus::ESME_ROK, b"id\0", out));
    }
}

#[test]
fn a_stall_is_charged_to_all_that_were_due_in_it() {
    let server = serve(|_| StallsOnce::default());
    let ran = load(server, "--messages 20 --rate 100 --window 1");
    assert_eq!(ran.count("/accepted"), 20);
    // One request alone was under way in the 200 ms; counted from when they were written the others took next to nothing.
    assert!(ran.number("/latency_us/p50") > 50_000.0, "{}", ran.text);
}

#[test]
fn a_rate_that_the_windows_do_not_let_through_is_told() {
    let server = serve(|_| {
        |header: Header, _: &[u8], out: &mut Vec<u8>| {
            polite(header, out);
            Flow::Go
        }
    });
    let ran = load(server, "--rate 1000 --duration 0.1 --window 5 --answer-timeout 0.3");
    assert_eq!((ran.count("/sent"), ran.count("/unanswered")), (5, 5));
    assert_eq!(ran.count("/never_sent"), 95);
    assert_eq!((ran.code, ran.report["outcome"].as_str()), (1, Some("connection_lost")));
    assert!(ran.text.contains("5 answers were due"), "{}", ran.text);
}

#[test]
fn answers_to_nothing_are_counted_and_change_nothing() {
    let server = serve(|_| {
        |header: Header, _: &[u8], out: &mut Vec<u8>| {
            if !polite(header, out) {
                answer(header, CommandStatus::ESME_ROK, b"id\0", out);
                answer(header, CommandStatus::ESME_ROK, b"id\0", out);
            }
            Flow::Go
        }
    });
    let ran = load(server, "--messages 50 --window 4");
    assert_eq!(ran.count("/accepted"), 50);
    // That of the last may come with it or after the end.
    assert!((49..=50).contains(&ran.count("/unexpected_answers")));
}

/// Answers so many messages, then closes; the last of them unanswered.
fn cuts_after(count: u32) -> impl Script {
    let mut seen = 0;
    move |header: Header, _: &[u8], out: &mut Vec<u8>| {
        if polite(header, out) {
            return Flow::Go;
        }
        seen += 1;
        if seen > count {
            return Flow::Cut;
        }
        answer(header, CommandStatus::ESME_ROK, b"id\0", out);
        Flow::Go
    }
}

#[test]
fn a_cut_connection_ends_the_run_with_the_report_of_what_was() {
    let server = serve(|_| cuts_after(100));
    let file = tempfile::NamedTempFile::new().unwrap();
    let ran = load(server, &format!("--messages 1000 --window 10 --ids {}", file.path().display()));
    assert_eq!((ran.code, ran.report["outcome"].as_str()), (1, Some("connection_lost")), "{}", ran.text);
    assert_eq!(ran.count("/lost_sessions"), 1);
    assert_eq!(ran.count("/accepted"), 100);
    assert_eq!(ran.count("/unanswered"), ran.count("/sent") - 100);
    assert_eq!(std::fs::read_to_string(file.path()).unwrap(), "id\n".repeat(100));
}

#[test]
fn with_reconnect_a_cut_connection_is_bound_anew() {
    let server = serve(|number| cuts_after(if number == 0 { 100 } else { u32::MAX }));
    let ran = load(server, "--messages 1000 --window 10 --reconnect");
    assert_eq!((ran.code, ran.report["outcome"].as_str()), (0, Some("complete")), "{}", ran.text);
    assert_eq!((ran.count("/lost_sessions"), ran.count("/binds/count")), (1, 2));
    assert_eq!(ran.count("/sent"), 1000);
    assert_eq!(ran.count("/accepted") + ran.count("/unanswered"), 1000);
    assert!((1..=10).contains(&ran.count("/unanswered")), "what was under way");
}

#[test]
fn a_refused_bind_is_told_by_name() {
    let server = serve(|_| {
        |header: Header, _: &[u8], out: &mut Vec<u8>| {
            answer(header, CommandStatus::ESME_RINVPASWD, b"", out);
            Flow::Go
        }
    });
    let ran = load(server, "--reconnect");
    assert_eq!((ran.code, ran.report["outcome"].as_str()), (1, Some("not_bound")));
    assert!(ran.text.contains("ESME_RINVPASWD"), "{}", ran.text);
}

#[test]
fn a_server_that_is_not_there_is_told() {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let ran = load(address, "");
    assert_eq!((ran.code, ran.report["outcome"].as_str()), (1, Some("not_bound")));
    assert!(ran.text.contains("cannot connect"), "{}", ran.text);
}

#[test]
fn octets_that_are_no_pdu_end_the_session() {
    let server = serve(|_| {
        |header: Header, _: &[u8], out: &mut Vec<u8>| {
            if !polite(header, out) {
                out.extend_from_slice(&[0; 16]);
            }
            Flow::Go
        }
    });
    let ran = load(server, "--messages 10");
    assert_eq!(ran.code, 1);
    assert!(ran.text.contains("command_length of 0"), "{}", ran.text);
}

#[test]
fn an_unbind_of_the_server_is_answered_and_ends_the_run() {
    let (told, answered) = std::sync::mpsc::channel();
    let server = serve(move |_| {
        let told = told.clone();
        move |header: Header, _: &[u8], out: &mut Vec<u8>| {
            match header.command_id {
                CommandId::submit_sm => put(CommandId::unbind, CommandStatus::ESME_ROK, 7, b"", out),
                CommandId::unbind_resp => told.send(header.sequence_number).unwrap(),
                _ => {
                    polite(header, out);
                }
            }
            Flow::Go
        }
    });
    let ran = load(server, "--messages 1");
    assert_eq!(answered.recv().unwrap(), 7);
    assert!(ran.text.contains("has unbound the session"), "{}", ran.text);
}

#[test]
fn an_answer_of_another_kind_is_none() {
    let server = serve(|_| {
        |header: Header, _: &[u8], out: &mut Vec<u8>| {
            if !polite(header, out) {
                let status = CommandStatus::ESME_ROK;
                put(CommandId::data_sm_resp, status, header.sequence_number, b"id\0", out);
            }
            Flow::Go
        }
    });
    let ran = load(server, "--messages 10 --fail-on-error");
    assert_eq!((ran.count("/accepted"), ran.count("/unanswered")), (0, 10));
    assert_eq!((ran.count("/unexpected_answers"), ran.code), (10, 1));
}

#[test]
fn a_session_that_is_closed_while_nothing_is_due_is_lost() {
    let server = serve(|_| {
        |header: Header, _: &[u8], out: &mut Vec<u8>| {
            polite(header, out);
            // The end of the connection comes right behind the answer.
            Flow::Cut
        }
    });
    let ran = load(server, "--idle --duration 5");
    assert_eq!(ran.code, 1, "{}", ran.text);
    assert!(ran.text.contains("the server closed the connection"), "{}", ran.text);
}

#[test]
fn a_run_that_is_interrupted_is_reported() {
    let (sender, heard) = std::sync::mpsc::channel();
    let server = serve(move |_| {
        let sender = sender.clone();
        move |header: Header, _: &[u8], out: &mut Vec<u8>| {
            if !polite(header, out) {
                answer(header, CommandStatus::ESME_ROK, b"id\0", out);
                let _ = sender.send(());
            }
            Flow::Go
        }
    });
    let run = start(server, "--duration 600 --rate 100");
    for _ in 0..10 {
        heard.recv().unwrap();
    }
    run.interrupt();
    let ran = run.report();
    assert_eq!(ran.code, 1);
    assert_eq!(ran.report["outcome"], "interrupted");
    assert!(ran.count("/accepted") >= 9 && ran.text.contains("interrupted after"), "{}", ran.text);
}

#[test]
fn a_text_that_short_message_has_no_room_for_goes_into_message_payload() {
    for (octets, in_payload) in [(254, false), (255, true), (65_535, true)] {
        let (sender, heard) = std::sync::mpsc::channel();
        let server = serve(move |_| {
            let sender = sender.clone();
            move |header: Header, pdu: &[u8], out: &mut Vec<u8>| {
                if !polite(header, out) {
                    answer(header, CommandStatus::ESME_ROK, b"id\0", out);
                    let _ = sender.send(pdu.to_vec());
                }
                Flow::Go
            }
        });
        assert_eq!(load(server, &format!("--messages 1 --text-octets {octets}")).code, 0);
        let pdu = Pdu::new(heard.recv().unwrap().into(), Dialect::V3_4).unwrap();
        let body = pdu.body::<SubmitSm<'_>>().unwrap();
        let payload = body.tlvs.get(Tag::message_payload).map_or(0, <[u8]>::len);
        let expected = if in_payload { (0, octets) } else { (octets, 0) };
        assert_eq!((body.short_message.len(), payload), expected);
    }
}

#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| brivas_conformance::fuzz::sip_registrar(octets));

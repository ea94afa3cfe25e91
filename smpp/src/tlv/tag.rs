//! Every tag by name (SMPP 5.0 §4.8.4, table 4-60; SMPP 3.4 §5.3.2, table 5-7).

use crate::wire_enum::wire_enum;

wire_enum! {
    /// The tag of a TLV (SMPP 5.0 §4.8.1). 0x1400 to 0x3FFF are the vendors'.
    pub struct Tag(u16) {
        /// Integer of 1 octet: 0 unknown, 1 MS display, 2 mobile equipment, 3 smart card 1, 4 external unit
        /// 1 (SMPP 5.0 §4.8.4.23; SMPP 3.4 §5.3.2.1).
        dest_addr_subunit = 0x0005,
        /// Integer of 1 octet: 0 unknown, 1 GSM, 2 ANSI-136, 3 IS-95, 4 PDC, 5 PHS, 6 iDEN, 7 AMPS, 8
        /// paging (SMPP 5.0 §4.8.4.26; SMPP 3.4 §5.3.2.3).
        dest_network_type = 0x0006,
        /// Integer of 1 octet: 0 unknown, 1 SMS, 2 CSD, 3 packet, 4 USSD, 5 CDPD, 6 DataTAC, 7 FLEX/ReFLEX,
        /// 8 cell broadcast (SMPP 5.0 §4.8.4.24; SMPP 3.4 §5.3.2.5).
        dest_bearer_type = 0x0007,
        /// Integer of 2 octets: octet 1 = GSM protocol_id, octet 2 reserved (SMPP 5.0 §4.8.4.29; SMPP 3.4
        /// §5.3.2.7).
        dest_telematics_id = 0x0008,
        /// Integer of 1 octet: as `dest_addr_subunit` (SMPP 5.0 §4.8.4.54; SMPP 3.4 §5.3.2.2).
        source_addr_subunit = 0x000D,
        /// Integer of 1 octet: as `dest_network_type` (SMPP 5.0 §4.8.4.57; SMPP 3.4 §5.3.2.4).
        source_network_type = 0x000E,
        /// Integer of 1 octet: as `dest_bearer_type` (SMPP 5.0 §4.8.4.55; SMPP 3.4 §5.3.2.6).
        source_bearer_type = 0x000F,
        /// Integer of 1 octet: as octet 1 of `dest_telematics_id` (SMPP 5.0 §4.8.4.61; SMPP 3.4 §5.3.2.8).
        source_telematics_id = 0x0010,
        /// Integer of 4 octets: seconds from submission (SMPP 5.0 §4.8.4.46; SMPP 3.4 §5.3.2.9).
        qos_time_to_live = 0x0017,
        /// Integer of 1 octet: 0 default/WDP, 1 WCMP (SMPP 5.0 §4.8.4.44; SMPP 3.4 §5.3.2.10).
        payload_type = 0x0019,
        /// C-octet string of 1 to 256 octets: free ASCII text (SMPP 5.0 §4.8.4.1; SMPP 3.4 §5.3.2.11).
        additional_status_info_text = 0x001D,
        /// C-octet string of 1 to 65 octets: message_id being receipted (senders often omit the NUL) (SMPP
        /// 5.0 §4.8.4.47; SMPP 3.4 §5.3.2.12).
        receipted_message_id = 0x001E,
        /// Integer of 1 octet: bit7 active; bits1-0: 0 voicemail, 1 fax, 2 e-mail, 3 other (SMPP 5.0
        /// §4.8.4.40; SMPP 3.4 §5.3.2.13).
        ms_msg_wait_facilities = 0x0030,
        /// Integer of 1 octet: 0 none, 1 restricted, 2 confidential, 3 secret (SMPP 5.0 §4.8.4.45; SMPP 3.4
        /// §5.3.2.14).
        privacy_indicator = 0x0201,
        /// Octet string of 2 to 23 octets: octet 1: 0x80 NSAP even, 0x88 NSAP odd, 0xA0 user; then <=22
        /// (SMPP 5.0 §4.8.4.60; SMPP 3.4 §5.3.2.15).
        source_subaddress = 0x0202,
        /// Octet string of 2 to 23 octets: as `source_subaddress`; 5.0: not in submit_multi (SMPP 5.0 §4.8.4.28; SMPP
        /// 3.4 §5.3.2.16).
        dest_subaddress = 0x0203,
        /// Integer of 2 octets (SMPP 5.0 §4.8.4.62; SMPP 3.4 §5.3.2.17).
        user_message_reference = 0x0204,
        /// Integer of 1 octet: 0-255 IS-95, 0-15 TDMA (SMPP 5.0 §4.8.4.63; SMPP 3.4 §5.3.2.18).
        user_response_code = 0x0205,
        /// Integer of 2 octets (SMPP 5.0 §4.8.4.59; SMPP 3.4 §5.3.2.20).
        source_port = 0x020A,
        /// Integer of 2 octets: 3.4 name: destination_port (SMPP 5.0 §4.8.4.30; SMPP 3.4 §5.3.2.21).
        dest_port = 0x020B,
        /// Integer of 2 octets: all three sar_* must be present or all are ignored (SMPP 5.0 §4.8.4.48;
        /// SMPP 3.4 §5.3.2.22).
        sar_msg_ref_num = 0x020C,
        /// Integer of 1 octet: 0 unspecified, 1 en, 2 fr, 3 es, 4 de, 5 pt (SMPP 5.0 §4.8.4.35; SMPP 3.4
        /// §5.3.2.19).
        language_indicator = 0x020D,
        /// Integer of 1 octet: 1-255 (SMPP 5.0 §4.8.4.50; SMPP 3.4 §5.3.2.23).
        sar_total_segments = 0x020E,
        /// Integer of 1 octet: 1-255 (SMPP 5.0 §4.8.4.49; SMPP 3.4 §5.3.2.24).
        sar_segment_seqnum = 0x020F,
        /// Integer of 1 octet: as interface_version (SMPP 5.0 §4.8.4.51; SMPP 3.4 §5.3.2.25).
        sc_interface_version = 0x0210,
        /// Integer of 1 octet: bits3-2 presentation, bits1-0 screening; same count as callback_num (SMPP
        /// 5.0 §4.8.4.17; SMPP 3.4 §5.3.2.37).
        callback_num_pres_ind = 0x0302,
        /// Octet string of 0 to 65 octets: octet 1 data_coding, then text; same count as callback_num (SMPP
        /// 5.0 §4.8.4.16; SMPP 3.4 §5.3.2.38).
        callback_num_atag = 0x0303,
        /// Integer of 1 octet: 0-99 (SMPP 5.0 §4.8.4.43; SMPP 3.4 §5.3.2.39).
        number_of_messages = 0x0304,
        /// Octet string of 4 to 19 octets: octet 1 digit mode 0 DTMF/1 ASCII, 2 TON, 3 NPI, digits (SMPP
        /// 5.0 §4.8.4.15; SMPP 3.4 §5.3.2.36).
        callback_num = 0x0381,
        /// Integer of 1 octet: 0 not set, 1 set (SMPP 5.0 §4.8.4.32; SMPP 3.4 §5.3.2.28).
        dpf_result = 0x0420,
        /// Integer of 1 octet: 0 not requested, 1 requested (SMPP 5.0 §4.8.4.52; SMPP 3.4 §5.3.2.29).
        set_dpf = 0x0421,
        /// Integer of 1 octet: 0 available, 1 denied, 2 unavailable (SMPP 5.0 §4.8.4.39; SMPP 3.4
        /// §5.3.2.30).
        ms_availability_status = 0x0422,
        /// Octet string of 3 octets: octet 1 network: 1 ANSI-136 (5.0 access denied), 2 IS-95 (5.0 access
        /// denied), 3 GSM, 4 3.4 reserved/5.0 ANSI-136 cause, 5 IS-95 cause, 6 ANSI-41, 7 SMPP, 8 MC
        /// specific; octets 2-3 code (SMPP 5.0 §4.8.4.42; SMPP 3.4 §5.3.2.31).
        network_error_code = 0x0423,
        /// Octet string of 0 to 65535 octets: user data (SMPP 5.0 §4.8.4.36; SMPP 3.4 §5.3.2.32).
        message_payload = 0x0424,
        /// Integer of 1 octet: 0 dest unavailable, 1 dest invalid, 2 permanent network, 3 temporary network
        /// (SMPP 5.0 §4.8.4.19; SMPP 3.4 §5.3.2.33).
        delivery_failure_reason = 0x0425,
        /// Integer of 1 octet: 0 no, 1 yes (SMPP 5.0 §4.8.4.38; SMPP 3.4 §5.3.2.34).
        more_messages_to_send = 0x0426,
        /// Integer of 1 octet: see section 6 (SMPP 5.0 §4.8.4.37; SMPP 3.4 §5.3.2.35).
        message_state = 0x0427,
        /// Integer of 1 octet: 0 idle, 1-29 low, 30-49 medium, 50-79 high, 80-90 optimum, 90-99 nearing,
        /// 100 congested (SMPP 5.0 §4.8.4.18).
        congestion_state = 0x0428,
        /// Integer of 1 octet: 0 PSSD ind, 1 PSSR ind, 2 USSR req, 3 USSN req, 16 PSSD resp, 17 PSSR resp,
        /// 18 USSR conf, 19 USSN conf, 32-255 vendor (SMPP 5.0 §4.8.4.64; SMPP 3.4 §5.3.2.44).
        ussd_service_op = 0x0501,
        /// Integer of 1 octet: 0 basic, 1 extended (SMPP 5.0 §4.8.4.7).
        broadcast_channel_indicator = 0x0600,
        /// Octet string of 3 octets: octet 1 network 0 generic, 1 GSM, 2 TDMA, 3 CDMA; u16 content type
        /// (SMPP 5.0 §4.8.4.8).
        broadcast_content_type = 0x0601,
        /// Octet string of 1 to 255 octets (SMPP 5.0 §4.8.4.6).
        broadcast_content_type_info = 0x0602,
        /// Integer of 1 octet: 0 none, 1 class 1 (misprinted 2), 2 class 2, 3 class 3 (SMPP 5.0 §4.8.4.12).
        broadcast_message_class = 0x0603,
        /// Integer of 2 octets: 0 = until validity_period ; indefinitely (SMPP 5.0 §4.8.4.13).
        broadcast_rep_num = 0x0604,
        /// Octet string of 3 octets: octet 1 unit 0x00 asap, 08 s, 09 min, 0A h, 0B d, 0C w, 0D mon, 0E y;
        /// u16 count (SMPP 5.0 §4.8.4.11).
        broadcast_frequency_interval = 0x0605,
        /// Octet string of 1 to 101 octets: octet 1 format 0 name, 1 ellipsoid arc, 2 polygon; <=100
        /// octets; same tag for failed_broadcast_area_identifier (SMPP 5.0 §4.8.4.4).
        broadcast_area_identifier = 0x0606,
        /// Integer of 4 octets: a command_status value; one per failed area, same order (SMPP 5.0
        /// §4.8.4.10).
        broadcast_error_status = 0x0607,
        /// Integer of 1 octet: 0-100 percent, 255 unknown (SMPP 5.0 §4.8.4.5).
        broadcast_area_success = 0x0608,
        /// C-octet string of 16 or 17 octets: absolute time (SMPP 5.0 §4.8.4.9).
        broadcast_end_time = 0x0609,
        /// Octet string of 1 to 255 octets (SMPP 5.0 §4.8.4.14).
        broadcast_service_group = 0x060A,
        /// Octet string of 1 to 1024 octets: octet 1 bit7: 0 reserved, 1 vendor format (SMPP 5.0 §4.8.4.3).
        billing_identification = 0x060B,
        /// C-octet string of 7 to 65 octets: 1+MCC+MNC GSM, 2+MCC+SID TDMA/CDMA, 3+MCC+type+address ESME;
        /// needs source_node_id (SMPP 5.0 §4.8.4.56).
        source_network_id = 0x060D,
        /// C-octet string of 7 to 65 octets: as `source_network_id`; needs dest_node_id (SMPP 5.0 §4.8.4.25).
        dest_network_id = 0x060E,
        /// Octet string of 6 octets: 6 decimal digits (SMPP 5.0 §4.8.4.58).
        source_node_id = 0x060F,
        /// Octet string of 6 octets: 6 decimal digits (SMPP 5.0 §4.8.4.27).
        dest_node_id = 0x0610,
        /// Integer of 1 octet: 0 not queried, 1 not ported, 2 ported (then 0x0612 and 0x0613 required)
        /// (SMPP 5.0 §4.8.4.22).
        dest_addr_np_resolution = 0x0611,
        /// Octet string of 10 octets: LRN, 10 digits (SMPP 5.0 §4.8.4.21).
        dest_addr_np_information = 0x0612,
        /// Octet string of 1 to 5 octets: country code (SMPP 5.0 §4.8.4.20).
        dest_addr_np_country = 0x0613,
        /// Integer of 1 octet: 0 temporary, 1 default, 2 invoke (SMPP 5.0 §4.8.4.31; SMPP 3.4 §5.3.2.26).
        display_time = 0x1201,
        /// Integer of 2 octets: CMT-136 (SMPP 5.0 §4.8.4.53; SMPP 3.4 §5.3.2.40).
        sms_signal = 0x1203,
        /// Octet string of 1 or 4 octets: 0 indefinite, 1 power down, 2 registration area, 3 display only,
        /// 4 relative (5.0: +unit octet 0 s..6 y, +u16) (SMPP 5.0 §4.8.4.41; SMPP 3.4 §5.3.2.27).
        ms_validity = 0x1204,
        /// Integer of 0 or 1 octets: 0 default, 1 low, 2 medium, 3 high (SMPP 5.0 §4.8.4.2; SMPP 3.4
        /// §5.3.2.41).
        alert_on_message_delivery = 0x130C,
        /// Integer of 1 octet: 0 digit, 1 number, 2 phone, 3 password, 4 char line, 5 menu, 6 date, 7 time,
        /// 8 continue (SMPP 5.0 §4.8.4.33; SMPP 3.4 §5.3.2.42).
        its_reply_type = 0x1380,
        /// Octet string of 2 octets: octet 1 session, octet 2 bits7-1 sequence, bit0 end of session (SMPP
        /// 5.0 §4.8.4.34; SMPP 3.4 §5.3.2.43).
        its_session_info = 0x1383,
    }
}

#[allow(non_upper_case_globals)] // spelt as in the standard
impl Tag {
    /// The name that 3.4 gives [`Self::dest_port`] (SMPP 3.4 §5.3.2.21).
    pub const destination_port: Self = Self::dest_port;
    /// The tag of `broadcast_area_identifier` as `broadcast_sm_resp` uses it (SMPP 5.0 §4.4.1.2).
    pub const failed_broadcast_area_identifier: Self = Self::broadcast_area_identifier;

    /// Whether the tag is in the vendors' range, 0x1400 to 0x3FFF (SMPP 5.0 §4.8.3).
    #[must_use]
    pub const fn is_vendor_specific(self) -> bool {
        self.0 >= 0x1400 && self.0 <= 0x3FFF
    }
}

//! What a peer may have or not, for SMPP.

use crate::suite::pics::form;

form! {
    /// The form for a message centre or an ESME.
    SMPP = "smpp";
    /// What a peer may have or not. Each has a line in the form.
    Feature {
        Version34 = "version_3_4", true, "sessions of SMPP 3.4 (SMPP 3.4 §5.2.4)";
        Version50 = "version_5_0", true, "sessions of SMPP 5.0 (SMPP 5.0 §4.7.13)";
        Version33 = "version_3_3", true, "peers of interface_version 0x33 and below (SMPP 5.0 §2.11.2)";
        BindTransmitter = "bind_transmitter", true, "SMPP 5.0 §4.1.1.1";
        BindReceiver = "bind_receiver", true, "SMPP 5.0 §4.1.1.3";
        BindTransceiver = "bind_transceiver", true, "SMPP 5.0 §4.1.1.5";
        SeveralBinds = "several_binds", true, "more than one session of one system_id at a time";
        SubmitSm = "submit_sm", true, "SMPP 5.0 §4.2.1";
        SubmitMulti = "submit_multi", true, "SMPP 5.0 §4.2.3";
        DataSm = "data_sm", true, "SMPP 5.0 §4.2.2";
        QuerySm = "query_sm", true, "SMPP 5.0 §4.5.2";
        CancelSm = "cancel_sm", true, "SMPP 5.0 §4.5.1";
        ReplaceSm = "replace_sm", true, "SMPP 5.0 §4.5.3";
        BroadcastSm = "broadcast_sm", false, "SMPP 5.0 §4.4.1, §4.6";
        Receipts = "receipts", true, "delivery receipts (SMPP 3.4 Appendix B; SMPP 5.0 §4.7.21)";
        MessagePayload = "message_payload", true, "SMPP 5.0 §4.8.4.36";
        LongPayload = "long_payload", true, "a message_payload of 64,000 octets";
        ScheduledDelivery = "scheduled_delivery", true, "schedule_delivery_time (SMPP 5.0 §4.7.23.1)";
        DatagramMode = "datagram_mode", true, "SMPP 5.0 §4.2.10.2";
        TransactionMode = "transaction_mode", true, "for data_sm, and in 5.0 for submit_sm (SMPP 5.0 §4.2.10.4)";
        ReplaceIfPresent = "replace_if_present", true, "replace_if_present_flag (SMPP 5.0 §4.7.22)";
        AnySourceAddress = "any_source_address", true, "this account may use any source address";
        AnyDestination = "any_destination", true, "this account may send to any destination address";
        AnyServiceType = "any_service_type", true, "any service_type of at most 5 characters is taken";
        AnySystemType = "any_system_type", true, "any system_type of at most 12 characters is taken";
        AnyDataCoding = "any_data_coding", true, "every data_coding that the standard names is taken";
        ReservedTonNpi = "refuses_reserved_ton_npi", true, "reserved values of TON and NPI are refused";
        EsmeReceives = "esme_receives", true, "the ESME takes deliver_sm (SMPP 5.0 §4.3.1)";
        EsmeDataSm = "esme_data_sm", true, "the ESME takes data_sm (SMPP 5.0 §4.2.2)";
        EsmeSubmits = "esme_submits", true, "the ESME sends submit_sm by itself while it is tested";
        EsmeReconnects = "esme_reconnects", true, "the ESME connects again by itself (SMPP 5.0 §2.8.1)";
    }
}

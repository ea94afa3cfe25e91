"""Our links to other people's message centres: a client of ours sends through them, and both ends are asked."""

import contextlib
import functools

import conversation
import messages
from capture import Capture
from centre import PASSWORD, Centre, tenant
from certificates import Certificates
from esmes import SMPPLIB
from events import check
from far_centres import SERVERS, SYSTEM_ID, start
from ports import free_port

PREFIX = "4478"  # of the client's own numbers
AWAY = "4915"  # of the numbers behind the link
THROTTLED_MS = 1200
BURST = 5
FORMS = ("short", "udh", "payload")
# The connection is dropped in the midst of the burst that follows the messages of every form, which are 8 submit_sm.
DROP_AFTER = 8 + 2


def run(report, work, certificates):
    strangers = Certificates(work / "strangers")

    def job(number, server):
        folder = work / str(number)
        folder.mkdir()
        with report.scenario(folder):
            Link(report, server, folder, certificates, strangers).run()

    report.side_by_side([functools.partial(job, number, server) for number, server in enumerate(SERVERS)])


class Link:
    def __init__(self, report, server, work, certificates, strangers):
        self.report, self.server, self.work = report, server, work
        self.certificates, self.strangers = certificates, strangers
        self.name = f"link to {server.name}"
        self.port = free_port()
        self.key_log = work / "keys" if server.is_tls else None
        self.running = contextlib.ExitStack()

    def run(self):
        with self.running:
            self.far = self.keep(self.start_far("--throttle", THROTTLED_MS, "--drop-after", DROP_AFTER))
            capture = self.keep(Capture(f"the {self.name}", self.port, self.work, self.key_log))
            if self.server.is_tls:
                self.refuse_stranger()
            self.keep(self.centre(self.certificates))
            self.client = self.keep(SMPPLIB.start(self.near.port, "talk", self.work))
            self.throttled()
            self.dropped()
            self.away()
            self.incoming()
            self.near.stop()
            self.far.stop()
            capture.judge(self.report)

    def refuse_stranger(self):
        with self.report.step(f"{self.name}: a centre of an unknown authority is refused"):
            centre = self.keep(self.centre(self.strangers))
            centre.wait_for_line("invalid peer certificate")
            centre.stop()
            check(not self.far.of("bound"), "the link is bound to a centre whose certificate it cannot trust")

    def throttled(self):
        with self.report.step(f"{self.name}: throttled; long messages, Unicode, receipts, ids in two radices") as notes:
            self.far.wait_count("bound", 1, "the link to be bound")
            self.through(messages.talk(AWAY, FORMS))
            refusals = len(self.far.of("throttled"))
            check(refusals > 0, "the server never answered ESME_RTHROTTLED")
            notes.append(f"{refusals} x ESME_RTHROTTLED, then each part there once, receipts with our ids")

    def dropped(self):
        with self.report.step(f"{self.name}: dropped and bound again") as notes:
            self.through(messages.burst(200, BURST, AWAY))
            check(len(self.far.of("dropped")) == 1, "the server did not drop the connection")
            check(len(self.far.of("bound")) > 1, "the link was not bound again")
            notes.append("nothing lost, nothing there twice")

    def away(self):
        with self.report.step(f"{self.name}: the centre there is away for a while") as notes:
            self.far.stop()
            batch = messages.burst(300, BURST, AWAY)
            for message in batch:
                self.client.submit(message)
            ids = conversation.accepted(self.client, batch)
            self.far = self.keep(self.start_far("--first-id", 0xFACE))
            conversation.receipts(self.client, ids)
            self.check_arrived(batch)
            notes.append(f"{len(batch)} messages waited for it")

    def incoming(self):
        with self.report.step(f"{self.name}: a message from there to our client"):
            sender, to, text = f"{AWAY}1", f"{PREFIX}77", messages.EMOJI
            self.far.say({"from": sender, "to": to, "text": text})
            self.client.wait_count("delivered", 1, "the message")
            came = [(it["from"], it["to"], it["text"]) for it in self.client.of("delivered")]
            check(came == [(sender, to, text)], f"it came as {came}")
            self.far.wait_count("incoming_answered", 1, "our answer")
            status = self.far.of("incoming_answered")[0]["command_status"]
            check(status == 0, f"our answer was {status}")
            self.client.finish()

    def through(self, batch):
        """Sends all of the batch; each is accepted by the far centre once, and its receipt comes with our id."""
        for message in batch:
            self.client.submit(message)
        conversation.receipts(self.client, conversation.accepted(self.client, batch))
        self.check_arrived(batch)

    def check_arrived(self, batch):
        """Each message is there whole, in the form that it was sent in, and no part twice."""
        self.far.wait(lambda: all(self.text_there(message) == message.text for message in batch), "all to arrive there")
        for message in batch:
            parts = self.parts_there(message)
            places = [part["place"] for part in parts]
            check(places == list(range(1, len(parts) + 1)), f"of {message} the parts {places} are there")
            check({part["form"] for part in parts} == {message.form}, f"{message} is there as {parts}")

    def text_there(self, message):
        by_place = {part["place"]: part["text"] for part in self.parts_there(message)}
        return "".join(by_place.values())

    def parts_there(self, message):
        parts = [event for event in self.far.of("submitted") if event["to"] == message.to]
        return sorted(parts, key=lambda part: part["place"])

    def keep(self, it):
        """What is started is stopped at the end, whatever happens."""
        self.running.callback(it.stop)
        return it

    def start_far(self, *options):
        return start(self.server, self.port, self.work, self.certificates, self.key_log, options)

    def centre(self, trusted):
        self.near = Centre(self.work, tenant("talk", prefixes=[PREFIX]), more=self.config(trusted))
        return self.near

    def config(self, trusted):
        files = self.certificates
        tls = f"""
            tls = true
            ca_file = "{trusted.authority}"
            cert = "{files.pem('client')}"
            key = "{files.key('client')}"
            """ if self.server.is_tls else ""
        return f"""
            [message]
            retry_secs = [1]
            [[route]]
            name = "away"
            destination_prefix = ["{AWAY}"]
            to = ["link:far"]
            [[link]]
            name = "far"
            host = "{'localhost' if self.server.is_tls else '127.0.0.1'}"
            port = {self.port}
            system_id = "{SYSTEM_ID}"
            password = "{PASSWORD}"
            throttle_pause_ms = 300
            reconnect_min_ms = 100
            reconnect_max_ms = 500
            message_id = {{ response = "{self.server.ids}", receipt = "{self.server.receipt_ids}" }}
            {tls}
            """

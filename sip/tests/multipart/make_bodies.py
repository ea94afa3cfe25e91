"""Bodies by the email package of Python's standard library, for multipart.rs, and its judgement of one of ours:
python3 make_bodies.py"""

from email import message_from_bytes
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.encoders import encode_7or8bit
from email.policy import SMTP
from pathlib import Path

HERE = Path(__file__).parent

related = MIMEMultipart("related", boundary="inner part")
related.attach(MIMEApplication(b"v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\n", "sdp", encode_7or8bit))
picture = MIMEText("--outer is not a boundary\r\n\r\n--inner\r\n", "x-picture")
picture["Content-ID"] = "<picture@example.com>"
picture["Content-Disposition"] = "render;handling=optional"
related.attach(picture)
mixed = MIMEMultipart("mixed", boundary="outer")
mixed.preamble = "Whoever reads this knows no parts."
mixed.epilogue = "This is behind them."
mixed.attach(MIMEText("Hello\r\n\r\nthere", "plain"))
mixed.attach(related)
mixed.attach(MIMEApplication(b"\x00" * 9, "isup", encode_7or8bit))
(HERE / "nested.txt").write_bytes(mixed.as_bytes(policy=SMTP))

built = HERE / "built.txt"
if built.exists():
    parts = message_from_bytes(built.read_bytes()).get_payload()
    kinds = [part.get_content_type() for part in parts]
    assert kinds == ["application/sdp", "application/isup", "text/plain"], kinds
    assert parts[0].get_payload() == "v=0\r\n", parts[0].get_payload()
    assert parts[1]["Content-Disposition"] == "signal;handling=optional"
    assert parts[2].get_payload() == "", parts[2].get_payload()

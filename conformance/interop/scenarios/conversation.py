"""What is done with every ESME, whatever library it is made of, and what must be seen on its side.

A peer has `submit(message)`, the events of `peer_lines.py`, and `finish()`.
"""

from collections import Counter

from events import check

RATE = 5  # messages a second of the tenant that is throttled
BURST = 3 * RATE


def talk(peer, messages, notes):
    """Every message comes back whole, and its receipt names the id that was given and the final state."""
    peer.wait_count("bound", 1, "the bind")
    for message in messages:
        peer.submit(message)
    ids = accepted(peer, messages)
    peer.wait_count("delivered", len(messages), "every message to come back")
    receipts(peer, ids)
    for message in messages:
        came = [event for event in peer.of("delivered") if event["to"] == message.to]
        check(len(came) == 1, f"message {message.key} came {len(came)} times")
        for name, sent in (("text", message.text), ("from", message.sender), ("form", message.form)):
            # Not every peer tells the form.
            got = came[0].get(name, sent)
            check(got == sent, f"message {message.key}: its {name} came as {got!r}, not {sent!r}")
    notes.append(f"{len(messages)} messages in {len(ids)} submit_sm came back whole, a receipt for each")


def refused(peer):
    """The peer trusts another authority: it does not come to a bind."""
    peer.wait_count("lost", 1, "the connection to fail")
    check(not peer.of("bound"), "it is bound to a centre whose certificate it cannot trust")


def throttled(peer, messages, notes):
    """More at once than the tenant may: refused with ESME_RTHROTTLED, and each accepted later."""
    peer.wait_count("bound", 1, "the bind")
    for message in messages:
        peer.submit(message)
    ids = accepted(peer, messages)
    refusals = len(peer.of("throttled"))
    check(refusals > 0, "the peer never saw ESME_RTHROTTLED")
    receipts(peer, ids)
    notes.append(f"{refusals} x ESME_RTHROTTLED, then all {len(messages)} accepted")


def reconnect(peer, before, after, interrupt, notes):
    """The centre goes away with receipts still to come; the peer comes back by itself, gets them, and goes on."""
    peer.wait_count("bound", 1, "the bind")
    for message in before:
        peer.submit(message)
    accepted(peer, before)
    early = len(peer.of("receipt"))
    interrupt()
    peer.wait_count("bound", 2, "the second bind")
    for message in after:
        peer.submit(message)
    receipts(peer, accepted(peer, before + after))
    notes.append(f"{len(before) - early} receipts after the restart, then {len(after)} messages more")


def accepted(peer, messages):
    """The id of every part, once all are accepted; none may be given twice, or refused for good."""
    keys = {message.key for message in messages}

    def parts():
        return sum(event["parts"] for event in peer.of("sent") if event["key"] in keys)

    def ids():
        return [event["id"] for event in peer.of("accepted") if event["key"] in keys]

    peer.wait(lambda: len({event["key"] for event in peer.of("sent")} & keys) == len(keys), "all to be sent")
    peer.wait(lambda: len(ids()) >= parts(), "all to be accepted")
    check(not peer.of("refused"), f"refused: {peer.of('refused')}")
    given = ids()
    check(len(set(given)) == len(given) == parts(), f"{parts()} parts have the ids {given}")
    check(all(given), f"an id is empty: {given}")
    return given


def receipts(peer, ids):
    """One for each id, and it says DELIVRD; none for an id that was never given."""
    peer.wait(lambda: {event["id"] for event in peer.of("receipt")} >= set(ids), "a receipt for each")
    came = [(event["id"], event["stat"]) for event in peer.of("receipt")]
    given = {event["id"] for event in peer.of("accepted")}
    wrong = Counter(came) - Counter((id, "DELIVRD") for id in given)
    check(not wrong, f"receipts that should not be: {dict(wrong)}")

"""Digests by the hashlib of Python's standard library, for digest.rs: python3 make_digests.py > digests.json"""

import hashlib
import json
import random

HASHES = {"MD5": "md5", "SHA-256": "sha256", "SHA-512-256": "sha512_256"}


def joined(name, *parts):
    return hashlib.new(name, b":".join(parts)).hexdigest().encode()


def case(rng, algorithm, qop):
    name = HASHES[algorithm.removesuffix("-sess")]
    word = lambda: "".join(rng.choice("abcXYZ012-._~ü") for _ in range(rng.randint(1, 40)))
    token = lambda: "".join(rng.choice("0123456789abcdef") for _ in range(rng.randint(8, 40)))
    user, realm, password = word(), word(), word()
    nonce, cnonce, count = token(), token(), rng.randrange(1, 2**32)
    method = rng.choice(["REGISTER", "INVITE", "BYE", "SUBSCRIBE"])
    uri = rng.choice(["sip:example.com", "sips:bob@example.com:5071;transport=tcp", "tel:+15551234"])
    body, answer = word() * rng.randint(0, 9), word() * rng.randint(0, 9)
    octets = lambda text: text.encode()
    nc = b"%08x" % count
    ha1 = key = joined(name, octets(user), octets(realm), octets(password))
    if algorithm.endswith("-sess"):
        key = joined(name, ha1, octets(nonce), octets(cnonce))

    def digest(method, content):
        ha2 = [octets(method), octets(uri)]
        if qop == "auth-int":
            ha2.append(joined(name, octets(content)))
        ha2 = joined(name, *ha2)
        if qop is None:
            return joined(name, key, octets(nonce), ha2).decode()
        return joined(name, key, octets(nonce), nc, octets(cnonce), octets(qop), ha2).decode()

    return {
        "algorithm": algorithm, "qop": qop, "user": user, "realm": realm, "password": password, "nonce": nonce,
        "cnonce": cnonce, "nc": nc.decode(), "method": method, "uri": uri, "body": body, "answer": answer,
        "ha1": ha1.decode(), "response": digest(method, body), "rspauth": digest("", answer),
    }


rng = random.Random(7616)
cases = []
for base in HASHES:
    for algorithm in (base, base + "-sess"):
        for qop in (None, "auth", "auth-int"):
            if qop or algorithm == base:
                cases += [case(rng, algorithm, qop) for _ in range(6)]
print("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]")

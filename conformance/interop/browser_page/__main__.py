"""What a person sees on the live page, without the operator's key and with it."""
import pathlib
import time

from devtools import Browser
from server import TEXT, Server

PICTURES = pathlib.Path("target/browser")


def figure(name):
    return f"Number(document.getElementById('{name}').textContent.replaceAll(',', ''))"


def row(table, text):
    return f"[...document.getElementById('{table}').rows].find(row => row.innerText.includes('{text}'))"


def figures_move_without_a_key(browser, server):
    browser.open(server.url)
    browser.wait("document.getElementById('state').textContent === 'ready'")
    for name in ["accepted", "delivered"]:
        browser.wait(f"{figure(name)} > 0")
    before = browser.run(figure("total"))
    browser.wait(f"{figure('total')} > {before}")
    browser.wait("document.querySelectorAll('#chart polyline').length === 3")
    browser.hover("document.getElementById('chart')")
    browser.wait("document.getElementById('chart').textContent.match(/accepted [1-9][0-9]*, delivered/)")
    browser.wait(f"{figure('binds')} === 1")
    assert not browser.run("document.body.innerText.includes('shop')"), "a tenant's name is told to strangers"
    assert browser.run("document.getElementById('operator').checkVisibility()") is False


def a_wrong_key_opens_nothing(browser, server):
    browser.type("document.getElementById('key')", "wrong")
    browser.press_enter()
    browser.wait("document.getElementById('key-problem').textContent.includes('not the operator')")
    assert browser.run("document.getElementById('operator').checkVisibility()") is False
    faults = browser.take_faults()
    assert all("401" in fault for fault in faults), faults


def the_key_shows_tenants_links_routes_and_queues(browser, server):
    browser.type("document.getElementById('key')", server.operator_key)
    browser.click("document.querySelector('#key-form button')")
    browser.wait("document.getElementById('operator').checkVisibility()")
    browser.wait(f"{row('tenants', 'shop')}?.innerText.includes('1 of 10')")
    browser.wait(row("tenants", "operator of mobiles"))
    browser.wait(f"{row('links', 'north')}?.innerText.match(/0 of 1.*refused/is)")
    browser.wait(f"{row('routes', 'mobile numbers')}?.innerText.includes('open')")
    browser.wait(f"Number({row('queues', 'route mobile numbers')}?.cells[1].textContent) > 0")
    assert browser.run("document.getElementById('key').value") == "", "the key stands in the page"
    kept = browser.run("JSON.stringify([localStorage, sessionStorage, document.cookie])")
    assert server.operator_key not in kept, "the key is kept beyond the page"


def a_route_is_held_and_resumed(browser, server):
    for pressed, state, held in [("Hold", "held", True), ("Resume", "open", False)]:
        button = f"{row('routes', 'mobile numbers')}.querySelector('button')"
        assert browser.run(f"{button}.textContent") == pressed
        browser.click(button)
        browser.wait(f"{row('routes', 'mobile numbers')}.cells[1].textContent === '{state}'")
        assert server.ask("/v1/routes")["routes"][0]["held"] is held


def the_search_finds_messages_and_shows_no_text(browser, server):
    browser.type("document.getElementById('search-text')", "+4917")
    browser.press_enter()
    browser.wait("document.getElementById('search-state').textContent.includes('found')")
    browser.wait(f"{row('found', 'ENROUTE')}?.innerText.includes('4917')")
    ids = browser.run("[...document.getElementById('found').rows].map(row => row.cells[0].textContent)")
    assert 0 < len(ids) <= 100 and ids == sorted(ids, reverse=True), ids
    browser.run("document.getElementById('search-by').value = 'id'")
    browser.type("document.getElementById('search-text')", ids[-1])
    browser.click("document.querySelector('#search-form button')")
    browser.wait("document.getElementById('found').rows.length === 1")
    assert browser.run("document.getElementById('found').rows[0].cells[0].textContent") == ids[-1]
    browser.type("document.getElementById('search-text')", "4711471147")
    browser.press_enter()
    browser.wait("document.getElementById('search-state').textContent === 'No such message.'")
    assert TEXT not in browser.run("document.documentElement.textContent"), "a text is shown"
    browser.run("document.getElementById('search-by').value = 'to'")
    browser.type("document.getElementById('search-text')", "4917")
    browser.press_enter()
    browser.wait("document.getElementById('found').rows.length > 1")


def dead_letters_are_replayed(browser, server):
    tenant = row("tenants", "shop")
    browser.wait(f"Number({tenant}.cells[2].textContent) > 0")
    first = server.ask("/v1/operator/dead-letters?limit=1")["dead_letters"][0]
    browser.click(f"{tenant}.querySelector('button')")
    end = time.monotonic() + 20
    # Nobody listens there: each becomes a dead letter again, and is kept anew.
    while server.ask("/v1/operator/dead-letters?limit=1")["dead_letters"][:1] in ([], [first]):
        assert time.monotonic() < end, "nothing was replayed"
        time.sleep(0.05)
    assert browser.run("document.getElementById('problem').textContent") == ""


def it_looks_well_light_dark_and_on_a_telephone(browser, server):
    grounds = set()
    for name, width, height, scheme in [
            ("light", 1280, 900, "light"), ("dark", 1280, 900, "dark"), ("telephone", 390, 844, "light")]:
        browser.show(width, height, scheme)
        browser.wait("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
        assert browser.run("document.documentElement.scrollWidth <= innerWidth"), f"{name}: wider than the window"
        grounds.add((scheme, browser.run("getComputedStyle(document.body).backgroundColor")))
        browser.picture(PICTURES / f"{name}.png")
    assert len({ground for _, ground in grounds}) == 2, grounds
    browser.show(1280, 900, "light")


def nothing_was_wrong_and_nothing_came_from_elsewhere(browser, server):
    faults = browser.take_faults()
    assert not faults, faults
    assert browser.requests
    strangers = {url for url in browser.requests if not url.startswith(server.url)}
    assert not strangers, strangers


def a_key_that_is_forgotten_leaves_nothing(browser, server):
    browser.click("document.getElementById('forget')")
    browser.wait("document.getElementById('key-form').checkVisibility()")
    assert "shop" not in browser.run("document.documentElement.textContent")


def the_end_of_the_server_is_told(browser, server):
    server.stop()
    browser.wait("document.getElementById('state').textContent === 'not reachable'")


STEPS = [
    figures_move_without_a_key,
    a_wrong_key_opens_nothing,
    the_key_shows_tenants_links_routes_and_queues,
    a_route_is_held_and_resumed,
    the_search_finds_messages_and_shows_no_text,
    dead_letters_are_replayed,
    it_looks_well_light_dark_and_on_a_telephone,
    nothing_was_wrong_and_nothing_came_from_elsewhere,
    a_key_that_is_forgotten_leaves_nothing,
    the_end_of_the_server_is_told,
]


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    server = Server()
    try:
        browser = Browser()
        try:
            for step in STEPS:
                began = time.monotonic()
                step(browser, server)
                print(f"ok   {step.__name__.replace('_', ' ')} ({time.monotonic() - began:.1f} s)", flush=True)
        except Exception:
            browser.picture(PICTURES / "failure.png")
            raise
        finally:
            browser.close()
    finally:
        server.close()
    print(f"browser: {len(STEPS)} passed, 0 failed")


main()

"""Looks at the pages of a running service in a browser.

WALLET_SERVICE_URL and ACCESS_TOKEN name the service. It needs selenium, Chromium and its driver.
It prints `ok N checks`, or the first check that failed.
"""

import json
import os
import sys
import urllib.parse
import urllib.request
import uuid

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

URL = os.environ["WALLET_SERVICE_URL"].rstrip("/")
TOKEN = os.environ["ACCESS_TOKEN"]
# The longest way that links are followed, so that a large ledger ends some day.
PAGES = 60
CUSTOMER = f"pages-check-{uuid.uuid4().hex[:8]}"
HOSTILE = CUSTOMER + "/<script>alert('1')</script>&\" ..?#%2F"

checks = 0


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        print(f"failed: {what}")
        sys.exit(1)


def seed():
    """Makes customers to look at, by the service's own API."""
    for customer in [CUSTOMER, HOSTILE]:
        body = {
            "external_customer_id": customer,
            "rate_amount": "0.5",
            "currency": "USD",
            "name": customer,
            "paid_credits": "1234.5",
            "granted_credits": "100",
        }
        request = urllib.request.Request(
            URL + "/v1/commerce/billing/wallets",
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            check(answer.status == 201, f"a wallet for {customer!r} is created")


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = Service(os.environ.get("CHROMEDRIVER", "/usr/bin/chromedriver"))
    return webdriver.Chrome(options=options, service=service)


def size(driver, width):
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600},
    )


def scheme(driver, name):
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": name}]},
    )


def path(driver):
    return driver.current_url.removeprefix(URL)


def wait(driver, condition, what):
    try:
        WebDriverWait(driver, 20).until(condition)
    except Exception:  # noqa: BLE001
        check(False, what)
    check(True, what)


def forget(driver):
    """Empties the logs: what a refused sign-in leaves there is meant."""
    driver.get_log("browser")
    driver.get_log("performance")


def check_logs(driver, where):
    """Nothing went wrong in the browser, and nothing came from elsewhere."""
    for entry in driver.get_log("browser"):
        check(entry["level"] not in ("SEVERE", "WARNING"), f"{where}: {entry['message']}")
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            address = message["params"]["request"]["url"]
            check(address.startswith(URL + "/"), f"{where}: loads {address}")
        if message["method"] == "Network.responseReceived":
            answer = message["params"]["response"]
            status, kind = answer["status"], message["params"]["type"]
            check(status < 400, f"{where}: {answer['url']} is {status}")
            if kind == "Document":
                policy = {k.lower(): v for k, v in answer["headers"].items()}
                check(
                    "default-src 'none'" in policy.get("content-security-policy", ""),
                    f"{where}: has a content security policy",
                )


def check_page(driver, where):
    """What holds of every page: a title, headings in order, names for what is to be read aloud."""
    check(driver.title.endswith("Wallet service"), f"{where}: has a title, {driver.title!r}")
    found = driver.execute_script(
        """
        const all = (query) => [...document.querySelectorAll(query)];
        return {
            lang: document.documentElement.lang,
            headings: all('h1, h2, h3, h4, h5, h6').map((each) => Number(each.tagName[1])),
            mains: all('main').length,
            scripts: all('script, [style], style, iframe, img, object').length,
            nameless: all('svg[role=img]').filter((each) =>
                !each.querySelector('title') || !each.querySelector('title').textContent).length,
            unlabelled: all('input:not([type=hidden], [hidden])').filter((each) => !each.labels.length).length,
            tables: all('table').filter((each) => !each.caption).length,
            scopes: all('th').filter((each) => !each.scope).length,
            silent: all('a').filter((each) => !each.textContent.trim()).length,
            times: all('time').filter((each) => isNaN(Date.parse(each.dateTime))).length,
        };
        """
    )
    check(found["lang"] == "en", f"{where}: says its language")
    check(found["mains"] == 1, f"{where}: has one main part")
    check(found["headings"][:1] == [1], f"{where}: begins with its heading")
    steps = zip(found["headings"], found["headings"][1:])
    check(all(b <= a + 1 for a, b in steps), f"{where}: leaves out no heading's level")
    for name in ["scripts", "nameless", "unlabelled", "tables", "scopes", "silent", "times"]:
        check(found[name] == 0, f"{where}: {name} are {found[name]}")


def check_narrow(driver, where):
    """A phone shows the page whole, without scrolling sideways."""
    size(driver, 390)
    width = driver.execute_script("return document.documentElement.scrollWidth")
    check(width <= 390, f"{where}: is {width} pixels wide on a phone")
    size(driver, 1280)


def colour(driver):
    return driver.execute_script("return getComputedStyle(document.body).backgroundColor")


def sign_in(driver):
    driver.get(URL + "/trial-balance")
    check(path(driver).startswith("/login?next="), "without a session, the form comes first")
    check_page(driver, "the form")
    focused = driver.switch_to.active_element
    check(focused.get_attribute("id") == "token", "the field of the token has the focus")
    focused.send_keys("not the token" + Keys.ENTER)
    wait(driver, lambda d: d.find_elements(By.ID, "problem"), "a wrong token is told")
    check(path(driver) == "/login", "a wrong token leads nowhere")
    check(not driver.get_cookies(), "a wrong token gives no cookie")
    forget(driver)
    # The focus is in the field; Enter sends the form.
    driver.switch_to.active_element.send_keys(TOKEN + Keys.ENTER)
    wait(driver, lambda d: path(d) == "/trial-balance", "a right token leads to the page asked for")
    cookies = driver.get_cookies()
    check(len(cookies) == 1, "there is one cookie")
    cookie = cookies[0]
    check(cookie["httpOnly"] and cookie["sameSite"] == "Strict", "no script or site can use it")
    check(TOKEN not in cookie["value"], "it is not the token")
    check(driver.execute_script("return document.cookie") == "", "no script can read it")
    check_logs(driver, "signing in")


def check_keyboard(driver):
    """Tab reaches the skip link first, then all else; Enter follows."""
    driver.get(URL + "/")
    body = driver.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    first = driver.switch_to.active_element
    check(first.get_attribute("class") == "skip", "Tab begins at the link to the content")
    check(first.is_displayed() and first.location["y"] >= 0, "and that link can be seen then")
    reached = []
    for _ in range(12):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        element = driver.switch_to.active_element
        if element.tag_name == "body":
            break
        outline = element.value_of_css_property("outline-style")
        check(outline != "none", f"the focus can be seen on {element.tag_name}")
        reached.append(element.get_attribute("id") or element.text)
    check("Trial balance" in reached and "search" in reached, f"Tab reaches all: {reached}")
    search = driver.find_element(By.ID, "search")
    search.send_keys(CUSTOMER + Keys.ENTER)
    wait(driver, lambda d: f"search={CUSTOMER}" in d.current_url, "Enter searches")
    link = driver.find_element(By.CSS_SELECTOR, "tbody a")
    check(link.text == CUSTOMER, "the customer is found")
    link.send_keys(Keys.ENTER)
    wait(driver, lambda d: path(d) == "/customers/" + CUSTOMER, "Enter follows a link")
    check_logs(driver, "by keyboard")


def check_customer(driver):
    text = driver.find_element(By.TAG_NAME, "main").text
    check("1,334.5" in text and "667.25" in text, "a customer's page tells its balance")
    check("Transactions" in text, "and its transactions")
    check(driver.find_elements(By.CSS_SELECTOR, "svg.plot .past-line"), "and draws its past")
    check(driver.find_elements(By.CSS_SELECTOR, "svg.bar .fill"), "and its grants")
    line = driver.find_element(By.CSS_SELECTOR, "svg.plot .future-line")
    check(line.value_of_css_property("stroke-dasharray") != "none", "and the future apart")


def check_hostile(driver):
    link = "/customers/" + urllib.parse.quote(HOSTILE, safe="")
    driver.get(URL + link)
    check(driver.find_element(By.TAG_NAME, "h1").text == HOSTILE, "an id is shown as it is")
    driver.get(URL + "/?" + urllib.parse.urlencode({"search": HOSTILE}))
    driver.find_element(By.CSS_SELECTOR, "tbody a").click()
    wait(driver, lambda d: path(d) == link, "and its link leads to it")


def follow_links(driver):
    """Every link that is found leads to a page."""
    known, waiting = set(), ["/"]
    while waiting and len(known) < PAGES:
        here = waiting.pop(0)
        if here in known:
            continue
        known.add(here)
        driver.get(URL + here)
        check_page(driver, here)
        check_narrow(driver, here)
        check_logs(driver, here)
        for link in driver.find_elements(By.CSS_SELECTOR, "a[href]"):
            address = link.get_attribute("href").split("#")[0]
            check(address.startswith(URL + "/"), f"{here}: leads to {address}")
            waiting.append(address.removeprefix(URL))
    check({"/", "/trial-balance"} <= known, "the pages are linked")


def sign_out(driver):
    driver.find_element(By.CSS_SELECTOR, ".sign-out button").click()
    wait(driver, lambda d: path(d) == "/login", "signing out leads to the form")
    driver.get(URL + "/")
    check(path(driver) == "/login", "and the session is gone")


def main():
    seed()
    driver = browser()
    try:
        size(driver, 1280)
        scheme(driver, "light")
        sign_in(driver)
        check_keyboard(driver)
        check_customer(driver)
        check_hostile(driver)
        follow_links(driver)
        driver.get(URL + "/")
        light = colour(driver)
        scheme(driver, "dark")
        check(colour(driver) != light, "the dark scheme has other colours")
        sign_out(driver)
    finally:
        driver.quit()
    print(f"ok {checks} checks")


if __name__ == "__main__":
    main()

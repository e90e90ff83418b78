"""kills.py SERVICE LEDGER_TOOL STORE KILLS: ends the service in the middle of a load, again and again.

STORE is as ledger-tool names it: sqlite:FILE or postgres:URL. Clients draw down and top up as fast
as they can and note what was acknowledged. KILLS times the service is killed; what was acknowledged
must then stand in the journal once, and its repetition must give the same answer. What was left
unanswered is sent again, and must take effect once in all. At last the service is asked to end: it
must exit with 0, and what it had accepted must have been answered, so that the journal holds what
was acknowledged and nothing else. The books are verified after each round.
"""

import asyncio
import os
import random
import re
import sys

sys.dont_write_bytecode = True  # No folder of its own beside the sources.
import count
import wire

CLIENTS = 32
CUSTOMERS = 100
TOKEN = "the token of the kills"


class Service:
    """The service as a process of its own, on a free port."""

    def __init__(self, program, store):
        scheme, _, place = store.partition(":")
        self.command = [program, "--port", "0", f"--{scheme}", place]

    async def start(self):
        with open(os.environ.get("SERVICE_LOG", os.devnull), "ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self.command, env={**os.environ, "ACCESS_TOKEN": TOKEN},
                stdout=asyncio.subprocess.PIPE, stderr=log,
            )
        async for line in self.process.stdout:
            found = re.match(rb"Listening on (\S+)", line)
            if found:
                self.url = found[1].decode()
                return
        sys.exit(f"error: the service did not start: {await self.process.wait()}")

    def connection(self):
        return wire.Connection(self.url, TOKEN)

    async def kill(self):
        self.process.kill()
        await self.process.wait()

    async def end(self):
        self.process.terminate()
        code = await asyncio.wait_for(self.process.wait(), 30)
        if code != 0:
            sys.exit(f"error: the service was asked to end, and exited with {code}")


class Requests:
    """What the clients send, and what they know of it."""

    def __init__(self, randomness):
        self.randomness = randomness
        self.wallets = []
        self.sent = 0
        self.acknowledged = {}
        self.unanswered = {}

    def next(self):
        """Another request, under a name of its own: (name, path, body)."""
        name = f"kill-{self.sent}"
        self.sent += 1
        customer = self.randomness.randrange(CUSTOMERS)
        if self.randomness.random() < 0.75:
            lines = [{"id": "usage", "amount": self.randomness.randint(1, 5000)}]
            body = {"customer": f"load-{customer}", "invoice": name, "currency": "USD"}
            return name, "/v1/invoices/drawdown", {**body, "lines": lines}
        body = {
            "credits_to_add": str(self.randomness.randint(1, 50)),
            "transaction_reason": "FREE_CREDIT_GRANT",
            "idempotency_key": name,
        }
        return name, f"/v1/wallets/{self.wallets[customer]}/top-up", body

    async def send(self, connection, request):
        """Sends one request and returns what of its answer can never change."""
        name, path, body = request
        status, answer = await connection.call("POST", path, body)
        if status != 200:
            sys.exit(f"error: {name}: {status} {answer}")
        if "wallet_transaction" in answer:
            made = answer["wallet_transaction"]
            return made["id"], made["credit_amount"]
        return answer["applied"], answer["due"], answer["applications"]

    async def work(self, connection):
        """Sends requests until one is not answered."""
        while True:
            request = self.next()
            try:
                self.acknowledged[request[0]] = request, await self.send(connection, request)
            except wire.Unanswered:
                self.unanswered[request[0]] = request
                return

    async def repeat(self, service, names):
        """Sends acknowledged requests again, which must be answered as before."""
        queue = iter(names)

        async def work():
            connection = service.connection()
            for name in queue:
                request, answer = self.acknowledged[name]
                again = await self.send(connection, request)
                if again != answer:
                    sys.exit(f"error: {name} was answered {answer}, and then {again}")
            connection.close()

        await asyncio.gather(*(work() for _ in range(CLIENTS)))

    async def settle(self, service):
        """Sends what was not answered again, which must now be answered."""
        connection = service.connection()
        for name, request in self.unanswered.items():
            self.acknowledged[name] = request, await self.send(connection, request)
        connection.close()
        settled, self.unanswered = list(self.unanswered), {}
        return settled


class Kills:
    def __init__(self, program, tool, store, randomness):
        self.service = Service(program, store)
        self.tool, self.store = tool, store
        self.requests = Requests(randomness)
        self.randomness = randomness

    async def seed(self):
        connection = self.service.connection()
        for number in range(CUSTOMERS):
            body = {
                "external_customer_id": f"load-{number}", "name": "Load", "rate_amount": "1",
                "currency": "USD", "paid_credits": "1000000",
            }
            status, wallet = await connection.call("POST", "/v1/commerce/billing/wallets", body)
            if status != 201:
                sys.exit(f"error: {status} {wallet}")
            self.requests.wallets.append(wallet["id"])
        connection.close()

    async def load(self, end):
        """Lets the clients work, and ends the service in the middle of it."""
        work = [
            asyncio.create_task(self.requests.work(self.service.connection()))
            for _ in range(CLIENTS)
        ]
        await asyncio.sleep(self.randomness.uniform(0.3, 1.2))
        await end()
        await asyncio.gather(*work)

    def check(self, may_be_there):
        """Compares the journal with what is known of the requests; the service does not run."""
        invoices, keys, _ = count.entries_by_name(count.journal(self.tool, self.store))
        found = {**invoices, **keys}
        certain = set(self.requests.acknowledged)
        count.compare("requests", certain | (set(may_be_there) & found.keys()), found)
        report = count.verify(self.tool, self.store)
        if report["entries"] != CUSTOMERS + len(found):
            sys.exit(f"error: {len(found)} requests took effect, and {report}")
        return len(found)

    async def round(self, number):
        before = set(self.requests.acknowledged)
        await self.load(self.service.kill)
        new = self.requests.acknowledged.keys() - before
        if len(new) < CLIENTS:
            sys.exit(f"error: only {len(new)} requests were acknowledged before the kill")
        cut = len(self.requests.unanswered)
        journalled = self.check(self.requests.unanswered)
        survived = journalled - len(before) - len(new)
        await self.service.start()
        await self.requests.repeat(self.service, new)
        await self.requests.repeat(self.service, await self.requests.settle(self.service))
        print(
            f"kill {number}: {len(new)} acknowledged are there; of {cut} unanswered {survived} "
            "had taken effect, and all have once now"
        )

    async def run(self, kills):
        await self.service.start()
        try:
            await self.seed()
            for number in range(1, kills + 1):
                await self.round(number)
            await self.load(self.service.end)
            journalled = self.check([])
        finally:
            if self.service.process.returncode is None:
                await self.service.kill()
        print(
            f"asked to end: exit code 0, {journalled} requests acknowledged and journalled once in "
            f"all, {len(self.requests.unanswered)} not accepted"
        )


if __name__ == "__main__":
    service, tool, store, kills = sys.argv[1:]
    asyncio.run(Kills(service, tool, store, random.Random(7)).run(int(kills)))

"""seed.py COUNT FILE: makes COUNT customers, each with a wallet, through the service.

Each wallet has a million paid credits of a dollar and a thousand granted ones, so that the load
uses one kind up and goes on with the other. The wallets' ids go into the file, one a line; the
customer of the first line is `load-0`.
"""

import asyncio
import sys

sys.dont_write_bytecode = True  # No folder of its own beside the sources.
import wire

CONNECTIONS = 64


async def seed(count):
    url, token = wire.service()
    wallets = [None] * count
    numbers = iter(range(count))

    async def make():
        connection = wire.Connection(url, token)
        for number in numbers:
            status, wallet = await connection.call(
                "POST",
                "/v1/commerce/billing/wallets",
                {
                    "external_customer_id": f"load-{number}",
                    "name": "Load",
                    "rate_amount": "1",
                    "currency": "USD",
                    "paid_credits": "1000000",
                    "granted_credits": "1000",
                },
            )
            if status != 201:
                sys.exit(f"error: wallet {number}: {status} {wallet}")
            wallets[number] = wallet["id"]
        connection.close()

    await asyncio.gather(*(make() for _ in range(CONNECTIONS)))
    return wallets


if __name__ == "__main__":
    made = asyncio.run(seed(int(sys.argv[1])))
    with open(sys.argv[2], "w") as file:
        file.writelines(f"{wallet}\n" for wallet in made)
    print(f"seeded {len(made)} customers")

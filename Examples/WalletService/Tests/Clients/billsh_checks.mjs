// bill.sh's admin credits, by the Node.js code of its documents.
//
// Reads WALLET_SERVICE_URL and ACCESS_TOKEN; ends with 1 at the first check that fails.

const URL = process.env.WALLET_SERVICE_URL.replace(/\/$/, "");
const ADMIN_TOKEN = process.env.ACCESS_TOKEN;
const run = Math.random().toString(36).slice(2, 10);
const customerId = `node-${run}`;
const walletAccountId = "123456789";
const platformAccountId = "999888777";
let checks = 0;

function check(what, holds, shown = "") {
  if (!holds) {
    console.error(`failed: ${what} ${typeof shown === "string" ? shown : JSON.stringify(shown)}`);
    process.exit(1);
  }
  checks += 1;
}

async function credit(changes = {}) {
  return await fetch(
    `${URL}/admin/v1/customers/${customerId}/credits`,
    {
      method: "POST",
      headers: {
        "Authorization": `Bearer ${ADMIN_TOKEN}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({
        amount_nanos: "10000000000000", // $10.00
        wallet_account_id: walletAccountId,
        platform_account_id: platformAccountId,
        description: "Service credit — February outage compensation",
        reason: "4-hour outage on 2026-02-28 per incident INC-4421",
        actor_id: "support-agent-001",
        actor_name: "Jane Smith",
        idempotency_key: "credit-inc-4421-acme",
        ...changes,
      }),
    }
  );
}

async function history() {
  const resp = await fetch(
    `${URL}/admin/v1/customers/${customerId}/credits`,
    { headers: { "Authorization": `Bearer ${ADMIN_TOKEN}` } }
  );
  check("the history is answered", resp.status === 200, String(resp.status));
  return await resp.json();
}

const resp = await credit();
const result = await resp.json();
check("a credit is created", resp.status === 201, result);
console.log(`Transfer: ${result.transfer_id}, Audit: ${result.audit_entry_id}`);
for (const id of [result.transfer_id, result.audit_entry_id]) {
  check("ids are UUIDs of version 7", /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/.test(id), id);
}

const again = await credit();
check("a replay is 200", again.status === 200);
check("a replay answers the same", JSON.stringify(await again.json()) === JSON.stringify(result));
const conflict = await credit({ reason: "another" });
check("the key with another reason is 409", conflict.status === 409);
check("and the error has a code", (await conflict.json()).error.code === "idempotencyKeyReused");

const large = await credit({ amount_nanos: "12345678901234567890123456", idempotency_key: "2" });
check("an amount beyond a double's digits is taken", large.status === 201, await large.text());

const entries = await history();
check("the history is an array of both", Array.isArray(entries) && entries.length === 2, entries);
for (const entry of entries) {
  const amountUsd = (BigInt(entry.amount_nanos) / BigInt(1e12)).toString();
  console.log(`${entry.created_at} — $${amountUsd} by ${entry.actor_name}`);
  check("the instant is a date", !Number.isNaN(Date.parse(entry.created_at)), entry.created_at);
}
check("to the digit", BigInt(entries[0].amount_nanos) === 12345678901234567890123456n, entries[0]);
check("ten dollars are ten", BigInt(entries[1].amount_nanos) / BigInt(1e12) === 10n, entries[1]);

const numbers = await credit({ amount_nanos: 10000000000000, idempotency_key: "3" });
check("a number instead of a string is 400", numbers.status === 400);
check("and says why", (await numbers.json()).error.message.includes("amount_nanos"));
check("nothing came of it", (await history()).length === 2);
console.log(`ok ${checks} checks`);

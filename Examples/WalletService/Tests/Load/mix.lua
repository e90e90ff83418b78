-- wrk -s mix.lua URL -- WALLETS RUN SECONDS
--
-- 70 % drawdowns, 20 % top-ups, 10 % reads, each for a customer taken at random from those that
-- seed.py made. Every drawdown has an invoice and every top-up a key of its own, so that the journal
-- can be compared with what was acknowledged. After SECONDS nothing more is sent: let wrk run a
-- little longer, and every answer has come when it ends.

local ffi = require("ffi")
ffi.cdef [[
typedef struct { long seconds; long microseconds; } wall_time;
int gettimeofday(wall_time *time, void *zone);
]]

local threads = {}

function setup(thread)
    thread:set("number", #threads)
    table.insert(threads, thread)
end

local clock = ffi.new("wall_time")

local function now()
    ffi.C.gettimeofday(clock, nil)
    return tonumber(clock.seconds) + tonumber(clock.microseconds) / 1e6
end

local wallets, ends, seconds, rehearsal = {}, nil, nil, nil
local head = "Host: 127.0.0.1\r\nAuthorization: Bearer " .. os.getenv("ACCESS_TOKEN")
    .. "\r\nContent-Type: application/json\r\n"

function init(arguments)
    for line in io.lines(arguments[1]) do table.insert(wallets, line) end
    run = arguments[2] .. "-" .. number
    seconds = tonumber(arguments[3])
    drawdowns, topups, reads = 0, 0, 0
    math.randomseed(number + 1)
    -- Of its first thread wrk asks one request only to see what it looks like, and never sends it.
    rehearsal = number == 0
end

local function post(path, body)
    return "POST " .. path .. " HTTP/1.1\r\n" .. head .. "Content-Length: " .. #body
        .. "\r\n\r\n" .. body
end

local function drawdown(customer)
    local body = '{"customer":"load-' .. customer .. '","invoice":"' .. run .. "-" .. drawdowns
        .. '","currency":"USD","lines":[{"id":"seats","fee_type":"subscription","amount":499},'
        .. '{"id":"usage","fee_type":"charge","amount":' .. math.random(1, 2000) .. "}]}"
    drawdowns = drawdowns + 1
    return post("/v1/invoices/drawdown", body)
end

local function topup(customer)
    local body = '{"credits_to_add":"' .. math.random(1, 20)
        .. '","transaction_reason":"FREE_CREDIT_GRANT","idempotency_key":"' .. run .. "-" .. topups
        .. '"}'
    topups = topups + 1
    return post("/v1/wallets/" .. wallets[customer + 1] .. "/top-up", body)
end

local function read(customer)
    reads = reads + 1
    return "GET /v1/commerce/billing/wallets/" .. wallets[customer + 1] .. " HTTP/1.1\r\n" .. head
        .. "\r\n"
end

function request()
    if rehearsal then
        rehearsal = false
        return "GET /health HTTP/1.1\r\n" .. head .. "\r\n"
    end
    local customer = math.random(0, #wallets - 1)
    local share = math.random(1, 10)
    if share <= 7 then return drawdown(customer) end
    if share <= 9 then return topup(customer) end
    return read(customer)
end

-- How many milliseconds a connection waits before its next request.
function delay()
    if ends == nil then ends = now() + seconds end
    return now() < ends and 0 or 3600000
end

-- One line of JSON, for count.py.
function done(summary, latency)
    local issued = {}
    for _, thread in ipairs(threads) do
        table.insert(issued, string.format('{"run":"%s","drawdowns":%d,"topups":%d,"reads":%d}',
            thread:get("run"), thread:get("drawdowns"), thread:get("topups"),
            thread:get("reads")))
    end
    local errors = summary.errors
    print(string.format('figures {"answered":%d,"p50":%d,"p99":%d,"max":%d,"connect":%d,'
        .. '"read":%d,"write":%d,"timeout":%d,"status":%d,"issued":[%s]}',
        summary.requests, latency:percentile(50), latency:percentile(99), latency.max,
        errors.connect, errors.read, errors.write, errors.timeout, errors.status,
        table.concat(issued, ",")))
end

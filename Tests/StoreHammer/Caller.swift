internal import CreditLedger
internal import Foundation

/// One of many callers: it sends commands of all kinds, each until it is answered, and remembers
/// what it may go on with.
struct Caller {
    /// What it made at one customer and has not used up.
    struct Memory {
        var wallet: WalletID?
        var due: [GrantID] = []
        var holds: [HoldID] = []
        var invoices: [InvoiceID] = []
    }

    let number: Int
    let orders: Orders
    let ledger: Ledger
    let voice: Voice
    var dice: Dice
    var memories: [Memory]
    private var count = 0

    init(_ number: Int, _ orders: Orders, _ ledger: Ledger, _ voice: Voice) {
        self.number = number
        self.orders = orders
        self.ledger = ledger
        self.voice = voice
        dice = Dice(state: orders.seed &* 1_000_003 &+ UInt64(number))
        memories = Array(repeating: Memory(), count: orders.customers)
    }

    /// Sends commands until it has sent enough, or for ever.
    mutating func run() async {
        do {
            while orders.commands.map({ count < $0 }) ?? true {
                count += 1
                try await step(at: dice.number(below: orders.customers))
            }
        } catch {
            voice.say("broken", "refused", "\(error)")
            exit(3)
        }
    }

    /// The name of what this step makes, in all programs and callers.
    var name: String { "\(orders.seed)-\(number)-\(count)" }

    private mutating func step(at place: Int) async throws {
        let customer = try CustomerID("customer-\(place)")
        guard let wallet = memories[place].wallet else {
            // The same key in every program: whoever is first opens it, once.
            let opening = Command.createWallet(
                CreateWallet(currency: .usd, rate: try Rate("0.5"), paid: 40, granted: 5))
            let entry = try await send(opening, of: customer, key: "wallet")
            memories[place].wallet = entry?.openedWallet
            return
        }
        let command = try command(on: wallet, at: place)
        guard let entry = try await send(command, of: customer, key: name) else { return }
        remember(command, entry, at: place)
    }

    /// Sends a command until it is answered.
    ///
    /// - Returns: its entry, or `nil` if it was refused or changed nothing.
    /// - Throws: if the key is no key.
    private func send(
        _ command: Command, of customer: CustomerID, key: String
    ) async throws -> JournalEntry? {
        let context = Context(key: try IdempotencyKey(key))
        voice.say("intent", customer.text, key)
        while true {
            do throws(LedgerError) {
                let receipt = try await ledger.perform(command, for: customer, context: context)
                guard let entry = receipt.entry else {
                    voice.say("no", customer.text, key, "unchanged")
                    return nil
                }
                voice.say("ack", customer.text, key, "\(entry.id)")
                return entry
            } catch {
                switch error {
                case .refused(let refusal):
                    voice.say("no", customer.text, key, refusal.code)
                    return nil
                case .store(let failure) where failure.isPassing:
                    voice.say("lost", customer.text, key, failure.code, failure.description)
                default:
                    voice.say("broken", error.code, "\(error)")
                    exit(3)
                }
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}

/// Random numbers by a seed (SplitMix64).
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 on.
    mutating func number(below bound: Int) -> Int {
        Int.random(in: 0..<max(1, bound), using: &self)
    }
}

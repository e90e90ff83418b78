import CreditLedgerTesting
import Testing

@testable import CreditLedger

@Suite("Exports of seeded histories")
struct ExportedWorkloadTests {
    /// An account of one wallet, and whose it is.
    private struct Place: Hashable {
        let customer: CustomerID
        let wallet: WalletID
        let account: Account
    }

    private struct Sides: Hashable {
        var debits: Credits = 0
        var credits: Credits = 0
    }

    private struct Malformed: Error { let line: String }

    @Test(
        "R10.4: every account of an export comes to what the trial balance says",
        arguments: [.hledger, .ledger, .beancount] as [ExportFormat])
    func accounts(_ format: ExportFormat) async throws {
        let clock = ManualClock(Workload.start)
        let ledger = Ledger(store: InMemoryStore(), clock: clock)
        for seed in 1...12 as ClosedRange<UInt64> {
            clock.set(Workload.start)
            try await Workload.run(seed: seed, steps: 80, on: ledger, clock: clock)
        }
        var expected: [Place: Sides] = [:]
        for wallet in try await ledger.trialBalance().wallets {
            for row in wallet.rows {
                let place = Place(
                    customer: wallet.customer, wallet: wallet.wallet, account: row.account)
                expected[place] = Sides(debits: row.debits, credits: row.credits)
            }
        }
        let (found, transactions) = try read(try await ledger.exported(format))
        #expect(found == expected)
        #expect(transactions > 300)
        #expect(Set(found.keys.map(\.wallet)).count > 20)
        // Each account is used by some history, but for none.
        let used = found.filter { $0.value != Sides() }.map(\.key.account)
        #expect(Set(used) == Set(Account.allCases))
    }

    /// Declared accounts with what was posted to them; each transaction must come to nothing.
    private func read(_ text: String) throws -> (accounts: [Place: Sides], transactions: Int) {
        var accounts: [Place: Sides] = [:]
        var open: Credits = 0
        var transactions = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty { #expect(open == 0) }
            let words = line.split(separator: " ").map {
                $0.trimmingPrefix("\"").prefix { $0 != "\"" }
            }
            if words.first == "account", words.count == 2 {
                accounts[try place(words[1])] = Sides()
            } else if words.count == 4, words[1] == "open" {
                accounts[try place(words[2])] = Sides()
            } else if words.count == 3, line.hasPrefix("  "), words[0].contains(":"),
                !words[0].hasSuffix(":")
            {
                let place = try place(words[0])
                guard var sides = accounts[place], words[0].hasSuffix(":\(words[2])") else {
                    throw Malformed(line: String(line))
                }
                let credits = try Credits(String(words[1]))
                open += credits
                if credits > 0 { sides.debits += credits } else { sides.credits -= credits }
                accounts[place] = sides
                transactions += credits > 0 ? 1 : 0
            }
        }
        #expect(open == 0)
        return (accounts, transactions)
    }

    private func place(_ name: Substring) throws -> Place {
        let parts = name.split(separator: ":").map(String.init)
        guard parts.count == 4,
            let account = ExportedNames.chapters[parts[0] + ":" + parts[1]],
            let customer = ExportedNames.customer(parts[2]),
            let wallet = ExportedNames.wallet(parts[3])
        else { throw Malformed(line: String(name)) }
        return Place(customer: try CustomerID(customer), wallet: wallet, account: account)
    }
}

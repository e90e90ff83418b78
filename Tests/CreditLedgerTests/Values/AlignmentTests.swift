import Testing

@testable import CreditLedger

/// What values of the ledger ask of the memory that a host keeps them in.
@Suite("Alignment of values")
struct AlignmentTests {
    @Test("No value asks for more than a word's alignment, whatever it counts with")
    func words() {
        let alignments = [
            "Credits": MemoryLayout<Credits>.alignment, "Money": MemoryLayout<Money>.alignment,
            "Rate": MemoryLayout<Rate>.alignment, "Balance": MemoryLayout<Balance>.alignment,
            "Grant": MemoryLayout<Grant>.alignment, "Hold": MemoryLayout<Hold>.alignment,
            "Wallet": MemoryLayout<Wallet>.alignment, "Invoice": MemoryLayout<Invoice>.alignment,
            "Drawdown": MemoryLayout<Drawdown>.alignment,
            "Transaction": MemoryLayout<Transaction>.alignment,
            "Command": MemoryLayout<Command>.alignment, "Effect": MemoryLayout<Effect>.alignment,
            "DuePayment": MemoryLayout<DuePayment>.alignment,
            "Forecast": MemoryLayout<Forecast>.alignment,
            "Statement": MemoryLayout<Statement>.alignment,
            "TrialBalance": MemoryLayout<TrialBalance>.alignment,
            "WideSum": MemoryLayout<WideSum>.alignment, "Book": MemoryLayout<Book>.alignment,
            "Lot": MemoryLayout<Lot>.alignment, "Refusal": MemoryLayout<Refusal>.alignment,
            "LedgerError": MemoryLayout<LedgerError>.alignment,
        ]
        #expect(alignments.filter { $0.value > MemoryLayout<Int>.alignment } == [:])
        #expect(MemoryLayout<Money>.stride == 24)
    }

    /// A host's own wrapper: it holds an async closure that takes an amount.
    private struct Till: Sendable {
        let charge: @Sendable (Money) async throws -> Bool
    }

    @Test("An async closure may capture an amount and take another")
    func captures() async throws {
        let found = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 1...500 {
                group.addTask {
                    let owed = Money(units: Int128(number), .usd)
                    let till = Till { money in
                        await Task.yield()
                        let isSame = money == owed
                        await Task.yield()
                        return isSame
                    }
                    return try await till.charge(Money(units: Int128(number), .usd))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(found == Array(repeating: true, count: 500))
    }

    @Test(
        "What is packed comes back",
        arguments: [0, 1, -1, .max, .min, 1 << 64, -(1 << 64), (1 << 64) - 1] as [Int128])
    func packs(number: Int128) {
        #expect(PackedWide(number).signed == number)
        #expect(PackedWide(UInt128(bitPattern: number)).unsigned == UInt128(bitPattern: number))
    }
}

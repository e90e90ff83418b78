import CreditLedger
import CreditLedgerTesting

/// What became of every top-up that the ledger was to collect, against the provider's records.
struct PaymentAudit {
    /// One such top-up.
    struct Row: Hashable {
        let transaction: TransactionID
        let grant: GrantID
        let price: Money
        var status: TransactionStatus
        var refunds: Int
        var charges: Int
    }

    private(set) var rows: [Row] = []
    private var listed = 0
    private var differences = 0

    init(_ store: any LedgerStore, _ provider: FakePaymentProvider) async throws {
        for customer in try await store.customers(after: nil, limit: 10_000) {
            for entry in try await store.journal(of: customer, after: 0, limit: 100_000) {
                fold(entry)
            }
        }
        for index in rows.indices {
            rows[index].charges = provider.timesCharged(rows[index].transaction)
        }
        listed = try await store.charges(after: nil, limit: 10_000).count
        differences = try await Ledger(store: store).verify().differences.count
    }

    private mutating func fold(_ entry: JournalEntry) {
        for effect in entry.effects {
            switch effect {
            case .grantOpened(let opened) where opened.terms.payment == .chargeAutomatically:
                rows.append(
                    Row(
                        transaction: opened.terms.transaction, grant: opened.id,
                        price: opened.terms.price, status: .pending, refunds: 0, charges: 0))
            case .refundOwed(let refund):
                for index in rows.indices where rows[index].grant == refund.grant {
                    rows[index].refunds += 1
                }
            default: continue
            }
        }
        for transaction in entry.transactions where transaction.kind == .purchased {
            for index in rows.indices where rows[index].transaction == transaction.id {
                rows[index].status = transaction.status
            }
        }
    }

    /// What contradicts R5.5 once everything has been collected: nobody is charged twice, no top-up
    /// is lost, and what was taken for a cancelled one is owed back once.
    ///
    /// - Parameter settledByHost: whether a host settled a top-up without the collector.
    /// - Returns: a sentence for each contradiction.
    func faults(settledByHost: Bool = false) -> [String] {
        var faults: [String] = []
        if listed > 0 { faults.append("\(listed) are still listed") }
        if differences > 0 { faults.append("\(differences) differences") }
        for (number, row) in rows.enumerated() {
            if row.charges > 1 { faults.append("\(number) was charged \(row.charges) times") }
            switch row.status {
            case .pending:
                faults.append("\(number) is lost: it still awaits its payment")
            case .settled:
                if row.charges == 0, row.price.units > 0, !settledByHost {
                    faults.append("\(number) is settled and nothing was taken")
                }
                if row.refunds > 0 { faults.append("\(number) is settled and owed back") }
            case .failed:
                if row.refunds != row.charges {
                    faults.append(
                        "\(number) failed: charged \(row.charges), owed back \(row.refunds)")
                }
            }
        }
        return faults
    }
}

internal import CreditLedger
internal import Logging

/// The ledger as this service uses it: all APIs go through one desk, and none holds state.
///
/// It chooses the ledger that serves a customer (one on a test clock has a ledger with that clock,
/// over the same store), and has what became due collected after each command.
struct Desk: Sendable {
    let store: any LedgerStore
    /// The ledger of real time.
    let live: Ledger
    /// Real time, for the few rules of a vendor's that ask for it.
    let clock: any LedgerClock
    let clocks: TestClocks
    let payments: PaymentMode
    let logger: Logger
    /// What all customers have together.
    let totals: RunningTrialBalance
    /// For changes that depend on what was read before them.
    let turns = CustomerTurns()

    /// The ledger that serves a customer.
    func ledger(of customer: CustomerID) -> Ledger {
        clocks.ledger(of: customer) ?? live
    }

    /// Does a command for a customer, then collects what it made due.
    ///
    /// - Parameters:
    ///   - customer: whose book it is about.
    ///   - command: the command, on the ledger that serves the customer.
    /// - Returns: the command's receipt.
    /// - Throws: what the command throws; a payment that is not collected is only logged.
    func perform<Outcome: Sendable>(
        for customer: CustomerID,
        _ command: (Ledger) async throws(LedgerError) -> Receipt<Outcome>
    ) async throws(LedgerError) -> Receipt<Outcome> {
        let ledger = ledger(of: customer)
        let receipt = try await command(ledger)
        await collect(receipt.made, of: customer, on: ledger)
        return receipt
    }

    /// A wallet by its id, as of now.
    func wallet(_ id: WalletID) async throws(LedgerError) -> Wallet {
        let wallet = try await live.wallet(id)
        guard let ledger = clocks.ledger(of: wallet.customer) else { return wallet }
        return try await ledger.wallet(id, of: wallet.customer)
    }

    /// The customer of a hold, a transaction and so on, by its bare id.
    ///
    /// - Parameters:
    ///   - reference: what it is the id of.
    ///   - refusal: what is said where nothing has it.
    /// - Returns: the customer.
    /// - Throws: the refusal, or ``LedgerError`` if the store can't answer.
    func customer(
        of reference: Reference, else refusal: Refusal
    ) async throws(LedgerError) -> CustomerID {
        let owner: CustomerID?
        do throws(StoreError) {
            owner = try await store.owner(of: reference)
        } catch {
            throw .store(error)
        }
        guard let owner else { throw .refused(refusal) }
        return owner
    }

    /// A wallet's balance, as of now.
    ///
    /// What a schedule has made due by now is collected first: who looks just after its instant
    /// sees the same as who looks after the next sweep.
    func balance(of wallet: Wallet) async throws(LedgerError) -> Balance {
        let ledger = ledger(of: wallet.customer)
        let balance = try await ledger.balance(of: wallet.id, customer: wallet.customer)
        guard payments.collector != nil, balance.pending > 0 else { return balance }
        try await advance(wallet.customer)
        return try await ledger.balance(of: wallet.id, customer: wallet.customer)
    }

    /// Advances a customer's book to now, and collects what that made due.
    func advance(_ customer: CustomerID) async throws(LedgerError) {
        let ledger = ledger(of: customer)
        let entries = try await ledger.advance(customer)
        await collect(entries, of: customer, on: ledger)
    }

    /// How often in a row what was collected may make more due, before the sweep goes on with it.
    private static let roundLimit = 10

    /// Collects what entries made due, and what that makes due in turn: a settled top-up lets its
    /// rule fire again if the balance is still below the threshold (R8.5c).
    ///
    /// What can't be collected now is taken up by the next sweep, so a failure is only logged: the
    /// command itself has succeeded.
    private func collect(
        _ entries: [JournalEntry], of customer: CustomerID, on ledger: Ledger
    ) async {
        guard let collector = payments.collector else { return }
        var due = entries.flatMap(\.chargedAutomatically)
        var tried = Set<GrantID>()
        do {
            for _ in 0..<Self.roundLimit where !due.isEmpty {
                for grant in due {
                    tried.insert(grant)
                    _ = try await ledger.collectPayment(
                        of: grant, customer: customer, by: collector)
                }
                due = try await ledger.snapshot(of: customer).grants
                    .filter { $0.awaitsCollector && !tried.contains($0.id) }.map(\.id)
            }
        } catch {
            logger.warning("a payment was not collected", metadata: ["error": "\(error)"])
        }
    }
}

extension Grant {
    /// Whether its payment is the ledger's collector's to collect.
    fileprivate var awaitsCollector: Bool {
        status == .pending && isJournalled && terms.payment == .chargeAutomatically
    }
}

extension Receipt {
    /// The entries that were made now; a replayed one was made before.
    fileprivate var made: [JournalEntry] {
        advanced + (replayed ? [] : [entry].compactMap(\.self))
    }
}

extension JournalEntry {
    /// The grants whose payment the ledger's collector is to collect.
    fileprivate var chargedAutomatically: [GrantID] {
        effects.compactMap {
            guard case .grantOpened(let grant) = $0, grant.terms.payment == .chargeAutomatically
            else { return nil }
            return grant.id
        }
    }
}

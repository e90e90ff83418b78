import CreditLedgerTesting
import Testing

@testable import CreditLedger

/// A ledger that is to be moved: seeded histories, and top-ups to be charged in every state.
struct Removal {
    /// Where the charge of a customer of the same name stands.
    enum Charge: String, CaseIterable {
        /// Never attempted.
        case waiting
        /// Attempted, and nobody knows.
        case unknown
        case charged
        case declined
        /// Cancelled before any attempt.
        case cancelled
        /// Attempted, nobody knows, and cancelled then.
        case unaccounted
    }

    let till: Till
    var source: InMemoryStore { till.store }

    init() throws { till = try Till() }

    /// A history per seed, of customers of their own.
    func live(_ seeds: ClosedRange<UInt64>, steps: Int) async throws {
        for seed in seeds {
            let clock = ManualClock(Workload.start)
            let ledger = Ledger(
                store: source, clock: clock, ids: TimeOrderedIDs(seed: UInt32(seed) + 100))
            try await Workload.run(seed: seed, steps: steps, on: ledger, clock: clock)
        }
    }

    /// A top-up for each state of a charge, which it has come to; more of them if asked for.
    func charge(_ copies: Int = 1) async throws {
        var grants: [(Charge, CustomerID, GrantID)] = []
        for copy in 1...copies {
            for state in Charge.allCases {
                let customer = try CustomerID("\(state.rawValue) \(copy)")
                grants.append((state, customer, try await till.due(of: customer)))
            }
        }
        for (state, customer, grant) in grants where state == .cancelled {
            try await till.ledger.voidGrant(grant, of: customer)
        }
        let collector = Self.collector { payment in
            switch Self.state(of: payment.customer) {
            case .charged: .charged
            case .declined: .declined(reason: "empty")
            default: .unknown
            }
        }
        for (state, customer, grant) in grants
        where [.unknown, .charged, .declined, .unaccounted].contains(state) {
            _ = try await till.ledger.collectPayment(
                of: grant, customer: customer, by: collector)
        }
        for (state, customer, grant) in grants where state == .unaccounted {
            try await till.ledger.voidGrant(grant, of: customer)
        }
        // Something follows each, so that no charge is the last that a journal tells of.
        for (_, customer, _) in grants {
            _ = try await till.ledger.createWallet(
                CreateWallet(currency: .eur, granted: 1), for: customer)
        }
    }

    static func state(of customer: CustomerID) -> Charge? {
        customer.text.split(separator: " ").first.flatMap { Charge(rawValue: String($0)) }
    }

    static func collector(
        _ charging: @escaping @Sendable (DuePayment) -> PaymentOutcome
    ) -> RiggedCollector {
        RiggedCollector(charging: { charging($0) }, asking: { _ in .unknown })
    }

    func copy(to target: any LedgerStore, concurrency: Int = 4) -> JournalCopy {
        JournalCopy(
            from: source, to: target, concurrency: concurrency, configuration: .patient,
            clock: till.clock)
    }

    /// What a target lacks to be the source's equal; every charge that waits is leased by this.
    func faults(of target: any LedgerStore) async throws -> [String] {
        var faults: [String] = []
        let customers = try await source.customers(after: nil, limit: .max)
        if try await target.customers(after: nil, limit: .max) != customers {
            faults.append("other customers")
        }
        for customer in customers {
            let ours = try await target.journal(of: customer, after: 0, limit: .max)
            let theirs = try await source.journal(of: customer, after: 0, limit: .max)
            if ours != theirs { faults.append("\(customer): another journal") }
            let our = try await target.load(customer, recalling: .nothing, unless: nil)
            let their = try await source.load(customer, recalling: .nothing, unless: nil)
            if our != their { faults.append("\(customer): another book") }
        }
        let charges = try await source.charges(after: nil, limit: .max)
        if try await target.charges(after: nil, limit: .max) != charges {
            faults.append("other charges")
        }
        for charge in charges {
            let lease = try await target.lease(
                charge.transaction, of: charge.customer, to: LeaseID(high: 1, low: 1),
                until: till.clock.now, at: till.clock.now)
            guard case .granted(let attempt) = lease, attempt > 1 else {
                faults.append("\(charge.customer): not attempted")
                continue
            }
        }
        let trial = try await Ledger(store: source).trialBalance()
        if try await Ledger(store: target).trialBalance() != trial {
            faults.append("another trial balance")
        }
        return faults
    }
}

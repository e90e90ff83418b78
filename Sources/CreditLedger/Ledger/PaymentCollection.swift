/// One attempt after another at due payments (R5.5).
///
/// The order is what keeps money safe. First the lease: from then until its end no other host is at
/// it, and the attempt is counted before it is made. Then, on any attempt but the first, the status
/// of the earlier ones: only a payment of which the provider knows nothing is charged again, under
/// the same id. Then the entry that says what came of it. Wherever this stops, the next attempt
/// finds the lease's count and asks first, and a payment that was cancelled meanwhile stays listed
/// until its earlier attempts are accounted for. What a provider said is written down even if the
/// task has been cancelled meanwhile.
///
/// No charge is sent unless its answer is due before the lease ends, and none of another payment
/// of the customer after one that could not be written down: it may have been declined (R8.6).
///
/// What it can't rule out: a process that is frozen for longer than its lease just when it sends a
/// charge, hosts whose clocks are further apart than a lease has to spare, and a request that goes
/// through after the provider's `notFound`. The provider's idempotency key stands in for these, for
/// as long as it is remembered.
struct PaymentCollection: Sendable {
    let ledger: Ledger
    let collector: any PaymentCollector
    let policy: CollectionPolicy

    /// Looks at one customer's payments, in order.
    func collect(_ charges: [StoredCharge]) async -> [Looked] {
        var looked: [Looked] = []
        for charge in charges where !Task.isCancelled {
            do throws(LedgerError) {
                looked.append(.success(try await collect(charge)))
            } catch {
                if case .store(let stored) = error, stored.kind == .cancelled, Task.isCancelled {
                    break
                }
                looked.append(
                    .failure(
                        CollectionProgress.Failure(
                            transaction: charge.transaction, customer: charge.customer,
                            error: error)))
                break
            }
        }
        return looked
    }

    /// Looks at one payment.
    func collect(_ charge: StoredCharge) async throws(LedgerError) -> PaymentResult {
        let result = try await attempt(charge)
        ledger.tell(.collected(charge.customer, charge.transaction, result))
        return result
    }

    private func attempt(_ charge: StoredCharge) async throws(LedgerError) -> PaymentResult {
        switch try await state(of: charge) {
        case .due: break
        case .paused: return .paused
        // What closed by time is cancelled in the journal too, so that it leaves the list.
        case .ended: try await ledger.advance(charge.customer)
        }
        let now = ledger.clock.now
        let next = ledger.ids.next(at: now, after: nil)
        let holder = LeaseID(high: next.high, low: next.low)
        let end = policy.leaseEnd(from: now)
        let lease: LeaseOutcome
        do throws(StoreError) {
            lease = try await ledger.store.lease(
                charge.transaction, of: charge.customer, to: holder,
                until: end, at: now)
        } catch {
            throw LedgerError(error)
        }
        switch lease {
        case .leased(let until): return .leased(until: until)
        case .noCharge: return .notDue
        case .granted(let attempt):
            let leased = Leased(charge: charge, holder: holder, attempt: attempt, end: end)
            return try await proceed(leased)
        }
    }

    /// A payment that nobody else is at.
    private struct Leased {
        let charge: StoredCharge
        let holder: LeaseID
        let attempt: Int
        /// When others may come.
        let end: Instant
    }

    private func proceed(_ leased: Leased) async throws(LedgerError) -> PaymentResult {
        let grant = try await ledger.grant(leased.charge.grant, of: leased.charge.customer)
        let payment = DuePayment(grant, leased.charge, attempt: leased.attempt)
        var status = PaymentStatus.notFound
        if leased.attempt > 1 {
            let known = await answer(within: policy.patience) { [collector] in
                try await collector.status(of: payment)
            }
            status = known ?? .unknown
        }
        // What was decided while the provider was asked counts.
        let state = try await state(of: leased.charge)
        switch (status, state) {
        case (.charged, _): return try await conclude(.charged, leased)
        case (.declined(let reason), _):
            return try await conclude(.declined(reason: reason), leased)
        case (.unknown, _): return try await conclude(.unknown, leased)
        case (.notFound, .due): return try await charge(payment, leased)
        case (.notFound, .paused):
            try await endLease(leased, at: ledger.clock.now)
            return .paused
        case (.notFound, .ended):
            try await drop(leased)
            return leased.attempt > 1 ? .cancelled : .notDue
        }
    }

    private func charge(
        _ payment: DuePayment, _ leased: Leased
    ) async throws(LedgerError) -> PaymentResult {
        // Nothing to take, as of credits whose cost basis is 0: nobody is bothered with that.
        guard payment.amount.units > 0 else { return try await conclude(.charged, leased) }
        let now = ledger.clock.now
        guard policy.answerIsDue(from: now, by: leased.end) else {
            let until = policy.retry(after: leased.attempt, from: now)
            try await endLease(leased, at: until)
            return .leased(until: until)
        }
        let outcome = await answer(within: policy.patience) { [collector] in
            try await collector.charge(payment)
        }
        return try await conclude(outcome ?? .unknown, leased)
    }

    /// Writes down what the provider said, whoever has lost interest meanwhile.
    private func conclude(
        _ outcome: PaymentOutcome, _ leased: Leased
    ) async throws(LedgerError) -> PaymentResult {
        // A task of its own is not cancelled with its caller.
        let writing = Task { () async -> Result<PaymentResult, LedgerError> in
            do throws(LedgerError) {
                switch outcome {
                case .charged: return .success(try await confirm(leased))
                case .declined(let reason): return .success(try await fail(leased, reason))
                case .unknown: return .success(try await wait(leased))
                }
            } catch {
                return .failure(error)
            }
        }
        return try await writing.value.get()
    }
}

extension PaymentCollection {
    /// Where the top-up of a payment stands.
    private enum State {
        /// It awaits its payment.
        case due
        /// It does, but its rule is paused.
        case paused
        /// It was settled or cancelled.
        case ended
    }

    private func state(of charge: StoredCharge) async throws(LedgerError) -> State {
        let book = try await ledger.read(charge.customer).book
        guard let index = book.index(of: charge.grant), book.lots[index].isAwaited else {
            return .ended
        }
        let lot = book.lots[index]
        guard case .rule(let id) = lot.terms.value.source else { return .due }
        let rule = book.wallets[Int(lot.wallet)].rules.first { $0.id == id }
        return rule?.isPaused == true ? .paused : .due
    }

    /// The money is taken: the credits are there, or the sum is owed back.
    private func confirm(_ leased: Leased) async throws(LedgerError) -> PaymentResult {
        let receipt = try await ledger.confirmCharge(
            leased.charge.grant, of: leased.charge.customer)
        try await drop(leased)
        if let refund = receipt.outcome { return .refundOwed(refund.amount) }
        guard receipt.entry == nil else { return .charged }
        // Somebody else, or an earlier attempt, has said so before.
        let grant = try await ledger.grant(leased.charge.grant, of: leased.charge.customer)
        return grant.status == .failed ? .refundOwed(grant.terms.price) : .charged
    }

    /// The money is not taken: the top-up fails, unless it has ended already.
    private func fail(
        _ leased: Leased, _ reason: String
    ) async throws(LedgerError) -> PaymentResult {
        do throws(LedgerError) {
            try await ledger.failTopUp(
                leased.charge.grant, reason: TextRule.tamed(reason),
                of: leased.charge.customer)
        } catch {
            guard case .refused(.topUpNotPending) = error else { throw error }
        }
        try await drop(leased)
        return .declined(reason: reason)
    }

    /// Nobody knows: the lease keeps everybody away until it is time to ask again.
    private func wait(_ leased: Leased) async throws(LedgerError) -> PaymentResult {
        try await endLease(leased, at: policy.retry(after: leased.attempt, from: ledger.clock.now))
        return .unknown
    }

    private func endLease(_ leased: Leased, at end: Instant) async throws(LedgerError) {
        do throws(StoreError) {
            try await ledger.store.endLease(
                leased.charge.transaction, of: leased.charge.customer, by: leased.holder, at: end)
        } catch {
            throw LedgerError(error)
        }
    }

    /// All attempts are accounted for.
    private func drop(_ leased: Leased) async throws(LedgerError) {
        do throws(StoreError) {
            try await ledger.store.dropCharge(
                leased.charge.transaction, of: leased.charge.customer, by: leased.holder)
        } catch {
            throw LedgerError(error)
        }
    }
}

extension DuePayment {
    fileprivate init(_ grant: Grant, _ charge: StoredCharge, attempt: Int) {
        let rule: RuleID? = if case .rule(let id) = grant.terms.source { id } else { nil }
        self.init(
            id: charge.transaction, customer: charge.customer, wallet: grant.wallet,
            grant: grant.id, credits: grant.terms.issued, amount: grant.terms.price, rule: rule,
            name: grant.terms.name, metadata: grant.terms.metadata, attempt: attempt)
    }
}

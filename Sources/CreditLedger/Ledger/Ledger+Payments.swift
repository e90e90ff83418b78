extension Ledger {
    /// Collects what is due by the ledger's own collector, of all customers (R5.5).
    ///
    /// A host calls it now and then, and after a start: whatever a crash left behind is taken up
    /// again. Different customers are charged at the same time, within the policy's bound; one
    /// customer's payments one after another, so that a card that is declined is not tried for the
    /// next one too (R8.6). A payment that fails to be looked at ends its customer's turn and stops
    /// nobody else. If the task is cancelled, it ends after the payments at hand, and what the
    /// collector has answered by then is written down.
    ///
    /// - Parameters:
    ///   - collector: who charges.
    ///   - policy: how patient and how busy to be.
    ///   - batch: how many payments are asked for at a time.
    ///   - progress: is told after each batch what was done so far.
    /// - Returns: what was done.
    /// - Throws: ``LedgerError`` if the store can't say what is due.
    @discardableResult
    public func collectDuePayments(
        by collector: any PaymentCollector, policy: CollectionPolicy = CollectionPolicy(),
        batch: Int = 100, progress: (@Sendable (CollectionProgress) -> Void)? = nil
    ) async throws(LedgerError) -> CollectionProgress {
        let batch = max(1, batch)
        var done = CollectionProgress()
        var last: TransactionID?
        while !Task.isCancelled {
            let charges: [StoredCharge]
            do throws(StoreError) {
                charges = try await store.charges(after: last, limit: batch)
            } catch {
                if error.kind == .cancelled, Task.isCancelled { break }
                throw LedgerError(error)
            }
            let collection = PaymentCollection(ledger: self, collector: collector, policy: policy)
            await collect(charges, collection, &done)
            guard let end = charges.last else { break }
            progress?(done)
            if charges.count < batch { break }
            last = end.transaction
        }
        return done
    }

    /// Collects the payment of one top-up now, as ``collectDuePayments(by:policy:batch:progress:)``
    /// would in its turn.
    ///
    /// - Parameters:
    ///   - grant: the grant that awaits the payment.
    ///   - customer: whose it is, if known: that saves a look-up.
    ///   - collector: who charges.
    ///   - policy: how patient to be.
    /// - Returns: what it came to.
    /// - Throws: ``Refusal/grantNotFound(_:)``, or if the store can't answer; what was charged by
    ///   then is found out at the next attempt.
    @discardableResult
    public func collectPayment(
        of grant: GrantID, customer: CustomerID? = nil, by collector: any PaymentCollector,
        policy: CollectionPolicy = CollectionPolicy()
    ) async throws(LedgerError) -> PaymentResult {
        let owner = try await self.customer(
            customer, of: .grant(grant), else: .grantNotFound(grant))
        let found = try await self.grant(grant, of: owner)
        let charge = StoredCharge(
            transaction: found.terms.transaction, grant: grant, customer: owner)
        return try await PaymentCollection(ledger: self, collector: collector, policy: policy)
            .collect(charge)
    }

    /// Records that a charge for a due top-up has gone through, also if the top-up was cancelled
    /// meanwhile: then no credits appear, and the sum is owed back (R5.5c).
    ///
    /// For a host that learns of a charge in another way than by its collector's answer.
    ///
    /// - Parameters:
    ///   - grant: the grant that awaited the payment.
    ///   - customer: whose it is, if known.
    ///   - context: who says so, why, and under which key.
    /// - Returns: what is owed back; `nil` if the credits are there. Once more: nothing new.
    /// - Throws: ``LedgerError``; ``Refusal/topUpNotPending(_:_:)`` for a grant that was never due.
    @discardableResult
    public func confirmCharge(
        _ grant: GrantID, of customer: CustomerID? = nil, context: Context = .none
    ) async throws(LedgerError) -> Receipt<RefundOwed?> {
        let owner = try await self.customer(
            customer, of: .grant(grant), else: .grantNotFound(grant))
        return try await perform(.confirmCharge(grant), for: owner, context) { $0?.refundOwed }
    }

    /// Looks at some payments, one customer's in order, several customers at a time.
    private func collect(
        _ charges: [StoredCharge], _ collection: PaymentCollection, _ done: inout CollectionProgress
    ) async {
        var customers: [CustomerID: [StoredCharge]] = [:]
        for charge in charges { customers[charge.customer, default: []].append(charge) }
        var waiting = customers.values.sorted { $0[0].transaction < $1[0].transaction }[...]
        await withTaskGroup(of: [Looked].self) { group in
            for charges in waiting.prefix(max(1, collection.policy.concurrency)) {
                waiting.removeFirst()
                group.addTask { await collection.collect(charges) }
            }
            while let looked = await group.next() {
                for look in looked {
                    switch look {
                    case .success(let result): done.count(result)
                    case .failure(let failure): done.count(failure)
                    }
                }
                guard !Task.isCancelled, let charges = waiting.popFirst() else { continue }
                group.addTask { await collection.collect(charges) }
            }
        }
    }
}

/// What became of one payment in a collection.
enum Looked: Sendable {
    case success(PaymentResult)
    case failure(CollectionProgress.Failure)
}

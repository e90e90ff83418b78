import CreditLedger

/// One customer of the ledger and one model, led through the same steps.
struct WorkloadRun {
    /// What differs, in words.
    struct Difference: Error {
        let text: String
    }

    let clock: ManualClock
    private var host: WorkloadHost
    private var model = ModelLedger()
    private var names = WorkloadNames()
    /// The entries that drew invoices down, to know a replay by.
    private var drawn: [InvoiceID: EntryID] = [:]

    init(host: WorkloadHost, clock: ManualClock) {
        (self.host, self.clock) = (host, clock)
    }

    private var ledger: Ledger { host.ledger }
    private var customer: CustomerID { host.customer }

    /// Does the steps up to the first at which the ledger and the model differ.
    ///
    /// - Returns: the number of that step from 1, and what differs; `nil` if nothing does.
    mutating func difference(after steps: [Workload.Step]) async -> (step: Int, text: String)? {
        for (index, step) in steps.enumerated() {
            if let text = await found({ try await $0.compare(step) }) {
                return (index + 1, text)
            }
        }
        return await found({ try await $0.compareHistory() }).map { (steps.count, $0) }
    }

    private mutating func found(
        _ comparison: (inout WorkloadRun) async throws -> Void
    ) async -> String? {
        do {
            try await comparison(&self)
            return nil
        } catch let difference as Difference {
            return difference.text
        } catch {
            return "the ledger threw: \(error)"
        }
    }

    private mutating func compare(_ step: Workload.Step) async throws {
        clock.set(step.at)
        switch step.action {
        case .advance:
            try await advance(to: step.at)
        case .preview(let invoice):
            if step.advancesFirst { try await advance(to: step.at) }
            try await preview(invoice, at: step.at)
        case .perform(let command):
            var copy = model
            var advancesFirst = step.advancesFirst || names.lack(command)
            // A refusal comes without the entries of the advance before it.
            if case .refused = copy.perform(command, at: step.at).outcome { advancesFirst = true }
            if advancesFirst { try await advance(to: step.at) }
            try await perform(command, at: step.at)
        }
        try await compareSnapshot(at: step.at)
    }

    private func preview(_ invoice: Invoice, at instant: Instant) async throws {
        let expected = model.preview(invoice, at: instant)
        let real: Drawdown
        do throws(LedgerError) {
            real = try await host.ask { () async throws(LedgerError) in
                try await ledger.previewDrawdown(invoice, for: customer)
            }
        } catch {
            return try refused(error, expected)
        }
        guard case .previewed(let drawn) = expected else {
            throw Difference(text: "previewed, not \(expected)")
        }
        try same("preview", WorkloadReading.drawn(real, names), names.masked(drawn))
    }

    /// Compares a refusal with what the model says.
    private func refused(_ error: LedgerError, _ expected: ModelLedger.Outcome) throws {
        guard case .refused(let refusal) = error else { throw error }
        guard case .refused(let codes) = expected, codes.contains(refusal.code) else {
            throw Difference(text: "refused with \(refusal.code) (\(refusal)), not \(expected)")
        }
    }

    private mutating func advance(to instant: Instant) async throws {
        let real = try await host.advance()
        try same("advance", read(real), model.advance(to: instant))
    }

    private mutating func perform(_ command: Command, at instant: Instant) async throws {
        let expected = model.perform(command, at: instant)
        let outcome: WorkloadReading.Outcome
        do throws(LedgerError) {
            outcome = try await host.perform(names.real(command))
        } catch {
            return try refused(error, expected.outcome)
        }
        try same("advance before the command", read(outcome.advanced), expected.advanced)
        switch expected.outcome {
        case .refused(let codes):
            throw Difference(text: "not refused with \(codes.sorted())")
        case .nothing:
            guard outcome.entry == nil else { throw Difference(text: "journalled a no-op") }
        case .previewed:
            throw Difference(text: "a command is no preview")
        case .replayed(let first):
            guard outcome.isReplay, case .drawDown(let drawDown) = command,
                outcome.entry?.id == drawn[drawDown.invoice.id]
            else { throw Difference(text: "not the entry that drew the invoice down before") }
            try same("replay", outcome.drawdown.map { WorkloadReading.drawn($0, names) }, first)
        case .journalled(let entry, let result):
            guard let real = outcome.entry, !outcome.isReplay else {
                throw Difference(text: "journalled nothing")
            }
            try same("entry", read([real]), [entry])
            if case .drawDown(let drawDown) = command { drawn[drawDown.invoice.id] = real.id }
            try same(
                "drawdown", outcome.drawdown.map { WorkloadReading.drawn($0, names) }, result.drawn)
            try same("reinstated", outcome.reinstatement?.reinstated, result.reinstated)
            try same("lost", outcome.reinstatement?.lost, result.lost)
            try same("refund", outcome.refund, result.refund)
        }
    }

    private mutating func read(_ entries: [JournalEntry]) -> [ModelLedger.Entry] {
        entries.map { entry in
            names.learn(entry)
            return WorkloadReading.entry(entry, names)
        }
    }

    private mutating func compareSnapshot(at instant: Instant) async throws {
        let (ledger, customer) = (ledger, customer)
        let real = try await host.ask { () async throws(LedgerError) in
            try await ledger.snapshot(of: customer)
        }
        names.rules = real.wallets.map { $0.rules.map(\.id) }
        let view = model.view(at: instant)
        try same("instant", real.asOf, view.asOf)
        try same("wallets", WorkloadReading.wallets(real), view.wallets)
        let open = model.openGrants(at: instant)
        try same(
            "order of the open grants", real.grants.map { names.ordinal(of: $0.id) },
            open.map { names.masked($0) })
        try same(
            "open grants", real.grants.map { WorkloadReading.grant($0, names) },
            open.map { view.grants[$0] })
        let held = view.holds.indices.filter { view.holds[$0].status == .open }
        try same("open holds", real.holds.map { names.ordinal(of: $0.id) }, held)
        try same(
            "holds", real.holds.map { WorkloadReading.hold($0, .open, names) },
            held.map { view.holds[$0] })
        try same("usage", real.usage, view.usage)
    }

    /// At the end, every grant and every hold there ever was, closed ones too.
    private mutating func compareHistory() async throws {
        let view = model.view(at: clock.now)
        let (ledger, customer) = (ledger, customer)
        for (index, id) in names.grants.enumerated() {
            let real = try await host.ask { () async throws(LedgerError) in
                try await ledger.grant(id, of: customer)
            }
            try same("grant \(index)", WorkloadReading.grant(real, names), view.grants[index])
        }
        for (index, id) in names.holds.enumerated() {
            let real = try await host.ask { () async throws(LedgerError) in
                try await ledger.hold(id, of: customer)
            }
            try same(
                "hold \(index)", WorkloadReading.hold(real.hold, real.status, names),
                view.holds[index])
        }
    }

    private func same<Value: Equatable>(_ what: String, _ real: Value, _ model: Value) throws {
        guard real != model else { return }
        let (left, right) = (WorkloadText.of(real), WorkloadText.of(model))
        throw Difference(text: "\(what)\n  ledger: \(left)\n  model:  \(right)")
    }
}

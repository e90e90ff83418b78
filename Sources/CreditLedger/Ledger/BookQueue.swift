// One writer per book and host. A caller that finds its book idle decides and commits on its own,
// in its own task. Others queue up; what has gathered by the time the book is free is decided in
// sequence and committed as one batch, so that a hundred callers on one customer are one queue, not
// a hundred conflicts. The batch is nobody's task: a caller that is cancelled leaves the queue if
// it still stands there, and disturbs no other.

extension Ledger {
    /// Has one request of a book served, at once or in its turn.
    func submit(
        _ request: Request, for customer: CustomerID
    ) async throws(LedgerError) -> Answer {
        guard !Task.isCancelled else { throw .cancelled }
        let slot = cache.slot(of: customer)
        switch slot.enter(deciding: { _ -> Never? in nil }) {
        case .decided: throw .corrupt("A request was decided before it was served.")
        case .writer(let book):
            return try await serve(request, in: slot, of: customer, book: book)
        case .queue(let ticket):
            return try await wait(in: slot, of: customer, request, ticket).get()
        }
    }

    /// Has a command done, at once or in its turn.
    ///
    /// Most commands find their book idle, in memory and with nothing due, and change something.
    /// These are decided and committed right here, without what batches and retries need; if the
    /// commit is turned down, the command takes the general way.
    func submit(
        _ command: Command, _ context: Context, for customer: CustomerID
    ) async throws(LedgerError) -> Answer {
        guard !Task.isCancelled else { throw .cancelled }
        let slot = cache.slot(of: customer)
        switch slot.enter(deciding: { decideAlone(command, context, &$0) }) {
        case .decided(let commit):
            let outcome: CommitOutcome
            do throws(StoreError) {
                outcome = try await write(commit, commands: 1)
            } catch {
                if slot.leave(with: nil) { drain(slot, of: customer) }
                throw LedgerError(error)
            }
            guard case .committed = outcome else {
                let request = Request(command, context)
                return try await serve(
                    request, in: slot, of: customer, book: nil, after: outcome)
            }
            if slot.leave() { drain(slot, of: customer) }
            return Answer(entry: commit.entries.first)
        case .writer(let book):
            return try await serve(Request(command, context), in: slot, of: customer, book: book)
        case .queue(let ticket):
            let request = Request(command, context)
            return try await wait(in: slot, of: customer, request, ticket).get()
        }
    }

    /// What to commit for a command that needs no more than its book as it stands; `nil` for any
    /// other, and the book is then unchanged.
    private func decideAlone(
        _ command: Command, _ context: Context, _ book: inout Book
    ) -> Commit? {
        let now = max(clock.now, book.instant)
        guard now < book.nextDue, !book.mayRecall(for: command),
            case .entry(let entry)? = try? book.decide(
                command, context, recalled: .nothing, now: now, ids: ids)
        else { return nil }
        return commit(of: [entry], book)
    }

    /// Serves one request as the writer of its book.
    ///
    /// Not inlined, as `wait` is not: together they would add six allocations to every call.
    @inline(never)
    private func serve(
        _ request: Request, in slot: BookSlot, of customer: CustomerID,
        book: consuming Book?, after outcome: CommitOutcome? = nil
    ) async throws(LedgerError) -> Answer {
        var turn = Turn(
            self, customer, book: book, queue: [Pending(request: request, waiter: nil)])
        if let outcome { await turn.resume(after: outcome) }
        await turn.run()
        if slot.leave(with: turn.giveBook()) { drain(slot, of: customer) }
        return try turn.verdict.get()
    }

    /// Stands in the queue until the request has been served or the task is cancelled.
    @inline(never)
    private func wait(
        in slot: BookSlot, of customer: CustomerID, _ request: Request, _ ticket: UInt64
    ) async -> Verdict {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiter = BookSlot.Waiter(
                    ticket: ticket, request: request, continuation: continuation)
                if slot.wait(waiter, limit: configuration.queueLimit) { drain(slot, of: customer) }
                // A cancellation that came before the waiter stood in the queue did not find it.
                if Task.isCancelled { slot.withdraw(ticket: ticket) }
            }
        } onCancel: {
            slot.withdraw(ticket: ticket)
        }
    }

    /// Serves the queue of a book until it is empty.
    private func drain(_ slot: BookSlot, of customer: CustomerID) {
        Task.detached(priority: Task.currentPriority) {
            while true {
                let (book, waiters) = slot.serve(limit: configuration.batchLimit)
                var turn = Turn(
                    self, customer, book: book,
                    queue: waiters.map { Pending(request: $0.request, waiter: $0) })
                await turn.run()
                guard slot.leave(with: turn.giveBook()) else { return }
            }
        }
    }
}

/// A request in a writer's hands.
struct Pending {
    let request: Request
    /// Who waits for the answer; `nil` if it is the writer itself.
    let waiter: BookSlot.Waiter?
    /// Whether earlier entries under its key, or of its invoice, must be recalled before it is
    /// decided.
    var needsClaims = false
}

extension Request {
    /// What its entry would claim.
    var claims: [Claim] {
        var claims: [Claim] = []
        if let key = context.key { claims.append(.key(key)) }
        if let claim = command?.claim { claims.append(claim) }
        return claims
    }
}

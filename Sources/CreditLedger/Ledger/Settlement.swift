// An unknown outcome is settled, not guessed. When the connection breaks after a commit was sent,
// the entries may stand or not; sent again, the very same commit tells: it is written now, or
// something stands in its way, and then the journal says whether that is itself. The caller's
// cancellation does not stop this: the command was decided, and its caller must learn what became
// of it.

extension Ledger {
    /// The commit of entries that led to a book.
    func commit(of entries: [JournalEntry], _ book: Book) -> Commit {
        let expected = book.revision - Int64(entries.count)
        let wantsSnapshot = configuration.wantsSnapshot(from: expected, to: book.revision)
        return Commit(
            customer: book.customer, expected: expected, entries: entries,
            snapshot: wantsSnapshot ? book : nil,
            nextDue: book.nextDue == .never ? nil : book.nextDue)
    }

    /// Commits, and settles an unknown outcome.
    @inline(__always)
    func write(_ commit: Commit, commands: Int) async throws(StoreError) -> CommitOutcome {
        guard observer == nil else { return try await writeObserved(commit, commands) }
        return try await send(commit)
    }

    /// Apart, as the frame of a call that measures time takes nine allocations.
    private func writeObserved(
        _ commit: Commit, _ commands: Int
    ) async throws(StoreError) -> CommitOutcome {
        let start = ContinuousClock.now
        let outcome = try await send(commit)
        if case .committed = outcome {
            tell(
                .committed(
                    commit.customer, entries: commit.entries.count, commands: commands,
                    duration: start.duration(to: .now)))
        }
        return outcome
    }

    @inline(__always)
    private func send(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        do throws(StoreError) {
            return try await store.commit(commit)
        } catch {
            guard error.kind == .outcomeUnknown else { throw error }
            return try await settle(commit, error)
        }
    }

    /// Finds out what became of a commit.
    ///
    /// - Parameters:
    ///   - commit: the commit whose outcome is unknown.
    ///   - unknown: the error that said so.
    /// - Returns: what the store would have answered to it.
    /// - Throws: `unknown`, if the store did not answer any attempt.
    func settle(
        _ commit: Commit, _ unknown: StoreError
    ) async throws(StoreError) -> CommitOutcome {
        let settled = await Task.detached(priority: Task.currentPriority) {
            await sendAgain(commit)
        }.value
        guard let settled else { throw unknown }
        return settled
    }

    /// Sends a commit again until the store answers; `nil` if it never does.
    private func sendAgain(_ commit: Commit) async -> CommitOutcome? {
        for attempt in stride(from: 1, through: configuration.retryLimit, by: 1) {
            tell(.retried(commit.customer, attempt: attempt))
            try? await Task.sleep(for: configuration.delay(beforeRetry: attempt))
            do throws(StoreError) {
                let outcome = try await store.commit(commit)
                return try await isOwn(outcome, commit) ? .committed : outcome
            } catch {
                // Whatever it is, it does not tell what became of the first attempt.
                continue
            }
        }
        return nil
    }

    /// Whether what stands in the way of a commit is that commit itself.
    private func isOwn(
        _ outcome: CommitOutcome, _ commit: Commit
    ) async throws(StoreError) -> Bool {
        switch outcome {
        case .committed:
            return true
        case .duplicate(_, let entry):
            return commit.entries.contains { $0.id == entry.id }
        case .conflict:
            let journal = try await store.journal(
                of: commit.customer, after: commit.expected, limit: commit.entries.count)
            return journal.map(\.id) == commit.entries.map(\.id)
        }
    }
}

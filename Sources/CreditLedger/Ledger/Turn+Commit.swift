extension Turn {
    /// Commits what a batch decided, or confirms that nothing had to be, and answers its requests.
    ///
    /// If the book has changed meanwhile, nothing is answered, and the batch is decided again.
    mutating func conclude(_ batch: Batch) async throws(StoreError) {
        guard !batch.entries.isEmpty else {
            if !isConfirmed {
                recall = .nothing
                guard try await load(unless: batch.expected) else { return }
            }
            return answer(batch)
        }
        let commit = ledger.commit(of: batch.entries, book)
        switch try await ledger.write(commit, commands: batch.verdicts.count) {
        case .committed:
            isConfirmed = true
            answer(batch)
        case .duplicate(let claim, _):
            try await mark(claim, in: batch.verdicts.count)
        case .conflict:
            try await backOff()
        }
    }

    private mutating func answer(_ batch: Batch) {
        attempt = 0
        for var verdict in batch.verdicts {
            if queue[head].request.purpose == .sweep, case .success(var answer) = verdict {
                let due = book.exactNextDue(after: batch.now)
                answer.agenda = Answer.Agenda(
                    revision: book.revision, due: due == .never ? nil : due)
                verdict = .success(answer)
            }
            answer(verdict)
        }
    }

    /// Has the request that made a claim look for the earlier entry, before all is decided again.
    private mutating func mark(_ claim: Claim, in count: Int) async throws(StoreError) {
        isLoaded = false
        guard
            let index = (head..<head + count).first(where: {
                queue[$0].request.claims.contains(claim)
            })
        else { throw StoreError(.corrupt, "The store found a claim that no command makes.") }
        if queue[index].needsClaims {
            // It was not there when it was looked for, so another host has only just made it.
            try await backOff()
        } else {
            queue[index].needsClaims = true
        }
    }

    /// Drops the book, which another host has changed, and waits before it is loaded again.
    private mutating func backOff() async throws(StoreError) {
        isLoaded = false
        attempt += 1
        ledger.tell(.conflict(customer, attempt: attempt))
        guard attempt <= ledger.configuration.retryLimit else {
            throw StoreError(
                .unavailable, "The book was changed by others \(attempt) times in a row.")
        }
        let delay = ledger.configuration.delay(beforeRetry: attempt)
        guard delay > .zero else { return }
        do {
            try await Task.sleep(for: delay)
        } catch {
            throw StoreError(.cancelled, "The task was cancelled between two attempts.")
        }
    }

    /// Takes up a request whose first commit, made without this turn, was turned down.
    mutating func resume(after outcome: CommitOutcome) async {
        do throws(StoreError) {
            switch outcome {
            case .committed: break
            case .duplicate: queue[head].needsClaims = true
            case .conflict: try await backOff()
            }
        } catch {
            answer(.failure(.store(error)))
        }
    }
}

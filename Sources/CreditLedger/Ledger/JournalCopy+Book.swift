// One customer's journal. Nothing is remembered between attempts: whatever stops one, the next asks
// the target where it stands and goes on from there. So a commit whose outcome is unknown, a second
// copy at the same time and a process that was killed are all one case.

extension JournalCopy {
    /// Copies what the target lacks of one customer's journal.
    func copy(_ customer: CustomerID, _ tally: CopyTally) async throws(CopyError) {
        var attempt = 0
        var reached: Int64 = -1
        while true {
            let book = try await resume(customer)
            if book.revision > reached { attempt = 0 }
            reached = book.revision
            guard let setback = try await goOn(with: book, tally) else { return }
            attempt += 1
            guard attempt <= configuration.retryLimit else { throw setback }
            try? await Task.sleep(for: configuration.delay(beforeRetry: attempt))
        }
    }

    /// The target's book of a customer, whose last entry is the source's of that revision.
    private func resume(_ customer: CustomerID) async throws(CopyError) -> Book {
        let loaded = try await ask(.target) { store async throws(StoreError) in
            try await store.load(customer, recalling: .nothing, unless: nil)
        }
        guard loaded.revision > 0 else { return Book(customer: customer) }
        let ours = try await entry(loaded.revision, of: customer, in: .target)
        let theirs = try await entry(loaded.revision, of: customer, in: .source)
        guard let book = loaded.book, let ours, ours == theirs else {
            throw .differs(customer, revision: loaded.revision)
        }
        return book
    }

    /// Copies entry after entry until the source has no more.
    ///
    /// - Returns: why it has to begin again, if it has to.
    private func goOn(
        with begun: Book, _ tally: CopyTally
    ) async throws(CopyError) -> CopyError? {
        var book = begun
        var earliest = book.nextDue
        if book.revision > 0,
            let setback = try await countAttempts(after: book.revision, of: book.customer)
        {
            return setback
        }
        while true {
            let page = try await page(after: book.revision, of: book.customer)
            guard !page.isEmpty else { break }
            for batch in try await batches(of: page) {
                let commit = commit(batch.entries, &book)
                if let setback = try await write(commit) { return setback }
                tally.countEntries(batch.entries.count)
                earliest = min(earliest, book.nextDue)
                if let setback = try await countAttempts(of: batch.charges) { return setback }
            }
        }
        // Commits move the kept instant only earlier: what was due in between is due no more.
        guard book.revision > begun.revision, earliest < book.nextDue else { return nil }
        let due = book.nextDue == .never ? nil : book.nextDue
        let (customer, revision) = (book.customer, book.revision)
        try await ask(.target) { store async throws(StoreError) in
            try await store.reschedule(customer, to: due, at: revision)
        }
        return nil
    }

    /// The source's next entries, which must follow each other.
    private func page(
        after revision: Int64, of customer: CustomerID
    ) async throws(CopyError) -> [JournalEntry] {
        let page = try await ask(.source) { store async throws(StoreError) in
            try await store.journal(of: customer, after: revision, limit: Self.batch)
        }
        let commit = Commit(customer: customer, expected: revision, entries: page)
        guard page.isEmpty || commit.isWellFormed else {
            throw .source(
                .corrupt(
                    "The journal of customer \(customer) does not go on with revision "
                        + "\(revision + 1)."))
        }
        return page
    }

    /// The commit of the next entries, which are folded into the book.
    private func commit(_ entries: [JournalEntry], _ book: inout Book) -> Commit {
        let expected = book.revision
        for entry in entries { book.apply(entry) }
        let wantsSnapshot = configuration.wantsSnapshot(from: expected, to: book.revision)
        return Commit(
            customer: book.customer, expected: expected, entries: entries,
            snapshot: wantsSnapshot ? book : nil,
            nextDue: book.nextDue == .never ? nil : book.nextDue)
    }

    /// Writes entries to the target.
    ///
    /// - Returns: why it has to be found out where the target stands now, if it has to.
    private func write(_ commit: Commit) async throws(CopyError) -> CopyError? {
        let outcome: CommitOutcome
        do throws(StoreError) {
            outcome = try await target.commit(commit)
        } catch {
            return try .setback(error)
        }
        switch outcome {
        case .committed: return nil
        case .duplicate(_, let entry): return .differs(commit.customer, revision: entry.revision)
        case .conflict: return .differs(commit.customer, revision: commit.expected + 1)
        }
    }
}

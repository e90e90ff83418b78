/// One writer's turn at a book: it decides the requests of its queue in order and commits them, as
/// many together as can be.
///
/// A batch ends before a request that needs more than the book, which only the first of a batch may
/// look at: what the store recalls is consistent with the committed revision, not with what the
/// batch has decided since. It also ends before a request whose key or invoice an earlier one of
/// the batch claims, so that the later one finds the earlier one committed.
///
/// No answer is stale. A commit proves that the book was current; a batch without one is confirmed
/// by the store's revision. A refusal or a no-op of a command with a key stands only after the key
/// was looked for, as an earlier success under it wins over what is so today (R11.3).
struct Turn {
    let ledger: Ledger
    let customer: CustomerID
    /// The book: as committed before a batch, ahead of it while one is decided.
    var book: Book
    /// Whether `book` is a book of the store's, and not only a place for one.
    var isLoaded: Bool
    /// Whether the store has said in this turn that the book is current.
    var isConfirmed = false
    var queue: [Pending]
    /// The first of the queue that has no answer yet.
    var head = 0
    /// What `recalled` answers, at the revision that the batch follows.
    var recall = Recall.nothing
    var recalled = Recalled.nothing
    /// Conflicts of the batch at hand.
    var attempt = 0
    /// The answer to the request that nobody waits for but the writer.
    var verdict = Verdict.failure(.corrupt("A request went without an answer."))

    init(_ ledger: Ledger, _ customer: CustomerID, book: consuming Book?, queue: [Pending]) {
        self.ledger = ledger
        self.customer = customer
        self.isLoaded = book != nil
        self.book = book ?? Book(customer: customer)
        self.queue = queue
    }

    /// Gives the book away, to be remembered; `nil` if there is none.
    mutating func giveBook() -> Book? {
        guard isLoaded else { return nil }
        // Nothing of it stays here: only its one holder can change a book in place.
        var given = Book(customer: customer)
        swap(&given, &book)
        isLoaded = false
        return given
    }

    /// Serves the whole queue; no request is left without an answer.
    mutating func run() async {
        while head < queue.count {
            var batch = Batch()
            do throws(StoreError) {
                try await decideFirst(&batch)
                decideRest(&batch)
                try await conclude(batch)
            } catch {
                // What became of the book is unknown here, and those who follow load it again.
                isLoaded = false
                attempt = 0
                let decided = batch.verdicts.count
                // Without the book, nobody in the queue can be served.
                let failed = decided > 0 ? decided : queue.count - head
                for _ in 0..<failed { answer(.failure(.store(error))) }
            }
        }
    }

    /// Answers the first request that has no answer.
    mutating func answer(_ verdict: Verdict) {
        let pending = queue[head]
        head += 1
        if ledger.observer != nil { observe(verdict) }
        if let waiter = pending.waiter {
            waiter.continuation.resume(returning: verdict)
        } else {
            self.verdict = verdict
        }
    }

    private func observe(_ verdict: Verdict) {
        switch verdict {
        case .success(let answer):
            guard answer.replayed, let entry = answer.entry else { return }
            ledger.tell(.replayed(customer, entry.id))
        case .failure(.refused(let refusal)):
            ledger.tell(.refused(customer, code: refusal.code))
        case .failure: return
        }
    }
}

/// The requests that are decided together, and the entries to commit for them.
struct Batch {
    /// The revision that the entries follow.
    var expected: Int64 = 0
    var now = Instant.dawn
    var entries: [JournalEntry] = []
    /// One per request, from the head of the queue on.
    var verdicts: [Verdict] = []
    /// What the entries claim.
    var claims: Set<Claim> = []
}

extension Turn {
    /// Loads the book anew, or asks for more at the revision at hand.
    ///
    /// - Returns: whether the book at hand, if any, is still current; if not, it has been replaced.
    mutating func load(unless revision: Int64?) async throws(StoreError) -> Bool {
        let clock = ledger.observer.map { _ in ContinuousClock() }
        let start = clock?.now
        let loaded = try await ledger.store.load(customer, recalling: recall, unless: revision)
        if let clock, let start {
            ledger.tell(.loaded(customer, duration: start.duration(to: clock.now)))
        }
        recalled = loaded.recalled
        isConfirmed = true
        if let revision, loaded.revision == revision { return true }
        book = try loaded.bookToAdvance()
        isLoaded = true
        return false
    }
}

extension LoadedBook {
    /// The book, which the caller has not, and all of whose rules can run on this machine.
    func bookToAdvance() throws(StoreError) -> Book {
        guard let book else {
            throw StoreError(.corrupt, "The store left out a book that the caller has not.")
        }
        if let zone = book.unknownTimeZone {
            throw StoreError(
                .misconfigured,
                "A rule of the book is in the time zone \(zone), which this machine lacks.")
        }
        return book
    }
}

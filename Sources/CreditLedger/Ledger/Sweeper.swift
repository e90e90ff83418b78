/// How far a sweep has come.
public struct SweepProgress: Hashable, Sendable {
    /// A book that could not be advanced, and why.
    public struct Failure: Hashable, Sendable {
        /// Whose book.
        public let customer: CustomerID
        /// Why.
        public let error: LedgerError
    }

    /// The books that were looked at.
    public internal(set) var examined = 0
    /// The books in which something had fallen due.
    public internal(set) var advanced = 0
    /// The entries that were journalled.
    public internal(set) var entries = 0
    /// The first 100 failures; these books stay due.
    public internal(set) var failures: [Failure] = []
    /// The number of all failures.
    public internal(set) var failureCount = 0

    /// A sweep that has not begun.
    public init() {}

    private static let mostFailures = 100

    mutating func count(_ swept: Swept) {
        switch swept {
        case .advanced(let entries):
            examined += 1
            self.entries += entries
            if entries > 0 { advanced += 1 }
        case .failed(let failure):
            examined += 1
            failureCount += 1
            if failures.count < Self.mostFailures { failures.append(failure) }
        case .interrupted: break
        }
    }
}

/// What became of one book in a sweep.
enum Swept: Sendable {
    case advanced(entries: Int)
    case failed(SweepProgress.Failure)
    /// The sweep was cancelled before this book's turn.
    case interrupted
}

extension Ledger {
    /// Journals what has fallen due in all books.
    ///
    /// A ledger needs no sweeper to answer right: every command and every read counts what fell due
    /// (R2.3, R2.4). A sweep writes it down without waiting for either, and costs what is due, not
    /// what exists. A book that fails does not stop it. If the task is cancelled, it ends after the
    /// books at hand.
    ///
    /// - Parameters:
    ///   - limit: only books with something due by then; default, and at most: now. Each is
    ///     advanced to now.
    ///   - batch: how many books are asked for at a time.
    ///   - progress: is told after each batch what was done so far.
    /// - Returns: what was done.
    /// - Throws: ``LedgerError`` if the store can't say what is due.
    @discardableResult
    public func advanceDue(
        until limit: Instant? = nil, batch: Int = 100,
        progress: (@Sendable (SweepProgress) -> Void)? = nil
    ) async throws(LedgerError) -> SweepProgress {
        let now = clock.now
        let until = min(limit ?? now, now)
        let batch = max(1, batch)
        var done = SweepProgress()
        var last: DueBook?
        while !Task.isCancelled {
            let books: [DueBook]
            do throws(StoreError) {
                books = try await store.due(by: until, after: last, limit: batch)
            } catch {
                if error.kind == .cancelled { break }
                throw LedgerError(error)
            }
            await sweep(books.map(\.customer), &done)
            guard let end = books.last else { break }
            progress?(done)
            tell(.swept(done))
            if books.count < batch { break }
            last = end
        }
        return done
    }

    /// Advances some books, a few at a time.
    private func sweep(_ customers: [CustomerID], _ done: inout SweepProgress) async {
        await withTaskGroup(of: Swept.self) { group in
            var waiting = customers[...]
            for customer in waiting.prefix(max(1, configuration.sweepConcurrency)) {
                waiting.removeFirst()
                group.addTask { await sweep(customer) }
            }
            while let swept = await group.next() {
                done.count(swept)
                guard !Task.isCancelled, let customer = waiting.popFirst() else { continue }
                group.addTask { await sweep(customer) }
            }
        }
    }

    /// Advances one book, and tells the store when it is due next.
    private func sweep(_ customer: CustomerID) async -> Swept {
        do throws(LedgerError) {
            let answer = try await submit(Request(.sweep), for: customer)
            if let agenda = answer.agenda {
                do throws(StoreError) {
                    try await store.reschedule(customer, to: agenda.due, at: agenda.revision)
                } catch {
                    throw LedgerError(error)
                }
            }
            return .advanced(entries: answer.advanced.count)
        } catch {
            if case .store(let stored) = error, stored.kind == .cancelled, Task.isCancelled {
                return .interrupted
            }
            return .failed(SweepProgress.Failure(customer: customer, error: error))
        }
    }
}

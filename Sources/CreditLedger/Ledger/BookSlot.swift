internal import Synchronization

/// What is asked of a book's writer; one object, however often it is passed on.
final class Request: Sendable {
    enum Purpose: Sendable {
        /// To do a command.
        case command
        /// To journal what fell due by now.
        case advance
        /// The same, and to say when the next thing falls due.
        case sweep
    }

    let purpose: Purpose
    let command: Command?
    let context: Context

    init(_ command: Command, _ context: Context) {
        self.purpose = .command
        self.command = command
        self.context = context
    }

    init(_ purpose: Purpose) {
        self.purpose = purpose
        self.command = nil
        self.context = .none
    }
}

/// What came of a request that was not refused.
struct Answer: Sendable {
    /// The entry of the command; `nil` where nothing changed.
    var entry: JournalEntry?
    /// What time alone caused just before.
    var advanced: [JournalEntry] = []
    var replayed = false
    /// Of a sweep: the book's exact next due instant, and the revision that it holds at.
    var agenda: Agenda?

    struct Agenda: Sendable {
        let revision: Int64
        let due: Instant?
    }
}

typealias Verdict = Result<Answer, LedgerError>

/// The place of one customer's book on this host: the book itself, and those who wait for it.
///
/// Whoever finds the slot idle is the book's one writer: it decides on the book where it stands or,
/// if that takes more than the book, takes it out. The book is moved, never copied, so that it is
/// changed in place. Others wait here, and are served in batches.
final class BookSlot: Sendable {
    struct Waiter: Sendable {
        let ticket: UInt64
        let request: Request
        let continuation: CheckedContinuation<Verdict, Never>
    }

    enum Entrance<Decided: Sendable> {
        /// The caller is the writer now, and this is decided; the book stays where it is.
        case decided(Decided)
        /// The caller is the writer now; the book comes along if it is in memory.
        case writer(Book?)
        /// Somebody else writes; the ticket is the caller's name in the queue.
        case queue(ticket: UInt64)
    }

    private struct State {
        var isBusy = false
        var book: Book?
        var lastTicket: UInt64 = 0
        var waiters: [Waiter] = []
    }

    /// Whose place it is.
    let customer: CustomerID
    private let state = Mutex(State())

    init(_ customer: CustomerID) {
        self.customer = customer
    }

    var isIdle: Bool { state.withLock { !$0.isBusy } }

    /// The number of those who wait.
    var queueLength: Int { state.withLock { $0.waiters.count } }

    /// A copy of the book, unless it is not in memory or somebody is at it.
    var book: Book? { state.withLock { $0.isBusy ? nil : $0.book } }

    /// Becomes the writer, or learns that there is one.
    ///
    /// - Parameter decide: decides on the book; one that can't leaves it unchanged.
    /// - Returns: what was decided, if the slot was idle and the book is in memory.
    func enter<Decided: Sendable>(
        deciding decide: (inout Book) -> Decided?
    ) -> Entrance<Decided> {
        state.withLock { state in
            guard !state.isBusy else {
                state.lastTicket += 1
                return .queue(ticket: state.lastTicket)
            }
            state.isBusy = true
            if let decided = state.book?.changed(by: decide) { return .decided(decided) }
            return .writer(state.book.take())
        }
    }

    /// Joins the queue, or is turned away where that is full.
    ///
    /// - Parameters:
    ///   - waiter: who waits, and for what.
    ///   - limit: the most that may wait.
    /// - Returns: whether nobody writes any more, and the caller must see that the queue is served.
    func wait(_ waiter: Waiter, limit: Int) -> Bool {
        let (isFull, mustServe) = state.withLock { state in
            guard state.waiters.count < limit else { return (true, false) }
            state.waiters.append(waiter)
            guard !state.isBusy else { return (false, false) }
            state.isBusy = true
            return (false, true)
        }
        if isFull { waiter.continuation.resume(returning: .failure(.crowded)) }
        return mustServe
    }

    /// Takes a waiter out of the queue, if it still stands there.
    func withdraw(ticket: UInt64) {
        let waiter = state.withLock { state -> Waiter? in
            let index = state.waiters.firstIndex { $0.ticket == ticket }
            return index.map { state.waiters.remove(at: $0) }
        }
        waiter?.continuation.resume(returning: .failure(.cancelled))
    }

    /// Goes idle, with the book where it is; answers whether somebody waits, and the slot stays
    /// busy.
    func leave() -> Bool {
        state.withLock { state in
            state.isBusy = !state.waiters.isEmpty
            return state.isBusy
        }
    }

    /// Puts the book back and goes idle; answers whether somebody waits, and the slot stays busy.
    func leave(with book: consuming Book?) -> Bool {
        state.withLock { [book = consume book] state in
            state.book = book
            state.isBusy = !state.waiters.isEmpty
            return state.isBusy
        }
    }

    /// Takes the book out again for the first of those who wait.
    func serve(limit: Int) -> (book: Book?, waiters: [Waiter]) {
        state.withLock { state in
            let served = Array(state.waiters.prefix(limit))
            state.waiters.removeFirst(served.count)
            return (state.book.take(), served)
        }
    }

    /// Keeps a book that was loaded to be read, unless a newer one is here or somebody writes.
    func keep(_ book: Book) {
        state.withLock { state in
            guard !state.isBusy, state.book.map({ $0.revision < book.revision }) ?? true else {
                return
            }
            state.book = book
        }
    }
}

extension Book {
    /// Applied to an optional book, changes it in place.
    fileprivate mutating func changed<Decided>(by decide: (inout Book) -> Decided?) -> Decided? {
        decide(&self)
    }
}

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
/// Whoever finds the slot idle takes the book out and is its one writer; the book is moved, never
/// copied, so that it is changed in place. Others wait here, and are served in batches.
final class BookSlot: Sendable {
    struct Waiter: Sendable {
        let ticket: UInt64
        let request: Request
        let continuation: CheckedContinuation<Verdict, Never>
    }

    enum Entrance {
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

    private let state = Mutex(State())

    var isIdle: Bool { state.withLock { !$0.isBusy } }

    /// The number of those who wait.
    var queueLength: Int { state.withLock { $0.waiters.count } }

    /// A copy of the book, unless it is not in memory or somebody is at it.
    var book: Book? { state.withLock { $0.book } }

    /// Becomes the writer, or learns that there is one.
    func enter() -> Entrance {
        state.withLock { state in
            guard state.isBusy else {
                state.isBusy = true
                return .writer(state.book.take())
            }
            state.lastTicket += 1
            return .queue(ticket: state.lastTicket)
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

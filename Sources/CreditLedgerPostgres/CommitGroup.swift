#if Postgres
    internal import CreditLedger
    internal import CreditLedgerSQL

    /// A commit that waits, and how its caller is answered.
    struct AppendCall: Sendable {
        let commit: PreparedCommit
        let finish: @Sendable (PostgresPool.Outcome<CommitOutcome>) -> Void
    }

    /// Commits that share one transaction and one round trip, each with an outcome of its own.
    ///
    /// They go in the order of their customers, so that groups of several connections and hosts
    /// take their locks in one order and never wait in a circle. If any fails for a reason of its
    /// own, nothing of the group was written: then each goes again, in a transaction of its own.
    struct CommitGroup {
        private var calls: [AppendCall]

        /// What came of one commit in a round.
        fileprivate enum Verdict {
            case answered(CommitOutcome)
            case failed(StoreError)
            /// An earlier entry has one of its claims: which one is looked up.
            case duplicate
            /// It was rolled back, and may succeed when it is done again.
            case again(StoreError)
            /// It was not written, as its transaction is too early; what shares that one stands.
            case late
        }

        /// How often a commit is done that was rolled back.
        private static let rounds = 8
        private static let tooEarly = SQLState(code: "40001").error

        init(_ calls: [AppendCall]) {
            self.calls = calls
            if calls.count > 1 {
                // The sort keeps the order of one customer's commits.
                self.calls.sort { $0.commit.rows.customer < $1.commit.rows.customer }
            }
        }

        /// Writes them, and says how every caller is to be answered.
        func run(on connection: PostgresConnection, _ answers: inout [Answering]) {
            var left = calls
            for round in 1... {
                let verdicts: [Verdict]
                do throws(StoreError) {
                    verdicts = try Self.send(left, joined: round == 1, on: connection)
                } catch {
                    for call in left { answers.append { call.finish(.lost(error)) } }
                    return
                }
                var next: [AppendCall] = []
                for (call, verdict) in zip(left, verdicts) {
                    switch verdict {
                    case .answered(let outcome): answers.append { call.finish(.answered(outcome)) }
                    case .failed(let error): answers.append { call.finish(.failed(error)) }
                    case .duplicate: answers.append(Self.duplicate(call, on: connection))
                    case .again(let error) where round < Self.rounds && !connection.isBroken:
                        _ = error
                        next.append(call)
                    case .again(let error): answers.append { call.finish(.failed(error)) }
                    case .late where round < Self.rounds && !connection.isBroken:
                        next.append(call)
                    case .late: answers.append { call.finish(.failed(Self.tooEarly)) }
                    }
                }
                guard !next.isEmpty else { return }
                left = next
            }
        }

        /// Sends commits in one round trip: in one transaction, or each in its own.
        fileprivate static func send(
            _ calls: [AppendCall], joined: Bool, on connection: PostgresConnection
        ) throws(StoreError) -> [Verdict] {
            let parts = joined ? runs(of: calls) : calls.indices.map { $0..<($0 + 1) }
            var preparations: [Int] = []
            for part in parts {
                let call = statement(of: calls[part])
                preparations.append(try connection.send(call.text, call.parameters))
                if !joined || part.upperBound == calls.count {
                    try connection.sync(flushing: false)
                }
            }
            try connection.flush()
            var verdicts: [Verdict] = []
            for (part, preparations) in zip(parts, preparations) {
                var answer = try connection.nextAnswer()
                for _ in 0..<preparations {
                    if answer.failure == nil || answer.isSkipped {
                        answer = try connection.nextAnswer()
                    } else {
                        _ = try connection.nextAnswer()
                    }
                }
                verdicts += try self.verdicts(on: part.count, answer, connection)
                guard !joined || part.upperBound == calls.count else { continue }
                if let failure = try connection.awaitSync() {
                    verdicts[verdicts.count - 1] = .again(failure.error)
                }
            }
            let succeeded = !verdicts.contains { $0.isFailure }
            connection.confirmStatements(succeeded)
            guard joined, !succeeded else { return verdicts }
            return verdicts.map { $0.afterRollback }
        }

        /// Commits that one statement can write: they keep their order, as it is that of locks.
        private static func runs(of calls: [AppendCall]) -> [Range<Int>] {
            var runs: [Range<Int>] = []
            for (place, call) in calls.enumerated() {
                if let run = runs.last, call.commit.isGroupable,
                    let last = calls[run].last?.commit, last.isGroupable,
                    last.rows.customer != call.commit.rows.customer
                {
                    runs[runs.count - 1] = run.lowerBound..<(place + 1)
                } else {
                    runs.append(place..<(place + 1))
                }
            }
            return runs
        }

        private static func statement(of calls: ArraySlice<AppendCall>) -> AppendStatement {
            if calls.count == 1, let call = calls.first { return call.commit.call }
            return .group(calls.map { $0.commit.rows })
        }

        /// What a statement's answer says of each of its commits.
        private static func verdicts(
            on count: Int, _ answer: borrowing Answer, _ connection: PostgresConnection
        ) throws(StoreError) -> [Verdict] {
            func all(_ verdict: Verdict) -> [Verdict] { Array(repeating: verdict, count: count) }
            if answer.isSkipped { return all(.again(.lost("the transaction was rolled back"))) }
            if let failure = answer.failure {
                if failure.endsConnection { connection.abandon() }
                if failure.isForgotten { connection.forgetStatements() }
                let error = failure.error
                // Whose fault it was shows when each goes alone.
                let isOpen = failure.isPassing || count > 1 && error.kind != .outcomeUnknown
                return all(isOpen ? .again(error) : .failed(error))
            }
            let codes = try answer.rows { (row) throws(StoreError) in
                try row.required(row.integer())
            }
            if codes.isEmpty, count > 1 { return all(.answered(.committed)) }
            guard codes.count == count, let verdicts = verdicts(codes) else {
                throw connection.lose("the answers are out of step")
            }
            return verdicts
        }

        private static func verdicts(_ codes: [Int64]) -> [Verdict]? {
            var verdicts: [Verdict] = []
            for code in codes {
                switch code {
                case -1: verdicts.append(.answered(.committed))
                case -2: verdicts.append(.duplicate)
                case -3: verdicts.append(.late)
                case -4:
                    verdicts.append(
                        .failed(StoreError(.corrupt, "the ids of the entries do not ascend")))
                case 0...: verdicts.append(.answered(.conflict(revision: code)))
                default: return nil
                }
            }
            return verdicts
        }

        /// Looks up which claim is taken; entries never go, so it is there.
        private static func duplicate(
            _ call: AppendCall, on connection: PostgresConnection
        ) -> Answering {
            do throws(StoreError) {
                let outcome = try connection.duplicate(of: call.commit.rows)
                guard let outcome else {
                    throw StoreError(.corrupt, "A claim is taken, but by no entry that stands.")
                }
                return { call.finish(.answered(outcome)) }
            } catch {
                // Nothing was written, and the same commit will be answered in the same way.
                return { call.finish(.failed(error)) }
            }
        }
    }

    extension CommitGroup.Verdict {
        /// Whether it rolled its transaction back.
        fileprivate var isFailure: Bool {
            switch self {
            case .failed(let error): error.underlying != nil
            case .again(let error): error.underlying != nil
            case .answered, .duplicate, .late: false
            }
        }

        /// What it comes to if its transaction was rolled back.
        fileprivate var afterRollback: CommitGroup.Verdict {
            switch self {
            case .failed, .again, .late: self
            case .answered, .duplicate: .again(.lost("the transaction was rolled back"))
            }
        }
    }
#endif

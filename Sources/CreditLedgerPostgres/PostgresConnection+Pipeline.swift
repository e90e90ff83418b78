#if Postgres
    internal import CLibPQ
    internal import CreditLedger
    internal import CreditLedgerSQL

    /// A statement as a connection prepares it: the types of its values are a part of it.
    struct PreparedStatement: Hashable {
        let text: String
        let types: [Oid]
    }

    /// The answer to one statement, until it is read.
    @safe
    struct Answer: ~Copyable {
        private let handle: OpaquePointer?

        init(_ handle: OpaquePointer?) {
            unsafe self.handle = handle
        }

        deinit {
            unsafe PQclear(handle)
        }

        private var status: ExecStatusType { unsafe PQresultStatus(handle) }

        var isSync: Bool { status == PGRES_PIPELINE_SYNC }

        /// Whether it was not even tried, as something before it in the pipeline failed.
        var isSkipped: Bool { status == PGRES_PIPELINE_ABORTED }

        /// What the server said of a failure.
        var failure: SQLState? {
            switch status {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_PIPELINE_SYNC: nil
            default: unsafe SQLState(of: handle)
            }
        }

        /// How many rows a statement changed.
        var changes: Int {
            unsafe PQcmdTuples(handle).flatMap { unsafe Int(String(cString: $0)) } ?? 0
        }

        /// Reads each row.
        func rows<Row>(
            _ read: (inout PostgresRow) throws(StoreError) -> Row
        ) throws(StoreError) -> [Row] {
            guard let handle = unsafe handle else { return [] }
            var rows: [Row] = []
            let count = unsafe PQntuples(handle)
            rows.reserveCapacity(Int(count))
            for row in 0..<count {
                var cursor = unsafe PostgresRow(handle, row: row)
                rows.append(try read(&cursor))
            }
            return rows
        }
    }

    extension PostgresConnection: SQLSession {
        typealias Cursor = PostgresRow
        typealias Dialect = PostgresDialect

        func forEach(
            _ statement: SQLStatement, _ read: (inout PostgresRow) throws(StoreError) -> Void
        ) throws(StoreError) {
            _ = try run(statement.text, WireParameters(statement.values)).rows(read)
        }

        @discardableResult
        func execute(_ statement: SQLStatement) throws(StoreError) -> Int {
            try run(statement.text, WireParameters(statement.values)).changes
        }
    }

    extension PostgresConnection {
        /// Runs one statement in one round trip; with it begins the transaction that was wanted.
        func run(_ text: String, _ parameters: WireParameters) throws(StoreError) -> Answer {
            var preparations = 0
            if consistency == .wanted {
                preparations += try send(Self.begin, WireParameters()) + 1
                consistency = .begun
            }
            preparations += try send(text, parameters)
            try sync()
            var failure: SQLState?
            for _ in 0..<preparations {
                let answer = try nextAnswer()
                if failure == nil { failure = answer.isSkipped ? nil : answer.failure }
            }
            let answer = try nextAnswer()
            if failure == nil { failure = answer.isSkipped ? nil : answer.failure }
            failure = try awaitSync() ?? failure
            confirmStatements(failure == nil)
            guard let failure else { return answer }
            if failure.endsConnection { abandon() }
            if failure.isForgotten { forgetStatements() }
            throw failure.error
        }

        private static let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

        /// Ends the transaction of several reads, if there is one.
        func endReading() {
            defer { consistency = .off }
            guard consistency == .begun, !isBroken else { return }
            consistency = .off
            // There is nothing to lose: a connection that fails at it is replaced.
            do throws(StoreError) { _ = try run("ROLLBACK", WireParameters()) } catch { abandon() }
        }

        // MARK: The parts of a pipeline

        /// Puts a statement into the pipeline.
        ///
        /// - Returns: how many answers come before its own: 1 if it has to be prepared first.
        func send(_ text: String, _ parameters: WireParameters) throws(StoreError) -> Int {
            let statement = PreparedStatement(text: text, types: parameters.types)
            var preparations = 0
            let name: String
            if let known = prepared[statement] {
                name = known
            } else {
                name = nextStatementName()
                guard
                    unsafe PQsendPrepare(
                        handle, name, text, Int32(truncatingIfNeeded: statement.types.count),
                        statement.types) == 1
                else { throw lose("a statement can't be sent") }
                unconfirmed.append(statement)
                prepared[statement] = name
                preparations = 1
            }
            let sent = unsafe parameters.withPointers { count, values, lengths, formats in
                unsafe PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1)
            }
            guard sent == 1 else { throw lose("a statement can't be sent") }
            return preparations
        }

        /// Ends a transaction in the pipeline, and sends what waits.
        func sync(flushing: Bool = true) throws(StoreError) {
            guard unsafe PQpipelineSync(handle) == 1 else { throw lose("while sending") }
            if flushing { try flush() }
        }

        /// The answer to the next statement in the pipeline.
        func nextAnswer() throws(StoreError) -> Answer {
            let answer = unsafe Answer(try receive())
            if answer.isSync { throw lose("the answers are out of step") }
            while true {
                let rest = unsafe try receive()
                guard let rest = unsafe rest else { return answer }
                unsafe PQclear(rest)
            }
        }

        /// Waits for the end of the transaction in the pipeline: with it, everything before is
        /// durable.
        ///
        /// - Returns: why the server could not commit it, if so.
        func awaitSync() throws(StoreError) -> SQLState? {
            var failure: SQLState?
            for _ in 0..<8 {
                guard let handle = unsafe try receive() else { continue }
                let answer = unsafe Answer(handle)
                if answer.isSync { return failure }
                failure = answer.failure ?? failure
            }
            throw lose("the answers are out of step")
        }

        /// Takes note of whether the statements that were sent to be prepared have been.
        ///
        /// Where something failed they may have been or not: then they get other names when next
        /// used.
        func confirmStatements(_ succeeded: Bool) {
            if !succeeded { for statement in unconfirmed { prepared[statement] = nil } }
            unconfirmed.removeAll()
        }

        /// Prepares everything anew from now on, under other names.
        func forgetStatements() {
            prepared.removeAll()
            unconfirmed.removeAll()
        }

        /// Runs a text of several statements, in one transaction, outside the pipeline.
        func runScript(_ text: String) throws(StoreError) {
            guard unsafe PQexitPipelineMode(handle) == 1, unsafe PQsendQuery(handle, text) == 1
            else {
                throw lose("a statement can't be sent")
            }
            try flush()
            var failure: SQLState?
            while let handle = unsafe try receive() {
                let answer = unsafe Answer(handle)
                failure = failure ?? answer.failure
            }
            try beginPipeline()
            if let failure { throw failure.error }
        }

        func beginPipeline() throws(StoreError) {
            guard unsafe PQenterPipelineMode(handle) == 1 else {
                throw lose("pipelining is not possible")
            }
        }
    }
#endif

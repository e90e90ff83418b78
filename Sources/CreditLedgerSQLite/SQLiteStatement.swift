#if SQLite
    internal import CSQLite
    internal import CreditLedger
    internal import CreditLedgerSQL

    /// A prepared statement, kept by its connection and used again and again.
    ///
    /// Parameters are bound one after another, from the left. Their bytes are put into the
    /// connection's scratch space, where they stay until the statement is reset: SQLite then copies
    /// nothing and allocates nothing.
    @safe
    final class SQLiteStatement {
        private let handle: OpaquePointer
        private let database: OpaquePointer
        private let scratch: SQLiteScratch
        private var parameter: Int32 = 0
        private var mark = 0
        /// Whether it is being used: the same text once more needs a statement of its own.
        private(set) var isBusy = false

        /// Prepares a text.
        init(
            _ text: String, of database: OpaquePointer, _ scratch: SQLiteScratch
        ) throws(SQLiteError) {
            var handle: OpaquePointer?
            let code = unsafe sqlite3_prepare_v3(
                database, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
            guard code == SQLITE_OK, let handle = unsafe handle else {
                throw unsafe SQLiteError(code, of: database)
            }
            unsafe self.handle = unsafe handle
            unsafe self.database = unsafe database
            self.scratch = scratch
        }

        deinit {
            unsafe sqlite3_finalize(handle)
        }

        /// Begins to be used; ``end()`` must follow.
        func begin() {
            isBusy = true
            parameter = 0
            mark = scratch.top
        }

        /// Ends being used and lets go of what was bound.
        func end() {
            unsafe sqlite3_reset(handle)
            scratch.release(to: mark)
            isBusy = false
        }

        /// The row that it stands at.
        var cursor: SQLiteCursor { unsafe SQLiteCursor(handle) }

        /// Goes on to the next row, if there is one.
        func step() throws(SQLiteError) -> Bool {
            let code = unsafe sqlite3_step(handle)
            if code == SQLITE_ROW { return true }
            if code == SQLITE_DONE { return false }
            throw unsafe SQLiteError(code, of: database)
        }

        /// Whether as many values were bound as the text has parameters.
        var isBound: Bool { unsafe sqlite3_bind_parameter_count(handle) == parameter }
    }

    // Nothing can go wrong in binding but memory and the number of parameters, and a parameter
    // that was not bound is NULL, which no column takes that matters. So the codes are not looked
    // at one by one.
    extension SQLiteStatement {
        func bindNull() {
            parameter += 1
            unsafe sqlite3_bind_null(handle, parameter)
        }

        func bind(_ number: Int64) {
            parameter += 1
            unsafe sqlite3_bind_int64(handle, parameter, number)
        }

        func bind(_ number: Int64?) {
            if let number { bind(number) } else { bindNull() }
        }

        func bind(_ flag: Bool) { bind(flag ? 1 as Int64 : 0) }

        func bind(_ instant: Instant) { bind(instant.milliseconds) }

        func bind(_ instant: Instant?) { bind(instant?.milliseconds) }

        func bind(_ text: String) {
            parameter += 1
            var text = text
            let kept = text.withUTF8 { bytes in
                unsafe scratch.place(UnsafeRawBufferPointer(bytes))
            }
            if let kept = unsafe kept {
                let start = unsafe kept.baseAddress?.assumingMemoryBound(to: CChar.self)
                unsafe sqlite3_bind_text(
                    handle, parameter, start, Int32(truncatingIfNeeded: kept.count), nil)
            } else {
                unsafe sqlite3_bind_text64(
                    handle, parameter, text, UInt64(text.utf8.count), Self.copying,
                    UInt8(SQLITE_UTF8))
            }
        }

        func bind(_ text: String?) {
            if let text { bind(text) } else { bindNull() }
        }

        func bind<Tag>(_ name: TextIdentifier<Tag>) { bind(name.text) }

        func bind<Tag>(_ name: TextIdentifier<Tag>?) { bind(name?.text) }

        /// Binds a text that is there as UTF-8.
        func bind(_ text: [UInt8]) {
            parameter += 1
            _ = unsafe text.withUnsafeBytes { bytes in
                if let kept = unsafe scratch.place(bytes) {
                    let start = unsafe kept.baseAddress?.assumingMemoryBound(to: CChar.self)
                    unsafe sqlite3_bind_text(
                        handle, parameter, start, Int32(truncatingIfNeeded: kept.count), nil)
                } else {
                    let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                    unsafe sqlite3_bind_text64(
                        handle, parameter, start, UInt64(bytes.count), Self.copying,
                        UInt8(SQLITE_UTF8))
                }
            }
        }

        func bind(_ text: [UInt8]?) {
            if let text { bind(text) } else { bindNull() }
        }

        /// Binds bytes that are no text.
        func bind(blob: [UInt8]) {
            parameter += 1
            _ = unsafe blob.withUnsafeBytes { bytes in
                unsafe sqlite3_bind_blob64(
                    handle, parameter, bytes.baseAddress, UInt64(bytes.count), Self.copying)
            }
        }

        func bind<Tag>(_ id: Identifier<Tag>) { bind(high: id.high, low: id.low) }

        func bind<Tag>(_ id: Identifier<Tag>?) {
            if let id { bind(id) } else { bindNull() }
        }

        /// Binds an amount to the two parameters of its whole part and its fraction.
        func bind(units: Int128) {
            let (whole, fraction) = units.quotientAndRemainder(dividingBy: GridNumber.one)
            bind(Int64(truncatingIfNeeded: whole))
            bind(Int64(truncatingIfNeeded: fraction))
        }

        private func bind(high: UInt64, low: UInt64) {
            parameter += 1
            let bytes = (high.bigEndian, low.bigEndian)
            _ = unsafe withUnsafeBytes(of: bytes) { bytes in
                if let kept = unsafe scratch.place(bytes) {
                    unsafe sqlite3_bind_blob(handle, parameter, kept.baseAddress, 16, nil)
                } else {
                    unsafe sqlite3_bind_blob(
                        handle, parameter, bytes.baseAddress, 16, Self.copying)
                }
            }
        }

        /// Binds any values.
        func bind(_ values: [SQLValue]) {
            for value in values {
                switch value {
                case .null: bindNull()
                case .integer(let number): bind(number)
                case .flag(let flag): bind(flag)
                case .text(let text): bind(text)
                case .identifier(let high, let low): bind(high: high, low: low)
                case .instant(let instant): bind(instant)
                }
            }
        }

        /// What tells SQLite to copy the bytes that it is given.
        private static var copying: sqlite3_destructor_type {
            unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        }
    }

    /// Space for the bytes of bound values, used like a stack.
    @safe
    final class SQLiteScratch {
        private let space: UnsafeMutableRawBufferPointer
        private(set) var top = 0

        init(size: Int = 128 * 1024) {
            unsafe space = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        }

        deinit {
            unsafe space.deallocate()
        }

        /// Copies bytes onto the stack; `nil` if there is no room for them.
        @unsafe
        func place(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
            guard unsafe bytes.count <= space.count - top else { return nil }
            let place = unsafe UnsafeMutableRawBufferPointer(
                rebasing: space[top..<top + bytes.count])
            unsafe place.copyMemory(from: bytes)
            top += bytes.count
            return UnsafeRawBufferPointer(place)
        }

        /// Takes everything above a mark off the stack.
        func release(to mark: Int) {
            top = mark
        }
    }
#endif

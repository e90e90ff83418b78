#if Postgres
    internal import CLibPQ
    internal import CreditLedger

    /// What the user's connection string sets, and the store's defaults for what it leaves open.
    ///
    /// Neither it nor any part of it is ever printed: even a host's name may be a piece of a
    /// password, where an `@` in a password was not written as `%40`.
    struct ConnectionString: Sendable {
        /// Keywords and values as libpq takes them.
        let settings: [(keyword: String, value: String)]

        /// Reads a URI or a list of `key=value`, as libpq does.
        ///
        /// - Throws: ``StoreError/Kind/misconfigured`` if it is neither.
        init(_ text: String, connectTimeout: Duration) throws(StoreError) {
            var complaint: UnsafeMutablePointer<CChar>? = nil
            let options = unsafe text.utf8.contains(0) ? nil : PQconninfoParse(text, &complaint)
            // What libpq complains of quotes the string, so it is dropped unread.
            unsafe PQfreemem(complaint)
            guard let options = unsafe options else {
                throw StoreError(
                    .misconfigured,
                    "The connection string is neither a postgresql:// URI nor a list of key=value.")
            }
            defer { unsafe PQconninfoFree(options) }
            var settings: [(keyword: String, value: String)] = []
            var option = unsafe options
            while let keyword = unsafe option.pointee.keyword {
                if let value = unsafe option.pointee.val {
                    settings.append(unsafe (String(cString: keyword), String(cString: value)))
                }
                unsafe option += 1
            }
            let seconds = max(2, connectTimeout.components.seconds)
            let defaults = [
                ("application_name", "creditledger"), ("connect_timeout", "\(seconds)"),
                ("keepalives_idle", "30"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
                ("tcp_user_timeout", "30000"),
            ]
            for (keyword, value) in defaults where !settings.contains(where: { $0.0 == keyword }) {
                settings.append((keyword, value))
            }
            settings.removeAll { $0.keyword == "client_encoding" }
            settings.append(("client_encoding", "UTF8"))
            self.settings = settings
        }

        /// The whole seconds after which an attempt to connect is given up; 0 for never.
        var connectSeconds: Int64 {
            settings.first { $0.keyword == "connect_timeout" }.flatMap { Int64($0.value) } ?? 10
        }

        /// Whether the user sets a run-time parameter of the server by `options`.
        func sets(_ parameter: String) -> Bool {
            settings.contains { $0.keyword == "options" && $0.value.contains(parameter) }
        }

        /// Begins to connect; `nil` if there is no memory for it.
        func start() -> OpaquePointer? {
            var keywords: [UnsafePointer<CChar>?] = unsafe []
            var values: [UnsafePointer<CChar>?] = unsafe []
            // One buffer holds all texts, each with its NUL, at these offsets.
            var texts: [CChar] = []
            var offsets: [(keyword: Int, value: Int)] = []
            for setting in settings {
                let keyword = texts.count
                texts += setting.keyword.utf8.map { CChar(bitPattern: $0) } + [0]
                offsets.append((keyword, texts.count))
                texts += setting.value.utf8.map { CChar(bitPattern: $0) } + [0]
            }
            return unsafe texts.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return nil }
                for offset in offsets {
                    unsafe keywords.append(base + offset.keyword)
                    unsafe values.append(base + offset.value)
                }
                unsafe keywords.append(nil)
                unsafe values.append(nil)
                return unsafe PQconnectStartParams(keywords, values, 0)
            }
        }
    }
#endif

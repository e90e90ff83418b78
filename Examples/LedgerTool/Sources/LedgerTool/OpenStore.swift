import CreditLedger
import CreditLedgerPostgres
import CreditLedgerSQLite

/// A store that is open, and how it is closed.
struct OpenStore {
    /// What is going to be done with it.
    enum Purpose {
        /// Only to be read; it must be there.
        case reading
        /// To be written; it is made if it is not there.
        case writing
    }

    let store: any LedgerStore
    let close: () async -> Void

    /// Whether nothing is in it yet.
    var isEmpty: Bool {
        get async throws(Failure) {
            do throws(StoreError) {
                return try await store.customers(after: nil, limit: 1).isEmpty
            } catch {
                throw Failure(LedgerError.store(error), at: nil)
            }
        }
    }
}

extension StoreChoice {
    /// Opens the store.
    ///
    /// - Throws: what is wrong with the choice, or with what stands there.
    func open(for purpose: OpenStore.Purpose) async throws(Failure) -> OpenStore {
        do throws(StoreError) {
            switch self {
            case .memory:
                return OpenStore(store: InMemoryStore()) {}
            case .sqlite(let path):
                let store = try await SQLiteStore(
                    path: path,
                    configuration: .init(access: purpose == .reading ? .readOnly : .readWrite))
                return OpenStore(store: store) { await store.close() }
            case .postgres(let connection, let schema):
                let store = try await PostgresStore(
                    connection,
                    configuration: .init(schema: schema, migrates: purpose == .writing))
                return OpenStore(store: store) { await store.close() }
            case .unknown:
                throw StoreError(.misconfigured, "A store must be \(Self.forms).")
            }
        } catch {
            throw Failure(opening: self, error)
        }
    }

    /// Opens the store, does something with it, and closes it whatever comes of that.
    func use(
        for purpose: OpenStore.Purpose, _ body: (OpenStore) async throws -> Void
    ) async throws {
        let open = try await open(for: purpose)
        do {
            try await body(open)
        } catch {
            await open.close()
            throw error
        }
        await open.close()
    }
}

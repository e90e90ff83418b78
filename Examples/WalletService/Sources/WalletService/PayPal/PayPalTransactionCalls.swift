internal import CreditLedger
internal import HTTPTypes

/// The calls on a wallet's transactions.
struct PayPalTransactionCalls {
    let desk: Desk

    private static let path = "/v1/commerce/billing/wallets/{wallet_id}/wallet-transactions"

    var operations: [Operation] { [create, list, get] }

    private var create: Operation {
        Operation(
            method: .post, path: Self.path, id: "paypalCreateTransactions",
            summary: "Adds credits to a wallet, or removes some of it.",
            parameters: [.path("wallet_id"), .payPalRequestID],
            body: .json(PayPalSchemas.newTransaction), answers: [.ok(PayPalSchemas.transactions)]
        ) { call in
            let wallet = try await desk.wallet(try call.id("wallet_id", of: "wallet"))
            let made =
                switch try PayPalTransactionFields.request(on: wallet.id, call.body) {
                case .topUp(let topUp): try await self.topUp(topUp, wallet.customer, call)
                case .void(let void, let metadata):
                    try await self.void(void, metadata, wallet.customer, call)
                }
            let history = try await history(of: wallet)
            var shapes: [JSONValue] = []
            for listed in made { shapes.append(try await history.shape(listed)) }
            return Answer([
                "wallet_transactions": .array(shapes),
                "meta": .object(PayPalPage.whole(of: shapes.count)),
            ])
        }
    }

    private var list: Operation {
        Operation(
            method: .get, path: Self.path, id: "paypalListTransactions",
            summary: "Lists a wallet's transactions, newest first.",
            parameters: [.path("wallet_id")] + PayPalPage.parameters,
            answers: [.ok(PayPalSchemas.transactions)]
        ) { call in
            let wallet = try await desk.wallet(try call.id("wallet_id", of: "wallet"))
            let asked = try PayPalPage(call.query)
            // What fell due by now, an expiry say, is a transaction only once it is journalled.
            try await desk.advance(wallet.customer)
            let history = try await history(of: wallet)
            let page = try await NumberedPage<JournalledTransaction>.read(
                offset: asked.offset, limit: asked.size, id: \.id
            ) {
                try await history.ledger.transactions(
                    TransactionQuery(customer: wallet.customer, wallet: wallet.id, page: $0))
            }
            var shapes: [JSONValue] = []
            for listed in page.items { shapes.append(try await history.shape(listed)) }
            return Answer([
                "wallet_transactions": .array(shapes),
                "meta": .object(asked.countsWithNeighbours(of: page.total)),
            ])
        }
    }

    private var get: Operation {
        Operation(
            method: .get, path: "/v1/commerce/billing/wallet-transactions/{transaction_id}",
            id: "paypalGetTransaction", summary: "A transaction in its latest state.",
            parameters: [.path("transaction_id")], answers: [.ok(PayPalSchemas.transaction)]
        ) { call in
            let id: TransactionID = try call.id("transaction_id", of: "transaction")
            let customer = try await desk.live.transaction(id).customer
            try await desk.advance(customer)
            let listed = try await desk.ledger(of: customer).transaction(id, of: customer)
            let wallet = try await desk.wallet(listed.transaction.wallet)
            return Answer(try await history(of: wallet).shape(listed))
        }
    }

    private func history(of wallet: Wallet) async throws -> PayPalHistory {
        PayPalHistory(
            ledger: desk.ledger(of: wallet.customer), balance: try await desk.balance(of: wallet))
    }

    /// The transactions of a top-up: one per kind, paid first.
    private func topUp(
        _ topUp: TopUp, _ customer: CustomerID, _ call: Call
    ) async throws -> [JournalledTransaction] {
        let context = try call.payPalContext()
        let receipt = try await desk.perform(for: customer) { ledger throws(LedgerError) in
            try await ledger.topUp(topUp, of: customer, context: context)
        }
        let grants = [receipt.outcome.paid, receipt.outcome.granted]
        return receipt.entry?.transactions { grants.contains($0.grant) } ?? []
    }

    /// The transactions of a void: one per grant.
    ///
    /// A rule that it sets off has others in the same entry, which are not of the void. The ledger
    /// keeps a void's metadata with its entry.
    private func void(
        _ void: VoidCredits, _ metadata: Metadata, _ customer: CustomerID, _ call: Call
    ) async throws -> [JournalledTransaction] {
        let context = try call.payPalContext(metadata)
        let receipt = try await desk.perform(for: customer) { ledger throws(LedgerError) in
            try await ledger.voidCredits(void, of: customer, context: context)
        }
        return receipt.entry?.transactions { $0.kind == .voided } ?? []
    }
}

extension JournalEntry {
    /// Some of its transactions, as a list shows them.
    fileprivate func transactions(
        where isWanted: (Transaction) -> Bool
    ) -> [JournalledTransaction] {
        transactions.filter(isWanted).map {
            JournalledTransaction(
                transaction: $0, customer: customer, entry: id, instant: instant)
        }
    }
}

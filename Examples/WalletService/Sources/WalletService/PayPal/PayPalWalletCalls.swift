internal import CreditLedger
internal import HTTPTypes

/// The calls on wallets.
struct PayPalWalletCalls {
    let desk: Desk

    private static let path = "/v1/commerce/billing/wallets"

    var operations: [Operation] { [create, list, get, update, terminate] }

    private var create: Operation {
        Operation(
            method: .post, path: Self.path, id: "paypalCreateWallet",
            summary: "Makes a wallet, with its first credits and its top-up rules.",
            parameters: [.payPalRequestID], body: .json(PayPalSchemas.newWallet),
            answers: [.created(PayPalSchemas.wallet)]
        ) { call in
            let customer = try PayPalWalletFields.customer(call.body)
            let wallet = try PayPalWalletFields.newWallet(call.body)
            let context = try call.payPalContext()
            let receipt = try await desk.perform(for: customer) { ledger throws(LedgerError) in
                try await ledger.createWallet(wallet, for: customer, context: context)
            }
            return Answer(try await shape(receipt.outcome), status: .created)
        }
    }

    private var list: Operation {
        Operation(
            method: .get, path: Self.path, id: "paypalListWallets",
            summary: "Lists wallets, newest first.",
            parameters: [.query("external_customer_id", .name)] + PayPalPage.parameters,
            answers: [.ok(PayPalSchemas.wallets)]
        ) { call in
            let customer =
                call.query.has("external_customer_id")
                ? try PayPalWalletFields.customer(call.query) : nil
            let asked = try PayPalPage(call.query)
            let page = try await NumberedPage<Wallet>.read(
                offset: asked.offset, limit: asked.size, id: \.id
            ) {
                try await desk.live.wallets(WalletQuery(customer: customer, page: $0))
            }
            var wallets: [JSONValue] = []
            for wallet in page.items { wallets.append(try await shape(wallet.id)) }
            return Answer([
                "wallets": .array(wallets), "metadata": .object(asked.counts(of: page.total)),
            ])
        }
    }

    private var get: Operation {
        Operation(
            method: .get, path: Self.path + "/{wallet_id}", id: "paypalGetWallet",
            summary: "A wallet and what is in it.", parameters: [.path("wallet_id")],
            answers: [.ok(PayPalSchemas.wallet)]
        ) { call in
            Answer(try await shape(try call.id("wallet_id", of: "wallet")))
        }
    }

    private var update: Operation {
        Operation(
            method: .put, path: Self.path + "/{wallet_id}", id: "paypalUpdateWallet",
            summary: "Changes a wallet: what is left out stays, what is null is cleared.",
            parameters: [.path("wallet_id"), .payPalRequestID],
            body: .json(PayPalSchemas.walletUpdate), answers: [.ok(PayPalSchemas.wallet)]
        ) { call in
            let wallet = try await desk.wallet(try call.id("wallet_id", of: "wallet"))
            let update = try PayPalWalletFields.update(of: wallet.id, call.body)
            let context = try call.payPalContext()
            _ = try await desk.perform(for: wallet.customer) { ledger throws(LedgerError) in
                try await ledger.updateWallet(update, of: wallet.customer, context: context)
            }
            return Answer(try await shape(wallet.id))
        }
    }

    private var terminate: Operation {
        Operation(
            method: .delete, path: Self.path + "/{wallet_id}", id: "paypalTerminateWallet",
            summary: "Ends a wallet for good; its remaining credits are forfeited.",
            parameters: [.path("wallet_id"), .payPalRequestID],
            answers: [.ok(PayPalSchemas.wallet)]
        ) { call in
            let wallet = try await desk.wallet(try call.id("wallet_id", of: "wallet"))
            let context = try call.payPalContext()
            _ = try await desk.perform(for: wallet.customer) { ledger throws(LedgerError) in
                try await ledger.terminateWallet(
                    wallet.id, of: wallet.customer, context: context)
            }
            return Answer(try await shape(wallet.id))
        }
    }

    private func shape(_ id: WalletID) async throws -> JSONValue {
        var wallet = try await desk.wallet(id)
        let balance = try await desk.balance(of: wallet)
        // A payment that was declined on the way has paused its rule.
        if !wallet.rules.isEmpty { wallet = try await desk.wallet(id) }
        return PayPalWalletShape(wallet: wallet, balance: balance).json
    }
}

import CreditLedger
internal import Foundation

/// What is written of it all: the pages, or the same in a form for other programs.
enum Choice {
    case pages
    /// The journal, for accounting tools and spreadsheets.
    case journal(ExportFormat)
    /// Every account of every wallet, as JSON.
    case trialBalance

    /// Reads the arguments.
    ///
    /// - Throws: ``Unexpected`` for any others.
    init(_ arguments: some Collection<String>) throws {
        let arguments = Array(arguments)
        switch (arguments.first, arguments.count) {
        case (nil, _): self = .pages
        case ("--trial-balance", 1): self = .trialBalance
        case ("--export", 2):
            guard let format = ExportFormat(rawValue: arguments[1]) else { throw Self.usage }
            self = .journal(format)
        default: throw Self.usage
        }
    }

    private static var usage: Unexpected {
        let formats = ExportFormat.allCases.map(\.rawValue).joined(separator: "|")
        return Unexpected("usage: quickstart [--export \(formats) | --trial-balance]")
    }

    /// Does everything and writes what was chosen.
    func write() async throws {
        let quickstart = try await Quickstart.done()
        switch self {
        case .pages:
            print(quickstart.page.text, terminator: "")
        case .journal(let format):
            for try await piece in quickstart.ledger.export(format) {
                print(piece, terminator: "")
            }
        case .trialBalance:
            let trial = try await quickstart.ledger.trialBalance()
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(Accounts(trial)), as: UTF8.self))
        }
    }
}

/// A trial balance as JSON.
private struct Accounts: Encodable {
    struct Row: Encodable {
        let customer: CustomerID
        let wallet: WalletID
        let account: Account
        let debits: Credits
        let credits: Credits
        let balance: Credits
    }

    let accounts: [Row]

    init(_ trial: TrialBalance) {
        accounts = trial.wallets.flatMap { wallet in
            wallet.rows.map {
                Row(
                    customer: wallet.customer, wallet: wallet.wallet, account: $0.account,
                    debits: $0.debits, credits: $0.credits, balance: $0.balance)
            }
        }
    }
}

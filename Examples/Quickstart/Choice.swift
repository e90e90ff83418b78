import CreditLedger
internal import Foundation

/// What is written of it all: the pages, or the same in a form for other programs.
enum Choice {
    case pages
    /// The journal, for accounting tools and spreadsheets.
    case journal(ExportFormat)
    /// Every account of every wallet, as JSON.
    case trialBalance
    /// The pages of a ledger that is kept in this SQLite file.
    case file(String)

    /// Reads the arguments.
    ///
    /// - Throws: ``Unexpected`` for any others.
    init(_ arguments: some Collection<String>) throws {
        let arguments = Array(arguments)
        switch (arguments.first, arguments.count) {
        case (nil, _): self = .pages
        case ("--trial-balance", 1): self = .trialBalance
        case ("--sqlite", 2) where !arguments[1].isEmpty: self = .file(arguments[1])
        case ("--export", 2):
            guard let format = ExportFormat(rawValue: arguments[1]) else { throw Self.usage }
            self = .journal(format)
        default: throw Self.usage
        }
    }

    private static var usage: Unexpected {
        let formats = ExportFormat.allCases.map(\.rawValue).joined(separator: "|")
        return Unexpected(
            "usage: quickstart [--sqlite FILE | --export \(formats) | --trial-balance]")
    }

    /// Does everything and writes what was chosen.
    func write() async throws {
        switch self {
        case .pages:
            print(try await Quickstart.run(), terminator: "")
        case .file(let path):
            print(try await Quickstart.run(inFile: path), terminator: "")
        case .journal(let format):
            let ledger = try await Quickstart.done().ledger
            for try await piece in ledger.export(format) {
                print(piece, terminator: "")
            }
        case .trialBalance:
            let trial = try await Quickstart.done().ledger.trialBalance()
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

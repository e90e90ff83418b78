internal import CreditLedger

/// The codes of the currencies that the ledger knows.
enum CurrencyCodes {
    static let capitals: [String] = {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        return letters.flatMap { first in
            letters.flatMap { second in
                letters.map { "\(first)\(second)\($0)" }.filter { (try? Currency($0)) != nil }
            }
        }
    }()

    /// The codes in capitals, and in small letters.
    static let inBothCases = capitals + capitals.map { $0.lowercased() }
}

extension Schema {
    /// A currency that a client names.
    static let knownCurrency = Schema.choice(CurrencyCodes.inBothCases)
        .about("An ISO 4217 code, in capitals or not.")
}

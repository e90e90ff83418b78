/// How wallets and their accounts are called in plain-text accounting: names that hledger, ledger
/// and beancount all accept, and that no two things share (R10.4).
enum AccountName {
    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    /// Above it a customer's id is cut short: ledger reads no line of more than 4,096 bytes.
    private static let longest = 200
    private static let beginning = 60

    /// The commodity of a wallet's credits: the 122 free bits of its id as a letter and 23 digits
    /// of base 36, which is just within the 24 characters that beancount allows.
    static func commodity(_ wallet: WalletID) -> String {
        let random = UInt128(wallet.low & (1 << 62 - 1))
        var rest = UInt128(wallet.high >> 16) << 74 | UInt128(wallet.high & 0xFFF) << 62 | random
        var text: [Character] = []
        for _ in 0..<23 {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 36)
            text.append(digits[Int(digit)])
            rest = quotient
        }
        // What is left is below 9, so that the first character is one of A to I.
        text.append(digits[10 + Int(rest)])
        return String(text.reversed())
    }

    /// The part of an account's name that tells the customer: letters and digits as they are, a
    /// hyphen twice, every other byte as a hyphen and two hexadecimal digits.
    ///
    /// An id that is too long for it is cut, and told from others by its first wallet.
    static func customer(_ customer: CustomerID, firstWallet: WalletID) -> String {
        let bytes = customer.text.utf8
        let whole = bytes.map(escaped).joined()
        guard whole.utf8.count > longest else { return "Customer-\(whole)" }
        // No escape begins with `-x`.
        let start = bytes.prefix(beginning).map(escaped).joined()
        return "Customer-\(start)-x\(commodity(firstWallet))"
    }

    private static func escaped(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            String(UnicodeScalar(byte))
        case UInt8(ascii: "-"): "--"
        default: "-" + hexadecimal(byte)
        }
    }

    /// Two digits, in capitals.
    static func hexadecimal(_ byte: UInt8) -> String {
        String([digits[Int(byte >> 4)], digits[Int(byte & 0xF)]])
    }
}

extension Account {
    /// The beginning of the account's name: one of the five roots that beancount knows, and its
    /// own.
    var chapter: String {
        switch self {
        case .walletPaid: "Liabilities:Paid"
        case .walletGranted: "Liabilities:Granted"
        case .purchases: "Equity:Purchases"
        case .promotions: "Expenses:Promotions"
        case .redemptions: "Income:Redemptions"
        case .voids: "Income:Voids"
        case .expirations: "Income:Expirations"
        case .forfeitures: "Income:Forfeitures"
        }
    }
}

internal import CreditLedger

/// Reads the bodies that add and remove credits.
enum PayPalTransactionFields {
    enum Kind: String, CaseIterable {
        case topUp = "TOPUP"
        case void = "VOID"
    }

    /// What is asked for.
    enum Request {
        case topUp(TopUp)
        case void(VoidCredits, Metadata)
    }

    static func request(on wallet: WalletID, _ fields: Fields) throws -> Request {
        let metadata = try fields.payPalMetadata("metadata")
        switch try fields.required("type", try fields.choice("type", of: Kind.self)) {
        case .topUp:
            let paid = try fields.payPalCredits("paid_credits")
            let granted = try fields.payPalCredits("granted_credits")
            guard paid != nil || granted != nil else {
                throw Fault.missing(fields.place("paid_credits"))
            }
            // The client has taken the money already.
            return .topUp(
                TopUp(
                    wallet, paid: paid.map { .credits($0) }, granted: granted.map { .credits($0) },
                    payment: .collected, metadata: metadata))
        case .void:
            let name = "credits_to_void"
            let credits = try fields.required(name, try fields.payPalCredits(name))
            return .void(VoidCredits(wallet, credits), metadata)
        }
    }
}

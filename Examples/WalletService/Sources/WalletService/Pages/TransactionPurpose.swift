internal import CreditLedger

/// What a transaction was for, by whom and why, in words.
enum TransactionPurpose {
    static func text(_ transaction: Transaction, _ entry: JournalEntry?) -> String {
        if let application = transaction.application {
            let place =
                "invoice \(ShownText.visible(application.invoice.text)), line "
                + ShownText.visible(application.line.text)
            switch transaction.kind {
            case .applied:
                guard case .capture = entry?.command else { return ShownText.capitalized(place) }
                return ShownText.capitalized(place) + ", from a hold"
            case .reinstated: return "Given back from " + place
            default: return "Lost at once, given back from " + place
            }
        }
        switch transaction.kind {
        case .purchased, .granted: return added(transaction, entry)
        case .applied: return "Applied"
        case .reinstated: return "Given back"
        case .voided: return "Taken away"
        case .expired:
            guard case .expireGrant = entry?.command else { return "Its time ran out" }
            return "Ended early"
        case .forfeited: return "The wallet was terminated"
        }
    }

    private static func added(_ transaction: Transaction, _ entry: JournalEntry?) -> String {
        for case .grantOpened(let opened) in entry?.effects ?? []
        where opened.id == transaction.grant {
            let name = opened.terms.name
            return name.isEmpty ? opened.terms.source.title : ShownText.visible(name)
        }
        return "Top-up"
    }

    /// Who asked; `nil` if that was not said.
    static func actor(_ entry: JournalEntry?) -> String? {
        guard let entry else { return nil }
        guard entry.command != nil else { return "by time alone" }
        guard let actor = entry.context?.actor else { return nil }
        let id = ShownText.visible(actor.id)
        return actor.name.isEmpty ? id : "\(ShownText.visible(actor.name)) (\(id))"
    }
}

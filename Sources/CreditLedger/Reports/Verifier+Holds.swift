/// What is held of grants, and what captures take of it (R9.4).
extension Verifier {
    /// A hold that is being captured, and what of it is left to apply.
    struct CaptureFacts {
        let hold: Hold
        var missing: Int128
    }

    /// Takes in a new hold: of open grants, for no more than it asks, at what the money is worth.
    mutating func open(_ hold: Hold) {
        // Ids are made with the entry that opens, so an older one was opened before, and has ended.
        let isOld = entry.map { hold.id.entry < $0 } ?? false
        if isOld || holds[hold.id] != nil {
            name(.holdOpened, expected: "a new hold", found: "\(hold.id), opened before")
        }
        holds[hold.id] = hold
        if hold.amount.units > hold.asked.units || hold.parts.isEmpty {
            name(
                .holdOpened, expected: "something of at most \(hold.asked)",
                found: "\(hold.amount)")
        }
        for part in hold.parts {
            checkNotEnded(part.wallet, part.grant, found: "a hold")
            checkWorth(of: part)
            reserve(part, +)
        }
    }

    /// Takes in what a hold has become: the same, but that it ends later or lost a part.
    mutating func change(_ hold: Hold) {
        guard let old = holds[hold.id] else { return nameUnopened(hold) }
        var rest = old
        rest.until = max(old.until, hold.until)
        rest.parts.removeAll { !hold.parts.contains($0) }
        if hold != rest || hold.parts.isEmpty {
            name(
                .holdOpened, expected: "the rest of hold \(hold.id), or a later end",
                found: "\(hold.amount) until \(hold.until)")
        }
        for part in old.parts { reserve(part, -) }
        for part in hold.parts { reserve(part, +) }
        holds[hold.id] = hold
    }

    /// Takes in the end of a hold.
    mutating func end(_ hold: Hold, _ end: HoldEnd) {
        guard let old = holds.removeValue(forKey: hold.id) else { return nameUnopened(hold) }
        if old != hold {
            name(
                .holdOpened, expected: "\(old.amount) until \(old.until)",
                found: "\(hold.amount) until \(hold.until)")
        }
        for part in old.parts { reserve(part, -) }
        if end == .captured { capturing = CaptureFacts(hold: old, missing: 0) }
    }

    /// Prepares to check what a capture applies, once its hold has ended.
    mutating func beginCapture(_ entry: JournalEntry) {
        guard case .capture(let capture)? = entry.command else {
            guard let hold = capturing?.hold else { return }
            capturing = nil
            return name(
                .captureWithinHold, expected: "a capture of hold \(hold.id)",
                found: "its end as captured, in an entry that asks for none")
        }
        capturing?.missing = capture.amount.units
        if capturing?.hold.id != capture.hold {
            name(
                .captureWithinHold, expected: "the end of hold \(capture.hold)",
                found: capturing.map { "that of \($0.hold.id)" } ?? "none")
        }
    }

    /// Checks what a capture takes of one grant: what is missing of its sum, up to what is held.
    mutating func checkCapture(
        of transaction: Transaction, _ application: LineApplication, in capture: CaptureFacts
    ) {
        let part = capture.hold.parts.first { $0.grant == transaction.grant }
        let wanted = min(capture.missing, part?.amount.units ?? 0)
        capturing?.missing -= application.amount.units
        guard let part, application.amount.units == wanted else {
            return name(
                .captureWithinHold, transaction,
                expected: "\(Money(units: wanted, application.amount.currency))",
                found: "\(application.amount)")
        }
        guard let rate = rate(of: transaction, application) else { return }
        let credits =
            application.amount == part.amount
            ? part.credits : min(rate.credits(for: application.amount.units), part.credits)
        guard transaction.credits != credits else { return }
        name(
            .worthMatches, transaction,
            expected: "\(credits) credits for \(application.amount) at \(rate)",
            found: "\(transaction.credits)")
    }

    /// After a capture, all of its sum has been applied.
    mutating func endCapture() {
        if let capturing, capturing.missing != 0 {
            let currency = capturing.hold.asked.currency
            name(
                .captureWithinHold, expected: "all of the capture",
                found: "\(Money(units: capturing.missing, currency)) left of it")
        }
        capturing = nil
    }

    /// Compares a book with what the journal says is held.
    mutating func checkHolds(of book: Book) {
        for lot in book.lots {
            guard let place = grants.place(of: lot.grant) else { continue }
            let held = grants.rows[place].held
            guard held != lot.held, !doubtedGrants.contains(lot.grant) else { continue }
            name(
                .heldByHolds, grant: lot.grant, expected: "\(held) held by the journal",
                found: "\(lot.held) in the book")
        }
        guard !book.holds.isEmpty || !holds.isEmpty else { return }
        let open = Set(book.holds.map(\.id))
        for id in open.symmetricDifference(holds.keys).sorted() {
            name(
                .heldByHolds, expected: open.contains(id) ? "no hold \(id)" : "hold \(id)",
                found: open.contains(id) ? "one in the book" : "none in the book")
        }
    }

    private mutating func reserve(
        _ part: Hold.Part, _ combine: (Credits, Credits) -> Credits
    ) {
        guard let place = grants.place(of: part.grant), grants.rows[place].wallet == part.wallet
        else {
            return name(
                .grantOpened, wallet: part.wallet, grant: part.grant, expected: "a grant",
                found: "none of this id to hold of")
        }
        grants.rows[place].held = combine(grants.rows[place].held, part.credits)
    }

    /// What is held is what the money is worth, or all that was free, with its whole worth.
    private mutating func checkWorth(of part: Hold.Part) {
        guard let grant = grants.place(of: part.grant),
            let wallet = wallets.place(of: part.wallet)
        else { return }
        let (currency, rate) = (wallets.rows[wallet].currency, wallets.rows[wallet].rate)
        guard part.amount.currency == currency else {
            return name(
                .worthMatches, wallet: part.wallet, grant: part.grant,
                expected: "\(currency)", found: "\(part.amount.currency)")
        }
        let free = grants.rows[grant].remaining - grants.rows[grant].held
        let price = min(rate.credits(for: part.amount.units), free)
        let isWhole = part.credits == free && rate.worth(of: free) == part.amount.units
        guard part.credits != price, !isWhole else { return }
        name(
            .worthMatches, wallet: part.wallet, grant: part.grant,
            expected: "\(price) credits held for \(part.amount) at \(rate)",
            found: "\(part.credits)")
    }

    private mutating func nameUnopened(_ hold: Hold) {
        name(.holdOpened, expected: "an open hold", found: "\(hold.id), which is not")
    }
}

internal import CreditLedger

/// What a step did: what it journalled, the advance before it included, and what it answered.
struct ScenarioOutcome {
    /// What this step journalled, in order.
    var journalled: [JournalEntry] = []
    /// The entry that answered it, which on a replay is an earlier step's.
    var answered: JournalEntry?
    var wallet: WalletID?
    var hold: HoldID?
    var drawdown: Drawdown?
    var reinstatement: Reinstatement?

    init() {}

    init<Outcome>(_ receipt: Receipt<Outcome>) {
        journalled = receipt.advanced
        if let entry = receipt.entry {
            answered = entry
            if !receipt.replayed { journalled.append(entry) }
        }
        wallet = receipt.outcome as? WalletID
        hold = (receipt.outcome as? Hold)?.id
        drawdown = receipt.outcome as? Drawdown
        reinstatement = receipt.outcome as? Reinstatement
    }
}

extension ScenarioExpectation {
    /// Compares what the step answered and journalled; what must be so of wallets, grants and rules
    /// is read from the ledger elsewhere.
    func compare(
        _ outcome: ScenarioOutcome, _ names: ScenarioNames
    ) throws(ScenarioMismatch) {
        try compare(drawdown: outcome.drawdown, names)
        try compare(reinstatement: outcome.reinstatement)
        guard let list = keys["transactions"]?.list else { return }
        try compare(transactions: list, outcome.journalled, names)
    }

    private func compare(
        drawdown: Drawdown?, _ names: ScenarioNames
    ) throws(ScenarioMismatch) {
        guard let drawdown else {
            return try requireAbsent(
                ["applied", "due", "lines", "applications", "skipped"], "a drawdown")
        }
        try requireAmount("applied", drawdown.applied.amount)
        try requireAmount("due", drawdown.due.amount)
        for (name, value) in entries("lines") {
            let line = drawdown.lines.first { $0.id.text == name }
            for (member, amount) in [("applied", line?.applied), ("due", line?.due)] {
                guard let expected = value[member] else { continue }
                try ScenarioMismatch.require(
                    "lines.\(name).\(member)", Self.text(expected, of: member),
                    amount?.amount ?? "no such line")
            }
        }
        if let list = keys["applications"]?.list {
            let expected = list.map { item in
                [
                    names.canonical(grant: item["grant"]?.text ?? ""), item["line"]?.text ?? "",
                    Self.text(item["amount"], of: "amount"),
                    Self.text(item["credits"], of: "credits"),
                ]
            }
            let got = drawdown.applications.map { application in
                [
                    names.text(application.grant), application.line.text,
                    application.amount.amount, application.credits.description,
                ]
            }
            try ScenarioMismatch.require("applications", Self.text(expected), Self.text(got))
        }
        if let map = keys["skipped"]?.object {
            let expected = map.map { [names.canonical(grant: $0.key), $0.value.text ?? ""] }
            let got = drawdown.skipped.map { [names.text($0.grant), $0.reason.rawValue] }
            try ScenarioMismatch.require(
                "skipped", Self.text(expected.sorted { $0[0] < $1[0] }),
                Self.text(got.sorted { $0[0] < $1[0] }))
        }
    }

    private func compare(reinstatement: Reinstatement?) throws(ScenarioMismatch) {
        guard let reinstatement else {
            return try requireAbsent(["reinstated", "lost"], "a reinstatement")
        }
        try requireAmount("reinstated", reinstatement.reinstated.description)
        try requireAmount("lost", reinstatement.lost.description)
    }

    private func compare(
        transactions list: [JSON], _ journalled: [JournalEntry], _ names: ScenarioNames
    ) throws(ScenarioMismatch) {
        let expected = list.map { item in
            ["kind", "grant", "credits", "status", "at"].compactMap { member -> String? in
                guard let value = item[member] else { return nil }
                if member == "grant" { return names.canonical(grant: value.text ?? "") }
                return Self.text(value, of: member)
            }
        }
        let came = journalled.flatMap { entry in
            entry.transactions.map { (transaction: $0, at: entry.instant) }
        }
        let got = came.enumerated().map { index, item in
            let wanted = list.indices.contains(index) ? list[index] : .null
            var words = [
                item.transaction.kind.rawValue, names.text(item.transaction.grant),
                item.transaction.credits.description,
            ]
            if wanted["status"] != nil { words.append(item.transaction.status.rawValue) }
            if wanted["at"] != nil { words.append(item.at.description) }
            return words
        }
        try ScenarioMismatch.require("transactions", Self.text(expected), Self.text(got))
    }

    private func requireAmount(_ key: String, _ got: String) throws(ScenarioMismatch) {
        guard let expected = keys[key] else { return }
        try ScenarioMismatch.require(key, Self.text(expected, of: key), got)
    }

    private func requireAbsent(_ names: [String], _ what: String) throws(ScenarioMismatch) {
        for name in names where keys[name] != nil {
            throw ScenarioMismatch("'\(name)'", got: "a step that answers without \(what)")
        }
    }

    private static func text(_ items: [[String]]) -> String {
        "[" + items.map { $0.joined(separator: " ") }.joined(separator: ", ") + "]"
    }
}

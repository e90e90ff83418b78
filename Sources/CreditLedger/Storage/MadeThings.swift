/// What an entry made, which is how every store finds things by their bare ids (S10).

extension Reference {
    /// The part of the id that is the entry's.
    package var base: EntryID {
        switch self {
        case .wallet(let id): id.entry
        case .grant(let id): id.entry
        case .transaction(let id): id.entry
        case .hold(let id): id.entry
        case .entry(let id): id.entry
        }
    }
}

extension JournalEntry {
    /// The bases of this entry's new ids beyond its own; an older base is that of a thing made
    /// before.
    package var furtherBases: [EntryID] {
        var bases: [EntryID] = []
        var newest = id.entry
        func note(_ base: EntryID) {
            guard base != newest, base > id.entry, !bases.contains(base) else { return }
            bases.append(base)
            newest = base
        }
        // In place: a copy of a transaction costs a retain for each of its references.
        let transactions = transactions
        for index in transactions.indices { note(transactions[index].id.entry) }
        for effect in effects {
            switch effect {
            case .walletOpened(let opened): note(opened.id.entry)
            case .grantOpened(let opened): note(opened.id.entry)
            case .holdOpened(let hold): note(hold.id.entry)
            default: break
            }
        }
        return bases
    }

    /// The highest id that a thing of this entry can have: its last base with ordinal 65,535.
    package var lastID: EntryID { (furtherBases.max() ?? id).with(ordinal: .max) }

    /// Whether a thing was made by this entry.
    package func made(_ reference: Reference) -> Bool {
        switch reference {
        case .entry(let id): return self.id == id
        case .transaction(let id): return transactions.contains { $0.id == id }
        case .wallet(let id):
            return effects.contains { effect in
                if case .walletOpened(let opened) = effect { opened.id == id } else { false }
            }
        case .hold(let id):
            return effects.contains { effect in
                if case .holdOpened(let hold) = effect { hold.id == id } else { false }
            }
        case .grant(let id):
            return effects.contains { effect in
                if case .grantOpened(let opened) = effect { opened.id == id } else { false }
            }
        }
    }

    /// How a hold ended in this entry, if it did.
    package func end(of id: HoldID) -> HoldRecord? {
        for case .holdEnded(let hold, let end) in effects where hold.id == id {
            return HoldRecord(hold, .ended(end, at: instant))
        }
        return nil
    }
}

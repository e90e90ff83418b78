/// When a book next changes by time alone (R2.3a).
///
/// `nextDue` is kept as a lower bound, so that almost every command learns with one comparison that
/// nothing is due. It is computed exactly only when it has been reached, or a wallet's terms
/// changed.
extension Book {
    /// The first due instant after `instant`, or `never`; O(lots and rules).
    ///
    /// Something may turn out not to change there: visiting such an instant does nothing.
    package func exactNextDue(after instant: Instant) -> Instant {
        var next = Instant.never
        func offer(_ due: Instant) {
            if due > instant, due < next { next = due }
        }
        for lot in lots {
            offer(lot.expiry)
            offer(lot.closesAt)
        }
        for hold in holds { offer(hold.until) }
        for wallet in wallets where wallet.status != .terminated {
            let terms = wallet.terms.value
            offer(terms.expiresAt ?? .never)
            offer(terms.closesAt)
            if wallet.status == .pending, case .at(let activation) = terms.activation {
                offer(activation)
            }
            for rule in wallet.rules where !rule.isPaused {
                guard let due = rule.nextDue(after: instant), due < terms.expiresAt ?? .never
                else { continue }
                offer(due)
            }
        }
        return next
    }
}

extension Book {
    /// A time zone of a rule that this system cannot load, if there is one.
    ///
    /// Whether a zone can be loaded was checked when its rule was added, perhaps on another
    /// machine. Here the book must not be advanced: it would pass over what the rule should have
    /// added.
    package var unknownTimeZone: String? {
        for wallet in wallets where wallet.status != .terminated {
            for rule in wallet.rules where !Schedule.isTimeZone(rule.shared.timeZone) {
                return rule.shared.timeZone
            }
        }
        return nil
    }
}

extension RuleState {
    /// The rule's next occurrence, or the start of its threshold, after `instant` (R8.2, R8.5).
    func nextDue(after instant: Instant) -> Instant? {
        let due: Instant?
        switch shared.value.trigger {
        case .interval: due = schedule?.first(after: max(instant, addedAt))
        case .threshold: due = anchor > instant ? anchor : nil
        }
        guard let due, due < shared.expiresAt ?? .never else { return nil }
        return due
    }

    /// The schedule of an interval rule.
    var schedule: Schedule? {
        guard case .interval(let interval) = shared.value.trigger else { return nil }
        return Schedule(anchor: anchor, interval: interval, timeZone: shared.timeZone)
    }

    /// Whether time lets it run: started, not past its expiration (R8.1).
    func isInForce(at now: Instant) -> Bool {
        anchor <= now && now < shared.expiresAt ?? .never
    }
}

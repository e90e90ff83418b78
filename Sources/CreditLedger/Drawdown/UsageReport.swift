/// The host's name of a period of usage, such as `2026-02`; it may be empty (R9.2).
public struct UsagePeriod: Hashable, Sendable {
    /// Without a name it is the empty text.
    private let name: TextIdentifier<UsagePeriod>?

    /// Takes the host's text as it is.
    ///
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` if it is longer than 1,000 Unicode
    ///   scalars or holds a NUL.
    public init(_ text: String) throws(Refusal) {
        self.name = text.isEmpty ? nil : try TextIdentifier(text)
    }

    package init(_ name: TextIdentifier<UsagePeriod>?) {
        self.name = name
    }

    /// The period without a name.
    public static let unnamed = UsagePeriod(nil)

    /// The text as it was given.
    public var text: String { name?.text ?? "" }
}

extension UsagePeriod: Comparable {
    /// Order of the bytes.
    public static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension UsagePeriod: CustomStringConvertible {
    /// The text.
    public var description: String { text }
}

/// What a customer has used in one period and was not billed for yet (R9.2), validated.
///
/// It moves no credits. It lowers the ongoing balance by what drawing it down now would take
/// (R9.3), and so lets a threshold rule top up before the invoice comes.
public struct UsageReport: Hashable, Sendable {
    /// The currency of every line.
    public let currency: Currency
    /// The period; a later report of the same currency and period replaces this one.
    public let period: UsagePeriod
    /// The lines, as of an invoice; their total need not be whole.
    public let lines: [Invoice.Line]
    /// The sum of the lines.
    public let total: Money

    /// A report whose lines fit together; without lines, nothing was used.
    ///
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` for over 10,000 lines or two lines of
    ///   one id, ``Refusal/currencyMismatch(expected:got:)`` for a line in another currency, and
    ///   ``Refusal/invalidAmount(field:value:fault:)`` for a negative line or a total that is out
    ///   of range.
    public init(
        currency: Currency, period: UsagePeriod = .unnamed, lines: [Invoice.Line]
    ) throws(Refusal) {
        self.currency = currency
        self.period = period
        self.lines = lines
        self.total = try Invoice.total(of: lines, in: currency)
    }
}

/// The unbilled usage that an invoice bills, and so clears (R9.3).
public enum BilledUsage: Hashable, Sendable {
    /// That of these periods in the invoice's currency; one that was not reported is passed over.
    case periods(Set<UsagePeriod>)
    /// All of the invoice's currency.
    case all

    /// None.
    public static let none = BilledUsage.periods([])

    /// Whether it covers a period.
    func covers(_ period: UsagePeriod) -> Bool {
        switch self {
        case .periods(let periods): periods.contains(period)
        case .all: true
        }
    }
}

internal import CreditLedger

/// Grants as bars over one span of time, each filled as high as what is left of it.
struct GrantBars: Sendable {
    /// The most grants that are shown of a wallet.
    static let limit = 40
    /// So many are seen at once, if a few more are not all.
    static let unfolded = 10
    static let height = 22.0

    struct Row: Sendable {
        let grantName: String
        let kind: String
        let status: String
        let isOpen: Bool
        let priority: Int
        let left: String
        let issued: String
        let grantWorth: String
        let heldOfIt: String?
        let effective: Moment
        let expiry: Moment?
        let x: String
        let width: String
        let fillY: String
        let fillHeight: String
        /// Whether it has no expiry, or one beyond the right edge.
        let runsOn: Bool
        let nowAt: String
        let barTitle: String
    }

    /// Rows of bars under an axis.
    struct Table: Sendable {
        let rows: [Row]
        let axis: [BalanceChart.TimeTick]
        let isFirst: Bool
    }

    let rows: [Row]
    let axis: [BalanceChart.TimeTick]
    /// What is seen at once.
    let shown: Table
    /// What is seen on request, where there are many.
    let folded: Table?
    let foldedCount: String
    let axisNow: String

    /// Draws bars.
    ///
    /// - Parameters:
    ///   - grants: the grants, in the order in which they are to stand.
    ///   - wallet: theirs.
    ///   - balance: the wallet's, which tells their worth.
    ///   - now: the instant that they were read at.
    init(_ grants: [Grant], in wallet: Wallet, balance: Balance, now: Instant) {
        let scale = Self.scale(grants, wallet: wallet, now: now)
        let nowAt = Coordinate.percent(scale.fraction(now))
        rows = grants.map { grant in
            Self.row(grant, wallet: wallet, balance: balance, scale: scale, nowAt: nowAt)
        }
        axis = Self.labelled(scale.ticks.map { ($0, scale.fraction($0.at)) })
            .map { tick, fraction in
                BalanceChart.TimeTick(
                    place: Coordinate.percent(fraction), when: tick.label,
                    anchor: fraction > 0.88 ? "end" : (fraction < 0.12 ? "start" : "middle"),
                    isMinor: false)
            }
        axisNow = nowAt
        let isLong = rows.count > Self.unfolded + 2
        let count = isLong ? Self.unfolded : rows.count
        shown = Table(rows: Array(rows.prefix(count)), axis: axis, isFirst: true)
        folded =
            isLong ? Table(rows: Array(rows.dropFirst(count)), axis: axis, isFirst: false) : nil
        foldedCount = "\(rows.count - count)"
    }

    /// The ticks whose labels don't run into each other: the column is a third of a chart's width.
    private static func labelled(
        _ ticks: [(tick: TimeScale.Tick, fraction: Double)]
    ) -> [(tick: TimeScale.Tick, fraction: Double)] {
        var kept: [(tick: TimeScale.Tick, fraction: Double)] = []
        for (tick, fraction) in ticks where !tick.isMinor {
            guard fraction - (kept.last?.fraction ?? -1) >= 0.2 else { continue }
            kept.append((tick, fraction))
        }
        return kept
    }

    /// From the first beginning to the last end, at most a year to each side of now.
    private static func scale(_ grants: [Grant], wallet: Wallet, now: Instant) -> TimeScale {
        let year: Int64 = 366 * 86_400_000
        let day: Int64 = 86_400_000
        let begins = grants.map { now.milliseconds - $0.terms.effectiveAt.milliseconds }
        let ends = grants.compactMap { $0.expiry(in: wallet) }
            .map { $0.milliseconds - now.milliseconds }
        let before = max(day, min(year, begins.max() ?? 0))
        let until =
            [begins.map { -$0 }.max() ?? 0, ends.max() ?? 0, before / 3, 7 * day].max() ?? 0
        let after = min(year, until) * 21 / 20
        return TimeScale(
            start: (try? Instant(milliseconds: now.milliseconds - before * 21 / 20)) ?? now,
            end: (try? Instant(milliseconds: now.milliseconds + after)) ?? now)
    }

    private static func row(
        _ grant: Grant, wallet: Wallet, balance: Balance, scale: TimeScale, nowAt: String
    ) -> Row {
        let terms = grant.terms
        let expiry = grant.expiry(in: wallet)
        let start = max(0, min(0.995, scale.fraction(terms.effectiveAt)))
        let end = max(start + 0.005, min(1, expiry.map(scale.fraction) ?? 1))
        let left = terms.issued > 0 ? grant.remaining.approximate / terms.issued.approximate : 0
        let fill = height * max(0, min(1, left))
        let name = terms.name.isEmpty ? terms.source.title : ShownText.visible(terms.name)
        let leftText = AmountText.credits(grant.remaining)
        let issued = AmountText.credits(terms.issued)
        let until = expiry.map { "to \(Moment($0).day)" } ?? "without an end"
        return Row(
            grantName: name, kind: terms.kind.rawValue, status: grant.status.rawValue,
            isOpen: grant.status.isOpen, priority: terms.priority, left: leftText, issued: issued,
            grantWorth: AmountText.money(balance.worth(of: grant.remaining)),
            heldOfIt: grant.held > 0 ? AmountText.credits(grant.held) : nil,
            effective: Moment(terms.effectiveAt), expiry: expiry.map(Moment.init),
            x: Coordinate.percent(start), width: Coordinate.percent(end - start),
            fillY: Coordinate.text(1 + height - fill), fillHeight: Coordinate.text(fill),
            runsOn: expiry.map { scale.fraction($0) > 1 } ?? true, nowAt: nowAt,
            barTitle: "\(name): \(leftText) of \(issued) left, from "
                + "\(Moment(terms.effectiveAt).day) \(until)")
    }
}

extension Grant {
    /// Its effective expiry: the earlier of its own and its wallet's (R4.4).
    func expiry(in wallet: Wallet) -> Instant? {
        [terms.expiresAt, wallet.terms.expiresAt].compactMap(\.self).min()
    }
}

extension GrantStatus {
    /// Whether it may still have credits.
    var isOpen: Bool {
        switch self {
        case .pending, .scheduled, .active, .closing: true
        case .depleted, .expired, .voided, .forfeited, .failed: false
        }
    }
}

extension GrantSource {
    /// What a grant without a name is called.
    var title: String {
        switch self {
        case .initial: "Initial credits"
        case .topUp: "Top-up"
        case .rule: "Automatic top-up"
        }
    }
}

import CreditLedgerTesting
import Testing

@testable import CreditLedger

/// The order of use over a small world in which every key meets every other.
@Suite("Consumption order")
struct ConsumptionOrderTests {
    /// A lot and, per key of R4.2 from the first to the last, its place among the values of it.
    struct Placed: Sendable {
        let lot: Lot
        let places: [Int]
    }

    /// How many values each key has in this world.
    static let values = [3, 3, 3, 2, 2, 3]

    /// Every combination of places, as the keys count up.
    static let counted = values.reduce(into: [[]] as [[Int]]) { places, values in
        places = places.flatMap { head in (0..<values).map { head + [$0] } }
    }

    /// Every combination of two or three values of each key, in no particular order.
    static let world: [Placed] = {
        var random = SeededGenerator(seed: 42)
        return counted.enumerated().map { Placed(lot: lot($1, number: $0), places: $1) }
            .shuffled(using: &random)
    }()

    private static func day(_ number: Int64) -> Instant {
        Instant(unchecked: 1_767_225_600_000 + number * 86_400_000)
    }

    /// A lot of which everything that must not count runs against what does.
    private static func lot(_ places: [Int], number: Int) -> Lot {
        let priorities: [UInt8] = [0, 50, 100]
        let kind = [GrantKind.granted, .paid][places[3]]
        let rest = 1000 - number
        let terms = GrantTerms(
            kind: kind, issued: Credits(units: Int128(rest)), priority: 100 - places[1],
            scope: .everything, effectiveAt: day(Int64(rest)), expiresAt: day(Int64(rest)),
            costBasis: Money(units: 0, .usd), source: .topUp, payment: nil, name: "",
            metadata: .none, transaction: TransactionID(high: UInt64(rest), low: 0),
            createdAt: day(Int64(rest)))
        return Lot(
            grant: GrantID(high: UInt64(places[5]), low: UInt64(rest)),
            remaining: Credits(units: Int128(rest)), held: 0, terms: Shared(terms),
            effectiveAt: [day(-5), day(0)][places[4]],
            expiry: [day(30), day(60), .never][places[2]], closesAt: day(Int64(rest)),
            wallet: Int32(rest), walletPriority: priorities[places[0]],
            priority: priorities[places[1]], kind: kind, isAwaited: number.isMultiple(of: 2))
    }

    /// R4.2 read aloud: the first key whose places differ decides, the lower place first.
    private static func isFirst(_ left: Placed, _ right: Placed) -> Bool {
        for (mine, other) in zip(left.places, right.places) where mine != other {
            return mine < other
        }
        return false
    }

    @Test("R4.2 Of any two lots, what the keys say in turn, and never both or neither")
    func everyPair() {
        #expect(Self.world.count == 3 * 3 * 3 * 2 * 2 * 3)
        var wrong: [String] = []
        for left in Self.world {
            for right in Self.world {
                let precedes = ConsumptionOrder.precedes(left.lot, right.lot)
                let follows = ConsumptionOrder.precedes(right.lot, left.lot)
                let isSame = left.places == right.places
                let isStrict = isSame ? !precedes && !follows : precedes != follows
                if precedes != Self.isFirst(left, right) || !isStrict {
                    wrong.append("\(left.places) \(right.places)")
                }
            }
        }
        #expect(wrong == [])
    }

    @Test(
        "R4.2 Sorted from any beginning, the lots stand as the keys count up",
        arguments: 1...5 as ClosedRange<UInt64>)
    func sorting(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let sorted = Self.world.shuffled(using: &random)
            .sorted { ConsumptionOrder.precedes($0.lot, $1.lot) }
        #expect(sorted.map(\.places) == Self.counted)
    }
}

/// The same order seen from outside: in whatever order grants are made, they are used up in one.
@Suite("Consumption order: drawdowns")
struct ConsumptionOrderDrawdownTests {
    /// Each is used before the next by its own key, though the keys after that speak against it.
    enum Part: String, CaseIterable {
        case walletPriority, grantPriority, effectiveExpiry, kind, effectiveAt, twin, otherTwin
    }

    /// Three wallets of one customer, and grants of ten credits in them.
    struct Desk {
        let house: House
        let first: WalletID
        let ending: WalletID
        let plain: WalletID

        init() async throws {
            house = try House()
            // Made in the opposite order of their use.
            plain = try await house.ledger.createWallet(
                CreateWallet(currency: .usd), for: house.acme
            ).outcome
            ending = try await house.ledger.createWallet(
                CreateWallet(currency: .usd, expiresAt: Instant("2026-02-01T00:00:00Z")),
                for: house.acme
            ).outcome
            first = try await house.ledger.createWallet(
                CreateWallet(currency: .usd, priority: 49), for: house.acme
            ).outcome
        }

        func make(_ part: Part) async throws -> GrantID {
            let late = try Instant("2026-01-01T09:00:00Z")
            let early = try Instant("2025-12-31T09:00:00Z")
            let expiry = try Instant("2026-03-01T00:00:00Z")
            let ten = TopUp.Sum.credits(10)
            let topUp =
                switch part {
                case .walletPriority: TopUp(first, paid: ten, priority: 100, effectiveAt: late)
                case .grantPriority: TopUp(plain, paid: ten, priority: 49, effectiveAt: late)
                case .effectiveExpiry: TopUp(ending, paid: ten, effectiveAt: late)
                case .kind: TopUp(plain, granted: ten, effectiveAt: late, expiresAt: expiry)
                case .effectiveAt: TopUp(plain, paid: ten, effectiveAt: early, expiresAt: expiry)
                case .twin, .otherTwin:
                    TopUp(plain, paid: ten, effectiveAt: late, expiresAt: expiry)
                }
            let issued = try await house.ledger.topUp(topUp, of: house.acme).outcome
            return try #require(issued.paid ?? issued.granted)
        }
    }

    /// All orders of some values.
    private static func permutations<Value>(_ values: [Value]) -> [[Value]] {
        guard values.count > 1 else { return [values] }
        return values.indices.flatMap { index in
            var rest = values
            let head = rest.remove(at: index)
            return permutations(rest).map { [head] + $0 }
        }
    }

    /// Every order of making six of the grants, with one of the twins made before or after them.
    static let orders: [[Part]] = permutations(Array(Part.allCases.dropLast())).enumerated().map {
        $0.offset.isMultiple(of: 2) ? [.otherTwin] + $0.element : $0.element + [.otherTwin]
    }

    /// The order of use of what was made in the order given: only of the twins does it matter.
    static func use(madeAs order: [Part]) -> [Part] {
        let twins: [Part] =
            order.first == .otherTwin ? [.otherTwin, .twin] : [.twin, .otherTwin]
        return Part.allCases.dropLast(2) + twins
    }

    @Test("R4.2 Made in any order, grants are used in one order, twins as they were made")
    func anyOrderOfMaking() async throws {
        #expect(Self.orders.count == 720)
        for order in Self.orders {
            let desk = try await Desk()
            var names: [GrantID: Part] = [:]
            for part in order { names[try await desk.make(part)] = part }
            let invoice = try desk.house.invoice("in_1", 65)
            let drawdown = try await desk.house.ledger.drawDown(
                invoice, for: desk.house.acme
            ).outcome
            let used = drawdown.applications.compactMap { names[$0.grant] }
            let credits: [Credits] = [10, 10, 10, 10, 10, 10, 5]
            guard used == Self.use(madeAs: order), drawdown.applications.map(\.credits) == credits
            else {
                Issue.record("made as \(order), used as \(used)")
                return
            }
        }
    }

    @Test("R4.2 Invoice by invoice, one grant after the other is used up")
    func oneByOne() async throws {
        for order in Self.orders.prefix(24) + Self.orders.suffix(24) {
            let desk = try await Desk()
            var names: [GrantID: Part] = [:]
            for part in order { names[try await desk.make(part)] = part }
            var used: [Part] = []
            for number in 1...7 {
                let invoice = try desk.house.invoice("in_\(number)", 10)
                let drawdown = try await desk.house.ledger.drawDown(invoice, for: desk.house.acme)
                used += drawdown.outcome.applications.compactMap { names[$0.grant] }
            }
            #expect(used == Self.use(madeAs: order), "made as \(order)")
        }
    }
}

import CreditLedgerTesting
import Foundation
import Testing

@testable import CreditLedger

@Suite("Time-ordered ids")
struct TimeOrderedIDsTests {
    static let noon = Instant(unchecked: 1_769_860_800_000)

    private func isVersion7(_ id: EntryID) -> Bool {
        id.high >> 12 & 0xF == 7 && id.low >> 62 == 0b10
    }

    @Test("R11.2: an id is a UUIDv7 that leads with the clock's milliseconds")
    func version7() throws {
        let ids = TimeOrderedIDs()
        for millisecond in Int64(0)..<1_000 {
            let now = Instant(unchecked: Self.noon.milliseconds + millisecond)
            let id = ids.next(at: now, after: nil)
            #expect(isVersion7(id))
            #expect(id.milliseconds == now.milliseconds)
            #expect(id.low & 0xFFFF == 0)
            #expect(try EntryID(id.description) == id)
        }
    }

    @Test("R11.2: ids ascend strictly, also when the clock stands or goes back")
    func ascending() {
        let ids = TimeOrderedIDs(seed: 3)
        var numbers = SeededGenerator(seed: 3)
        var last: EntryID?
        for _ in 0..<5_000 {
            let now = Self.noon.milliseconds + .random(in: -3_600_000...3_600_000, using: &numbers)
            let id = ids.next(at: Instant(unchecked: now), after: nil)
            if let last { #expect(id > last) }
            #expect(isVersion7(id))
            last = id
        }
    }

    @Test("R11.2: more ids in one millisecond than its counter has carry into the next")
    func counterCarries() {
        let last = EntryID(sequence: UInt128(Self.noon.milliseconds) << 26 | 0x3FF_FFFF, node: 9)
        let id = TimeOrderedIDs(seed: 3).next(at: Self.noon, after: last)
        #expect(id > last)
        #expect(isVersion7(id))
        #expect(id.milliseconds == Self.noon.milliseconds + 1)
    }

    @Test("R11.2: an id exceeds one that another source made at the very same count")
    func sameCount() {
        let last = EntryID(sequence: UInt128(Self.noon.milliseconds) << 26, node: 9)
        #expect(TimeOrderedIDs(seed: 3).next(at: Self.noon, after: last) > last)
    }

    @Test("R11.2: an id exceeds the last one of its book, whatever host made that and when")
    func afterLast() {
        let ahead = TimeOrderedIDs(seed: .max)
        let behind = TimeOrderedIDs(seed: 0)
        var last = ahead.next(at: Self.noon.adding(seconds: 86_400), after: nil)
        for step in Int64(0)..<1_000 {
            let source = step % 2 == 0 ? behind : ahead
            let id = source.next(at: Self.noon.adding(seconds: -step), after: last)
            #expect(id > last)
            // So does all that its entry makes, and the entry after it.
            let made: TransactionID = last.with(ordinal: .max)
            #expect(id > made.entry)
            #expect((id.high, id.low) > (made.high, made.low))
            last = id
        }
    }

    @Test("R11.2: the same seed and the same calls give the same ids")
    func repeatable() {
        func run(seed: UInt32) -> [EntryID] {
            let ids = TimeOrderedIDs(seed: seed)
            var numbers = SeededGenerator(seed: 5)
            return (0..<200).map { _ in
                let now = Self.noon.milliseconds + .random(in: -5...5, using: &numbers)
                return ids.next(at: Instant(unchecked: now), after: nil)
            }
        }
        #expect(run(seed: 42) == run(seed: 42))
        #expect(Set(run(seed: 42)).isDisjoint(with: run(seed: 43)))
    }

    @Test("R11.2: instants before 1970 count as 1970, the last instant still fits")
    func extremes() {
        let ids = TimeOrderedIDs(seed: 1)
        let first = ids.next(at: .earliest, after: nil)
        #expect(first.milliseconds == 0)
        #expect(ids.next(at: .dawn, after: first) > first)
        let last = ids.next(at: .latest, after: nil)
        #expect(last.milliseconds == Instant.latest.milliseconds)
        #expect(ids.next(at: .latest, after: last) > last)
        #expect(ids.next(at: .earliest, after: last) > last)
    }

    @Test("R11.2: concurrent callers never get the same id, and each gets ascending ones")
    func concurrent() async {
        let ids = TimeOrderedIDs()
        let runs = await withTaskGroup(of: [EntryID].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<2_000).map { _ in ids.next(at: Self.noon, after: nil) } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(runs.joined()).count == 16_000)
        for run in runs { #expect(zip(run, run.dropFirst()).allSatisfy { $0 < $1 }) }
    }

    @Test("R11.2: the machine's clock tells whole milliseconds of now, a manual one stands")
    func clocks() throws {
        let before = try Instant(Date())
        let now = SystemClock().now
        #expect(now >= before)
        #expect(now < before.adding(seconds: 60))
        let manual = ManualClock(Self.noon)
        #expect(manual.now == Self.noon)
        manual.set(.earliest)
        #expect(manual.now == .earliest)
    }
}

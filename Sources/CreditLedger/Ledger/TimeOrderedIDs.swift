internal import Foundation
internal import Synchronization

/// UUIDs of version 7: milliseconds, a counter of 26 bits that carries into them, and 32 bits that
/// are this source's own.
///
/// Ids of one source ascend strictly, also over a clock that goes back.
public final class TimeOrderedIDs: IDSource {
    /// Milliseconds and counter as one number of 74 bits, held in a `UInt128`.
    private let sequence: Mutex<UInt128>
    private let node: UInt64

    /// A source with random bits of its own.
    public convenience init() {
        var generator = SystemRandomNumberGenerator()
        self.init(node: generator.next(), start: generator.next())
    }

    /// A source that repeats: the same bits and the same calls give the same ids.
    public convenience init(seed: UInt32) {
        self.init(node: seed, start: 0)
    }

    private init(node: UInt32, start: UInt32) {
        self.node = UInt64(node)
        // Half of the counter's range stays free for the first millisecond.
        self.sequence = Mutex(UInt128(start >> 7))
    }

    /// The next id, as the protocol has it.
    public func next(at now: Instant, after last: EntryID?) -> EntryID {
        let floor = last?.sequence
        // The 48 bits count from 1970 to the year 10889; what lies before counts as 1970.
        let clock = UInt128(max(0, now.milliseconds) & 0xFFFF_FFFF_FFFF) << 26
        let number = sequence.withLock { sequence -> UInt128 in
            var next = max(sequence + 1, clock)
            if let floor, next <= floor { next = floor + 1 }
            sequence = next
            return next
        }
        return EntryID(sequence: number, node: node)
    }
}

extension Identifier {
    /// Lays milliseconds, counter, node and ordinal 0 out in the 122 free bits of a UUIDv7.
    init(sequence: UInt128, node: UInt64) {
        let milliseconds = UInt64(truncatingIfNeeded: sequence >> 26) & 0xFFFF_FFFF_FFFF
        let counter = UInt64(truncatingIfNeeded: sequence) & 0x3FF_FFFF
        self.init(
            high: milliseconds << 16 | 0x7000 | counter >> 14,
            low: 0b10 << 62 | (counter & 0x3FFF) << 48 | (node & 0xFFFF_FFFF) << 16)
    }

    /// Milliseconds and counter as one number.
    var sequence: UInt128 {
        let counter = (high & 0xFFF) << 14 | (low >> 48) & 0x3FFF
        return UInt128(high >> 16) << 26 | UInt128(counter)
    }
}

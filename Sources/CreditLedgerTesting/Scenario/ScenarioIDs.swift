internal import CreditLedger
internal import Synchronization

/// Ids of a scenario's run: the same scenario gives the same ids, and reads can be repeated.
///
/// A read answers from a copy advanced to now, whose grants get ids that nothing keeps. Put back to
/// a mark, this source gives the copy of the next read the same ones, so that a grant that only
/// time has made can be named.
final class ScenarioIDs: IDSource {
    /// Milliseconds and a counter of 26 bits, as in every id of the ledger.
    private let sequence = Mutex<UInt128>(0)

    /// Where the source stands.
    var mark: UInt128 { sequence.withLock { $0 } }

    /// Puts the source back to where it stood.
    func rewind(to mark: UInt128) {
        sequence.withLock { $0 = mark }
    }

    func next(at now: Instant, after last: EntryID?) -> EntryID {
        let clock = UInt128(max(0, now.milliseconds) & 0xFFFF_FFFF_FFFF) << 26
        let floor = last.map(Self.sequence)
        let number = sequence.withLock { sequence -> UInt128 in
            sequence = max(sequence + 1, clock, (floor ?? 0) + 1)
            return sequence
        }
        let counter = UInt64(truncatingIfNeeded: number) & 0x3FF_FFFF
        let milliseconds = UInt64(truncatingIfNeeded: number >> 26) & 0xFFFF_FFFF_FFFF
        return EntryID(
            high: milliseconds << 16 | 0x7000 | counter >> 14,
            low: 0b10 << 62 | (counter & 0x3FFF) << 48)
    }

    private static func sequence(of id: EntryID) -> UInt128 {
        let counter = (id.high & 0xFFF) << 14 | id.low >> 48 & 0x3FFF
        return UInt128(id.high >> 16) << 26 | UInt128(counter)
    }
}

/// Writes what the in-memory store keeps of a journal entry: small numbers in few bytes, ids as
/// their distance to others, texts once.
///
/// The form lives and dies with its process, so it has no version and no names; a ``PackedReader``
/// of the same build reads it back.
///
/// It writes into room that somebody else owns. What does not fit is counted and not written, so
/// that its writer can begin again with enough.
@safe
struct PackedWriter {
    private let room: UnsafeMutableBufferPointer<UInt8>
    /// The bytes so far, with those that found no room.
    private(set) var count = 0
    /// The entry's own id, which most other ids are near to.
    private var base = EntryID(high: 0, low: 0)
    /// The entry's own instant.
    private(set) var instant = Instant.dawn
    private var recent = RecentIDs()

    init(into room: UnsafeMutableBufferPointer<UInt8>) {
        unsafe self.room = unsafe room
    }

    /// Whether all of it found room.
    var isWhole: Bool { unsafe count <= room.count }

    /// What was written, as long as the room stands; nothing if it did not fit.
    var written: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(rebasing: room[..<(isWhole ? count : 0)])
    }

    /// Sets what the ids and instants that follow are near to, so that they can be read without
    /// what stands before them.
    mutating func begin(_ id: EntryID, at instant: Instant) {
        base = id
        self.instant = instant
        recent = RecentIDs()
    }

    @inline(__always)
    mutating func byte(_ byte: UInt8) {
        if unsafe count < room.count { unsafe room[count] = byte }
        count += 1
    }

    mutating func bytes(_ bytes: UnsafeBufferPointer<UInt8>) {
        let end = count + bytes.count
        if unsafe end <= room.count, let source = bytes.baseAddress,
            let target = unsafe room.baseAddress
        {
            unsafe (target + count).update(from: source, count: bytes.count)
        }
        count = end
    }

    /// Seven bits a byte, the lowest first; the eighth tells that more follow.
    mutating func number(_ number: UInt64) {
        var rest = number
        while rest > 0x7F {
            byte(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        byte(UInt8(truncatingIfNeeded: rest))
    }

    mutating func count(_ count: Int) { number(UInt64(truncatingIfNeeded: count)) }

    /// Of either sign: the sign stands in the last bit.
    mutating func integer(_ number: Int64) {
        self.number(UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            count(utf8.count)
            unsafe bytes(utf8)
        }
    }

    /// What a flag elsewhere tells to be there.
    mutating func text(ifAny text: String?) {
        if let text { self.text(text) }
    }

    /// The host's pairs, in any order.
    mutating func pairs(_ pairs: [String: String]) {
        count(pairs.count)
        for (key, value) in pairs {
            text(key)
            text(value)
        }
    }

    /// As its distance to the entry's own; a byte where that is none.
    mutating func instant(_ instant: Instant) {
        integer(instant.milliseconds &- self.instant.milliseconds)
    }

    mutating func instant(ifAny instant: Instant?) {
        if let instant { self.instant(instant) }
    }

    /// The commonest in a byte.
    mutating func currency(_ currency: Currency) {
        if let code = PackedForm.code(of: currency) { return byte(code) }
        byte(PackedForm.otherCurrency)
        number(currency.packed)
    }
}

// MARK: Amounts and ids

extension PackedWriter {
    /// An amount in units of 10^-12; of one of whole hundredths, only these are written.
    ///
    /// The last two bits tell the form.
    mutating func units(_ units: Int128) {
        guard let small = Int64(exactly: units) else { return wide(units) }
        let (hundredths, rest) = small.quotientAndRemainder(dividingBy: PackedForm.hundredth)
        if rest == 0 {
            number(Self.folded(hundredths) << 2 | PackedForm.Amount.hundredths)
        } else {
            number(PackedForm.Amount.units)
            integer(small)
        }
    }

    private mutating func wide(_ units: Int128) {
        let (hundredths, rest) = units.quotientAndRemainder(
            dividingBy: Int128(PackedForm.hundredth))
        if rest == 0, let small = Int64(exactly: hundredths), small.magnitude < 1 << 60 {
            number(Self.folded(small) << 2 | PackedForm.Amount.hundredths)
        } else {
            number(PackedForm.Amount.wide)
            let bits = UInt128(truncatingIfNeeded: units)
            number(UInt64(truncatingIfNeeded: bits))
            number(UInt64(truncatingIfNeeded: bits >> 64))
        }
    }

    private static func folded(_ number: Int64) -> UInt64 {
        UInt64(bitPattern: number << 1 ^ number >> 63)
    }

    mutating func credits(_ credits: Credits) { units(credits.units) }

    mutating func credits(ifAny credits: Credits?) {
        if let credits { units(credits.units) }
    }

    mutating func money(_ money: Money) {
        currency(money.currency)
        units(money.units)
    }

    /// An id: as an ordinal of the entry's own, as one of the last few, as a distance in the
    /// sequence of its source, or whole.
    ///
    /// The last two bits of its first byte tell the form.
    mutating func id<Tag>(_ id: Identifier<Tag>) {
        let (high, low) = (id.high, id.low)
        if high == base.high, low >> 16 == base.low >> 16 {
            return number((low & 0xFFFF) << 2 | PackedForm.ID.own)
        }
        if let place = recent.place(of: high, low) {
            return byte(UInt8(place) << 2 | UInt8(PackedForm.ID.recent))
        }
        recent.note(high, low)
        let distance = Int128(base.sequence) - Int128(EntryID(high: high, low: low).sequence)
        if let near = Int64(exactly: distance), near.magnitude < 1 << 60,
            base.id(before: near, ordinal: UInt16(truncatingIfNeeded: low)) == (high, low)
        {
            number(Self.folded(near) << 2 | PackedForm.ID.near)
            number(low & 0xFFFF)
        } else {
            number(PackedForm.ID.whole)
            word(high)
            word(low)
        }
    }

    mutating func word(_ word: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            byte(UInt8(truncatingIfNeeded: word >> shift))
        }
    }
}

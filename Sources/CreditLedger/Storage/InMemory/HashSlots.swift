/// A hash table of small numbers whose keys stand elsewhere: 8 bytes a slot, no copy of any text.
///
/// A number is a revision or the place of a record; whether it is the one that is looked for, the
/// caller tells by looking at what it stands for. Half of each key's hash is kept in its slot, so a
/// look goes astray once in four billion, and growing never hashes a key again.
struct HashSlots {
    /// The lower half of the hash above the number; 0 is an empty slot, as numbers are not 0.
    private var slots: [UInt64] = []
    private var count: UInt32 = 0
    /// The number of slots, less one; kept here, as a look at the list's own count is a further
    /// wait for memory.
    private var mask: UInt32 = 0

    /// The position and number of the first slot of this hash that `matches`.
    func find(_ hash: Int, where matches: (UInt32) -> Bool) -> (position: Int, number: UInt32)? {
        guard count > 0 else { return nil }
        let tag = UInt32(truncatingIfNeeded: hash)
        var position = Int(tag & mask)
        while slots[position] != 0 {
            let slot = slots[position]
            let number = UInt32(truncatingIfNeeded: slot)
            if UInt32(truncatingIfNeeded: slot >> 32) == tag, matches(number) {
                return (position, number)
            }
            position = next(position)
        }
        return nil
    }

    /// Adds a number, which is not 0; the same key may have several.
    mutating func insert(_ hash: Int, _ number: UInt32) {
        if UInt64(count + 1) * 4 > UInt64(mask) * 3 { grow() }
        place(UInt64(UInt32(truncatingIfNeeded: hash)) << 32 | UInt64(number))
        count += 1
    }

    /// Puts another number of the same key at a position that `find` gave.
    mutating func replace(at position: Int, with number: UInt32) {
        slots[position] = slots[position] & ~0xFFFF_FFFF | UInt64(number)
    }

    private mutating func place(_ slot: UInt64) {
        var position = Int(UInt32(truncatingIfNeeded: slot >> 32) & mask)
        while slots[position] != 0 { position = next(position) }
        slots[position] = slot
    }

    private func next(_ position: Int) -> Int { (position + 1) & Int(mask) }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: max(16, old.count * 2))
        mask = UInt32(truncatingIfNeeded: slots.count - 1)
        for slot in old where slot != 0 { place(slot) }
    }
}

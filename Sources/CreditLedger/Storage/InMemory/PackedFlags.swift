/// Up to eight yes-or-no facts in a byte, taken out in the order in which they were put in.
struct PackedFlags {
    private(set) var byte: UInt8 = 0
    private var place: UInt8 = 0

    /// Facts to be written.
    init(
        _ first: Bool, _ second: Bool = false, _ third: Bool = false, _ fourth: Bool = false,
        _ fifth: Bool = false, _ sixth: Bool = false, _ seventh: Bool = false,
        _ eighth: Bool = false
    ) {
        put(first)
        put(second)
        put(third)
        put(fourth)
        put(fifth)
        put(sixth)
        put(seventh)
        put(eighth)
    }

    /// Facts that were read.
    init(byte: UInt8) {
        self.byte = byte
    }

    private mutating func put(_ flag: Bool) {
        byte |= (flag ? 1 : 0) << place
        place += 1
    }

    /// The next fact.
    mutating func next() -> Bool {
        defer { place += 1 }
        return byte & (1 << place) != 0
    }
}

extension PackedWriter {
    mutating func flags(_ flags: PackedFlags) { byte(flags.byte) }
}

extension PackedReader {
    mutating func flags() -> PackedFlags { PackedFlags(byte: byte()) }
}

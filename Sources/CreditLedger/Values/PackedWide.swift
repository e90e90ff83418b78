/// 128 bits at rest, in two words.
///
/// An `Int128` asks for an alignment of 16 bytes, which no value that holds one should pass on to
/// its host: it makes `Money` 32 bytes where 24 do, and an async closure that captures such a value
/// and takes another as its argument crashes when built by Swift 6.3 without optimization.
/// Computing is done on the number, which costs nothing to put together.
package struct PackedWide: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    @inline(__always)
    package init(_ number: Int128) {
        self.high = UInt64(truncatingIfNeeded: number >> 64)
        self.low = UInt64(truncatingIfNeeded: number)
    }

    @inline(__always)
    package init(_ number: UInt128) {
        self.high = UInt64(truncatingIfNeeded: number >> 64)
        self.low = UInt64(truncatingIfNeeded: number)
    }

    /// The number with its sign.
    @inline(__always)
    package var signed: Int128 { Int128(Int64(bitPattern: high)) << 64 | Int128(low) }

    /// The number without a sign.
    @inline(__always)
    package var unsigned: UInt128 { UInt128(high) << 64 | UInt128(low) }
}

/// Random numbers that are the same in every run: SplitMix64.
///
/// A failing test names its seed, and the seed brings the failure back, on every platform. The
/// sequence is fixed by the algorithm and does not change between versions. It is not for secrets.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator whose numbers `seed` alone decides.
    public init(seed: UInt64) {
        self.state = seed
    }

    /// The next number; all 2^64 are equally likely.
    public mutating func next() -> UInt64 {
        // The arithmetic of the algorithm is modulo 2^64.
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// What lies next in the one order of many sorted shards, gathered a few from each.
///
/// Each shard gives its next elements. A shard that may have more was cut short at its last one,
/// and beyond the nearest such cut the order is not known; what lies up to there is ripe. With keys
/// spread evenly, a page of n elements costs O(n + shards).
struct ShardHarvest<Element> {
    private var elements: [Element] = []
    private var horizon: Element?
    private var taken = 0
    private let width: Int
    private let precedes: (Element, Element) -> Bool

    /// A harvest of at most `width` elements of each shard.
    init(width: Int, by precedes: @escaping (Element, Element) -> Bool) {
        self.width = width
        self.precedes = precedes
    }

    /// A width at which one harvest of all shards nearly always ripens `limit` elements.
    static func width(for limit: Int, shards: Int) -> Int { 2 * min(limit, 1 << 20) / shards + 4 }

    /// Takes the next element of the present shard, and says whether it wants another.
    mutating func take(_ element: Element) -> Bool {
        elements.append(element)
        taken += 1
        return taken < width
    }

    /// Ends the present shard.
    mutating func endShard() {
        if taken == width, let last = elements.last {
            horizon = horizon.map { precedes(last, $0) ? last : $0 } ?? last
        }
        taken = 0
    }

    /// The elements whose order is known, in order, and whether there may be more.
    consuming func ripe() -> (elements: [Element], mayHaveMore: Bool) {
        guard let horizon else { return (elements.sorted(by: precedes), false) }
        let near = elements.filter { !precedes(horizon, $0) }
        return (near.sorted(by: precedes), true)
    }
}

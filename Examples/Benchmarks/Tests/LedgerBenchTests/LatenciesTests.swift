import Testing

@testable import LedgerBench

@Suite("Percentiles")
struct LatenciesTests {
    @Test("a percentile is the shortest time that so many percent did not exceed")
    func nearestRank() {
        let latencies = Latencies((1...200).reversed().map { Int64($0) })
        #expect(latencies.percentile(50) == 100)
        #expect(latencies.percentile(99) == 198)
        #expect(latencies.percentile(100) == 200)
        #expect(latencies.percentile(0) == 1)
        #expect(latencies.longest == 200)
    }

    @Test("few times, and none")
    func few() {
        #expect(Latencies([7]).percentile(50) == 7)
        #expect(Latencies([7]).percentile(99) == 7)
        #expect(Latencies([1, 9]).percentile(50) == 1)
        #expect(Latencies([1, 9]).percentile(99) == 9)
        #expect(Latencies([]).percentile(99) == 0)
        #expect(Latencies([]).longest == 0)
    }

    @Test("a median is the middle, or between the two that are")
    func medians() {
        #expect(median([3, 1, 2]) == 2)
        #expect(median([4, 1, 2, 3]) == 2.5)
        #expect(median([]) == 0)
    }
}

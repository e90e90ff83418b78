import CreditLedgerTesting
import Testing

@testable import LedgerBench

@Suite("Zipf's law")
struct ZipfSamplerTests {
    @Test("the n-th is about n times rarer than the first, and nothing is left out")
    func shape() {
        let sampler = ZipfSampler(count: 10)
        var generator = SeededGenerator(seed: 7)
        var found = [Int](repeating: 0, count: 10)
        for _ in 0..<100_000 { found[sampler.next(using: &generator)] += 1 }
        // 1 + 1/2 + … + 1/10 = 2.929, so the first comes 34,142 times of 100,000.
        #expect((33_000...35_300).contains(found[0]))
        #expect((16_300...17_900).contains(found[1]))
        #expect((3_000...3_900).contains(found[9]))
        #expect(found.reduce(0, +) == 100_000)
    }

    @Test("a seed decides every choice")
    func seeded() {
        let sampler = ZipfSampler(count: 1_000)
        var generators = [1, 1, 2].map { SeededGenerator(seed: $0) }
        let choices = generators.indices.map { index in
            (0..<100).map { _ in sampler.next(using: &generators[index]) }
        }
        #expect(choices[0] == choices[1])
        #expect(choices[0] != choices[2])
    }

    @Test("of one thing there is one choice")
    func one() {
        var generator = SeededGenerator(seed: 1)
        #expect((0..<10).allSatisfy { _ in ZipfSampler(count: 1).next(using: &generator) == 0 })
    }
}

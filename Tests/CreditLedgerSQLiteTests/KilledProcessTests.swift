#if SQLite
    import CreditLedger
    import CreditLedgerSQLite
    import CreditLedgerTesting
    import Foundation
    import Testing
    import store_hammer

    @Suite("A killed process and its SQLite file", .serialized, .timeLimit(.minutes(15)))
    struct KilledProcessTests {
        /// A fifth of the kills comes while a file is made, the others over files that live on.
        private static let early = HammeredFile.kills / 5
        private static let files = max(2, HammeredFile.kills / 10)

        @Test(
            "S4, S8: after each kill all that was acknowledged is there, once",
            arguments: 1...files)
        func underLoad(_ number: Int) async throws {
            var dice = SeededGenerator(seed: UInt64(number))
            let file = try HammeredFile()
            let late = HammeredFile.kills - Self.early
            let kills = late / Self.files + (number <= late % Self.files ? 1 : 0)
            for kill in 1...kills {
                let hammer = try file.start()
                // Every third one may be killed while it opens what the last one left behind.
                if kill % 3 != 0 { try await hammer.untilReady() }
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...200, using: &dice)))
                try await file.kill(hammer)
                try await file.audit()
            }
            let hammer = try file.start("--commands", "5")
            try await file.finish(hammer)
            let audit = try await file.audit()
            #expect(file.log.acknowledged.count > kills)
            #expect(audit.entries > file.log.acknowledged.count)
        }

        @Test("S4: killed while the file is made, it is made by the next one")
        func whileMade() async throws {
            var dice = SeededGenerator(seed: 7)
            var unmade = 0
            for _ in 0..<Self.early {
                let file = try HammeredFile()
                let hammer = try file.start("--callers", "2")
                while !FileManager.default.fileExists(atPath: file.path), !hammer.isOver {
                    await Task.yield()
                }
                try await Task.sleep(for: .microseconds(Int.random(in: 0...4_000, using: &dice)))
                try await file.kill(hammer)
                if try !hammer.said().isReady { unmade += 1 }
                let next = try file.start("--commands", "3", "--callers", "2")
                try await file.finish(next)
                try await file.audit()
            }
            #expect(unmade > 0)
        }

        @Test("S4, S5: two processes on one file, one of them killed again and again")
        func twoProcesses() async throws {
            var dice = SeededGenerator(seed: 11)
            let file = try HammeredFile()
            let steady = try file.start("--callers", "4")
            try await steady.untilAcknowledged(1)
            for _ in 1...max(4, HammeredFile.kills / 10) {
                let hammer = try file.start("--callers", "4")
                try await hammer.untilReady()
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...150, using: &dice)))
                try await file.kill(hammer)
                // The other one goes on, whatever locks the killed one had.
                let before = try steady.said().acknowledged.count
                try await steady.untilAcknowledged(before + 20)
                #expect(!steady.isOver)
            }
            try await file.kill(steady)
            let audit = try await file.audit()
            #expect(audit.entries >= file.log.acknowledged.count)
        }

        @Test("R5.5: killed around the payment provider, nobody is charged twice or for nothing")
        func payments() async throws {
            var dice = SeededGenerator(seed: 13)
            let file = try HammeredFile()
            let provider = ChargeFile(path: file.folder.path("charges.txt"))
            let options = ["--charges", provider.path, "--callers", "3"]
            for _ in 1...max(5, HammeredFile.kills / 8) {
                // Two hosts collect, and either may be killed.
                let hammers = [
                    try file.start(options[0], options[1], options[2], options[3]),
                    try file.start(options[0], options[1], options[2], options[3]),
                ]
                for hammer in hammers { try await hammer.untilReady() }
                for hammer in hammers.shuffled(using: &dice) {
                    let pause = Int.random(in: 0...120, using: &dice)
                    try await Task.sleep(for: .milliseconds(pause))
                    try await file.kill(hammer)
                }
            }
            let last = try file.start(
                "--charges", provider.path, "--commands", "0", "--collect-all")
            try await file.finish(last)
            let records = try provider.records()
            let audit = try await file.audit { $0.compare(records) }
            #expect(audit.automatic.values.contains(.settled))
            #expect(records.contains { $0.isCharged })
        }
    }
#endif

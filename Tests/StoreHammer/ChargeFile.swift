package import CreditLedger
internal import Foundation

/// A payment provider whose records survive the program: a file of lines, each appended by one call
/// of the system.
///
/// It remembers no keys: each charge that arrives takes money, so nothing but the ledger keeps a
/// customer from being charged twice.
package struct ChargeFile: PaymentCollector {
    /// One line: money that was taken, or a card that was declined.
    package struct Record: Hashable {
        package let transaction: String
        package let isCharged: Bool
    }

    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Takes the money, or declines one card of eight; before it and after it there is time to be
    /// killed in.
    package func charge(_ payment: DuePayment) async throws -> PaymentOutcome {
        try await Task.sleep(for: .microseconds(Int.random(in: 0...4_000)))
        try Task.checkCancellation()
        let isDeclined = Int.random(in: 0..<8) == 0
        try append(isDeclined ? "declined" : "charged", payment.id)
        try await Task.sleep(for: .microseconds(Int.random(in: 0...4_000)))
        return isDeclined ? .declined(reason: "no money") : .charged
    }

    /// What the file says.
    package func status(of payment: DuePayment) async throws -> PaymentStatus {
        let found = try records().last { $0.transaction == "\(payment.id)" }
        guard let found else { return .notFound }
        return found.isCharged ? .charged : .declined(reason: "no money")
    }

    /// All lines, in order.
    package func records() throws -> [Record] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
            let words = $0.split(separator: " ")
            return Record(
                transaction: String(words.last ?? ""), isCharged: words.first == "charged")
        }
    }

    private func append(_ word: String, _ id: TransactionID) throws {
        let file = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
        guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { close(file) }
        Voice(descriptor: file).say(word, "\(id)")
    }
}

/// The loop that collects what is due.
struct Collection {
    let ledger: Ledger
    let file: ChargeFile

    /// Collects until its task is cancelled.
    func run(_ voice: Voice) async {
        let policy = CollectionPolicy(
            timeout: .seconds(1), leaseSeconds: 3, retrySeconds: 1, longestRetrySeconds: 1)
        while !Task.isCancelled {
            do throws(LedgerError) {
                try await ledger.collectDuePayments(by: file, policy: policy)
            } catch {
                voice.say("closed", error.code, "\(error)")
            }
            try? await Task.sleep(for: .milliseconds(10))
        }
    }
}

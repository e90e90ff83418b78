extension Turn {
    /// Decides the first request of a batch, which alone may look beyond the book.
    mutating func decideFirst(_ batch: inout Batch) async throws(StoreError) {
        recall = .nothing
        recalled = .nothing
        if queue[head].needsClaims { recall.add(queue[head].request.claims) }
        if !isLoaded {
            _ = try await load(unless: nil)
        } else if !recall.isEmpty {
            _ = try await load(unless: book.revision)
        }
        while true {
            let advanced = begin(&batch)
            guard let command = queue[head].request.command else {
                batch.verdicts.append(.success(Answer(advanced: advanced)))
                return
            }
            let wanted = book.recall(for: command)
            if !recall.covers(wanted) {
                recall.add(wanted)
                recallForRest()
                guard try await load(unless: batch.expected) else { continue }
            }
            recalled.fold(advanced, asked: recall)
            if decide(at: head, &batch, advanced) { return }
            // Nothing was decided for good: an earlier entry may have the key or the invoice.
            queue[head].needsClaims = true
            recall.add(queue[head].request.claims)
            guard try await load(unless: batch.expected) else { continue }
            recalled.fold(advanced, asked: recall)
            _ = decide(at: head, &batch, advanced)
            return
        }
    }

    /// Adds what those who follow need and what lasts through a batch, so that one load serves many
    /// captures, or drawdowns of a customer who has any.
    private mutating func recallForRest() {
        for pending in queue.dropFirst(head + 1).prefix(ledger.configuration.batchLimit) {
            guard let command = pending.request.command, command.canFollow else { continue }
            recall.add(book.recall(for: command).lasting)
        }
    }

    /// Begins a batch at the revision of the book, and advances the book to now.
    private mutating func begin(_ batch: inout Batch) -> [JournalEntry] {
        batch.expected = book.revision
        batch.now = max(ledger.clock.now, book.instant)
        let advanced = book.advance(to: batch.now, ids: ledger.ids)
        batch.entries = advanced
        return advanced
    }

    /// Decides those that follow, up to the first that must begin a batch of its own.
    mutating func decideRest(_ batch: inout Batch) {
        var index = head + batch.verdicts.count
        guard index < queue.count else { return }
        batch.claims.formUnion(queue[head].request.claims)
        (recall, recalled) = (recall.lasting, recalled.lasting)
        while index < queue.count, batch.verdicts.count < ledger.configuration.batchLimit {
            let advanced = book.advance(to: batch.now, ids: ledger.ids)
            batch.entries += advanced
            recalled.fold(advanced, asked: recall)
            let pending = queue[index]
            let claims = pending.request.claims
            guard !pending.needsClaims, batch.claims.isDisjoint(with: claims) else { return }
            if let command = pending.request.command {
                let wanted = book.recall(for: command)
                guard wanted.isEmpty || command.canFollow && recall.covers(wanted) else { return }
                guard decide(at: index, &batch, advanced) else {
                    queue[index].needsClaims = true
                    return
                }
                batch.claims.formUnion(claims)
            } else {
                batch.verdicts.append(.success(Answer(advanced: advanced)))
            }
            index += 1
        }
    }

    /// Decides one request with what is recalled.
    ///
    /// - Returns: whether that is the last word: not if it changes nothing, and an earlier entry
    ///   that has not been looked for may have its key or its invoice.
    private mutating func decide(
        at index: Int, _ batch: inout Batch, _ advanced: [JournalEntry]
    ) -> Bool {
        let request = queue[index].request
        guard let command = request.command else { return true }
        let verdict: Verdict
        do throws(Refusal) {
            let decision = try book.decide(
                command, request.context, recalled: recalled, now: batch.now, ids: ledger.ids)
            switch decision {
            case .entry(let entry):
                batch.entries.append(entry)
                recalled.fold([entry], asked: recall)
                batch.verdicts.append(.success(Answer(entry: entry, advanced: advanced)))
                return true
            case .first(let entry):
                verdict = .success(Answer(entry: entry, advanced: advanced, replayed: true))
            case .unchanged:
                verdict = .success(Answer(advanced: advanced))
            }
        } catch {
            verdict = .failure(.refused(error))
        }
        guard queue[index].needsClaims || recall.covers(request.claims) else { return false }
        batch.verdicts.append(verdict)
        return true
    }
}

extension Command {
    /// Whether it may be decided on what is recalled for the whole of a batch: not what gives back,
    /// which needs grants as the stored journal has them.
    fileprivate var canFollow: Bool {
        if case .reinstate = self { false } else { true }
    }
}

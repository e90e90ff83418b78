// Who gave a command and under which key, and what an entry claims, in the packed form.

extension PackedWriter {
    mutating func context(_ context: Context) {
        flags(
            PackedFlags(
                context.key != nil, context.actor != nil, context.reason != nil,
                !context.metadata.isEmpty))
        text(ifAny: context.key?.text)
        if let actor = context.actor {
            text(actor.id)
            text(actor.name)
        }
        text(ifAny: context.reason)
        if !context.metadata.isEmpty { pairs(context.metadata.pairs) }
    }
}

extension PackedReader {
    mutating func context() -> Context {
        var flags = flags()
        let key = text(if: flags.next()).map { IdempotencyKey(stored: $0) }
        let actor = flags.next() ? Context.Actor(id: text(), name: text()) : nil
        let reason = text(if: flags.next())
        return Context(
            key: key, actor: actor, reason: reason,
            metadata: flags.next() ? Metadata(stored: pairs()) : .none)
    }

    mutating func skipContext() {
        var flags = flags()
        if flags.next() { skipText() }
        if flags.next() {
            skipText()
            skipText()
        }
        if flags.next() { skipText() }
        guard flags.next() else { return }
        for _ in 0..<2 * count() { skipText() }
    }

    /// Whether the command that follows claims this.
    mutating func isClaim(_ claim: Claim) -> Bool {
        switch (byte(), claim) {
        case (CommandCode.drawDown, .drawn(let invoice)): isText(invoice.text)
        case (CommandCode.capture, .captured(let line)):
            isText(line.invoice.text) && isText(line.line.text)
        default: false
        }
    }

    /// Whether the command that follows draws this invoice down, captures for it or gives back.
    mutating func isInvoice(_ invoice: InvoiceID) -> Bool {
        byte() <= CommandCode.reinstate && isText(invoice.text)
    }
}

internal import ArgumentParser
internal import CreditLedger

/// What becomes of automatic paid top-ups, in this example: there is no payment provider behind it.
enum PaymentMode: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// Each is charged at once, with success.
    case settle
    /// Each is declined at once, which pauses its rule (R8.6).
    case decline
    /// Each stays pending until a call settles or fails it.
    case manual

    /// Who collects; `nil` where nobody does.
    var collector: (any PaymentCollector)? {
        switch self {
        case .settle: PretendedProvider(outcome: .charged, status: .charged)
        case .decline:
            PretendedProvider(
                outcome: .declined(reason: Self.reason), status: .declined(reason: Self.reason))
        case .manual: nil
        }
    }

    private static let reason = "The card was declined."
}

/// Answers every charge alike.
///
/// A real one calls a payment provider here, with the payment's id as
/// idempotency key.
private struct PretendedProvider: PaymentCollector {
    let outcome: PaymentOutcome
    let status: PaymentStatus

    func charge(_ payment: DuePayment) async throws -> PaymentOutcome { outcome }

    func status(of payment: DuePayment) async throws -> PaymentStatus { status }
}

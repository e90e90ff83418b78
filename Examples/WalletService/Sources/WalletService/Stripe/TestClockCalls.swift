internal import CreditLedger
internal import HTTPTypes

/// Test clocks: a customer on one lives in its time, whichever API is asked.
struct TestClockCalls {
    let desk: Desk

    private static let path = "/v1/test_helpers/test_clocks"
    private static let kind = "test_helpers.test_clock"

    var operations: [Operation] { [create, list, retrieve, advance, delete] }

    private var create: Operation {
        .stripe(
            .post, Self.path, id: "stripeCreateTestClock", "Makes a test clock.",
            form: StripeSchemas.newClock, answer: StripeSchemas.clock
        ) { call in
            let form = call.body
            try form.allow("customer", "expand", "frozen_time", "name")
            _ = try form.expansion(of: [])
            let time = try form.required("frozen_time", try form.seconds("frozen_time"))
            let name = try form.text("name").flatMap { $0.isEmpty ? nil : $0 }
            // Stripe's rule.
            if let name, name.unicodeScalars.count > StripeSchemas.clockNameLimit {
                throw form.invalid(
                    "name", name, "is longer than \(StripeSchemas.clockNameLimit) characters")
            }
            let customer: CustomerID? = try form.identifier("customer")
            let key = try call.key()?.text
            let made = try Self.refusing(nil) {
                try desk.clocks.create(at: time, name: name, customer: customer, key: key)
            }
            return .object(made.clock.shape, replayed: made.replayed)
        }
    }

    private var retrieve: Operation {
        .stripe(
            .get, Self.path + "/{id}", id: "stripeRetrieveTestClock", "Shows a test clock.",
            parameters: [.path("id", StripeSchemas.clockID)], answer: StripeSchemas.clock
        ) { call in
            try call.query.allow("expand")
            _ = try call.query.expansion(of: [])
            let id = try call.place("id")
            guard let clock = desk.clocks.all.first(where: { $0.id == id }) else {
                throw StripeFault.missing(Self.kind, id)
            }
            return .object(clock.shape)
        }
    }

    private var list: Operation {
        .stripe(
            .get, Self.path, id: "stripeListTestClocks", "Lists test clocks, newest first.",
            parameters: StripeSchemas.paging(StripeSchemas.clockID),
            answer: StripeSchemas.list(of: StripeSchemas.clock)
        ) { call in
            try call.query.allow("ending_before", "expand", "limit", "starting_after")
            _ = try call.query.expansion(of: [])
            let list = StripeList<TestClock>.clocks
            let clocks = desk.clocks.all
            let page = try await list.page(call.query) { id in
                clocks.contains { $0.id == list.ids.text(id) }
            }
            let (items, hasMore) = Self.part(clocks, page) { list.ids.text($0) }
            return list.answer(items.map(\.shape), hasMore: hasMore)
        }
    }

    /// The clock moves first; what fell due by then happens before the answer.
    private var advance: Operation {
        .stripe(
            .post, Self.path + "/{id}/advance", id: "stripeAdvanceTestClock",
            "Moves a test clock forwards, and does what falls due on the way.",
            parameters: [.path("id", StripeSchemas.clockID)], form: StripeSchemas.advance,
            answer: StripeSchemas.clock
        ) { call in
            try call.body.allow("expand", "frozen_time")
            _ = try call.body.expansion(of: [])
            let id = try call.place("id")
            let time = try call.body.required("frozen_time", try call.body.seconds("frozen_time"))
            let key = try call.key()?.text
            let moved = try Self.refusing(id) {
                try desk.clocks.advance(id, to: time, key: key)
            }
            if let customer = moved.clock.customer { try await desk.advance(customer) }
            return .object(moved.clock.shape, replayed: moved.replayed)
        }
    }

    private var delete: Operation {
        .stripe(
            .delete, Self.path + "/{id}", id: "stripeDeleteTestClock",
            "Deletes a test clock; its customer lives in real time again.",
            parameters: [.path("id", StripeSchemas.clockID)], answer: StripeSchemas.deletedClock
        ) { call in
            let id = try call.place("id")
            try Self.refusing(id) { try desk.clocks.delete(id) }
            return .object([
                "id": .string(id), "object": .string(Self.kind), "deleted": true,
            ])
        }
    }

    /// Does something with the clocks, and tells of their rules in Stripe's words.
    private static func refusing<Outcome>(
        _ id: String?, _ body: () throws -> Outcome
    ) throws -> Outcome {
        do {
            return try body()
        } catch let refusal as TestClockRefusal {
            throw switch refusal {
            case .unknown: StripeFault.missing(kind, id ?? "")
            case .keyReused: StripeFault.keyReused
            case .attached(let clock):
                StripeFault.notAllowed(
                    "The customer is attached to the test clock \(clock) already.",
                    param: "customer")
            case .notForward:
                StripeFault.notAllowed(
                    "A test clock can only be moved forwards.", param: "frozen_time")
            case .tooFar:
                StripeFault.notAllowed(
                    "A test clock can be moved by two years at most.", param: "frozen_time")
            }
        }
    }

    /// The part of a list, newest first, that a page asks for.
    private static func part(
        _ clocks: [TestClock], _ page: PageRequest<TestClock>,
        _ text: (Identifier<TestClock>) -> String
    ) -> (items: [TestClock], hasMore: Bool) {
        func index(_ id: Identifier<TestClock>) -> Int {
            clocks.firstIndex { $0.id == text(id) } ?? clocks.endIndex
        }
        switch page.place {
        case .newest:
            return (Array(clocks.prefix(page.limit)), clocks.count > page.limit)
        case .after(let id):
            let older = clocks.dropFirst(index(id) + 1)
            return (Array(older.prefix(page.limit)), older.count > page.limit)
        case .before(let id):
            let newer = clocks.prefix(index(id))
            return (Array(newer.suffix(page.limit)), newer.count > page.limit)
        }
    }
}

extension StripeList<TestClock> {
    static let clocks = StripeList(
        ids: StripeID(prefix: "clock_", kind: "test_helpers.test_clock"),
        url: "/v1/test_helpers/test_clocks")
}

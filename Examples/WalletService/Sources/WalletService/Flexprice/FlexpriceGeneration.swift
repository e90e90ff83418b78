internal import HTTPTypes

/// Which of Flexprice's client libraries an answer is for.
///
/// The same fields are numbers to those of 1.x, which refuse strings, and strings to those of 2.x,
/// which refuse numbers. Only the top-up's answer has room for both; elsewhere the client's name
/// decides, and one that gives no known name gets the strings of today's API.
enum FlexpriceGeneration: Sendable {
    /// 1.x, made by OpenAPI Generator, and the documented example: amounts are numbers.
    case first
    /// 2.x, and whoever else asks: amounts are strings.
    case second

    init(of call: Call) {
        let name = call.headers[.userAgent] ?? ""
        self = name.hasPrefix("OpenAPI-Generator/") ? .first : .second
    }

    /// An amount, given as its canonical decimal text.
    func amount(_ value: some CustomStringConvertible) -> JSONValue {
        switch self {
        case .first: .number(value.description)
        case .second: .text(value)
        }
    }
}

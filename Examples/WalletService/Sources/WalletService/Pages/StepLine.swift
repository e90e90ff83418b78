internal import CreditLedger

/// A line of steps in a chart, in units of a thousandth of its width and height, from the top left.
struct StepLine: Sendable {
    struct Point: Hashable, Sendable {
        let x: Double
        let y: Double
    }

    /// So many columns of a chart are told apart, which bounds the points whatever the history.
    static let columns = 400.0

    /// The corners of the line, left to right.
    let points: [Point]

    /// Draws steps.
    ///
    /// Where many lie in one column of the chart, their lowest, highest and last are drawn.
    ///
    /// - Parameters:
    ///   - steps: the steps, oldest first.
    ///   - end: where the last one ends.
    ///   - time: from left to right.
    ///   - values: from bottom to top.
    init(_ steps: [BalanceStep], until end: Instant, time: TimeScale, values: ValueScale) {
        guard let first = steps.first else {
            points = []
            return
        }
        let place = { (step: BalanceStep) -> Point in
            Point(
                x: 1000 * max(0, min(1, time.fraction(step.at))),
                y: 1000 * (1 - step.remaining.approximate / values.top))
        }
        var points = [place(first)]
        var column: [Point] = []
        for step in steps.dropFirst() {
            let point = place(step)
            if let last = column.last, Self.column(last) != Self.column(point) {
                Self.draw(column, on: &points)
                column = []
            }
            column.append(point)
        }
        Self.draw(column, on: &points)
        if let last = points.last {
            points.append(Point(x: 1000 * max(0, min(1, time.fraction(end))), y: last.y))
        }
        self.points = points
    }

    private static func column(_ point: Point) -> Int { Int(point.x * columns / 1000) }

    private static func draw(_ column: [Point], on points: inout [Point]) {
        guard let first = column.first, let end = column.last, let before = points.last else {
            return
        }
        let low = column.max { $0.y < $1.y }?.y ?? end.y
        let high = column.min { $0.y < $1.y }?.y ?? end.y
        points.append(Point(x: first.x, y: before.y))
        if column.count > 2 {
            points.append(Point(x: first.x, y: high))
            points.append(Point(x: first.x, y: low))
            points.append(Point(x: first.x, y: end.y))
        } else {
            points.append(Point(x: first.x, y: first.y))
            if column.count == 2 {
                points.append(Point(x: end.x, y: first.y))
                points.append(Point(x: end.x, y: end.y))
            }
        }
    }

    /// The line as the data of an SVG path.
    var line: String {
        points.enumerated().map { index, point in
            "\(index == 0 ? "M" : "L")\(Coordinate.text(point.x)) \(Coordinate.text(point.y))"
        }
        .joined()
    }

    /// What lies below the line, likewise.
    var area: String {
        guard let first = points.first, let last = points.last else { return "" }
        return line + "L\(Coordinate.text(last.x)) 1000L\(Coordinate.text(first.x)) 1000Z"
    }
}

extension Credits {
    /// Good enough to draw by.
    var approximate: Double { Double(description) ?? 0 }
}

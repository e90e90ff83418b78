import Foundation
import Testing

@testable import LedgerBench

@Suite("Reports")
struct ReportTests {
    private var report: Report {
        var row = Report()
        row.add("entries", 10)
        row.add("us", 2.5)
        var report = Report()
        report.add("workload", "history")
        report.add("commits", 12)
        report.add("ratio", 0.25)
        report.add("broken", Double.nan)
        report.add("points", [row, row])
        return report
    }

    @Test("one line is one object of JSON")
    func json() throws {
        let text = report.json
        #expect(!text.contains("\n"))
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let members = try #require(object as? [String: Any])
        #expect(members["workload"] as? String == "history")
        #expect(members["commits"] as? Int == 12)
        #expect(members["ratio"] as? Double == 0.25)
        #expect(members["broken"] as? Double == 0)
        #expect((members["points"] as? [[String: Any]])?.count == 2)
        #expect(report["ratio"] == 0.25 && report["commits"] == 12 && report["nothing"] == nil)
    }

    @Test("a line a figure, for people")
    func text() {
        #expect(
            report.text == """
                workload  history
                commits   12
                ratio     0.250
                broken    0
                points
                  entries 10  us 2.500
                  entries 10  us 2.500
                """)
    }
}

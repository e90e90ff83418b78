import Testing

@testable import LedgerTool

@Suite("Table")
struct TableTests {
    @Test("figures stand with their decimal points one below the other")
    func decimals() {
        var table = Table([.text("of"), .figure("credits"), .text("for")])
        table.add(["a", "110", "seats"])
        table.add(["b", "-0.000000000001", ""])
        table.add(["c", "12.5", "use"])
        #expect(
            table.text(isStyled: false) == """
                of           credits  for
                a   110               seats
                b    -0.000000000001
                c    12.5             use
                """)
    }

    @Test("a title that is wider than its figures stands at the right as well")
    func wideTitle() {
        var table = Table([.figure("available"), .figure("x")])
        table.add(["1.5", "100000000000000"])
        #expect(
            table.text(isStyled: false) == """
                available                x
                      1.5  100000000000000
                """)
    }

    @Test("letters of two columns take two, composed ones one")
    func widths() {
        #expect("abc".columns == 3)
        #expect("財布".columns == 4)
        #expect("e\u{301}".columns == 1)
        #expect("👩‍👩‍👧".columns == 2)
        var table = Table([.text("name"), .figure("n")])
        table.add(["財布", "1"])
        table.add(["caf\u{65}\u{301}", "22"])
        #expect(table.text(isStyled: false) == "name   n\n財布   1\ncaf\u{65}\u{301}  22")
    }

    @Test("what a name holds moves no cursor and turns no writing")
    func controls() {
        #expect("a\u{1B}[2Jb\nc\u{202E}d".printable == "a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}d")
        #expect("財布 é".printable == "財布 é")
        var table = Table([.text("name")])
        table.add(["a\nb"])
        #expect(table.rows == [["a\u{FFFD}b"]])
    }

    @Test("only the head is bold, and only where that is wanted")
    func style() {
        var table = Table([.text("a")])
        table.add(["b", "too much"])
        table.add([])
        #expect(table.text(isStyled: true) == "\u{1B}[1ma\u{1B}[0m\nb\n")
        #expect(table.text(isStyled: false) == "a\nb\n")
    }
}

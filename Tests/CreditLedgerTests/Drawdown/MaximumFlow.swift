/// The most that can flow, by Edmonds and Karp on a matrix of capacities: independent of any order.
struct MaximumFlow {
    private var capacity: [[Int]]

    /// Payers and lines by number; line `l` is open to payer `p` if `mayPay(p, l)`.
    init(dues: [Int], worths: [Int], mayPay: (Int, Int) -> Bool) {
        let count = worths.count + dues.count + 2
        capacity = [[Int]](repeating: [Int](repeating: 0, count: count), count: count)
        for (payer, worth) in worths.enumerated() {
            capacity[0][2 + payer] = worth
            for line in dues.indices where mayPay(payer, line) {
                capacity[2 + payer][2 + worths.count + line] = worth
            }
        }
        for (line, due) in dues.enumerated() { capacity[2 + worths.count + line][1] = due }
    }

    /// The maximum flow of the first `payers` payers of a world alone.
    init(_ world: AllocationWorld, payers: Int) {
        self.init(
            dues: world.dues, worths: Array(world.worths[..<payers]), mayPay: world.mayPay)
    }

    /// From node 0 to node 1.
    var value: Int {
        var residual = capacity
        var total = 0
        while true {
            var cameFrom = [Int?](repeating: nil, count: residual.count)
            var queue = [0]
            var next = 0
            while next < queue.count, cameFrom[1] == nil {
                let node = queue[next]
                next += 1
                for to in residual.indices where cameFrom[to] == nil && to != 0 {
                    guard residual[node][to] > 0 else { continue }
                    cameFrom[to] = node
                    queue.append(to)
                }
            }
            guard cameFrom[1] != nil else { return total }
            var path: [(from: Int, to: Int)] = []
            var node = 1
            while let from = cameFrom[node] {
                path.append((from, node))
                node = from
            }
            let amount = path.map { residual[$0.from][$0.to] }.min() ?? 0
            for step in path {
                residual[step.from][step.to] -= amount
                residual[step.to][step.from] += amount
            }
            total += amount
        }
    }
}

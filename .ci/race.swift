// Four tasks count behind a Mutex, and beside it if there is an argument: a race to be found.
import Synchronization

final class Counter: @unchecked Sendable {
    let guarded = Mutex(0)
    var unguarded = 0
}

@main
struct Race {
    static func main() async {
        let counter = Counter()
        let isRacing = CommandLine.arguments.count > 1
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<20_000 {
                        counter.guarded.withLock { $0 += 1 }
                        if isRacing { counter.unguarded += 1 }
                    }
                }
            }
        }
    }
}

import Foundation
import Plock

// Calls, lists, writes and outboxes from many tasks that are abandoned, cancelled and timed out, built with the thread sanitizer by
// `cargo xtask test swift`.

let seconds = 15.0

/// File descriptors of this process.
func descriptors() -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
}

func variable(_ name: String) -> String {
    guard let value = ProcessInfo.processInfo.environment[name] else { fatalError("\(name) is not set") }
    return value
}

let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plock-stress-\(UUID())")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
let (key, url) = (variable("PLOCK_API_KEY"), variable("PLOCK_BASE_URL"))
let before = descriptors()

/// Uses one client in all ways until the time limit. Returns the number of rounds.
func load() async throws -> Int {
    let shared = try PlockClient()
    // Settings are fixed when a client is created: later changes of the environment affect later clients only.
    setenv("PLOCK_API_KEY", "another", 1)
    setenv("PLOCK_BASE_URL", "http://127.0.0.1:1", 1)
    let invoice = try await shared.invoices.get(2002)
    precondition(invoice.id == "2002")
    let end = ContinuousClock.now + .seconds(seconds)
    return try await withThrowingTaskGroup(of: Int.self) { group in
        for worker in 0..<8 {
            group.addTask {
                var rounds = 0
                while ContinuousClock.now < end {
                    try await round(worker + rounds, shared)
                    rounds += 1
                }
                return rounds
            }
        }
        return try await group.reduce(0, +)
    }
}

func round(_ number: Int, _ shared: PlockClient) async throws {
    switch number % 9 {
    case 0:
        for try await _ in shared.accounts.list(pageSize: 1) { break }
    case 1:
        let reading = Task { for try await _ in shared.invoices.list(pageSize: 1) {} }
        try await Task.sleep(for: .microseconds(number % 7 * 300))
        reading.cancel()
        _ = await reading.result
    case 2:
        var pages = shared.accounts.list(pageSize: 1).pages.makeAsyncIterator()
        _ = try await pages.next()
    case 3:
        _ = try? await shared.invoices.get(2002, options: CallOptions(timeout: .milliseconds(1)))
    case 4:
        let own = try PlockClient(
            tokenProvider: {
                await Task.yield()
                return key
            }, baseURL: url, logger: { _ = $0.name })
        for try await _ in own.accounts.list(pageSize: 1) { break }
    case 5:
        let bodies = (0..<20).map { NewProductUsage(crmId: "hs321", productId: 7, value: Decimal($0), ts: Date()) }
        for try await _ in shared.productUsages.addMany(bodies, concurrency: 4) { break }
    case 6:
        async let one = shared.invoices.get(2002)
        async let all = shared.accounts.list(pageSize: 2, options: CallOptions(concurrency: 4)).all()
        _ = try await (one, all)
    case 7:
        // One file for all rounds; those that are not closed are released.
        let outbox = try await Outbox(path: folder.appendingPathComponent("usage.plockbox").path, writers: .onlyThis, client: shared)
        let reading = Task { for try await _ in outbox.changes() {} }
        let body = NewProductUsage(crmId: "hs321", productId: 7, value: Decimal(number), ts: Date())
        try await outbox.productUsages.recordMany([body, body])
        let waiting = Task { try await outbox.flush() }
        if number % 2 == 0 { waiting.cancel() }
        _ = await waiting.result
        if number % 3 == 0 { try await outbox.close(within: .zero) }
        reading.cancel()
        _ = await reading.result
    default:
        let call = Task { try await shared.invoices.get(2002) }
        call.cancel()
        _ = await call.result
    }
}

let rounds = try await load()
var left = descriptors()
for _ in 0..<50 where left > before + 32 {
    try await Task.sleep(for: .milliseconds(100))
    left = descriptors()
}
// Released outboxes close their file at the same time.
for _ in 0..<50 where FileManager.default.fileExists(atPath: folder.path) {
    try? FileManager.default.removeItem(at: folder)
    try await Task.sleep(for: .milliseconds(100))
}
print("\(rounds) rounds; \(before) file descriptors before, \(left) after")
// Allows for the event loop of the native part and for connections that are closing.
precondition(left <= before + 32, "file descriptors are left open")

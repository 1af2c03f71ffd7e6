import Foundation
import Testing
@_spi(Testing) import Plock
import PlockTesting

@Suite(.timeLimit(.minutes(1))) struct PlockTests {
    let sandbox: Sandbox

    init() throws { sandbox = try Sandbox(examples: true) }

    @Test func aListReadsEveryPage() async throws {
        let plock = try sandbox.client()
        let page = try await plock.accounts.list(pageSize: 2).page()
        var ids: [String] = []
        for try await account in plock.accounts.list(pageSize: 2) { ids.append(account.id) }
        #expect(ids.count == page.total)
        #expect(Set(ids).count == ids.count)
        #expect(try await plock.accounts.list().firstItem() == page.items.first)
    }

    @Test func amountsKeepTheirScale() async throws {
        let invoice = try await sandbox.client().invoices.get(2002)
        #expect(invoice.amount == 1000)
        #expect("\(try #require(invoice.amount))" == "1000.00")
        #expect(Decimal(keepingScale: "-0.10")?.withScale == "-0.10")
        #expect(Decimal(keepingScale: "0.00")?.withScale == "0.00")
        #expect(Decimal(keepingScale: "1,5") == nil)
        #expect(try Invoice(json: invoice.json) == invoice)
    }

    @Test func anErrorHasProperties() async throws {
        let error = try await failure { try await sandbox.client().invoices.get("999999") }
        #expect(error.kind == .notFound)
        #expect(error.status == 404)
        #expect(error.localizedDescription.contains("999999"))
        let refused = try await failure { try await sandbox.client().invoices.get("no id") }
        #expect(refused.kind == .invalidRequest)
        #expect(refused.field == "invoiceId")
    }

    @Test func everyWriteIsAccountedFor() async throws {
        let plock = try sandbox.client()
        let now = Date()
        let bodies = (0..<100).map { NewProductUsage(crmId: $0 == 7 ? "" : "hs321", productId: 7, value: Decimal(15) / 10, ts: now) }
        var recorded = 0
        var refused: [Int] = []
        let job = plock.productUsages.addMany(bodies, concurrency: 8)
        for outcome in try await job.outcomes() {
            switch outcome.status {
            case .recorded: recorded += 1
            default: refused.append(outcome.index)
            }
        }
        #expect(recorded == 99)
        #expect(refused == [7])
        #expect(job.summary.recorded == 99 && job.summary.refused == 1)
        #expect(throws: PlockError.self) { try job.summary.requireRecorded() }
    }

    @Test func aJobRunsOnceAndKeepsItsOutcomes() async throws {
        let plock = try sandbox.client()
        let accounts = try await plock.accounts.list(pageSize: 1).firstItem()
        #expect(accounts != nil)
        let bodies = (0..<500).map { _ in NewProductUsage(crmId: "hs321", productId: 7, value: 1, ts: Date()) }
        let job = plock.productUsages.addMany(bodies, concurrency: 4)
        for try await outcome in job where outcome.index == 4 { break }
        // Leaving the loop stops the job: each event taken has an outcome, and reading again sends nothing.
        let first = try await job.outcomes()
        #expect(first.count >= 5 && first.count < 500)
        #expect(first.map(\.index) == Array(0..<first.count))
        #expect(job.summary.total == first.count && job.summary.unknown == 0)
        #expect(try await job.outcomes().map(\.isRecorded) == first.map(\.isRecorded))
        let unread = plock.productUsages.addMany(bodies)
        unread.stop()
        #expect(try await unread.outcomes().isEmpty)
    }

    @Test func anEventThatTheSourceReturnsAfterAStopIsNotSent() async throws {
        let source = BlockingSource()
        let job = try sandbox.client().productUsages.addMany(source)
        for try await _ in job { break }
        try await blocking { source.waitUntilRead() }
        source.returning.signal()
        #expect(try await job.outcomes().map(\.isRecorded) == [true, false])
        #expect(job.summary.notSent == 1)
    }

    @Test func aJobReadsNoMoreOutcomesThanItKeeps() async throws {
        let endless = AsyncStream<NewProductUsage>(unfolding: { NewProductUsage(crmId: "", productId: 7, value: 1, ts: Date()) })
        let job = try PlockClient(apiKey: "key", baseURL: "http://127.0.0.1:1").productUsages.addMany(each: endless)
        for try await outcome in job where outcome.index == 12_000 { break }
        var again = job.makeAsyncIterator()
        let error = try await failure { _ = try await again.next() }
        #expect(error.field == "index")
    }

    @Test func aTokenProviderIsCalled() async throws {
        let key = sandbox.key
        let plock = try sandbox.client(tokenProvider: { key })
        #expect(try await plock.invoices.get(2002).id == "2002")
        struct Locked: Error {}
        let error = try await failure { try await sandbox.client(tokenProvider: { throw Locked() }).invoices.get(2002) }
        #expect(error.kind == .authentication)
    }

    @Test func noSecretIsPrinted() throws {
        let plock = try PlockClient(apiKey: "a-secret-key")
        #expect(!"\(plock) \(String(reflecting: plock))".contains("a-secret-key"))
    }

    @Test func aPanicBecomesAnError() async throws {
        let plock = try PlockClient.$clock.withValue(2) { try PlockClient(apiKey: "key", baseURL: "http://127.0.0.1:1") }
        let error = try await failure { try await plock.invoices.get(1) }
        #expect(error.kind == .fault)
        #expect(error.message.contains("a clock that panics"))
    }

    @Test func aCancelledTaskStopsItsRequest() async throws {
        let server = try SilentServer()
        let plock = try PlockClient(apiKey: "key", baseURL: "http://127.0.0.1:\(server.port)")
        for list in [false, true] {
            let call = Task {
                if list {
                    for try await _ in plock.invoices.list() {}
                } else {
                    _ = try await plock.invoices.get(1)
                }
            }
            let connection = try await blocking { try server.accept() }
            let start = ContinuousClock.now
            call.cancel()
            #expect(try await blocking { server.closed(connection) })
            // Long before the timeouts of the call, also on a slow machine.
            #expect(ContinuousClock.now - start < .seconds(10))
            await #expect(throws: CancellationError.self) { try await call.value }
        }
    }

    @Test func leavingTheLoopStopsTheFetching() async throws {
        let plock = try sandbox.client()
        for try await _ in plock.accounts.list(pageSize: 1) { break }
        var accounts = plock.accounts.list(pageSize: 1).makeAsyncIterator()
        #expect(try await accounts.next() != nil)
    }

    @Test func aFinishedListStaysFinished() async throws {
        var pages = try sandbox.client().accounts.list().pages.makeAsyncIterator()
        while try await pages.next() != nil {}
        #expect(try await pages.next() == nil)
        let nowhere = try PlockClient(apiKey: "key", baseURL: "http://127.0.0.1:1", maxRetries: 0)
        var failing = nowhere.invoices.list().pages.makeAsyncIterator()
        do {
            _ = try await failing.next()
            Issue.record("there is no server")
        } catch let error as PlockError {
            #expect(error.kind == .connection)
        }
        #expect(try await failing.next() == nil)
    }

    /// With the sandbox of `cargo xtask test swift`: one in this process has records of its own.
    @Test func callsLeakNoMemory() async throws {
        let plock = try PlockClient()
        func calls(_ number: Int) async throws {
            for at in 0..<number {
                if at % 10 == 0 {
                    _ = try? await plock.invoices.get("999999")
                } else {
                    _ = try await plock.invoices.get(2002)
                }
            }
        }
        try await calls(2000)
        // The best of three rounds: other tests use memory meanwhile.
        var grown = Int.max
        for _ in 0..<3 where grown >= 2048 {
            let before = try resident()
            try await calls(10_000)
            grown = try resident() - before
        }
        print("10,000 calls: \(grown) KiB more")
        #expect(grown < 2048)
    }

    /// Lists that are abandoned, cancelled, timed out or never read.
    @Test func abandonedListsLeakNothing() async throws {
        let plock = try PlockClient()
        func leave(_ number: Int) async throws {
            for at in 0..<number {
                let list = plock.accounts.list(pageSize: 1, options: CallOptions(concurrency: 4))
                switch at % 6 {
                case 0:
                    for try await _ in list { break }
                case 1:
                    _ = list.makeAsyncIterator()
                case 2:
                    var pages = list.pages.makeAsyncIterator()
                    _ = try await pages.next()
                case 3:
                    let reading = Task { for try await _ in list {} }
                    await Task.yield()
                    reading.cancel()
                    _ = await reading.result
                case 4:
                    let short = plock.accounts.list(pageSize: 1, options: CallOptions(timeout: .milliseconds(1)))
                    _ = try? await short.all()
                default:
                    for try await _ in try PlockClient().accounts.list(pageSize: 1) { break }
                }
            }
        }
        try await leave(300)
        // The best of three rounds: other tests use memory and connections meanwhile.
        var grown = (Int.max, Int.max)
        for _ in 0..<3 where grown.0 >= 8192 || grown.1 > 16 {
            let before = (try resident(), try descriptors())
            try await leave(1500)
            // Connections close asynchronously.
            for _ in 0..<50 where try descriptors() > before.1 + 16 { try await Task.sleep(for: .milliseconds(100)) }
            grown = (try resident() - before.0, try descriptors() - before.1)
        }
        print("1,500 lists left: \(grown.0) KiB and \(grown.1) file descriptors more")
        #expect(grown.0 < 8192)
        #expect(grown.1 <= 16)
    }
}

/// Number of file descriptors of this process.
private func descriptors() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
}

/// The error that a call fails with.
func failure(_ call: () async throws -> some Sendable) async throws -> PlockError {
    do {
        _ = try await call()
    } catch let error as PlockError {
        return error
    }
    throw NoError()
}

private struct NoError: Error {}

/// Runs what blocks on a thread of its own. Tasks have as many threads as there are cores: with two, two blocked tests
/// stop all others, and their time limits.
private func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
}

/// Memory of this process, in KiB.
private func resident() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
    return try #require(Int(line.split(separator: " ").dropFirst().first ?? ""))
}

/// Two events, of which the second one is returned when the test allows it.
private struct BlockingSource: Sequence, Sendable {
    private let reading = DispatchSemaphore(value: 0)
    let returning = DispatchSemaphore(value: 0)

    func waitUntilRead() { reading.wait() }

    func makeIterator() -> AnyIterator<NewProductUsage> {
        var number = 0
        return AnyIterator {
            number += 1
            if number == 2 {
                reading.signal()
                returning.wait()
            }
            return number > 2 ? nil : NewProductUsage(crmId: "hs321", productId: 7, value: 1, ts: Date())
        }
    }
}

/// A server that accepts requests and sends no response.
private final class SilentServer: Sendable {
    private let socket: Int32
    let port: UInt16

    init() throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = socket
        try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                try #require(bind(socket, address, length) == 0 && listen(socket, 8) == 0)
                try #require(getsockname(socket, address, &length) == 0)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(socket) }

    /// Accepts a connection and reads its request.
    func accept() throws -> Int32 {
        let connection = Glibc.accept(socket, nil, nil)
        try #require(connection >= 0)
        var bytes = [UInt8](repeating: 0, count: 4096)
        try #require(recv(connection, &bytes, bytes.count, 0) > 0)
        return connection
    }

    /// Waits until the client closes the connection.
    func closed(_ connection: Int32) -> Bool {
        defer { close(connection) }
        var byte: UInt8 = 0
        return recv(connection, &byte, 1, 0) <= 0
    }
}

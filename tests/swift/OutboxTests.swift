import Foundation
import Plock
import PlockTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct OutboxTests {
    let sandbox: Sandbox
    let file = TemporaryFile()
    var path: String { file.path }

    init() throws {
        sandbox = try Sandbox()
        try sandbox.accounts.add(crmId: "c0")
    }

    private func open(
        _ path: String? = nil, writers: Outbox.Writers = .onlyThis, client: PlockClient? = nil, baseURL: String? = nil, adopt: Bool = false
    ) async throws -> Outbox {
        try await Outbox.$times.withValue(Outbox.Times()) {
            try await Outbox(path: path ?? self.path, writers: writers, client: client, baseURL: baseURL, adopt: adopt)
        }
    }

    /// Numbers of the events that the sandbox has, in order.
    private func rows() throws -> [Int] {
        try sandbox.recorded.productUsages.compactMap { $0.value.flatMap { Int($0.description.prefix { $0 != "." }) } }.sorted()
    }

    @Test func eventsAreDeliveredOnceAlsoWithAKeyAndAfterReopening() async throws {
        let client = try sandbox.client()
        let outbox = try await open(client: client)
        #expect("\(outbox)" == "Outbox(\(path))")
        let first = try await outbox.productUsages.record(usage(1), key: "order-1")
        #expect(first.seq == 1 && !first.isDuplicate)
        let again = try await outbox.productUsages.record(
            crmId: "c0", productId: "7", value: Decimal(string: "1.500")!, ts: Date(timeIntervalSince1970: 1_750_000_001), key: "order-1")
        #expect(again.seq == 1 && again.isDuplicate)
        let conflict = try await refusal { try await outbox.productUsages.record(usage(2), key: "order-1") }
        #expect(conflict.kind == .keyConflict && conflict.isRetrySafe && conflict.localizedDescription.contains("order-1"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 2...30 { group.addTask { try await outbox.productUsages.record(usage(number)) } }
            try await group.waitForAll()
        }
        let flushed = try await outbox.flush()
        #expect(flushed.delivered == 30 && flushed.unsent == 0 && flushed.sends && flushed.oldest == nil)
        let left = try await outbox.close()
        #expect(left.delivered == 30 && left.queued == 0 && left.inDoubt == 0 && left.rejected == 0)
        #expect(try await outbox.close() == left)
        #expect(try rows() == Array(1...30))
        #expect(try await refusal { try await outbox.productUsages.record(usage(31)) }.kind == .closed)
        #expect(try await refusal { try await outbox.stats() }.kind == .closed)

        let reopened = try await open(client: client)
        #expect(try await reopened.productUsages.record(usage(1), key: "order-1").isDuplicate)
        #expect(try await reopened.close().delivered == 30)
        #expect(try rows().count == 30)
    }

    @Test func anInvalidArgumentIsAnErrorThatNamesIt() async throws {
        let outbox = try await open(baseURL: sandbox.url)
        func field(_ call: () async throws -> some Sendable) async throws -> String? {
            let error = try await failure(call)
            #expect(error.kind == .invalidRequest && error.isRetrySafe)
            return error.field
        }
        let record = outbox.productUsages
        #expect(try await field { try await record.record(usage(1, crmId: "")) } == "crmId")
        #expect(try await field { try await record.record(usage(1, ts: Date(timeIntervalSince1970: 1_750_000_000_000))) } == "ts")
        #expect(try await field { try await record.record(usage(1, ts: Date(timeIntervalSince1970: .infinity))) } == "ts")
        #expect(try await field { try await record.record(usage(1), key: "") } == "key")
        #expect(try await field { try await outbox.resolve(1, as: .drop) } == "seq")
        #expect(try await field { try await outbox.flush(within: .seconds(-1)) } == "within")
        #expect(try await field { try await open("") } == "path")
        #expect(try await field { try await Outbox(path: path, writers: .onlyThis, concurrency: 0) } == "concurrency")
        let many = try await failure { try await record.recordMany([usage(1), usage(2, crmId: "")]) }
        #expect(many.field == "crmId" && many.message.hasPrefix("events[1].crmId: "))
        let infinite = try await failure { try await record.recordMany([usage(1), usage(2, ts: Date(timeIntervalSince1970: .nan))]) }
        #expect(infinite.field == "ts" && infinite.message.hasPrefix("events[1].ts: "))
        // All or none.
        #expect(try await outbox.stats().queued == 0)
        struct NoKey: Error {}
        await #expect(throws: NoKey.self) { try await record.recordMany([usage(1)], key: { _ in throw NoKey() }) }
    }

    @Test func anOutboxWithoutAClientOnlyRecords() async throws {
        let recorder = try await open(baseURL: sandbox.url)
        let numbers = Array(1...600)
        let receipts = try await recorder.productUsages.recordMany(numbers.lazy.map { usage($0) }, key: { "event-\($0.value)" })
        #expect(receipts.map(\.seq) == numbers && !receipts.contains { $0.isDuplicate })
        #expect(try await recorder.productUsages.recordMany([usage(600), usage(601)], key: { "event-\($0.value)" }).map(\.isDuplicate) == [true, false])
        let stats = try await recorder.stats()
        #expect(stats.queued == 601 && !stats.sends && stats.oldest != nil)
        var queued: [Int] = []
        for try await event in recorder.events(.queued) { queued.append(event.seq) }
        #expect(queued == Array(1...601))
        #expect(try await recorder.verify().isEmpty)
        #expect(try await recorder.close().queued == 601)
        #expect(try rows().isEmpty)
    }

    @Test func aLostResponseIsFoundInTheList() async throws {
        let outbox = try await open(client: try sandbox.client())
        try await outbox.productUsages.record(usage(1))
        try await until(outbox) { $0.delivered == 1 }
        try sandbox.dropAfterCommit(times: 3, operation: "product_usages.add")
        try await outbox.productUsages.recordMany((2...20).map { usage($0) })
        try await until(outbox) { $0.delivered == 20 }
        #expect(try rows() == Array(1...20))
        var found: [Outbox.Change] = []
        for try await event in outbox.events(.delivered) { found += try await outbox.history(of: event.seq).suffix(1) }
        #expect(found.count == 3)
        #expect(found.allSatisfy { $0.from == .inDoubt && $0.to == .delivered && !$0.evidence.isEmpty && abs($0.at.timeIntervalSinceNow) < 60 })
    }

    @Test func aPersonDecidesAboutEventsInDoubt() async throws {
        let outbox = try await open(writers: .othersToo, client: try sandbox.client())
        try await outbox.productUsages.record(usage(1))
        try await until(outbox) { $0.delivered == 1 }
        try sandbox.dropAfterCommit(operation: "product_usages.add")
        try await outbox.productUsages.record(usage(2), key: "two")
        try await until(outbox) { $0.inDoubt == 1 }
        for number in 3...4 {
            try sandbox.drop(operation: "product_usages.add")
            try await outbox.productUsages.record(usage(number))
            try await until(outbox) { $0.inDoubt == number - 1 }
        }
        #expect(try await outbox.reconcile().inDoubt == 3)
        var doubtful: [Outbox.Event] = []
        for try await event in outbox.events(.inDoubt) { doubtful.append(event) }
        let event = try #require(doubtful.first)
        #expect(event.seq == 2 && event.key == "two" && event.state == .inDoubt && event.attempts == 1 && event.reason?.isEmpty == false)
        #expect(event.operation == "addProductUsages" && abs(event.recordedAt.timeIntervalSinceNow) < 60)
        struct Body: Decodable, Equatable {
            let crmId, productId, value: String
            let ts: Int
        }
        #expect(try event.body.decoded() == Body(crmId: "c0", productId: "7", value: "2.50", ts: 1_750_000_002))
        try await outbox.resolve(2, as: .recorded)
        try await outbox.resolve(3, as: .resend)
        try await outbox.resolve(4, as: .drop)
        #expect(try await failure { try await outbox.resolve(4, as: .drop) }.field == "seq")
        let left = try await outbox.flush()
        #expect(left.delivered == 3 && left.dropped == 1 && left.inDoubt == 0)
        #expect(try rows() == [1, 2, 3])
        #expect(try await outbox.history(of: 4).last?.to == .dropped)
    }

    @Test func a401PausesTheOutboxUntilTheKeyWorks() async throws {
        let key = Locked("revoked")
        let outbox = try await open(client: try sandbox.client(tokenProvider: { key.with { $0 } }))
        try await outbox.productUsages.recordMany((1...10).map { usage($0) })
        let paused = try await until(outbox) { $0.pause != nil }
        let pause = try #require(paused.pause)
        #expect(pause.reason.contains("401") || pause.reason.localizedCaseInsensitiveContains("unauthorized"))
        #expect(pause.lasts >= .milliseconds(20) && paused.queued > 0)
        key.with { $0 = sandbox.key }
        let end = try await until(outbox) { $0.delivered == 10 }
        #expect(end.rejected == 0 && end.inDoubt == 0)
        #expect(try rows() == Array(1...10))
    }

    @Test func rejectedEventsAreSentAgain() async throws {
        let outbox = try await open(client: try sandbox.client())
        try sandbox.next(422, operation: "product_usages.add")
        try await outbox.productUsages.record(usage(1))
        try await until(outbox) { $0.rejected == 1 }
        #expect(try await outbox.retry() == 1)
        #expect(try await outbox.close().delivered == 1)
        #expect(try rows() == [1])
    }

    @Test func aCopyAndAnotherAPIAreRefusedUnlessTheyAreAdopted() async throws {
        let outbox = try await open(baseURL: sandbox.url)
        try await outbox.productUsages.record(usage(1))
        try await outbox.close()
        let other = try Sandbox()
        let refused = try await refusal { try await open(client: try other.client()) }
        #expect(refused.kind == .refused && refused.isRetrySafe && refused.message.contains("belongs to"))
        try FileManager.default.copyItem(atPath: path, toPath: path + ".copy")
        let client = try sandbox.client()
        #expect(try await refusal { try await open(path + ".copy", client: client) }.kind == .refused)
        let adopted = try await open(path + ".copy", client: client, adopt: true)
        #expect(try await adopted.stats().inDoubt == 1)
        try await adopted.close(within: .zero)
    }

    @Test func aFullQueueIsSentWhenTheFileIsOpenedAgain() async throws {
        try sandbox.latency(.seconds(20))
        let outbox = try await open(client: try sandbox.client())
        try await outbox.productUsages.recordMany((1...200).map { usage($0) })
        let start = ContinuousClock.now
        let left = try await outbox.close(within: .zero)
        #expect(left.queued + left.claimed + left.inDoubt == 200 && left.queued >= 100)
        #expect(ContinuousClock.now - start < .seconds(15))
        try sandbox.latency(.zero)
        let again = try await open(client: try sandbox.client())
        #expect(try await again.close().unsent == 0)
        #expect(try Set(rows()).count == rows().count)
    }

    @Test func aWaitThatIsCancelledEnds() async throws {
        try sandbox.latency(.seconds(20))
        let outbox = try await open(client: try sandbox.client())
        try await outbox.productUsages.record(usage(1))
        let start = ContinuousClock.now
        let waits = [
            Task { _ = try await outbox.flush(within: nil) },
            Task { for try await _ in outbox.changes() {} },
        ]
        try await Task.sleep(for: .milliseconds(50))
        waits.forEach { $0.cancel() }
        await #expect(throws: CancellationError.self) { try await waits[0].value }
        _ = await waits[1].result
        #expect(ContinuousClock.now - start < .seconds(5))
        // The outbox goes on.
        #expect(try await outbox.productUsages.record(usage(2)).seq == 2)
        #expect(try await outbox.flush(within: .zero).unsent == 2)
        try await outbox.close(within: .zero)
    }

    @Test func anOutboxThatIsCancelledWhileItOpensOrClosesIsNotLeftOpen() async throws {
        let client = try sandbox.client()
        for step in 0..<30 {
            let opening = Task { try await open(client: client) }
            try await Task.sleep(for: .microseconds(step * 200))
            opening.cancel()
            if case .failure(let error) = await opening.result { #expect(error is CancellationError) }
        }
        try sandbox.latency(.seconds(2))
        let outbox = try await open(client: client)
        try await until(outbox) { $0.sends }
        try await outbox.productUsages.record(usage(1))
        let closing = Task { try await outbox.close() }
        try await Task.sleep(for: .milliseconds(50))
        closing.cancel()
        await #expect(throws: CancellationError.self) { try await closing.value }
        try await outbox.productUsages.record(usage(2))
        try sandbox.latency(.zero)
        #expect(try await outbox.close().queued == 0)
        #expect(try await refusal { try await outbox.stats() }.kind == .closed)
    }

    @Test func oneOfTwoOutboxesSends() async throws {
        let recorder = try await open(baseURL: sandbox.url)
        try await recorder.productUsages.record(usage(1))
        var changes = recorder.changes().makeAsyncIterator()
        let before = try await changes.next()
        #expect(before?.delivered == 0)
        let client = try sandbox.client()
        let first = try await open(client: client)
        try await first.flush()
        while try await changes.next()?.delivered == 0 {}
        let second = try await open(client: client)
        let (sends, other) = (try await first.stats().sends, try await second.stats().sends)
        #expect(sends && !other)
        try await first.close()
        try await until(second) { $0.sends }
        try await recorder.productUsages.record(usage(2))
        try await until(recorder) { $0.delivered == 2 }
        #expect(try rows() == [1, 2])
        while let stats = try await changes.next(), stats.delivered < 2 {}
        try await recorder.close()
        // A last change may come before the end.
        while try await changes.next() != nil {}
        try await second.close()
    }

    @Test func aSuspendedOutboxHoldsNoLock() async throws {
        let client = try sandbox.client()
        let outbox = try await open(client: client)
        try await outbox.productUsages.record(usage(1))
        try await outbox.flush()
        #expect(try await outbox.suspend().delivered == 1)
        #expect(try await refusal { try await outbox.productUsages.record(usage(2)) }.kind == .closed)
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
        }
        #expect(!open.contains { $0.hasPrefix(path) })
        try await outbox.resume()
        try await outbox.resume()
        try await outbox.productUsages.record(usage(2))
        #expect(try await outbox.close().delivered == 2)
        #expect(try rows() == [1, 2])
    }

    @Test func aReleasedOutboxStopsAndAnotherOneTakesOver() async throws {
        let key = sandbox.key
        let provided = Locked(0)
        func leave() async throws -> Outbox.Recorder<NewProductUsage> {
            let client = try sandbox.client(tokenProvider: {
                provided.with { $0 += 1 }
                return key
            })
            return try await open(client: client).productUsages
        }
        // A recorder keeps its outbox, which keeps its client.
        var recorder: Outbox.Recorder<NewProductUsage>? = try await leave()
        let next = try await open(client: try sandbox.client())
        try await #require(recorder).record(usage(1))
        try await until(next) { $0.delivered == 1 }
        #expect(provided.with { $0 } > 0)
        #expect(try await !next.stats().sends)
        recorder = nil
        try await until(next) { $0.sends }
        try await next.productUsages.record(usage(2))
        #expect(try await next.close().delivered == 2)
        #expect(try rows() == [1, 2])
    }

    @Test func eventsAreRolledUp() async throws {
        let outbox = try await Outbox.$times.withValue(Outbox.Times()) {
            try await Outbox(path: path, writers: .onlyThis, client: try sandbox.client(), rollUp: [Outbox.RollUp(.sum)])
        }
        try await outbox.productUsages.recordMany((1...4).map { usage($0) })
        let left = try await outbox.close()
        #expect(left.merged == 4 && left.delivered == 1)
        #expect(try sandbox.recorded.productUsages.map { $0.value } == [12])
    }
}

/// A value behind a lock.
private final class Locked<Value>: @unchecked Sendable {
    private var value: Value
    private let lock = NSLock()

    init(_ value: Value) { self.value = value }

    func with<T>(_ body: (inout Value) -> T) -> T { lock.withLock { body(&value) } }
}

/// The path of a file in a folder of its own.
final class TemporaryFile: Sendable {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plock-outbox-\(UUID())")
    var path: String { folder.appendingPathComponent("usage.plockbox").path }

    init() { try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }
}

private func usage(_ number: Int, crmId: String = "c0", ts: Date? = nil) -> NewProductUsage {
    let ts = ts ?? Date(timeIntervalSince1970: Double(1_750_000_000 + number))
    return NewProductUsage(crmId: crmId, productId: 7, value: Decimal(keepingScale: "\(number).50")!, ts: ts)
}

/// Waits for a state of the outbox.
@discardableResult
private func until(_ outbox: Outbox, _ condition: (Outbox.Stats) -> Bool) async throws -> Outbox.Stats {
    for try await stats in outbox.changes() where condition(stats) { return stats }
    throw CancellationError()
}

/// The error that a call of an outbox fails with.
private func refusal(_ call: () async throws -> some Sendable) async throws -> OutboxError {
    do {
        _ = try await call()
    } catch let error as OutboxError {
        return error
    }
    throw CancellationError()
}

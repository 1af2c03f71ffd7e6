internal import PlockNative

/// What became of one of many writes.
public struct Outcome<Event: Sendable, Result: Sendable>: Sendable {
    /// Its place among all events, from 0.
    public let index: Int
    public let event: Event
    public let status: Status

    public enum Status: Sendable {
        /// Recorded by the API.
        case recorded(Result)
        /// Definitely not recorded; the error says why.
        case refused(PlockError)
        /// It may have been recorded: sending it again may record it twice.
        case unknown(PlockError)
        /// Not sent, because the job was stopped before its turn.
        case notSent
    }

    public var isRecorded: Bool { if case .recorded = status { true } else { false } }

    /// The response, if it was recorded.
    public var result: Result? { if case .recorded(let result) = status { result } else { nil } }

    /// Why it was not recorded, or may not have been.
    public var error: PlockError? {
        switch status {
        case .refused(let error), .unknown(let error): error
        case .recorded, .notSent: nil
        }
    }
}

/// Number of writes by outcome, of those whose outcome was read.
public struct Summary: Sendable, Hashable {
    public internal(set) var recorded = 0
    public internal(set) var refused = 0
    public internal(set) var unknown = 0
    public internal(set) var notSent = 0

    public var total: Int { recorded + refused + unknown + notSent }

    /// - Throws: ``PlockError`` of the kind `partialFailure` unless every write was recorded.
    public func requireRecorded() throws {
        if recorded == total { return }
        throw PlockError.partial("\(recorded) recorded, \(refused) refused, \(unknown) unknown, \(notSent) not sent")
    }
}

/// How many outcomes are kept for reading again, where they are read one by one.
private let keptForReading = 10_000
/// How long what is in flight may take after the job was stopped, in milliseconds. After a cancellation it is aborted.
private let grace: UInt64 = 2000

/// Many writes as a job, at most `concurrency` in flight. Nothing is sent before it is first read. It runs once: reading it again gives
/// the same outcomes and sends nothing.
///
/// Outcomes come in the order of the events. Read them one by one, which holds back the source where the reader is slow, or all with
/// ``outcomes()``.
///
/// Whatever interrupts the reading (leaving the loop, cancellation, ``stop()``, the source throwing) stops the job: nothing more is sent,
/// what is in flight has 2 s to end (cancelled, it is aborted), and every outcome stays readable here. What the source threw is thrown once, after the outcomes of
/// the events before it. A 401 or 403 stops it too; the rest of a collection is then told as `notSent`.
///
/// Read one by one, the last 10,000 outcomes are kept for reading again; ``outcomes()`` keeps all.
public final class Many<Event: Sendable, Result: Sendable>: AsyncSequence, Sendable {
    public typealias Element = Outcome<Event, Result>
    typealias Source = () async throws -> Event?

    private let calls: Calls
    private let call: Call
    private let concurrency: Int
    /// Whether the events are in memory, so that all of them can be told.
    private let finite: Bool
    private let source: @Sendable () -> Source
    private let write: @Sendable (Event, inout JSONWriter) -> Void
    private let read: @Sendable (inout Reader) -> Result
    /// Under the first, outcomes are asked for; under the second, how many events may be pushed.
    private let (id, room) = (Mailbox.shared.newID(), Mailbox.shared.newID())
    private let state = Locked(State())

    private struct State {
        /// Those without an outcome yet.
        var events = Queue<Event>()
        var kept = Queue<Outcome<Event, Result>>()
        /// Index of the first that is kept.
        var first = 0
        var limit = keptForReading
        var summary = Summary()
        var begun = false
        /// Whether outcomes are asked for.
        var asked = false
        var stopped = false
        /// No event is pushed any more.
        var finished = false
        var ended = false
        /// What the source threw, until a reader has it.
        var failure: (any Error)?
        var readers: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var pump: Task<Void, Never>?

        func has(_ index: Int) -> Bool { index < first + kept.count }

        mutating func wake() -> [CheckedContinuation<Void, Never>] {
            defer { readers = [:] }
            return Array(readers.values)
        }
    }

    private enum Step {
        case outcome(Outcome<Event, Result>)
        case end
        case wait
    }

    init(
        _ calls: Calls, _ call: Call, _ events: some Sequence<Event> & Sendable, _ concurrency: Int,
        _ write: @escaping @Sendable (Event, inout JSONWriter) -> Void, _ read: @escaping @Sendable (inout Reader) -> Result
    ) {
        (self.calls, self.call, self.concurrency, self.write, self.read) = (calls, call, concurrency, write, read)
        finite = events is any Collection
        source = {
            var events = events.makeIterator()
            return { events.next() }
        }
    }

    init<Events: AsyncSequence & Sendable>(
        _ calls: Calls, _ call: Call, each events: Events, _ concurrency: Int,
        _ write: @escaping @Sendable (Event, inout JSONWriter) -> Void, _ read: @escaping @Sendable (inout Reader) -> Result
    ) where Events.Element == Event {
        (self.calls, self.call, self.concurrency, self.write, self.read) = (calls, call, concurrency, write, read)
        finite = false
        source = {
            var events = events.makeAsyncIterator()
            return { try await events.next() }
        }
    }

    deinit {
        if state.with({ $0.begun }) {
            cancel(native: Mailbox.shared.native, id: room)
            cancel(native: Mailbox.shared.native, id: id)
        }
    }

    /// Waits for all outcomes, and keeps them all.
    public func outcomes() async throws -> [Outcome<Event, Result>] {
        state.with { $0.limit = .max }
        var all: [Outcome<Event, Result>] = []
        for try await outcome in self { all.append(outcome) }
        return all
    }

    /// Sends nothing more. What is in flight has 2 s to end.
    public func stop() { _ = halt(grace) }

    /// Number of writes by outcome, of those that were read so far.
    public var summary: Summary { state.with { $0.summary } }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(reading: Reading(self)) }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let reading: Reading

        public mutating func next() async throws -> Outcome<Event, Result>? { try await reading.next() }
    }

    /// One reader. Where it leaves before the end, the job is stopped.
    fileprivate final class Reading {
        private let many: Many
        private var index = 0
        private var reads = false

        init(_ many: Many) {
            self.many = many
        }

        deinit {
            if reads { many.stop() }
        }

        func next() async throws -> Outcome<Event, Result>? {
            reads = true
            let outcome = try await many.next(index)
            index += 1
            if outcome == nil { reads = false }
            return outcome
        }
    }

    private func next(_ index: Int) async throws -> Outcome<Event, Result>? {
        while true {
            switch try state.with({ try take(index, &$0) }) {
            case .outcome(let outcome): return outcome
            case .end: return nil
            case .wait:
                // Once it was stopped it ends soon, and can be read to its end in a task that was cancelled.
                if Task.isCancelled, halt(0) { throw CancellationError() }
                await change(index)
            }
        }
    }

    private func take(_ index: Int, _ state: inout State) throws -> Step {
        guard index >= state.first else {
            let from = state.first
            throw PlockError.invalid("index", "expected an outcome that is still kept, got \(index); those from \(from) on are")
        }
        if state.has(index) { return .outcome(state.kept[index - state.first]) }
        if state.ended {
            guard let failure = state.failure else { return .end }
            state.failure = nil
            throw failure
        }
        if !state.begun { try begin(&state) }
        if !state.asked {
            state.asked = true
            ask()
        }
        return .wait
    }

    /// Waits until there is more to read.
    private func change(_ index: Int) async {
        let reader = Mailbox.shared.newID()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let now = state.with { state in
                    if state.has(index) || state.ended || (Task.isCancelled && !state.stopped) { return true }
                    state.readers[reader] = continuation
                    return false
                }
                if now { continuation.resume() }
            }
        } onCancel: {
            state.with { $0.stopped ? nil : $0.readers.removeValue(forKey: reader) }?.resume()
        }
    }

    private func begin(_ state: inout State) throws {
        guard concurrency > 0 else { throw PlockError.invalid("concurrency", "expected at least 1, got \(concurrency)") }
        let request = ManyRequest(
            id: id, room: room, core: calls.number, operation: call.operation, concurrency: UInt32(clamping: concurrency),
            options: try call.options?.native()
        )
        (state.begun, state.asked) = (true, true)
        // Before it starts, as it may fail at once.
        expect()
        guard startMany(native: Mailbox.shared.native, request: request) else {
            throw PlockError.invalid("client", "the native library was shut down")
        }
        PlockNative.pull(native: Mailbox.shared.native, id: id)
        state.pump = Task { await pump() }
    }

    private func ask() {
        expect()
        PlockNative.pull(native: Mailbox.shared.native, id: id)
    }

    private func expect() {
        Mailbox.shared.expect(id, Waiter(answered: { self.told(&$0, $1) }, failed: { self.failed($0) }))
    }

    /// Takes outcomes, on the thread of the mailbox.
    private func told(_ from: inout Reader, _ ended: Bool) {
        let woken = state.with { state in
            state.asked = false
            state.ended = ended
            if !ended {
                for _ in 0..<from.number() { take(&from, &state) }
            }
            return state.wake()
        }
        for reader in woken { reader.resume() }
    }

    private func take(_ from: inout Reader, _ state: inout State) {
        let status: Outcome<Event, Result>.Status
        switch from.byte() {
        case 0:
            status = .recorded(read(&from))
            state.summary.recorded += 1
        case 1:
            status = .refused(from.failure())
            state.summary.refused += 1
        case 2:
            status = .unknown(from.failure())
            state.summary.unknown += 1
        default:
            status = .notSent
            state.summary.notSent += 1
        }
        guard let event = state.events.popFirst() else { return }
        if state.kept.count >= state.limit {
            _ = state.kept.popFirst()
            state.first += 1
        }
        state.kept.append(Outcome(index: state.first + state.kept.count, event: event, status: status))
    }

    private func failed(_ error: any Error) {
        let (woken, pump) = state.with { state in
            state.failure = state.failure ?? error
            (state.asked, state.ended, state.finished) = (false, true, true)
            return (state.wake(), state.pump)
        }
        pump?.cancel()
        for reader in woken { reader.resume() }
    }

    /// Stops it. False: it was stopped before, or has ended.
    private func halt(_ grace: UInt64) -> Bool {
        let (now, pump, woken) = state.with { state -> (Bool, Task<Void, Never>?, [CheckedContinuation<Void, Never>]) in
            if state.stopped || state.ended { return (false, nil, []) }
            state.stopped = true
            guard state.begun else {
                state.ended = true
                return (true, nil, state.wake())
            }
            PlockNative.stop(native: Mailbox.shared.native, id: id, grace: grace)
            finish(&state)
            return (true, state.pump, [])
        }
        pump?.cancel()
        for reader in woken { reader.resume() }
        return now
    }

    private func finish(_ state: inout State) {
        if state.finished { return }
        state.finished = true
        PlockNative.finish(native: Mailbox.shared.native, id: id)
    }

    /// Takes events from the source, as there is room for them.
    private func pump() async {
        do {
            let next = source()
            var (free, open) = (UInt64(0), true)
            while true {
                if free == 0, open {
                    free = try await Mailbox.shared.answer(
                        to: room, { PlockNative.pull(native: Mailbox.shared.native, id: room) }, { from, _ in from.number() })
                    open = free > 0
                }
                // Nothing more is sent: what is in memory is told, of anything else nothing more is taken.
                if !open, !finite { break }
                guard let event = try await next(), push(event) else { break }
                if free > 0 { free -= 1 }
            }
        } catch {
            state.with { state in
                if !(error is CancellationError && state.stopped) { state.failure = state.failure ?? error }
            }
            stop()
        }
        state.with { finish(&$0) }
    }

    private func push(_ event: Event) -> Bool {
        var writer = JSONWriter()
        writer.open()
        write(event, &writer)
        writer.close()
        return state.with { state in
            if state.finished { return false }
            state.events.append(event)
            do {
                PlockNative.push(native: Mailbox.shared.native, id: id, args: try writer.arguments())
            } catch {
                let (field, what) = ((error as? PlockError)?.field ?? "", (error as? PlockError)?.message ?? "\(error)")
                let said = what.hasPrefix(field + ": ") ? String(what.dropFirst(field.count + 2)) : what
                refuse(native: Mailbox.shared.native, id: id, field: field, what: said)
            }
            return true
        }
    }
}

/// First in, first out.
private struct Queue<Item> {
    private var items: [Item] = []
    private var head = 0

    var count: Int { items.count - head }

    subscript(at: Int) -> Item { items[head + at] }

    mutating func append(_ item: Item) { items.append(item) }

    mutating func popFirst() -> Item? {
        guard head < items.count else { return nil }
        defer {
            head += 1
            // Now and then, as it moves all that is left.
            if head > 512, head * 2 > items.count {
                items.removeFirst(head)
                head = 0
            }
        }
        return items[head]
    }
}

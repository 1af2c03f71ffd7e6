internal import PlockNative

/// Outcome of one of many writes.
public struct Outcome<Event: Sendable, Result: Sendable>: Sendable {
    /// Position of the event among all events, from 0.
    public let index: Int
    public let event: Event
    public let status: Status

    public enum Status: Sendable {
        /// Recorded by the API.
        case recorded(Result)
        /// Definitely not recorded.
        case refused(PlockError)
        /// It may have been recorded: sending it again could record it twice.
        case unknown(PlockError)
        /// Not sent, because the job was stopped.
        case notSent
    }

    public init(index: Int, event: Event, status: Status) {
        (self.index, self.event, self.status) = (index, event, status)
    }

    public var isRecorded: Bool { if case .recorded = status { true } else { false } }

    /// The response, if the event was recorded.
    public var result: Result? { if case .recorded(let result) = status { result } else { nil } }

    /// The error, if the event was refused or its outcome is unknown.
    public var error: PlockError? {
        switch status {
        case .refused(let error), .unknown(let error): error
        case .recorded, .notSent: nil
        }
    }
}

extension Outcome: Equatable where Event: Equatable, Result: Equatable {}

extension Outcome.Status: Equatable where Event: Equatable, Result: Equatable {}

/// Number of writes by outcome.
public struct Summary: Sendable, Hashable {
    public internal(set) var recorded: Int
    public internal(set) var refused: Int
    public internal(set) var unknown: Int
    public internal(set) var notSent: Int

    public init(recorded: Int = 0, refused: Int = 0, unknown: Int = 0, notSent: Int = 0) {
        (self.recorded, self.refused, self.unknown, self.notSent) = (recorded, refused, unknown, notSent)
    }

    mutating func count<Event, Result>(_ status: Outcome<Event, Result>.Status) {
        switch status {
        case .recorded: recorded += 1
        case .refused: refused += 1
        case .unknown: unknown += 1
        case .notSent: notSent += 1
        }
    }

    public var total: Int { recorded + refused + unknown + notSent }

    /// - Throws: ``PlockError`` of kind `partialFailure` unless every write was recorded.
    public func requireRecorded() throws {
        if recorded == total { return }
        throw PlockError(
            kind: .partialFailure, message: "\(recorded) recorded, \(refused) refused, \(unknown) unknown, \(notSent) not sent")
    }
}

/// Number of outcomes that are kept for reading again, unless all are.
private let maxKept = 10_000
/// Time for in-flight requests after a stop, in milliseconds. A cancellation aborts them.
private let grace: UInt64 = 2000

/// A job of many writes, at most `concurrency` in flight. It starts when it is first read and runs once: reading it again returns the
/// same outcomes and sends nothing.
///
/// Iterate over it, with backpressure on the source, or get all ``outcomes()``. Outcomes are in the order of the events. The last 10,000
/// are kept for reading again; ``outcomes()`` keeps all.
///
/// Leaving the loop, cancellation, ``stop()`` and an error of the source stop the job: nothing more is sent, in-flight requests have
/// 2 s to complete (after cancellation they are aborted), and the outcomes remain readable. An event that the source returns within 2 s
/// of a stop is `notSent`; a later one is ignored. An error of the source is thrown once, after the outcomes of the preceding events. A
/// 401 or 403 stops the job too; the remaining events of a collection are `notSent`.
public final class Many<Event: Sendable, Result: Sendable>: AsyncSequence, Sendable {
    public typealias Element = Outcome<Event, Result>
    typealias Source = () async throws -> Event?

    private let calls: Calls?
    private let call: Call?
    private let concurrency: Int
    /// Whether all events are in memory.
    private let finite: Bool
    private let source: @Sendable () -> Source
    private let write: @Sendable (Event, inout JSONWriter) -> Void
    private let read: @Sendable (inout Reader) -> Result
    private let (id, capacityID) = (EventLoop.shared.newID(), EventLoop.shared.newID())
    private let state = Locked(State())

    private struct State {
        /// Events without an outcome yet.
        var events = Queue<Event>()
        var kept = Queue<Outcome<Event, Result>>()
        /// Index of the first kept outcome.
        var first = 0
        var limit = maxKept
        var summary = Summary()
        var started = false
        /// Whether outcomes are requested.
        var requested = false
        var stopped = false
        /// No further event is pushed.
        var finished = false
        var ended = false
        /// Error of the source or the job that was not thrown to a reader yet.
        var error: (any Error)?
        var readers: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var producer: Task<Void, Never>?

        func has(_ index: Int) -> Bool { index < first + kept.count }

        mutating func takeReaders() -> [CheckedContinuation<Void, Never>] {
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

    /// A job that has ended with these outcomes, for stand-ins in tests.
    public init(outcomes: [Outcome<Event, Result>]) {
        (calls, call, concurrency) = (nil, nil, 0)
        finite = true
        source = { { nil } }
        write = { _, _ in }
        read = { _ in preconditionFailure("no outcome is read") }
        state.with { state in
            state.limit = .max
            state.ended = true
            for outcome in outcomes {
                state.kept.append(outcome)
                state.summary.count(outcome.status)
            }
        }
    }

    deinit {
        if state.with({ $0.started }) {
            cancel(native: EventLoop.shared.native, id: capacityID)
            cancel(native: EventLoop.shared.native, id: id)
        }
    }

    /// Waits for all outcomes and keeps them. Cancellation stops the job.
    public func outcomes() async throws -> [Outcome<Event, Result>] {
        state.with { $0.limit = .max }
        var all: [Outcome<Event, Result>] = []
        for try await outcome in self { all.append(outcome) }
        return all
    }

    /// Stops the job: nothing more is sent, and in-flight requests have 2 s to complete.
    public func stop() { _ = stop(grace) }

    /// Number of writes by outcome, so far.
    public var summary: Summary { state.with { $0.summary } }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(reading: Reading(self)) }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let reading: Reading

        public mutating func next() async throws -> Outcome<Event, Result>? { try await reading.next() }
    }

    /// One reader. Stops the job if it leaves before the end.
    fileprivate final class Reading {
        private let many: Many
        private var index = 0
        private var started = false

        init(_ many: Many) {
            self.many = many
        }

        deinit {
            if started { many.stop() }
        }

        func next() async throws -> Outcome<Event, Result>? {
            started = true
            let outcome = try await many.next(index)
            index += 1
            if outcome == nil { started = false }
            return outcome
        }
    }

    private func next(_ index: Int) async throws -> Outcome<Event, Result>? {
        while true {
            switch try state.with({ try take(index, &$0) }) {
            case .outcome(let outcome): return outcome
            case .end: return nil
            case .wait:
                // A stopped job ends soon: even a cancelled task can read it to the end.
                if Task.isCancelled, stop(0) { throw CancellationError() }
                await waitForChange(index)
            }
        }
    }

    private func take(_ index: Int, _ state: inout State) throws -> Step {
        guard index >= state.first else {
            let from = state.first
            throw PlockError.invalid("index", "expected an outcome that is still kept, from \(from) on, got \(index)")
        }
        if state.has(index) { return .outcome(state.kept[index - state.first]) }
        if state.ended {
            guard let error = state.error else { return .end }
            state.error = nil
            throw error
        }
        if !state.started { try start(&state) }
        if !state.requested {
            state.requested = true
            setHandler()
            PlockNative.pull(native: EventLoop.shared.native, id: id)
        }
        return .wait
    }

    private func waitForChange(_ index: Int) async {
        let reader = EventLoop.shared.newID()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready = state.with { state in
                    if state.has(index) || state.ended || (Task.isCancelled && !state.stopped) { return true }
                    state.readers[reader] = continuation
                    return false
                }
                if ready { continuation.resume() }
            }
        } onCancel: {
            state.with { $0.stopped ? nil : $0.readers.removeValue(forKey: reader) }?.resume()
        }
    }

    private func start(_ state: inout State) throws {
        guard let calls, let call else { return }
        guard concurrency > 0 else { throw PlockError.invalid("concurrency", "expected at least 1, got \(concurrency)") }
        let request = ManyRequest(
            id: id, capacityId: capacityID, client: calls.client, operation: call.operation.rawValue, concurrency: UInt32(clamping: concurrency),
            options: try call.options?.native()
        )
        (state.started, state.requested) = (true, true)
        // Before the start, as the first event may come at once.
        setHandler()
        guard startMany(native: EventLoop.shared.native, request: request) else {
            throw PlockError.invalid("client", "the native library was shut down")
        }
        PlockNative.pull(native: EventLoop.shared.native, id: id)
        state.producer = Task { await produce() }
    }

    private func setHandler() {
        EventLoop.shared.handle(id, EventHandler(onEvent: { self.onOutcomes(&$0, $1) }, onError: { self.onError($0) }))
    }

    private func onOutcomes(_ reader: inout Reader, _ ended: Bool) {
        let readers = state.with { state in
            state.requested = false
            state.ended = ended
            if !ended {
                for _ in 0..<reader.number() { keepOutcome(&reader, &state) }
            }
            return state.takeReaders()
        }
        for reader in readers { reader.resume() }
    }

    private func keepOutcome(_ reader: inout Reader, _ state: inout State) {
        let status: Outcome<Event, Result>.Status
        switch reader.byte() {
        case 0:
            status = .recorded(read(&reader))
        case 1:
            status = .refused(reader.plockError())
        case 2:
            status = .unknown(reader.plockError())
        default:
            status = .notSent
        }
        state.summary.count(status)
        guard let event = state.events.popFirst() else { return }
        if state.kept.count >= state.limit {
            _ = state.kept.popFirst()
            state.first += 1
        }
        state.kept.append(Outcome(index: state.first + state.kept.count, event: event, status: status))
    }

    private func onError(_ error: any Error) {
        let (readers, producer) = state.with { state in
            state.error = state.error ?? error
            (state.requested, state.ended, state.finished) = (false, true, true)
            return (state.takeReaders(), state.producer)
        }
        producer?.cancel()
        for reader in readers { reader.resume() }
    }

    /// Stops the job. False: it was stopped before, or has ended.
    private func stop(_ grace: UInt64) -> Bool {
        let (stops, producer, readers) = state.with { state -> (Bool, Task<Void, Never>?, [CheckedContinuation<Void, Never>]) in
            if state.stopped || state.ended { return (false, nil, []) }
            state.stopped = true
            guard state.started else {
                state.ended = true
                return (true, nil, state.takeReaders())
            }
            // `produce` finishes: an event that the source is about to return has an outcome too.
            PlockNative.stop(native: EventLoop.shared.native, id: id, grace: grace)
            return (true, state.producer, [])
        }
        producer?.cancel()
        for reader in readers { reader.resume() }
        return stops
    }

    private func finish(_ state: inout State) {
        if state.finished { return }
        state.finished = true
        PlockNative.finish(native: EventLoop.shared.native, id: id)
    }

    /// Takes events from the source while there is capacity.
    private func produce() async {
        do {
            let next = source()
            var (capacity, stopping) = (UInt64(0), false)
            while true {
                if capacity == 0, !stopping {
                    capacity = try await EventLoop.shared.response(
                        to: capacityID, { PlockNative.pull(native: EventLoop.shared.native, id: capacityID) }, { reader, _ in reader.number() })
                    stopping = capacity == 0
                }
                // The remaining events of a collection are reported as not sent.
                if (stopping && !finite) || state.with({ $0.stopped }) { break }
                guard let event = try await next(), push(event) else { break }
                if capacity > 0 { capacity -= 1 }
            }
        } catch {
            state.with { state in
                if !(error is CancellationError && state.stopped) { state.error = state.error ?? error }
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
                PlockNative.push(native: EventLoop.shared.native, id: id, args: try writer.arguments())
            } catch {
                let (field, text) = ((error as? PlockError)?.field ?? "", (error as? PlockError)?.message ?? "\(error)")
                let message = text.hasPrefix(field + ": ") ? String(text.dropFirst(field.count + 2)) : text
                pushInvalid(native: EventLoop.shared.native, id: id, field: field, message: message)
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
            // Not each time, as this moves all remaining items.
            if head > 512, head * 2 > items.count {
                items.removeFirst(head)
                head = 0
            }
        }
        return items[head]
    }
}

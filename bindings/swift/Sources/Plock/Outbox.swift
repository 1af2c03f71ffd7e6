import Foundation
internal import PlockNative

/// Usage events on disk, sent once in the background: an event is on the disk before `record` returns.
///
/// ```swift
/// let outbox = try await Outbox(path: "usage.plockbox", writers: .onlyThis, client: plock)
/// try await outbox.productUsages.record(crmId: "hs321", productId: 7, value: Decimal(string: "12.5")!, ts: .now, key: "order-991")
/// try await outbox.close()
/// ```
///
/// If a response is lost, the outbox looks for the event in the list of the API. What cannot be decided stays ``State/inDoubt`` until a
/// person resolves it. Several processes may open the file, and one of them sends.
///
/// A program may end at any time: what is left is sent when the file is opened again, and what was in flight is looked for in the list. An
/// outbox that is released without ``close(within:)`` stops, after 2 s for requests in flight.
///
/// Methods throw ``OutboxError``, and ``PlockError`` of kind `invalidRequest` for an invalid argument.
public final class Outbox: Sendable {
    /// The file.
    public let path: String
    private let id = EventLoop.shared.newID()
    /// The client, whose token provider is called until the outbox is closed.
    private let calls: Calls?
    /// What was left after it was closed.
    private let left = Locked<Stats?>(nil)

    /// Opens the file, or creates it, and starts to send what is in it.
    ///
    /// - Parameters:
    ///   - path: The file, on a local disk. In an app, it belongs in the app's own container, or in that of an App Group: see
    ///     ``suspend(within:)``.
    ///   - writers: Who else writes usage of the accounts and products that are recorded here. It decides what the list of the API can prove.
    ///   - client: The client whose settings the sender uses. The sender has its own connections. Nil: the outbox only records, without
    ///     credentials, for another process that sends.
    ///   - baseURL: Base URL of the API that the events are for. Default: that of the client, or of the file.
    ///   - concurrency: Maximum number of events being sent. Default: 64; at least 1.
    ///   - rollUp: Rolls up events before they are sent; of several, the first that is for an event. Default: none.
    ///   - adopt: Take over a file that is a copy, or belongs to another base URL; its events that are not delivered are in doubt afterwards.
    ///     Default: false, which refuses such a file.
    /// - Throws: ``PlockError`` of kind `invalidRequest` or `configuration` if a setting is invalid; ``OutboxError`` if the file cannot be used.
    public init(
        path: String,
        writers: Writers,
        client: PlockClient? = nil,
        baseURL: String? = nil,
        concurrency: Int = 64,
        rollUp: [RollUp] = [],
        adopt: Bool = false
    ) async throws {
        (self.path, calls) = (path, client?.calls)
        guard !path.isEmpty else { throw PlockError.invalid("path", "expected the path of a file, got no text") }
        guard concurrency >= 1 else { throw PlockError.invalid("concurrency", "expected at least 1, got \(concurrency)") }
        let settings = OutboxSettings(
            build: Operation.build,
            path: path,
            writers: writers.native,
            baseUrl: baseURL,
            concurrency: UInt32(clamping: concurrency),
            rollUp: try rollUp.map { try $0.native() },
            adopt: adopt,
            times: Outbox.times?.native
        )
        try await call(.open(settings: settings, client: calls?.client), id: id) { _ in }
    }

    deinit {
        if left.with({ $0 }) == nil { dropOutbox(native: EventLoop.shared.native, outbox: id) }
    }

    private func call<T: Sendable>(
        _ action: OutboxAction, id call: UInt64? = nil, _ read: @escaping @Sendable (inout Reader) -> T
    ) async throws -> T {
        let request = OutboxRequest(id: call ?? EventLoop.shared.newID(), outbox: id, action: action)
        let send = { _ = startOutbox(native: EventLoop.shared.native, request: request) }
        return try await EventLoop.shared.response(to: request.id, send, { reader, _ in read(&reader) })
    }

    func record(_ operation: Operation, _ events: [NewOutboxEvent], many: Bool) async throws -> [Receipt] {
        try await call(.record(operation: operation.rawValue, events: events, many: many)) { $0.list { $0.receipt() } }
    }

    /// Number of events by state, and what the sender does.
    public func stats() async throws -> Stats { try await call(.stats) { $0.stats() } }

    /// The numbers now and after each change, at most about ten times a second. The sequence ends when the outbox is closed or suspended.
    public func changes() -> AsyncThrowingStream<Stats, any Error> {
        let last = Locked(Data())
        return AsyncThrowingStream {
            do {
                let (bytes, stats) = try await self.call(.changed(last: last.with { $0 })) { ($0.rest, $0.stats()) }
                last.with { $0 = bytes }
                return stats
            } catch let error as OutboxError where error.kind == .closed {
                return nil
            }
        }
    }

    /// Events in a state, in the order of their numbers.
    public func events(_ state: State) -> AsyncThrowingStream<Event, any Error> {
        let read = Locked((after: Int64(0), events: [Event]()[...]))
        return AsyncThrowingStream {
            if let event = read.with({ $0.events.popFirst() }) { return event }
            let action = OutboxAction.events(state: state.rawValue, after: read.with { $0.after }, limit: 256)
            let events = try await self.call(action) { $0.list { $0.storedEvent() } }
            guard let last = events.last else { return nil }
            read.with { $0 = (Int64(last.seq), events.dropFirst()) }
            return events.first
        }
    }

    /// What happened to an event beside its usual way, in order.
    public func history(of seq: Int) async throws -> [Change] {
        try await call(.history(seq: Int64(seq))) { $0.list { $0.change() } }
    }

    /// Decides about an event that is in doubt or rejected.
    ///
    /// - Throws: ``PlockError`` of kind `invalidRequest` if there is no such event, or it is in another state.
    public func resolve(_ seq: Int, as resolution: Resolution) async throws {
        try await call(.resolve(seq: Int64(seq), resolution: resolution.native)) { _ in }
    }

    /// Sends all rejected events again, and returns their number.
    @discardableResult
    public func retry() async throws -> Int { try await call(.retry) { Int($0.number()) } }

    /// Checks the file, and returns what is wrong.
    public func verify() async throws -> [String] { try await call(.verify) { $0.list { $0.text() } } }

    /// Waits until no event is queued or being sent, or the time is over, and returns what is left.
    ///
    /// - Parameter time: Default: 30 s. Zero: does not wait. Nil: no limit.
    @discardableResult
    public func flush(within time: Swift.Duration? = .seconds(30)) async throws -> Stats {
        try await call(.flush(timeout: try wait(time))) { $0.stats() }
    }

    /// Reads the list of the API for events in doubt now, instead of at the next time, and waits for it.
    ///
    /// - Parameter time: Default: 30 s. Nil: no limit.
    @discardableResult
    public func reconcile(within time: Swift.Duration? = .seconds(30)) async throws -> Stats {
        try await call(.reconcile(timeout: try wait(time))) { $0.stats() }
    }

    /// Stops sending, closes the file, and returns what is left. Until ``resume()``, other methods throw ``OutboxError`` of kind `closed`.
    ///
    /// The system ends an app that holds a lock on a file of an App Group while it is suspended. Call this before the app is suspended, within
    /// `ProcessInfo.performExpiringActivity` or a background task.
    ///
    /// - Parameter time: Time for requests in flight. Default: 2 s. What has no response then is in doubt.
    @discardableResult
    public func suspend(within time: Swift.Duration = .seconds(2)) async throws -> Stats {
        try await call(.suspend(grace: try limit("within", time))) { $0.stats() }
    }

    /// Opens the file again, and goes on to send. Nothing happens if it is open.
    public func resume() async throws { try await call(.resume) { _ in } }

    /// Sends what is queued until the time is over, closes the file, and returns what is left: it is sent when the file is opened again.
    /// Called again, it returns the same.
    ///
    /// - Parameter time: Default: 30 s. Zero: sends nothing more. Nil: no limit. Requests in flight have at least 2 s to complete.
    @discardableResult
    public func close(within time: Swift.Duration? = .seconds(30)) async throws -> Stats {
        let timeout = try wait(time)
        if let left = left.with({ $0 }) { return left }
        do {
            let stats = try await call(.close(timeout: timeout)) { $0.stats() }
            left.with { $0 = stats }
            return stats
        } catch let error as OutboxError where error.kind == .closed {
            // Closed meanwhile by another task.
            guard let left = left.with({ $0 }) else { throw error }
            return left
        }
    }
}

private func wait(_ time: Swift.Duration?) throws -> UInt64? { try time.map { try limit("within", $0) } }

extension Outbox: CustomStringConvertible {
    public var description: String { "Outbox(\(path))" }
}

extension Outbox {
    /// Records the events of one operation.
    public struct Recorder<Body: Sendable>: Sendable {
        private let outbox: Outbox
        private let operation: Operation
        private let write: @Sendable (Body, inout JSONWriter) -> Void

        init(_ outbox: Outbox, _ operation: Operation, _ write: @escaping @Sendable (Body, inout JSONWriter) -> Void) {
            (self.outbox, self.operation, self.write) = (outbox, operation, write)
        }

        private func event(_ body: Body, _ key: String?) throws -> NewOutboxEvent {
            var writer = JSONWriter()
            writer.open()
            write(body, &writer)
            writer.close()
            return NewOutboxEvent(args: try writer.arguments(), key: key)
        }

        /// Records an event: once this returns, it is on the disk, and it will be sent once. If the task is cancelled meanwhile, or the error
        /// is not `isRetrySafe`, it may be recorded: record it again with the same key.
        ///
        /// - Parameter key: Key of the event, chosen by the caller: recording it again with the same key stores nothing. Default: none.
        /// - Throws: ``PlockError`` of kind `invalidRequest` if an argument is invalid; ``OutboxError`` of kind `keyConflict` if the key was
        ///   recorded before, with another body, and of other kinds if the event cannot be stored.
        @discardableResult
        public func record(_ body: Body, key: String? = nil) async throws -> Receipt {
            try await outbox.record(operation, [try event(body, key)], many: false)[0]
        }

        /// Records many events, all or none. Once this returns, they are on the disk.
        ///
        /// - Parameter key: Returns the key of each event. Default: no keys.
        /// - Throws: As ``record(_:key:)``. The message names the event, such as `events[7].value`.
        @discardableResult
        public func recordMany(_ bodies: some Sequence<Body>, key: (Body) throws -> String? = { _ in nil }) async throws -> [Receipt] {
            let events = try bodies.enumerated().map { index, body in
                do {
                    return try event(body, try key(body))
                } catch let error as PlockError where error.kind == .invalidRequest {
                    throw error.within("events[\(index)].")
                }
            }
            return try await outbox.record(operation, events, many: true)
        }
    }
}

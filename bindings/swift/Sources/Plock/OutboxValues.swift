import Foundation
internal import PlockNative

/// Why a method of an outbox failed.
public struct OutboxError: Error, Sendable, Hashable {
    public let kind: Kind
    /// Description of the error.
    public let message: String
    /// Whether the call can be repeated without the risk of recording an event twice. With the same key, it always can.
    public let isRetrySafe: Bool

    /// Kind of an error of an outbox. The names are the same in every language of this library.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The key was recorded before, with another body; nothing was stored.
        case keyConflict = "KeyConflictError"
        /// The disk is full; nothing was stored. Events that are stored already are still sent.
        case diskFull = "OutboxFullError"
        /// The file could not be read or written; the event may be stored. Open the outbox again, and record it again with the same key.
        case io = "OutboxIOError"
        /// The file is damaged, or no outbox.
        case corrupt = "OutboxCorruptError"
        /// The file is a copy, belongs to another API, or is on a file system without reliable locks. See the message.
        case refused = "OutboxRefusedError"
        /// The outbox is closed or suspended.
        case closed = "OutboxClosedError"
        /// Another process kept the file locked for longer than 30 s; nothing was stored.
        case busy = "OutboxBusyError"
    }

    /// Creates an error, e.g. for a test.
    public init(kind: Kind, message: String = "", isRetrySafe: Bool = false) {
        (self.kind, self.message, self.isRetrySafe) = (kind, message, isRetrySafe)
    }
}

extension OutboxError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { message }

    public var description: String { "\(kind.rawValue): \(message)" }
}

extension Outbox {
    /// Who writes usage of the accounts and products that are recorded in an outbox.
    public enum Writers: Sendable, Hashable, CaseIterable {
        /// Only this outbox, and nobody deletes any: the list of the API proves what was recorded after a response was lost.
        case onlyThis
        /// Others too, such as outboxes of other hosts: a person decides more often.
        case othersToo
    }

    /// State of an event.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// To be sent.
        case queued
        /// Being sent.
        case claimed
        /// Recorded by the API: acknowledged, or found in its list.
        case delivered
        /// Refused by the API.
        case rejected
        /// It is not known whether it was recorded.
        case inDoubt = "in_doubt"
        /// Discarded by a person.
        case dropped
        /// Part of an event that was rolled up.
        case merged
    }

    /// What a person decides about an event.
    public enum Resolution: Sendable, Hashable, CaseIterable {
        /// The API has it.
        case recorded
        /// The API does not have it: send it again.
        case resend
        /// Discard it.
        case drop
    }

    /// What was stored.
    public struct Receipt: Sendable, Hashable {
        /// Number of the event in the outbox.
        public let seq: Int
        /// Whether an event with the key was there already; nothing was stored.
        public let isDuplicate: Bool
    }

    /// Number of events by state, and what the sender does.
    public struct Stats: Sendable, Hashable {
        /// To be sent.
        public let queued: Int
        /// Being sent.
        public let claimed: Int
        /// Recorded by the API.
        public let delivered: Int
        /// Refused by the API.
        public let rejected: Int
        /// It is not known whether they were recorded.
        public let inDoubt: Int
        /// Discarded by a person.
        public let dropped: Int
        /// Parts of events that were rolled up.
        public let merged: Int
        /// Why nothing is sent at the moment.
        public let pause: Pause?
        /// That the file was damaged, and what could be copied from it.
        public let damage: String?
        /// Whether this outbox sends. Otherwise it has no client, or another process sends until it ends.
        public let sends: Bool
        /// Age of the queued event that was recorded first.
        public let oldest: Swift.Duration?

        /// Number of events that are queued or being sent.
        public var unsent: Int { queued + claimed }

        /// Why nothing is sent at the moment.
        public struct Pause: Sendable, Hashable {
            /// The error that caused it.
            public let reason: String
            /// How long it lasts from when it began. After it, one event is tried.
            public let lasts: Swift.Duration
        }
    }

    /// An event as it is stored.
    public struct Event: Sendable, Hashable, Identifiable {
        /// Number of the event in the outbox.
        public let seq: Int
        public let key: String?
        /// `operationId` of the OpenAPI document.
        public let operation: String
        /// The arguments that were recorded, as a JSON object. Amounts are strings.
        public let body: JSON
        public let state: State
        /// Why it is in this state, where that needs an explanation.
        public let reason: String?
        /// Number of times it was sent.
        public let attempts: Int
        /// When it was recorded here.
        public let recordedAt: Date

        public var id: Int { seq }
    }

    /// A change of an event that is not part of its usual way.
    public struct Change: Sendable, Hashable {
        public let at: Date
        public let from: State
        public let to: State
        /// Why.
        public let evidence: String
    }

    /// Sends one event for all events of a window that differ only in amount and time.
    ///
    /// How the API aggregates the product decides which function keeps its result; an average cannot be kept.
    public struct RollUp: Sendable, Hashable {
        /// How the values are combined.
        public var combine: Combine
        /// At most 900 s, and a part of the day without a rest; windows begin at midnight UTC. Default: 900 s.
        public var window: Swift.Duration
        /// Only events whose arguments have these values, such as `["productId": "7"]`. Default: all events.
        public var only: [String: String]

        /// How values are combined.
        public enum Combine: Sendable, Hashable, CaseIterable {
            case sum, max, min
        }

        public init(_ combine: Combine, window: Swift.Duration = .seconds(900), only: [String: String] = [:]) {
            (self.combine, self.window, self.only) = (combine, window, only)
        }
    }
}

extension Outbox {
    /// Times of a sender in milliseconds, for tests.
    package struct Times: Sendable {
        let native: OutboxTimes

        package init(pause: UInt64 = 20, poll: UInt64 = 20, reconcile: UInt64 = 20, reconcileLongest: UInt64 = 100, patience: UInt64 = 60_000) {
            native = OutboxTimes(pause: pause, poll: poll, reconcile: reconcile, reconcileLongest: reconcileLongest, patience: patience)
        }
    }

    /// Times of the outboxes that are opened in this scope. Nil: the real ones.
    @TaskLocal package static var times: Times?
}

extension Outbox.Writers {
    var native: OutboxWriters {
        switch self {
        case .onlyThis: .onlyThis
        case .othersToo: .othersToo
        }
    }
}

extension Outbox.Resolution {
    var native: OutboxResolution {
        switch self {
        case .recorded: .recorded
        case .resend: .resend
        case .drop: .drop
        }
    }
}

extension Outbox.RollUp {
    func native() throws -> OutboxRollUp {
        OutboxRollUp(combine: combine.native, window: try limit("window", window), only: pairs(only))
    }
}

extension Outbox.RollUp.Combine {
    var native: OutboxCombine {
        switch self {
        case .sum: .sum
        case .max: .max
        case .min: .min
        }
    }
}

/// Results of the native part.
extension Reader {
    mutating func stats() -> Outbox.Stats {
        Outbox.Stats(
            queued: Int(number()), claimed: Int(number()), delivered: Int(number()), rejected: Int(number()), inDoubt: Int(number()),
            dropped: Int(number()), merged: Int(number()),
            pause: field(nil) { Outbox.Stats.Pause(reason: $0.text(), lasts: $0.milliseconds()) },
            damage: optionalText(), sends: boolean(), oldest: field(nil) { $0.milliseconds() }
        )
    }

    mutating func receipt() -> Outbox.Receipt { Outbox.Receipt(seq: Int(signed()), isDuplicate: boolean()) }

    mutating func storedEvent() -> Outbox.Event {
        Outbox.Event(
            seq: Int(signed()), key: optionalText(), operation: text(), body: json(), state: state(), reason: optionalText(),
            attempts: Int(number()), recordedAt: millisecondDate()
        )
    }

    mutating func change() -> Outbox.Change { Outbox.Change(at: millisecondDate(), from: state(), to: state(), evidence: text()) }

    private mutating func state() -> Outbox.State { Outbox.State(rawValue: text()) ?? .inDoubt }

    private mutating func milliseconds() -> Swift.Duration { .milliseconds(Int64(clamping: number())) }

    private mutating func millisecondDate() -> Date { Date(timeIntervalSince1970: Double(signed()) / 1000) }

    /// An error of a call.
    mutating func error() -> any Error {
        var start = self
        let (kind, error) = (OutboxError.Kind(rawValue: start.text()), plockError())
        guard let kind else { return error }
        return OutboxError(kind: kind, message: error.message, isRetrySafe: error.isRetrySafe)
    }
}

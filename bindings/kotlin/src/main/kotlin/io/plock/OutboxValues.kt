package io.plock

import java.time.Duration
import java.time.Instant
import io.plock.ffi.OutboxCombine as NativeCombine
import io.plock.ffi.OutboxResolution as NativeResolution
import io.plock.ffi.OutboxRollUp as NativeRollUp
import io.plock.ffi.OutboxWriters as NativeWriters

/** Who writes usage of the accounts and products that are recorded in an outbox. It decides what the list of the API can prove. */
public enum class Writers(internal val native: NativeWriters) {
    /** Only this outbox, and nobody deletes any. */
    ONLY_THIS(NativeWriters.ONLY_THIS),

    /** Others too, such as outboxes of other hosts. A person decides more often. */
    OTHERS_TOO(NativeWriters.OTHERS_TOO),
}

/** State of an event. */
public enum class OutboxState {
    /** To be sent. */
    QUEUED,

    /** Being sent. */
    CLAIMED,

    /** Recorded by the API: acknowledged, or found in its list. */
    DELIVERED,

    /** Refused by the API. */
    REJECTED,

    /** It is not known whether it was recorded. */
    IN_DOUBT,

    /** Discarded by a person. */
    DROPPED,

    /** Part of another event, which has the values of a window. */
    MERGED,

    ;

    internal val native: String get() = name.lowercase()

    internal companion object {
        /** Not `valueOf`, which shrunk applications may lack. */
        fun of(native: String): OutboxState = values().first { it.native == native }
    }
}

/** What a person decides about an event that is in doubt or rejected. */
public enum class Resolution(internal val native: NativeResolution) {
    /** It was recorded. */
    RECORDED(NativeResolution.RECORDED),

    /** It was not: send it again. */
    RESEND(NativeResolution.RESEND),

    /** Discard it. */
    DROP(NativeResolution.DROP),
}

/**
 * An event that is on the disk.
 *
 * @property seq number of the event in the outbox.
 * @property isDuplicate whether an event with the key was there already; nothing was stored.
 */
public data class Receipt(val seq: Long, val isDuplicate: Boolean)

/**
 * Why nothing is sent at the moment.
 *
 * @property reason the error that caused it.
 * @property lasts how long it lasts, from when it began. After it, one event is tried.
 */
public data class OutboxPause(val reason: String, val lasts: Duration)

/**
 * Number of events by state, and what the sender does.
 *
 * @property queued to be sent.
 * @property claimed being sent.
 * @property delivered recorded by the API.
 * @property rejected refused by the API.
 * @property inDoubt it is not known whether they were recorded.
 * @property dropped discarded by a person.
 * @property merged parts of events that were rolled up.
 * @property oldest age of the queued event that was recorded first. Null: none is queued.
 * @property pause why nothing is sent at the moment. Null: no pause.
 * @property damage that the file was damaged, and what could be copied from it. Null: it was not.
 * @property sends whether this outbox sends. Otherwise it only records, or another process sends until it ends.
 */
public data class OutboxStats(
    val queued: Long = 0,
    val claimed: Long = 0,
    val delivered: Long = 0,
    val rejected: Long = 0,
    val inDoubt: Long = 0,
    val dropped: Long = 0,
    val merged: Long = 0,
    val oldest: Duration? = null,
    val pause: OutboxPause? = null,
    val damage: String? = null,
    val sends: Boolean = false,
) {
    /** Number of events that are queued or being sent. */
    val unsent: Long get() = queued + claimed
}

/**
 * An event of an outbox.
 *
 * @property seq number of the event in the outbox.
 * @property key key that the caller gave.
 * @property operation `operationId` of the operation that sends it, in the OpenAPI document.
 * @property body the event as a JSON object, with the names of its class.
 * @property reason why it is in this state, where that needs an explanation.
 * @property attempts how often it was sent.
 * @property recordedAt when it was recorded here.
 */
public data class OutboxEvent(
    val seq: Long,
    val key: String?,
    val operation: String,
    val body: Json,
    val state: OutboxState,
    val reason: String?,
    val attempts: Int,
    val recordedAt: Instant,
)

/**
 * A change of an event that is not part of its usual way.
 *
 * @property at when.
 * @property from state before.
 * @property to state after.
 * @property evidence why.
 */
public data class OutboxChange(val at: Instant, val from: OutboxState, val to: OutboxState, val evidence: String)

/**
 * Sends one event for all events of a window whose values differ only in amount and time. How the API aggregates the product decides which
 * function keeps its result; an average cannot be kept.
 *
 * @property combine how the values are combined.
 * @property window at most 15 minutes, and a part of the day without a rest; windows begin at midnight UTC. Default: 15 minutes.
 * @property only only events whose fields have these values, such as `mapOf("productId" to "7")`. Default: all events.
 */
public data class RollUp @JvmOverloads constructor(
    val combine: Combine,
    val window: Duration = Duration.ofMinutes(LONGEST_WINDOW_MINUTES),
    val only: Map<String, String> = emptyMap(),
) {
    /** How values are combined. */
    public enum class Combine(internal val native: NativeCombine) {
        /** Adds them. */
        SUM(NativeCombine.SUM),

        /** Keeps the largest. */
        MAX(NativeCombine.MAX),

        /** Keeps the smallest. */
        MIN(NativeCombine.MIN),
    }

    internal fun native(): NativeRollUp =
        NativeRollUp(combine.native, limit("window", window), only.map { (name, value) -> pair(name, value) })

    private companion object {
        const val LONGEST_WINDOW_MINUTES = 15L
    }
}

internal fun Reader.receipt(): Receipt = Receipt(seq = signed(), isDuplicate = boolean())

internal fun Reader.stats(): OutboxStats = OutboxStats(
    queued = number(),
    claimed = number(),
    delivered = number(),
    rejected = number(),
    inDoubt = number(),
    dropped = number(),
    merged = number(),
    pause = nullable { OutboxPause(text(), Duration.ofMillis(number())) },
    damage = nullable { text() },
    sends = boolean(),
    oldest = nullable { Duration.ofMillis(number()) },
)

internal fun Reader.storedEvent(): OutboxEvent = OutboxEvent(
    seq = signed(),
    key = nullable { text() },
    operation = text(),
    body = json(),
    state = OutboxState.of(text()),
    reason = nullable { text() },
    attempts = number().toInt(),
    recordedAt = Instant.ofEpochMilli(signed()),
)

internal fun Reader.change(): OutboxChange =
    OutboxChange(Instant.ofEpochMilli(signed()), OutboxState.of(text()), OutboxState.of(text()), text())

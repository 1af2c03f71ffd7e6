package io.plock

import io.plock.ffi.OutboxAction
import io.plock.ffi.OutboxSettings
import io.plock.ffi.OutboxTimes
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import java.io.File
import java.time.Duration
import java.util.function.Consumer
import java.util.stream.Stream
import java.util.stream.StreamSupport

/** Number of events that are read at once. */
private const val BATCH = 256
private val TIMEOUT = Duration.ofSeconds(30)

/**
 * Events on disk, which are sent once in the background: an event is on the disk before `record` returns.
 *
 * ```
 * Outbox.open(File("usage.plockbox"), Writers.ONLY_THIS, plock).use { box ->
 *     box.productUsages.record(crmId = "hs321", productId = 7, value = BigDecimal("12.5"), ts = Instant.now(), key = "order-991")
 * }
 * ```
 *
 * If a response is lost, the outbox looks for the event in the list of the API. What cannot be decided stays in doubt until a person
 * resolves it. Several processes may open a file; one of them sends. Thread-safe.
 *
 * A process may exit at any time: what is left is sent when the file is opened again, and what was in flight is looked for in the list. An
 * outbox that is garbage-collected without having been closed stops to send.
 */
public class Outbox private constructor(
    /** The file. */
    public val file: File,
    private val calls: OutboxCalls,
) : OutboxRecorders(calls), AutoCloseable {
    /** Number of events by state, and what the sender does. */
    public suspend fun stats(): OutboxStats = calls.call(OutboxAction.Stats) { it.stats() }

    /** [stats] for callers without coroutines; it blocks. In Java, its name is `stats`. */
    @JvmName("stats")
    public fun statsBlocking(): OutboxStats = blocking { stats() }

    /** The numbers now, and whenever they have changed, at most about ten times a second. Ends when the outbox is closed. */
    public fun changes(): Flow<OutboxStats> = flow {
        var last = ByteArray(0)
        while (true) {
            val stats = try {
                calls.call(OutboxAction.Changed(last)) { from ->
                    last = from.rest()
                    from.stats()
                }
            } catch (@Suppress("SwallowedException") closed: OutboxClosedException) {
                return@flow
            }
            emit(stats)
        }
    }

    /**
     * Calls [listener] with each of the [changes], one at a time, on a thread of the library. It may block. What it throws goes to the
     * uncaught exception handler of that thread. Close the result to end it. Until then, the outbox is not garbage-collected.
     */
    public fun onChange(listener: Consumer<OutboxStats>): AutoCloseable {
        val job = calls.launch { changes().collect { stats -> guarded { listener.accept(stats) } } }
        return AutoCloseable { job.cancel() }
    }

    /**
     * Waits until no event is queued or being sent, or the time is over, and returns what is left.
     *
     * @param timeout null: no limit. Default: 30 s.
     */
    public suspend fun flush(timeout: Duration? = TIMEOUT): OutboxStats = calls.call(OutboxAction.Flush(ms(timeout))) { it.stats() }

    /** [flush] for callers without coroutines; it blocks. In Java, its name is `flush`. */
    @JvmName("flush")
    @JvmOverloads
    public fun flushBlocking(timeout: Duration? = TIMEOUT): OutboxStats = blocking { flush(timeout) }

    /**
     * Looks for events in doubt in the list of the API now, instead of at the next time, and waits for it.
     *
     * @param timeout null: no limit. Default: 30 s.
     */
    public suspend fun reconcile(timeout: Duration? = TIMEOUT): OutboxStats = calls.call(OutboxAction.Reconcile(ms(timeout))) { it.stats() }

    /** [reconcile] for callers without coroutines; it blocks. In Java, its name is `reconcile`. */
    @JvmName("reconcile")
    @JvmOverloads
    public fun reconcileBlocking(timeout: Duration? = TIMEOUT): OutboxStats = blocking { reconcile(timeout) }

    /**
     * Decides about an event that is in doubt or rejected.
     *
     * @param seq number of the event.
     * @throws InvalidRequestException if there is no such event, or it is in another state.
     */
    public suspend fun resolve(seq: Long, resolution: Resolution): Unit = calls.call(OutboxAction.Resolve(seq, resolution.native)) { }

    /** [resolve] for callers without coroutines; it blocks. In Java, its name is `resolve`. */
    @JvmName("resolve")
    public fun resolveBlocking(seq: Long, resolution: Resolution): Unit = blocking { resolve(seq, resolution) }

    /** Sends all rejected events again, and returns their number. */
    public suspend fun retry(): Long = calls.call(OutboxAction.Retry) { it.number() }

    /** [retry] for callers without coroutines; it blocks. In Java, its name is `retry`. */
    @JvmName("retry")
    public fun retryBlocking(): Long = blocking { retry() }

    /** The events in a state, in the order of their numbers. */
    public fun events(state: OutboxState): Flow<OutboxEvent> = flow {
        var after = 0L
        while (true) {
            val events = events(state, after)
            events.forEach { emit(it) }
            after = events.lastOrNull()?.seq ?: break
        }
    }

    /** [events] for callers without coroutines; reading blocks. */
    public fun eventStream(state: OutboxState): Stream<OutboxEvent> {
        val events = iterator {
            var after = 0L
            while (true) {
                val events = blocking { events(state, after) }
                yieldAll(events)
                after = events.lastOrNull()?.seq ?: break
            }
        }
        return StreamSupport.stream(Iterable { events }.spliterator(), false)
    }

    private suspend fun events(state: OutboxState, after: Long): List<OutboxEvent> =
        calls.call(OutboxAction.Events(state.native, after, BATCH.toUInt())) { from -> from.list { storedEvent() } }

    /** What happened to an event beside its usual way. */
    public suspend fun history(seq: Long): List<OutboxChange> = calls.call(OutboxAction.History(seq)) { from -> from.list { change() } }

    /** [history] for callers without coroutines; it blocks. In Java, its name is `history`. */
    @JvmName("history")
    public fun historyBlocking(seq: Long): List<OutboxChange> = blocking { history(seq) }

    /** Checks the file: its structure, the checksum of each event, and the numbers of events. Returns what is wrong. */
    public suspend fun verify(): List<String> = calls.call(OutboxAction.Verify) { from -> from.list { text() } }

    /** [verify] for callers without coroutines; it blocks. In Java, its name is `verify`. */
    @JvmName("verify")
    public fun verifyBlocking(): List<String> = blocking { verify() }

    /**
     * Sends what is queued until the time is over, and closes the file. Returns what is left, which is sent when it is opened again.
     *
     * @param timeout null: no limit.
     */
    public suspend fun close(timeout: Duration?): OutboxStats = calls.close(ms(timeout))

    /** [close] for callers without coroutines; it blocks. In Java, its name is `close`. */
    @JvmName("close")
    public fun closeBlocking(timeout: Duration?): OutboxStats = blocking { close(timeout) }

    /** Closes the outbox, with 30 s to send what is queued; it blocks meanwhile. In coroutines, call `close` with a timeout. */
    override fun close() {
        try {
            closeBlocking(TIMEOUT)
        } catch (@Suppress("SwallowedException") closed: OutboxClosedException) {
            // It was closed before, with an error, or by `Plock.shutdown`.
        }
    }

    override fun toString(): String = "Outbox($file)"

    public companion object {
        /**
         * Opens a file, or creates it, and starts to send what is in it.
         *
         * @param file a file on a local disk.
         * @param writers who else writes usage of the accounts and products that are recorded here.
         * @param client the client that sends; closing it has no effect on the outbox. Null: only record, without credentials, for
         *     another process that sends.
         * @param baseUrl base URL of the API that the events are for. Default: that of the client, or of the file.
         * @param concurrency maximum number of events being sent. Default: 64; at least 1.
         * @param rollUp rolls up events before they are sent; of several roll-ups, the first that is for an event. Default: none.
         * @param adopt take over a file that is a copy, or belongs to another base URL; its events that are not delivered are in doubt
         *     afterwards. Default: false.
         * @throws InvalidRequestException if a setting is invalid.
         * @throws OutboxException if the file cannot be used; the subclass and the message say why.
         */
        @Suppress("LongParameterList")
        public suspend fun open(
            file: File,
            writers: Writers,
            client: Plock?,
            baseUrl: String? = null,
            concurrency: Int? = null,
            rollUp: List<RollUp> = emptyList(),
            adopt: Boolean = false,
        ): Outbox = builder(file, writers).apply {
            client?.let { client(it) }
            baseUrl?.let { baseUrl(it) }
            concurrency?.let { concurrency(it) }
            rollUp.forEach { rollUp(it) }
            adopt(adopt)
        }.opened()

        /** Returns a builder, for Java. */
        @JvmStatic
        public fun builder(file: File, writers: Writers): Builder = Builder(file, writers)
    }

    /** Builder of an outbox. [Outbox.open] documents the settings and their defaults. */
    public class Builder internal constructor(private val file: File, writers: Writers) {
        private var client: Plock? = null
        private var settings = OutboxSettings(
            build = Operation.BUILD, path = file.absolutePath, writers = writers.native, baseUrl = null, concurrency = null,
            rollUp = emptyList(), adopt = false, times = null,
        )

        private fun set(change: OutboxSettings.() -> OutboxSettings): Builder = apply { settings = settings.change() }

        /** The client that sends. Default: none; the outbox only records. */
        public fun client(client: Plock): Builder = apply { this.client = client }

        /** Base URL of the API that the events are for. Default: that of the client, or of the file. */
        public fun baseUrl(url: String): Builder = set { copy(baseUrl = url) }

        /** Maximum number of events being sent. Default: 64; at least 1. */
        public fun concurrency(events: Int): Builder {
            if (events < 1) throw invalid("concurrency", "expected at least 1, got $events")
            return set { copy(concurrency = events.toUInt()) }
        }

        /** Rolls up events before they are sent. Default: none. */
        public fun rollUp(rollUp: RollUp): Builder = rollUp.native().let { set { copy(rollUp = this.rollUp + it) } }

        /** Whether to take over a file that is a copy, or belongs to another base URL. Default: false. */
        public fun adopt(adopt: Boolean): Builder = set { copy(adopt = adopt) }

        /** Times of the sender, in milliseconds. */
        @PlockInternal
        @JvmSynthetic
        public fun times(pause: Long, poll: Long, reconcile: Long, reconcileLongest: Long, patience: Long): Builder {
            val times = listOf(pause, poll, reconcile, reconcileLongest, patience).map { it.toULong() }
            return set { copy(times = OutboxTimes(times[0], times[1], times[2], times[3], times[4])) }
        }

        internal suspend fun opened(): Outbox = Outbox(file, loading { OutboxCalls.open(settings, client?.calls) })

        /**
         * Opens the outbox; it blocks.
         *
         * @throws OutboxException if the file cannot be used; the subclass and the message say why.
         */
        public fun open(): Outbox = blocking { opened() }
    }
}

private fun ms(timeout: Duration?): ULong? = timeout?.let { limit("timeout", it) }

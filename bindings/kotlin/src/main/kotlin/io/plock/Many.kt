package io.plock

import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.CompletableFuture
import java.util.concurrent.locks.ReentrantLock
import java.util.stream.Stream
import kotlin.concurrent.withLock
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.resume

/** Outcome of one of many writes: [index] is the position of [event] among all events, from 0. */
public sealed interface Outcome<out E, out T> {
    public val index: Long
    public val event: E

    /** Recorded by the API. */
    public data class Recorded<out E, out T>(override val index: Long, override val event: E, val result: T) : Outcome<E, T>

    /** Definitely not recorded. */
    public data class Refused<out E>(override val index: Long, override val event: E, val error: PlockException) : Outcome<E, Nothing>

    /** It may have been recorded: sending it again could record it twice. */
    public data class Unknown<out E>(override val index: Long, override val event: E, val error: PlockException) : Outcome<E, Nothing>

    /** Not sent, because the job was stopped. */
    public data class NotSent<out E>(override val index: Long, override val event: E) : Outcome<E, Nothing>
}

/** Number of writes by outcome. */
public data class Summary(val recorded: Long, val refused: Long, val unknown: Long, val notSent: Long) {
    /** @throws PartialFailureException unless every write was recorded. */
    public fun requireRecorded() {
        if (refused + unknown + notSent == 0L) return
        val message = "$recorded recorded, $refused refused, $unknown unknown, $notSent not sent"
        throw PartialFailureException(ErrorFacts(kind = "PartialFailureError", message = message))
    }
}

/** Number of outcomes that are kept for reading again, unless all are. */
private const val MAX_KEPT = 10_000

/** Time for in-flight requests after a stop without cancellation. */
private const val GRACE_MS = 2_000L

/**
 * A job of many writes, at most `concurrency` in flight. It starts when it is first read and runs once: reading it again returns the
 * same outcomes and sends nothing.
 *
 * Read it as a [Flow] or, from Java, a [stream], with backpressure on the source; or get all [outcomes]. Outcomes are in the order of
 * the events. The last 10,000 are kept for reading again; [outcomes] keeps all.
 *
 * Leaving the loop, cancellation, [stop] and an exception of the source stop the job: nothing more is sent, in-flight requests have
 * 2 s to complete (after cancellation they are aborted), and the outcomes remain readable. An event that the source returns within 2 s
 * of a stop is [Outcome.NotSent]; a later one is ignored. An exception of the source is thrown once, after the outcomes of the preceding
 * events. A 401 or 403 stops the job too; the remaining events of a collection are [Outcome.NotSent].
 */
public class Many<E, T> internal constructor(
    private val calls: Calls,
    private val source: Source<E>,
    private val concurrency: Int,
    private val call: Call,
    private val codec: Codec<T>,
    private val args: (E) -> String,
) : Flow<Outcome<E, T>> {
    private val lock = ReentrantLock()
    private val changed = lock.newCondition()
    private var readers = ArrayList<CancellableContinuation<Unit>>()

    /** Events without an outcome yet. */
    private val events = ArrayDeque<E>()
    private val kept = ArrayDeque<Outcome<E, T>>()

    /** Index of the first kept outcome. */
    private var first = 0L
    private var limit = MAX_KEPT
    private var counts = LongArray(COUNTS)

    private var running: EventLoop.ManyCall? = null
    private var producer: Job? = null

    /** Whether outcomes are requested. */
    private var requested = false
    private var stopped = false

    /** No further event is pushed. */
    private var finished = false
    private var ended = false

    /** Thrown by the source, and not yet to a reader. */
    private var sourceError: Throwable? = null

    /** Thrown to every reader: the job could not start, or an outcome could not be decoded. */
    private var jobError: Throwable? = null

    override suspend fun collect(collector: FlowCollector<Outcome<E, T>>) {
        val context = currentCoroutineContext()
        var complete = false
        try {
            var index = 0L
            while (true) collector.emit(next(index++, context) ?: break)
            complete = true
        } finally {
            // Cancellation aborts in-flight requests.
            if (!complete) stop(if (context.isActive) GRACE_MS else 0)
        }
    }

    /** Waits for all outcomes and keeps them. Cancellation stops the job. */
    public suspend fun outcomes(): List<Outcome<E, T>> {
        lock.withLock { limit = Int.MAX_VALUE }
        return buildList { collect { add(it) } }
    }

    /** [outcomes] for callers without coroutines. Cancelling the future stops the job. */
    public fun outcomesAsync(): CompletableFuture<List<Outcome<E, T>>> = calls.future { outcomes() }

    /** [outcomes] for callers without coroutines; it blocks. In Java, its name is `outcomes`. */
    @JvmName("outcomes")
    public fun outcomesBlocking(): List<Outcome<E, T>> = blocking { outcomes() }

    /** The outcomes, for callers without coroutines. Reading blocks. Close the stream unless it is read to its end. */
    public fun stream(): Stream<Outcome<E, T>> = iterator().stream()

    /** The outcomes, for callers without coroutines. Reading blocks. Closing it stops the job. */
    public fun iterator(): PlockIterator<Outcome<E, T>> = object : PlockIterator<Outcome<E, T>> {
        private var index = 0L
        private var current: Outcome<E, T>? = null

        override fun hasNext(): Boolean {
            if (current == null) current = await(index)
            return current != null
        }

        override fun next(): Outcome<E, T> {
            if (!hasNext()) throw NoSuchElementException()
            index++
            return current!!.also { current = null }
        }

        override fun close() = stop()
    }

    /** Stops the job: nothing more is sent, and in-flight requests have 2 s to complete. */
    public fun stop(): Unit = stop(GRACE_MS)

    private fun stop(graceMs: Long): Unit = lock.withLock {
        if (stopped) return running?.stop(graceMs) ?: Unit
        stopped = true
        val running = running
        if (running == null || ended) {
            ended = true
            return wakeReaders()
        }
        running.stop(graceMs)
        producer?.cancel()
        // The remaining outcomes are few, and nobody may be reading: all of them are kept.
        limit = Int.MAX_VALUE
        requestOutcomes(running)
    }

    /** Number of writes by outcome, so far. */
    public fun summary(): Summary = lock.withLock { Summary(counts[RECORDED], counts[REFUSED], counts[UNKNOWN], counts[NOT_SENT]) }

    private suspend fun next(index: Long, context: CoroutineContext): Outcome<E, T>? {
        while (true) {
            lock.withLock { take(index, context) }?.let { return it.getOrThrow() }
            producer?.start()
            suspendCancellableCoroutine { continuation ->
                val ready = lock.withLock { (has(index) || ended).also { if (!it) readers.add(continuation) } }
                if (ready) continuation.resume(Unit)
            }
        }
    }

    /** Blocking variant of [next]. */
    private fun await(index: Long): Outcome<E, T>? {
        while (true) {
            lock.withLock { take(index, null) }?.let { return it.getOrThrow() }
            producer?.start()
            lock.withLock { while (!has(index) && !ended) changed.await() }
        }
    }

    private fun has(index: Long): Boolean = index < first + kept.size

    /** The outcome, if there is one. A result of null: the end of the job. Null: wait. */
    private fun take(index: Long, context: CoroutineContext?): Result<Outcome<E, T>?>? {
        jobError?.let { throw it }
        if (index < first) throw invalid("index", "expected an outcome that is still kept, from $first on, got $index")
        if (has(index)) return Result.success(kept[(index - first).toInt()])
        if (ended) return sourceError?.let { Result.failure<Outcome<E, T>?>(it).also { sourceError = null } } ?: Result.success(null)
        requestOutcomes(running ?: start(context))
        return null
    }

    private fun requestOutcomes(running: EventLoop.ManyCall) {
        if (requested) return
        requested = true
        running.requestOutcomes(handler)
    }

    /** Blocking sources are read on a callback thread, flows in the [context] of the reader. */
    private fun start(context: CoroutineContext?): EventLoop.ManyCall {
        if (concurrency < 1) throw invalid("concurrency", "expected at least 1, got $concurrency")
        val started = calls.startMany(this, call, concurrency)
        val scope = if (source.blocks || context == null) calls.scope else CoroutineScope(context.minusKey(Job))
        running = started
        val launched = scope.launch(start = CoroutineStart.LAZY) { produce(started) }
        producer = launched
        // Not in `stop`: an event that the source is about to return has an outcome too.
        launched.invokeOnCompletion { lock.withLock { finish() } }
        return started
    }

    /** Takes events from the source while there is capacity. */
    private suspend fun produce(running: EventLoop.ManyCall) {
        var capacity = 0
        var stopping = false
        try {
            source.each(
                ready = {
                    if (capacity == 0 && !stopping) {
                        capacity = running.capacity()
                        stopping = capacity == 0
                    }
                    // The remaining events of a collection are reported as not sent.
                    (!stopping || source.finite) && !lock.withLock { stopped || finished }
                },
                take = { event ->
                    if (capacity > 0) capacity--
                    push(running, event)
                },
            )
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            val wasStopped = lock.withLock { stopped.also { if (!it) sourceError = error } }
            if (!wasStopped) stop()
        }
    }

    private fun finish() {
        if (finished) return
        finished = true
        running?.finish()
    }

    private fun push(running: EventLoop.ManyCall, event: E) {
        val args = runCatching { args(event) }
        lock.withLock {
            if (finished || ended) return
            events.addLast(event)
            val error = args.exceptionOrNull()
            if (error is VirtualMachineError && error !is StackOverflowError) throw error
            when (error) {
                null -> running.push(args.getOrThrow())
                is PlockException -> running.pushInvalid(error.field ?: "", error.message.orEmpty().removePrefix("${error.field}: "))
                else -> running.pushInvalid("", "$error")
            }
        }
    }

    private fun wakeReaders() {
        changed.signalAll()
        val waiting = readers
        readers = ArrayList()
        for (reader in waiting) calls.resume(reader)
    }

    private val handler = object : EventHandler<Unit>() {
        override fun decode(kind: Int, from: Reader) = Unit

        override fun complete(result: Result<Unit>) = Unit

        override fun onEvent(kind: Int, bytes: () -> Reader) = onOutcomes(kind, runCatching(bytes))
    }

    private fun onOutcomes(kind: Int, bytes: Result<Reader>) = lock.withLock {
        requested = false
        try {
            val from = bytes.getOrThrow()
            when (kind) {
                EventKind.OUTCOMES -> repeat(from.number().toInt()) { keep(outcome(from)) }
                EventKind.ERROR -> throw from.plockException()
                else -> ended = true
            }
            if (stopped && !ended) running?.let(::requestOutcomes)
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            jobError = error
            ended = true
            finish()
            producer?.cancel()
            running?.cancel()
        }
        wakeReaders()
    }

    private fun outcome(from: Reader): Outcome<E, T> {
        val (index, event) = Pair(first + kept.size, events.removeFirst())
        val status = from.byte()
        counts[status]++
        return when (status) {
            RECORDED -> Outcome.Recorded(index, event, codec.read(from, null))
            REFUSED -> Outcome.Refused(index, event, from.plockException())
            UNKNOWN -> Outcome.Unknown(index, event, from.plockException())
            else -> Outcome.NotSent(index, event)
        }
    }

    private fun keep(outcome: Outcome<E, T>) {
        kept.addLast(outcome)
        if (kept.size > limit) {
            kept.removeFirst()
            first++
        }
    }

    private companion object {
        const val RECORDED = 0
        const val REFUSED = 1
        const val UNKNOWN = 2
        const val NOT_SENT = 3
        const val COUNTS = 4
    }
}

/** Source of events. */
internal class Source<out E> private constructor(
    /** Whether reading may block. */
    val blocks: Boolean,
    /** Whether all events are in memory. */
    val finite: Boolean,
    private val read: suspend (suspend () -> Boolean, suspend (E) -> Unit) -> Unit,
) {
    /** Passes events to [take] while [ready] returns true. */
    suspend fun each(ready: suspend () -> Boolean, take: suspend (E) -> Unit): Unit = read(ready, take)

    private class StopCollecting : CancellationException("the job takes no more events")

    companion object {
        fun <E> of(events: Iterable<E>): Source<E> = Source(true, events is Collection<E>) { ready, take ->
            val iterator = events.iterator()
            while (ready() && iterator.hasNext()) take(iterator.next())
        }

        fun <E> of(events: Flow<E>): Source<E> = Source(false, false) { ready, take ->
            try {
                if (ready()) {
                    events.collect {
                        take(it)
                        if (!ready()) throw StopCollecting()
                    }
                }
            } catch (@Suppress("SwallowedException") stopped: StopCollecting) {
                // The job has stopped.
            }
        }
    }
}

/** The codec of a response that may have no object. */
internal class OptionalCodec<T : Any>(private val codec: Codec<T>) : Codec<T?> {
    override fun read(from: Reader, before: T?): T? = from.nullable { codec.read(this, null) }
}

/** The codec of a response without a body. */
internal object NothingCodec : Codec<Unit> {
    override fun read(from: Reader, before: Unit?): Unit = Unit
}

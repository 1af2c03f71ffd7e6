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
import java.util.stream.StreamSupport
import kotlin.concurrent.withLock
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.resume

/** What became of one of many writes: the event, and its place among all events, from 0. */
public sealed interface Outcome<out E, out T> {
    public val index: Long
    public val event: E

    /** Recorded by the API. */
    public data class Recorded<out E, out T>(override val index: Long, override val event: E, val result: T) : Outcome<E, T>

    /** Definitely not recorded; the error says why. */
    public data class Refused<out E>(override val index: Long, override val event: E, val error: PlockException) : Outcome<E, Nothing>

    /** It may have been recorded: sending it again may record it twice. */
    public data class Unknown<out E>(override val index: Long, override val event: E, val error: PlockException) : Outcome<E, Nothing>

    /** Not sent, because the job was stopped before its turn. */
    public data class NotSent<out E>(override val index: Long, override val event: E) : Outcome<E, Nothing>
}

/** Number of writes by outcome. The sum is the number of events that were taken from the source and have their outcome. */
public data class Summary(val recorded: Long, val refused: Long, val unknown: Long, val notSent: Long) {
    /** @throws PartialFailureException unless every write was recorded. */
    public fun requireRecorded() {
        if (refused + unknown + notSent == 0L) return
        val said = "$recorded recorded, $refused refused, $unknown unknown, $notSent not sent"
        throw PartialFailureException(ErrorFacts(kind = "PartialFailureError", said = said))
    }
}

/** Outcomes that are kept for reading again, where they are read as a stream. */
private const val KEPT = 10_000

/** How long what is in flight may take after the job was stopped otherwise than by cancellation. */
private const val GRACE_MS = 2_000L

/**
 * Many writes as a job, at most `concurrency` in flight. Nothing is sent before it is first read; it runs once, and reading it again
 * gives the same outcomes and sends nothing.
 *
 * Read it as a [Flow] (or, from Java, as a [stream]), which holds back the source where its reader is slow, or collect [outcomes].
 * Outcomes come in the order of the events.
 *
 * Whatever interrupts the reading (leaving the loop, cancellation, [stop], the source throwing) stops the job: nothing more is sent,
 * what is in flight has 2 s to end (none after cancellation), and every outcome stays readable here. What the source threw is thrown once, after the outcomes
 * of the events before it. A 401 or 403 stops it too; the rest of a collection is then told as [Outcome.NotSent].
 *
 * A stream keeps the last 10,000 outcomes for reading again; [outcomes] keeps all.
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
    private var waiting = ArrayList<CancellableContinuation<Unit>>()

    private val events = ArrayDeque<E>()
    private val kept = ArrayDeque<Outcome<E, T>>()

    /** Index of the first that is kept. */
    private var first = 0L
    private var limit = KEPT
    private var counts = LongArray(COUNTS)

    private var writing: Mailbox.Writing? = null
    private var pump: Job? = null
    private var asked = false
    private var stopped = false

    /** No event is taken any more. */
    private var finished = false
    private var ended = false

    /** What the source threw, until it is thrown to a reader. */
    private var failure: Throwable? = null

    /** Why nothing of it can be read. */
    private var broken: Throwable? = null

    override suspend fun collect(collector: FlowCollector<Outcome<E, T>>) {
        val context = currentCoroutineContext()
        var whole = false
        try {
            var index = 0L
            while (true) collector.emit(next(index++, context) ?: break)
            whole = true
        } finally {
            // Cancellation stops the requests themselves.
            if (!whole) stop(if (context.isActive) GRACE_MS else 0)
        }
    }

    /** Waits for all outcomes, and keeps them all. */
    public suspend fun outcomes(): List<Outcome<E, T>> {
        lock.withLock { limit = Int.MAX_VALUE }
        return buildList { collect { add(it) } }
    }

    /** All outcomes, for callers without coroutines. Cancelling the future stops the job. */
    public fun outcomesAsync(): CompletableFuture<List<Outcome<E, T>>> = calls.future { outcomes() }

    /** One by one, for callers without coroutines: reading blocks. Close the stream when it is not read to its end. */
    public fun stream(): Stream<Outcome<E, T>> {
        val items = object : Iterator<Outcome<E, T>> {
            private var index = 0L
            private var here: Outcome<E, T>? = null

            override fun hasNext(): Boolean {
                if (here == null) here = await(index)
                return here != null
            }

            override fun next(): Outcome<E, T> {
                if (!hasNext()) throw NoSuchElementException()
                index++
                return here!!.also { here = null }
            }
        }
        return StreamSupport.stream(Iterable { items }.spliterator(), false).onClose { stop() }
    }

    /** Sends nothing more. What is in flight has 2 s to end. */
    public fun stop(): Unit = stop(GRACE_MS)

    private fun stop(graceMs: Long): Unit = lock.withLock {
        if (stopped) return writing?.stop(graceMs) ?: Unit
        stopped = true
        val writing = writing
        if (writing == null || ended) {
            // Where nothing was read yet, nothing was taken, and nothing will be.
            ended = true
            return wake()
        }
        writing.stop(graceMs)
        finish()
        pump?.cancel()
        // What is left is little, and is told to whoever asks: all of it is kept.
        limit = Int.MAX_VALUE
        ask(writing)
    }

    /** Number of writes by outcome, so far. */
    public fun summary(): Summary = lock.withLock { Summary(counts[RECORDED], counts[REFUSED], counts[UNKNOWN], counts[NOT_SENT]) }

    private suspend fun next(index: Long, context: CoroutineContext): Outcome<E, T>? {
        while (true) {
            lock.withLock { take(index, context) }?.let { return it.getOrThrow() }
            pump?.start()
            suspendCancellableCoroutine { continuation ->
                val now = lock.withLock { (here(index) || ended).also { if (!it) waiting.add(continuation) } }
                if (now) continuation.resume(Unit)
            }
        }
    }

    private fun await(index: Long): Outcome<E, T>? {
        while (true) {
            lock.withLock { take(index, null) }?.let { return it.getOrThrow() }
            pump?.start()
            lock.withLock { while (!here(index) && !ended) changed.await() }
        }
    }

    private fun here(index: Long): Boolean = index < first + kept.size

    /** The outcome; null inside where there is none, and null where it has not come yet. */
    private fun take(index: Long, context: CoroutineContext?): Result<Outcome<E, T>?>? {
        broken?.let { throw it }
        if (index < first) throw gone(index)
        if (here(index)) return Result.success(kept[(index - first).toInt()])
        if (ended) return failure?.let { Result.failure<Outcome<E, T>?>(it).also { failure = null } } ?: Result.success(null)
        ask(writing ?: begin(context))
        return null
    }

    private fun ask(writing: Mailbox.Writing) {
        if (asked) return
        asked = true
        writing.ask(answer)
    }

    private fun gone(index: Long): PlockException =
        invalid("index", "expected an outcome that is still kept, got $index; the last $KEPT are, from $first on")

    /** Once. Sources that block are read on a thread that may; those of coroutines where their reader is. */
    private fun begin(context: CoroutineContext?): Mailbox.Writing {
        if (concurrency < 1) throw invalid("concurrency", "expected at least 1, got $concurrency")
        val begun = calls.write(this, call, concurrency)
        val scope = if (source.blocks || context == null) calls.scope else CoroutineScope(context.minusKey(Job))
        pump = scope.launch(start = CoroutineStart.LAZY) { pump(begun) }
        writing = begun
        return begun
    }

    /** Takes events from the source, each when there is room for it. */
    private suspend fun pump(writing: Mailbox.Writing) {
        var room = 0
        var over = false
        try {
            source.each(
                ready = {
                    if (room == 0 && !over) {
                        room = writing.room()
                        over = room == 0
                    }
                    // Of what is in memory the rest is told as not sent; of anything else nothing more is taken.
                    (!over || source.finite) && !lock.withLock { finished }
                },
                take = { event ->
                    if (room > 0) room--
                    push(writing, event)
                },
            )
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            val mine = lock.withLock { !stopped.also { if (!it) failure = error } }
            if (mine) stop()
        } finally {
            lock.withLock { finish() }
        }
    }

    private fun finish() {
        if (finished) return
        finished = true
        writing?.finish()
    }

    private fun push(writing: Mailbox.Writing, event: E) {
        val args = runCatching { args(event) }
        lock.withLock {
            if (finished) return
            events.addLast(event)
            val error = args.exceptionOrNull()
            if (error is VirtualMachineError && error !is StackOverflowError) throw error
            when (error) {
                null -> writing.push(args.getOrThrow())
                is PlockException -> writing.refuse(error.field ?: "", error.message.orEmpty().removePrefix("${error.field}: "))
                else -> writing.refuse("", "$error")
            }
        }
    }

    private fun wake() {
        changed.signalAll()
        val woken = waiting
        waiting = ArrayList()
        for (reader in woken) calls.resume(reader)
    }

    private val answer = object : Waiter<Unit>() {
        override fun read(kind: Int, from: Reader) = Unit

        override fun give(made: Result<Unit>) = Unit

        override fun happened(kind: Int, bytes: () -> Reader) = told(kind, runCatching(bytes))
    }

    /** Takes outcomes, on the thread of the mailbox. */
    private fun told(kind: Int, bytes: Result<Reader>) = lock.withLock {
        asked = false
        try {
            val from = bytes.getOrThrow()
            when (kind) {
                EventKind.OUTCOMES -> repeat(from.number().toInt()) { keep(outcome(from)) }
                EventKind.FAILURE -> throw from.failure()
                else -> ended = true
            }
            if (stopped && !ended) writing?.let(::ask)
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            broken = error
            ended = true
            finish()
            pump?.cancel()
            writing?.cancel()
        }
        wake()
    }

    private fun outcome(from: Reader): Outcome<E, T> {
        val (index, event) = Pair(first + kept.size, events.removeFirst())
        val what = from.byte()
        counts[what]++
        return when (what) {
            RECORDED -> Outcome.Recorded(index, event, codec.read(from, null))
            REFUSED -> Outcome.Refused(index, event, from.failure())
            UNKNOWN -> Outcome.Unknown(index, event, from.failure())
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

/** Where events come from. */
internal class Source<out E> private constructor(
    /** Whether reading it may block. */
    val blocks: Boolean,
    /** Whether it is in memory, so that all of it can be told. */
    val finite: Boolean,
    private val read: suspend (suspend () -> Boolean, suspend (E) -> Unit) -> Unit,
) {
    /** Takes each event, where it is [ready] for one. */
    suspend fun each(ready: suspend () -> Boolean, take: suspend (E) -> Unit): Unit = read(ready, take)

    private class Enough : CancellationException("the job takes no more events")

    companion object {
        fun <E> of(events: Iterable<E>): Source<E> = Source(true, events is Collection<E>) { ready, take ->
            val all = events.iterator()
            while (ready() && all.hasNext()) take(all.next())
        }

        fun <E> of(events: Flow<E>): Source<E> = Source(false, false) { ready, take ->
            try {
                if (ready()) {
                    events.collect {
                        take(it)
                        if (!ready()) throw Enough()
                    }
                }
            } catch (@Suppress("SwallowedException") enough: Enough) {
                // Its rest is not taken.
            }
        }
    }
}

/** Of a write whose response has no body. */
internal object NothingCodec : Codec<Unit> {
    override fun read(from: Reader, before: Unit?): Unit = Unit
}

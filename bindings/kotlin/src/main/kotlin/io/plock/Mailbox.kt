package io.plock

import io.plock.ffi.CallRequest
import io.plock.ffi.ManyRequest
import io.plock.ffi.Settings
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.launch
import kotlinx.coroutines.suspendCancellableCoroutine
import java.lang.ref.ReferenceQueue
import java.lang.ref.WeakReference
import java.nio.ByteBuffer
import java.util.concurrent.CancellationException
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicLong
import kotlin.coroutines.ContinuationInterceptor

/** What an event tells; the numbers are those of the native part. */
internal object EventKind {
    const val PAGE = 1
    const val END = 2
    const val FAILURE = 3
    const val TOKEN = 4
    const val LOG = 5
    const val OUTCOMES = 6
}

/** How long nothing happens before it is looked whether a client or a list was dropped without being closed. */
private const val QUIET_MS = 10_000L

private const val TRIES = 50
private const val PAUSE_MS = 20L
private const val STOP_MS = 5_000L

/** Who waits for one event. */
internal abstract class Waiter<T> {
    abstract fun read(kind: Int, from: Reader): T

    /** Gives it to whoever waits, without running any code of theirs. */
    abstract fun give(made: Result<T>)

    open fun happened(kind: Int, bytes: () -> Reader) {
        val made = runCatching { bytes().let { if (kind == EventKind.FAILURE) throw it.failure() else read(kind, it) } }
        patiently { give(made) }
    }
}

/** Memory, or a thread, may not be there now and be there a moment later. */
private inline fun patiently(work: () -> Unit) {
    for (time in 1..TRIES) {
        try {
            return work()
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            if (time == TRIES) throw error
            Thread.sleep(PAUSE_MS)
        }
    }
}

/** What is to be done where [owner] is collected without having been closed. */
internal class Dropped(owner: Any, queue: ReferenceQueue<Any>, val release: () -> Unit) : WeakReference<Any>(owner, queue)

/**
 * One thread waits for all that happens in the native part, makes objects of it, and wakes whoever waits for them: no thread of
 * the native part ever enters the JVM, no caller's thread decodes anything, and no code of a caller runs on this thread.
 *
 * There is one as long as there are clients or calls under way; it ends, with all threads, after the last of them.
 */
internal class Mailbox private constructor(val native: Long) {
    private val ids = AtomicLong()
    private val waiting = ConcurrentHashMap<Long, Waiter<*>>()
    private val clients = ConcurrentHashMap<Long, Dropped>()
    private val lists = ConcurrentHashMap.newKeySet<Dropped>()
    private val collected = ReferenceQueue<Any>()
    val callbacks: Callbacks = Callbacks()
    private val dispatcher = callbacks.asCoroutineDispatcher()

    /** For callers without coroutines, and for token providers. */
    val scope: CoroutineScope = CoroutineScope(SupervisorJob() + dispatcher)
    private val thread = start("plock") { run() }

    private fun run() {
        try {
            while (true) {
                val events = Direct.wait(native, QUIET_MS) ?: break
                while (events.hasRemaining()) deliver(events)
                release()
            }
        } finally {
            callbacks.close()
            ended(this)
            Direct.closed()
        }
    }

    /** No throwable ends this thread: what goes wrong with one event is of no concern to the others. */
    private fun deliver(events: ByteBuffer) {
        val id = events.number()
        val kind = events.get().toInt()
        val length = events.number().toInt()
        val end = events.position() + length
        try {
            val bytes = { Reader(ByteArray(length).also { events.get(it) }) }
            when (kind) {
                EventKind.TOKEN -> ask(client(id), bytes().number())
                EventKind.LOG -> client(id)?.logging?.let { logging -> bytes().event().let { patiently { logging.add(it) } } }
                else -> waiting.remove(id)?.happened(kind, bytes)
            }
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            report(error)
        }
        events.position(end)
    }

    private fun client(number: Long): Calls? = clients[number]?.get() as Calls?

    /** What was dropped without being closed leaves nothing behind. */
    private fun release() {
        while (true) (collected.poll() as Dropped? ?: return).release()
    }

    fun register(number: Long, calls: Calls) {
        clients[number] = Dropped(calls, collected) {
            clients.remove(number)
            Direct.close(native, number)
        }
    }

    /** Every question is answered, that of a client which is gone too: it would wait for ever. */
    private fun ask(calls: Calls?, question: Long) {
        val provider = calls?.provider
        if (provider == null) return Direct.giveToken(native, question, Result.failure(IllegalStateException("the client is closed")))
        patiently { scope.launch { Direct.giveToken(native, question, runCatching { provider() }) } }
    }

    /** Makes a call, and what [read] makes of its answer. Cancelled, it is given up with its connection. */
    suspend fun <T> call(calls: Calls, request: (ULong) -> CallRequest, read: (Reader) -> T): T =
        suspendCancellableCoroutine { continuation ->
            val id = ids.incrementAndGet()
            continuation.invokeOnCancellation {
                waiting.remove(id)
                Direct.cancel(native, id)
            }
            if (continuation.isActive) {
                start(id, Answer(calls, continuation, read), request)
                // Cancelled between the two: there was nothing to cancel then.
                if (!continuation.isActive) Direct.cancel(native, id)
            }
        }

    /** Who waits is there before anything can happen. */
    private fun start(id: Long, waiter: Waiter<*>, request: (ULong) -> CallRequest) {
        waiting[id] = waiter
        var started = false
        try {
            started = Direct.start(native, request(id.toULong()))
        } finally {
            if (!started) waiting.remove(id)
        }
        if (!started) throw closed()
    }

    /** @property calls its client, which its token may be asked of: as long as the call is under way, it is not dropped. */
    private inner class Answer<T>(val calls: Calls, val continuation: CancellableContinuation<T>, val read: (Reader) -> T) : Waiter<T>() {
        override fun read(kind: Int, from: Reader): T = read(from)

        override fun give(made: Result<T>) = resume(continuation, made)
    }

    /** A dispatcher may be anyone's code, but for those that only queue. */
    fun <T> resume(continuation: CancellableContinuation<T>, made: Result<T>) {
        val where = continuation.context[ContinuationInterceptor]
        if (where === dispatcher || where === Dispatchers.Default || where === Dispatchers.IO) {
            continuation.resumeWith(made)
        } else {
            callbacks.execute { continuation.resumeWith(made) }
        }
    }

    /** A list, whose pages are asked for one by one under one number. */
    inner class Reading(list: Any) {
        private val id = ids.incrementAndGet()
        private var started = false
        private val dropped = Dropped(list, collected, ::stop).also { lists.add(it) }

        /** Asks for the next page. */
        fun ask(waiter: Waiter<*>, request: (ULong) -> CallRequest) {
            if (started) waiting[id] = waiter else start(id, waiter, request)
            started = true
            Direct.pull(native, id)
        }

        fun stop() {
            lists.remove(dropped)
            waiting.remove(id)
            Direct.cancel(native, id)
        }
    }

    /** A job of many writes: [job] waits for its outcomes. */
    inner class Writing(job: Any, private val calls: Calls, request: (id: ULong, room: ULong) -> ManyRequest) {
        private val id = ids.incrementAndGet()
        private val room = ids.incrementAndGet()
        private val dropped = Dropped(job, collected, ::cancel)

        init {
            if (!Direct.startMany(native, request(id.toULong(), room.toULong()))) throw closed()
            lists.add(dropped)
        }

        /** Asks for outcomes. */
        fun ask(waiter: Waiter<*>) {
            waiting[id] = waiter
            Direct.pull(native, id)
        }

        /** How many events may be pushed; 0: take no more. */
        suspend fun room(): Int = suspendCancellableCoroutine { continuation ->
            continuation.invokeOnCancellation { waiting.remove(room) }
            waiting[room] = Answer(calls, continuation) { it.number().toInt() }
            Direct.pull(native, room)
        }

        fun push(args: String): Unit = Direct.push(native, id, args)

        fun refuse(field: String, what: String): Unit = Direct.refuse(native, id, field, what)

        fun finish(): Unit = Direct.finish(native, id)

        fun stop(graceMs: Long): Unit = Direct.stop(native, id, graceMs)

        /** Of one that has ended, nothing is left. */
        fun cancel() {
            lists.remove(dropped)
            for (call in listOf(id, room)) {
                waiting.remove(call)
                Direct.cancel(native, call)
            }
        }
    }

    private fun shutdown() {
        Direct.shutdown(native)
        for (id in waiting.keys) waiting.remove(id)?.let { it.happened(EventKind.END) { throw CancellationException("plock was shut down") } }
        if (Thread.currentThread() !== thread) thread.join(STOP_MS)
    }

    companion object {
        private var current: Mailbox? = null

        /** A new client: where it is, and its number. */
        @Synchronized
        fun client(settings: Settings): Pair<Mailbox, Long> {
            current?.let { here -> Direct.client(here.native, settings)?.let { return Pair(here, it) } }
            val native = Direct.open()
            try {
                val here = try {
                    Mailbox(native)
                } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
                    // No thread: nobody will see it end.
                    Direct.closed()
                    throw error
                }
                val number = checkNotNull(Direct.client(native, settings)) { "the native library was shut down" }
                current = here
                return Pair(here, number)
            } finally {
                Direct.release(native)
            }
        }

        @Synchronized
        private fun ended(mailbox: Mailbox) {
            if (current === mailbox) current = null
        }

        fun shutdown() {
            synchronized(this) { current.also { current = null } }?.shutdown()
        }
    }
}

/** As the native part says it. */
internal fun closed(): PlockException = ConfigurationException(ErrorFacts(kind = "ConfigurationError", said = "the client is closed"))

private fun ByteBuffer.number(): Long {
    var shift = 0
    var value = 0L
    while (true) {
        val byte = get().toLong()
        value = value or ((byte and 0x7f) shl shift)
        if (byte >= 0) return value
        shift += 7
    }
}

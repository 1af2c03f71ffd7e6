package io.plock

import io.plock.ffi.CallRequest
import io.plock.ffi.ManyRequest
import io.plock.ffi.OutboxAction
import io.plock.ffi.OutboxRequest
import io.plock.ffi.Settings
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import kotlinx.coroutines.suspendCancellableCoroutine
import java.lang.ref.ReferenceQueue
import java.lang.ref.WeakReference
import java.nio.Buffer
import java.nio.ByteBuffer
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicLong
import kotlin.coroutines.ContinuationInterceptor

/** Kinds of events, with the numbers of the native part. */
internal object EventKind {
    const val PAGE = 1
    const val END = 2
    const val ERROR = 3
    const val TOKEN = 4
    const val LOG = 5
    const val OUTCOMES = 6
}

/** Interval of the check for clients, lists and jobs that were garbage-collected without being closed, if there are no events. */
private const val CLEANUP_INTERVAL_MS = 10_000L

private const val ATTEMPTS = 50
private const val RETRY_DELAY_MS = 20L
private const val SHUTDOWN_TIMEOUT_MS = 5_000L

/** Receives the next event of a call. */
internal abstract class EventHandler<T> {
    abstract fun decode(kind: Int, from: Reader): T

    /** Passes the result to the waiting caller, without running any of its code. */
    abstract fun complete(result: Result<T>)

    open fun onEvent(kind: Int, bytes: () -> Reader) {
        val result = runCatching { bytes().let { if (kind == EventKind.ERROR) throw it.plockException() else decode(kind, it) } }
        retrying { complete(result) }
    }
}

/** Retries after a failure: a lack of memory or threads may be temporary. */
private inline fun retrying(work: () -> Unit) {
    for (attempt in 1..ATTEMPTS) {
        try {
            return work()
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            if (attempt == ATTEMPTS) throw error
            Thread.sleep(RETRY_DELAY_MS)
        }
    }
}

/** Holds a [cleanup] that runs when [owner] is garbage-collected without having been closed. */
internal class CleanupReference(owner: Any, queue: ReferenceQueue<Any>, val cleanup: () -> Unit) : WeakReference<Any>(owner, queue)

/**
 * A thread that waits for events of the native part, decodes them and resumes the callers that wait for them. No native thread
 * enters the JVM, no thread of a caller decodes a response, and no code of a caller runs on this thread.
 *
 * It runs while there is a client or a call in progress. All threads of the library end with it.
 */
internal class EventLoop private constructor(val native: Long) {
    private val ids = AtomicLong()
    private val handlers = ConcurrentHashMap<Long, EventHandler<*>>()
    private val clients = ConcurrentHashMap<Long, CleanupReference>()
    private val cleanups = ConcurrentHashMap.newKeySet<CleanupReference>()
    private val collected = ReferenceQueue<Any>()

    val callbacks: Callbacks = Callbacks()
    private val dispatcher = callbacks.asCoroutineDispatcher()

    /** Of futures and token providers: its threads may block. */
    val scope: CoroutineScope = CoroutineScope(SupervisorJob() + dispatcher)
    private val thread = startThread("plock") { run() }

    private fun run() {
        try {
            while (true) {
                val events = Direct.wait(native, CLEANUP_INTERVAL_MS) ?: break
                while (events.hasRemaining()) dispatch(events)
                while (true) (collected.poll() as CleanupReference? ?: break).cleanup()
            }
        } finally {
            callbacks.close()
            ended(this)
            Direct.closed()
        }
    }

    /** Reports what an event throws, so that the other events are still dispatched. */
    private fun dispatch(events: ByteBuffer) {
        val id = events.number()
        val kind = events.get().toInt()
        val length = events.number().toInt()
        val end = events.position() + length
        try {
            val bytes = { Reader(ByteArray(length).also { events.get(it) }) }
            when (kind) {
                EventKind.TOKEN -> requestToken(calls(id), bytes().number())
                EventKind.LOG -> calls(id)?.logging?.let { logging -> bytes().event().let { retrying { logging.add(it) } } }
                else -> handlers.remove(id)?.onEvent(kind, bytes)
            }
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            report(error)
        }
        events.moveTo(end)
    }

    private fun calls(client: Long): Calls? = clients[client]?.get() as Calls?

    fun register(client: Long, calls: Calls) {
        clients[client] = CleanupReference(calls, collected) {
            clients.remove(client)
            Direct.close(native, client)
        }
    }

    /** Every request is completed, also that of a collected client: its call would wait indefinitely. */
    private fun requestToken(calls: Calls?, request: Long) {
        val provider = calls?.provider
        if (provider == null) {
            Direct.completeTokenRequest(native, request, Result.failure(IllegalStateException("the client is closed")))
        } else {
            retrying { scope.launch { Direct.completeTokenRequest(native, request, runCatching { provider() }) } }
        }
    }

    /** Makes a call of a client and decodes its response. Cancellation aborts the request. */
    suspend fun <T> call(calls: Calls, request: (ULong) -> CallRequest, read: (Reader) -> T): T =
        call(calls, { id -> Direct.start(native, request(id.toULong())) }, ::clientClosed, read)

    /** Makes a call of an outbox and decodes its response. Cancellation aborts the call. */
    suspend fun <T> call(calls: OutboxCalls, outbox: Long, action: OutboxAction, read: (Reader) -> T): T =
        call(calls, { id -> startOutbox(id, outbox, action) }, { OutboxClosedException("the outbox is closed") }, read)

    private suspend fun <T> call(owner: Any, start: (Long) -> Boolean, ended: () -> PlockException, read: (Reader) -> T): T =
        suspendCancellableCoroutine { continuation ->
            val id = ids.incrementAndGet()
            continuation.invokeOnCancellation {
                handlers.remove(id)
                Direct.cancel(native, id)
            }
            if (continuation.isActive) {
                if (!start(id, ResponseHandler(owner, continuation, read), start)) throw ended()
                // A cancellation before the start had nothing to cancel.
                if (!continuation.isActive) Direct.cancel(native, id)
            }
        }

    /** The handler is registered first, as the first event may come at once. */
    private fun start(id: Long, handler: EventHandler<*>, start: (Long) -> Boolean): Boolean {
        handlers[id] = handler
        var started = false
        try {
            started = start(id)
        } finally {
            if (!started) handlers.remove(id)
        }
        return started
    }

    private fun startOutbox(id: Long, outbox: Long, action: OutboxAction): Boolean =
        Direct.startOutbox(native, OutboxRequest(id.toULong(), outbox.toULong(), action))

    /** Starts to open an outbox and returns its id. Null: the instance has ended. */
    private fun startOpening(client: Calls?, open: OutboxAction.Open, continuation: CancellableContinuation<Unit>): Long? {
        val id = ids.incrementAndGet()
        return if (start(id, ResponseHandler(client, continuation) { }) { startOutbox(it, it, open) }) id else null
    }

    /** Aborts the opening of an outbox, or stops it. */
    fun dropOutbox(outbox: Long) {
        handlers.remove(outbox)
        Direct.dropOutbox(native, outbox)
    }

    /** Runs [cleanup] when [owner] is garbage-collected, unless [release] is called before. */
    fun guard(owner: Any, cleanup: () -> Unit): CleanupReference {
        lateinit var reference: CleanupReference
        reference = CleanupReference(owner, collected) {
            cleanups.remove(reference)
            cleanup()
        }
        cleanups.add(reference)
        return reference
    }

    fun release(reference: CleanupReference) {
        cleanups.remove(reference)
        reference.clear()
    }

    /** @property owner is not collected during the call: the client, which may need a token of its provider, or the outbox. */
    private inner class ResponseHandler<T>(
        val owner: Any?,
        val continuation: CancellableContinuation<T>,
        val read: (Reader) -> T,
    ) : EventHandler<T>() {
        override fun decode(kind: Int, from: Reader): T = read(from)

        override fun complete(result: Result<T>) = resume(continuation, result)
    }

    /** Resumes a caller: here if its dispatcher only queues, otherwise on a callback thread, as a dispatcher may run any code. */
    fun <T> resume(continuation: CancellableContinuation<T>, result: Result<T>) {
        val interceptor = continuation.context[ContinuationInterceptor]
        if (interceptor === dispatcher || interceptor === Dispatchers.Default || interceptor === Dispatchers.IO) {
            continuation.resumeWith(result)
        } else {
            callbacks.execute { continuation.resumeWith(result) }
        }
    }

    /** The pages of a list: one call, whose pages are requested one by one. */
    inner class ListCall(list: Any) {
        private val id = ids.incrementAndGet()
        private var started = false
        private val reference = CleanupReference(list, collected, ::cancel).also { cleanups.add(it) }

        fun requestPage(handler: EventHandler<*>, request: (ULong) -> CallRequest) {
            if (started) handlers[id] = handler else if (!start(id, handler) { Direct.start(native, request(id.toULong())) }) throw clientClosed()
            started = true
            Direct.pull(native, id)
        }

        fun cancel() {
            cleanups.remove(reference)
            handlers.remove(id)
            Direct.cancel(native, id)
        }
    }

    /** A running job of many writes. [job] receives its outcomes. */
    inner class ManyCall(job: Any, private val calls: Calls, request: (id: ULong, capacityId: ULong) -> ManyRequest) {
        private val id = ids.incrementAndGet()
        private val capacityId = ids.incrementAndGet()
        private val reference = CleanupReference(job, collected, ::cancel)

        init {
            if (!Direct.startMany(native, request(id.toULong(), capacityId.toULong()))) throw clientClosed()
            cleanups.add(reference)
        }

        fun requestOutcomes(handler: EventHandler<*>) {
            handlers[id] = handler
            Direct.pull(native, id)
        }

        /** Waits until events may be pushed, and returns how many. 0: the job takes no more. */
        suspend fun capacity(): Int = suspendCancellableCoroutine { continuation ->
            continuation.invokeOnCancellation { handlers.remove(capacityId) }
            handlers[capacityId] = ResponseHandler(calls, continuation) { it.number().toInt() }
            Direct.pull(native, capacityId)
        }

        fun push(args: String): Unit = Direct.push(native, id, args)

        fun pushInvalid(field: String, message: String): Unit = Direct.pushInvalid(native, id, field, message)

        fun finish(): Unit = Direct.finish(native, id)

        fun stop(graceMs: Long): Unit = Direct.stop(native, id, graceMs)

        fun cancel() {
            cleanups.remove(reference)
            for (call in listOf(id, capacityId)) {
                handlers.remove(call)
                Direct.cancel(native, call)
            }
        }
    }

    /** Makes a call for callers without coroutines. Cancelling the future aborts it. */
    fun <T> future(call: suspend () -> T): CompletableFuture<T> {
        val caller = CallSite()
        return scope.future { caller.within { call() } }
    }

    private fun shutdown() {
        Direct.shutdown(native)
        for (id in handlers.keys) handlers.remove(id)?.onEvent(EventKind.END) { throw CancellationException("plock was shut down") }
        if (Thread.currentThread() !== thread) thread.join(SHUTDOWN_TIMEOUT_MS)
    }

    companion object {
        private var current: EventLoop? = null

        /** Creates a client. Returns its loop and its id. */
        fun client(settings: Settings): Pair<EventLoop, Long> = start { Direct.client(it.native, settings) }

        /** Opens an outbox, and returns its loop and its id. Cancellation closes it. */
        suspend fun openOutbox(client: Calls?, open: OutboxAction.Open): Pair<EventLoop, Long> {
            var opening: Pair<EventLoop, Long>? = null
            try {
                suspendCancellableCoroutine { continuation ->
                    val loop = client?.loop
                    opening = when (loop) {
                        null -> start { it.startOpening(client, open, continuation) }
                        else -> Pair(loop, loop.startOpening(client, open, continuation) ?: throw clientClosed())
                    }
                }
                return checkNotNull(opening)
            } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
                opening?.let { (loop, outbox) -> loop.dropOutbox(outbox) }
                throw error
            }
        }

        /** Starts something in the running event loop, or in a new one. [start] returns its id; null: the instance has ended. */
        @Synchronized
        private fun start(start: (EventLoop) -> Long?): Pair<EventLoop, Long> {
            current?.let { loop -> start(loop)?.let { return Pair(loop, it) } }
            val native = Direct.open()
            try {
                val loop = try {
                    EventLoop(native)
                } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
                    // The thread that would do this could not start.
                    Direct.closed()
                    throw error
                }
                val id = checkNotNull(start(loop)) { "the native library was shut down" }
                current = loop
                return Pair(loop, id)
            } finally {
                Direct.release(native)
            }
        }

        @Synchronized
        private fun ended(loop: EventLoop) {
            if (current === loop) current = null
        }

        fun shutdown() {
            synchronized(this) { current.also { current = null } }?.shutdown()
        }
    }
}

internal fun configurationException(message: String): PlockException =
    ConfigurationException(ErrorFacts(kind = "ConfigurationError", message = message))

/** The error of the native part for a call of a closed client. */
private fun clientClosed(): PlockException = configurationException("the client is closed")

/** Before Android 9, only `Buffer` has this method. */
private fun Buffer.moveTo(position: Int) {
    position(position)
}

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

package io.plock

import io.plock.ffi.CallRequest
import io.plock.ffi.giveToken
import io.plock.ffi.openNative
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.future
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicLong
import kotlin.concurrent.thread
import kotlin.coroutines.ContinuationInterceptor

/** What happened; the numbers are those of the native part. */
internal object Happening {
    const val PAGE = 1
    const val END = 2
    const val FAILURE = 3
    const val TOKEN = 4
    const val LOG = 5
}

/** What a client is asked for by the native part. */
internal class Hooks(val scope: CoroutineScope, val provider: (suspend () -> String)?, val logger: PlockLogger?)

private fun interface Waiter {
    fun happened(kind: Int, from: Reader)
}

/**
 * One thread waits for all that happens in the native part, makes objects of it, and wakes whoever waits for them: no thread of
 * the native part ever enters the JVM, and no caller's thread decodes anything.
 */
internal object Mailbox {
    /** What this loaded class owns in the native part; another class loader has its own. */
    val native: Long = openNative().toLong()
    private val ids = AtomicLong()
    private val waiting = ConcurrentHashMap<Long, Waiter>()
    private val clients = ConcurrentHashMap<Long, Hooks>()

    init {
        thread(name = "plock", isDaemon = true) { while (true) deliver(Reader(Direct.wait(native) ?: break)) }
    }

    fun register(core: Long, hooks: Hooks) {
        clients[core] = hooks
    }

    fun forget(core: Long) {
        clients.remove(core)
    }

    private fun deliver(batch: Reader) {
        while (batch.more()) {
            val id = batch.number()
            val kind = batch.byte()
            val from = batch.part(batch.number().toInt())
            when (kind) {
                Happening.TOKEN -> ask(clients[id], from.number().toULong())
                Happening.LOG -> clients[id]?.logger?.let { logger -> runCatching { logger.log(from.event()) } }
                else -> waiting[id]?.happened(kind, from)
            }
        }
    }

    /** Every question is answered, that of a call which outlives its client too: it would wait for ever. */
    private fun ask(hooks: Hooks?, question: ULong) {
        if (hooks == null) return giveToken(native.toULong(), question, null, "the client is closed")
        val token = hooks.scope.future { hooks.provider?.invoke() }
        token.whenComplete { given, error -> giveToken(native.toULong(), question, given, error?.let { "$it" }) }
    }

    /** Makes a call, and what [read] makes of its answer. Cancelled, it is given up with its connection. */
    suspend fun <T> call(request: (ULong) -> CallRequest, read: (Int, Reader) -> T): T =
        suspendCancellableCoroutine { continuation ->
            val id = ids.incrementAndGet()
            waiting[id] = Waiter { kind, from ->
                waiting.remove(id)
                continuation.wake(runCatching { if (kind == Happening.FAILURE) throw from.failure() else read(kind, from) })
            }
            continuation.invokeOnCancellation {
                waiting.remove(id)
                Direct.cancel(native, id)
            }
            if (continuation.isActive) {
                Direct.start(native, request(id.toULong()))
                // Cancelled between the two: there was nothing to cancel then.
                if (!continuation.isActive) Direct.cancel(native, id)
            }
        }

    /** Who would go on wherever it is woken goes on elsewhere: what blocks the mailbox's thread would wait for itself. */
    private fun <T> CancellableContinuation<T>.wake(made: Result<T>) {
        val where = context[ContinuationInterceptor]
        if (where != null && where !== Dispatchers.Unconfined) return resumeWith(made)
        Dispatchers.Default.dispatch(context) { resumeWith(made) }
    }

    /** Pages, one for each time it is asked. */
    class Pages<T>(request: (ULong) -> CallRequest, private val codec: Codec<T>) : AutoCloseable {
        private val id = ids.incrementAndGet()

        /** Nothing more will happen, so nothing may wait for it. */
        @Volatile
        private var ended = false

        init {
            Direct.start(native, request(id.toULong()))
        }

        suspend fun next(): Page<T>? = if (ended) null else suspendCancellableCoroutine { continuation ->
            waiting[id] = Waiter { kind, from ->
                waiting.remove(id)
                ended = kind != Happening.PAGE
                val made = runCatching {
                    when (kind) {
                        Happening.FAILURE -> throw from.failure()
                        Happening.END -> null
                        else -> from.page(codec)
                    }
                }
                continuation.wake(made)
            }
            Direct.pull(native, id)
        }

        /** Whoever still waits, in another thread, is told of the end. */
        override fun close() {
            ended = true
            Direct.cancel(native, id)
            waiting[id]?.happened(Happening.END, Reader.EMPTY)
        }
    }
}

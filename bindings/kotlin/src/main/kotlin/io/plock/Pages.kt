package io.plock

import io.plock.ffi.CallRequest
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.CompletableFuture
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock
import kotlin.coroutines.resume

/** Where the pages of a list come from. */
internal interface PageSource<T> {
    suspend fun first(): Page<T>

    fun pages(): Flow<Page<T>>

    fun open(): OpenPages<T>

    fun <R> future(call: suspend () -> R): CompletableFuture<R>
}

/** The pages of a list, for one reader that blocks. */
internal interface OpenPages<T> : AutoCloseable {
    /** Null: the end. */
    fun await(): Page<T>?
}

/** One page, made without the API. */
internal class MadePage<T>(private val page: Page<T>) : PageSource<T> {
    override suspend fun first(): Page<T> = page

    override fun pages(): Flow<Page<T>> = flowOf(page)

    override fun open(): OpenPages<T> = object : OpenPages<T> {
        private var next: Page<T>? = page

        override fun await(): Page<T>? = next.also { next = null }

        override fun close() {
            next = null
        }
    }

    override fun <R> future(call: suspend () -> R): CompletableFuture<R> = CompletableFuture.completedFuture(blocking(call))
}

/**
 * The pages of a list, for one reader. A page that has arrived is kept until the reader takes it, so a reader that was interrupted or
 * cancelled while waiting can continue without losing a page.
 */
internal class Pages<T>(
    private val loop: EventLoop,
    private val request: (ULong) -> CallRequest,
    private val codec: Codec<T>,
    /** Keeps the client from being collected while the list is read. */
    private val calls: Calls,
) : EventHandler<Page<T>?>(), OpenPages<T> {
    private val lock = ReentrantLock()
    private val changed = lock.newCondition()
    private val call = loop.ListCall(this)

    private var arrived: Result<Page<T>?>? = null
    private var reader: CancellableContinuation<Unit>? = null
    private var requested = false

    /** After the end, an error or [close] no event follows. */
    private var ended = false

    /** Takes the page that has arrived. A result of null: the end of the list. Null: wait for the next event. */
    private fun take(): Result<Page<T>?>? {
        val page = arrived ?: return if (ended) Result.success(null) else null
        arrived = null
        return page
    }

    private fun requestPage() {
        if (requested) return
        requested = true
        try {
            call.requestPage(this, request)
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            ended = true
            throw error
        }
    }

    suspend fun next(): Page<T>? {
        while (true) {
            lock.withLock {
                take()?.let { return it.getOrThrow() }
                requestPage()
            }
            suspendCancellableCoroutine { continuation ->
                val ready = lock.withLock { (arrived != null || ended).also { if (!it) reader = continuation } }
                if (ready) continuation.resume(Unit)
            }
        }
    }

    /** Blocking variant of [next]. */
    override fun await(): Page<T>? = lock.withLock {
        while (true) {
            take()?.let { return it.getOrThrow() }
            requestPage()
            changed.await()
        }
        @Suppress("UNREACHABLE_CODE")
        null
    }

    override fun decode(kind: Int, from: Reader): Page<T>? = if (kind == EventKind.PAGE) from.page(codec) else null

    override fun complete(result: Result<Page<T>?>) {
        wakeReader {
            if (ended) return
            requested = false
            arrived = result
            ended = result.getOrNull() == null
        }
    }

    /** Ends the list, also for a reader that waits in another thread. */
    override fun close() = wakeReader {
        ended = true
        arrived = null
        call.cancel()
    }

    private inline fun wakeReader(change: () -> Unit) {
        val waiting = lock.withLock {
            change()
            changed.signalAll()
            reader.also { reader = null }
        }
        waiting?.let { loop.resume(it, Result.success(Unit)) }
    }
}

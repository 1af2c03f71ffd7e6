package io.plock

import io.plock.ffi.CallRequest
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock
import kotlin.coroutines.resume

/**
 * The pages of a list, for one reader. A page that has come stays here until the reader has taken it: who is interrupted, or
 * cancelled, while waiting for it finds it when reading on.
 */
internal class Pages<T>(
    private val mailbox: Mailbox,
    private val calls: Calls,
    private val request: (ULong) -> CallRequest,
    private val codec: Codec<T>,
) : Waiter<Page<T>?>(), AutoCloseable {
    private val lock = ReentrantLock()
    private val changed = lock.newCondition()
    private val reading = mailbox.Reading(this)

    private var arrived: Result<Page<T>?>? = null
    private var reader: CancellableContinuation<Unit>? = null
    private var asked = false

    /** Nothing more will happen, so nothing may wait for it. */
    private var ended = false

    /** What has come, and whether anything is still to come; null: not yet. */
    private fun take(): Result<Page<T>?>? {
        val page = arrived ?: return if (ended) Result.success(null) else null
        arrived = null
        return page
    }

    private fun ask() {
        if (asked) return
        asked = true
        try {
            reading.ask(this, request)
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            ended = true
            throw error
        }
    }

    suspend fun next(): Page<T>? {
        while (true) {
            lock.withLock {
                take()?.let { return it.getOrThrow() }
                ask()
            }
            suspendCancellableCoroutine { continuation ->
                val now = lock.withLock {
                    val now = arrived != null || ended
                    if (!now) reader = continuation
                    now
                }
                if (now) continuation.resume(Unit)
            }
        }
    }

    /** The same for callers without coroutines. */
    fun await(): Page<T>? = lock.withLock {
        while (true) {
            take()?.let { return it.getOrThrow() }
            ask()
            changed.await()
        }
        @Suppress("UNREACHABLE_CODE")
        null
    }

    override fun read(kind: Int, from: Reader): Page<T>? = if (kind == EventKind.PAGE) from.page(codec) else null

    override fun give(made: Result<Page<T>?>) {
        val waits = lock.withLock {
            if (ended) return
            asked = false
            arrived = made
            ended = made.getOrNull() == null
            woken()
        }
        waits?.let { mailbox.resume(it, Result.success(Unit)) }
    }

    private fun woken(): CancellableContinuation<Unit>? {
        changed.signalAll()
        return reader.also { reader = null }
    }

    /** Whoever still waits, in another thread, is told of the end. */
    override fun close() {
        val waits = lock.withLock {
            ended = true
            arrived = null
            reading.stop()
            woken()
        }
        waits?.let { mailbox.resume(it, Result.success(Unit)) }
    }
}

package io.plock

import io.plock.ffi.NewOutboxEvent
import io.plock.ffi.OutboxAction
import io.plock.ffi.OutboxSettings
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.util.concurrent.CompletableFuture

/**
 * Makes the calls of an outbox, for all of its recorders. One that is garbage-collected without having been closed stops to send.
 *
 * @param client is not collected before: the sender may need a token of its provider. Null: the outbox only records.
 */
@Suppress("UnusedPrivateProperty")
internal class OutboxCalls private constructor(
    private val loop: EventLoop,
    private val outbox: Long,
    private val client: Calls?,
) {
    private val reference = guarded(this, loop, outbox)
    private val closing = Mutex()
    private var left: OutboxStats? = null

    suspend fun <T> call(action: OutboxAction, read: (Reader) -> T): T = CallSite().within { loop.call(this, outbox, action, read) }

    fun <T> future(call: suspend () -> T): CompletableFuture<T> = loop.future(call)

    suspend fun record(operation: Int, args: String, key: String?): Receipt =
        call(OutboxAction.Record(operation.toUInt(), listOf(NewOutboxEvent(args, key)), many = false)) { it.list { receipt() } }.single()

    suspend fun <T> recordMany(operation: Int, bodies: Iterable<T>, key: ((T) -> String?)?, args: (T) -> String): List<Receipt> {
        val events = bodies.map { NewOutboxEvent(args(it), key?.invoke(it)) }
        return call(OutboxAction.Record(operation.toUInt(), events, many = true)) { from -> from.list { receipt() } }
    }

    /** A later caller gets the result of the first one. */
    suspend fun close(timeoutMs: ULong?): OutboxStats = closing.withLock {
        left ?: try {
            call(OutboxAction.Close(timeoutMs)) { it.stats() }.also { left = it }.also { loop.release(reference) }
        } catch (error: OutboxException) {
            // It is closed, too.
            loop.release(reference)
            throw error
        }
    }

    /** Runs code of the caller. */
    fun launch(work: suspend () -> Unit): Job = loop.scope.launch { work() }

    companion object {
        /** Opens an outbox. Cancellation closes it. */
        suspend fun open(settings: OutboxSettings, client: Calls?): OutboxCalls = CallSite().within {
            val (loop, outbox) = EventLoop.openOutbox(client, OutboxAction.Open(settings, client?.client?.toULong()))
            OutboxCalls(loop, outbox, client)
        }

        /** Its cleanup does not reference [calls], which would not be collected otherwise. */
        private fun guarded(calls: OutboxCalls, loop: EventLoop, outbox: Long) = loop.guard(calls) { loop.dropOutbox(outbox) }
    }
}

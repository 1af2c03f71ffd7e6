package io.plock

import io.plock.ffi.CallRequest
import io.plock.ffi.ManyRequest
import io.plock.ffi.Settings
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.runBlocking
import java.util.concurrent.CompletableFuture

/** An operation with its arguments. */
internal class Call(val operation: Int, val args: String, val options: CallOptions)

/** Makes the calls of a client, for all of its resources. */
internal class Calls(settings: Settings, val provider: (suspend () -> String)?, logger: PlockLogger?) : AutoCloseable {
    val loop: EventLoop
    val client: Long
    val logging: Logging?

    init {
        val (loop, client) = EventLoop.client(settings)
        this.loop = loop
        this.client = client
        logging = logger?.let { Logging(it, loop.callbacks) }
        loop.register(client, this)
    }

    fun waits(): List<Long> = Direct.waits(loop.native, client)

    override fun close(): Unit = Direct.close(loop.native, client)

    private fun request(call: Call, page: Long?, pageSize: Long?, pages: Boolean): (ULong) -> CallRequest {
        val options = call.options.native()
        val operation = call.operation.toUInt()
        return { id -> CallRequest(id, client.toULong(), operation, call.args, options, page?.toString(), pageSize?.toString(), pages) }
    }

    private suspend fun <T> send(call: Call, page: Long? = null, pageSize: Long? = null, read: (Reader) -> T): T =
        CallSite().within { loop.call(this, request(call, page, pageSize, false), read) }

    suspend fun <T> one(call: Call, codec: Codec<T>): T = send(call) { codec.read(it, null) }

    suspend fun nothing(call: Call): Unit = send(call) { }

    fun <T> list(call: Call, page: Long?, pageSize: Long?, codec: Codec<T>): PageSource<T> = object : PageSource<T> {
        override suspend fun first(): Page<T> = send(call, page, pageSize) { it.page(codec) }

        override fun open(): Pages<T> = Pages(loop, request(call, page, pageSize, true), codec, this@Calls)

        override fun pages(): Flow<Page<T>> = flow {
            val caller = CallSite()
            open().use { pages ->
                while (true) emit(caller.within { pages.next() } ?: break)
            }
        }

        override fun <R> future(call: suspend () -> R): CompletableFuture<R> = this@Calls.future(call)
    }

    /** Its threads may block. */
    val scope: CoroutineScope get() = loop.scope

    fun startMany(job: Any, call: Call, concurrency: Int): EventLoop.ManyCall {
        val options = call.options.native()
        return loop.ManyCall(job, this) { id, capacityId ->
            ManyRequest(id, capacityId, client.toULong(), call.operation.toUInt(), concurrency.toUInt(), options)
        }
    }

    fun resume(reader: CancellableContinuation<Unit>): Unit = loop.resume(reader, Result.success(Unit))

    /** Makes a call for callers without coroutines. Cancelling the future aborts the request. */
    fun <T> future(call: suspend () -> T): CompletableFuture<T> = loop.future(call)
}

/**
 * Makes a call and blocks until it has completed. An interrupt aborts the request.
 *
 * @throws CancellationException if the thread was interrupted; it still is.
 */
internal fun <T> blocking(call: suspend () -> T): T = try {
    runBlocking { call() }
} catch (error: InterruptedException) {
    Thread.currentThread().interrupt()
    throw CancellationException("the thread was interrupted; a write may have been recorded").apply { initCause(error) }
}

/** Decodes an object from JSON. */
internal fun <T> parsed(index: Int, json: String, codec: Codec<T>): T = codec.read(Direct.parse(index, json), null)

package io.plock

import io.plock.ffi.CallRequest
import io.plock.ffi.ManyRequest
import io.plock.ffi.Settings
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.future.future
import java.util.concurrent.CompletableFuture

/** An operation with its arguments. */
internal class Call(val operation: Int, val args: String, val options: CallOptions)

/** What the resources of a client have in common. */
internal class Calls(settings: Settings, val provider: (suspend () -> String)?, logger: PlockLogger?) : AutoCloseable {
    private val mailbox: Mailbox
    private val number: Long

    init {
        val (mailbox, number) = Mailbox.client(settings)
        this.mailbox = mailbox
        this.number = number
    }

    val logging: Logging? = logger?.let { Logging(it, mailbox.callbacks) }

    init {
        mailbox.register(number, this)
    }

    fun waits(): List<Long> = Direct.waits(mailbox.native, number)

    override fun close(): Unit = Direct.close(mailbox.native, number)

    private fun request(call: Call, page: Long?, pageSize: Long?, pages: Boolean): (ULong) -> CallRequest {
        val options = call.options.native()
        val operation = call.operation.toUInt()
        return { id -> CallRequest(id, number.toULong(), operation, call.args, options, page?.toString(), pageSize?.toString(), pages) }
    }

    suspend fun <T> one(call: Call, codec: Codec<T>): T =
        mailbox.call(this, request(call, null, null, false)) { codec.read(it, null) }

    suspend fun nothing(call: Call): Unit = mailbox.call(this, request(call, null, null, false)) { }

    suspend fun <T> page(call: Call, page: Long?, pageSize: Long?, codec: Codec<T>): Page<T> =
        mailbox.call(this, request(call, page, pageSize, false)) { it.page(codec) }

    fun <T> open(call: Call, page: Long?, pageSize: Long?, codec: Codec<T>): Pages<T> =
        Pages(mailbox, this, request(call, page, pageSize, true), codec)

    fun <T> pages(call: Call, page: Long?, pageSize: Long?, codec: Codec<T>): Flow<Page<T>> = flow {
        open(call, page, pageSize, codec).use { pages ->
            while (true) emit(pages.next() ?: break)
        }
    }

    /** Where code of the caller may block. */
    val scope: CoroutineScope get() = mailbox.scope

    fun write(job: Any, call: Call, concurrency: Int): Mailbox.Writing {
        val options = call.options.native()
        return mailbox.Writing(job, this) { id, room ->
            ManyRequest(id, room, number.toULong(), call.operation.toUInt(), concurrency.toUInt(), options)
        }
    }

    fun resume(reader: CancellableContinuation<Unit>): Unit = mailbox.resume(reader, Result.success(Unit))

    /** For callers without coroutines. Cancelling the future gives the call up. It completes on a thread that may block. */
    fun <T> future(call: suspend () -> T): CompletableFuture<T> = mailbox.scope.future { call() }
}

/** An object out of its JSON. */
internal fun <T> parsed(index: Int, json: String, codec: Codec<T>): T = codec.read(Direct.parse(index, json), null)

package io.plock

import io.plock.ffi.CallRequest
import io.plock.ffi.Core
import io.plock.ffi.Refusal
import io.plock.ffi.parse
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.future.future
import java.util.concurrent.CompletableFuture

/** An operation with its arguments. */
internal class Call(val operation: Int, val args: String, val options: CallOptions)

/** What the resources of a client have in common. */
internal class Calls(private val core: Core, provider: (suspend () -> String)?, logger: PlockLogger?) : AutoCloseable {
    private val number = core.number()
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    init {
        Mailbox.register(number.toLong(), Hooks(scope, provider, logger))
    }

    fun waits(): List<Long> = core.waits().map { it.toLong() }

    override fun close() {
        scope.cancel()
        Mailbox.forget(number.toLong())
        core.close()
    }

    private fun request(call: Call, page: Long?, pageSize: Long?, pages: Boolean): (ULong) -> CallRequest {
        val options = call.options.native()
        val operation = call.operation.toUInt()
        return { id -> CallRequest(id, number, operation, call.args, options, page?.toString(), pageSize?.toString(), pages) }
    }

    suspend fun <T> one(call: Call, codec: Codec<T>): T =
        Mailbox.call(request(call, null, null, false)) { _, from -> codec.read(from, null) }

    suspend fun nothing(call: Call): Unit = Mailbox.call(request(call, null, null, false)) { _, _ -> }

    suspend fun <T> page(call: Call, page: Long?, pageSize: Long?, codec: Codec<T>): Page<T> =
        Mailbox.call(request(call, page, pageSize, false)) { _, from -> from.page(codec) }

    fun <T> open(call: Call, page: Long?, pageSize: Long?, codec: Codec<T>): Mailbox.Pages<T> =
        Mailbox.Pages(request(call, page, pageSize, true), codec)

    fun <T> pages(call: Call, page: Long?, pageSize: Long?, codec: Codec<T>): Flow<Page<T>> = flow {
        open(call, page, pageSize, codec).use { pages ->
            while (true) emit(pages.next() ?: break)
        }
    }

    /** For callers that have no coroutines. Cancelling the future gives the call up. */
    fun <T> future(call: suspend () -> T): CompletableFuture<T> = scope.future { call() }
}

/** An object out of its JSON. */
internal fun <T> parsed(index: Int, json: String, codec: Codec<T>): T = try {
    codec.read(Reader(parse(index.toUInt(), json)), null)
} catch (refusal: Refusal.Told) {
    throw Reader(refusal.facts).failure()
}

package io.plock

import kotlinx.coroutines.future.await
import java.time.Duration
import java.util.concurrent.CompletableFuture
import io.plock.ffi.CallOptions as NativeOptions
import io.plock.ffi.Pair as NativePair

/**
 * Options of one call. Absent: the setting of the client.
 *
 * @param timeout total time for the call, including retries. Zero: no limit.
 * @param readTimeout maximum wait for the next bytes of a response. Zero: no limit.
 * @param maxRetries maximum number of retries, where retrying is safe.
 * @param concurrency maximum number of pages that a list fetches at the same time.
 * @param consistent whether no row that is in a list all the time is missed, and none is delivered twice: the list is read again until it
 *     is known to be complete, at most three times. [InconsistentListException] if it keeps changing. Default: false.
 * @param headers additional headers.
 * @param query additional query parameters.
 */
public class CallOptions @JvmOverloads constructor(
    internal val timeout: Duration? = null,
    internal val readTimeout: Duration? = null,
    internal val maxRetries: Int? = null,
    internal val concurrency: Int? = null,
    headers: Map<String, String> = emptyMap(),
    query: Map<String, String> = emptyMap(),
    internal val consistent: Boolean? = null,
) {
    // Copied: the maps of the caller may change later.
    internal val headers: Map<String, String> = headers.toMap()
    internal val query: Map<String, String> = query.toMap()

    internal fun native(): NativeOptions? = if (this === NONE) null else NativeOptions(
        timeout = timeout?.let { limit("timeout", it) },
        readTimeout = readTimeout?.let { limit("readTimeout", it) },
        maxRetries = maxRetries?.let { count("maxRetries", it) },
        concurrency = concurrency?.let { count("concurrency", it) },
        consistent = consistent,
        headers = headers.map { (name, value) -> pair(name, value) },
        query = query.map { (name, value) -> pair(name, value) },
    )

    public companion object {
        /** The settings of the client. */
        @JvmField
        public val NONE: CallOptions = CallOptions()

        /** Returns a builder, for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }

    /** Builder of options. [CallOptions] documents them. */
    public class Builder internal constructor() {
        private var timeout: Duration? = null
        private var readTimeout: Duration? = null
        private var maxRetries: Int? = null
        private var concurrency: Int? = null
        private var consistent: Boolean? = null
        private val headers = LinkedHashMap<String, String>()
        private val query = LinkedHashMap<String, String>()

        /** Total time for the call, including retries. Zero: no limit. */
        public fun timeout(time: Duration): Builder = apply { timeout = time }

        /** Maximum wait for the next bytes of a response. Zero: no limit. */
        public fun readTimeout(time: Duration): Builder = apply { readTimeout = time }

        /** Maximum number of retries, where retrying is safe. */
        public fun maxRetries(retries: Int): Builder = apply { maxRetries = retries }

        /** Maximum number of pages that a list fetches at the same time. */
        public fun concurrency(pages: Int): Builder = apply { concurrency = pages }

        /** Whether a list is read until it is known to be complete. */
        public fun consistent(consistent: Boolean): Builder = apply { this.consistent = consistent }

        /** Adds a header. */
        public fun header(name: String, value: String): Builder = apply { headers[name] = value }

        /** Adds a query parameter. */
        public fun query(name: String, value: String): Builder = apply { query[name] = value }

        /** Creates the options. */
        public fun build(): CallOptions = CallOptions(timeout, readTimeout, maxRetries, concurrency, headers, query, consistent)
    }
}

/** Returns access tokens, for Java; see [Plock.Builder.tokenProvider]. It may block: each call runs on a thread of its own. */
public fun interface TokenProvider {
    /** Returns a token. */
    public fun token(): CompletableFuture<String>
}

internal suspend fun TokenProvider.awaited(): String = token().await()

/**
 * Called for each attempt and retry, in order, on a thread of the library. It may block without delaying calls: up to 10,000 events
 * are queued, further ones are dropped. What it throws goes to the uncaught exception handler of that thread.
 */
public fun interface PlockLogger {
    /** Logs one event. */
    public fun log(event: LogEvent)
}

/**
 * A log event. Never contains keys, tokens or bodies.
 *
 * @property important whether it reports a problem.
 * @property name `answered`: an attempt has ended; `retrying`: the next attempt follows after [duration]; `unencrypted`: once for a client,
 *     before it sends its key or token by plain HTTP to another host; `paused`: an outbox sends nothing, for [duration] at first;
 *     `resumed`: it sends again, after [duration].
 * @property operation `operationId` of the OpenAPI document.
 * @property method HTTP method.
 * @property path path template, without values.
 * @property attempt number of the attempt, from 1.
 * @property status HTTP status. Null: no response.
 * @property duration time that the attempt took, or the wait before the next one.
 * @property kind kind of the error that is retried, e.g. `ServerError`.
 */
public data class LogEvent(
    val important: Boolean,
    val name: String,
    val operation: String,
    val method: String,
    val path: String,
    val attempt: Int,
    val status: Int?,
    val duration: Duration,
    val kind: String?,
)

/** Marks API for the tests of this library. It may change at any time. */
@RequiresOptIn(message = "This API is for the tests of the library itself.")
@Retention(AnnotationRetention.BINARY)
public annotation class PlockInternal

internal fun limit(name: String, time: Duration): ULong {
    if (time.isNegative) throw invalid(name, "expected a time of zero or more, got $time")
    val rounded = if (time.isZero) 0 else maxOf(1, runCatching { time.toMillis() }.getOrDefault(Long.MAX_VALUE))
    return rounded.toULong()
}

internal fun count(name: String, number: Int): UInt {
    if (number < 0) throw invalid(name, "expected a number from 0, got $number")
    return number.toUInt()
}

internal fun pair(name: String, value: String): NativePair = NativePair(name, value)

internal fun invalid(field: String, expected: String): PlockException = InvalidRequestException(
    ErrorFacts(kind = "InvalidRequestError", message = "$field: $expected", field = field, retrySafe = true),
)

internal fun missing(field: String): Nothing = throw invalid(field, "expected a value, got none")

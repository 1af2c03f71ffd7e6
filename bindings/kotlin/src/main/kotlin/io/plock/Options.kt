package io.plock

import kotlinx.coroutines.future.await
import java.time.Duration
import java.util.concurrent.CompletableFuture
import io.plock.ffi.CallOptions as NativeOptions
import io.plock.ffi.Pair as NativePair

/** What one call is told otherwise than its client. A zero time is no limit; `query` and `headers` are what the API does not publish. */
public class CallOptions @JvmOverloads constructor(
    internal val timeout: Duration? = null,
    internal val readTimeout: Duration? = null,
    internal val maxRetries: Int? = null,
    internal val concurrency: Int? = null,
    headers: Map<String, String> = emptyMap(),
    query: Map<String, String> = emptyMap(),
) {
    // Copies: what the caller changes later changes no options.
    internal val headers: Map<String, String> = headers.toMap()
    internal val query: Map<String, String> = query.toMap()

    internal fun native(): NativeOptions? = if (this === NONE) null else NativeOptions(
        timeout = timeout?.let { limit("timeout", it) },
        readTimeout = readTimeout?.let { limit("readTimeout", it) },
        maxRetries = maxRetries?.let { count("maxRetries", it) },
        concurrency = concurrency?.let { count("concurrency", it) },
        headers = headers.map { (name, value) -> pair(name, value) },
        query = query.map { (name, value) -> pair(name, value) },
    )

    public companion object {
        /** As the client was told. */
        @JvmField
        public val NONE: CallOptions = CallOptions()
    }
}

/** Gives a token, for Java: see [Plock.Builder.tokenProvider]. It may block: each question has a thread. */
public fun interface TokenProvider {
    /** A token, now or later. */
    public fun token(): CompletableFuture<String>
}

internal suspend fun TokenProvider.awaited(): String = token().await()

/**
 * Called for each attempt, in order, on a thread of the library. One that blocks holds up no call; where it falls 10,000 events
 * behind, events are left out until it has caught up. What it throws goes to the uncaught exception handler of that thread.
 */
public fun interface PlockLogger {
    /** Takes one event. */
    public fun log(event: LogEvent)
}

/**
 * One thing that happened. Never holds a secret or a body.
 *
 * @property important whether something did not go as it should.
 * @property name `answered` (an attempt has ended) or `retrying` (the next one comes after [duration]).
 * @property operation the `operationId` of the spec.
 * @property method HTTP method.
 * @property path path template.
 * @property attempt which attempt, from 1.
 * @property status HTTP status, where there was an answer.
 * @property duration how long the attempt took, or how long the wait is.
 * @property kind why it is tried again.
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

/** A door for the tests of this library: no promise is kept about it. */
@RequiresOptIn(message = "A door for the tests of the library itself.")
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

internal fun invalid(field: String, what: String): PlockException = InvalidRequestException(
    ErrorFacts(kind = "InvalidRequestError", said = "$field: $what", field = field, retrySafe = true),
)

package io.plock

import java.io.Serializable
import java.time.Duration

/**
 * Base class of all errors of this library. Each kind of error has a subclass; the kinds are the same in every language.
 *
 * @property kind name of the kind in every language, e.g. `NotFoundError`.
 * @property status HTTP status. Null: no response.
 * @property method HTTP method.
 * @property path URL path, without the query.
 * @property headers response headers, with lower-case names.
 * @property errors errors in the body of the response.
 * @property attempts number of attempts. 0: nothing was sent.
 * @property retryAfter wait that the API requests before a retry (`Retry-After`).
 * @property isRetrySafe whether the call can be repeated without the risk of executing it twice.
 * @property field name of an invalid argument.
 * @property pointer JSON pointer to a value that could not be decoded.
 * @property rowId id of a row that could not be decoded.
 * @property bodyExcerpt beginning of the response body.
 */
public sealed class PlockException(facts: ErrorFacts) : RuntimeException(facts.fullMessage()) {
    public val kind: String = facts.kind
    public val status: Int? = facts.status
    public val method: String? = facts.method
    public val path: String? = facts.path
    public val headers: Map<String, String> = facts.headers
    public val errors: List<ApiError> = facts.errors
    public val attempts: Int = facts.attempts
    public val retryAfter: Duration? = facts.retryAfter
    public val isRetrySafe: Boolean = facts.retrySafe
    public val field: String? = facts.field
    public val pointer: String? = facts.pointer
    public val rowId: String? = facts.rowId
    public val bodyExcerpt: String? = facts.bodyExcerpt

    init {
        facts.causes.foldRight(null as Throwable?) { text, cause -> RuntimeException(text, cause) }?.let { initCause(it) }
    }
}

/**
 * The caller of a method. The error is created on a thread of the library, whose stack trace says nothing: it gets that of the caller.
 */
internal class CallSite : Throwable() {
    fun <T : Throwable> of(error: T): T = error.also { if (it is PlockException) it.stackTrace = stackTrace }

    inline fun <T> within(call: () -> T): T = try {
        call()
    } catch (error: PlockException) {
        throw of(error)
    }
}

/** Internal error in plock. Please report it. */
public class InternalException internal constructor(facts: ErrorFacts) : PlockException(facts)

/**
 * An error in the body of a response.
 *
 * @property title short summary.
 * @property detail explanation.
 * @property status HTTP status, as text.
 * @property raw the complete error.
 */
public data class ApiError(val title: String?, val detail: String?, val status: String?, val raw: Json) : Serializable

/** Properties of an error. */
public class ErrorFacts internal constructor(
    internal val kind: String,
    internal val message: String,
    internal val status: Int? = null,
    internal val method: String? = null,
    internal val path: String? = null,
    internal val headers: Map<String, String> = emptyMap(),
    internal val errors: List<ApiError> = emptyList(),
    internal val attempts: Int = 0,
    internal val retryAfter: Duration? = null,
    internal val retrySafe: Boolean = false,
    internal val field: String? = null,
    internal val pointer: String? = null,
    internal val rowId: String? = null,
    internal val bodyExcerpt: String? = null,
    internal val causes: List<String> = emptyList(),
) {
    internal fun fullMessage(): String = when {
        method == null || path == null -> message
        else -> "$message ($method $path, $attempts ${if (attempts == 1) "attempt" else "attempts"})"
    }
}

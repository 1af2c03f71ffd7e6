package io.plock

import java.time.Duration

/**
 * Why a call failed. The kinds are the same in every language of this library; each has a class of its own.
 *
 * @property kind the name of the kind in every language, e.g. `NotFoundError`.
 * @property status HTTP status of the answer, where there was one.
 * @property method HTTP method of the call.
 * @property path path of the call, without the query.
 * @property headers headers of the answer, their names in lower case.
 * @property errors what the API says about it.
 * @property attempts how often the request was sent, or tried to be.
 * @property retryAfter how long the API asks to wait.
 * @property isRetrySafe whether the same call can be made again without the risk of doing something twice.
 * @property field the argument that was refused.
 * @property pointer JSON pointer to what could not be decoded.
 * @property rowId id of the row that could not be decoded.
 * @property bodyExcerpt the beginning of the answer's body.
 */
public sealed class PlockException(facts: ErrorFacts) : RuntimeException(facts.text()) {
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

/** A fault of the library itself: please report it. */
public class InternalException internal constructor(facts: ErrorFacts) : PlockException(facts)

/**
 * One error as the API tells it.
 *
 * @property title a short summary.
 * @property detail what happened.
 * @property status the HTTP status, as text.
 * @property raw the error as it came.
 */
public data class ApiError(val title: String?, val detail: String?, val status: String?, val raw: Json)

/** All that an error knows. */
public class ErrorFacts internal constructor(
    internal val kind: String,
    internal val said: String,
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
    internal fun text(): String = when {
        method == null || path == null -> said
        else -> "$said ($method $path, $attempts ${if (attempts == 1) "attempt" else "attempts"})"
    }
}

package io.plock.testing

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonPrimitive
import io.plock.Plock
import io.plock.invalid
import java.time.Duration

/**
 * A request that a sandbox has received.
 *
 * @property operation operation, such as `invoices.get`. Null: there is none at this path.
 * @property method HTTP method.
 * @property path path, without the query.
 * @property query query parameters.
 * @property headers headers, by lowercase name, without credentials.
 * @property status HTTP status of the response. Null: the connection was closed without one.
 */
public data class ReceivedRequest(
    val operation: String?,
    val method: String,
    val path: String,
    val query: Map<String, String>,
    val headers: Map<String, String>,
    val status: Int?,
)

/**
 * A local Plock in this process. It has no objects but those that the test adds, unless an option says otherwise. It stops with [close],
 * or with the process.
 *
 * ```
 * Sandbox().use { sandbox ->
 *     sandbox.invoices.add(amount = BigDecimal("12.50"))
 *     sandbox.next(503) // the client tries again
 *     sandbox.client().use { plock -> plock.invoices.list().collect { println(it.amount) } }
 * }
 * ```
 *
 * @param examples adds the examples of the API document. Default: false.
 * @param accounts number of synthetic objects of each resource. Default: 0.
 * @param seed seed of the synthetic objects: the same seed gives the same objects. Default: 0.
 * @param key API key. Default: `sandbox-key`.
 * @throws io.plock.InvalidRequestException if an option has an invalid value.
 * @throws IllegalStateException if no port or thread is available.
 */
public class Sandbox private constructor(started: JsonObject) :
    SandboxResources(Store(started.get("sandbox"))),
    AutoCloseable {
    @JvmOverloads
    public constructor(examples: Boolean = false, accounts: Long = 0, seed: Long = 0, key: String? = null) : this(
        request(
            "start",
            members(
                "options" to members(
                    "examples" to JsonPrimitive(examples),
                    "accounts" to JsonPrimitive(accounts),
                    "seed" to JsonPrimitive(seed),
                    "key" to key?.let(::JsonPrimitive),
                ),
            ),
        ).asJsonObject,
    )

    /** Base URL, for code that creates its own client (`PLOCK_BASE_URL`). */
    public val url: String = started.get("url").asString

    /** API key (`PLOCK_API_KEY`). */
    public val key: String = started.get("key").asString

    /** Creates a client of this sandbox. */
    public fun client(): Plock = clientBuilder().build()

    /** Returns a builder of a client of this sandbox, with its URL and key, and without a proxy. */
    public fun clientBuilder(): Plock.Builder = Plock.builder().baseUrl(url).apiKey(key).proxy("")

    /**
     * Responds to the next request with an error. Nothing is recorded. Faults wait in the order in which they were given.
     *
     * @param status HTTP status, from 400 to 599.
     * @param retryAfter time in the header `Retry-After` of a 429, rounded up to seconds. Default: no header.
     * @param times number of requests. Default: 1.
     * @param operation only requests of this operation, such as `invoices.get`. Default: any request.
     * @throws io.plock.InvalidRequestException if an argument has an invalid value.
     */
    @JvmOverloads
    public fun next(status: Int, retryAfter: Duration? = null, times: Int = 1, operation: String? = null) {
        if (status !in STATUSES) throw invalid("status", "expected 400 to 599, got $status")
        if (retryAfter == null) return fault("error:$status", times, operation)
        if (status != TOO_MANY) throw invalid("retryAfter", "expected only with the status 429, got $retryAfter")
        if (retryAfter.isNegative) throw invalid("retryAfter", "expected a time of zero or more, got $retryAfter")
        fault("rate-limit:${retryAfter.seconds + if (retryAfter.nano > 0) 1 else 0}", times, operation)
    }

    /** Closes the connection of the next request before it is handled. Parameters: as [next]. */
    @JvmOverloads
    public fun drop(times: Int = 1, operation: String? = null): Unit = fault("drop", times, operation)

    /** Handles the next request, then closes its connection without a response. Parameters: as [next]. */
    @JvmOverloads
    public fun dropAfterCommit(times: Int = 1, operation: String? = null): Unit = fault("drop-after", times, operation)

    private fun fault(fault: String, times: Int, operation: String?) {
        val limits = arrayOf("times" to JsonPrimitive(times), "operation" to operation?.let(::JsonPrimitive))
        store.call("next", members("fault" to JsonPrimitive(fault), *limits))
    }

    /**
     * Sets the delay before each response. Default: zero.
     *
     * @throws io.plock.InvalidRequestException if the delay is negative.
     */
    public fun latency(delay: Duration) {
        if (delay.isNegative) throw invalid("delay", "expected a time of zero or more, got $delay")
        store.call("latency", members("ms" to JsonPrimitive(delay.toMillis())))
    }

    /** What calls have written, in order. */
    public val recorded: Recorded = Recorded(store)

    /** All requests in the order of their arrival. */
    public val requests: List<ReceivedRequest>
        get() = store.call("requests").asJsonArray.map { request(it.asJsonObject) }

    /** Returns to the state after the start: without faults, latency and records, and with the objects of the options. */
    public fun reset() {
        store.call("reset")
    }

    /** Closes the connections and frees the port. */
    override fun close() {
        store.call("stop")
    }

    override fun toString(): String = "Sandbox(url=$url)"

    private companion object {
        val STATUSES = 400..599
        const val TOO_MANY = 429

        fun text(value: JsonElement): String? = if (value.isJsonNull) null else value.asString

        fun texts(value: JsonElement): Map<String, String> = value.asJsonObject.entrySet().associate { it.key to it.value.asString }

        fun request(of: JsonObject) = ReceivedRequest(
            operation = text(of.get("operation")),
            method = of.get("method").asString,
            path = of.get("path").asString,
            query = texts(of.get("query")),
            headers = texts(of.get("headers")),
            status = text(of.get("status"))?.toInt(),
        )
    }
}

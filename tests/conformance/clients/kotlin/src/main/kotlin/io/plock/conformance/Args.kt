package io.plock.conformance

import io.plock.CallOptions
import io.plock.DateOrDateTime
import io.plock.Json
import io.plock.Many
import io.plock.Nullable
import io.plock.Page
import io.plock.PlockException
import io.plock.PlockList
import io.plock.PlockObject
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.take
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import java.math.BigDecimal
import java.time.DateTimeException
import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import java.time.OffsetDateTime

/** An argument that the types of the package cannot represent. */
internal class BadArgument(val field: String, message: String) : Exception(message)

internal fun JsonElement.text(): String = (this as? JsonPrimitive)?.content ?: throw NumberFormatException("expected one value")
internal fun JsonElement.long(): Long = text().toLong()
internal fun JsonElement.integer(): Long = text().toLong()
internal fun JsonElement.decimal(): BigDecimal = BigDecimal(text())
internal fun JsonElement.boolean(): Boolean = text().toBooleanStrict()
internal fun JsonElement.date(): LocalDate = LocalDate.parse(text())
internal fun JsonElement.json(): Json = Json(toString())

internal fun JsonElement.instant(): Instant {
    val text = text()
    val zoned = text.substringAfter('T', "").any { it in "Zz+-" }
    return OffsetDateTime.parse(if (zoned) text else text + "Z").toInstant()
}

internal fun JsonElement.dateOrDateTime(): DateOrDateTime = when (text().length) {
    "2025-06-26".length -> DateOrDateTime.of(date())
    else -> DateOrDateTime.of(instant())
}

internal fun JsonElement.unixTime(): Instant = text().toLongOrNull()?.let { Instant.ofEpochSecond(it) } ?: instant()

internal fun <T> JsonElement.list(read: (JsonElement) -> T): List<T> = jsonArray.map(read)

internal fun <T> JsonElement.members(read: (JsonElement) -> T): Map<String, T> = jsonObject.mapValues { read(it.value) }

internal fun <T> JsonElement.orNull(read: (JsonElement) -> T): T? = if (this is JsonNull) null else read(this)

internal fun <T> JsonElement.pair(read: (JsonElement) -> T): Pair<T, T> {
    if (jsonArray.size != 2) throw NumberFormatException("expected two values, got ${jsonArray.size}")
    return Pair(read(jsonArray[0]), read(jsonArray[1]))
}

internal fun <T> JsonElement.body(make: (Values) -> T): T = make(Values(jsonObject))

/** Values by name. */
internal open class Values(private val values: JsonObject) {
    fun <T : Any> optional(name: String, read: (JsonElement) -> T): T? {
        val value = values[name]
        if (value == null || value is JsonNull) return null
        return try {
            read(value)
        } catch (error: IllegalArgumentException) {
            throw BadArgument(name, "expected a valid value: ${error.message}")
        } catch (error: DateTimeException) {
            throw BadArgument(name, "expected a date or time: ${error.message}")
        }
    }

    fun <T : Any> required(name: String, read: (JsonElement) -> T): T =
        optional(name, read) ?: throw BadArgument(name, "expected a value, got none")

    fun <T : Any> nullable(name: String, read: (JsonElement) -> T): Nullable<T>? =
        if (name in values) Nullable(optional(name, read)) else null
}

/** The arguments of a call, and its result. */
internal class Args(private val call: JsonObject) : Values(call["args"]?.jsonObject ?: JsonObject(emptyMap())) {
    var result: String? = null
    var items: String? = null
    var job: String? = null
    private val options = call["options"]?.jsonObject ?: JsonObject(emptyMap())

    fun start() {
        result = null
        items = null
        job = null
    }

    fun page(name: String): Long? = Values(options).optional(name) { it.integer() }

    fun options(): CallOptions {
        if (options.isEmpty()) return CallOptions.NONE
        val texts = { name: String -> options[name]?.jsonObject.orEmpty().mapValues { it.value.text() } }
        return CallOptions(
            timeout = options["timeout_ms"]?.let { Duration.ofMillis(it.long()) },
            readTimeout = options["read_timeout_ms"]?.let { Duration.ofMillis(it.long()) },
            maxRetries = options["max_retries"]?.long()?.toInt(),
            concurrency = options["concurrency"]?.long()?.toInt(),
            consistent = options["consistent"]?.boolean(),
            headers = texts("headers"),
            query = texts("query"),
        )
    }

    fun manyConcurrency(): Int = call["many_concurrency"]?.long()?.toInt() ?: 32

    suspend fun <T> list(make: () -> PlockList<T>) where T : PlockObject {
        val list = make()
        val how = call["list"] ?: JsonPrimitive("page")
        result = when {
            how is JsonObject -> all(list.take(how.getValue("take").long().toInt()))
            how.text() == "all" -> all(list)
            how.text() == "first" -> list.first()?.toJson() ?: "null"
            else -> json(list.page())
        }
    }

    private suspend fun <T : PlockObject> all(flow: Flow<T>): String {
        val read = mutableListOf<T>()
        try {
            flow.collect { read.add(it) }
        } catch (error: PlockException) {
            items = array(read)
            throw error
        }
        return array(read)
    }

    private fun array(items: List<PlockObject>): String = items.joinToString(",", "[", "]") { it.toJson() }

    private fun json(page: Page<PlockObject>): String =
        """{"items":${array(page.items)},"current_page":${page.currentPage},"last_page":${page.lastPage},""" +
            """"per_page":${page.perPage},"total":${page.total},"next":${page.next?.let { JsonPrimitive(it) }}}"""

    suspend fun one(make: suspend () -> String?) {
        result = make() ?: "null"
    }

    /** Sends one body, or many. */
    suspend fun <B> write(
        make: (Values) -> B,
        send: suspend (B) -> String?,
        flow: ((Flow<B>) -> Many<B, *>)? = null,
        iterable: ((Iterable<B>) -> Many<B, *>)? = null,
    ) {
        val bodies = call["many"]?.jsonArray
        if (bodies == null) {
            result = send(make(this)) ?: "null"
            return
        }
        val (outcomes, report) = JobRunner(call, bodies.map { runCatching { make(Values(it.jsonObject)) } }, flow!!, iterable!!).run()
        result = outcomes
        job = report.takeIf { "job" in call }
    }
}

package io.plock.conformance

import io.plock.PlockException
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive

/** How an error is told: one of the package, or of an argument that its types cannot hold. */
internal class PlockFailure private constructor(private val error: PlockException?, private val argument: BadArgument?) {
    constructor(error: PlockException) : this(error, null)

    constructor(argument: BadArgument) : this(null, argument)

    fun told(): String {
        val members: Map<String, JsonElement> = when {
            error != null -> of(error)
            else -> mapOf(
                "kind" to JsonPrimitive("InvalidRequestError"),
                "field" to JsonPrimitive(argument?.field),
                "message" to JsonPrimitive(argument?.message),
                "attempts" to JsonPrimitive(0),
                "retry_safe" to JsonPrimitive(true),
            )
        }
        return JsonObject(members).toString()
    }

    private fun of(error: PlockException): Map<String, JsonElement> = mapOf(
        "kind" to JsonPrimitive(error.kind),
        "message" to JsonPrimitive(error.message),
        // As a log would show it, with all of its causes: nothing secret may stand in there.
        "printed" to JsonPrimitive(error.stackTraceToString()),
        "status" to JsonPrimitive(error.status),
        "method" to JsonPrimitive(error.method),
        "path" to JsonPrimitive(error.path),
        "attempts" to JsonPrimitive(error.attempts),
        "retry_safe" to JsonPrimitive(error.isRetrySafe),
        "retry_after_s" to JsonPrimitive(error.retryAfter?.seconds),
        "pointer" to JsonPrimitive(error.pointer),
        "row_id" to JsonPrimitive(error.rowId),
        "field" to JsonPrimitive(error.field?.split('.')?.joinToString(".") { names[it] ?: it }),
        "errors" to JsonArray(
            error.errors.map {
                val texts = mapOf("title" to it.title, "detail" to it.detail, "status" to it.status)
                JsonObject(texts.mapValues { (_, text) -> text?.let(::JsonPrimitive) ?: JsonNull })
            },
        ),
        "headers" to JsonObject(error.headers.mapValues { JsonPrimitive(it.value) }),
    )
}

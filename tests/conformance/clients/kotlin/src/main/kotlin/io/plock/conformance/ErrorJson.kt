package io.plock.conformance

import io.plock.PlockException
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive

/** The error of a case: of the package, or of an argument that its types cannot represent. */
internal class CaseError private constructor(private val error: PlockException?, private val argument: BadArgument?) {
    constructor(error: PlockException) : this(error, null)

    constructor(argument: BadArgument) : this(null, argument)

    fun json(): String {
        val json: Map<String, JsonElement> = when {
            error != null -> members(error)
            else -> mapOf(
                "kind" to JsonPrimitive("InvalidRequestError"),
                "field" to JsonPrimitive(argument?.field),
                "message" to JsonPrimitive(argument?.message),
                "attempts" to JsonPrimitive(0),
                "retry_safe" to JsonPrimitive(true),
            )
        }
        return JsonObject(json).toString()
    }

    private fun members(error: PlockException): Map<String, JsonElement> = mapOf(
        "kind" to JsonPrimitive(error.kind),
        "message" to JsonPrimitive(error.message),
        // As logged, with all causes: it must not contain secrets.
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

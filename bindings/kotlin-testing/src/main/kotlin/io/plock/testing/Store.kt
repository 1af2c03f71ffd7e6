package io.plock.testing

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import com.google.gson.JsonPrimitive
import com.sun.jna.Native
import com.sun.jna.Pointer
import io.plock.Operation
import io.plock.PlockObject
import io.plock.invalid

/** The native part: one function, from a JSON request to a JSON response. */
private object NativeKit {
    init {
        check(Operation.BUILD == BUILD) {
            "plock-testing and plock are of different builds: $BUILD and ${Operation.BUILD}; use the same version of both"
        }
        Native.register(NativeKit::class.java, "plock_testing_native")
    }

    private external fun plock_testing_call(request: ByteArray): Pointer

    private external fun plock_testing_free(response: Pointer)

    /** JSON escapes the character NUL, which ends the request. */
    fun call(request: String): String {
        val response = plock_testing_call((request + '\u0000').toByteArray())
        try {
            return response.getString(0, "UTF-8")
        } finally {
            plock_testing_free(response)
        }
    }
}

/** Runs a command. Errors name the argument. */
internal fun request(command: String, members: JsonObject): JsonElement {
    members.addProperty("do", command)
    val response = JsonParser.parseString(NativeKit.call("$members")).asJsonObject
    val error = response.getAsJsonObject("error") ?: return response.get("ok")
    val message = error.get("message").asString
    val field = error.get("field")?.asString
    if (field == null || field == "sandbox") throw IllegalStateException(message)
    throw invalid(field, message.removePrefix("$field: "))
}

internal fun members(vararg members: Pair<String, JsonElement?>): JsonObject =
    JsonObject().apply { for ((name, value) in members) if (value != null) add(name, value) }

/** A sandbox by its number. */
internal class Store(private val sandbox: JsonElement) {
    fun call(command: String, members: JsonObject = JsonObject()): JsonElement =
        request(command, members.apply { add("sandbox", sandbox) })

    /** Stores an object, from JSON. */
    fun <T> add(resource: String, json: String, read: (String) -> T): T =
        read("${call("add", members("resource" to JsonPrimitive(resource), "object" to JsonParser.parseString(json)))}")

    fun <T> recorded(resource: String, read: (String) -> T): List<T> =
        call("recorded", members("resource" to JsonPrimitive(resource))).asJsonArray.map { read("$it") }
}

/** The members of an object that are given: neither null, nor an empty id. */
internal fun given(copied: PlockObject): String {
    val members = JsonParser.parseString(copied.toJson()).asJsonObject
    val empty = members.entrySet().filter { (name, value) -> value.isJsonNull || name == "id" && value.asString.isEmpty() }
    empty.map { it.key }.forEach(members::remove)
    return "$members"
}

package io.plock

import java.math.BigDecimal
import java.time.Instant
import java.time.LocalDate

/** Writes JSON: arguments for the native part, and objects for `toJson`. */
@Suppress("TooManyFunctions")
internal class JsonWriter {
    private val out = StringBuilder(128)
    private var depth = 0

    /** The current member of the outermost object. */
    private var field: String? = null

    override fun toString(): String = out.toString()

    fun open(): JsonWriter = apply { enter('{') }

    fun close(): JsonWriter = apply { leave('}') }

    /** The native part reads no deeper, and a list may contain itself. */
    private fun enter(bracket: Char) {
        if (++depth > MAX_DEPTH) {
            throw invalid(field ?: "value", "expected at most $MAX_DEPTH levels of objects and lists, got more, or a value that contains itself")
        }
        out.append(bracket)
    }

    private fun leave(bracket: Char) {
        depth--
        out.append(bracket)
    }

    fun name(name: String): JsonWriter = apply {
        if (depth == 1) field = name
        comma()
        quoted(name)
        out.append(':')
    }

    private fun comma() {
        val last = out.last()
        if (last != '{' && last != '[') out.append(',')
    }

    /** An optional argument: null is left out. */
    inline fun <T : Any> given(name: String, value: T?, write: JsonWriter.(T) -> Unit): JsonWriter = apply {
        if (value != null) name(name).write(value)
    }

    /** An optional argument that may be JSON null. */
    inline fun <T : Any> nullable(name: String, value: Nullable<T>?, write: JsonWriter.(T) -> Unit): JsonWriter = apply {
        if (value != null) member(name, value.value, write)
    }

    /** A member: null is written as JSON null. */
    inline fun <T : Any> member(name: String, value: T?, write: JsonWriter.(T) -> Unit): JsonWriter = apply {
        name(name).orNull(value, write)
    }

    /** A value, or JSON null. */
    inline fun <T : Any> orNull(value: T?, write: JsonWriter.(T) -> Unit) {
        if (value == null) nothing() else write(value)
    }

    /** Members that the spec does not name. Those in [names] are already written. */
    fun extra(extra: Map<String, Json>, names: Set<String>): JsonWriter = apply {
        extra.forEach { (name, value) -> if (name !in names) name(name).json(value) }
    }

    fun nothing() {
        out.append("null")
    }

    fun text(value: String): Unit = quoted(value)

    fun integer(value: Long) {
        out.append(value)
    }

    fun boolean(value: Boolean) {
        out.append(value)
    }

    /** All digits with their scale. An extreme scale is written as an exponent instead of many zeros. */
    fun decimal(value: BigDecimal): Unit = quoted(if (value.scale() in -100..1_000) value.toPlainString() else value.toString())

    fun date(value: LocalDate): Unit = quoted(value.toString())

    fun instant(value: Instant): Unit = quoted(value.shortest())

    fun unixTime(value: Instant) {
        out.append(value.epochSecond)
    }

    fun dateOrDateTime(value: DateOrDateTime): Unit = when (value) {
        is DateOrDateTime.OfDate -> date(value.date)
        is DateOrDateTime.OfDateTime -> instant(value.dateTime)
    }

    /** Without trailing zeros in the fraction: `Instant.toString` writes three, six or nine digits. */
    private fun Instant.shortest(): String {
        val text = toString()
        return if ('.' in text) text.dropLast(1).trimEnd('0') + "Z" else text
    }

    fun json(value: Json) {
        out.append(value.text)
    }

    inline fun <T> list(values: Iterable<T>, write: JsonWriter.(T) -> Unit) {
        enter('[')
        for (value in values) {
            comma()
            write(value)
        }
        leave(']')
    }

    inline fun <T> pair(values: Pair<T, T>, write: JsonWriter.(T) -> Unit): Unit = list(values.toList(), write)

    inline fun <T> map(values: Map<String, T>, write: JsonWriter.(T) -> Unit) {
        open()
        values.forEach { (name, value) -> name(name).write(value) }
        close()
    }

    private fun quoted(value: String) {
        out.append('"')
        for ((index, character) in value.withIndex()) {
            when {
                character == '"' || character == '\\' -> out.append('\\').append(character)
                // Control characters, and unpaired surrogates, which UTF-8 cannot encode.
                character < ' ' || character.isSurrogate() && !isPaired(value, index) ->
                    out.append("\\u").append(character.code.toString(HEX).padStart(HEX_DIGITS, '0'))
                else -> out.append(character)
            }
        }
        out.append('"')
    }

    private fun isPaired(text: String, index: Int): Boolean =
        if (text[index].isHighSurrogate()) text.getOrNull(index + 1)?.isLowSurrogate() == true else text.getOrNull(index - 1)?.isHighSurrogate() == true

    private companion object {
        const val MAX_DEPTH = 128
        const val HEX = 16
        const val HEX_DIGITS = 4
    }
}

package io.plock

import java.math.BigDecimal
import java.time.Instant
import java.time.LocalDate

/** Writes JSON: arguments for the native part, and objects for whoever wants their JSON. */
@Suppress("TooManyFunctions")
internal class JsonWriter {
    private val out = StringBuilder(128)
    private var depth = 0

    /** The outermost member that is being written. */
    private var field: String? = null

    override fun toString(): String = out.toString()

    fun open(): JsonWriter = apply { deeper('{') }

    fun close(): JsonWriter = apply { higher('}') }

    /** As deep as the native part reads: a value that contains itself would have no end. */
    private fun deeper(mark: Char) {
        if (++depth > DEPTH) {
            throw invalid(field ?: "value", "expected at most $DEPTH levels of objects and lists, got more, or a value that contains itself")
        }
        out.append(mark)
    }

    private fun higher(mark: Char) {
        depth--
        out.append(mark)
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

    /** An argument, left out where there is none. */
    inline fun <T : Any> given(name: String, value: T?, write: JsonWriter.(T) -> Unit): JsonWriter = apply {
        if (value != null) name(name).write(value)
    }

    /** One that is sent as null where it is null. */
    inline fun <T : Any> nullable(name: String, value: Nullable<T>?, write: JsonWriter.(T) -> Unit): JsonWriter = apply {
        if (value != null) member(name, value.value, write)
    }

    /** A member, null where there is no value. */
    inline fun <T : Any> member(name: String, value: T?, write: JsonWriter.(T) -> Unit): JsonWriter = apply {
        name(name)
        if (value == null) nothing() else write(value)
    }

    /** What the spec does not name, but for what would stand there twice. */
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

    /** Its digits and its scale. Far from the point, writing all of the zeros would serve nobody. */
    fun decimal(value: BigDecimal): Unit = quoted(if (value.scale() in -100..1_000) value.toPlainString() else value.toString())

    fun date(value: LocalDate): Unit = quoted(value.toString())

    fun instant(value: Instant): Unit = quoted(value.shown())

    fun unixTime(value: Instant) {
        out.append(value.epochSecond)
    }

    fun dateOrDateTime(value: DateOrDateTime): Unit = when (value) {
        is DateOrDateTime.OfDate -> date(value.date)
        is DateOrDateTime.OfDateTime -> instant(value.dateTime)
    }

    /** With the digits that its fraction has: `Instant` writes three, six or nine. */
    private fun Instant.shown(): String {
        val text = toString()
        return if ('.' in text) text.dropLast(1).trimEnd('0') + "Z" else text
    }

    fun json(value: Json) {
        out.append(value.text)
    }

    inline fun <T> list(values: Iterable<T>, write: JsonWriter.(T) -> Unit) {
        deeper('[')
        for (value in values) {
            comma()
            write(value)
        }
        higher(']')
    }

    inline fun <T> pair(values: Pair<T, T>, write: JsonWriter.(T) -> Unit): Unit = list(values.toList(), write)

    inline fun <T> map(values: Map<String, T>, write: JsonWriter.(T) -> Unit) {
        open()
        values.forEach { (name, value) -> name(name).write(value) }
        close()
    }

    private fun quoted(value: String) {
        out.append('"')
        for (character in value) {
            when {
                character == '"' || character == '\\' -> out.append('\\').append(character)
                // Control characters, and halves of pairs that UTF-8 could not carry.
                character < ' ' || character.isSurrogate() && !paired(value) ->
                    out.append("\\u").append(character.code.toString(HEX).padStart(HEX_DIGITS, '0'))
                else -> out.append(character)
            }
        }
        out.append('"')
    }

    private fun paired(text: String): Boolean = Charsets.UTF_8.newEncoder().canEncode(text)

    private companion object {
        const val DEPTH = 128
        const val HEX = 16
        const val HEX_DIGITS = 4
    }
}

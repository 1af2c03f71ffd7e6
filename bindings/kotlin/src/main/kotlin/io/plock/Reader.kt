package io.plock

import java.math.BigDecimal
import java.math.BigInteger
import java.time.Duration
import java.time.Instant
import java.time.LocalDate

private const val NONE = 0
private const val SAME = 2
private const val LONG = 0x80
private const val DIGITS = 16
private const val SECONDS = 31_556_889_864_403_199L

/** Decodes bytes of the native part: numbers are varints, a text follows its length. */
@Suppress("TooManyFunctions")
internal class Reader(private val bytes: ByteArray, private var position: Int = 0, private val end: Int = bytes.size) {
    fun more(): Boolean = position < end

    fun byte(): Int = if (position < end) bytes[position++].toInt() and 0xff else NONE

    fun number(): Long {
        var shift = 0
        var value = 0L
        while (true) {
            val byte = byte()
            value = value or ((byte.toLong() and 0x7f) shl shift)
            if (byte < 0x80) return value
            shift += 7
        }
    }

    fun signed(): Long = number().let { (it ushr 1) xor -(it and 1) }

    fun text(): String {
        val length = number().toInt()
        return String(bytes, position, length, Charsets.UTF_8).also { position += length }
    }

    fun boolean(): Boolean = byte() != 0

    fun json(): Json = Json(text())

    fun decimal(): BigDecimal {
        val scale = byte()
        if (scale < LONG) return BigDecimal.valueOf(signed(), scale)
        val sign = if (boolean()) -1 else 1
        // The constructor that takes a part of an array does not exist before Android 13.
        val digits = BigInteger(sign, bytes.copyOfRange(position, position + DIGITS))
        position += DIGITS
        return BigDecimal(digits, scale - LONG)
    }

    fun date(): LocalDate = LocalDate.of(signed().toInt(), byte(), byte())

    fun instant(): Instant = Instant.ofEpochSecond(signed(), number())

    /** Clamped to the range of `Instant`. */
    fun unixTime(): Instant = Instant.ofEpochSecond(signed().coerceIn(-SECONDS, SECONDS))

    fun dateOrDateTime(): DateOrDateTime =
        if (boolean()) DateOrDateTime.OfDateTime(instant()) else DateOrDateTime.OfDate(date())

    inline fun <T> list(read: Reader.() -> T): List<T> {
        val size = number().toInt()
        return ArrayList<T>(size).also { items -> repeat(size) { items.add(read()) } }
    }

    inline fun <T> map(read: Reader.() -> T): Map<String, T> {
        val size = number().toInt()
        if (size == 0) return emptyMap()
        return LinkedHashMap<String, T>(size * 2).also { items -> repeat(size) { items[text()] = read() } }
    }

    inline fun <T> pair(read: Reader.() -> T): Pair<T, T> = list(read).let { Pair(it[0], it[1]) }

    fun extra(): Map<String, Json> = map { json() }

    /** The bytes that were not read. */
    fun rest(): ByteArray = bytes.copyOfRange(position, end)

    /** An optional field, which may be marked as equal to [before]. */
    inline fun <T : Any> field(before: T?, read: Reader.() -> T): T? = when (byte()) {
        NONE -> null
        SAME -> before
        else -> read()
    }

    /** An item that may be null. */
    inline fun <T : Any> nullable(read: Reader.() -> T): T? = field(null, read)

    /** A required field. Absent only in a response without a body. */
    inline fun <T : Any> required(before: T?, otherwise: () -> T, read: Reader.() -> T): T =
        field(before, read) ?: otherwise()

    private fun optionalText(): String? = field(null) { text() }

    private fun optionalNumber(): Long? = field(null) { number() }

    fun <T> page(codec: Codec<T>): Page<T> {
        val current = optionalNumber()
        val last = optionalNumber()
        val size = optionalNumber()
        val total = optionalNumber()
        val next = optionalText()
        var before: T? = null
        val items = list { codec.read(this, before).also { before = it } }
        return Page(items, current, last, size, total, next)
    }

    fun plockException(): PlockException = errorFacts().let { outboxException(it) ?: exception(it) }

    private fun errorFacts() = ErrorFacts(
        kind = text(),
        message = text(),
        status = optionalNumber()?.toInt(),
        method = optionalText(),
        path = optionalText(),
        headers = map { text() },
        errors = list { ApiError(optionalText(), optionalText(), optionalText(), json()) },
        attempts = number().toInt(),
        retryAfter = optionalNumber()?.let { Duration.ofMillis(it) },
        retrySafe = boolean(),
        field = optionalText(),
        pointer = optionalText(),
        rowId = optionalText(),
        bodyExcerpt = optionalText(),
        causes = list { text() },
    )

    fun event(): LogEvent = LogEvent(
        important = boolean(),
        name = text(),
        operation = text(),
        method = text(),
        path = text(),
        attempt = number().toInt(),
        status = optionalNumber()?.toInt(),
        duration = Duration.ofNanos(number() * 1_000),
        kind = optionalText(),
    )

    companion object {
        /** Bytes of an object without fields. */
        val EMPTY: Reader get() = Reader(ByteArray(0))
    }
}

/** Decodes an object. [before] is the previous one in a list. */
internal interface Codec<T> {
    fun read(from: Reader, before: T?): T
}

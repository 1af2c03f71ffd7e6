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

/** Reads what the native part writes: numbers are varints, texts have their length before them. */
@Suppress("TooManyFunctions")
internal class Reader(private val bytes: ByteArray, private var at: Int = 0, private var end: Int = bytes.size) {
    fun more(): Boolean = at < end

    /** The next [length] bytes; they are behind us then. */
    fun part(length: Int): Reader = Reader(bytes, at, at + length).also { at += length }

    fun byte(): Int = if (at < end) bytes[at++].toInt() and 0xff else NONE

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
        return String(bytes, at, length, Charsets.UTF_8).also { at += length }
    }

    fun boolean(): Boolean = byte() != 0

    fun json(): Json = Json(text())

    fun decimal(): BigDecimal {
        val scale = byte()
        if (scale < LONG) return BigDecimal.valueOf(signed(), scale)
        val sign = if (boolean()) -1 else 1
        val digits = BigInteger(sign, bytes, at, DIGITS)
        at += DIGITS
        return BigDecimal(digits, scale - LONG)
    }

    fun date(): LocalDate = LocalDate.of(signed().toInt(), byte(), byte())

    fun instant(): Instant = Instant.ofEpochSecond(signed(), number())

    /** A time that no `Instant` can hold becomes the last or the first one. */
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

    /** A field that may be absent, which may be the same as [before]. */
    inline fun <T : Any> field(before: T?, read: Reader.() -> T): T? = when (byte()) {
        NONE -> null
        SAME -> before
        else -> read()
    }

    /** A field that is always there, but for an answer without a body. */
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

    fun failure(): PlockException = exception(
        ErrorFacts(
            kind = text(),
            said = text(),
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
        ),
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
        /** Of an object without any field. */
        val EMPTY: Reader get() = Reader(ByteArray(0))
    }
}

/** How an object is read, and written as JSON. */
internal interface Codec<T> {
    fun read(from: Reader, before: T?): T
}

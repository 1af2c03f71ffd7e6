package io.plock

import java.io.Serializable
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneOffset

/** A JSON value as text: numbers keep all digits. */
public data class Json(val text: String) : Serializable {
    override fun toString(): String = text
}

/** A calendar date or a point in time, for fields that the API sends in either form. */
public sealed interface DateOrDateTime {
    /** The calendar date (in UTC). */
    public val date: LocalDate

    /** A calendar date without a time of day. */
    public data class OfDate(override val date: LocalDate) : DateOrDateTime {
        override fun toString(): String = date.toString()
    }

    /** A point in time. */
    public data class OfDateTime(val dateTime: Instant) : DateOrDateTime {
        override val date: LocalDate get() = dateTime.atOffset(ZoneOffset.UTC).toLocalDate()

        override fun toString(): String = dateTime.toString()
    }

    public companion object {
        /** A calendar date. */
        @JvmStatic
        public fun of(date: LocalDate): DateOrDateTime = OfDate(date)

        /** A point in time. */
        @JvmStatic
        public fun of(dateTime: Instant): DateOrDateTime = OfDateTime(dateTime)
    }
}

/** An argument that may be JSON null. `Nullable(null)`: `null` is sent. No `Nullable`: nothing is sent. */
public data class Nullable<out T : Any>(val value: T?)

/** An object of the API. */
public interface PlockObject {
    /** Members that this version of the library does not know, by name. */
    public val extra: Map<String, Json>

    /** A flat JSON object with the names of the API. Amounts and dates are strings. */
    public fun toJson(): String
}

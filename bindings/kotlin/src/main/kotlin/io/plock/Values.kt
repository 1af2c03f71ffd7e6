package io.plock

import java.time.Instant
import java.time.LocalDate
import java.time.ZoneOffset

/** Any JSON, as its text: numbers keep their digits. Any JSON library reads it. */
public data class Json(val text: String) {
    override fun toString(): String = text
}

/** A calendar date or a point in time, as it came: where the documents announce one and show the other. */
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

/** A value that is sent as `null` where it is null; without it, nothing is sent. */
public data class Nullable<out T : Any>(val value: T?)

/** Anything that the API answers: it can be made JSON and compared. */
public interface PlockObject {
    /** What the spec does not name, by the names of the API. */
    public val extra: Map<String, Json>

    /** Flat JSON with the names of the API; amounts and dates as text. */
    public fun toJson(): String
}

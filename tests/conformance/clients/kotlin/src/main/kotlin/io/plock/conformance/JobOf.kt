package io.plock.conformance

import io.plock.Many
import io.plock.Outcome
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.takeWhile
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ConcurrentSkipListMap
import java.util.concurrent.CopyOnWriteArrayList

private class SourceRaised : Exception("the source raised")

/** Many writes as a job: a source that may throw, a reader that may leave, and what the job tells in the end. */
internal class JobOf<B>(
    private val call: JsonObject,
    bodies: List<Result<B>>,
    private val flow: (Flow<B>) -> Many<B, *>,
    private val iterable: (Iterable<B>) -> Many<B, *>,
) {
    private val options = call["job"]?.jsonObject ?: JsonObject(emptyMap())
    private val made = List(options["repeat"]?.long()?.toInt() ?: 1) { bodies }.flatten()
    private val raiseAt = options["raise_at"]?.long()?.toInt()
    private val every = options["every_ms"]?.long() ?: 0

    /** Places of the events that the package took, and those that its types cannot hold. */
    private val places = CopyOnWriteArrayList<Int>()
    private val bad = ConcurrentSkipListMap<Int, BadArgument>()
    private val givenAt = ConcurrentHashMap<Int, Long>()
    private val after = ConcurrentHashMap<Long, Long>()

    private fun give(place: Int, body: Result<B>): B? {
        if (place == raiseAt) throw SourceRaised()
        return body.fold(
            { it.also { places.add(place).also { givenAt[place] = System.nanoTime() } } },
            { error -> null.also { bad[place] = error as? BadArgument ?: throw error } },
        )
    }

    private fun start(): Many<B, *> = when (options["source"]?.text() ?: "list") {
        "live" -> flow(flow { made.forEachIndexed { place, body -> delay(every).let { give(place, body)?.let { emit(it) } } } })
        "list" -> if (raiseAt == null) iterable(made.mapIndexedNotNull(::give)) else iterable(lazily())
        else -> iterable(lazily())
    }

    private fun lazily(): Iterable<B> = made.asSequence().mapIndexedNotNull { place, body ->
        if (every > 0) Thread.sleep(every)
        give(place, body)
    }.asIterable()

    private suspend fun read(job: Many<B, *>): Boolean {
        val how = options["read"]
        val note: suspend (Outcome<B, *>) -> Unit = { outcome ->
            after[outcome.index] = (System.nanoTime() - givenAt.getValue(places[outcome.index.toInt()])) / 1_000_000
        }
        when {
            how is JsonObject -> {
                val most = how.getValue("take").long().toInt()
                (if (most > 0) job.take(most) else job.takeWhile { false }).collect { note(it) }
            }
            how?.text() == "stream" -> job.collect { note(it) }
            else -> job.outcomes()
        }
        return how is JsonObject
    }

    /** The outcomes, and what else there is to tell of a job. */
    suspend fun run(): Pair<String, String> {
        val job = start()
        var interrupted: String? = null
        try {
            val limit = call["cancel_after_ms"]?.long() ?: Long.MAX_VALUE
            val left = withTimeoutOrNull(limit) { read(job) }
            interrupted = if (left == null) "cancelled" else if (left) "left" else null
        } catch (@Suppress("SwallowedException") raised: SourceRaised) {
            interrupted = "source"
        }
        val outcomes = job.outcomes()
        val told = bad.mapValuesTo(java.util.TreeMap<Int, String>()) { (place, error) ->
            """{"index":$place,"outcome":"refused","error":${PlockFailure(error).told()}}"""
        }
        outcomes.forEach { told[places[it.index.toInt()]] = told(it) }
        val (recorded, refused, unknown, notSent) = job.summary()
        val summary = """{"recorded":$recorded,"refused":${refused + bad.size},"unknown":$unknown,"not_sent":$notSent}"""
        val again = options["again"]?.let {
            val names = bad.mapValuesTo(java.util.TreeMap<Int, String>()) { "refused" }
            job.outcomes().forEach { names[places[it.index.toInt()]] = name(it) }
            names.entries.joinToString(",", ",\"again\":[", "]") { (place, name) -> """{"index":$place,"outcome":"$name"}""" }
        }.orEmpty()
        val result = told.values.joinToString(",", "[", "]")
        return Pair(result, """{"summary":$summary,"interrupted":${interrupted?.let { "\"$it\"" }}$again}""")
    }

    private fun name(outcome: Outcome<B, *>): String = when (outcome) {
        is Outcome.Recorded -> "recorded"
        is Outcome.Refused -> "refused"
        is Outcome.Unknown -> "unknown"
        is Outcome.NotSent -> "not sent"
    }

    private fun told(outcome: Outcome<B, *>): String {
        val error = when (outcome) {
            is Outcome.Refused -> outcome.error
            is Outcome.Unknown -> outcome.error
            else -> null
        }
        val shown = error?.let { ",\"error\":${PlockFailure(it).told()}" }.orEmpty()
        val late = after[outcome.index]?.let { ",\"after_ms\":$it" }.orEmpty()
        return """{"index":${places[outcome.index.toInt()]},"outcome":"${name(outcome)}"$late$shown}"""
    }
}

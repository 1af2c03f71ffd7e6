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

/** Runs a job of many writes: its source, its reader, and the report on it. */
internal class JobRunner<B>(
    private val call: JsonObject,
    bodies: List<Result<B>>,
    private val flow: (Flow<B>) -> Many<B, *>,
    private val iterable: (Iterable<B>) -> Many<B, *>,
) {
    private val options = call["job"]?.jsonObject ?: JsonObject(emptyMap())
    private val events = List(options["repeat"]?.long()?.toInt() ?: 1) { bodies }.flatten()
    private val raiseAt = options["raise_at"]?.long()?.toInt()
    private val every = options["every_ms"]?.long() ?: 0

    /** Indexes of the events passed to the package, and the errors of those that its types cannot represent. */
    private val indexes = CopyOnWriteArrayList<Int>()
    private val bad = ConcurrentSkipListMap<Int, BadArgument>()
    private val givenAt = ConcurrentHashMap<Int, Long>()
    private val after = ConcurrentHashMap<Long, Long>()

    private fun give(index: Int, body: Result<B>): B? {
        if (index == raiseAt) throw SourceRaised()
        return body.fold(
            { it.also { indexes.add(index).also { givenAt[index] = System.nanoTime() } } },
            { error -> null.also { bad[index] = error as? BadArgument ?: throw error } },
        )
    }

    private fun start(): Many<B, *> = when (options["source"]?.text() ?: "list") {
        "live" -> flow(flow { events.forEachIndexed { index, body -> delay(every).let { give(index, body)?.let { emit(it) } } } })
        "list" -> if (raiseAt == null) iterable(events.mapIndexedNotNull(::give)) else iterable(lazily())
        else -> iterable(lazily())
    }

    private fun lazily(): Iterable<B> = events.asSequence().mapIndexedNotNull { index, body ->
        if (every > 0) Thread.sleep(every)
        give(index, body)
    }.asIterable()

    private suspend fun read(job: Many<B, *>): Boolean {
        val how = options["read"]
        val note: suspend (Outcome<B, *>) -> Unit = { outcome ->
            after[outcome.index] = (System.nanoTime() - givenAt.getValue(indexes[outcome.index.toInt()])) / 1_000_000
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

    /** Returns the outcomes and the report, as JSON. */
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
        val results = bad.mapValuesTo(java.util.TreeMap<Int, String>()) { (index, error) ->
            """{"index":$index,"outcome":"refused","error":${CaseError(error).json()}}"""
        }
        outcomes.forEach { results[indexes[it.index.toInt()]] = json(it) }
        val (recorded, refused, unknown, notSent) = job.summary()
        val summary = """{"recorded":$recorded,"refused":${refused + bad.size},"unknown":$unknown,"not_sent":$notSent}"""
        val again = options["again"]?.let {
            val names = bad.mapValuesTo(java.util.TreeMap<Int, String>()) { "refused" }
            job.outcomes().forEach { names[indexes[it.index.toInt()]] = name(it) }
            names.entries.joinToString(",", ",\"again\":[", "]") { (index, name) -> """{"index":$index,"outcome":"$name"}""" }
        }.orEmpty()
        val result = results.values.joinToString(",", "[", "]")
        return Pair(result, """{"summary":$summary,"interrupted":${interrupted?.let { "\"$it\"" }}$again}""")
    }

    private fun name(outcome: Outcome<B, *>): String = when (outcome) {
        is Outcome.Recorded -> "recorded"
        is Outcome.Refused -> "refused"
        is Outcome.Unknown -> "unknown"
        is Outcome.NotSent -> "not sent"
    }

    private fun json(outcome: Outcome<B, *>): String {
        val error = when (outcome) {
            is Outcome.Refused -> outcome.error
            is Outcome.Unknown -> outcome.error
            else -> null
        }
        val shown = error?.let { ",\"error\":${CaseError(it).json()}" }.orEmpty()
        val late = after[outcome.index]?.let { ",\"after_ms\":$it" }.orEmpty()
        return """{"index":${indexes[outcome.index.toInt()]},"outcome":"${name(outcome)}"$late$shown}"""
    }
}

package io.plock

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Semaphore

/** What became of one of many writes. */
public sealed interface Outcome<out T> {
    /** The API recorded it. */
    public data class Recorded<out T>(val result: T) : Outcome<T>

    /** The API did certainly not record it; the error says why. */
    public data class Refused(val error: PlockException) : Outcome<Nothing>

    /** It may have been recorded or not: sending it again may record it twice. */
    public data class Unknown(val error: PlockException) : Outcome<Nothing>
}

/**
 * Sends each of [bodies], at most [concurrency] at a time, and tells of each in its turn: a slow one holds back what is told of
 * those behind it, but not their sending.
 */
internal fun <B, T> many(bodies: Flow<B>, concurrency: Int, send: suspend (B) -> T): Flow<Outcome<T>> = flow {
    if (concurrency < 1) throw invalid("concurrency", "expected at least 1, got $concurrency")
    coroutineScope {
        val free = Semaphore(concurrency)
        val sent = Channel<Deferred<Outcome<T>>>(Channel.UNLIMITED)
        val unread = Semaphore(concurrency * WAITING)
        launch {
            bodies.collect { body ->
                unread.acquire()
                free.acquire()
                sent.send(async { outcome { send(body) }.also { free.release() } })
            }
            sent.close()
        }
        for (outcome in sent) {
            emit(outcome.await())
            unread.release()
        }
    }
}

/** Outcomes that wait for one before them, for each call that may be in flight. */
private const val WAITING = 4

private suspend fun <T> outcome(send: suspend () -> T): Outcome<T> = try {
    Outcome.Recorded(send())
} catch (cancelled: CancellationException) {
    throw cancelled
} catch (error: PlockException) {
    // A failing server may have done it before it failed.
    if (error is OutcomeUnknownException || !error.isRetrySafe) Outcome.Unknown(error) else Outcome.Refused(error)
}

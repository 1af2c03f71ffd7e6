package io.plock.tests

import io.plock.InvalidRequestException
import io.plock.NewProductUsage
import io.plock.Outcome
import io.plock.PartialFailureException
import io.plock.Plock
import io.plock.testing.PlockExtension
import io.plock.testing.Sandbox
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.extension.ExtendWith
import java.math.BigDecimal
import java.time.Instant
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit.SECONDS

/** Jobs of many writes. `tests/conformance/cases/writes/jobs.yaml` has the cases for all languages. */
@Timeout(60)
@ExtendWith(PlockExtension::class)
class ManyTest {
    private val usage = NewProductUsage("hs321", 7, BigDecimal("1.50"), Instant.now())

    @Test
    fun `a job runs once, when it is read`(): Unit = runBlocking {
        LocalApi().use { api ->
            api.builder().build().use { plock ->
                val job = plock.productUsages.addMany(List(20) { usage }, concurrency = 4)
                assertEquals(0, api.requests.get())
                val outcomes = job.toList()
                assertEquals((0L..19L).toList(), outcomes.map { it.index })
                assertTrue(outcomes.all { it is Outcome.Recorded && it.event === usage })
                assertEquals(outcomes, job.outcomes())
                assertEquals(outcomes, job.stream().toList())
                assertEquals(20, api.requests.get())
                job.summary().requireRecorded()
            }
        }
    }

    @Test
    fun `what the source throws is thrown as it is, and the job keeps the outcomes`(): Unit = runBlocking {
        LocalApi().use { api ->
            api.builder().build().use { plock ->
                val thrown = IllegalStateException("of the source")
                val sources = listOf(
                    plock.productUsages.addMany(sequence { repeat(50) { yield(usage) }.also { throw thrown } }.asIterable()),
                    plock.productUsages.addMany(flow { repeat(50) { emit(usage) }.also { throw thrown } }),
                )
                for (job in sources) {
                    assertTrue(thrown === runCatching { job.collect { } }.exceptionOrNull())
                    assertEquals(50, job.outcomes().size)
                    assertEquals(50, job.summary().run { recorded + notSent })
                }
            }
        }
    }

    @Test
    fun `nothing is sent after the source has thrown`(): Unit = runBlocking {
        LocalApi { Thread.sleep(500) }.use { api ->
            api.builder().build().use { plock ->
                // When the source throws, two are in flight and one waits.
                val events = sequence { repeat(3) { yield(usage) }.also { error("of the source") } }
                val job = plock.productUsages.addMany(events.asIterable(), concurrency = 2)
                assertTrue(runCatching { job.collect { } }.exceptionOrNull() is IllegalStateException)
                assertEquals(2, api.requests.get())
                assertTrue(job.outcomes().last() is Outcome.NotSent)
            }
        }
    }

    @Test
    fun `a reader that leaves stops the job, and nothing is lost`(): Unit = runBlocking {
        LocalApi { Thread.sleep(5) }.use { api ->
            api.builder().build().use { plock ->
                val endless = Iterable { generateSequence { usage }.iterator() }
                for (leave in listOf(0, 1)) {
                    val before = api.requests.get()
                    val job = plock.productUsages.addMany(endless, concurrency = 4)
                    if (leave == 0) job.take(5).toList() else withTimeoutOrNull(500) { job.collect { } }
                    val outcomes = job.outcomes()
                    assertTrue(outcomes.size in 5..1_000, "${outcomes.size}")
                    val unknown = outcomes.count { it is Outcome.Unknown }
                    assertTrue(unknown <= if (leave == 0) 0 else 4, "$unknown")
                    val recorded = outcomes.count { it is Outcome.Recorded }
                    assertTrue(api.requests.get() - before in recorded..recorded + unknown)
                }
            }
        }
    }

    @Test
    fun `an event that the source returns after a stop is not sent`(): Unit = runBlocking {
        LocalApi().use { api ->
            api.builder().build().use { plock ->
                for (expected in listOf(2, 1)) {
                    val (reading, returning) = Pair(CountDownLatch(1), CountDownLatch(1))
                    val events = sequence { yield(usage).also { reading.countDown() }.also { returning.await() }.also { yield(usage) } }
                    val job = plock.productUsages.addMany(events.asIterable())
                    job.take(1).toList()
                    reading.await()
                    // A source that does not return blocks nobody.
                    if (expected == 2) returning.countDown()
                    // Also without a reader.
                    if (expected == 2) eventually(what = { job.summary() }) { job.summary().notSent == 1L }
                    val outcomes = job.outcomesAsync()
                    assertEquals(expected, outcomes.get(20, SECONDS).size)
                    returning.countDown()
                }
            }
        }
    }

    @Test
    fun `a stop keeps all outcomes, also without a reader`(): Unit = runBlocking {
        val answer = CountDownLatch(1)
        LocalApi { answer.await() }.use { api ->
            api.builder().build().use { plock ->
                val read = CompletableDeferred<Unit>()
                val invalid = NewProductUsage("", 7, BigDecimal("1.50"), Instant.now())
                // The outcomes of the invalid ones wait for that of the first, which is in flight.
                val events = sequence { yield(usage).also { repeat(11_000) { yield(invalid) } }.also { read.complete(Unit) } }
                val job = plock.productUsages.addMany(events.asIterable(), concurrency = 3_000)
                val reader = launch(Dispatchers.Default) { job.collect { } }
                read.await()
                reader.cancelAndJoin()
                eventually(what = { job.summary() }) { job.summary().refused == 11_000L }
                assertEquals((0L..11_000L).toList(), job.outcomes().map { it.index })
            }
        }
    }

    @Test
    fun `an outcome is available while the source still waits`(): Unit = runBlocking {
        LocalApi().use { api ->
            api.builder().build().use { plock ->
                val job = plock.productUsages.addMany(flow { emit(usage).also { delay(60_000) } })
                assertEquals(1, withTimeoutOrNull(5_000) { job.take(1).toList() }?.size)
                assertEquals(1, job.outcomes().size)
            }
        }
    }

    @Test
    fun `a wrong key stops the job, and the rest of a list was not sent`(sandbox: Sandbox): Unit = runBlocking {
        sandbox.clientBuilder().apiKey("wrong").build().use { plock ->
            val job = plock.productUsages.addMany(List(100) { usage }, concurrency = 4)
            val outcomes = job.outcomes()
            assertEquals(100, outcomes.size)
            assertTrue(outcomes.count { it is Outcome.Refused } in 1..8)
            assertEquals(outcomes.count { it is Outcome.NotSent }.toLong(), job.summary().notSent)
            assertThrows(PartialFailureException::class.java) { job.summary().requireRecorded() }
        }
    }

    @Test
    fun `a stream keeps its last outcomes`(): Unit = runBlocking {
        Plock(apiKey = "key", baseUrl = "http://127.0.0.1:1", maxRetries = 0).use { plock ->
            val job = plock.productUsages.addMany(generateSequence { usage }.take(10_300).asIterable())
            var count = 0
            job.collect { count++ }
            assertEquals(10_300, count)
            val error = runCatching { job.collect { } }.exceptionOrNull()
            assertTrue(error is InvalidRequestException, "$error")
        }
    }
}

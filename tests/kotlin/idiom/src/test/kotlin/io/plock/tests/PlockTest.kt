@file:OptIn(PlockInternal::class)

package io.plock.tests

import io.plock.ApiStatusException
import io.plock.AuthenticationException
import io.plock.ConfigurationException
import io.plock.ConnectionException
import io.plock.InternalException
import io.plock.InvalidRequestException
import io.plock.Invoice
import io.plock.LogEvent
import io.plock.NewProductUsage
import io.plock.NotFoundException
import io.plock.Outcome
import io.plock.Plock
import io.plock.PlockInternal
import io.plock.testing.PlockExtension
import io.plock.testing.Sandbox
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.extension.RegisterExtension
import java.io.File
import java.math.BigDecimal
import java.net.ServerSocket
import java.time.Instant
import java.util.concurrent.CopyOnWriteArrayList

/** Runs against the testing kit, with the examples of the API document. */
@Timeout(60)
class PlockTest {
    private val examples get() = extension.sandbox

    @Test
    fun `a list reads every page`(): Unit = runBlocking {
        examples.client().use { plock ->
            val page = plock.accounts.list(pageSize = 2).page()
            val ids = plock.accounts.list(pageSize = 2).toList().map { it.id }
            assertEquals(page.total, ids.size.toLong())
            assertEquals(ids.size, ids.toSet().size)
            assertEquals(page.items.first(), plock.accounts.list().first())
            assertEquals(1, plock.accounts.list(pageSize = 1).take(1).toList().size)
        }
    }

    @Test
    fun `amounts keep their scale, and objects are data`(): Unit = runBlocking {
        examples.client().use { plock ->
            val invoice = plock.invoices.get(2002)
            assertEquals(BigDecimal("1000.00"), invoice.amount)
            assertEquals(invoice, Invoice.fromJson(invoice.toJson()))
            assertEquals(invoice.hashCode(), plock.invoices.get("2002").hashCode())
            assertTrue("amount=1000.00" in invoice.toString())
        }
    }

    @Test
    fun `errors are subclasses with properties`(): Unit = runBlocking {
        examples.client().use { plock ->
            val error = runCatching { plock.invoices.get(999_999) }.exceptionOrNull() as ApiStatusException
            assertTrue(error is NotFoundException)
            assertEquals(404, error.status)
            assertEquals("NotFoundError", error.kind)
            assertEquals(1, error.attempts)
            val refused = runCatching { plock.invoices.get("no id") }.exceptionOrNull() as InvalidRequestException
            assertEquals("invoiceId", refused.field)
        }
        assertThrows(ConfigurationException::class.java) { Plock(apiKey = "key", baseUrl = "no url") }
    }

    @Test
    fun `every write is accounted for`(): Unit = runBlocking {
        examples.client().use { plock ->
            val bodies = List(100) { NewProductUsage(if (it == 7) "" else "hs321", 7, BigDecimal("1.50"), Instant.now()) }
            val outcomes = plock.productUsages.addMany(bodies, concurrency = 8).toList()
            assertEquals(99, outcomes.count { it is Outcome.Recorded })
            assertTrue(outcomes[7] is Outcome.Refused)
        }
    }

    @Test
    fun `a token provider is called`(): Unit = runBlocking {
        val key = examples.key
        Plock(baseUrl = examples.url, tokenProvider = { withContext(Dispatchers.IO) { key } }).use { assertEquals("2002", it.invoices.get(2002).id) }
        Plock(baseUrl = examples.url, tokenProvider = { error("locked") }).use { plock ->
            assertTrue(runCatching { plock.invoices.get(2002) }.exceptionOrNull() is AuthenticationException)
        }
    }

    @Test
    fun `a logger is called, and no secret is logged`(): Unit = runBlocking {
        val events = CopyOnWriteArrayList<LogEvent>()
        val key = examples.key
        Plock(baseUrl = examples.url, apiKey = key, logger = { events.add(it) }).use { plock ->
            plock.invoices.get(2002)
            eventually(what = { "no event" }) { events.isNotEmpty() }
            assertEquals(listOf("getInvoice"), events.map { it.operation })
            assertEquals(200, events.single().status)
            assertFalse(key in "$plock $events")
        }
    }

    @Test
    fun `a panic becomes an exception`(): Unit = runBlocking {
        Plock.builder().apiKey("key").baseUrl("http://127.0.0.1:1").clock(panics = true).build().use { plock ->
            val error = runCatching { plock.invoices.get(1) }.exceptionOrNull()
            assertTrue(error is InternalException, "$error")
            assertTrue("a clock that panics" in error?.message.orEmpty())
        }
    }

    @Test
    fun `a cancelled coroutine stops its request`(): Unit = runBlocking {
        ServerSocket(0).use { server ->
            Plock(apiKey = "key", baseUrl = "http://127.0.0.1:${server.localPort}").use { plock ->
                val calls = listOf<suspend () -> Unit>({ plock.invoices.get(1) }, { plock.invoices.list().collect { } })
                for (call in calls) {
                    val job = launch(Dispatchers.Default) { call() }
                    val took = withContext(Dispatchers.IO) {
                        server.accept().use { connection ->
                            connection.getInputStream().read(ByteArray(4096))
                            val start = System.nanoTime()
                            job.cancel()
                            runCatching { connection.getInputStream().read() }
                            (System.nanoTime() - start) / 1_000_000
                        }
                    }
                    assertTrue(took < 10_000, "the connection closed after $took ms")
                    job.join()
                }
            }
        }
    }

    @Test
    fun `a call that is cancelled before it starts sends nothing`(): Unit = runBlocking {
        Plock(apiKey = "key", baseUrl = "http://127.0.0.1:1").use { plock ->
            val job = async(start = kotlinx.coroutines.CoroutineStart.LAZY) { plock.invoices.get(1) }
            job.cancelAndJoin()
            assertTrue(runCatching { job.await() }.exceptionOrNull() is CancellationException)
        }
    }

    @Test
    fun `a list that has failed stays ended`(): Unit = runBlocking {
        Plock(apiKey = "key", baseUrl = "http://127.0.0.1:1", maxRetries = 0).use { plock ->
            plock.invoices.list().stream().use { invoices ->
                val items = invoices.iterator()
                assertThrows(ConnectionException::class.java) { items.hasNext() }
                assertFalse(items.hasNext())
            }
        }
    }

    @Test
    fun `a caller without a thread of its own may block`(): Unit = runBlocking(Dispatchers.Unconfined) {
        examples.client().use { plock ->
            plock.invoices.get(2002)
            runBlocking { withTimeout(5_000) { plock.invoices.get(2002) } }
            plock.accounts.list(pageSize = 1).collect { runBlocking { withTimeout(5_000) { plock.invoices.get(2002) } } }
        }
    }

    /** Against the sandbox of `cargo xtask test kotlin`: that of the kit remembers every request. */
    @Test
    @Timeout(180)
    fun `calls leak no memory`(): Unit = runBlocking {
        Plock().use { plock ->
            suspend fun calls(number: Int) = repeat(number) {
                if (it % 10 == 0) runCatching { plock.invoices.get(999_999) } else plock.invoices.get(2002)
            }
            calls(20_000)
            // The JVM may still compile code, which it keeps. A leak grows each time.
            var grown = Long.MAX_VALUE
            repeat(3) {
                if (grown < 5 * 1024) return@repeat
                System.gc()
                val before = resident()
                calls(20_000)
                System.gc()
                grown = minOf(grown, resident() - before)
                println("20,000 calls: $grown KiB more")
            }
            assertTrue(grown < 5 * 1024, "$grown KiB more")
        }
    }

    /** Memory of this process, in KiB. */
    private fun resident(): Long =
        File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }.filter { it.isDigit() }.toLong()

    private companion object {
        @JvmField
        @RegisterExtension
        val extension: PlockExtension = PlockExtension.builder().sandbox { Sandbox(examples = true) }.build()
    }
}

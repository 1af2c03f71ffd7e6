package io.plock.tests

import io.plock.ConnectionException
import io.plock.InvalidRequestException
import io.plock.Invoice
import io.plock.NewProductUsage
import io.plock.Outcome
import io.plock.OutcomeUnknownException
import io.plock.Plock
import io.plock.RateLimitException
import io.plock.testing.PlockExtension
import io.plock.testing.Sandbox
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Nested
import org.junit.jupiter.api.RepeatedTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.extension.ExtendWith
import org.junit.jupiter.api.extension.RegisterExtension
import java.math.BigDecimal
import java.net.ServerSocket
import java.net.URI
import java.time.Duration
import java.time.Instant
import java.time.LocalDate

/** The testing kit. */
@Timeout(60)
@ExtendWith(PlockExtension::class)
class KitTest {
    private val usage = NewProductUsage("hs321", 7, BigDecimal("12.50"), Instant.parse("2025-06-26T07:35:49Z"))

    @Test
    fun `an added object is complete and is what a get returns`(sandbox: Sandbox, plock: Plock): Unit = runBlocking {
        assertEquals(emptyList<Any>(), plock.invoices.list().toList())
        val account = sandbox.accounts.add(name = "Zoë \u0000 🦊", crmId = "hs321")
        val invoice = sandbox.invoices.add(amount = BigDecimal("1000.00"), periodStart = LocalDate.of(2026, 1, 31))
        assertEquals(account.id, invoice.accountId)
        assertEquals("1000.00", invoice.amount?.toPlainString())
        assertEquals(invoice, plock.invoices.get(invoice.id))
        assertEquals("Zoë \u0000 🦊", plock.accounts.get(account.id).name)
        val copy = sandbox.invoices.add(invoice.copy(id = "", amount = BigDecimal("0.10")))
        assertEquals(invoice.copy(id = copy.id, amount = copy.amount, links = copy.links), copy)
        assertEquals(listOf("1000.00", "0.10"), plock.invoices.list().toList().map { "${it.amount}" })
        assertEquals("invoices.get", sandbox.requests[1].operation)
    }

    @Test
    fun `a builder can set a field to null`(sandbox: Sandbox, plock: Plock): Unit = runBlocking {
        val account = sandbox.accounts.add()
        val invoice = sandbox.invoices.add(Invoice.builder().accountId(null).createdAt(null).currency("EUR"))
        assertEquals(listOf(null, null, "EUR"), listOf(invoice.accountId, invoice.createdAt, invoice.currency))
        assertEquals(invoice, plock.invoices.get(invoice.id))
        assertEquals(account.id, sandbox.invoices.add(Invoice.builder()).accountId)
        assertEquals(Invoice(id = "1"), Invoice.builder().id("1").amount(null).build())
    }

    @Test
    fun `an invalid argument is an error that names it`(sandbox: Sandbox) {
        sandbox.invoices.add(id = "1")
        val fails = mapOf<String, () -> Any>(
            "id" to { sandbox.invoices.add(id = "1") },
            "accountId" to { sandbox.invoices.add(accountId = "404") },
            "status" to { sandbox.next(200) },
            "times" to { sandbox.next(503, times = -1) },
            "operation" to { sandbox.drop(operation = "invoices.burn") },
            "retryAfter" to { sandbox.next(503, retryAfter = Duration.ofSeconds(1)) },
            "delay" to { sandbox.latency(Duration.ofMillis(-1)) },
            "seed" to { Sandbox(seed = -1) },
        )
        for ((field, call) in fails) {
            val error = assertThrows(InvalidRequestException::class.java) { call() }
            assertEquals(field, error.field, "$error")
            assertTrue(error.message.orEmpty().startsWith("$field: "), "$error")
        }
    }

    @Test
    fun `faults happen in their order`(sandbox: Sandbox): Unit = runBlocking {
        sandbox.accounts.add(crmId = "hs321")
        val invoice = sandbox.invoices.add()
        sandbox.clientBuilder().maxRetries(0).build().use { plock ->
            sandbox.next(429, retryAfter = Duration.ofMillis(1500), operation = "invoices.get")
            sandbox.drop(operation = "invoices.get")
            sandbox.dropAfterCommit(operation = "product_usages.add")
            val limited = runCatching { plock.invoices.get(invoice.id) }.exceptionOrNull() as RateLimitException
            assertEquals(Duration.ofSeconds(2), limited.retryAfter)
            assertTrue(runCatching { plock.invoices.get(invoice.id) }.exceptionOrNull() is ConnectionException)
            assertTrue(runCatching { plock.productUsages.add(usage) }.exceptionOrNull() is OutcomeUnknownException)
            val outcome = plock.productUsages.addMany(listOf(usage)).outcomes().single()
            assertTrue(outcome is Outcome.Recorded, "$outcome")
        }
        assertEquals(listOf("12.50", "12.50"), sandbox.recorded.productUsages.map { "${it.value}" })
        assertEquals(listOf(429, null, null, 200), sandbox.requests.map { it.status })
        sandbox.latency(Duration.ofDays(1))
        sandbox.clientBuilder().timeout(Duration.ofMillis(50)).build().use { plock ->
            assertEquals("TimeoutError", (runCatching { plock.invoices.get(invoice.id) }.exceptionOrNull() as io.plock.PlockException).kind)
        }
    }

    @RepeatedTest(2)
    fun `each test has an empty sandbox`(sandbox: Sandbox, plock: Plock): Unit = runBlocking {
        assertEquals(0, plock.accounts.list().toList().size)
        assertEquals(1, sandbox.requests.size)
        sandbox.accounts.add()
        sandbox.next(503, times = 9)
    }

    @Nested
    inner class Inside {
        @Test
        fun `a nested class has the sandbox of its outer class`(sandbox: Sandbox, plock: Plock): Unit = runBlocking {
            sandbox.accounts.add(name = "inside")
            assertEquals(listOf("inside"), plock.accounts.list().toList().map { it.name })
        }
    }

    @Test
    fun `a nested class does not stop the sandbox`(sandbox: Sandbox): Unit = assertEquals(emptyList<Any>(), sandbox.requests)

    @Test
    fun `a sandbox that is closed has freed its port`() {
        val sandbox = Sandbox(examples = true, key = "mine")
        assertEquals("mine", sandbox.key)
        sandbox.close()
        sandbox.close()
        ServerSocket(URI(sandbox.url).port).close()
        assertThrows(IllegalStateException::class.java) { sandbox.requests }
    }
}

/** The extension in a field that is not static: each test has its own. */
class KitFieldTest {
    @RegisterExtension
    val extension: PlockExtension = PlockExtension()

    @RepeatedTest(2)
    fun `the sandbox of an earlier test is stopped`() {
        earlier?.let { assertThrows(IllegalStateException::class.java) { it.requests } }
        earlier = extension.sandbox
        assertEquals(0, extension.sandbox.requests.size)
    }

    private companion object {
        var earlier: Sandbox? = null
    }
}

package io.plock.tests

import io.plock.AddProductUsageResult
import io.plock.CallTimeoutException
import io.plock.Invoice
import io.plock.InvoicesResource
import io.plock.Many
import io.plock.NewProductUsage
import io.plock.NotFoundException
import io.plock.Outcome
import io.plock.Plock
import io.plock.PlockList
import io.plock.ProductUsagesResource
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test
import org.mockito.Mockito.mock
import org.mockito.Mockito.verify
import org.mockito.Mockito.`when`
import java.math.BigDecimal
import java.time.Instant

/** Clients that Mockito replaces, and lists without a client. */
class MockTest {
    private val invoice = Invoice(id = "1", amount = BigDecimal("12.50"))

    @Test
    fun `calls of a mocked client return what the test says`(): Unit = runBlocking {
        val invoices = mock(InvoicesResource::class.java)
        val plock = mock(Plock::class.java)
        `when`(plock.invoices).thenReturn(invoices)
        `when`(invoices.get("1")).thenReturn(invoice)
        `when`(invoices.get(2)).thenThrow(NotFoundException("no such invoice"))
        `when`(invoices.list(pageSize = 7)).thenReturn(PlockList.of(listOf(invoice)))
        assertEquals(invoice, plock.invoices.get("1"))
        assertThrows(NotFoundException::class.java) { runBlocking { plock.invoices.get(2) } }
        assertEquals(listOf(invoice), plock.invoices.list(pageSize = 7).toList())
        verify(invoices).get("1")
    }

    @Test
    fun `a mocked job of many writes`() {
        val usage = NewProductUsage(crmId = "hs321", productId = 7, value = BigDecimal.ONE, ts = Instant.EPOCH)
        val outcome = Outcome.Unknown(0, usage, CallTimeoutException("late"))
        val usages = mock(ProductUsagesResource::class.java)
        @Suppress("UNCHECKED_CAST")
        val many = mock(Many::class.java) as Many<NewProductUsage, AddProductUsageResult>
        `when`(usages.addMany(listOf(usage))).thenReturn(many)
        `when`(many.outcomesBlocking()).thenReturn(listOf(outcome))
        assertEquals(listOf(outcome), usages.addMany(listOf(usage)).outcomesBlocking())
    }

    @Test
    fun `a list without a client is read in each way`(): Unit = runBlocking {
        val list = PlockList.of(listOf(invoice, invoice.copy(id = "2")))
        val items = list.toList()
        assertEquals(listOf("1", "2"), items.map { it.id })
        repeat(2) { assertEquals(items, list.items().toList()) }
        assertEquals(items, list.toListAsync().get())
        assertEquals(listOf(list.page()), list.pages().toList())
        assertEquals(listOf(invoice, 2L), listOf(list.first(), list.page().total))
        assertEquals(null, PlockList.of(emptyList<Invoice>()).first())
        list.iterator().use { it.close(); assertEquals(false, it.hasNext()) }
    }
}

package io.plock.tests

import io.plock.Account
import io.plock.InvalidRequestException
import io.plock.NewProductUsage
import io.plock.Plock
import io.plock.testing.PlockExtension
import io.plock.testing.Sandbox
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.extension.ExtendWith
import java.math.BigDecimal
import java.time.Instant
import java.time.LocalDate
import io.plock.DateOrDateTime

/** Values in both directions. */
@Timeout(60)
@ExtendWith(PlockExtension::class)
class ValuesTest {
    @Test
    fun `text of many emoji is written in linear time`() {
        // Minutes if each of them looks at all others.
        val account = Account(id = "1", name = "🦊".repeat(300_000))
        assertEquals(account, Account.fromJson(account.toJson()))
        for (lone in listOf("\uD83E", "a\uDD8A", "\uDD8A\uD83E", "🦊\uD83E")) {
            assertTrue(Regex("\\\\ud83e|\\\\udd8a").containsMatchIn(Account(id = "1", name = lone).toJson()), lone)
        }
    }

    @Test
    fun `a time that cannot be is refused`(sandbox: Sandbox, plock: Plock): Unit = runBlocking {
        sandbox.accounts.add(crmId = "hs321")
        for (time in listOf(Instant.MIN, Instant.MAX, Instant.parse("+10000-01-01T00:00:00Z"), Instant.parse("-0001-01-01T00:00:00Z"))) {
            val usage = NewProductUsage(crmId = "hs321", productId = 7, value = BigDecimal.ONE, ts = time)
            val error = runCatching { plock.productUsages.add(usage) }.exceptionOrNull()
            assertEquals("ts", (error as? InvalidRequestException)?.field, "$time: $error")
        }
        for (date in listOf(LocalDate.MIN, LocalDate.MAX)) {
            val between = Pair(DateOrDateTime.of(date), DateOrDateTime.of(Instant.MAX))
            val error = runCatching { plock.productUsages.list(timestampBetween = between).toList() }.exceptionOrNull()
            assertEquals("timestampBetween", (error as? InvalidRequestException)?.field, "$date: $error")
        }
        assertEquals(0, sandbox.requests.size)
    }
}

import io.plock.NewProductUsage
import io.plock.NotFoundException
import io.plock.Outcome
import io.plock.Plock
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.toList
import java.math.BigDecimal
import java.time.Instant

/** Makes every kind of call from Kotlin, against the sandbox of the environment. */
suspend fun main() {
    val events = mutableListOf<String>()
    Plock(tokenProvider = { System.getenv("PLOCK_API_KEY") }, logger = { events += it.operation }).use { plock ->
        check(plock.invoices.get(2002).amount?.toPlainString() == "1000.00")
        check(plock.invoices.list(pageSize = 1).toList().any { it.id == "2002" })
        val page = plock.accounts.list().page()
        check(page.items.first() == plock.accounts.list().first())
        val usage = NewProductUsage(crmId = "hs321", productId = 7, value = BigDecimal("1.50"), ts = Instant.EPOCH)
        check(plock.productUsages.add(crmId = "hs321", productId = "7", value = BigDecimal.TEN, ts = Instant.EPOCH).success == true)
        check(plock.productUsages.addMany(List(20) { usage }).outcomes().all { it is Outcome.Recorded })
        check(plock.productUsages.addMany(List(20) { usage }.asFlow()).toList().size == 20)
        check(runCatching { plock.invoices.get(404_404) }.exceptionOrNull() is NotFoundException)
    }
    println("ok")
}

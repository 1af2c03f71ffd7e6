import io.plock.Plock
import java.math.BigDecimal

class Ours(url: String, private val size: Int) : Client {
    private val plock = Plock(apiKey = "bench", baseUrl = url)

    override suspend fun list(sum: Sum) = plock.invoices.list(pageSize = size.toLong()).collect { sum.add(it.amount) }

    override suspend fun get(id: Long): BigDecimal? = plock.invoices.get(id).amount

    override suspend fun add(event: Event) {
        val added = plock.productUsages.add(crmId = event.crmId, productId = 7, value = event.value, ts = event.ts)
        check(added.success == true)
    }
}

// The demo of `cargo xtask demo`: lists accounts, reads an invoice, records usage and counts it.
//
// Prints one line of JSON: the action, the result and the time (in microseconds) of each step.

import io.plock.Plock
import kotlinx.coroutines.flow.toList
import java.math.BigDecimal
import java.time.Instant

// Ids of the examples of the API documents.
private const val INVOICE = 2002L
private const val CRM_ID = "hs321"
private const val PRODUCT = 7L

suspend fun main() {
    val steps = mutableListOf<String>()
    var start = System.nanoTime()
    fun step(did: String, result: String) {
        steps += """{"did":"$did","result":"$result","us":${(System.nanoTime() - start) / 1000}}"""
        start = System.nanoTime()
    }
    Plock().use { plock ->
        val accounts = plock.accounts.list().toList()
        step("list accounts", "${accounts.size}: ${accounts.mapNotNull { it.name }.joinToString()}")

        val invoice = plock.invoices.get(INVOICE)
        step("read an invoice", "${invoice.id}: ${invoice.amount} ${invoice.currency}")

        val usages = plock.productUsages.list(productId = PRODUCT)
        val before = usages.page().total ?: 0
        val value = BigDecimal("12.5")
        plock.productUsages.add(crmId = CRM_ID, productId = PRODUCT, value = value, ts = Instant.now())
        step("record usage", "$value of product $PRODUCT by $CRM_ID")

        val after = usages.page().total
        check(after == before + 1) { "expected one more usage than $before, found $after" }
        step("count usage", "$before before, $after after")
    }
    println("""{"library":"plock (Kotlin)","steps":[${steps.joinToString(",")}]}""")
}

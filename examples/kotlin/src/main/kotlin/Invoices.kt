// Prints the invoices of an account, newest first, and their total: Invoices ACCOUNT_ID

import io.plock.Plock
import io.plock.PlockException
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.toList
import java.math.BigDecimal
import kotlin.system.exitProcess

suspend fun main(args: Array<String>) {
    val id = args.singleOrNull() ?: fail("usage: Invoices ACCOUNT_ID")
    try {
        Plock().use { plock ->
            val invoices = plock.invoices.list().filter { it.accountId == id }.toList().sortedByDescending { it.createdAt }
            println("account $id: ${invoices.size} invoices")
            for (invoice in invoices) {
                println("  ${invoice.id}  ${invoice.periodStart} to ${invoice.periodEnd}  ${invoice.amount} ${invoice.currency}")
            }
            for ((currency, all) in invoices.groupBy { it.currency }) {
                println("total ${all.sumOf { it.amount ?: BigDecimal.ZERO }} $currency")
            }
        }
    } catch (error: PlockException) {
        fail("${error.kind}: ${error.message}")
    }
}

private fun fail(why: String): Nothing {
    System.err.println(why)
    exitProcess(1)
}

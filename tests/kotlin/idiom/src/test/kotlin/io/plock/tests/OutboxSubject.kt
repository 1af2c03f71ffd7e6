package io.plock.tests

import io.plock.NewProductUsage
import io.plock.Outbox
import io.plock.Plock
import io.plock.PlockInternal
import io.plock.Writers
import java.io.File
import java.math.BigDecimal
import java.time.Duration
import java.time.Instant

/** Records events with an outbox and delivers them: `FILE URL KEY RUN`, as `tests/outbox/sweep/src/main.rs` does. */
@OptIn(PlockInternal::class)
fun main(args: Array<String>) {
    val (file, url, key, run) = args
    val plock = Plock.builder().baseUrl(url).apiKey(key).proxy("").build()
    val builder = Outbox.builder(File(file), Writers.ONLY_THIS).client(plock).concurrency(4)
    val box = builder.times(pause = 10, poll = 20, reconcile = 5, reconcileLongest = 20, patience = 259_200_000).open()
    for (number in (1..6) + (100 + run.toInt())) {
        val usage = NewProductUsage("c0", 7, BigDecimal.valueOf(number.toLong(), 2), Instant.ofEpochSecond(1_750_000_000L + number))
        box.productUsages.recordBlocking(usage, "event-$number")
        println("recorded $number")
    }
    // Events in doubt are decided while it is open.
    for (attempt in 1..500) {
        if (box.statsBlocking().run { unsent + inDoubt } == 0L) break
        Thread.sleep(20)
    }
    val left = box.closeBlocking(Duration.ofSeconds(5))
    println("left ${left.unsent + left.inDoubt + left.rejected}")
    plock.close()
}

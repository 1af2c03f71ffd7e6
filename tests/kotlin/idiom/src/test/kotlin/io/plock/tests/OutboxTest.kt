package io.plock.tests

import io.plock.ConfigurationException
import io.plock.InvalidRequestException
import io.plock.KeyConflictException
import io.plock.NewProductUsage
import io.plock.Outbox
import io.plock.OutboxClosedException
import io.plock.OutboxCorruptException
import io.plock.OutboxException
import io.plock.OutboxRefusedException
import io.plock.OutboxState
import io.plock.OutboxStats
import io.plock.Plock
import io.plock.PlockInternal
import io.plock.Receipt
import io.plock.Resolution
import io.plock.RollUp
import io.plock.Writers
import io.plock.testing.PlockExtension
import io.plock.testing.Sandbox
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.extension.ExtendWith
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.math.BigDecimal
import java.net.URLClassLoader
import java.time.Duration
import java.time.Instant
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicReference

/** Outboxes: what is recorded, and what becomes of it. */
@OptIn(PlockInternal::class)
@Timeout(60)
@ExtendWith(PlockExtension::class)
class OutboxTest(private val sandbox: Sandbox) {
    private val plock by lazy { sandbox.client() }
    @TempDir
    lateinit var folder: File
    private val file get() = File(folder, "usage.plockbox")
    private val boxes = ConcurrentLinkedQueue<Outbox>()

    @BeforeEach
    fun account() {
        sandbox.accounts.add(crmId = "c0")
    }

    @AfterEach
    fun close() {
        boxes.forEach { box -> runCatching { box.closeBlocking(Duration.ZERO) } }
        plock.close()
    }

    private fun usage(number: Int, value: String = "$number.50") =
        NewProductUsage("c0", 7, BigDecimal(value), Instant.ofEpochSecond(1_750_000_000L + number))

    private fun builder(client: Plock? = plock, file: File = this.file): Outbox.Builder =
        Outbox.builder(file, Writers.ONLY_THIS).apply { client?.let { client(it) } }.times(20, 50, 10, 50, 259_200_000)

    private fun Outbox.Builder.opened(): Outbox = open().also { boxes += it }

    private fun rows(): Set<Int> = sandbox.recorded.productUsages.map { it.value!!.toInt() }.also { assertEquals(it.toSet().size, it.size, "$it") }.toSet()

    private suspend fun Outbox.until(holds: (OutboxStats) -> Boolean): OutboxStats = withTimeout(30_000) { changes().first(holds) }

    @Test
    fun `events are delivered once, also with a key and after reopening`(): Unit = runBlocking {
        val box = builder().opened()
        val record = suspend { box.productUsages.record("c0", 7, BigDecimal("1.5"), Instant.ofEpochSecond(1_750_000_001), key = "order-991") }
        assertEquals(Receipt(1, false), record())
        assertEquals(Receipt(1, true), record())
        val conflict = runCatching { box.productUsages.record(usage(1, "1.6"), "order-991") }.exceptionOrNull() as KeyConflictException
        assertTrue(conflict.isRetrySafe && "order-991" in conflict.message.orEmpty(), "$conflict")
        assertTrue(conflict.stackTrace.any { "OutboxTest" in it.className })
        assertEquals((2L..300L).toList(), box.productUsages.recordMany((2..300).map(::usage)).map { it.seq })
        val flushed = box.flush()
        assertEquals(OutboxStats(delivered = 300, sends = true), flushed)
        assertEquals(flushed.copy(sends = false), box.close(Duration.ofSeconds(5)))
        assertEquals(300, box.close(null).delivered)
        box.close()
        assertThrows(OutboxClosedException::class.java) { box.statsBlocking() }
        val again = builder().opened()
        assertTrue(again.productUsages.record(usage(1), "order-991").isDuplicate)
        assertEquals(300, again.close(Duration.ZERO).delivered)
        assertEquals((1..300).toSet(), rows())
    }

    @Test
    fun `an invalid argument stores nothing and is named`(): Unit = runBlocking {
        val box = builder().opened()
        val usages = box.productUsages
        val wrong = listOf<Triple<String, String, suspend () -> Any>>(
            Triple("crmId", "crmId: expected") { usages.record(usage(1).copy(crmId = "")) },
            Triple("key", "key: expected") { usages.record(usage(1), "") },
            Triple("crmId", "events[1].crmId: expected") { usages.recordMany(listOf(usage(1), usage(2).copy(crmId = ""))) },
            Triple("key", "key: expected") { usages.recordMany(listOf(usage(1))) { "" } },
            Triple("seq", "seq: expected an event that is in doubt") { box.resolve(1, Resolution.RECORDED) },
            Triple("timeout", "timeout: expected") { box.flush(Duration.ofSeconds(-1)) },
            Triple("concurrency", "concurrency: expected at least 1") { builder().concurrency(0) },
            Triple("window", "window: expected") { builder(file = File(folder, "other")).rollUp(RollUp(RollUp.Combine.SUM, Duration.ofSeconds(7))).opened() },
        )
        for ((field, message, call) in wrong) {
            val error = runCatching { call() }.exceptionOrNull() as InvalidRequestException
            assertEquals(field, error.field, "$error")
            assertTrue(error.message.orEmpty().startsWith(message), "$error")
        }
        val thrown = IllegalStateException("of the key")
        assertEquals(thrown, runCatching { usages.recordMany(listOf(usage(1))) { throw thrown } }.exceptionOrNull())
        assertEquals(OutboxStats(sends = true), box.stats())
    }

    @Test
    fun `a file that cannot be used is refused`() {
        file.writeText("no outbox".repeat(100))
        assertThrows(OutboxCorruptException::class.java) { builder().opened() }
        assertThrows(OutboxException::class.java) { builder(file = File(file, "below")).opened() }
        val closed = sandbox.client().also { it.close() }
        assertThrows(ConfigurationException::class.java) { builder(closed, File(folder, "other")).opened() }
    }

    @Test
    fun `a lost response is found again`(): Unit = runBlocking {
        val box = builder().opened()
        box.productUsages.record(usage(1))
        box.until { it.delivered == 1L }
        sandbox.dropAfterCommit(times = 3, operation = "product_usages.add")
        box.productUsages.recordMany((2..20).map(::usage))
        box.until { it.delivered == 20L }
        val found = box.events(OutboxState.DELIVERED).toList().filter { box.history(it.seq).isNotEmpty() }
        assertTrue(found.isNotEmpty())
        assertEquals(OutboxState.IN_DOUBT to OutboxState.DELIVERED, box.history(found[0].seq).last().let { it.from to it.to })
        assertEquals((1..20).toSet(), rows())
    }

    @Test
    fun `a 401 pauses the outbox until the key works`(): Unit = runBlocking {
        val key = AtomicReference("revoked")
        val client = Plock.builder().baseUrl(sandbox.url).proxy("").tokenProvider { key.get() }.build()
        val box = builder(client).opened()
        box.productUsages.recordMany((1..20).map(::usage))
        val paused = box.until { it.pause != null }
        assertTrue("401" in paused.pause!!.reason || "key" in paused.pause!!.reason, "$paused")
        assertEquals(20, paused.unsent)
        key.set(sandbox.key)
        assertNull(box.until { it.delivered == 20L }.pause)
        assertEquals((1..20).toSet(), rows())
    }

    @Test
    fun `a person decides about rejected events`(): Unit = runBlocking {
        sandbox.next(422, times = 3, operation = "product_usages.add")
        val box = builder().concurrency(1).opened()
        box.productUsages.recordMany((1..4).map(::usage)) { "key-${it.value}" }
        box.until { it.rejected == 3L && it.delivered == 1L }
        val rejected = box.events(OutboxState.REJECTED).toList()
        assertEquals(listOf("key-1.50", "key-2.50", "key-3.50"), rejected.map { it.key })
        val event = rejected[0]
        assertEquals(Triple(OutboxState.REJECTED, 1, "addProductUsages"), Triple(event.state, event.attempts, event.operation))
        assertTrue(""""crmId":"c0"""" in event.body.text && """"1.50"""" in event.body.text, "$event")
        assertTrue(Duration.between(event.recordedAt, Instant.now()) < Duration.ofMinutes(1), "$event")
        box.resolve(1, Resolution.RECORDED)
        box.resolve(2, Resolution.DROP)
        assertEquals(1, box.retry())
        val left = box.until { it.delivered == 3L }
        assertEquals(Triple(0L, 1L, 0L), Triple(left.rejected, left.dropped, left.queued))
        assertEquals(OutboxState.DELIVERED, box.history(1).last().to)
        assertEquals(emptyList<String>(), box.verify())
        assertEquals(setOf(3, 4), rows())
    }

    @Test
    fun `an outbox without a client records, and another one sends`(): Unit = runBlocking {
        val recorder = Outbox.open(file, Writers.OTHERS_TOO, client = null, baseUrl = sandbox.url).also { boxes += it }
        recorder.productUsages.recordMany((1..600).map(::usage))
        val stats = recorder.stats()
        assertEquals(listOf(600L, false), listOf(stats.queued, stats.sends))
        assertTrue(stats.oldest!! < Duration.ofMinutes(1))
        assertEquals((1L..600L).toList(), recorder.events(OutboxState.QUEUED).toList().map { it.seq })
        val sender = builder().opened()
        recorder.until { it.delivered == 600L }
        assertEquals(600, sender.close(Duration.ZERO).delivered)
        assertEquals(600, sandbox.recorded.productUsages.size)
    }

    @Test
    fun `a copied file is refused until it is adopted`(): Unit = runBlocking {
        val box = builder(null).baseUrl(sandbox.url).opened()
        box.productUsages.recordMany((1..3).map(::usage))
        assertEquals(3, box.close(Duration.ZERO).queued)
        val copy = file.copyTo(File(folder, "copy.plockbox"))
        val refused = assertThrows(OutboxRefusedException::class.java) { builder(file = copy).opened() }
        assertTrue("adopt" in refused.message.orEmpty(), "$refused")
        val adopted = builder(null, copy).adopt(true).opened()
        assertEquals(listOf(0L, 3L), adopted.stats().let { listOf(it.queued, it.inDoubt) })
        adopted.resolve(1, Resolution.RESEND)
        adopted.close(Duration.ZERO)
        assertEquals(1, builder(file = copy).opened().also { it.flush() }.close(Duration.ZERO).delivered)
        assertEquals(setOf(1), rows())
    }

    @Test
    fun `close with a full queue returns what is left, which is sent later`(): Unit = runBlocking {
        sandbox.latency(Duration.ofMillis(100))
        val box = builder().concurrency(2).opened()
        box.productUsages.recordMany((1..50).map(::usage))
        val left = box.close(Duration.ofMillis(800))
        assertTrue(left.queued > 0 && left.claimed == 0L, "$left")
        assertEquals(50, left.queued + left.delivered + left.inDoubt)
        sandbox.latency(Duration.ZERO)
        builder().opened().until { it.delivered == 50L }
        assertEquals((1..50).toSet(), rows())
    }

    @Test
    fun `changes are a flow that ends with the outbox`(): Unit = runBlocking {
        val box = builder().opened()
        val stats = ConcurrentLinkedQueue<OutboxStats>()
        val reader = async(Dispatchers.Default) { box.changes().collect { stats += it } }
        eventually(what = { "no state before the first event" }) { stats.isNotEmpty() }
        repeat(5) { box.productUsages.record(usage(it)).also { Thread.sleep(30) } }
        eventually(what = { stats }) { stats.lastOrNull()?.delivered == 5L }
        box.close(Duration.ZERO)
        withTimeout(10_000) { reader.await() }
        assertEquals(0, stats.first().delivered)
        assertTrue(stats.zipWithNext().all { (before, after) -> before.copy(oldest = null) != after.copy(oldest = null) }, "$stats")
    }

    @Test
    fun `what a listener throws is reported, and it is called again`(): Unit = runBlocking {
        val (uncaught, seen) = Pair(ConcurrentLinkedQueue<Throwable>(), ConcurrentLinkedQueue<OutboxStats>())
        Thread.setDefaultUncaughtExceptionHandler { _, error -> uncaught += error }
        try {
            val box = builder().opened()
            val listening = box.onChange { stats -> throw IllegalStateException("listener").also { seen += stats } }
            eventually(what = { "no state before the first event" }) { seen.isNotEmpty() }
            box.productUsages.record(usage(1))
            eventually(what = { "$seen" }) { seen.any { it.delivered == 1L } }
            eventually(what = { "$uncaught" }) { uncaught.size >= 2 }
            assertTrue(uncaught.size >= 2 && uncaught.all { it.message == "listener" }, "$uncaught")
            listening.close()
            box.productUsages.record(usage(2))
            box.until { it.delivered == 2L }
            Thread.sleep(300)
            assertTrue(seen.none { it.delivered == 2L }, "$seen")
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null)
        }
    }

    @Test
    fun `a cancelled call leaves the outbox open`(): Unit = runBlocking {
        sandbox.latency(Duration.ofSeconds(30))
        val box = builder().opened()
        box.productUsages.record(usage(1))
        assertNull(withTimeoutOrNull(100) { box.flush(null) })
        assertNull(withTimeoutOrNull(100) { box.close(null) })
        assertEquals(2, box.productUsages.record(usage(2)).seq)
        repeat(20) { withTimeoutOrNull(it.toLong()) { Outbox.open(File(folder, "$it.plockbox"), Writers.ONLY_THIS, plock).also { other -> boxes += other } } }
    }

    @Test
    fun `many coroutines and threads record`(): Unit = runBlocking {
        val box = builder().opened()
        val coroutines = (1..200).map { async(Dispatchers.Default) { box.productUsages.record(usage(it)) } }
        val futures = (201..300).map { box.productUsages.recordAsync(usage(it)) }
        assertEquals((1L..300L).toSet(), (coroutines.awaitAll() + futures.map { it.get() }).map { it.seq }.toSet())
        box.until { it.delivered == 300L }
        assertEquals((1..300).toSet(), rows())
    }

    @Test
    fun `a sender outlives its client, and gets its tokens`(): Unit = runBlocking {
        val client = Plock.builder().baseUrl(sandbox.url).proxy("").tokenProvider { sandbox.key }.build()
        val box = builder(client).opened()
        client.close()
        box.productUsages.record(usage(1))
        assertTrue(box.until { it.delivered == 1L }.sends)
    }

    @Test
    fun `events of a window are rolled up`(): Unit = runBlocking {
        val box = builder().rollUp(RollUp(RollUp.Combine.SUM, only = mapOf("productId" to "7"))).opened()
        box.productUsages.recordMany((1..10).map { usage(it, "1.25") } + usage(11).copy(productId = "8"))
        val stats = box.until { it.delivered == 2L }
        assertEquals(10, stats.merged)
        assertEquals(setOf("12.50", "11.50"), sandbox.recorded.productUsages.map { "${it.value}" }.toSet())
    }

    @Test
    fun `an abandoned outbox stops, and its recorder keeps it open`() {
        fun abandoned() = builder(sandbox.client()).open().productUsages
        var recorder: io.plock.ProductUsagesRecorder? = abandoned()
        repeat(5) { System.gc().also { Thread.sleep(50) } }
        recorder!!.recordBlocking(usage(1))
        eventually(what = { rows() }) { rows() == setOf(1) }
        recorder = null
        // Another one can send: the lock is free.
        val next = builder().opened()
        next.productUsages.recordBlocking(usage(2))
        eventually(30, { next.statsBlocking() }) { System.gc().let { next.statsBlocking() }.run { sends && delivered == 2L } }
        assertEquals(setOf(1, 2), rows())
    }

    @Test
    fun `another class loader has no second copy of a file open`() {
        val box = builder().opened()
        val jars = System.getProperty("java.class.path").split(File.pathSeparator).map { File(it).toURI().toURL() }
        // One that has no library of the JNA of this one.
        URLClassLoader(jars.toTypedArray(), ClassLoader.getPlatformClassLoader()).use { loader ->
            val open = loader.loadClass("io.plock.tests.OtherLoader").getMethod("open", String::class.java, String::class.java)
            val other = { runCatching { open.invoke(null, "$file", sandbox.url) as Long }.recoverCatching { throw it.cause!! } }
            val refused = other().exceptionOrNull()
            assertTrue(refused?.javaClass?.simpleName == "OutboxRefusedException" && "another copy of this library" in refused.message.orEmpty(), "$refused")
            box.productUsages.recordBlocking(usage(1))
            box.closeBlocking(Duration.ofSeconds(10))
            assertEquals(1L, other().getOrThrow())
            assertEquals(1, builder().opened().statsBlocking().delivered)
        }
    }

    @Test
    fun `an outbox without a client keeps the library loaded until it is closed`() {
        fun open() = builder(null).baseUrl(sandbox.url).opened()

        fun threads() = io.plock.tests.threads() - "plock-sandbox"
        open().productUsages.recordBlocking(usage(1))
        assertTrue(threads().isNotEmpty())
        Plock.shutdown()
        assertThrows(OutboxClosedException::class.java) { boxes.last().statsBlocking() }
        boxes.last().close()
        eventually(what = { threads() }) { threads().isEmpty() }
        val box = open()
        assertEquals(1, box.statsBlocking().queued)
        box.close()
        eventually(what = { threads() }) { threads().isEmpty() }
    }
}

/** For a test with class loaders. */
object OtherLoader {
    /** Opens and closes an outbox, and returns how many events it has delivered. */
    @JvmStatic
    fun open(file: String, url: String): Long = try {
        Outbox.builder(File(file), Writers.ONLY_THIS).baseUrl(url).open().use { it.statsBlocking().delivered }
    } finally {
        Plock.shutdown()
    }
}

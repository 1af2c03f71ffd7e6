package io.plock.tests

import io.plock.AuthenticationException
import io.plock.CallOptions
import io.plock.ConfigurationException
import io.plock.InvalidRequestException
import io.plock.NewProductUsage
import io.plock.Plock
import io.plock.TokenProvider
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.math.BigDecimal
import java.nio.file.Files
import java.security.KeyStore
import java.time.Duration
import java.time.Instant
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit.SECONDS
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlin.coroutines.CoroutineContext

/** Lifetime of clients, calls and lists, and callbacks that block or throw. */
@Timeout(60)
class LifetimeTest {
    private val usage = NewProductUsage("hs321", 7, BigDecimal("1.50"), Instant.now())

    @Test
    fun `close lets calls in progress complete`(): Unit = runBlocking {
        val gate = CountDownLatch(1)
        LocalApi { gate.await(10, SECONDS) }.use { api ->
            val plock = api.builder().build()
            val futures = List(5) { plock.productUsages.addAsync(usage) }
            val call = async(Dispatchers.Default) { plock.productUsages.add(usage) }
            eventually(what = { "${api.requests} requests" }) { api.requests.get() == 6 }
            plock.close()
            gate.countDown()
            futures.forEach { assertTrue(it.get(5, SECONDS).success == true) }
            withTimeout(5_000) { call.await() }
            val late = runCatching { plock.productUsages.addAsync(usage).get(5, SECONDS) }.exceptionOrNull()?.cause
            assertTrue(late is ConfigurationException, "$late")
        }
    }

    @Test
    fun `a call that outlives its client gets its token`(): Unit = runBlocking {
        LocalApi().use { api ->
            val (requested, token) = Pair(CompletableDeferred<Unit>(), CompletableDeferred<String>())
            val plock = Plock(baseUrl = api.url, tokenProvider = { requested.complete(Unit).let { token.await() } })
            val call = async(Dispatchers.Default) { plock.accounts.get(1) }
            requested.await()
            plock.close()
            token.complete("token")
            assertEquals("1", withTimeout(5_000) { call.await() }.id)
        }
    }

    @Test
    fun `an invalid list throws before it starts`(): Unit = runBlocking {
        LocalApi().use { api ->
            val alone = api.builder().build().also { it.close() }
            val rows = alone.accounts.list().stream().iterator()
            assertTrue(runCatching { rows.hasNext() }.exceptionOrNull() is ConfigurationException)
            assertFalse(rows.hasNext())
            api.builder().build().use { plock ->
                // Beside another client its error is an event, and in parallel events come at once.
                val closed = api.builder().build().also { it.close() }
                val readers = List(4) {
                    async(Dispatchers.IO) {
                        repeat(500) {
                            for ((client, pageSize) in listOf(Pair(closed, 1L), Pair(plock, -1L))) {
                                val error = withTimeout(5_000) { runCatching { client.accounts.list(pageSize = pageSize).toList() }.exceptionOrNull() }
                                assertTrue(if (client === closed) error is ConfigurationException else error is InvalidRequestException, "$error")
                            }
                        }
                    }
                }
                readers.awaitAll()
                val options = CallOptions(timeout = Duration.ofMillis(-1))
                assertTrue(runCatching { plock.accounts.list(options = options).stream().count() }.exceptionOrNull() is InvalidRequestException)
            }
        }
    }

    @Test
    fun `an interrupted reader reads on and gets every row`() {
        LocalApi(pages = 20) { Thread.sleep(20) }.use { api ->
            api.builder().concurrency(2).build().use { plock ->
                val ids = ArrayList<String>()
                val interrupted = AtomicInteger()
                val reader = thread {
                    val rows = plock.accounts.list().stream().iterator()
                    while (true) {
                        try {
                            if (!rows.hasNext()) break
                            ids += rows.next().id
                        } catch (@Suppress("SwallowedException") error: InterruptedException) {
                            interrupted.incrementAndGet()
                        }
                    }
                }
                while (reader.isAlive) {
                    reader.interrupt()
                    reader.join(7)
                }
                assertTrue(interrupted.get() > 0)
                assertEquals((1..200).map { "$it" }, ids)
            }
        }
    }

    @Test
    fun `futures may wait for each other`() {
        LocalApi { Thread.sleep(20) }.use { api ->
            api.builder().build().use { plock ->
                val chains = List(64) { plock.accounts.getAsync(1L).thenApply { plock.accounts.getAsync(2L).join().id } }
                chains.forEach { assertEquals("2", it.get(20, SECONDS)) }
            }
        }
    }

    @Test
    fun `a token provider that blocks stops no other call`() {
        LocalApi().use { api ->
            val gate = CountDownLatch(1)
            val provider = TokenProvider { gate.await().let { CompletableFuture.completedFuture("token") } }
            val blocked = Plock.builder().tokenProvider(provider).baseUrl(api.url).build()
            api.builder().build().use { plock ->
                val waiting = List(32) { blocked.accounts.getAsync(1L) }
                repeat(100) { assertEquals("3", plock.accounts.getAsync(3L).get(5, SECONDS).id) }
                gate.countDown()
                waiting.forEach { assertEquals("1", it.get(10, SECONDS).id) }
            }
            blocked.close()
            val failing = Plock.builder().tokenProvider(TokenProvider { throw StackOverflowError("deep") }).baseUrl(api.url).build()
            val error = runCatching { failing.use { it.accounts.getAsync(1L).get(5, SECONDS) } }.exceptionOrNull()?.cause
            assertTrue(error is AuthenticationException, "$error")
        }
    }

    @Test
    fun `a dispatcher that throws stops no other call`(): Unit = runBlocking {
        val down = Executors.newSingleThreadExecutor().also { it.shutdown() }.asCoroutineDispatcher()
        val broken = object : CoroutineDispatcher() {
            override fun dispatch(context: CoroutineContext, block: Runnable): Unit = throw OutOfMemoryError("no thread")
        }
        LocalApi().use { api ->
            api.builder().build().use { plock ->
                for (dispatcher in listOf(down, broken, Dispatchers.Unconfined)) {
                    val scope = CoroutineScope(SupervisorJob() + dispatcher)
                    scope.launch(start = CoroutineStart.UNDISPATCHED) { plock.accounts.get(1).also { throw AssertionError("expected") } }
                    repeat(20) { assertEquals("2", withTimeout(5_000) { plock.accounts.get(2) }.id) }
                }
            }
        }
    }

    @Test
    fun `a logger that blocks or throws stops no call`() {
        LocalApi().use { api ->
            val gate = CountDownLatch(1)
            val events = AtomicInteger()
            val logger = { it: io.plock.LogEvent ->
                events.incrementAndGet()
                gate.await()
                throw LinkageError("of the logger: ${it.name}")
            }
            api.builder().logger(logger).build().use { plock ->
                repeat(50) { assertEquals("2", plock.accounts.getAsync(2L).get(5, SECONDS).id) }
                gate.countDown()
                eventually(what = { "$events events" }) { events.get() == 50 }
            }
        }
    }

    @Test
    fun `a list is closed while another thread reads it`() {
        LocalApi(pages = 1_000).use { api ->
            api.builder().build().use { plock ->
                repeat(300) { time ->
                    val rows = plock.accounts.list().stream()
                    val items = rows.iterator()
                    val reader = thread { while (items.hasNext()) items.next() }
                    // Also while a page is decoded.
                    Thread.sleep(0, time * 10_000 % 999_999)
                    rows.close()
                    reader.join(5_000)
                    assertTrue(!reader.isAlive, "the reader of round $time never returns")
                }
                assertEquals("1", plock.accounts.getAsync(1L).get(5, SECONDS).id)
            }
        }
    }

    @Test
    fun `abandoned lists leak nothing`(): Unit = runBlocking {
        LocalApi(pages = 50) { Thread.sleep(2) }.use { api ->
            val before = resources()
            val uncaught = ConcurrentLinkedQueue<Throwable>()
            Thread.setDefaultUncaughtExceptionHandler { _, error -> uncaught += error }
            repeat(3) {
                val plock = api.builder().build()
                repeat(30) {
                    plock.accounts.list().take(1).toList()
                    plock.accounts.list().stream().use { it.iterator().next() }
                    // Neither read to the end nor closed.
                    plock.accounts.list().stream().iterator().next()
                    runCatching { withTimeout(5) { plock.accounts.list().collect { } } }
                    launch(Dispatchers.Default) { plock.accounts.list().collect { } }.let { job ->
                        plock.accounts.list().first()
                        job.cancelAndJoin()
                    }
                }
                plock.close()
            }
            Thread.setDefaultUncaughtExceptionHandler(null)
            assertEquals(emptyList<Throwable>(), uncaught.toList())
            eventually(what = { "${resources()} threads and descriptors, $before before" }) { resources().let { it.first == 0 && it.second <= before.second } }
        }
    }

    /** Number of threads of the library and of open files, after a garbage collection. */
    private fun resources(): Pair<Int, Int> {
        System.gc()
        return Pair(threads().size, descriptors())
    }

    @Test
    fun `a garbage-collected client is closed`() {
        LocalApi().use { api ->
            fun use() = api.builder().build().accounts.getAsync(1L).get(5, SECONDS)
            use()
            eventually(30, { "threads: ${threads()}" }) { resources().first == 0 }
        }
    }

    @Test
    fun `shutdown ends everything, and clients can be created again`() {
        val gate = CountDownLatch(1)
        LocalApi { if (it.requestURI.path.endsWith("/1")) gate.await(10, SECONDS) }.use { api ->
            val plock = api.builder().build()
            val call = plock.accounts.getAsync(1L)
            eventually(what = { "no request" }) { api.requests.get() == 1 }
            Plock.shutdown()
            assertTrue(call.isCompletedExceptionally || runCatching { call.get(5, SECONDS) }.isFailure)
            eventually(what = { "threads: ${threads()}" }) { threads().isEmpty() }
            assertTrue(runCatching { plock.accounts.getAsync(2L).get(5, SECONDS) }.exceptionOrNull()?.cause is ConfigurationException)
            gate.countDown()
            api.builder().build().use { assertEquals("2", it.accounts.getAsync(2L).get(5, SECONDS).id) }
        }
    }

    @Test
    fun `the trust store of the JVM is read, and named if it cannot be`() {
        val file = Files.createTempFile("plock", ".p12")
        try {
            System.setProperty("javax.net.ssl.trustStore", file.toString())
            System.setProperty("javax.net.ssl.trustStorePassword", "changeit")
            // An empty one, and one with a certificate.
            KeyStore.getInstance("PKCS12").run {
                load(null, null)
                Files.newOutputStream(file).use { store(it, "changeit".toCharArray()) }
            }
            Plock(apiKey = "key").close()
            Files.delete(file)
            val keytool = "${System.getProperty("java.home")}/bin/keytool"
            val options = "-genkeypair -keyalg EC -alias own -dname CN=localhost -storetype PKCS12 -storepass changeit -keystore $file"
            assertEquals(0, ProcessBuilder(listOf(keytool) + options.split(' ')).inheritIO().start().waitFor())
            Plock(apiKey = "key").close()
            Files.write(file, byteArrayOf(1))
            val error = runCatching { Plock(apiKey = "key") }.exceptionOrNull()
            assertTrue(error is ConfigurationException && "javax.net.ssl.trustStore" in error.message.orEmpty(), "$error")
        } finally {
            System.clearProperty("javax.net.ssl.trustStore")
            System.clearProperty("javax.net.ssl.trustStorePassword")
            Files.delete(file)
        }
    }

    @Test
    fun `settings are fixed when a client or options are created`(): Unit = runBlocking {
        val seen = ConcurrentLinkedQueue<String>()
        LocalApi { seen += it.requestHeaders["X-Mine"].orEmpty().joinToString() }.use { api ->
            val builder = api.builder().header("X-Mine", "first")
            builder.build().use { plock ->
                builder.header("X-Mine", "second").baseUrl("http://127.0.0.1:1")
                plock.accounts.get(1)
                val headers = mutableMapOf("X-Mine" to "call")
                val options = CallOptions(headers = headers)
                headers["X-Mine"] = "changed"
                plock.accounts.get(1, options)
                assertEquals(listOf("first", "call"), seen.map { it.substringAfterLast(", ") })
            }
        }
    }
}

package io.plock.tests

import io.plock.NewProductUsage
import io.plock.Plock
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.io.File
import java.math.BigDecimal
import java.net.URLClassLoader
import java.time.Instant
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.ForkJoinPool
import java.util.concurrent.TimeUnit.SECONDS
import java.util.concurrent.atomic.AtomicBoolean
import java.util.function.Function
import kotlin.concurrent.thread
import kotlin.system.exitProcess

/** Time limit of the program. */
private const val LIMIT_MS = 300_000L

/** Runs in a class loader of its own: calls for one account, and abandoned lists. Returns the number of wrong responses. */
class Worker : Function<String, String> {
    override fun apply(args: String): String {
        val (url, account, times) = args.split(' ')
        val plock = Plock.builder().apiKey("key").baseUrl(url).maxRetries(0).build()
        val ids = List(times.toInt()) { plock.accounts.getAsync(account) }.map { it.get(20, SECONDS).id }
        plock.accounts.list().stream().use { it.iterator().next() }
        runBlocking { plock.accounts.list().take(1).toList() }
        plock.close()
        return "${ids.count { it != account }} wrong"
    }
}

/** Little memory, several class loaders, blocked thread pools. Run by `crates/xtask/src/kotlin.rs`. */
fun main() {
    thread(isDaemon = true) {
        Thread.sleep(LIMIT_MS)
        println("timed out; stack traces:")
        Thread.getAllStackTraces().forEach { (thread, frames) -> println("$thread\n" + frames.joinToString("\n") { "    $it" }) }
        Runtime.getRuntime().halt(1)
    }
    LocalApi().use { api ->
        LocalApi().use { other ->
            val before = Thread.getAllStackTraces().keys.size
            step("redeployed") { repeat(4) { redeployed(api.url) } }
            step("two class loaders over one library") { shared(api.url, other.url) }
            step("blocked pools") { blocked(api) }
            step("no memory") { memory(api) }
            step("clients come and go") { churn(api) }
            step("no thread stays") {
                eventually(20, { "threads of the library: ${threads()}" }) { System.gc().let { threads().isEmpty() } }
            }
            println("threads of the JVM: $before before, ${Thread.getAllStackTraces().keys.size} now")
        }
    }
    exitProcess(0)
}

private fun <T> step(name: String, work: () -> T): T {
    val start = System.nanoTime()
    return work().also { println("$name: ${(System.nanoTime() - start) / 1_000_000} ms") }
}

/** A new class loader with the classpath of this program. */
private fun loader(): URLClassLoader {
    val path = System.getProperty("java.class.path").split(File.pathSeparator).map { File(it).toURI().toURL() }
    return URLClassLoader(path.toTypedArray(), ClassLoader.getPlatformClassLoader())
}

private fun worker(loader: ClassLoader): Function<String, String> {
    @Suppress("UNCHECKED_CAST")
    return loader.loadClass(Worker::class.java.name).getDeclaredConstructor().newInstance() as Function<String, String>
}

private fun redeployed(url: String) = loader().use { check(worker(it).apply("$url 7 20") == "0 wrong") }

private fun shared(url: String, other: String) {
    System.setProperty("jna.library.path", checkNotNull(System.getProperty("plock.library.folder")))
    val workers = List(2) { worker(loader()) }
    val results = workers.mapIndexed { at, worker ->
        CompletableFuture<String>().also { done ->
            thread { runCatching { worker.apply("${if (at == 0) url else other} ${at + 1} 200") }.fold(done::complete, done::completeExceptionally) }
        }
    }
    results.forEach { check(it.get(30, SECONDS) == "0 wrong") { it.get() } }
    System.clearProperty("jna.library.path")
}

private fun blocked(api: LocalApi) {
    val gate = CountDownLatch(1)
    try {
        repeat(64) { ForkJoinPool.commonPool().execute { gate.await() } }
        repeat(64) { CoroutineScope(Dispatchers.Default).launch { gate.await() } }
        api.builder().build().use { plock ->
            val usage = NewProductUsage("hs321", 7, BigDecimal("1.50"), Instant.now())
            val chains = List(64) { plock.accounts.getAsync(1L).thenApply { plock.accounts.getAsync(2L).join().id } }
            chains.forEach { check(it.get(20, SECONDS) == "2") }
            check(plock.productUsages.addManyAsync(List(64) { usage }).get(20, SECONDS).size == 64)
            check(plock.accounts.list().stream().use { it.count() } == 30L)
        }
    } finally {
        gate.countDown()
    }
}

private fun memory(api: LocalApi) = api.builder().build().use { plock ->
    val done = AtomicBoolean()
    val hoarder = thread {
        repeat(10) {
            val hoard = ArrayList<ByteArray>()
            runCatching { while (true) hoard.add(ByteArray(100_000)) }
            Thread.sleep(20)
            hoard.clear()
            Thread.sleep(20)
        }
        done.set(true)
    }
    val callers = List(4) {
        thread {
            while (!done.get()) {
                // A call may throw OutOfMemoryError, but must not hang.
                runCatching { plock.accounts.getAsync(1L).get(60, SECONDS) }.exceptionOrNull()?.let { error ->
                    if (error is java.util.concurrent.TimeoutException) Runtime.getRuntime().halt(2)
                }
            }
        }
    }
    (callers + hoarder).forEach { it.join() }
    repeat(100) { check(plock.accounts.getAsync(3L).get(5, SECONDS).id == "3") }
}

private fun churn(api: LocalApi) {
    val files = descriptors()
    val until = System.nanoTime() + 3_000_000_000
    List(4) {
        thread {
            while (System.nanoTime() < until) {
                api.builder().build().use { plock ->
                    val call = plock.accounts.getAsync(1L)
                    plock.accounts.list().stream().use { it.iterator().next() }
                    call.get(20, SECONDS)
                }
            }
        }
    }.forEach { it.join() }
    eventually(20, { "${descriptors()} files are open, $files were" }) { descriptors() <= files + 8 }
}

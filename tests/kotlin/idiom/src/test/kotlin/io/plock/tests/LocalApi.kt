package io.plock.tests

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import io.plock.Plock
import java.io.File
import java.net.InetSocketAddress
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger

/** A server with [pages] pages of ten accounts, and usage. It calls [wait] before each response. */
class LocalApi(private val pages: Int = 3, private val wait: (HttpExchange) -> Unit = { }) : AutoCloseable {
    private val threads = Executors.newCachedThreadPool()
    val requests: AtomicInteger = AtomicInteger()
    private val server = HttpServer.create(InetSocketAddress("127.0.0.1", 0), 0).apply {
        executor = threads
        createContext("/") { exchange -> runCatching { respond(exchange) }.also { exchange.close() } }
        start()
    }
    val url: String get() = "http://127.0.0.1:${server.address.port}"

    fun builder(): Plock.Builder = Plock.builder().apiKey("key").baseUrl(url).maxRetries(0)

    private fun account(id: Int) = """{"type":"accounts","id":"$id","attributes":{"name":"Account $id"}}"""

    private fun respond(exchange: HttpExchange) {
        exchange.requestBody.readAllBytes()
        requests.incrementAndGet()
        wait(exchange)
        val path = exchange.requestURI.path
        val page = Regex("page\\[number]=(\\d+)").find(exchange.requestURI.query.orEmpty())?.groupValues?.get(1)?.toInt() ?: 1
        val body = when {
            exchange.requestMethod == "POST" -> """{"success":true}"""
            path.endsWith("/accounts") -> {
                val rows = (1..10).joinToString(",") { account((page - 1) * 10 + it) }
                """{"meta":{"page":{"currentPage":$page,"lastPage":$pages,"perPage":10,"total":${pages * 10}}},"data":[$rows]}"""
            }
            else -> """{"data":${account(path.substringAfterLast('/').toInt())}}"""
        }
        val bytes = body.toByteArray()
        exchange.responseHeaders.add("Content-Type", "application/json")
        exchange.sendResponseHeaders(200, bytes.size.toLong())
        exchange.responseBody.write(bytes)
    }

    override fun close() {
        server.stop(0)
        threads.shutdownNow()
    }
}

/** Names of the threads of the library, in the JVM and the native part. */
fun threads(): List<String> {
    val own = File("/proc/self/task").listFiles().orEmpty().mapNotNull { runCatching { File(it, "comm").readText().trim() }.getOrNull() }
    return own.filter { it.startsWith("plock") }
}

fun descriptors(): Int = File("/proc/self/fd").list().orEmpty().size

/** Waits up to [seconds] for a condition, or fails with [what]. */
fun eventually(seconds: Int = 20, what: () -> Any?, condition: () -> Boolean) {
    repeat(seconds * 20) {
        if (condition()) return
        Thread.sleep(50)
    }
    throw AssertionError("${what()}")
}

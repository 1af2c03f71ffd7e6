// Runs one job of one client, measured in its own process: BenchKt CLIENT JOB SETTINGS
//
// SETTINGS is a JSON object: the URL of the server, the number of rows or calls, and the settings of all languages. Each job runs once
// to warm up the JVM. Prints the measurements as one line of JSON.

import com.sun.management.OperatingSystemMXBean
import io.plock.testing.Sandbox
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.io.File
import java.lang.management.ManagementFactory
import java.math.BigDecimal
import java.time.Instant
import java.util.concurrent.atomic.AtomicInteger
import kotlin.system.exitProcess

class Event(n: Int) {
    val crmId = "hs$n"
    val value: BigDecimal = BigDecimal.valueOf(n * 25L + 1250, 2)
    val ts: Instant = Instant.ofEpochSecond(1_750_923_349)
}

class Sum {
    var rows = 0
    var amount: BigDecimal = BigDecimal.ZERO

    fun add(value: BigDecimal?) {
        rows += 1
        if (value != null) amount += value
    }
}

interface Client {
    suspend fun list(sum: Sum)

    suspend fun get(id: Long): BigDecimal?

    suspend fun add(event: Event)
}

private fun cpu(): Long = (ManagementFactory.getOperatingSystemMXBean() as OperatingSystemMXBean).processCpuTime

private fun peak(): Long =
    File("/proc/self/status").readLines().first { it.startsWith("VmHWM:") }.filter { it.isDigit() }.toLong()

suspend fun main(args: Array<String>) {
    val (name, job, text) = args
    val settings = Json.parseToJsonElement(text).jsonObject
    val number = { of: String -> settings.getValue(of).jsonPrimitive.int }
    val (url, size) = Pair(settings.getValue("url").jsonPrimitive.content, number("page_size"))
    val client: Client = when (name) {
        "plock" -> Ours(url, size)
        "jdk" -> OverHttp(url, size, Jdk())
        "okhttp" -> OverHttp(url, size, Ok())
        else -> error("no client named $name")
    }
    val (count, singles) = Pair(number("count"), number("singles"))
    val times = LongArray(count)
    val work: suspend (Sum) -> Unit = when (job) {
        "list" -> { sum -> client.list(sum) }
        "get" -> { sum ->
            repeat(count) {
                val start = System.nanoTime()
                val amount = client.get(1L + it % singles)
                times[it] = System.nanoTime() - start
                sum.add(amount)
            }
        }
        "kit" -> { sum ->
            repeat(count) {
                val start = System.nanoTime()
                val sandbox = Sandbox()
                times[it] = System.nanoTime() - start
                sandbox.close()
            }
            sum.rows = count
        }
        "add" -> { sum ->
            val next = AtomicInteger()
            coroutineScope {
                List(number("in_flight")) {
                    async {
                        while (true) {
                            val n = next.getAndIncrement()
                            if (n >= count) break
                            client.add(Event(n))
                        }
                    }
                }.awaitAll()
            }
            sum.rows = count
        }
        else -> error("no job named $job")
    }
    work(Sum())
    val (start, before) = Pair(System.nanoTime(), cpu())
    val sum = Sum()
    work(sum)
    val (wall, after) = Pair(System.nanoTime() - start, cpu())
    times.sort()
    val percentile = { percent: Int -> if (job == "get" || job == "kit") times[count * percent / 100] else null }
    println(
        """{"wall_ns":$wall,"cpu_ns":${after - before},"process_ns":$after,"peak_kib":${peak()},"count":${sum.rows},""" +
            """"checksum":"${sum.rows} ${sum.amount}","p50_ns":${percentile(50)},"p99_ns":${percentile(99)}}""",
    )
    exitProcess(0)
}

@file:OptIn(PlockInternal::class)

package io.plock.conformance

import io.plock.Plock
import io.plock.PlockException
import io.plock.PlockInternal
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import kotlin.system.exitProcess

/**
 * The client-under-test of the Kotlin package: reads cases from standard input, one JSON object per line, calls the public API of the
 * package, and writes replies to standard output. `tests/conformance/README.md` describes the protocol.
 */
public fun main() {
    val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    send("""{"ready":"kotlin","version":"0.1.0"}""")
    val running = generateSequence(::readlnOrNull).map { line ->
        val case = Json.parseToJsonElement(line).jsonObject
        scope.launch {
            try {
                send(run(case))
            } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
                // Crash: the runner would wait for the reply of this case.
                error.printStackTrace()
                exitProcess(101)
            }
        }
    }
    runBlocking { running.toList().forEach { it.join() } }
}

private fun send(line: String): Unit = synchronized(System.out) {
    println(line)
    System.out.flush()
}

private suspend fun run(case: JsonObject): String {
    val call = case.getValue("call").jsonObject
    val args = Args(call)
    var cancelledAt: Long? = null
    var plock: Plock? = null
    var failure: CaseError? = null
    try {
        plock = client(case.getValue("client").jsonObject)
        val made = plock
        supervisorScope {
            val work = async(start = CoroutineStart.LAZY) { calls(made, call, args) }
            val timer = call["cancel_after_ms"]?.takeIf { "job" !in call }?.long()?.let { after ->
                launch(start = CoroutineStart.UNDISPATCHED) {
                    if (after > 0) delay(after)
                    cancelledAt = System.currentTimeMillis()
                    work.cancel()
                }
            }
            try {
                work.await()
                cancelledAt = null
            } catch (cancelled: CancellationException) {
                if (cancelledAt == null) throw cancelled
            } finally {
                timer?.cancel()
            }
        }
    } catch (error: PlockException) {
        failure = CaseError(error)
    } catch (error: BadArgument) {
        failure = CaseError(error)
    }
    val waits = plock?.waits.orEmpty()
    plock?.close()
    val members = buildList {
        add("\"id\":${case.getValue("id")}")
        add("\"waits_ms\":$waits")
        if (failure == null && cancelledAt == null) args.result?.let { add("\"result\":$it") }
        args.items?.let { add("\"items\":$it") }
        args.job?.let { add("\"job\":$it") }
        if (cancelledAt != null) {
            add("\"cancelled\":true")
            add("\"cancelled_at_ms\":$cancelledAt")
        } else {
            failure?.let { add("\"error\":${it.json()}") }
        }
    }
    return members.joinToString(",", "{", "}")
}

/** Repeats a call; the last result counts. */
private suspend fun calls(plock: Plock, call: JsonObject, args: Args) {
    val id = call.getValue("operation").text()
    val operation = operations[id] ?: throw BadArgument("operation", "unknown operation $id")
    val times = call["times"]?.long() ?: 1
    for (time in 1..times) {
        args.start()
        try {
            operation(plock, args)
        } catch (error: PlockException) {
            if (time == times) throw error
        }
    }
}

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
 * The client-under-test of the Kotlin package: takes cases on standard input, one JSON object a line, calls the package as any user
 * would, and answers on standard output. The protocol is in `tests/conformance/README.md`.
 */
public fun main() {
    val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    say("""{"ready":"kotlin","version":"0.1.0"}""")
    val under = generateSequence(::readlnOrNull).map { line ->
        val case = Json.parseToJsonElement(line).jsonObject
        scope.launch {
            try {
                say(run(case))
            } catch (@Suppress("TooGenericExceptionCaught") fault: Throwable) {
                // A case whose coroutine is gone would never be answered: the runner is to see a crash.
                fault.printStackTrace()
                exitProcess(101)
            }
        }
    }
    runBlocking { under.toList().forEach { it.join() } }
}

private fun say(line: String): Unit = synchronized(System.out) {
    println(line)
    System.out.flush()
}

private suspend fun run(case: JsonObject): String {
    val call = case.getValue("call").jsonObject
    val args = Args(call)
    var cancelledAt: Long? = null
    var plock: Plock? = null
    var failure: PlockFailure? = null
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
        failure = PlockFailure(error)
    } catch (error: BadArgument) {
        failure = PlockFailure(error)
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
            failure?.let { add("\"error\":${it.told()}") }
        }
    }
    return members.joinToString(",", "{", "}")
}

/** The same call as often as asked for; the last one counts. */
private suspend fun calls(plock: Plock, call: JsonObject, args: Args) {
    val id = call.getValue("operation").text()
    val operation = operations[id] ?: throw BadArgument("operation", "there is no operation $id")
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

package io.plock

import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

private const val IDLE_MS = 5_000L

/** Events of one client that may wait for its logger. */
private const val UNLOGGED = 10_000

/**
 * Where code of the caller runs: as many threads as are busy, so that code that blocks holds up no other. A task that was taken is
 * never lost: where no thread can be started, it waits for one that there is.
 */
internal class Callbacks : Executor {
    private val lock = ReentrantLock()
    private val changed = lock.newCondition()
    private val tasks = ArrayDeque<Runnable>()
    private var threads = 0
    private var idle = 0
    private var closed = false

    override fun execute(task: Runnable) {
        lock.withLock {
            tasks.addLast(task)
            changed.signal()
            if (idle >= tasks.size) return
            threads++
        }
        try {
            start("plock-callback") { work() }
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            lock.withLock {
                threads--
                // Whoever gave it gives it again.
                if (threads == 0 && tasks.remove(task)) throw error
            }
        }
    }

    private fun work() {
        while (true) guarded { (next() ?: return).run() }
    }

    private fun next(): Runnable? = lock.withLock {
        var left = TimeUnit.MILLISECONDS.toNanos(IDLE_MS)
        idle++
        try {
            while (tasks.isEmpty() && !closed && left > 0) left = changed.awaitNanos(left)
        } finally {
            idle--
        }
        tasks.removeFirstOrNull().also { if (it == null) threads-- }
    }

    /** Threads end as soon as they have nothing to do. */
    fun close(): Unit = lock.withLock {
        closed = true
        changed.signalAll()
    }
}

/** Gives events to a logger, one after the other. */
internal class Logging(private val logger: PlockLogger, private val callbacks: Callbacks) {
    private val events = ArrayDeque<LogEvent>()
    private var busy = false

    fun add(event: LogEvent) {
        synchronized(events) {
            if (events.size < UNLOGGED) events.addLast(event)
            if (busy) return
            busy = true
        }
        try {
            callbacks.execute { while (true) guarded { logger.log(next() ?: return@execute) } }
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            synchronized(events) { busy = false }
            throw error
        }
    }

    private fun next(): LogEvent? = synchronized(events) { events.removeFirstOrNull().also { if (it == null) busy = false } }
}

/** What code of the caller throws where nobody catches it goes to the thread's handler, as anywhere else, and stops nothing. */
private inline fun guarded(work: () -> Unit) {
    try {
        work()
    } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
        report(error)
    }
}

internal fun report(error: Throwable) {
    val thread = Thread.currentThread()
    runCatching { thread.uncaughtExceptionHandler.uncaughtException(thread, error) }
}

/** A daemon that keeps no class loader but that of this library. */
internal fun start(name: String, work: () -> Unit): Thread = Thread(work, name).apply {
    isDaemon = true
    contextClassLoader = Callbacks::class.java.classLoader
    start()
}

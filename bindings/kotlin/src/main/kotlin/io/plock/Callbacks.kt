package io.plock

import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

private const val KEEP_ALIVE_MS = 5_000L

/** Maximum number of events that wait for a logger. */
private const val MAX_QUEUED_EVENTS = 10_000

/**
 * Runs code of the caller, on a new thread if no thread is idle, so that blocking code delays no other. An accepted task is never
 * lost: if no thread can be started, it waits for a running one.
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
            startThread("plock-callback") { work() }
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            lock.withLock {
                threads--
                // Not accepted: the caller tries again.
                if (threads == 0 && tasks.remove(task)) throw error
            }
        }
    }

    private fun work() {
        while (true) guarded { (next() ?: return).run() }
    }

    private fun next(): Runnable? = lock.withLock {
        var left = TimeUnit.MILLISECONDS.toNanos(KEEP_ALIVE_MS)
        idle++
        try {
            while (tasks.isEmpty() && !closed && left > 0) left = changed.awaitNanos(left)
        } finally {
            idle--
        }
        tasks.removeFirstOrNull().also { if (it == null) threads-- }
    }

    /** Ends each thread when there are no tasks for it. */
    fun close(): Unit = lock.withLock {
        closed = true
        changed.signalAll()
    }
}

/** Passes events to a logger, one at a time. */
internal class Logging(private val logger: PlockLogger, private val callbacks: Callbacks) {
    private val events = ArrayDeque<LogEvent>()
    private var busy = false

    fun add(event: LogEvent) {
        synchronized(events) {
            if (events.size < MAX_QUEUED_EVENTS) events.addLast(event)
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

/** Reports what code of the caller throws, and continues. */
internal inline fun guarded(work: () -> Unit) {
    try {
        work()
    } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
        report(error)
    }
}

/** Passes an error to the uncaught exception handler of this thread. */
internal fun report(error: Throwable) {
    val thread = Thread.currentThread()
    runCatching { thread.uncaughtExceptionHandler.uncaughtException(thread, error) }
}

/** Starts a daemon thread. It references no class loader except that of this library. */
internal fun startThread(name: String, work: () -> Unit): Thread = Thread(work, name).apply {
    isDaemon = true
    contextClassLoader = Callbacks::class.java.classLoader
    start()
}

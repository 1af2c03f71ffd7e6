package io.plock

import java.io.File
import java.util.concurrent.atomic.AtomicBoolean

private const val DROP_TIME_MS = 5_000L

/**
 * A file that is open in this JVM. Each class loader may have a copy of the native library, and copies do not see each other's locks of a
 * file: both would send its events. So all class loaders share a table in the system properties, which has only texts.
 */
internal class OutboxFile private constructor(private val key: String, private val library: String) {
    private val released = AtomicBoolean()

    fun release() {
        if (released.getAndSet(true)) return
        synchronized(System.getProperties()) {
            val count = count(System.getProperty(key)) - 1
            if (count > 0) System.setProperty(key, "$count $library") else System.clearProperty(key)
        }
    }

    /** After the native part has stopped to send. */
    fun releaseLater(callbacks: Callbacks): Unit = callbacks.execute {
        Thread.sleep(DROP_TIME_MS)
        release()
    }

    companion object {
        /** @throws OutboxRefusedException if another copy of the library has it open. */
        fun hold(path: String): OutboxFile {
            val file = OutboxFile("io.plock.outbox.${File(path).canonicalPath}", Direct.identity())
            synchronized(System.getProperties()) {
                val held = System.getProperty(file.key)
                if (held != null && held.substringAfter(' ') != file.library) {
                    throw OutboxRefusedException("$path: the outbox is open in another class loader, which has its own copy of the library: close it there")
                }
                System.setProperty(file.key, "${count(held) + 1} ${file.library}")
            }
            return file
        }

        private fun count(held: String?): Int = held?.substringBefore(' ')?.toInt() ?: 0
    }
}

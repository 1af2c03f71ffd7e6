package io.plock

import com.sun.jna.Native
import com.sun.jna.NativeLibrary
import com.sun.jna.Pointer
import io.plock.ffi.CallRequest
import io.plock.ffi.FfiConverter
import io.plock.ffi.FfiConverterTypeCallRequest
import io.plock.ffi.FfiConverterTypeManyRequest
import io.plock.ffi.FfiConverterTypeSettings
import io.plock.ffi.ManyRequest
import io.plock.ffi.Settings
import java.io.IOException
import java.nio.ByteBuffer
import java.util.concurrent.locks.ReentrantReadWriteLock
import kotlin.concurrent.read
import kotlin.concurrent.write

private const val LIBRARY = "plock_ffi"
private const val DONE = 0
private const val FAILED = 1

/**
 * The functions of the native part, past the structures in which uniffi's glue passes everything: JNA takes long over each of
 * them, and keeps what it knows of a structure, with its class loader, for ever.
 */
@Suppress("TooManyFunctions")
internal object Direct {
    /** Nothing is unregistered while it is called. */
    private val use = ReentrantReadWriteLock()
    private var mailboxes = 0
    private var library: NativeLibrary? = null

    /** Where it was loaded from; the JVM keeps it loaded for as long as this class. */
    private var path: String? = null

    /** On a thread that ends: JNA leaves thread-local values behind, which would keep its class loader. */
    private fun load() {
        if (library != null) return
        var failure: Throwable? = null
        start("plock-load") { failure = runCatching(::register).exceptionOrNull() }.join()
        failure?.let { throw it }
    }

    private fun register() {
        val found = path?.let { runCatching { NativeLibrary.getInstance(it) }.getOrNull() } ?: find()
        Native.register(Direct::class.java, found)
        library = found
        if (path == null) keep(found)
    }

    /** JNA holds the class of registered functions, and a thread for each open library, until it is told to let go. */
    private fun unload() {
        Native.unregister(Direct::class.java)
        library?.close()
        library = null
    }

    /** Where JNA looks, the jar first. Without this class's loader among its options, which JNA would keep. */
    private fun find(): NativeLibrary {
        System.getProperty("uniffi.component.$LIBRARY.libraryOverride")?.let { return NativeLibrary.getInstance(it) }
        val loader = Direct::class.java.classLoader
        if (System.getProperty("jna.library.path") == null) {
            try {
                return NativeLibrary.getInstance(Native.extractFromResourcePath(LIBRARY, loader).path)
            } catch (@Suppress("SwallowedException") none: IOException) {
                // No jar of this platform: the system may have it.
            }
        }
        return NativeLibrary.getInstance(LIBRARY, loader)
    }

    private fun keep(library: NativeLibrary) {
        val file = library.file ?: return
        try {
            System.load(file.path)
            path = file.path
            // Unpacked by JNA, for us alone. On Windows it is in use, and JNA deletes it at exit.
            if (file.name.startsWith("jna")) file.delete()
        } catch (@Suppress("SwallowedException") taken: UnsatisfiedLinkError) {
            // Another class loader has loaded this very file: it is looked for again.
        }
    }

    /** Calls a function, where the library is loaded: it is as long as there is a mailbox. */
    private inline fun <T> loaded(otherwise: T, call: () -> T): T = use.read { if (library == null) otherwise else call() }

    private external fun plock_open(): Long

    private external fun plock_release(native: Long)

    private external fun plock_shutdown(native: Long)

    private external fun plock_client(native: Long, settings: ByteArray, size: Long, length: LongArray): Pointer

    private external fun plock_close(native: Long, client: Long)

    private external fun plock_waits(native: Long, client: Long, length: LongArray): Pointer

    private external fun plock_give_token(native: Long, question: Long, given: ByteArray, length: Long, failed: Byte)

    private external fun plock_parse(of: Int, json: ByteArray, size: Long, length: LongArray): Pointer

    private external fun plock_free(bytes: Pointer, length: Long)

    private external fun plock_start(native: Long, request: ByteArray, length: Long): Byte

    private external fun plock_wait(native: Long, ms: Long, length: LongArray): Pointer?

    private external fun plock_pull(native: Long, id: Long)

    private external fun plock_cancel(native: Long, id: Long)

    private external fun plock_start_many(native: Long, request: ByteArray, length: Long): Byte

    private external fun plock_push(native: Long, id: Long, args: ByteArray, length: Long)

    private external fun plock_refuse(native: Long, id: Long, field: ByteArray, size: Long, what: ByteArray, length: Long)

    private external fun plock_finish(native: Long, id: Long)

    private external fun plock_stop(native: Long, id: Long, grace: Long)

    private fun <T> lowered(value: T, converter: FfiConverter<T, *>): ByteBuffer =
        ByteBuffer.allocate(converter.allocationSize(value).toInt()).also { converter.write(value, it) }

    private inline fun result(make: (LongArray) -> Pointer): Reader {
        val length = LongArray(1)
        val bytes = make(length)
        try {
            return Reader(bytes.getByteArray(0, length[0].toInt()))
        } finally {
            plock_free(bytes, length[0])
        }
    }

    fun open(): Long = use.write {
        load()
        mailboxes++
        plock_open()
    }

    /** A mailbox has ended; with the last one, JNA lets go. */
    fun closed(): Unit = use.write { if (--mailboxes == 0) unload() }

    fun release(native: Long): Unit = loaded(Unit) { plock_release(native) }

    fun shutdown(native: Long): Unit = loaded(Unit) { plock_shutdown(native) }

    /** The number of a new client; null: [native] has ended. */
    fun client(native: Long, settings: Settings): Long? {
        val bytes = lowered(settings, FfiConverterTypeSettings)
        val made = loaded(null) { result { plock_client(native, bytes.array(), bytes.position().toLong(), it) } } ?: return null
        return when (made.byte()) {
            DONE -> made.number()
            FAILED -> throw made.failure()
            else -> null
        }
    }

    fun close(native: Long, client: Long): Unit = loaded(Unit) { plock_close(native, client) }

    fun waits(native: Long, client: Long): List<Long> {
        val waits = loaded(Reader.EMPTY) { result { plock_waits(native, client, it) } }
        return buildList { while (waits.more()) add(waits.number()) }
    }

    fun giveToken(native: Long, question: Long, given: Result<String?>) {
        val token = given.mapCatching { it ?: error("the token provider gave no token") }
        val bytes = token.fold({ it }, { "$it" }).toByteArray()
        loaded(Unit) { plock_give_token(native, question, bytes, bytes.size.toLong(), if (token.isSuccess) 0 else 1) }
    }

    /** An object out of its JSON. */
    fun parse(of: Int, json: String): Reader {
        val bytes = json.toByteArray()
        var made: Reader? = null
        while (made == null) {
            made = loaded(null) { result { plock_parse(of, bytes, bytes.size.toLong(), it) } }
            // Also without any client. It stays loaded until one is closed.
            if (made == null) use.write { load() }
        }
        if (made.byte() == FAILED) throw made.failure()
        return made
    }

    /** False: [native] has ended, and nothing will be told of this call. */
    fun start(native: Long, request: CallRequest): Boolean {
        val bytes = lowered(request, FfiConverterTypeCallRequest)
        return started(loaded(0) { plock_start(native, bytes.array(), bytes.position().toLong()) })
    }

    private fun started(answer: Byte): Boolean {
        check(answer >= 0) { "the native library is of another version" }
        return answer > 0
    }

    /**
     * All that has happened, for at most [ms] milliseconds; null: [native] has ended. The bytes are those of the native part, and
     * stand until the next call. For the thread of the mailbox alone.
     */
    fun wait(native: Long, ms: Long): ByteBuffer? {
        val length = LongArray(1)
        return plock_wait(native, ms, length)?.getByteBuffer(0, length[0])
    }

    fun pull(native: Long, id: Long): Unit = loaded(Unit) { plock_pull(native, id) }

    fun cancel(native: Long, id: Long): Unit = loaded(Unit) { plock_cancel(native, id) }

    fun startMany(native: Long, request: ManyRequest): Boolean {
        val bytes = lowered(request, FfiConverterTypeManyRequest)
        return started(loaded(0) { plock_start_many(native, bytes.array(), bytes.position().toLong()) })
    }

    fun push(native: Long, id: Long, args: String) {
        val bytes = args.toByteArray()
        loaded(Unit) { plock_push(native, id, bytes, bytes.size.toLong()) }
    }

    fun refuse(native: Long, id: Long, field: String, what: String) {
        val (named, said) = Pair(field.toByteArray(), what.toByteArray())
        loaded(Unit) { plock_refuse(native, id, named, named.size.toLong(), said, said.size.toLong()) }
    }

    fun finish(native: Long, id: Long): Unit = loaded(Unit) { plock_finish(native, id) }

    fun stop(native: Long, id: Long, graceMs: Long): Unit = loaded(Unit) { plock_stop(native, id, graceMs) }
}

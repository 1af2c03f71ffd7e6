package io.plock

import com.sun.jna.Native
import com.sun.jna.NativeLibrary
import com.sun.jna.Pointer
import io.plock.ffi.CallRequest
import io.plock.ffi.FfiConverter
import io.plock.ffi.FfiConverterTypeCallRequest
import io.plock.ffi.FfiConverterTypeManyRequest
import io.plock.ffi.FfiConverterTypeOutboxRequest
import io.plock.ffi.FfiConverterTypeSettings
import io.plock.ffi.ManyRequest
import io.plock.ffi.OutboxRequest
import io.plock.ffi.Settings
import java.io.IOException
import java.nio.ByteBuffer
import java.util.concurrent.locks.ReentrantReadWriteLock
import kotlin.concurrent.read
import kotlin.concurrent.write

private const val LIBRARY = "plock_ffi"
private const val OK = 0
private const val ERROR = 1

/**
 * The functions of the native part, through JNA's direct mapping. The structures of uniffi's own bindings are slow in JNA, which also
 * caches their layouts, with their class loader, permanently.
 */
@Suppress("TooManyFunctions")
internal object Direct {
    /** Read: functions are called. Write: they are registered or unregistered. */
    private val use = ReentrantReadWriteLock()
    private var instances = 0
    private var library: NativeLibrary? = null

    /** File of the library, which the JVM keeps loaded as long as this class. */
    private var path: String? = null

    /** On a thread of its own: thread-local values of JNA would keep this class loader. */
    private fun load() {
        if (library != null) return
        var error: Throwable? = null
        startThread("plock-load") { error = runCatching(::register).exceptionOrNull() }.join()
        error?.let { throw it }
    }

    private fun register() {
        val found = path?.let { runCatching { NativeLibrary.getInstance(it) }.getOrNull() } ?: find()
        Native.register(Direct::class.java, found)
        library = found
        if (path == null) keep(found)
    }

    /** JNA references the class of registered functions, and keeps a thread for each open library. */
    private fun unload() {
        Native.unregister(Direct::class.java)
        library?.close()
        library = null
    }

    /** Searches where JNA does, the jar first. JNA caches its options, so they do not include this class loader. */
    private fun find(): NativeLibrary {
        System.getProperty("uniffi.component.$LIBRARY.libraryOverride")?.let { return NativeLibrary.getInstance(it) }
        val loader = Direct::class.java.classLoader
        if (System.getProperty("jna.library.path") == null) {
            try {
                return NativeLibrary.getInstance(Native.extractFromResourcePath(LIBRARY, loader).path)
            } catch (@Suppress("SwallowedException") notFound: IOException) {
                // Not in the jar: it may be installed on the system.
            }
        }
        return NativeLibrary.getInstance(LIBRARY, loader)
    }

    private fun keep(library: NativeLibrary) {
        val file = library.file ?: return
        try {
            System.load(file.path)
            path = file.path
            // A temporary file of JNA. On Windows it is in use, and JNA deletes it at exit.
            if (file.name.startsWith("jna")) file.delete()
        } catch (@Suppress("SwallowedException") loaded: UnsatisfiedLinkError) {
            // Another class loader has loaded this file: search for it again next time.
        }
    }

    /** Calls a function if the library is loaded, which it is while there is an instance. */
    private inline fun <T> ifLoaded(default: T, call: () -> T): T = use.read { if (library == null) default else call() }

    private external fun plock_open(): Long

    private external fun plock_release(native: Long)

    private external fun plock_shutdown(native: Long)

    private external fun plock_client(native: Long, settings: ByteArray, size: Long, length: LongArray): Pointer

    private external fun plock_close(native: Long, client: Long)

    private external fun plock_waits(native: Long, client: Long, length: LongArray): Pointer

    private external fun plock_complete_token_request(native: Long, request: Long, text: ByteArray, length: Long, failed: Byte)

    private external fun plock_parse(objectIndex: Int, json: ByteArray, size: Long, length: LongArray): Pointer

    private external fun plock_free(bytes: Pointer, length: Long)

    private external fun plock_start(native: Long, request: ByteArray, length: Long): Byte

    private external fun plock_wait(native: Long, ms: Long, length: LongArray): Pointer?

    private external fun plock_pull(native: Long, id: Long)

    private external fun plock_cancel(native: Long, id: Long)

    private external fun plock_start_many(native: Long, request: ByteArray, length: Long): Byte

    private external fun plock_start_outbox(native: Long, request: ByteArray, length: Long): Byte

    private external fun plock_drop_outbox(native: Long, outbox: Long)

    private external fun plock_push(native: Long, id: Long, args: ByteArray, length: Long)

    private external fun plock_push_invalid(native: Long, id: Long, field: ByteArray, size: Long, message: ByteArray, length: Long)

    private external fun plock_finish(native: Long, id: Long)

    private external fun plock_stop(native: Long, id: Long, grace: Long)

    private fun <T> encode(value: T, converter: FfiConverter<T, *>): ByteBuffer =
        ByteBuffer.allocate(converter.allocationSize(value).toInt()).also { converter.write(value, it) }

    private inline fun result(call: (LongArray) -> Pointer): Reader {
        val length = LongArray(1)
        val bytes = call(length)
        try {
            return Reader(bytes.getByteArray(0, length[0].toInt()))
        } finally {
            plock_free(bytes, length[0])
        }
    }

    fun open(): Long = use.write {
        load()
        instances++
        plock_open()
    }

    /** An instance has ended. The last one unloads the library. */
    fun closed(): Unit = use.write { if (--instances == 0) unload() }

    fun release(native: Long): Unit = ifLoaded(Unit) { plock_release(native) }

    fun shutdown(native: Long): Unit = ifLoaded(Unit) { plock_shutdown(native) }

    /** Creates a client and returns its id. Null: the instance has ended. */
    fun client(native: Long, settings: Settings): Long? {
        val bytes = encode(settings, FfiConverterTypeSettings)
        val result = ifLoaded(null) { result { plock_client(native, bytes.array(), bytes.position().toLong(), it) } } ?: return null
        return when (result.byte()) {
            OK -> result.number()
            ERROR -> throw result.plockException()
            else -> null
        }
    }

    fun close(native: Long, client: Long): Unit = ifLoaded(Unit) { plock_close(native, client) }

    fun waits(native: Long, client: Long): List<Long> {
        val waits = ifLoaded(Reader.EMPTY) { result { plock_waits(native, client, it) } }
        return buildList { while (waits.more()) add(waits.number()) }
    }

    /** A provider in Java may return null. */
    fun completeTokenRequest(native: Long, request: Long, result: Result<String?>) {
        val token = result.mapCatching { it ?: error("the token provider returned no token") }
        val bytes = token.fold({ it }, { "$it" }).toByteArray()
        ifLoaded(Unit) { plock_complete_token_request(native, request, bytes, bytes.size.toLong(), if (token.isSuccess) 0 else 1) }
    }

    /** Decodes an object from JSON. */
    fun parse(objectIndex: Int, json: String): Reader {
        val bytes = json.toByteArray()
        var result: Reader? = null
        while (result == null) {
            result = ifLoaded(null) { result { plock_parse(objectIndex, bytes, bytes.size.toLong(), it) } }
            // There may be no client yet.
            if (result == null) use.write { load() }
        }
        if (result.byte() == ERROR) throw result.plockException()
        return result
    }

    /** False: the instance has ended, and there will be no event. */
    fun start(native: Long, request: CallRequest): Boolean {
        val bytes = encode(request, FfiConverterTypeCallRequest)
        return started(ifLoaded(0) { plock_start(native, bytes.array(), bytes.position().toLong()) })
    }

    private fun started(result: Byte): Boolean {
        check(result >= 0) { "the native library is of another version" }
        return result > 0
    }

    /**
     * Waits for events, for at most [ms] milliseconds. Null: the instance has ended. The bytes are in native memory and valid until
     * the next call. Only for the thread of the event loop.
     */
    fun wait(native: Long, ms: Long): ByteBuffer? {
        val length = LongArray(1)
        return plock_wait(native, ms, length)?.getByteBuffer(0, length[0])
    }

    fun pull(native: Long, id: Long): Unit = ifLoaded(Unit) { plock_pull(native, id) }

    fun cancel(native: Long, id: Long): Unit = ifLoaded(Unit) { plock_cancel(native, id) }

    fun startMany(native: Long, request: ManyRequest): Boolean {
        val bytes = encode(request, FfiConverterTypeManyRequest)
        return started(ifLoaded(0) { plock_start_many(native, bytes.array(), bytes.position().toLong()) })
    }

    fun startOutbox(native: Long, request: OutboxRequest): Boolean {
        val bytes = encode(request, FfiConverterTypeOutboxRequest)
        return started(ifLoaded(0) { plock_start_outbox(native, bytes.array(), bytes.position().toLong()) })
    }

    fun dropOutbox(native: Long, outbox: Long): Unit = ifLoaded(Unit) { plock_drop_outbox(native, outbox) }

    fun push(native: Long, id: Long, args: String) {
        val bytes = args.toByteArray()
        ifLoaded(Unit) { plock_push(native, id, bytes, bytes.size.toLong()) }
    }

    fun pushInvalid(native: Long, id: Long, field: String, message: String) {
        val (name, text) = Pair(field.toByteArray(), message.toByteArray())
        ifLoaded(Unit) { plock_push_invalid(native, id, name, name.size.toLong(), text, text.size.toLong()) }
    }

    fun finish(native: Long, id: Long): Unit = ifLoaded(Unit) { plock_finish(native, id) }

    fun stop(native: Long, id: Long, graceMs: Long): Unit = ifLoaded(Unit) { plock_stop(native, id, graceMs) }
}

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

private const val LIBRARY = "plock_ffi"
private const val DONE = 0
private const val FAILED = 1

/**
 * The functions of the native part, past the structures in which uniffi's glue passes everything: JNA takes long over each of
 * them, and keeps what it knows of a structure, with its class loader, for ever.
 */
@Suppress("TooManyFunctions")
internal object Direct {
    init {
        val library = find()
        Native.register(Direct::class.java, library)
        keep(library)
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

    /** The JVM keeps the library for as long as this class. JNA would keep it, and a thread to close it, longer than that. */
    private fun keep(library: NativeLibrary) {
        val file = library.file ?: return
        try {
            System.load(file.path)
            library.close()
        } catch (@Suppress("SwallowedException") taken: UnsatisfiedLinkError) {
            // Another class loader has loaded this very file.
        }
        // Unpacked by JNA, for us alone. On Windows it is in use, and JNA deletes it at exit.
        if (file.name.startsWith("jna")) file.delete()
    }

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

    fun open(): Long = plock_open()

    fun release(native: Long): Unit = plock_release(native)

    fun shutdown(native: Long): Unit = plock_shutdown(native)

    /** The number of a new client; null: [native] has ended. */
    fun client(native: Long, settings: Settings): Long? {
        val bytes = lowered(settings, FfiConverterTypeSettings)
        val made = result { plock_client(native, bytes.array(), bytes.position().toLong(), it) }
        return when (made.byte()) {
            DONE -> made.number()
            FAILED -> throw made.failure()
            else -> null
        }
    }

    fun close(native: Long, client: Long): Unit = plock_close(native, client)

    fun waits(native: Long, client: Long): List<Long> {
        val waits = result { plock_waits(native, client, it) }
        return buildList { while (waits.more()) add(waits.number()) }
    }

    fun giveToken(native: Long, question: Long, given: Result<String?>) {
        val token = given.mapCatching { it ?: error("the token provider gave no token") }
        val bytes = token.fold({ it }, { "$it" }).toByteArray()
        plock_give_token(native, question, bytes, bytes.size.toLong(), if (token.isSuccess) 0 else 1)
    }

    /** An object out of its JSON. */
    fun parse(of: Int, json: String): Reader {
        val bytes = json.toByteArray()
        val made = result { plock_parse(of, bytes, bytes.size.toLong(), it) }
        if (made.byte() == FAILED) throw made.failure()
        return made
    }

    /** False: [native] has ended, and nothing will be told of this call. */
    fun start(native: Long, request: CallRequest): Boolean {
        val bytes = lowered(request, FfiConverterTypeCallRequest)
        return started(plock_start(native, bytes.array(), bytes.position().toLong()))
    }

    private fun started(answer: Byte): Boolean {
        check(answer >= 0) { "the native library is of another version" }
        return answer > 0
    }

    /**
     * All that has happened, for at most [ms] milliseconds; null: [native] has ended. The bytes are those of the native part, and
     * stand until the next call. For one thread alone.
     */
    fun wait(native: Long, ms: Long): ByteBuffer? {
        val length = LongArray(1)
        return plock_wait(native, ms, length)?.getByteBuffer(0, length[0])
    }

    fun pull(native: Long, id: Long): Unit = plock_pull(native, id)

    fun cancel(native: Long, id: Long): Unit = plock_cancel(native, id)

    fun startMany(native: Long, request: ManyRequest): Boolean {
        val bytes = lowered(request, FfiConverterTypeManyRequest)
        return started(plock_start_many(native, bytes.array(), bytes.position().toLong()))
    }

    fun push(native: Long, id: Long, args: String) {
        val bytes = args.toByteArray()
        plock_push(native, id, bytes, bytes.size.toLong())
    }

    fun refuse(native: Long, id: Long, field: String, what: String) {
        val (named, said) = Pair(field.toByteArray(), what.toByteArray())
        plock_refuse(native, id, named, named.size.toLong(), said, said.size.toLong())
    }

    fun finish(native: Long, id: Long): Unit = plock_finish(native, id)

    fun stop(native: Long, id: Long, graceMs: Long): Unit = plock_stop(native, id, graceMs)
}

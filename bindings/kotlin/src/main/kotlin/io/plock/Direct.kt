package io.plock

import com.sun.jna.Native
import com.sun.jna.Pointer
import io.plock.ffi.CallRequest
import io.plock.ffi.FfiConverterTypeCallRequest
import java.nio.ByteBuffer

/** What is called often, past the structures in which uniffi's glue passes all: JNA takes long over each of them. */
internal object Direct {
    init {
        Native.register(Direct::class.java, "plock_ffi")
    }

    private external fun plock_start(native: Long, request: ByteArray, length: Long): Byte

    private external fun plock_wait(native: Long, length: LongArray): Pointer?

    private external fun plock_pull(native: Long, id: Long)

    private external fun plock_cancel(native: Long, id: Long)

    /** False: [native] has ended, and nothing will be told of this call. */
    fun start(native: Long, request: CallRequest): Boolean {
        val bytes = ByteBuffer.allocate(FfiConverterTypeCallRequest.allocationSize(request).toInt())
        FfiConverterTypeCallRequest.write(request, bytes)
        val started = plock_start(native, bytes.array(), bytes.position().toLong()).toInt()
        check(started >= 0) { "the native library is of another version" }
        return started > 0
    }

    /** All that has happened; null: [native] has ended. For one thread alone. */
    fun wait(native: Long): ByteArray? {
        val length = LongArray(1)
        return plock_wait(native, length)?.getByteArray(0, length[0].toInt())
    }

    fun pull(native: Long, id: Long): Unit = plock_pull(native, id)

    fun cancel(native: Long, id: Long): Unit = plock_cancel(native, id)
}

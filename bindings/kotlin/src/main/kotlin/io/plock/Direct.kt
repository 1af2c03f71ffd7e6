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

    private external fun plock_start(request: ByteArray, length: Long): Byte

    private external fun plock_wait(length: LongArray): Pointer

    private external fun plock_pull(id: Long)

    private external fun plock_cancel(id: Long)

    fun start(request: CallRequest) {
        val bytes = ByteBuffer.allocate(FfiConverterTypeCallRequest.allocationSize(request).toInt())
        FfiConverterTypeCallRequest.write(request, bytes)
        check(plock_start(bytes.array(), bytes.position().toLong()) > 0) { "the native library is of another version" }
    }

    /** For one thread alone. */
    fun wait(): ByteArray {
        val length = LongArray(1)
        return plock_wait(length).getByteArray(0, length[0].toInt())
    }

    fun pull(id: Long): Unit = plock_pull(id)

    fun cancel(id: Long): Unit = plock_cancel(id)
}

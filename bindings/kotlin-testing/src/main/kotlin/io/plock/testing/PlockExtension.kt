package io.plock.testing

import io.plock.Plock
import org.junit.jupiter.api.extension.AfterAllCallback
import org.junit.jupiter.api.extension.AfterEachCallback
import org.junit.jupiter.api.extension.BeforeAllCallback
import org.junit.jupiter.api.extension.BeforeEachCallback
import org.junit.jupiter.api.extension.ExtensionContext
import org.junit.jupiter.api.extension.ParameterContext
import org.junit.jupiter.api.extension.ParameterResolver

/**
 * A sandbox for the tests of a JUnit class, which is reset before each of them, and a client of it. Tests, constructors and lifecycle
 * methods have them as parameters, of the types [Sandbox] and [Plock].
 *
 * ```
 * @ExtendWith(PlockExtension::class)
 * class BillingTest {
 *     @Test
 *     fun `the total is exact`(sandbox: Sandbox, plock: Plock) { … }
 * }
 * ```
 *
 * As `@RegisterExtension`, it has its own sandbox, with options. Tests that run in parallel need a sandbox of their own: `Sandbox()`.
 */
public class PlockExtension private constructor(private val start: () -> Sandbox, private val configure: (Plock.Builder) -> Unit) :
    BeforeAllCallback,
    BeforeEachCallback,
    AfterEachCallback,
    AfterAllCallback,
    ParameterResolver {
    /** An empty sandbox, for `@ExtendWith`. */
    public constructor() : this({ Sandbox() }, { })

    private class Running(val sandbox: Sandbox, configure: (Plock.Builder) -> Unit) {
        val plock: Plock by lazy { sandbox.clientBuilder().also(configure).build().also { created = it } }
        private var created: Plock? = null

        fun close() {
            created?.close()
            sandbox.close()
        }
    }

    private val lock = Any()
    private var running: Running? = null

    /** Whether it is of a class. In a field that is not static, it is of one test. */
    private var isOfClass = false

    private fun running(): Running = synchronized(lock) { running ?: Running(start(), configure).also { running = it } }

    /** The sandbox. */
    public val sandbox: Sandbox get() = running().sandbox

    /** A client of the sandbox, for all tests. */
    public val plock: Plock get() = running().plock

    override fun beforeAll(context: ExtensionContext) {
        isOfClass = true
    }

    /** Resets the sandbox. */
    override fun beforeEach(context: ExtensionContext): Unit = sandbox.reset()

    override fun afterEach(context: ExtensionContext) {
        if (!isOfClass) stop()
    }

    /** Stops the sandbox and closes its client. */
    override fun afterAll(context: ExtensionContext) {
        // A nested class has the sandbox of the class around it.
        if (!context.parent.flatMap { it.testClass }.isPresent) stop()
    }

    private fun stop() = synchronized(lock) { running.also { running = null } }?.close() ?: Unit

    override fun supportsParameter(parameter: ParameterContext, context: ExtensionContext): Boolean =
        parameter.parameter.type.let { it == Sandbox::class.java || it == Plock::class.java }

    override fun resolveParameter(parameter: ParameterContext, context: ExtensionContext): Any =
        if (parameter.parameter.type == Sandbox::class.java) sandbox else plock

    /** Options of an extension. */
    public class Builder internal constructor() {
        private var start = { Sandbox() }
        private var configure: (Plock.Builder) -> Unit = { }

        /** How the sandbox is started, with its options. Default: an empty sandbox. */
        public fun sandbox(start: java.util.function.Supplier<Sandbox>): Builder = apply { this.start = start::get }

        /** Sets options of the client. */
        public fun client(configure: java.util.function.Consumer<Plock.Builder>): Builder = apply { this.configure = configure::accept }

        /** Creates the extension. */
        public fun build(): PlockExtension = PlockExtension(start, configure)
    }

    public companion object {
        /** Returns a builder, for `@RegisterExtension`. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

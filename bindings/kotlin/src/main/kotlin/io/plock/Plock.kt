package io.plock

import io.plock.ffi.Settings
import java.time.Duration
import java.util.concurrent.atomic.AtomicBoolean

/**
 * A client of the Plock API: usage-based billing with exact amounts.
 *
 * ```
 * Plock().use { plock -> // reads PLOCK_API_KEY
 *     plock.invoices.list().collect { println("${it.id} ${it.amount} ${it.currency}") }
 * }
 * ```
 *
 * Safe to share between threads. Its network, retries and decoding run on threads of their own: no call blocks its caller.
 * Making a client loads the native library; on Android, do that off the main thread.
 *
 * @param apiKey the API key; without one, the environment variable `PLOCK_API_KEY` is read.
 * @param tokenProvider asked for a token at each request, and once more after a 401: for apps that hold no key of their own.
 * @param environment one of the servers that the API's documents name: `production` unless told, or `test`.
 * @param baseUrl another server, e.g. a sandbox; without one, `PLOCK_BASE_URL` is read.
 * @param timeout the longest that a call may take with all its retries; 60 s unless told, and zero is no limit.
 * @param readTimeout the longest wait for the next bytes of an answer; 30 s unless told, and zero is no limit.
 * @param connectTimeout the longest wait for a connection; 10 s unless told.
 * @param maxRetries how often a request is sent again at most, where that is safe; 2 unless told.
 * @param concurrency how many pages a list fetches at the same time, ahead of its reader; 4 unless told.
 * @param headers headers of every request.
 * @param query query parameters of every request, which the API does not publish.
 * @param proxy a proxy for all requests, as URL; without one, the system's is used.
 * @param caCertificates certificates (PEM) of authorities to trust beside the system's.
 * @param userAgentSuffix text behind the library's own user agent.
 * @param logger is told of each attempt; never of a secret or a body.
 */
public class Plock private constructor(private val calls: Calls) : PlockResources(calls), AutoCloseable {
    @Suppress("LongParameterList")
    public constructor(
        apiKey: String? = null,
        tokenProvider: (suspend () -> String)? = null,
        environment: String? = null,
        baseUrl: String? = null,
        timeout: Duration? = null,
        readTimeout: Duration? = null,
        connectTimeout: Duration? = null,
        maxRetries: Int? = null,
        concurrency: Int? = null,
        headers: Map<String, String> = emptyMap(),
        query: Map<String, String> = emptyMap(),
        proxy: String? = null,
        caCertificates: List<String> = emptyList(),
        userAgentSuffix: String? = null,
        logger: PlockLogger? = null,
    ) : this(
        Builder().apply {
            apiKey?.let { apiKey(it) }
            tokenProvider?.let { tokenProvider(it) }
            environment?.let { environment(it) }
            baseUrl?.let { baseUrl(it) }
            timeout?.let { timeout(it) }
            readTimeout?.let { readTimeout(it) }
            connectTimeout?.let { connectTimeout(it) }
            maxRetries?.let { maxRetries(it) }
            concurrency?.let { concurrency(it) }
            headers.forEach { (name, value) -> header(name, value) }
            query.forEach { (name, value) -> query(name, value) }
            proxy?.let { proxy(it) }
            caCertificates.forEach { caCertificate(it) }
            userAgentSuffix?.let { userAgentSuffix(it) }
            logger?.let { logger(it) }
        }.calls(),
    )

    private val closed = AtomicBoolean()

    /** What the clock that does not wait was asked to wait, in milliseconds. */
    @PlockInternal
    public val waits: List<Long> get() = calls.waits()

    /**
     * Closes the client: later calls fail with [ConfigurationException]. Calls that are under way end as if it were open; with the
     * last of them its connections close, and with the last client of all, the threads of the library end.
     */
    override fun close() {
        if (!closed.getAndSet(true)) calls.close()
    }

    override fun toString(): String = "Plock"

    public companion object {
        /** All that a client can be told, one by one: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * Closes all clients of this class loader and cancels their calls, so that their threads end: for a container that unloads
         * the application and does not wait for calls under way. Waits for the threads, at most 5 s. Clients can be made again.
         */
        @JvmStatic
        public fun shutdown(): Unit = Mailbox.shutdown()
    }

    /** All that a client can be told; see [Plock] for what each means. */
    @Suppress("TooManyFunctions")
    public class Builder internal constructor() {
        private var settings = Settings(
            product = "plock-kotlin", apiKey = null, tokenProvider = false, environment = null, baseUrl = null, timeout = null,
            readTimeout = null, connectTimeout = null, maxRetries = null, concurrency = null, headers = emptyList(),
            query = emptyList(), proxy = null, caCertificates = emptyList(), userAgentSuffix = null, log = 0u, clock = 0u,
        )
        private var provider: (suspend () -> String)? = null
        private var logger: PlockLogger? = null

        private fun set(change: Settings.() -> Settings): Builder = apply { settings = settings.change() }

        /** The API key. */
        public fun apiKey(key: String): Builder = set { copy(apiKey = key) }

        /** Asked for a token at each request. */
        @JvmSynthetic
        public fun tokenProvider(provider: suspend () -> String): Builder =
            set { copy(tokenProvider = true) }.also { this.provider = provider }

        /** Asked for a token at each request. */
        public fun tokenProvider(provider: TokenProvider): Builder = tokenProvider { provider.awaited() }

        /** The environment. */
        public fun environment(name: String): Builder = set { copy(environment = name) }

        /** Another server. */
        public fun baseUrl(url: String): Builder = set { copy(baseUrl = url) }

        /** The longest that a call may take. */
        public fun timeout(time: Duration): Builder = set { copy(timeout = limit("timeout", time)) }

        /** The longest wait for the next bytes. */
        public fun readTimeout(time: Duration): Builder = set { copy(readTimeout = limit("readTimeout", time)) }

        /** The longest wait for a connection. */
        public fun connectTimeout(time: Duration): Builder = set { copy(connectTimeout = limit("connectTimeout", time)) }

        /** How often a request is sent again at most. */
        public fun maxRetries(retries: Int): Builder = set { copy(maxRetries = count("maxRetries", retries)) }

        /** How many pages a list fetches at the same time. */
        public fun concurrency(pages: Int): Builder = set { copy(concurrency = count("concurrency", pages)) }

        /** A header of every request. */
        public fun header(name: String, value: String): Builder = set { copy(headers = headers + pair(name, value)) }

        /** A query parameter of every request. */
        public fun query(name: String, value: String): Builder = set { copy(query = query + pair(name, value)) }

        /** A proxy. */
        public fun proxy(url: String): Builder = set { copy(proxy = url) }

        /** A certificate (PEM) of an authority to trust. */
        public fun caCertificate(pem: String): Builder = set { copy(caCertificates = caCertificates + pem) }

        /** Text behind the library's own user agent. */
        public fun userAgentSuffix(suffix: String): Builder = set { copy(userAgentSuffix = suffix) }

        /** Is told of each attempt. */
        public fun logger(logger: PlockLogger): Builder = set { copy(log = 1u) }.also { this.logger = logger }

        /** A clock that does not wait but notes what it was asked to wait, for tests of retries. */
        @PlockInternal
        @JvmSynthetic
        public fun clock(panics: Boolean = false): Builder = set { copy(clock = if (panics) 2u else 1u) }

        /** The client. */
        public fun build(): Plock = Plock(calls())

        internal fun calls(): Calls {
            try {
                return Calls(settings, provider, logger)
            } catch (error: LinkageError) {
                throw unloaded(error)
            }
        }
    }
}

/** The same words whatever is missing: what is there is known only to whoever made the jar. */
private fun unloaded(error: LinkageError): PlockException {
    val platform = "${System.getProperty("os.name")} on ${System.getProperty("os.arch")}"
    val said = "the native library of plock cannot be loaded for $platform; is there one in the jar? (${error.message})"
    return ConfigurationException(ErrorFacts(kind = "ConfigurationError", said = said)).apply { initCause(error) }
}

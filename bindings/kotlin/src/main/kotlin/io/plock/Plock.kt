package io.plock

import io.plock.ffi.Settings
import java.io.File
import java.io.IOException
import java.security.GeneralSecurityException
import java.security.KeyStore
import java.time.Duration
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.io.encoding.Base64
import kotlin.io.encoding.ExperimentalEncodingApi

/**
 * A client of the Plock API: usage-based billing with exact amounts.
 *
 * ```
 * Plock().use { plock -> // reads PLOCK_API_KEY
 *     plock.invoices.list().collect { println("${it.id} ${it.amount} ${it.currency}") }
 * }
 * ```
 *
 * Thread-safe. Requests, retries and decoding run on threads of the library: no call blocks its caller. The constructor loads the
 * native library; on Android, call it off the main thread.
 *
 * @param apiKey API key. Default: the environment variable `PLOCK_API_KEY`.
 * @param tokenProvider called for a token before each request, and once more after a 401. For apps without an API key of their own.
 * @param environment `production` or `test`. Default: see [baseUrl].
 * @param baseUrl base URL, such as that of a sandbox. Default: the URL of [environment] if set, else the environment variable
 *     `PLOCK_BASE_URL`, else production. Not together with [environment].
 * @param timeout total time for a call, including retries. Default: 60 s. Zero: no limit.
 * @param readTimeout maximum wait for the next bytes of a response. Default: 30 s. Zero: no limit.
 * @param connectTimeout maximum time to connect. Default: 10 s. Zero: no limit.
 * @param maxRetries maximum number of retries, where retrying is safe. Default: 2.
 * @param concurrency maximum number of pages that a list fetches at the same time. Default: 16.
 * @param maxOutage how long many writes wait while the API cannot be reached or asks to wait, before the job stops; this time does not
 *     count towards the timeout. Default: 5 minutes. Zero: no limit.
 * @param retryBudget number of retries that all calls of the client have together; five successes add one. Default: 20.
 * @param maxInFlight maximum number of calls in flight; others wait, within their timeout. Default: 256.
 * @param maxResponseSize maximum size of a response in bytes, decompressed; a larger one is an error. Default: 256 MiB.
 * @param headers headers of every request. Default: none.
 * @param query query parameters of every request. Default: none.
 * @param proxy proxy URL for all requests (http, https or socks5). Empty: no proxy. Default: `HTTPS_PROXY`, `NO_PROXY` and the like, or
 *     the proxy of the system.
 * @param caCertificates additional trusted CA certificates (PEM), or the server's self-signed certificate. Always trusted: those of
 *     the system property `javax.net.ssl.trustStore`, and those of the system, which the files in the environment variables
 *     `SSL_CERT_FILE` and `SSL_CERT_DIR` replace. Default: none.
 * @param clientCertificate certificate chain and unencrypted private key (PEM), for servers that require mutual TLS. Default: none.
 * @param userAgentSuffix appended to the User-Agent header. Default: none.
 * @param logger called for each attempt and retry. Never receives keys, tokens or bodies. Default: none.
 * @throws ConfigurationException if a setting is invalid, there is no API key, or the native library cannot be loaded.
 * @throws InvalidRequestException if a time or number is negative.
 */
public class Plock private constructor(internal val calls: Calls) : PlockResources(calls), AutoCloseable {
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
        maxOutage: Duration? = null,
        retryBudget: Int? = null,
        maxInFlight: Int? = null,
        maxResponseSize: Long? = null,
        headers: Map<String, String> = emptyMap(),
        query: Map<String, String> = emptyMap(),
        proxy: String? = null,
        caCertificates: List<String> = emptyList(),
        clientCertificate: String? = null,
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
            maxOutage?.let { maxOutage(it) }
            retryBudget?.let { retryBudget(it) }
            maxInFlight?.let { maxInFlight(it) }
            maxResponseSize?.let { maxResponseSize(it) }
            headers.forEach { (name, value) -> header(name, value) }
            query.forEach { (name, value) -> query(name, value) }
            proxy?.let { proxy(it) }
            caCertificates.forEach { caCertificate(it) }
            clientCertificate?.let { clientCertificate(it) }
            userAgentSuffix?.let { userAgentSuffix(it) }
            logger?.let { logger(it) }
        }.calls(),
    )

    private val closed = AtomicBoolean()

    /** Waits that the test clock recorded, in milliseconds. */
    @PlockInternal
    public val waits: List<Long> get() = calls.waits()

    /**
     * Closes the client. Calls in progress complete; later calls throw [ConfigurationException]. The connections close with the last
     * call, and the threads of the library end with the last client.
     */
    override fun close() {
        if (!closed.getAndSet(true)) calls.close()
    }

    override fun toString(): String = "Plock"

    public companion object {
        /** Returns a builder, for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * Closes all clients of this class loader, cancels their calls and waits up to 5 s for the threads of the library to end. For
         * containers that unload an application without waiting for its calls. New clients can be created afterwards.
         */
        @JvmStatic
        public fun shutdown(): Unit = EventLoop.shutdown()
    }

    /** Builder of a client. [Plock] documents the settings and their defaults. */
    @Suppress("TooManyFunctions")
    public class Builder internal constructor() {
        private var settings = Settings(
            build = Operation.BUILD,
            product = "plock-kotlin", apiKey = null, tokenProvider = false, environment = null, baseUrl = null, timeout = null,
            readTimeout = null, connectTimeout = null, maxRetries = null, concurrency = null, maxOutage = null, retryBudget = null,
            maxInFlight = null, maxResponseSize = null, headers = emptyList(), query = emptyList(), proxy = null, caCertificates = emptyList(), clientCertificate = null, userAgentSuffix = null,
            log = 0u, clock = 0u,
        )
        private var provider: (suspend () -> String)? = null
        private var logger: PlockLogger? = null

        private fun set(change: Settings.() -> Settings): Builder = apply { settings = settings.change() }

        /** API key. Default: the environment variable `PLOCK_API_KEY`. */
        public fun apiKey(key: String): Builder = set { copy(apiKey = key) }

        /** Called for a token before each request, and once more after a 401. */
        @JvmSynthetic
        public fun tokenProvider(provider: suspend () -> String): Builder =
            set { copy(tokenProvider = true) }.also { this.provider = provider }

        /** Called for a token before each request, and once more after a 401. */
        public fun tokenProvider(provider: TokenProvider): Builder = tokenProvider { provider.awaited() }

        /** `production` or `test`. Not together with [baseUrl]. */
        public fun environment(name: String): Builder = set { copy(environment = name) }

        /** Base URL. Default: the URL of [environment] if set, else the environment variable `PLOCK_BASE_URL`, else production. */
        public fun baseUrl(url: String): Builder = set { copy(baseUrl = url) }

        /** Total time for a call, including retries. Default: 60 s. Zero: no limit. */
        public fun timeout(time: Duration): Builder = set { copy(timeout = limit("timeout", time)) }

        /** Maximum wait for the next bytes of a response. Default: 30 s. Zero: no limit. */
        public fun readTimeout(time: Duration): Builder = set { copy(readTimeout = limit("readTimeout", time)) }

        /** Maximum time to connect. Default: 10 s. Zero: no limit. */
        public fun connectTimeout(time: Duration): Builder = set { copy(connectTimeout = limit("connectTimeout", time)) }

        /** Maximum number of retries, where retrying is safe. Default: 2. */
        public fun maxRetries(retries: Int): Builder = set { copy(maxRetries = count("maxRetries", retries)) }

        /** Maximum number of pages that a list fetches at the same time. Default: 16. */
        public fun concurrency(pages: Int): Builder = set { copy(concurrency = count("concurrency", pages)) }

        /** How long many writes wait while the API cannot be reached or asks to wait. Default: 5 minutes. Zero: no limit. */
        public fun maxOutage(time: Duration): Builder = set { copy(maxOutage = limit("maxOutage", time)) }

        /** Number of retries that all calls of the client have together; five successes add one. Default: 20. */
        public fun retryBudget(retries: Int): Builder = set { copy(retryBudget = count("retryBudget", retries)) }

        /** Maximum number of calls in flight; others wait, within their timeout. Default: 256. */
        public fun maxInFlight(calls: Int): Builder = set { copy(maxInFlight = count("maxInFlight", calls)) }

        /** Maximum size of a response in bytes, decompressed. Default: 256 MiB. */
        public fun maxResponseSize(bytes: Long): Builder {
            if (bytes < 0) throw invalid("maxResponseSize", "expected a number from 0, got $bytes")
            return set { copy(maxResponseSize = bytes.toULong()) }
        }

        /** Adds a header to every request. */
        public fun header(name: String, value: String): Builder = set { copy(headers = headers + pair(name, value)) }

        /** Adds a query parameter to every request. */
        public fun query(name: String, value: String): Builder = set { copy(query = query + pair(name, value)) }

        /** Proxy URL for all requests (http, https or socks5). Empty: no proxy. Default: the proxy of the system. */
        public fun proxy(url: String): Builder = set { copy(proxy = url) }

        /** Adds trusted CA certificates (PEM), or the server's self-signed certificate. */
        public fun caCertificate(pem: String): Builder = set { copy(caCertificates = caCertificates + pem) }

        /** Certificate chain and unencrypted private key (PEM), for servers that require mutual TLS. */
        public fun clientCertificate(pem: String): Builder = set { copy(clientCertificate = pem) }

        /** Appended to the User-Agent header. */
        public fun userAgentSuffix(suffix: String): Builder = set { copy(userAgentSuffix = suffix) }

        /** Called for each attempt and retry. Never receives keys, tokens or bodies. */
        public fun logger(logger: PlockLogger): Builder = set { copy(log = 1u) }.also { this.logger = logger }

        /** Uses a test clock: waits take no time and are recorded in [waits]; with [panics], a wait panics. */
        @PlockInternal
        @JvmSynthetic
        public fun clock(panics: Boolean = false): Builder = set { copy(clock = if (panics) 2u else 1u) }

        /**
         * Creates the client.
         *
         * @throws ConfigurationException if a setting is invalid, there is no API key, or the native library cannot be loaded.
         */
        public fun build(): Plock = Plock(calls())

        internal fun calls(): Calls =
            loading { Calls(settings.copy(caCertificates = settings.caCertificates + trustStore()), provider, logger) }
    }
}

/** The certificates of the trust store that the system properties of the JVM name (PEM). */
@OptIn(ExperimentalEncodingApi::class)
private fun trustStore(): List<String> {
    val file = System.getProperty("javax.net.ssl.trustStore")?.takeUnless { it.isEmpty() || it == "NONE" } ?: return emptyList()
    val wrong = { error: Exception -> configurationException("javax.net.ssl.trustStore: expected a trust store").initCause(error) }
    try {
        val store = KeyStore.getInstance(System.getProperty("javax.net.ssl.trustStoreType") ?: KeyStore.getDefaultType())
        File(file).inputStream().use { store.load(it, System.getProperty("javax.net.ssl.trustStorePassword")?.toCharArray()) }
        val certificates = store.aliases().toList().mapNotNull { store.getCertificate(it)?.encoded }
        return certificates.map { "-----BEGIN CERTIFICATE-----\n${Base64.Mime.encode(it)}\n-----END CERTIFICATE-----\n" }
    } catch (error: IOException) {
        throw wrong(error)
    } catch (error: GeneralSecurityException) {
        throw wrong(error)
    }
}

/** Runs [work], which loads the native library if nothing did before. */
internal inline fun <T> loading(work: () -> T): T = try {
    work()
} catch (error: LinkageError) {
    throw loadingFailed(error)
}

private fun loadingFailed(error: LinkageError): PlockException {
    val platform = "${System.getProperty("os.name")} on ${System.getProperty("os.arch")}"
    val message = "the native library of plock cannot be loaded for $platform; is there one in the jar? (${error.message})"
    return configurationException(message).apply { initCause(error) }
}

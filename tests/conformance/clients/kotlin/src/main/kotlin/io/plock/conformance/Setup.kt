@file:OptIn(PlockInternal::class)

package io.plock.conformance

import io.plock.Plock
import io.plock.PlockInternal
import kotlinx.coroutines.delay
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger

/** Creates the client of a case, with the test clock. */
internal fun client(json: JsonObject): Plock {
    val settings = json.filterValues { it !is JsonNull }
    val builder = Plock.builder().clock()
    settings["api_key"]?.let { builder.apiKey(it.text()) }
    settings["token_provider"]?.jsonArray?.let { tokens ->
        val index = AtomicInteger()
        builder.tokenProvider {
            val token = tokens[minOf(index.getAndIncrement(), tokens.size - 1)].jsonObject
            token["delay_ms"]?.let { delay(it.long()) }
            token["token"]?.takeIf { it !is JsonNull }?.text() ?: throw IllegalStateException(token["error"]?.text())
        }
    }
    settings["environment"]?.let { builder.environment(it.text()) }
    settings["base_url"]?.let { builder.baseUrl(it.text()) }
    settings["timeout_ms"]?.let { builder.timeout(Duration.ofMillis(it.long())) }
    settings["read_timeout_ms"]?.let { builder.readTimeout(Duration.ofMillis(it.long())) }
    settings["connect_timeout_ms"]?.let { builder.connectTimeout(Duration.ofMillis(it.long())) }
    settings["max_retries"]?.let { builder.maxRetries(it.long().toInt()) }
    settings["concurrency"]?.let { builder.concurrency(it.long().toInt()) }
    settings["max_outage_ms"]?.let { builder.maxOutage(Duration.ofMillis(it.long())) }
    settings["retry_budget"]?.let { builder.retryBudget(it.long().toInt()) }
    settings["max_in_flight"]?.let { builder.maxInFlight(it.long().toInt()) }
    settings["max_response_size"]?.let { builder.maxResponseSize(it.long()) }
    settings["headers"]?.jsonObject?.forEach { (name, value) -> builder.header(name, value.text()) }
    settings["query"]?.jsonObject?.forEach { (name, value) -> builder.query(name, value.text()) }
    settings["user_agent_suffix"]?.let { builder.userAgentSuffix(it.text()) }
    settings["ca_pem"]?.let { builder.caCertificate(it.text()) }
    settings["client_pem"]?.let { builder.clientCertificate(it.text()) }
    settings["proxy_url"]?.let { builder.proxy(it.text()) }
    return builder.build()
}

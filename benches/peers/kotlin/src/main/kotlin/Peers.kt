// Hand-written typed clients, which read page by page, with the HTTP client of the JDK or okhttp.

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.await
import kotlinx.coroutines.withContext
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import okhttp3.MediaType.Companion.toMediaType
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody.Companion.toRequestBody
import java.math.BigDecimal
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Instant
import java.time.LocalDate

open class Text<T>(name: String, private val read: (String) -> T) : KSerializer<T> {
    override val descriptor = PrimitiveSerialDescriptor(name, PrimitiveKind.STRING)

    override fun deserialize(decoder: Decoder): T = read(decoder.decodeString())

    override fun serialize(encoder: Encoder, value: T) = encoder.encodeString(value.toString())
}

object Decimals : Text<BigDecimal>("decimal", ::BigDecimal)

object Times : Text<Instant>("time", Instant::parse)

object Days : Text<LocalDate>("day", LocalDate::parse)

@Serializable
class Attributes(
    @Serializable(Decimals::class) val amount: BigDecimal? = null,
    val accountId: String? = null,
    val erpId: String? = null,
    val subscriptionId: String? = null,
    val currency: String? = null,
    val invoiceType: String? = null,
    @Serializable(Days::class) val periodStart: LocalDate? = null,
    @Serializable(Days::class) val periodEnd: LocalDate? = null,
    @Serializable(Times::class) val createdAt: Instant? = null,
    @Serializable(Times::class) val updatedAt: Instant? = null,
    @Serializable(Times::class) val dueAt: Instant? = null,
    val paymentStatus: String? = null,
    val parentInvoiceId: String? = null,
    val isParent: Boolean? = null,
)

@Serializable
class Resource(val type: String, val id: String, val attributes: Attributes, val links: JsonElement? = null, val relationships: JsonElement? = null)

@Serializable
class Numbers(val lastPage: Int)

@Serializable
class Meta(val page: Numbers)

@Serializable
class Listed(val meta: Meta, val data: List<Resource>)

@Serializable
class Single(val data: Resource)

@Serializable
class Added(val success: Boolean)

/** Sends a request. */
interface Http {
    suspend fun send(url: String, accept: String, body: String?): String
}

class Jdk : Http {
    private val http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

    override suspend fun send(url: String, accept: String, body: String?): String {
        val request = HttpRequest.newBuilder(URI(url)).header("Accept", accept).header("Authorization", "Bearer bench")
        if (body != null) request.header("Content-Type", accept).POST(HttpRequest.BodyPublishers.ofString(body))
        val answer = http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).await()
        check(answer.statusCode() == 200)
        return answer.body()
    }
}

class Ok : Http {
    private val http = OkHttpClient()

    override suspend fun send(url: String, accept: String, body: String?): String = withContext(Dispatchers.IO) {
        val request = Request.Builder().url(url).header("Accept", accept).header("Authorization", "Bearer bench")
        if (body != null) request.post(body.toRequestBody(accept.toMediaType()))
        http.newCall(request.build()).execute().use { answer ->
            check(answer.code == 200)
            answer.body.string()
        }
    }
}

class OverHttp(private val url: String, private val size: Int, private val http: Http) : Client {
    private val json = Json { ignoreUnknownKeys = true; isLenient = true }

    override suspend fun list(sum: Sum) {
        var page = 1
        do {
            val text = http.send("$url/api/c1/invoices?page%5Bnumber%5D=$page&page%5Bsize%5D=$size", READ, null)
            val listed = json.decodeFromString<Listed>(text)
            listed.data.forEach { sum.add(it.attributes.amount) }
            page += 1
        } while (page <= listed.meta.page.lastPage)
    }

    override suspend fun get(id: Long): BigDecimal? =
        json.decodeFromString<Single>(http.send("$url/api/c1/invoices/$id", READ, null)).data.attributes.amount

    override suspend fun add(event: Event) {
        val body = """{"crm_id":"${event.crmId}","product_id":7,"value":${event.value},"ts":${event.ts.epochSecond}}"""
        check(json.decodeFromString<Added>(http.send("$url/api/c1/product-usages", "application/json", body)).success)
    }

    private companion object {
        const val READ = "application/vnd.api+json"
    }
}

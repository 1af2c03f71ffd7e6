import android.os.Looper
import io.plock.NewProductUsage
import io.plock.NotFoundException
import io.plock.Outbox
import io.plock.Outcome
import io.plock.Plock
import io.plock.Writers
import io.plock.testing.Sandbox
import java.io.File
import java.math.BigDecimal
import java.time.Duration
import java.time.Instant
import javax.xml.parsers.DocumentBuilderFactory
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** An app that uses the AAR, on the oldest version of Android and on a recent one. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [24, 35])
class AppTest {
    /** Runs code on the main thread, which goes on with other work meanwhile. */
    private fun <T> onMain(code: suspend () -> T): T {
        val result = CoroutineScope(Dispatchers.Main).async { code() }
        while (!result.isCompleted) {
            shadowOf(Looper.getMainLooper()).idle()
            Thread.sleep(1)
        }
        return runBlocking { result.await() }
    }

    @Test
    fun `the classes and the manifest are those of the AAR`() {
        val aar = System.getProperty("plock.aar")
        assertEquals("jar:file:$aar/classes.jar!/io/plock/Plock.class", "${Plock::class.java.getResource("Plock.class")}")
        val manifest = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(File(aar, "AndroidManifest.xml"))
        val value = { element: String, name: String -> manifest.getElementsByTagName(element).item(0).attributes.getNamedItem(name).nodeValue }
        assertEquals("24", value("uses-sdk", "android:minSdkVersion"))
        assertEquals("android.permission.INTERNET", value("uses-permission", "android:name"))
    }

    @Test
    fun `calls of the main thread`() = Sandbox().use { sandbox ->
        val invoice = sandbox.invoices.add(amount = BigDecimal("1000.00"))
        val usage = NewProductUsage(crmId = "hs321", productId = 7, value = BigDecimal("1.50"), ts = Instant.EPOCH)
        sandbox.accounts.add(crmId = "hs321")
        sandbox.client().use { plock ->
            onMain {
                assertEquals(invoice, plock.invoices.get(invoice.id))
                assertEquals(Looper.getMainLooper(), Looper.myLooper())
                assertEquals(listOf(invoice), plock.invoices.list().toList())
                assertEquals(true, plock.productUsages.add(usage).success)
                assertTrue(plock.productUsages.addMany(List(20) { usage }).outcomes().all { it is Outcome.Recorded })
                assertTrue(runCatching { plock.invoices.get("404404") }.exceptionOrNull() is NotFoundException)
            }
        }
        assertEquals(21, sandbox.recorded.productUsages.size)
    }

    @Test
    fun `an outbox in the files of the app`() = Sandbox().use { sandbox ->
        sandbox.accounts.add(crmId = "hs321")
        sandbox.client().use { plock ->
            val left = onMain {
                val box = Outbox.open(File(RuntimeEnvironment.getApplication().noBackupFilesDir, "usage.plockbox"), Writers.ONLY_THIS, plock)
                box.productUsages.record(crmId = "hs321", productId = 7, value = BigDecimal("12.50"), ts = Instant.now(), key = "order-991")
                box.close(Duration.ofSeconds(30))
            }
            assertEquals(1, left.delivered)
        }
        assertEquals(listOf(BigDecimal("12.50")), sandbox.recorded.productUsages.map { it.value })
    }
}

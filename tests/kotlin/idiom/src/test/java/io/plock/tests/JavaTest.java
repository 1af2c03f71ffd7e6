package io.plock.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plock.Account;
import io.plock.ApiStatusException;
import io.plock.CallOptions;
import io.plock.InvalidRequestException;
import io.plock.Invoice;
import io.plock.JsonWriter;
import io.plock.NewProductUsage;
import io.plock.NotFoundException;
import io.plock.Outcome;
import io.plock.Page;
import io.plock.Plock;
import io.plock.PlockException;
import io.plock.PlockIterator;
import io.plock.RateLimitException;
import io.plock.testing.PlockExtension;
import io.plock.testing.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.module.ModuleFinder;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** The package as Java sees it. */
class JavaTest {
    @RegisterExtension
    static final PlockExtension examples = PlockExtension.builder().sandbox(() -> new Sandbox(true)).build();

    @Test
    void callsWithoutCoroutines() throws Exception {
        try (Plock plock = examples.getSandbox().clientBuilder().maxRetries(0).build()) {
            assertEquals("1000.00", plock.getInvoices().getAsync(2002L).get().getAmount().toPlainString());
            long total = plock.getAccounts().list().pageAsync().get().getTotal();
            try (var accounts = plock.getAccounts().list(1L, 2L).stream()) {
                assertEquals(total, accounts.count());
            }
            var failed = assertThrows(ExecutionException.class, () -> plock.getInvoices().getAsync("999999").get());
            assertInstanceOf(NotFoundException.class, failed.getCause());
        }
    }

    @Test
    void manyWritesAreOneFuture() throws Exception {
        try (Plock plock = examples.getSandbox().client()) {
            var good = new NewProductUsage("hs321", 7, new BigDecimal("1.50"), Instant.now());
            var bad = new NewProductUsage("", 7, new BigDecimal("1.50"), Instant.now());
            var outcomes = plock.getProductUsages().addManyAsync(List.of(good, bad, good)).get();
            assertInstanceOf(Outcome.Recorded.class, outcomes.get(0));
            assertInstanceOf(Outcome.Refused.class, outcomes.get(1));
            assertInstanceOf(Outcome.Recorded.class, outcomes.get(2));
        }
    }

    @Test
    void aJobIsAStream() throws Exception {
        try (Plock plock = examples.getSandbox().client()) {
            var good = new NewProductUsage("hs321", 7, new BigDecimal("1.50"), Instant.now());
            var job = plock.getProductUsages().addMany(List.of(good, good));
            try (var outcomes = job.stream()) {
                assertEquals(List.of(0L, 1L), outcomes.map(Outcome::getIndex).collect(Collectors.toList()));
            }
            assertEquals(2, job.outcomesAsync().get().size());
            assertEquals(2, job.summary().getRecorded());
        }
    }

    /** Kotlin does not show the writer of arguments, Java does. */
    @Test
    void whatContainsItselfIsRefused() {
        var writer = new JsonWriter().open().name("children");
        var refused = assertThrows(InvalidRequestException.class, () -> {
            for (int depth = 0; depth < 100_000; depth++) {
                writer.open().name("child");
            }
        });
        assertEquals("children", refused.getField());
    }

    @Test
    void aTokenProviderIsAFuture() throws Exception {
        var sandbox = examples.getSandbox();
        var key = sandbox.getKey();
        try (Plock plock = Plock.builder().baseUrl(sandbox.getUrl()).tokenProvider(() -> CompletableFuture.completedFuture(key)).build()) {
            assertEquals("2002", plock.getInvoices().getAsync("2002").get().getId());
        }
    }

    @Test
    void everyCallHasAFormThatBlocks(Sandbox sandbox, Plock plock) {
        assertEquals("1000.00", plock.getInvoices().get(2002).getAmount().toPlainString());
        assertEquals("2002", plock.getInvoices().get("2002", CallOptions.builder().maxRetries(0).timeout(Duration.ofSeconds(9)).build()).getId());
        var accounts = plock.getAccounts().list(it -> it.pageSize(1).page(1));
        assertEquals(1L, accounts.page().getCurrentPage());
        assertEquals(accounts.first(), accounts.page().getItems().get(0));
        assertEquals(true, plock.getProductUsages().add(it -> it.crmId("hs321").productId(7).value(BigDecimal.TEN).ts(Instant.EPOCH)).getSuccess());
        var usage = NewProductUsage.builder().crmId("hs321").productId("7").value(BigDecimal.ONE).ts(Instant.EPOCH).build();
        var outcomes = plock.getProductUsages().addMany(List.of(usage, usage)).outcomes();
        assertInstanceOf(Outcome.Recorded.class, outcomes.get(1));
        var day = LocalDate.of(1970, 1, 1);
        var usages = plock.getProductUsages().list(it -> it.productId(7).timestampBetween(day, day.plusDays(1)));
        assertEquals(3, usages.stream().count());
        var query = sandbox.getRequests().get(sandbox.getRequests().size() - 1).getQuery();
        assertEquals("7", query.get("filter[productId]"), query::toString);
        var missing = assertThrows(InvalidRequestException.class, () -> plock.getProductUsages().add(it -> it.crmId("hs321")));
        assertEquals("productId: expected a value, got none", missing.getMessage());
    }

    @Test
    void everyCallHasAFuture(Plock plock) throws Exception {
        var accounts = plock.getAccounts().list();
        assertEquals(accounts.first(), accounts.firstAsync().get());
        assertEquals(accounts.stream().collect(Collectors.toList()), accounts.toListAsync().get());
        assertEquals(true, plock.getProductUsages().addAsync(it -> it.crmId("hs321").productId(7).value(BigDecimal.TEN).ts(Instant.EPOCH)).get().getSuccess());
    }

    @Test
    void anIteratorIsClosedInTheMiddle(Plock plock) {
        int read = 0;
        try (PlockIterator<Account> accounts = plock.getAccounts().list(it -> it.pageSize(1)).iterator()) {
            accounts.next();
            read++;
            accounts.close();
            assertFalse(accounts.hasNext());
        }
        for (Account account : plock.getAccounts().list().items()) {
            read += account.getId().isEmpty() ? 0 : 1;
        }
        assertEquals(1 + plock.getAccounts().list().page().getTotal(), read);
    }

    @Test
    void anInterruptAbortsACall(Sandbox sandbox, Plock plock) {
        sandbox.latency(Duration.ofDays(1));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> plock.getInvoices().get(2002));
        assertTrue(Thread.interrupted());
    }

    @Test
    void stackTracesShowTheCaller(Plock plock) {
        var list = plock.getInvoices().list(it -> it.pageSize(-1));
        for (Executable call : List.<Executable>of(
                () -> plock.getInvoices().get(999_999),
                () -> { throw assertThrows(ExecutionException.class, () -> plock.getInvoices().getAsync(999_999).get()).getCause(); },
                () -> list.iterator().next(),
                list::page)) {
            var error = assertThrows(PlockException.class, call);
            var here = Stream.of(error.getStackTrace()).anyMatch(frame -> frame.getClassName().startsWith(JavaTest.class.getName()));
            assertTrue(here, () -> Arrays.toString(error.getStackTrace()));
        }
    }

    @Test
    void whatIsThrownIsSerialisable(Plock plock) throws Exception {
        var error = assertThrows(NotFoundException.class, () -> plock.getInvoices().get(999_999));
        assertFalse(error.getErrors().isEmpty());
        var bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(error);
        var copy = (NotFoundException) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertEquals(error.getErrors(), copy.getErrors());
        assertEquals(error.getMessage() + error.getHeaders() + error.getStatus(), copy.getMessage() + copy.getHeaders() + copy.getStatus());
    }

    @Test
    void errorsAndResultsAreMadeByHand() {
        var limited = new RateLimitException("slow down");
        assertEquals(List.of("RateLimitError", 429, "slow down"), List.of(limited.getKind(), limited.getStatus(), limited.getMessage()));
        assertEquals(418, new ApiStatusException("a teapot", 418).getStatus());
        var invoice = Invoice.builder().id("7").amount(new BigDecimal("1.50")).build();
        assertEquals(invoice, Invoice.fromJson(invoice.toJson()));
        assertEquals(List.of(invoice), new Page<>(List.of(invoice), 1L, 1L, null, 1L, null).getItems());
    }

    @Test
    void theModuleIsNamedAndItsNullsAreMarked() {
        assertNotNull(Plock.class.getResource("/META-INF/LICENSE-MIT"));
        assertTrue(Plock.class.getPackage().isAnnotationPresent(NullMarked.class));
        var found = ModuleFinder.of(Path.of(Plock.class.getProtectionDomain().getCodeSource().getLocation().getPath())).find("io.plock");
        assertFalse(found.orElseThrow().descriptor().isAutomatic());
    }
}

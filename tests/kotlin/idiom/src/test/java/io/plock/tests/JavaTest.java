package io.plock.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plock.InvalidRequestException;
import io.plock.JsonWriter;
import io.plock.NewProductUsage;
import io.plock.NotFoundException;
import io.plock.Outcome;
import io.plock.Plock;
import io.plock.testing.PlockExtension;
import io.plock.testing.Sandbox;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
}

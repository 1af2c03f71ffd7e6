package io.plock.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plock.Account;
import io.plock.KeyConflictException;
import io.plock.NewProductUsage;
import io.plock.Outbox;
import io.plock.OutboxClosedException;
import io.plock.OutboxEvent;
import io.plock.OutboxState;
import io.plock.OutboxStats;
import io.plock.Plock;
import io.plock.Receipt;
import io.plock.Writers;
import io.plock.testing.PlockExtension;
import io.plock.testing.Sandbox;
import java.io.File;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Outboxes as Java sees them. */
@Timeout(60)
@ExtendWith(PlockExtension.class)
class OutboxJavaTest {
    private static NewProductUsage usage(int number) {
        return NewProductUsage.builder()
            .crmId("c0").productId(7).value(new BigDecimal(number)).ts(Instant.ofEpochSecond(1_750_000_000L + number)).build();
    }

    @Test
    void eventsAreRecordedAndDelivered(Sandbox sandbox, Plock plock, @TempDir File folder) throws Exception {
        sandbox.getAccounts().add(Account.builder().crmId("c0"));
        File file = new File(folder, "usage.plockbox");
        Queue<OutboxStats> seen = new ConcurrentLinkedQueue<>();
        Outbox closed;
        try (Outbox box = Outbox.builder(file, Writers.ONLY_THIS).client(plock).concurrency(8).open(); AutoCloseable listening = box.onChange(seen::add)) {
            closed = box;
            Receipt first = box.getProductUsages().record(
                usage -> usage.crmId("c0").productId(7).value(BigDecimal.ONE).ts(Instant.ofEpochSecond(1_750_000_001L)), "order-991");
            assertEquals(new Receipt(1, false), first);
            assertTrue(box.getProductUsages().record(usage(1), "order-991").isDuplicate());
            assertThrows(KeyConflictException.class, () -> box.getProductUsages().record(usage(2), "order-991"));
            assertEquals(2, box.getProductUsages().recordAsync(usage(2)).get().getSeq());
            assertEquals(2, box.getProductUsages().recordMany(List.of(usage(3), usage(4)), event -> "key-" + event.getValue()).size());
            assertEquals(4, box.flush().getDelivered());
            assertEquals(0, box.stats().getUnsent());
            List<Long> delivered = box.eventStream(OutboxState.DELIVERED).map(OutboxEvent::getSeq).collect(Collectors.toList());
            assertEquals(List.of(1L, 2L, 3L, 4L), delivered);
            assertEquals(List.of(), box.verify());
            assertEquals(4, box.close(Duration.ofSeconds(1)).getDelivered());
        }
        assertTrue(seen.size() > 0);
        assertThrows(OutboxClosedException.class, closed::stats);
        assertEquals(4, sandbox.getRecorded().getProductUsages().size());
    }
}

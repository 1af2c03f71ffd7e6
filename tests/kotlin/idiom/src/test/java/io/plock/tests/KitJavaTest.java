package io.plock.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.plock.Invoice;
import io.plock.Plock;
import io.plock.testing.PlockExtension;
import io.plock.testing.Sandbox;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The testing kit as Java sees it. */
class KitJavaTest {
    @RegisterExtension
    static final PlockExtension examples = PlockExtension.builder().sandbox(() -> new Sandbox(true)).client(it -> it.maxRetries(0)).build();

    @Test
    void anExtensionHasOptions(Sandbox sandbox, Plock plock) throws Exception {
        assertEquals(sandbox, examples.getSandbox());
        assertNotEquals(0, plock.getInvoices().list().pageAsync().get().getTotal());
    }

    @Test
    void objectsAreAddedByTheirBuilders() throws Exception {
        try (Sandbox sandbox = new Sandbox(); Plock plock = sandbox.client()) {
            Invoice invoice = sandbox.getInvoices().add(Invoice.builder().amount(new BigDecimal("12.50")));
            assertEquals(List.of(invoice), plock.getInvoices().list().stream().collect(Collectors.toList()));
            sandbox.next(503);
            assertEquals(invoice, plock.getInvoices().getAsync(invoice.getId()).get());
            assertEquals(3, sandbox.getRequests().size());
        }
    }
}

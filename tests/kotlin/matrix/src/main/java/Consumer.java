import io.plock.Account;
import io.plock.Invoice;
import io.plock.NewProductUsage;
import io.plock.NotFoundException;
import io.plock.Outcome;
import io.plock.Plock;
import io.plock.testing.Sandbox;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Makes every kind of call from Java, with the testing kit. */
public class Consumer {
    public static void main(String[] args) throws Exception {
        try (Sandbox sandbox = new Sandbox(); Plock plock = sandbox.client()) {
            Account account = sandbox.getAccounts().add(Account.builder().name("Acme").crmId("hs321"));
            Invoice invoice = sandbox.getInvoices().add(Invoice.builder().accountId(account.getId()).amount(new BigDecimal("12.50")));
            check(plock.getInvoices().get(invoice.getId()), invoice);
            check(plock.getInvoices().getAsync(invoice.getId()).get(), invoice);
            check(plock.getInvoices().list().stream().collect(Collectors.toList()), List.of(invoice));
            check(plock.getInvoices().list().toListAsync().get(), List.of(invoice));
            check(plock.getInvoices().list().page().getTotal(), 1L);
            check(plock.getInvoices().list(it -> it.pageSize(1)).first(), invoice);
            NewProductUsage usage =
                NewProductUsage.builder().crmId("hs321").productId(7).value(new BigDecimal("1.50")).ts(Instant.EPOCH).build();
            check(plock.getProductUsages().add(usage).getSuccess(), true);
            check(plock.getProductUsages().addAsync(usage).get().getSuccess(), true);
            List<? extends Outcome<NewProductUsage, ?>> outcomes = plock.getProductUsages().addMany(List.of(usage, usage)).outcomes();
            check(outcomes.stream().allMatch(it -> it instanceof Outcome.Recorded), true);
            check(plock.getProductUsages().addManyAsync(List.of(usage)).get().size(), 1);
            check(sandbox.getRecorded().getProductUsages().size(), 5);
            try {
                plock.getInvoices().get("404404");
                throw new AssertionError("expected an error");
            } catch (NotFoundException expected) {
                check(expected.getStatus(), 404);
            }
        }
        System.out.println("ok");
    }

    private static void check(Object value, Object expected) {
        if (!value.equals(expected)) {
            throw new AssertionError("expected " + expected + ", got " + value);
        }
    }
}

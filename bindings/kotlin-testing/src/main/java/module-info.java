/** Tests of code that uses {@code io.plock}: a local Plock in the process of the test. */
module io.plock.testing {
    requires transitive io.plock;
    requires com.google.gson;
    requires com.sun.jna;
    requires static org.junit.jupiter.api;

    exports io.plock.testing;
}

/** Client of the Plock API: usage-based billing with exact amounts. */
module io.plock {
    requires transitive kotlin.stdlib;
    requires transitive kotlinx.coroutines.core;
    requires static transitive org.jspecify;
    requires com.sun.jna;

    exports io.plock;
}

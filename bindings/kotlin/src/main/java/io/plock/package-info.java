/** Client of the Plock API: usage-based billing with exact amounts. Begin with {@link io.plock.Plock}. */
@NullMarked
package io.plock;

import org.jspecify.annotations.NullMarked;

package io.plock

/** Base class of the errors of outboxes. An invalid argument is an [InvalidRequestException]. */
public sealed class OutboxException(facts: ErrorFacts) : PlockException(facts)

/** The key was recorded before, with another body; nothing was stored. Use one key for one event. */
public class KeyConflictException internal constructor(facts: ErrorFacts) : OutboxException(facts) {
    /** Creates an error, for tests. */
    public constructor(message: String) : this(ErrorFacts("KeyConflictError", message, retrySafe = true))
}

/** The disk is full; nothing was stored. Events that are stored already are still sent. */
public class OutboxFullException internal constructor(facts: ErrorFacts) : OutboxException(facts) {
    /** Creates an error, for tests. */
    public constructor(message: String) : this(ErrorFacts("OutboxFullError", message, retrySafe = true))
}

/** The file could not be read or written. The event may be stored: open the outbox again, and record it again with the same key. */
public class OutboxIOException internal constructor(facts: ErrorFacts) : OutboxException(facts) {
    /** Creates an error, for tests. */
    public constructor(message: String) : this(ErrorFacts("OutboxIOError", message))
}

/** The file is damaged, or no outbox. */
public class OutboxCorruptException internal constructor(facts: ErrorFacts) : OutboxException(facts) {
    /** Creates an error, for tests. */
    public constructor(message: String) : this(ErrorFacts("OutboxCorruptError", message, retrySafe = true))
}

/** The file is a copy, belongs to another API, or is on a file system without reliable locks. Nothing is stored or sent. */
public class OutboxRefusedException internal constructor(facts: ErrorFacts) : OutboxException(facts) {
    /** Creates an error, for tests. */
    public constructor(message: String) : this(ErrorFacts("OutboxRefusedError", message, retrySafe = true))
}

/** The outbox is closed. */
public class OutboxClosedException internal constructor(facts: ErrorFacts) : OutboxException(facts) {
    /** Creates an error, for tests. */
    public constructor(message: String) : this(ErrorFacts("OutboxClosedError", message, retrySafe = true))
}

/** Another process kept the file locked; nothing was stored. */
public class OutboxBusyException internal constructor(facts: ErrorFacts) : OutboxException(facts) {
    /** Creates an error, for tests. */
    public constructor(message: String) : this(ErrorFacts("OutboxBusyError", message, retrySafe = true))
}

/** Null: an error of another kind. */
internal fun outboxException(facts: ErrorFacts): OutboxException? = when (facts.kind) {
    "KeyConflictError" -> KeyConflictException(facts)
    "OutboxFullError" -> OutboxFullException(facts)
    "OutboxIOError" -> OutboxIOException(facts)
    "OutboxCorruptError" -> OutboxCorruptException(facts)
    "OutboxRefusedError" -> OutboxRefusedException(facts)
    "OutboxClosedError" -> OutboxClosedException(facts)
    "OutboxBusyError" -> OutboxBusyException(facts)
    else -> null
}

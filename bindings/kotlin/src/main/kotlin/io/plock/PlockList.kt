package io.plock

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import java.util.concurrent.CompletableFuture
import java.util.stream.Stream
import java.util.stream.StreamSupport

/**
 * One page of a list. Its numbers are null if the API did not send them.
 *
 * @property currentPage number of this page, from 1.
 * @property lastPage number of the last page.
 * @property perPage maximum number of items on a page.
 * @property total number of items on all pages.
 * @property next link to the next page, as sent by the API.
 */
public data class Page<out T>(
    val items: List<T>,
    val currentPage: Long?,
    val lastPage: Long?,
    val perPage: Long?,
    val total: Long?,
    val next: String?,
)

/**
 * All items of a list, from the first requested page: a cold [Flow]. Nothing is sent before it is collected; each collector fetches
 * the list again. Pages are prefetched in order, at most `concurrency` at a time. Cancelling the collection aborts the requests.
 */
public class PlockList<T : Any> internal constructor(
    private val calls: Calls,
    private val call: Call,
    private val page: Long?,
    private val pageSize: Long?,
    private val codec: Codec<T>,
) : Flow<T> by flow({ calls.pages(call, page, pageSize, codec).collect { page -> page.items.forEach { emit(it) } } }) {
    /** Fetches the first requested page, with one request. */
    public suspend fun page(): Page<T> = calls.page(call, page, pageSize, codec)

    /** All pages. */
    public fun pages(): Flow<Page<T>> = calls.pages(call, page, pageSize, codec)

    /** Fetches the first item, with one request. Null: the list is empty. */
    public suspend fun first(): T? = page().items.firstOrNull()

    /** [page] for callers without coroutines; it blocks. In Java, its name is `page`. */
    @JvmName("page")
    public fun pageBlocking(): Page<T> = blocking { page() }

    /** [first] for callers without coroutines; it blocks. In Java, its name is `first`. */
    @JvmName("first")
    public fun firstBlocking(): T? = blocking { first() }

    /** [page] for callers without coroutines. Cancelling the future aborts the request. */
    public fun pageAsync(): CompletableFuture<Page<T>> = calls.future { page() }

    /** [first] for callers without coroutines. Cancelling the future aborts the request. */
    public fun firstAsync(): CompletableFuture<T?> = calls.future { first() }

    /** All items, for callers without coroutines. Cancelling the future aborts the requests. */
    public fun toListAsync(): CompletableFuture<List<T>> = calls.future { toList() }

    /** All items, for callers without coroutines. Reading blocks. Close the stream unless it is read to its end. */
    public fun stream(): Stream<T> = iterator().stream()

    /** All items, for loops in Java: each loop fetches the list again. Reading blocks; see [iterator]. */
    public fun items(): Iterable<T> = Iterable { iterator() }

    /**
     * All items, for callers without coroutines. Reading blocks. Close it unless it is read to its end; one that is garbage-collected is
     * closed within seconds.
     */
    public fun iterator(): PlockIterator<T> = object : PlockIterator<T> {
        private val caller = CallSite()
        private val pages = calls.open(call, page, pageSize, codec)
        private var current: Iterator<T> = emptyList<T>().iterator()
        private var ended = false

        override fun hasNext(): Boolean {
            while (!current.hasNext() && !ended) {
                val page = caller.within { pages.await() }
                if (page == null) ended = true else current = page.items.iterator()
            }
            return current.hasNext()
        }

        override fun next(): T = if (hasNext()) current.next() else throw NoSuchElementException()

        override fun close() = pages.close()
    }
}

/** An iterator that holds connections until its end, or until it is closed. */
public interface PlockIterator<T> : Iterator<T>, AutoCloseable {
    /** Aborts the requests. No further item is returned. */
    override fun close()
}

internal fun <T> PlockIterator<T>.stream(): Stream<T> =
    StreamSupport.stream(Iterable { this }.spliterator(), false).onClose { close() }

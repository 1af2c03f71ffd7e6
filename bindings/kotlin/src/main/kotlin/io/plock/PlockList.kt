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
public data class Page<out T> @JvmOverloads constructor(
    val items: List<T>,
    val currentPage: Long? = null,
    val lastPage: Long? = null,
    val perPage: Long? = null,
    val total: Long? = null,
    val next: String? = null,
)

/**
 * All items of a list, from the first requested page: a cold [Flow]. Nothing is sent before it is collected; each collector fetches
 * the list again. Pages are prefetched in order, at most `concurrency` at a time. Cancelling the collection aborts the requests.
 */
public class PlockList<T : Any> private constructor(private val source: PageSource<T>) :
    Flow<T> by flow({ source.pages().collect { page -> page.items.forEach { emit(it) } } }) {
    internal constructor(calls: Calls, call: Call, page: Long?, pageSize: Long?, codec: Codec<T>) :
        this(calls.list(call, page, pageSize, codec))

    public companion object {
        /** A list of these items on one page, for tests that replace a client. */
        @JvmStatic
        public fun <T : Any> of(items: List<T>): PlockList<T> =
            PlockList(MadePage(Page(items, currentPage = 1, lastPage = 1, total = items.size.toLong())))
    }

    /** Fetches the first requested page, with one request. */
    public suspend fun page(): Page<T> = source.first()

    /** All pages. */
    public fun pages(): Flow<Page<T>> = source.pages()

    /** Fetches the first item, with one request. Null: the list is empty. */
    public suspend fun first(): T? = page().items.firstOrNull()

    /** [page] for callers without coroutines; it blocks. In Java, its name is `page`. */
    @JvmName("page")
    public fun pageBlocking(): Page<T> = blocking { page() }

    /** [first] for callers without coroutines; it blocks. In Java, its name is `first`. */
    @JvmName("first")
    public fun firstBlocking(): T? = blocking { first() }

    /** [page] for callers without coroutines. Cancelling the future aborts the request. */
    public fun pageAsync(): CompletableFuture<Page<T>> = source.future { page() }

    /** [first] for callers without coroutines. Cancelling the future aborts the request. */
    public fun firstAsync(): CompletableFuture<T?> = source.future { first() }

    /** All items, for callers without coroutines. Cancelling the future aborts the requests. */
    public fun toListAsync(): CompletableFuture<List<T>> = source.future { toList() }

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
        private val pages = source.open()
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

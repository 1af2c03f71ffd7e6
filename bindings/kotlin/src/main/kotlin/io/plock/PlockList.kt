package io.plock

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
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

    /** [page] for callers without coroutines. Cancelling the future aborts the request. */
    public fun pageAsync(): CompletableFuture<Page<T>> = calls.future { page() }

    /** All items, for callers without coroutines. Reading blocks. Close the stream unless it is read to its end. */
    public fun stream(): Stream<T> {
        val pages = calls.open(call, page, pageSize, codec)
        val items = object : Iterator<T> {
            private var current: Iterator<T> = emptyList<T>().iterator()
            private var ended = false

            override fun hasNext(): Boolean {
                while (!current.hasNext() && !ended) {
                    val page = pages.await()
                    if (page == null) ended = true else current = page.items.iterator()
                }
                return current.hasNext()
            }

            override fun next(): T = if (hasNext()) current.next() else throw NoSuchElementException()
        }
        return StreamSupport.stream(Iterable { items }.spliterator(), false).onClose { pages.close() }
    }
}

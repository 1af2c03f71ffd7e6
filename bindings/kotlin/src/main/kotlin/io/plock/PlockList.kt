package io.plock

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import java.util.concurrent.CompletableFuture
import java.util.stream.Stream
import java.util.stream.StreamSupport

/**
 * One page of a list, and what the API says of the others.
 *
 * @property items what it holds.
 * @property currentPage its number, from 1.
 * @property lastPage the number of the last page.
 * @property perPage how many items a page holds at most.
 * @property total how many items all pages hold.
 * @property next link to the next page, as the API wrote it.
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
 * All items of a list, from the start page on: a cold [Flow]. Nothing is sent before it is collected; each collector reads the
 * list anew. Pages are fetched ahead of the reader, in order, at most `concurrency` at a time, so memory is bounded, and a reader
 * that stops stops the fetching.
 */
public class PlockList<T : Any> internal constructor(
    private val calls: Calls,
    private val call: Call,
    private val page: Long?,
    private val pageSize: Long?,
    private val codec: Codec<T>,
) : Flow<T> by flow({ calls.pages(call, page, pageSize, codec).collect { page -> page.items.forEach { emit(it) } } }) {
    /** The start page alone, with one request. */
    public suspend fun page(): Page<T> = calls.page(call, page, pageSize, codec)

    /** Page by page. */
    public fun pages(): Flow<Page<T>> = calls.pages(call, page, pageSize, codec)

    /** The first item, with one request; null where there is none. */
    public suspend fun first(): T? = page().items.firstOrNull()

    /** The start page alone, for callers without coroutines. */
    public fun pageAsync(): CompletableFuture<Page<T>> = calls.future { page() }

    /** All items, for callers without coroutines: reading blocks. Close the stream when it is not read to its end. */
    public fun stream(): Stream<T> {
        val pages = calls.open(call, page, pageSize, codec)
        val items = object : Iterator<T> {
            private var here: Iterator<T> = emptyList<T>().iterator()
            private var ended = false

            override fun hasNext(): Boolean {
                while (!here.hasNext() && !ended) {
                    val page = pages.await()
                    if (page == null) ended = true else here = page.items.iterator()
                }
                return here.hasNext()
            }

            override fun next(): T = if (hasNext()) here.next() else throw NoSuchElementException()
        }
        return StreamSupport.stream(Iterable { items }.spliterator(), false).onClose { pages.close() }
    }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A queue between processes on one Linux host, over shared memory.
 *
 * <p>{@link io.shmq.SharedQueue} is the type to begin with; a {@link io.shmq.Codec} says how its
 * elements become bytes; everything that can go wrong is an {@link io.shmq.QueueException}.
 *
 * <h2 id="python">For users of Python's {@code multiprocessing.Queue}</h2>
 *
 * <table>
 * <caption>What Python has, and what it is called here</caption>
 * <thead>
 * <tr><th scope="col">Python</th><th scope="col">shmq</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>{@code Queue(maxsize)}, {@code JoinableQueue(maxsize)}</td>
 *     <td>{@link io.shmq.SharedQueue#anonymous anonymous(maxSize, codec)}, or {@link
 *     io.shmq.SharedQueue#create(String, int, Codec) create(name, maxSize, codec)} for a queue that
 *     others find by its name; 0 or less is no limit</td></tr>
 * <tr><td>{@code put(x)}, {@code put(x, True, t)}, {@code put_nowait(x)}</td>
 *     <td>{@code put(x)}, {@code put(x, timeout)}, {@code putNowait(x)}</td></tr>
 * <tr><td>{@code get()}, {@code get(True, t)}, {@code get_nowait()}</td>
 *     <td>{@code get()}, {@code get(timeout)}, {@code getNowait()}</td></tr>
 * <tr><td>{@code queue.Full}, {@code queue.Empty}, {@code queue.ShutDown}</td>
 *     <td>{@link io.shmq.QueueFullException}, {@link io.shmq.QueueEmptyException}, {@link
 *     io.shmq.QueueShutDownException}</td></tr>
 * <tr><td>{@code qsize()}, {@code empty()}, {@code full()}</td><td>the same</td></tr>
 * <tr><td>{@code task_done()}, {@code join()}</td>
 *     <td>{@code taskDone()}, {@code join()}, {@code join(timeout)}</td></tr>
 * <tr><td>{@code queue.Queue.shutdown(immediate)}</td>
 *     <td>{@code shutdown()}, {@code shutdownNow()}</td></tr>
 * <tr><td>{@code close()}, {@code join_thread()}, {@code cancel_join_thread()}</td>
 *     <td>{@code close()}; there is no thread to wait for</td></tr>
 * <tr><td>the queue as an argument of a {@code Process}</td>
 *     <td>its {@link io.shmq.SharedQueue#handle handle()}</td></tr>
 * <tr><td>{@code Manager().Queue()} as an argument of a pool's task</td>
 *     <td>the same handle, which travels in messages, too</td></tr>
 * </tbody>
 * </table>
 *
 * <table>
 * <caption>Where shmq differs, on purpose</caption>
 * <thead>
 * <tr><th scope="col"></th><th scope="col">Python</th><th scope="col">shmq</th></tr>
 * </thead>
 * <tbody>
 * <tr><th scope="row">when {@code put} has returned</th>
 *     <td>a thread writes the element some time later; until then {@code empty()} is true and {@code
 *     get_nowait()} finds nothing, in the same process even</td>
 *     <td>the element is in the queue, for every process</td></tr>
 * <tr><th scope="row">an element that cannot be encoded</th>
 *     <td>{@code put} returns, that thread prints the error, the element is gone, and {@code join()}
 *     waits for it for ever</td>
 *     <td>{@code put} throws what the codec threw; nothing was put, nothing is counted</td></tr>
 * <tr><th scope="row">an element that changes after {@code put}</th>
 *     <td>may arrive as it was before or after</td>
 *     <td>arrives as it was</td></tr>
 * <tr><th scope="row">a message that cannot be decoded</th>
 *     <td>{@code get} raises the error; this message is gone, the queue goes on</td>
 *     <td>the same; in a batch too it is lost alone, and {@link io.shmq.BatchException} has the
 *     others</td></tr>
 * <tr><th scope="row">{@code qsize()}</th>
 *     <td>approximate, and not there on every system</td>
 *     <td>exact, at some moment of the call</td></tr>
 * <tr><th scope="row">{@code empty()}, {@code full()}</th>
 *     <td>may contradict {@code qsize()}, {@code get_nowait()} and {@code put_nowait()}; nothing is
 *     found while another process only waits in {@code get()}</td>
 *     <td>agree with them: where nobody else is at work, {@code getNowait()} fails if and only if
 *     {@code empty()} was true</td></tr>
 * <tr><th scope="row">order</th>
 *     <td>that of each process</td>
 *     <td>one, for all processes</td></tr>
 * <tr><th scope="row">timeouts</th>
 *     <td>no bound: a reader waits as long as a writer is stopped in the midst of a message</td>
 *     <td>a bound, on a clock that nobody sets; {@link io.shmq.QueueBusyException} says that it was
 *     a stopped process and not the queue that was in the way</td></tr>
 * <tr><th scope="row">a process that is killed in {@code get} or {@code put}</th>
 *     <td>may block all others for ever, and corrupt the queue</td>
 *     <td>blocks nobody, and no message that was put is lost, but one that it has already
 *     taken</td></tr>
 * <tr><th scope="row">a process that ends</th>
 *     <td>waits until others have taken what it has put</td>
 *     <td>ends</td></tr>
 * <tr><th scope="row">no limit</th>
 *     <td>2,147,483,647 elements</td>
 *     <td>what fits into the byte budget, 1 GiB unless {@linkplain
 *     io.shmq.SharedQueueBuilder#maxBytes set}</td></tr>
 * <tr><th scope="row">one message</th>
 *     <td>of any size</td>
 *     <td>up to 1 GiB - 1, and to the byte budget; else {@link io.shmq.MessageTooLargeException}, at
 *     once</td></tr>
 * <tr><th scope="row">{@code None}</th>
 *     <td>an element like others</td>
 *     <td>{@code null} is no element, as in all of {@code java.util.concurrent}</td></tr>
 * <tr><th scope="row">to whom a queue can be handed</th>
 *     <td>to a process that is being started</td>
 *     <td>to any process, at any time</td></tr>
 * <tr><th scope="row">{@code join()}</th>
 *     <td>has no timeout</td>
 *     <td>has one, and every queue can be joined</td></tr>
 * <tr><th scope="row">after {@code close()}</th>
 *     <td>{@code qsize()} and {@code full()} still work</td>
 *     <td>every call throws {@link io.shmq.QueueClosedException}, those included that were waiting;
 *     only the name and the limit are still known</td></tr>
 * </tbody>
 * </table>
 *
 * <h2 id="blocking-queue">For users of {@code java.util.concurrent.BlockingQueue}</h2>
 *
 * <p>{@link io.shmq.SharedQueue#asBlockingQueue} is one, with the whole contract of that interface,
 * over the same queue. What is different follows from the elements' lying between processes:
 *
 * <ul>
 *   <li>An element is encoded when it is put and decoded when it is taken. Another object comes out
 *       than went in, and {@code contains} and {@code remove} go by {@code equals}.
 *   <li>Besides the number of elements, their bytes are limited: {@code offer} may return false
 *       although {@code remainingCapacity} is positive.
 *   <li>A thread that is killed with its process after it has taken an element takes it along. {@link
 *       io.shmq.SharedQueue#taskDone} and {@link io.shmq.SharedQueue#join(java.time.Duration)} show
 *       that.
 *   <li>The queue is closed when it is no longer needed, which lets go of its mapping and its
 *       descriptor; and it has a name, which somebody removes, unless it is anonymous.
 * </ul>
 *
 * <h2 id="events">Events for Flight Recorder</h2>
 *
 * <p>Both are off unless a recording enables them, and cost nothing then; the module {@code jdk.jfr}
 * need not be there.
 *
 * <p>{@code shmq.QueueWait}: a thread waited in a call on a queue, for as long as the threshold, 20
 * ms by default, or longer; a virtual thread's wait is its own. Its fields, besides time, duration,
 * thread and stack trace:
 *
 * <ul>
 *   <li>{@code queue}: name of the queue
 *   <li>{@code operation}: {@code put}, {@code get}, {@code putMany}, {@code getMany}, {@code join},
 *       or, of a {@link java.util.concurrent.BlockingQueue} over the queue, {@code scan} or {@code
 *       remove}
 *   <li>{@code outcome}: {@code done}; {@code timed out}; {@code busy}, if time passed without the
 *       lock, or another had claimed the end; {@code interrupted}; {@code closed}; {@code shut down};
 *       {@code failed}
 * </ul>
 *
 * <p>{@code shmq.QueueRecovery}: an end of a queue was repaired, whose owner had died, by this or any
 * other process. This is noticed when the period has passed, 1 s by default, when a thread of this
 * process has waited, and when the queue is closed. Its fields:
 *
 * <ul>
 *   <li>{@code queue}: name of the queue
 *   <li>{@code recoveries}, {@code rolledForward}: what {@link io.shmq.QueueStats} counts, since the
 *       last such event of the same {@code SharedQueue} object, or since that was opened
 *   <li>{@code totalRecoveries}, {@code totalRolledForward}: the same since the queue was created
 * </ul>
 */
package io.shmq;

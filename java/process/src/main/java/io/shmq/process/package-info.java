/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Child JVMs that share queues, a pool of them, and an owner of queues.
 *
 * <p>{@link io.shmq.process.JavaProcess} is a child that performs one action; {@link
 * io.shmq.process.ProcessPool} has some, which perform tasks; {@link io.shmq.process.QueueManager} makes
 * queues and removes them. What is handed to a child is a lambda or a method reference, as of {@link
 * io.shmq.process.RemoteRunnable} and its likes, with what that captures and with its arguments: all of
 * it serializable, or queues, which are open in the child as they are here. The codec of such a queue
 * travels along, so that it is serializable, too.
 *
 * <p>Where Python's {@code multiprocessing} is known to wait for ever or to lose something, this does
 * not:
 *
 * <table>
 *   <caption>Differences from multiprocessing.Pool</caption>
 *   <tr><th>what happens</th><th>Python</th><th>here</th></tr>
 *   <tr><td>a worker is killed, or exits, in a task</td><td>the task never completes, nor do {@code
 *     close} and {@code join}</td><td>the task fails with {@link
 *     io.shmq.process.WorkerDiedException}; the worker is replaced</td></tr>
 *   <tr><td>an idle worker is killed</td><td>no worker takes tasks any more</td><td>it is
 *     replaced</td></tr>
 *   <tr><td>a result or an exception cannot be read</td><td>no later result arrives</td><td>that task
 *     fails with {@link io.shmq.process.TaskException}</td></tr>
 *   <tr><td>the initializer throws an exception</td><td>workers are started over and
 *     over</td><td>tasks fail with {@link io.shmq.process.PoolBrokenException}</td></tr>
 *   <tr><td>{@code terminate} with tasks in the queue</td><td>their results never
 *     complete</td><td>they fail with {@link io.shmq.process.PoolTerminatedException}</td></tr>
 *   <tr><td>a worker starts children</td><td>not allowed</td><td>allowed; they end with
 *     it</td></tr>
 *   <tr><td>{@code imap} over a long input</td><td>read as fast as it goes</td><td>read a little ahead
 *     of the results</td></tr>
 *   <tr><td>a task is to be stopped</td><td>not possible</td><td>{@code cancel(true)} of its
 *     future</td></tr>
 *   <tr><td>end of a {@code with} block, of a {@code try}</td><td>{@code terminate}</td><td>{@code
 *     close}: all tasks are done</td></tr>
 * </table>
 */
package io.shmq.process;

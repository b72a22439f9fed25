/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.IOException;

/** What is done about each kind of answer. */
final class AnswerDispatcher implements AnswerReader.Handler {
  private final TaskBoard board;
  private final Crew crew;
  private final PoolListener listener;
  private final RemoteObjects objects;

  /**
   * Creates one.
   *
   * @param objects reads results and exceptions
   */
  AnswerDispatcher(TaskBoard board, Crew crew, PoolListener listener, RemoteObjects objects) {
    this.board = board;
    this.crew = crew;
    this.listener = listener;
    this.objects = objects;
  }

  @Override
  public void handle(Packet answer) throws IOException {
    byte kind = answer.getByte();
    switch (kind) {
      case AnswerKind.RESULT:
        board.succeed(answer.getLong(), answer, objects);
        break;
      case AnswerKind.FAILURE:
        board.end(answer.getLong(), Failure.read(answer, objects));
        break;
      case AnswerKind.READY:
        long pid = answer.getLong();
        crew.ready(pid);
        Listeners.tell(() -> listener.workerStarted(pid));
        break;
      case AnswerKind.UNABLE:
        crew.unable(Failure.read(answer, objects));
        break;
      case AnswerKind.WAKE_UP:
        break;
      default:
        throw new IOException("There is no such kind of answer (kind=" + kind + ").");
    }
  }

  @Override
  public void fail(Exception reason) {
    board.breakDown(new PoolBrokenException(
        "What a worker has sent cannot be read (error="
            + reason
            + "): see the cause, and make another pool.",
        reason));
  }
}

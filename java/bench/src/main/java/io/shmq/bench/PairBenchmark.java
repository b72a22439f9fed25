/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.internal.Binding;
import io.shmq.internal.Bindings;
import io.shmq.internal.Errno;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.Owning;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A put and a get of one message of {@link Samples#SIZE} bytes, by one thread, on a queue that
 * nobody else uses: all that a message costs but the waiting.
 *
 * <pre>
 *   c         C program
 *   binding   Java, the two calls of the binding alone
 *   inPlace   SharedQueue, a codec that creates nothing
 *   bytes     SharedQueue, Codec.bytes()
 *   utf8      SharedQueue, Codec.utf8()
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PairBenchmark {
  /** The path that the others are compared with, by the name of its method. */
  static final String C = "c";

  /** All of them. */
  static final List<String> PATHS = List.of(C, "binding", "inPlace", "bytes", "utf8");

  /** So many that the call into C costs each of them next to nothing. */
  private static final int PAIRS = 1000;

  /** A queue in C. */
  @State(Scope.Thread)
  @InheritableMustCall("close")
  public static class InC implements AutoCloseable {
    private final @Owning CPairs pairs;

    /** Makes the queue. */
    public InC() {
      // First the binding, so that C uses the very library that it has loaded.
      Bindings.get();
      pairs = new CPairs();
    }

    @Override
    @TearDown
    @EnsuresCalledMethods(value = "this.pairs", methods = "close")
    public void close() {
      pairs.close();
    }
  }

  /** A handle, and memory on the heap and outside it. */
  @State(Scope.Thread)
  @InheritableMustCall("close")
  public static class OverBinding implements AutoCloseable {
    private final Binding binding = Bindings.get();
    private final long handle = FreshQueue.open(binding);
    private final byte[] message = Samples.bytes();
    private final byte[] received = new byte[Samples.SIZE];
    private final ByteBuffer outside = ByteBuffer.allocateDirect(Samples.SIZE);
    private final long address = binding.address(outside);

    void put() {
      int result = binding.tryPut(handle, message, 0, Samples.SIZE);
      if (result == -Errno.EBUSY) {
        // A new queue has no memory yet, which only this call gets.
        result = binding.put(handle, address, Samples.SIZE, 0);
      }
      check("put", result, 0);
    }

    byte[] get() {
      check("get", binding.tryGet(handle, received, 0, Samples.SIZE), Samples.SIZE);
      return received;
    }

    private static void check(String call, long result, long expected) {
      if (result != expected) {
        throw new IllegalStateException("A call of the binding failed (call="
            + call
            + ", result="
            + result
            + ", expected="
            + expected
            + ").");
      }
    }

    @Override
    @TearDown
    public void close() {
      binding.close(handle);
    }
  }

  /** A queue of {@link Numbers}. */
  @State(Scope.Thread)
  @InheritableMustCall("close")
  public static class OfNumbers implements AutoCloseable {
    private final @Owning SharedQueue<Numbers> queue = FreshQueue.of(new NumbersCodec());
    private final Numbers message = Samples.numbers();

    @Override
    @TearDown
    @EnsuresCalledMethods(value = "this.queue", methods = "close")
    public void close() {
      queue.close();
    }
  }

  /** A queue of arrays. */
  @State(Scope.Thread)
  @InheritableMustCall("close")
  public static class OfBytes implements AutoCloseable {
    private final @Owning SharedQueue<byte[]> queue = FreshQueue.of(Codec.bytes());
    private final byte[] message = Samples.bytes();

    @Override
    @TearDown
    @EnsuresCalledMethods(value = "this.queue", methods = "close")
    public void close() {
      queue.close();
    }
  }

  /** A queue of strings. */
  @State(Scope.Thread)
  @InheritableMustCall("close")
  public static class OfText implements AutoCloseable {
    private final @Owning SharedQueue<String> queue = FreshQueue.of(Codec.utf8());
    private final String message = Samples.text();

    @Override
    @TearDown
    @EnsuresCalledMethods(value = "this.queue", methods = "close")
    public void close() {
      queue.close();
    }
  }

  /**
   * Measures a C program.
   *
   * @param state the queue
   */
  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public void c(InC state) {
    state.pairs.run(PAIRS);
  }

  /**
   * Measures the calls of the binding alone.
   *
   * @param state the queue
   * @return the message
   */
  @Benchmark
  public byte[] binding(OverBinding state) {
    state.put();
    return state.get();
  }

  /**
   * Measures a codec that creates nothing.
   *
   * @param state the queue
   * @return the message
   * @throws InterruptedException never
   */
  @Benchmark
  public Object inPlace(OfNumbers state) throws InterruptedException {
    state.queue.put(state.message);
    return state.queue.get();
  }

  /**
   * Measures arrays.
   *
   * @param state the queue
   * @return the message
   * @throws InterruptedException never
   */
  @Benchmark
  public byte[] bytes(OfBytes state) throws InterruptedException {
    state.queue.put(state.message);
    return state.queue.get();
  }

  /**
   * Measures strings.
   *
   * @param state the queue
   * @return the message
   * @throws InterruptedException never
   */
  @Benchmark
  public String utf8(OfText state) throws InterruptedException {
    state.queue.put(state.message);
    return state.queue.get();
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Sets what a child process is like, and starts it. {@link JavaProcess#builder} is the way to one.
 *
 * <pre>{@code
 * JavaProcess child = JavaProcess.builder()
 *     .jvmOptions("-Xmx256m")
 *     .redirectOutput(Redirect.PIPE)
 *     .start(Reader::run, queue);
 * }</pre>
 */
public final class JavaProcessBuilder {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final List<String> jvmOptions = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private @Nullable File directory;
  private Redirect input = Redirect.INHERIT;
  private Redirect output = Redirect.INHERIT;
  private Redirect error = Redirect.INHERIT;
  private boolean endsWithParent = true;
  private String filter = "";
  private Duration startTimeout = START_TIMEOUT;

  JavaProcessBuilder() {}

  /**
   * Adds options of the {@code java} command. The child has this JVM's options, its class path and its
   * module path anyway, without what only one JVM can have: agents, ports, logs and recordings. Which
   * options this JVM has, the module {@code java.management} knows; in an image without that, the
   * child has those system properties that begin with {@code shmq.}.
   *
   * @param options the options, such as {@code -Xmx256m}
   * @return this builder
   */
  public JavaProcessBuilder jvmOptions(String... options) {
    jvmOptions.addAll(List.of(options));
    return this;
  }

  /**
   * Sets an environment variable, beside those of this process.
   *
   * @param name name of the variable
   * @param value its value
   * @return this builder
   */
  public JavaProcessBuilder environment(String name, String value) {
    environment.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /**
   * Sets the folder that the child works in; otherwise it is this process's.
   *
   * @param folder the folder
   * @return this builder
   */
  public JavaProcessBuilder directory(File folder) {
    directory = Objects.requireNonNull(folder, "folder");
    return this;
  }

  /**
   * Sets where the child's standard input comes from; otherwise it is this process's.
   *
   * @param source {@link Redirect#PIPE} for {@link JavaProcess#standardInput}
   * @return this builder
   */
  public JavaProcessBuilder redirectInput(Redirect source) {
    input = Objects.requireNonNull(source, "source");
    return this;
  }

  /**
   * Sets where the child's standard output goes to; otherwise it is this process's.
   *
   * @param target {@link Redirect#PIPE} for {@link JavaProcess#standardOutput}, which somebody must
   *     read then, lest the child wait for room in the pipe
   * @return this builder
   */
  public JavaProcessBuilder redirectOutput(Redirect target) {
    output = Objects.requireNonNull(target, "target");
    return this;
  }

  /**
   * Sets where the child's standard error goes to; otherwise it is this process's.
   *
   * @param target {@link Redirect#PIPE} for {@link JavaProcess#standardError}, as with {@link
   *     #redirectOutput}
   * @return this builder
   */
  public JavaProcessBuilder redirectError(Redirect target) {
    error = Objects.requireNonNull(target, "target");
    return this;
  }

  /**
   * Lets the child live on when this process has ended. Otherwise it notices that, whatever has ended
   * this process, and ends itself: in good order, with its shutdown hooks, or after 5 s without.
   *
   * @return this builder
   */
  public JavaProcessBuilder survivesParent() {
    endsWithParent = false;
    return this;
  }

  /**
   * Allows, or rejects, further classes for what the child is handed. Without this, objects may be of
   * the classes that the application's class path and module path define, and of the JDK's data
   * classes: those in {@code java.lang}, {@code java.util}, {@code java.util.concurrent}, {@code
   * java.time}, {@code java.math} and {@code java.net}.
   *
   * @param pattern a pattern as of {@link java.io.ObjectInputFilter.Config#createFilter}; what it does
   *     not decide is decided as without it
   * @return this builder
   * @throws IllegalArgumentException if the pattern is none
   */
  public JavaProcessBuilder filter(String pattern) {
    Filters.of(pattern);
    filter = pattern;
    return this;
  }

  /**
   * Sets how long the start may take; otherwise that is 60 s.
   *
   * @param timeout the longest wait
   * @return this builder
   */
  public JavaProcessBuilder startTimeout(Duration timeout) {
    startTimeout = Objects.requireNonNull(timeout, "timeout");
    return this;
  }

  /**
   * Starts a child that performs an action, and ends with exit code 0, or 1 if the action throws an
   * exception, which is printed on its standard error.
   *
   * @param action the action; the queues that it captures are open in the child
   * @return the child, which has begun
   * @throws IllegalArgumentException if the action cannot be serialized
   * @throws ProcessStartException if the child does not get so far; the message says what it said
   * @throws InterruptedException if the thread is interrupted; there is no child then
   */
  public JavaProcess start(RemoteRunnable action) throws InterruptedException {
    Launch launch = Launch.begin(this, List.of(), Objects.requireNonNull(action, "action"));
    boolean hasBegun = false;
    try {
      launch.awaitBegin();
      hasBegun = true;
      return new JavaProcess(launch.process());
    } finally {
      if (!hasBegun) {
        launch.process().destroyForcibly();
      }
      launch.close();
    }
  }

  /**
   * Starts a child that performs an action on an argument, as {@link #start(RemoteRunnable)} does.
   *
   * @param <T> type of the argument
   * @param action the action
   * @param argument its argument: serializable, or a queue, which is open in the child
   * @return the child, which has begun
   * @throws InterruptedException if the thread is interrupted; there is no child then
   */
  public <T> JavaProcess start(RemoteConsumer<T> action, T argument) throws InterruptedException {
    Objects.requireNonNull(action, "action");
    return start(() -> action.accept(argument));
  }

  /**
   * Starts a child that performs an action on two arguments, as {@link #start(RemoteRunnable)} does.
   *
   * @param <T> type of the first argument
   * @param <U> type of the second argument
   * @param action the action
   * @param first its first argument: serializable, or a queue, which is open in the child
   * @param second its second argument, likewise
   * @return the child, which has begun
   * @throws InterruptedException if the thread is interrupted; there is no child then
   */
  public <T, U> JavaProcess start(RemoteBiConsumer<T, U> action, T first, U second)
      throws InterruptedException {
    Objects.requireNonNull(action, "action");
    return start(() -> action.accept(first, second));
  }

  /**
   * Starts a child that runs the {@code main} method of a class, as {@link #start(RemoteRunnable)}
   * does.
   *
   * @param main the class; in a named module, that module must export its package
   * @param arguments the arguments of the method
   * @return the child, which has begun
   * @throws InterruptedException if the thread is interrupted; there is no child then
   */
  public JavaProcess startMain(Class<?> main, String... arguments) throws InterruptedException {
    requireMain(main);
    return start(() -> runMain(main, arguments));
  }

  private static Method requireMain(Class<?> main) {
    try {
      return main.getMethod("main", String[].class);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "The class has no main method (class="
              + main.getName()
              + "): give it a public static void main(String[]).",
          e);
    }
  }

  private static void runMain(Class<?> main, String[] arguments) throws Exception {
    Method method = requireMain(main);
    // The class itself need not be public.
    method.trySetAccessible();
    MethodHandle handle = MethodHandles.lookup().unreflect(method);
    try {
      handle.invokeExact(arguments);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e);
    }
  }

  /** Returns the command of a child, without its environment and its redirections. */
  List<String> command(List<String> options, String argument) {
    List<String> all = new ArrayList<>(jvmOptions);
    all.addAll(options);
    return JavaCommand.of(all, ChildMain.class, List.of(argument));
  }

  /** Returns a builder of the child's process. */
  ProcessBuilder processBuilder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder
        .directory(directory)
        .redirectInput(input)
        .redirectOutput(output)
        .redirectError(error);
  }

  /** Returns what the child is told. */
  Assignment assignment(ByteBuffer action) {
    long parent = endsWithParent ? ProcessHandle.current().pid() : Assignment.NONE;
    return new Assignment(parent, filter, action);
  }

  /** Returns the pattern of {@link #filter(String)}; empty if there is none. */
  String filter() {
    return filter;
  }

  Duration startTimeout() {
    return startTimeout;
  }
}

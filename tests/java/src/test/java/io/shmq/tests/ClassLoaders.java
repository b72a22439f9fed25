/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A process of a test in which several class loaders have shmq, each one its own. Arguments: the
 * name of a queue, and what the class path of each of them has.
 */
public final class ClassLoaders {
  /** What it prints. */
  static final List<String> OUTPUT =
      List.of("to the other", "to the first", "collected", "to the other", "to the first");

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final String name;
  private final URL[] classPath;

  private ClassLoaders(String name, URL[] classPath) {
    this.name = name;
    this.classPath = classPath;
  }

  /** Runs the process. */
  public static void main(String[] args) throws Exception {
    URL[] classPath = new URL[args.length - 1];
    for (int i = 0; i < classPath.length; i++) {
      classPath[i] = url(args[i + 1]);
    }
    new ClassLoaders(args[0], classPath).run();
  }

  private static URL url(String path) throws MalformedURLException {
    return Path.of(path).toUri().toURL();
  }

  private void run() throws Exception {
    UnaryOperator<String> stays = mailbox();
    // A thread that outlives the class loader whose queue it has used, as in a server.
    ExecutorService thread = Executors.newSingleThreadExecutor(ClassLoaders::daemon);
    WeakReference<ClassLoader> gone =
        thread.submit(() -> exchangeWithAnother(stays)).get();
    awaitCollected(gone);
    System.out.println("collected");
    thread.shutdown();
    if (!thread.awaitTermination(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("The thread does not end.");
    }
    exchangeWithAnother(stays);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  private WeakReference<ClassLoader> exchangeWithAnother(UnaryOperator<String> stays)
      throws Exception {
    UnaryOperator<String> other = mailbox();
    stays.apply("put to the other");
    System.out.println(other.apply("get"));
    other.apply("put to the first");
    System.out.println(stays.apply("get"));
    ((AutoCloseable) other).close();
    return new WeakReference<>(other.getClass().getClassLoader());
  }

  @SuppressWarnings("unchecked")
  private UnaryOperator<String> mailbox() throws Exception {
    ClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
    UnaryOperator<String> mailbox = (UnaryOperator<String>)
        loader.loadClass("io.shmq.tests.Mailbox").getConstructor().newInstance();
    mailbox.apply("open " + name);
    return mailbox;
  }

  private static void awaitCollected(WeakReference<ClassLoader> loader) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (loader.get() != null) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("The class loader is not collected.");
      }
      System.gc();
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}

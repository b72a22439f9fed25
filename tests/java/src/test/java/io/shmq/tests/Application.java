/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** An application that sends itself a message and prints it, compiled when the test runs. */
final class Application {
  static final String MAIN = "app.Main";
  static final String MODULE = "app";

  /** What it prints. */
  static final List<String> OUTPUT = List.of("works");

  private static final String SOURCE = """
      package app;

      public final class Main {
        public static void main(String[] args) throws InterruptedException {
          String name = "test-application-" + ProcessHandle.current().pid();
          try (var queue = io.shmq.SharedQueue.create(name, io.shmq.Codec.utf8())) {
            io.shmq.SharedQueue.unlink(name);
            queue.put("works");
            System.out.println(queue.get());
          } catch (io.shmq.QueueException e) {
            System.err.println(e.getMessage());
            System.exit(1);
          }
        }
      }
      """;

  /** One that has a child do that, and a worker of a pool a sum. */
  static final String SOURCE_WITH_CHILDREN = """
      package app;

      import io.shmq.Codec;
      import io.shmq.SharedQueue;
      import io.shmq.process.JavaProcess;
      import io.shmq.process.ProcessPool;
      import java.io.Serializable;

      public final class Main {
        private record Pair(int left, int right) implements Serializable {}

        private static int sum(Pair pair) {
          return pair.left() + pair.right();
        }

        private static void put(SharedQueue<String> queue) throws InterruptedException {
          queue.put("works");
        }

        public static void main(String[] args) throws InterruptedException {
          try (SharedQueue<String> queue = SharedQueue.anonymous(0, Codec.utf8());
              JavaProcess child = JavaProcess.start(Main::put, queue);
              ProcessPool pool = ProcessPool.create(1)) {
            child.join();
            if (pool.apply(Main::sum, new Pair(1, 2)) == 3) {
              System.out.println(queue.get());
            }
          }
        }
      }
      """;

  private static final Pattern BINDING = Pattern.compile(" io\\.shmq\\.(\\w+)\\.\\w+Binding ");

  private final Path classes;
  private final Path log;

  private Application(Path directory) {
    classes = directory.resolve("app");
    log = directory.resolve("app.log");
  }

  /** Compiles it against a class path. */
  static Application onClassPath(Path directory, List<Path> jars) {
    Application application = new Application(directory);
    application.compile(List.of("-classpath", Jars.path(jars)), List.of(source(MAIN, SOURCE)));
    return application;
  }

  /** Compiles it to a module that requires another. */
  static Application onModulePath(Path directory, List<Path> jars, String required) {
    return onModulePath(directory, jars, required, SOURCE);
  }

  /** Compiles it, with another source of its main class that prints the same, to such a module. */
  static Application onModulePath(Path directory, List<Path> jars, String required, String source) {
    Application application = new Application(directory);
    String descriptor = "module " + MODULE + " { requires " + required + "; }";
    application.compile(
        List.of("--module-path", Jars.path(jars)),
        List.of(source(MAIN, source), source("module-info", descriptor)));
    return application;
  }

  private static JavaFileObject source(String name, String text) {
    URI uri = URI.create("string:///" + name.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  private void compile(List<String> path, List<JavaFileObject> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assumeTrue(compiler != null, "this Java has no compiler");
    List<String> options = new ArrayList<>(path);
    options.addAll(List.of("-d", classes.toString()));
    StringWriter said = new StringWriter();
    boolean compiled =
        compiler.getTask(said, null, null, options, null, sources).call();
    assertTrue(compiled, said.toString());
  }

  /** Returns the folder with its classes. */
  Path classes() {
    return classes;
  }

  /** Starts it with a class path. */
  Program startOnClassPath(List<Path> jars, String... options) throws IOException {
    List<Path> all = new ArrayList<>(jars);
    all.add(classes);
    return start(options, "-classpath", Jars.path(all), MAIN);
  }

  /** Starts it with a module path. */
  Program startOnModulePath(List<Path> jars, String... options) throws IOException {
    List<Path> all = new ArrayList<>(jars);
    all.add(classes);
    return start(options, "--module-path", Jars.path(all), "--module", MODULE + "/" + MAIN);
  }

  private Program start(String[] options, String... main) throws IOException {
    return start(Path.of(System.getProperty("java.home")), options, main);
  }

  /** Starts it with the Java in a folder. */
  Program start(Path java, String[] options, String... main) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.resolve("bin").resolve("java").toString());
    // No application can ask which binding is used, but the JVM tells which classes it loads.
    command.add("-Xlog:class+load:file=" + log);
    command.addAll(List.of(options));
    command.addAll(List.of(main));
    return Program.start(command.toArray(new String[0]));
  }

  /** Checks that a program works over a binding, and says nothing else, not even a warning. */
  void assertWorks(String binding, Program program) throws Exception {
    assertEquals(OUTPUT, program.output());
    assertEquals(binding, binding());
  }

  /** Returns the binding that the program used which ended last, or all of them if it is not one. */
  String binding() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    Matcher matcher = BINDING.matcher(Files.readString(log));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return String.join(" ", names);
  }

  /** Returns true if the program that ended last has loaded a class whose name begins like this. */
  boolean hasLoaded(String prefix) throws IOException {
    return Files.readString(log).contains("] " + prefix);
  }

  /** Returns the binding that is taken where all of them may be used. */
  static String bestBinding() {
    return Runtime.version().feature() >= 22 ? "ffm" : "jni";
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several class loaders of one JVM, each with the jars; they come and go. */
@Tag("deployment")
class ClassLoadersTest {
  @RegisterExtension
  final Queues queues = new Queues();

  private void assertExchange(String... options) throws Exception {
    Path tests = Path.of(
        ClassLoaders.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(options));
    command.addAll(List.of("-classpath", tests.toString(), ClassLoaders.class.getName()));
    String name = queues.name();
    command.addAll(List.of(name, tests.toString()));
    Jars.all().forEach(jar -> command.add(jar.toString()));
    try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8());
        Program program = Program.start(command.toArray(new String[0]))) {
      assertEquals(ClassLoaders.OUTPUT, program.output());
      assertTrue(queue.empty());
    }
  }

  private static String builtLibrary() throws IOException {
    return "-Dshmq.library.path="
        + Program.directory().resolve("../lib/libshmq.so.0").toRealPath();
  }

  @Test
  void eachHasTheLibraryOutOfItsJar() throws Exception {
    assertExchange("-Dshmq.binding=jni");
  }

  @Test
  void eachHasTheLibraryThatIsSet() throws Exception {
    assertExchange("-Dshmq.binding=jni", builtLibrary());
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_22)
  void eachHasTheLibraryOutOfItsJarOverFfm() throws Exception {
    assertExchange("-Dshmq.binding=ffm");
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_22)
  void eachHasTheLibraryThatIsSetOverFfm() throws Exception {
    assertExchange("-Dshmq.binding=ffm", builtLibrary());
  }

  /** With events of each class loader's own. */
  @Test
  void eachIsCollectedWhileFlightRecorderRuns() throws Exception {
    assertExchange(
        "-XX:StartFlightRecording:+shmq.QueueWait#enabled=true,+shmq.QueueWait#threshold=0ms,"
            + "+shmq.QueueRecovery#enabled=true,+shmq.QueueRecovery#period=10ms",
        // Would say on standard output that it has started.
        "-Xlog:jfr+startup=off");
  }
}

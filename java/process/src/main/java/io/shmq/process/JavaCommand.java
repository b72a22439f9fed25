/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The command line of a JVM like this one. */
final class JavaCommand {
  /**
   * What two JVMs must not both do: listen on a port, write to a file, wait for a debugger. Nor does a
   * child need what its own main class and module path say.
   */
  private static final List<String> NOT_INHERITED = List.of(
      "-agentlib:",
      "-agentpath:",
      "-javaagent:",
      "-Xdebug",
      "-Xrunjdwp",
      "-Xlog",
      "-Xloggc",
      "-Xshare:dump",
      "-XX:ArchiveClassesAtExit",
      "-XX:AOTCacheOutput",
      "-XX:AOTConfiguration",
      "-XX:AOTMode",
      "-XX:FlightRecorderOptions",
      "-XX:+FlightRecorder",
      "-XX:StartFlightRecording",
      "-XX:LogFile",
      "-XX:+LogVMOutput",
      "-Dcom.sun.management.",
      "-Djava.class.path=",
      "-Djdk.module.main",
      "--module-path",
      "--upgrade-module-path=");

  private JavaCommand() {}

  /**
   * Returns a command line.
   *
   * @param options further options for the JVM, which prevail over this JVM's
   * @param main main class, of this module
   * @param arguments arguments of the main class
   */
  static List<String> of(List<String> options, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(property("java.home"), "bin", "java").toString());
    command.addAll(inherited());
    String modulePath = absolute(property("jdk.module.path"));
    if (!modulePath.isEmpty()) {
      command.add("--module-path=" + modulePath);
    }
    String mainModule = property("jdk.module.main");
    if (!mainModule.isEmpty()) {
      command.add("--add-modules=" + mainModule);
    }
    command.addAll(options);
    String classPath = absolute(property("java.class.path"));
    if (!classPath.isEmpty()) {
      command.add("-classpath");
      command.add(classPath);
    }
    @Nullable String module = main.getModule().getName();
    if (module != null) {
      command.add("--module");
      command.add(module + "/" + main.getName());
    } else {
      command.add(main.getName());
    }
    command.addAll(arguments);
    return command;
  }

  /** Returns a path whose entries mean the same in whichever folder the child works. */
  private static String absolute(String path) {
    return path.isEmpty()
        ? path
        : Arrays.stream(path.split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  /** Returns this JVM's own options, but for those that are not for two. */
  private static List<String> inherited() {
    List<String> inherited = new ArrayList<>();
    for (String option : own()) {
      if (NOT_INHERITED.stream().noneMatch(option::startsWith)) {
        inherited.add(option);
      }
    }
    return inherited;
  }

  private static List<String> own() {
    Optional<Module> management = ModuleLayer.boot().findModule("java.management");
    if (management.isPresent()) {
      return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }
    // What the application asked shmq for, at least.
    List<String> options = new ArrayList<>();
    Properties properties = System.getProperties();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith("shmq.")) {
        options.add("-D" + name + "=" + properties.getProperty(name));
      }
    }
    return options;
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BindingsTest {
  private static final Binding BINDING = binding(Version.ofJava());

  private static Binding binding(String version) {
    return (Binding) Proxy.newProxyInstance(
        BindingsTest.class.getClassLoader(),
        new Class<?>[] {Binding.class},
        (proxy, method, args) -> version);
  }

  private static BindingProvider provider(String name, Supplier<Binding> load) {
    return new BindingProvider() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Binding load() {
        return load.get();
      }
    };
  }

  private static final BindingProvider GOOD = provider("good", () -> BINDING);
  private static final BindingProvider REFUSING = provider("refusing", () -> {
    throw new BindingException("It does not like this machine.");
  });

  /** Yields what the suppliers give, or throws what they throw, as a service loader does. */
  private static Iterator<BindingProvider> loader(List<Supplier<BindingProvider>> providers) {
    Iterator<Supplier<BindingProvider>> each = providers.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public BindingProvider next() {
        return each.next().get();
      }
    };
  }

  private static Iterator<BindingProvider> of(BindingProvider... providers) {
    return Stream.of(providers).iterator();
  }

  @Test
  void firstBindingThatLoadsIsTaken() {
    assertSame(BINDING, Bindings.select(of(REFUSING, GOOD), null));
  }

  @Test
  void classFileThatIsTooNewDoesNotHideTheOthers() {
    Supplier<BindingProvider> tooNew = () -> {
      throw new UnsupportedClassVersionError("x/New (class file version 66.0)");
    };
    Supplier<BindingProvider> broken = () -> {
      throw new ServiceConfigurationError("no such class");
    };
    assertSame(BINDING, Bindings.select(loader(List.of(tooNew, broken, () -> GOOD)), null));
  }

  @Test
  void bindingThatIsAskedForIsTakenOrNone() {
    assertSame(BINDING, Bindings.select(of(REFUSING, GOOD), "good"));
    BindingException e =
        assertThrows(BindingException.class, () -> Bindings.select(of(GOOD, REFUSING), "refusing"));
    assertTrue(e.getMessage().contains("shmq.binding=refusing"), e.getMessage());
    assertTrue(e.getMessage().contains("good: is there"), e.getMessage());
    assertTrue(e.getMessage().contains("refusing: It does not like"), e.getMessage());
  }

  @Test
  void bindingToALibraryOfAnotherVersionIsRefused() {
    BindingProvider other = provider("other", () -> binding("99.0.0"));
    assertSame(BINDING, Bindings.select(of(other, GOOD), null));
    BindingException e =
        assertThrows(BindingException.class, () -> Bindings.select(of(other), null));
    assertTrue(e.getMessage().contains("library=99.0.0"), e.getMessage());
  }

  @Test
  void emptyClassPathIsToldWhatToAdd() {
    BindingException e = assertThrows(BindingException.class, () -> Bindings.select(of(), null));
    assertTrue(e.getMessage().contains("put shmq-ffm on the class path"), e.getMessage());
  }

  @Test
  void loaderThatFailsForEverIsGivenUp() {
    Iterator<BindingProvider> loader = new Iterator<>() {
      @Override
      public boolean hasNext() {
        throw new ServiceConfigurationError("unreadable");
      }

      @Override
      public BindingProvider next() {
        throw new AssertionError("There is no next.");
      }
    };
    assertThrows(BindingException.class, () -> Bindings.select(loader, null));
  }

  @Test
  void failureOfAStaticInitializerIsToldByItsCause() {
    Throwable cause = new UnsatisfiedLinkError("the native library has no function x");
    assertEquals(
        "the native library has no function x",
        Bindings.reason(new ExceptionInInitializerError(cause)));
  }

  @Test
  void classFileVersionIsToldAsAJavaVersion() {
    Throwable e = new UnsupportedClassVersionError(
        "io/shmq/ffm/FfmProvider has been compiled by a more recent version of the Java"
            + " Runtime (class file version 66.0), this version of the Java Runtime only"
            + " recognizes class file versions up to 61.0");
    assertEquals("io.shmq.ffm.FfmProvider needs Java 22 or later", Bindings.reason(e));
    assertEquals(
        "io.shmq.ffm.FfmProvider needs Java 22 or later",
        Bindings.reason(new ServiceConfigurationError("provider", e)));
  }
}

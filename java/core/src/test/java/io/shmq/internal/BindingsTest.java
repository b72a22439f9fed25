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
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BindingsTest {
  private static final Binding BINDING = binding(Version.withoutSnapshot(Version.ofCore()));

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
      public String version() {
        return Version.ofCore();
      }

      @Override
      public Binding load(Path library) {
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

  private static Binding select(Iterator<BindingProvider> providers, String wanted) {
    return Bindings.select(providers, wanted, () -> NativeLibrary.at("/x.so"));
  }

  private static BindingException refusal(Iterator<BindingProvider> providers, String wanted) {
    return assertThrows(BindingException.class, () -> select(providers, wanted));
  }

  @Test
  void firstBindingThatLoadsIsTaken() {
    assertSame(BINDING, select(of(REFUSING, GOOD), null));
  }

  @Test
  void fasterBindingIsPreferredWhereverItIsOnTheClassPath() {
    Binding slower = binding(Version.withoutSnapshot(Version.ofCore()));
    BindingProvider jna = provider("jna", () -> slower);
    BindingProvider jni = provider("jni", () -> slower);
    BindingProvider ffm = provider("ffm", () -> BINDING);
    assertSame(BINDING, select(of(jna, jni, ffm), null));
    assertSame(slower, select(of(ffm, jna), "jna"));
  }

  @Test
  void libraryIsNotAskedForWithoutAUseForIt() {
    assertThrows(
        BindingException.class,
        () -> Bindings.select(of(), null, () -> {
          throw new AssertionError("The library was asked for.");
        }));
  }

  @Test
  void providerOfAnotherVersionIsRefusedWithBoth() {
    BindingProvider other = new BindingProvider() {
      @Override
      public String name() {
        return "other";
      }

      @Override
      public String version() {
        return "99.0.0";
      }

      @Override
      public Binding load(Path library) {
        throw new AssertionError("It was loaded.");
      }
    };
    assertSame(BINDING, select(of(other, GOOD), null));
    String message = refusal(of(other), null).getMessage();
    assertTrue(message.contains("=99.0.0, shmq-core=" + Version.ofCore()), message);
  }

  @Test
  void reasonOfSeveralBindingsIsToldOnce() {
    Supplier<Binding> noexec = () -> {
      throw new BindingException("It is noexec.");
    };
    String message =
        refusal(of(provider("a", noexec), provider("b", noexec)), null).getMessage();
    assertTrue(message.endsWith("a, b: It is noexec."), message);
  }

  @Test
  void classFileThatIsTooNewDoesNotHideTheOthers() {
    Supplier<BindingProvider> tooNew = () -> {
      throw new UnsupportedClassVersionError("x/New (class file version 66.0)");
    };
    Supplier<BindingProvider> broken = () -> {
      throw new ServiceConfigurationError("no such class");
    };
    assertSame(BINDING, select(loader(List.of(tooNew, broken, () -> GOOD)), null));
  }

  @Test
  void bindingThatIsAskedForIsTakenOrNone() {
    assertSame(BINDING, select(of(REFUSING, GOOD), "good"));
    BindingException e =
        assertThrows(BindingException.class, () -> select(of(GOOD, REFUSING), "refusing"));
    assertTrue(e.getMessage().contains("shmq.binding=refusing"), e.getMessage());
    assertTrue(e.getMessage().contains("(also there: good)"), e.getMessage());
    assertTrue(e.getMessage().contains("refusing: It does not like"), e.getMessage());
  }

  @Test
  void bindingsThatAreAskedForAreTriedInTheirOrder() {
    Binding other = binding(Version.withoutSnapshot(Version.ofCore()));
    BindingProvider second = provider("second", () -> other);
    assertSame(other, select(of(GOOD, second), "second,good"));
    assertSame(BINDING, select(of(second, GOOD), "good,second"));
    assertSame(BINDING, select(of(second, REFUSING, GOOD), "missing,refusing,good"));
    String message = refusal(of(GOOD, REFUSING), "missing,refusing").getMessage();
    assertTrue(message.contains("shmq.binding=missing,refusing): refusing: It does"), message);
  }

  @Test
  void unknownBindingIsNamedWithThoseThatAreThereAndThoseThatCannotBe() {
    Supplier<BindingProvider> broken = () -> {
      throw new ServiceConfigurationError("It is too new.");
    };
    String message = refusal(loader(List.of(broken, () -> GOOD)), "x").getMessage();
    assertTrue(
        message.endsWith(
            "shmq.binding=x): there is none of this name that can be used (It is too new),"
                + " so set -Dshmq.binding to one that is there (good) or leave it out."),
        message);
  }

  @Test
  void providerThatCannotBeMadeIsNotToldOfIfTheBindingAskedForIsThere() {
    Supplier<BindingProvider> broken = () -> {
      throw new ServiceConfigurationError("It is too new.");
    };
    String message =
        refusal(loader(List.of(broken, () -> REFUSING)), "refusing").getMessage();
    assertTrue(message.endsWith("refusing: It does not like this machine."), message);
  }

  @Test
  void deniedNativeAccessIsToldWithTheOption() {
    IllegalCallerException denied = new IllegalCallerException("Illegal native access");
    List<Supplier<Binding>> loads = List.of(
        () -> {
          throw denied;
        },
        // As from a class that looks up its functions when it is initialised.
        () -> {
          throw new ExceptionInInitializerError(denied);
        });
    for (Supplier<Binding> load : loads) {
      String message = refusal(of(provider("x", load)), null).getMessage();
      assertTrue(message.endsWith("start java with --enable-native-access=ALL-UNNAMED."), message);
    }
  }

  @Test
  void bindingToALibraryOfAnotherVersionIsRefused() {
    BindingProvider other = provider("other", () -> binding("99.0.0"));
    assertSame(BINDING, select(of(other, GOOD), null));
    BindingException e = assertThrows(BindingException.class, () -> select(of(other), null));
    assertTrue(e.getMessage().contains("library=99.0.0"), e.getMessage());
  }

  @Test
  void emptyClassPathIsToldWhatToAdd() {
    BindingException e = assertThrows(BindingException.class, () -> select(of(), null));
    assertTrue(e.getMessage().contains("put the whole shmq-core jar"), e.getMessage());
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
    assertThrows(BindingException.class, () -> select(loader, null));
  }

  @Test
  void failureOfAStaticInitializerIsToldByItsCause() {
    Throwable cause = new UnsatisfiedLinkError("the native library has no function x");
    assertEquals(
        "the native library has no function x",
        Refusals.reason(new ExceptionInInitializerError(cause)));
  }

  @Test
  void classFileVersionIsToldAsAJavaVersion() {
    Throwable e = new UnsupportedClassVersionError(
        "io/shmq/ffm/FfmProvider has been compiled by a more recent version of the Java"
            + " Runtime (class file version 66.0), this version of the Java Runtime only"
            + " recognizes class file versions up to 61.0");
    assertEquals("io.shmq.ffm.FfmProvider needs Java 22 or later", Refusals.reason(e));
    assertEquals(
        "io.shmq.ffm.FfmProvider needs Java 22 or later",
        Refusals.reason(new ServiceConfigurationError("provider", e)));
  }
}

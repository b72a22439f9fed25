/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Finds classes where the queue's type was found, then in the thread's context class loader. The
 * JDK's own stream asks the class loader of this library, which may know neither.
 */
final class TypedObjectStream extends ObjectInputStream {
  private final @Nullable ClassLoader typeLoader;
  private final @Nullable ClassLoader contextLoader;

  TypedObjectStream(InputStream in, Class<?> type) throws IOException {
    super(in);
    typeLoader = type.getClassLoader();
    contextLoader = Thread.currentThread().getContextClassLoader();
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description)
      throws IOException, ClassNotFoundException {
    Class<?> found = find(description.getName());
    // It knows the primitive types, and tells what is missing.
    return found == null ? super.resolveClass(description) : found;
  }

  @Override
  protected Class<?> resolveProxyClass(String[] interfaceNames)
      throws IOException, ClassNotFoundException {
    Class<?> found = findProxy(interfaceNames, typeLoader);
    if (found == null) {
      found = findProxy(interfaceNames, contextLoader);
    }
    return found == null ? super.resolveProxyClass(interfaceNames) : found;
  }

  @SuppressWarnings("deprecation") // to make an instance runs code before the filter is asked
  private static @Nullable Class<?> findProxy(
      String[] interfaceNames, @Nullable ClassLoader loader) {
    Class<?>[] interfaces = new Class<?>[interfaceNames.length];
    ClassLoader definer = loader;
    for (int i = 0; i < interfaceNames.length; i++) {
      Class<?> found = find(interfaceNames[i], loader);
      if (found == null) {
        return null;
      }
      interfaces[i] = found;
      if (!Modifier.isPublic(found.getModifiers())) {
        // The proxy must be in its package.
        definer = found.getClassLoader();
      }
    }
    try {
      return Proxy.getProxyClass(definer, interfaces);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private @Nullable Class<?> find(String name) {
    Class<?> found = find(name, typeLoader);
    return found == null ? find(name, contextLoader) : found;
  }

  private static @Nullable Class<?> find(String name, @Nullable ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}

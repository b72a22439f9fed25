/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.checker;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Finds every {@code @SuppressWarnings} as the compiler sees it, not those in comments or texts. */
final class Suppressions extends TreeScanner<Void, Void> {
  private final List<Suppression> found = new ArrayList<>();
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final List<String> lines;

  private Suppressions(CompilationUnitTree unit, SourcePositions positions) throws IOException {
    this.unit = unit;
    this.positions = positions;
    lines = unit.getSourceFile().getCharContent(false).toString().lines().toList();
  }

  /** Returns the suppressions in some source files, which must be free of syntax errors. */
  static List<Suppression> in(Iterable<? extends JavaFileObject> files) throws IOException {
    List<String> errors = new ArrayList<>();
    JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
        .getTask(null, null, error -> errors.add(error.toString()), List.of(), null, files);
    List<Suppression> found = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      Suppressions scanner = new Suppressions(unit, Trees.instance(task).getSourcePositions());
      scanner.scan(unit, null);
      found.addAll(scanner.found);
    }
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException("The sources cannot be parsed: " + errors);
    }
    return found;
  }

  @Override
  public Void visitAnnotation(AnnotationTree annotation, Void unused) {
    String type = annotation.getAnnotationType().toString();
    if (type.equals("SuppressWarnings") || type.equals("java.lang.SuppressWarnings")) {
      int line = line(positions.getStartPosition(unit, annotation));
      String place = unit.getSourceFile().getName() + ":" + line;
      for (ExpressionTree key : keys(annotation)) {
        found.add(new Suppression(place, text(key, place), isJustified(annotation)));
      }
    }
    return super.visitAnnotation(annotation, unused);
  }

  private static List<? extends ExpressionTree> keys(AnnotationTree annotation) {
    ExpressionTree argument = annotation.getArguments().get(0);
    ExpressionTree value =
        argument instanceof AssignmentTree named ? named.getExpression() : argument;
    return value instanceof NewArrayTree array ? array.getInitializers() : List.of(value);
  }

  private static String text(ExpressionTree key, String place) {
    if (key instanceof LiteralTree literal) {
      return (String) literal.getValue();
    }
    throw new IllegalArgumentException(
        "A key is no literal (place=" + place + ", key=" + key + "): write it out.");
  }

  private boolean isJustified(AnnotationTree annotation) {
    long end = positions.getEndPosition(unit, annotation);
    int column = (int) unit.getLineMap().getColumnNumber(end);
    String behind = lines.get(line(end) - 1).substring(column - 1);
    int line = line(positions.getStartPosition(unit, annotation));
    String before = line == 1 ? "" : lines.get(line - 2);
    return isComment(behind) || isComment(before);
  }

  private static boolean isComment(String text) {
    String stripped = text.strip();
    return stripped.startsWith("//") && stripped.length() > "//".length();
  }

  private int line(long position) {
    return (int) unit.getLineMap().getLineNumber(position);
  }
}

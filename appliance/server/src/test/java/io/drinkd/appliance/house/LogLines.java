package io.drinkd.appliance.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.type.TypeMirror;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Finds the log lines of the appliance and of the drivers' contract. */
final class LogLines {

  private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");

  private final CompiledSources sources;
  private final Trees trees;
  private final LoggerNames names;
  private final List<LogLine> found = new ArrayList<>();

  private LogLines(CompiledSources sources) {
    this.sources = sources;
    this.trees = sources.trees();
    this.names = new LoggerNames(trees, sources.units());
  }

  /** All of them, in the order of files and lines. */
  static List<LogLine> find() throws IOException {
    return CompiledSources.read(
        sources -> {
          LogLines lines = new LogLines(sources);
          sources.units().forEach(lines::collect);
          return lines.found;
        });
  }

  private void collect(CompilationUnitTree unit) {
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        if (call.getMethodSelect() instanceof MemberSelectTree method
            && LEVELS.contains(method.getIdentifier().toString())
            && isLogger(new TreePath(getCurrentPath(), method))) {
          add(unit, getCurrentPath(), call, method);
        }
        return super.visitMethodInvocation(call, nothing);
      }
    }.scan(unit, null);
  }

  private boolean isLogger(TreePath method) {
    ExpressionTree receiver = ((MemberSelectTree) method.getLeaf()).getExpression();
    TypeMirror type = trees.getTypeMirror(new TreePath(method, receiver));
    return type != null && type.toString().equals(Logger.class.getName());
  }

  private void add(
      CompilationUnitTree unit, TreePath path, MethodInvocationTree call, MemberSelectTree method) {
    Path file = Path.of(unit.getSourceFile().toUri());
    long line = sources.line(unit, call);
    LogLine.Source source = new LogLine.Source(unit.getPackageName().toString(), file, line);
    String logger =
        names.of(new TreePath(new TreePath(path, method), method.getExpression()), source);
    String remedy = Remedy.above(Repository.lines(file), line, sources.line(unit, statement(path)));
    for (String text : texts(new TreePath(path, call.getArguments().get(0)), source)) {
      found.add(
          new LogLine(
              source,
              Level.valueOf(method.getIdentifier().toString().toUpperCase(Locale.ROOT)),
              logger,
              text,
              hasStack(path, call),
              remedy));
    }
  }

  /** The texts that a call may write: both, where it chooses one of two. */
  private List<String> texts(TreePath argument, LogLine.Source source) {
    if (argument.getLeaf() instanceof ConditionalExpressionTree choice) {
      return Stream.of(choice.getTrueExpression(), choice.getFalseExpression())
          .flatMap(one -> texts(new TreePath(argument, one), source).stream())
          .toList();
    }
    return List.of(
        Constants.text(trees, argument)
            .orElseThrow(
                () ->
                    new AssertionError(
                        "%s:%d: the text of a log line is to be a constant, so that it can be found"
                            .formatted(Repository.shown(source.file()), source.line()))));
  }

  /** Whether the last argument is an exception, whose stack trace the logger then adds. */
  private boolean hasStack(TreePath path, MethodInvocationTree call) {
    List<? extends ExpressionTree> arguments = call.getArguments();
    return sources.is(new TreePath(path, arguments.get(arguments.size() - 1)), Throwable.class);
  }

  private static Tree statement(TreePath path) {
    TreePath at = path;
    while (!(at.getLeaf() instanceof StatementTree)) {
      at = at.getParentPath();
    }
    return at.getLeaf();
  }
}

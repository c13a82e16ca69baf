package io.drinkd.appliance.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * No message names a class of Java, as AccessDeniedException is one. Such a name comes into a text
 * where an exception is made a text as a whole; and the text of an exception about a file is often
 * nothing but the file's name. So all texts of the code are searched for both.
 */
class FailureTextsTest {

  /** What they say of a driver is for its author, whom the name helps. */
  private static final Set<String> OF_DRIVERS =
      Set.of("DriverThread", "GuardedBoard", "LoadedPlugin", "Order", "TrialBoard");

  /**
   * Where reasons are made; where the network's exceptions come, which have texts; and the one
   * place where a fault of our own meets work that waits.
   */
  private static final Set<String> ALLOWED =
      Set.of("FileFailure", "BoardAcceptor", "TlsFilter", "WriteThread");

  @Test
  void noMessageNamesAClass() throws IOException {
    Set<String> naming = new TreeSet<>();
    CompiledSources.read(
        sources -> {
          for (CompilationUnitTree unit : sources.units()) {
            String file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
            String name = file.replace(".java", "");
            if (!ALLOWED.contains(name) && !OF_DRIVERS.contains(name)) {
              new Search(sources, unit, naming).scan(unit, null);
            }
          }
          return null;
        });

    assertThat(naming)
        .as("texts that may name a class: use FileFailure, or say it in words of your own")
        .isEmpty();
  }

  private static final class Search extends TreePathScanner<Void, Void> {

    private final CompiledSources sources;
    private final CompilationUnitTree unit;
    private final Set<String> naming;

    Search(CompiledSources sources, CompilationUnitTree unit, Set<String> naming) {
      this.sources = sources;
      this.unit = unit;
      this.naming = naming;
    }

    @Override
    public Void visitBinary(BinaryTree sum, Void nothing) {
      if (sum.getKind() == Tree.Kind.PLUS) {
        for (ExpressionTree part : List.of(sum.getLeftOperand(), sum.getRightOperand())) {
          addIf(sources.is(new TreePath(getCurrentPath(), part), Throwable.class), sum);
        }
      }
      return super.visitBinary(sum, nothing);
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void nothing) {
      boolean unchecked = sources.is(getCurrentPath(), UncheckedIOException.class);
      addIf(unchecked && made.getArguments().size() == 1, made);
      return super.visitNewClass(made, nothing);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
      if (isDebug(call)) {
        return null;
      }
      if (call.getMethodSelect() instanceof MemberSelectTree method
          && call.getArguments().isEmpty()) {
        TreePath receiver =
            new TreePath(new TreePath(getCurrentPath(), method), method.getExpression());
        String name = method.getIdentifier().toString();
        addIf(
            name.equals("toString") && sources.is(receiver, Throwable.class)
                || name.equals("getMessage") && sources.is(receiver, IOException.class),
            call);
      }
      return super.visitMethodInvocation(call, nothing);
    }

    /** What is logged for developers. */
    private static boolean isDebug(MethodInvocationTree call) {
      return call.getMethodSelect() instanceof MemberSelectTree method
          && method.getIdentifier().contentEquals("debug");
    }

    private void addIf(boolean names, Tree tree) {
      if (names) {
        Path file = Path.of(unit.getSourceFile().toUri());
        naming.add(Repository.shown(file) + ":" + sources.line(unit, tree) + ": " + tree);
      }
    }
  }
}

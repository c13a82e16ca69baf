package io.drinkd.appliance.house;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;

/**
 * What the loggers of the sources are called. A class that is handed its logger writes to the one
 * that its package asks for by a name of its own.
 */
final class LoggerNames {

  private final Trees trees;
  private final Map<Element, String> variables = new HashMap<>();
  private final Map<String, Set<String>> ofPackages = new HashMap<>();

  LoggerNames(Trees trees, List<CompilationUnitTree> units) {
    this.trees = trees;
    units.forEach(this::collect);
  }

  private void collect(CompilationUnitTree unit) {
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitVariable(VariableTree variable, Void nothing) {
        if (variable.getInitializer() instanceof MethodInvocationTree call
            && call.getMethodSelect() instanceof MemberSelectTree method
            && method.getIdentifier().contentEquals("getLogger")) {
          TreePath argument =
              new TreePath(new TreePath(getCurrentPath(), call), call.getArguments().get(0));
          add(unit, trees.getElement(getCurrentPath()), argument);
        }
        return super.visitVariable(variable, nothing);
      }
    }.scan(unit, null);
  }

  private void add(CompilationUnitTree unit, Element variable, TreePath argument) {
    if (argument.getLeaf() instanceof MemberSelectTree literal
        && literal.getIdentifier().contentEquals("class")) {
      TreePath type = new TreePath(argument, literal.getExpression());
      variables.put(variable, trees.getTypeMirror(type).toString());
      return;
    }
    String name = name(argument);
    variables.put(variable, name);
    ofPackages.computeIfAbsent(unit.getPackageName().toString(), none -> new TreeSet<>()).add(name);
  }

  private String name(TreePath argument) {
    if (argument.getLeaf() instanceof BinaryTree joined) {
      return part(argument, joined.getLeftOperand()) + part(argument, joined.getRightOperand());
    }
    return Constants.text(trees, argument).orElse("…");
  }

  private String part(TreePath joined, ExpressionTree operand) {
    return name(new TreePath(joined, operand));
  }

  /** The name of the logger that an expression stands for. */
  String of(TreePath logger, LogLine.Source source) {
    String own = variables.get(trees.getElement(logger));
    if (own != null) {
      return own;
    }
    Set<String> candidates = ofPackages.getOrDefault(source.packageName(), Set.of());
    if (candidates.size() != 1) {
      throw new AssertionError(
          "%s:%d: which logger is this? The package asks for %s by name, expected one"
              .formatted(Repository.shown(source.file()), source.line(), candidates));
    }
    return candidates.iterator().next();
  }
}

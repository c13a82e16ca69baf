package io.drinkd.appliance.house;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.Optional;
import javax.lang.model.element.VariableElement;

/** What an expression in the sources is known to be before it runs. */
final class Constants {

  private Constants() {}

  /** The text of a literal, of a constant, or of several that are joined. */
  static Optional<String> text(Trees trees, TreePath expression) {
    if (expression.getLeaf() instanceof LiteralTree literal) {
      return Optional.of(String.valueOf(literal.getValue()));
    }
    if (expression.getLeaf() instanceof BinaryTree joined) {
      return text(trees, new TreePath(expression, joined.getLeftOperand()))
          .flatMap(
              left ->
                  text(trees, new TreePath(expression, joined.getRightOperand()))
                      .map(right -> left + right));
    }
    return trees.getElement(expression) instanceof VariableElement variable
        ? Optional.ofNullable(variable.getConstantValue()).map(String::valueOf)
        : Optional.empty();
  }
}

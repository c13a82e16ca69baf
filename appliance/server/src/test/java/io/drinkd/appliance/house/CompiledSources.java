package io.drinkd.appliance.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The sources of the appliance and of the drivers' contract, as the compiler reads them. */
record CompiledSources(JavacTask task, Trees trees, List<CompilationUnitTree> units) {

  private static final List<String> SOURCES =
      List.of("appliance/driver-api/src/main/java", "appliance/server/src/main/java");

  /**
   * Compiles them.
   *
   * @param work looks at them as long as the compiler has them open
   */
  static <T> T read(Function<CompiledSources, T> work) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      Collection<Path> files =
          SOURCES.stream().flatMap(folder -> Repository.files(folder, ".java").stream()).toList();
      var mistakes = new DiagnosticCollector<JavaFileObject>();
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  mistakes,
                  List.of("-proc:none", "-cp", System.getProperty("java.class.path")),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      task.analyze();
      return work.apply(new CompiledSources(task, Trees.instance(task), units));
    }
  }

  /** Whether an expression is of a class or one that extends it. */
  boolean is(TreePath expression, Class<?> ancestor) {
    TypeMirror type = trees.getTypeMirror(expression);
    TypeMirror wanted = task.getElements().getTypeElement(ancestor.getName()).asType();
    return type != null
        && type.getKind() != TypeKind.NULL
        && !type.getKind().isPrimitive()
        && task.getTypes().isAssignable(type, wanted);
  }

  /** The line on which a tree begins. */
  long line(CompilationUnitTree unit, Tree tree) {
    return unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree));
  }
}

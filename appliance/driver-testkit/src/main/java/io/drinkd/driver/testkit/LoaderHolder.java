package io.drinkd.driver.testkit;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.drinkd.driver.testkit.HeapDump.Reference;
import io.drinkd.driver.testkit.HeapDump.Type;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds what keeps a class loader from being collected, by a heap dump. */
final class LoaderHolder {

  /** What is shown of a long way, from either end. */
  private static final int SHOWN = 6;

  private final HeapDump heap;
  private final long loader;

  /** From what each object was first reached. */
  private final Map<Long, Long> from = new HashMap<>();

  private LoaderHolder(HeapDump heap, long loader) {
    this.heap = heap;
    this.loader = loader;
  }

  /**
   * The way by which a loader is referenced.
   *
   * @param name of the loader's class
   * @param field of the loader, with a number that only it has
   * @return empty if it is not, or by soft and weak references alone, which Java clears when it
   *     needs memory
   */
  static Optional<String> find(String name, String field, long number) throws IOException {
    Path folder = Files.createTempDirectory("heap");
    Path file = folder.resolve("dump.hprof");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(file.toString(), true);
      HeapDump heap = HeapDump.read(file);
      return heap.named(name).stream()
          .filter(one -> heap.number(one, field) == number)
          .findFirst()
          .flatMap(one -> new LoaderHolder(heap, one).way());
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  /** A thread says more than one of its variables. */
  private Optional<String> way() {
    return way(kind -> kind != HeapDump.ROOT_FRAME)
        .or(() -> way(kind -> kind == HeapDump.ROOT_FRAME));
  }

  private Optional<String> way(Predicate<Integer> kinds) {
    var next = new ArrayDeque<Long>();
    heap.roots()
        .forEach(
            (root, kind) -> {
              if (kinds.test(kind) && from.putIfAbsent(root, 0L) == null) {
                next.add(root);
              }
            });
    while (!next.isEmpty()) {
      long holder = next.remove();
      if (holder == loader) {
        return Optional.of(shown());
      }
      for (Reference reference : heap.references(holder)) {
        if (reference.to() != 0 && from.putIfAbsent(reference.to(), holder) == null) {
          next.add(reference.to());
        }
      }
    }
    return Optional.empty();
  }

  private String shown() {
    List<Long> way = new LinkedList<>();
    for (long at = loader; at != 0; at = from.get(at)) {
      way.add(at);
    }
    Collections.reverse(way);
    List<String> steps = new LinkedList<>();
    steps.add(root(way.get(0)));
    for (int i = 0; i + 1 < way.size() && !isOfDriver(way.get(i)); i++) {
      steps.add(step(way.get(i), way.get(i + 1)));
    }
    if (steps.size() > 2 * SHOWN) {
      steps.subList(SHOWN, steps.size() - SHOWN).clear();
      steps.add(SHOWN, "...");
    }
    return String.join(" -> ", steps);
  }

  private boolean isOfDriver(long id) {
    Type type = heap.asClass(id) == null ? heap.classOf(id) : heap.asClass(id);
    return type != null && type.loader() == loader;
  }

  private String root(long root) {
    Type type = heap.asClass(root);
    return switch (heap.roots().get(root)) {
      case HeapDump.ROOT_THREAD -> "the thread \"" + heap.text(heap.field(root, "name")) + "\"";
      case HeapDump.ROOT_FRAME -> "a local variable of a thread, " + name(root);
      default -> type == null ? name(root) : "the class " + type.name();
    };
  }

  private String step(long holder, long held) {
    String how =
        heap.references(holder).stream()
            .filter(one -> one.to() == held)
            .findFirst()
            .map(Reference::how)
            .orElse("?");
    return (heap.asClass(holder) == null ? "" : "static ") + how + ": " + name(held);
  }

  private String name(long id) {
    if (heap.asClass(id) != null) {
      return "class " + heap.asClass(id).name();
    }
    return heap.classOf(id) == null ? "an array" : heap.classOf(id).name();
  }
}

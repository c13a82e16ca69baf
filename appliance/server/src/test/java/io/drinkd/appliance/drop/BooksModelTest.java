package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens in whatever order, the books say what a plain model says. A seed is a sequence:
 * {@code -Ddrinkd.model.seed=N} plays another, and {@code -Ddrinkd.model.operations=N} says how
 * long it is. The suite plays those that have found something once, so that what it says is about
 * the change at hand.
 */
class BooksModelTest {

  private static final int OPERATIONS = Integer.getInteger("drinkd.model.operations", 10_000);
  private static final List<Long> TELLING_SEEDS = List.of(12393524439918L, 8409075334813L);
  private static final int VERIFY_EVERY = 5_000;
  private static final int COMPARE_BOOKS_EVERY = 500;
  private static final int SHRINKING_RUNS_MAX = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Each step that fails costs as much, so it is less once a failure is sure. */
  private static final Duration SHRINKING_PATIENCE = Duration.ofSeconds(1);

  /** Where a commit costs little, if there is such a place: what is shown is not about disks. */
  private static final Path MEMORY = Path.of("/dev/shm");

  @TempDir Path temporary;

  private record Failure(List<Operation> operations, String message) {}

  static List<Long> seeds() {
    return Optional.ofNullable(Long.getLong("drinkd.model.seed"))
        .map(List::of)
        .orElse(TELLING_SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theBooksSayWhatThePlainModelSays(long seed) throws IOException {
    Optional<Failure> failure = run(Operation.sequence(seed, OPERATIONS), PATIENCE);
    if (failure.isPresent()) {
      // At once: shrinking may take longer than anybody waits.
      System.out.printf("model: seed %d fails: %s%n", seed, failure.get().message);
      Failure shrunk = shrink(failure.get());
      fail(
          "seed %d, %d operations: %s%nshrunk to %d: %s%n%s",
          seed,
          failure.get().operations.size(),
          failure.get().message,
          shrunk.operations.size(),
          shrunk.message,
          shrunk.operations.stream().map(Operation::toString).collect(Collectors.joining("\n")));
    }
    System.out.printf("model: %d operations of seed %d: equal%n", OPERATIONS, seed);
  }

  @Test
  void aSeedReplaysItsSequence() {
    assertThat(Operation.sequence(1, 100)).isEqualTo(Operation.sequence(1, 100));
  }

  /**
   * Takes the operations on new books. The failure, if there is one, ends with the last of them.
   */
  private Optional<Failure> run(List<Operation> operations, Duration patience) throws IOException {
    Path data = Files.createTempDirectory(Files.isWritable(MEMORY) ? MEMORY : temporary, "model");
    int taken = 0;
    try (ModelRun run = new ModelRun(data, patience)) {
      for (Operation operation : operations) {
        taken++;
        run.take(operation);
        if (taken % COMPARE_BOOKS_EVERY == 0) {
          run.compareBooks();
        }
        if (taken % VERIFY_EVERY == 0) {
          run.verify();
        }
      }
      run.verify();
      return Optional.empty();
    } catch (ModelledHouse.Mismatch | RuntimeException e) {
      return Optional.of(new Failure(operations.subList(0, taken), e.toString()));
    } finally {
      delete(data);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Leaves out halves, quarters, eighths ..., as long as it still fails without them. */
  private Failure shrink(Failure failure) throws IOException {
    Failure smallest = failure;
    int runs = 0;
    for (int size = failure.operations.size() / 2; size > 0; size /= 2) {
      int from = 0;
      while (from < smallest.operations.size() && runs < SHRINKING_RUNS_MAX) {
        runs++;
        Optional<Failure> smaller =
            run(without(smallest.operations, from, size), SHRINKING_PATIENCE);
        if (smaller.isPresent()) {
          smallest = smaller.get();
        } else {
          from += size;
        }
      }
    }
    return smallest;
  }

  private static List<Operation> without(List<Operation> operations, int from, int size) {
    List<Operation> rest = new ArrayList<>(operations.subList(0, from));
    rest.addAll(operations.subList(Math.min(from + size, operations.size()), operations.size()));
    return rest;
  }
}

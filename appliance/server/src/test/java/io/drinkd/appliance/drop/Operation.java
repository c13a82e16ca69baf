package io.drinkd.appliance.drop;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Something that happens to a house. Its numbers choose among what there is at that moment, so that
 * any operations make sense after any others: that is what lets a sequence be shrunk.
 */
record Operation(Kind kind, int one, int two, int three, long many) {

  /**
   * What happens, and how often among all. By the other numbers somebody is renamed instead of
   * added, closed in another way or merged, and a machine goes out of service before a wait.
   */
  enum Kind {
    ADD(20),
    CLOSE(12),
    SET_BALANCE(15),
    SET_FLOOR(20),
    GRANT(80),
    GIVE(80),
    DROP(330),
    REPEAT(60),
    ANSWER(230),
    LOSE(40),
    LATE(20),
    UP(50),
    RESOLVE(20),
    REFUND(30),
    UNDO(40),
    WAIT(60),
    RESTART(1);

    private final int weight;

    Kind(int weight) {
      this.weight = weight;
    }
  }

  private static final int NUMBER_MAX = 10_000;

  /** The sequence of a seed: always the same one. */
  static List<Operation> sequence(long seed, int length) {
    List<Kind> kinds = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < kind.weight; i++) {
        kinds.add(kind);
      }
    }
    Random random = new Random(seed);
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      operations.add(
          new Operation(
              kinds.get(random.nextInt(kinds.size())),
              random.nextInt(NUMBER_MAX),
              random.nextInt(NUMBER_MAX),
              random.nextInt(NUMBER_MAX),
              random.nextInt(NUMBER_MAX)));
    }
    return operations;
  }
}

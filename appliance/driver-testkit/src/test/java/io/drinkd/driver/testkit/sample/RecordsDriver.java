package io.drinkd.driver.testkit.sample;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.MachineDriver;
import java.util.HashSet;
import java.util.Set;

/** A sound driver that compares, hashes and prints records of its own. */
public final class RecordsDriver implements MachineDriver {

  private final MachineDriver good = new TiniDriver();

  private record Key(Set<Key> keys, String name, int number, double part) {}

  @Override
  public String model() {
    Set<Key> keys = new HashSet<>();
    for (String name : "a b a".split(" ")) {
      keys.add(new Key(Set.of(), name, 1, 0.5));
    }
    return "records-" + keys.size() + keys.toString().length();
  }

  @Override
  public BoardTraits traits() {
    return good.traits();
  }

  @Override
  public Board open(BoardContext context) {
    model();
    return good.open(context);
  }
}

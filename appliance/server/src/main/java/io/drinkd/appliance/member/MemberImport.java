package io.drinkd.appliance.member;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Adds many members at once: all of a list, or none, in one transaction. What is wrong with the
 * list is found before its passwords are hashed, which is slow on purpose, and once more in the
 * transaction.
 */
public final class MemberImport {

  private static final int MISTAKES_MAX = 10;

  private final Store store;
  private final MemberStore memberStore;
  private final PasswordHasher hasher;

  /**
   * One line of the list.
   *
   * @param number of the line, for mistakes
   * @param member who is to be added
   * @param floor what the available credits never go below; empty for the house's usual
   */
  public record Line(int number, NewMember member, OptionalLong floor) {}

  /** What is wrong with a line: one thing of perhaps several. */
  public record Mistake(int line, String what) {}

  /** What may be found wrong with one line, or with some before it that it cannot stand beside. */
  private interface Rule {
    void require() throws SQLException;
  }

  MemberImport(Store store, MemberStore memberStore, PasswordHasher hasher) {
    this.store = store;
    this.memberStore = memberStore;
    this.hasher = hasher;
  }

  /**
   * The mistakes of each line that has some, up to {@value #MISTAKES_MAX} of one; completes with
   * none if all could be added now.
   */
  public CompletableFuture<List<Mistake>> check(List<Line> lines) {
    return store.read(tx -> mistakes(tx, lines));
  }

  /**
   * Adds the members of all lines, unless there is a mistake in one of them.
   *
   * @param actor who does it
   * @return the mistakes, as for {@link #check}; if there are none, all are members, once on disk
   */
  public CompletableFuture<List<Mistake>> add(List<Line> lines, String actor) {
    return hashes(lines).thenCompose(hashes -> store.write(tx -> add(tx, lines, hashes, actor)));
  }

  private List<Mistake> add(
      Transaction tx, List<Line> lines, Map<Line, String> hashes, String actor)
      throws SQLException {
    List<Mistake> mistakes = mistakes(tx, lines);
    if (mistakes.isEmpty()) {
      for (Line line : lines) {
        Optional<String> hash = Optional.ofNullable(hashes.get(line));
        memberStore.add(tx, line.member, line.floor, hash, actor);
      }
    }
    return mistakes;
  }

  private CompletableFuture<Map<Line, String>> hashes(List<Line> lines) {
    List<Line> having = lines.stream().filter(line -> line.member.password().isPresent()).toList();
    return hasher
        .hashAll(having.stream().map(line -> line.member.password().get()).toList())
        .thenApply(
            hashes -> {
              Map<Line, String> byLine = new HashMap<>();
              for (int i = 0; i < hashes.size(); i++) {
                byLine.put(having.get(i), hashes.get(i));
              }
              return byLine;
            });
  }

  private static List<Mistake> mistakes(Transaction tx, List<Line> lines) throws SQLException {
    Map<String, Integer> names = new HashMap<>();
    Map<String, Integer> ibuttons = new HashMap<>();
    List<Mistake> mistakes = new ArrayList<>();
    for (Line line : lines) {
      List<Rule> rules = new ArrayList<>();
      rules.add(() -> requireName(tx, line, names));
      rules.add(() -> line.member.password().ifPresent(MemberRules::requirePassword));
      rules.add(() -> MemberRules.requireCredits(line.member.credits()));
      rules.add(() -> line.floor.ifPresent(MemberEdit::floor));
      for (String ibutton : line.member.ibuttons()) {
        rules.add(() -> requireIbutton(tx, line, ibutton, ibuttons));
      }
      List<Mistake> found = new ArrayList<>();
      for (Rule rule : rules) {
        mistake(rule).ifPresent(what -> found.add(new Mistake(line.number, what)));
      }
      mistakes.addAll(found.subList(0, Math.min(found.size(), MISTAKES_MAX)));
    }
    return mistakes;
  }

  private static Optional<String> mistake(Rule rule) throws SQLException {
    try {
      rule.require();
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static void requireName(Transaction tx, Line line, Map<String, Integer> names)
      throws SQLException {
    String name = line.member.name();
    MemberRules.requireName(name);
    MemberStore.requireNameFree(tx, name);
    Integer same = names.putIfAbsent(MemberRules.folded(name), line.number);
    if (same != null) {
      throw new RefusedException(
          Refusal.NAME_TAKEN, "line " + same + " has the name " + name + " already");
    }
  }

  private static void requireIbutton(
      Transaction tx, Line line, String ibutton, Map<String, Integer> ibuttons)
      throws SQLException {
    MemberRules.requireIbutton(ibutton);
    IbuttonStore.requireFree(tx, ibutton);
    Integer same = ibuttons.putIfAbsent(MemberRules.ibutton(ibutton), line.number);
    if (same != null) {
      String where = same == line.number ? "this line" : "line " + same;
      throw new RefusedException(
          Refusal.IBUTTON_TAKEN, where + " has the iButton " + ibutton + " already");
    }
  }
}

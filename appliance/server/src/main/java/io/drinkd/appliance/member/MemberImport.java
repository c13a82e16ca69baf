package io.drinkd.appliance.member;

import io.drinkd.appliance.failure.Phrase.Said;
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

  /**
   * What is wrong with a line: one thing of perhaps several.
   *
   * @param refused by which rule of the house; empty if the list itself is not as it should be
   */
  public record Mistake(int line, Said<ImportFault> fault, Optional<RefusedException> refused) {

    /** One of the list itself. */
    public static Mistake of(int line, ImportFault fault, Object... values) {
      return new Mistake(line, Said.of(fault, values), Optional.empty());
    }

    /**
     * One of the house's rules.
     *
     * @param value that is refused; empty for one that is not to be shown
     */
    public static Mistake refused(int line, String value, RefusedException refused) {
      Said<ImportFault> fault = Said.of(ImportFault.REFUSED, value, refused.getMessage());
      return new Mistake(line, fault, Optional.of(refused));
    }

    /** In English. */
    public String what() {
      return fault.english();
    }
  }

  /** What may be found wrong with one line, or with some before it that it cannot stand beside. */
  private interface Check {
    Optional<Mistake> mistake() throws SQLException;
  }

  /**
   * A check of one value.
   *
   * @param value empty for one that is not to be shown
   */
  private record Rule(String value, Check check) {

    static Rule of(String value, Runnable required) {
      return new Rule(
          value,
          () -> {
            required.run();
            return Optional.empty();
          });
    }
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
      NewMember member = line.member;
      rules.add(new Rule(member.name(), () -> checkName(tx, line, names)));
      rules.add(Rule.of("", () -> member.password().ifPresent(MemberRules::requirePassword)));
      String credits = Long.toString(member.credits());
      rules.add(Rule.of(credits, () -> MemberRules.requireCredits(member.credits())));
      line.floor.ifPresent(
          floor -> rules.add(Rule.of(Long.toString(floor), () -> MemberEdit.floor(floor))));
      for (String ibutton : member.ibuttons()) {
        rules.add(new Rule(ibutton, () -> checkIbutton(tx, line, ibutton, ibuttons)));
      }
      List<Mistake> found = new ArrayList<>();
      for (Rule rule : rules) {
        mistake(line.number, rule).ifPresent(found::add);
      }
      mistakes.addAll(found.subList(0, Math.min(found.size(), MISTAKES_MAX)));
    }
    return mistakes;
  }

  private static Optional<Mistake> mistake(int line, Rule rule) throws SQLException {
    try {
      return rule.check.mistake();
    } catch (RefusedException e) {
      return Optional.of(Mistake.refused(line, rule.value, e));
    }
  }

  private static Optional<Mistake> checkName(Transaction tx, Line line, Map<String, Integer> names)
      throws SQLException {
    String name = line.member.name();
    MemberRules.requireName(name);
    MemberStore.requireNameFree(tx, name);
    Integer same = names.putIfAbsent(MemberRules.folded(name), line.number);
    return same == null
        ? Optional.empty()
        : Optional.of(Mistake.of(line.number, ImportFault.SAME_NAME, same, name));
  }

  private static Optional<Mistake> checkIbutton(
      Transaction tx, Line line, String ibutton, Map<String, Integer> ibuttons)
      throws SQLException {
    MemberRules.requireIbutton(ibutton);
    IbuttonStore.requireFree(tx, ibutton);
    Integer same = ibuttons.putIfAbsent(MemberRules.ibutton(ibutton), line.number);
    if (same == null) {
      return Optional.empty();
    }
    return Optional.of(
        same == line.number
            ? Mistake.of(line.number, ImportFault.CARD_TWICE, ibutton)
            : Mistake.of(line.number, ImportFault.SAME_CARD, same, ibutton));
  }
}

package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.StageFailure;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * How the house is: the one place that says so, whoever asks. Whoever has a part says how to look
 * after it; all of them are looked after when somebody asks, and once a minute, so that it is known
 * since when something is wrong. May be used on any thread; no call blocks.
 */
public final class Health {

  /** A part that does not answer within that is found wrong. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  /** The greatest age of a report for strangers. */
  static final Duration RECENT = Duration.ofSeconds(1);

  /** Whether somebody has to do something. */
  public enum State {
    WELL,
    WRONG
  }

  /**
   * A part of the house.
   *
   * @param name such as {@code books} or {@code machine d}
   * @param needed whether the appliance is not ready without it
   * @param since since when it is in that state, as far as the appliance knows
   * @param found what was found, and what to do if something is wrong
   */
  public record Part(
      String name, State state, boolean needed, Instant since, Said<Condition> found) {

    /** What was found, in one line of English. */
    public String why() {
      return found.english();
    }

    private boolean isWrong() {
      return state == State.WRONG;
    }
  }

  /** How all parts were found at one look, in the order in which people want to read them. */
  public record Report(List<Part> parts) {

    /** Whether members can be served: the books, the ports, and logins. No machine is needed. */
    public boolean ready() {
      return parts.stream().noneMatch(part -> part.needed && part.isWrong());
    }

    /** Whether nothing is wrong at all. */
    public boolean well() {
      return parts.stream().noneMatch(Part::isWrong);
    }
  }

  /**
   * How to look after one part or some.
   *
   * @param needed whether some of them may be needed
   */
  private record Look(boolean needed, Supplier<CompletableFuture<List<Finding>>> find) {}

  private final Timers timers;
  private final Faults faults;
  private final Instant begun;
  private final List<Look> looks = new CopyOnWriteArrayList<>();

  // Guarded by this.
  private Map<String, Part> last = Map.of();
  private CompletableFuture<Report> look = CompletableFuture.completedFuture(null);
  private Optional<CompletableFuture<Report>> recent = Optional.empty();
  private long recentNanos;
  private CompletableFuture<Void> check = CompletableFuture.completedFuture(null);
  private Timer next = () -> {};
  private boolean closed;

  Health(Timers timers, Faults faults) {
    this.timers = timers;
    this.faults = faults;
    begun = timers.clock().instant();
  }

  /**
   * From now on these parts are looked after too, behind those that are already.
   *
   * @param found finds them as they are, from memory or the like; called on any thread
   */
  public void watch(Supplier<List<Finding>> found) {
    looks.add(new Look(true, () -> CompletableFuture.completedFuture(fromMemory(found))));
  }

  /** A fault of ours must not hide all other parts. */
  private List<Finding> fromMemory(Supplier<List<Finding>> found) {
    try {
      return found.get();
    } catch (RuntimeException e) {
      return List.of(Finding.wrong("health", reason("house", e)));
    }
  }

  /**
   * The same for one part that takes time to look after, or does not answer at all.
   *
   * @param found finds it as it is, on any thread; if it fails, the part is wrong
   */
  void watch(String part, boolean needed, Supplier<CompletableFuture<Finding>> found) {
    watch(part, needed, found, Optional::empty);
  }

  /**
   * The same for a part of which it may be known that looking after it would take too long.
   *
   * @param known how it is then, without looking; empty if it can be looked after
   */
  void watch(
      String part,
      boolean needed,
      Supplier<CompletableFuture<Finding>> found,
      Supplier<Optional<Finding>> known) {
    Question question = new Question(found, known);
    looks.add(
        new Look(
            needed,
            () ->
                inTime(part, question)
                    .exceptionally(failure -> Finding.wrong(part, reason(part, failure)))
                    .thenApply(one -> List.of(needed ? one.ofNeeded() : one))));
  }

  /** A part that does not answer is not asked again before it has: its questions would pile up. */
  private static final class Question {

    private final Supplier<CompletableFuture<Finding>> found;
    private final Supplier<Optional<Finding>> known;
    private CompletableFuture<Finding> asked = CompletableFuture.completedFuture(null);

    Question(Supplier<CompletableFuture<Finding>> found, Supplier<Optional<Finding>> known) {
      this.found = found;
      this.known = known;
    }

    synchronized CompletableFuture<Finding> ask() {
      Optional<Finding> already = known.get();
      if (already.isPresent()) {
        return CompletableFuture.completedFuture(already.get());
      }
      if (asked.isDone()) {
        asked = found.get();
      }
      return asked.copy();
    }

    /** Once it was asked for so long that nobody waits any more. */
    Finding unanswered(String part) {
      return known
          .get()
          .orElseGet(() -> Finding.wrong(part, Condition.SILENT.of(PATIENCE.toSeconds())));
    }
  }

  private CompletableFuture<Finding> inTime(String part, Question question) {
    CompletableFuture<Finding> answer;
    try {
      answer = question.ask();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    Timer timer = timers.after(PATIENCE, () -> answer.complete(question.unanswered(part)));
    answer.whenComplete((done, failure) -> timer.cancel());
    return answer;
  }

  private Said<Condition> reason(String part, Throwable failure) {
    Throwable cause = StageFailure.cause(failure);
    return cause instanceof StoreException store
        ? ofStore(store).of(store.getMessage())
        : Condition.FAULT.of(faults.refusal("looking after the " + part, cause).getMessage());
  }

  private static Condition ofStore(StoreException store) {
    return switch (store.kind()) {
      case UNSOUND -> Condition.STORE_UNSOUND;
      case UNUSABLE, REFUSED, IN_USE -> Condition.STORE_UNUSABLE;
      case UNAVAILABLE -> Condition.STORE_UNAVAILABLE;
      case AWAY -> Condition.STORE_AWAY;
    };
  }

  /** Looks after all parts; completes on any thread, and never fails. */
  public synchronized CompletableFuture<Report> look() {
    // Anybody may ask, as often as they like: one look answers all of them.
    if (look.isDone()) {
      look = find(looks).thenApply(this::report);
    }
    return look.copy();
  }

  /** The same for strangers, who may ask all the time: the report is at most a second old. */
  public synchronized CompletableFuture<Report> recentLook() {
    long now = timers.nanoTime();
    if (recent.isEmpty() || now - recentNanos >= RECENT.toNanos()) {
      recent = Optional.of(look());
      recentNanos = now;
    }
    return recent.get().copy();
  }

  private static CompletableFuture<List<Finding>> find(List<Look> looks) {
    List<CompletableFuture<List<Finding>>> asked =
        looks.stream().map(one -> one.find.get()).toList();
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(all -> asked.stream().flatMap(one -> one.join().stream()).toList());
  }

  private synchronized Report report(List<Finding> findings) {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Finding finding : findings) {
      Instant since = finding.since().orElseGet(() -> since(finding));
      parts.put(
          finding.part(),
          new Part(finding.part(), finding.state(), finding.needed(), since, finding.found()));
    }
    last = parts;
    return new Report(List.copyOf(new ArrayList<>(parts.values())));
  }

  /** What is well when it is first seen was so from the beginning, as far as anybody knows. */
  private Instant since(Finding finding) {
    Optional<Part> before =
        Optional.ofNullable(last.get(finding.part())).filter(part -> part.state == finding.state());
    if (before.isPresent()) {
      return before.get().since;
    }
    boolean first = !last.containsKey(finding.part());
    return first && finding.state() == State.WELL ? begun : timers.clock().instant();
  }

  /** All parts as of the last look, in no order; empty before the first. */
  synchronized Collection<Part> last() {
    return List.copyOf(last.values());
  }

  /**
   * Completes if members can be served now, see {@link Report#ready}. Looks after what is needed
   * for that alone, so that strangers who ask all the time cost no more than that.
   *
   * @return fails with {@link Refusal#NOT_READY} if they cannot, which says why
   */
  public synchronized CompletableFuture<Void> check() {
    if (check.isDone()) {
      check = find(looks.stream().filter(Look::needed).toList()).thenAccept(Health::requireReady);
    }
    return answered(check);
  }

  private static void requireReady(List<Finding> findings) {
    findings.stream()
        .filter(finding -> finding.needed() && finding.state() == State.WRONG)
        .findFirst()
        .ifPresent(
            finding -> {
              throw new RefusedException(Refusal.NOT_READY, finding.part() + ": " + finding.why());
            });
  }

  /** From now on it also looks by itself, until it is closed. */
  synchronized void lookOn() {
    if (!closed) {
      next =
          timers.after(
              LOOK_EVERY,
              () -> {
                look();
                lookOn();
              });
    }
  }

  /** Looks by itself no more. */
  synchronized void close() {
    closed = true;
    next.cancel();
  }
}

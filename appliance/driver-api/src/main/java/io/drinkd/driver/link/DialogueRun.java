package io.drinkd.driver.link;

import io.drinkd.driver.Timers.Timer;
import io.drinkd.driver.link.BoardMessage.Answer;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import io.drinkd.driver.link.BoardMessage.Failed;
import io.drinkd.driver.link.BoardMessage.Inquiry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A dialogue that is being carried out. */
final class DialogueRun<T> {

  private final Dialogue<T> dialogue;
  private final Wire wire;
  private final LinkParts parts;
  private final Optional<Duration> usualTime;
  private final End<T> end;

  private Optional<Dialogue.Ask<T>> asked = Optional.empty();

  private Timer timer = () -> {};
  private boolean begun;
  private boolean committed;
  private boolean mayRefuse;
  private boolean overdue;
  private boolean asksOn;
  private Optional<String> lostEarly = Optional.empty();
  private Optional<BoardMessage> lastAnswer = Optional.empty();
  private boolean over;

  /** Whoever waits for the end of a dialogue. Called once, with the one or the other. */
  interface End<T> {

    void ended(T result);

    /** It cannot be continued. */
    void broken(String why);

    /** The board has refused, before or when it was asked to do something. */
    default void refused(DropNotMade answer) {
      broken(unexpected(answer));
    }
  }

  /**
   * @param usualTime how long an answer may take where the question does not say; empty if it has
   *     no limit of its own
   */
  DialogueRun(
      Dialogue<T> dialogue, Wire wire, LinkParts parts, Optional<Duration> usualTime, End<T> end) {
    this.dialogue = dialogue;
    this.wire = wire;
    this.parts = parts;
    this.usualTime = usualTime;
    this.end = end;
  }

  void start() {
    proceed(dialogue);
  }

  /**
   * Carries out the steps that need no turn of their own: messages and reports at the beginning.
   *
   * @param stopped whether nothing more is to be said
   * @return the rest
   */
  static <T> Dialogue<T> begin(Dialogue<T> first, Wire wire, BooleanSupplier stopped) {
    Dialogue<T> next = first;
    while (!stopped.getAsBoolean()) {
      if (next instanceof Dialogue.Tell<T> tell) {
        wire.tell(tell.request());
        next = tell.next();
      } else if (next instanceof Dialogue.Report<T> report) {
        wire.report(report.message());
        next = report.next();
      } else {
        return next;
      }
    }
    return next;
  }

  private void proceed(Dialogue<T> first) {
    Dialogue<T> next = begin(first, wire, () -> over);
    if (over) {
      return;
    }
    if (next instanceof Dialogue.Ask<T> ask) {
      ask(ask);
    } else if (next instanceof Dialogue.Pause<T> pause) {
      timer = parts.after(pause.duration(), () -> proceed(pause.next().get()));
    } else if (next instanceof Dialogue.End<T> last) {
      cancel();
      end.ended(last.result());
    } else if (next instanceof Dialogue.Unexpected<T> other) {
      unexpectedly(other.answer());
    } else {
      lost(((Dialogue.Broken<T>) next).why());
    }
  }

  private void unexpectedly(BoardMessage answer) {
    if (answer instanceof DropNotMade notMade && mayRefuse) {
      cancel();
      end.refused(notMade);
    } else {
      lost(unexpected(answer));
    }
  }

  private static String unexpected(BoardMessage answer) {
    if (answer instanceof DropNotMade notMade) {
      return notMade.detail();
    }
    return answer instanceof Failed failed
        ? failed.why()
        : "unexpected answer of the board: " + ShownMessage.of(answer);
  }

  private void ask(Dialogue.Ask<T> ask) {
    if (committed && ask.question().commit()) {
      lost("its driver gives one order twice");
      return;
    }
    if (ask.unanswered().isPresent() && !tellsAnswersApart(ask.question())) {
      throw new IllegalStateException(
          "a question with orElse() needs a number: a late answer would be taken for the next one");
    }
    mayRefuse = !committed || ask.question().commit();
    lostEarly = Optional.empty();
    asked = Optional.of(ask);
    Optional<Duration> time = ask.question().time().or(() -> usualTime);
    if (time.isPresent() && isBounded(ask)) {
      boolean opens = usualTime.isPresent() && !begun;
      String missing = ask.question().isAwaiting() && opens ? "no greeting" : "no answer";
      String why = missing + " within " + DurationFormat.seconds(time.get());
      timer = parts.after(time.get(), () -> unanswered(why));
    }
    begun = true;
    if (!ask.question().isAwaiting()) {
      wire.ask(ask.question().request(), this);
    }
  }

  /** The number of a drop is in all answers to its questions, and tells none of them apart. */
  private boolean tellsAnswersApart(Dialogue.Question question) {
    return wire.separatesAnswers() || question.number().isPresent() && !parts.traits().ids();
  }

  /**
   * The question's first byte is about to leave.
   *
   * @return whether the board does what it is asked to with it
   */
  boolean left() {
    boolean commits = asked.filter(ask -> ask.question().commit()).isPresent();
    if (commits) {
      committed = true;
      lastAnswer = Optional.empty();
    }
    return commits;
  }

  /** What the board has answered last, for people: since the order was given, if it was. */
  Optional<String> lastAnswer() {
    return lastAnswer.map(ShownMessage::of);
  }

  /** Whether an order counts as given. */
  boolean isCommitted() {
    return committed;
  }

  /** Whether an answer is awaited. */
  boolean isAsking() {
    return asked.isPresent();
  }

  /** Whether this may be the answer that is awaited. */
  boolean awaits(Answer answer) {
    return asked.filter(ask -> ask.question().isAnsweredBy(answer)).isPresent();
  }

  /**
   * The board has asked something by itself.
   *
   * @return whether that was what is awaited
   */
  boolean hears(Inquiry inquiry) {
    if (asked.filter(ask -> ask.question().isAwaiting()).isEmpty()) {
      return false;
    }
    Dialogue<T> next = asked.orElseThrow().next().apply(inquiry);
    if (next instanceof Dialogue.Unexpected<T>) {
      return false;
    }
    lastAnswer = Optional.of(inquiry);
    continueWith(next);
    return true;
  }

  /** Whether the board may still refuse what the dialogue is about. */
  boolean mayBeRefused() {
    return mayRefuse;
  }

  /** The board has answered the question, over a connection that has no other one. */
  void answered(BoardMessage answer) {
    answered(answer, one -> false);
  }

  /**
   * The board has answered, probably the question.
   *
   * @param cameBefore whether there was such an answer already
   * @return whether it was that to the question: one that came before, and is not of the kind that
   *     was asked for, is not
   */
  boolean answered(BoardMessage answer, Predicate<BoardMessage> cameBefore) {
    Dialogue<T> next = asked.orElseThrow().next().apply(answer);
    if (next instanceof Dialogue.Unexpected<T> && cameBefore.test(answer)) {
      return false;
    }
    lastAnswer = Optional.of(answer);
    continueWith(next);
    return true;
  }

  private void continueWith(Dialogue<T> next) {
    asked = Optional.empty();
    lostEarly = Optional.empty();
    timer.cancel();
    wire.forget(this);
    proceed(next);
  }

  /** The time of a question is over. */
  private void unanswered(String why) {
    Optional<Supplier<Dialogue<T>>> other = asked.flatMap(Dialogue.Ask::unanswered);
    if (other.isPresent()) {
      continueWith(other.get().get());
    } else {
      lost(why);
    }
  }

  /**
   * No answer can come any more, or none in time. Where another dialogue follows then, it does when
   * the question's time is over: a board that refuses each connection is not asked without a pause.
   */
  void lost(String why) {
    if (!over && asked.filter(ask -> ask.unanswered().isPresent() && isBounded(ask)).isPresent()) {
      lostEarly = Optional.of(why);
    } else if (!over) {
      cancel();
      end.broken(why);
    }
  }

  /**
   * The time of the order is over: from now on an answer may take as long as it takes, but none
   * that is lost already.
   *
   * @param goesOn whether what may be asked again still is, when the time of such a question is
   *     over
   */
  void setOverdue(boolean goesOn) {
    overdue = true;
    asksOn = goesOn;
    if (asked.filter(ask -> !isBounded(ask)).isPresent()) {
      timer.cancel();
      lostEarly.ifPresent(why -> timer = parts.after(Duration.ZERO, () -> lost(why)));
    }
  }

  private boolean isBounded(Dialogue.Ask<T> ask) {
    return !overdue || asksOn && ask.unanswered().isPresent();
  }

  /** Ends it without a word. */
  void cancel() {
    over = true;
    timer.cancel();
    if (asked.isPresent()) {
      asked = Optional.empty();
      wire.forget(this);
    }
  }
}

package io.drinkd.appliance.drop;

import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.RowText;
import java.util.function.Consumer;

/**
 * What the owners of machines tell the appliances at which drops were asked for: how a drop ended,
 * where that says more than its state.
 */
final class Answers implements Followed<Answers.Answer> {

  /** A drop has ended so. */
  record Answer(long drop, DropResult.Kind kind) {}

  private volatile Consumer<Answer> listener = answer -> {};

  /** From now on {@code newListener} gets each, before the end itself is heard; must not block. */
  void listen(Consumer<Answer> newListener) {
    listener = newListener;
  }

  @Override
  public String name() {
    return "answer";
  }

  @Override
  public RowText write(Answer answer) {
    return RowText.of(answer.drop, answer.kind);
  }

  @Override
  public Answer read(RowText text) {
    return new Answer(text.number(0), DropResult.Kind.valueOf(text.text(1)));
  }

  @Override
  public void apply(Answer answer, long number) {
    listener.accept(answer);
  }
}

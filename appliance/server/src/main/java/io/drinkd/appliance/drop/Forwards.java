package io.drinkd.appliance.drop;

import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.RowText;
import java.util.function.Consumer;

/**
 * What appliances tell the owners of machines: that there is a drop for them in the books. The
 * books are looked into at times anyway; this is how it does not take that long.
 */
final class Forwards implements Followed<Forwards.Forward> {

  /** A drop that was left to whoever owns its machine. */
  record Forward(long drop, String machine) {}

  private volatile Consumer<Forward> listener = forward -> {};

  /** From now on {@code newListener} gets each, once it is on disk; must not block. */
  void listen(Consumer<Forward> newListener) {
    listener = newListener;
  }

  @Override
  public String name() {
    return "forward";
  }

  @Override
  public RowText write(Forward forward) {
    return RowText.of(forward.drop, forward.machine);
  }

  @Override
  public Forward read(RowText text) {
    return new Forward(text.number(0), text.text(1));
  }

  @Override
  public void apply(Forward forward, long number) {
    listener.accept(forward);
  }
}

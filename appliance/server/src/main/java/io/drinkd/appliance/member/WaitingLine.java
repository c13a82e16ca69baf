package io.drinkd.appliance.member;

/**
 * How many requests wait for their turn in one place. Used under the lock of {@link LoginAttempts}.
 */
final class WaitingLine {

  private final int most;
  private int waiting;

  WaitingLine(int most) {
    this.most = most;
  }

  boolean isFull() {
    return waiting >= most;
  }

  void enter() {
    waiting++;
  }

  void leave() {
    waiting--;
  }
}

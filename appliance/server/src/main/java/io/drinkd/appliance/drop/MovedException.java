package io.drinkd.appliance.drop;

/**
 * A drop is not in a state from which it may come into another one. Where one appliance has the
 * books that is a fault of ours; where several have them another one may have been faster.
 */
final class MovedException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  private final DropState state;

  /**
   * @param state that it is in
   * @param wanted into which it cannot come
   */
  MovedException(long drop, DropState state, DropState wanted) {
    super("drop " + drop + " is " + state + " and cannot be " + wanted);
    this.state = state;
  }

  /** The state that the drop is in. */
  DropState state() {
    return state;
  }
}

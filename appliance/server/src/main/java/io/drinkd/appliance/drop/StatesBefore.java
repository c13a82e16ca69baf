package io.drinkd.appliance.drop;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The states that may come before an end, by name, as many as a statement has places for. */
record StatesBefore(String first, String second, String third) {

  /** Those before an order has left. */
  static final StatesBefore UNSENT =
      new StatesBefore(DropState.DELAYED.name(), DropState.QUEUED.name(), DropState.QUEUED.name());

  private static final Map<DropState, StatesBefore> ALL = new EnumMap<>(DropState.class);

  static {
    for (DropState end : DropState.values()) {
      List<String> names =
          Arrays.stream(DropState.values())
              .filter(state -> state.next().contains(end))
              .map(DropState::name)
              .toList();
      if (end.ended()) {
        String last = names.get(names.size() - 1);
        ALL.put(end, new StatesBefore(names.get(0), names.size() > 1 ? names.get(1) : last, last));
      }
    }
  }

  /** Those before that end. */
  static StatesBefore of(DropState end) {
    return ALL.get(end);
  }
}

package io.drinkd.appliance.crash.bank;

import java.util.ArrayList;
import java.util.List;

/** What members and watchers have written down since it was read last. Safe for threads. */
final class Journal {

  private final List<Asked> asked = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  synchronized void add(Asked one) {
    asked.add(one);
  }

  /** Something that should not happen to anybody. */
  synchronized void complain(String complaint) {
    complaints.add(complaint);
  }

  /** What was asked for until now. */
  synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** The same, of which nothing is kept then. */
  synchronized List<Asked> takeAsked() {
    List<Asked> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }
}

package io.drinkd.appliance.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What all customers have written down, kept for the whole test. */
final class Journal {

  private final List<RecordedRequest> requests = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final AtomicLong amounts = new AtomicLong();
  private final AtomicLong refunds = new AtomicLong();

  synchronized void add(RecordedRequest request) {
    requests.add(request);
  }

  /** Something that should not happen to a customer. */
  synchronized void complain(String complaint) {
    complaints.add(complaint);
  }

  synchronized List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** A number that a drop may have, and that nobody has wanted to be paid back before. */
  long newRefund() {
    return refunds.incrementAndGet();
  }

  /** An amount that no gift had before. */
  long newAmount() {
    return amounts.incrementAndGet();
  }
}

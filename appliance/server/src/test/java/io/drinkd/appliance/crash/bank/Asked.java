package io.drinkd.appliance.crash.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A drop that a member wanted, and what came back. Safe for threads. */
final class Asked {

  private final String member;
  private final String key;
  private final String machine;
  private final int slot;
  private final int delay;
  private final List<Attempt> attempts = new ArrayList<>();

  /** It was asked for once, at one appliance. */
  final class Attempt {
    private final int appliance;
    private String reply = "";
    private boolean timedOut;

    private Attempt(int appliance) {
      this.appliance = appliance;
    }

    void answered(String text) {
      synchronized (Asked.this) {
        reply = text;
      }
    }

    void timedOut() {
      synchronized (Asked.this) {
        timedOut = true;
      }
    }

    /** Empty if the connection was lost before. */
    Optional<String> reply() {
      synchronized (Asked.this) {
        return reply.isEmpty() ? Optional.empty() : Optional.of(reply);
      }
    }

    int appliance() {
      return appliance;
    }

    @Override
    public String toString() {
      return "at " + appliance + " \"" + reply + '"' + (timedOut ? " (none in time)" : "");
    }
  }

  /**
   * @param key by which the same may be asked for again
   * @param delay in seconds
   */
  Asked(String member, String key, String machine, int slot, int delay) {
    this.member = member;
    this.key = key;
    this.machine = machine;
    this.slot = slot;
    this.delay = delay;
  }

  synchronized Attempt attempt(int appliance) {
    Attempt attempt = new Attempt(appliance);
    attempts.add(attempt);
    return attempt;
  }

  synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  String member() {
    return member;
  }

  String key() {
    return key;
  }

  String machine() {
    return machine;
  }

  int slot() {
    return slot;
  }

  int delay() {
    return delay;
  }

  @Override
  public synchronized String toString() {
    return member + " asked for " + machine + " " + slot + " (" + key + "): " + attempts;
  }
}

package io.drinkd.appliance.credential;

import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.RowText;
import io.drinkd.appliance.store.Transaction;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The tokens and sessions that were ended since the start, by their hashes: somebody may still be
 * logged in by one, on a connection that was open before. May be used on any thread.
 */
final class EndedCredentials implements Followed<EndedCredentials.Ended> {

  /** Of one member. Whoever was logged in by an older one has long been seen to be out. */
  private static final int KEPT_MAX = 1_000;

  /** A token or session of a member was ended, and is known by that hash. */
  record Ended(long member, String hash) {}

  private volatile Runnable listener = () -> {};
  private volatile Consumer<String> forget = hash -> {};
  private final Map<Long, Set<String>> ended = new ConcurrentHashMap<>();

  /** From now on {@code listener} is run after each. */
  void listen(Runnable listener) {
    this.listener = listener;
  }

  /** From now on {@code forget} gets the hash of each, after {@link #contains} knows it. */
  void listenToEach(Consumer<String> forget) {
    this.forget = forget;
  }

  /** One is ended as soon as the transaction is on disk. */
  void end(Transaction tx, long member, String hash) {
    tx.follow(this, new Ended(member, hash));
  }

  @Override
  public String name() {
    return "login-ended";
  }

  @Override
  public RowText write(Ended change) {
    return RowText.of(change.member, change.hash);
  }

  @Override
  public Ended read(RowText text) {
    return new Ended(text.number(0), text.text(1));
  }

  @Override
  public void apply(Ended change, long number) {
    Set<String> hashes =
        ended.computeIfAbsent(
            change.member, any -> Collections.synchronizedSet(new LinkedHashSet<>()));
    synchronized (hashes) {
      hashes.add(change.hash);
      if (hashes.size() > KEPT_MAX) {
        hashes.remove(hashes.iterator().next());
      }
    }
    forget.accept(change.hash);
    listener.run();
  }

  boolean contains(long member, String hash) {
    Set<String> hashes = ended.isEmpty() ? null : ended.get(member);
    return hashes != null && hashes.contains(hash);
  }
}

package io.drinkd.appliance.member;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.drinkd.appliance.config.PasswordCost;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes and checks password hashes (Argon2id), which is slow on purpose, on threads of its own: two
 * check, and one makes, so that whoever changes passwords without end keeps no login waiting. Lists
 * of passwords have further threads, one a processor, which are there only meanwhile.
 *
 * <p>What they cost stands in each hash, so a hash of another cost is checked all the same.
 */
final class PasswordHasher implements AutoCloseable {

  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int WAITING_MAX = 256;

  /** Each thread that hashes takes 19 MiB, and the heap is a small one. */
  private static final int THREADS_MAX = 4;

  private static final String ALGORITHM = "$argon2id$";

  /** How the library wrote it in processes that ran in Turkish or Azeri: without the dot. */
  private static final String DOTLESS_ALGORITHM = "$argon2\u0131d$";

  private final PasswordCost cost;
  private final ThreadPoolExecutor checking = threads(2, "password-check");
  private final ThreadPoolExecutor making = threads(1, "password-hash");
  private final ThreadPoolExecutor listed =
      threads(
          Math.min(Runtime.getRuntime().availableProcessors(), THREADS_MAX), "password-list-hash");

  /**
   * Checked when a name is not known or has no password: it takes as long, and never matches.
   * Random bytes in the form of a hash, because hashing something at each start would cost 40 MB of
   * memory before anybody has logged in.
   */
  private final String nobodysHash;

  /**
   * @param cost of the hashes that it makes
   */
  PasswordHasher(PasswordCost cost) {
    this.cost = cost;
    nobodysHash =
        String.format(
            Locale.ROOT,
            ALGORITHM + "v=%d$m=%d,t=%d,p=%d$%s$%s",
            Argon2Function.ARGON2_VERSION_13,
            cost.memoryKib(),
            cost.passes(),
            LANES,
            random(SALT_BYTES),
            random(HASH_BYTES));
  }

  private static ThreadPoolExecutor threads(int count, String name) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            count,
            count,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return Base64.getEncoder().withoutPadding().encodeToString(random);
  }

  /** Hashes a password; fails if too much waits. */
  CompletableFuture<String> hash(String password) {
    return on(making, () -> hashed(password));
  }

  /**
   * Hashes many passwords, as fast as this machine can without keeping {@link #hash} waiting. Of
   * several lists one after the other is hashed; fails if too many wait.
   *
   * @return their hashes, in the same order
   */
  CompletableFuture<List<String>> hashAll(List<String> passwords) {
    String[] hashes = new String[passwords.size()];
    AtomicInteger next = new AtomicInteger();
    Supplier<Void> work =
        () -> {
          for (int i = next.getAndIncrement(); i < hashes.length; i = next.getAndIncrement()) {
            if (listed.isShutdown()) {
              throw stopping();
            }
            hashes[i] = hashed(passwords.get(i));
          }
          return null;
        };
    return CompletableFuture.allOf(
            Stream.generate(() -> on(listed, work))
                .limit(Math.min(listed.getCorePoolSize(), hashes.length))
                .toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> List.of(hashes));
  }

  private String hashed(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(function()).getResult();
  }

  /** The library keeps it, with memory of its own; so it is asked for when it is needed. */
  private Argon2Function function() {
    return orStopping(
        () ->
            Argon2Function.getInstance(
                cost.memoryKib(), cost.passes(), LANES, HASH_BYTES, Argon2.ID));
  }

  /**
   * For each one that it makes the library adds a shutdown hook, which Java refuses when it stops.
   */
  private static Argon2Function orStopping(Supplier<Argon2Function> function) {
    try {
      return function.get();
    } catch (IllegalStateException e) {
      throw stopping();
    }
  }

  /**
   * Whether the password belongs to the hash. Without a hash the answer is no, after the same work.
   * Fails if too much waits.
   */
  CompletableFuture<Boolean> matches(String password, Optional<String> hash) {
    return on(
        checking,
        () -> {
          String compared = hash.map(PasswordHasher::withDots).orElse(nobodysHash);
          boolean same =
              Password.check(password, compared)
                  .with(orStopping(() -> Argon2Function.getInstanceFromHash(compared)));
          return same && hash.isPresent();
        });
  }

  private static String withDots(String hash) {
    return hash.startsWith(DOTLESS_ALGORITHM)
        ? ALGORITHM + hash.substring(DOTLESS_ALGORITHM.length())
        : hash;
  }

  /** Whether there is room for one more. */
  boolean isReady() {
    return !checking.isShutdown() && checking.getQueue().remainingCapacity() > 0;
  }

  private static <T> CompletableFuture<T> on(ThreadPoolExecutor executor, Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          executor.isShutdown()
              ? stopping()
              : new RefusedException(
                  Refusal.NOT_READY, "more than " + WAITING_MAX + " passwords wait; try again"));
    }
  }

  private static RefusedException stopping() {
    return new RefusedException(Refusal.NOT_READY, "the appliance is stopping");
  }

  @Override
  public void close() {
    checking.shutdownNow();
    making.shutdownNow();
    listed.shutdownNow();
  }
}

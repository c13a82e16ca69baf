package io.drinkd.appliance.member;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes and checks password hashes (Argon2id), which is slow on purpose, on two threads of its own.
 *
 * <p>Parameters: 19 MiB, 2 passes, 1 lane, what OWASP's password storage cheat sheet asks for at
 * the least. They stand in each hash, so they may be raised without making old hashes invalid.
 */
final class PasswordHasher implements AutoCloseable {

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int WAITING_MAX = 256;

  private static final String ALGORITHM = "$argon2id$";

  /** How the library wrote it in processes that ran in Turkish or Azeri: without the dot. */
  private static final String DOTLESS_ALGORITHM = "$argon2\u0131d$";

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          2,
          2,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_MAX),
          task -> {
            Thread thread = new Thread(task, "password-hash");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Checked when a name is not known or has no password: it takes as long, and never matches.
   * Random bytes in the form of a hash, because hashing something at each start would cost 40 MB of
   * memory before anybody has logged in.
   */
  private final String nobodysHash =
      String.format(
          Locale.ROOT,
          ALGORITHM + "v=%d$m=%d,t=%d,p=%d$%s$%s",
          Argon2Function.ARGON2_VERSION_13,
          MEMORY_KIB,
          PASSES,
          LANES,
          random(SALT_BYTES),
          random(HASH_BYTES));

  PasswordHasher() {
    executor.allowCoreThreadTimeOut(true);
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return Base64.getEncoder().withoutPadding().encodeToString(random);
  }

  /** Hashes a password; fails if too much waits. */
  CompletableFuture<String> hash(String password) {
    return onPool(
        () -> Password.hash(password).addRandomSalt(SALT_BYTES).with(function()).getResult());
  }

  /** The library keeps it, with 19 MiB of its own; so it is asked for when it is needed. */
  private static Argon2Function function() {
    return Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
  }

  /**
   * Whether the password belongs to the hash. Without a hash the answer is no, after the same work.
   * Fails if too much waits.
   */
  CompletableFuture<Boolean> matches(String password, Optional<String> hash) {
    return onPool(
        () -> {
          String compared = hash.map(PasswordHasher::withDots).orElse(nobodysHash);
          boolean same =
              Password.check(password, compared).with(Argon2Function.getInstanceFromHash(compared));
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
    return !executor.isShutdown() && executor.getQueue().remainingCapacity() > 0;
  }

  private <T> CompletableFuture<T> onPool(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new RefusedException(
              Refusal.NOT_READY,
              executor.isShutdown()
                  ? "the appliance is stopping"
                  : "more than " + WAITING_MAX + " logins wait; try again"));
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}

package io.drinkd.appliance;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.NamedFiles;
import io.drinkd.appliance.config.SettingsException;
import io.drinkd.appliance.config.StrayFiles;
import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.service.Condition;
import io.drinkd.appliance.service.Finding;
import io.drinkd.appliance.service.Health.State;
import io.drinkd.appliance.store.StoreException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the configuration on SIGHUP, and when a file of the folder has changed and is still the
 * same a second later, so that nothing half-written is read. It is applied as a whole; if it has
 * mistakes, they are logged and nothing changes.
 *
 * <p>The folder is polled rather than watched, because that misses nothing, on whatever file
 * system. Of the files in the folder and in the folders directly in it those count that have
 * settings or that settings name; a log may lie beside them. For files elsewhere there is SIGHUP.
 */
final class ConfigurationWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);

  private static final String PART = "configuration";

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** The folder, and the folders directly in it. */
  private static final int DEPTH = 2;

  private final Path folder;
  private final List<Path> leftOut;
  private final Supplier<ApplianceSettings> reader;
  private final Supervisor supervisor;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "configuration");
            thread.setDaemon(true);
            return thread;
          });

  private Function<ApplianceSettings, List<String>> change = settings -> List.of();
  private BooleanSupplier booksAway = () -> false;

  /** Whether it is still to be applied, once the books are there again. */
  private boolean waiting;

  private final CompletableFuture<Void> seenFirst;
  private Map<Path, Mark> applied = Map.of();
  private Map<Path, Mark> lastSeen = Map.of();

  /** Read when it is needed first, for a start must not wait for it. */
  private Optional<NamedFiles> named = Optional.empty();

  /** What came of it when it was read last; for other threads. */
  private volatile Finding found = Finding.well(PART, Condition.CONFIGURATION.of());

  private StrayFiles stray = new StrayFiles(List.of(), List.of());

  /**
   * Notes what the files are like, without being waited for.
   *
   * @param leftOut folders that are not polled
   * @param reader reads and checks the whole configuration
   * @param supervisor is notified of each reload
   */
  ConfigurationWatch(
      Path folder, List<Path> leftOut, Supplier<ApplianceSettings> reader, Supervisor supervisor) {
    this.folder = folder;
    this.leftOut = leftOut;
    this.reader = reader;
    this.supervisor = supervisor;
    seenFirst = CompletableFuture.runAsync(this::seeFirst, executor);
  }

  private void seeFirst() {
    applied = marks();
    lastSeen = applied;
  }

  /**
   * To be called before {@link #start}.
   *
   * @param newBooksAway whether the books cannot be written now, but will be; what could not be
   *     applied meanwhile is applied then
   */
  void listenToBooks(BooleanSupplier newBooksAway) {
    booksAway = newBooksAway;
  }

  /**
   * Begins to poll, and to listen for SIGHUP.
   *
   * @param newChange applies another configuration; returns the keys of those settings that take
   *     effect at the next start
   */
  void start(Function<ApplianceSettings, List<String>> newChange) {
    seenFirst.join();
    change = newChange;
    reportStrayFiles();
    onHangUp(this::reloadSoon);
    long millis = LOOK_EVERY.toMillis();
    executor.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Whether what holds is what stands in the files. May be called on any thread. */
  Finding finding() {
    return found;
  }

  private void reloadSoon() {
    try {
      executor.execute(() -> reload(marks()));
    } catch (RejectedExecutionException e) {
      LOG.info("SIGHUP ignored, drinkd is stopping");
    }
  }

  /** Files that are no machine's are named when they are new. */
  private void reportStrayFiles() {
    StrayFiles seen = StrayFiles.in(folder);
    if (!seen.equals(stray)) {
      stray = seen;
      // What to do: rename it, if it is a machine's file.
      seen.likelyMistakes().forEach(line -> LOG.warn("configuration: {}", line));
      seen.passedOver().forEach(line -> LOG.info("configuration: {}", line));
    }
  }

  private void look() {
    Map<Path, Mark> seen = marks();
    boolean changed = !isSame(seen, applied) && isSame(seen, lastSeen);
    lastSeen = seen;
    if (changed || waiting && !booksAway.getAsBoolean()) {
      reload(seen);
    }
  }

  /** Whether the files that matter are the same. */
  private boolean isSame(Map<Path, Mark> seen, Map<Path, Mark> before) {
    if (seen.equals(before)) {
      return true;
    }
    if (named.isEmpty()) {
      named = Optional.of(NamedFiles.in(folder, seen.keySet()));
    }
    return mattering(seen).equals(mattering(before));
  }

  private Map<Path, Mark> mattering(Map<Path, Mark> marks) {
    Map<Path, Mark> mattering = new HashMap<>(marks);
    mattering.keySet().removeIf(file -> !named.orElseThrow().matters(file));
    return mattering;
  }

  private void reload(Map<Path, Mark> seen) {
    applied = seen;
    lastSeen = seen;
    named = Optional.empty();
    reportStrayFiles();
    supervisor.reloading();
    try {
      List<String> later = change.apply(reader.get());
      waiting = false;
      if (later.isEmpty()) {
        found = Finding.well(PART, Condition.CONFIGURATION.of());
      } else {
        wrong(Condition.RESTART_NEEDED.of(String.join(", ", later)));
      }
      LOG.info("configuration reloaded");
    } catch (SettingsException e) {
      waiting = false;
      for (String error : e.getMessage().lines().toList()) {
        // What to do: correct this place of the file, as the line says.
        LOG.error("configuration: {}", error);
      }
      // What to do: correct all of them; it is read again when a file has changed, and on SIGHUP.
      LOG.error("configuration not reloaded, see the errors above");
      wrong(refused(e));
      supervisor.status("configuration not reloaded, see the log; all is as it was before");
    } catch (StoreException e) {
      awaitBooks(e);
    } catch (RuntimeException e) {
      waiting = false;
      // What to do: restart drinkd, which applies the whole of it; report the stack trace as a
      // fault.
      LOG.error("configuration applied only in part", e);
      wrong(Condition.PARTLY_APPLIED.of());
      supervisor.status("configuration applied only in part, see the log");
    } finally {
      supervisor.ready();
    }
  }

  /** A machine may have its new settings already; the rest follows. */
  private void awaitBooks(StoreException away) {
    if (!waiting) {
      // What to do: see to what keeps the books from being written; then it is applied by itself.
      LOG.warn(
          "configuration not applied yet, it will be as soon as the books can be written: {}",
          away.getMessage());
    }
    waiting = true;
    wrong(Condition.AWAITS_BOOKS.of());
    supervisor.status("configuration not applied yet, the books cannot be written");
  }

  private static Said<Condition> refused(SettingsException refused) {
    int more = refused.errors().size() - 1;
    return Condition.NOT_RELOADED.of(
        refused.errors().get(0), more == 0 ? "" : "; and " + more + " more");
  }

  private void wrong(Said<Condition> why) {
    Instant since = found.state() == State.WRONG ? found.since().orElseThrow() : Instant.now();
    found = Finding.wrong(PART, why).since(Optional.of(since));
  }

  /** What each file is recognised by: a file that has changed has another mark. */
  private Map<Path, Mark> marks() {
    Map<Path, Mark> marks = new HashMap<>();
    try {
      // What a link leads to counts, not the link.
      Set<FileVisitOption> options = EnumSet.of(FileVisitOption.FOLLOW_LINKS);
      Files.walkFileTree(folder, options, DEPTH, new Marking(marks));
    } catch (IOException e) {
      // The folder itself was removed meanwhile: the next poll finds what is there then.
      LOG.debug("polling {} was cut short", folder, e);
    }
    return marks;
  }

  /**
   * @param changed when its content, owner or mode was last changed
   */
  private record Mark(Object changed, long size, Object key) {}

  private final class Marking extends SimpleFileVisitor<Path> {

    private final Map<Path, Mark> marks;

    Marking(Map<Path, Mark> marks) {
      this.marks = marks;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes now) {
      return leftOut.stream().anyMatch(entered.toAbsolutePath().normalize()::startsWith)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes now) {
      if (now.isRegularFile()) {
        try {
          // The attributes at hand lack it.
          Object changed = Files.getAttribute(file, "unix:ctime");
          marks.put(file, new Mark(changed, now.size(), now.fileKey()));
        } catch (IOException e) {
          return visitFileFailed(file, e);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    /** A file just removed, a folder that cannot be read, a circular link: the others count. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) {
      LOG.debug("{} is left out of the poll", file, cause);
      return FileVisitResult.CONTINUE;
    }
  }

  /**
   * By reflection: Java has no other class for signals, and the compiler warns of any use of it.
   */
  private static void onHangUp(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              ConfigurationWatch.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                action.run();
                return null;
              });
      Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hangUp, handling);
    } catch (ReflectiveOperationException e) {
      // What to do: use a Java that has sun.misc.Signal, or restart drinkd where SIGHUP is needed.
      LOG.warn("SIGHUP is not available");
    }
  }

  /** Stops polling. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}

package io.drinkd.driver.testkit;

import io.drinkd.driver.MachineDriver;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Whether a driver's classes can be unloaded after its boards are closed. What Java itself keeps of
 * them until it needs the memory, or until another class takes the place, is no fault of the
 * driver.
 */
final class UnloadCheck {

  static final String NAME = "unload: after the close nothing references the driver's classes";

  /** Enough for what is not referenced at all; a heap dump shows what references the rest. */
  private static final Duration SOON = Duration.ofMillis(300);

  private static final AtomicLong LOADERS = new AtomicLong();

  private UnloadCheck() {}

  /** Loads the driver's own classes a second time, as the appliance loads a plugin's. */
  private static final class PluginLoader extends URLClassLoader {

    private final String prefix;

    /** By which it is found in a heap dump. */
    private final long number = LOADERS.incrementAndGet();

    PluginLoader(Class<?> driver) {
      super(new URL[] {driver.getProtectionDomain().getCodeSource().getLocation()});
      this.prefix = driver.getPackageName() + ".";
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(prefix)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }

  /** What is done with the driver before its classes are to be unloaded. */
  @FunctionalInterface
  interface Use {
    void of(MachineDriver driver) throws Exception;
  }

  /**
   * @param patience how long the classes may take to go
   */
  static void run(Class<? extends MachineDriver> driver, Use use, Duration patience)
      throws Exception {
    WeakReference<PluginLoader> loader = useOnce(driver, use);
    long start = System.nanoTime();
    if (isGone(loader, SOON)) {
      return;
    }
    String name = PluginLoader.class.getName();
    Optional<String> holder = LoaderHolder.find(name, "number", numberOf(loader));
    Duration left = patience.minusNanos(System.nanoTime() - start);
    if (holder.isPresent() && !isGone(loader, left.compareTo(SOON) < 0 ? SOON : left)) {
      throw new AssertionError(
          "something still references the driver's classes: "
              + holder.get()
              + "; Board.close() has to end or take back whatever the driver has begun or registered");
    }
  }

  private static boolean isGone(WeakReference<PluginLoader> loader, Duration patience) {
    try {
      Awaitility.await()
          .atMost(patience)
          .until(
              () -> {
                LastRecord.replace();
                System.gc();
                return loader.get() == null;
              });
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }

  /** Where it is gone meanwhile, that is a number that none has. */
  private static long numberOf(WeakReference<PluginLoader> loader) {
    PluginLoader left = loader.get();
    return left == null ? -1 : left.number;
  }

  private static WeakReference<PluginLoader> useOnce(Class<? extends MachineDriver> driver, Use use)
      throws Exception {
    try (var loader = new PluginLoader(driver)) {
      var constructor = loader.loadClass(driver.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      use.of((MachineDriver) constructor.newInstance());
      return new WeakReference<>(loader);
    } catch (IOException e) {
      throw new AssertionError("the driver's classes cannot be loaded: " + e.getMessage(), e);
    }
  }
}

package io.drinkd.driver.testkit;

import io.drinkd.driver.MachineDriver;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Whether a driver's classes can be unloaded after its boards are closed. */
final class UnloadCheck {

  static final String NAME = "unload: after the close nothing references the driver's classes";

  private UnloadCheck() {}

  /** Loads the driver's own classes a second time, as the appliance loads a plugin's. */
  private static final class PluginLoader extends URLClassLoader {

    private final String prefix;

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
    WeakReference<ClassLoader> loader = useOnce(driver, use);
    try {
      Awaitility.await()
          .atMost(patience)
          .until(
              () -> {
                System.gc();
                return loader.get() == null;
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("something still references the driver's class loader", e);
    }
  }

  private static WeakReference<ClassLoader> useOnce(Class<? extends MachineDriver> driver, Use use)
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

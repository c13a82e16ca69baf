package io.drinkd.appliance.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Loads a plugin on a thread of its own: its code runs when a driver is instantiated, and may never
 * return.
 */
final class PluginLoading {

  private PluginLoading() {}

  /**
   * Loads it.
   *
   * @param source makes what is loaded of the file
   * @param timeout how long it may take
   * @throws PluginRefusedException if it cannot be used; says why
   */
  static LoadedPlugin load(Path file, PluginSource source, Duration timeout)
      throws PluginRefusedException {
    CompletableFuture<LoadedPlugin> loaded = new CompletableFuture<>();
    Thread thread = new Thread(() -> load(file, source, loaded), "loading " + file.getFileName());
    thread.setDaemon(true);
    thread.start();
    try {
      return loaded.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw (PluginRefusedException) e.getCause();
    } catch (TimeoutException e) {
      abandon(thread, loaded);
      throw new PluginRefusedException(
          "loading it takes longer than " + timeout.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abandon(thread, loaded);
      throw new PluginRefusedException("the appliance is stopping");
    }
  }

  private static void load(Path file, PluginSource source, CompletableFuture<LoadedPlugin> loaded) {
    try {
      loaded.complete(LoadedPlugin.load(file, source));
    } catch (PluginRefusedException e) {
      loaded.completeExceptionally(e);
    }
  }

  /** If it is loaded later after all, it is unloaded at once. */
  private static void abandon(Thread thread, CompletableFuture<LoadedPlugin> loaded) {
    thread.interrupt();
    loaded.thenAccept(LoadedPlugin::close);
  }
}

package io.drinkd.appliance.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Loads a plugin on a thread of its own: when a driver is made its code runs, and may never come
 * back.
 */
final class PluginLoading {

  private PluginLoading() {}

  /**
   * Loads it, or gives it up.
   *
   * @param longest how long it may take
   * @throws PluginRefusedException if it cannot be used; says why
   */
  static LoadedPlugin load(Path file, Duration longest) throws PluginRefusedException {
    CompletableFuture<LoadedPlugin> loaded = new CompletableFuture<>();
    Thread thread = new Thread(() -> load(file, loaded), "loading " + file.getFileName());
    thread.setDaemon(true);
    thread.start();
    try {
      return loaded.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw (PluginRefusedException) e.getCause();
    } catch (TimeoutException e) {
      giveUp(thread, loaded);
      throw new PluginRefusedException(
          "its code is not done with being loaded after " + longest.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveUp(thread, loaded);
      throw new PluginRefusedException("the appliance is stopping");
    }
  }

  private static void load(Path file, CompletableFuture<LoadedPlugin> loaded) {
    try {
      loaded.complete(LoadedPlugin.load(file));
    } catch (PluginRefusedException e) {
      loaded.completeExceptionally(e);
    }
  }

  /** If it comes to an end later, nobody wants what came of it. */
  private static void giveUp(Thread thread, CompletableFuture<LoadedPlugin> loaded) {
    thread.interrupt();
    loaded.thenAccept(LoadedPlugin::close);
  }
}

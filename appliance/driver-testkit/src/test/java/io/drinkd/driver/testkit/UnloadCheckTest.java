package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.testkit.sample.LeavingDriver;
import io.drinkd.driver.testkit.sample.RecordsDriver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keeps a driver's classes, and what does not. */
class UnloadCheckTest {

  private static final Duration PATIENCE = Duration.ofMillis(500);

  @AfterEach
  void tidyUp() {
    System.getProperties().remove(LeavingDriver.InProperties.PROPERTY);
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(LeavingDriver.THREAD))
        .forEach(Thread::interrupt);
  }

  /** In a thread of its own, which keeps nothing when it has ended. */
  private static Optional<String> failure(Class<? extends MachineDriver> driver) throws Exception {
    var failure = new CompletableFuture<Optional<String>>();
    var thread =
        new Thread(
            () -> {
              try {
                UnloadCheck.run(driver, MachineDriver::model, PATIENCE);
                failure.complete(Optional.empty());
              } catch (AssertionError e) {
                failure.complete(Optional.of(e.getMessage()));
              } catch (Exception e) {
                failure.completeExceptionally(e);
              }
            },
            "unload-check");
    thread.start();
    thread.join();
    return failure.get();
  }

  @Test
  void recordsThatAreComparedKeepNothing() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(failure(RecordsDriver.class)).isEmpty();
    }
  }

  @Test
  void aThreadIsNamed() throws Exception {
    assertThat(failure(LeavingDriver.InThread.class).orElseThrow())
        .startsWith("something still references the driver's classes: the thread \"coffee poller\"")
        .endsWith(
            "; Board.close() has to end or take back whatever the driver has begun or registered");
  }

  @Test
  void whatIsLeftInAnotherThreadIsNamed() throws Exception {
    assertThat(failure(LeavingDriver.InThreadLocal.class).orElseThrow())
        .contains("the thread \"unload-check\" -> threadLocals: java.lang.ThreadLocal$Thread");
  }

  @Test
  void aStaticFieldIsNamed() throws Exception {
    assertThat(failure(LeavingDriver.InProperties.class).orElseThrow())
        .contains("the class java.lang.System -> static props: java.util.Properties -> ");
  }
}

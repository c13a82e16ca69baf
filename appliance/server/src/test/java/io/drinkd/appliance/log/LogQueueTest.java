package io.drinkd.appliance.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.sunday.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** Lines on their way to appenders that may be stuck. */
class LogQueueTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LogQueue queue = new LogQueue();
  private final List<String> written = new CopyOnWriteArrayList<>();

  /** An appender whose output nobody reads until the latch is opened. */
  private void block(CountDownLatch reading, CountDownLatch stuck) {
    queue.add(
        last -> {
          stuck.countDown();
          try {
            reading.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void linesAreWrittenInTheirOrder() {
    for (int i = 0; i < 100; i++) {
      String line = "line " + i;
      queue.add(last -> written.add(line));
    }

    assertThat(queue.close(PATIENCE)).isTrue();
    assertThat(written).hasSize(100).startsWith("line 0", "line 1").endsWith("line 99");
  }

  @Test
  void whatDoesNotFitIsDroppedAndCounted() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    try (CapturedLog log = CapturedLog.of(LogQueue.class.getName(), Level.INFO)) {
      block(reading, stuck);
      stuck.await();
      for (int i = 0; i < LogQueue.LINES_MAX + 7; i++) {
        queue.add(last -> written.add("line"));
      }
      reading.countDown();

      assertThat(queue.close(PATIENCE)).isTrue();
      assertThat(written).hasSize(LogQueue.LINES_MAX);
      assertThat(log.lines()).containsExactly("lines dropped, for the log was not read in time: 7");
    }
  }

  @Test
  void endDoesNotWaitForAnAppenderThatIsStuck() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    block(reading, stuck);
    stuck.await();

    assertThat(queue.close(Duration.ofMillis(1))).isFalse();
    reading.countDown();
  }

  @Test
  void appenderThatThrowsStopsNothing() {
    try (CapturedLog log = CapturedLog.of(LogQueue.class.getName(), Level.INFO)) {
      queue.add(
          last -> {
            throw new IllegalStateException("no space left");
          });
      queue.add(
          last -> {
            throw new StackOverflowError();
          });
      queue.add(last -> written.add("line"));

      assertThat(queue.close(PATIENCE)).isTrue();
      assertThat(written).containsExactly("line");
      assertThat(log.lines()).containsExactly("lines dropped, for the log was not read in time: 2");
    }
  }

  @Test
  void aLineOfTheWriterItselfDoesNotWaitForItself() {
    queue.add(last -> queue.add(inner -> written.add("inner")));

    assertThat(queue.close(PATIENCE)).isTrue();
    assertThat(written).containsExactly("inner");
  }
}

package io.drinkd.driver.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

  private final SerialExecutor executor = new SerialExecutor();
  private final List<String> done = new ArrayList<>();

  @Test
  void runsOnTheSubmittersThreadWhenNothingElseRuns() {
    executor.execute(() -> done.add(Thread.currentThread().getName()));

    assertThat(done).containsExactly(Thread.currentThread().getName());
  }

  @Test
  void aTaskSubmittedByATaskRunsAfterIt() {
    executor.execute(
        () -> {
          executor.execute(() -> done.add("second"));
          done.add("first");
        });

    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void whatATaskThrowsDoesNotStopTheQueue() {
    executor.execute(
        () -> {
          executor.execute(() -> done.add("second"));
          throw new AssertionError("thrown by a task of this test");
        });
    executor.execute(() -> done.add("third"));

    assertThat(done).containsExactly("second", "third");
  }

  @Test
  void aTaskSubmittedWhileAnotherThreadRunsOneIsLeftToThatThread() throws Exception {
    var running = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var pool = Executors.newSingleThreadExecutor();
    try {
      var first =
          pool.submit(
              () ->
                  executor.execute(
                      () -> {
                        running.countDown();
                        await(mayEnd);
                      }));
      await(running);
      executor.execute(() -> done.add(Thread.currentThread().getName()));
      assertThat(done).isEmpty();
      mayEnd.countDown();
      first.get(20, TimeUnit.SECONDS);
      assertThat(done).hasSize(1).doesNotContain(Thread.currentThread().getName());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void tasksOfManyThreadsNeverOverlapAndKeepEachThreadsOrder() throws Exception {
    int threads = 4;
    int tasks = 20_000;
    int[] last = new int[threads];
    int[] counted = new int[1];
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var submitters =
          IntStream.range(0, threads)
              .mapToObj(
                  thread ->
                      pool.submit(
                          () -> {
                            for (int i = 1; i <= tasks; i++) {
                              int number = i;
                              executor.execute(
                                  () -> {
                                    if (last[thread] == number - 1) {
                                      last[thread] = number;
                                      counted[0]++;
                                    }
                                  });
                            }
                          }))
              .toList();
      for (var submitter : submitters) {
        submitter.get(20, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(counted[0]).isEqualTo(threads * tasks);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

package io.drinkd.driver.testkit;

import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.testkit.UnloadCheck.Use;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Whether a driver starts threads of its own, which nobody ends. */
final class ThreadCheck {

  static final String NAME = "close: leaves no thread";

  /** The rig's own threads get their names, and end, a moment after they were started. */
  private static final Duration ENDING = Duration.ofSeconds(1);

  private ThreadCheck() {}

  static void run(Use use, MachineDriver driver) throws Exception {
    Set<Thread> before = threads();
    use.of(driver);
    try {
      Awaitility.await()
          .atMost(ENDING)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> left(before).isEmpty());
    } catch (ConditionTimeoutException e) {
      ConformanceRig.require(false, "threads are left: " + left(before));
    }
  }

  private static Set<Thread> left(Set<Thread> before) {
    Set<Thread> left = new HashSet<>(threads());
    left.removeAll(before);
    left.removeIf(ThreadCheck::isOfRig);
    return left;
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  /** The threads of the connector, the acceptor, the machine and the scripted board. */
  private static boolean isOfRig(Thread thread) {
    String name = thread.getName();
    return !thread.isAlive()
        || name.startsWith("Nio")
        || name.startsWith("LinkProcessor-")
        || name.equals("board-io")
        || name.equals("board-dialer")
        || name.equals("board-logins")
        || name.equals("conformance")
        || name.equals(MachineThread.NAME)
        || name.equals("scripted-board")
        || name.startsWith("awaitility")
        || name.startsWith("surefire");
  }
}

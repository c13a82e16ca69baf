package io.drinkd.driver.testkit.sample;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.MachineDriver;
import java.util.concurrent.CountDownLatch;

/** Leaves something behind as soon as its name is asked for. */
public abstract class LeavingDriver implements MachineDriver {

  /** The name of the thread that one of them leaves, until it is interrupted. */
  public static final String THREAD = "coffee poller";

  private final MachineDriver good = new TiniDriver();

  /** What stays. */
  public record Rest() {}

  /** Leaves a thread. */
  public static final class InThread extends LeavingDriver {
    @Override
    public String model() {
      var thread = new Thread(InThread::pause, THREAD);
      thread.setDaemon(true);
      thread.start();
      return "thread";
    }

    private static void pause() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Leaves a value in the thread that asks. */
  public static final class InThreadLocal extends LeavingDriver {

    private static final ThreadLocal<Rest> LAST = new ThreadLocal<>();

    @Override
    public String model() {
      LAST.set(new Rest());
      return "local";
    }
  }

  /** Leaves a system property. */
  public static final class InProperties extends LeavingDriver {

    /** Its name. */
    public static final String PROPERTY = "left.by.a.driver";

    @Override
    public String model() {
      System.getProperties().put(PROPERTY, new Rest());
      return "property";
    }
  }

  @Override
  public BoardTraits traits() {
    return good.traits();
  }

  @Override
  public Board open(BoardContext context) {
    return good.open(context);
  }
}

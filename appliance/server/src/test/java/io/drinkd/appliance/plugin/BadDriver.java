package io.drinkd.appliance.plugin;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Drivers whose code does what it must not as soon as it runs. Each becomes a plugin of its own.
 */
public abstract class BadDriver implements MachineDriver {

  @Override
  public String model() {
    return "bad";
  }

  @Override
  public BoardTraits traits() {
    return BoardTraits.loggingIn(new Liveness(Duration.ofSeconds(60), Duration.ofSeconds(90)));
  }

  @Override
  public Board open(BoardContext context) {
    throw new IllegalStateException("it is not loaded");
  }

  public static final class ThrowsWhenMade extends BadDriver {
    public ThrowsWhenMade() {
      throw new IllegalStateException("thrown by\na constructor");
    }
  }

  public static final class ThrowsErrorWhenMade extends BadDriver {
    public ThrowsErrorWhenMade() {
      throw new AssertionError("thrown by a constructor");
    }
  }

  public static final class ThrowsWhenInitialised extends BadDriver {
    private static final int NUMBER = Integer.parseInt("thrown by a class");

    @Override
    public String model() {
      return "bad" + NUMBER;
    }
  }

  public static final class ThrowsErrorWhenAsked extends BadDriver {
    @Override
    public String model() {
      throw new StackOverflowError("thrown by a model");
    }
  }

  public static final class HasNoModel extends BadDriver {
    @Override
    public String model() {
      return null;
    }
  }

  public static final class HasModelOfTwoWords extends BadDriver {
    @Override
    public String model() {
      return "two words";
    }
  }

  public static final class BlocksWhenMade extends BadDriver {
    public BlocksWhenMade() throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  public static final class RefusesSettings extends BadDriver {
    @Override
    public Board open(BoardContext context) {
      throw new IllegalArgumentException("slots: found 1, expected none");
    }
  }

  public static final class ThrowsWhenOpening extends BadDriver {
    @Override
    public Board open(BoardContext context) {
      throw new IllegalStateException("thrown when opening");
    }
  }

  static final class IsNotPublic extends BadDriver {}

  /** As one that waits for its board in the constructor, and gets over it. */
  public static final class BlocksWhenMadeUntilInterrupted extends BadDriver {
    public BlocksWhenMadeUntilInterrupted() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A class with which pf4j would let a plugin act when it is started and stopped. */
  public static final class HasPluginClass extends BadDriver {}
}

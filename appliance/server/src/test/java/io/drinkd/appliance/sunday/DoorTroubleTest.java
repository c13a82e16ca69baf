package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.Level;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.Test;

/** Clients that are silent, vanish or find a fault, and the others that must not notice. */
class DoorTroubleTest extends TestWithDoor {

  private static final String IO_PROCESSOR = "io.drinkd.appliance.net.SocketProcessor";
  private static final String VERSION = "OK drinkd 0.1.0";

  @Test
  void fiveHundredSilentClientsDisturbNobody() throws Exception {
    house.open();
    List<LineClient> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        silent.add(house.connect());
      }
      try (LineClient client = house.greeted()) {
        for (int i = 0; i < 100; i++) {
          assertThat(client.ask("VERSION")).isEqualTo(VERSION);
        }
      }
      house.awaitSessions(500);
      house.timers.advance(Duration.ofSeconds(60));
      for (LineClient client : silent) {
        assertThat(client.linesToEnd())
            .containsExactly("OK Welcome to Floor drink server", "ERR 450 Timeout, disconnecting.");
      }
    } finally {
      for (LineClient client : silent) {
        client.close();
      }
    }
    house.awaitSessions(0);
  }

  @Test
  void resetsDisturbNobody() throws Exception {
    house.open();
    for (int i = 0; i < 100; i++) {
      LineClient client = house.greeted();
      client.send("VERSION\n".repeat(i)).reset();
    }
    house.awaitSessions(0);
    try (LineClient client = house.greeted()) {
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  /** More than the I/O thread takes in one round; some have vanished when their round comes. */
  @Test
  void hundredsOfClientsThatAskAtOnceAreAllAnswered() throws Exception {
    house.open();
    CountDownLatch allHaveAsked = new CountDownLatch(1);
    List<LineClient> asking = new ArrayList<>();
    try (LineClient first = house.greeted()) {
      house.onlySession().getFilterChain().addFirst("wait", new WaitFilter(allHaveAsked));
      for (int i = 0; i < 300; i++) {
        asking.add(house.greeted());
      }
      first.send("VERSION\n");
      for (LineClient client : asking) {
        client.send("VERSION\n");
      }
      for (int i = 0; i < asking.size(); i += 3) {
        asking.get(i).reset();
      }
      allHaveAsked.countDown();
      assertThat(first.line()).isEqualTo(VERSION);
      for (int i = 0; i < asking.size(); i++) {
        if (i % 3 != 0) {
          assertThat(asking.get(i).line()).isEqualTo(VERSION);
        }
      }
      house.awaitSessions(201);
    } finally {
      allHaveAsked.countDown();
      for (LineClient client : asking) {
        client.close();
      }
    }
  }

  /** Keeps the I/O thread, so that what comes meanwhile comes at once. */
  private static final class WaitFilter extends IoFilterAdapter {

    private final CountDownLatch latch;

    WaitFilter(CountDownLatch latch) {
      this.latch = latch;
    }

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message)
        throws InterruptedException {
      latch.await();
      next.messageReceived(session, message);
    }
  }

  @Test
  void aReplyForAClientThatHasLeftHarmsNobody() throws Exception {
    house.open();
    LineClient gone = house.greeted();
    gone.send("LATER a\n");
    house.awaitTaken("a");
    gone.reset();
    house.awaitSessions(0);
    house.commands.answer("a");
    try (LineClient client = house.greeted()) {
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void anErrorClosesItsOwnConnectionAndNoOther() throws Exception {
    house.open();
    try (CapturedLog log = CapturedLog.of(IO_PROCESSOR, Level.ERROR);
        LineClient other = house.greeted();
        LineClient culprit = house.greeted()) {
      culprit.send("VERSION\nERROR\n");
      assertThat(culprit.linesToEnd()).containsExactly(VERSION);
      assertThat(other.ask("VERSION")).isEqualTo(VERSION);
      try (LineClient fresh = house.greeted()) {
        assertThat(fresh.ask("VERSION")).isEqualTo(VERSION);
      }
      assertThat(log.lines()).as("errors that got as far as the I/O loop").isEmpty();
    }
    house.awaitSessions(0);
  }

  @Test
  void anErrorThatGetsPastTheGuardEndsNoLoop() throws Exception {
    SundayDoor opened = house.open();
    try (CapturedLog log = CapturedLog.of(IO_PROCESSOR, Level.ERROR);
        LineClient other = house.greeted();
        LineClient culprit = house.greeted()) {
      for (IoSession session : opened.sessions()) {
        session.getFilterChain().remove("exceptions");
      }
      culprit.send("ERROR\n");
      await().atMost(House.PATIENCE).until(() -> !log.lines().isEmpty());
      assertThat(log.lines()).allMatch(line -> line.contains("I/O loop failed"));
      assertThat(other.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void aFaultOfOurOwnIsAnswered() throws Exception {
    house.open();
    try (LineClient client = house.greeted()) {
      assertThat(client.ask("FAULT")).isEqualTo("ERR 103 Unknown Failure.");
      assertThat(client.ask("FAILS")).isEqualTo("ERR 103 Unknown Failure.");
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }
}

package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every request gets one reply, in the order of the requests, and no more are taken up than may be.
 */
class DoorOrderTest extends TestWithDoor {

  private static final String VERSION = "OK drinkd 0.1.0";

  @Test
  void repliesHaveTheOrderOfTheRequests() throws Exception {
    house.open();
    try (LineClient client = house.greeted()) {
      client.send("LATER a\nVERSION\nLATER b\nLATER c\nVERSION\n");
      house.awaitTaken("a");
      house.commands.answer("c");
      house.commands.answer("b");
      assertThat(house.commands.isWaiting("b")).isTrue();
      CompletableFuture.runAsync(() -> house.commands.answer("a")).join();
      assertThat(client.lines(5)).containsExactly("OK a", VERSION, "OK b", "OK c", VERSION);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void howeverFewMayBeUnansweredAllAreAnswered(int requestsInFlight) throws Exception {
    house.options.requestsInFlight = requestsInFlight;
    house.open();
    try (LineClient client = house.greeted()) {
      client.send("LATER a\nVERSION\nLATER b\nLATER c\nVERSION\n");
      for (String id : List.of("a", "b", "c")) {
        house.awaitTaken(id);
        CompletableFuture.runAsync(() -> house.commands.answer(id)).join();
      }
      assertThat(client.lines(5)).containsExactly("OK a", VERSION, "OK b", "OK c", VERSION);
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void aHalfClosedClientGetsRepliesThatComeLate() throws Exception {
    house.open();
    try (LineClient client = house.greeted()) {
      client.send("LATER a\nVERSION\n").halfClose();
      house.awaitTaken("a");
      house.commands.answer("a");
      assertThat(client.linesToEnd()).containsExactly("OK a", VERSION);
    }
    house.awaitSessions(0);
  }

  @Test
  void disconnectsAtOnceWhoLeavesDuringDelay() throws Exception {
    house.open();
    try (LineClient client = house.greeted()) {
      client.send("PAUSE 60 a\nVERSION\nQUIT\nVERSION\n");
      assertThat(client.linesToEnd()).containsExactly("OK Disconnecting.");
      house.commands.answer("a");
    }
    house.awaitSessions(0);
  }

  @Test
  void afterTheDelayLeavingWaitsItsTurn() throws Exception {
    house.open();
    try (LineClient client = house.greeted()) {
      client.send("PAUSE 60 a\n");
      house.awaitTaken("a");
      house.timers.advance(Duration.ofSeconds(60));
      client.send("VERSION\nQUIT\n").halfClose();
      house.commands.answer("a");
      assertThat(client.linesToEnd()).containsExactly("OK a", VERSION, "OK Disconnecting.");
    }
  }

  @Test
  void noMoreRequestsAreTakenUpThanMayBeInFlight() throws Exception {
    house.options.requestsInFlight = 4;
    house.open();
    try (LineClient client = house.greeted()) {
      IntStream.range(0, 100).forEach(i -> house.commands.answer("x" + i));
      client.send("LATER first\n");
      client.send(
          IntStream.range(0, 100)
              .mapToObj(i -> "LATER x" + i + "\n")
              .collect(Collectors.joining()));
      await().atMost(House.PATIENCE).until(() -> house.onlySession().isReadSuspended());
      house.commands.answer("first");
      assertThat(client.line()).isEqualTo("OK first");
      for (int i = 0; i < 100; i++) {
        assertThat(client.line()).isEqualTo("OK x" + i);
      }
      await().atMost(House.PATIENCE).until(() -> !house.onlySession().isReadSuspended());
    }
  }

  @Test
  void severalThreadsServeAlike() throws Exception {
    house.open(3);
    List<LineClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 9; i++) {
        clients.add(house.greeted());
        clients.get(i).send("LATER " + i + "\nVERSION\n");
      }
      for (int i = 0; i < 9; i++) {
        house.commands.answer(String.valueOf(i));
        assertThat(clients.get(i).lines(2)).containsExactly("OK " + i, VERSION);
      }
    } finally {
      for (LineClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void theLastLineOfStatComesAfterAPauseIfOneIsSet() throws Exception {
    house.options.statGap = Optional.of(Duration.ofMillis(60));
    house.open();
    try (LineClient client = house.greeted()) {
      client.send("MACHINE d\nSTAT 1\nVERSION\n");
      assertThat(client.lines(2))
          .containsExactly("OK Welcome to Big Drink", "1 \"Coke\" 50 5 0 true");
      await().until(() -> house.onlySession().getScheduledWriteBytes() == 0);
      house.timers.advance(Duration.ofMillis(60));
      assertThat(client.lines(2)).containsExactly("OK 1 Slots retrieved", VERSION);
    }
  }
}

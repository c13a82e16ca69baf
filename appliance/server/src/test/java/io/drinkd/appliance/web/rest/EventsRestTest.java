package io.drinkd.appliance.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.TestEvents;
import io.drinkd.appliance.service.WebSessions;
import io.drinkd.appliance.sunday.House;
import io.drinkd.appliance.web.live.EventStreams;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of events: what is in them, for whom, until when, and how many there are. */
class EventsRestTest {

  @TempDir Path data;

  private static EventReader read(RestHouse house, String target, String... headers)
      throws IOException {
    return new EventReader(house.port(), target, headers);
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  private static void publish(RestHouse house, int events) {
    for (int i = 0; i < events; i++) {
      TestEvents.publish(house.services(), new Event.MachineChanged("d", "up"));
    }
  }

  private static long last(RestHouse house) {
    return house.services().events().last();
  }

  @Test
  void nothingIsLostOrRepeatedOverAnyNumberOfConnections() throws Exception {
    try (RestHouse house = new RestHouse(data)) {
      final long first = last(house);
      publish(house, 250);
      long known = first;
      for (int connection = 0; connection < 4; connection++) {
        String target = "?after=" + (connection == 0 ? first : 0);
        try (EventReader reader = read(house, target, "Last-Event-ID: " + known)) {
          publish(house, 50);
          for (int i = 0; i < 100; i++) {
            long next = reader.next().id();
            assertThat(next).isEqualTo(known + 1);
            known = next;
          }
        }
      }
      assertThat(known).isEqualTo(first + 400);
    }
  }

  @Test
  void whatHappensBetweenTheAnswerAndTheStreamIsInTheStream() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient alice = house.member("alice")) {
      String event = house.anybody().get("/machines").at("/event");
      alice.send("PATCH", "/machines/d/slots/1", "{'price':70}");
      alice.send("PATCH", "/machines/d/slots/2", "{'count':0}");

      try (EventReader reader = read(house, "?after=" + event)) {
        EventReader.Heard price = reader.next();
        assertThat(price.kind()).isEqualTo("slot");
        assertThat(price.at("/machine") + price.at("/slot") + price.at("/price")).isEqualTo("d170");
        assertThat(reader.next().at("/state")).isEqualTo("empty");
        alice.send("PATCH", "/machines/d", "{'inService':false,'reason':'the belt is torn'}");
        EventReader.Heard out = reader.next();
        assertThat(out.kind() + out.at("/id") + out.at("/status"))
            .isEqualTo("machinedout-of-service");
      }
    }
  }

  @Test
  void isNotKeptByAnybodyAndNeverCompressed() throws Exception {
    try (RestHouse house = new RestHouse(data);
        EventReader reader = read(house, "", "Accept-Encoding: gzip")) {
      assertThat(reader.header("Content-Type")).contains("text/event-stream");
      assertThat(reader.header("Cache-Control")).contains("no-store");
      assertThat(reader.header("X-Accel-Buffering")).contains("no");
      assertThat(reader.header("Content-Encoding")).isEmpty();
      publish(house, 1);
      assertThat(reader.next().id()).isEqualTo(last(house));
      RestAnswer head = house.anybody().send(RestRequest.of("HEAD", Contract.BASE + "/events"));
      assertThat(head.status()).isEqualTo(200);
    }
  }

  @Test
  void numbersThatAreNoneAreRefused() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient anybody = house.anybody()) {
      assertThat(anybody.get("/events?after=x").at("/fields/0/field")).isEqualTo("after");
      assertThat(anybody.get("/events?before=1").status()).isEqualTo(422);
      for (String large : List.of("9223372036854775808", "10000000000000000000000")) {
        assertThat(anybody.get("/events?after=" + large).status()).as(large).isEqualTo(422);
      }
      RestRequest request = RestRequest.of("GET", Contract.BASE + "/events?after=1");
      assertThat(anybody.send(request.with("Last-Event-ID", "-1")).at("/fields/0/field"))
          .isEqualTo("Last-Event-ID");
      assertThat(anybody.send(request.with("Accept", "application/json")).status()).isEqualTo(406);
    }
  }

  @Test
  void afterARestartTheStateIsToBeReadAnew() throws Exception {
    long before;
    try (RestHouse house = new RestHouse(data)) {
      publish(house, 10);
      before = last(house);
    }
    House.Options again = new House.Options();
    again.again = true;
    try (RestHouse house = new RestHouse(data, again)) {
      publish(house, 20);
      for (long place : List.of(before, before - 5, last(house) + 100, 0L, Long.MAX_VALUE)) {
        try (EventReader reader = read(house, "?after=" + place)) {
          EventReader.Heard reset = reader.next();
          assertThat(reset.kind()).as("after " + place).isEqualTo("reset");
          assertThat(reset.at("/event")).isEqualTo(Long.toString(last(house)));
          publish(house, 1);
          assertThat(reader.next().id()).isEqualTo(reset.id() + 1);
        }
      }
    }
  }

  @Test
  void ownDropsAndCreditsAreForTheirMemberAlone() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob")) {
      String after = "?after=" + last(house);
      try (EventReader own = read(house, after, bearer(house.token("bob", Scope.READ)));
          EventReader alice = read(house, after, bearer(house.token("alice", Scope.MEMBER)));
          EventReader anybody = read(house, after)) {
        assertThat(bob.post("/drops", "a", "{'machine':'d','slot':1}").status()).isEqualTo(201);
        TestEvents.publish(house.services(), new Event.TemperatureMeasured("d", "", 3.5));

        EventReader.Heard credits = own.next("credits");
        assertThat(credits.at("/available")).isEqualTo("950");
        EventReader.Heard drop = own.next("drop");
        while (!drop.at("/state").equals("dropped")) {
          drop = own.next("drop");
        }
        assertThat(drop.at("/id")).isEqualTo("1");
        for (EventReader other : List.of(alice, anybody)) {
          List<String> kinds = new ArrayList<>();
          for (EventReader.Heard next = other.next();
              !next.at("/celsius").equals("3.5");
              next = other.next()) {
            kinds.add(next.kind());
          }
          assertThat(kinds).contains("slot").doesNotContain("drop", "credits");
        }
      }
    }
  }

  @Test
  void endsWithTheToken() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient bob = house.member("bob")) {
      String token = house.token("bob", Scope.READ);
      try (EventReader reader = read(house, "", bearer(token))) {
        String newest = bob.get("/tokens").at("/tokens/1/id");
        assertThat(bob.delete("/tokens/" + newest).status()).isEqualTo(204);
        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
      }
      assertThat(read(house, "", bearer(token)).status()).isEqualTo(401);
    }
  }

  @Test
  void endsWithANewPassword() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient bob = house.member("bob");
        EventReader reader = read(house, "", bearer(house.token("bob", Scope.MEMBER)));
        EventReader anybody = read(house, "")) {
      bob.send("PUT", "/me/password", "{'old':'bob\\u0027s password','new':'another'}");
      assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
      publish(house, 1);
      assertThat(anybody.next().id()).isEqualTo(last(house));
    }
  }

  @Test
  void endsWithTheMembership() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient alice = house.member("alice")) {
      alice.post("/members", "{'name':'dave','password':'dave\\u0027s password'}");
      try (EventReader reader = read(house, "", bearer(house.token("dave", Scope.MEMBER)))) {
        assertThat(alice.delete("/members/dave").status()).isEqualTo(204);
        house.pass(EventStreams.COMMENT_EVERY);
        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
      }
    }
  }

  @Test
  void endsWithTheSessionThatIsSignedOutElsewhere() throws Exception {
    try (RestHouse house = new RestHouse(data)) {
      Caller anybody =
          house
              .services()
              .logins()
              .anybody("test", new LoginOrigin(InetAddress.getLoopbackAddress(), false));
      WebSessions.Begun session =
          house
              .services()
              .logins()
              .byPassword(anybody, "bob", "bob's password")
              .thenCompose(house.services().webSessions()::begin)
              .join();
      try (EventReader reader = read(house, "", "Cookie: drinkd-session=" + session.secret())) {
        TestEvents.publish(
            house.services(), new Event.CreditsChanged(session.caller().member().record().id(), 7));
        assertThat(reader.next().at("/available")).isEqualTo("7");
        house.services().webSessions().endAll(session.caller().member()).join();
        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
      }
    }
  }

  @Test
  void saysEachFifteenSecondsThatItIsThere() throws Exception {
    try (RestHouse house = new RestHouse(data)) {
      EventReader reader = read(house, "");
      await().until(() -> house.waiting() == 1);
      for (int i = 0; i < 3; i++) {
        house.pass(Duration.ofSeconds(15));
        assertThat(reader.next().isComment()).isTrue();
      }
      reader.close();
      await().until(() -> house.waiting() == 0);
    }
  }

  @Test
  void oneAddressHasNotAllStreamsAndAClientThatHasGoneHasNone() throws Exception {
    try (RestHouse house = new RestHouse(data)) {
      List<EventReader> readers = new ArrayList<>();
      for (int i = 0; i < EventStreams.OF_CLIENT_MAX; i++) {
        readers.add(read(house, ""));
      }
      EventReader refused = read(house, "");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isPresent();
      assertThat(new EventReader(house.port(), InetAddress.getByName("127.0.0.2"), "").status())
          .isEqualTo(200);

      readers.get(0).close();
      await().until(() -> read(house, "").status() == 200);
      for (EventReader reader : readers) {
        reader.close();
      }
    }
  }

  @Test
  void twentyAddressesThatHoldAllStreamsMakeRoomForEverybodyElse() throws Exception {
    try (RestHouse house = new RestHouse(data)) {
      List<EventReader> greedy = new ArrayList<>();
      for (int i = 0; i < EventStreams.STREAMS_MAX; i++) {
        greedy.add(new EventReader(house.port(), address(1, i / EventStreams.OF_CLIENT_MAX), ""));
      }
      long known = last(house);
      List<EventReader> others = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        EventReader other = new EventReader(house.port(), address(2, i), "?after=" + known);
        assertThat(other.status()).as("address " + i).isEqualTo(200);
        others.add(other);
      }
      assertThatThrownBy(greedy.get(0)::next).as("the oldest").isInstanceOf(EOFException.class);

      publish(house, 1);
      for (EventReader other : others) {
        assertThat(other.next().id()).isEqualTo(known + 1);
      }
      close(others);
      close(greedy);
    }
  }

  /** The last places are for addresses that have none; one has one of them each here. */
  @Test
  void thereAreTwoThousandAtMostAndEachHears() throws Exception {
    try (RestHouse house = new RestHouse(data)) {
      int shared = EventStreams.STREAMS_MAX - EventStreams.STREAMS_MAX / 20;
      List<EventReader> readers = new ArrayList<>();
      for (int i = 0; i < EventStreams.STREAMS_MAX; i++) {
        int address = i < shared ? i / EventStreams.OF_CLIENT_MAX : i;
        readers.add(new EventReader(house.port(), address(1 + address / 250, address % 250), ""));
      }
      publish(house, 1);
      for (EventReader reader : readers) {
        assertThat(reader.next().id()).isEqualTo(last(house));
      }

      EventReader oneMore = read(house, "");
      assertThat(oneMore.status()).isEqualTo(200);
      // The oldest of an address that has most.
      assertThatThrownBy(readers.get(0)::next).isInstanceOf(EOFException.class);
      close(readers);
    }
  }

  @Test
  void whoeverHasAsManyAsTheOthersTakesNoPlaceFromThem() throws Exception {
    try (RestHouse house = new RestHouse(data)) {
      List<EventReader> readers = new ArrayList<>();
      for (int i = 0; i < EventStreams.STREAMS_MAX; i++) {
        readers.add(new EventReader(house.port(), address(1 + i / 250, i % 250), ""));
      }
      EventReader refused = new EventReader(house.port(), address(1, 0), "");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isPresent();
      close(readers);
    }
  }

  private static InetAddress address(int third, int fourth) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, (byte) third, (byte) (1 + fourth)});
  }

  private static void close(List<EventReader> readers) throws IOException {
    for (EventReader reader : readers) {
      reader.close();
    }
  }

  @Test
  void whoReadsTooSlowlyIsToldSoAndMissesNothingSilently() throws Exception {
    try (RestHouse house = new RestHouse(data)) {
      long known = last(house);
      try (EventReader slow = read(house, "?after=" + known)) {
        publish(house, 300_000);
        int resets = 0;
        while (known < last(house)) {
          EventReader.Heard next = slow.next();
          if (next.kind().equals("reset")) {
            resets++;
            assertThat(next.id()).isGreaterThan(known + 1);
          } else {
            assertThat(next.id()).isEqualTo(known + 1);
          }
          known = next.id();
        }
        assertThat(resets).isPositive();
      }
    }
  }

  @Test
  void whoDoesNotReadIsDisconnected() throws Exception {
    House.Options options = new House.Options();
    try (RestHouse house = new RestHouse(data, options, Duration.ofSeconds(5));
        EventReader deaf = read(house, "")) {
      assertThat(deaf.status()).isEqualTo(200);
      // Its stream is gone when nothing is to be said in fifteen seconds any more.
      await()
          .until(
              () -> {
                publish(house, 5_000);
                return house.waiting() == 0;
              });
    }
  }

  @Test
  void endsWithTheDoor() throws Exception {
    RestHouse house = new RestHouse(data);
    try (EventReader reader = read(house, "")) {
      house.close();
      assertThatThrownBy(
              () -> {
                while (true) {
                  reader.next();
                }
              })
          .isInstanceOf(IOException.class);
    }
  }
}

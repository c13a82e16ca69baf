package io.drinkd.appliance.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.reading.MeasuredDays;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Machines and their slots, for anyone and for admins. */
class MachinesRestTest {

  @TempDir Path data;

  @Test
  void anyoneSeesTheMachines() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient anybody = house.anybody()) {
      RestAnswer all = anybody.get("/machines");

      assertThat(all.status()).isEqualTo(200);
      assertThat(all.at("/machines/0/id")).isEqualTo("d");
      assertThat(all.at("/machines/0/status")).isEqualTo("up");
      assertThat(all.at("/machines/0/temperature/celsius")).isEqualTo("22.5");
      assertThat(all.at("/machines/0/slots/2/state")).isEqualTo("empty");
      assertThat(all.at("/machines/1/status")).isEqualTo("waiting");
      RestAnswer one = anybody.get("/machines/bigdrink");
      assertThat(one.at("/id")).isEqualTo("d");
      assertThat(one.at("/event")).isEqualTo(all.at("/event"));
      RestAnswer none = anybody.get("/machines/x");
      assertThat(none.status()).isEqualTo(404);
      assertThat(none.at("/refusal")).isEqualTo("no-such-machine");
      assertThat(none.at("/code")).isEqualTo("413");
      assertThat(none.at("/detail")).contains("there are: d ld");
    }
  }

  @Test
  void theListFollowsWhateverChanges() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient anybody = house.anybody();
        RestClient alice = house.member("alice")) {
      RestRequest list = RestRequest.of("GET", "/api/v1/machines");
      String tag = anybody.send(list).header("ETag").orElseThrow();
      assertThat(anybody.send(list.with("If-None-Match", tag)).status()).isEqualTo(304);

      alice.send("PATCH", "/machines/d/slots/1", "{'price':70}");
      assertThat(anybody.get("/machines").at("/machines/0/slots/0/price")).isEqualTo("70");
      alice.send("PATCH", "/machines/d/slots/1", "{'count':1}");
      assertThat(anybody.get("/machines").at("/machines/0/slots/0/count")).isEqualTo("1");
      alice.send("PATCH", "/machines/d", "{'inService':false,'reason':'the belt is torn'}");
      RestAnswer now = anybody.send(list.with("If-None-Match", tag));
      assertThat(now.at("/machines/0/status")).isEqualTo("out-of-service");
      for (RestClient one : List.of(anybody, alice)) {
        assertThat(one.get("/machines/d").at("/reason"))
            .as("who did it concerns nobody else")
            .startsWith("out of service since ")
            .endsWith("Z: the belt is torn");
        assertThat(one.get("/machines").text()).doesNotContain("admin:");
      }
      assertThat(now.at("/machines/0/reason")).endsWith("the belt is torn");
      house.house().changeWithout("ld");
      assertThat(anybody.get("/machines").json().at("/machines").size()).isEqualTo(1);
    }
  }

  @Test
  void temperaturesAreThoseOfATime() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient anybody = house.anybody()) {
      assertThat(anybody.get("/machines/d/temperatures").at("/machine")).isEqualTo("d");
      assertThat(anybody.get("/machines/x/temperatures").status()).isEqualTo(404);
      RestAnswer wrong = anybody.get("/machines/d/temperatures?from=yesterday&x=1");
      assertThat(wrong.status()).isEqualTo(422);
      assertThat(wrong.at("/fields/0/field")).isEqualTo("from");
      assertThat(wrong.at("/fields/1/field")).isEqualTo("x");
      String backward = "?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z";
      assertThat(anybody.get("/machines/d/temperatures" + backward).status()).isEqualTo(422);
    }
  }

  @Test
  void temperaturesOfALongTimeAreThinnedAndLoseNoExtremes() throws Exception {
    Instant until = Instant.parse("2026-11-20T00:00:00Z");
    MeasuredDays.write(data, "d", until, 30);
    try (RestHouse house = new RestHouse(data);
        RestClient anybody = house.anybody()) {
      String days = "?from=2026-10-21T00:00:00Z&to=2026-11-20T00:00:00Z";
      JsonNode points = anybody.get("/machines/d/temperatures" + days).json().at("/points");

      assertThat(points.size()).isBetween(200, 500);
      double least = Double.MAX_VALUE;
      double most = Double.MIN_VALUE;
      for (JsonNode point : points) {
        assertThat(point.at("/mean").asDouble())
            .isBetween(point.at("/min").asDouble(), point.at("/max").asDouble());
        least = Math.min(least, point.at("/min").asDouble());
        most = Math.max(most, point.at("/max").asDouble());
      }
      assertThat(least).isEqualTo(2);
      assertThat(most).isEqualTo(8);
      String hour = "?from=2026-11-19T20:00:00Z&to=2026-11-19T21:00:00Z";
      RestAnswer two = anybody.get("/machines/d/temperatures" + hour);
      assertThat(two.json().at("/points").size()).isEqualTo(2);
      assertThat(two.at("/points/0/at")).isEqualTo("2026-11-19T20:00:00Z");
    }
  }

  @Test
  void anAdminTakesAMachineOutOfServiceAndPutsItBack() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient alice = house.member("alice");
        RestClient bob = house.member("bob")) {
      String out = "{'inService':false,'reason':'the belt is torn'}";
      assertThat(bob.send("PATCH", "/machines/d", out).status()).isEqualTo(403);
      assertThat(house.anybody().send("PATCH", "/machines/d", out).status()).isEqualTo(401);

      assertThat(alice.send("PATCH", "/machines/d", out).at("/status")).isEqualTo("out-of-service");
      RestRequest back = RestRequest.of("PATCH", "/api/v1/machines/d");
      byte[] in = "{\"inService\":true}".getBytes(StandardCharsets.UTF_8);
      RestAnswer merged = alice.send(back.body("application/merge-patch+json", in));
      assertThat(merged.at("/status")).isEqualTo("waiting");
      RestAnswer silent = alice.send("PATCH", "/machines/d", "{'inService':false}");
      assertThat(silent.status()).isEqualTo(422);
      assertThat(silent.at("/fields/0/field")).isEqualTo("reason");
    }
  }

  @Test
  void anAdminChangesASlotAllAtOnce() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient alice = house.member("alice")) {
      RestAnswer changed =
          alice.send("PATCH", "/machines/d/slots/2", "{'item':'Tea','capacity':9,'enabled':false}");

      assertThat(changed.text())
          .isEqualTo(
              "{\"slot\":2,\"item\":\"Tea\",\"price\":60,\"count\":5,\"state\":\"disabled\","
                  + "\"dropped\":0,\"enabled\":false,\"capacity\":9,\"low\":3,"
                  + "\"counted\":5}");
      RestAnswer small = alice.send("PATCH", "/machines/d/slots/2", "{'capacity':4,'price':7}");
      assertThat(small.status()).isEqualTo(422);
      assertThat(small.at("/refusal")).isEqualTo("invalid-quantity");
      assertThat(small.at("/detail")).startsWith("capacity 4 is below the 5 in the slot");
      assertThat(house.anybody().get("/machines/d").at("/slots/1/price")).isEqualTo("60");
      assertThat(alice.send("PATCH", "/machines/d/slots/2", "{'capacity':9,'count':4}").status())
          .isEqualTo(200);
      RestAnswer wrong =
          alice.send("PATCH", "/machines/d/slots/2", "{'item':'Mate','price':-1,'low':1.0}");
      assertThat(wrong.status()).isEqualTo(422);
      assertThat(wrong.at("/refusal")).isEqualTo("invalid-price");
      assertThat(wrong.at("/fields/0/field")).isEqualTo("price");
      assertThat(wrong.at("/fields/1/field")).isEqualTo("low");
      assertThat(house.anybody().get("/machines/d").at("/slots/1/item")).isEqualTo("Tea");
      assertThat(alice.send("PATCH", "/machines/d/slots/99", "{'price':1}").status())
          .isEqualTo(404);
      assertThat(alice.send("PATCH", "/machines/d/slots/1", "{}").status()).isEqualTo(422);
    }
  }

  @Test
  void whatTheBoardSeesIsInTheAnswerBesideWhatWasCounted() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient alice = house.member("alice")) {
      RestAnswer counted =
          alice.post("/machines/d/restock", "[{'slot':2,'count':4},{'slot':3,'count':4}]");

      assertThat(counted.at("/slots/0/shown")).isEqualTo("4");
      assertThat(counted.at("/slots/1/after")).isEqualTo("4");
      assertThat(counted.at("/slots/1/shown")).as("the board sees none").isEqualTo("0");
      RestAnswer changed = alice.send("PATCH", "/machines/d/slots/3", "{'count':3}");
      assertThat(changed.at("/count")).isEqualTo("0");
      assertThat(changed.at("/counted")).isEqualTo("3");
    }
  }

  @Test
  void anAdminRestocksAMachine() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient alice = house.member("alice")) {
      RestAnswer counted =
          alice.post("/machines/d/restock", "[{'slot':1,'count':2},{'slot':2,'count':5}]");
      assertThat(counted.at("/slots/0/after")).isEqualTo("2");
      RestAnswer tooMany = alice.post("/machines/d/restock", "[{'slot':1,'count':999}]");
      assertThat(tooMany.status()).isEqualTo(422);
      assertThat(tooMany.at("/refusal")).isEqualTo("invalid-quantity");
      assertThat(tooMany.at("/detail")).contains("at most 5");
      RestAnswer filled = alice.post("/machines/d/restock", "{'fill':true}");
      assertThat(filled.at("/slots/0/before")).isEqualTo("2");
      assertThat(filled.at("/slots/0/after")).isEqualTo("5");

      RestAnswer twice =
          alice.post("/machines/d/restock", "[{'slot':1,'count':2},{'slot':1,'count':7}]");
      assertThat(twice.status()).isEqualTo(422);
      assertThat(twice.at("/fields/0/field")).isEqualTo("1.slot");
      assertThat(alice.post("/machines/d/restock", "[]").status()).isEqualTo(422);
      assertThat(alice.post("/machines/d/restock", "{'fill':false}").status()).isEqualTo(422);
      assertThat(alice.post("/machines/d/restock", "[{'slot':9,'count':2}]").status())
          .isEqualTo(404);
    }
  }
}

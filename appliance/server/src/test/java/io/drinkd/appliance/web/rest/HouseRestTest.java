package io.drinkd.appliance.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit, the boards' links, and lists for spreadsheets. */
class HouseRestTest {

  @TempDir Path data;

  @Test
  void theAuditIsSearched() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient alice = house.member("alice");
        RestClient bob = house.member("bob")) {
      alice.send("PATCH", "/machines/d/slots/1", "{'price':70}");
      alice.send("PATCH", "/machines/d/slots/1", "{'price':80}");

      RestAnswer newest = alice.get("/audit?actor=ALICE&limit=1");
      assertThat(newest.at("/entries/0/actor")).isEqualTo("admin:alice");
      assertThat(newest.at("/entries/0/after")).contains("price 80");
      assertThat(newest.json().at("/entries").size()).isEqualTo(1);
      assertThat(alice.get("/audit?to=2020-01-01T00:00:00Z").json().at("/entries").size()).isZero();
      assertThat(bob.get("/audit").status()).isEqualTo(403);
    }
  }

  @Test
  void linksAreForAdmins() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient alice = house.member("alice");
        RestClient bob = house.member("bob")) {
      RestAnswer links = alice.get("/links");
      assertThat(links.at("/links/0/status")).isEqualTo("up");
      assertThat(links.at("/links/0/address")).startsWith("127.0.0.1");
      assertThat(links.at("/links/1/status")).isEqualTo("waiting");
      assertThat(bob.get("/links").status()).isEqualTo(403);
    }
  }

  @Test
  void spreadsheetsOpenTheReportsWithoutHarm() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient alice = house.member("alice");
        RestClient bob = house.member("bob")) {
      alice.send("PATCH", "/machines/d/slots/1", "{'item':'=cmd|calc'}");
      alice.send("PATCH", "/machines/d/slots/2", "{'item':'+1','price':0}");
      bob.post("/drops", "a", "{'machine':'d','slot':1}");

      RestAnswer drops = alice.get("/reports/drops.csv?member=bob&machine=d");
      assertThat(drops.text().lines())
          .hasSize(2)
          .element(1)
          .asString()
          .startsWith("1,2026-11-20T08:25:17Z,\"bob\",\"d\",1,\"'=cmd|calc\",50,\"dropped\",");
      assertThat(alice.get("/reports/stock.csv?machine=d").text().lines().toList())
          .hasSize(5)
          .contains("\"d\",2,\"'+1\",5,5,0,5");
      assertThat(alice.get("/reports/drops.csv?machine=x").status()).isEqualTo(404);
      assertThat(bob.get("/reports/drops.csv").status()).isEqualTo(403);
      assertThat(bob.get("/reports/stock.csv").status()).isEqualTo(403);
    }
  }

  @Test
  void cellsAreQuotedAndMadeHarmless() {
    assertThat(Csv.line("a\"b", -5, "-5", "@x", "", "\tx", Optional.empty()))
        .isEqualTo("\"a\"\"b\",-5,\"'-5\",\"'@x\",\"\",\"'\tx\",\r\n");
  }
}

package io.drinkd.appliance.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members by themselves, and for admins. */
class MembersRestTest {

  @TempDir Path data;

  @Test
  void aMemberSeesAndChangesOneself() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient bob = house.member("bob");
        RestClient reader = house.reader("bob")) {
      assertThat(reader.get("/me").text())
          .isEqualTo(
              "{\"name\":\"bob\",\"admin\":false,\"public\":false,\"available\":1000,\"held\":0,"
                  + "\"floor\":0}");
      assertThat(bob.send("PATCH", "/me", "{'public':true}").at("/public")).isEqualTo("true");
      assertThat(reader.send("PATCH", "/me", "{'public':true}").status()).isEqualTo(403);
      assertThat(bob.send("PATCH", "/me", "{}").status()).isEqualTo(422);
      assertThat(house.anybody().get("/me").status()).isEqualTo(401);
    }
  }

  @Test
  void aNewPasswordEndsAllTokens() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient bob = house.member("bob");
        RestClient reader = house.reader("bob")) {
      RestAnswer wrong = bob.send("PUT", "/me/password", "{'old':'no','new':'x'}");
      assertThat(wrong.status()).isEqualTo(422);
      assertThat(wrong.at("/refusal")).isEqualTo("wrong-password");

      String change = "{'old':'bob\\u0027s password','new':'another'}";
      assertThat(bob.send("PUT", "/me/password", change).status()).isEqualTo(204);
      assertThat(reader.get("/me").status()).isEqualTo(401);
    }
  }

  @Test
  void giftsAreMadeAndTakenBackOnce() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient bob = house.member("bob");
        RestClient poor = house.member("poor")) {
      RestAnswer given =
          bob.post("/transfers", "a", "{'to':'poor','amount':100,'reason':'for lunch'}");
      assertThat(given.status()).isEqualTo(201);
      assertThat(given.at("/available")).isEqualTo("900");
      String undo = "/transfers/" + given.at("/id") + "/undo";
      assertThat(post(poor, undo).status()).as("another's gift").isEqualTo(404);
      assertThat(post(bob, undo).at("/available")).isEqualTo("1000");
      assertThat(post(bob, undo).at("/refusal")).isEqualTo("nothing-to-undo");
      assertThat(post(bob, "/transfers/x/undo").status()).isEqualTo(404);

      assertThat(bob.post("/transfers", "b", "{'to':'nobody','amount':1}").status()).isEqualTo(404);
      assertThat(bob.post("/transfers", "b", "{'to':'POOR','amount':1}").status()).isEqualTo(201);
      RestAnswer wrong = bob.post("/transfers", "c", "{'to':'poor','amount':0,'reason':' '}");
      assertThat(wrong.status()).isEqualTo(422);
      assertThat(wrong.json().at("/fields").size()).isEqualTo(2);
      assertThat(bob.post("/transfers", "d", "{'to':'bob','amount':1}").at("/refusal"))
          .isEqualTo("to-oneself");
    }
  }

  private static RestAnswer post(RestClient client, String path) throws IOException {
    return client.send(RestRequest.of("POST", Contract.BASE + path));
  }

  @Test
  void theHistoryIsReadInPieces() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient bob = house.member("bob");
        RestClient alice = house.member("alice")) {
      for (int i = 1; i <= 3; i++) {
        bob.post("/transfers", "g" + i, "{'to':'poor','amount':" + i + "}");
      }
      RestAnswer newest = bob.get("/me/history?limit=2");
      assertThat(newest.at("/entries/0/amount")).isEqualTo("-3");
      String before = newest.at("/entries/1/id");
      assertThat(bob.get("/me/history?before=" + before).at("/entries/0/amount")).isEqualTo("-1");
      assertThat(bob.get("/me/history?before=x").status()).isEqualTo(422);
      assertThat(bob.get("/me/history?limit=501").status()).isEqualTo(422);
      assertThat(alice.get("/members/bob/history?limit=1").at("/entries/0/balance"))
          .isEqualTo("994");
      assertThat(bob.get("/members/poor/history").status()).isEqualTo(403);
    }
  }

  @Test
  void anAdminKeepsTheMembers() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient alice = house.member("alice");
        RestClient bob = house.member("bob")) {
      RestAnswer added =
          alice.post("/members", "{'name':'Zo\u00eb','credits':5,'cards':['AB12'],'admin':true}");
      assertThat(added.status()).isEqualTo(201);
      assertThat(added.header("Location")).contains("/api/v1/members/Zo%C3%AB");
      assertThat(alice.get("/members/Zo%C3%AB").at("/available")).isEqualTo("5");
      assertThat(alice.get("/members?after=bob&limit=2").json().at("/members").size()).isEqualTo(2);
      assertThat(alice.get("/members?search=OB").at("/members/0/name")).isEqualTo("bob");
      assertThat(alice.send("PATCH", "/members/bob", "{'floor':-20,'admin':true}").at("/floor"))
          .isEqualTo("-20");
      assertThat(alice.send("PATCH", "/members/bob", "{'name':'bobby'}").at("/name"))
          .isEqualTo("bobby");
      RestAnswer both = alice.send("PATCH", "/members/bobby", "{'name':'bob','floor':0}");
      assertThat(both.status()).isEqualTo(422);
      assertThat(both.at("/fields/0/field")).isEqualTo("name");
      assertThat(alice.send("PATCH", "/members/bobby", "{'password':'abcd'}").status())
          .as("by a token")
          .isEqualTo(403);
      assertThat(bob.get("/me").status()).isEqualTo(200);
      RestAnswer full = alice.delete("/members/bobby");
      assertThat(full.status()).isEqualTo(409);
      assertThat(full.at("/refusal")).isEqualTo("account-not-empty");
      assertThat(full.at("/detail")).isNotEmpty();
      alice.post("/members/bobby/grants", "a", "{'amount':-1000,'reason':'leaves'}");
      assertThat(alice.delete("/members/bobby").status()).isEqualTo(204);
      assertThat(alice.get("/members/bobby").status()).isEqualTo(404);
      assertThat(alice.post("/members", "{'name':'ALICE'}").at("/refusal")).isEqualTo("name-taken");
      assertThat(alice.post("/members", "{'name':'a b','cards':[1]}").status()).isEqualTo(422);
    }
  }

  @Test
  void aListOfMembersIsImportedWholeOrNotAtAll() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient alice = house.member("alice")) {
      RestAnswer added = imported(alice, "name,credits\r\ndave,5\r\neve,6\r\n");
      assertThat(added.text()).isEqualTo("{\"members\":2,\"credits\":11,\"withoutPassword\":2}");
      RestAnswer wrong = imported(alice, "name,credits\r\nfay,5\r\nbob,x\r\ndave,1\r\n");
      assertThat(wrong.status()).isEqualTo(422);
      assertThat(wrong.at("/fields/0/field")).isEqualTo("line 3");
      // All that is wrong: twice in one line, once in the other.
      assertThat(wrong.at("/fields/1/detail")).isEqualTo("there is a member bob already");
      assertThat(wrong.json().at("/fields").size()).isEqualTo(3);
      assertThat(alice.get("/members/fay").status()).isEqualTo(404);
      assertThat(alice.post("/members/import", "{}").status()).isEqualTo(415);
    }
  }

  private static RestAnswer imported(RestClient client, String list) throws IOException {
    byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
    return client.send(
        RestRequest.of("POST", Contract.BASE + "/members/import").body("text/csv", bytes));
  }

  @Test
  void tokensAreMadeShownOnceAndRevoked() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient anybody = house.anybody();
        RestClient bob = house.anybody()) {
      String wanted = "{'name':'my script','scope':'read','days':30}";
      anybody.with("Authorization", "Basic " + base64("bob:bob's password"));
      RestAnswer made = anybody.post("/tokens", wanted);
      assertThat(made.status()).isEqualTo(201);
      assertThat(made.header("Cache-Control")).contains("no-store");
      String location = made.header("Location").orElseThrow();

      bob.token(made.at("/token"));
      assertThat(bob.get("/me").at("/name")).isEqualTo("bob");
      assertThat(bob.post("/transfers", "a", "{'to':'poor','amount':1}").status()).isEqualTo(403);
      RestClient member = house.member("bob");
      RestAnswer list = member.get("/tokens");
      assertThat(list.json().at("/tokens").size()).isEqualTo(2);
      assertThat(list.text()).doesNotContain(made.at("/token"));
      assertThat(member.post("/tokens", wanted).status()).as("by a token").isEqualTo(403);
      assertThat(member.delete(location.substring(Contract.BASE.length())).status()).isEqualTo(204);
      assertThat(bob.get("/me").status()).isEqualTo(401);
      assertThat(member.delete("/tokens/99").status()).isEqualTo(404);
      assertThat(anybody.get("/me").status()).as("Basic is for tokens alone").isEqualTo(401);
      assertThat(anybody.post("/tokens", "{'name':'x','scope':'all','days':0}").status())
          .isEqualTo(422);
      anybody.with("Authorization", "Basic " + base64("bob:wrong"));
      assertThat(anybody.post("/tokens", wanted).at("/refusal")).isEqualTo("wrong-login");
      anybody.with("Authorization", "Basic ?");
      assertThat(anybody.post("/tokens", wanted).status()).isEqualTo(401);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

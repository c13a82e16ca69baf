package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.sunday.House;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the forms of members do, and what pages say when they are refused. */
class MemberPagesTest {

  private static final Admin ADMIN = TestClaims.OPERATOR;
  private static final Pattern SECRET = Pattern.compile("drinkd_[A-Za-z0-9_-]+");

  @TempDir Path data;

  private PageHouse house;
  private PageClient bob;

  @BeforeEach
  void open() throws Exception {
    house = new PageHouse(data);
    bob = new PageClient(house).signIn("bob");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  /** The field is marked, and what is wrong is said at it. */
  private static void requireWrong(HttpResponse<String> answer, String id, String why) {
    assertThat(answer.statusCode()).isBetween(400, 499);
    assertThat(answer.body())
        .containsPattern("<input id=\"" + id + "\"[^>]* aria-invalid=\"true\" autofocus>")
        .containsPattern("<span class=\"wrong\" id=\"" + id + "-wrong\" role=\"alert\">" + why)
        .doesNotContain("class=\"notice bad\"");
  }

  @Test
  void aTokenIsMadeOnceAndShownOnce() throws Exception {
    HttpResponse<String> made =
        bob.post("/me/account", "/me/tokens", "name", "a script", "days", "30", "scope", "member");

    assertThat(location(made)).isEqualTo("/me/account?done=made");
    String page = bob.get("/me/account?done=made").body();
    Matcher secret = SECRET.matcher(page);
    assertThat(secret.find()).isTrue();
    assertThat(secret.start()).as("at the top").isLessThan(page.indexOf("<section"));
    String again = bob.get("/me/account?done=made").body();
    assertThat(SECRET.matcher(again).find()).isFalse();
    assertThat(again).containsOnlyOnce("/revoke").doesNotContain("notice good");
  }

  @Test
  void aNewPasswordIsTypedTwiceAndIsNotTooShort() throws Exception {
    String[] differing = {"old", "bob's password", "new", "one thing", "again", "another"};
    String[] tooShort = {"old", "bob's password", "new", "abc", "again", "abc"};
    String[] wrong = {"old", "no", "new", "something", "again", "something"};
    String[] right = {"old", "bob's password", "new", "something", "again", "something"};

    requireWrong(
        bob.post("/me/account", "/me/password", differing), "password-again", "The two are not");
    requireWrong(
        bob.post("/me/account", "/me/password", tooShort), "password-new", "This password");
    requireWrong(bob.post("/me/account", "/me/password", wrong), "password-old", "That is not");
    assertThat(location(bob.post("/me/account", "/me/password", right)))
        .isEqualTo("/me/account?done=password");
  }

  @Test
  void aGiftSaysInALineWhatItIsFor() throws Exception {
    String[] gift = {
      "to", "alice", "amount", "5", "reason", "\uD83C\uDF55".repeat(101), "key", "k"
    };
    requireWrong(bob.post("/me", "/me/gifts", gift), "gift-reason", "This text is not possible");
    assertThat(bob.post("/me", "/me/gifts", gift).body())
        .contains("at most 100 characters that can be seen, or leave it empty");
    gift[5] = "\uD83C\uDF55".repeat(100);
    assertThat(location(bob.post("/me", "/me/gifts", gift))).isEqualTo("/me?done=gift");

    gift[1] = "nobody";
    requireWrong(bob.post("/me", "/me/gifts", gift), "gift-to", "No member has that name");
    gift[3] = "many";
    requireWrong(bob.post("/me", "/me/gifts", gift), "gift-amount", "This is no whole number");
    for (String amount : List.of("0", "-5", "99999999999999999999", "1000000000001")) {
      gift[3] = amount;
      gift[1] = "alice";
      requireWrong(
          bob.post("/me", "/me/gifts", gift),
          "gift-amount",
          "(This is no whole number|This amount is not possible). Enter a whole number: at least 1, and"
              + " at most what you have.");
    }
  }

  @Test
  void aGiftThatIsSentTwiceIsGivenOnce() throws Exception {
    String[] gift = {"to", "alice", "amount", "5", "reason", "pizza", "key", "of the form"};
    for (int i = 0; i < 3; i++) {
      assertThat(location(bob.post("/me", "/me/gifts", gift))).isEqualTo("/me?done=gift");
    }
    assertThat(bob.get("/me/balance").body()).contains("995");
    gift[3] = "6";
    HttpResponse<String> other = bob.post("/me", "/me/gifts", gift);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("role=\"alert\"");
    assertThat(location(bob.post("/me", "/me/gifts/undo"))).isEqualTo("/me?done=undo");
    assertThat(bob.post("/me", "/me/gifts/undo").statusCode()).isEqualTo(409);
    assertThat(bob.get("/me/balance").body()).contains("1,000");
  }

  @Test
  void aDrinkFallsAtOnceOrAfterUpToAMinute() throws Exception {
    assertThat(
            Pattern.compile("name=\"delay\" value=\"(\\d+)\"( checked)?")
                .matcher(bob.get("/machines/d/slots/1").body())
                .results()
                .map(found -> found.group(1) + (found.group(2) == null ? "" : "!")))
        .containsExactly("0!", "10", "20", "30", "60");
  }

  @Test
  void whatCannotBeHadNowHasNoButton() throws Exception {
    String page = "/machines/d/slots/1";
    assertThat(bob.get(page).body()).doesNotContain(" disabled");
    house.services().catalog().outOfService(ADMIN, "d", new Remark("the belt")).join();

    assertThat(bob.get(page).body())
        .containsPattern("<button class=\"button large\" disabled[^>]*>")
        .containsOnlyOnce("Not now: out of service.")
        .contains("the belt")
        .doesNotContain("Left afterwards");
    assertThat(bob.get(page + "/button").body()).contains(" disabled");
    assertThat(new PageClient(house).signIn("alice").get(page).body())
        .as("an admin, who may try it, and has no credits")
        .contains("Not now: not enough credits")
        .doesNotContain("the belt");
    assertThat(bob.get("/").body()).doesNotContain("href=\"" + page);
  }

  @Test
  void whatIsTooDearSaysHowMuchIsMissing() throws Exception {
    bob.post("/me", "/me/gifts", "to", "alice", "amount", "990", "reason", "", "key", "k");

    assertThat(bob.get("/").body())
        .containsPattern(
            "5 left<span class=\"sr\">, </span><span[^>]*>not enough credits, 40 short");
    assertThat(bob.get("/machines/d/slots/1").body())
        .contains("Not now: not enough credits, 40 short.");
  }

  @Test
  void whoeverIsSignedInNeedsNotSignIn() throws Exception {
    assertThat(location(bob.get("/login"))).isEqualTo("/me");
    assertThat(location(bob.get("/login?next=%2Fdrops"))).isEqualTo("/drops");
  }

  @Test
  void aDropThatWasCalledOffIsFoundAndShowsWhatDidNotHappen() throws Exception {
    String[] drop = {"machine", "d", "slot", "1", "delay", "60", "key", "k"};
    String page = location(bob.post("/", "/drops", drop));
    assertThat(bob.get("/").body()).contains("On its way").contains("href=\"" + page);
    assertThat(location(bob.post(page, page + "/cancel"))).isEqualTo(page);

    assertThat(bob.get(page).body())
        .doesNotContain(": not yet")
        .doesNotContain("class=\"fail\"")
        .containsPattern("(?s)Ordered<span[^>]*>: called off.*Dropped<span[^>]*>: called off");
    assertThat(bob.get("/drops").body()).contains("href=\"" + page).contains("called off");
    assertThat(bob.get(page).body()).contains("You called it off.");
    assertThat(location(bob.post("/me", page + "/cancel"))).as("once more").isEqualTo(page);
  }

  @Test
  void whatHasFallenCannotBeCalledOff() throws Exception {
    String page =
        location(bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "0", "key", "k"));
    await().atMost(House.PATIENCE).until(() -> bob.get(page).body().contains("Enjoy your Coke"));

    HttpResponse<String> late = bob.post("/me", page + "/cancel");

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("It is too late").contains("Enjoy your Coke");
  }

  @Test
  void whatTheHouseCalledOffSaysWhy() throws Exception {
    String page =
        location(bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "60", "key", "k"));
    house.services().catalog().outOfService(ADMIN, "d", new Remark("a leak")).join();
    await()
        .atMost(House.PATIENCE)
        .until(() -> bob.get(page).body().contains("Coke was called off"));

    assertThat(bob.get(page).body())
        .contains("Big Drink was taken out of service: a leak.")
        .doesNotContain("You called it off");
    assertThat(bob.post("/me", page + "/cancel").statusCode()).isEqualTo(409);
    PageClient german = new PageClient(house, "de").signIn("bob");
    assertThat(german.get(page).body()).contains("Big Drink wurde außer Betrieb genommen: a leak.");
  }

  private static String[] order(String page) {
    List<String> carried = new ArrayList<>(PageClient.carried(page, "/drops"));
    carried.addAll(List.of("delay", "0"));
    return carried.toArray(String[]::new);
  }

  @Test
  void anOldPageSellsNothingButWhatItShowed() throws Exception {
    String[] old = order(bob.get("/machines/d/slots/2").body());
    house.services().stock().setItem(ADMIN, "d", 2, "Prune & Juice").join();
    HttpResponse<String> other = bob.post("/", "/drops", old);
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body())
        .contains("This is not what you saw before")
        .contains("<h1>Prune &amp; Juice</h1>");

    house.services().stock().setPrice(ADMIN, "d", 2, 300).join();
    HttpResponse<String> dearer = bob.post("/", "/drops", order(other.body()));
    assertThat(dearer.statusCode()).isEqualTo(409);
    assertThat(dearer.body()).contains("This is not what you saw before").contains("300");
    assertThat(bob.get("/me/balance").body()).contains("1,000");

    String[] seen = order(dearer.body());
    String page = location(bob.post("/", "/drops", seen));
    house.services().stock().setPrice(ADMIN, "d", 2, 400).join();
    assertThat(location(bob.post("/", "/drops", seen))).as("sent again").isEqualTo(page);
    await().atMost(House.PATIENCE).until(() -> bob.get("/me/balance").body().contains("700"));
  }

  @Test
  void whoeverGetsAGiftIsFoundAsWhoeverSignsIn() throws Exception {
    String[] gift = {"to", " ALICE", "amount", "5", "reason", "", "key", "k"};
    assertThat(location(bob.post("/me", "/me/gifts", gift))).isEqualTo("/me?done=gift");
    assertThat(bob.get("/me").body()).contains("Given to alice");
  }

  @Test
  void aDropInDoubtIsNotSaidToBeOnItsWay() throws Exception {
    house.house().commandBoard("silence");
    bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "0", "key", "k");
    await()
        .atMost(House.PATIENCE)
        .until(() -> bob.get("/me/underway").body().contains("Did Coke fall?"));

    for (String page : List.of("/", "/me")) {
      assertThat(bob.get(page).body()).contains(">In doubt<").doesNotContain("On its way");
    }
    assertThat(bob.get("/me").body()).contains("Set aside").doesNotContain("on their way");
  }

  @Test
  void numbersOfManyDigitsAreSmaller() throws Exception {
    MemberRecord own = house.services().memberships().named(ADMIN, "bob");
    house.services().memberships().edit(ADMIN, own, MemberEdit.balance(1_000_000_000)).join();
    house.services().stock().setPrice(ADMIN, "d", 1, 1_000_000_000).join();
    house.services().stock().setPrice(ADMIN, "d", 2, 0).join();

    assertThat(bob.get("/me").body()).contains("class=\"huge number long\">1,000,000,000 ");
    assertThat(bob.get("/").body()).contains("class=\"price long vast\">1,000,000,000<");
    assertThat(new PageClient(house, "de").get("/").body())
        .contains("class=\"price long\">gratis<");
  }

  @Test
  void aWrongDelayLeavesTheFormThere() throws Exception {
    String[] drop = {"machine", "d", "slot", "1", "delay", "soon", "key", "k"};
    HttpResponse<String> refused = bob.post("/", "/drops", drop);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("It cannot wait so long").contains("action=\"/drops\"");
  }

  @Test
  void whoeverIsNotKnownSignsInAndThenSeesThePage() throws Exception {
    PageClient nobody = new PageClient(house);
    assertThat(location(nobody.get("/me/history"))).isEqualTo("/login?next=%2Fme%2Fhistory");
    assertThat(location(nobody.head("/me/history"))).isEqualTo("/login?next=%2Fme%2Fhistory");

    String drink = "/machines/d/slots/1";
    for (String page : List.of("/", "/machines/d")) {
      assertThat(nobody.get(page).body()).contains("<a class=\"slot\" href=\"" + drink);
    }
    assertThat(location(nobody.get(drink))).isEqualTo("/login?next=%2Fmachines%2Fd%2Fslots%2F1");

    HttpResponse<String> lost = nobody.post("/login", "/me/gifts", "to", "alice");
    assertThat(lost.statusCode()).isEqualTo(401);
    assertThat(lost.body()).contains("what you sent was not carried out").contains("/login");
    String[] login = {"name", "BOB", "password", "bob's password", "next", "/me"};
    assertThat(location(nobody.post("/login", "/login", login))).isEqualTo("/me");
  }

  @Test
  void whoeverIsKnownIsSoAlsoWhereThereIsNothing() throws Exception {
    HttpResponse<String> missing = bob.get("/nowhere");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("Sign out").doesNotContain("href=\"/login");
    assertThat(location(bob.get("/me/gifts/undo"))).isEqualTo("/me");
    assertThat(location(bob.get("/drops/7/cancel"))).isEqualTo("/drops/7");
  }

  @Test
  void showsProgramsHowToBegin() throws Exception {
    bob.post("/me/account", "/me/tokens", "name", "curl", "days", "1", "scope", "member");
    Matcher token = SECRET.matcher(bob.get("/me/account").body());
    assertThat(token.find()).isTrue();
    String page = bob.get("/api").body();
    assertThat(page).contains("<code>" + house.address("/api/v1") + "</code>");

    assertThat(run(page, "look", token.group())).contains("\"Big Drink\"");
    assertThat(run(page, "drop", token.group())).contains("\"state\":\"dropped\"");
    assertThat(run(page, "drop", token.group())).contains("\"id\":1");
    await().atMost(House.PATIENCE).until(() -> bob.get("/drops").body().contains(">dropped<"));
  }

  /** As somebody does who copies it from the page. */
  private static String run(String page, String id, String token) throws Exception {
    Matcher command =
        Pattern.compile("(?s)<pre[^>]* id=\"" + id + "\"[^>]*>(.*?)</pre>").matcher(page);
    assertThat(command.find()).isTrue();
    String typed = command.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", typed);
    shell.environment().put("TOKEN", token);
    Process process = shell.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), "UTF-8");
  }
}

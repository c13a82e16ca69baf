package io.drinkd.appliance.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.sunday.House;
import io.drinkd.appliance.web.page.PageClient;
import io.drinkd.appliance.web.page.PageHouse;
import io.drinkd.appliance.web.page.TestTexts;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the forms of the admins do, and what they say when they are refused. */
class AdminPagesTest {

  private static final Admin ADMIN = TestClaims.OPERATOR;
  private static final String LIST = "/admin/import";
  private static final String SCRIPT = "<script>alert(1)</script>";

  @TempDir Path data;

  private PageHouse house;
  private PageClient alice;

  @BeforeEach
  void open() throws Exception {
    house = new PageHouse(data);
    alice = new PageClient(house).signIn("alice");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private MemberRecord member(String name) {
    return house.services().memberships().named(ADMIN, name);
  }

  private long available(String name) {
    return house.services().accounts().balance(ADMIN, member(name)).available();
  }

  private long count(int slot) {
    return house.services().catalog().machine("d").slot(slot).orElseThrow().available();
  }

  private static void requireDone(HttpResponse<String> answer, String next) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).isEqualTo(next);
  }

  private void requireRefused(HttpResponse<String> answer, int status, String why) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("role=\"alert\"").contains(why);
  }

  @Test
  void restocksWhatWasCountedAndNothingElse() throws Exception {
    String page = "/admin/machines/d";

    requireDone(
        alice.post(page, page + "/restock", "count-1", " 3 ", "count-2", ""),
        page + "?done=restocked");

    assertThat(count(1)).isEqualTo(3);
    assertThat(count(2)).isEqualTo(5);
    assertThat(alice.get(page + "?done=restocked").body()).contains("The counts were saved.");
    requireDone(alice.post(page, page + "/restock", "count-1", "3"), page + "?done=same");
    HttpResponse<String> tooMany =
        alice.post(page, page + "/restock", "count-1", "4", "count-2", "999");
    requireRefused(tooMany, 422, "at most what the slot holds");
    assertThat(tooMany.body())
        .containsPattern("name=\"count-2\" value=\"999\"[^>]* aria-invalid=\"true\"")
        .containsPattern("name=\"count-1\" value=\"4\"(?![^>]* aria-invalid)");
    HttpResponse<String> wrong =
        alice.post(page, page + "/restock", "count-1", "3", "count-2", "x");
    requireRefused(wrong, 422, "value=\"x\"");
    assertThat(alice.post(page, page + "/restock", "count-1", "999", "count-2", "x").body())
        .containsPattern("id=\"restock-count-1-wrong\"[^>]*>This number is not possible")
        .containsPattern("id=\"restock-count-2-wrong\"[^>]*>This is no whole number");
    assertThat(count(1)).isEqualTo(3);
  }

  @Test
  void fillsAMachineAndPrintsWhatToCarry() throws Exception {
    String page = "/admin/machines/d";
    alice.post(page, page + "/slots/1", fields("Coke", "50", "2", "7", "1"));

    assertThat(alice.get(page + "/sheet").body()).contains("2 of 7");
    requireDone(alice.post(page, page + "/fill"), page + "?done=restocked");

    assertThat(count(1)).isEqualTo(7);
  }

  private static String[] fields(
      String item, String price, String count, String capacity, String low) {
    return new String[] {
      "item",
      item,
      "price",
      price,
      "count",
      count,
      "capacity",
      capacity,
      "low",
      low,
      "enabled",
      "yes"
    };
  }

  @Test
  void saysThatTheNumberShownIsTheBoards() throws Exception {
    String page = "/admin/machines/d";
    assertThat(alice.get(page).body())
        .contains("The board of this machine sees for itself whether a slot is empty")
        .contains("The board sees nothing in it; 5 were counted.")
        .contains("The board sees something in it; 0 were counted.");

    requireDone(
        alice.post(page, page + "/restock", "count-3", "4"), page + "?done=restocked-board");

    assertThat(count(3)).isZero();
    assertThat(alice.get(page + "?done=restocked-board").body())
        .contains("The counts were saved, but not all of them are shown.", "4 were counted");
    requireDone(
        alice.post(page, page + "/slots/3", fields("Dr Pepper", "50", "3", "5", "1")),
        page + "?done=slot-board");
    assertThat(alice.get(page + "/slots/3").body()).contains("The board sees nothing in it; 3");
    PageClient german = new PageClient(house, "de").signIn("alice");
    assertThat(german.get(page + "?done=restocked-board").body())
        .contains(
            "Die Steuerung sieht nichts darin; gezählt wurden 3.", "nicht alle werden gezeigt");
  }

  @Test
  void asksBeforeWhatIsUnusualAndDoesNothingUntilThen() throws Exception {
    String page = "/admin/machines/d/slots/1";
    String[] dear = fields("Coke", "50000", "", "5", "1");
    HttpResponse<String> asked = alice.post(page, page, dear);
    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.body())
        .contains("50,000\u00a0credits for Coke: drinks here do not usually cost so much.")
        .contains("name=\"price\" value=\"50000\"", "value=\"yes\"", "Nothing has been done yet");
    assertThat(price(1)).isEqualTo(50);
    assertThat(alice.post(page, page, with(dear, "sure", "no")).body())
        .contains("name=\"price\"", "value=\"50000\"")
        .doesNotContain("value=\"yes\">Yes");
    assertThat(price(1)).isEqualTo(50);
    requireDone(alice.post(page, page, with(dear, "sure", "yes")), "/admin/machines/d?done=slot");
    assertThat(price(1)).isEqualTo(50_000);
    requireRefused(
        alice.post(page, page, fields("Coke", "2000000000", "", "5", "1")), 422, "no price");

    String bob = "/admin/members/bob";
    long before = available("bob");
    String[] grant = {"key", "a key", "amount", "-500000", "reason", "a typo"};
    assertThat(alice.post(bob, bob + "/grants", grant).body())
        .contains("\u2212500,000\u00a0credits for bob: so many are not usually granted here.");
    assertThat(available("bob")).isEqualTo(before);
    String[] gift = {"key", "k2", "amount", "5000", "reason", "a prize", "sure", "yes"};
    requireDone(alice.post(bob, bob + "/grants", gift), bob + "?done=grant");
    requireDone(alice.post(bob, bob + "/grants", gift), bob + "?done=grant");
    assertThat(available("bob")).isEqualTo(before + 5_000);
    requireDone(
        alice.post(bob, bob + "/grants", "key", "k3", "amount", "5000", "reason", "another"),
        bob + "?done=grant");
    String[] rich = {"name", "zoe", "password", "of zoe", "credits", "90000", "cards", ""};
    String member = alice.post("/admin/new-member", "/admin/members", rich).body();
    assertThat(member).contains("Is that right?", "type=\"password\"").doesNotContain("of zoe");
    assertThat(house.services().memberships().exists(ADMIN, "zoe")).isFalse();
  }

  private long price(int slot) {
    return house.services().catalog().machine("d").slot(slot).orElseThrow().price();
  }

  private static String[] with(String[] fields, String... more) {
    return Stream.of(fields, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void changesASlotAndRemembersWhatItCost() throws Exception {
    String page = "/admin/machines/d/slots/1";

    requireRefused(
        alice.post(page, page, fields("Mate", "-1", "", "9", "2")), 422, "This is no price");
    requireDone(
        alice.post(page, page, fields("Mate", "77", "", "9", "2")), "/admin/machines/d?done=slot");

    assertThat(house.services().catalog().machine("d").slot(1).orElseThrow().price()).isEqualTo(77);
    assertThat(count(1)).isEqualTo(5);
    requireRefused(
        alice.post(page, page, fields("Mate", "77", "10", "9", "2")), 422, "If it holds more");
    HttpResponse<String> small = alice.post(page, page, fields("Mate", "77", "", "4", "2"));
    requireRefused(small, 422, "that is not below what is in the slot");
    assertThat(small.body()).contains("id=\"slot-capacity-wrong\"");
    requireDone(
        alice.post(page, page, fields("Mate", "77", "10", "12", "2")),
        "/admin/machines/d?done=slot");
    requireDone(
        alice.post(page, page, fields("Mate", "0", "", "12", "2")),
        "/admin/machines/d?done=slot-free");
    assertThat(alice.get("/admin/prices?machine=d").body()).contains("77").contains("Mate");
  }

  @Test
  void takesAMachineOutOfServiceAndBack() throws Exception {
    String page = "/admin/machines/d";

    requireRefused(
        alice.post(page, page + "/out-of-service", "reason", " "), 422, "must not be empty");
    requireDone(
        alice.post(page, page + "/out-of-service", "reason", "the belt"), page + "?done=out");
    assertThat(alice.get(page).body()).contains("the belt").contains("/in-service");
    assertThat(alice.get("/admin").body())
        .contains("Big Drink", "out of service", "the belt")
        .doesNotContain("All is well", "admin:alice");
    assertThat(alice.get("/admin/links").body()).contains("Out of service");
    requireDone(alice.post(page, page + "/in-service"), page + "?done=back");

    assertThat(house.services().catalog().machine("d").outOfService()).isEmpty();
  }

  @Test
  void allMistakesOfANewMemberAreSaidAtOnce() throws Exception {
    HttpResponse<String> answer =
        alice.post(
            "/admin/new-member",
            "/admin/members",
            "name",
            "not a name",
            "password",
            "abc",
            "credits",
            "many",
            "cards",
            "!");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("id=\"new-name-wrong\"", "id=\"new-password-wrong\"")
        .contains("id=\"new-credits-wrong\"", "id=\"new-cards-wrong\"");
  }

  @Test
  void grantsOnceHoweverOftenTheFormIsSent() throws Exception {
    String page = "/admin/members/bob";
    long before = available("bob");
    String[] grant = {"key", "a key of the form", "amount", "25", "reason", "for the party"};

    requireDone(alice.post(page, page + "/grants", grant), page + "?done=grant");
    requireDone(alice.post(page, page + "/grants", grant), page + "?done=grant");

    assertThat(available("bob")).isEqualTo(before + 25);
    assertThat(alice.get(page).body()).contains("for the party");
    requireRefused(
        alice.post(page, page + "/grants", "key", "k2", "amount", "lots", "reason", "x"),
        422,
        "value=\"lots\"");
    requireDone(
        alice.post(page, page + "/grants", "key", "k3", "amount", "\u22125", "reason", "back"),
        page + "?done=grant");
    requireDone(
        alice.post(page, page + "/grants", "key", "k4", "amount", "+20", "reason", "more"),
        page + "?done=grant");
    assertThat(available("bob")).isEqualTo(before + 40);
    requireRefused(
        alice.post(page, page + "/grants", "key", "k5", "amount", "0", "reason", "x"),
        422,
        "from 1 to 1,000,000,000,000, with a minus sign");
  }

  @Test
  void addsAMemberChangesItAndClosesIt() throws Exception {
    String add = "/admin/new-member";
    String[] wanted = {
      "name", "nina", "password", "of nina", "credits", "5", "cards", "aa11 bb22", "admin", "yes"
    };
    requireDone(alice.post(add, "/admin/members", wanted), "/admin/members/nina?done=added");
    requireRefused(alice.post(add, "/admin/members", wanted), 409, "value=\"nina\"");
    String page = "/admin/members/nina";
    assertThat(alice.get(page).body()).contains("aa11").contains("bb22");
    assertThat(alice.get("/admin/members?search=NIN").body()).contains(page);

    requireDone(alice.post(page, page + "/admin", "admin", "no"), page + "?done=admin");
    requireDone(alice.post(page, page + "/floor", "floor", "-30"), page + "?done=floor");
    requireDone(
        alice.post(page, page + "/cards/remove", "card", "aa11"), page + "?done=card-removed");
    requireDone(alice.post(page, page + "/cards", "card", "CC33"), page + "?done=card");
    requireRefused(
        alice.post(page, page + "/cards", "card", "cc33"), 409, "belongs to a member already");
    requireDone(
        alice.post(page, page + "/password", "password", "of nina", "again", "of nina"),
        page + "?done=password");
    assertThat(member("nina").admin()).isFalse();
    assertThat(alice.get(page).body()).contains("cc33").doesNotContain("aa11");
    requireDone(alice.post(page, page + "/name", "name", "nin"), "/admin/members/nin?done=rename");

    String renamed = "/admin/members/nin";
    requireRefused(
        alice.post(renamed, renamed + "/close", "to", "nobody", "heir", ""), 409, "not empty");
    HttpResponse<String> unclear =
        alice.post(renamed, renamed + "/close", "choice", "to", "heir", "");
    requireRefused(unclear, 409, "id=\"close-to-wrong\"");
    assertThat(unclear.body())
        .containsPattern("<fieldset[^>]* aria-invalid=\"true\"")
        .doesNotContain("notice bad", "found no");
    requireDone(
        alice.post(renamed, renamed + "/close", "to", "member", "heir", "bob"),
        "/admin/members?done=closed");
    assertThat(alice.get(renamed).statusCode()).isEqualTo(404);
  }

  @Test
  void saysInTheReadersLanguageWhatIsWrongAndHowTheHouseIs() throws Exception {
    PageClient german = new PageClient(house, "de").signIn("alice");
    String csv = "name,credits\nzoe,many\nbob,3\n";

    String mistakes = german.post("/admin/import", "/admin/import", "csv", csv).body();
    assertThat(mistakes)
        .contains("credits: dort steht „many“, erwartet wird eine ganze Zahl.", "„bob“: ")
        .doesNotContain("expected", "there is a member", "lang=\"en\"");
    assertThat(german.get("/admin/house").body())
        .contains("Beschreibbar.", "Die Summe ist 0.")
        .doesNotContain("can be written", "add up to", "lang=\"en\"");
  }

  @Test
  void importsAListOrNothing() throws Exception {
    HttpResponse<String> wrong =
        alice.post("/admin/import", "/admin/import", "csv", "name,credits\nzoe,7\nyann,many\n");
    requireRefused(wrong, 422, "line 3");
    assertThat(wrong.body()).contains("yann,many");
    assertThat(house.services().memberships().exists(ADMIN, "zoe")).isFalse();

    HttpResponse<String> done =
        alice.post("/admin/import", "/admin/import", "csv", "name,credits\nzoe,7\nyann,3\n");

    requireDone(done, "/admin/import");
    assertThat(alice.get("/admin/import").body()).contains("Members added: 2");
    assertThat(alice.get("/admin/import").body()).doesNotContain("Members added");
    assertThat(available("zoe")).isEqualTo(7);
  }

  /** As browsers count and send it. */
  @Test
  void importsAListThatIsAsLongAsThePageSaysThatItMayBe() throws Exception {
    Matcher most = Pattern.compile("maxlength=\"(\\d+)\" spell").matcher(alice.get(LIST).body());
    assertThat(most.find()).isTrue();
    int length = Integer.parseInt(most.group(1));
    StringBuilder csv = new StringBuilder("name,credits\n");
    for (int i = 1_000; csv.length() + 8 < length; i++) {
      csv.append("m").append(i).append(",5\n");
    }
    String sent = csv.toString().replace("\n", "\r\n");

    requireDone(alice.post(LIST, LIST, "csv", sent), LIST);
    assertThat(alice.get(LIST).body()).containsPattern("Members added: \\d,\\d\\d\\d, with");
    assertThat(alice.get(LIST).body())
        .contains("At most " + TestTexts.of("en").number(length) + " characters");
    assertThat(new PageClient(house, "de").signIn("alice").get(LIST).body())
        .contains("Höchstens " + TestTexts.of("de").number(length) + " Zeichen");
  }

  @Test
  void asksBeforeAListThatGrantsMoreThanIsUsual() throws Exception {
    String page = LIST;
    String csv = "name,credits\nzoe,7\nyann,50000\nxena,70000\n";

    HttpResponse<String> asked = alice.post(page, page, "csv", csv);
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
    assertThat(asked.body())
        .contains("The list grants more credits than is usual here.", "Nothing has been done yet")
        .contains("Members in the list: 3, with 120,007\u00a0credits.", "Yes, 120,007")
        .containsPattern("yann[^\n]*line 3[^\n]*50,000\u00a0credits")
        .containsPattern("xena[^\n]*line 4[^\n]*70,000\u00a0credits")
        .containsPattern("name=\"csv\" value=\"name,credits\nzoe,7\n")
        .doesNotContain("line 2");
    assertThat(house.services().memberships().exists(ADMIN, "zoe")).isFalse();
    assertThat(alice.post(page, page, "csv", csv, "sure", "no").body())
        .containsPattern("<textarea[^>]*>name,credits\nzoe,7\nyann,50000")
        .doesNotContain("role=\"alert\"");
    assertThat(house.services().memberships().exists(ADMIN, "zoe")).isFalse();
    requireRefused(alice.post(page, page, "csv", csv + "bob,1\n"), 422, "line 5");
    PageClient german = new PageClient(house, "de").signIn("alice");
    assertThat(german.post(page, page, "csv", csv).body())
        .contains("Die Liste schreibt mehr gut, als hier üblich ist.", "Zeile 3")
        .contains("Mitglieder in der Liste: 3, mit 120.007\u00a0");

    requireDone(alice.post(page, page, "csv", csv, "sure", "yes"), page);
    assertThat(alice.get(page).body()).contains("Members added: 3");
    assertThat(available("yann")).isEqualTo(50_000);
    requireDone(alice.post(page, page, "csv", "name,credits\nwim,70000\n"), page);
  }

  private void dropInDoubt() throws Exception {
    PageClient bob = new PageClient(house).signIn("bob");
    house.house().commandBoard("silence");
    bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "0", "key", "doubtful");
    await()
        .atMost(House.PATIENCE)
        .until(
            () ->
                house.services().catalog().machine("d").status() == MachineStatus.QUARANTINED
                    && !house.services().drops().inDoubt(ADMIN).join().isEmpty());
  }

  @Test
  void decidesADropInDoubtByWhatTheBoardSaid() throws Exception {
    dropInDoubt();
    String page = "/admin/drops/1";
    long held = available("bob");

    assertThat(alice.get("/admin").body()).contains(page);
    assertThat(alice.get("/admin/drops").body()).contains(page);
    assertThat(alice.get(page).body()).contains("&gt; ").contains("/decision");
    requireRefused(
        alice.post(page, page + "/decision", "outcome", "refunded", "reason", ""),
        422,
        "must not be empty");
    requireDone(
        alice.post(page, page + "/decision", "outcome", "refunded", "reason", "no can"),
        page + "?done=decided");

    assertThat(available("bob")).isEqualTo(held + 50);
    assertThat(alice.get(page).body()).contains("no can").doesNotContain("/decision");
    requireRefused(
        alice.post(page, page + "/decision", "outcome", "dropped", "reason", "a can"),
        409,
        "decided already");
  }

  @Test
  void paysACanBackThatStuckOnce() throws Exception {
    PageClient bob = new PageClient(house).signIn("bob");
    long before = available("bob");
    bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "0", "key", "one");
    String page = "/admin/drops/1";
    await().atMost(House.PATIENCE).until(() -> alice.get(page).body().contains("/refund"));
    String[] refund = {"key", "the form's", "reason", "it stuck"};

    requireDone(alice.post(page, page + "/refund", refund), page + "?done=refunded");
    requireDone(alice.post(page, page + "/refund", refund), page + "?done=refunded");

    assertThat(available("bob")).isEqualTo(before);
    assertThat(alice.get(page).body())
        .contains("it stuck", "<span class=\"pill \">paid back</span>")
        .doesNotContain("/refund\"", ">dropped</span>");
    assertThat(alice.get("/admin/drops?state=paid-back").body()).contains("/admin/drops/1\"");
    assertThat(alice.get("/admin/drops?state=dropped").body()).doesNotContain("/admin/drops/1\"");
    assertThat(bob.get("/drops").body()).contains(">paid back<").doesNotContain(">dropped<");
    assertThat(bob.get("/drops/1").body()).contains("Paid back<").doesNotContain("Dropped<");
    assertThat(bob.get("/me").body()).contains("Which one will it be?");
    requireRefused(
        alice.post(page, page + "/refund", "key", "another", "reason", "again"),
        409,
        "cannot be paid back");
    String ever = alice.get("/admin/reports?from=1900-01-01&to=9999-12-31").body();
    assertThat(ever).contains("From Nov 20, 2026 to ").contains("<svg");
    assertThat(alice.get("/admin/reports").body()).contains("<svg").contains("Coke");
  }

  @Test
  void readsTheAuditByPages() throws Exception {
    String page = "/admin/machines/d";
    for (int i = 0; i < 60; i++) {
      house.services().stock().setPrice(ADMIN, "d", 1, 100 + i).join();
    }

    String first = alice.get("/admin/audit?actor=operator").body();
    assertThat(first).contains("159\u00a0credits").doesNotContain("102\u00a0credits");
    assertThat(first).contains("Slot 1 of Big Drink").doesNotContain("price 159", "operator:");
    String next = first.replaceAll("(?s).*href=\"(/admin/audit\\?[^\"]*before=[^\"]*)\".*", "$1");

    assertThat(alice.get(next.replace("&amp;", "&")).body()).contains("102\u00a0credits");
    assertThat(alice.get("/admin/audit?from=2020-01-01&to=2020-01-02").body())
        .contains("There are no such entries.");
    requireRefused(alice.get("/admin/audit?from=yesterday"), 400, "This is no day.");
    requireRefused(
        alice.get("/admin/reports?from=2026-11-20&to=2026-11-19"), 400, "after the last one");
    requireRefused(alice.get("/admin/drops?to=2026-02-30"), 400, "value=\"2026-02-30\"");
    assertThat(alice.get(page).statusCode()).isEqualTo(200);
  }

  @Test
  void showsNothingAsMarkupThatSomebodyHasTyped() throws Exception {
    house.services().stock().setItem(ADMIN, "d", 1, SCRIPT).join();
    String machine = "/admin/machines/d";
    alice.post("/admin/kiosks", "/admin/kiosks", "machine", "d", "name", SCRIPT);
    alice.post(
        "/admin/members/bob",
        "/admin/members/bob/grants",
        "key",
        "k",
        "amount",
        "1",
        "reason",
        SCRIPT);
    dropInDoubt();
    alice.post(machine, machine + "/out-of-service", "reason", SCRIPT);
    alice.post("/admin/drops/1", "/admin/drops/1/decision", "outcome", "dropped", "reason", SCRIPT);

    int seen = 0;
    for (String route : house.routes()) {
      if (route.startsWith("GET /admin") && !route.contains("/trace")) {
        String path = route.substring("GET ".length()).replaceFirst("members/\\{}", "members/bob");
        path = path.replaceFirst("(machines|links)/\\{}", "$1/d").replace("{}", "1");
        String body = alice.get(path).body();
        assertThat(body).as(path).doesNotContain(SCRIPT);
        seen += body.contains("&lt;script&gt;alert") ? 1 : 0;
      }
    }
    assertThat(seen).as("pages on which it stands").isGreaterThan(8);
    String typed = alice.get("/admin/members?search=%22%3E%3Cscript%3E").body();
    assertThat(typed).doesNotContain("\"><script>");
  }
}

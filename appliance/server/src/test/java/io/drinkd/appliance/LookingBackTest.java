package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see of what has happened, and of how things are, where no appliance runs. */
class LookingBackTest extends TestWithCommands {

  LookingBackTest() {
    super(Map.of("SUDO_USER", "alice", "TZ", "GMT0", "D_PASSWORD", "secret"));
  }

  private static final String[] ALL = {"--since", "1970-01-01"};

  @BeforeEach
  void configure() throws IOException {
    Files.createDirectory(temporary.resolve("machines"));
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners:
          - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0 }
        """);
  }

  private void beginBooks() {
    try (DataFolder folder = DataFolder.take(temporary.resolve("data"));
        SystemTimers timers = Timers.system("timers");
        Services books =
            Services.openBooks(TestBooks.begun(folder.path()), TestSettings.MEMBERS, timers)) {
      NewMember bob = new NewMember("bob", Optional.empty(), false, 100, List.of());
      MemberRecord added = books.foundation().members().add(bob, "test").join();
      DropsInTheBooks.addInDoubt(books, added);
    }
  }

  @Test
  void listsDrops() {
    beginBooks();
    String row = "1 1970-01-01 00:00:00 bob d 1 30 in-doubt Coke";
    assertThat(linesOf("drop", "list")).hasSize(1);
    assertThat(linesOf("drop", "list", "--since", "1970-01-01"))
        .containsExactly("ID AT MEMBER MACHINE SLOT PRICE STATE ITEM", row);
    assertThat(
            linesOf(
                "drop list --since 1970-01-01 --machine d --member bob --state in-doubt"
                    .split(" ")))
        .contains(row);
    for (String filter :
        List.of("--machine x", "--state dropped", "--until 1969-01-01 --since 1969-01-01")) {
      List<String> words = new ArrayList<>(List.of("drop", "list"));
      if (!filter.contains("--since")) {
        Collections.addAll(words, ALL);
      }
      Collections.addAll(words, filter.split(" "));
      assertThat(linesOf(words.toArray(String[]::new))).as(filter).hasSize(1);
    }
    assertThat(run("drop", "list", "--member", "zoe")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).isEqualTo("there is no member zoe, and no drop of one who had that name\n");
    assertThat(run("drop", "list", "--json", "--since", "1970-01-01")).isEqualTo(ExitCode.WELL);
    assertThat(out())
        .startsWith(
            "[{\"id\":1,\"at\":\"1970-01-01T00:00:00Z\",\"member\":\"bob\",\"machine\":\"d\"")
        .endsWith("\"ended-at\":null,\"ended-by\":null,\"reason\":null}]\n");

    assertThat(
            linesOf(
                "drop", "list", "--since", "1970-01-01", "--state", "In_Doubt", "--member", "BOB"))
        .contains(row);
    assertThat(run("drop", "list", "--state", "eaten")).isEqualTo(ExitCode.USAGE);
    assertThat(err())
        .isEqualTo(
            "--state: found eaten, expected one of delayed, queued, sent, in-doubt, dropped,"
                + " refused, cancelled, refunded\n");
    assertThat(run("drop", "list", "--since", "soon")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).startsWith("--since: found soon, expected a time: 2026-11-28, 14:30, ");
    assertThat(run("drop", "list", "--until", "1970-01-01")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).startsWith("--until: found 1970-01-01, which is before --since 7d");
  }

  @Test
  void showsWhatBecameOfADrop() {
    beginBooks();
    assertThat(run("drop", "resolve", "1", "dropped", "--reason", "seen")).isEqualTo(ExitCode.WELL);
    assertThat(run("drop", "refund", "1", "--reason", "it stuck", "--json"))
        .isEqualTo(ExitCode.WELL);
    assertThat(out()).isEqualTo("{\"id\":1,\"member\":\"bob\",\"credits\":30}\n");

    List<String> shown = linesOf("drop", "show", "1");
    assertThat(shown).contains("member bob", "item Coke", "state dropped");
    // Each thing that happened is there once, in the order in which it did.
    assertThat(shown.subList(shown.indexOf("course") + 1, shown.size()))
        .map(line -> line.replaceFirst("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d ", ""))
        .map(line -> line.replaceFirst(" operator:\\S+ ", " operator:me "))
        .containsExactly(
            "AT WHAT BY REASON",
            "queued - -",
            "sent - -",
            "in-doubt system no answer",
            "dropped operator:me (sudo alice) seen",
            "paid-back operator:me (sudo alice) it stuck",
            "board said",
            "AT LINE",
            "> 31",
            "< 5");
    assertThat(run("drop", "show", "7")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).isEqualTo("there is no drop 7\n");
  }

  @Test
  void sumsUp() {
    beginBooks();
    run("resolve", "1", "dropped", "--reason", "seen");

    assertThat(linesOf("report", "drops", "--since", "1970-01-01", "--by", "member"))
        .containsExactly("MEMBER FELL FAILED OPEN CREDITS", "bob 1 0 0 30");
    assertThat(linesOf("report", "drops", "--since", "1970-01-01"))
        .containsExactly("DAY FELL FAILED OPEN CREDITS", "1970-01-01 1 0 0 30");
    assertThat(linesOf("report", "drops", "--since", "today")).hasSize(1);
    assertThat(linesOf("report", "income", "--by", "item"))
        .containsExactly("ITEM DROPS CHARGED REFUNDED INCOME", "Coke 1 30 0 30");
    run("drop", "refund", "1", "--reason", "it stuck");
    assertThat(linesOf("report", "income", "--by", "machine"))
        .containsExactly("MACHINE DROPS CHARGED REFUNDED INCOME", "d 1 30 30 0");
    assertThat(linesOf("report", "stock"))
        .containsExactly("MACHINE SLOT COUNT CAPACITY FELL PUT IN ITEM", "d 1 0 0 1 0 Coke");
    assertThat(linesOf("report", "stock", "--by", "item"))
        .containsExactly("ITEM SLOTS COUNT CAPACITY FELL PUT IN", "Coke 1 0 0 1 0");

    assertThat(run("report", "drops", "--since", "1970-01-01", "--by", "member", "--csv"))
        .isEqualTo(ExitCode.WELL);
    assertThat(out()).isEqualTo("member,fell,failed,open,credits\r\n\"bob\",1,0,0,30\r\n");
    assertThat(run("report", "stock", "--by", "day")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).isEqualTo("--by: found day, expected machine, item\n");
  }

  @Test
  void saysWhoHasDoneWhat() {
    beginBooks();
    run("resolve", "1", "dropped", "--reason", "100% sure");

    assertThat(linesOf("audit", "--actor", "ALICE"))
        .hasSize(2)
        .last()
        .asString()
        .endsWith(" (sudo alice) drop 1: 100% sure (in-doubt -> dropped)");
    assertThat(linesOf("audit", "--what", "0% S")).hasSize(2);
    assertThat(linesOf("audit", "--what", "drop_1")).hasSize(1);
    assertThat(linesOf("audit", "--since", "1h", "--until", "now")).hasSizeGreaterThan(2);
    assertThat(linesOf("audit", "--since", "1970-01-01", "--until", "1970-01-02")).hasSize(1);
  }

  @Test
  void saysWhatIsNext() throws IOException {
    assertThat(run("status")).isEqualTo(ExitCode.FAILED);
    assertThat(lines())
        .contains("well no", "running no")
        .anyMatch(line -> line.matches("appliance wrong .* does not run"))
        .anyMatch(line -> line.matches("books wrong .* there are none yet"))
        .contains(
            "no machine yet: write "
                + temporary
                + "/machines/ID.yaml, one file a machine, named by its id",
            "no member yet: drinkd user add NAME --admin");
    assertThat(temporary.resolve("data")).doesNotExist();

    beginBooks();
    Files.writeString(
        temporary.resolve("machines/d.yaml"),
        """
        name: Big Drink
        location: North stairwell
        driver: tini390
        connect: 127.0.0.1:9
        password: { env: D_PASSWORD }
        slots: [{ slot: 1, item: Coke, price: 50, count: 24 }]
        """);
    assertThat(run("status")).isEqualTo(ExitCode.FAILED);
    assertThat(lines())
        .anyMatch(line -> line.matches("books well .* can be written"))
        .anyMatch(line -> line.matches("drops in doubt wrong .*"))
        .noneMatch(line -> line.contains("no machine yet") || line.contains("no member yet"));

    assertThat(run("plugin", "list")).isEqualTo(ExitCode.WELL);
    assertThat(lines()).anyMatch(line -> line.matches("tini390 \\S+ loaded tini390.jar d"));
  }

  @Test
  void showsWhatHolds() throws IOException {
    Files.writeString(
        temporary.resolve("machines/d.yaml"),
        """
        name: Big Drink
        location: North stairwell
        driver: tini390
        connect: 127.0.0.1:9
        password: { env: D_PASSWORD }
        slots: [{ slot: 1, item: Coke, price: 50, count: 24 }]
        """);
    assertThat(run("config", "show")).isEqualTo(ExitCode.WELL);
    assertThat(lines())
        .contains(
            "appliance.yaml name line 1 Floor drink server",
            "appliance.yaml data default data",
            "appliance.yaml listeners[1].port line 3 0",
            "appliance.yaml limits.delay-max default 3600s",
            "machines/d.yaml password.env line 5 D_PASSWORD",
            "machines/d.yaml slots[1].item line 6 Coke",
            "machines/d.yaml timeout default as its driver suggests");
    assertThat(out()).doesNotContain("boards.accept", "members.ldap", "secret");

    assertThat(run("config", "check")).isEqualTo(ExitCode.WELL);
    Files.writeString(temporary.resolve("machines/x.yaml"), "nme: x\n");
    assertThat(run("config", "show")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("x.yaml: nme: found an unknown key");
    assertThat(lines()).contains("appliance.yaml name line 1 Floor drink server");
  }

  private List<String> linesOf(String... arguments) {
    assertThat(run(arguments)).as(this::err).isEqualTo(ExitCode.WELL);
    return lines();
  }

  private List<String> lines() {
    return out().lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }
}

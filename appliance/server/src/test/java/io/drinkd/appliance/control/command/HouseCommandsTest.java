package io.drinkd.appliance.control.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.reading.Readings;
import io.drinkd.appliance.service.Operator;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands about members and machines print, for people and for programs. */
class HouseCommandsTest {

  private static final Operator OPERATOR = new Operator("root", Optional.empty());

  @TempDir Path folder;
  private Services books;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void open() {
    books =
        Services.openBooks(
            TestBooks.begun(folder.resolve("data")),
            TestSettings.with(List.of()),
            List.of(
                machine(
                    new SlotSettings(1, "Coke", 50, 24),
                    new SlotSettings(2, "Root Beer", 60, 3),
                    new SlotSettings(3, "Water", 0, 0))),
            new ManualTimers());
    add("alice", true, 0, "01ab");
    add("bob", false, 100, "02ab");
    add("carol", false, 50);
  }

  private static MachineSettings machine(SlotSettings... slots) {
    return new MachineSettings(
        "d",
        "Big Drink",
        List.of("big"),
        "North stairwell",
        Optional.empty(),
        new BoardAccess(
            "tini390",
            new HostAndPort("127.0.0.1", 9),
            new SecretText("none"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30)),
        List.of(slots));
  }

  private void add(String name, boolean admin, long credits, String... ibuttons) {
    NewMember member = new NewMember(name, Optional.empty(), admin, credits, List.of(ibuttons));
    books.memberships().add(TestClaims.OPERATOR, member).join();
  }

  @AfterEach
  void close() {
    books.close();
  }

  /** What a command prints, words apart by one blank; errors behind the output. */
  private String run(int code, String... arguments) {
    out.reset();
    err.reset();
    CommandRequest request = CommandRequest.here(List.of(arguments), Map.of());
    int found =
        BooksCommandRunner.onBooks(books).run(request, OPERATOR, new ProcessTerminal(out, err));
    String printed = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    assertThat(found).as(printed).isEqualTo(code);
    return printed.replaceAll(" +", " ");
  }

  private String run(String... arguments) {
    return run(ExitCode.WELL, arguments);
  }

  @Test
  void showsHowWarmAMachineWas() {
    ManualTimers timers = new ManualTimers();
    try (Readings readings = new Readings(folder.resolve("data"), timers)) {
      for (double celsius : new double[] {4.5, 5, 7}) {
        readings.measured("d", celsius);
      }
      timers.advance(Duration.ofMinutes(1));
    }

    assertThat(run("--utc", "machine", "temperature", "big", "--since", "2026-01-01"))
        .isEqualTo("AT LEAST MEAN MOST\n2026-01-01 00:00:00Z 4.5 5.5 7.0\n");
    assertThat(run("--json", "machine", "temperature", "d", "--since", "2026-01-02"))
        .isEqualTo("[]\n");
    assertThat(run(ExitCode.FAILED, "machine", "temperature", "x"))
        .contains("there is no machine x");
  }

  /** One rule for all: operators name people as they write them. */
  @Test
  void findsMembersWhateverTheCaseOfTheirNames() {
    assertThat(run("user", "show", "BOB")).startsWith("name bob\n");
    assertThat(run("user", "credits", "Bob", "+5", "--reason=thanks"))
        .isEqualTo("bob has 105 credits now\n");
    assertThat(run("user", "floor", "BOB", "-10"))
        .isEqualTo("the credits of bob never go below -10\n");
    assertThat(run("user", "admin", "Bob", "on")).isEqualTo("bob is an admin now\n");
    assertThat(run("user", "card", "add", "boB", "09ab"))
        .isEqualTo("bob logs in by that card too\n");
    assertThat(run("user", "card", "remove", "boB", "09ab"))
        .isEqualTo("bob does not log in by that card any more\n");
    assertThat(run("drop", "list", "--member", "BOB")).startsWith("ID ");
    assertThat(run("user", "rename", "BOB", "Bob")).isEqualTo("bob is Bob now\n");
    assertThat(run("user", "merge", "bob", "CAROL", "--yes"))
        .isEqualTo("merged Bob into carol, with 105 credits\n");
    assertThat(run("user", "close", "CAROL", "--to", "Alice", "--yes"))
        .isEqualTo("closed carol; alice got 155 credits\n");
    // Who has left is found the same way.
    assertThat(run(ExitCode.FAILED, "drop", "list", "--member", "CAROL")).contains("no member");
  }

  @Test
  void showsAMember() {
    run("user", "credits", "bob", "-30", "--reason", "a broken glass");

    assertThat(run("--utc", "user", "show", "bob").lines().map(String::strip))
        .containsExactly(
            "name bob",
            "credits 70",
            "balance 70",
            "held 0",
            "floor 0",
            "admin no",
            "local no",
            "ibuttons 02ab",
            "last",
            "AT CREDITS BALANCE REASON",
            "2026-01-01 00:00:00Z -30 70 a broken glass",
            "2026-01-01 00:00:00Z 100 100 first credits");
    assertThat(run("--json", "user", "show", "bob"))
        .startsWith("{\"name\":\"bob\",\"credits\":70,\"balance\":70,")
        .contains("\"ibuttons\":[\"02ab\"]", "\"actor\":\"operator:root\"");
    assertThat(run(ExitCode.FAILED, "user", "show", "gone")).isEqualTo("there is no member gone\n");
  }

  @Test
  void saysWhatHasBecomeOfMembers() {
    assertThat(run("user", "credits", "bob", "+5", "--reason=thanks"))
        .isEqualTo("bob has 105 credits now\n");
    assertThat(run("user", "admin", "bob", "on")).isEqualTo("bob is an admin now\n");
    assertThat(run("user", "admin", "bob", "OFF")).isEqualTo("bob is no admin any more\n");
    assertThat(run(ExitCode.USAGE, "user", "admin", "bob", "maybe"))
        .contains("on|off: found maybe, expected on or off");
    assertThat(run("user", "rename", "bob", "rob")).isEqualTo("bob is rob now\n");
    assertThat(run("user", "card", "add", "rob", "09ab"))
        .isEqualTo("rob logs in by that card too\n");
    assertThat(run("user", "card", "remove", "rob", "02AB"))
        .isEqualTo("rob does not log in by that card any more\n");
    assertThat(run("user", "merge", "rob", "carol", "--yes"))
        .isEqualTo("merged rob into carol, with 105 credits\n");
    assertThat(run("user", "close", "carol", "--to", "treasury", "--yes"))
        .isEqualTo("closed carol; the treasury got 155 credits\n");
    assertThat(run("--json", "user", "list"))
        .isEqualTo(
            "[{\"name\":\"alice\",\"admin\":true,\"credits\":0,\"held\":0,\"ibuttons\":[\"01ab\"]}]\n");
  }

  @Test
  void asksBeforeWhatCannotBeTakenBack() {
    assertThat(run(ExitCode.USAGE, "user", "merge", "bob", "carol"))
        .isEqualTo(
            "Merge bob, who has 100 credits, into carol? It cannot be taken back. Nobody can be"
                + " asked here: say so with --yes; nothing was done\n");
    assertThat(run("--json", "user", "close", "bob", "--to=carol", "--yes"))
        .isEqualTo("{\"name\":\"bob\",\"credits\":100,\"to\":\"carol\"}\n");
  }

  private String list(String text) throws IOException {
    return Files.writeString(folder.resolve("members.csv"), text).toString();
  }

  @Test
  void importsMembers() throws IOException {
    assertThat(run("user", "import", list("name,credits,card\ndave,20,04ab\nerin,,\n")))
        .isEqualTo(
            "added 2 members with 20 credits; 2 have no password: until user passwd"
                + " sets one they log in by card, if they have one\n");
    assertThat(run("--json", "user", "import", list("name\nfay\n")))
        .isEqualTo("{\"members\":1,\"credits\":0,\"without-password\":1}\n");
    assertThat(run(ExitCode.FAILED, "user", "import", folder.resolve("gone.csv").toString()))
        .contains("gone.csv");
  }

  @Test
  void namesTheFirstWrongLinesOfALongList() throws IOException {
    String many =
        IntStream.range(0, 105).mapToObj(i -> "two words\n").collect(Collectors.joining());
    List<String> lines =
        run(ExitCode.USAGE, "user", "import", list("name\n" + many)).lines().toList();

    assertThat(lines).hasSize(101);
    assertThat(lines.get(0)).startsWith("line 2: the name is 1 to 32 letters");
    assertThat(lines.get(100)).isEqualTo("and 5 more wrong lines; nobody was added");

    assertThat(run(ExitCode.USAGE, "user", "import", list("name,credits,floor\nALICE,many,5\n")))
        .isEqualTo(
            "line 2: found credits \"many\", expected a whole number; there is a member alice"
                + " already; found 5, expected a floor from -1000000000 to 0\nnobody was added\n");
  }

  @Test
  void takesListsInUtf8Only() throws IOException {
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, "name\nJürgen\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(run(ExitCode.USAGE, "user", "import", latin.toString()))
        .isEqualTo(latin + ": is not in UTF-8; save it so, then import it again\n");
  }

  @Test
  void listsStock() {
    assertThat(run("machine", "stock").lines().map(String::strip))
        .containsExactly(
            "MACHINE SLOT COUNT CAPACITY STOCK ENABLED PRICE ITEM",
            "d 1 24 24 well yes 50 Coke",
            "d 2 3 3 low yes 60 Root Beer",
            "d 3 0 0 out yes 0 Water");
    assertThat(run("--json", "machine", "stock", "big"))
        .contains("{\"machine\":\"d\",\"slot\":2,\"count\":3,\"capacity\":3,\"low\":3,")
        .contains("\"stock\":\"low\"");
    assertThat(run(ExitCode.FAILED, "machine", "stock", "x"))
        .isEqualTo("there is no machine x; there are: d\n");
  }

  @Test
  void restocks() {
    run("machine", "capacity", "d", "3", "12");
    assertThat(run("machine", "restock", "d", "1=20", "2=2").lines().map(String::strip))
        .containsExactly("SLOT BEFORE NOW ITEM", "1 24 20 Coke", "2 3 2 Root Beer");
    assertThat(run("machine", "restock", "d", "--fill").lines().map(String::strip))
        .containsExactly("SLOT BEFORE NOW ITEM", "1 20 24 Coke", "2 2 3 Root Beer", "3 0 12 Water");
    assertThat(run("machine", "restock", "d", "--fill"))
        .contains("every slot of d has as many as it holds already, or more");
    for (String[] wrong :
        List.of(
            new String[] {"machine", "restock", "d"},
            new String[] {"machine", "restock", "d", "--fill", "1=2"},
            new String[] {"machine", "restock", "d", "1=2", "1=3"},
            new String[] {"machine", "restock", "d", "1:2"})) {
      assertThat(run(ExitCode.USAGE, wrong)).endsWith("nothing was changed\n");
    }
  }

  @Test
  void warnsOfNumbersThatCannotBeMeant() {
    assertThat(run("machine", "restock", "d", "1=30"))
        .endsWith(
            "warning: slot 1 of d has 30, more than the 24 that it holds; correct one: machine"
                + " restock, or machine capacity\n");
    assertThat(run(ExitCode.USAGE, "machine", "capacity", "d", "1", "20"))
        .isEqualTo(
            "capacity 20 is below the 30 in the slot; if there are fewer in it, set their number"
                + " first\n");
    assertThat(run("machine", "low", "d", "1", "25"))
        .contains("warning: slot 1 of d is low with 25 left, and holds only 24, so it always is");
    assertThat(run("machine", "capacity", "d", "1", "30")).doesNotContain("warning");
  }

  @Test
  void listsTheDropsOfMembersOnly() {
    assertThat(run("drop", "list", "--member", "alice")).startsWith("ID ");
    assertThat(run(ExitCode.FAILED, "drop", "list", "--member", "nobody"))
        .isEqualTo("there is no member nobody, and no drop of one who had that name\n");
    assertThat(run(ExitCode.FAILED, "--json", "drop", "list", "--member", "nobody"))
        .startsWith("there is no member nobody");
  }

  @Test
  void namesOfTheHousesAccountsAreNobodys() {
    for (String name : List.of("treasury", "Sales", "ADJUSTMENT")) {
      assertThat(run(ExitCode.USAGE, "user", "rename", "alice", name))
          .isEqualTo(
              "found name " + name + ", which an account of the house has; choose another one\n");
    }
  }

  @Test
  void setsWhatASlotIs() {
    assertThat(run("machine", "price", "d", "1", "55")).isEqualTo("slot 1 of d costs 55\n");
    assertThat(run("machine", "item", "d", "1", "Cherry Coke"))
        .isEqualTo("slot 1 of d sells Cherry Coke\n");
    assertThat(run("machine", "capacity", "d", "1", "30")).isEqualTo("slot 1 of d holds 30\n");
    assertThat(run("machine", "low", "d", "1", "5")).isEqualTo("slot 1 of d is low with 5 left\n");
    assertThat(run("machine", "disable", "d", "1")).isEqualTo("slot 1 of d is not on sale\n");
    assertThat(run("machine", "stock", "d")).contains("d 1 24 30 well no 55 Cherry Coke\n");
    assertThat(run("machine", "enable", "d", "1")).isEqualTo("slot 1 of d is on sale\n");
    assertThat(run("--json", "machine", "price", "big", "1", "0"))
        .isEqualTo("{\"machine\":\"d\",\"slot\":1,\"price\":0}\n");
    assertThat(run(ExitCode.FAILED, "machine", "price", "d", "99999999999", "1"))
        .contains("d has no slot");
  }

  @Test
  void takesAMachineOutOfServiceForAReason() {
    assertThat(run("machine", "service", "d", "off", "--reason", "the belt is torn"))
        .isEqualTo("d is out of service\n");
    assertThat(books.catalog().machine("d").state()).isEqualTo("out-of-service");
    assertThat(run("--json", "machine", "service", "d", "on"))
        .isEqualTo("{\"machine\":\"d\",\"in-service\":true}\n");
    assertThat(run(ExitCode.USAGE, "machine", "service", "d", "off"))
        .isEqualTo("expected --reason with off: say why; nothing was changed\n");
    assertThat(run(ExitCode.USAGE, "machine", "service", "d", "on", "--reason=x"))
        .isEqualTo("--reason: belongs to off only; nothing was changed\n");
  }
}

package io.drinkd.appliance.control.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Operator;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's commands, on real books. */
class OperatorCommandsTest {

  private static final Operator OPERATOR = new Operator("root", Optional.empty());

  @TempDir Path temporary;
  private final SystemTimers timers = Timers.system("timers");
  private Services books;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void openBooks() {
    books = Services.openBooks(TestBooks.begun(temporary), TestSettings.MEMBERS, timers);
  }

  @AfterEach
  void closeBooks() {
    books.close();
    timers.close();
  }

  @Test
  void addsMember() {
    int code = run("secret", "user", "add", "bob", "--credits", "100", "--ibutton", "0100AB");

    assertThat(code).isEqualTo(ExitCode.WELL);
    assertThat(out).hasToString("added member bob with 100 credits\n");
    assertThat(err.toString()).isEmpty();
    MemberRecord bob = books.foundation().members().find("bob").orElseThrow();
    assertThat(bob.admin()).isFalse();
    assertThat(books.foundation().members().ibuttons().join().get(bob.id()))
        .containsExactly("0100ab");
    assertThat(books.foundation().ledger().balance(bob.account()).available()).isEqualTo(100);
    assertThat(books.foundation().ledger().balance(Ledger.TREASURY).balance()).isEqualTo(-100);
    assertThat(books.foundation().members().authenticate("bob", "secret").join()).contains(bob);
  }

  @Test
  void listsMembers() {
    run("secret", "user", "add", "bob", "--credits", "100", "--ibutton", "0100ab");
    run("secret", "user", "add", "alice", "--admin", "--ibutton", "0200ab", "--ibutton=0300ab");
    MemberRecord bob = books.foundation().members().find("bob").orElseThrow();
    books
        .foundation()
        .store()
        .write(
            tx -> {
              books.foundation().ledger().hold(tx, bob.account(), 30);
              return null;
            })
        .join();
    out.reset();

    assertThat(run("", "user", "list")).isEqualTo(ExitCode.WELL);

    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "NAME ADMIN CREDITS HELD IBUTTONS",
            "alice yes 0 0 0200ab 0300ab",
            "bob no 70 30 0100ab");
  }

  @Test
  void verifiesBooks() {
    run("secret", "user", "add", "bob", "--credits", "100");
    out.reset();

    assertThat(run("", "ledger", "verify")).isEqualTo(ExitCode.WELL);
    assertThat(out.toString()).matches("sound: \\d+ rules, 4 accounts, 1 transfers, 0 drops\n");
  }

  @Test
  void namesWhatIsNotSound() {
    MemberRecord bob = addedMember();
    // A hold that no drop stands behind; the tables cannot know that one was to come.
    books
        .foundation()
        .store()
        .write(
            tx -> {
              books.foundation().ledger().hold(tx, bob.account(), 30);
              return null;
            })
        .join();

    assertThat(run("", "ledger", "verify")).isEqualTo(ExitCode.UNSOUND);
    assertThat(out.toString()).contains("not so: what an account holds").contains("\nNOT SOUND: ");
  }

  private MemberRecord addedMember() {
    run("secret", "user", "add", "bob", "--credits", "100");
    out.reset();
    return books.foundation().members().find("bob").orElseThrow();
  }

  @Test
  void saysWhatIsWrongWithMember() {
    assertThat(run("secret", "user", "add", "bob")).isEqualTo(ExitCode.WELL);

    assertThat(run("secret", "user", "add", "bob")).isEqualTo(ExitCode.FAILED);
    assertThat(run("secret", "user", "add", "two words")).isEqualTo(ExitCode.USAGE);
    assertThat(run("", "user", "add", "carol")).isEqualTo(ExitCode.USAGE);
    assertThat(run("secret", "user", "add", "carol", "--credits=-5")).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString().lines())
        .hasSize(4)
        .first()
        .isEqualTo("there is a member bob already");
    assertThat(books.foundation().members().all())
        .extracting(MemberRecord::name)
        .containsExactly("bob");
  }

  @Test
  void saysHowToUseIt() {
    assertThat(run("", "user", "add")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .startsWith("Missing required parameter: 'NAME'\nUsage: drinkd user add ")
        .endsWith("\nSee: drinkd user add --help\n");

    assertThat(run("", "drops")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains(
            "Missing required option: '--in-doubt'\n"
                + "--in-doubt: Drops whose board never answered; decide each with drop resolve.\n"
                + "Usage: drinkd drops ");

    assertThat(run("", "--check")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).endsWith("expected an operator's command; see --help\n");
  }

  /** What was made ready while nobody waited is for one command alone. */
  @Test
  void commandsMadeReadyAreUsedOnce() {
    BooksCommandRunner runner = BooksCommandRunner.onBooks(books);
    runner.prepare();
    runner.prepare();
    for (String words : List.of("--json user list", "user list")) {
      CommandRequest request = CommandRequest.here(List.of(words.split(" ")), Map.of());
      out.reset();
      runner.run(request, OPERATOR, new ProcessTerminal(out, err));
    }
    assertThat(out.toString()).startsWith("NAME ");
  }

  @Test
  void namesACommandByItsWordsAlone() {
    CommandRequest request =
        CommandRequest.here(
            List.of("--json", "--conf", "/etc/drinkd", "user", "card", "add", "bob"), Map.of());
    assertThat(request).hasToString("command [user, card]");
  }

  @Test
  void failsInOneLineWhenBooksAreClosed() {
    books.close();

    assertThat(run("secret", "user", "add", "bob")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void understandsCommandLine() {
    DrinkdCommandLine plain = DrinkdCommandLine.parse(List.of());
    assertThat(plain.conf()).isEqualTo(Path.of("conf"));
    assertThat(plain.check()).isFalse();
    assertThat(plain.command()).isEmpty();

    DrinkdCommandLine check = DrinkdCommandLine.parse(List.of("--check", "--conf", "/etc/drinkd"));
    assertThat(check.conf()).isEqualTo(Path.of("/etc/drinkd"));
    assertThat(check.check()).isTrue();

    DrinkdCommandLine add = DrinkdCommandLine.parse(List.of("--conf=x", "user", "add", "bob"));
    assertThat(add.command()).containsInstanceOf(UserAddCommand.class);

    assertThat(DrinkdCommandLine.parse(List.of("--version")).version()).isTrue();
    assertThat(DrinkdCommandLine.parse(List.of("user", "--help")).help().orElseThrow())
        .startsWith("Usage: drinkd user")
        .contains("add", "list");
  }

  @Test
  void refusesCommandLine() {
    assertThatThrownBy(() -> DrinkdCommandLine.parse(List.of("--chekc")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("Unknown option: '--chekc'")
        .hasMessageContaining("See: drinkd --help");
    assertThatThrownBy(() -> DrinkdCommandLine.parse(List.of("user")))
        .isInstanceOf(UsageException.class)
        .hasMessage("Missing command\nSee: drinkd user --help");
    refuses("there is no command usr; did you mean user?\nSee: drinkd --help", "usr", "list");
    refuses("there is no command lst; did you mean list?\nSee: drinkd user --help", "user", "lst");
    refuses("there is no command usre; did you mean user?\nSee: drinkd --help", "usre");
    refuses("there is no command xyz\nSee: drinkd --help", "xyz");
    refuses(
        "found more, expected no further word\nSee: drinkd machine list --help",
        "machine",
        "list",
        "more");
    refuses(
        "N: found 1.50, expected a whole number in plain decimal digits, such as 50"
            + "\nSee: drinkd machine price --help",
        "machine",
        "price",
        "d",
        "1",
        "1.50");
    refuses(
        "--credits: found 9999999999999999999, expected a number of up to 18 digits"
            + "\nSee: drinkd user add --help",
        "user",
        "add",
        "bob",
        "--credits=9999999999999999999");
    refuses(
        "on|off: found maybe, expected on or off\nSee: drinkd user admin --help",
        "user",
        "admin",
        "bob",
        "maybe");
  }

  private static void refuses(String mistake, String... words) {
    assertThatThrownBy(() -> DrinkdCommandLine.parse(List.of(words)))
        .isInstanceOf(UsageException.class)
        .hasMessage(mistake);
  }

  private int run(String password, String... arguments) {
    CommandRequest request = CommandRequest.here(List.of(arguments), Map.of());
    InputStream stdin = System.in;
    System.setIn(new ByteArrayInputStream((password + "\n").getBytes(StandardCharsets.UTF_8)));
    try {
      return BooksCommandRunner.onBooks(books)
          .run(request, OPERATOR, new ProcessTerminal(out, err));
    } finally {
      System.setIn(stdin);
    }
  }
}

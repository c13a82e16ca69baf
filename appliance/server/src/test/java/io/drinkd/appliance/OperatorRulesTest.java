package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.control.ControlSocket;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.command.BooksCommandRunner;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The house's rules hold for operators as for everybody, whether or not the books are open. */
class OperatorRulesTest {

  private static final String DIRECTORY =
      """
      members:
        source: ldap
        ldap:
          url: ldaps://127.0.0.1:636
          account: uid=drinkd,dc=example,dc=net
          password: { file: directory-password }
          base: ou=people,dc=example,dc=net
          admin-group: cn=drink,dc=example,dc=net
      """;

  @TempDir Path temporary;
  private String typed = "secret\n";
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void configure() throws Exception {
    configure("");
  }

  private void configure(String members) throws Exception {
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners:
          - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0 }
        """
            + members);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user add carol --credits=-1 | 2 | credits are from 0 to 1000000000000",
        "user add carol --credits=1000000000001 | 2 | credits are from 0 to 1000000000000",
        "user add carol --ibutton=x | 2 | an iButton's id is 4 to 64 letters and digits",
        "user add .carol | 2 | the name is 1 to 32 letters, digits, dots, underlines or hyphens,"
            + " and begins with a letter or digit",
        "user add bob | 1 | there is a member bob already",
        "user passwd carol | 1 | there is no member carol",
        "user floor carol 0 | 1 | there is no member carol",
        "user floor bob 1 | 2 | found 1, expected a floor from -1000000000 to 0",
        "user floor bob -1000000001 | 2 | found -1000000001, expected a floor from -1000000000 to"
            + " 0",
        "resolve 7 dropped --reason= | 2 | the text is empty; say why",
        "resolve 7 eaten --reason=x | 2 | found eaten, expected dropped or refunded",
        "resolve 7 drop --reason=x | 1 | there is no drop 7",
        "resolve 7 dropped --reason=x | 1 | there is no drop 7",
        "resolve 7 refund --reason=x | 1 | there is no drop 7",
        "resolve 7 REFUNDED --reason=x | 1 | there is no drop 7",
      })
  void refusesInOneLine(String command, int code, String line) throws Exception {
    assertThat(run("user", "add", "bob")).isEqualTo(ExitCode.WELL);
    String[] arguments = command.split(" ");

    assertRefused("closed", arguments, code, line);
    whileOpen(TestSettings.MEMBERS, () -> assertRefused("open", arguments, code, line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user passwd bob | passwords are in the LDAP directory (members.source); set them there",
        "user add carol --ibutton=0123456789abcdef | iButtons are in the LDAP directory"
            + " (members.source); set them there",
        "user add carol --admin | a group of the LDAP directory says who is an admin"
            + " (members.ldap.admin-group); change it there",
      })
  void refusesWhatTheDirectoryDecides(String command, String line) throws Exception {
    configure(DIRECTORY);
    typed = "";
    String[] arguments = command.split(" ");
    assertThat(run("user", "add", "bob")).as("%s", err).isEqualTo(ExitCode.WELL);

    assertRefused("closed", arguments, ExitCode.FAILED, line);
    whileOpen(
        TestSettings.MEMBERS_IN_DIRECTORY,
        () -> assertRefused("open", arguments, ExitCode.FAILED, line));
  }

  @Test
  void addsMembersWithoutPasswordsWhereTheDirectoryHasThem() throws Exception {
    configure(DIRECTORY);
    typed = "";

    assertThat(run("user", "add", "dave")).as("closed: %s", err).isEqualTo(ExitCode.WELL);
    whileOpen(
        TestSettings.MEMBERS_IN_DIRECTORY,
        () -> assertThat(run("user", "add", "erin")).as("open: %s", err).isEqualTo(ExitCode.WELL));
    assertThat(run("user", "list")).isEqualTo(ExitCode.WELL);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("dave", "erin");
  }

  private void assertRefused(String books, String[] arguments, int code, String line) {
    assertThat(run(arguments)).as("%s: %s", books, err).isEqualTo(code);
    assertThat(err).as(books).hasToString(line + "\n");
  }

  private void whileOpen(MemberSettings members, Runnable check) throws Exception {
    try (DataFolder folder = DataFolder.take(temporary.resolve("data"));
        SystemTimers timers = Timers.system("timers");
        Services services = Services.openBooks(folder.path(), members, timers);
        ControlSocket socket =
            ControlSocket.open(folder, new BooksCommandRunner(services), timers)) {
      assertThat(socket).isNotNull();
      check.run();
    }
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of("--conf", temporary.toString()));
    Collections.addAll(all, arguments);
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
    try {
      return new Main(Map.of(), new PrintStream(out, true), new PrintStream(err, true)).run(all);
    } finally {
      System.setIn(before);
    }
  }
}

package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.directory.TestDirectory;
import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each rule of the house, tried on the same books through every door: by the admin alice in the
 * Sunday protocol, and as an operator's command while the appliance runs and while it does not.
 * What is refused at one door is refused at the others and leaves the books as they were; what is
 * done leaves the same books behind.
 *
 * <p>In the books are the admin alice, bob with 100 credits of which drop 1, in doubt, holds 30,
 * drop 2 of bob's, decided before, drops 3, 4 and 5 of carol's, paid, paid back and free, and drop
 * 6, paid by gone, whose account is closed. {@code <257>} stands for so many letters; behind {@code
 * <} is what the operator types as a password, else {@code secret}.
 */
class RulesAtBothDoorsTest {

  private static final String ALICES_PASSWORD = "alice-secret";
  private static final String BOB = "IBUTTON 01ab";

  @TempDir private static Path shared;
  private static byte[] books;
  private static List<String> before;
  private static TestDirectory directory;

  @TempDir private Path conf;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private ConfigurationFolder configuration;

  /** How something is asked of the house. */
  private enum Way {
    SUNDAY,
    CONTROL_SOCKET,
    BOOKS
  }

  @BeforeAll
  static void prepare() throws Exception {
    directory = TestDirectory.start(shared);
    Path folder = Files.createDirectory(shared.resolve("books"));
    // Its clock stands still.
    ManualTimers timers = new ManualTimers();
    try (Services services = Services.openBooks(folder, TestSettings.MEMBERS, timers)) {
      add(services, new NewMember("alice", Optional.of(ALICES_PASSWORD), true, 0, List.of("02cd")));
      MemberRecord bob =
          add(services, new NewMember("bob", Optional.empty(), false, 100, List.of("01ab")));
      DropsInTheBooks.addInDoubt(services, bob);
      long decided = DropsInTheBooks.addInDoubt(services, bob);
      services
          .drops()
          .resolve(TestClaims.OPERATOR, decided, Decision.REFUNDED, new Remark("it stuck"))
          .join();
      MemberRecord carol =
          add(services, new NewMember("carol", Optional.empty(), false, 60, List.of()));
      addDropped(services, carol, 30);
      long refunded = addDropped(services, carol, 30);
      services
          .drops()
          .refund(TestClaims.OPERATOR, refunded, new Remark("it stuck"), Optional.empty())
          .join();
      addDropped(services, carol, 0);
      MemberRecord gone =
          add(services, new NewMember("gone", Optional.empty(), false, 30, List.of()));
      addDropped(services, gone, 30);
      services.memberships().close(TestClaims.OPERATOR, gone).join();
    }
    books = Files.readAllBytes(folder.resolve(SqliteStore.FILE_NAME));
    before = content(folder);
  }

  private static long addDropped(Services services, MemberRecord member, long price) {
    long drop = DropsInTheBooks.addInDoubt(services, member, price);
    services
        .drops()
        .resolve(TestClaims.OPERATOR, drop, Decision.DROPPED, new Remark("seen"))
        .join();
    return drop;
  }

  private static MemberRecord add(Services services, NewMember member) {
    return services.memberships().add(TestClaims.OPERATOR, member).join();
  }

  @AfterAll
  static void stopDirectory() {
    directory.close();
  }

  @BeforeEach
  void configure() throws IOException {
    configuration = new ConfigurationFolder(conf);
    configuration.machine("d", "tini390", 9, 5);
    Files.createDirectory(conf.resolve("drivers"));
  }

  private void useDirectory() throws IOException {
    Path password = Files.writeString(conf.resolve("directory-password"), "drinkd-secret\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Path file = conf.resolve("appliance.yaml");
    String members =
        """
        members:
          source: ldap
          ldap:
            url: ldaps://127.0.0.1:%d
            trust: %s
            account: uid=drinkd,dc=example,dc=net
            password: { file: directory-password }
            base: ou=people,dc=example,dc=net
            ibutton-attribute: ibutton
            admin-group: cn=drink,dc=example,dc=net
            timeout: 20s
        """
            .formatted(directory.port("ldaps"), directory.trust());
    Files.writeString(file, Files.readString(file) + members);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a member joins | ADDUSER dave secret | OK User created. \
          | user add dave | 0 |
          the name is taken | ADDUSER bob secret | ERR 412 User already registered. \
          | user add bob | 1 | there is a member bob already
          a name in other letters | ADDUSER ＢOB secret | ERR 412 User already registered. \
          | user add ＢOB | 1 | there is a member bob already
          a name of another script | ADDUSER Jürgen secret | OK User created. \
          | user add Jürgen | 0 |
          a freed name | ADDUSER gone secret | OK User created. \
          | user add gone | 0 |
          a name begins otherwise | ADDUSER .dave secret | ERR 410 Invalid user. \
          | user add .dave | 2 | the name is 1 to 32 letters, digits, dots, underlines or \
          hyphens, and begins with a letter or digit; found .dave
          a name has 33 letters | ADDUSER <33> secret | ERR 410 Invalid user. \
          | user add <33> | 2 | the name is 1 to 32 letters, digits, dots, underlines or hyphens, \
          and begins with a letter or digit; found <33>
          first password empty | ADDUSER dave "" | ERR 407 Invalid password. \
          | user add dave < | 2 | the password has 4 to 256 characters
          first password too long | ADDUSER dave <257> | ERR 407 Invalid password. \
          | user add dave < <257> | 2 | the password has 4 to 256 characters
          password changed | CHPASS bob secret | OK Changes saved. \
          | user passwd bob | 0 |
          password empty | CHPASS bob "" | ERR 407 Invalid password. \
          | user passwd bob < | 2 | the password has 4 to 256 characters
          password too long | CHPASS bob <257> | ERR 407 Invalid password. \
          | user passwd bob < <257> | 2 | the password has 4 to 256 characters
          password that PASS cannot say | CHPASS bob "at" "last" | ERR 406 Invalid parameters. \
          | user passwd bob < at" last | 2 | PASS cannot say that password: it has a quote before a \
          blank, or a character that is not seen, such as the end of a line
          password in quotes | CHPASS bob "two words" | OK Changes saved. \
          | user passwd bob < two words | 0 |
          password of the closed | CHPASS gone secret | ERR 410 Invalid user. \
          | user passwd gone | 1 | there is no member gone

          it fell: drop | RESOLVE 1 drop seen | OK Resolved. \
          | resolve 1 drop --reason=seen | 0 |
          it fell: dropped | RESOLVE 1 dropped seen | OK Resolved. \
          | resolve 1 dropped --reason=seen | 0 |
          it stuck: refund | RESOLVE 1 refund seen | OK Resolved. \
          | resolve 1 refund --reason=seen | 0 |
          it stuck: refunded | RESOLVE 1 refunded seen | OK Resolved. \
          | resolve 1 refunded --reason=seen | 0 |
          whatever the case | RESOLVE 1 REFUND seen | OK Resolved. \
          | resolve 1 REFUND --reason=seen | 0 |
          neither | RESOLVE 1 eaten seen | ERR 406 Invalid parameters. \
          Found eaten, expected dropped or refunded. \
          | resolve 1 eaten --reason=seen | 2 | found eaten, expected dropped or refunded
          no reason | RESOLVE 1 drop "" | ERR 406 Invalid parameters. \
          The text is empty; say why. \
          | resolve 1 drop --reason= | 2 | the text is empty; say why
          a blank reason | RESOLVE 1 drop " " | ERR 406 Invalid parameters. \
          The text is empty; say why. \
          | resolve 1 drop --reason="  " | 2 | the text is empty; say why
          no such drop | RESOLVE 7 refund seen | ERR 406 Invalid parameters. \
          There is no drop 7. \
          | resolve 7 refund --reason=seen | 1 | there is no drop 7
          decided before | RESOLVE 2 drop seen | ERR 406 Invalid parameters. \
          Drop 2 is refunded, not in doubt. \
          | resolve 2 drop --reason=seen | 1 | drop 2 is refunded, not in doubt

          it stuck: paid back | REFUND 3 it stuck | OK Refunded. \
          | drop refund 3 "--reason=it stuck" | 0 |
          paid back before | REFUND 4 it stuck | ERR 406 Invalid parameters. \
          Drop 4 was refunded at 2026-01-01T00:00:00Z. \
          | drop refund 4 --reason=stuck | 1 | drop 4 was refunded at 2026-01-01 00:00:00
          not paid but in doubt | REFUND 1 it stuck | ERR 406 Invalid parameters. \
          Drop 1 is in doubt, not paid; resolve it as refunded instead. \
          | drop refund 1 --reason=stuck | 1 | drop 1 is in doubt, not paid; resolve it as refunded \
          instead
          not paid at all | REFUND 2 it stuck | ERR 406 Invalid parameters. \
          Drop 2 is refunded, so nothing was paid. \
          | drop refund 2 --reason=stuck | 1 | drop 2 is refunded, so nothing was paid
          free | REFUND 5 it stuck | ERR 406 Invalid parameters. \
          Drop 5 was free, so nothing was paid. \
          | drop refund 5 --reason=stuck | 1 | drop 5 was free, so nothing was paid
          paid by the closed | REFUND 6 it stuck | ERR 406 Invalid parameters. \
          Drop 6 was paid by gone, whose account is closed; grant the 30 credits to another one. \
          | drop refund 6 --reason=stuck | 1 | drop 6 was paid by gone, whose account is closed; grant \
          the 30 credits to another one
          no such drop to pay back | REFUND 7 it stuck | ERR 406 Invalid parameters. \
          | drop refund 7 --reason=stuck | 1 | there is no drop 7
          no reason to pay back | REFUND 3 "" | ERR 406 Invalid parameters. \
          | drop refund 3 --reason= | 2 | the text is empty; say why
          nothing was given | UNDO | ERR 209 Error during credit transfer. \
          | |  |

          credits for the closed | ADDCREDITS gone 5 | ERR 410 Invalid user. \
          | user floor gone 0 | 1 | there is no member gone
          a gift for the closed | SENDCREDITS 5 gone | ERR 208 Transfer error - user doesnt exist. \
          | |  |
          a gift to oneself | SENDCREDITS 5 alice | ERR 209 Error during credit transfer. \
          | |  |
          a gift from the poor | SENDCREDITS 5 bob | ERR 203 User is poor. \
          | |  |
          a blank reason to grant | ADDCREDITS bob 5 " " | ERR 406 Invalid parameters. \
          | user credits bob +5 --reason="  " | 2 | the text is empty; say why
          granted | ADDCREDITS bob 5 thanks | OK Added credits. \
          | user credits bob +5 --reason=thanks | 0 |
          taken | ADDCREDITS bob -5 thanks | OK Added credits. \
          | user credits bob -5 --reason=thanks | 0 |
          more than there is taken | ADDCREDITS bob -71 x | ERR 203 User is poor. \
          | user credits bob -71 --reason=x | 1 | bob has 70 credits available and a floor \
          of 0; 71 would go below it
          less than nothing | SENDCREDITS -5 bob | ERR 210 Send amount must be a positive, whole number. \
          | user add dave --credits=-1 | 2 | credits are from 0 to 1000000000000; found -1
          nothing | ADDCREDITS bob 0 | ERR 402 Invalid credits. \
          | user credits bob 0 --reason=x | 2 | found 0 credits, expected 1 to 1000000000000
          too much | ADDCREDITS bob 1000000000001 | ERR 402 Invalid credits. \
          | user add dave --credits=1000000000001 | 2 | credits are from 0 to 1000000000000; found \
          1000000000001
          too much taken | ADDCREDITS bob -1000000000001 | ERR 402 Invalid credits. \
          | user credits bob -1000000000001 --reason=x | 2 | found -1000000000001 credits, \
          expected 1 to 1000000000000
          too much given | SENDCREDITS 1000000000001 bob | ERR 210 Send amount must be a positive, \
          whole number. \
          | |  |
          too much set | EDITUSER bob 1000000000001 | ERR 402 Invalid credits. \
          | |  |
          more than is held is taken | ADDCREDITS bob -71 | ERR 203 User is poor. \
          | user floor bob 71 | 2 | found 71, expected a floor from -1000000000 to 0
          set below what is held | EDITUSER bob 29 | ERR 402 Invalid credits. \
          | |  |
          a floor above nothing | | \
          | user floor bob 1 | 2 | found 1, expected a floor from -1000000000 to 0
          a floor too deep | | \
          | user floor bob -1000000001 | 2 | found -1000000001, expected a floor from -1000000000 \
          to 0
          a floor | | \
          | user floor bob -500 | 0 |
          an iButton of 1 letter | | \
          | user add dave --ibutton=x | 2 | an iButton's id is 4 to 64 letters and digits
          an iButton that is taken | | \
          | user add dave --ibutton=01AB | 1 | iButton 01AB is taken

          the last admin is unmade | SETADMIN alice false | ERR 354 Unable to set admin flag. \
          | user admin alice off | 1 | the only admin is alice; make another one first
          the last admin is edited | EDITUSER alice 0 false | ERR 354 Unable to set admin flag. \
          | |  |
          the last admin leaves | RMUSER alice | ERR 353 Could not remove user. \
          The only admin is alice; make another one first. \
          | user close alice --yes | 1 | the only admin is alice; make another one first
          who has credits leaves | RMUSER carol | ERR 353 Could not remove user. \
          The account of carol has 30 credits; set them to 0 first. \
          | user close carol --yes | 1 | the account of carol has 30 credits; set them to 0 first
          who waits for a drop leaves | RMUSER bob | ERR 353 Could not remove user. \
          A drop of bob holds 30 credits; wait until it is settled, or resolve it if it is in \
          doubt. \
          | user close bob --yes | 1 | a drop of bob holds 30 credits; wait until it is settled, or \
          resolve it if it is in doubt
          an admin is made | SETADMIN bob true | OK Changes saved. \
          | user admin bob on | 0 |

          another name | | \
          | user rename carol caroline | 0 |
          a name that is taken | | \
          | user rename carol BOB | 1 | there is a member bob already
          a name of two words | | \
          | user rename carol "two words" | 2 | the name is 1 to 32 letters, digits, dots, \
          underlines or hyphens, and begins with a letter or digit; found two words
          one of two | | \
          | user merge carol bob --yes | 0 |
          one of two who waits for a drop | | \
          | user merge bob carol --yes | 1 | a drop of bob holds 30 credits; wait until it is \
          settled, or resolve it if it is in doubt
          one of two, the last admin | | \
          | user merge alice carol --yes | 1 | the only admin is alice; make another one first
          one of one | | \
          | user merge carol carol --yes | 2 | the two are one member, carol; name another one
          one of nobody | | \
          | user merge gone carol --yes | 1 | there is no member gone
          closed for the house | | \
          | user close carol --to treasury --yes | 0 |
          closed for another one | | \
          | user close carol --to bob --yes | 0 |
          closed for nobody | | \
          | user close carol --to gone --yes | 1 | there is no member gone
          closed without a word | | \
          | user close carol --to bob | 2 | Close the account of carol, which has 30 credits? It \
          cannot be taken back. Nobody can be asked here: say so with --yes; nothing was done
          a further iButton | | \
          | user card add carol 0FAB | 0 |
          an iButton of another | | \
          | user card add carol 01AB | 1 | iButton 01AB is taken
          an iButton lost | | \
          | user card remove bob 01AB | 0 |
          an iButton that is not hers | | \
          | user card remove carol 01ab | 1 | carol has no iButton 01ab

          another price | SETPRICE 1 60 | OK Changes saved. \
          | machine price d 1 60 | 0 |
          a price too high | SETPRICE 1 1000000001 | ERR 401 Invalid cost. \
          | machine price d 1 1000000001 | 2 | found price 1000000001, expected 0 to 1000000000
          a slot that there is not | SETPRICE 9 60 | ERR 409 Invalid slot. \
          | machine price d 9 60 | 1 | d has no slot 9
          a machine that there is not | | \
          | machine price x 1 60 | 1 | there is no machine x; there are: d
          another item | SETITEM 1 Water | OK Changes saved. \
          | machine item d 1 Water | 0 |
          an item without a name | SETITEM 1 " " | ERR 406 Invalid parameters. \
          | machine item d 1 "  " | 2 | found item "  ", expected 1 to 100 characters that can be seen, \
          without "
          restocked | RESTOCK 1 24 | OK Changes saved. \
          | machine restock d 1=24 | 0 |
          restocked with too many | RESTOCK 1 1000001 | ERR 408 Invalid quantity. \
          | machine restock d 1=1000001 | 2 | found quantity 1000001, expected 0 to 1000000
          restocked where there is no slot | RESTOCK 9 24 | ERR 409 Invalid slot. \
          | machine restock d 1=24 9=24 | 1 | d has no slot 9
          more in it | | \
          | machine capacity d 1 30 | 0 |
          too much in it | | \
          | machine capacity d 1 1000001 | 2 | found capacity 1000001, expected 0 to 1000000
          earlier low | | \
          | machine low d 1 5 | 0 |
          off sale | | \
          | machine disable d 1 | 0 |
          out of service | SERVICE off the belt is torn | OK Changes saved. \
          | machine service d off "--reason=the belt is torn" | 0 |
          out of service without a reason | SERVICE off " " | ERR 406 Invalid parameters. \
          | machine service d off "--reason= " | 2 | the text is empty; say why

          a delay too long | DROP 1 99999999 | ERR 403 Invalid delay. \
          | |  |
          a delay below 0 | DROP 1 -1 | ERR 403 Invalid delay. \
          | |  |
          a key too long | DROP 1 0 <65> | ERR 406 Invalid parameters. \
          | |  |
          a key that is empty | ADDCREDITS bob 5 key= | ERR 406 Invalid parameters. \
          | |  |
          a key with a blank behind it | SENDCREDITS 1 bob "key=mine " | ERR 406 Invalid parameters. \
          | |  |
          a key that other doors read as another | DROP 1 0 schl\u00fcssel \
          | ERR 406 Invalid parameters. | |  |
          """)
  void booksDecide(
      String rule, String request, String reply, String command, Integer code, String line)
      throws Exception {
    check(new Sunday(request, reply), new Operator(command, code, line));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a member joins | ADDUSER dave | OK User created. \
          | user add dave | 0 |
          a first password | ADDUSER dave secret | ERR 352 Unable to create user. \
          | |  |
          a password | CHPASS bob secret | ERR 451 Not implemented. \
          | user passwd bob | 1 | passwords are in the LDAP directory (members.source); set them \
          there
          the own password | CHPASS alice secret | ERR 451 Not implemented. \
          | user passwd alice | 1 | passwords are in the LDAP directory (members.source); set \
          them there
          an iButton | | \
          | user add dave --ibutton=0123 | 1 | iButtons are in the LDAP directory \
          (members.source); set them there
          an admin | SETADMIN bob true | ERR 354 Unable to set admin flag. \
          | user add dave --admin | 1 | a group of the LDAP directory says who is an admin \
          (members.ldap.admin-group); change it there
          an admin less | SETADMIN alice false | ERR 354 Unable to set admin flag. \
          | |  |
          an admin with credits | EDITUSER bob 900 true | ERR 354 Unable to set admin flag. \
          | |  |
          a local admin | | \
          | user add dave --local --admin | 0 |
          credits alone | EDITUSER bob 900 | OK Changes saved. \
          | |  |
          """)
  void directoryDecides(
      String rule, String request, String reply, String command, Integer code, String line)
      throws Exception {
    useDirectory();
    check(new Sunday(request, reply), new Operator(command, code, line));
  }

  /** What is asked in the Sunday protocol, and answered; null where it has no such verb. */
  private record Sunday(String request, String reply) {}

  /** The operator's command, its exit code, and its error; null where there is none. */
  private record Operator(String command, Integer code, String line) {}

  private void check(Sunday sunday, Operator operator) throws Exception {
    Map<Way, List<String>> after = new LinkedHashMap<>();
    List<Boolean> refused = new ArrayList<>();
    if (sunday.request != null) {
      after.put(Way.SUNDAY, with(Way.SUNDAY, port -> ask(port, sunday)));
      refused.add(sunday.reply.startsWith("ERR"));
    }
    if (operator.command != null) {
      after.put(Way.CONTROL_SOCKET, with(Way.CONTROL_SOCKET, port -> run(operator)));
      after.put(Way.BOOKS, with(Way.BOOKS, port -> run(operator)));
      refused.add(operator.code != ExitCode.WELL);
    }
    assertThat(refused).as("refused at one door, done at the other").containsOnly(refused.get(0));
    List<String> expected = refused.get(0) ? before : after.values().iterator().next();
    assertThat(after).allSatisfy((way, found) -> assertThat(found).isEqualTo(expected));
    assertThat(expected.equals(before)).as("nothing was changed").isEqualTo(refused.get(0));
  }

  private interface Request {
    void make(int port) throws IOException;
  }

  /** Asks on fresh books, while an appliance has them open or not, and returns what is in them. */
  private List<String> with(Way way, Request request) throws Exception {
    Path data = freshBooks();
    if (way == Way.BOOKS) {
      request.make(0);
    } else {
      try (Appliance appliance = start()) {
        request.make(appliance.port("sunday"));
      }
    }
    return content(data);
  }

  private Path freshBooks() throws IOException {
    Path data = conf.resolve("data");
    HouseFolder.remove(data);
    Files.createDirectories(data);
    Files.write(data.resolve(SqliteStore.FILE_NAME), books);
    return data;
  }

  private Appliance start() throws Exception {
    return Appliance.start(configuration.read("not asked for"), List.of(conf.resolve("drivers")));
  }

  private static void ask(int port, Sunday sunday) throws IOException {
    try (MemberSession alice = MemberSession.greeted(port)) {
      assertThat(alice.ask("USER alice")).isEqualTo("OK Password required.");
      assertThat(alice.ask("PASS " + ALICES_PASSWORD)).isEqualTo("OK Credits: 0");
      assertThat(alice.ask("MACHINE d")).startsWith("OK");
      assertThat(alice.ask(filled(sunday.request))).isEqualTo(sunday.reply);
    }
  }

  private void run(Operator operator) {
    assertThat(run(operator.command)).as("%s", err).isEqualTo(operator.code);
    // Warnings refuse nothing.
    String mistakes = err.toString().replaceAll("(?m)^warning: .*\n", "");
    assertThat(mistakes).isEqualTo(operator.line == null ? "" : filled(operator.line) + "\n");
  }

  private int run(String command) {
    err.reset();
    String[] typed = command.split(" <(?: |$)", 2);
    List<String> all = new ArrayList<>(List.of("--conf", conf.toString()));
    for (String word : typed[0].split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
      all.add(filled(word.replace("\"", "")));
    }
    String password = typed.length == 1 ? "secret" : filled(typed[1]);
    InputStream stdin = System.in;
    System.setIn(new ByteArrayInputStream((password + "\n").getBytes(StandardCharsets.UTF_8)));
    try {
      PrintStream out = new PrintStream(new ByteArrayOutputStream());
      return new Main(Map.of(), out, new PrintStream(err, true)).run(all);
    } finally {
      System.setIn(stdin);
    }
  }

  /** The text with as many letters as it says for each {@code <n>}. */
  private static String filled(String text) {
    int begin = text.indexOf('<');
    int end = text.indexOf('>');
    return begin < 0 || end < begin
        ? text
        : text.substring(0, begin)
            + "x".repeat(Integer.parseInt(text.substring(begin + 1, end)))
            + filled(text.substring(end + 1));
  }

  /** All that a rule may be about, but who did it and when. */
  private static List<String> content(Path data) throws SQLException {
    List<String> content = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve(SqliteStore.FILE_NAME));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT 'member ' || m.name || ', admin ' || admin || ', password '
                  || (password_hash IS NOT NULL) || ', closed ' || (m.closed_at IS NOT NULL)
                  || ': ' || balance || ', held ' || held || ', floor ' || floor
                FROM member m JOIN account a ON a.id = m.account
                UNION ALL
                SELECT 'iButton ' || id || ' of ' || member FROM ibutton
                UNION ALL
                SELECT 'transfer ' || id || ': ' || debit_account || ' to ' || credit_account
                  || ' ' || amount || ' ' || reason FROM transfer
                UNION ALL
                SELECT 'drop ' || drop_id || ' ' || state || ' ' || reason FROM drop_event
                UNION ALL
                SELECT 'slot ' || item || ', price ' || price || ', ' || count || ' of ' || capacity
                  || ', low ' || low || ', enabled ' || enabled
                FROM slot WHERE machine = 'd' AND number = 1
                UNION ALL
                SELECT 'out of service ' || machine || ': ' || reason FROM out_of_service
                UNION ALL
                SELECT 'audit ' || what || ': ' || old_value || ', ' || new_value FROM audit
                """)) {
      while (rows.next()) {
        content.add(rows.getString(1));
      }
    }
    return content;
  }

  /** Through whatever door a change comes, its events are for those whom it concerns. */
  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"SUNDAY", "CONTROL_SOCKET"})
  void eventsAreForThoseWhomTheyConcern(Way way) throws Exception {
    freshBooks();
    try (Appliance appliance = start();
        MemberSession bob = MemberSession.greeted(appliance.port("sunday"));
        MemberSession alice = MemberSession.greeted(appliance.port("sunday"))) {
      assertThat(bob.ask(BOB)).isEqualTo("OK Credits: 70");
      assertThat(alice.ask("USER alice")).isEqualTo("OK Password required.");
      assertThat(alice.ask("PASS " + ALICES_PASSWORD)).isEqualTo("OK Credits: 0");
      assertThat(bob.ask("WATCH")).startsWith("OK");
      assertThat(alice.ask("WATCH")).startsWith("OK");
      if (way == Way.SUNDAY) {
        ask(appliance.port("sunday"), new Sunday("RESOLVE 1 refund seen", "OK Resolved."));
      } else {
        run(new Operator("resolve 1 refund --reason=seen", 0, null));
      }

      assertThat(bob.line()).matches("\\* \\d+ DROP 1 refunded");
      assertThat(bob.line()).matches("\\* \\d+ CREDITS 100");
      assertThat(alice.ask("WHOAMI")).isEqualTo("OK Username: alice");
    }
  }
}

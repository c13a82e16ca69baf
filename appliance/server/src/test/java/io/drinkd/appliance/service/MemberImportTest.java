package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Memberships.Imported;
import io.drinkd.driver.testkit.ManualTimers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many members at once, from a list. */
class MemberImportTest {

  private static final Admin OPERATOR = TestClaims.OPERATOR;

  @TempDir Path data;
  private Services services;

  @BeforeEach
  void open() {
    open(TestSettings.MEMBERS);
    added("name,card\nalice,01ab\n");
  }

  private void open(MemberSettings members) {
    services = TestHouses.openBooks(data, members, new ManualTimers());
  }

  @AfterEach
  void close() {
    assertThat(BooksVerifier.verify(services.foundation().store()).join().disagreements())
        .isEmpty();
    services.close();
  }

  private Imported added(String csv) {
    return services.memberships().importCsv(OPERATOR, csv).join();
  }

  private List<String> mistakes(String csv) {
    Imported imported = added(csv);
    assertThat(imported.members()).isZero();
    assertThat(services.memberships().all(OPERATOR)).hasSize(1);
    return imported.mistakes().stream()
        .map(mistake -> mistake.line() + ": " + mistake.what())
        .toList();
  }

  @Test
  void takesColumnsInAnyOrderAndLeavesOutWhatIsEmpty() {
    Imported imported =
        added(
            "\uFEFFCredits, NAME ,floor,card,admin,password\r\n"
                + "100,bob,-500,0100AB 0200ab,yes,\"a \"\"word\"\", or two\"\r\n"
                + "\r\n"
                + ",Jürgen,,,,\r\n");

    assertThat(imported).isEqualTo(new Imported(2, 100, 1, List.of()));
    MemberRecord bob = services.memberships().named(OPERATOR, "bob");
    assertThat(bob.admin()).isTrue();
    assertThat(services.accounts().balance(OPERATOR, bob)).isEqualTo(new Balance(100, 0, -500));
    assertThat(services.memberships().ibuttons(OPERATOR).join().get(bob.id()))
        .containsExactly("0100ab", "0200ab");
    assertThat(services.foundation().members().authenticate("bob", "a \"word\", or two").join())
        .contains(bob);
    MemberRecord other = services.memberships().named(OPERATOR, "Jürgen");
    assertThat(other.admin()).isFalse();
    assertThat(services.accounts().balance(OPERATOR, other)).isEqualTo(new Balance(0, 0, 0));
    assertThat(services.foundation().members().authenticate("Jürgen", "").join()).isEmpty();
    assertThat(services.auditTrail().last(OPERATOR, 2).join())
        .extracting(entry -> entry.what() + " " + entry.after())
        .containsExactly(
            "added member:Jürgen 0 credits", "added admin:bob 100 credits, floor -500");
  }

  @Test
  void namesEachWrongLineAndAddsNobody() {
    assertThat(
            mistakes(
                """
                name,credits,card,admin,floor
                bob,100,,,
                two words,0,,,
                carol,1e3,,,
                dave,-5,,,
                Alice,0,,,
                erin,0,01AB,,
                BOB,0,,,
                fay,0,0fab,,
                gus,0,0FAB,,
                hal,0,x,,
                ivy,0,,maybe,
                jan,0,,,5
                kim,0,,
                "lee",0,,,-5
                """))
        .containsExactly(
            "3: the name is 1 to 32 letters, digits, dots, underlines or hyphens, and begins with a"
                + " letter or digit; found two words",
            "4: found credits \"1e3\", expected a whole number",
            "5: credits are from 0 to 1000000000000; found -5",
            "6: there is a member alice already",
            "7: iButton 01AB is taken",
            "8: line 2 has the name BOB already",
            "10: line 9 has the iButton 0FAB already",
            "11: an iButton's id is 4 to 64 letters and digits",
            "12: found admin \"maybe\", expected yes or no",
            "13: found 5, expected a floor from -1000000000 to 0",
            "14: found 4 values, expected 5");
  }

  /** So that a list is wrong once, not once for each thing that is wrong with a line of it. */
  @Test
  void namesAllThatIsWrongWithALine() {
    assertThat(
            mistakes(
                """
                name,credits,card,admin,floor
                two words,1e3,x 01ab,maybe,5
                bob,-5,02ab 02AB,no,0
                """))
        .containsExactly(
            "2: found admin \"maybe\", expected yes or no",
            "2: found credits \"1e3\", expected a whole number",
            "2: the name is 1 to 32 letters, digits, dots, underlines or hyphens, and begins with a"
                + " letter or digit; found two words",
            "2: found 5, expected a floor from -1000000000 to 0",
            "2: an iButton's id is 4 to 64 letters and digits",
            "2: iButton 01ab is taken",
            "3: credits are from 0 to 1000000000000; found -5",
            "3: this line has the iButton 02AB already");
  }

  @Test
  void mistakesOfALineHaveABound() {
    assertThat(mistakes("name,card\nbob," + "x ".repeat(1_000) + "\n")).hasSize(10);
  }

  @Test
  void namesWhatIsWrongWithTheHeader() {
    for (String blank : List.of("", "\n", "\n\n  \n")) {
      assertThat(mistakes("name,credits\n" + blank))
          .containsExactly("1: found no line behind the header, expected members");
    }
    assertThat(mistakes(""))
        .containsExactly(
            "1: found nothing, expected a header: name, credits, admin, card, floor, password");
    assertThat(mistakes("name;credits\nbob;5\n").get(0))
        .isEqualTo(
            "1: found semicolons in the header, expected commas between the values; save the list"
                + " so");
    assertThat(mistakes("name,name\nbob,bob\n").get(0)).startsWith("1: found column \"name\"");
    assertThat(mistakes("credits\n5\n"))
        .containsExactly("1: found no column \"name\" in the header");
  }

  @Test
  void namesAQuoteThatDoesNotEnd() {
    assertThat(mistakes("name,credits\nbob,1\n\"carol\"x,5\ndave,1\n"))
        .singleElement()
        .asString()
        .startsWith("3: a value between double quotes does not end where it should");
    assertThat(mistakes("name,credits\nbob,1\n\"carol,5\ndave,1\n"))
        .singleElement()
        .asString()
        .startsWith("3: a value between double quotes does not end where it should");
  }

  @Test
  void linesOfValuesWithLineEndsAreCountedAsInTheFile() {
    assertThat(mistakes("name,password\nbob,\"two\nlines\"\n.carol,secret\n"))
        .satisfiesExactly(
            password -> assertThat(password).startsWith("3: PASS cannot say that password"),
            name -> assertThat(name).startsWith("4: the name is"));
  }

  @Test
  void aDirectoryDecidesHereToo() {
    services.close();
    open(TestSettings.MEMBERS_IN_DIRECTORY);
    assertThat(mistakes("name,password,card,admin\nbob,secret,,\ncarol,,02ab,\ndave,,,yes\n"))
        .containsExactly(
            "2: passwords are in the LDAP directory (members.source); set them there",
            "3: iButtons are in the LDAP directory (members.source); set them there",
            "4: a group of the LDAP directory says who is an admin (members.ldap.admin-group);"
                + " change it there");
  }

  @Test
  void whatIsTakenMeanwhileIsFoundToo() {
    CompletableFuture<Imported> first =
        services.memberships().importCsv(OPERATOR, "name,password\nbob,secret\n");
    CompletableFuture<Imported> second =
        services.memberships().importCsv(OPERATOR, "name,password\nbob,secret\ncarol,secret\n");

    assertThat(first.join().members() + second.join().members()).isIn(1, 2);
    assertThat(first.join().mistakes().size() + second.join().mistakes().size()).isEqualTo(1);
    assertThat(services.memberships().exists(OPERATOR, "carol"))
        .isEqualTo(second.join().mistakes().isEmpty());
  }

  @Test
  void aThousandMembersAreAddedInOneTransaction() {
    String list =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "m" + i + ",10,c%04d,-50\n".formatted(i))
            .collect(Collectors.joining("", "name,credits,card,floor\n", ""));

    assertThat(added(list)).isEqualTo(new Imported(1_000, 10_000, 1_000, List.of()));
    assertThat(services.memberships().all(OPERATOR)).hasSize(1_001);
  }

  @Test
  void aListHasAnEnd() {
    String list =
        IntStream.range(0, MemberList.MEMBERS_MAX + 2)
            .mapToObj(i -> "m" + i + "\n")
            .collect(Collectors.joining("", "name\n", ""));

    assertThat(mistakes(list)).containsExactly("10002: a list has at most 10000 members");
  }
}

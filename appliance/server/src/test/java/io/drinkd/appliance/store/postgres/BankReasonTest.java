package io.drinkd.appliance.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What people read of what a server reports, whatever language it speaks. */
class BankReasonTest {

  private static final String RAW = "irgendein Text des Servers";

  private final BankAddress bank =
      new BankAddress(
          List.of(new BankAddress.Host("db.example.net", 5432)),
          "drink",
          "drinkd",
          "secret",
          Optional.empty(),
          BankAddress.TAKEOVER);

  private String reason(String state) {
    return BankReason.of(
        bank, new PSQLException(new ServerErrorMessage("SFATAL\0C" + state + "\0M" + RAW + "\0")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "28000 | refuses the user \"drinkd\" from here, with database \"drink\" and encrypted",
        "28P01 | refuses the password of the user \"drinkd\", or has no such user",
        "3D000 | no database \"drink\"; correct url:, or rename it back",
        "42P01 | the database \"drink\" lacks tables of the books; correct url:, or put back",
        "42501 | the user \"drinkd\" has no right to do this there",
        "53100 | no room on the server's disk; free some space there",
        "53200 | no memory left",
        "53300 | no connection left for the user \"drinkd\"; each appliance needs six",
        "55000 | the database \"drink\" accepts no connections now; see its ALLOW_CONNECTIONS",
        "57014 | somebody ended the statement there",
        "57P01 | was stopped, or somebody ended this session there",
        "57P02 | crashed or was killed",
        "57P03 | is starting or stopping",
        "57P04 | dropped the database \"drink\"",
        "57P05 | heard nothing in it for the time of takeover: (4000 ms); this process, the server,",
        "25P03 | heard nothing in it for half the time of takeover: (4000 ms); this process, the server,",
        "25006 | takes no writes now; promote it if it is a replica",
        "55P03 | holds a lock for too long",
        "58030 | cannot read or write its own files",
        "XX001 | files are damaged"
      })
  void whatAServerReportsIsSaidInAnOperatorsWords(String state, String said) {
    assertThat(reason(state)).contains(said).doesNotContain(RAW, state, "secret").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({"42703", "08P01"})
  void whatNobodyExpectsIsQuoted(String state) {
    assertThat(reason(state))
        .isEqualTo("the answer was \"" + RAW + "\" (state " + state + "); see the server's log");
  }
}

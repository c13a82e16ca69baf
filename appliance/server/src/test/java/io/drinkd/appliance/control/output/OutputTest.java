package io.drinkd.appliance.control.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.control.output.Table.Nested;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One result as people, programs and spreadsheets get it. */
class OutputTest {

  private static final Instant AT = Instant.parse("2026-11-28T23:30:15.250Z");
  private static final Times BERLIN = new Times(ZoneId.of("Europe/Berlin"));

  private enum Size {
    VERY_LARGE
  }

  private record Can(
      String item, long price, Optional<Instant> at, boolean cold, List<String> tags) {}

  private static final Table<Can> CAN =
      Table.<Can>of()
          .column("item", Can::item)
          .column("price", Can::price)
          .column("fell-at", Can::at)
          .detail("size", can -> Size.VERY_LARGE)
          .column("cold", Can::cold)
          .column("tags", Can::tags);

  private static final Can COKE =
      new Can("Coke", 50, Optional.of(AT), true, List.of("red", "brown"));
  private static final Can TEA =
      new Can("Te\u0007\u202Ea, \"hot\"", 5, Optional.empty(), false, List.of());

  private final StringWriter written = new StringWriter();
  private final PrintWriter out = new PrintWriter(written);

  private String written() {
    out.flush();
    String text = written.toString();
    written.getBuffer().setLength(0);
    return text;
  }

  @Test
  void alignsColumns() {
    new TextOutput(out, BERLIN).list(CAN, List.of(COKE, TEA)::forEach);
    assertThat(written())
        .isEqualTo(
            """
            ITEM          PRICE  FELL AT              COLD  TAGS
            Coke             50  2026-11-29 00:30:15  yes   red brown
            Te??a, "hot"      5  -                    no    -
            """);
  }

  @Test
  void showsOneThingLineByLine() {
    Table<String> table =
        Table.<String>of()
            .column("word", word -> word)
            .column("letters", String::length)
            .column("cans", word -> new Nested<>(CAN, List.of(COKE)))
            .column("bottles", word -> new Nested<>(CAN, List.of()));
    new TextOutput(out, Times.utc()).one(table, "drink");
    assertThat(written())
        .isEqualTo(
            """
            word     drink
            letters  5
            cans
              ITEM  PRICE  FELL AT               COLD  TAGS
              Coke     50  2026-11-28 23:30:15Z  yes   red brown
            bottles  -
            """);
    new JsonOutput(out).one(table, "drink");
    assertThat(written())
        .isEqualTo(
            """
            {"word":"drink","letters":5,"cans":[{"item":"Coke","price":50,\
            "fell-at":"2026-11-28T23:30:15.250Z","size":"very-large","cold":true,\
            "tags":["red","brown"]}],"bottles":[]}
            """);
  }

  @Test
  void hasColumnsForPeopleAlone() {
    Table<Integer> table =
        Table.<Integer>of()
            .detail("before", n -> n)
            .detail("after", n -> n + 1)
            .forPeople("change", n -> n + " -> " + (n + 1));
    new TextOutput(out, BERLIN).list(table, List.of(1)::forEach);
    assertThat(written()).isEqualTo("CHANGE\n1 -> 2\n");
    new JsonOutput(out).list(table, List.of(1)::forEach);
    assertThat(written()).isEqualTo("[{\"before\":1,\"after\":2}]\n");
  }

  @Test
  void fitsTheTerminal() {
    Table<String> table =
        Table.<String>of()
            .column("at", text -> AT)
            .column("credits", text -> 1_450)
            .column("what", text -> text);
    List<String> rows = List.of("credits of bob: broke a glass in the kitchen", "x".repeat(30));

    new TextOutput(out, BERLIN, OptionalInt.of(56)).list(table, rows::forEach);
    assertThat(written())
        .isEqualTo(
            """
            AT                   CREDITS  WHAT
            2026-11-29 00:30:15     1450  credits of bob: broke a
                                          glass in the kitchen
            2026-11-29 00:30:15     1450  xxxxxxxxxxxxxxxxxxxxxxxxxx
                                          xxxx
            """);
    new TextOutput(out, BERLIN, OptionalInt.of(40)).one(table, rows.get(0));
    assertThat(written())
        .isEqualTo(
            """
            at       2026-11-29 00:30:15
            credits  1450
            what     credits of bob: broke a glass
                     in the kitchen
            """);
    // So narrow that nothing could be read: left to the terminal.
    new TextOutput(out, BERLIN, OptionalInt.of(20)).list(table, rows::forEach);
    assertThat(written().lines()).hasSize(3);
  }

  @Test
  void showsTimesWithinTextsAsAllOthers() {
    String text =
        "out of service since 2026-11-28T23:30:15.250123Z, by admin:alice: 2026-99-99T00:00:00Z";
    String shown = "out of service since 2026-11-29 00:30:15, by admin:alice: 2026-99-99T00:00:00Z";
    new TextOutput(out, BERLIN).done(text);
    assertThat(written()).isEqualTo(shown + "\n");
    Table<String> table = Table.<String>of().column("why", why -> why);
    new TextOutput(out, BERLIN).list(table, List.of(text)::forEach);
    assertThat(written()).isEqualTo("WHY\n" + shown + "\n");
    new JsonOutput(out).list(table, List.of(text)::forEach);
    assertThat(written()).contains("2026-11-28T23:30:15.250123Z");
  }

  @Test
  void printsAnyNumberOfRowsAsTheyCome() {
    Table<Integer> table = Table.<Integer>of().column("n", n -> n).column("text", n -> "x" + n);
    new TextOutput(out, BERLIN)
        .list(
            table,
            printer ->
                IntStream.range(0, 10_000)
                    .forEach(
                        n -> {
                          if (n == 1_000) {
                            out.flush();
                            assertThat(written.toString().lines().count()).isGreaterThan(900);
                          }
                          printer.accept(n);
                        }));
    assertThat(written().lines()).hasSize(10_001).contains("  0  x0", "9999  x9999");
  }

  @Test
  void isOneDocumentForPrograms() {
    JsonOutput json = new JsonOutput(out);
    json.list(CAN, List.of(TEA)::forEach);
    assertThat(written())
        .isEqualTo(
            """
            [{"item":"Te\\u0007\u202Ea, \\"hot\\"","price":5,"fell-at":null,"size":"very-large",\
            "cold":false,"tags":[]}]
            """);
    json.list(CAN, List.<Can>of()::forEach);
    assertThat(written()).isEqualTo("[]\n");
    json.done("added bob", "name", "bob", "credits", 5L);
    assertThat(written()).isEqualTo("{\"name\":\"bob\",\"credits\":5}\n");
    new TextOutput(out, BERLIN).done("added bob", "name", "bob", "credits", 5L);
    assertThat(written()).isEqualTo("added bob\n");
  }

  @Test
  void quotesForSpreadsheets() {
    new CsvOutput(out).list(CAN, List.of(COKE, TEA)::forEach);
    assertThat(written())
        .isEqualTo(
            "item,price,fell-at,size,cold,tags\r\n"
                + "\"Coke\",50,2026-11-28T23:30:15.250Z,\"very-large\",\"true\",\"red brown\"\r\n"
                + "\"Te\u0007\u202Ea, \"\"hot\"\"\",5,,\"very-large\",\"false\",\"\"\r\n");
  }

  @Test
  void isNoFormulaInSpreadsheets() {
    Table<String> table =
        Table.<String>of().column("text", text -> text).column("number", text -> -5L);
    new CsvOutput(out).list(table, List.of("=1+1", "+1", "-1", "@A1", "\t=1", "a=1", "")::forEach);
    assertThat(written().lines().skip(1).toList())
        .containsExactly(
            "\"'=1+1\",-5",
            "\"'+1\",-5",
            "\"'-1\",-5",
            "\"'@A1\",-5",
            "\"'\t=1\",-5",
            "\"a=1\",-5",
            "\"\",-5");
  }
}

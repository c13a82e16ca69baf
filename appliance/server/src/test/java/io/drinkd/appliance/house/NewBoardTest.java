package io.drinkd.appliance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that begins a driver's folder, in a checkout of its own. */
class NewBoardTest {

  private static final String PLC = "plugins/uccplc/src/main/java/io/drinkd/board/uccplc/";

  private static final String SAMPLES =
      "appliance/driver-testkit/src/test/java/io/drinkd/driver/testkit/sample/";

  @TempDir Path temporary;

  private NewBoardCheckout checkout;

  @BeforeEach
  void copy() throws IOException {
    checkout = new NewBoardCheckout(temporary);
  }

  @Test
  void writesDriverThatBuilds() throws Exception {
    assertThat(checkout.newBoard("coffee")).as(checkout.output()).isZero();

    assertThat(checkout.output()).contains("the machine's own file, with \"driver: coffee\"");
    assertThat(checkout.file("plugins/pom.xml"))
        .content()
        .containsOnlyOnce("<module>coffee</module>\n  </modules>");
    assertThat(checkout.compile("coffee").resolve("META-INF/extensions.idx"))
        .content()
        .contains("io.drinkd.board.coffee.CoffeeDriver");
    assertThat(checkout.test("coffee")).as(checkout.output()).isZero();
  }

  @Test
  void writesDriverOfEachKindUnderEachNameThatFileMayHave() throws Exception {
    for (String kind : List.of("line", "binary", "http")) {
      String model = "3rd-Floor_" + kind + ".2";
      assertThat(checkout.newBoard(model, "--like", kind)).as(checkout.output()).isZero();

      assertThat(checkout.compile(model).resolve("META-INF/extensions.idx"))
          .content()
          .contains("io.drinkd.board.board3rdfloor" + kind + "2.Board3rdFloor");
      assertThat(checkout.test(model)).as(checkout.output()).isZero();
    }
    assertThat(checkout.newBoard("coffee", "--like", "tea")).isEqualTo(1);
    assertThat(checkout.output()).contains("expected line, binary or http");
  }

  /**
   * Each piece of Java, each transcript and each vocabulary that the guide shows is in a file of
   * one of the kinds, as it stands; what it shows of a pom is in that of the driver with a library,
   * numbers of questions, and frames with them, are those of a PLC, and what a board asks by
   * itself, or has to be asked until it is done, is in the test kit's samples.
   */
  @Test
  void writesWhatTheGuideShows() throws Exception {
    StringBuilder written = new StringBuilder();
    for (String file :
        List.of(
            "appliance/server/src/test/json-board/pom.xml",
            PLC + "UccplcProtocol.java",
            PLC + "Modbus.java",
            PLC + "ModbusCodec.java",
            SAMPLES + "CarouselTurns.java",
            SAMPLES + "PatientVisits.java")) {
      written.append(Repository.read(Repository.ROOT.resolve(file)));
    }
    for (String kind : List.of("line", "binary", "http")) {
      NewBoardCheckout own = new NewBoardCheckout(temporary.resolve(kind));
      assertThat(own.newBoard("coffee", "--like", kind)).as(own.output()).isZero();
      try (Stream<Path> files = Files.walk(own.file("plugins/coffee"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          written.append(Repository.read(file));
        }
      }
    }
    String guide = Repository.read(Repository.ROOT.resolve("plugins/README.md"));

    List<String> shown =
        Pattern.compile("```(?:java\n|xml\n|\n(?=[#\\[]))(.*?)```", Pattern.DOTALL)
            .matcher(guide)
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(shown).hasSizeGreaterThan(8).allSatisfy(one -> assertThat(written).contains(one));
  }

  @Test
  void saysHowItIsUsed() throws Exception {
    assertThat(checkout.newBoard("--help")).as(checkout.output()).isZero();

    assertThat(checkout.output())
        .startsWith("scripts/new-board NAME [--like line|binary|http] | --help\n")
        .endsWith("  --help                prints this\n");
    assertThat(checkout.file("plugins")).isDirectoryNotContaining(Files::isDirectory);
  }

  @Test
  void writesNothingTwice() throws Exception {
    assertThat(checkout.newBoard("coffee")).as(checkout.output()).isZero();
    assertThat(checkout.newBoard("coffee")).isEqualTo(1);

    assertThat(checkout.output()).contains("plugins/coffee exists already; choose another name");
  }

  @Test
  void refusesNamesThatAreNone() throws Exception {
    for (String name : List.of("", "../x", "a b", ".a", "-a", "caf\u00e9", "x".repeat(65))) {
      assertThat(checkout.newBoard(name)).as(name).isEqualTo(1);
      assertThat(checkout.output()).contains("expected at most 64 letters, digits, dots");
    }
    for (String name : List.of("class", "Extends", "vola-tile", "driver-api", "json-board")) {
      assertThat(checkout.newBoard(name)).as(name).isEqualTo(1);
      assertThat(checkout.output()).contains("is a word of Java or of the build");
    }
    for (String name : List.of("target", "a.class", "a.iml")) {
      assertThat(checkout.newBoard(name)).as(name).isEqualTo(1);
      assertThat(checkout.output()).contains("git ignores a folder of the name");
    }
    assertThat(checkout.newBoard("pom.xml")).isEqualTo(1);
    assertThat(checkout.output()).contains("pom.xml exists already");
    assertThat(checkout.newBoard()).isEqualTo(1);
    assertThat(checkout.file("plugins")).isDirectoryNotContaining(Files::isDirectory);
  }
}

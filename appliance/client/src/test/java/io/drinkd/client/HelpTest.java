package io.drinkd.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.client.failure.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says of itself, for people and for programs. */
class HelpTest {

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 132})
  void linesAreBrokenBetweenWords(int columns) {
    for (String[] line : new String[][] {{"--help"}, {"help"}, {"token", "-h"}}) {
      List<String> lines = OneRun.wide(columns, line).out().lines().toList();
      assertThat(lines).as(Arrays.toString(line)).allMatch(one -> one.length() <= columns);
      assertThat(words(lines)).isEqualTo(words(OneRun.wide(10_000, line).out().lines().toList()));
    }
  }

  private static List<String> words(List<String> lines) {
    return Arrays.stream(lines.stream().collect(Collectors.joining(" ")).strip().split(" +"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"drop, --delay SECONDS", "history, --limit N", "token, --read", "ls, [MACHINE]"})
  void eachCommandExplainsItself(String command, String expected) {
    for (String[] line : new String[][] {{command, "--help"}, {command, "-h"}, {"help", command}}) {
      OneRun run = OneRun.of(line);
      assertThat(run.code()).isEqualTo(ExitCode.DONE);
      assertThat(run.out()).startsWith(command + " ").contains(expected);
    }
  }

  @Test
  void theOverviewHasTheExitCodes() {
    String help = OneRun.of("--help").out();
    for (ExitCode code : ExitCode.values()) {
      assertThat(help).contains(String.format(Locale.ROOT, "%n%4d  ", code.number()));
    }
    assertThat(OneRun.of("-h").out()).isEqualTo(help);
    assertThat(OneRun.of("dorp", "--help").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void programsGetObjects() {
    assertThat(OneRun.of("--json", "--version").out())
        .matches("\\{\"ok\":true,\"version\":\".*\"}");
    assertThat(OneRun.of("--json", "--help").out())
        .startsWith("{\"ok\":true,\"commands\":[{\"command\":\"ls\"")
        .contains("\"exitCodes\":{\"0\":\"done\"");
    assertThat(OneRun.of("drop", "--help", "--json").out())
        .contains("\"options\":{\"--delay SECONDS\":");
  }
}

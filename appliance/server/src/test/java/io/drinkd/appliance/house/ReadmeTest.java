package io.drinkd.appliance.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.SettingsTable;
import io.drinkd.appliance.control.ExitCode;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** README names nothing that does not exist, and fits on one screen. */
class ReadmeTest {

  private static final int SCREEN_LINES = 64;
  private static final String README = Repository.read(Repository.ROOT.resolve("README.md"));

  @Test
  void fitsOnOneScreen() {
    assertThat(README.lines()).hasSizeLessThanOrEqualTo(SCREEN_LINES);
    assertThat(README.lines()).allMatch(line -> line.length() <= 110);
  }

  /** Rows of the table such as {@code | 4 | `service` | ...}, the highest level first. */
  @Test
  void levelsAreThoseOfThePackages() {
    List<List<String>> rows =
        Pattern.compile("(?m)^\\| \\d \\| ([^|]+) \\|")
            .matcher(README)
            .results()
            .map(row -> List.of(row.group(1).replace("`", "").replace("root", "").split(" ")))
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.reverse(rows);

    assertThat(rows)
        .as("levels in README: let the table say what PackageLevelsTest says")
        .zipSatisfy(
            PackageLevelsTest.LEVELS,
            (row, level) ->
                assertThat(row).hasSameElementsAs(level.stream().map(ReadmeTest::shown).toList()));
  }

  private static String shown(String packageName) {
    return packageName.replaceFirst("^" + PackageLevelsTest.ROOT + "\\.?", "");
  }

  @Test
  void namesScriptsThatExist() {
    assertThat(all("scripts/[a-z-]+"))
        .isNotEmpty()
        .filteredOn(script -> !Files.isExecutable(Repository.ROOT.resolve(script)))
        .as("scripts that README names: write them, or correct README")
        .isEmpty();
  }

  @Test
  void namesFilesThatExist() {
    assertThat(all("(?<![\\w/])(?:appliance|plugins|conf)/[A-Za-z0-9_./-]*[A-Za-z0-9_/-]"))
        .isNotEmpty()
        .filteredOn(file -> !Files.exists(Repository.ROOT.resolve(file)))
        .as("files that README names: make them, or correct README")
        .isEmpty();
  }

  /** Verbs stand there in capitals, between backticks, first. */
  @Test
  void namesVerbsThatExist() {
    String verbs = "appliance/server/src/main/java/io/drinkd/appliance/sunday/command";
    List<String> classes =
        Repository.files(verbs, "Command.java").stream()
            .map(file -> file.getFileName().toString().toUpperCase(Locale.ROOT))
            .toList();

    assertThat(all("`[A-Z]{3,}[ `]"))
        .isNotEmpty()
        .extracting(quoted -> quoted.replaceAll("[ `]", ""))
        .filteredOn(verb -> !classes.contains(verb + "COMMAND.JAVA"))
        .as("verbs that README names: write their classes, or correct README")
        .isEmpty();
  }

  /** Settings stand there with their colon, between backticks. */
  @Test
  void namesSettingsThatExist() {
    assertThat(all("`[a-z-]+:"))
        .isNotEmpty()
        .extracting(quoted -> quoted.replaceAll("[`:]", ""))
        .filteredOn(key -> !SettingsTable.names().contains(key))
        .as("settings that README names: read them, or correct README")
        .isEmpty();
  }

  @Test
  void exitCodesAreThoseOfTheProcess() throws IllegalAccessException {
    List<String> codes = new ArrayList<>();
    for (Field code : ExitCode.class.getFields()) {
      codes.add(String.valueOf(code.getInt(null)));
    }

    assertThat(README).contains("\n|" + String.join("|", codes) + "|\n");
  }

  private static List<String> all(String pattern) {
    return Pattern.compile(pattern).matcher(README).results().map(MatchResult::group).toList();
  }
}

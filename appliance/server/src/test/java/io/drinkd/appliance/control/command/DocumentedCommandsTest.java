package io.drinkd.appliance.control.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * What documents, settings, alert rules, scripts and messages call commands is what they are
 * called. The manual pages are made of the commands themselves.
 */
class DocumentedCommandsTest {

  private static final Path HOME =
      Path.of(System.getProperty("drinkd.home")).toAbsolutePath().normalize();

  private static final List<String> ENDINGS =
      List.of(
          ".md",
          "README.Debian",
          ".yaml",
          ".yml",
          ".xml",
          "conf/environment",
          ".java",
          ".jte",
          ".properties",
          ".html");

  /** Commands with an older name, and the one name by which documents call them. */
  private static final Map<String, String> OLDER = Map.of("resolve", "drop resolve");

  private static final Pattern SKIPPED =
      Pattern.compile("(^|/)(target|\\.git|test|node_modules)(/|$)");

  private static final CommandLine ALL = new CommandLine(new DrinkdCommand());

  private static final String TOP = String.join("|", ALL.getSubcommands().keySet());

  /** A command line, or a part of one, up to where its text ends; lines of logs are none. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:\\bdrinkd (?:--?[a-z-]+(?:=| )[^ -]\\S* )?((?:"
              + TOP
              + ")(?![a-z-])(?: [^`\"\\n)]*)?)|`((?:"
              + TOP
              + ") [a-z-][^`\"\\n)\u2026]*)[`\"\\n)])");

  @Test
  void theyExist() throws IOException {
    List<String> wrong = new ArrayList<>();
    int found = 0;
    for (Path file : files()) {
      List<MatchResult> named = NAMED.matcher(Files.readString(file)).results().toList();
      found += named.size();
      for (MatchResult one : named) {
        mistake(one.group(1) == null ? one.group(2) : one.group(1))
            .ifPresent(what -> wrong.add(HOME.relativize(file) + ": " + one.group() + ": " + what));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(found).isGreaterThan(100);
  }

  @Test
  void findsWhatIsWrong() {
    assertThat(mistake("user credits bob +1 --reason \"paid\"")).isEmpty();
    assertThat(mistake("user rename|merge, and more")).isEmpty();
    assertThat(mistake("user grant bob 5")).contains("no command \"user grant\"");
    assertThat(mistake("machine restock d --full")).contains("no option --full");
    assertThat(mistake("user close erin --to treasury --yes")).isEmpty();
    assertThat(mistake("drop resolve 3 dropped --reason seen")).isEmpty();
    assertThat(mistake("resolve 3 dropped")).contains("documents call it \"drinkd drop resolve\"");
    assertThat(mistake("drops")).contains("drops takes --in-doubt");
  }

  @Test
  void remarksInTheConfigurationAreLookedAt() throws IOException {
    Path conf = HOME.resolve("conf");
    assertThat(files())
        .contains(
            conf.resolve("appliance.yaml"),
            conf.resolve("environment"),
            conf.resolve("log4j2.xml"),
            conf.resolve("machines/d.yaml"));
    assertThat(NAMED.matcher(Files.readString(conf.resolve("appliance.yaml"))).results())
        .extracting(one -> one.group(1))
        .contains("drops --in-doubt", "drop resolve", "config check");
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(HOME)) {
      return all.filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith))
          .filter(file -> !SKIPPED.matcher(HOME.relativize(file).toString()).find())
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** Empty if there is such a command, with these options. */
  private static Optional<String> mistake(String named) {
    // Comments behind it stand apart.
    String[] words = named.split(" {2,}| \\\\| (?:&&|and|or|has|have|is|are) ")[0].split(" ");
    if (OLDER.containsKey(words[0])) {
      return Optional.of("documents call it \"drinkd " + OLDER.get(words[0]) + '"');
    }
    CommandLine at = ALL;
    int word = 0;
    for (; word < words.length && !at.getSubcommands().isEmpty(); word++) {
      List<String> alternatives =
          Arrays.asList(words[word].replaceAll("[^a-z|-]", "").split("\\|"));
      if (!at.getSubcommands().keySet().containsAll(alternatives)) {
        String whole = Arrays.stream(words).limit(word + 1).collect(Collectors.joining(" "));
        return Optional.of("no command \"" + whole + "\"");
      }
      at = at.getSubcommands().get(alternatives.get(0));
    }
    CommandLine command = at;
    return Arrays.stream(words)
        .skip(word)
        .map(one -> one.replaceAll("^\\[|[],.;:].*$", ""))
        .filter(one -> one.startsWith("--") && one.length() > 2)
        .map(one -> one.replaceAll("=.*", ""))
        .filter(one -> command.getCommandSpec().findOption(one) == null)
        .findFirst()
        .map(one -> "no option " + one)
        .or(
            () ->
                named.matches("drops\\W*")
                    ? Optional.of("drops takes --in-doubt")
                    : Optional.empty());
  }
}

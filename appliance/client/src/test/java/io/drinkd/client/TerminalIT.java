package io.drinkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What depends on the terminal: its width, and colours, which nothing else gets. */
class TerminalIT {

  private static final String SCRIPT =
      Path.of(System.getProperty("drinkd.home"), "scripts/drink").toAbsolutePath().toString();

  private static final Pattern SECONDS = Pattern.compile("(\\d+) s\\.");

  private static final String COLOUR = "\u001b[";

  private final RunningHouse house = RunningHouse.get();

  @TempDir Path folder;

  @BeforeAll
  static void tmuxIsThere() {
    assumeTrue(Screen.isPossible(), "tmux is not installed");
  }

  private Screen bash() throws IOException {
    return new Screen(folder, List.of("env", "PS1=$ ", "bash", "--norc"));
  }

  private static long lines(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).count();
  }

  /** Waits until a countdown shows fewer seconds; returns how many. */
  private static long awaitFewer(Screen screen, long seconds) {
    return seconds(
        screen.awaitText("fewer than " + seconds + " s", text -> seconds(text) < seconds));
  }

  private static long seconds(String text) {
    // The last one: in a window that was made narrower, the end of the line before may remain.
    return SECONDS
        .matcher(text)
        .results()
        .mapToLong(left -> Long.parseLong(left.group(1)))
        .reduce(Long.MAX_VALUE, (before, last) -> last);
  }

  @Test
  void aCountdownTakesOneLineOfANarrowTerminal() throws IOException {
    Path settings = house.loggedIn(house.member(500), house.port("sunday"));
    try (Screen screen = bash()) {
      screen.resize(24, 12);
      screen.enter("alias d='" + SCRIPT + " --settings " + settings + "'; clear");
      screen.enter("d drop ld 1 --delay 600");
      long left = awaitFewer(screen, 598);
      assertThat(lines(screen.text(), "Enter cancels")).isEqualTo(1);
      screen.resize(15, 12);
      awaitFewer(screen, left - 2);
      assertThat(SECONDS.matcher(screen.text()).results()).hasSizeLessThanOrEqualTo(2);
      screen.key("Enter").await("cancelled");
    }
  }

  @Test
  void aCountdownOfTheShellFollowsTheWidth() throws IOException {
    Path settings = house.loggedIn(house.member(500), house.port("sunday"));
    try (Screen screen =
        new Screen(folder, List.of(SCRIPT, "--settings", settings.toString(), "--machine", "d"))) {
      screen.awaitLast("d 500>");
      screen.resize(24, 12);
      screen.enter("drop 4 --delay 600");
      awaitFewer(screen, 598);
      assertThat(lines(screen.text(), "Enter cancels")).isEqualTo(1);
      screen.key("Enter").await("cancelled");
      screen.awaitLast("d 500>");
      screen.enter("help");
      screen.awaitLast("d 500>");
      String text = screen.text();
      // The screen has its end; a word that the terminal had to break would begin a line.
      assertThat(text).contains("quit");
      assertThat(text.lines().skip(1).filter(line -> !line.isBlank()))
          .allMatch(line -> line.matches(" {2,}.*|d 500>.*|\"?[a-zA-Z].*"));
    }
  }

  @Test
  void coloursAreForTerminals() throws Exception {
    Path settings = house.loggedIn(house.member(500), house.port("sunday"));
    String ls = SCRIPT + " --settings " + settings + " ls d";
    try (Screen screen = bash()) {
      // Of the pieces of the command none is what is awaited.
      screen.enter("clear; " + ls + "; echo en''d-1").await("end-1");
      assertThat(screen.styled()).contains(COLOUR);
      for (String plain : List.of("NO_COLOR=1 " + ls, ls + " | cat", ls + " --json")) {
        screen.enter("clear; tput sgr0; " + plain + "; echo en''d-2").await("end-2");
        assertThat(screen.styled().replace("\u001b[0m", "")).as(plain).doesNotContain(COLOUR);
        screen.enter("clear");
      }
    }
    Process piped = new ProcessBuilder("bash", "-c", ls).start();
    String out = new String(piped.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(out).contains("Dr Pepper").doesNotContain("\u001b");
  }
}

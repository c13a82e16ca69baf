package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.sunday.Transcript.CloseBooks;
import io.drinkd.appliance.sunday.Transcript.Closed;
import io.drinkd.appliance.sunday.Transcript.CommandBoard;
import io.drinkd.appliance.sunday.Transcript.Disable;
import io.drinkd.appliance.sunday.Transcript.Expect;
import io.drinkd.appliance.sunday.Transcript.Send;
import io.drinkd.appliance.sunday.Transcript.Step;
import io.drinkd.appliance.sunday.Transcript.TakeOutOfService;
import io.drinkd.appliance.sunday.Transcript.Without;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays every transcript against a real listener. */
class TranscriptTest {

  private static final Path FOLDER = Path.of("src/test/resources/transcripts");
  private static final Logger LOG = LoggerFactory.getLogger(TranscriptTest.class);

  @TempDir Path data;

  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER, 2)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @Test
  void everyVerbHasATranscriptInEveryDialect() {
    List<String> missing = new ArrayList<>();
    for (String dialect : Dialects.names()) {
      for (Command command : Commands.indexed().all()) {
        String verb = command.verb().toLowerCase(Locale.ROOT);
        if (!Files.exists(FOLDER.resolve(dialect).resolve(verb + ".txt"))) {
          missing.add(dialect + "/" + verb + ".txt");
        }
      }
    }
    assertThat(missing).as("transcripts to be written in " + FOLDER).isEmpty();
  }

  /** One dialect is enough to see that packets make no difference. */
  static List<Path> plain() throws IOException {
    return all().stream()
        .filter(file -> file.startsWith(FOLDER.resolve("classic")))
        .filter(TranscriptTest::isPlain)
        .toList();
  }

  private static boolean isPlain(Path file) {
    try {
      return Transcript.read(file).isPlain();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void lineByLine(Path file) throws Exception {
    Transcript transcript = Transcript.read(file);
    try (House house = house(transcript).linkBoards();
        SundayDoor door = open(house, file)) {
      for (Step step : transcript.before()) {
        happen(step, house);
      }
      try (LineClient client = LineClient.connect(door.port())) {
        Found found = new Found();
        for (Step step : transcript.after()) {
          play(step, client, found);
          happen(step, house);
        }
        client.halfClose();
        assertThat(client.linesToEnd()).as("more replies than requests").isEmpty();
      }
    }
  }

  /** What the first group of an expression has matched last. */
  private static final class Found {
    String text = "";
  }

  private static void play(Step step, LineClient client, Found found) throws IOException {
    if (step instanceof Send send) {
      client.send(send.line().replace(Transcript.FOUND, found.text) + "\n");
    } else if (step instanceof Expect expected) {
      String line = client.line();
      assertThat(line).matches(expected.line());
      Matcher matcher = expected.line().matcher(line);
      if (matcher.matches() && matcher.groupCount() > 0) {
        found.text = matcher.group(1);
      }
    } else if (step instanceof Closed) {
      assertThat(client.linesToEnd()).isEmpty();
    }
  }

  /** What is not the client's doing. */
  private static void happen(Step step, House house) {
    if (step instanceof CommandBoard board) {
      house.commandBoard(board.command());
    } else if (step instanceof Without without) {
      house.changeWithout(without.machine());
    } else if (step instanceof Disable disable) {
      house.disable(disable.slot());
    } else if (step instanceof TakeOutOfService) {
      house.takeOutOfService();
    } else if (step instanceof CloseBooks) {
      house.closeBooks();
    }
  }

  @ParameterizedTest
  @MethodSource("plain")
  void inOnePacket(Path file) throws Exception {
    Transcript transcript = Transcript.read(file);
    StringBuilder requests = new StringBuilder();
    for (Step step : transcript.steps()) {
      if (step instanceof Send send) {
        requests.append(send.line()).append("\r\n");
      }
    }
    try (House house = house(transcript).linkBoards();
        SundayDoor door = open(house, file);
        LineClient client = LineClient.connect(door.port())) {
      List<String> replies = client.send(requests.toString()).halfClose().linesToEnd();
      assertThat(replies)
          .zipSatisfy(transcript.expected(), (reply, line) -> assertThat(reply).matches(line));
    }
  }

  private House house(Transcript transcript) throws IOException {
    House.Options options = new House.Options();
    options.remoteShutdown = transcript.allowsShutdown();
    options.directory = transcript.usesDirectory();
    options.directoryAway = transcript.losesDirectory();
    options.stopSwitch = again -> LOG.info("stop requested, with a restart: {}", again);
    return new House(data, options);
  }

  private static SundayDoor open(House house, Path file) throws CannotListenException {
    ListenerOptions options = new ListenerOptions();
    options.dialect = file.getParent().getFileName().toString();
    return SundayDoor.open(options.settings(), house, Commands.indexed(), 1);
  }
}

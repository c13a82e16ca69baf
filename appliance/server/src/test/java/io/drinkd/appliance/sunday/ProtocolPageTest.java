package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.sunday.TranscriptReplies.RecordedReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The page of the protocol says what the verbs say and the transcripts show, and these show every
 * error that there is.
 */
class ProtocolPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("drinkd.home"), "appliance", "PROTOCOL.md");

  /** What no single client with a house of its own can be answered, and where it is tested. */
  private static final Map<Enum<?>, String> ELSEWHERE =
      Map.of(
          Refusal.UNKNOWN_FAILURE, "sunday.DoorTroubleTest",
          Refusal.INVALID_IBUTTON, "control.command.OperatorCommandsTest",
          Refusal.IBUTTON_TAKEN, "control.command.OperatorCommandsTest",
          Refusal.INVALID_FLOOR, "service.MembershipsTest",
          Refusal.MOTOR_JAMMED, "drop.BoardReportsTest",
          Refusal.MOTOR_FAILED, "drop.BoardReportsTest",
          Refusal.DOOR_OPEN, "drop.BoardReportsTest",
          Refusal.NO_POWER, "drop.BoardReportsTest",
          ErrorCode.TOO_MANY_CONNECTIONS, "sunday.DoorLifeTest",
          ErrorCode.CLOSING, "sunday.DoorIdleTest");

  @Test
  void pageIsAsTheVerbsAre() throws IOException {
    String page = new ProtocolPage().text();
    if ("write".equals(System.getProperty("protocol.page"))) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "appliance/PROTOCOL.md; to write it again: mvn -B package -pl appliance/server -am"
                + " -Dtest=ProtocolPageTest -Dprotocol.page=write"
                + " -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false")
        .isEqualTo(page);
  }

  @Test
  void transcriptsShowEveryErrorInEveryDialect() {
    List<String> missing = new ArrayList<>();
    for (String name : Dialects.names()) {
      Dialect dialect = Dialects.find(name).orElseThrow();
      List<RecordedReply> all = TranscriptReplies.of(name);
      for (Refusal refusal : Refusal.values()) {
        // Drops have numbers; the first one of a transcript is 1.
        RefusedException refused = new RefusedException(refusal, detail(refusal), 1);
        CommandResult result = new CommandResult.Refused(refused);
        missing.addAll(missing(name, refusal, result.spelledBy(dialect), all));
      }
      for (ErrorCode code : ErrorCode.values()) {
        missing.addAll(missing(name, code, dialect.error(code, detail(code)), all));
      }
    }
    assertThat(missing).as("errors that no transcript shows").isEmpty();
  }

  private static List<String> missing(
      String dialect, Enum<?> why, Reply reply, List<RecordedReply> all) {
    String text = reply.last().replaceFirst("\n$", "");
    return ELSEWHERE.containsKey(why)
            || all.stream().anyMatch(shown -> shown.last().matcher(text).matches())
        ? List.of()
        : List.of(dialect + " " + why + ": " + text.strip());
  }

  private static String detail(Refusal refusal) {
    return refusal == Refusal.ACCOUNT_NOT_EMPTY
        ? "the account of carol has 70 credits; set them to 0 first"
        : "";
  }

  private static String detail(ErrorCode code) {
    return switch (code) {
      case USER_NOT_REMOVED -> "the only admin is alice; make another one first";
      case ARGUMENT_COUNT -> "DROP slot [delay [key]]";
      case UNKNOWN_MACHINE -> "d ld";
      default -> "";
    };
  }

  @Test
  void everyVerbHasAnExampleInEveryDialect() {
    for (String name : Dialects.names()) {
      List<RecordedReply> shown = TranscriptReplies.of(name);
      assertThat(Commands.indexed().all())
          .filteredOn(command -> !command.syntax().startsWith("CODE "))
          .allSatisfy(
              command ->
                  assertThat(shown)
                      .as("a reply of " + command.syntax() + " that is no error, in " + name)
                      .anyMatch(reply -> reply.verb().equals(command.verb()) && !reply.isError()));
    }
  }
}

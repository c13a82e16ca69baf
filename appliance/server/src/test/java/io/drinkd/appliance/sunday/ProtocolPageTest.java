package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.sunday.TranscriptReplies.Shown;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The page of the protocol says what the verbs say, and the verbs say what the transcripts show.
 */
class ProtocolPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("drinkd.home"), "appliance", "PROTOCOL.md");

  /**
   * Problems that no single client with a house of its own can cause, and where they are tested.
   */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "PASS NOT_READY", "sunday.DoorLoginTest whereTooManyWaitTheNextIsToldToComeAgain",
          "IBUTTON NOT_READY", "sunday.DoorLoginTest whereTooManyWaitTheNextIsToldToComeAgain",
          "ADDUSER USER_NOT_CREATED",
              "DirectoryLoginTest theDirectoryDecidesWhoComesInAndNotWhoStays",
          "CHPASS NOT_IMPLEMENTED",
              "DirectoryLoginTest theDirectoryDecidesWhoComesInAndNotWhoStays",
          "SETADMIN ADMIN_FLAG_NOT_SET", "sunday.DoorMeanwhileTest theMemberWasClosed",
          "CANCEL NOT_READY",
              "drop.UnwritableBooksTest callingOffIsNotToldAsDoneAsLongAsItCannotBeWritten",
          // Another drop of the same member between the choice of a slot and the hold.
          "RAND POOR", "drop.DispatcherTest oneDrinkIsPaidOnceHoweverManyAskAtOnce");

  @Test
  void pageIsAsTheVerbsAre() throws IOException {
    String page = new ProtocolPage().text();
    if ("write".equals(System.getProperty("protocol.page"))) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "appliance/PROTOCOL.md; make it anew: mvn -B package -pl appliance/server -am"
                + " -Dtest=ProtocolPageTest -Dprotocol.page=write"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .isEqualTo(page);
  }

  @Test
  void verbsNameEveryProblemThatTranscriptsShow() {
    Commands commands = Commands.indexed();
    List<String> unnamed = new ArrayList<>();
    for (String name : Dialects.names()) {
      Dialect dialect = Dialects.find(name).orElseThrow();
      for (Shown shown : TranscriptReplies.of(name)) {
        Optional<Command> command = commands.named(shown.verb());
        if (command.isPresent() && shown.isError() && !isNamed(shown, command.get(), dialect)) {
          unnamed.add(shown.file() + ": " + shown.verb() + ": " + shown.example());
        }
      }
    }

    assertThat(unnamed).as("problems to be named by problems() of the verbs' classes").isEmpty();
  }

  @Test
  void transcriptsShowEveryProblemThatVerbsName() {
    List<String> missing = new ArrayList<>();
    for (String name : Dialects.names()) {
      Dialect dialect = Dialects.find(name).orElseThrow();
      List<Shown> all = TranscriptReplies.of(name);
      for (Command command : Commands.indexed().all()) {
        String verb = Syntax.of(command.syntax()).verb();
        List<Shown> ofVerb = all.stream().filter(reply -> reply.verb().equals(verb)).toList();
        for (ErrorCode problem : ProtocolPage.problems(command)) {
          String text = ProtocolPage.spelled(command, problem, dialect);
          if (ofVerb.stream().noneMatch(reply -> matches(reply, text))
              && !ELSEWHERE.containsKey(verb + " " + problem)) {
            missing.add(name + "/" + verb.toLowerCase(Locale.ROOT) + ".txt: " + problem);
          }
        }
      }
    }
    assertThat(missing).as("problems that verbs name and transcripts do not show").isEmpty();
  }

  @Test
  void whatTranscriptsCannotShowIsTestedElsewhere() throws Exception {
    for (String test : ELSEWHERE.values()) {
      String[] parts = test.split(" ");
      assertThat(Class.forName("io.drinkd.appliance." + parts[0]).getDeclaredMethods())
          .extracting(Method::getName)
          .contains(parts[1]);
    }
  }

  private static boolean isNamed(Shown shown, Command command, Dialect dialect) {
    boolean named =
        ProtocolPage.problems(command).stream()
            .map(problem -> ProtocolPage.spelled(command, problem, dialect))
            .anyMatch(text -> matches(shown, text));
    // A line that cannot be taken apart is the same whatever its verb.
    String unreadable = ProtocolPage.spelled(command, ErrorCode.INVALID_PARAMETERS, dialect);
    return named || shown.file().endsWith("lines.txt") && matches(shown, unreadable);
  }

  private static boolean matches(Shown shown, String text) {
    return shown.last().matcher(text).matches() || shown.last().matcher(text + "\r").matches();
  }

  @Test
  void everyVerbHasAnExampleInEveryDialect() {
    for (String name : Dialects.names()) {
      List<Shown> shown = TranscriptReplies.of(name);
      assertThat(Commands.indexed().all())
          .filteredOn(command -> !(command.problems().contains(ErrorCode.NOT_IMPLEMENTED)))
          .allSatisfy(
              command ->
                  assertThat(shown)
                      .as("a reply of " + command.syntax() + " that is no error, in " + name)
                      .anyMatch(
                          reply ->
                              reply.verb().equals(Syntax.of(command.syntax()).verb())
                                  && !reply.isError()));
    }
  }
}

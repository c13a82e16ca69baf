package io.drinkd.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.client.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Each command at the real appliance, as text and as JSON, and with what it ends. */
class OneCommandIT {

  private final RunningHouse house = RunningHouse.get();

  @TempDir Path folder;

  /** A member's command line. */
  private OneRun drink(Path settings, String... line) {
    List<String> all = new ArrayList<>(List.of("--settings", settings.toString()));
    all.addAll(List.of(line));
    return OneRun.of(all.toArray(String[]::new));
  }

  private JsonNode json(OneRun run) {
    assertThat(run.out().lines()).hasSize(1);
    return new ObjectMapper().readTree(run.out());
  }

  private Path member(long credits) throws IOException {
    return house.loggedIn(house.member(credits), house.port("sunday"));
  }

  private static String name(Path settings) throws IOException {
    return Files.readAllLines(settings.resolve("config")).get(2).substring("name = ".length());
  }

  @Test
  void loginKeepsATokenAndNoPassword() throws IOException {
    String member = house.member(70);
    Path settings = folder.resolve("settings");
    String port = String.valueOf(house.port("sunday"));
    String[] login = {
      "--settings", settings.toString(), "--host", "127.0.0.1", "--port", port, "login"
    };

    OneRun run = OneRun.typing(member + "\nsecret of " + member + "\n", login);

    assertThat(run.code()).as(run.errors()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEqualTo("Logged in as " + member + " at 127.0.0.1:" + port + ".");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens(settings))))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(settings)) {
      assertThat(files).hasSize(2).noneMatch(file -> read(file).contains("secret of"));
    }
    // Neither the server nor the name nor the password is asked for again.
    assertThat(drink(settings, "balance").out()).isEqualTo("Credits: 70");

    String kept = Files.readString(tokens(settings));
    assertThat(drink(settings, "logout").code()).isEqualTo(ExitCode.DONE);
    assertThat(Files.readString(tokens(settings))).isEmpty();
    // It has ended at the server too.
    Files.writeString(tokens(settings), kept);
    assertThat(drink(settings, "balance").code()).isEqualTo(ExitCode.NOT_LOGGED_IN);
  }

  private static Path tokens(Path settings) {
    return settings.resolve("tokens");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tokensThatOthersCanReadAreNotUsed() throws IOException {
    Path settings = member(70);
    Files.setPosixFilePermissions(tokens(settings), PosixFilePermissions.fromString("rw-r--r--"));

    OneRun run = drink(settings, "balance");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("chmod 600 " + tokens(settings));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sunday", "drinkjs"})
  void aDropByNameAndByNumber(String listener) throws IOException {
    Path settings = house.loggedIn(house.member(500), house.port(listener));

    assertThat(drink(settings, "drop", "d", "coke").out()).isEqualTo("Coke dropped. Credits: 450.");
    assertThat(drink(settings, "drop", "Big Drink", "2", "--delay", "1").out())
        .isEqualTo("Root Beer dropped. Credits: 400.");
    assertThat(drink(settings, "--machine", "d", "drop", "cola", "über").out())
        .isEqualTo("Cola über alles dropped. Credits: 350.");
    JsonNode dropped = json(drink(settings, "drop", "ld", "tea", "--json"));
    assertThat(dropped.toString())
        .isEqualTo(
            "{\"ok\":true,\"machine\":\"ld\",\"slot\":1,\"item\":\"Iced Tea\",\"credits\":300}");
    assertThat(json(drink(settings, "random", "ld", "--json")).get("credits").asInt())
        .isEqualTo(250);
    assertThat(drink(settings, "random", "ld").out()).isEqualTo("Iced Tea dropped. Credits: 200.");
  }

  @Test
  void whatThereIsToDrink() throws IOException {
    Path settings = member(0);

    assertThat(drink(settings, "ls", "ld").out())
        .matches("ld {2}Little Drink\n {3}1 {2}Iced Tea {5}50 {2}\\d+ left");
    assertThat(drink(settings, "ls").out()).contains("d  Big Drink\n", "ld  Little Drink\n");
    JsonNode machine = json(drink(settings, "ls", "d", "--json")).get("machines").get(0);
    assertThat(machine.get("status").asString()).isEqualTo("up");
    assertThat(machine.get("slots").get(2).toString())
        .isEqualTo(
            "{\"slot\":3,\"item\":\"Dr Pepper\",\"price\":50,\"available\":0,\"enabled\":true}");
    assertThat(drink(settings, "machines").out()).contains("d  Big Drink  up\n");
    assertThat(json(drink(settings, "machines", "--json")).get("machines")).hasSize(3);
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () ->
                assertThat(drink(settings, "temp", "d").out())
                    .matches("Big Drink: .* °F \\(.* °C\\)"));
    assertThat(json(drink(settings, "temp", "d", "--json")).get("fahrenheit").isNumber()).isTrue();
  }

  @Test
  void creditsAndGifts() throws IOException {
    Path settings = member(100);
    String friend = house.member(0);

    assertThat(drink(settings, "balance").out()).isEqualTo("Credits: 100");
    assertThat(json(drink(settings, "balance", "--json")).get("credits").asInt()).isEqualTo(100);
    assertThat(drink(settings, "give", friend, "30").out())
        .isEqualTo("Gave 30 to " + friend + ". Credits: 70.");
    assertThat(drink(settings, "undo").out())
        .isEqualTo("Your last gift is taken back. Credits: 100.");
    assertThat(drink(settings, "undo").code()).isEqualTo(ExitCode.FAILED);
    assertThat(json(drink(settings, "give", friend, "5", "--json")).get("credits").asInt())
        .isEqualTo(95);
    assertThat(json(drink(settings, "undo", "--json")).get("credits").asInt()).isEqualTo(100);
    assertThat(drink(settings, "history", "--limit", "1", "--utc").out())
        .matches("[0-9-]+ [0-9:]+Z {2} {4}\\+5 {5}100 {2}gift from .* taken back");
    assertThat(json(drink(settings, "history", "--json")).get("entries")).hasSize(5);
    assertThat(drink(settings, "cancel").out()).isEqualTo("No drop was waiting.");
    assertThat(json(drink(settings, "cancel", "--json")).get("cancelled").asInt()).isZero();
  }

  @Test
  void tokensForOtherPrograms() throws IOException {
    Path settings = member(100);
    String name = name(settings);
    String[] line = {
      "--settings", settings.toString(), "token", "new", "display", "--read", "--json"
    };

    JsonNode made = json(OneRun.typing("secret of " + name + "\n", line));

    assertThat(made.get("token").asString()).startsWith("drinkd_");
    JsonNode listed = json(drink(settings, "token", "--json")).get("tokens");
    assertThat(listed).hasSize(2);
    assertThat(listed.get(1).get("label").asString()).isEqualTo("display");
    assertThat(listed.get(1).get("may").asString()).isEqualTo("read");
    String id = made.get("id").asString();
    assertThat(drink(settings, "token", "end", id).out()).isEqualTo("Token " + id + " has ended.");
    assertThat(drink(settings, "token", "end", id).code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(drink(settings, "token").out()).endsWith("\"test\"");

    // With one that may only look, nothing is bought.
    JsonNode reading = json(OneRun.typing("secret of " + name + "\n", line));
    String secret = reading.get("id").asString() + " " + reading.get("token").asString();
    RunningHouse.keep(settings, name, house.port("sunday"), secret);
    assertThat(drink(settings, "drop", "d", "1").code()).isEqualTo(ExitCode.DENIED);
  }

  @Test
  void exitCodesSayWhy() throws IOException {
    Path poor = member(10);
    Path rich = member(500);

    assertThat(drink(poor, "drop", "d", "1").code()).isEqualTo(ExitCode.POOR);
    assertThat(drink(rich, "drop", "d", "3").code()).isEqualTo(ExitCode.EMPTY);
    assertThat(drink(rich, "drop", "d", "9").code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(drink(rich, "drop", "d", "beer").code()).isEqualTo(ExitCode.DONE);
    assertThat(drink(rich, "drop", "d", "wine").code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(drink(rich, "drop", "d", "eer").code()).isEqualTo(ExitCode.NOT_FOUND);
    OneRun noSlot = drink(rich, "--machine", "d", "drop", "c");
    assertThat(noSlot.code()).isEqualTo(ExitCode.USAGE);
    assertThat(noSlot.errors()).contains("\"c\" is too short");
    assertThat(drink(rich, "--machine", "d", "drop", "x", "1").errors())
        .contains("there is no machine \"x\"");
    assertThat(drink(rich, "--machine", "d", "drop", "ld").errors())
        .isEqualTo("drink: \"ld\" is a machine; name a drink behind it");
    assertThat(drink(rich, "drop", "d", "co").code()).isEqualTo(ExitCode.USAGE);
    assertThat(drink(rich, "give", "nobody-there", "5").code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(drink(rich, "ls", "nowhere").code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(drink(rich, "drop", "1").errors())
        .isEqualTo("drink: name a machine: d (Big Drink), ld (Little Drink), t (Trouble)");
    assertThat(drink(rich, "temp", "t", "--limit", "3").code()).isEqualTo(ExitCode.USAGE);
    assertThat(drink(rich, "dorp").code()).isEqualTo(ExitCode.USAGE);
    assertThat(drink(rich, "give", "me").code()).isEqualTo(ExitCode.USAGE);
    assertThat(drink(rich, "--port", "1", "ls").code()).isEqualTo(ExitCode.NO_CONNECTION);
    house.asAdmin("MACHINE d");
    house.asAdmin("EDITSLOT 4 \"Cola über alles\" 50 1000 0 false");
    assertThat(drink(rich, "drop", "d", "4").code()).isEqualTo(ExitCode.DISABLED);
    house.asAdmin("EDITSLOT 4 \"Cola über alles\" 50 1000 0 true");
    JsonNode failed = json(drink(poor, "drop", "d", "1", "--json"));
    assertThat(failed.toString())
        .isEqualTo(
            "{\"ok\":false,\"reason\":\"poor\",\"exit\":3,\"message\":\"Coke costs 50 credits,"
                + " and you have 10\",\"server\":\"ERR 203 User is poor.\"}");
  }

  @Test
  void exitCodesOfAMachineInTrouble() throws IOException {
    Path settings = member(500);
    house.asAdmin("MACHINE t");
    house.asAdmin("SERVICE off");
    assertThat(drink(settings, "drop", "t", "1").code()).isEqualTo(ExitCode.AWAY);
    house.asAdmin("SERVICE on");
    house.trouble.command("nack");
    assertThat(drink(settings, "drop", "t", "1").code()).isEqualTo(ExitCode.FAILED);

    CompletableFuture<OneRun> delayed =
        CompletableFuture.supplyAsync(() -> drink(settings, "drop", "t", "1", "--delay", "600"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> drink(settings, "cancel").out().equals("Cancelled: 1."));
    assertThat(delayed.join().code()).isEqualTo(ExitCode.CANCELLED);

    house.trouble.command("silence");
    assertThat(drink(settings, "drop", "t", "1").code()).isEqualTo(ExitCode.IN_DOUBT);
    assertThat(drink(settings, "drop", "t", "1").code()).isEqualTo(ExitCode.BUSY);
  }

  @Test
  void tlsChecksCertificateAndHost() throws IOException {
    String port = String.valueOf(house.port("secure"));
    String[] secure = {"--settings", folder.toString(), "--port", port, "--tls"};
    String trust = house.certificateFile().toString();

    assertThat(with(secure, "--host", "localhost", "--trust", trust, "machines").code())
        .isEqualTo(ExitCode.DONE);
    OneRun unknown = with(secure, "--host", "localhost", "machines");
    assertThat(unknown.code()).isEqualTo(ExitCode.NOT_TRUSTED);
    assertThat(unknown.errors()).contains("is signed by nobody whom this computer trusts");
    OneRun elsewhere = with(secure, "--host", "127.0.0.1", "--trust", trust, "machines");
    assertThat(elsewhere.code()).isEqualTo(ExitCode.NOT_TRUSTED);
    assertThat(elsewhere.errors()).contains("is for another host");
    OneRun insecure = with(secure, "--host", "127.0.0.1", "--insecure", "machines");
    assertThat(insecure.code()).isEqualTo(ExitCode.DONE);
    assertThat(insecure.errors()).contains("can read your password");
    OneRun plain =
        OneRun.of(
            "--settings",
            folder.toString(),
            "--host",
            "localhost",
            "--tls",
            "--port",
            String.valueOf(house.port("sunday")),
            "machines");
    assertThat(plain.code()).isEqualTo(ExitCode.NO_CONNECTION);
  }

  private static OneRun with(String[] before, String... line) {
    List<String> all = new ArrayList<>(List.of(before));
    all.addAll(List.of(line));
    return OneRun.of(all.toArray(String[]::new));
  }

  @Test
  void rawSendsWhatIsTyped() throws IOException {
    Path settings = member(0);
    String[] raw = {"--settings", settings.toString(), "raw"};

    assertThat(OneRun.typing("MACHINE ld\nSTAT 1\nQUIT\n", raw).out())
        .matches(
            "OK Welcome to Floor drink server\nOK Welcome to Little Drink\n"
                + "1 \"Iced Tea\" 50 \\d+ \\d+ true\nOK 1 Slots retrieved\nOK Disconnecting\\.");
    String[] asJson = {"--settings", settings.toString(), "--json", "raw"};
    assertThat(OneRun.typing("QUIT\n", asJson).out()).endsWith("{\"line\":\"OK Disconnecting.\"}");
  }
}

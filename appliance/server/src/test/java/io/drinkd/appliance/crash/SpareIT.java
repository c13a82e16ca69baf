package io.drinkd.appliance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.process.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two appliances with one bank and files for the same machine: whichever took it first sends its
 * orders, the other one takes it over.
 */
class SpareIT {

  private static final Map<String, String> OTHER = Map.of("north", "south", "south", "north");

  /**
   * Within so long after a process was killed its machines are another one's, where the processors
   * are busy with all else; otherwise within 5 s.
   */
  private static final Duration TAKEN_WITHIN = Duration.ofSeconds(60);

  @TempDir Path folder;
  private SharedMachine shared;
  private RunningBoard board;

  /** Who has the machine at first. */
  private String owner;

  private String spare;

  @BeforeEach
  void begin() throws IOException {
    board = RunningBoard.start(folder.resolve("cans.log"), SharedMachine.MOTOR_TIME);
    shared = new SharedMachine(folder);
    for (String name : OTHER.keySet()) {
      shared.put(name, RunningAppliance.start(house(name, name), "stop=sent@" + trigger(name)));
    }
    OTHER.keySet().forEach(shared::awaitBoard);
    owner = shared.awaitOwner();
    spare = OTHER.get(owner);
  }

  /** With this file an appliance stops between "sent" in the books and the first byte. */
  private Path trigger(String name) {
    return folder.resolve("stop-" + name);
  }

  private HouseFolder house(String ofFolder, String name) throws IOException {
    return shared.house(
        ofFolder,
        name,
        one -> one.addMachine("d", board.port(), SharedMachine.LONG, SharedMachine.LONG));
  }

  @AfterEach
  void end() {
    shared.close();
    board.close();
  }

  @Test
  void theSpareContinuesWhereAKilledOneEnded() throws IOException {
    assertThat(shared.drop(owner, 1)).startsWith("OK");
    assertThat(shared.drop(spare, 1)).as("asked for at the spare").startsWith("OK");
    // It must not answer before its appliance is killed, however long that takes.
    board.command("silence");
    CompletableFuture<String> lost = shared.dropLater(owner, 2);
    board.awaitLine(Pattern.compile("order slot 2"));
    CompletableFuture<String> elsewhere = shared.dropLater(spare, 3);
    shared.awaitDrops(4);
    long died = System.nanoTime();
    shared.get(owner).kill();
    assertThat(lost.join()).isEqualTo("lost");
    shared.awaitLog(spare, "taken over from appliance \"" + owner + "\"");
    assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(TAKEN_WITHIN);
    assertThat(elsewhere.join()).as("what waited falls there").startsWith("OK");
    assertThat(shared.states()).containsExactly("DROPPED", "DROPPED", "IN_DOUBT", "DROPPED");
    assertThat(shared.drop(spare, 4)).startsWith("OK");
    assertThat(board.cans()).extracting(RunningBoard.Can::slot).containsExactly(1, 1, 2, 3, 4);
    shared.assertSound();
  }

  @Test
  void whoeverWasStoppedBeforeTheFirstByteOrdersNothingOnceItWakes() throws Exception {
    Files.createFile(trigger(owner));
    CompletableFuture<String> waiting = shared.dropLater(owner, 1);
    await().atMost(SharedMachine.PATIENCE).until(() -> shared.states().equals(List.of("IN_DOUBT")));
    shared.awaitLog(spare, "taken over from appliance \"" + owner + "\"");

    // It leaves the machine, and with it the link that the board has with it.
    signal("-CONT", shared.get(owner).pid());
    shared.awaitLog(owner, "machine d: lost; another appliance took it while the bank was away");
    assertThat(waiting.join()).doesNotStartWith("OK");
    // It knows that not a byte left, which the other one could not.
    await().atMost(SharedMachine.PATIENCE).until(() -> shared.states().equals(List.of("REFUNDED")));
    shared.awaitLinked(spare);
    assertThat(shared.drop(spare, 2)).startsWith("OK");
    assertThat(shared.drop(owner, 3)).as("for the machine of the other one").startsWith("OK");
    assertThat(shared.states()).containsExactly("REFUNDED", "DROPPED", "DROPPED");
    assertThat(board.cans()).extracting(RunningBoard.Can::slot).containsExactly(2, 3);
    shared.assertSound();
  }

  @Test
  void whoeverWasFrozenWithAnOrderInFlightLogsWhatTheBankHas() throws Exception {
    // It must not answer before its appliance is frozen, however long that takes.
    board.command("silence");
    CompletableFuture<String> sent = shared.dropLater(owner, 1);
    board.awaitLine(Pattern.compile("order slot 1"));
    signal("-STOP", shared.get(owner).pid());
    shared.awaitLog(spare, "taken over from appliance \"" + owner + "\"");
    await().atMost(SharedMachine.PATIENCE).until(() -> shared.states().equals(List.of("IN_DOUBT")));
    board.command("say 4");
    int before = shared.get(owner).log().length();
    signal("-CONT", shared.get(owner).pid());

    assertThat(sent.join()).as("it fell, or nobody knew").matches("OK.*|ERR 151.*");
    await().atMost(SharedMachine.PATIENCE).until(() -> shared.states().equals(List.of("DROPPED")));
    shared.awaitLog(owner, "result=dropped");
    assertThat(shared.get(owner).log()).doesNotContain("result=in_doubt");
    assertThat(shared.get(owner).log().substring(before)).doesNotContain(" WARN ", " ERROR ");
    shared.assertSound();
  }

  /** By the script, which has other commands carried out by the appliance that runs. */
  @Test
  void whoOwnsWhatIsShownAndNobodyElseHasItsName() throws IOException {
    RunningAppliance twin = RunningAppliance.start(house("twin", owner));
    Path conf = folder.resolve(spare).resolve("conf");
    Script script = new Script(folder, conf, Map.of());

    OneCommand status = script.run("bank", "status");

    assertThat(status.code()).as(status.said()).isZero();
    assertThat(status.said()).contains(owner, spare).containsPattern("d +" + owner + " +yes");
    assertThat(script.run("bank", "verify").code()).isZero();
    assertThat(twin.awaitEnd()).isEqualTo(ExitCode.IN_USE);
    assertThat(twin.log()).contains("is in use by the appliance \"" + owner + "\"");
  }

  private static void signal(String signal, long pid) throws Exception {
    String process = String.valueOf(pid);
    assertThat(new ProcessBuilder("kill", signal, process).start().waitFor()).isZero();
  }
}

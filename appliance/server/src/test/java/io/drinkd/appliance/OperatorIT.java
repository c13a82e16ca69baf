package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.process.RunningAppliance;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operator's commands in processes of their own, carried out by the appliance that runs. */
class OperatorIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int NOBODY_THERE = 9;
  private static final String SOME_GROUP = "games";

  @TempDir Path temporary;
  private HouseFolder house;

  @BeforeEach
  void makeHouse() throws IOException {
    house = new HouseFolder(temporary.toRealPath());
    house.addMachine("d", NOBODY_THERE, Duration.ofSeconds(60), Duration.ofSeconds(30));
  }

  private OneCommand call(String... arguments) throws IOException {
    return OneCommand.call(house, List.of(), arguments);
  }

  @Test
  void callsNeedNothingButJava() throws IOException {
    try (RunningAppliance appliance = RunningAppliance.start(house)) {
      appliance.port();
      assertThat(call("user", "add", "bob", "--credits", "5"))
          .isEqualTo(new OneCommand(ExitCode.WELL, "added member bob with 5 credits"));
      assertThat(call("--json", "user", "list").said())
          .isEqualTo(
              "[{\"name\":\"bob\",\"admin\":false,\"credits\":5,\"held\":0,\"ibuttons\":[]}]");
      assertThat(call("user", "floor", "zoe", "0"))
          .isEqualTo(new OneCommand(ExitCode.FAILED, "there is no member zoe"));
      assertThat(call("machine", "show", "--help").said()).startsWith("Usage: drinkd machine show");
      assertThat(call("user", "remove").code()).isEqualTo(ExitCode.USAGE);
    }
  }

  /** It would take the command when it continues, long after whoever gave it has given up. */
  @Test
  void whatStandsStillIsNotWaitedForAndGetsNoCommand() throws Exception {
    try (RunningAppliance appliance = RunningAppliance.start(house)) {
      appliance.port();
      appliance.signal("STOP");
      await().atMost(PATIENCE).until(appliance::isStopped);
      for (OneCommand command :
          List.of(
              call("status"),
              OneCommand.run(house, "status"),
              call("user", "add", "bob", "--credits", "5"))) {
        assertThat(command.code()).isEqualTo(ExitCode.UNUSABLE_FILES);
        assertThat(command.said())
            .hasLineCount(1)
            .startsWith("the appliance runs as process " + appliance.pid() + " and does not answer")
            .endsWith("if its books are in a bank, see drinkd bank status");
      }
      appliance.signal("CONT");
      assertThat(call("user", "show", "bob").said()).isEqualTo("there is no member bob");
      assertThat(appliance.log()).doesNotContain("operator's command not received");
    }
  }

  /** Without a file left for it, accepting fails again and again. */
  @Test
  void saysOnceThatNoCommandIsAccepted() throws Exception {
    Pattern refused = Pattern.compile("operator's command not accepted: Too many open files");
    try (RunningAppliance appliance = RunningAppliance.start(house)) {
      appliance.port();
      Path socket = house.data().resolve("control/socket");
      limitFiles(appliance, highestFile(appliance) + 1);
      try (Waiting waiting = new Waiting(socket)) {
        // Numbers below the highest may be free, so that the first ones are accepted.
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  waiting.connect();
                  return refused.matcher(appliance.log()).find();
                });
        await()
            .during(Duration.ofSeconds(2))
            .atMost(PATIENCE)
            .until(() -> refused.matcher(appliance.log()).results().count() == 1);
      }
      limitFiles(appliance, 1_000);
      await().atMost(PATIENCE).until(() -> call("user", "list").code() == ExitCode.WELL);
      assertThat(appliance.stop()).isZero();
    }
  }

  /** Connections on which nothing is asked. */
  private static final class Waiting implements AutoCloseable {

    private final UnixDomainSocketAddress address;
    private final List<SocketChannel> channels = new ArrayList<>();

    Waiting(Path socket) {
      address = UnixDomainSocketAddress.of(socket);
    }

    void connect() throws IOException {
      channels.add(SocketChannel.open(address));
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel channel : channels) {
        channel.close();
      }
    }
  }

  private static long highestFile(RunningAppliance appliance) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", "" + appliance.pid(), "fd"))) {
      return files.mapToLong(file -> Long.parseLong("" + file.getFileName())).max().orElseThrow();
    }
  }

  private static void limitFiles(RunningAppliance appliance, long most)
      throws IOException, InterruptedException {
    Process limiting =
        new ProcessBuilder("prlimit", "--pid", "" + appliance.pid(), "--nofile=" + most + ":")
            .inheritIO()
            .start();
    assertThat(limiting.waitFor()).isZero();
  }

  @Test
  void groupOfTheSocketsFolderOperates() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can be somebody else");
    Path run = Files.createDirectory(house.file("run"));
    GroupPrincipal group =
        run.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(SOME_GROUP);
    Files.getFileAttributeView(run, PosixFileAttributeView.class).setGroup(group);
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-x---"));
    letEverybodyPass(house.file(""));
    Path yaml = house.conf().resolve("appliance.yaml");
    Files.writeString(yaml, Files.readString(yaml) + "control: ../run/control\n");
    List<String> member = setpriv("--regid", SOME_GROUP);
    assumeTrue(
        new ProcessBuilder(stillReading(member)).start().waitFor() == 0,
        "others cannot read the checkout");

    try (RunningAppliance appliance = RunningAppliance.start(house)) {
      appliance.port();
      assertThat(OneCommand.call(house, member, "user", "add", "bob").code())
          .isEqualTo(ExitCode.WELL);
      assertThat(call("audit", "--what", "bob").said()).contains(" operator:nobody ");
      List<String> forging = new ArrayList<>(member);
      forging.addAll(List.of("env", "SUDO_USER=root"));
      assertThat(OneCommand.call(house, forging, "user", "add", "eve").code())
          .isEqualTo(ExitCode.WELL);
      assertThat(call("audit", "--what", "eve").said())
          .contains(" operator:nobody ")
          .doesNotContain("sudo root");

      OneCommand stranger = OneCommand.call(house, setpriv("--regid", "nogroup"), "user", "list");
      assertThat(stranger)
          .isEqualTo(
              new OneCommand(
                  ExitCode.UNUSABLE_FILES,
                  run.resolve("control")
                      + ": permission denied; join the group games (sudo adduser nobody games, then"
                      + " log in again), or use sudo"));
    }
  }

  /** Whoever may not look into the data folder cannot know whether an appliance runs. */
  @Test
  void tellsAStrangerWhoKnows() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can be somebody else");
    List<String> stranger = setpriv("--regid", "nogroup");
    letEverybodyPass(house.file(""));
    assumeTrue(
        new ProcessBuilder(stillReading(stranger)).start().waitFor() == 0,
        "others cannot read the checkout");
    try (RunningAppliance appliance = RunningAppliance.start(house)) {
      appliance.port();
      appliance.kill();
    }

    assertThat(OneCommand.call(house, stranger, "status"))
        .isEqualTo(
            new OneCommand(
                ExitCode.UNUSABLE_FILES,
                house.data().resolve("control/socket")
                    + ": permission denied; only root can see whether an appliance runs: run the"
                    + " command as root, or with sudo"));
  }

  /** As many as may run, each as long as may be: they would not fit into memory together. */
  @Test
  void receivesManyLongFilesAtOnce() throws Exception {
    Path plugins = Files.createDirectory(house.file("plugins"));
    Path yaml = house.conf().resolve("appliance.yaml");
    Files.writeString(yaml, Files.readString(yaml) + "plugins: ../plugins\n");
    Path file = house.file("long.jar");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(64 << 20);
    }
    try (RunningAppliance appliance = RunningAppliance.start(house)) {
      appliance.port();
      List<CompletableFuture<OneCommand>> installs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        installs.add(
            CompletableFuture.supplyAsync(
                () -> unchecked(() -> call("plugin", "install", file.toString())),
                task -> new Thread(task, "operator").start()));
      }

      assertThat(installs)
          .allSatisfy(
              one ->
                  assertThat(one.join().said())
                      .matches(
                          "long\\.jar: this plugin is not a readable archive.*|.*: another command"
                              + " receives a file now; try again when that has ended"))
          .anySatisfy(one -> assertThat(one.join().said()).contains("not a readable archive"));
      assertThat(call("user", "list").code()).isEqualTo(ExitCode.WELL);
      assertThat(appliance.stop()).isZero();
    }
    assertThat(plugins).isEmptyDirectory();
  }

  private static OneCommand unchecked(Callable<OneCommand> command) {
    try {
      return command.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> stillReading(List<String> member) {
    List<String> command = new ArrayList<>(member);
    command.addAll(
        List.of(
            "test",
            "-r",
            System.getProperty("drinkd.home") + "/appliance/server/target/drinkd.jar"));
    return command;
  }

  private static List<String> setpriv(String option, String group) {
    return List.of("setpriv", "--reuid", "nobody", option, group, "--clear-groups");
  }

  private static void letEverybodyPass(Path folder) throws IOException {
    Path passed = folder.toRealPath();
    while (passed != null && !passed.equals(Path.of("/tmp")) && !passed.equals(Path.of("/"))) {
      Files.setPosixFilePermissions(passed, PosixFilePermissions.fromString("rwxr-xr-x"));
      passed = passed.getParent();
    }
  }
}

package io.drinkd.appliance.process;

import io.drinkd.driver.testkit.ReservedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Debian's MQTT broker, mosquitto, on a port of its own; the appliance is its user {@code drinkd},
 * boards are its user {@code board}, both with {@link HouseFolder#BOARD_PASSWORD}.
 */
public final class Broker implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");
  private static final Pattern RUNNING = Pattern.compile("mosquitto version .* running");

  private final Path configuration;
  private final ReservedPort port = ReservedPort.any();
  private ChildProcess process;

  private Broker(Path folder) throws IOException {
    Files.createDirectories(folder);
    configuration = folder.resolve("mosquitto.conf");
    Path passwords = folder.resolve("passwords");
    addUser(passwords, "drinkd", "-c");
    addUser(passwords, "board");
    Files.writeString(
        configuration,
        """
        listener %d 127.0.0.1
        allow_anonymous false
        password_file %s
        user %s
        """
            .formatted(port.number(), passwords, System.getProperty("user.name")));
    process = launch();
  }

  /** Whether it is installed. */
  public static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * Starts it.
   *
   * @param folder for its files
   */
  public static Broker start(Path folder) throws IOException {
    return new Broker(folder);
  }

  private static void addUser(Path passwords, String name, String... options) throws IOException {
    List<String> command =
        List.of(
            "sh",
            "-c",
            "exec mosquitto_passwd -b " + String.join(" ", options) + " \"$@\"",
            "sh",
            passwords.toString(),
            name,
            HouseFolder.BOARD_PASSWORD);
    new ChildProcess("mosquitto_passwd", new ProcessBuilder(command)).awaitEnd();
  }

  private ChildProcess launch() throws IOException {
    var builder = new ProcessBuilder(PROGRAM.toString(), "-v", "-c", configuration.toString());
    ChildProcess started = new ChildProcess("mosquitto", builder);
    started.await(RUNNING);
    return started;
  }

  /** Where it listens. */
  public int port() {
    return port.number();
  }

  /** Ends it at once. */
  public void kill() {
    process.kill();
  }

  /** Starts it again after {@link #kill}, on the same port. */
  public void startAgain() throws IOException {
    process = launch();
  }

  @Override
  public void close() {
    process.kill();
    port.close();
  }
}

package io.drinkd.appliance.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** What systemd listens on for a service's messages: a datagram socket, which Perl opens here. */
public final class NotifySocket implements AutoCloseable {

  private static final String PROGRAM =
      """
      use Socket;
      socket(my $socket, PF_UNIX, SOCK_DGRAM, 0) or die;
      bind($socket, sockaddr_un($ARGV[0])) or die;
      $| = 1;
      print "bound\\n";
      my $message;
      print "$message\\n" while defined recv($socket, $message, 65536, 0);
      """;

  private final Path path;
  private final ChildProcess receiver;

  /** Opens it; skips the test where there is nothing that could send to it. */
  public NotifySocket(Path folder) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-notify")), "needs systemd-notify");
    path = folder.resolve("notify");
    receiver =
        new ChildProcess(
            "the supervisor", new ProcessBuilder("perl", "-e", PROGRAM, path.toString()));
    await("bound");
  }

  /** What systemd sets for the service. */
  public Map<String, String> environment() {
    return Map.of("NOTIFY_SOCKET", path.toString());
  }

  /** Waits for a message. */
  public void await(String message) {
    receiver.await(Pattern.compile("(?m)^" + message + "$"));
  }

  /** The messages so far, a line each. */
  public String messages() {
    return receiver.output();
  }

  @Override
  public void close() {
    receiver.kill();
  }
}

package io.drinkd.bench.setup;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Gives an operator's commands to a running appliance, by the control socket in its data folder as
 * {@code scripts/drinkd} does: a process for each of a thousand members would take minutes. An
 * appliance that speaks another version of the control protocol gets them by its own script.
 */
final class Operator {

  private static final int VERSION = 2;
  private static final int EXIT = 'x';

  /** The script asks for one. */
  private static final String ANY_PASSWORD = "of-a-member";

  private final Build build;
  private final SetupFolder files;
  private boolean byScript;

  Operator(Build build, SetupFolder files) {
    this.build = build;
    this.files = files;
  }

  /**
   * Has a command carried out.
   *
   * @param password if the command asks for one and it matters
   * @throws IOException if the command failed; the message has its output
   */
  void run(Optional<String> password, String... arguments)
      throws IOException, InterruptedException, TimeoutException {
    if (!byScript && !runBySocket(password, arguments)) {
      byScript = true;
    }
    if (byScript) {
      runByScript(password.orElse(ANY_PASSWORD), arguments);
    }
  }

  /** False if the appliance hung up without an answer, and so did nothing. */
  private boolean runBySocket(Optional<String> password, String... arguments) throws IOException {
    Path socket = files.data().resolve("control/socket");
    if (!Files.exists(socket)) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      send(
          new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel))),
          password,
          arguments);
      return receive(new DataInputStream(Channels.newInputStream(channel)), arguments);
    }
  }

  private void send(DataOutputStream out, Optional<String> password, String... arguments)
      throws IOException {
    out.writeByte(VERSION);
    out.writeShort(arguments.length);
    for (String argument : arguments) {
      out.writeUTF(argument);
    }
    out.writeBoolean(password.isPresent());
    out.writeUTF(password.orElse(""));
    out.writeUTF(files.conf().toString());
    out.flush();
  }

  private static boolean receive(DataInputStream in, String... arguments) throws IOException {
    StringBuilder output = new StringBuilder();
    for (int kind = in.read(); kind >= 0; kind = in.read()) {
      int number = in.readUnsignedShort();
      if (kind != EXIT) {
        output.append(new String(in.readNBytes(number), StandardCharsets.UTF_8));
      } else if (number == 0) {
        return true;
      } else {
        throw failed(output.toString(), arguments);
      }
    }
    return false;
  }

  private void runByScript(String password, String... arguments)
      throws IOException, InterruptedException, TimeoutException {
    Path input = Files.writeString(build.folder().resolve("password"), password + "\n");
    Path output = build.folder().resolve("operator.log");
    try (ChildProcess command =
        ChildProcess.start(output, build.command(files.conf(), arguments), input)) {
      if (command.awaitEnd() != 0) {
        throw failed(command.text(), arguments);
      }
    }
  }

  private static IOException failed(String output, String... arguments) {
    return new IOException("\"" + String.join(" ", arguments) + "\" failed: " + output.strip());
  }
}

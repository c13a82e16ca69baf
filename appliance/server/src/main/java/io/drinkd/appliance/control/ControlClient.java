package io.drinkd.appliance.control;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Sends commands to the appliance that runs on a data folder. */
public final class ControlClient {

  private final Path socket;

  /**
   * @param dataFolder the appliance's data folder
   */
  public ControlClient(Path dataFolder) {
    this.socket = DataFolder.socket(dataFolder);
  }

  /**
   * Has the command carried out by a running appliance, and passes on what it answers as it comes.
   *
   * @return the command's exit code; empty if no appliance answers, and so nothing was done
   * @throws IOException if the connection breaks before the exit code came: the command may have
   *     been carried out or not
   */
  public OptionalInt run(CommandRequest request, OutputStream out, OutputStream err)
      throws IOException {
    request.requireSendable();
    Optional<SocketChannel> connected = connect();
    if (connected.isEmpty()) {
      return OptionalInt.empty();
    }
    try (SocketChannel channel = connected.get()) {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
      try {
        request.write(
            new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel))));
      } catch (IOException e) {
        // Refused before it was read; then the reason has arrived already.
        return OptionalInt.of(receiveOr(e, in, out, err));
      }
      return OptionalInt.of(ReplyFrames.receive(in, out, err));
    }
  }

  private static int receiveOr(
      IOException failure, DataInputStream in, OutputStream out, OutputStream err)
      throws IOException {
    try {
      return ReplyFrames.receive(in, out, err);
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  /** Empty if there is no socket, or one that a killed process left behind. */
  private Optional<SocketChannel> connect() throws IOException {
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return Optional.of(channel);
    } catch (ConnectException e) {
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
